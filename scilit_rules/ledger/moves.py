"""The states of a row by name, and which may follow which."""

from __future__ import annotations

from functools import cache

from scilit_rules.ledger.rows import LedgerRow
from scilit_rules.messages import say
from scilit_rules.model.words import LedgerState
from scilit_rules.problems import UsageError, near_names, problem

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


def moves_from(row: LedgerRow) -> tuple[LedgerState, ...]:
    """The states that a row may move to now.

    A gap that a later report no longer found may be verified at once, whoever reported what.
    """
    moves = _MOVES[row.state]
    if row.seen_fixed is not None and row.state not in _PAST_VERIFYING and LedgerState.VERIFIED not in moves:
        return (*moves, LedgerState.VERIFIED)
    return moves


def state_named(text: str) -> LedgerState | None:
    """The state of a name, in either language or as programs write it."""
    return _names().get(text.strip().lower())


def state_of(given: LedgerState | str) -> LedgerState:
    """A state, given itself or by its name.

    Raises:
        UsageError: if there is none of that name.
    """
    found = state_named(given)
    if found is None:
        raise UsageError(problem("ledger.no-such-state", name=given, known=tuple(state.value for state in LedgerState),
                                 near=near_names(given, _names())))
    return found


@cache
def _names() -> dict[str, LedgerState]:
    return {name: state for state in LedgerState for name in (state.value, say(state, "zh"), say(state, "en"))}
