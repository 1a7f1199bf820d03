"""What each gap takes: money as whole sums and once, papers, data, work, time; and what is too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scilit_rules as sr
from scilit_rules.assessment.distance import _Way, distances, moved
from scilit_rules.model.condition import All, AnyOf, AtLeastOf, Comparison, Condition, Not, combine, leaves
from scilit_rules.model.distance import Distance, Hurdle
from scilit_rules.model.fact import Attested
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.obligation import Proof
from scilit_rules.model.report import Report
from scilit_rules.model.words import Claim, Disposition, Need, ObligationKind, Status
from scilit_rules.problems import UsageError
from scilit_rules.reporters.page.sums import money_missing
from tests.cli.running import RULESETS
from tests.reporters.made import report

AS_OF = date(2020, 12, 31)
DATA = """单位,年度,小城经费,小城人口,小城小组,佐证,小城场馆,小城方案日期,publicity
东区,2019,10000,20000,否,,是,2021-03-01,部分完成
东区,2020,{paid},20000,否,,是,2021-03-01,部分完成
"""


def checked(folder: Path, *assume: str, paid: str = "12000", as_of: date = AS_OF, **more: object) -> Report:
    path = folder / "east.csv"
    path.write_text(DATA.format(paid=paid), encoding="utf-8")
    return sr.check("mini-2020", [path], as_of=as_of, subjects=["东区"], rulesets=[RULESETS], assume=assume,
                    **more)  # type: ignore[arg-type]


def of(report: Report) -> Distance:
    (found,) = distances(report)
    return found


def by_id(found: Distance) -> dict[str, Hurdle]:
    return {f"{one.finding.obligation}/{one.finding.period}": one for one in (*found.hurdles, *found.past)}


def test_money_per_head_is_told_as_a_whole_sum(tmp_path: Path) -> None:
    found = of(checked(tmp_path))
    hurdle = by_id(found)["funding/2020"]
    assert (hurdle.needs, hurdle.money, hurdle.past) == ((Need.MONEY,), Decimal(8000), False)
    assert found.money == Decimal(8000)


def test_what_is_lacking_is_a_share_of_what_is_asked(tmp_path: Path) -> None:
    found = by_id(of(checked(tmp_path)))
    assert found["funding/2020"].lacking == Decimal("0.4")
    assert found["group/2019-2020"].lacking == 1
    said = replace(found["publicity/2019-2020"].finding, attested=Attested(Claim.PARTLY, progress=Decimal(70)))
    hurdle = replace(found["publicity/2019-2020"], finding=said)
    assert hurdle.lacking == Decimal("0.3") + (len(hurdle.steps) - 1)
    assert by_id(of(checked(tmp_path, paid="19999")))["funding/2020"].lacking < Decimal("0.001")


def test_nothing_lacks_more_than_each_of_its_steps() -> None:
    for one in (hurdle for found in distances(report(12)) for hurdle in (*found.hurdles, *found.past)):
        assert 0 <= one.lacking <= len(one.steps)


def test_what_can_not_be_paid_any_more_stands_apart(tmp_path: Path) -> None:
    found = of(checked(tmp_path))
    assert {hurdle.finding.id.split("/", 1)[1] for hurdle in found.past} == {"funding/2019", "issued/2020"}
    later = of(checked(tmp_path, as_of=date(2021, 12, 31)))
    assert {"funding/2020", "issued/2020"} <= {hurdle.finding.id.split("/", 1)[1] for hurdle in later.past}
    assert later.money == 0


@pytest.mark.parametrize(("id", "needs"), [
    ("group/2019-2020", (Need.DOCUMENT,)), ("publicity/2019-2020", (Need.DOCUMENT, Need.WORK)),
])
def test_what_it_takes_follows_from_what_is_asked(tmp_path: Path, id: str, needs: tuple[Need, ...]) -> None:
    assert by_id(of(checked(tmp_path)))[id].needs == needs


def test_the_gravest_come_first(tmp_path: Path) -> None:
    ids = [hurdle.finding.obligation for hurdle in of(checked(tmp_path)).hurdles]
    assert ids[:2] == ["funding", "group"]


def test_waived_gaps_are_no_hurdles_and_known_ones_are() -> None:
    made = report(12)
    ids = {hurdle.finding.id for one in distances(made) for hurdle in (*one.hurdles, *one.past)}
    blocking = {f.id for f in made.findings if f.disposition is not Disposition.WAIVED
                and f.status in (Status.UNMET, Status.UNKNOWN, Status.NEEDS_REVIEW)}
    assert ids == blocking
    known = tuple(replace(f, disposition=Disposition.KNOWN) if f.is_gap and not f.waiver else f for f in made.findings)
    again = {h.finding.id for one in distances(replace(made, findings=known)) for h in (*one.hurdles, *one.past)}
    assert again == ids


def test_what_was_done_too_late_can_not_be_undone() -> None:
    made = report(1)
    found = tuple(replace(f, disposition=Disposition.OPEN) for f in made.findings)
    past = {hurdle.finding.obligation for hurdle in distances(replace(made, findings=found))[0].past}
    assert "local-plan" in past


def test_unknown_needs_data_and_a_claim_needs_papers() -> None:
    hurdles = [hurdle for one in distances(report(12)) for hurdle in one.hurdles]
    assert {hurdle.needs for hurdle in hurdles if hurdle.finding.status is Status.UNKNOWN} == {(Need.DATA,)}
    assert {hurdle.needs for hurdle in hurdles if hurdle.finding.status is Status.NEEDS_REVIEW} == {(Need.DOCUMENT,)}


LEAVES = st.builds(lambda: Comparison("funds.in-budget", "is", True))
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(LEAVES, lambda inner: st.one_of(
    st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
    st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    st.lists(inner, min_size=2, max_size=3).map(lambda parts: AtLeastOf(2, tuple(parts))),
    inner.map(Not),
), max_leaves=6)


@given(CONDITIONS, st.data())
def test_whoever_goes_the_shortest_way_arrives(condition: Condition, data: st.DataObject) -> None:
    truths = [data.draw(st.booleans()) for _ in leaves(condition)]
    checks = tuple(Check(leaf, truth) for leaf, truth in zip(leaves(condition), truths, strict=True))  # type: ignore[arg-type]
    made = report(1)
    obligation = replace(made.plan.obligations["leading-group"], require=condition)
    finding = Finding(obligation.id, "made.s001", "2016-2020", Status.UNMET, checks=checks)
    steps = _Way(finding, obligation, made.plan, AS_OF).shortest()
    if combine(condition, iter(truths)) is True:
        assert steps == ()
    elif not any(isinstance(part, Not) for part in _parts(condition)):
        chosen = [id(step.check) for step in steps]
        assert combine(condition, iter([check.truth or id(check) in chosen for check in checks])) is True
    else:
        assert steps


def _parts(condition: Condition) -> list[Condition]:
    inner = condition.parts if isinstance(condition, (All, AnyOf, AtLeastOf)) else ()
    inner = (condition.part,) if isinstance(condition, Not) else inner
    return [condition, *(part for one in inner for part in _parts(one))]


def test_a_requirement_whose_comparisons_are_lost_still_takes_something(tmp_path: Path) -> None:
    made = checked(tmp_path)
    bare = replace(made, findings=tuple(replace(f, checks=()) for f in made.findings))
    assert all(hurdle.steps for one in distances(bare) for hurdle in (*one.hurdles, *one.past))


WHAT_IF = [
    ("小城经费=2.5万元@2020", {"funding/2020": "met"}), ("东区:小城经费=25000元@2020年", {"funding/2020": "met"}),
    ("小城经费＝1.5万元", {"funding/2020": "unmet"}), ("小城小组=是", {"group/2019-2020": "needs_review"}),
    ("publicity=已完成", {"publicity/2019-2020": "needs_review"}), ("小城经费=12000", {}),
    ("西区:小城经费=25000元", {}),
]


@pytest.mark.parametrize(("text", "wanted"), WHAT_IF)
def test_assumed_facts_move_findings(tmp_path: Path, text: str, wanted: dict[str, str]) -> None:
    before, after = checked(tmp_path), checked(tmp_path, text)
    found = {one.finding.id.split("/", 1)[1]: one.finding.status.value for one in moved(before, after)}
    assert found == wanted
    assert [p.message.args["facts"] for p in after.problems if p.code == "distance.assumed"] == [(text,)]
    assert all(one.before and one.before.id == one.finding.id for one in moved(before, after))


BAD = [
    ("x", "distance.not-an-assumption"), ("=3", "distance.not-an-assumption"), ("小城经费=", "distance.not-an-assumption"),
    ("小城经费=很多", "facts.not-a-number"), ("无此指标=1", "engine.unknown-fact"),
    ("funding.per_resident=2", "distance.assumed-derived"), ("小城经费=暂无", "distance.nothing-assumed"),
]


@pytest.mark.parametrize(("text", "code"), BAD)
def test_what_can_not_be_assumed_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        checked(tmp_path, "小城小组=是", text)
    assert [found.code for found in refused.value.problems] == [code]


def test_everything_that_can_not_be_assumed_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        checked(tmp_path, "x", "小城经费=很多", "y")
    assert len(refused.value.problems) == 3


def test_findings_that_only_one_report_has_moved_too() -> None:
    two, three = report(2), report(3)
    assert {one.finding.subject for one in moved(two, three)} == {"made.s003"}
    assert all(one.after is None for one in moved(three, two))
    assert moved(two, two) == ()


def test_of_several_comparisons_each_takes_its_own(tmp_path: Path) -> None:
    hurdle = by_id(of(checked(tmp_path, paid="9000")))["more-funding/2020"]
    assert [(step.need, step.money) for step in hurdle.steps] == [(Need.MONEY, Decimal(1000)), (Need.DATA, None)]
    assert (hurdle.needs, hurdle.money) == ((Need.MONEY, Need.DATA), Decimal(1000))


def test_funds_that_several_demands_ask_for_are_paid_once(tmp_path: Path) -> None:
    found = of(checked(tmp_path, paid="9000"))
    assert {id: hurdle.money for id, hurdle in by_id(found).items() if hurdle.money and not hurdle.past} == {
        "funding/2020": Decimal(11000), "more-funding/2020": Decimal(1000)}
    assert found.money == Decimal(11000)


def test_a_duty_without_papers_is_work() -> None:
    made = report(1)
    plain = replace(made.plan.obligations["leading-group"], kind=ObligationKind.ACTION, proof=Proof())
    obligations = {**made.plan.obligations, "leading-group": plain}
    found = distances(replace(made, plan=replace(made.plan, obligations=obligations)))[0]
    assert by_id(found)["leading-group/2016-2020"].needs == (Need.WORK,)


def test_money_that_is_too_late_is_added_up_apart(tmp_path: Path) -> None:
    found = of(checked(tmp_path, paid="9000"))
    assert (found.money, found.past_money) == (Decimal(11000), Decimal(10000))


@pytest.mark.parametrize("paid", ["9000", "12000", "19999", "20000"])
def test_the_page_adds_up_money_by_the_same_rule(tmp_path: Path, paid: str) -> None:
    report = checked(tmp_path, paid=paid)
    found = of(report)
    assert money_missing(report).get(found.subject, Decimal(0)) == found.money + found.past_money
