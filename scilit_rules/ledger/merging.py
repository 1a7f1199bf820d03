"""Bringing an office's edits back into the ledger, so that neither side loses what it wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scilit_rules.ledger.columns import EDITED
from scilit_rules.ledger.edited import EditedFile, EditedRow
from scilit_rules.ledger.register import following, history_in, note_event, refusal, rows_in, write_change
from scilit_rules.ledger.rows import Field, LedgerEntry, LedgerRow, Stamp, restored, stored
from scilit_rules.ledger.store import Ledger
from scilit_rules.messages import say
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.model.words import LedgerEvent, LedgerState, ProblemLevel
from scilit_rules.problems import near_names, problem

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Merged:
    """What bringing back edits did.

    Args:
        edited: the numbers of the rows that were changed.
        conflicts: how many fields were changed on both sides, to different values.
        problems: every conflict with both values, and every edit that could not be taken, by cell.
    """

    edited: tuple[str, ...]
    conflicts: int
    problems: tuple[Problem, ...]


def merge(ledger: Ledger, file: EditedFile, stamp: Stamp) -> Merged:
    """Brings the edits of a file into the ledger, all in one transaction.

    What was edited in the file alone is taken; what was changed in the ledger alone stays. Where both were changed
    the ledger keeps its value, the other is told and kept in the history.

    Args:
        ledger: the ledger.
        file: the file.
        stamp: who brings them in, and when.

    Raises:
        UsageError: if the ledger can't be written; it is then unchanged.
    """
    with ledger.writing() as connection:
        rows = rows_in(connection)
        stale = [row.number for row in file.rows if row.number in rows and rows[row.number].revision != row.revision]
        merging = _Merging(connection, stamp, history_in(connection, stale) if stale else {})
        for edited in file.rows:
            if edited.number in rows:
                merging.add(rows[edited.number], edited)
            else:
                merging.problems.append(problem("ledger.no-such-number", edited.places["number"],
                                                number=edited.number, near=near_names(edited.number, rows)))
        return Merged(tuple(merging.edited), merging.conflicts, (*file.problems, *merging.problems))


class _Merging:
    def __init__(self, connection: Connection, stamp: Stamp, history: Mapping[str, Sequence[LedgerEntry]]) -> None:
        self._connection, self._stamp, self._history = connection, stamp, history
        self.edited: list[str] = []
        self.problems: list[Problem] = []
        self.conflicts = 0

    def add(self, row: LedgerRow, edited: EditedRow) -> None:
        """Brings the edits of one row in."""
        if edited.revision > row.revision:
            self.problems.append(problem("ledger.other-ledger", edited.places["number"], number=row.number))
            return
        base = self._base(row, edited.revision)
        changes: dict[str, Field] = {}
        clashing: dict[str, Any] = {}
        for name, value in edited.values.items():
            theirs, ours, before = stored(value), stored(getattr(row, name)), base.get(name)
            before = ours if before is None else before
            if theirs in (before, ours):
                continue
            if ours == before:
                changes[name] = value
            else:
                clashing[name] = [ours, theirs]
        self._clash(row, edited, clashing)
        self._write(row, edited, self._movable(row, edited, changes))

    def _base(self, row: LedgerRow, revision: int) -> dict[str, Any]:
        """What the fields that changed since a revision held then, as stored."""
        base: dict[str, Any] = {}
        for entry in self._history.get(row.number, ()):
            if entry.revision > revision and entry.event is not LedgerEvent.CONFLICT:
                for name, (old, _) in entry.changes.items():
                    base.setdefault(name, old)
        return base

    def _clash(self, row: LedgerRow, edited: EditedRow, clashing: Mapping[str, Any]) -> None:
        new = {name: pair for name, pair in clashing.items() if not self._is_noted(row, name, pair)}
        for name, (ours, theirs) in clashing.items():
            self.conflicts += 1
            self.problems.append(problem(
                "ledger.conflict", edited.places[EDITED[name].key], number=row.number,
                field=Message(f"ledger.column.{EDITED[name].key}"), ours=_shown(name, ours),
                theirs=_shown(name, theirs), who=self._writer(row, name, edited.revision)))
        if new:
            note_event(self._connection, row.number, row.revision, self._stamp, LedgerEvent.CONFLICT, "", new)

    def _is_noted(self, row: LedgerRow, name: str, pair: Sequence[Any]) -> bool:
        return any(entry.event is LedgerEvent.CONFLICT and entry.changes.get(name) == tuple(pair)
                   for entry in self._history.get(row.number, ()))

    def _writer(self, row: LedgerRow, name: str, revision: int) -> str:
        """Who changed a field in the ledger last."""
        writers = [entry.stamp.who for entry in self._history.get(row.number, ())
                   if entry.revision > revision and name in entry.changes
                   and entry.event is not LedgerEvent.CONFLICT]
        return writers[-1] if writers else ""

    def _movable(self, row: LedgerRow, edited: EditedRow, changes: dict[str, Field]) -> dict[str, Field]:
        """The changes, without a move that is not allowed."""
        if "state" not in changes:
            return changes
        wrong = refusal(row, changes)
        if wrong is None:
            state = changes["state"]
            assert isinstance(state, LedgerState)
            return {**following(row, state, self._stamp), **changes}
        place = edited.places["state"]
        self.problems.append(Problem(wrong.message, place))
        return {name: value for name, value in changes.items() if name != "state"}

    def _write(self, row: LedgerRow, edited: EditedRow, changes: Mapping[str, Field]) -> None:
        self.problems += self._unread(row, edited)
        if changes:
            event = LedgerEvent.MOVED if "state" in changes else LedgerEvent.EDITED
            write_change(self._connection, row, changes, self._stamp, event, edited.places["number"].source)
            self.edited.append(row.number)

    def _unread(self, row: LedgerRow, edited: EditedRow) -> Iterator[Problem]:
        """What was typed where nothing can be edited; only where the row is as it was, so that it must be typed."""
        if row.revision != edited.revision:
            return
        known = {"problem": (row.problem_zh, row.problem_en), "clause": (row.clause,),
                 "source": (row.source_zh, row.source_en)}
        for key, texts in known.items():
            if key in edited.shown and edited.shown[key] not in [text.strip() for text in texts]:
                yield problem("ledger.not-for-editing", _place(edited, key), level=ProblemLevel.WARNING,
                              field=Message(f"ledger.column.{key}"), value=edited.shown[key])


def _place(edited: EditedRow, key: str) -> Place:
    return edited.places[key]


def _shown(name: str, value: Any) -> object:
    held = restored(name, value)
    return Message("ledger.empty") if held in (None, "") else held


def field_in_words(name: str, value: Any, lang: Any) -> str:
    """A stored value as people read it."""
    held = restored(name, value)
    if held in (None, ""):
        return say("ledger.empty", lang)
    return say(held, lang) if isinstance(held, LedgerState) else str(held)
