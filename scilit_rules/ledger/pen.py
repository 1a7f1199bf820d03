"""Writing into a ledger so that nothing that happened is lost: every change of a row with its entry in the history."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from scilit_rules.ledger import chain
from scilit_rules.ledger.rows import Field, LedgerRow, Stamp, kept, stored
from scilit_rules.model.words import LedgerEvent
from scilit_rules.problems import UsageError, problem

if TYPE_CHECKING:
    from sqlalchemy import Connection

_AT_ONCE = 1000
_CHANGEABLE = ("obligation", "problem_zh", "problem_en", "bodies", "person", "measure", "deadline", "state", "evidence",
               "verifier", "closed_on", "remark", "relapses", "seen_fixed", "judged_on", "revision")


class Pen:
    """What writes within one transaction. It writes many changes at once; see ``writing``.

    Args:
        connection: the transaction.
        stamp: who writes, and when.
    """

    def __init__(self, connection: Connection, stamp: Stamp) -> None:
        self._connection, self._stamp = connection, stamp
        self._new: list[dict[str, Any]] = []
        self._changed: list[dict[str, Any]] = []
        self._entries: list[dict[str, Any]] = []

    def enter(self, row: Mapping[str, str | int], note: str, changes: Mapping[str, Any]) -> None:
        """Enters a new row.

        Args:
            row: its fields as they are stored, with year and serial.
            note: what is said about it.
            changes: what the history notes besides.
        """
        self._new.append(dict(row))
        self._tell(row, LedgerEvent.ENTERED, note, changes)

    def change(self, row: LedgerRow, changes: Mapping[str, Field], event: LedgerEvent, note: str = "") -> None:
        """Changes a row, and notes that in its history.

        Args:
            row: the row as it was read.
            changes: the new values of its fields; those that it has already are left out.
            event: what happens.
            note: what is said about it.
        """
        old = stored_row(row)
        new = {name: stored(value) for name, value in changes.items()}
        pairs = {name: [old[name], value] for name, value in new.items() if old[name] != value}
        now = {**old, **new, "revision": row.revision + 1}
        self._changed.append({"of_number": row.number, "of_revision": row.revision,
                              **{f"new_{name}": now[name] for name in _CHANGEABLE}})
        self._tell(now, event, note, pairs)

    def note(self, row: LedgerRow, event: LedgerEvent, note: str, changes: Mapping[str, Any]) -> None:
        """Notes in the history of a row what happened and changed nothing in it."""
        self._tell(stored_row(row), event, note, changes)

    def _tell(self, row: Mapping[str, str | int], event: LedgerEvent, note: str, changes: Mapping[str, Any]) -> None:
        self._entries.append({
            "number": row["number"], "revision": row["revision"], "at": self._stamp.when, "who": kept(self._stamp.who),
            "event": str(event), "note": kept(note), "changes": json.dumps(changes, ensure_ascii=False),
            "row": chain.row_digest(row),
        })
        if len(self._entries) >= _AT_ONCE:
            self.write()

    def write(self) -> None:
        """Writes what is not yet written.

        Raises:
            UsageError: if a row was changed since it was read.
        """
        from sqlalchemy import bindparam, insert, update

        from scilit_rules.ledger.tables import gaps

        if self._new:
            self._connection.execute(insert(gaps), self._new)
        if self._changed:
            changed = update(gaps).where(
                gaps.c.number == bindparam("of_number"), gaps.c.revision == bindparam("of_revision")
            ).values({name: bindparam(f"new_{name}") for name in _CHANGEABLE})
            done = self._connection.execute(changed, self._changed)
            if done.rowcount != len(self._changed):
                raise UsageError(problem("ledger.changed-meanwhile", number=self._overtaken()))
        chain.extend(self._connection, self._entries)
        self._new, self._changed, self._entries = [], [], []

    def _overtaken(self) -> str:
        """The number of the first row that is not as it was read."""
        from sqlalchemy import select

        from scilit_rules.ledger.tables import gaps

        now = {one["of_number"]: one["of_revision"] + 1 for one in self._changed}
        asked = select(gaps.c.number, gaps.c.revision).where(gaps.c.number.in_(now))
        there = {row.number: row.revision for row in self._connection.execute(asked)}
        return str(next((name for name, revision in now.items() if there.get(name) != revision), next(iter(now))))


@contextmanager
def writing(connection: Connection, stamp: Stamp) -> Iterator[Pen]:
    """A pen; all is written when this ends.

    Args:
        connection: a transaction that writes.
        stamp: who writes, and when.

    Raises:
        UsageError: if a row was changed since it was read.
    """
    pen = Pen(connection, stamp)
    yield pen
    pen.write()


def stored_row(row: LedgerRow) -> dict[str, str | int]:
    """The fields of a row as they are stored."""
    return {name: _as_stored(getattr(row, name)) for name in chain.ROW_FIELDS}


def _as_stored(value: Field) -> str | int:
    """A value that was read is stored already: nothing about it is changed."""
    return str(value) if type(value) is str else stored(value)
