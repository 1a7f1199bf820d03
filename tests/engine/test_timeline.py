"""From when on what a plan asks can be missed, by the day on which it was issued."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from scilit_rules.model.timeline import Timeline

YEARS = (2016, 2020)

# The day of issue; from when on organisation and ongoing work can be missed; the first year of what is yearly.
DAYS = [
    (date(2016, 8, 15), date(2017, 2, 15), date(2017, 12, 31), 2017),
    (date(2016, 1, 1), date(2016, 12, 31), date(2017, 12, 31), 2017),
    (date(2016, 6, 30), date(2016, 12, 31), date(2017, 12, 31), 2017),
    (date(2016, 7, 1), date(2017, 1, 1), date(2017, 12, 31), 2017),
    (date(2016, 8, 31), date(2017, 2, 28), date(2017, 12, 31), 2017),
    (date(2016, 12, 31), date(2017, 6, 30), date(2017, 12, 31), 2017),
    (date(2015, 12, 1), date(2016, 6, 1), date(2016, 12, 31), 2016),
    (date(2014, 3, 1), date(2016, 1, 1), date(2016, 12, 31), 2016),
    (date(2019, 5, 1), date(2019, 12, 31), date(2020, 12, 31), 2020),
    (date(2020, 11, 2), date(2020, 12, 31), date(2020, 12, 31), 2020),
]


@pytest.mark.parametrize(("issued", "organised", "under_way", "yearly"), DAYS)
def test_when_things_can_be_missed(issued: date, organised: date, under_way: date, yearly: int) -> None:
    time = Timeline.of(YEARS, issued)
    assert (time.organised_by, time.under_way_by, time.first_full_year) == (organised, under_way, yearly)
    assert not time.assumed


def test_a_plan_without_a_date_was_issued_when_its_first_year_ended() -> None:
    time = Timeline.of((2021, 2025))
    assert (time.issued, time.assumed, time.base) == (date(2021, 12, 31), True, 2020)
    assert (time.organised_by, time.under_way_by, time.first_full_year) == (date(2022, 6, 30), date(2022, 12, 31), 2022)


@pytest.mark.parametrize(("issued", "ends"), [
    (date(2016, 8, 31), 2017), (date(2016, 9, 1), 2017), (date(2016, 9, 2), 2018), (date(2015, 3, 1), 2017),
])
def test_the_first_full_school_year_begins_after_issue(issued: date, ends: int) -> None:
    assert Timeline.of(YEARS, issued).first_school_year == ends


def test_nothing_is_due_before_the_plan_was_issued_or_after_it_ends() -> None:
    pick = Random(20200731)
    for _ in range(3000):
        first = pick.randint(1995, 2060)
        last = first + pick.randint(0, 15)
        issued = date(last, 12, 31) - timedelta(days=pick.randint(0, 8000))
        time = Timeline.of((first, last), issued)
        for due in (time.organised_by, time.under_way_by, date(time.first_full_year, 12, 31)):
            assert max(issued, time.starts) <= due <= time.ends
        # Half a year passes first, unless the plan ends before.
        assert time.organised_by == time.ends or (time.organised_by - issued).days >= 181
