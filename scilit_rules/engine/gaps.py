"""How far a value is from what is asked, and what that costs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, localcontext

from scilit_rules.engine.lowering import lower
from scilit_rules.engine.operands import part_of
from scilit_rules.facts.book import FactBook, Found, Moment
from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Fact, Interval
from scilit_rules.model.finding import Gap, Outlook
from scilit_rules.model.operators import Primitive, Relation
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import DerivationKind, FactType
from scilit_rules.plugins.contracts import Operand

DAYS = "天"
_UPWARD = (Relation.GT, Relation.GE)
_STRICT = (Relation.GT, Relation.LT)
_DIGITS = 60


def gap(leaf: Comparison, operand: Operand, found: Found, spec: FactSpec, book: FactBook, subject: str,
        moment: Moment) -> Gap | None:
    """The distance of a failing comparison from its bound, or None where a distance has no meaning.

    Of an interval the nearer end counts, so that the distance is never overstated. For a ratio of an amount to people
    the whole amount missing is given too: what the bound asks for that many people, less what there is.
    """
    distances = [found_gap for found_gap in (_distance(p, operand) for p in lower(leaf)) if found_gap is not None]
    if not distances:
        return None
    amount, primitive = max(distances, key=lambda pair: pair[0])
    strict = primitive.relation in _STRICT
    if isinstance(operand, date):
        return Gap(amount, DAYS, strict)
    money = _money(primitive, found, spec, book, subject, moment)
    return Gap(amount, spec.unit, strict, money)


def _distance(primitive: Primitive, operand: Operand) -> tuple[Decimal, Primitive] | None:
    bound = primitive.constant
    upward = primitive.relation in _UPWARD
    if isinstance(operand, Interval):
        operand = operand.high if upward else operand.low
    if isinstance(bound, Decimal) and isinstance(operand, Decimal):
        with localcontext() as context:
            context.prec = _DIGITS
            away = bound - operand if upward else operand - bound
    elif isinstance(bound, date) and isinstance(operand, date):
        days = (bound - operand).days
        away = Decimal(days if upward else -days)
    else:
        return None
    fails = away >= 0 if primitive.relation in _STRICT else away > 0
    return (away, primitive) if fails else None


def _money(primitive: Primitive, found: Found, spec: FactSpec, book: FactBook, subject: str,
           moment: Moment) -> Decimal | None:
    derive, bound = spec.derive, primitive.constant
    if derive is None or derive.kind is not DerivationKind.RATIO or not isinstance(bound, Decimal):
        return None
    if book.vocabulary[derive.parts[0]].type is not FactType.AMOUNT or primitive.relation not in _UPWARD:
        return None
    amount, people = (part_of(found, name) for name in derive.parts)
    if people is None:
        known = book.find(subject, derive.parts[1], moment).value
        people = known if isinstance(known, Decimal) else None
    ratio = found.value
    if people is None or not isinstance(ratio, Decimal):
        return None
    with localcontext() as context:
        context.prec = _DIGITS
        return max(bound * people - (ratio * people if amount is None else amount), Decimal(0))


def outlook(leaf: Comparison, found: Found, book: FactBook, subject: str, first: int, due: date) -> Outlook | None:
    """Whether a numeric target that is not due yet is within reach, where a baseline is known.

    Args:
        leaf: the comparison with the target.
        found: the newest value.
        book: all that is known.
        subject: the id of the subject.
        first: the first year of the plan; the year before may serve as baseline.
        due: when the target is due.
    """
    target, latest = leaf.bound, found.facts[-1] if found.facts else None
    if latest is None or not isinstance(target, Decimal) or not isinstance(latest.value, Decimal):
        return None
    history = [fact for fact in book.facts_of(subject) if fact.name == leaf.fact and fact.period.year >= first - 1]
    baseline = min(history, key=lambda fact: fact.period.end, default=None)
    if baseline is None or baseline.period.year >= latest.period.year:
        return None
    return _line(baseline, latest, target, due, upward=any(p.relation in _UPWARD for p in lower(leaf)))


def _line(baseline: Fact, latest: Fact, target: Decimal, due: date, *, upward: bool) -> Outlook:
    assert isinstance(baseline.value, Decimal) and isinstance(latest.value, Decimal)
    years = max(due.year - baseline.period.year, 1)
    with localcontext() as context:
        context.prec = _DIGITS
        step = (target - baseline.value) / years
        expected = baseline.value + step * (latest.period.year - baseline.period.year)
    reached = latest.value >= expected if upward else latest.value <= expected
    return Outlook(baseline, latest, target, expected, reached)
