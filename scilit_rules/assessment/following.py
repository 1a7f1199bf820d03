"""Gaps that two obligations show: the finding that follows another stays visible and is not counted again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from scilit_rules.model.finding import Finding
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Report
from scilit_rules.model.text import Message
from scilit_rules.model.words import Disposition, ProblemLevel, Severity, Status
from scilit_rules.problems import in_order

_Found = Mapping[tuple[str, str], list[Finding]]
_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


def mark_followers(report: Report) -> Report:
    """A report whose findings say with which other they are counted, and that says how many are.

    A finding is counted with that of the obligation that its own follows only where both say the same and neither
    hides anything: same status, no graver gap behind a lesser one, no open gap behind one that was decided about.
    Else it counts by itself.

    Args:
        report: the report, with all that was decided about its findings.
    """
    plan = report.plan
    followed = {one.follows for one in plan.obligations.values() if one.follows is not None}
    if not followed:
        return report
    known = _by_obligation(finding for finding in report.findings if finding.obligation in followed)
    findings = tuple(_marked(finding, plan, known) for finding in report.findings)
    counts = Counter(finding.obligation for finding in findings if finding.follows is not None)
    told = [_told(id, count, plan) for id, count in counts.items()]
    return replace(report, findings=findings, problems=in_order((*report.problems, *told)))


def _by_obligation(findings: Iterable[Finding]) -> _Found:
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.subject, finding.obligation), []).append(finding)
    return found


def _marked(finding: Finding, plan: Plan, known: _Found) -> Finding:
    name = plan.obligations[finding.obligation].follows
    first = None if name is None else _beside(finding, known.get((finding.subject, name), []))
    if first is None or not _shows(first, finding):
        return finding
    note = Message("assessment.follows", {"title": plan.obligations[first.obligation].title, "period": first.period})
    return replace(finding, follows=first.id, notes=(*finding.notes, note))


def _beside(finding: Finding, others: list[Finding]) -> Finding | None:
    """The finding on the same time; where the other obligation is judged at other times, its latest."""
    same = next((other for other in others if other.period == finding.period), None)
    return same or (others[-1] if others else None)


def _shows(first: Finding, finding: Finding) -> bool:
    """Whether the first finding shows all that the other would have counted for."""
    if first.status is not finding.status or finding.status is Status.ERROR:
        return False
    if finding.severity is not None and (first.severity is None or _RANKS[first.severity] > _RANKS[finding.severity]):
        return False
    return finding.disposition is not Disposition.OPEN or first.disposition is Disposition.OPEN


def _told(id: str, count: int, plan: Plan) -> Problem:
    obligation = plan.obligations[id]
    followed = plan.obligations[obligation.follows or ""]
    args = {"title": obligation.title, "first": followed.title, "count": count}
    return Problem(Message("assessment.counted-once", args), level=ProblemLevel.INFO)
