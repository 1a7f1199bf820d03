"""The facts that a ruleset may ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from scilit_rules.model.place import Place
from scilit_rules.model.text import Text
from scilit_rules.model.words import DerivationKind, FactType, Level, Nature


@dataclass(frozen=True, slots=True)
class Range:
    """The values that a fact can have, both ends included, and beyond which a value is surely an error of unit.

    Args:
        low: the least value that can be true, or None.
        high: the greatest value that can be true, or None.
        doubt_above: above this the unit is doubted (per head over 100 yuan: yuan written as 10,000 yuan).
        doubt_below: below this, but above zero, the unit is doubted (a district's funds of 38.5 yuan: 万元 was meant).
    """

    low: Decimal | None = None
    high: Decimal | None = None
    doubt_above: Decimal | None = None
    doubt_below: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a fact is computed from others.

    Args:
        kind: the kind of computation.
        parts: the names of the facts: ``(numerator, denominator)`` of a ratio, ``(minuend, subtrahend)`` of a
            difference, all terms of a sum, otherwise the one fact.
        over: for a fact of the whole, the levels of the children that count.
    """

    kind: DerivationKind
    parts: tuple[str, ...]
    over: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact of the vocabulary.

    Args:
        name: its dotted name, such as ``literacy.rate``.
        title: what people call it.
        aliases: other headings under which offices keep it.
        type: the type of its values.
        unit: the unit that its values are kept in, such as ``元``, ``%``, ``人``; empty where it has none.
        range: the values that it can have.
        nature: whether it belongs to a year or stands until replaced.
        freshness: how many years old a value may be, or None for any.
        kept: where offices keep it (statistical form and code, budget, register).
        definition: what exactly is counted.
        derive: how it is computed, where it is.
        values: for a text, the only values that it can have; empty for any.
        place: where the author wrote it.
        former: the names that it had in earlier versions of the ruleset.
    """

    name: str
    title: Text
    type: FactType
    unit: str = ""
    aliases: tuple[str, ...] = ()
    range: Range = Range()
    nature: Nature = Nature.STANDING
    freshness: int | None = None
    kept: Text | None = None
    definition: Text | None = None
    derive: Derivation | None = None
    values: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)
    former: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facts that a ruleset may ask for, by name.

    Args:
        facts: the facts by name, in the order written.
    """

    facts: Mapping[str, FactSpec]

    def __repr__(self) -> str:
        """In a line, without all facts."""
        return f"<Vocabulary of {len(self.facts)} facts>"

    def __getitem__(self, name: str) -> FactSpec:
        return self.facts[name]

    def __contains__(self, name: object) -> bool:
        return name in self.facts

    def __iter__(self) -> Iterator[FactSpec]:
        return iter(self.facts.values())

    def __len__(self) -> int:
        return len(self.facts)

    def get(self, name: str) -> FactSpec | None:
        """The fact of that name, or None."""
        return self.facts.get(name)
