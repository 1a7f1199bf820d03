"""What is known of each leaf of a condition for one subject and time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from scilit_rules.engine.reference import OperandError, decide
from scilit_rules.engine.slots import Slot
from scilit_rules.facts.book import FactBook, Found
from scilit_rules.model.condition import Comparison, Condition, Leaf, leaves
from scilit_rules.model.fact import Attested, Doubt, Fact, Interval
from scilit_rules.model.operators import Reads
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Reason
from scilit_rules.plugins.contracts import Operand

# The most telling reason first: a contradiction wants a decision, a gap in the data only data.
_REASONS = (Reason.CONFLICTING, Reason.AMBIGUOUS, Reason.STALE, Reason.MISSING)


def comparisons(condition: Condition) -> tuple[Comparison, ...]:
    """The comparisons of facts in a condition, left to right."""
    return tuple(leaf for leaf in leaves(condition) if isinstance(leaf, Comparison))


def find(leaf: Comparison, book: FactBook, subject: str, slot: Slot) -> Found:
    """What is known of the fact that a comparison asks for."""
    if leaf.spec.reads is Reads.CHANGE:
        return book.change(subject, leaf.fact, slot.moment, leaf.growth, upward=leaf.upward)
    found = book.find(subject, leaf.fact, slot.moment)
    if isinstance(found.value, date) and found.value > slot.moment.as_of and _holds(leaf, found):
        return _to_come(found, book.vocabulary[leaf.fact], slot.moment.as_of)
    return found


def _holds(leaf: Comparison, found: Found) -> bool:
    try:
        return decide(leaf, operand(leaf, found)) is True
    except OperandError:  # told by the engine that is asked
        return False


def _to_come(found: Found, spec: FactSpec, as_of: date) -> Found:
    """A date that is yet to come: it may show that something will be too late, but never that it was done."""
    told = Message("facts.date-to-come", {"title": spec.title, "value": found.value, "as_of": as_of})
    places = tuple(fact.place for fact in found.facts if fact.place)
    doubts = tuple(Doubt(fact.subject, fact.name, fact.period, Reason.AMBIGUOUS, told, (fact.place,))
                   for fact in found.facts if fact.place)
    return Found(None, found.facts, Reason.AMBIGUOUS, told, places, (spec.name,), doubts)


def operand(leaf: Leaf, found: Found) -> Operand:
    """What an engine is asked with: the value, or for ``present`` whether there is one.

    A value of which only bounds are known is not there yet: whoever asks for it still wants the missing parts.
    """
    value = found.value
    if value is None:
        return None
    if isinstance(leaf, Comparison) and leaf.spec.reads is Reads.PRESENCE:
        return None if isinstance(value, Interval) else value != ""
    if isinstance(value, Attested):
        verdict = value.verdict
        return None if verdict is None else verdict.value
    return value


def reason_of(founds: Sequence[Found]) -> Reason:
    """Why something can't be decided, from everything that is not known."""
    reasons = {found.reason for found in founds if found.reason is not None}
    reasons |= {doubt.reason for found in founds if isinstance(found.value, Interval) for doubt in found.doubts}
    return next((reason for reason in _REASONS if reason in reasons), Reason.MISSING)


def places_of(founds: Sequence[Found]) -> tuple[Place, ...]:
    """Where everything was read, in the order used, each once."""
    places = [place for found in founds for place in (*found.places, *_all_places(found.facts))]
    return tuple(dict.fromkeys(places)) if len(places) > 1 else tuple(places)


def _all_places(facts: Sequence[Fact]) -> Iterator[Place]:
    for fact in facts:
        if fact.place is not None:
            yield fact.place
        if isinstance(fact.value, Attested) and fact.value.mark_place is not None:
            yield fact.value.mark_place
        yield from (piece.place for piece in fact.evidence if piece.kind is None and piece.place is not None)
        yield from (unread.place for unread in fact.unread)
        if fact.derived_from:
            yield from _all_places(fact.derived_from)


def part_of(found: Found, name: str) -> Decimal | None:
    """The value of a part that a derived value was computed from."""
    for fact in found.facts:
        for part in (fact, *fact.derived_from):
            if part.name == name and isinstance(part.value, Decimal):
                return part.value
    return None
