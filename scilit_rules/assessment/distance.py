"""How far subjects are from compliance: what each gap takes, and the shortest way past it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from scilit_rules.assessment.comparison import side_by_side
from scilit_rules.model.condition import (
    All,
    AnyOf,
    AtLeastOf,
    Condition,
    Leaf,
    Not,
    combine,
    leaves,
)
from scilit_rules.model.distance import Distance, Hurdle, Moved, Step
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.funds import last_year, money_of, shortfall, together
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Plan
from scilit_rules.model.report import Report
from scilit_rules.model.words import (
    Disposition,
    JudgedBy,
    Nature,
    Need,
    ObligationKind,
    ScheduleKind,
    Severity,
    Status,
)
from scilit_rules.problems import must_be_report, must_know_rules

_BLOCKING = (Status.UNMET, Status.UNKNOWN, Status.NEEDS_REVIEW)
_SEVERITIES = tuple(Severity)
_NEEDS = tuple(Need)
_PAPERS = (ObligationKind.INSTITUTION, ObligationKind.PHASE)
_MEASURED = (ObligationKind.TARGET, ObligationKind.MONITORING)
_DAYS, _PERCENT = "天", "%"


def distances(report: Report) -> tuple[Distance, ...]:
    """How far every subject of a report is from compliance, in the order of the report.

    What is waived is no hurdle, and a gap that two obligations show is one. What nobody could judge is one, for
    compliance can't be shown without it.

    Raises:
        UsageError: if it is no report of ``check``; one that was read from a file does not know its conditions.
    """
    must_know_rules(report)
    by_subject: dict[str, list[Hurdle]] = {subject.id: [] for subject in report.subjects}
    for finding in report.counted:
        if finding.status in _BLOCKING and finding.disposition is not Disposition.WAIVED:
            steps = _steps(finding, report.plan.obligations[finding.obligation], report.plan, report.as_of)
            by_subject[finding.subject].append(Hurdle(finding, tuple(steps)))
    return tuple(_distance(id, hurdles, report.plan) for id, hurdles in by_subject.items())


def moved(before: Report, after: Report) -> tuple[Moved, ...]:
    """The findings that differ between two reports, as on facts as they are and as they might be.

    Raises:
        UsageError: if either is no report.
    """
    must_be_report(before)
    must_be_report(after)
    pairs = side_by_side(before.findings, after.findings)
    return tuple(Moved(one, other) for one, other in pairs if _told(one) != _told(other))


def _told(finding: Finding | None) -> object:
    if finding is None:
        return None
    return finding.status, finding.disposition, finding.reason, finding.gap, finding.attested, finding.wanted


def _distance(subject: str, hurdles: Sequence[Hurdle], plan: Plan) -> Distance:
    ordered = sorted(hurdles, key=lambda hurdle: _gravity(hurdle, plan))
    ahead = tuple(hurdle for hurdle in ordered if not hurdle.past)
    past = tuple(hurdle for hurdle in ordered if hurdle.past)
    return Distance(subject, ahead, past, _money(ahead, plan), _money(past, plan))


def _gravity(hurdle: Hurdle, plan: Plan) -> tuple[int, bool, int, Decimal]:
    """The gravest first, gaps before questions, then by what they take, the most money first."""
    finding = hurdle.finding
    severity = plan.obligations[finding.obligation].binding.severity
    return (_SEVERITIES.index(severity), not finding.is_gap, min(map(_NEEDS.index, hurdle.needs)),
            -(hurdle.money or Decimal(0)))


def _money(hurdles: Iterable[Hurdle], plan: Plan) -> Decimal:
    return together(shortfall(step.facts[0], hurdle.finding.period, step.money, plan.vocabulary)
                    for hurdle in hurdles for step in hurdle.steps if step.money is not None)


def _steps(finding: Finding, obligation: Obligation, plan: Plan, as_of: date) -> Iterator[Step]:
    undecided = finding.status in (Status.UNKNOWN, Status.NEEDS_REVIEW)
    if undecided and obligation.judged_by is JudgedBy.PERSON:
        yield Step(Need.REVIEW, (obligation.id,))
    elif finding.status is Status.UNKNOWN:
        yield Step(Need.DATA, finding.wanted or (obligation.id,))
    elif finding.status is Status.NEEDS_REVIEW:
        yield Step(Need.DOCUMENT, (obligation.id,))
    elif obligation.require is None:
        past = _is_over(obligation, finding, None, as_of)
        yield Step(Need.WORK, (obligation.id,), past=past)
        proof = obligation.attest.proof.count if obligation.attest else 0
        if len(finding.evidence) < proof:
            yield Step(Need.DOCUMENT, (obligation.id,), past=past)
    else:
        way = _Way(finding, obligation, plan, as_of)
        yield from way.shortest() or (Step(Need.WORK, (obligation.id,)),)


class _Way:
    """The ways to meet one requirement."""

    def __init__(self, finding: Finding, obligation: Obligation, plan: Plan, as_of: date) -> None:
        self._finding = finding
        self._obligation = obligation
        self._plan = plan
        self._as_of = as_of

    def shortest(self) -> tuple[Step, ...]:
        """What to do at least: the fewest steps that are not too late, then the least money."""
        condition, checks = self._obligation.require, self._finding.checks
        if condition is None or len(list(leaves(condition))) != len(checks):
            return ()
        return self._of(condition, iter(checks))

    def _of(self, condition: Condition, checks: Iterator[Check]) -> tuple[Step, ...]:
        if isinstance(condition, (All, AnyOf, AtLeastOf)):
            parts = [self._of(part, checks) for part in condition.parts]
            count = {All: len(parts), AnyOf: 1}.get(type(condition), 0)
            wanted = condition.count if isinstance(condition, AtLeastOf) else count
            chosen = sorted(parts, key=_cost)[:wanted]
            return tuple(step for steps in parts if any(steps is one for one in chosen) for step in steps)
        if isinstance(condition, Not):
            inside = [next(checks) for _ in leaves(condition.part)]
            if combine(condition, iter([check.truth for check in inside])) is True:
                return ()
            return tuple(self._step(check) for check in inside)
        return self._leaf(condition, next(checks))

    def _leaf(self, leaf: Leaf, check: Check) -> tuple[Step, ...]:
        return () if check.truth is True else (self._step(check),)

    def _step(self, check: Check) -> Step:
        fact = check.comparison.fact
        if check.truth is None:
            return Step(Need.DATA, (fact,), check)
        need, money = self._need(check)
        past = _is_late(check) or _is_over(self._obligation, self._finding, _nature(fact, self._plan), self._as_of)
        return Step(need, (fact,), check, money, past)

    def _need(self, check: Check) -> tuple[Need, Decimal | None]:
        gap, kind = check.gap, self._obligation.kind
        money = money_of(gap)
        if money is not None:
            return Need.MONEY, money
        if kind is ObligationKind.FUNDING:
            return Need.MONEY, None
        if gap is not None and gap.unit == _PERCENT and kind in _MEASURED:
            return Need.TIME, None
        if kind in _PAPERS or self._obligation.proof.count:
            return Need.DOCUMENT, None
        return Need.WORK, None


def _cost(steps: Sequence[Step]) -> tuple[bool, int, Decimal]:
    return (any(step.past for step in steps), len(steps), sum((step.money or Decimal(0) for step in steps), Decimal(0)))


def _nature(fact: str, plan: Plan) -> Nature | None:
    spec = plan.vocabulary.get(fact)
    return spec.nature if spec is not None else None


def _is_over(obligation: Obligation, finding: Finding, nature: Nature | None, as_of: date) -> bool:
    """Whether only facts of a time that is over would count for a finding."""
    schedule = obligation.schedule
    if schedule.repeats or schedule.kind is ScheduleKind.IN:
        return int(last_year(finding.period)) < as_of.year
    return nature is Nature.YEARLY and schedule.due.year < as_of.year


def _is_late(check: Check) -> bool:
    """Whether something was done after the last day on which it counted: it can't be undone."""
    if check.gap is None or check.gap.unit != _DAYS or not isinstance(check.actual, date):
        return False
    bounds = [primitive.constant for primitive in check.comparison.primitives]
    days = [bound for bound in bounds if isinstance(bound, date)]
    return any(check.actual > day for day in days)
