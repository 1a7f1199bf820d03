"""Indicators of long tables that the plan does not have."""

from __future__ import annotations

from scilit_rules.facts.cells import fold_name
from scilit_rules.facts.naming import Headings
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import problem

_MOST_TOLD = 3
_NAMES_TOLD = 5


class UnknownFacts:
    """Gathers them, to tell of a few each with what may be meant, and of many all at once.

    Args:
        headings: what indicators mean.
    """

    def __init__(self, headings: Headings) -> None:
        self._headings = headings
        self._rows: dict[str, list[tuple[str, Place]]] = {}

    def __contains__(self, name: str) -> bool:
        return fold_name(name) in self._rows

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, name: str, place: Place) -> None:
        """Takes note of one.

        Args:
            name: the indicator as written.
            place: where it stands.
        """
        self._rows.setdefault(fold_name(name), []).append((name, place))

    def problems(self) -> list[Problem]:
        """What is to be said of them."""
        first = [rows[0] for rows in self._rows.values()]
        if len(first) > _MOST_TOLD:
            places = [place for _, place in first[:_MOST_TOLD]]
            return [problem(
                "facts.unknown-facts", places[0], level=ProblemLevel.WARNING, others=places[1:], count=len(first),
                rows=sum(map(len, self._rows.values())), names=[name.strip() for name, _ in first[:_NAMES_TOLD]])]
        return [self._unknown(name, place) for name, place in first]

    def _unknown(self, name: str, place: Place) -> Problem:
        near = self._headings.near(name)
        return problem("facts.unknown-fact", place, level=ProblemLevel.WARNING, near=near, name=name)
