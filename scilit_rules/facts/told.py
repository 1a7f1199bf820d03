"""How many problems of each kind a table had: only the first are told one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import MOST_TOLD, more_alike


class Told:
    """Counts them.

    Args:
        place: the table.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._counts: Counter[str] = Counter()
        self._levels: dict[str, ProblemLevel] = {}
        self._all = 0

    def __len__(self) -> int:
        return self._all

    def is_new(self, code: str, level: ProblemLevel) -> bool:
        """Takes note of one; returns whether it is among the first of its kind.

        Args:
            code: the code of its message.
            level: how much it weighs.
        """
        self._all += 1
        self._counts[code] += 1
        self._levels[code] = level
        return self._counts[code] <= MOST_TOLD

    def more(self) -> Iterator[Problem]:
        """What stands for those that are not told one by one."""
        for code, count in self._counts.items():
            if count > MOST_TOLD:
                yield more_alike(code, count - MOST_TOLD, self._place, self._levels[code])
