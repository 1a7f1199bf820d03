"""All findings of one run, with the record of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from scilit_rules.model.absences import Absences
from scilit_rules.model.fact import Reading
from scilit_rules.model.finding import Conclusion, Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Clause, Mention, Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.returns import Return
from scilit_rules.model.scorecard import Scorecards
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Message
from scilit_rules.model.waiver import WaiverUse
from scilit_rules.model.words import Absence, Disposition, ProblemLevel, Severity, Status

FORMAT = "scilit-rules-report/1"
"""The name and version of the format of saved reports."""


class ExitCode(IntEnum):
    """What the process tells its caller."""

    MET = 0
    VIOLATIONS = 1
    USAGE = 2
    INCOMPLETE = 3
    INTERNAL = 4


@dataclass(frozen=True, slots=True)
class Input:
    """A file that was read.

    Args:
        source: its name as the user gave it.
        digest: ``sha256:`` and the digest of its bytes; empty where it could not be read.
        adapter: the adapter that read it.
        records: how many values it held.
    """

    source: str
    digest: str
    adapter: str
    records: int


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What a run was made with, so that it can be made again.

    Args:
        tool: version of this tool.
        engine: the engine that decided.
        confirmed_by: the engine that confirmed every answer, or empty.
        engine_note: why another engine than the default decided, all of it or some obligations, or None.
        plan: id of the ruleset.
        digest: digest of the ruleset.
        as_of: the date that the run judged at.
        inputs: the files read, sorted by name.
        plugins: name and version of every plugin from outside that took part.
        assumed: the facts that were put in the place of those reported, as they were written; empty for what is.
    """

    tool: str
    engine: str
    confirmed_by: str
    engine_note: Message | None
    plan: str
    digest: str
    as_of: date
    inputs: tuple[Input, ...] = ()
    plugins: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of one run, with the record of the run.

    Args:
        plan: the plan checked.
        as_of: the date that the run judged at.
        subjects: who was judged, in the order of the register.
        findings: sorted by subject, then obligation in the plan's order, then period.
        conclusions: the consequences that hold, by subject.
        problems: what was wrong with data, plugins and engines.
        readings: how cells were read, where that took more than copying.
        waivers: how every waiver stood.
        run: what the run was made with.
        scorecards: how subjects, chapters and bodies stand, where that was reckoned.
        returns: what the subjects judged, and those below them, sent; empty where that is not known.
        source: the file that it was read from, as the user named it; empty for one that was just made.
    """

    plan: Plan
    as_of: date
    subjects: tuple[Subject, ...]
    findings: tuple[Finding, ...]
    conclusions: tuple[Conclusion, ...]
    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...]
    waivers: tuple[WaiverUse, ...]
    run: RunRecord
    scorecards: Scorecards | None = None
    returns: tuple[Return, ...] = ()
    source: str = field(default="", compare=False)

    def __repr__(self) -> str:
        """In a line: all of it fills a screen a thousand times over."""
        counts = ", ".join(f"{status.value} {count}" for status, count in self.counts.items() if count)
        return (f"<Report {self.plan.id}, as of {self.as_of}: {len(self.subjects)} subjects, "
                f"{len(self.findings)} findings ({counts or 'none'}), {len(self.problems)} problems>")

    @property
    def assumed(self) -> tuple[str, ...]:
        """The facts that it rests on and that nobody reported, as they were written; empty for a report on what is."""
        return self.run.assumed

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """The findings whose obligation is not met, whatever was decided about them."""
        return tuple(finding for finding in self.findings if finding.is_gap)

    def return_of(self, subject: str) -> Return | None:
        """What a subject sent, or None where that is not known.

        Args:
            subject: its id.
        """
        return next((one for one in self.returns if one.subject == subject), None)

    @property
    def absences(self) -> Mapping[Absence, int]:
        """How many counted findings are unknown for which absence; absences that do not occur count 0."""
        lacking = Absences(self.plan, self.subjects, self.returns)
        found = Counter(lacking.of(finding) for finding in self.counted)
        return {absence: found[absence] for absence in Absence}

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The findings without those that follow another and say the same: what a gap seen twice counts once by."""
        return tuple(finding for finding in self.findings if finding.follows is None)

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many findings have each status, what follows another not again; statuses that do not occur count 0."""
        found = Counter(finding.status for finding in self.findings if finding.follows is None)
        return {status: found[status] for status in Status}

    @property
    def judged(self) -> Mapping[str, Obligation]:
        """The obligations that were judged, by id, in the order of the plan."""
        used = {finding.obligation for finding in self.findings}
        return {id: obligation for id, obligation in self.plan.obligations.items() if id in used}

    def subject_of(self, finding: Finding) -> Subject:
        """The subject that was judged.

        Args:
            finding: a finding of this report.
        """
        return self.plan.register[finding.subject]

    def obligation_of(self, finding: Finding) -> Obligation:
        """The obligation that was judged, with its title, its remedy and what it asks for.

        Args:
            finding: a finding of this report.
        """
        return self.plan.obligations[finding.obligation]

    def clause_of(self, finding: Finding) -> Clause | None:
        """The clause of the plan that the obligation stands in, or None for one that stands in no clause.

        Args:
            finding: a finding of this report.
        """
        return self.plan.clauses.get(self.obligation_of(finding).clause)

    def bodies_of(self, finding: Finding) -> tuple[Mention, ...]:
        """The bodies that answer for it, with their role: those that its clause names, or the nearest clause around it.

        Args:
            finding: a finding of this report.

        Returns:
            the bodies, in the order named; nothing where the plan names none, so that the subject itself answers.
        """
        return self.plan.bodies_of(self.obligation_of(finding).clause)

    def exit_code(self, fail_on: Severity = Severity.VIOLATION) -> ExitCode:
        """What the process should tell its caller.

        Args:
            fail_on: the least severity of an open gap that makes the run fail.

        Returns:
            ``INTERNAL`` if an engine or rule failed, else ``VIOLATIONS`` for open gaps of that severity, else
            ``INCOMPLETE`` if data is missing, unreadable or to be reviewed, else ``MET``.
        """
        statuses = {finding.status for finding in self.findings}
        if Status.ERROR in statuses or any(p.code.startswith("engine.") for p in self.problems):
            return ExitCode.INTERNAL
        failing = at_least(fail_on)
        if any(f.is_gap and f.disposition is Disposition.OPEN and f.severity in failing for f in self.findings):
            return ExitCode.VIOLATIONS
        incomplete = statuses & {Status.UNKNOWN, Status.NEEDS_REVIEW}
        if incomplete or not self.findings or any(p.level is ProblemLevel.ERROR for p in self.problems):
            return ExitCode.INCOMPLETE
        return ExitCode.MET


def at_least(severity: Severity) -> frozenset[Severity]:
    """The severities that weigh as much as one, or more."""
    ranked = tuple(Severity)
    return frozenset(ranked[: ranked.index(severity) + 1])
