"""Two reports on one plan → what became of each gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Optional

from scilit_rules.model.fact import Attested
from scilit_rules.model.finding import Finding
from scilit_rules.model.lineage import Lineage, Rules
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Report
from scilit_rules.model.report_comparison import Change, Moves, ReportComparison
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Message
from scilit_rules.model.words import Claim, Movement, ProblemLevel, RuleChange, Status
from scilit_rules.problems import UsageError, problem

_Pair = tuple[Optional[Finding], Optional[Finding]]
_FULL = Decimal(100)
# Enough of a digest to tell two apart.
_SHOWN = 19
_MOVEMENTS = tuple(Movement)
# A gap that is none any more: nobody can say that it was made good unless it is met.
_AFTER_A_GAP = {
    Status.MET: Movement.CLOSED,
    Status.NOT_APPLICABLE: Movement.DROPPED,
    Status.NOT_DUE: Movement.DROPPED,
}


def compare_reports(old: Report, new: Report, before: Sequence[Report] = (), ledger: str = "",
                    known: Iterable[str] = ()) -> ReportComparison:
    """What became of the gaps of one report in the next.

    Only what is met is closed. A gap whose data went missing, or that nobody judged any more, is told as that. A gap
    that was met in the old report has worsened, or is reopened if a report before that, or the ledger, knows it as a
    gap; one on which the old report has no verdict is new.

    Args:
        old: the earlier report.
        new: the later report.
        before: reports from before the old one.
        ledger: what the ledger is called that knows gaps from before the old report; empty for none.
        known: the ids of the findings that it knows.

    Raises:
        UsageError: if the reports are on different plans.
    """
    others = [report for report in (old, *before) if report.plan.id != new.plan.id]
    if others:
        raise UsageError(problem("comparison.other-plan", old=others[0].plan.id, new=new.plan.id))
    rules = old.plan.rules, new.plan.rules
    lineage = Lineage(*rules)
    once = frozenset((*known, *(id for report in before for id in _gaps_as_called_in(old, report))))
    changes = tuple(sorted(_changes(old, new, lineage, once), key=_order(old, new)))
    return ReportComparison(old, new, tuple(before), changes, tuple(_by_subject(old, new, changes)),
                            tuple(_by_body(old, new, changes)), tuple(_problems(old, new, lineage, rules)), ledger)


def side_by_side(before: Iterable[Finding], after: Iterable[Finding],
                 lineage: Lineage | None = None) -> Iterator[_Pair]:
    """The findings of two runs side by side: those of the later one in its order, then those that it lacks.

    Args:
        before: the findings of the earlier run.
        after: those of the later one.
        lineage: how the rules of both are related; without it they are known by their ids alone.
    """
    earlier = {finding.key: finding for finding in before}
    later = {finding.key: finding for finding in after}
    pairs = (lineage or Lineage({}, {})).pairs(earlier, later)
    yield from ((earlier[pairs[key]] if key in pairs else None, found) for key, found in later.items())
    matched = set(pairs.values())
    yield from ((found, None) for key, found in earlier.items() if key not in matched)


def _gaps_as_called_in(old: Report, earlier: Report) -> Iterator[str]:
    """The ids of the gaps of a report, with obligations by the ids that they have in another."""
    lineage = Lineage(earlier.plan.rules, old.plan.rules)
    for gap in earlier.gaps:
        yield replace(gap, obligation=lineage.twin(gap.obligation) or gap.obligation).id


def _changes(old: Report, new: Report, lineage: Lineage, once: frozenset[str]) -> Iterator[Change]:
    for before, after in side_by_side(old.findings, new.findings, lineage):
        movement = _movement(before, after, once)
        if movement is not None:
            yield Change(movement, before, after, _rule(before, after, lineage, old.plan.digest == new.plan.digest))


def _rule(before: Finding | None, after: Finding | None, lineage: Lineage, same_ruleset: bool) -> RuleChange:
    if same_ruleset:
        return RuleChange.SAME
    return lineage.change(before.obligation if before else None, after.obligation if after else None)


def _movement(before: Finding | None, after: Finding | None, once: frozenset[str]) -> Movement | None:
    was, stays = before is not None and before.is_gap, after is not None and after.is_gap
    if before is not None and was:
        if after is None:
            return Movement.DROPPED
        return _trend(before, after) if stays else _AFTER_A_GAP.get(after.status, Movement.UNDECIDED)
    if after is None or not stays:
        return None
    if before is None or before.status is not Status.MET:
        return Movement.NEW
    return Movement.REOPENED if once.intersection((before.id, after.id)) else Movement.WORSENED


def _trend(before: Finding, after: Finding) -> Movement:
    (old_kind, old), (new_kind, new) = _size(before), _size(after)
    if old_kind != new_kind or old is None or new is None or old == new:
        return Movement.PERSISTING
    return Movement.GREW if new > old else Movement.SHRANK


def _size(finding: Finding) -> tuple[object, Decimal | None]:
    """How large a gap is, and of what: sizes of different facts or units can't be compared."""
    if finding.gap is not None:
        check = next((check for check in finding.checks if check.gap == finding.gap), None)
        return (check.comparison.fact if check else "", finding.gap.unit), finding.gap.amount
    return "progress", _left(finding.attested) if finding.attested else None


def _left(attested: Attested) -> Decimal | None:
    if attested.verdict is Claim.NOT_DONE:
        return _FULL
    return None if attested.progress is None else _FULL - attested.progress


def _order(old: Report, new: Report) -> Callable[[Change], tuple[int, int, int, str]]:
    subjects = {id: number for number, id in enumerate(_subjects(new, old))}
    obligations = {id: number for number, id in enumerate({**new.judged, **old.judged})}

    def key(change: Change) -> tuple[int, int, int, str]:
        finding = change.finding
        return (_MOVEMENTS.index(change.movement), subjects.get(finding.subject, len(subjects)),
                obligations.get(finding.obligation, len(obligations)), finding.period)

    return key


def _subjects(*reports: Report) -> dict[str, Subject]:
    """The subjects that reports judged, by id, in the order in which they come."""
    return {subject.id: subject for report in reports for subject in report.subjects}


def _counts(change: Change) -> bool:
    return change.is_counted


def _by_subject(old: Report, new: Report, changes: Iterable[Change]) -> Iterator[Moves]:
    counts = {id: Counter[Movement]() for id in _subjects(new, old)}
    for change in filter(_counts, changes):
        counts.setdefault(change.finding.subject, Counter())[change.movement] += 1
    for id, counted in counts.items():
        yield _moves(id, counted)


def _by_body(old: Report, new: Report, changes: Iterable[Change]) -> Iterator[Moves]:
    answering = {id: report.plan.answering(obligation.clause)
                 for report in (old, new) for id, obligation in report.judged.items()}
    counts: dict[str, Counter[Movement]] = {}
    for obligation in {**new.judged, **old.judged}:
        for body in answering[obligation]:
            counts.setdefault(body, Counter())
    for change in filter(_counts, changes):
        for body in answering.get(change.finding.obligation) or ("",):
            counts.setdefault(body, Counter())[change.movement] += 1
    for body, counted in sorted(counts.items(), key=lambda item: not item[0]):
        yield _moves(body, counted)


def _moves(name: str, counted: Counter[Movement]) -> Moves:
    both = counted[Movement.GREW] + counted[Movement.PERSISTING] + counted[Movement.SHRANK]
    return Moves(
        name, both + counted[Movement.CLOSED] + counted[Movement.DROPPED] + counted[Movement.UNDECIDED],
        both + counted[Movement.WORSENED] + counted[Movement.REOPENED] + counted[Movement.NEW],
        {one: counted[one] for one in Movement},
    )


def _problems(old: Report, new: Report, lineage: Lineage, rules: tuple[Rules, Rules]) -> Iterator[Problem]:
    if old.as_of > new.as_of:
        yield _warning("comparison.order", old=old.as_of, new=new.as_of)
    if old.plan.digest != new.plan.digest:
        yield from _differences(old, new, lineage, rules) if all(rules) else _doubts(old, new)
    for code, one, other in (("comparison.only-old", old, new), ("comparison.only-new", new, old)):
        there = _subjects(other)
        names = tuple(subject.name for subject in one.subjects if subject.id not in there)
        if names:
            yield _warning(code, subjects=names)


def _differences(old: Report, new: Report, lineage: Lineage, rules: tuple[Rules, Rules]) -> Iterator[Problem]:
    """What differs between the rules of two reports that both keep them."""
    before, now = rules
    changed = tuple(id for id in now if lineage.change(None, id) is RuleChange.CHANGED)
    renamed = tuple(f"{one} → {other}" for one, other in lineage.links if lineage.twin(one) == other)
    added = tuple(id for id in now if lineage.twin_back(id) is None)
    left = tuple(id for id in before if lineage.twin(id) is None)
    versions = {"old": _version(old), "new": _version(new)}
    if not (changed or added or left):
        yield Problem(Message("comparison.same-rules", versions), level=ProblemLevel.INFO)
    for code, ids in (("rules-changed", changed), ("rules-added", added), ("rules-left", left)):
        if ids:
            yield _warning(f"comparison.{code}", obligations=ids, **versions)
    if renamed:
        yield Problem(Message("comparison.rules-renamed", {"obligations": renamed}), level=ProblemLevel.INFO)


def _doubts(old: Report, new: Report) -> Iterator[Problem]:
    """What can be told of two rulesets of which one report at least keeps nothing but the digest."""
    yield _warning("comparison.other-ruleset", old=_version(old), new=_version(new))
    before, now = old.judged, new.judged
    added = tuple(id for id in now if id not in before)
    left = tuple(id for id in before if id not in now)
    if added:
        yield _warning("comparison.obligations-added", obligations=added)
    if left:
        yield _warning("comparison.obligations-left", obligations=left)


def _version(report: Report) -> str:
    return f"{report.plan.version} {report.plan.digest[:_SHOWN]}".strip()


def _warning(code: str, **args: object) -> Problem:
    return Problem(Message(code, args), level=ProblemLevel.WARNING)
