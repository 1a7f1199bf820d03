"""How grave what a consequence rests on is: of findings that are only warned of no violation is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scilit_rules.model.condition import All, AnyOf, AtLeastOf, Condition, Follows, Not, StatusIs
from scilit_rules.model.obligation import Consequence, Obligation
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import Severity, Status
from scilit_rules.problems import problem

_WEIGHTS = {Severity.NOTICE: 1, Severity.WARNING: 2, Severity.VIOLATION: 3}
_NO_GAP = 0
_HEAVIEST = max(_WEIGHTS.values())


def too_severe(consequences: Mapping[str, Consequence], obligations: Mapping[str, Obligation]) -> Iterator[Problem]:
    """Consequences that are violations and can hold where no violation stands behind them.

    Args:
        consequences: the consequences, each after those that it needs.
        obligations: the obligations whose findings they rest on.
    """
    grounds = _Grounds(obligations)
    for id, consequence in consequences.items():
        behind = grounds.least(consequence.when)
        grounds.known[id] = behind
        if consequence.severity is Severity.VIOLATION and behind < _HEAVIEST:
            yield problem("language.consequence-too-severe", consequence.place, id=id)


class _Grounds:
    """By consequence the weight of the gravest gap that is there however lightly its condition is met."""

    def __init__(self, obligations: Mapping[str, Obligation]) -> None:
        self._obligations = obligations
        self.known: dict[str, int] = {}

    def least(self, condition: Condition) -> int:
        if isinstance(condition, StatusIs):
            return self._of_finding(condition)
        if isinstance(condition, Follows):
            return self.known.get(condition.consequence, _HEAVIEST)
        if isinstance(condition, (All, AnyOf, AtLeastOf)):
            weights = sorted(map(self.least, condition.parts), reverse=isinstance(condition, All))
            needed = condition.count if isinstance(condition, AtLeastOf) else 1
            return weights[needed - 1] if 0 < needed <= len(weights) else _HEAVIEST
        return _NO_GAP if isinstance(condition, Not) else _HEAVIEST  # facts are refused elsewhere

    def _of_finding(self, condition: StatusIs) -> int:
        """The weight of a finding; one that nobody knows is told elsewhere and weighs as much as any."""
        if condition.status is not Status.UNMET:
            return _NO_GAP
        obligation = self._obligations.get(condition.finding)
        return _HEAVIEST if obligation is None else _WEIGHTS[obligation.binding.severity]
