"""Sheets of a workbook, read with openpyxl: rows of values that say how they are shown."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import datetime, time, timedelta
from itertools import islice, repeat
from pathlib import Path
from typing import Any, TypeVar, Union
from xml.parsers import expat
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.cell_range import CellRange

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

_BATCH = 500

T = TypeVar("T")
Value = Union[Raw, Cell]


def open_workbook(source: str, path: Path, **how: bool) -> Any:
    """A workbook of openpyxl, to be closed.

    Args:
        source: the path as the user named it.
        path: the same path, of a package that was checked.
        **how: what openpyxl is told besides to stream.

    Raises:
        SourceError: if it can't be read.
    """
    return _attempt(Place(source), lambda: load_workbook(path, read_only=True, keep_links=False, **how))


def lost_sheets(source: str, path: Path, workbook: Any) -> Iterator[str]:
    """The names of sheets that a workbook lists but openpyxl passed over, because their part of the file is gone.

    Args:
        source: the path as the user named it.
        path: the same path.
        workbook: what `open_workbook` made of it.

    Raises:
        SourceError: if it can't be read.
    """

    def listed() -> list[str]:
        reader = ExcelReader(path, read_only=True, keep_links=False)
        with closing(reader.archive):
            reader.read_manifest()
            reader.read_workbook()
            return [sheet.name for sheet in reader.parser.sheets]

    return (name for name in _attempt(Place(source), listed) if name not in workbook.sheetnames)


def read_rows(source: str, path: Path, sheet: Any) -> Iterator[GridRow]:
    """The rows of a sheet from its first to the last that holds anything, each without its empty end.

    Args:
        source: the path as the user named it.
        path: the same path.
        sheet: the sheet of openpyxl, with the cached values of formulas.

    Raises:
        SourceError: if the sheet is damaged.
    """
    place = Place(source, sheet=sheet.title)
    ranges, has_formulas = _attempt(place, lambda: _survey(path, sheet))
    with ExitStack() as opened:
        rows: Iterator[list[Value]] = map(_read_cells, _cells(sheet), repeat(sheet.parent.epoch))
        if has_formulas:
            formulas = opened.enter_context(closing(open_workbook(source, path)))
            rows = map(_add_formulas, rows, _cells(formulas[sheet.title]))
        merges, done = _Merges(ranges, place), 0
        for number, row in enumerate(_guarded(place, rows), 1):
            while row and row[-1] in (None, ""):
                row.pop()
            if row:
                yield from (tuple(merges.fill(empty, [])) for empty in range(done + 1, number))
                yield tuple(merges.fill(number, row))
                done = number


def _attempt(place: Place, do: Callable[[], T]) -> T:
    """What openpyxl does, without its warnings about what it leaves out; it fails in too many ways to name."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return do()
    except Exception as error:
        code = "adapters.damaged-part" if place.sheet else "adapters.damaged"
        raise SourceError(problem(code, place, part=place.sheet)) from error


def _guarded(place: Place, rows: Iterator[T]) -> Iterator[T]:
    while batch := _attempt(place, lambda: list(islice(rows, _BATCH))):
        yield from batch


def _survey(path: Path, sheet: Any) -> tuple[list[CellRange], bool]:
    """What openpyxl doesn't tell when streaming: the merged ranges of a sheet, and whether it has formulas.

    Rows and cells out of order, which openpyxl would pass over in silence, are an error.
    """
    ranges: list[CellRange] = []
    has_formulas = False
    last = {"row": (0, ""), "c": (0, "")}

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal has_formulas
        name = tag.rpartition(":")[2]
        if name == "f":
            has_formulas = True
        elif name == "mergeCell":
            ranges.append(CellRange(attributes["ref"]))
        elif name in last and (at := attributes.get("r")):
            if (len(at), at) <= last[name]:
                raise ValueError(at)
            last[name] = (len(at), at)
        if name == "row":
            last["c"] = (0, "")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    with ZipFile(path) as archive, archive.open(sheet._worksheet_path) as part:
        parser.ParseFile(part)
    return ranges, has_formulas


def _cells(sheet: Any) -> Iterator[Any]:
    # Many programs write wrong dimensions, beyond which nothing would be read.
    sheet.reset_dimensions()
    return iter(sheet.rows)


def _read_cells(cells: Iterable[Any], epoch: datetime) -> list[Value]:
    return [None if cell.value is None and cell.data_type != "str" else _read_cell(cell, epoch) for cell in cells]


def _add_formulas(row: list[Value], cells: Sequence[Any]) -> list[Value]:
    """The same row, in which cells with a formula, which openpyxl tells only instead of values, have both."""
    for column, cell in enumerate(cells):
        if cell.data_type == "f":
            value = row[column]
            known = value if isinstance(value, Cell) else Cell(value)
            row[column] = known._replace(formula=str(getattr(cell.value, "text", cell.value)))
    return row


def _read_cell(cell: Any, epoch: datetime) -> Value:
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

    def __init__(self, ranges: Iterable[CellRange], place: Place) -> None:
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
