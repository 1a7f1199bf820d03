"""How a plan turns findings into points and grades, where it declares that it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, TypeVar

from scilit_rules.model.obligation import Obligation
from scilit_rules.model.text import Text
from scilit_rules.model.words import CreditKind, ObligationKind, Rounding, Status, Treatment

Of = TypeVar("Of")


@dataclass(frozen=True, slots=True)
class PerObligation(Generic[Of]):
    """Something said of single obligations, of kinds, of clauses and of all the rest.

    Args:
        default: what holds for all that nothing else is said of.
        obligations: what holds for an obligation, by its id.
        kinds: what holds for a kind.
        clauses: what holds for a clause and everything within it, by path.
    """

    default: Of
    obligations: Mapping[str, Of] = field(default_factory=dict)
    kinds: Mapping[ObligationKind, Of] = field(default_factory=dict)
    clauses: Mapping[str, Of] = field(default_factory=dict)

    def of(self, obligation: Obligation) -> Of:
        """What holds for an obligation: what is said of itself, else of its kind, else of the nearest clause."""
        if obligation.id in self.obligations:
            return self.obligations[obligation.id]
        if obligation.kind in self.kinds:
            return self.kinds[obligation.kind]
        path = obligation.clause
        while path:
            if path in self.clauses:
                return self.clauses[path]
            path = path.rpartition("/")[0]
        return self.default


@dataclass(frozen=True, slots=True)
class Tier:
    """One step of tiered credit.

    Args:
        start: the least percentage of the bound that reaches this step.
        included: whether exactly that much reaches it.
        credit: the percentage of the weight that it earns.
    """

    start: Decimal
    included: bool
    credit: Decimal


@dataclass(frozen=True, slots=True)
class Credit:
    """How much of its weight an obligation earns that is not met.

    Args:
        kind: the way in which that is reckoned.
        tiers: the steps, highest first, for ``tiered``.
        each: the points that each period not met costs, for ``deduction``.
        floor: the fewest points that deductions leave, for ``deduction``.
    """

    kind: CreditKind
    tiers: tuple[Tier, ...] = ()
    each: Decimal = Decimal(0)
    floor: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Band:
    """A grade and the scores that earn it.

    Args:
        id: its id.
        title: its name.
        low: the least score.
        low_included: whether exactly that score belongs to it.
        high: the greatest score.
        high_included: whether exactly that score belongs to it.
    """

    id: str
    title: Text
    low: Decimal
    low_included: bool
    high: Decimal
    high_included: bool

    def holds(self, score: Decimal) -> bool:
        """Whether a score belongs to it."""
        above = score >= self.low if self.low_included else score > self.low
        return above and (score <= self.high if self.high_included else score < self.high)


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """Where and how numbers are rounded. Each later step starts from the rounded number, as a reader would.

    Args:
        mode: how.
        credit: decimal places of credits, which are percentages.
        item: decimal places of the points of one obligation.
        total: decimal places of the total.
    """

    mode: Rounding
    credit: int = 2
    item: int = 2
    total: int = 2


@dataclass(frozen=True, slots=True)
class Bonus:
    """Points on top of the score.

    Args:
        points: the points that each obligation earns where it is met, by its id; it has no weight of its own then.
        most: the most points that all of them earn together.
    """

    points: Mapping[str, Decimal]
    most: Decimal


@dataclass(frozen=True, slots=True)
class Scoring:
    """How a plan turns the findings on a subject into points and a grade.

    Args:
        full: the full score.
        weights: what each obligation weighs.
        credit: how much of it is earned by what is not met.
        count: how statuses count that are neither met nor unmet.
        waived: whether accepted gaps count as found or are left out.
        rounding: where and how numbers are rounded.
        bands: the grades, lowest first; together they hold every score from 0 to the full one exactly once.
        vetoes: the best grade left where an obligation is unmet, by the obligation's id.
        bonus: points on top, or None.
    """

    full: Decimal
    weights: PerObligation[Decimal]
    credit: PerObligation[Credit]
    count: Mapping[Status, Treatment]
    waived: Treatment
    rounding: RoundingRule
    bands: tuple[Band, ...] = ()
    vetoes: Mapping[str, str] = field(default_factory=dict)
    bonus: Bonus | None = None

    def grade(self, score: Decimal) -> Band | None:
        """The grade of a score, or None where no grades are declared."""
        return next((band for band in self.bands if band.holds(score)), None)
