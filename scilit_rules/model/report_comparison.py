"""What became of the gaps of one report in the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from scilit_rules.model.finding import Finding
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Report
from scilit_rules.model.words import Disposition, Movement, RuleChange, Severity


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one gap.

    Args:
        movement: how it moved.
        before: the finding in the old report, or None where there was none.
        after: the finding in the new report, or None where there is none.
        rule: whether the obligation demands the same in both; if not, it is not the subject alone that changed.
    """

    movement: Movement
    before: Finding | None
    after: Finding | None
    rule: RuleChange = RuleChange.SAME

    @property
    def finding(self) -> Finding:
        """The newest finding that there is."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def id(self) -> str:
        """``subject/obligation/period``."""
        return self.finding.id

    @property
    def is_counted(self) -> bool:
        """Whether it counts: not where its gap is the one of an obligation that its own follows."""
        return self.finding.follows is None

    @property
    def is_of_another_rule(self) -> bool:
        """Whether the rule is certain to have changed, come or gone between the reports."""
        return self.rule in (RuleChange.CHANGED, RuleChange.ADDED, RuleChange.LEFT)

    @property
    def severity(self) -> Severity | None:
        """How much the gap weighs, or weighed before it closed."""
        return self.finding.severity or (self.before.severity if self.before else None)

    @property
    def is_new_and_open(self) -> bool:
        """Whether it is a gap that was none before, and nothing was decided about it."""
        newly = self.movement in (Movement.WORSENED, Movement.REOPENED, Movement.NEW)
        return newly and self.after is not None and self.after.disposition is Disposition.OPEN


@dataclass(frozen=True, slots=True)
class Moves:
    """How many gaps of one subject or body moved how.

    Args:
        name: the id of the subject, or the name of the body; empty for obligations without one.
        old: how many gaps there were.
        new: how many gaps there are.
        counts: how many changes of each movement; movements that do not occur count 0.
    """

    name: str
    old: int
    new: int
    counts: Mapping[Movement, int]


@dataclass(frozen=True, slots=True)
class ReportComparison:
    """What became of the gaps of one report in the next.

    Args:
        old: the earlier report.
        new: the later report.
        before: reports from before the old one, by which a new gap is known to be one that returned.
        changes: one for each gap of either report, by movement, subject, obligation and period.
        by_subject: the moves of each subject that either report judged.
        by_body: the moves of what each body answers for; a gap of several bodies counts for each.
        problems: what a reader must know before trusting it, such as that the rulesets differ.
        ledger: the ledger by which a new gap is known to be one that returned; empty for none.
    """

    old: Report
    new: Report
    before: tuple[Report, ...]
    changes: tuple[Change, ...]
    by_subject: tuple[Moves, ...]
    by_body: tuple[Moves, ...]
    problems: tuple[Problem, ...]
    ledger: str = ""

    @property
    def counts(self) -> Mapping[Movement, int]:
        """How many changes of each movement there are, a gap that two obligations show once; others count 0."""
        found = Counter(change.movement for change in self.changes if change.is_counted)
        return {one: found[one] for one in Movement}

    def failing(self, severities: frozenset[Severity] = frozenset({Severity.VIOLATION})) -> tuple[Change, ...]:
        """The new or returned gaps of these severities about which nothing was decided, each once."""
        found = [change for change in self.changes if change.is_new_and_open and change.severity in severities]
        ids = {change.id for change in found}
        return tuple(change for change in found if change.finding.follows not in ids)
