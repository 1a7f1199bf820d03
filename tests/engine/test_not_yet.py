"""Nothing is judged by what is yet to come: no date, no year's data, no year, quarter or interval that has not begun."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from scilit_rules.engine.slots import turns
from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Attested, Fact, Period
from scilit_rules.model.obligation import Attestation, DayOfYear, Schedule
from scilit_rules.model.place import Place
from scilit_rules.model.text import Text
from scilit_rules.model.words import Claim, Reason, ScheduleKind, Status, Term
from tests.engine.made import END, YEARLY, fact, judged, obligation, one, plan, schedule


def test_a_date_to_come_shows_that_something_is_late_and_never_that_it_was_done() -> None:
    bound = Comparison("plan.issued", "on_or_before", date(2019, 6, 30))
    planned, late = fact("plan.issued", date(2019, 5, 1), 2017), fact("plan.issued", date(2019, 7, 1), 2017)
    before, after = date(2019, 4, 30), date(2019, 5, 1)
    asked = obligation(require=bound, schedule=schedule(due=date(2019, 1, 1)))
    waiting = one(asked, planned, as_of=before)
    assert (waiting.status, waiting.reason) == (Status.UNKNOWN, Reason.AMBIGUOUS)
    assert one(asked, planned, as_of=after).status is Status.MET
    assert one(asked, late, as_of=before).status is Status.UNMET
    present = obligation(require=Comparison("plan.issued", "present", True))
    assert one(present, planned, as_of=before).status is Status.NOT_DUE
    assert one(present, planned, as_of=after).status is Status.MET


@pytest.mark.parametrize("turning", [YEARLY, schedule(ScheduleKind.EVERY, first=2018, step=2),
                                     Schedule(ScheduleKind.EVERY, END, 2018, 2020, term=Term.QUARTER),
                                     Schedule(ScheduleKind.YEARLY, END, 2017, 2020, day=DayOfYear(3, 31))])
@pytest.mark.parametrize("asked", [
    {"require": Comparison("population.resident", "at_least", Decimal(10))},
    {"attest": Attestation(Text("做了吗", "Was it done?"))},
])
def test_nothing_is_met_in_a_time_that_has_not_begun(turning: Schedule, asked: dict[str, Any]) -> None:
    begins = turns(turning)[0].span.start
    made = obligation(schedule=turning, **asked)
    year = begins.year - 1
    known = [fact("population.resident", 12, year), fact("asked", Attested(Claim.DONE, mark=Claim.DONE), year)]
    assert one(made, *known, as_of=begins - timedelta(days=1)).status is Status.NOT_DUE
    begun = [fact("population.resident", 12, begins.year), fact("asked", Attested(Claim.DONE), begins.year)]
    assert one(made, *begun, as_of=begins).status is Status.MET


@pytest.mark.parametrize("term", [Term.QUARTER, Term.HALF_YEAR])
def test_the_figure_of_a_whole_year_does_not_judge_its_parts(term: Term) -> None:
    turning = Schedule(ScheduleKind.EVERY, END, 2018, 2018, term=term)
    asked = obligation(require=Comparison("funding.paid_in", "at_least", Decimal(10)), schedule=turning)
    whole, place = fact("funding.paid_in", 12, 2018, place=Place("a.csv", line=2)), Place("a.csv", line=2)
    for finding in judged(plan(asked), whole).values():
        assert (finding.status, finding.reason, finding.places) == (Status.UNKNOWN, Reason.AMBIGUOUS, (place,))
    part = Fact("zibo.zhangdian", "funding.paid_in", Period(2018, date(2018, 2, 1)), Decimal(12))
    first, *rest = judged(plan(asked), whole, part).values()
    assert first.status is Status.MET and {finding.status for finding in rest} == {Status.UNKNOWN}
    done = obligation(attest=Attestation(Text("做了吗", "Was it done?")), schedule=turning)
    said = judged(plan(done), fact("asked", Attested(Claim.DONE), 2018)).values()
    assert {finding.status for finding in said} == {Status.MET}


def test_data_of_a_year_that_has_not_come_does_not_count() -> None:
    asked = obligation(require=Comparison("funding.paid_in", "at_least", Decimal(1)),
                       schedule=schedule(ScheduleKind.IN, date(2018, 12, 31), 2018, 2018))
    planned = fact("funding.paid_in", 5, 2018)
    assert one(asked, planned, as_of=date(2017, 12, 31)).status is Status.NOT_DUE
    assert one(asked, planned, as_of=date(2018, 1, 1)).status is Status.MET
