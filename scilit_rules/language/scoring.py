"""``scoring`` of plan.yaml → how findings become points and grades, where a plan declares it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Union

from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.naming import Known
from scilit_rules.language.scoring_shapes import (
    BandShape,
    BonusShape,
    CreditsShape,
    PartialCreditShape,
    ScoringShape,
    TierShape,
    WeightsShape,
)
from scilit_rules.language.shapes import to_text
from scilit_rules.language.shaping import shape_rest
from scilit_rules.model.problem import Problem
from scilit_rules.model.scoring import Band, Bonus, Credit, PerObligation, RoundingRule, Scoring, Tier
from scilit_rules.model.words import CreditKind, ObligationKind, Status
from scilit_rules.problems import near_names

_LOWER, _UPPER = ("at_least", "above"), ("at_most", "below")
_STAND_INS = {
    "weights": {"default": 1}, "credit": {"default": "all_or_nothing"},
    "count": dict.fromkeys(("unknown", "needs_review", "not_due", "not_applicable"), "excluded"),
    "rounding": {"mode": "half_up"},
}
_Ended = Union[BandShape, TierShape]


def read_scoring(spot: Spot, obligations: Known, clauses: Known, faults: Faults) -> Scoring | None:
    """How a plan turns findings into points, or None where it does not, or it is written wrongly.

    Args:
        spot: the value of ``scoring``; None where there is none.
        obligations: the ids of all obligations.
        clauses: the paths of all clauses.
        faults: takes what is wrong.
    """
    if spot.value is None:
        return None
    before = len(faults)
    item, unsure = shape_rest(ScoringShape, spot, faults, _STAND_INS)
    if item is None:
        return None
    missing = [name for name in _STAND_INS if name not in spot.value and name not in unsure]
    if missing:
        faults.add(spot.problem("missing-key", key=True, names=missing))
    reader = _Reader(obligations, clauses, faults)
    weights = reader.weights(item.weights, spot.at("weights"))
    credit = reader.credits(item.credit, spot.at("credit"))
    bands = () if unsure & {"bands", "full"} else reader.bands(item.bands, spot.at("bands"), item.full)
    reader.vetoes(item, spot.at("vetoes"), whole="bands" not in unsure)
    bonus = reader.bonus(item.bonus, spot.at("bonus").at("points")) if item.bonus else None
    if len(faults) > before:
        return None
    count = {status: getattr(item.count, status.value)
             for status in (Status.UNKNOWN, Status.NEEDS_REVIEW, Status.NOT_DUE, Status.NOT_APPLICABLE)}
    round = item.rounding
    return Scoring(item.full, weights, credit, count, item.count.waived,
                   RoundingRule(round.mode, round.credit, round.item, round.total), bands, item.vetoes, bonus)


class _Reader:
    """Reads the parts of one declaration and notes what is wrong with them."""

    def __init__(self, obligations: Known, clauses: Known, faults: Faults) -> None:
        self._obligations = obligations
        self._clauses = clauses
        self._faults = faults

    def weights(self, item: WeightsShape, spot: Spot) -> PerObligation[Decimal]:
        self._check_names(item, spot)
        kinds = {kind: item.kinds[kind] for kind in ObligationKind if kind.value in item.kinds}
        return PerObligation(item.default, item.obligations, kinds, item.clauses)

    def credits(self, item: CreditsShape, spot: Spot) -> PerObligation[Credit]:
        self._check_names(item, spot)

        def each(name: str) -> dict[str, Credit]:
            found: Mapping[str, PartialCreditShape] = getattr(item, name)
            return {key: self._credit(value, spot.at(name).at(key)) for key, value in found.items()}

        by_kind = each("kinds")
        kinds = {kind: by_kind[kind.value] for kind in ObligationKind if kind.value in by_kind}
        default = self._credit(item.default, spot.at("default"))
        return PerObligation(default, each("obligations"), kinds, each("clauses"))

    def _credit(self, item: PartialCreditShape, spot: Spot) -> Credit:
        if self._only(item, spot, ("flat", "tiered", "deduct")) and item.tiered is not None:
            return Credit(CreditKind.TIERED, self._tiers(item.tiered, spot.at("tiered")))
        if item.deduct is not None:
            return Credit(CreditKind.DEDUCTION, (), item.deduct, item.floor)
        return Credit(item.flat or CreditKind.ALL_OR_NOTHING)

    def _tiers(self, items: list[TierShape], spot: Spot) -> tuple[Tier, ...]:
        before = len(self._faults)
        found: list[Tier] = []
        for number, item in enumerate(items):
            here = spot.at(number)
            start, included = self._end(item, here, _LOWER)
            tier = Tier(start, included, item.credit)
            lower = not found or (_order(tier) < _order(found[-1]) and tier.credit < found[-1].credit)
            if not lower and len(self._faults) == before:
                self._faults.add(here.problem("tier-order"))
            found.append(tier)
        return tuple(found)

    def bands(self, items: list[BandShape], spot: Spot, full: Decimal) -> tuple[Band, ...]:
        before = len(self._faults)
        found: list[tuple[Band, Spot]] = []
        first: dict[str, Spot] = {}
        for number, item in enumerate(items):
            here = spot.at(number)
            if first.setdefault(item.id, here) is not here:
                others = [first[item.id].at("id").place]
                self._faults.add(here.at("id").problem("id-twice", others=others, id=item.id))
            low, high = self._end(item, here, _LOWER), self._end(item, here, _UPPER)
            found.append((Band(item.id, to_text(item.title), *low, *high), here))
        found.sort(key=lambda pair: (pair[0].low, not pair[0].low_included))
        if found and len(self._faults) == before:
            self._check_cover(found, spot, full)
        return tuple(band for band, _ in found)

    def _check_cover(self, found: list[tuple[Band, Spot]], spot: Spot, full: Decimal) -> None:
        """Notes scores from 0 to the full one that have no grade or two, and grades that no score has."""
        reached, held, last = Decimal(0), False, spot
        for band, here in found:
            if band.low > band.high or (band.low == band.high and not (band.low_included and band.high_included)):
                self._faults.add(here.problem("band-empty", low=band.low, high=band.high))
                continue
            if band.high > full:
                self._faults.add(here.problem("band-beyond", high=band.high, full=full))
            if band.low > reached or (band.low == reached and not held and not band.low_included):
                self._faults.add(_gap(here, reached, band.low))
            elif band.low < reached:
                self._faults.add(here.problem("band-overlap", others=[last.place], low=band.low, high=reached))
            elif held and band.low_included:
                self._faults.add(here.problem("band-overlap-at", others=[last.place], score=reached))
            (reached, held), last = max((reached, held), (band.high, band.high_included)), here
        if reached < full or (reached == full and not held):
            self._faults.add(_gap(last, reached, full))

    def vetoes(self, item: ScoringShape, spot: Spot, *, whole: bool) -> None:
        grades = [band.id for band in item.bands]
        for id, grade in item.vetoes.items():
            here = spot.at(id)
            self._check_obligation(id, here)
            if whole and grade not in grades:
                self._faults.add(here.problem("unknown-word", near=near_names(grade, grades), word=grade,
                                              words=grades or "—"))

    def bonus(self, item: BonusShape, spot: Spot) -> Bonus:
        for id in item.points:
            self._check_obligation(id, spot.at(id))
        return Bonus(item.points, item.most)

    def _check_names(self, item: WeightsShape | CreditsShape, spot: Spot) -> None:
        kinds = [kind.value for kind in ObligationKind]
        for id in item.obligations:
            self._check_obligation(id, spot.at("obligations").at(id))
        for word in item.kinds:
            if word not in kinds:
                here = spot.at("kinds").at(word)
                near = near_names(word, kinds)
                self._faults.add(here.problem("unknown-word", key=True, near=near, word=word, words=kinds))
        for path in item.clauses:
            if self._clauses.lacks(path):
                here = spot.at("clauses").at(path)
                near = near_names(path, self._clauses.names)
                self._faults.add(here.problem("unknown-clause", key=True, near=near, path=path))

    def _check_obligation(self, id: str, spot: Spot) -> None:
        if self._obligations.lacks(id):
            near = near_names(id, self._obligations.names)
            self._faults.add(spot.problem("unknown-finding", key=True, near=near, name=id))

    def _only(self, item: PartialCreditShape | _Ended, spot: Spot, names: tuple[str, ...]) -> bool:
        given = [name for name in names if getattr(item, name) is not None]
        if len(given) > 1:
            self._faults.add(spot.at(given[1]).problem("several-of", key=True, given=given, names=list(names)))
        if not given:
            self._faults.add(spot.problem("none-of", names=list(names)))
        return len(given) == 1

    def _end(self, item: _Ended, spot: Spot, names: tuple[str, str]) -> tuple[Decimal, bool]:
        """One end, and whether it belongs to what it ends."""
        included, excluded = (getattr(item, name) for name in names)
        if not self._only(item, spot, names):
            return Decimal(0), False
        return (included, True) if included is not None else (excluded, False)


def _gap(spot: Spot, low: Decimal, high: Decimal) -> Problem:
    if low == high:
        return spot.problem("band-gap-at", score=low)
    return spot.problem("band-gap", low=low, high=high)


def _order(tier: Tier) -> tuple[Decimal, bool]:
    return (tier.start, not tier.included)
