"""What one table may take: of time, and of what is wrong with it. More says that it is not what it was taken for."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.problems import problem

_ROWS_BETWEEN_LOOKS = 1_000


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be spent on one table.

    Args:
        max_problems: how many cells and rows of it may be wrong.
        max_seconds: how long it may take.
    """

    max_problems: int = 20_000
    max_seconds: float = 300.0


USUAL = Budget()


class Spent:
    """Watches over the budget of one table.

    Args:
        budget: the budget.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._rows = 0
        self._end = monotonic() + budget.max_seconds
        self._is_late = False

    def is_over(self, wrong: int) -> bool:
        """Whether the budget is spent, asked before each row.

        Args:
            wrong: how much was wrong so far.
        """
        self._rows += 1
        if self._rows % _ROWS_BETWEEN_LOOKS == 0:
            self._is_late = monotonic() > self._end
        return self._is_late or wrong > self._budget.max_problems

    def problem(self, place: Place) -> Problem:
        """What is told of a table that is given up.

        Args:
            place: the table.
        """
        if self._is_late:
            return problem("facts.too-slow", place, limit=int(self._budget.max_seconds), rows=self._rows)
        return problem("facts.too-many-problems", place, limit=self._budget.max_problems, rows=self._rows)
