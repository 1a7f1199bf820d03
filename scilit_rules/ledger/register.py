"""Reading rows and their history, and changing a row so that nothing that happened is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from scilit_rules.ledger.moves import moves_from
from scilit_rules.ledger.rows import Field, LedgerEntry, LedgerRow, Stamp, restored, stored
from scilit_rules.ledger.store import Ledger
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import LedgerEvent, LedgerState
from scilit_rules.problems import UsageError, near_names, problem

if TYPE_CHECKING:
    from sqlalchemy import Connection

RULE = "rule"
"""Under what the history notes a rule that changed, as if it were a field."""
_FIELDS = tuple(field.name for field in fields(LedgerRow))


def rows_in(connection: Connection, plan: str | None = None) -> dict[str, LedgerRow]:
    """The rows of a ledger by number, in the order of the numbers.

    Args:
        connection: a transaction.
        plan: the id of the plan; of all plans if left out.
    """
    from sqlalchemy import select

    from scilit_rules.ledger.tables import gaps

    asked = select(*(gaps.c[name] for name in _FIELDS)).order_by(gaps.c.year, gaps.c.serial)
    if plan is not None:
        asked = asked.where(gaps.c.plan == plan)
    found = connection.execute(asked).mappings()
    return {row["number"]: LedgerRow(**{name: restored(name, row[name]) for name in _FIELDS}) for row in found}


def history_in(connection: Connection, numbers: Iterable[str] | None = None) -> dict[str, list[LedgerEntry]]:
    """What happened to rows, oldest first, by number; to all of them if no numbers are given."""
    from sqlalchemy import select

    from scilit_rules.ledger.tables import history

    asked = select(history).order_by(history.c.id)
    if numbers is not None:
        asked = asked.where(history.c.number.in_(list(numbers)))
    found: dict[str, list[LedgerEntry]] = {}
    for row in connection.execute(asked).mappings():
        changes = {name: (old, new) for name, (old, new) in json.loads(row["changes"]).items()}
        entry = LedgerEntry(row["number"], row["revision"], Stamp(row["who"], row["at"]), LedgerEvent(row["event"]),
                      row["note"], changes)
        found.setdefault(entry.number, []).append(entry)
    return found


def rules_in(connection: Connection) -> dict[str, str]:
    """By number the digest of what the rule of a row demanded when it was judged last, where that was noted."""
    from sqlalchemy import select

    from scilit_rules.ledger.tables import history

    asked = select(history.c.number, history.c.changes).where(history.c.changes.contains('"rule": [')).order_by(
        history.c.id)
    noted = ((number, json.loads(changes)) for number, changes in connection.execute(asked))
    return {number: changes[RULE][1] for number, changes in noted if RULE in changes}


def read_rows(ledger: Ledger) -> tuple[LedgerRow, ...]:
    """All rows of a ledger, in the order of their numbers.

    Raises:
        UsageError: if it can't be read.
    """
    with ledger.reading() as connection:
        return tuple(rows_in(connection).values())


def read_row(ledger: Ledger, number: str) -> tuple[LedgerRow, tuple[LedgerEntry, ...]]:
    """One row and all that happened to it, oldest first.

    Raises:
        UsageError: if there is no row of that number, or the ledger can't be read.
    """
    with ledger.reading() as connection:
        row = _row(rows_in(connection), number)
        return row, tuple(history_in(connection, [row.number]).get(row.number, ()))


def move(ledger: Ledger, number: str, state: LedgerState, stamp: Stamp, note: str = "",
         more: Mapping[str, Field] | None = None) -> LedgerRow:
    """Moves a row to another state.

    Args:
        ledger: the ledger.
        number: the number of the row.
        state: the state.
        stamp: who moves it, and when.
        note: why.
        more: what else changes with it: ``deadline``, ``person``, ``bodies`` and so on.

    Returns:
        the row as it is now.

    Raises:
        UsageError: if there is no such row, it may not move there from where it is, or it can't be written.
    """
    with ledger.writing() as connection:
        row = _row(rows_in(connection), number)
        changes = {"state": state, **(more or {})}
        wrong = refusal(row, changes)
        if wrong is not None:
            raise UsageError(wrong)
        changes = {**following(row, state, stamp), **changes}
        write_change(connection, row, changes, stamp, LedgerEvent.MOVED, note)
        return rows_in(connection)[row.number]


def _row(rows: Mapping[str, LedgerRow], number: str) -> LedgerRow:
    found = rows.get(number.strip())
    if found is None:
        raise UsageError(problem("ledger.no-such-number", number=number, near=near_names(number, rows)))
    return found


def refusal(row: LedgerRow, changes: Mapping[str, Field]) -> Problem | None:
    """Why a row may not move to the state among some changes, or None if it may."""
    state = changes["state"]
    allowed = moves_from(row)
    if state not in allowed:
        return problem("ledger.no-such-move", number=row.number, old=row.state, new=state, allowed=allowed)
    later = changes.get("deadline")
    if state is LedgerState.EXTENDED and not (
            isinstance(later, date) and (row.deadline is None or later > row.deadline)):
        return problem("ledger.extended-to-when", number=row.number, deadline=row.deadline or "-")
    return None


def following(row: LedgerRow, state: LedgerState, stamp: Stamp) -> dict[str, Field]:
    """What else changes when a row moves to a state, unless it is said otherwise."""
    if state is LedgerState.VERIFIED:
        return {"verifier": stamp.who}
    if state is LedgerState.CLOSED:
        return {"closed_on": stamp.day}
    if state is LedgerState.RELAPSED:
        return {"closed_on": None, "relapses": row.relapses + 1}
    return {}


def write_change(connection: Connection, row: LedgerRow, changes: Mapping[str, Field], stamp: Stamp, event: LedgerEvent,
                 note: str = "") -> None:
    """Changes a row, and notes that in its history.

    Args:
        connection: a transaction that writes.
        row: the row as it was read.
        changes: the new values of its fields; those that it has already are left out.
        stamp: who changes it, and when.
        event: what happens.
        note: what is said about it.

    Raises:
        UsageError: if the row was changed since it was read.
    """
    from sqlalchemy import update

    from scilit_rules.ledger.tables import gaps

    new: dict[str, Any] = {name: stored(value) for name, value in changes.items()}
    pairs = {name: [stored(getattr(row, name)), value] for name, value in new.items()
             if stored(getattr(row, name)) != value}
    values = {name: value for name, (_, value) in pairs.items()}
    done = connection.execute(update(gaps).where(gaps.c.number == row.number, gaps.c.revision == row.revision)
                              .values(revision=row.revision + 1, **values))
    if done.rowcount != 1:
        raise UsageError(problem("ledger.changed-meanwhile", number=row.number))
    note_event(connection, row.number, row.revision + 1, stamp, event, note, pairs)


def note_event(connection: Connection, number: str, revision: int, stamp: Stamp, event: LedgerEvent, note: str = "",
               changes: Mapping[str, Any] | None = None) -> None:
    """Notes in the history of a row what happened."""
    note_events(connection, [number], revision, stamp, event, note, changes)


def note_events(connection: Connection, numbers: Iterable[str], revision: int, stamp: Stamp, event: LedgerEvent,
                note: str = "", changes: Mapping[str, Any] | None = None) -> None:
    """Notes the same in the history of several rows, at least one."""
    from sqlalchemy import insert

    from scilit_rules.ledger.tables import history

    told = json.dumps(changes or {}, ensure_ascii=False)
    connection.execute(insert(history), [
        {"number": number, "revision": revision, "at": stamp.when, "who": stamp.who, "event": str(event), "note": note,
         "changes": told} for number in numbers
    ])
