"""Three kinds of not knowing: not returned, left blank, not usable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scilit_rules.model.finding import Finding
from scilit_rules.model.plan import Plan
from scilit_rules.model.returns import Return
from scilit_rules.model.subject import Subject
from scilit_rules.model.words import Absence, Reason, ReturnState, Status


class Absences:
    """Tells which kind of not knowing a finding is.

    Args:
        plan: the plan, whose vocabulary knows what is derived from the subjects below.
        subjects: who was judged.
        returns: what they sent.
    """

    def __init__(self, plan: Plan, subjects: Iterable[Subject], returns: Iterable[Return]) -> None:
        self._plan = plan
        self._returns = {one.subject: one for one in returns}
        self._children: dict[str, list[str]] = {}
        for subject in subjects:
            if subject.parent is not None:
                self._children.setdefault(subject.parent, []).append(subject.id)

    def of(self, finding: Finding) -> Absence | None:
        """The kind; None for a finding that is not unknown."""
        if finding.status is not Status.UNKNOWN:
            return None
        if finding.reason not in (None, Reason.MISSING):
            return Absence.NOT_USABLE
        returns = [self._returns[id] for id in self._asked(finding) if id in self._returns]
        if any(one.state is ReturnState.NOT_RETURNED for one in returns):
            return Absence.NOT_RETURNED
        return Absence.NOT_USABLE if any(one.unusable for one in returns) else Absence.BLANK

    def _asked(self, finding: Finding) -> Iterator[str]:
        """Whose return would have told: the subjects below, where it is their facts that are missing."""
        below = self._children.get(finding.subject, [])
        yield from below if below and self._is_of_children(finding) else [finding.subject]

    def _is_of_children(self, finding: Finding) -> bool:
        specs = [self._plan.vocabulary.get(check.comparison.fact) for check in finding.checks if check.truth is None]
        return bool(specs) and all(spec is not None and spec.derive is not None and spec.derive.kind.over_children
                                   for spec in specs)
