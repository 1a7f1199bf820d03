"""What of a series of facts speaks of a stretch of time that is no calendar year: a quarter, a school year."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scilit_rules.facts.found import Span
from scilit_rules.model.fact import Attested, Doubt, Fact, Period, Value
from scilit_rules.model.text import Message
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Claim, Reason

_Told = tuple[tuple[Fact, ...], tuple[Doubt, ...]]


def within(span: Span, facts: Sequence[Fact], doubts: Sequence[Doubt]) -> _Told:
    """The facts and doubts that speak of a span.

    What lies in it speaks of it; where nothing does, so does what is told of the whole year in which it ends. What
    must be done once in a span is done if any time of it has a clear yes; a no of another time is none of the span.

    Args:
        span: the stretch of time.
        facts: the facts of one name and subject.
        doubts: the doubts of the same; those without a period stay, because they could speak of any.
    """
    undated = tuple(doubt for doubt in doubts if doubt.period is None)
    inside = _of(facts, doubts, lambda period: span.start <= period.start and period.end <= span.end)
    around = _of(facts, doubts, lambda period: period.day is None and period.year == span.end.year)
    told = inside if any(inside) else around
    return _clear_yes(told) or (told[0], told[1] + undated)


def no_totals(span: Span, spec: FactSpec, facts: Sequence[Fact], doubts: Sequence[Doubt]) -> _Told:
    """The same, but figures of a whole year are in doubt: how they spread over its parts, nobody can tell."""
    parts = tuple(fact for fact in facts if fact.period.day is not None)
    return parts, (*doubts, *(_total(span, spec, fact) for fact in facts if fact.period.day is None))


def _total(span: Span, spec: FactSpec, fact: Fact) -> Doubt:
    told = {"title": spec.title, "value": fact.value, "year": fact.period.year, "start": span.start, "end": span.end}
    places = () if fact.place is None else (fact.place,)
    return Doubt(fact.subject, fact.name, fact.period, Reason.AMBIGUOUS, Message("facts.whole-year", told), places)


def _of(facts: Sequence[Fact], doubts: Sequence[Doubt], speaks: Callable[[Period], bool]) -> _Told:
    return (tuple(fact for fact in facts if speaks(fact.period)),
            tuple(doubt for doubt in doubts if doubt.period is not None and speaks(doubt.period)))


def _clear_yes(told: _Told) -> _Told | None:
    """The newest time of which all say yes, and nothing is in doubt; None where there is no such time."""
    facts, doubts = told
    doubted = {doubt.period for doubt in doubts}
    for period in sorted({fact.period for fact in facts} - doubted, key=lambda period: period.end, reverse=True):
        of_then = tuple(fact for fact in facts if fact.period == period)
        if all(_is_yes(fact.value) for fact in of_then):
            return of_then, ()
    return None


def _is_yes(value: Value) -> bool:
    return value is True or (isinstance(value, Attested) and value.verdict is Claim.DONE)
