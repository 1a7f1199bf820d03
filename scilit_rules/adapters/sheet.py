"""The cells of one sheet, streamed, with values, formats and formulas in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from math import isfinite
from typing import Union

from scilit_rules.adapters.formats import Style, read_day
from scilit_rules.adapters.markup import BLOCK, create_parser
from scilit_rules.adapters.workbook import SheetEntry, Workbook, unescape
from scilit_rules.model.grid import Cell, GridRow, Raw

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?ref\s*=\s*[\"']\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_WIDEST_MERGE = 1_024
_EXACT = 15

Value = Union[Raw, Cell]


class Merge:
    """A merged range; all of it shows the value of its first cell.

    Args:
        top: the number of its first row, from 1.
        bottom: the number of its last row.
        left: its first column, from 0.
        right: its last column.
    """

    __slots__ = ("bottom", "left", "right", "top", "value")

    def __init__(self, top: int, bottom: int, left: int, right: int) -> None:
        self.top, self.bottom, self.left, self.right = top, bottom, left, min(right, left + _WIDEST_MERGE)
        self.value: Value = None


def read_rows(workbook: Workbook, sheet: SheetEntry) -> Iterator[GridRow]:
    """The rows of a sheet from its first to the last that holds anything.

    Empty rows between are kept, so that a row's number is its position; trailing empty cells are not.

    Args:
        workbook: the workbook.
        sheet: the sheet.

    Raises:
        SourceError: if the sheet is damaged.
    """
    merges = _merges(workbook, sheet)
    reader = _SheetReader(workbook, sheet)
    done = 0
    open_merges: list[Merge] = []
    for number, row in reader.rows():
        while done < number:
            done += 1
            while merges and merges[-1].top <= done:
                open_merges.append(merges.pop())
            current = row if done == number else []
            yield tuple(_fill(current, done, open_merges) if open_merges else current)


def _fill(row: list[Value], number: int, merges: list[Merge]) -> list[Value]:
    for merge in merges:
        if number == merge.top and merge.left < len(row):
            merge.value = row[merge.left]
        if merge.value is not None:
            row.extend([None] * (merge.right + 1 - len(row)))
            row[merge.left : merge.right + 1] = [merge.value] * (merge.right + 1 - merge.left)
    merges[:] = [merge for merge in merges if merge.bottom > number]
    return row


def _merges(workbook: Workbook, sheet: SheetEntry) -> list[Merge]:
    """The merged ranges, the topmost last.

    They are listed behind the cells, so that the part is looked through once before its cells are read.
    """
    found: set[tuple[int, int, int, int]] = set()
    rest = b""
    for block in workbook.package.blocks(sheet.part):
        window = rest + block
        if b"mergeCell" in window:
            for left, top, right, bottom in _MERGED.findall(window):
                found.add((min(int(top), _LAST_ROW), min(int(bottom), _LAST_ROW), _column(left), _column(right)))
        rest = block[-256:] if len(block) == BLOCK else window[-256:]
    return [Merge(*corners) for corners in sorted(found, reverse=True)]


def _column(letters: str | bytes) -> int:
    column = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        column = column * 26 + letter - 64
    return column - 1


class _SheetReader:
    """Turns the elements of a sheet into rows of values."""

    def __init__(self, workbook: Workbook, sheet: SheetEntry) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._columns: dict[str, int] = {}
        self._ready: list[tuple[int, list[Value]]] = []
        self._row: list[Value] = []
        self._number = 0
        self._next = 0
        self._cell: dict[str, str] = {}
        self._formula: str | None = None
        self._value: list[str] | None = None
        self._text: list[str] = []
        self._phonetic = False
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._start_row, "c": self._start_cell, "v": self._start_value, "f": self._start_formula,
            "t": self._start_text, "rPh": self._start_phonetic,
        }  # fmt: skip
        self._ends: dict[str, Callable[[], None]] = {
            "row": self._end_row, "c": self._end_cell, "v": self._end_value, "f": self._end_formula,
            "t": self._end_text, "rPh": self._end_phonetic,
        }  # fmt: skip
        self._parser = create_parser(self._start)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def rows(self) -> Iterator[tuple[int, list[Value]]]:
        """Number and values of each row that holds anything."""
        for _ in self._workbook.package.parse(self._sheet.part, self._parser):
            yield from self._ready
            self._ready.clear()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self._starts.get(name) or self._starts.get(name.rpartition(":")[2])
        if handler:
            handler(attributes)

    def _end(self, name: str) -> None:
        handler = self._ends.get(name) or self._ends.get(name.rpartition(":")[2])
        if handler:
            handler()

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        at = int(number) if number.isdecimal() else self._number + 1
        if not self._number < at <= _LAST_ROW:
            raise self._workbook.package.damaged(self._sheet.part)
        self._number, self._row, self._next = at, [], 0

    def _end_row(self) -> None:
        row = self._row
        while row and (row[-1] is None or row[-1] == ""):
            row.pop()
        if row:
            self._ready.append((self._number, row))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._cell = attributes
        self._formula = self._value = None
        self._text = []

    def _start_value(self, _: dict[str, str]) -> None:
        self._value = []
        self._parser.CharacterDataHandler = self._value.append

    def _end_value(self) -> None:
        self._parser.CharacterDataHandler = None

    def _start_formula(self, _: dict[str, str]) -> None:
        self._text = []
        self._parser.CharacterDataHandler = self._text.append

    def _end_formula(self) -> None:
        self._parser.CharacterDataHandler = None
        self._formula = "=" + "".join(self._text)
        self._text = []

    def _start_text(self, _: dict[str, str]) -> None:
        if not self._phonetic:
            self._parser.CharacterDataHandler = self._text.append

    def _end_text(self) -> None:
        self._parser.CharacterDataHandler = None

    def _start_phonetic(self, _: dict[str, str]) -> None:
        self._phonetic = True

    def _end_phonetic(self) -> None:
        self._phonetic = False

    def _end_cell(self) -> None:
        cell = self._cell
        reference = cell.get("r")
        column = self._locate(reference) if reference else self._next
        self._next = column + 1
        value = self._read(cell.get("t", "n"))
        style = self._style(cell.get("s"))
        if style.is_date and isinstance(value, (int, float)) and not isinstance(value, bool):
            value = read_day(value, self._workbook.since_1904) or value
        shown = "" if value is None or isinstance(value, (str, bool)) else style.format
        if self._formula is not None or shown:
            self._put(column, Cell(value, shown, self._formula or ""))
        elif value is not None:
            self._put(column, value)

    def _put(self, column: int, value: Value) -> None:
        row = self._row
        if column == len(row):
            row.append(value)
            return
        if column > len(row):
            row.extend([None] * (column + 1 - len(row)))
        row[column] = value

    def _locate(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if letters not in self._columns:
            if not re.fullmatch("[A-Z]{1,3}", letters) or _column(letters) >= _LAST_COLUMN:
                raise self._workbook.package.damaged(self._sheet.part)
            self._columns[letters] = _column(letters)
        return self._columns[letters]

    def _style(self, number: str | None) -> Style:
        if number is None:
            return _NO_STYLE
        styles = self._workbook.styles
        at = int(number) if number.isdecimal() else -1
        return styles[at] if 0 <= at < len(styles) else _NO_STYLE

    def _read(self, kind: str) -> Raw:
        if kind == "inlineStr":
            return unescape("".join(self._text))
        if self._value is None:
            return None
        text = "".join(self._value)
        if kind in ("s", "n", "b"):
            return self._read_stored(kind, text.strip())
        if kind == "d":
            return _read_iso(text)
        return unescape(text)

    def _read_stored(self, kind: str, text: str) -> Raw:
        if not text:
            return None
        try:
            if kind == "s":
                return self._workbook.strings[int(text)]
            if kind == "b":
                return text in ("1", "true")
            return _read_number(text)
        except (ValueError, IndexError) as error:
            raise self._workbook.package.damaged(self._sheet.part) from error


_NO_STYLE = Style()


def _read_number(text: str) -> int | float:
    """A number with the 15 digits that spreadsheets compute and show; what is stored beyond them is noise."""
    if len(text) <= _EXACT and text.lstrip("-").isdecimal():
        return int(text)
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    if len(text) <= _EXACT:
        return number
    number = float(format(number, f".{_EXACT}g"))
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _read_iso(text: str) -> date | datetime | str:
    try:
        moment = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        return text
    return moment if moment.time() != datetime.min.time() else moment.date()
