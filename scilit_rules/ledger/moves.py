"""Which state may follow which."""

from __future__ import annotations

from scilit_rules.ledger.rows import Row
from scilit_rules.model.words import LedgerState

_MOVES = {
    LedgerState.FOUND: (LedgerState.ASSIGNED,),
    LedgerState.ASSIGNED: (LedgerState.IN_PROGRESS, LedgerState.EXTENDED, LedgerState.REPORTED),
    LedgerState.IN_PROGRESS: (LedgerState.EXTENDED, LedgerState.REPORTED),
    LedgerState.EXTENDED: (LedgerState.IN_PROGRESS, LedgerState.EXTENDED, LedgerState.REPORTED),
    LedgerState.REPORTED: (LedgerState.RETURNED, LedgerState.VERIFIED),
    LedgerState.RETURNED: (LedgerState.IN_PROGRESS, LedgerState.EXTENDED, LedgerState.REPORTED),
    LedgerState.VERIFIED: (LedgerState.RETURNED, LedgerState.CLOSED),
    LedgerState.CLOSED: (LedgerState.RELAPSED,),
    LedgerState.RELAPSED: (LedgerState.ASSIGNED, LedgerState.IN_PROGRESS),
}
_PAST_VERIFYING = frozenset({LedgerState.VERIFIED, LedgerState.CLOSED})


def moves_from(row: Row) -> tuple[LedgerState, ...]:
    """The states that a row may move to now.

    A gap that a later report no longer found may be verified at once, whoever reported what.
    """
    moves = _MOVES[row.state]
    if row.seen_fixed is not None and row.state not in _PAST_VERIFYING and LedgerState.VERIFIED not in moves:
        return (*moves, LedgerState.VERIFIED)
    return moves
