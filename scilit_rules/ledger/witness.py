"""Files that were exported as witnesses: held against the ledger, whose history they knew when they were written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scilit_rules.ledger.chain import ROW_FIELDS, row_digest
from scilit_rules.ledger.columns import COLUMNS, EDITED, in_sheet
from scilit_rules.ledger.edited import EditedRow, read_edited
from scilit_rules.ledger.json_lines import LINES_FORMAT, read_lines
from scilit_rules.ledger.pen import stored_row
from scilit_rules.ledger.register import history_in, rows_in
from scilit_rules.ledger.rows import LedgerEntry, LedgerRow, kept, row_of
from scilit_rules.ledger.store import Ledger
from scilit_rules.ledger.told import Told
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.model.words import LedgerEvent, ProblemLevel
from scilit_rules.problems import UsageError, problem

if TYPE_CHECKING:
    from sqlalchemy import Connection

LINES = ".jsonl"
"""The ending of files of lines of JSON."""
_AT_ONCE = 500
Stored = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of a file that is not the one that the ledger had.

    Args:
        place: where it stands.
        column: the column, as it is called in the workbook.
        found: what stands in the file.
        noted: what the ledger had.
    """

    place: Place
    column: str
    found: str
    noted: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file says of a row.

    Args:
        place: where it says so.
        number: the number of the row.
        revision: the revision that it had.
        digest: the digest that it had; empty if the file does not say.
        differences: what differs in the file from what the ledger had.
    """

    place: Place
    number: str
    revision: int
    digest: str
    differences: Callable[[Stored], Iterable[Difference]]


def hold_against(ledger: Ledger, path: str) -> tuple[int, tuple[Problem, ...]]:
    """Holds a file that was exported against the ledger.

    Args:
        ledger: the ledger.
        path: the file: a workbook, or lines of JSON.

    Returns:
        how many rows it has, and what does not agree.

    Raises:
        UsageError: if it is no such file, or the ledger can't be read.
    """
    witness = _Witness(ledger, path)
    if Path(path).suffix.lower() == LINES:
        witness.lines()
    else:
        witness.workbook()
    return witness.count, witness.told.all()


class _Witness:
    def __init__(self, ledger: Ledger, path: str) -> None:
        self._ledger, self._path = ledger, path
        self.told = Told(Place(path))
        self.count = 0

    def workbook(self) -> None:
        """Holds a workbook against the ledger."""
        file = read_edited(self._path)
        for found in file.problems:
            self.told.add(found)
        self._head(*file.head)
        self._claims(_claim(row) for row in file)
        if file.rows and file.rows != str(self.count):
            self._tell("ledger.export-rows", Place(self._path), found=self.count, noted=file.rows)

    def lines(self) -> None:
        """Holds lines of JSON against the ledger."""
        lines = read_lines(self._path)
        _, first = next(lines, (0, {}))
        if first.get("format") != LINES_FORMAT:
            raise UsageError(problem("ledger.not-a-line", Place(self._path, line=1)))
        self._head(str(first.get("head_entry", "")), str(first.get("head", "")))
        last: dict[str, Any] = {}

        def claims() -> Iterator[Claim]:
            nonlocal last
            for number, line in lines:
                last = line
                if isinstance(line.get("row"), dict):
                    yield _claim_of(Place(self._path, line=number), line["row"])

        self._claims(claims())
        if last.get("rows") != self.count:
            self._tell("ledger.export-rows", Place(self._path), found=self.count, noted=str(last.get("rows", "-")))

    def _head(self, entry: str, digest: str) -> None:
        """Whether the history that the file knew is the one of the ledger."""
        from sqlalchemy import select

        from scilit_rules.ledger.tables import history

        if not digest or not entry.isascii() or not entry.isdecimal():
            self._tell("ledger.export-without-digests", Place(self._path), ProblemLevel.WARNING)
            return
        with self._ledger.reading() as connection:
            asked = select(history.c.digest).where(history.c.id == int(entry[:9]))
            if connection.execute(asked).scalar() != digest:
                self._tell("ledger.export-head", Place(self._path), entry=entry, digest=digest)

    def _claims(self, claims: Iterable[Claim]) -> None:
        every = iter(claims)
        while batch := list(islice(every, _AT_ONCE)):
            self.count += len(batch)
            with self._ledger.reading() as connection:
                self._batch(connection, batch)

    def _batch(self, connection: Connection, batch: Sequence[Claim]) -> None:
        numbers = [claim.number for claim in batch]
        rows, history = rows_in(connection, numbers), history_in(connection, numbers)
        for claim in batch:
            row = rows.get(claim.number)
            if row is None:
                self._tell("ledger.export-unknown", claim.place, number=claim.number)
                continue
            then = _as_it_was(row, history.get(claim.number, ()), claim.revision)
            if claim.revision > row.revision or (claim.digest and row_digest(then) != claim.digest):
                self._tell("ledger.export-other", claim.place, number=claim.number, revision=claim.revision)
                continue
            for found in claim.differences(then):
                self._tell("ledger.export-differs", found.place, number=claim.number, found=found.found,
                           noted=found.noted, field=Message(f"ledger.column.{found.column}"))

    def _tell(self, code: str, place: Place, level: ProblemLevel = ProblemLevel.ERROR, **args: Any) -> None:
        self.told.add(problem(code, place, level=level, **args))


def _as_it_was(row: LedgerRow, entries: Iterable[LedgerEntry], revision: int) -> dict[str, Any]:
    """A row as it was stored at a revision: what happened since is taken back."""
    then: dict[str, Any] = dict(stored_row(row))
    for entry in reversed(tuple(entries)):
        if entry.revision > revision and entry.event is not LedgerEvent.CONFLICT:
            then |= {name: old for name, (old, _) in entry.changes.items() if name in then}
    return {**then, "revision": revision}


def _claim(row: EditedRow) -> Claim:
    return Claim(row.place("number"), row.number, row.revision, row.digest, lambda then: _in_workbook(row, then))


def _in_workbook(row: EditedRow, then: Stored) -> Iterator[Difference]:
    for name, found in row.values.items():
        key = EDITED[name].key
        if found not in in_sheet(then[name]):
            yield Difference(row.place(key), key, str(found), str(then[name]))
    was = row_of(then)
    for column in COLUMNS:
        if not column.field and column.key in row.shown:
            noted = {text for lang in ("zh", "en") for text in in_sheet(column.value(was, lang))}
            if row.shown[column.key] not in noted:
                yield Difference(row.place(column.key), column.key, row.shown[column.key], str(column.value(was, "zh")))


def _claim_of(place: Place, row: Mapping[str, Any]) -> Claim:
    revision = row.get("revision")
    return Claim(place, str(row.get("number", "")), revision if isinstance(revision, int) else -1,
                 str(row.get("digest", "-")), lambda then: _in_lines(place, row, then))


def _in_lines(place: Place, row: Mapping[str, Any], then: Stored) -> Iterator[Difference]:
    for name in ROW_FIELDS:
        noted = kept(then[name]) if isinstance(then[name], str) else then[name]
        if row.get(name) != noted:
            yield Difference(place, name.removesuffix("_zh").removesuffix("_en").replace("_", "-"), str(row.get(name)),
                             str(noted))
