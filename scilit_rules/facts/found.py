"""The question put to a fact book, and its answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from scilit_rules.model.fact import Doubt, Fact, Interval, Value
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.words import Reason


class Span(NamedTuple):
    """A stretch of time, its first and its last day included."""

    start: date
    end: date


class Moment(NamedTuple):
    """The time that a question is about.

    Args:
        as_of: the date of the run; nothing later counts.
        year: the year asked about.
        exact: whether a yearly fact must be of that very year, or may be the newest one up to it.
        span: what of time is asked about where that is not just the year: a part of it, or a school year.
        parted: whether the span is one of several parts of a year, each of which counts.
    """

    as_of: date
    year: int
    exact: bool
    span: Span | None = None
    parted: bool = False

    @property
    def until(self) -> date:
        """The last day on which a standing fact may begin to count."""
        if self.span is not None:
            return min(self.as_of, self.span.end)
        return min(self.as_of, date(self.year, 12, 31)) if self.exact else self.as_of


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of one fact of one subject at one time.

    Args:
        value: the value, an interval where only bounds are known, or None.
        facts: the facts that it rests on.
        reason: why there is no value; None exactly where there is one.
        message: what is wrong or missing, in words; with an interval, what keeps it from being one value.
        places: where doubtful or conflicting data stands.
        wanted: the names of the facts that would give the value, or narrow the interval.
        doubts: each thing that was written and could not be used, of this fact or of what it is computed from.
    """

    value: Value | Interval | None
    facts: tuple[Fact, ...] = ()
    reason: Reason | None = None
    message: Message | None = None
    places: tuple[Place, ...] = ()
    wanted: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def bounds(self) -> Interval | None:
        """The bounds of a number, both the same where it is known; None for anything else."""
        if isinstance(self.value, Interval):
            return self.value
        return Interval(self.value, self.value) if isinstance(self.value, Decimal) else None


# The first of these that is true of a part is what is said of the whole.
_GRAVEST = (Reason.CONFLICTING, Reason.AMBIGUOUS, Reason.STALE, Reason.MISSING)


def unknown_because(parts: tuple[Found, ...]) -> Found:
    """What is to be said of a whole of which at least one part is not known.

    Args:
        parts: all parts, known and unknown.

    Returns:
        an answer without value, with the gravest reason, all doubts, all places and all names wanted.
    """
    open_parts = [part for part in parts if part.reason is not None]
    gravest = min(open_parts, key=lambda part: _GRAVEST.index(part.reason or Reason.MISSING))
    return Found(
        value=None,
        facts=tuple(fact for part in parts for fact in part.facts),
        reason=gravest.reason,
        message=gravest.message,
        places=tuple(dict.fromkeys(place for part in open_parts for place in part.places)),
        wanted=tuple(dict.fromkeys(name for part in open_parts for name in part.wanted)),
        doubts=doubts_of(parts),
    )


def doubts_of(parts: Iterable[Found]) -> tuple[Doubt, ...]:
    """What could not be used in any of several parts, each once."""
    return tuple(dict.fromkeys(doubt for part in parts for doubt in part.doubts))
