"""Gathers everything that is wrong, so that an author sees all of it at once."""

from __future__ import annotations

from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.problems import RulesetError, in_order, problem

MOST_TOLD = 150
_OF_WHAT_IS_ABSENT = frozenset({"language.missing-key", "language.none-of"})


class Faults:
    """The problems found so far, each once however often it was met.

    What could not be read is told once, where it stands; what would only follow from it is not told. A pass that finds
    more than a person mends at once is broken off: files that strangers send may be wrong in as many places as they
    have characters.
    """

    def __init__(self) -> None:
        self._problems: dict[object, Problem] = {}
        self._met = 0
        self._holes: set[Place] = set()
        self._partly_read: set[Place] = set()

    def add(self, found: Problem) -> None:
        """Notes a problem; one that is already noted at the same place is not repeated.

        Raises:
            RulesetError: if so many are noted that no more are looked for, with these.
        """
        self._met += 1
        if found.place in self._holes or (found.code in _OF_WHAT_IS_ABSENT and found.place in self._partly_read):
            return
        self._problems.setdefault((found.message, found.place), found)
        if len(self._problems) >= MOST_TOLD:
            raise RulesetError((*self.problems, problem("language.broken-off", found.place, count=MOST_TOLD)))

    def leave_hole(self, place: Place) -> None:
        """Lets nothing more be said of the value at a place, for it could not be read."""
        self._holes.add(place)

    def note_partly_read(self, place: Place) -> None:
        """Lets nothing be missed in the value at a place, for not all of it could be read."""
        self._partly_read.add(place)

    def is_partly_read(self, place: Place) -> bool:
        """Whether not all of the value at a place could be read."""
        return place in self._partly_read

    def __len__(self) -> int:
        """How often something wrong was met, whether or not it was noted."""
        return self._met

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything noted, sorted by place."""
        return in_order(self._problems.values())

    def stop_if_any(self) -> None:
        """Ends the pass where anything was noted.

        Raises:
            RulesetError: with all problems.
        """
        if self._problems:
            raise RulesetError(self._problems.values())
