"""Tables that share one sheet: below one another, and side by side. Each has headings of its own."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from scilit_rules.facts.abreast import LONG_VALUES, NAMING, Abreast, Cut
from scilit_rules.facts.cells import fold_name, is_blank, spelled
from scilit_rules.facts.headers import is_number, is_title
from scilit_rules.facts.layout import SAMPLE
from scilit_rules.facts.naming import Heading, Headings, Part
from scilit_rules.facts.numbers import is_finite
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.titles import Spot
from scilit_rules.model.grid import Cell, Grid, GridRow

_ROWS = frozenset({Part.SUBJECT, Part.INDICATOR})
_ROLES = NAMING | {Part.SUBJECT_OR_UNIT, Part.VALUE}
_ABOUT_ROWS = _ROWS | {Part.SUBJECT_OR_UNIT, Part.PERIOD}
_TALLEST = 3
_LONGEST_HEADING = 120
_YEAR = re.compile(r"(?:19|20)\d{2}|[一二][0-9〇零一二三四五六七八九]{3}年|年度")
_UNIT = re.compile(r"单位:")
_OF_NUMBERS = re.compile(
    r"\((?:[百千万亿]*元|万?人次?|户|个|家|所|处|场|次|项|平方米|亩|%)\)$|(?:人数|总数|次数|数量|总量|总额|金额|面积|比例|比重|[^无]数|率)$"
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Block:
    """One of the tables of a sheet.

    Args:
        grid: the table, as if it stood alone.
        unclear: the heading beside it that leaves open of whom or what it is; None for none.
    """

    grid: Grid
    unclear: Spot | None = None


def tables_of(grid: Grid, headings: Headings, names: SubjectNames) -> list[Block]:
    """The tables of a sheet, each with the titles above it; the very grid where it has one table, or none.

    A table takes over what the titles above the first one say of all, unless its own say it.

    Args:
        grid: the sheet.
        headings: what headings mean.
        names: the names of subjects.
    """
    if grid.pointers is not None:
        return [Block(grid)]
    rows = grid.rows if isinstance(grid.rows, (list, tuple)) else list(grid.rows)
    finder = _Finder(headings, names)
    found = [table for stripe in finder.stripes(rows) for lower in finder.stacked(stripe)
             for table in finder.abreast(lower)]
    if len(found) == 1 and found[0].rows is rows:
        return [Block(grid if rows is grid.rows else replace(grid, rows=rows))]
    return [Block(_grid(grid, table), table.unclear) for table in found]


def _grid(grid: Grid, table: _Table) -> Grid:
    lines = [grid.lines[number] if grid.lines is not None else number + grid.first_row for number in table.numbers]
    return replace(grid, rows=table.rows, lines=lines)


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of a sheet, with their numbers on it."""

    rows: Sequence[GridRow]
    numbers: Sequence[int]
    unclear: Spot | None = None


_FEWEST = 2
_PAIR = 2


class _Finder:
    """Finds header rows, which part the tables of a sheet."""

    def __init__(self, headings: Headings, names: SubjectNames) -> None:
        self._headings = headings
        self._names = names

    def stripes(self, rows: Sequence[GridRow]) -> list[Sequence[GridRow]]:
        """A sheet cut at its empty columns, where there are headings of a table on both sides."""
        sample = rows[:SAMPLE]
        headers = [number for number, row in enumerate(sample) if self._is_header(row)]
        if not headers:
            return [rows]
        filled = {column for row in sample[headers[0] :] for column, cell in enumerate(row) if not is_blank(cell)}
        starts = [column for column in sorted(filled) if column - 1 not in filled]
        groups = pairwise([*starts, max(filled) + 1])
        own = [start for start, end in groups if any(self._names_rows(row[start:end]) for row in sample)]
        if len(own) < 2:
            return [rows]
        return [_masked(rows, set(range(*cut)), headers[0]) for cut in pairwise([0, *own[1:], _widest(rows)])]

    def stacked(self, rows: Sequence[GridRow]) -> list[_Table]:
        """A sheet, or a stripe of it, cut above the titles of each table that has headings of its own."""
        headers = self._headers(rows)
        if len(headers) < 2:
            return [_Table(rows, range(len(rows)))]
        starts, repeated = [0], set[int]()
        for before, header in pairwise(headers):
            top = self._top(rows, before, header)
            if top == header and _folded(rows[before]) == _folded(rows[header]):
                repeated.add(header)
            else:
                starts.append(top)
        rows = [() if number in repeated else row for number, row in enumerate(rows)]
        own = [range(*ends) for ends in pairwise([*starts, len(rows)])]
        sheet = [number for number in range(headers[0]) if any(not is_blank(cell) for cell in rows[number])]
        numbers = [own[0], *([*self._inherited(rows, sheet, below), *below] for below in own[1:])]
        return [_Table([rows[number] for number in table], table) for table in numbers]

    def _inherited(self, rows: Sequence[GridRow], sheet: Sequence[int], own: range) -> list[int]:
        """The titles of the sheet that say what those of a table leave open."""
        header = next((number for number in own if self._is_header(rows[number])), own.start)
        said = {kind for number in range(own.start, header) for kind in self._kinds(rows[number])}
        return [number for number in sheet if not said & self._kinds(rows[number])]

    def _kinds(self, row: GridRow) -> set[str]:
        """Of what the texts of a title speak: the year, the unit, the subject."""
        text = fold_name("\n".join(dict.fromkeys(spelled(cell) for cell in row)))
        about = {"year": _YEAR.search(text), "unit": _UNIT.search(text), "subject": self._names.mentioned(text)}
        return {kind for kind, found in about.items() if found}

    def abreast(self, block: _Table) -> list[_Table]:
        """A table cut where the headings that name its rows begin anew."""
        number = next((n for n, row in enumerate(block.rows[:SAMPLE]) if self._is_header(row)), None)
        if number is None:
            return self._pairs(block)
        header = block.rows[number]
        parts = [self._part(cell) for cell in header]
        found = Abreast(_folded(header), parts, block.rows[number + 1 : SAMPLE], self._names)
        cuts = found.tables(_widest(block.rows))
        return [_Table(_masked(block.rows, cut.columns, number), block.numbers, self._open(cut, number, header))
                for cut in cuts] or [block]

    def _pairs(self, block: _Table) -> list[_Table]:
        """A form without headings cut where further columns name facts whose values stand beside them."""
        first, columns = len(block.rows), list[int]()
        for number, row in enumerate(block.rows[:SAMPLE]):
            named = [column for column in range(len(row) - 1) if self._names_value(row, column)]
            first = min(first, number) if named else first
            columns = sorted({*columns, *named})
        starts = [column for before, column in pairwise([-_PAIR, *columns]) if column - before >= _PAIR]
        if len(starts) < _FEWEST:
            return [block]
        cuts = pairwise([0, *starts[1:], _widest(block.rows)])
        return [_Table(_masked(block.rows, range(*cut), first), block.numbers) for cut in cuts]

    def _names_value(self, row: GridRow, column: int) -> bool:
        """Whether a cell names a fact, and what stands right of it does not."""
        part, beside = self._part(row[column]), row[column + 1]
        return part is Part.FACT and not is_blank(beside) and self._part(beside) is not Part.FACT

    def _open(self, cut: Cut, number: int, header: GridRow) -> Spot | None:
        """The heading that leaves open of whom or what a table is."""
        at = cut.unclear
        return None if at is None else Spot(number, at, spelled(header[at]).strip())

    def _headers(self, rows: Sequence[GridRow]) -> list[int]:
        """The first header row of each table."""
        found: list[int] = []
        last, names = -_TALLEST, frozenset[int]()
        for number, row in enumerate(rows):
            texts = _words(row)
            if texts is None or len(texts) < _FEWEST:
                continue
            is_known = self._heads(texts)
            if not is_known and not self._is_headed_alike(row, texts, names):
                continue
            if number - last > 1:
                found.append(self._upper(rows, number, last) if is_known else number)
                names = self._row_names(row)
            last = number
        return found

    def _row_names(self, header: GridRow) -> frozenset[int]:
        """The columns of a header that say what its rows are of, and of when."""
        return frozenset(column for column, cell in enumerate(header) if self._part(cell) in _ABOUT_ROWS)

    def _is_headed_alike(self, row: GridRow, texts: Sequence[str], naming: frozenset[int]) -> bool:
        """Whether a row heads another table whose rows are of the same kind, but none of whose values is known."""
        if not naming:
            return False
        named = [cell for column, cell in enumerate(row) if column in naming and not is_blank(cell)]
        if named and all(self._part(cell) in _ABOUT_ROWS for cell in named):
            return len(texts) > len(named)
        others = [spelled(cell) for column, cell in enumerate(row) if column not in naming and not is_blank(cell)]
        return len(others) > 1 and not any(map(self._is_subject, named)) and all(map(_heads_numbers, others))

    def _is_subject(self, cell: object) -> bool:
        text = spelled(cell)  # type: ignore[arg-type]  # rows hold cells only
        return self._names.resolve(text) is not None or self._names.mentioned(text) is not None

    def _upper(self, rows: Sequence[GridRow], header: int, last: int) -> int:
        """The header row above which no further one belongs to the same table."""
        top = header
        while top - 1 > max(last, -1) and header - top < _TALLEST - 1 and self._is_upper(rows[top - 1]):
            top -= 1
        return top

    def _top(self, rows: Sequence[GridRow], before: int, header: int) -> int:
        """Where the titles of a table begin, below the last row of the table before."""
        named = {column for column, cell in enumerate(rows[before]) if self._part(cell) is Part.SUBJECT}
        top = header
        while top - 1 > before and self._is_above(rows[top - 1], named):
            top -= 1
        while top < header and all(map(is_blank, rows[top])):
            top += 1
        return top

    def _is_above(self, row: GridRow, named: set[int]) -> bool:
        """Whether a row may stand above a table: nothing, one text, or what says who reports."""
        texts = [(column, spelled(cell).strip()) for column, cell in enumerate(row) if not is_blank(cell)]
        if len({text for _, text in texts}) > 1:
            return is_title([text for _, text in texts])
        if not texts:
            return True
        column, text = texts[0]
        heading = self._read(text)
        is_record = column in named and heading is not None and heading.part is Part.SUBJECT_VALUES
        return not is_record and not is_number(text)

    def _is_header(self, row: GridRow) -> bool:
        texts = _words(row)
        return texts is not None and len(texts) >= _FEWEST and self._heads(texts)

    def _heads(self, texts: Sequence[str]) -> bool:
        """Whether the texts of a row head the columns of a table."""
        if not any(map(self._headings.may_head, texts)) or is_title(texts):
            return False
        read = [self._read(text) for text in texts]
        known = [heading for heading in read if heading is not None]
        if 2 * len(known) < len(texts):
            return False
        parts = {heading.part for heading in known}
        facts = sum(heading.part is Part.FACT for heading in known)
        if not parts & _ROLES:
            return facts == len(texts)
        return facts > 0 or (Part.INDICATOR in parts and bool(parts & LONG_VALUES))

    def _names_rows(self, row: GridRow) -> bool:
        """Whether a row is a header that says, too, what its rows are of."""
        return self._is_header(row) and any(self._part(cell) in _ROWS for cell in row)

    def _is_upper(self, row: GridRow) -> bool:
        texts = _words(row)
        if texts is None or len(texts) < 2 or is_title(texts):
            return False
        parts = {self._part(text) for text in texts}
        return bool(parts & _ROLES) or parts <= {Part.YEAR_VALUES, Part.FACT}

    def _part(self, cell: object) -> Part | None:
        heading = self._read(spelled(cell).strip())  # type: ignore[arg-type]  # rows hold cells only
        return None if heading is None else heading.part

    def _read(self, text: str) -> Heading | None:
        return self._headings.read(text) if 0 < len(text) <= _LONGEST_HEADING else None


def _heads_numbers(text: str) -> bool:
    """Whether a text can head nothing but numbers: it names their unit, or ends as a count, a share or an amount."""
    return _OF_NUMBERS.search(fold_name(text)) is not None


def _words(row: GridRow) -> list[str] | None:
    """The different texts of a row; None if it holds a number that is no year."""
    texts: dict[str, None] = {}
    for cell in row:
        value = cell.value if isinstance(cell, Cell) else cell
        if isinstance(value, (int, float, Decimal)) and not (is_finite(value) and _FIRST_YEAR <= value <= _LAST_YEAR):
            return None
        text = value.strip() if isinstance(value, str) else spelled(value)
        if is_number(text):
            return None
        if text:
            texts[text] = None
    return list(texts)


def _folded(row: GridRow) -> list[str]:
    return [fold_name(spelled(cell)) for cell in row]


def _widest(rows: Sequence[GridRow]) -> int:
    return max(map(len, rows), default=0)


def _masked(rows: Sequence[GridRow], kept: Container[int], header: int) -> list[GridRow]:
    """The rows with nothing outside of some columns; one text above all headings stays, because it is said of all."""
    masked: list[GridRow] = []
    for number, row in enumerate(rows):
        texts = {spelled(cell) for cell in row if not is_blank(cell)}
        stays = number < header and len(texts) == 1
        masked.append(row if stays else [cell if column in kept else None for column, cell in enumerate(row)])
    return masked
