"""What is known of a subject, since when, and from where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Union

from scilit_rules.model.lacks import Lack
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.words import Claim, EvidenceKind, Reason, Stance


class Period(NamedTuple):
    """The time that a fact speaks of: a year, or a day of it."""

    year: int
    day: date | None = None

    def __str__(self) -> str:
        return self.day.isoformat() if self.day else str(self.year)

    @property
    def start(self) -> date:
        """The first day."""
        return self.day or date(self.year, 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return self.day or date(self.year, 12, 31)


class Interval(NamedTuple):
    """A number known only to lie between two bounds, both included."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Attested:
    """A person's word on a duty.

    Args:
        claim: what the reporter says, or None where only a reviewer has spoken.
        progress: how far, in percent, where the reporter said so.
        mark: what the reviewer decides; overrides the claim.
        reviewer: who reviewed.
        stance: whether the reviewer agrees to the claim as it was made, or refuses it, without deciding it.
        reason: why the duty does not apply, where the reporter says so.
        mark_place: where the reviewer's word stands.
    """

    claim: Claim | None
    progress: Decimal | None = None
    mark: Claim | None = None
    reviewer: str = ""
    stance: Stance | None = None
    reason: str = ""
    mark_place: Place | None = field(default=None, compare=False, repr=False)

    @property
    def verdict(self) -> Claim | None:
        """The reviewer's mark if there is one, else the reporter's claim."""
        return self.mark or self.claim

    @property
    def is_reviewed(self) -> bool:
        """Whether a reviewer has decided it, or agreed to what was claimed."""
        return self.mark is not None or (self.claim is not None and self.stance is Stance.AGREES)


Value = Union[Decimal, bool, date, str, Attested]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a claim is proved by.

    Args:
        kind: what it is known as; None where it names nothing that can be looked up, so that it does not count.
        text: the number, name or address, as found.
        place: where it was found.
        lacks: what it would have to say to count.
        found: of a named file, where in the folder it was found; empty if it was not, None where nobody looked.
    """

    kind: EvidenceKind | None
    text: str
    place: Place | None = None
    lacks: tuple[Lack, ...] = ()
    found: str | None = None

    @property
    def is_found(self) -> bool:
        """Whether it is a file that was found."""
        return bool(self.found)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that was written beside a value and not understood, and that leaves the value as it is.

    Args:
        message: what is written, and what was expected.
        place: where it stands.
    """

    message: Message
    place: Place


@dataclass(frozen=True, slots=True)
class Reading:
    """How a cell was read, where reading took more than copying it.

    Args:
        place: the cell.
        raw: the text as found.
        read_as: the value it was taken for, in words.
        rules: the codes of the reading rules applied, in order.
    """

    place: Place
    raw: str
    read_as: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One known value.

    Args:
        subject: the id of the subject.
        name: the name of the fact in the vocabulary, or the id of the obligation attested.
        period: the time that it speaks of.
        value: a decimal number in the vocabulary's unit, a flag, a date, a text or an attestation.
        place: where it was read.
        evidence: what is offered in proof.
        reading: how the cell was read, where that took more than copying.
        remark: what the reporter added.
        derived_from: for a computed fact, the facts that it was computed from.
        unread: what stands beside it and was not understood.
    """

    subject: str
    name: str
    period: Period
    value: Value
    place: Place | None = None
    evidence: tuple[Evidence, ...] = ()
    reading: Reading | None = None
    remark: str = ""
    derived_from: tuple[Fact, ...] = ()
    unread: tuple[Unread, ...] = ()


def with_parts(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Facts, and behind each that is computed what it is computed from.

    Args:
        facts: the facts.
    """
    for fact in facts:
        yield fact
        yield from with_parts(fact.derived_from)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something was written where a fact should be, and it can't be taken for one.

    Args:
        subject: the id of the subject.
        name: the name of the fact.
        period: the time it speaks of, or None where that itself is in doubt.
        reason: ``ambiguous`` for a cell that can be read two ways or not at all, ``conflicting`` for several values,
            ``missing`` where the cell itself is blank.
        message: what is wrong.
        places: where it was written.
        raw: the text as found.
    """

    subject: str
    name: str
    period: Period | None
    reason: Reason
    message: Message
    places: tuple[Place, ...]
    raw: str = ""
