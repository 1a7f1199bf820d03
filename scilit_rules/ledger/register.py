"""Single rows and their history: read, and moved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from scilit_rules.ledger.moves import moves_from
from scilit_rules.ledger.pen import writing
from scilit_rules.ledger.rows import Field, LedgerEntry, LedgerRow, Stamp, row_of
from scilit_rules.ledger.store import Ledger
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import LedgerEvent, LedgerState
from scilit_rules.problems import UsageError, near_names, problem

if TYPE_CHECKING:
    from sqlalchemy import Connection

RULE = "rule"
"""Under what the history notes a rule that changed, as if it were a field."""
_FIELDS = tuple(field.name for field in fields(LedgerRow))
_NEAR = 20


def rows_in(connection: Connection, numbers: Iterable[str]) -> dict[str, LedgerRow]:
    """The rows of some numbers that are there, by number, in the order in which the numbers are given.

    Args:
        connection: a transaction.
        numbers: the numbers; as many as one question may hold.

    Raises:
        UsageError: if another program wrote something into one that makes no sense.
    """
    from sqlalchemy import select

    from scilit_rules.ledger.tables import gaps

    wanted = list(dict.fromkeys(numbers))
    asked = select(*(gaps.c[name] for name in _FIELDS)).where(gaps.c.number.in_(wanted))
    found = {row["number"]: row for row in (dict(zip(_FIELDS, row, strict=True)) for row in connection.execute(asked))}
    return {number: row_of(found[number]) for number in wanted if number in found}


def read_row(ledger: Ledger, number: str) -> tuple[LedgerRow, tuple[LedgerEntry, ...]]:
    """One row and all that happened to it, oldest first.

    Raises:
        UsageError: if there is no row of that number, or the ledger can't be read.
    """
    with ledger.reading() as connection:
        row = row_in(connection, number)
        return row, tuple(history_in(connection, [row.number]).get(row.number, ()))


def row_in(connection: Connection, number: str) -> LedgerRow:
    """One row.

    Raises:
        UsageError: if there is no row of that number.
    """
    name = number.strip()
    found = rows_in(connection, [name]).get(name)
    if found is None:
        raise no_such_number(connection, number)
    return found


def no_such_number(connection: Connection, number: str) -> UsageError:
    """The error that there is no row of a number, with numbers that may have been meant."""
    near = near_names(number, numbers_near(connection, number))
    return UsageError(problem("ledger.no-such-number", number=number, near=near))


def numbers_near(connection: Connection, number: str) -> list[str]:
    """Numbers that are there and may have been meant by another: those around it, and the first and last of all."""
    from sqlalchemy import select

    from scilit_rules.ledger.tables import gaps

    order = (gaps.c.year, gaps.c.serial)
    asked = [select(gaps.c.number).order_by(*order).limit(_NEAR),
             select(gaps.c.number).order_by(*(column.desc() for column in order)).limit(_NEAR)]
    year, serial = place_in_order(number)
    around = gaps.c.serial.between(serial - _NEAR, serial + _NEAR)
    asked.append(select(gaps.c.number).where(gaps.c.year == year, around).order_by(*order))
    return [found for one in asked for found in connection.execute(one).scalars()]


def place_of(connection: Connection, number: str) -> tuple[int, int]:
    """Where a number stands in the order of the rows.

    Raises:
        UsageError: if there is no row of that number.
    """
    return place_in_order(row_in(connection, number).number)


def number_of(year: int, serial: int) -> str:
    """The number of a row."""
    return f"{year}-{serial:03}"


def place_in_order(number: str) -> tuple[int, int]:
    """Year and serial of a number, by which rows are put in order."""
    year, _, serial = number.strip().partition("-")
    return _whole(year), _whole(serial)


def _whole(text: str) -> int:
    """A number of at most nine digits, else 0."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def history_in(connection: Connection, numbers: Sequence[str]) -> dict[str, list[LedgerEntry]]:
    """What happened to rows, oldest first, by number.

    Args:
        connection: a transaction.
        numbers: the numbers; as many as one question may hold.

    Raises:
        UsageError: if another program wrote something into it that makes no sense.
    """
    from sqlalchemy import select

    from scilit_rules.ledger.tables import history

    names = ("id", "number", "revision", "at", "who", "event", "note", "changes")
    asked = select(*(history.c[name] for name in names)).order_by(history.c.id)
    found: dict[str, list[LedgerEntry]] = {}
    for row in connection.execute(asked.where(history.c.number.in_(list(numbers)))).mappings():
        found.setdefault(row["number"], []).append(_entry(dict(row)))
    return found


def _entry(row: Mapping[str, Any]) -> LedgerEntry:
    try:
        changes = {name: (old, new) for name, (old, new) in json.loads(row["changes"]).items()}
        event = LedgerEvent(row["event"])
        if not all(isinstance(row[name], str) for name in ("number", "at", "who", "note")):
            raise TypeError  # bytes, which only another program writes
    except (ValueError, TypeError, AttributeError):
        raise UsageError(problem("ledger.odd-entry", number=row["number"], entry=row["id"])) from None
    return LedgerEntry(row["number"], row["revision"], Stamp(row["who"], row["at"]), event, row["note"], changes)


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
    with ledger.writing(stamp.when) as connection:
        row = row_in(connection, number)
        changes = {"state": state, **(more or {})}
        wrong = refusal(row, changes)
        if wrong is not None:
            raise UsageError(wrong)
        with writing(connection, stamp) as pen:
            pen.change(row, {**following(row, state, stamp), **changes}, LedgerEvent.MOVED, note)
        return row_in(connection, row.number)


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
