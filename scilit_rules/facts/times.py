"""The times that the rows of a table speak of."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from scilit_rules.facts.cells import MISSING, fold_name, spelled
from scilit_rules.facts.dates import read_period
from scilit_rules.model.fact import Period
from scilit_rules.model.grid import Raw


class Bounds(NamedTuple):
    """The years that data may speak of.

    Args:
        usual: the period of data that gives none.
        first: the first year.
        last: the last year.
    """

    usual: Period
    first: int
    last: int


class Time(NamedTuple):
    """The period of a row, or why it has none."""

    period: Period | None
    problem: str = ""
    raw: str = ""


class Times:
    """Reads the cells of a column of years, each way of writing once.

    Args:
        bounds: the years that data may speak of.
        blank: the period of an empty cell; None if it must not be empty.
    """

    def __init__(self, bounds: Bounds, blank: Period | None = None) -> None:
        self._bounds = bounds
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
        return Time(period, "" if inside else "year-outside", str(period))

    def _time(self, raw: Raw) -> Time:
        words = spelled(raw)
        if self._blank is not None and not fold_name(words):
            return self.bounded(self._blank)
        if fold_name(words) in MISSING:
            return Time(None, "year-absent", words)
        read = None if raw is None or isinstance(raw, bool) else read_period(raw)
        return Time(None, "year-unreadable", words) if read is None else self.bounded(read[0])
