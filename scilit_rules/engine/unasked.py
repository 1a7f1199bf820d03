"""Cells of forms that can't be read and that no finding speaks of, so that nobody would hear of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from scilit_rules.facts.collection import Collected
from scilit_rules.model.fact import Doubt
from scilit_rules.model.finding import Finding
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import problem

_MOST_TOLD = 5


def unasked(collected: Collected, findings: Iterable[Finding], about: Collection[str] | None) -> list[Problem]:
    """A problem for each such cell; of many in one sheet only the first are told one by one.

    Args:
        collected: what was read.
        findings: what was found.
        about: ids of the only subjects that are told of; None for all.
    """
    heard = {place for finding in findings for place in finding.places}
    by_sheet: dict[tuple[str, str], list[tuple[Doubt, Place]]] = defaultdict(list)
    for doubt in collected.doubts:
        if about is None or doubt.subject in about:
            for place in doubt.places:
                if place.source in collected.forms and place not in heard:
                    by_sheet[place.source, place.sheet or ""].append((doubt, place))
    found: list[Problem] = []
    for doubts in by_sheet.values():
        found += [Problem(doubt.message, place, level=ProblemLevel.WARNING) for doubt, place in doubts[:_MOST_TOLD]]
        if len(doubts) > _MOST_TOLD:
            more = doubts[_MOST_TOLD:]
            found.append(problem("facts.more-unreadable", more[0][1], level=ProblemLevel.WARNING, count=len(more),
                                 others=[place for _, place in more[1:_MOST_TOLD]]))
    return found
