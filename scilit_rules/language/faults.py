"""Gathers everything that is wrong, so that an author sees all of it at once."""

from __future__ import annotations

from scilit_rules.model.problem import Problem
from scilit_rules.problems import RulesetError, in_order


class Faults:
    """The problems found so far, each once however often it was met."""

    def __init__(self) -> None:
        self._problems: dict[object, Problem] = {}

    def add(self, found: Problem) -> None:
        """Notes a problem; one that is already noted at the same place is not repeated."""
        self._problems.setdefault((found.message, found.place), found)

    def __len__(self) -> int:
        return len(self._problems)

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
