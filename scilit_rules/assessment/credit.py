"""How much of its weight one finding earns, in percent, and why."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from scilit_rules.model.condition import All, AnyOf, AtLeastOf, Comparison, Condition, combine, leaves
from scilit_rules.model.fact import Attested
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.operators import Primitive, Reads, Relation
from scilit_rules.model.scoring import Credit, RoundingRule, Scoring
from scilit_rules.model.text import Message
from scilit_rules.model.words import Claim, CreditKind, Disposition, Rounding, Status, Treatment

_FULL = Decimal(100)


class Earned(NamedTuple):
    """What one finding earns.

    Args:
        credit: the percentage of the weight, or None where it does not count.
        why: how it counts.
    """

    credit: Decimal | None
    why: Message


def earned(finding: Finding, obligation: Obligation, scoring: Scoring) -> Earned:
    """What a finding earns of the weight of its obligation.

    Args:
        finding: the finding.
        obligation: its obligation.
        scoring: how the plan counts.
    """
    args: dict[str, object] = {"period": finding.period, "status": finding.status}
    if is_accepted(finding, scoring):
        return Earned(None, Message("assessment.score-waived", args))
    if finding.status is Status.MET:
        return Earned(_FULL, Message("assessment.score-counted", {**args, "credit": _FULL}))
    if finding.status is Status.UNMET:
        return _part(finding, obligation, scoring, args)
    if finding.status is Status.ERROR or scoring.count[finding.status] is Treatment.EXCLUDED:
        return Earned(None, Message("assessment.score-excluded", args))
    return Earned(Decimal(0), Message("assessment.score-counted", {**args, "credit": Decimal(0)}))


def is_accepted(finding: Finding, scoring: Scoring) -> bool:
    """Whether the finding is an accepted gap that the plan leaves out."""
    accepted = finding.is_gap and finding.disposition is not Disposition.OPEN
    return accepted and scoring.waived is Treatment.EXCLUDED


def _part(finding: Finding, obligation: Obligation, scoring: Scoring, args: dict[str, object]) -> Earned:
    rule = scoring.credit.of(obligation)
    if rule.kind in (CreditKind.ALL_OR_NOTHING, CreditKind.DEDUCTION):
        return Earned(Decimal(0), Message("assessment.score-counted", {**args, "credit": Decimal(0)}))
    reached = percent(reached_share(finding, obligation) * 100, scoring.rounding, whole=False)
    credit = reached if rule.kind is CreditKind.PROPORTIONAL else _of_tiers(rule, reached)
    return Earned(credit, Message("assessment.score-reached", {**args, "reached": reached, "credit": credit}))


def _of_tiers(rule: Credit, reached: Decimal) -> Decimal:
    for tier in rule.tiers:
        if reached > tier.start or (tier.included and reached == tier.start):
            return tier.credit
    return Decimal(0)


def percent(value: Fraction, rule: RoundingRule, *, whole: bool) -> Decimal:
    """A percentage as rounded for credits.

    Args:
        value: the percentage.
        rule: how it is rounded.
        whole: whether everything is earned; what is not is never rounded up to 100.
    """
    found = rounded(value, rule.credit, rule.mode)
    return found if whole else min(found, _FULL - Decimal(1).scaleb(-rule.credit))


def reached_share(finding: Finding, obligation: Obligation) -> Fraction:
    """How much of what is asked an unmet finding reaches, from 0 to 1.

    Of a number it is the share of the bound that is reached, of a claim the progress declared. All parts of a
    requirement count alike; of alternatives the best one counts. What is no exact number is reached or not.
    """
    if obligation.require is None:
        return _progress(finding.attested)
    return _reached(obligation.require, iter(finding.checks))


def _progress(attested: Attested | None) -> Fraction:
    if attested is None or attested.verdict is not Claim.PARTLY or attested.progress is None:
        return Fraction(0)
    return _between(Fraction(attested.progress) / 100)


def _reached(condition: Condition, checks: Iterator[Check]) -> Fraction:
    if isinstance(condition, (All, AnyOf, AtLeastOf)):
        parts = [_reached(part, checks) for part in condition.parts]
        if isinstance(condition, AnyOf):
            return max(parts)
        best = sorted(parts, reverse=True)[: condition.count] if isinstance(condition, AtLeastOf) else parts
        return Fraction(sum(best), len(best))
    if isinstance(condition, Comparison):
        return _of_check(next(checks))
    # `not` holds or does not; there is no part of it.
    truths = [next(checks).truth for _ in leaves(condition)]
    return Fraction(1 if combine(condition, iter(truths)) else 0)


def _of_check(check: Check) -> Fraction:
    if check.truth:
        return Fraction(1)
    if check.truth is None or not isinstance(check.actual, Decimal) or check.comparison.spec.reads is not Reads.VALUE:
        return Fraction(0)
    actual = Fraction(check.actual)
    return _between(min(_of_bound(actual, primitive) for primitive in check.comparison.primitives))


def _of_bound(actual: Fraction, primitive: Primitive) -> Fraction:
    assert isinstance(primitive.constant, Decimal)
    bound = Fraction(primitive.constant)
    if primitive.relation in (Relation.GT, Relation.GE):
        return actual / bound if bound > 0 else Fraction(0)
    return bound / actual if actual > 0 else Fraction(1)


def _between(share: Fraction) -> Fraction:
    return max(Fraction(0), min(Fraction(1), share))


def rounded(value: Fraction, places: int, mode: Rounding) -> Decimal:
    """An exact number with so many decimal places.

    Args:
        value: the number, not negative.
        places: the decimal places.
        mode: how its last digits are lost.
    """
    scaled = value * 10**places
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest
    if mode is Rounding.HALF_UP:
        whole += twice >= scaled.denominator
    elif mode is Rounding.HALF_EVEN:
        whole += twice > scaled.denominator or (twice == scaled.denominator and whole % 2 == 1)
    return Decimal(whole).scaleb(-places)
