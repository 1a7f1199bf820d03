"""How subjects, chapters and bodies stand, counted from the findings of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from scilit_rules.assessment.scoring import score
from scilit_rules.model.finding import Finding
from scilit_rules.model.outline import chapters, mentions_of, obligations_of
from scilit_rules.model.plan import Mention, Plan
from scilit_rules.model.report import Report
from scilit_rules.model.scorecard import BodyCard, RoleCard, Scorecards, Standing, SubjectCard
from scilit_rules.model.words import Role, Status

_Counts = dict[str, Counter[Status]]


def scorecards(report: Report) -> Scorecards:
    """How the subjects, chapters and bodies of a report stand, and how many points subjects earn.

    A finding that follows another and says the same counts nothing again. A body answers for the obligations of the
    very clauses that name it: who leads a programme does not lead its tasks.

    Args:
        report: the report; whatever scorecards it has already make no difference.
    """
    plan = report.plan
    by_subject: dict[str, list[Finding]] = {subject.id: [] for subject in report.subjects}
    for finding in report.counted:
        by_subject.setdefault(finding.subject, []).append(finding)
    counted = {subject: _counted(findings) for subject, findings in by_subject.items()}
    parts = chapters(plan)
    everything = _together(counted.values())
    return Scorecards(
        tuple(
            SubjectCard(subject, _standing(counts), _by_chapter(parts, counts),
                        score(plan.scoring, plan, by_subject[subject]) if plan.scoring else None)
            for subject, counts in counted.items()
        ),
        _by_chapter(parts, everything),
        tuple(_body(body, mentions, plan, everything) for body, mentions in mentions_of(plan).items()),
    )


def _counted(findings: Iterable[Finding]) -> _Counts:
    counts: _Counts = {}
    for finding in findings:
        counts.setdefault(finding.obligation, Counter())[finding.status] += 1
    return counts


def _together(several: Iterable[_Counts]) -> _Counts:
    whole: _Counts = {}
    for counts in several:
        for obligation, found in counts.items():
            whole.setdefault(obligation, Counter()).update(found)
    return whole


def _standing(counts: _Counts, ids: Iterable[str] | None = None) -> Standing:
    judged = [counts[id] for id in (counts if ids is None else ids) if id in counts]
    found: Counter[Status] = Counter()
    for one in judged:
        found.update(one)
    return Standing(len(judged), {status: found[status] for status in Status})


def _by_chapter(parts: Mapping[str, tuple[str, ...]], counts: _Counts) -> Mapping[str, Standing]:
    return {path: _standing(counts, ids) for path, ids in parts.items()}


def _body(body: str, roles: Mapping[Role, tuple[str, ...]], plan: Plan, counts: _Counts) -> BodyCard:
    cards = []
    for role, paths in roles.items():
        ids = tuple(obligation.id for obligation in obligations_of(plan, paths))
        cards.append(RoleCard(role, paths, ids, _standing(counts, ids)))
    return BodyCard(body, Mention(body, Role.SOLE).collective, tuple(cards))
