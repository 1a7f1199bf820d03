"""Sheets of a workbook, read with openpyxl: rows of values that say how they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime, time, timedelta
from itertools import repeat
from typing import Any, Union

from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

from scilit_rules.adapters.comments import cell_comments
from scilit_rules.gate.sheets import Merge, Sheet
from scilit_rules.gate.workbooks import Workbook, guarded
from scilit_rules.model.grid import Cell, GridRow, Raw
from scilit_rules.model.place import Place
from scilit_rules.problems import SourceError, problem

# These numbers mean Chinese dates in the workbooks of Chinese offices, and are written there without their code.
_CHINESE_DATES = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'), **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
}  # fmt: skip
_SILENT = ("General", "@")
_EXACT = 15
_WIDEST_MERGE = 1_024
_MOST_MERGED = 5_000_000

Value = Union[Raw, Cell]


def read_rows(workbook: Workbook, sheet: Any) -> Iterator[GridRow]:
    """The rows of a sheet from its first to the last that holds anything, each without its empty end.

    Args:
        workbook: the workbook.
        sheet: the sheet of openpyxl, with the cached values of formulas.

    Raises:
        SourceError: if the sheet is damaged, or not to be read.
    """
    place = Place(workbook.package.source, sheet=sheet.title)
    survey = workbook.survey(sheet)
    comments = cell_comments(workbook.package.archive, sheet._worksheet_path)
    if comments is None:
        raise SourceError(problem("adapters.damaged-part", place, part=sheet.title))
    with ExitStack() as opened:
        rows: Iterator[list[Value]] = map(_read_cells, _cells(sheet, survey), repeat(_Book(sheet.parent)))
        if survey.has_formulas:
            formulas = opened.enter_context(workbook.formulas())
            rows = map(_add_formulas, rows, _cells(formulas[sheet.title], survey))
        merges, done = _Merges(survey.merges, place), 0
        for number, row in enumerate(guarded(place, rows), 1):
            for column, comment in comments.get(number, {}).items():
                _comment(row, column - 1, comment)
            while row and row[-1] in (None, ""):
                row.pop()
            if row:
                yield from (tuple(merges.fill(empty, [])) for empty in range(done + 1, number))
                yield tuple(merges.fill(number, row))
                done = number


def _cells(sheet: Any, survey: Sheet) -> Iterator[Any]:
    # Many programs write wrong dimensions, beyond which nothing would be read; styled rows without end hold nothing.
    sheet.reset_dimensions()
    return iter(sheet.iter_rows(max_row=survey.last_row)) if survey.last_row else iter(())


def _comment(row: list[Value], column: int, comment: str) -> None:
    if column < len(row):
        value = row[column]
        row[column] = value._replace(comment=comment) if isinstance(value, Cell) else Cell(value, comment=comment)


class _Book:
    """What cells have by reference to their workbook.

    Args:
        book: the workbook of openpyxl.
    """

    def __init__(self, book: Any) -> None:
        self.epoch = book.epoch
        self._struck = frozenset(number for number, font in enumerate(book._fonts) if font.strike)

    def strikes(self, cell: Any) -> bool:
        """Whether the font of a cell strikes it out."""
        return bool(self._struck) and cell.has_style and cell.style_array.fontId in self._struck


def _read_cells(cells: Iterable[Any], book: _Book) -> list[Value]:
    return [None if cell.value is None and cell.data_type != "str" else _read_cell(cell, book) for cell in cells]


def _add_formulas(row: list[Value], cells: Sequence[Any]) -> list[Value]:
    """The same row, in which cells with a formula, which openpyxl tells only instead of values, have both."""
    for column, cell in enumerate(cells):
        if cell.data_type == "f":
            value = row[column]
            known = value if isinstance(value, Cell) else Cell(value)
            row[column] = known._replace(formula=str(getattr(cell.value, "text", cell.value)))
    return row


def _read_cell(cell: Any, book: _Book) -> Value:
    value = _read_value(cell, book.epoch)
    if not book.strikes(cell):
        return value
    return value._replace(struck=True) if isinstance(value, Cell) else Cell(value, struck=True)


def _read_value(cell: Any, epoch: datetime) -> Value:
    value = cell.value
    if value is None:
        return ""  # The cached result of a formula that yields an empty text.
    if isinstance(value, str):
        return unescape(value)
    if isinstance(value, bool) or not cell.has_style:
        return _settle(value)
    code = _CHINESE_DATES.get(cell.style_array.numFmtId)
    if code and isinstance(value, (int, float)):
        value = _read_day(value, epoch)
    code = code or cell.number_format
    return _settle(value) if code in _SILENT else Cell(_settle(value), code)


def _settle(value: Any) -> Raw:
    """A value as the grid has it: numbers with the 15 digits that spreadsheets compute and show, days as dates."""
    if isinstance(value, float) or (isinstance(value, int) and abs(value) >= 10**_EXACT):
        number = float(format(float(value), f".{_EXACT}g"))
        return int(number) if number.is_integer() and abs(number) < 10**_EXACT else number
    if isinstance(value, datetime):
        return value if value.time() != time() else value.date()
    return str(value) if isinstance(value, (time, timedelta)) else value


def _read_day(serial: float, epoch: datetime) -> Any:
    try:
        return from_excel(serial, epoch)
    except (OverflowError, ValueError):
        return serial


def _shared(value: Value, range: str) -> Value:
    """The value of a merged range; a number, which may be one for all that the range covers, says so."""
    known = value if isinstance(value, Cell) else Cell(value)
    content = known.value
    is_number = isinstance(content, (int, float)) and not isinstance(content, bool)
    is_number = is_number or (isinstance(content, str) and any(character.isdigit() for character in content))
    return known._replace(merged=range) if is_number else value


class _Merges:
    """The merged ranges of a sheet; all of a range shows the value of its first cell."""

    def __init__(self, ranges: Iterable[Merge], place: Place) -> None:
        self._place = place
        self._filled = 0
        self._waiting = sorted(ranges, key=lambda merge: merge.min_row, reverse=True)
        self._open: list[tuple[int, int, int, Value]] = []

    def fill(self, number: int, row: list[Value]) -> list[Value]:
        """Fills the merged cells of a row; every row has its turn, from 1."""
        while self._waiting and self._waiting[-1].min_row <= number:
            merge = self._waiting.pop()
            left, right = merge.min_col - 1, min(merge.max_col, merge.min_col + _WIDEST_MERGE)
            value = row[left] if left < len(row) else None
            if value is not None:
                self._open.append((left, right, merge.max_row, _shared(value, merge.coord)))
        self._filled += sum(right - left for left, right, _, _ in self._open)
        if self._filled > _MOST_MERGED:
            raise SourceError(problem("adapters.merged-too-much", self._place, limit=_MOST_MERGED))
        for left, right, _, value in self._open:
            row.extend([None] * (right - len(row)))
            row[left:right] = [value] * (right - left)
        self._open = [still for still in self._open if still[2] > number]
        return row
