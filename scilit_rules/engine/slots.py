"""When an obligation is judged: one slot for each finding that it has for a subject."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from scilit_rules.facts.book import Moment
from scilit_rules.model.obligation import Schedule
from scilit_rules.model.words import ScheduleKind


class Slot(NamedTuple):
    """One time at which an obligation is judged.

    Args:
        label: the period as findings name it: a year, a span of years, or a day.
        moment: which facts count.
        due: the last day on which it may come to hold.
        is_due: whether that day has come.
    """

    label: str
    moment: Moment
    due: date
    is_due: bool


def slots(schedule: Schedule, as_of: date) -> tuple[Slot, ...]:
    """The slots of a schedule on a date.

    A repeating obligation has one slot for each due year that has ended, or, before the first has, that first year,
    not due yet. Any other has a single slot. What must hold during the plan's years is due from their first day on.
    """
    if schedule.repeats:
        years = range(schedule.first, schedule.last + 1, schedule.step)
        elapsed = [year for year in years if date(year, 12, 31) <= as_of]
        return tuple(_yearly(year, as_of) for year in elapsed or years[:1])
    year = min(as_of.year, schedule.due.year)
    exact = schedule.kind is ScheduleKind.IN
    starts = date(schedule.first, 1, 1) if schedule.kind is ScheduleKind.DURING else schedule.due
    moment = Moment(as_of, schedule.due.year if exact else year, exact)
    return (Slot(_label(schedule), moment, schedule.due, starts <= as_of),)


def _yearly(year: int, as_of: date) -> Slot:
    end = date(year, 12, 31)
    return Slot(str(year), Moment(as_of, year, True), end, end <= as_of)


def _label(schedule: Schedule) -> str:
    if schedule.kind is ScheduleKind.DURING:
        return f"{schedule.first}-{schedule.last}"
    due = schedule.due
    return str(due.year) if (due.month, due.day) == (12, 31) else due.isoformat()
