"""What a sheet of a workbook comes to, as its elements go by: how far it is filled, and what is merged."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping
from heapq import heappop, heappush
from typing import Any, NamedTuple

from scilit_rules.gate.limits import Limits
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.problems import problem

_MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
"""How many columns a sheet has at most."""
_BLANK_ROW = 16
"""As how many blank cells a blank row counts."""
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_CONTENT = frozenset({"v", "is", "f"})


class Merge(NamedTuple):
    """A merged range.

    Args:
        min_row: its first row, from 1.
        min_col: its first column, from 1.
        max_row: its last row.
        max_col: its last column.
        coord: the range as written.
    """

    min_row: int
    min_col: int
    max_row: int
    max_col: int
    coord: str


class Sheet:
    """Counts what a sheet has.

    Args:
        limits: how much it may have.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._fault: tuple[str, dict[str, Any]] | None = None
        self._row = self._column = 0
        self._is_filled = False
        self._filled = self._spanned = self._waiting = 0
        self.merges: list[Merge] = []
        self.has_formulas = False
        self.last_row = 0
        self.plain = range(0)
        """Where its first rows stand among its bytes, as far as they are plain; nowhere if the first is not."""

    @property
    def has_rows(self) -> bool:
        """Whether a row has gone by."""
        return self._row > 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Takes note of an element that begins."""
        if self._fault is not None:
            return
        if name == "c":
            self._start_cell(attributes.get("r"))
        elif name == "row":
            self._start_row(attributes.get("r"))
        elif name in _CONTENT:
            self._start_content(name)
        elif name == "mergeCell":
            self._add_merge(attributes.get("ref", ""))

    def add_row(self, number: int, last_column: int, filled: int, has_formulas: bool) -> None:
        """Takes note of a whole row at once.

        Args:
            number: its number.
            last_column: the column of its last cell, 0 without any, or -1 where its cells are not in order.
            filled: how many of its cells hold anything.
            has_formulas: whether any of them holds a formula.
        """
        if self._fault is not None:
            return
        self._begin_row(number)
        if last_column < 0:
            self._refuse("adapters.damaged-part")
        self._column = last_column
        # What follows belongs to none of its cells.
        self._is_filled = True
        self._filled += filled
        self.has_formulas |= has_formulas
        if filled:
            self.last_row = number

    def problem(self, place: Place) -> Problem | None:
        """Why the sheet is not read, or None if it can be; once all has gone by.

        Args:
            place: the sheet.
        """
        self._end_row()
        if self._fault is None and (two := _overlap(self.merges)) is not None:
            self._fault = ("gate.merges-overlap", {"one": two[0].coord, "other": two[1].coord})
        if self._fault is None:
            return None
        code, args = self._fault
        return problem(code, place, part=place.sheet, **args)

    def _start_row(self, at: str | None) -> None:
        following = self._row + 1 if at is None else 0
        self._begin_row(int(at) if at is not None and at.isdecimal() and len(at) < 8 else following)

    def _begin_row(self, row: int) -> None:
        self._end_row()
        # Rows out of order would be passed over in silence.
        if row <= self._row or row > _MOST_ROWS:
            self._refuse("adapters.damaged-part")
        # Rows that are left out are read as blank ones.
        self._waiting += (row - self._row - 1) * _BLANK_ROW
        self._row, self._column = row, 0

    def _end_row(self) -> None:
        if self.last_row < self._row:
            # At the end blank rows are not read.
            self._waiting += self._column + _BLANK_ROW
            return
        self._spanned += self._column + self._waiting
        self._waiting = 0
        if self._spanned - self._filled > self._limits.max_blank:
            self._refuse("gate.blank-cells", limit=self._limits.max_blank)

    def _start_cell(self, at: str | None) -> None:
        column = self._column + 1 if at is None else column_number(at)
        if column <= self._column or column > MOST_COLUMNS:
            self._refuse("adapters.damaged-part")
        self._column = column
        self._is_filled = False

    def _start_content(self, name: str) -> None:
        if name == "f":
            self.has_formulas = True
        if not self._is_filled:
            self._is_filled = True
            self._filled += 1
            self.last_row = self._row

    def _add_merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        corners = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
        if corners[0] is None or corners[1] is None:
            self._refuse("adapters.damaged-part")
            return
        rows = sorted(int(corner[2]) for corner in corners if corner)
        columns = sorted(column_number(corner[0]) for corner in corners if corner)
        self.merges.append(Merge(rows[0], columns[0], rows[1], columns[1], ref))
        if len(self.merges) > self._limits.max_merges:
            self._refuse("gate.too-many-merges", limit=self._limits.max_merges)

    def _refuse(self, code: str, **args: object) -> None:
        self._fault = self._fault or (code, args)
        self.merges = []


def column_number(at: str) -> int:
    """The number of a column, from 1, by its letters or the name of a cell in it."""
    number = 0
    for letter in at.lstrip("$")[:4]:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - ord("A") + 1
    return number


def _overlap(merges: Iterable[Merge]) -> tuple[Merge, Merge] | None:
    """Two ranges that share a cell, of which both would say what it shows; each range is looked at once."""
    columns: list[tuple[int, int, Merge]] = []
    ends: list[tuple[int, tuple[int, int, Merge]]] = []
    for merge in sorted(merges):
        while ends and ends[0][0] < merge.min_row:
            over = heappop(ends)[1]
            del columns[bisect_left(columns, over)]
        entry = (merge.min_col, merge.max_col, merge)
        at = bisect_left(columns, entry)
        # Those still open share no column with one another, so that only the nearest on each side can be met.
        for near in columns[max(at - 1, 0) : at + 1]:
            if near[0] <= merge.max_col and merge.min_col <= near[1]:
                return near[2], merge
        insort(columns, entry)
        heappush(ends, (merge.max_row, entry))
    return None
