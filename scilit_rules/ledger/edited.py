"""Reading the workbook that an office has edited, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from scilit_rules.ledger.chain import HEAD, HEAD_ENTRY
from scilit_rules.ledger.columns import COLUMNS, DIGEST, EXPORT_FORMAT, MARK_SHEET, OLD_HEADINGS, REVISION, Column
from scilit_rules.ledger.moves import state_named
from scilit_rules.ledger.returned import Sheet, open_returned
from scilit_rules.ledger.rows import Field, stored
from scilit_rules.ledger.spool import Spool
from scilit_rules.ledger.told import Told
from scilit_rules.messages import say
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import LedgerState
from scilit_rules.problems import UsageError, near_names, problem

_MOST_BEFORE_HEADINGS = 20
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00:00)?")
_DAYS = frozenset({"deadline", "closed_on"})
_MOST_DIGITS = 9
Cells = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of a file stand.

    Args:
        path: the file.
        sheet: the sheet.
        header: the number of the row of headings.
        columns: the columns by their place, from 0.
        revision: the place of the hidden column.
        digest: the place of the digests of the rows, or -1 where there are none.
    """

    path: str
    sheet: str
    header: int
    columns: Mapping[int, Column]
    revision: int
    digest: int

    def place(self, line: int, key: str) -> Place:
        """The cell of a column in a row."""
        index = next((index for index, column in self.columns.items() if column.key == key), 0)
        return Place(self.path, sheet=self.sheet, cell=f"{get_column_letter(index + 1)}{line}")


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row of the file.

    Args:
        layout: where its columns stand.
        line: the number of the row in its sheet.
        number: the number that stands in it.
        revision: the revision that the row had when the file was written.
        digest: the digest of the row as it was then; empty if there is none.
        values: the fields that may be edited, as the ledger would store them; what can't be understood is left out.
        shown: the text of the columns that are not for editing, by their keys.
    """

    layout: Layout
    line: int
    number: str
    revision: int
    digest: str
    values: dict[str, str | int]
    shown: dict[str, str]

    def place(self, key: str) -> Place:
        """The cell of a column, by its key."""
        return self.layout.place(self.line, key)


class EditedFile:
    """A file that was read.

    Args:
        layout: where its columns stand.
        marks: what its hidden sheet says.
    """

    def __init__(self, layout: Layout, marks: Mapping[str, str]) -> None:
        self.layout = layout
        self.head = marks.get(HEAD_ENTRY, ""), marks.get(HEAD, "")
        """Number and digest of the last entry of the ledger when it was written; empty if it does not say."""
        self.rows = marks.get("rows", "")
        """How many rows it was written with; empty if it does not say."""
        self._spool = Spool()
        self._lines: dict[str, int] = {}
        self._told = Told(Place(layout.path, sheet=layout.sheet))

    def __iter__(self) -> Iterator[EditedRow]:
        """Its rows; of those with the same number none."""
        for line, number, revision, digest, values, shown in self._spool:
            if self._lines[number] == line:
                yield EditedRow(self.layout, line, number, revision, digest, values, shown)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read."""
        return self._told.all()

    def add(self, row: EditedRow) -> None:
        """Adds a row."""
        if row.number in self._lines:
            self._lines[row.number] = 0
            self.tell(problem("ledger.number-twice", row.place("number"), number=row.number))
            return
        self._lines[row.number] = row.line
        self._spool.put([row.line, row.number, row.revision, row.digest, row.values, row.shown])

    def tell(self, found: Problem) -> None:
        """Tells what could not be read."""
        self._told.add(found)


def read_edited(path: str) -> EditedFile:
    """The rows of a workbook that was exported from a ledger, wherever its columns and rows now stand.

    Args:
        path: the file.

    Raises:
        UsageError: if it is no such workbook.
        SourceError: if it is damaged, or can't be read without harm.
        OSError: if it can't be read.
    """
    with open_returned(path) as sheets:
        marks = _marks(next((sheet for sheet in sheets if sheet.name == MARK_SHEET), None))
        if "format" in marks and marks["format"] != EXPORT_FORMAT:
            raise UsageError(problem("ledger.old-layout", Place(path)))
        for sheet in sheets:
            layout = _headed(path, sheet) if sheet.name != MARK_SHEET else None
            if layout is not None:
                return _read(sheet, layout, marks)
    raise UsageError(problem("ledger.not-an-export", Place(path)))


def _marks(sheet: Sheet | None) -> dict[str, str]:
    """What the hidden sheet says of the file."""
    rows = sheet.rows() if sheet is not None else iter(())
    return {_text(cells[0]): _text(cells[1]) for _, cells in zip(range(_MOST_BEFORE_HEADINGS), rows, strict=False)
            if len(cells) > 1}


def _headed(path: str, sheet: Sheet) -> Layout | None:
    headings = {say(f"ledger.column.{one.key}", lang): one for one in COLUMNS for lang in ("zh", "en")}
    for number, cells in zip(range(1, _MOST_BEFORE_HEADINGS + 1), sheet.rows(), strict=False):
        texts = [_text(cell) for cell in cells]
        columns = {index: headings[text] for index, text in enumerate(texts) if text in headings}
        if REVISION in texts and OLD_HEADINGS.intersection(texts):
            raise UsageError(problem("ledger.old-layout", Place(path)))
        if REVISION in texts and any(one.key == "number" for one in columns.values()):
            _refuse_twice(path, sheet, number, columns)
            digest = texts.index(DIGEST) if DIGEST in texts else -1
            return Layout(path, sheet.name, number, columns, texts.index(REVISION), digest)
    return None


def _refuse_twice(path: str, sheet: Sheet, number: int, columns: Mapping[int, Column]) -> None:
    """A heading that is there twice would leave open which of its columns counts."""
    seen: dict[str, int] = {}
    for index, column in columns.items():
        if column.key in seen:
            first, second = (Place(path, sheet=sheet.name, cell=f"{get_column_letter(one + 1)}{number}")
                             for one in (seen[column.key], index))
            raise UsageError(problem("ledger.heading-twice", second, others=[first],
                                     heading=say(f"ledger.column.{column.key}", "zh")))
        seen[column.key] = index


def _read(sheet: Sheet, layout: Layout, marks: Mapping[str, str]) -> EditedFile:
    file = EditedFile(layout, marks)
    reader = _RowReader(file)
    for line, cells in enumerate(sheet.rows(), start=1):
        if line > layout.header and any(cell not in (None, "") for cell in cells):
            reader.read(line, cells)
    return file


class _RowReader:
    def __init__(self, file: EditedFile) -> None:
        self._file, self._layout = file, file.layout
        self._line = 0

    def read(self, line: int, cells: Cells) -> None:
        """Reads a row, and adds it to the file unless it can't be told which it is."""
        self._line = line
        texts = {column.key: _cell(cells, index) for index, column in self._layout.columns.items()}
        number, revision = _text(texts["number"]), _text(_cell(cells, self._layout.revision))
        if not number or not revision.isascii() or not revision.isdecimal() or len(revision) > _MOST_DIGITS:
            self._tell("ledger.row-without-number", "number")
            return
        digest = _text(_cell(cells, self._layout.digest)) if self._layout.digest >= 0 else ""
        values = {name: stored(value) for name, value in self._values(texts)}
        shown = {one.key: _text(texts[one.key]) for one in self._layout.columns.values() if not one.field}
        self._file.add(EditedRow(self._layout, line, number, int(revision), digest, values, shown))

    def _values(self, texts: Mapping[str, Any]) -> Iterator[tuple[str, Field]]:
        for column in self._layout.columns.values():
            value = texts[column.key]
            if column.field in _DAYS:
                day = _day(value)
                if day is None and _text(value):
                    self._tell("ledger.not-a-date", column.key, value=_text(value))
                else:
                    yield column.field, day
            elif column.field == "state":
                state = state_named(_text(value))
                if state is None:
                    known = [say(one, lang) for one in LedgerState for lang in ("zh", "en")]
                    self._tell("ledger.not-a-state", column.key, value=_text(value),
                               near=near_names(_text(value), known))
                else:
                    yield column.field, state
            elif column.field:
                yield column.field, _text(value)

    def _tell(self, code: str, key: str, near: Sequence[str] = (), **args: Any) -> None:
        self._file.tell(problem(code, self._layout.place(self._line, key), near=near, **args))


def _cell(cells: Cells, index: int) -> Any:
    return cells[index] if index < len(cells) else None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    return (unescape(text) if "_x" in text else text).replace("\r\n", "\n").strip()


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(_text(value))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
