"""What keeps a finding undecided."""

from __future__ import annotations

from scilit_rules.model.condition import Condition, leaves, open_leaves
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.plan import Plan


def open_checks(finding: Finding, plan: Plan) -> tuple[Check, ...]:
    """The comparisons that keep a finding undecided.

    What is unknown beside a part that decides without it keeps nothing open, and is wanted by nobody.

    Args:
        finding: the finding.
        plan: the plan, which knows how its comparisons hang together.
    """
    obligation = plan.obligations.get(finding.obligation)
    require, when = (obligation.require, obligation.when) if obligation is not None else (None, None)
    # While it is open whether it applies at all, nobody asks for what it demands.
    return _open(when, finding.when_checks) or _open(require, finding.checks)


def _open(condition: Condition | None, checks: tuple[Check, ...]) -> tuple[Check, ...]:
    if condition is None or len(list(leaves(condition))) != len(checks):
        # A finding of another version of the plan: nobody knows how its comparisons hang together.
        return tuple(check for check in checks if check.truth is None)
    return tuple(checks[number] for number in open_leaves(condition, [check.truth for check in checks]))
