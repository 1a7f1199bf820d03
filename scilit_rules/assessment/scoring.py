"""Points and grade of one subject, reckoned as the plan declares, in steps that a reader can do again by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from scilit_rules.assessment.credit import Earned, earned, is_accepted, percent, rounded
from scilit_rules.model.finding import Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Plan
from scilit_rules.model.scorecard import Score, ScoreLine
from scilit_rules.model.scoring import Band, Scoring
from scilit_rules.model.text import Message
from scilit_rules.model.words import CreditKind, Status

_FULL = Decimal(100)


def score(scoring: Scoring, plan: Plan, findings: Sequence[Finding]) -> Score:
    """The score of one subject.

    Args:
        scoring: how the plan counts.
        plan: the plan.
        findings: all findings on the subject.

    Returns:
        the score; without a total where nothing counts, or a finding is an ``error``.
    """
    groups = _grouped(plan, findings)
    on_top = scoring.bonus.points if scoring.bonus else {}
    lines = [_line(scoring, obligation, found) for obligation, found in groups if obligation.id not in on_top]
    lines = [line for line in lines if line.weight]
    extra = [_bonus(scoring, obligation, found, on_top[obligation.id])
             for obligation, found in groups if obligation.id in on_top]
    counting = [line for line in lines if line.points is not None]
    weight = sum((line.weight for line in counting), Decimal(0))
    points = sum((line.points or Decimal(0) for line in counting), Decimal(0))
    bonus = sum((line.points or Decimal(0) for line in extra), Decimal(0))
    bonus = min(bonus, scoring.bonus.most) if scoring.bonus else bonus
    failed = any(finding.status is Status.ERROR for finding in findings)
    total = _total(scoring, points, weight, bonus) if weight and not failed else None
    vetoes = () if total is None else _vetoes(scoring, findings)
    earned_band, band = _grades(scoring, total, vetoes)
    lowered = earned_band is not band
    return Score(
        scoring.full, tuple(lines), weight, points, tuple(extra), bonus, total, band.id if band else None,
        earned_band.id if earned_band else None, tuple(dict.fromkeys(vetoes)) if lowered else (),
    )


def _grouped(plan: Plan, findings: Iterable[Finding]) -> list[tuple[Obligation, list[Finding]]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.obligation, []).append(finding)
    return [(obligation, groups[id]) for id, obligation in plan.obligations.items() if id in groups]


def _line(scoring: Scoring, obligation: Obligation, findings: Sequence[Finding]) -> ScoreLine:
    weight = scoring.weights.of(obligation)
    parts = [earned(finding, obligation, scoring) for finding in findings]
    credits = [part.credit for part in parts if part.credit is not None]
    why = tuple(part.why for part in parts)
    if not credits:
        return ScoreLine(obligation.id, weight, None, None, why)
    if scoring.credit.of(obligation).kind is CreditKind.DEDUCTION:
        return _deducted(scoring, obligation, weight, parts)
    mean = Fraction(sum(map(Fraction, credits), Fraction(0)), len(credits))
    credit = percent(mean, scoring.rounding, whole=all(one == _FULL for one in credits))
    points = rounded(Fraction(weight) * Fraction(credit) / 100, scoring.rounding.item, scoring.rounding.mode)
    if len(credits) > 1:
        why = (*why, Message("assessment.score-mean", {"count": len(credits), "credit": credit}))
    return ScoreLine(obligation.id, weight, credit, points, why)


def _deducted(scoring: Scoring, obligation: Obligation, weight: Decimal, parts: Sequence[Earned]) -> ScoreLine:
    rule = scoring.credit.of(obligation)
    times = sum(1 for part in parts if part.credit is not None and part.credit < _FULL)
    left = max(min(rule.floor, weight), weight - rule.each * times)
    points = rounded(Fraction(left), scoring.rounding.item, scoring.rounding.mode)
    why = [part.why for part in parts]
    if times:
        why.append(Message("assessment.score-deducted", {"times": times, "each": rule.each, "floor": rule.floor}))
    return ScoreLine(obligation.id, weight, None, points, tuple(why))


def _bonus(scoring: Scoring, obligation: Obligation, findings: Sequence[Finding], points: Decimal) -> ScoreLine:
    parts = [earned(finding, obligation, scoring) for finding in findings]
    credits = [part.credit for part in parts if part.credit is not None]
    won = points if credits and all(credit == _FULL for credit in credits) else Decimal(0)
    return ScoreLine(obligation.id, points, None, won, tuple(part.why for part in parts))


def _total(scoring: Scoring, points: Decimal, weight: Decimal, bonus: Decimal) -> Decimal:
    whole = Fraction(points) * Fraction(scoring.full) / Fraction(weight) + Fraction(bonus)
    return min(rounded(whole, scoring.rounding.total, scoring.rounding.mode), scoring.full)


def _vetoes(scoring: Scoring, findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(
        finding.obligation for finding in findings
        if finding.obligation in scoring.vetoes and finding.is_gap and not is_accepted(finding, scoring)
    )


def _grades(scoring: Scoring, total: Decimal | None, vetoes: Iterable[str]) -> tuple[Band | None, Band | None]:
    """The grade that the total earns, and the one that is left of it."""
    if total is None or not scoring.bands:
        return None, None
    ids = [band.id for band in scoring.bands]
    at = next(index for index, band in enumerate(scoring.bands) if band.holds(total))
    left = min([at, *(ids.index(scoring.vetoes[obligation]) for obligation in vetoes)])
    return scoring.bands[at], scoring.bands[left]
