"""Every threshold yields cases on both sides of it, and what they expect is what the engines find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from scilit_rules.authoring.boundaries import MOST_LEAVES, boundary_cases, cases_of, deciding, satisfying
from scilit_rules.authoring.cases import run_cases
from scilit_rules.authoring.samples import MEANINGS, samples
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.language.cases import Case
from scilit_rules.messages import say, show
from scilit_rules.model.condition import All, AnyOf, Comparison, Condition, Not
from scilit_rules.model.obligation import DayOfYear, Obligation, Proof, Schedule
from scilit_rules.model.operators import OPERATORS
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import EvidenceKind, Level, Reason, ScheduleKind, Status, Term
from tests.authoring.made import (
    ATTESTED,
    ATTESTED_FREELY,
    FACTS,
    REGULAR,
    REQUIREMENTS,
    REVIEWED,
    D,
    compare,
    obligation,
    plan,
    schedule,
)

ENGINE = ReferenceEngine()


def made(*obligations: object) -> list[Case]:
    return list(boundary_cases(plan(*obligations)))  # type: ignore[arg-type]


DUE = ("day-before-due", "due")


def thresholds(cases: Iterable[Case]) -> list[Case]:
    """The cases around a threshold, without those around the day on which an obligation is due."""
    return [case for case in cases if labels([case])[0] not in DUE]


def labels(cases: Iterable[Case]) -> list[str]:
    return [case.name.args["kind"].code.rpartition(".")[2] for case in cases]  # type: ignore[attr-defined]


def statuses(cases: Iterable[Case]) -> dict[str, Status]:
    return {str(case.facts[0].value if case.facts else None): case.expected[0].status for case in cases}


def complaints(problems: Iterable[Problem]) -> list[str]:
    return [say(found.message, "en") for found in problems]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_what_boundary_cases_expect_is_what_is_found(name: str) -> None:
    made_plan = plan(obligation(name, REQUIREMENTS[name]))
    results = run_cases(made_plan, boundary_cases(made_plan), ENGINE)
    assert complaints(found for result in results.failed for found in result.problems) == []
    assert results.passed or name == "never-decides"


def test_every_operator_has_a_meaning_and_a_requirement_here() -> None:
    used = {leaf.operator for leaf in REQUIREMENTS.values() if isinstance(leaf, Comparison)}
    assert used == set(OPERATORS) == set(MEANINGS)


@pytest.mark.parametrize(
    "name, values",
    [
        ("above", {"10.499%": Status.UNMET, "10.5%": Status.UNMET, "10.501%": Status.MET}),
        ("at-least", {"0.99": Status.UNMET, "1": Status.MET, "1.01": Status.MET}),
        ("below", {"-0.501": Status.MET, "-0.5": Status.UNMET, "-0.499": Status.UNMET}),
        ("at-most", {"2": Status.MET, "3": Status.MET, "4": Status.UNMET}),
        ("equals", {"99.99%": Status.UNMET, "100%": Status.MET}),
        ("equals-day", {"2020-02-28": Status.UNMET, "2020-02-29": Status.MET, "2020-03-01": Status.UNMET}),
        ("equals-text", {"甲": Status.MET, "乙": Status.UNMET, "丙": Status.UNMET}),
        ("one-of", {"甲": Status.MET, "乙": Status.MET, "丙": Status.UNMET}),
        ("about", {"39.99%": Status.UNMET, "40%": Status.MET, "40.01%": Status.MET,
                   "59.99%": Status.MET, "60%": Status.MET, "60.01%": Status.UNMET}),
        ("on-or-before", {"2016-12-30": Status.MET, "2016-12-31": Status.MET, "2017-01-01": Status.UNMET}),
        ("within-years", {"2015-12-31": Status.UNMET, "2016-01-01": Status.MET, "2016-01-02": Status.MET,
                          "2020-12-30": Status.MET, "2020-12-31": Status.MET, "2021-01-01": Status.UNMET}),
        ("is", {"是": Status.MET, "否": Status.UNMET}),
        ("is-not", {"是": Status.UNMET, "否": Status.MET}),
        ("rising", {"499.99": Status.UNMET, "500": Status.UNMET, "500.01": Status.MET}),
        ("not-falling", {"9.99": Status.UNMET, "10": Status.MET, "10.01": Status.MET}),
        ("not", {"49.99%": Status.MET, "50%": Status.MET, "50.01%": Status.UNMET}),
    ],
)
def test_a_threshold_is_tried_on_both_sides_in_the_last_digit(name: str, values: dict[str, Status]) -> None:
    found = statuses(case for case in made(obligation(name, REQUIREMENTS[name])) if not case.expected[0].reason)
    assert found == values


@pytest.mark.parametrize("name", ["above", "is", "on-or-before", "one-of", "rising"])
def test_missing_and_unreadable_are_tried_too(name: str) -> None:
    found = {case.expected[0].reason: case for case in made(obligation(name, REQUIREMENTS[name]))}
    assert Reason.MISSING in found
    assert (Reason.AMBIGUOUS in found) == (name != "one-of")


@pytest.mark.parametrize("join", [All, AnyOf])
def test_one_fact_may_be_compared_with_a_bound_and_with_the_year_before(join: type[All] | type[AnyOf]) -> None:
    both = join((compare("a.share", "at_least", D(90)), compare("a.share", "rising", True)))
    made_plan = plan(obligation("both", both))
    results = run_cases(made_plan, boundary_cases(made_plan), ENGINE)
    assert complaints(found for result in results.failed for found in result.problems) == []
    assert results.passed


def test_each_comparison_decides_in_turn() -> None:
    cases = thresholds(made(obligation("all", REQUIREMENTS["all"])))
    facts = {case.name.args["fact"] for case in cases}
    assert facts == {"a.flag", "a.share"}
    assert {case.expected[0].status for case in cases} == {Status.MET, Status.UNMET, Status.UNKNOWN}


def test_a_comparison_that_never_decides_has_no_cases() -> None:
    assert thresholds(made(obligation("never-decides", REQUIREMENTS["never-decides"]))) == []


def test_a_condition_with_too_many_parts_is_not_tried() -> None:
    many = All(tuple(compare("a.flag", "is", True) for _ in range(MOST_LEAVES + 1)))
    assert deciding(many, 0) is None
    assert satisfying(many) is None
    assert made(obligation("many", many)) == []
    assert made(obligation("when-many", REQUIREMENTS["is"], when=many)) == []


@pytest.mark.parametrize(
    "condition, leaf, truths",
    [
        (All((REQUIREMENTS["is"], REQUIREMENTS["above"])), 0, (True, True)),
        (AnyOf((REQUIREMENTS["is"], REQUIREMENTS["above"])), 1, (False, True)),
        (Not(REQUIREMENTS["is"]), 0, (True,)),
        (REQUIREMENTS["two-of-three"], 2, (True, False, True)),
    ],
)
def test_the_others_leave_the_decision_to_one(condition: Condition, leaf: int, truths: tuple[bool, ...]) -> None:
    assert deciding(condition, leaf) == truths


@pytest.mark.parametrize(
    "when", [REQUIREMENTS["is"], REQUIREMENTS["above"], AnyOf((REQUIREMENTS["is"], REQUIREMENTS["one-of"]))]
)
def test_the_condition_for_applying_is_kept_true(when: Condition) -> None:
    bound = (
        obligation("conditional", compare("a.number", "at_least", D(2)), when=when),
        obligation("same-fact", REQUIREMENTS["above"], when=when),
        replace(ATTESTED, when=when),
    )
    made_plan = plan(*bound)
    results = run_cases(made_plan, boundary_cases(made_plan), ENGINE)
    assert complaints(found for result in results.failed for found in result.problems) == []
    assert results.passed


@pytest.mark.parametrize(
    "when", [All((REQUIREMENTS["is"], REQUIREMENTS["is-not"])), Not(compare("a.number", "present", True))]
)
def test_where_the_obligation_can_never_apply_there_are_no_cases(when: Condition) -> None:
    assert made(obligation("never", REQUIREMENTS["above"], when=when), replace(ATTESTED, when=when)) == []


def test_a_value_that_its_fact_can_not_have_is_not_tried() -> None:
    full = compare("a.share", "at_least", D(100))
    assert [sample.value for sample in samples(full, FACTS["a.share"], 2020)] == [D("99.99"), D(100)]
    doubted = compare("a.amount", "above", D(1000))
    assert [sample.value for sample in samples(doubted, FACTS["a.amount"], 2020)] == [D("999.99"), D(1000)]


@pytest.mark.parametrize("kind", EvidenceKind)
def test_evidence_of_the_kind_asked_for_is_given_and_once_left_out(kind: EvidenceKind) -> None:
    proved = obligation("proved", REQUIREMENTS["is"], proof=Proof(2, (kind,)))
    made_plan = plan(proved)
    results = run_cases(made_plan, boundary_cases(made_plan), ENGINE)
    assert complaints(found for result in results.failed for found in result.problems) == []
    assert "no-evidence" in labels(boundary_cases(made_plan))


def test_an_attestation_is_tried_with_each_claim() -> None:
    made_plan = plan(ATTESTED, ATTESTED_FREELY, REGULAR, REVIEWED)
    results = run_cases(made_plan, boundary_cases(made_plan), ENGINE)
    assert complaints(found for result in results.failed for found in result.problems) == []
    assert labels(cases_of(made_plan, ATTESTED)) == [
        "missing", "done", "no-evidence", "partly", "not-done", "wrong-type", *DUE
    ]
    assert "no-evidence" not in labels(cases_of(made_plan, ATTESTED_FREELY))
    assert labels(cases_of(made_plan, REGULAR))[1:5] == ["done", "no-evidence", "no-interval", "only-once"]
    assert labels(cases_of(made_plan, REVIEWED)) == ["missing", "claimed", "marked-done", "marked-not-done", *DUE]


@pytest.mark.parametrize("kind", ScheduleKind)
def test_a_case_is_judged_when_its_obligation_is_due(kind: ScheduleKind) -> None:
    made_plan = plan(obligation("due", REQUIREMENTS["above"], schedule=schedule(kind)))
    results = run_cases(made_plan, boundary_cases(made_plan), ENGINE)
    assert results.passed
    repeats = kind in (ScheduleKind.YEARLY, ScheduleKind.EVERY)
    judged = [result.case for result in results.results]
    assert {case.as_of for case in thresholds(judged)} == {date(2016 if repeats else 2020, 12, 31)}


STARTS = Schedule(ScheduleKind.DURING, date(2020, 12, 31), 2016, 2020, starts=date(2017, 2, 15))
MARCH = Schedule(ScheduleKind.YEARLY, date(2020, 12, 31), 2017, 2020, day=DayOfYear(3, 31))
QUARTERS = Schedule(ScheduleKind.EVERY, date(2020, 12, 31), 2017, 2020, term=Term.QUARTER)
TWO_YEARS = Schedule(ScheduleKind.EVERY, date(2020, 12, 31), 2018, 2020, 2)


@pytest.mark.parametrize(("timing", "due"), [
    (schedule(), date(2020, 12, 31)), (STARTS, date(2017, 2, 15)), (MARCH, date(2017, 3, 31)),
    (QUARTERS, date(2017, 3, 31)), (TWO_YEARS, date(2018, 12, 31)),
])
@pytest.mark.parametrize("asked", [obligation("fact", REQUIREMENTS["above"]), ATTESTED, REVIEWED])
def test_what_fails_is_tried_on_the_day_before_it_is_due_and_on_that_day(asked: Obligation, timing: Schedule,
                                                                         due: date) -> None:
    made_plan = plan(replace(asked, schedule=timing))
    results = run_cases(made_plan, boundary_cases(made_plan), ENGINE)
    assert complaints(found for result in results.failed for found in result.problems) == []
    around = [result.case for result in results.results if labels([result.case])[0] in DUE]
    assert [(case.as_of, case.expected[0].status) for case in around] == [
        (due - timedelta(days=1), Status.NOT_DUE), (due, Status.UNMET)]


def test_nobody_to_judge_no_cases() -> None:
    assert made(obligation("villages", REQUIREMENTS["is"], bears=(Level.VILLAGE,))) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_cases_have_a_name_in_both_languages(lang: str) -> None:
    for case in made(*(obligation(name, require) for name, require in REQUIREMENTS.items()), ATTESTED, REVIEWED):
        assert show(case.name, lang)  # type: ignore[arg-type]
