"""Reading the workbook that an office has edited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice, repeat
from typing import Any

from openpyxl.utils import get_column_letter

from scilit_rules.gate.files import as_usage
from scilit_rules.gate.workbooks import open_workbook
from scilit_rules.ledger.columns import COLUMNS, EXPORT_FORMAT, MARK_SHEET, OLD_HEADINGS, REVISION, Column
from scilit_rules.ledger.moves import state_named
from scilit_rules.ledger.rows import Field
from scilit_rules.messages import say
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import LedgerState
from scilit_rules.problems import UsageError, near_names, problem

_MOST_BEFORE_HEADINGS = 20
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00:00)?")
_DAYS = frozenset({"deadline", "closed_on"})


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row of the file.

    Args:
        number: the number that stands in it.
        revision: the revision that the row had when the file was written.
        values: the fields that may be edited, as they stand; what can't be understood is left out.
        places: the cell of each column, by its key.
        shown: the text of the columns that are not for editing, by their keys.
    """

    number: str
    revision: int
    values: dict[str, Field]
    places: dict[str, Place]
    shown: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A file that was read.

    Args:
        rows: its rows.
        problems: what could not be read.
    """

    rows: tuple[EditedRow, ...]
    problems: tuple[Problem, ...]


def read_edited(path: str) -> EditedFile:
    """The rows of a workbook that was exported from a ledger, wherever its columns and rows now stand.

    Args:
        path: the file.

    Raises:
        UsageError: if it can't be read, or is no such workbook.
    """
    with as_usage(), open_workbook(path) as opened:
        book = opened.book
        if MARK_SHEET in book.sheetnames and _format_of(opened.values(book[MARK_SHEET])) != EXPORT_FORMAT:
            raise UsageError(problem("ledger.old-layout", Place(path)))
        for sheet in book.worksheets:
            if sheet.title == MARK_SHEET:
                continue
            found = _Sheet.headed(path, sheet.title, opened.values(sheet))
            if found is not None:
                return found.read()
    raise UsageError(problem("ledger.not-an-export", Place(path)))


def _format_of(rows: Iterator[Sequence[Any]]) -> object:
    """What the hidden sheet says of the layout, in B1."""
    first = next(rows, ())
    return first[1] if len(first) > 1 else None


class _Sheet:
    def __init__(self, path: str, title: str, rows: Iterator[tuple[int, Sequence[Any]]], columns: dict[int, Column],
                 revision: int) -> None:
        self._path, self._title, self._rows = path, title, rows
        self._columns, self._revision = columns, revision
        self._width = max(*columns, revision) + 1
        self._problems: list[Problem] = []

    @classmethod
    def headed(cls, path: str, title: str, values: Iterator[Sequence[Any]]) -> _Sheet | None:
        headings = {say(f"ledger.column.{one.key}", lang): one for one in COLUMNS for lang in ("zh", "en")}
        rows = enumerate(values, start=1)
        for _, cells in islice(rows, _MOST_BEFORE_HEADINGS):
            texts = [str(cell).strip() if cell is not None else "" for cell in cells]
            columns = {index: headings[text] for index, text in enumerate(texts) if text in headings}
            if REVISION in texts and OLD_HEADINGS.intersection(texts):
                raise UsageError(problem("ledger.old-layout", Place(path)))
            if REVISION in texts and any(one.key == "number" for one in columns.values()):
                return cls(path, title, rows, columns, texts.index(REVISION))
        return None

    def read(self) -> EditedFile:
        rows: dict[str, list[EditedRow]] = {}
        for number, cells in self._rows:
            whole = (*cells, *repeat(None, self._width - len(cells)))
            row = self._row(number, whole) if any(cell not in (None, "") for cell in cells) else None
            if row is not None:
                rows.setdefault(row.number, []).append(row)
        for number_twice, (_, *more) in rows.items():
            for row in more:
                self._tell("ledger.number-twice", row.places["number"], number=number_twice)
        return EditedFile(tuple(one for one, *more in rows.values() if not more), tuple(self._problems))

    def _row(self, number: int, cells: Sequence[Any]) -> EditedRow | None:
        places = {column.key: Place(self._path, sheet=self._title, cell=f"{get_column_letter(index + 1)}{number}")
                  for index, column in self._columns.items()}
        texts = {column.key: cells[index] for index, column in self._columns.items()}
        name, revision = _text(texts["number"]), _text(cells[self._revision])
        if not name or not revision.isdecimal():
            self._tell("ledger.row-without-number", places["number"])
            return None
        values = dict(self._values(texts, places))
        shown = {one.key: _text(texts[one.key]) for one in self._columns.values() if not one.field}
        return EditedRow(name, int(revision), values, places, shown)

    def _values(self, texts: dict[str, Any], places: dict[str, Place]) -> Iterator[tuple[str, Field]]:
        for column in self._columns.values():
            value = texts[column.key]
            if column.field in _DAYS:
                day = _day(value)
                if day is None and _text(value):
                    self._tell("ledger.not-a-date", places[column.key], value=_text(value))
                else:
                    yield column.field, day
            elif column.field == "state":
                state = state_named(_text(value))
                if state is None:
                    known = [say(one, lang) for one in LedgerState for lang in ("zh", "en")]
                    self._tell("ledger.not-a-state", places[column.key], value=_text(value),
                               near=near_names(_text(value), known))
                else:
                    yield column.field, state
            elif column.field:
                yield column.field, _text(value)

    def _tell(self, code: str, place: Place, near: Sequence[str] = (), **args: Any) -> None:
        self._problems.append(problem(code, place, near=near, **args))


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\r\n", "\n").strip()


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
