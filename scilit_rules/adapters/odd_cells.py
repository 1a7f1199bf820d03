"""Cells that hold what no cell of a file can: an application, or a plugin, put them there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from scilit_rules.model.grid import UNREADABLE, Cell, Grid, GridRow, Raw
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import MOST_TOLD, more_alike, problem

PLAIN: frozenset[type] = frozenset({str, int, float, bool, Decimal, date, type(None)})
"""The types of cells that need no look."""

_READABLE = (str, int, float, Decimal, date)


class OddCells:
    """Finds them in one table.

    Args:
        grid: the table.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._found: list[Problem] = []
        self._more = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """One for each, of many only for the first."""
        if not self._more:
            return tuple(self._found)
        return (*self._found, more_alike("adapters.odd-cell", self._more, self._found[0].place, ProblemLevel.INFO))

    def replaced(self, row: object, number: int) -> GridRow:
        """A row in which nothing is left that can't be read.

        Args:
            row: the row.
            number: its number, from 0.
        """
        if isinstance(row, (str, bytes, Mapping)) or not isinstance(row, Iterable):
            self._tell("adapters.odd-row", number, 0, row, ProblemLevel.ERROR)
            return ()
        cells = [self._cell(cell, number, column) for column, cell in enumerate(row)]
        return cells if isinstance(row, list) else tuple(cells)

    def _cell(self, cell: object, number: int, column: int) -> Raw | Cell:
        value = cell.value if isinstance(cell, Cell) else cell
        if value is None or isinstance(value, _READABLE):
            return cell  # type: ignore[return-value]  # just looked at
        # Whoever reads its column meets an error there, which is in doubt; most such columns are read by nobody.
        self._tell("adapters.odd-cell", number, column, value, ProblemLevel.INFO)
        return UNREADABLE

    def _tell(self, code: str, number: int, column: int, given: object, level: ProblemLevel) -> None:
        if len(self._found) < MOST_TOLD or level is ProblemLevel.ERROR:
            place = self._grid.place(number, column)
            self._found.append(problem(code, place, level=level, given=type(given).__name__))
        else:
            self._more += 1
