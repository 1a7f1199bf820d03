"""Bringing an office's edits back into the ledger, so that neither side loses what it wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from scilit_rules.ledger.columns import EDITED, in_sheet
from scilit_rules.ledger.edited import EditedFile, EditedRow
from scilit_rules.ledger.pen import Pen, writing
from scilit_rules.ledger.register import following, history_in, numbers_near, refusal, rows_in
from scilit_rules.ledger.rows import Field, LedgerEntry, LedgerRow, Stamp, restored, stored
from scilit_rules.ledger.store import Ledger
from scilit_rules.ledger.told import Told
from scilit_rules.messages import say
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.model.words import LedgerEvent, LedgerState, ProblemLevel
from scilit_rules.problems import near_names, problem

if TYPE_CHECKING:
    from sqlalchemy import Connection

_AT_ONCE = 500


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
    the ledger keeps its value, the other is told and kept in the history. Rows are gone through first without keeping
    others from writing; only those that were edited are looked at again, and written.

    Args:
        ledger: the ledger.
        file: the file.
        stamp: who brings them in, and when.

    Raises:
        UsageError: if the ledger can't be written; it is then unchanged.
    """
    told = Told(Place(file.layout.path, sheet=file.layout.sheet))
    lines: set[int] = set()
    for batch in _batches(file):
        with ledger.reading() as connection:
            lines.update(row.line for row in _edited(connection, batch, told))
    with ledger.writing(stamp.when) as connection, writing(connection, stamp) as pen:
        merging = _Merging(pen, stamp, told)
        for batch in _batches(row for row in file if row.line in lines) if lines else ():
            _merge_batch(connection, batch, merging)
        return Merged(tuple(merging.edited), merging.conflicts, (*file.problems, *told.all()))


def _batches(rows: Iterable[EditedRow]) -> Iterator[list[EditedRow]]:
    every = iter(rows)
    while batch := list(islice(every, _AT_ONCE)):
        yield batch


def _edited(connection: Connection, batch: Sequence[EditedRow], told: Told) -> Iterator[EditedRow]:
    """The rows in which something differs from the ledger; what can't be brought in at all is told."""
    rows = rows_in(connection, [edited.number for edited in batch])
    for edited in batch:
        row = rows.get(edited.number)
        if row is None:
            code = "ledger.no-such-number"
            near = near_names(edited.number, numbers_near(connection, edited.number)) if told.wants(code) else ()
            told.add(problem(code, edited.place("number"), number=edited.number, near=near))
        elif edited.revision > row.revision:
            told.add(problem("ledger.other-ledger", edited.place("number"), number=row.number))
        else:
            for found in _unread(row, edited):
                told.add(found)
            if any(_is_edited(value, getattr(row, name)) for name, value in edited.values.items()):
                yield edited


def _merge_batch(connection: Connection, batch: Sequence[EditedRow], merging: _Merging) -> None:
    rows = rows_in(connection, [edited.number for edited in batch])
    stale = [edited.number for edited in batch
             if edited.number in rows and rows[edited.number].revision != edited.revision]
    merging.history = history_in(connection, stale) if stale else {}
    for edited in batch:
        if edited.number in rows:
            merging.add(rows[edited.number], edited)


def _is_edited(theirs: str | int, ours: Field) -> bool:
    """Whether a value of the file is another than one of a row."""
    return theirs != ours and _differs(theirs, stored(ours))


def _differs(theirs: Any, ours: Any) -> bool:
    """Whether a value of the file is another than one of the ledger, as a file shows it."""
    return bool(theirs != ours and theirs not in in_sheet(ours))


class _Merging:
    def __init__(self, pen: Pen, stamp: Stamp, told: Told) -> None:
        self._pen, self._stamp, self._told = pen, stamp, told
        self.history: Mapping[str, Sequence[LedgerEntry]] = {}
        self.edited: list[str] = []
        self.conflicts = 0

    def add(self, row: LedgerRow, edited: EditedRow) -> None:
        """Brings the edits of one row in."""
        base = self._base(row, edited.revision)
        changes: dict[str, Field] = {}
        clashing: dict[str, Any] = {}
        for name, theirs in edited.values.items():
            ours, before = stored(getattr(row, name)), base.get(name)
            before = ours if before is None else before
            if not _differs(theirs, before) or not _differs(theirs, ours):
                continue
            if ours == before:
                changes[name] = restored(name, theirs)
            else:
                clashing[name] = [ours, theirs]
        self._clash(row, edited, clashing)
        self._write(row, edited, self._movable(row, edited, changes))

    def _base(self, row: LedgerRow, revision: int) -> dict[str, Any]:
        """What the fields that changed since a revision held then, as stored."""
        base: dict[str, Any] = {}
        for entry in self.history.get(row.number, ()):
            if entry.revision > revision and entry.event is not LedgerEvent.CONFLICT:
                for name, (old, _) in entry.changes.items():
                    base.setdefault(name, old)
        return base

    def _clash(self, row: LedgerRow, edited: EditedRow, clashing: Mapping[str, Any]) -> None:
        new = {name: pair for name, pair in clashing.items() if not self._is_noted(row, name, pair)}
        for name, (ours, theirs) in clashing.items():
            self.conflicts += 1
            self._told.add(problem(
                "ledger.conflict", edited.place(EDITED[name].key), number=row.number,
                field=Message(f"ledger.column.{EDITED[name].key}"), ours=_shown(name, ours),
                theirs=_shown(name, theirs), who=self._writer(row, name, edited.revision)))
        if new:
            self._pen.note(row, LedgerEvent.CONFLICT, "", new)

    def _is_noted(self, row: LedgerRow, name: str, pair: Sequence[Any]) -> bool:
        return any(entry.event is LedgerEvent.CONFLICT and entry.changes.get(name) == tuple(pair)
                   for entry in self.history.get(row.number, ()))

    def _writer(self, row: LedgerRow, name: str, revision: int) -> str:
        """Who changed a field in the ledger last."""
        writers = [entry.stamp.who for entry in self.history.get(row.number, ())
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
        self._told.add(Problem(wrong.message, edited.place("state")))
        return {name: value for name, value in changes.items() if name != "state"}

    def _write(self, row: LedgerRow, edited: EditedRow, changes: Mapping[str, Field]) -> None:
        if changes:
            event = LedgerEvent.MOVED if "state" in changes else LedgerEvent.EDITED
            self._pen.change(row, changes, event, edited.layout.path)
            self.edited.append(row.number)


def _unread(row: LedgerRow, edited: EditedRow) -> Iterator[Problem]:
    """What was typed where nothing can be edited; only where the row is as it was, so that it must be typed."""
    if row.revision != edited.revision:
        return
    known = {"problem": (row.problem_zh, row.problem_en), "clause": (row.clause,),
             "source": (row.source_zh, row.source_en)}
    for key, texts in known.items():
        shown = edited.shown.get(key)
        if shown is None or shown in texts:
            continue
        if shown not in {one for text in texts for one in in_sheet(text)}:
            yield problem("ledger.not-for-editing", edited.place(key), level=ProblemLevel.WARNING,
                          field=Message(f"ledger.column.{key}"), value=shown)


def _shown(name: str, value: Any) -> object:
    held = restored(name, value)
    return Message("ledger.empty") if held in (None, "") else held


def field_in_words(name: str, value: Any, lang: Any) -> str:
    """A stored value as people read it."""
    held = restored(name, value)
    if held in (None, ""):
        return say("ledger.empty", lang)
    return say(held, lang) if isinstance(held, LedgerState) else str(held)
