"""Data as an adapter found it: a grid of cells, each with its place, nothing read into them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, Union

from scilit_rules.model.place import Place

Raw = Union[str, int, float, bool, Decimal, date, datetime, None]


UNREADABLE = "#VALUE!"
"""What stands in the place of a cell that can't be read: like an error of a workbook, neither a value nor nothing."""
FIRST_EPOCH = 1900
"""The year from which workbooks usually count days."""


class Cell(NamedTuple):
    """A cell of which more is known than its value.

    Args:
        value: the stored value.
        format: the number format that it is shown with, such as ``0.00%``.
        formula: its formula, where it has one; ``value`` is then the cached result, or None without one.
        merged: the merged range that it is part of, such as ``D2:D3``, where its value may be a number.
        comment: what somebody noted on it.
        struck: whether its text is struck out.
    """

    value: Raw
    format: str = ""
    formula: str = ""
    merged: str = ""
    comment: str = ""
    struck: bool = False


GridRow = Sequence[Union[Raw, Cell]]


@dataclass(slots=True)
class Grid:
    """Rows of cells as found; which row holds the headers is for the reader to see.

    Args:
        source: the file, or URL, as the user named it.
        rows: the rows, each as long as it happens to be; merged cells repeat the value of their first cell.
        sheet: the sheet of a workbook; cells are then named ``C5``.
        lines: the line in the file on which each row begins, or its number on the sheet, from 1, where rows and lines
            differ.
        pointers: for structured data, the pointer to each row's object; columns are then named by ``keys``.
        keys: the keys of the columns of structured data, which its first row repeats as its headers. One that begins
            with ``/`` is a path from the row's object, in which ``..`` leads to the object around it; an empty one is
            the object itself.
        first_row: the number of the first row, from 1.
        epoch: the year from which numbers that stand for days count them: 1900, or 1904.
    """

    source: str
    rows: Iterable[GridRow]
    sheet: str | None = None
    lines: Sequence[int] | None = None
    pointers: Sequence[str] | None = None
    keys: Sequence[str] = ()
    first_row: int = 1
    epoch: int = FIRST_EPOCH

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands; both numbers count from 0.

        In a text file the place is the line of the row and the number of the field, from 1.
        """
        if self.sheet is not None:
            return Place(self.source, sheet=self.sheet, cell=f"{column_letters(column)}{self._line(row)}")
        if self.pointers is not None:
            base = self.pointers[row] if row < len(self.pointers) else ""
            key = self.keys[column] if column < len(self.keys) else str(column)
            return Place(self.source, line=self.lines[row] if self.lines else None, pointer=_pointer(base, key))
        return Place(self.source, line=self._line(row), column=column + 1)

    def _line(self, row: int) -> int:
        return self.lines[row] if self.lines is not None else row + self.first_row


def _pointer(base: str, key: str) -> str:
    if key and not key.startswith("/"):
        return f"{base}/{key.replace('~', '~0').replace('/', '~1')}"
    while key.startswith("/../"):
        base, key = base.rpartition("/")[0], key[3:]
    return base + key


def column_letters(column: int) -> str:
    """The letters of a column of a sheet, counted from 0: A, B, …, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
