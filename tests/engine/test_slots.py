"""When an obligation is judged, and when it is due."""

from __future__ import annotations

from datetime import date

import pytest

from scilit_rules.engine.slots import slots
from scilit_rules.model.obligation import Schedule
from scilit_rules.model.words import ScheduleKind
from tests.engine.made import YEARLY, schedule

BY, IN, DURING = (schedule(kind) for kind in (ScheduleKind.BY, ScheduleKind.IN, ScheduleKind.DURING))
EVERY_TWO = schedule(ScheduleKind.EVERY, first=2017, step=2)

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
    (YEARLY, date(2016, 12, 30), [("2016", 2016, True, False)]),
    (YEARLY, date(2017, 12, 31), [("2016", 2016, True, True), ("2017", 2017, True, True)]),
    (EVERY_TWO, date(2020, 12, 31), [("2017", 2017, True, True), ("2019", 2019, True, True)]),
    (EVERY_TWO, date(2016, 6, 1), [("2017", 2017, True, False)]),
]


@pytest.mark.parametrize(("asked", "as_of", "expected"), CASES)
def test_slots(asked: Schedule, as_of: date, expected: list[tuple[str, int, bool, bool]]) -> None:
    found = slots(asked, as_of)
    assert [(slot.label, slot.moment.year, slot.moment.exact, slot.is_due) for slot in found] == expected
    assert all(slot.moment.as_of == as_of for slot in found)
