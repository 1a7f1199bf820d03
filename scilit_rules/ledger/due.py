"""What is due: the rows of a ledger that somebody must be reminded of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from scilit_rules.arguments import DAYS, each, must_fit
from scilit_rules.ledger.listing import counts_in, each_of, numbers_in
from scilit_rules.ledger.register import rows_in
from scilit_rules.ledger.rows import LedgerRow
from scilit_rules.ledger.store import Ledger
from scilit_rules.ledger.wanted import Wanted, conditions, overdue, waited_for
from scilit_rules.model.words import LedgerState

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NOTHING_LEFT = frozenset({LedgerState.VERIFIED, LedgerState.CLOSED})
PARTS = ("overdue", "soon", "to_verify")
"""The parts of what is due, in the order in which they are told."""
_EVERY = (*PARTS, "open_ended")


@dataclass(frozen=True, slots=True)
class Due:
    """The rows to be reminded of on one day, each part by deadline; a row may be in more than one.

    Args:
        overdue: rows whose deadline has passed, and that are still waited for.
        soon: rows whose deadline is near, and that are still waited for.
        to_verify: rows whose gap the latest report no longer found, and that nobody verified yet.
        open_ended: rows that are waited for, and have no deadline.
    """

    overdue: tuple[LedgerRow, ...]
    soon: tuple[LedgerRow, ...]
    to_verify: tuple[LedgerRow, ...]
    open_ended: tuple[LedgerRow, ...]


def due_rows(rows: Iterable[LedgerRow], *, as_of: date, within: int = 7) -> Due:
    """The rows to be reminded of.

    Args:
        rows: the rows to choose from.
        as_of: the day.
        within: how many days count as soon.
    """
    must_fit(as_of=(as_of, date), within=(within, DAYS))
    every = sorted(each("rows", rows, LedgerRow), key=_by_deadline)
    day = DueDay(as_of, within)
    return Due(**{part: tuple(row for row in every if day.is_in(part, row)) for part in _EVERY})


def _by_deadline(row: LedgerRow) -> tuple[str, str]:
    return row.deadline.isoformat() if row.deadline else "", row.number


@dataclass(frozen=True, slots=True)
class DueDay:
    """The day that is asked about.

    Args:
        as_of: the day.
        within: how many days count as soon.
    """

    as_of: date
    within: int

    @property
    def last(self) -> date:
        """The last day that counts as soon."""
        return self.as_of + timedelta(days=self.within)

    def holds(self, part: str) -> list[Any]:
        """What holds of the rows of a part, for the database."""
        from scilit_rules.ledger.tables import gaps

        if part == "overdue":
            return overdue(self.as_of)
        if part == "soon":
            return [*waited_for(), gaps.c.deadline.between(self.as_of.isoformat(), self.last.isoformat())]
        if part == "to_verify":
            left = [str(state) for state in LedgerState if state not in _NOTHING_LEFT]
            return [gaps.c.state.in_(left), gaps.c.seen_fixed > ""]
        return [*waited_for(), gaps.c.deadline == ""]

    def is_in(self, part: str, row: LedgerRow) -> bool:
        """Whether a row is of a part."""
        if part == "overdue":
            return row.is_overdue(self.as_of)
        if part == "soon":
            return row.is_waited_for and row.deadline is not None and self.as_of <= row.deadline <= self.last
        if part == "to_verify":
            return row.seen_fixed is not None and row.state not in _NOTHING_LEFT
        return row.is_waited_for and row.deadline is None


@dataclass(frozen=True, slots=True)
class DuePage:
    """What is due on a day, the first rows of each part.

    Args:
        rows: the rows of each part, by deadline.
        counts: how many each part has in all, those without deadline as ``open_ended``.
    """

    rows: dict[str, tuple[LedgerRow, ...]]
    counts: dict[str, int]


def due_page(ledger: Ledger, wanted: Wanted, day: DueDay, most: int) -> DuePage:
    """What is due on a day, and how much of it.

    Args:
        ledger: the ledger.
        wanted: the rows to choose from.
        day: the day.
        most: how many rows of a part at most.

    Raises:
        UsageError: if there is no such subject, or the ledger can't be read.
    """
    with ledger.reading() as connection:
        chosen = conditions(connection, wanted)
        counts = dict(zip(_EVERY, counts_in(connection, chosen, *map(day.holds, _EVERY)), strict=True))
        rows = {part: tuple(_first(connection, [*chosen, *day.holds(part)], most)) for part in PARTS}
    return DuePage(rows, counts)


def each_due(ledger: Ledger, wanted: Wanted, day: DueDay) -> Iterator[LedgerRow]:
    """Every row that is due on a day, once: part after part, by deadline."""
    for at, part in enumerate(PARTS):
        for row in each_of(ledger, _held(wanted, day, part), _order()):
            if not any(day.is_in(earlier, row) for earlier in PARTS[:at]):
                yield row


def _held(wanted: Wanted, day: DueDay, part: str) -> Callable[[Connection], list[Any]]:
    return lambda connection: [*conditions(connection, wanted), *day.holds(part)]


def _first(connection: Connection, holds: Iterable[Any], most: int) -> Iterable[LedgerRow]:
    return rows_in(connection, numbers_in(connection, holds, _order(), most)).values()


def _order() -> tuple[Any, ...]:
    from scilit_rules.ledger.tables import gaps

    return gaps.c.deadline, gaps.c.year, gaps.c.serial
