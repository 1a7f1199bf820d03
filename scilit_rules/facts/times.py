"""The times that the rows of a table speak of."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from scilit_rules.facts.cells import MISSING, fold_name, spelled
from scilit_rules.facts.dates import is_serial, read_period
from scilit_rules.facts.years import year_alone
from scilit_rules.model.fact import Period
from scilit_rules.model.grid import FIRST_EPOCH, Raw
from scilit_rules.model.place import Place
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import FactType, Nature


class Bounds(NamedTuple):
    """The years that data may speak of.

    Args:
        usual: the period of data that gives none.
        first: the first year.
        last: the last year.
        now: the year of the day that is judged at.
        month: the month of that day.
    """

    usual: Period
    first: int
    last: int
    now: int = 9999
    month: int = 12


class Time(NamedTuple):
    """The period of a row, or why it has none.

    Args:
        period: the period; beside a problem, the one that it would be.
        problem: the code of what keeps it from being certain; empty if nothing does.
        raw: what was written.
        places: where that was written, if not in the row.
    """

    period: Period | None
    problem: str = ""
    raw: str = ""
    places: tuple[Place, ...] = ()

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.period is not None and self.period.day is not None

    def for_fact(self, spec: FactSpec) -> Time:
        """The time as it counts for a fact.

        What stands until replaced is known at the end of a span of years. Money of a year that is reported of a day
        before December may be that of a month, a quarter, or all up to then.
        """
        if self.problem == SPAN and self.period is not None and spec.nature is Nature.STANDING:
            return Time(self.period)
        day = self.period.day if self.period is not None and not self.problem else None
        is_sum = spec.nature is Nature.YEARLY and spec.type is FactType.AMOUNT
        if day is None or day.month == _LAST_MONTH or not is_sum:
            return self
        return Time(Period(day.year), "year-part", str(day))


_LAST_MONTH = 12
SPAN = "year-span"
"""The problem of a table whose title speaks of several years, the last of them that of the run."""
OUTSIDE = "year-outside"
"""The problem of a year that is plain, and none that data may speak of."""


class Times:
    """Reads the cells of a column of years, each way of writing once.

    Args:
        bounds: the years that data may speak of.
        blank: the period of an empty cell; None if it must not be empty.
        epoch: the year from which the table counts days.
    """

    def __init__(self, bounds: Bounds, blank: Period | None = None, epoch: int = FIRST_EPOCH) -> None:
        self._bounds = bounds
        self._epoch = epoch
        self._blank = blank
        self._read: dict[object, Time] = {}

    def of(self, raw: Raw) -> Time:
        """The time that a cell gives."""
        if isinstance(raw, Decimal) and not raw.is_finite():
            raw = str(raw)
        found = self._read.get(raw)
        if found is None:
            found = self._read[raw] = self._time(raw)
        return found

    def bounded(self, period: Period) -> Time:
        """A period as a time, with a problem if it lies outside the years that data may speak of."""
        inside = self._bounds.first <= period.year <= self._bounds.last
        return Time(period, "" if inside else OUTSIDE, str(period))

    def shifted(self, time: Time, back: int) -> Time:
        """The time so many years before another; what is unclear of that is unclear of it."""
        if time.period is None or time.problem:
            return time
        return self.bounded(Period(time.period.year - back))

    def _time(self, raw: Raw) -> Time:
        words = spelled(raw)
        if self._blank is not None and not fold_name(words):
            return self.bounded(self._blank)
        if fold_name(words) in MISSING:
            return Time(None, "year-absent", words)
        said = year_alone(raw) if isinstance(raw, str) else None
        if said is not None and said.year is not None:
            return self.bounded(Period(said.year))
        read = None if raw is None or isinstance(raw, bool) else read_period(raw)
        if read is None or (self._epoch != FIRST_EPOCH and is_serial(read[1])):
            return Time(None, "year-unreadable", words)
        return self.bounded(read[0])
