"""What must hold: comparisons of facts with bounds, joined by ``all``, ``any``, ``not`` and ``at_least_of``.

Truth has three values, ``True``, ``False`` and ``None`` for unknown (Kleene's strong logic). `KLEENE` writes the
meaning down as functions; every engine uses or agrees with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Optional, Union

from scilit_rules.model.operators import OPERATORS, YEAR_ON_YEAR, Bound, Growth, Operator, Primitive, Relation
from scilit_rules.model.place import Place
from scilit_rules.model.words import Status

Truth = Optional[bool]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact compared with a bound.

    Args:
        fact: the name of the fact in the vocabulary.
        operator: the name of the operator in `OPERATORS`.
        bound: what it is compared with, in the unit of the fact.
        place: where the author wrote it.
    """

    fact: str
    operator: str
    bound: Bound
    place: Place | None = field(default=None, compare=False)

    @property
    def spec(self) -> Operator:
        """The entry of the operator table."""
        return OPERATORS[self.operator]

    @property
    def growth(self) -> Growth:
        """What the newest value is held against, for an operator that looks at a change; the year before if unsaid."""
        return self.bound if isinstance(self.bound, Growth) else YEAR_ON_YEAR

    @property
    def upward(self) -> bool:
        """Whether a greater value is what it asks for."""
        return all(primitive.relation in (Relation.GT, Relation.GE) for primitive in self.primitives)

    @property
    def primitives(self) -> tuple[Primitive, ...]:
        """The plain comparisons that must all hold."""
        return self.spec.lower(self.bound)


@dataclass(frozen=True, slots=True)
class StatusIs:
    """A finding of the same subject has a status (only in consequences).

    Args:
        finding: the id of an obligation of the plan.
        status: the status that it must have.
        place: where the author wrote it.
    """

    finding: str
    status: Status
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Follows:
    """Another consequence holds for the same subject (only in consequences)."""

    consequence: str
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part must hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class AtLeastOf:
    """At least ``count`` of the parts must hold."""

    count: int
    parts: tuple[Condition, ...]


Leaf = Union[Comparison, StatusIs, Follows]
Condition = Union[Comparison, StatusIs, Follows, All, AnyOf, Not, AtLeastOf]


def leaves(condition: Condition) -> Iterator[Leaf]:
    """The comparisons of a condition, left to right, as often as they occur."""
    if isinstance(condition, (All, AnyOf, AtLeastOf)):
        for part in condition.parts:
            yield from leaves(part)
    elif isinstance(condition, Not):
        yield from leaves(condition.part)
    else:
        yield condition


def all_of(truths: Iterable[Truth]) -> Truth:
    """False if any part is false, else unknown if any is unknown, else true."""
    unknown = False
    for truth in truths:
        if truth is False:
            return False
        unknown = unknown or truth is None
    return None if unknown else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """True if any part is true, else unknown if any is unknown, else false."""
    unknown = False
    for truth in truths:
        if truth is True:
            return True
        unknown = unknown or truth is None
    return None if unknown else False


def negation(truth: Truth) -> Truth:
    """True and false change places; unknown stays unknown."""
    return None if truth is None else not truth


def at_least_of(count: int, truths: Iterable[Truth]) -> Truth:
    """True once ``count`` parts are true, false once so few can be, else unknown."""
    known = list(truths)
    true = sum(1 for truth in known if truth is True)
    unknown = sum(1 for truth in known if truth is None)
    if true >= count:
        return True
    return False if true + unknown < count else None


def combine(condition: Condition, truths: Iterator[Truth]) -> Truth:
    """The truth of a condition from the truths of its leaves, left to right.

    Args:
        condition: what must hold.
        truths: one truth for each leaf, in the order of `leaves`; exactly as many are taken.
    """
    parts = _parts(condition)
    return _join(condition, [combine(part, truths) for part in parts]) if parts else next(truths)


def open_leaves(condition: Condition, truths: Sequence[Truth]) -> tuple[int, ...]:
    """Which leaves keep a condition unknown, by their numbers from the left; none if it is decided.

    A leaf that is unknown below a part that is decided without it keeps nothing open.

    Args:
        condition: what must hold.
        truths: one truth for each leaf, in the order of `leaves`.
    """
    return tuple(_weigh(condition, iter(enumerate(truths)))[1])


def _weigh(condition: Condition, truths: Iterator[tuple[int, Truth]]) -> tuple[Truth, list[int]]:
    parts = _parts(condition)
    if not parts:
        number, truth = next(truths)
        return truth, [number] if truth is None else []
    weighed = [_weigh(part, truths) for part in parts]
    truth = _join(condition, [part for part, _ in weighed])
    return truth, [number for _, numbers in weighed for number in numbers] if truth is None else []


def _parts(condition: Condition) -> tuple[Condition, ...]:
    if isinstance(condition, Not):
        return (condition.part,)
    return condition.parts if isinstance(condition, (All, AnyOf, AtLeastOf)) else ()


def _join(condition: Condition, parts: Sequence[Truth]) -> Truth:
    if isinstance(condition, All):
        return all_of(parts)
    if isinstance(condition, AnyOf):
        return any_of(parts)
    if isinstance(condition, AtLeastOf):
        return at_least_of(condition.count, parts)
    return negation(parts[0])
