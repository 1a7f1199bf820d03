"""When an obligation is judged, and when it is due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from scilit_rules.engine.slots import due_from, slots, turns
from scilit_rules.model.obligation import DayOfYear, Schedule
from scilit_rules.model.words import ScheduleKind, Term
from tests.engine.made import END, YEARLY, schedule

BY, IN, DURING = (schedule(kind) for kind in (ScheduleKind.BY, ScheduleKind.IN, ScheduleKind.DURING))
EVERY_TWO = schedule(ScheduleKind.EVERY, first=2017, step=2)
LATER = Schedule(ScheduleKind.DURING, END, 2016, 2020, starts=date(2017, 2, 15))
BY_MARCH = Schedule(ScheduleKind.YEARLY, END, 2017, 2020, day=DayOfYear(3, 31))
QUARTERS, HALVES, SCHOOL_YEARS = (Schedule(ScheduleKind.EVERY, END, 2017, 2020, term=term) for term in Term)

CASES = [
    (BY, date(2020, 12, 30), [("2020", 2020, False, False)]),
    (BY, date(2020, 12, 31), [("2020", 2020, False, True)]),
    (BY, date(2018, 5, 1), [("2020", 2018, False, False)]),
    (BY, date(2023, 1, 1), [("2020", 2020, False, True)]),
    (schedule(ScheduleKind.BY, date(2018, 6, 30)), date(2018, 6, 30), [("2018-06-30", 2018, False, True)]),
    (schedule(ScheduleKind.IN, date(2016, 12, 31)), date(2016, 12, 30), [("2016", 2016, True, False)]),
    (schedule(ScheduleKind.IN, date(2016, 12, 31)), date(2020, 12, 31), [("2016", 2016, True, True)]),
    (DURING, date(2015, 12, 31), [("2016-2020", 2015, False, False)]),
    (DURING, date(2016, 1, 1), [("2016-2020", 2016, False, True)]),
    (DURING, date(2024, 1, 1), [("2016-2020", 2020, False, True)]),
    (LATER, date(2017, 2, 14), [("2016-2020", 2017, False, False)]),
    (LATER, date(2017, 2, 15), [("2016-2020", 2017, False, True)]),
    (LATER, date(2017, 2, 16), [("2016-2020", 2017, False, True)]),
    (YEARLY, date(2016, 12, 30), [("2016", 2016, True, False)]),
    (YEARLY, date(2017, 12, 31), [("2016", 2016, True, True), ("2017", 2017, True, True)]),
    (BY_MARCH, date(2017, 3, 30), [("2017", 2017, True, False)]),
    (BY_MARCH, date(2018, 3, 31), [("2017", 2017, True, True), ("2018", 2018, True, True)]),
    (EVERY_TWO, date(2020, 12, 31), [("2017", 2017, True, True), ("2019", 2019, True, True)]),
    (EVERY_TWO, date(2016, 6, 1), [("2017", 2017, True, False)]),
    (QUARTERS, date(2017, 3, 30), [("2017-Q1", 2017, True, False)]),
    (QUARTERS, date(2017, 9, 30), [(f"2017-Q{n}", 2017, True, True) for n in (1, 2, 3)]),
    (HALVES, date(2017, 12, 31), [("2017-H1", 2017, True, True), ("2017-H2", 2017, True, True)]),
    (SCHOOL_YEARS, date(2017, 8, 30), [("2016-2017", 2017, True, False)]),
    (SCHOOL_YEARS, date(2018, 8, 31), [("2016-2017", 2017, True, True), ("2017-2018", 2018, True, True)]),
]
TURNING = [YEARLY, BY_MARCH, EVERY_TWO, QUARTERS, HALVES, SCHOOL_YEARS]


@pytest.mark.parametrize(("asked", "as_of", "expected"), CASES)
def test_slots(asked: Schedule, as_of: date, expected: list[tuple[str, int, bool, bool]]) -> None:
    found = slots(asked, as_of)
    assert [(slot.label, slot.moment.year, slot.moment.exact, slot.is_due) for slot in found] == expected
    assert all(slot.moment.as_of == as_of for slot in found)


@pytest.mark.parametrize("asked", [BY, IN, DURING, LATER, *TURNING])
def test_nothing_is_due_the_day_before_it_is_due_from(asked: Schedule) -> None:
    day = due_from(asked)
    assert not slots(asked, day - timedelta(days=1))[0].is_due
    assert slots(asked, day)[0].is_due and slots(asked, day + timedelta(days=1))[0].is_due


@pytest.mark.parametrize("asked", TURNING)
def test_turns_follow_one_another(asked: Schedule) -> None:
    spans = [turn.span for turn in turns(asked)]
    assert all(span.start <= span.end for span in spans)
    if asked.day is None:
        assert [span.start - timedelta(days=1) for span in spans[1:]] == [span.end for span in spans[:-1]]
    assert len({turn.label for turn in turns(asked)}) == len(spans)
    assert [len(turns(part)) for part in (QUARTERS, HALVES, SCHOOL_YEARS)] == [16, 8, 4]
