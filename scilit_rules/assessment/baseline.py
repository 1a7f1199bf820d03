"""Baselines: made of reports, held against reports, and shrunk as gaps are made good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scilit_rules.model.baseline import Baseline, KnownGap, KnownGapUse
from scilit_rules.model.finding import Finding
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Report
from scilit_rules.model.saved_report import SavedReport
from scilit_rules.model.text import Message
from scilit_rules.model.words import BaselineState, Disposition, ProblemLevel, Status
from scilit_rules.problems import UsageError, in_order, problem

_STATES = {
    Status.UNMET: BaselineState.KNOWN,
    Status.MET: BaselineState.CLOSED,
    Status.NOT_APPLICABLE: BaselineState.GONE,
}
_MOST_NAMED = 100
_SHOWN = 19


def make_baseline(report: SavedReport) -> Baseline:
    """The gaps of a report as known gaps; those that are waived are not among them, for their waivers end.

    Raises:
        UsageError: if the report rests on assumptions: what is known is what is.
    """
    _must_be_what_is(report)
    gaps = [KnownGap(gap.subject, gap.obligation, gap.period, report.as_of)
            for gap in report.gaps if gap.disposition is not Disposition.WAIVED]
    return Baseline(report.tool, report.plan, report.digest, report.as_of, in_file_order(gaps))


def in_file_order(gaps: Iterable[KnownGap]) -> tuple[KnownGap, ...]:
    """Known gaps as they stand in a file, each once: by subject, obligation and period."""
    once = {gap.id: gap for gap in gaps}
    return tuple(sorted(once.values(), key=lambda gap: (gap.subject, gap.obligation, gap.period)))


def apply_baseline(report: Report, baseline: Baseline) -> Report:
    """A report that knows the gaps of a baseline, and says what in the baseline is stale.

    Only open gaps become known, and only those of the very subject, obligation and period; what was found is left as
    it is.

    Args:
        report: the report.
        baseline: the known gaps.

    Raises:
        UsageError: if the baseline is of another plan.
    """
    if baseline.plan != report.plan.id:
        raise UsageError(problem("baseline.other-plan", _place(baseline), baseline=baseline.plan, plan=report.plan.id))
    known = {gap.id for gap in baseline.gaps}
    findings = tuple(replace(finding, disposition=Disposition.KNOWN) if _becomes_known(finding, known) else finding
                     for finding in report.findings)
    told = _problems(baseline, uses_of(report, baseline), report)
    return replace(report, findings=findings, problems=in_order((*report.problems, *told)))


def uses_of(report: Report, baseline: Baseline) -> tuple[KnownGapUse, ...]:
    """How every known gap stands in a report, in the order of the baseline."""
    found = {finding.id: finding for finding in report.findings}
    judged = {(finding.subject, finding.obligation) for finding in report.findings}
    earlier = report.as_of < baseline.as_of
    uses = []
    for gap in baseline.gaps:
        if gap.id in found:
            state = _STATES.get(found[gap.id].status, BaselineState.UNDECIDED)
        elif not _is_asked(gap, report.plan):
            state = BaselineState.GONE
        elif earlier or (gap.subject, gap.obligation) not in judged:
            state = BaselineState.NOT_JUDGED
        else:
            state = BaselineState.GONE
        uses.append(KnownGapUse(gap, state))
    return tuple(uses)


def shrink_baseline(baseline: Baseline, report: Report) -> Baseline:
    """A baseline without what is stale. Nothing is ever added; what was not judged stays.

    It tells the ruleset and the date of the report only if all that it still names was judged.

    Raises:
        UsageError: if the report rests on assumptions.
    """
    _must_be_what_is(report)
    kept = [use for use in uses_of(report, baseline) if not use.state.is_stale]
    gaps = tuple(use.gap for use in kept)
    if any(use.state is BaselineState.NOT_JUDGED for use in kept):
        return replace(baseline, tool=report.run.tool, gaps=gaps)
    return replace(baseline, tool=report.run.tool, digest=report.plan.digest, as_of=report.as_of, gaps=gaps)


def _must_be_what_is(report: Report | SavedReport) -> None:
    if report.assumed:
        raise UsageError(problem("distance.no-baseline", facts=report.assumed))


def _becomes_known(finding: Finding, known: set[str]) -> bool:
    return finding.is_gap and finding.disposition is Disposition.OPEN and finding.id in known


def _is_asked(gap: KnownGap, plan: Plan) -> bool:
    obligation, subject = plan.obligations.get(gap.obligation), plan.register.get(gap.subject)
    return obligation is not None and subject is not None and subject.level in obligation.bears


def _problems(baseline: Baseline, uses: Sequence[KnownGapUse], report: Report) -> Iterator[Problem]:
    stale = [use for use in uses if use.state.is_stale]
    counts = {state.value: sum(use.state is state for use in uses) for state in BaselineState}
    yield Problem(Message("baseline.used", {"count": len(uses), "stale": len(stale), **counts}), _place(baseline),
                  level=ProblemLevel.INFO)
    if baseline.digest != report.plan.digest:
        args = {"baseline": baseline.digest[:_SHOWN], "present": report.plan.digest[:_SHOWN]}
        yield Problem(Message("baseline.other-ruleset", args), _place(baseline), level=ProblemLevel.WARNING)
    for use in stale[:_MOST_NAMED]:
        subject = report.plan.register.get(use.gap.subject)
        obligation = report.plan.obligations.get(use.gap.obligation)
        args_of = {"subject": subject.name if subject else use.gap.subject, "period": use.gap.period,
                   "obligation": obligation.title if obligation else use.gap.obligation, "state": use.state}
        yield Problem(Message("baseline.stale", args_of), use.gap.place or _place(baseline), level=ProblemLevel.WARNING)
    if len(stale) > _MOST_NAMED:
        yield Problem(Message("baseline.more-stale", {"count": len(stale) - _MOST_NAMED}), _place(baseline),
                      level=ProblemLevel.WARNING)


def _place(baseline: Baseline) -> Place | None:
    return Place(baseline.source) if baseline.source else None
