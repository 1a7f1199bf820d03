"""A case is judged as a return would be, and every way in which it can fail is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scilit_rules.authoring.boundaries import boundary_cases
from scilit_rules.authoring.cases import CaseResults, run_cases
from scilit_rules.authoring.coverage import untested
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.language.cases import Case, Expected, Given, load_cases
from scilit_rules.language.library import load_plan
from scilit_rules.messages import say
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.words import Reason, Severity, Status

RULESETS = Path(__file__).parents[1] / "cli" / "rulesets"
AT = Place("cases/all.yaml", 7, 3)


@pytest.fixture(scope="module")
def mini() -> Plan:
    return load_plan("mini-2020", [RULESETS])


def case(facts: Sequence[Given] = (), expected: Sequence[Expected] = (), **more: object) -> Case:
    settings: dict[str, object] = {
        "name": "一例", "subject": "mini.east", "as_of": date(2019, 12, 31), "facts": tuple(facts),
        "expected": tuple(expected), "place": AT, **more,
    }
    return Case(**settings)  # type: ignore[arg-type]


def run(plan: Plan, *cases: Case) -> CaseResults:
    return run_cases(plan, cases, ReferenceEngine())


NO_GROUP = (Given(None, "group.exists", "否"), Given(None, "小城经费", "1万元"), Given(None, "population.resident", 20000))


def test_the_cases_of_a_ruleset_pass(mini: Plan) -> None:
    results = run(mini, *load_cases(mini.home, mini))
    assert [say(found.message, "en") for result in results.failed for found in result.problems] == []
    assert results.passed
    assert results.untested == ("more-funding", "issued")


@pytest.mark.parametrize(
    "expected, conclusions, code",
    [
        (Expected("group", Status.MET, place=AT), None, "authoring.case-status"),
        (Expected("publicity", Status.UNKNOWN, Reason.STALE), None, "authoring.case-reason"),
        (Expected("funding", Status.UNMET, period="2020"), None, "authoring.case-not-judged"),
        (Expected("literacy", Status.MET), None, "authoring.case-not-judged"),
        (Expected("group", Status.UNMET), (), "authoring.case-conclusion-extra"),
        (Expected("group", Status.UNMET, severity=Severity.NOTICE, place=AT), None, "authoring.case-severity"),
        (Expected("group", Status.UNMET, follows="publicity"), None, "authoring.case-follows"),
    ],
)
def test_what_differs_is_told(mini: Plan, expected: Expected, conclusions: tuple[str, ...] | None, code: str) -> None:
    results = run(mini, case(NO_GROUP, [expected], conclusions=conclusions))
    assert [found.code for result in results.failed for found in result.problems] == [code]
    found = results.failed[0].problems[0]
    assert found.place == AT
    assert "一例" in say(found.message, "zh")
    assert not results.passed


def test_a_word_of_severity_is_unmet_and_weighs_so(tmp_path: Path, mini: Plan) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "all.yaml").write_text("""\
- case: 小组没有建立
  subject: mini.east
  as_of: 2019-12-31
  facts: {group.exists: 否}
  expect: {group: violation}
""", encoding="utf-8")
    (read,) = load_cases(tmp_path, mini)
    assert read.expected[0].status is Status.UNMET
    assert read.expected[0].severity is Severity.VIOLATION
    assert run(mini, read).passed


def test_exactly_what_binds_and_is_due_is_named(mini: Plan) -> None:
    whole = case([], [], due=())
    (extra,) = run(mini, whole).failed[0].problems
    due = tuple(extra.message.args["obligations"])
    assert (extra.code, "group" in due, "literacy" in due) == ("authoring.case-due-extra", True, False)
    assert run(mini, replace(whole, due=due)).passed
    for named in ((*due, "literacy"), (*due, "issued")):
        (lacking,) = run(mini, replace(whole, due=named)).failed[0].problems
        assert (lacking.code, lacking.message.args["obligations"]) == ("authoring.case-due-lacking", named[-1:])
    (early,) = run(mini, replace(whole, as_of=date(2000, 1, 1), due=due)).failed[0].problems
    assert early.code == "authoring.case-due-lacking"


VALUE = Place("cases/all.yaml", 12, 20)


@pytest.mark.parametrize("given, obligation, zh, en", [
    ([Given(None, "group.exists", "也许", place=VALUE)], "group", "“小城小组”应填是或否，填的是“也许”",
     "“Leading group” should be yes or no and is given as “也许”"),
    ([Given(None, "group.exists", "是", place=VALUE), Given(None, "group.exists", "否", place=VALUE)], "group",
     "“小城小组”在 2019 有不同的值：是、否", "“Leading group” has different values for 2019: yes, no"),
    ([], "publicity", "缺失：开展宣传", "missing: Publicise"),
    ([Given(None, "publicity", "已完成", place=VALUE)], "publicity",
     "自报已完成；申报需附佐证 1 份，能够查到的现有 0 份",
     "self-reported as done; the claim asks for 1 piece(s) of evidence, and has 0 that can be looked up"),
    ([Given(None, "funding.paid_in", "1万元", place=VALUE), Given(None, "population.resident", 20000, place=VALUE)], "funding",
     "要求“小城人均经费不低于1元/人”，实为0.5元/人（差0.5元/人，共缺1万元）",
     "“Funds per head at least 1 yuan per head” against 0.5 yuan per head (0.5 yuan per head short; 10,000 yuan missing in all)"),
])
def test_a_status_that_differs_is_told_with_what_was_found_and_where(mini: Plan, given: list[Given], obligation: str, zh: str,
                                                                     en: str) -> None:
    (told,) = run(mini, case(given, [Expected(obligation, Status.MET, place=AT)])).failed[0].problems
    assert f"查到：{zh}" in say(told.message, "zh")
    assert f"What was found: {en}" in say(told.message, "en")
    assert told.others == ((Place("cases/all.yaml", 12),) if given else ())


def test_a_duty_that_does_not_apply_is_told_with_the_condition_that_fails(mini: Plan) -> None:
    given = [Given(None, "venue.in_use", "否"), Given(None, "museum.grade", "三级")]
    result = run(mini, case(given, [Expected("more-funding", Status.MET)], as_of=date(2020, 12, 31)))
    said = say(result.failed[0].problems[0].message, "en")
    assert "against no" in said and "against 三级" in said


def test_what_holds_is_told_where_a_gap_was_expected(mini: Plan) -> None:
    given = Given("mini", "literacy.rate", "11%")
    result = run(mini, case([given], [Expected("literacy", Status.UNMET)], subject=None, as_of=date(2020, 12, 31)))
    assert "“Literacy rate above 10.5%” against 11%" in say(result.failed[0].problems[0].message, "en")


def test_a_consequence_that_is_lacking_is_told(mini: Plan) -> None:
    results = run(mini, case([Given(None, "group.exists", "是")], conclusions=("no-organisation",)))
    assert [found.code for found in results.failed[0].problems] == ["authoring.case-conclusion-lacking"]


def test_of_many_cases_each_is_told_what_is_wrong_with_it(mini: Plan) -> None:
    """A table tells the first few of many problems that are alike; a case is not to be blamed for another."""
    wrong = [case([Given(None, "no.such", "是", place=Place("cases/all.yaml", line)),
                   Given(None, "group.exists", "否")], [Expected("group", Status.UNMET)]) for line in range(100, 140)]
    right = case([Given(None, "group.exists", "否")], [Expected("group", Status.UNMET)])
    results = run(mini, right, *wrong, right)
    assert [result.passed for result in results.results] == [True, *[False] * 40, True]
    assert [[found.code for found in result.problems] for result in results.failed] == [["authoring.case-data"]] * 40
    assert [found.place.line for result in results.failed for found in result.problems if found.place] == [*range(100, 140)]


def test_cases_together_find_what_each_finds_alone(mini: Plan) -> None:
    made = [*load_cases(mini.home, mini), *boundary_cases(mini), case(NO_GROUP, [Expected("group", Status.MET)]),
            case([Given(None, "group.exists", "是"), Given(None, "group.exists", "否")], [Expected("group", Status.MET)])]
    together = run(mini, *made)
    assert together.results == tuple(run(mini, one).results[0] for one in made)
    assert len(together.failed) == 2


def test_data_that_can_not_be_used_is_told(mini: Plan) -> None:
    given = [Given("mini.east", "no.such", "是", place=AT), Given(None, "group.exists", "否")]
    results = run(mini, case(given, [Expected("group", Status.UNMET)]))
    assert [found.code for found in results.failed[0].problems] == ["authoring.case-data"]
    assert "no.such" in say(results.failed[0].problems[0].message, "en")


def test_an_obligation_that_is_not_borne_may_be_expected_not_to_apply(mini: Plan) -> None:
    assert run(mini, case(NO_GROUP, [Expected("literacy", Status.NOT_APPLICABLE)])).passed


def test_a_case_without_facts_is_judged_on_nothing(mini: Plan) -> None:
    assert run(mini, case((), [Expected("group", Status.UNKNOWN, Reason.MISSING)])).passed


def test_a_case_without_a_subject_is_about_the_whole_plan(mini: Plan) -> None:
    given = Given(None, "literacy.rate", "11%")
    assert run(mini, case([given], [Expected("literacy", Status.MET)], subject=None, as_of=date(2020, 12, 31))).passed


def test_no_case_is_no_pass(mini: Plan) -> None:
    results = run(mini)
    assert not results.passed
    assert not results.failed
    assert untested(mini, ()) == tuple(mini.obligations)


def test_the_place_of_a_value_is_the_line_of_the_case_file(mini: Plan) -> None:
    wrong = Given(None, "group.exists", "也许", place=Place("cases/all.yaml", 12))
    assert run(mini, case([wrong], [Expected("group", Status.UNKNOWN, Reason.AMBIGUOUS)])).passed
