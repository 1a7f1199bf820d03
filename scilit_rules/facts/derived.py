"""Facts that are computed from others: of the same subject, or of the children of a subject.

Whatever is known only between bounds is carried through as bounds, so that the result always contains the value that
full data would give.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Context, Decimal
from typing import Protocol

from scilit_rules.facts.found import Found, Moment, doubts_of, unknown_because
from scilit_rules.model.fact import Fact, Interval, Period
from scilit_rules.model.place import Place
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Message, Text
from scilit_rules.model.vocabulary import FactSpec, Vocabulary
from scilit_rules.model.words import DerivationKind, FactType, Nature, Reason

EXACT = Context(prec=60)
HUNDRED = Decimal(100)


class Knowledge(Protocol):
    """What computing needs of a fact book."""

    vocabulary: Vocabulary

    def find(self, subject_id: str, name: str, moment: Moment) -> Found:
        """The value of a fact."""

    def change(self, subject_id: str, name: str, moment: Moment) -> Found:
        """The change of a fact since the year before."""

    def children(self, subject_id: str) -> tuple[Subject, ...]:
        """The subjects directly below one."""

    def parent(self, subject_id: str) -> str | None:
        """The subject directly above one."""


def compute(spec: FactSpec, subject_id: str, moment: Moment, known: Knowledge) -> Found:
    """The value of a derived fact from its parts.

    Args:
        spec: the fact, with its derivation.
        subject_id: whose.
        moment: when.
        known: where the parts are found.

    Returns:
        the value, or bounds, resting on the parts; or why there is none.
    """
    derive = spec.derive
    assert derive is not None
    if derive.kind is DerivationKind.CHANGE:
        return _named(spec, subject_id, moment, known.change(subject_id, derive.parts[0], moment))
    if derive.kind is DerivationKind.RANK:
        return _rank(spec, subject_id, moment, known)
    if derive.kind.over_children or derive.over:
        return _over_children(spec, subject_id, moment, known)
    parts = _aligned(derive.parts, subject_id, moment, known)
    if any(part.value is None for part in parts):
        return unknown_because(parts)
    bounds = [part.bounds for part in parts]
    if None in bounds:
        return _no_number(spec, parts)
    value = _ARITHMETIC[derive.kind](spec, [b for b in bounds if b is not None])
    if value is None:
        return Found(None, _facts(parts), Reason.AMBIGUOUS, Message("facts.divided-by-zero", {
            "title": spec.title, "per": known.vocabulary[derive.parts[1]].title}), _places(parts), derive.parts[1:])
    return _result(spec, subject_id, moment, value, parts)


def _aligned(names: Sequence[str], subject_id: str, moment: Moment, known: Knowledge) -> tuple[Found, ...]:
    """Parts of one and the same year: the newest for which all yearly parts are there."""
    parts = tuple(known.find(subject_id, name, moment) for name in names)
    if moment.exact or any(part.value is None for part in parts):
        return parts
    yearly = [name for name in names if known.vocabulary[name].nature is Nature.YEARLY]
    years = {
        fact.period.year
        for name, part in zip(names, parts, strict=True)
        if name in yearly
        for fact in part.facts
    }
    if not years or years == {moment.as_of.year}:
        return parts
    same = Moment(moment.as_of, min(years), True)
    return tuple(known.find(subject_id, name, same) for name in names)


def _sum(_: FactSpec, bounds: Sequence[Interval]) -> Interval | None:
    low = high = Decimal(0)
    for bound in bounds:
        low, high = EXACT.add(low, bound.low), EXACT.add(high, bound.high)
    return Interval(low, high)


def _difference(_: FactSpec, bounds: Sequence[Interval]) -> Interval | None:
    of, minus = bounds
    return Interval(EXACT.subtract(of.low, minus.high), EXACT.subtract(of.high, minus.low))


def _ratio(spec: FactSpec, bounds: Sequence[Interval]) -> Interval | None:
    of, per = bounds
    if per.low <= 0 <= per.high:
        return None
    scale = HUNDRED if spec.type is FactType.SHARE else Decimal(1)
    ends = [EXACT.divide(EXACT.multiply(top, scale), bottom) for top in set(of) for bottom in set(per)]
    return Interval(min(ends), max(ends))


_ARITHMETIC: dict[DerivationKind, Callable[[FactSpec, Sequence[Interval]], Interval | None]] = {
    DerivationKind.SUM: _sum,
    DerivationKind.DIFFERENCE: _difference,
    DerivationKind.RATIO: _ratio,
}


def _over_children(spec: FactSpec, subject_id: str, moment: Moment, known: Knowledge) -> Found:
    derive = spec.derive
    assert derive is not None
    children = [child for child in known.children(subject_id) if not derive.over or child.level in derive.over]
    part = known.vocabulary[derive.parts[0]]
    if not children:
        return Found(None, (), Reason.MISSING, Message("facts.no-children", {"title": spec.title}), (), (part.name,))
    parts = tuple(known.find(child.id, part.name, moment) for child in children)
    bounds = [_child_bounds(found, part, derive.kind) for found in parts]
    if all(found.value is None for found in parts):
        return unknown_because(parts)
    if any(bound is None for bound in bounds):
        open_parts = any(found.value is None for found in parts)
        return unknown_because(parts) if open_parts else _no_number(spec, parts)
    value = _WHOLE[derive.kind]([bound for bound in bounds if bound is not None])
    missing = tuple(child.name for child, found in zip(children, parts, strict=True) if found.value is None)
    return _result(spec, subject_id, moment, value, parts, missing)


def _child_bounds(found: Found, part: FactSpec, kind: DerivationKind) -> Interval | None:
    if kind is DerivationKind.SHARE:
        if found.value is None:
            return Interval(Decimal(0), Decimal(1))
        return Interval(Decimal(found.value), Decimal(found.value)) if isinstance(found.value, bool) else None
    if found.value is not None:
        return found.bounds
    low, high = part.range.low, part.range.high
    return Interval(low, high) if low is not None and high is not None else None


def _share(bounds: Sequence[Interval]) -> Interval:
    low, high = _total(bounds)
    count = Decimal(len(bounds))
    return Interval(EXACT.divide(low * HUNDRED, count), EXACT.divide(high * HUNDRED, count))


def _mean(bounds: Sequence[Interval]) -> Interval:
    low, high = _total(bounds)
    count = Decimal(len(bounds))
    return Interval(EXACT.divide(low, count), EXACT.divide(high, count))


def _total(bounds: Sequence[Interval]) -> Interval:
    low = high = Decimal(0)
    for bound in bounds:
        low, high = EXACT.add(low, bound.low), EXACT.add(high, bound.high)
    return Interval(low, high)


def _spread(bounds: Sequence[Interval]) -> Interval:
    least = EXACT.subtract(max(b.low for b in bounds), min(b.high for b in bounds))
    return Interval(max(least, Decimal(0)), _farthest(bounds))


def _farthest(bounds: Sequence[Interval]) -> Decimal:
    """How far two can lie apart: one of which nothing is known is held against the others, never against itself."""
    lowest, *others = sorted(bounds, key=lambda bound: bound.low)
    if not others:
        return Decimal(0)
    above = EXACT.subtract(max(other.high for other in others), lowest.low)
    below = EXACT.subtract(lowest.high, others[0].low)
    return max(above, below)


_WHOLE: dict[DerivationKind, Callable[[Sequence[Interval]], Interval]] = {
    DerivationKind.SHARE: _share,
    DerivationKind.MEAN: _mean,
    DerivationKind.SPREAD: _spread,
    DerivationKind.SUM: _total,
}


def _rank(spec: FactSpec, subject_id: str, moment: Moment, known: Knowledge) -> Found:
    """The place among siblings, 1 for the greatest value; equals share the better place."""
    derive = spec.derive
    assert derive is not None
    name = derive.parts[0]
    own = known.find(subject_id, name, moment)
    if own.value is None:
        return unknown_because((own,))
    bounds = own.bounds
    if bounds is None:
        return _no_number(spec, (own,))
    parent = known.parent(subject_id)
    siblings = [s for s in (known.children(parent) if parent else ()) if s.id != subject_id]
    others = [s for s in siblings if not derive.over or s.level in derive.over]
    parts = tuple(known.find(other.id, name, moment) for other in others)
    ends = [part.bounds for part in parts]
    surely = sum(1 for end in ends if end is not None and end.low > bounds.high)
    maybe = sum(1 for end in ends if end is None or end.high > bounds.low)
    value = Interval(Decimal(1 + surely), Decimal(1 + maybe))
    missing = tuple(other.name for other, part in zip(others, parts, strict=True) if part.value is None)
    return _result(spec, subject_id, moment, value, (own, *parts), missing)


def _result(spec: FactSpec, subject_id: str, moment: Moment, value: Interval, parts: tuple[Found, ...],
            missing: tuple[Text, ...] = ()) -> Found:
    facts = _facts(parts)
    if (untrue := _untrue(spec, value)) is not None:
        places = tuple(dict.fromkeys(fact.place for fact in facts if fact.place is not None))
        wanted = spec.derive.parts if spec.derive is not None else ()
        return Found(None, facts, Reason.AMBIGUOUS, untrue, places, wanted, doubts_of(parts))
    if value.low == value.high:
        return Found(value.low, (_fact(spec, subject_id, moment, value.low, facts),))
    open_parts = tuple(part for part in parts if part.wanted)
    message = next((part.message for part in open_parts if part.message is not None), None)
    if missing or message is None:
        message = Message("facts.children-missing", {
            "title": spec.title, "count": len(missing), "of": len(parts), "subjects": missing})
    return Found(value, facts, None, message, _places(open_parts),
                 tuple(dict.fromkeys(name for part in open_parts for name in part.wanted)), doubts_of(open_parts))


def _untrue(spec: FactSpec, value: Interval) -> Message | None:
    """Why a computed value can't be true whatever its open parts are: its parts then hold a wrong unit or number."""
    low, high, most = spec.range.low, spec.range.high, spec.range.doubt_above
    if (low is not None and value.high < low) or (high is not None and value.low > high):
        end = value.high if low is not None and value.high < low else value.low
        return Message("facts.computed-out-of-range", {"title": spec.title, "value": _short(end), "unit": spec.unit})
    if most is not None and value.low > most:
        told = {"title": spec.title, "value": _short(value.low), "unit": spec.unit, "most": most}
        return Message("facts.computed-doubtful", told)
    return None


def _short(value: Decimal) -> Decimal:
    return EXACT.quantize(value, Decimal("0.01")) if abs(value) < Decimal("1e40") else value


def _named(spec: FactSpec, subject_id: str, moment: Moment, found: Found) -> Found:
    if not isinstance(found.value, Decimal):
        return found
    return Found(found.value, (_fact(spec, subject_id, moment, found.value, found.facts),))


def _fact(spec: FactSpec, subject_id: str, moment: Moment, value: Decimal, facts: tuple[Fact, ...]) -> Fact:
    years = [fact.period.year for fact in facts]
    year = moment.year if moment.exact or not years else max(years)
    return Fact(subject_id, spec.name, Period(year), value, derived_from=facts)


def _no_number(spec: FactSpec, parts: tuple[Found, ...]) -> Found:
    return Found(None, _facts(parts), Reason.AMBIGUOUS, Message("facts.part-no-number", {"title": spec.title}),
                 _places(parts), (), doubts_of(parts))


def _facts(parts: Sequence[Found]) -> tuple[Fact, ...]:
    return tuple(fact for part in parts for fact in part.facts)


def _places(parts: Sequence[Found]) -> tuple[Place, ...]:
    found = [place for part in parts for place in part.places]
    found += [fact.place for part in parts for fact in part.facts if fact.place is not None]
    return tuple(dict.fromkeys(found))
