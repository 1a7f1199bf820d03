"""Cells that hold what nobody reads: of types that no file has, put there by programs, and texts without end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from scilit_rules.model.grid import UNREADABLE, Cell, Grid, GridRow, Raw
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import MOST_TOLD, more_alike

PLAIN: frozenset[type] = frozenset({str, int, float, bool, Decimal, date, type(None)})
"""The types of cells that need no look."""

MOST_LETTERS = 10_000
"""How long a text in a cell may be; a return has a few hundred, and each pattern goes over all of them."""

_READABLE = (int, float, Decimal, date)


def is_long(row: Sequence[object]) -> bool:
    """Whether a text in a row is longer than is read."""
    return any(type(cell) is str and len(cell) > MOST_LETTERS for cell in row)


class OddCells:
    """Finds them in one table.

    Args:
        grid: the table.
    """

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._found: list[Problem] = []
        self._more: Counter[str] = Counter()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """One for each, of many only for the first."""
        firsts = {found.code: found.place for found in reversed(self._found)}
        more = (more_alike(code, count, firsts[code], ProblemLevel.INFO) for code, count in self._more.items())
        return (*self._found, *more)

    def replaced(self, row: object, number: int) -> GridRow:
        """A row in which nothing is left that can't be read.

        Args:
            row: the row.
            number: its number, from 0.
        """
        if isinstance(row, (str, bytes, Mapping)) or not isinstance(row, Iterable):
            self._tell("adapters.odd-row", number, 0, ProblemLevel.ERROR, given=type(row).__name__)
            return ()
        cells = [self._cell(cell, number, column) for column, cell in enumerate(row)]
        return cells if isinstance(row, list) else tuple(cells)

    def _cell(self, cell: object, number: int, column: int) -> Raw | Cell:
        value = cell.value if isinstance(cell, Cell) else cell
        # Whoever reads its column meets an error there, which is in doubt; most such columns are read by nobody.
        if isinstance(value, str):
            if len(value) <= MOST_LETTERS:
                # What a program made of text may do anything when it is asked for its letters.
                return cell if isinstance(cell, Cell) or type(cell) is str else str.__str__(value)
            self._tell("adapters.cell-too-long", number, column, ProblemLevel.INFO, letters=len(value),
                       limit=MOST_LETTERS)
            return UNREADABLE
        if value is None or isinstance(value, _READABLE):
            return cell  # type: ignore[return-value]  # just looked at
        self._tell("adapters.odd-cell", number, column, ProblemLevel.INFO, given=type(value).__name__)
        return UNREADABLE

    def _tell(self, code: str, number: int, column: int, level: ProblemLevel, **args: object) -> None:
        if level is ProblemLevel.ERROR or sum(found.code == code for found in self._found) < MOST_TOLD:
            self._found.append(Problem(Message(code, args), self._grid.place(number, column), level=level))
        else:
            self._more[code] += 1
