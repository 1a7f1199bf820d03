"""When an obligation is judged: one slot for each finding that it has for a subject."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from scilit_rules.facts.found import Moment, Span
from scilit_rules.model.obligation import Schedule
from scilit_rules.model.words import ScheduleKind, Term

_MONTHS = {Term.QUARTER: 3, Term.HALF_YEAR: 6}
_LETTERS = {Term.QUARTER: "Q", Term.HALF_YEAR: "H"}


class Slot(NamedTuple):
    """One time at which an obligation is judged.

    Args:
        label: the period as findings name it: a year, a span of years, a quarter such as ``2017-Q1``, or a day.
        moment: which facts count.
        due: the day from which on it is unmet if it does not hold.
        is_due: whether that day has come.
        has_begun: whether the time that it is about has come; nothing holds in a year that has not begun.
        earlier: of an interval of several years its other years, the newest first; what holds in one holds for all.
    """

    label: str
    moment: Moment
    due: date
    is_due: bool
    has_begun: bool = True
    earlier: tuple[Moment, ...] = ()

    @property
    def tries(self) -> tuple[Slot, ...]:
        """The slot for each year in which it may come to hold, the last one first."""
        return tuple(self._replace(moment=moment, earlier=()) for moment in (self.moment, *self.earlier))


class Turn(NamedTuple):
    """One of the times at which something that repeats is due.

    Args:
        label: how it is named.
        span: the time in which it must hold once; its last day is the day on which it is due.
    """

    label: str
    span: Span


def slots(schedule: Schedule, as_of: date) -> tuple[Slot, ...]:
    """The slots of a schedule on a date.

    A repeating obligation has one slot for each turn that has ended, or, before the first has, that first one, not
    due yet. Any other has a single slot. What must hold during the plan's years is due from a day of theirs on.
    """
    if schedule.repeats:
        found = turns(schedule)
        elapsed = [turn for turn in found if turn.span.end <= as_of]
        return tuple(_of_turn(turn, schedule, as_of) for turn in elapsed or found[:1])
    year = min(as_of.year, schedule.due.year)
    exact = schedule.kind is ScheduleKind.IN
    moment = Moment(as_of, schedule.due.year if exact else year, exact)
    due = due_from(schedule)
    return (Slot(_label(schedule), moment, due, due <= as_of),)


def due_from(schedule: Schedule) -> date:
    """The first day on which an obligation that does not hold is unmet."""
    if schedule.repeats:
        return turns(schedule)[0].span.end
    if schedule.kind is ScheduleKind.DURING:
        return schedule.starts or date(schedule.first, 1, 1)
    return schedule.due


def turns(schedule: Schedule) -> tuple[Turn, ...]:
    """All the times at which something that repeats is due, the first one first."""
    years = range(schedule.first, schedule.last + 1, schedule.step)
    if schedule.term is None:
        return tuple(_of_years(year, schedule) for year in years)
    if schedule.term is Term.SCHOOL_YEAR:
        return tuple(_school_year(year) for year in years)
    return tuple(part for year in years for part in _parts(year, schedule.term))


def _of_years(year: int, schedule: Schedule) -> Turn:
    end = schedule.day.of(year) if schedule.day is not None else date(year, 12, 31)
    return Turn(str(year), Span(date(year - schedule.step + 1, 1, 1), end))


def _school_year(ends: int) -> Turn:
    return Turn(f"{ends - 1}-{ends}", Span(date(ends - 1, 9, 1), date(ends, 8, 31)))


def _parts(year: int, term: Term) -> Iterator[Turn]:
    months = _MONTHS[term]
    for number, month in enumerate(range(1, 13, months), start=1):
        after = date(year + (month + months) // 13, (month + months - 1) % 12 + 1, 1)
        yield Turn(f"{year}-{_LETTERS[term]}{number}", Span(date(year, month, 1), after - timedelta(days=1)))


def _of_turn(turn: Turn, schedule: Schedule, as_of: date) -> Slot:
    start, end = turn.span
    whole_years = schedule.term is None and schedule.day is None
    moment = Moment(as_of, end.year, True, None if whole_years else turn.span, schedule.term in _MONTHS)
    years = range(end.year - 1, start.year - 1, -1) if whole_years else ()
    earlier = tuple(Moment(as_of, year, True) for year in years)
    return Slot(turn.label, moment, end, end <= as_of, start <= as_of, earlier)


def _label(schedule: Schedule) -> str:
    if schedule.kind is ScheduleKind.DURING:
        return f"{schedule.first}-{schedule.last}"
    due = schedule.due
    return str(due.year) if (due.month, due.day) == (12, 31) else due.isoformat()
