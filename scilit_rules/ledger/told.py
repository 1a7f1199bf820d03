"""Problems of one kind that befall row after row: told up to a number, and then counted."""

from __future__ import annotations

from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.problems import problem

MOST_OF_A_KIND = 200


class Told:
    """Problems as they are found.

    Args:
        place: where the rest of a kind is, of which more are found than are told.
    """

    def __init__(self, place: Place) -> None:
        self._place = place
        self._problems: list[Problem] = []
        self._counts: dict[str, int] = {}

    def add(self, found: Problem) -> None:
        """Tells a problem, or counts it where enough of its kind are told."""
        count = self._counts[found.code] = self._counts.get(found.code, 0) + 1
        if count <= MOST_OF_A_KIND:
            self._problems.append(found)

    def wants(self, code: str) -> bool:
        """Whether one more of a kind would be told."""
        return self._counts.get(code, 0) < MOST_OF_A_KIND

    def all(self) -> tuple[Problem, ...]:
        """The problems, and how many more there are of a kind."""
        more = (problem("ledger.more-of-a-kind", self._place, count=count - MOST_OF_A_KIND, kind=code)
                for code, count in self._counts.items() if count > MOST_OF_A_KIND)
        return (*self._problems, *more)
