"""What every report for people says of a run, in words and counts; the formats only lay it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from scilit_rules.messages import say
from scilit_rules.messages.wording import (
    answering,
    deadline,
    evidence_in_words,
    gap_in_words,
    outlook_in_words,
    period_in_words,
    reason_in_words,
    requirement,
    title_of,
    told,
    value_in_words,
)
from scilit_rules.model.finding import Check, Conclusion, Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.report import ExitCode, Report
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Disposition, Reason, Severity, Status

ATTENTION = (Status.ERROR, Status.UNMET, Status.UNKNOWN, Status.NEEDS_REVIEW)
REST = (Status.NOT_DUE, Status.MET, Status.NOT_APPLICABLE)
_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings of one subject have each status, and what that comes to.

    Args:
        subject: who was judged.
        counts: findings by status; statuses that do not occur count 0.
        open: unmet findings that nothing was decided about, by severity.
        verdict: what the process would tell its caller if this were the only subject.
    """

    subject: Subject
    counts: Mapping[Status, int]
    open: Mapping[Severity, int]
    verdict: ExitCode

    @property
    def badness(self) -> tuple[int, ...]:
        """A key that sorts the worst first: errors, open gaps by severity, unmet, unknown, to be reviewed."""
        counts = (self.counts[Status.ERROR], *(self.open[severity] for severity in _SEVERITIES),
                  *(self.counts[status] for status in ATTENTION[1:]))
        return tuple(-count for count in counts)


@dataclass(frozen=True, slots=True)
class Described:
    """One finding in the reader's words.

    Args:
        finding: the finding itself.
        title: what is asked, in a line.
        clause: path and heading of the clause.
        period: the period judged.
        weight: how much an unmet obligation weighs, else how strongly it binds.
        expected: what is demanded, and by when.
        actual: what was found, one line for each comparison that matters.
        gap: how far off it is.
        why: what a reader must know: why unknown, not due or not applicable; who accepted it.
        bodies: who answers for it.
        places: where the data stands.
        evidence: what was offered in proof.
    """

    finding: Finding
    title: str
    clause: str
    period: str
    weight: str
    expected: str
    actual: tuple[str, ...]
    gap: str
    why: tuple[str, ...]
    bodies: str
    places: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wording:
    """What is said alike of every finding of one obligation."""

    title: str
    clause: str
    expected: str
    bodies: str


class Summary:
    """A report made ready for one language.

    Args:
        report: the report.
        lang: the reader's language.
    """

    def __init__(self, report: Report, lang: Lang) -> None:
        self.report = report
        self.lang: Lang = lang
        self._wordings: dict[str, _Wording] = {}

    @cached_property
    def by_subject(self) -> Mapping[str, Sequence[Finding]]:
        """The findings of each subject, in their order; subjects without any have an empty sequence."""
        found: dict[str, list[Finding]] = {subject.id: [] for subject in self.report.subjects}
        for finding in self.report.findings:
            found.setdefault(finding.subject, []).append(finding)
        return found

    @cached_property
    def conclusions(self) -> Mapping[str, Sequence[Conclusion]]:
        """The conclusions for each subject that has any."""
        found: dict[str, list[Conclusion]] = {}
        for conclusion in self.report.conclusions:
            found.setdefault(conclusion.subject, []).append(conclusion)
        return found

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """One tally for each subject, in the order of the report."""
        return tuple(_tally(subject, self.by_subject[subject.id]) for subject in self.report.subjects)

    def worst(self, most: int) -> tuple[Tally, ...]:
        """The tallies of the worst subjects, worst first."""
        return tuple(sorted(self.tallies, key=lambda tally: tally.badness)[:most])

    def name_of(self, subject: str) -> str:
        """The name of a subject, or its id where the register does not know it."""
        known = self.report.plan.register.get(subject) or next(
            (item for item in self.report.subjects if item.id == subject), None
        )
        return known.name.get(self.lang) if known else subject

    def verdict(self, tally: Tally) -> str:
        """What the findings of a subject come to, in a word."""
        return say(f"reporters.verdict.{tally.verdict.name.lower()}", self.lang)

    def conclusion(self) -> str:
        """What the whole run comes to, in a sentence."""
        report = self.report
        gaps = Counter(f.severity for f in report.gaps if f.disposition is Disposition.OPEN)
        waived = sum(1 for f in report.gaps if f.disposition is not Disposition.OPEN)
        text = say(f"reporters.conclusion.{report.exit_code().name.lower()}", self.lang,
                   errors=report.counts[Status.ERROR], violations=gaps[Severity.VIOLATION],
                   unknown=report.counts[Status.UNKNOWN], review=report.counts[Status.NEEDS_REVIEW])
        others = (("warnings", gaps[Severity.WARNING]), ("notices", gaps[Severity.NOTICE]), ("waived", waived))
        parts = [say(f"reporters.conclusion.{key}", self.lang, count=count) for key, count in others if count]
        return text + (say("reporters.also", self.lang, parts=parts) if parts else "")

    def exit_meaning(self) -> str:
        """The exit code of the run, and what it means."""
        code = self.report.exit_code()
        return say(f"reporters.exit.{code.name.lower()}", self.lang, code=int(code))

    def describe(self, finding: Finding) -> Described:
        """One finding in words."""
        words = self._wording(finding.obligation)
        lang = self.lang
        obligation = self.report.plan.obligations.get(finding.obligation)
        weight = finding.severity or (obligation.binding if obligation else None)
        return Described(
            finding=finding,
            title=words.title,
            clause=words.clause,
            period=period_in_words(finding.period, lang),
            weight=say(weight, lang) if weight else "",
            expected=words.expected,
            actual=tuple(self._actual(finding)),
            gap=self._gap(finding),
            why=tuple(dict.fromkeys(self._why(finding))),
            bodies=words.bodies,
            places=tuple(str(place) for place in finding.places),
            evidence=tuple(evidence_in_words(piece, lang) for piece in finding.evidence),
        )

    def _wording(self, id: str) -> _Wording:
        if id not in self._wordings:
            obligation = self.report.plan.obligations.get(id)
            self._wordings[id] = self._worded(obligation) if obligation else _Wording(id, "", "", "")
        return self._wordings[id]

    def _worded(self, obligation: Obligation) -> _Wording:
        plan, lang = self.report.plan, self.lang
        clause = plan.clauses.get(obligation.clause)
        demand = requirement(obligation, plan.vocabulary, lang)
        return _Wording(
            obligation.title.get(lang),
            f"{obligation.clause} {clause.heading}" if clause and clause.heading else obligation.clause,
            say("reporters.expected", lang, demand=demand, deadline=deadline(obligation.schedule, lang)),
            answering(plan, obligation.clause, lang),
        )

    def _actual(self, finding: Finding) -> Iterator[str]:
        lang = self.lang
        if finding.attested is not None:
            yield value_in_words(finding.attested, None, lang)
            return
        vocabulary = self.report.plan.vocabulary
        for check in telling(finding):
            spec = vocabulary.get(check.comparison.fact)
            value = value_in_words(check.actual, spec, lang, check.comparison)
            if len(finding.checks) == 1:
                yield value
            else:
                title = title_of(check.comparison.fact, self.report.plan, lang)
                yield say("reporters.valued", lang, title=title, value=value)

    def _gap(self, finding: Finding) -> str:
        if finding.gap is None:
            return ""
        check = next((check for check in finding.checks if check.gap == finding.gap), None)
        return gap_in_words(finding.gap, self.lang, check)

    def _why(self, finding: Finding) -> Iterator[str]:
        lang = self.lang
        open_checks = [check for check in finding.checks + finding.when_checks if check.truth is None]
        messages = [check.message for check in open_checks if check.message is not None]
        if finding.reason is not None and not (messages and finding.reason is not Reason.MISSING):
            yield reason_in_words(finding.reason, finding.wanted, self.report.plan, lang)
        if finding.status is Status.UNKNOWN:
            yield from (told(message, lang) for message in messages)
        yield from (told(note, lang) for note in finding.notes)
        if finding.outlook is not None:
            spec = self.report.plan.vocabulary.get(finding.outlook.latest.name)
            yield outlook_in_words(finding.outlook, spec, lang)
        if finding.disposition is not Disposition.OPEN:
            yield self._decided(finding)

    def _decided(self, finding: Finding) -> str:
        uses = (use.waiver for use in self.report.waivers if use.waiver.id == finding.waiver)
        waiver = next(uses, None)
        if waiver is None:
            return say(finding.disposition, self.lang)
        return say("reporters.waived-by", self.lang, id=waiver.id, approver=waiver.approver,
                   document=waiver.document, until=waiver.until, reason=waiver.reason)


def telling(finding: Finding) -> Sequence[Check]:
    """The comparisons of a finding that made it what it is; all of them where none stands out."""
    sought = {Status.UNMET: False, Status.UNKNOWN: None}
    if finding.status not in sought:
        return finding.checks
    chosen = tuple(check for check in finding.checks if check.truth is sought[finding.status])
    return chosen or finding.checks


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


def _tally(subject: Subject, findings: Sequence[Finding]) -> Tally:
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
    return Tally(subject, {status: counts[status] for status in Status}, open_gaps, verdict)
