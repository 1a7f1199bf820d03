"""Baselines: made of reports, held against reports, and shrunk as gaps are made good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from scilit_rules.model.baseline import Baseline, KnownGap, KnownGapUse
from scilit_rules.model.finding import Finding
from scilit_rules.model.lineage import Lineage, Rule
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Report
from scilit_rules.model.text import Message
from scilit_rules.model.words import BaselineState, Disposition, ProblemLevel, RuleChange, Status
from scilit_rules.problems import UsageError, in_order, problem

_STATES = {
    Status.UNMET: BaselineState.KNOWN,
    Status.MET: BaselineState.CLOSED,
    Status.NOT_APPLICABLE: BaselineState.GONE,
}
_MOST_NAMED = 100
_SHOWN = 19


def make_baseline(report: Report) -> Baseline:
    """The gaps of a report as known gaps; those that are waived are not among them, for their waivers end.

    Raises:
        UsageError: if the report rests on assumptions: what is known is what is.
    """
    _must_be_what_is(report)
    gaps = [KnownGap(gap.subject, gap.obligation, gap.period, report.as_of)
            for gap in report.gaps if gap.disposition is not Disposition.WAIVED]
    plan, all_rules = report.plan, report.plan.rules
    rules = {id: all_rules[id] for id in sorted({gap.obligation for gap in gaps}) if id in all_rules}
    return Baseline(report.run.tool, plan.id, plan.digest, report.as_of, in_file_order(gaps), version=plan.version,
                    rules={id: rule.digest for id, rule in rules.items()},
                    formerly={id: rule.formerly for id, rule in rules.items() if rule.formerly})


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
    uses = uses_of(report, baseline)
    known = {_now(use).id for use in uses if use.state is BaselineState.KNOWN}
    findings = tuple(replace(finding, disposition=Disposition.KNOWN) if _becomes_known(finding, known) else finding
                     for finding in report.findings)
    told = _problems(baseline, uses, report)
    return replace(report, findings=findings, problems=in_order((*report.problems, *told)))


def uses_of(report: Report, baseline: Baseline) -> tuple[KnownGapUse, ...]:
    """How every known gap stands in a report, in the order of the baseline; renamed obligations are known again."""
    accepted = {id: Rule(baseline.rules.get(id, ""), baseline.formerly.get(id, ()))
                for id in {gap.obligation for gap in baseline.gaps}}
    lineage = Lineage(accepted, report.plan.rules)
    found = {finding.key: finding for finding in report.findings}
    pairs = lineage.pairs((gap.key for gap in baseline.gaps), found)
    matched = {old: found[new] for new, old in pairs.items()}
    judged = {(finding.subject, finding.obligation) for finding in report.findings}
    earlier, newer = report.as_of < baseline.as_of, _is_newer(baseline.version, report.plan.version)
    uses = []
    for gap in baseline.gaps:
        now = replace(gap, obligation=lineage.twin(gap.obligation) or gap.obligation)
        if gap.key in matched:
            state = _STATES.get(matched[gap.key].status, BaselineState.UNDECIDED)
        elif newer and now.obligation not in report.plan.obligations:
            state = BaselineState.NOT_JUDGED
        elif now.key in found or not _is_asked(now, report.plan):
            state = BaselineState.GONE
        elif earlier or (now.subject, now.obligation) not in judged:
            state = BaselineState.NOT_JUDGED
        else:
            state = BaselineState.GONE
        uses.append(KnownGapUse(gap, state, now.obligation, lineage.change(gap.obligation, None)))
    return tuple(uses)


def shrink_baseline(baseline: Baseline, report: Report) -> Baseline:
    """A baseline without what is stale. Nothing is ever added; what was not judged stays.

    Obligations are named as they are now, and keep what they demanded when the gaps became known. It tells the ruleset
    and the date of the report only if all that it still names was judged.

    Raises:
        UsageError: if the report rests on assumptions.
    """
    _must_be_what_is(report)
    kept = [use for use in uses_of(report, baseline) if not use.state.is_stale]
    gaps = tuple(_now(use) for use in kept)
    rules = {use.obligation: digest for use in kept if (digest := baseline.rules.get(use.gap.obligation))}
    formerly = {id: names for id, names in baseline.formerly.items() if id in {gap.obligation for gap in gaps}}
    shrunk = replace(baseline, tool=report.run.tool, gaps=gaps, rules=dict(sorted(rules.items())), formerly=formerly)
    if any(use.state is BaselineState.NOT_JUDGED for use in kept):
        return shrunk
    return replace(shrunk, digest=report.plan.digest, as_of=report.as_of, version=report.plan.version)


def _now(use: KnownGapUse) -> KnownGap:
    """A known gap by what its obligation is called now."""
    return replace(use.gap, obligation=use.obligation)


def _must_be_what_is(report: Report) -> None:
    if report.assumed:
        raise UsageError(problem("distance.no-baseline", facts=report.assumed))


def _becomes_known(finding: Finding, known: set[str]) -> bool:
    return finding.is_gap and finding.disposition is Disposition.OPEN and finding.id in known


def _is_newer(one: str, other: str) -> bool:
    """Whether a version of a ruleset is later than another, as far as both are numbers such as 2 or 2.1; none is 0."""
    numbers = [(version or "0").split(".") for version in (one, other)]
    if not all(part.isdecimal() for parts in numbers for part in parts):
        return False
    mine, theirs = ([int(part) for part in parts] for parts in numbers)
    return mine > theirs


def _is_asked(gap: KnownGap, plan: Plan) -> bool:
    obligation, subject = plan.obligations.get(gap.obligation), plan.register.get(gap.subject)
    return obligation is not None and subject is not None and subject.level in obligation.bears


def _problems(baseline: Baseline, uses: Sequence[KnownGapUse], report: Report) -> Iterator[Problem]:
    stale = [use for use in uses if use.state.is_stale]
    counts = {state.value: sum(use.state is state for use in uses) for state in BaselineState}
    yield Problem(Message("baseline.used", {"count": len(uses), "stale": len(stale), **counts}), _place(baseline),
                  level=ProblemLevel.INFO)
    yield from _rule_problems(baseline, [use for use in uses if not use.state.is_stale], report)
    for use in stale[:_MOST_NAMED]:
        subject = report.plan.register.get(use.gap.subject)
        obligation = report.plan.obligations.get(use.obligation)
        args_of = {"subject": subject.name if subject else use.gap.subject, "period": use.gap.period,
                   "obligation": obligation.title if obligation else use.gap.obligation, "state": use.state}
        yield Problem(Message("baseline.stale", args_of), use.gap.place or _place(baseline), level=ProblemLevel.WARNING)
    if len(stale) > _MOST_NAMED:
        yield Problem(Message("baseline.more-stale", {"count": len(stale) - _MOST_NAMED}), _place(baseline),
                      level=ProblemLevel.WARNING)


def _rule_problems(baseline: Baseline, uses: Sequence[KnownGapUse], report: Report) -> Iterator[Problem]:
    """What a reader must know of gaps that became known under other rules."""
    place = _place(baseline)
    if _is_newer(baseline.version, report.plan.version):
        unknown = sorted({use.obligation for use in uses if use.obligation not in report.plan.obligations})
        args = {"baseline": baseline.version, "present": report.plan.version, "count": len(unknown),
                "obligations": tuple(unknown)}
        yield Problem(Message("baseline.newer-ruleset", args), place, level=ProblemLevel.WARNING)
    if baseline.digest != report.plan.digest and any(use.rule is RuleChange.UNKNOWN for use in uses):
        args = {"baseline": baseline.digest[:_SHOWN], "present": report.plan.digest[:_SHOWN]}
        yield Problem(Message("baseline.other-ruleset", args), place, level=ProblemLevel.WARNING)
    changed = dict.fromkeys(use.obligation for use in uses if use.rule is RuleChange.CHANGED)
    if changed:
        titles = tuple(report.plan.obligations[id].title for id in changed)
        yield Problem(Message("baseline.rules-changed", {"obligations": titles}), place, level=ProblemLevel.WARNING)
    renamed = dict.fromkeys(f"{use.gap.obligation} → {use.obligation}" for use in uses
                            if use.gap.obligation != use.obligation)
    if renamed:
        yield Problem(Message("baseline.rules-renamed", {"obligations": tuple(renamed)}), place,
                      level=ProblemLevel.INFO)


def _place(baseline: Baseline) -> Place | None:
    return Place(baseline.source) if baseline.source else None
