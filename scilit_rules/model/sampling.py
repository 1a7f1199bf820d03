"""Which claims to look at on site."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scilit_rules.model.finding import Finding
from scilit_rules.model.report import Report
from scilit_rules.model.words import Binding


@dataclass(frozen=True, slots=True)
class Risk:
    """How much a claim weighs in the draw: binding × money × claims.

    Args:
        binding: how strongly the obligation binds.
        money: whether it is about money.
        claims: how many such claims the subject has.
        most: how many the subject with most of them has.
        weight: what that comes to; a claim of twice the weight is about twice as likely to be drawn.
    """

    binding: Binding | None
    money: bool
    claims: int
    most: int
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Sampled:
    """A claim that was drawn.

    Args:
        number: when it was drawn, from 1.
        finding: the finding that rests on self-report alone.
        risk: why it weighs what it does.
    """

    number: int
    finding: Finding
    risk: Risk


@dataclass(frozen=True, slots=True)
class Sample:
    """The claims to look at on site.

    Args:
        report: the report that they were drawn from.
        seed: what the draw can be made again with.
        size: how many were asked for.
        claims: how many findings rest on self-report alone, by the id of the subject.
        drawn: those drawn, in the order drawn; the first few are the sample of that smaller size.
    """

    report: Report
    seed: str
    size: int
    claims: dict[str, int]
    drawn: tuple[Sampled, ...]

    @property
    def population(self) -> int:
        """How many findings there were to draw from."""
        return sum(self.claims.values())
