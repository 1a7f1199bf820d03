"""What must hold once in a while: which of the facts told speak of which interval."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Attested, Fact, Period
from scilit_rules.model.obligation import Attestation, DayOfYear, Proof, Schedule
from scilit_rules.model.text import Text
from scilit_rules.model.words import Claim, ScheduleKind, Status, Term
from tests.engine.made import END, judged, obligation, plan

MET, UNMET, UNKNOWN, REVIEW = Status.MET, Status.UNMET, Status.UNKNOWN, Status.NEEDS_REVIEW
DONE, NOT = Claim.DONE, Claim.NOT_DONE
EVERY_TWO = Schedule(ScheduleKind.EVERY, END, 2018, 2020, 2)
QUARTERS = Schedule(ScheduleKind.EVERY, END, 2017, 2017, term=Term.QUARTER)
SCHOOL_YEARS = Schedule(ScheduleKind.EVERY, END, 2017, 2018, term=Term.SCHOOL_YEAR)
BY_MARCH = Schedule(ScheduleKind.YEARLY, END, 2017, 2018, day=DayOfYear(3, 31))


def told(claim: Claim, day: int | date) -> Fact:
    period = Period(day) if isinstance(day, int) else Period(day.year, day)
    return Fact("zibo.zhangdian", "asked", period, Attested(claim))


def statuses(schedule: Schedule, *facts: Fact, proof: int = 0, as_of: date = END) -> list[Status]:
    asked = obligation(attest=Attestation(Text("做了吗？"), Proof(proof)), schedule=schedule)
    return [finding.status for finding in judged(plan(asked), *facts, as_of=as_of).values()]


@pytest.mark.parametrize(("facts", "expected"), [
    ([(DONE, 2018)], [MET, UNKNOWN]),
    ([(DONE, 2017)], [MET, UNKNOWN]),
    ([(DONE, 2017), (NOT, 2018)], [MET, UNKNOWN]),
    ([(NOT, 2017), (DONE, 2018)], [MET, UNKNOWN]),
    ([(NOT, 2017)], [UNKNOWN, UNKNOWN]),
    ([(NOT, 2018)], [UNMET, UNKNOWN]),
    ([(NOT, 2017), (NOT, 2018)], [UNMET, UNKNOWN]),
    ([(DONE, 2016)], [UNKNOWN, UNKNOWN]),
    ([(DONE, 2019)], [UNKNOWN, MET]),
    ([(DONE, 2018), (DONE, 2020)], [MET, MET]),
])
def test_once_in_two_years(facts: list[tuple[Claim, int]], expected: list[Status]) -> None:
    assert statuses(EVERY_TWO, *(told(*one) for one in facts)) == expected


def test_a_number_that_suffices_in_one_year_suffices_for_both() -> None:
    asked = obligation(require=Comparison("funding.paid_in", "at_least", Decimal(1)), schedule=EVERY_TWO)
    facts = [Fact("zibo.zhangdian", "funding.paid_in", Period(year), Decimal(value))
             for year, value in ((2017, 1), (2018, 0), (2019, 0), (2020, 0))]
    assert [found.status for found in judged(plan(asked), *facts).values()] == [MET, UNMET]


def test_a_claim_of_one_year_without_proof_is_to_be_reviewed_and_no_gap() -> None:
    assert statuses(EVERY_TWO, told(DONE, 2017), told(NOT, 2018), proof=1, as_of=date(2018, 12, 31)) == [REVIEW]


def test_a_year_of_which_a_reviewer_says_nothing_hides_no_mark_on_another() -> None:
    asked = obligation(review=Text("好吗？"), schedule=EVERY_TWO)
    marked = Fact("zibo.zhangdian", "asked", Period(2018), Attested(None, mark=NOT))
    assert [found.status for found in judged(plan(asked), marked).values()] == [UNMET, REVIEW]


@pytest.mark.parametrize(("facts", "expected"), [
    ([(DONE, 2017)], [MET, MET, MET, MET]),
    ([(NOT, 2017)], [UNMET, UNMET, UNMET, UNMET]),
    ([(DONE, date(2017, 3, 31))], [MET, UNKNOWN, UNKNOWN, UNKNOWN]),
    ([(DONE, date(2017, 4, 1))], [UNKNOWN, MET, UNKNOWN, UNKNOWN]),
    ([(NOT, date(2017, 5, 1)), (DONE, 2017)], [MET, UNMET, MET, MET]),
    ([(DONE, date(2017, 7, 2)), (NOT, date(2017, 9, 2))], [UNKNOWN, UNKNOWN, MET, UNKNOWN]),
    ([(DONE, 2016)], [UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]),
])
def test_once_in_each_quarter(facts: list[tuple[Claim, int | date]], expected: list[Status]) -> None:
    assert statuses(QUARTERS, *(told(*one) for one in facts)) == expected


@pytest.mark.parametrize(("facts", "expected"), [
    ([(DONE, 2017)], [MET, UNKNOWN]),
    ([(DONE, date(2016, 10, 1))], [MET, UNKNOWN]),
    ([(DONE, date(2017, 8, 31))], [MET, UNKNOWN]),
    ([(DONE, date(2017, 9, 1))], [UNKNOWN, MET]),
])
def test_once_in_each_school_year(facts: list[tuple[Claim, int | date]], expected: list[Status]) -> None:
    assert statuses(SCHOOL_YEARS, *(told(*one) for one in facts)) == expected


@pytest.mark.parametrize(("facts", "expected"), [
    ([(DONE, 2017)], [MET, UNKNOWN]),
    ([(DONE, date(2017, 3, 31))], [MET, UNKNOWN]),
    ([(DONE, date(2017, 4, 1))], [UNKNOWN, UNKNOWN]),
    ([(DONE, date(2018, 1, 9))], [UNKNOWN, MET]),
])
def test_by_a_day_of_each_year(facts: list[tuple[Claim, int | date]], expected: list[Status]) -> None:
    assert statuses(BY_MARCH, *(told(*one) for one in facts)) == expected


def test_what_began_in_a_quarter_stands_at_its_end() -> None:
    asked = obligation(require=Comparison("venue.in_use", "is", True), schedule=QUARTERS)
    since = Fact("zibo.zhangdian", "venue.in_use", Period(2017, date(2017, 5, 2)), True)
    assert [found.status for found in judged(plan(asked), since).values()] == [UNKNOWN, MET, MET, MET]
