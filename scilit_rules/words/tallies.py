"""How far each subject is, in counts, and which of its findings must be named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Union

from scilit_rules.model.absences import Absences
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.plan import Plan
from scilit_rules.model.report import ExitCode
from scilit_rules.model.returns import Return
from scilit_rules.model.subject import Subject
from scilit_rules.model.undecided import open_checks
from scilit_rules.model.words import Absence, Disposition, Severity, Status

ATTENTION = (Status.ERROR, Status.UNMET, Status.UNKNOWN, Status.NEEDS_REVIEW)
REST = (Status.NOT_DUE, Status.MET, Status.NOT_APPLICABLE)
_SEVERITIES = tuple(Severity)
Part = Union[Status, Absence]
"""What findings are counted as: statuses, the unknown ones by what kind of not knowing they are."""
Outcome = Union[ExitCode, Status]
"""What findings come to: what the process tells its caller, or that nothing is due or applies."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of one subject have each status, and what that comes to.

    Args:
        subject: who was judged.
        counts: findings by status; statuses that do not occur count 0.
        open: unmet findings that nothing was decided about, by severity.
        verdict: what the process would tell its caller if this were the only subject.
        absences: unknown findings by what kind of not knowing they are; kinds that do not occur count 0.
        returned: what the subject sent; None where that is not known.
    """

    subject: Subject
    counts: Mapping[Status, int]
    open: Mapping[Severity, int]
    verdict: ExitCode
    absences: Mapping[Absence, int]
    returned: Return | None = None

    @property
    def is_owed(self) -> bool:
        """Whether the subject must still send its return."""
        return self.returned is not None and self.returned.is_owed

    def count(self, part: Status | Absence) -> int:
        """How many findings have a status, or are unknown for a absence."""
        return self.absences[part] if isinstance(part, Absence) else self.counts[part]

    @property
    def outcome(self) -> Outcome:
        """The verdict; where nothing is met and nothing fails, whether that is because nothing is due."""
        return outcome(self.verdict, self.counts)

    @property
    def badness(self) -> tuple[int, ...]:
        """A key that sorts the worst first: errors, open gaps by severity, unmet, unknown, to be reviewed."""
        counts = (self.counts[Status.ERROR], *(self.open[severity] for severity in _SEVERITIES),
                  *(self.counts[status] for status in ATTENTION[1:]))
        return tuple(-count for count in counts)


def outcome(verdict: ExitCode, counts: Mapping[Status, int]) -> Outcome:
    """What a verdict comes to: who has met nothing has not met all.

    Args:
        verdict: what the process would tell its caller.
        counts: the findings that it rests on, by status.
    """
    if verdict is not ExitCode.MET or counts[Status.MET] or counts[Status.UNMET]:
        return verdict
    return Status.NOT_DUE if counts[Status.NOT_DUE] else Status.NOT_APPLICABLE if counts[Status.NOT_APPLICABLE] \
        else verdict


def telling(finding: Finding, plan: Plan) -> Sequence[Check]:
    """The comparisons of a finding that made it what it is; all of its requirement where none stands out."""
    if finding.status is Status.UNKNOWN:
        open_ = open_checks(finding, plan)
        return tuple(check for check in finding.checks if check in open_) or finding.checks
    if finding.status is Status.UNMET:
        return tuple(check for check in finding.checks if check.truth is False) or finding.checks
    return finding.checks


def needs_attention(finding: Finding) -> bool:
    """Whether a short report must name a finding."""
    behind = finding.outlook is not None and not finding.outlook.on_course
    return finding.status in ATTENTION or behind


def grouped(findings: Iterable[Finding], detail: bool) -> Mapping[Status, Sequence[Finding]]:
    """Findings by status, the most pressing status first, within it by severity.

    Args:
        findings: the findings of one subject.
        detail: whether those that need no attention are kept.
    """
    found: dict[Status, list[Finding]] = {status: [] for status in ATTENTION + REST}
    for finding in findings:
        if detail or needs_attention(finding):
            found[finding.status].append(finding)
    for items in found.values():
        items.sort(key=_pressing)
    return {status: items for status, items in found.items() if items}


def _pressing(finding: Finding) -> tuple[bool, int]:
    rank = _SEVERITIES.index(finding.severity) if finding.severity else len(_SEVERITIES)
    return (finding.disposition is not Disposition.OPEN, rank)


def tally(subject: Subject, findings: Sequence[Finding], lacking: Absences, returned: Return | None = None) -> Tally:
    """The tally of one subject.

    Args:
        subject: who was judged.
        findings: all its findings; those that follow another and say the same are not counted again.
        lacking: tells what kind of not knowing each unknown one is.
        returned: what the subject sent.
    """
    findings = [finding for finding in findings if finding.follows is None]
    counts = Counter(finding.status for finding in findings)
    gaps = Counter(f.severity for f in findings if f.is_gap and f.disposition is Disposition.OPEN)
    if counts[Status.ERROR]:
        verdict = ExitCode.INTERNAL
    elif gaps[Severity.VIOLATION]:
        verdict = ExitCode.VIOLATIONS
    elif counts[Status.UNKNOWN] or counts[Status.NEEDS_REVIEW] or not findings:
        verdict = ExitCode.INCOMPLETE
    else:
        verdict = ExitCode.MET
    open_gaps = {severity: gaps[severity] for severity in Severity}
    absences = Counter(lacking.of(finding) for finding in findings)
    return Tally(subject, {status: counts[status] for status in Status}, open_gaps, verdict,
                 {absence: absences[absence] for absence in Absence}, returned)


def not_listed(tally: Tally, groups: Mapping[Status, Sequence[Finding]], among: Iterable[Status]) -> dict[Status, int]:
    """How many of the counted findings of a subject are not listed one by one, by status.

    Args:
        tally: the tally of the subject.
        groups: the findings that are listed, by status.
        among: the statuses to tell of.
    """
    return {status: tally.counts[status] - counted_in(groups.get(status, ())) for status in among}


def counted_in(findings: Iterable[Finding]) -> int:
    """How many findings there are, those not counted again that follow another and say the same."""
    return sum(finding.follows is None for finding in findings)
