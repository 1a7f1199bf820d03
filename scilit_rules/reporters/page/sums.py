"""What the page counts: money missing, findings by clause, and data that is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from scilit_rules.model.finding import Finding
from scilit_rules.model.funds import Shortfall, money_of, shortfall, together
from scilit_rules.model.outline import chapters
from scilit_rules.model.report import Report
from scilit_rules.model.words import Disposition, Reason, Status
from scilit_rules.words.summary import Summary
from scilit_rules.words.tallies import Part


@dataclass(slots=True)
class Wanted:
    """A fact or declaration without which something can't be decided.

    Args:
        name: its name.
        findings: how many findings wait for it.
        reasons: how many of them for which reason.
        subjects: ids of the subjects that it is wanted of, in the order of the report.
    """

    name: str
    findings: int = 0
    reasons: Counter[Reason] = field(default_factory=Counter)
    subjects: dict[str, None] = field(default_factory=dict)


def money_missing(report: Report) -> Mapping[str, Decimal]:
    """The yuan missing by subject, of gaps that nobody waived, those of years that are over too.

    Where several obligations ask for one fund, only the greatest gap of a year counts.
    """
    lacking: dict[str, list[Shortfall]] = {}
    for finding in report.gaps:
        if finding.disposition is Disposition.WAIVED:
            continue
        for check in finding.checks:
            money = money_of(check.gap)
            if money is not None:
                lacking.setdefault(finding.subject, []).append(
                    shortfall(check.comparison.fact, finding.period, money, report.plan.vocabulary))
    found = {subject: together(some) for subject, some in lacking.items()}
    return {subject: money for subject, money in found.items() if money}


def by_clause(summary: Summary) -> Mapping[str, Mapping[Part, int]]:
    """What the findings of each chapter and section are counted as, by path in the order of the text."""
    report = summary.report
    of: dict[str, Counter[Part]] = {}
    for finding in report.counted:
        of.setdefault(finding.obligation, Counter())[summary.part_of(finding)] += 1
    found = {path: sum((of.get(id, Counter()) for id in ids), Counter[Part]())
             for path, ids in chapters(report.plan).items()}
    return {path: counts for path, counts in found.items() if counts.total()}


def wanted(findings: Sequence[Finding]) -> Sequence[Wanted]:
    """What is missing, stale, doubtful or conflicting, what most wait for first."""
    found: dict[str, Wanted] = {}
    for finding in findings:
        if finding.status is not Status.UNKNOWN:
            continue
        for name in finding.wanted:
            one = found.setdefault(name, Wanted(name))
            one.findings += 1
            one.subjects[finding.subject] = None
            if finding.reason is not None:
                one.reasons[finding.reason] += 1
    return sorted(found.values(), key=lambda one: -one.findings)
