"""What is due: the rows of a ledger that somebody must be reminded of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from scilit_rules.ledger.rows import LedgerRow
from scilit_rules.model.words import LedgerState

_NOTHING_LEFT = frozenset({LedgerState.VERIFIED, LedgerState.CLOSED})


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
    every = sorted(rows, key=_by_deadline)
    waited = [row for row in every if row.is_waited_for]
    last = as_of + timedelta(days=within)
    return Due(
        tuple(row for row in every if row.is_overdue(as_of)),
        tuple(row for row in waited if row.deadline is not None and as_of <= row.deadline <= last),
        tuple(row for row in every if row.seen_fixed is not None and row.state not in _NOTHING_LEFT),
        tuple(row for row in waited if row.deadline is None),
    )


def _by_deadline(row: LedgerRow) -> tuple[str, str]:
    return row.deadline.isoformat() if row.deadline else "", row.number
