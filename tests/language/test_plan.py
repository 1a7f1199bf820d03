"""What a well-written ruleset becomes."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scilit_rules.language.home import packaged_rulesets, scilit_rulesets
from scilit_rules.language.library import examine, find_plans, load_plan
from scilit_rules.model.condition import All, AnyOf, Comparison, Follows, Not, StatusIs
from scilit_rules.model.obligation import Proof, Schedule
from scilit_rules.model.operators import Tolerance
from scilit_rules.model.plan import Mention, Plan
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import Derivation, Range
from scilit_rules.model.words import (
    DerivationKind,
    EvidenceKind,
    JudgedBy,
    Level,
    Nature,
    Role,
    ScheduleKind,
    Status,
)
from scilit_rules.problems import RulesetError
from tests.language.made import GOOD, make_rulesets


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan("demo", [GOOD])


def test_the_head_of_a_plan(plan: Plan) -> None:
    assert (plan.id, plan.title, plan.jurisdiction) == ("demo", Text("示范方案", "Demonstration plan"), "qilu")
    assert plan.years == (2016, 2020)
    assert plan.extends == ("core",)
    assert plan.document.issued == date(2016, 3, 1)
    assert plan.document.rests_on == ("国发〔2006〕7号",)
    assert plan.home == str(GOOD / "demo")


def test_clauses_keep_the_order_and_roles_of_the_text(plan: Plan) -> None:
    assert list(plan.clauses) == ["一", "一/（一）", "二"]
    clause = plan.clauses["一/（一）"]
    assert clause.parent == "一"
    assert clause.bodies == (
        Mention("市科协", Role.LEAD), Mention("市教育局", Role.SHARED), Mention("市财政局", Role.SHARED),
    )
    assert plan.clauses["二"].reason == Text("只是标题", "A heading only")


def test_an_obligation_on_facts(plan: Plan) -> None:
    obligation = plan.obligations["literacy-rate"]
    assert obligation.require == Comparison("literacy.rate", "above", Decimal("10.5"))
    assert obligation.when == Comparison("people.resident", "present", True)
    assert obligation.schedule == Schedule(ScheduleKind.BY, date(2020, 12, 31), 2016, 2020)
    assert obligation.bears == (Level.CITY,)
    assert obligation.place is not None
    assert str(obligation.place).endswith("goals.yaml:1:7")


def test_an_obligation_on_a_persons_word(plan: Plan) -> None:
    obligation = plan.obligations["training"]
    assert obligation.judged_by is JudgedBy.ATTESTATION
    assert obligation.attest is not None
    assert obligation.attest.proof == Proof(1, (EvidenceKind.DOCUMENT, EvidenceKind.LINK))
    assert obligation.schedule == Schedule(ScheduleKind.EVERY, date(2020, 12, 31), 2017, 2020, 2)


def test_an_obligation_that_only_a_person_can_judge(plan: Plan) -> None:
    obligation = plan.obligations["culture"]
    assert obligation.review == Text("氛围是否形成")
    assert obligation.schedule == Schedule(ScheduleKind.IN, date(2018, 12, 31), 2018, 2018)


def test_what_is_adopted_whole(plan: Plan) -> None:
    obligation = plan.obligations["leading-group"]
    assert obligation.adopts == "core/leading-group"
    assert obligation.title == Text("建立领导小组", "A leading group exists")
    assert obligation.require == Comparison("group.exists", "is", True)
    assert obligation.proof == Proof(1)
    assert obligation.remedy == Text("请成立领导小组。")
    day = date(2016, 12, 31)
    assert obligation.schedule == Schedule(ScheduleKind.DURING, date(2020, 12, 31), 2016, 2020, starts=day)


def test_what_is_adopted_with_parameters_and_changes(plan: Plan) -> None:
    obligation = plan.obligations["funds-per-head"]
    assert obligation.bears == (Level.DISTRICT, Level.ZONE)
    assert obligation.require == AnyOf((
        Comparison("funds.per_head", "at_least", Decimal(1)),
        Comparison("funds.per_head", "about", Tolerance(Decimal(1), Decimal("0.5"))),
    ))
    assert obligation.schedule == Schedule(ScheduleKind.YEARLY, date(2020, 12, 31), 2017, 2020)


@pytest.mark.parametrize("own,judged,proof", [
    ("  evidence: 2\n", JudgedBy.FACT, Proof(2)),
    ("  require: {fact: group.exists, is: false}\n", JudgedBy.FACT, Proof(1)),
    ("  evidence: {count: 2, accept: [file]}\n", JudgedBy.FACT, Proof(2, (EvidenceKind.FILE,))),
    ("  attest: {ask: 是否, evidence: 3}\n", JudgedBy.ATTESTATION, Proof(3)),
    ("  attest: {ask: 是否}\n  evidence: {count: 4}\n", JudgedBy.ATTESTATION, Proof(4)),
    ("  review: {ask: 是否}\n", JudgedBy.PERSON, Proof()),
    ("  attest: {ask: 是否, regularly: true}\n", JudgedBy.ATTESTATION, Proof(2, (), True)),
    ("  attest: {ask: 是否, evidence: 3, regularly: true}\n", JudgedBy.ATTESTATION, Proof(3, (), True)),
    ("  evidence: {regularly: true, accept: [file]}\n", JudgedBy.FACT, Proof(2, (EvidenceKind.FILE,), True)),
])
def test_what_an_adopting_obligation_says_itself_goes_first(tmp_path: Path, own: str, judged: JudgedBy,
                                                            proof: Proof) -> None:
    find = "  adopts: core/leading-group\n"
    fault = {"edit": [{"file": "demo/obligations/organisation.yaml", "find": find, "put": find + own}]}
    obligation = load_plan("demo", [make_rulesets(tmp_path, fault)]).obligations["leading-group"]
    assert obligation.judged_by is judged
    assert (obligation.attest.proof if obligation.attest else obligation.proof) == proof


def test_consequences_stand_behind_those_that_they_need(plan: Plan) -> None:
    assert list(plan.consequences) == ["no-organisation", "escalate"]
    assert plan.consequences["escalate"].when == All((
        Follows("no-organisation"), Not(StatusIs("culture", Status.MET)),
    ))


def test_facts(plan: Plan) -> None:
    rate = plan.vocabulary["literacy.rate"]
    assert rate.range == Range(Decimal(0), Decimal(100), Decimal(60))
    assert (rate.nature, rate.freshness, rate.aliases) == (Nature.YEARLY, 2, ("素质达标率",))
    assert plan.vocabulary["funds.per_head"].derive == Derivation(
        DerivationKind.RATIO, ("funds.paid", "people.resident"))
    assert plan.vocabulary["group.share"].derive == Derivation(
        DerivationKind.SHARE, ("group.exists",), (Level.DISTRICT, Level.COUNTY))


@pytest.mark.parametrize("derive,expected", [
    ("{sum: [funds.paid, people.resident]}", Derivation(DerivationKind.SUM, ("funds.paid", "people.resident"))),
    ("{difference: {of: funds.paid, minus: literacy.rate}}",
     Derivation(DerivationKind.DIFFERENCE, ("funds.paid", "literacy.rate"))),
    ("{change: funds.paid}", Derivation(DerivationKind.CHANGE, ("funds.paid",))),
    ("{mean: {of: funds.paid, over: zone}}", Derivation(DerivationKind.MEAN, ("funds.paid",), (Level.ZONE,))),
])
def test_ways_to_compute_a_fact(tmp_path: Path, derive: str, expected: Derivation) -> None:
    own = f"more.fact:\n  title: 更多\n  type: number\n  derive: {derive}\n"
    home = make_rulesets(tmp_path, {"write": {"demo/vocabulary.yaml": own}})
    assert load_plan("demo", [home]).vocabulary["more.fact"].derive == expected


def test_subjects(plan: Plan) -> None:
    assert [subject.id for subject in plan.register.within("qilu")] == ["qilu", "qilu.dong", "qilu.xin"]
    assert plan.register["qilu.xin"].counted_in == ("qilu.dong",)
    assert plan.register["qilu.dong"].code == "990102"


def test_a_note_settles_different_bounds(tmp_path: Path) -> None:
    more = ("- {id: again, clause: 二, title: 比例, kind: target, binding: mandatory, bears: city, yearly: true,\n"
            "   note: 两处写法不同。, require: {fact: literacy.rate, at_least: 10}}\n"
            "- {id: cap, clause: 二, title: 比例, kind: target, binding: mandatory, bears: city, yearly: true,\n"
            "   require: {not: {at_least_of: {count: 1, of: [{fact: literacy.rate, at_most: 1}]}}}}\n"
            "- {id: other, clause: 二, title: 比例, kind: target, binding: mandatory, bears: zone, yearly: true,\n"
            "   require: {fact: literacy.rate, at_least: 9}}\n")
    home = make_rulesets(tmp_path, {"write": {"demo/obligations/more.yaml": more}})
    assert len(load_plan("demo", [home]).obligations) == 8


def test_a_plan_may_add_facts_and_subjects(tmp_path: Path) -> None:
    home = make_rulesets(tmp_path, {"write": {
        "demo/vocabulary.yaml": "own.fact: {title: 自有指标, type: flag}\n",
        "demo/subjects.yaml": "- {id: qilu.nan, name: 南县, level: county, parent: qilu}\n",
    }})
    plan = load_plan("demo", [home])
    assert "own.fact" in plan.vocabulary
    assert "qilu.nan" in plan.register


def test_a_plan_elsewhere_builds_on_the_packaged_rulesets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scilit_rules.language.library.packaged_rulesets", lambda: GOOD)
    home = make_rulesets(tmp_path, {"remove": ["core", "subjects.yaml"], "write": {
        "vocabulary.yaml": "literacy.rate: {title: 本地比例, type: share}\n",
    }})
    plan = load_plan(home / "demo", [GOOD])
    assert plan.vocabulary["literacy.rate"].title.zh == "本地比例"
    assert plan.vocabulary["funds.paid"].title.zh == "科普经费"
    assert "qilu" in plan.register


def test_other_folders_have_no_say_in_a_plan(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "vocabulary.yaml").write_text("broken: [", encoding="utf-8")
    assert load_plan("demo", [other, GOOD]) == load_plan("demo", [GOOD])


@pytest.mark.parametrize("name", ["demo", "demo/plan.yaml"])
def test_a_plan_by_its_path(name: str) -> None:
    assert load_plan(GOOD / name) == load_plan("demo", [GOOD])


def test_a_plan_in_the_working_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(GOOD)
    assert load_plan("demo").id == "demo"


def test_the_digest_follows_the_content_and_not_the_place(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    first = load_plan("demo", [make_rulesets(tmp_path / "a")])
    again = load_plan("demo", [make_rulesets(tmp_path / "b")])
    changed = load_plan("demo", [make_rulesets(tmp_path / "c", {
        "edit": [{"file": "core/plan.yaml", "find": "共用任务", "put": "公用任务"}]})])
    assert first.digest == again.digest != changed.digest
    assert first.digest.startswith("sha256:")


def test_files_of_editors_are_passed_over(tmp_path: Path) -> None:
    home = make_rulesets(tmp_path, {"write": {
        "demo/obligations/.goals.yaml.swp": "x", "demo/obligations/goals.yaml~": "x",
        "demo/obligations/README.md": "x", "demo/.hidden.yaml": "x",
    }})
    assert load_plan("demo", [home]).digest == load_plan("demo", [GOOD]).digest


def test_anchors_may_be_used(tmp_path: Path) -> None:
    home = make_rulesets(tmp_path, {"edit": [
        {"file": "demo/obligations/goals.yaml", "find": "bears: [district, zone]", "put": "bears: &both [district, zone]"},
        {"file": "demo/obligations/goals.yaml", "find": "bears: city\n  in", "put": "bears: *both\n  in"},
    ]})
    assert load_plan("demo", [home]).obligations["culture"].bears == (Level.DISTRICT, Level.ZONE)


def test_a_plan_without_optional_files(tmp_path: Path) -> None:
    home = make_rulesets(tmp_path, {
        "remove": ["demo/obligations", "demo/consequences.yaml", "demo/cases"],
        "edit": [{"file": "demo/plan.yaml", "find": "extends: core\n", "put": ""}],
    })
    plan = load_plan("demo", [home])
    assert (plan.obligations, plan.consequences, plan.extends) == ({}, {}, ())


def test_listing(tmp_path: Path) -> None:
    catalogue = find_plans([GOOD])
    assert list(catalogue) == ["demo"]
    assert [(item.id, item.shared) for item in (*catalogue.plans, *catalogue.shared)] == [("demo", False), ("core", True)]
    assert catalogue.plans[0].title.zh == "示范方案"
    assert catalogue.problems == ()


def test_plans_that_cannot_be_listed_are_named(tmp_path: Path) -> None:
    home = make_rulesets(tmp_path, {"write": {
        "demo/plan.yaml": "id: demo\nyears: [2016\n", "core/plan.yaml": "id: [core\n"}})
    catalogue = find_plans([home])
    assert (catalogue.plans, catalogue.unlisted) == ((), (home / "demo",))
    assert len(catalogue.problems) == 2


def test_a_plan_is_examined_with_its_cases(plan: Plan, tmp_path: Path) -> None:
    examined = examine("demo", [GOOD])
    assert (examined.plan, examined.problems) == (plan, ())
    assert [case.name for case in examined.cases] == ["达到目标", "下级数据"]
    home = make_rulesets(tmp_path, {"edit": [{"file": "demo/cases/goals.yaml", "find": "2018-12-31", "put": "2018"}]})
    examined = examine("demo", [home])
    assert examined.plan is not None
    assert [case.name for case in examined.cases] == ["达到目标"]
    assert len(examined.problems) == 1


def test_home_is_the_installed_folder_or_the_one_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert scilit_rulesets() == (packaged_rulesets(),)
    package = tmp_path / "scilit_rules"
    (package / "language").mkdir(parents=True)
    monkeypatch.setattr("scilit_rules.language.home.__file__", str(package / "language" / "home.py"))
    assert packaged_rulesets() == tmp_path / "rulesets"
    (package / "rulesets").mkdir()
    assert packaged_rulesets() == package / "rulesets"


def test_a_wrong_word_does_not_hide_what_is_wrong_with_the_condition_beside_it(tmp_path: Path) -> None:
    home = tmp_path / "rulesets"
    shutil.copytree(Path(__file__).parent / "rulesets", home)
    file = sorted(home.glob("demo/obligations/*.yaml"))[-1]
    file.write_text(file.read_text(encoding="utf-8") + (
        "\n- {id: all-wrong, kindd: target, title: 全错, bears: city, during: ongoing, binding: mandatry,"
        " require: {fact: no.such_fact, above: 1}}\n"), encoding="utf-8")
    with pytest.raises(RulesetError) as caught:
        load_plan("demo", [home])
    assert {"language.unknown-key", "language.unknown-word", "language.unknown-fact"} <= {
        found.code for found in caught.value.problems}


@pytest.mark.parametrize(("inside", "named"), [
    ("", "demo"), ("", "./demo/"), ("demo", "."), ("demo", "./"), ("demo", "plan.yaml"), ("demo", "../demo"),
    ("demo/obligations", ".."), ("demo/obligations", "../plan.yaml"), ("demo/obligations", "./.."),
    ("core/obligations", "../../demo"), ("core", "../demo/obligations/.."),
])
def test_a_plan_is_the_same_from_wherever_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan: Plan,
                                                      inside: str, named: str) -> None:
    monkeypatch.chdir(make_rulesets(tmp_path) / inside)
    found = examine(Path(named))
    assert (found.problems, found.plan and found.plan.digest) == ((), plan.digest)
    assert load_plan(Path(named)).obligations == plan.obligations
