"""What authors write behind an operator → bounds, exact and within what the fact can be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.shaping import wrong_kind
from scilit_rules.model.operators import Bound, BoundKind, Operator, Tolerance, Years
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import FactType
from scilit_rules.problems import near_names

_Plain = TypeVar("_Plain", bool, date)
Follow = Callable[[Spot], "Spot | None"]

_MOST_DIGITS = 15
_MOST_PLACES = 40


def read_bound(spot: Spot, operator: Operator, spec: FactSpec | None, follow: Follow, faults: Faults) -> Bound | None:
    """A bound, or None with what is wrong noted.

    Args:
        spot: what is written behind the operator.
        operator: the operator.
        spec: the fact that is compared, or None where it is not known.
        follow: finds the value that stands for a parameter inside the bound.
        faults: takes what is wrong.
    """
    kind = operator.bound
    if kind is BoundKind.VALUE:
        kind = _kind_for(spec, spot)
    if kind is BoundKind.NUMBER:
        return _number(spot, spec, faults)
    if kind is BoundKind.FLAG:
        return _exactly(spot, bool, "flag", faults)
    if kind is BoundKind.DATE:
        return _exactly(spot, date, "date", faults)
    if kind is BoundKind.TEXTS:
        return _texts(spot, spec, faults)
    if kind is BoundKind.TOLERANCE:
        return _tolerance(spot, spec, follow, faults)
    if kind is BoundKind.YEARS:
        return _years(spot, follow, faults)
    assert kind is not BoundKind.GROWTH, "what a value is held against is read by itself"
    if kind is BoundKind.TRUE:
        return _true(spot, operator, faults)
    return _text(spot, spec, faults)


def _kind_for(spec: FactSpec | None, spot: Spot) -> BoundKind:
    """What must be written where an operator takes whatever the fact is."""
    if spec is None:
        return BoundKind.DATE if isinstance(spot.value, date) else BoundKind.VALUE
    if spec.type.is_number:
        return BoundKind.NUMBER
    return BoundKind.DATE if spec.type is FactType.DATE else BoundKind.VALUE


def _exactly(spot: Spot, type_: type[_Plain], kind: str, faults: Faults) -> _Plain | None:
    if isinstance(spot.value, type_):
        return spot.value
    faults.add(wrong_kind(spot, kind))
    return None


def _number(spot: Spot, spec: FactSpec | None, faults: Faults) -> Decimal | None:
    if isinstance(spot.value, bool) or not isinstance(spot.value, (int, Decimal)):
        faults.add(wrong_kind(spot, "number"))
        return None
    number = Decimal(spot.value)
    digits = "".join(str(digit) for digit in number.as_tuple().digits).strip("0")
    if len(digits) > _MOST_DIGITS:
        faults.add(spot.problem("too-many-digits", most=_MOST_DIGITS))
        return None
    if number and abs(number.adjusted()) > _MOST_PLACES:
        faults.add(spot.problem("too-far-from-one", most=_MOST_PLACES))
        return None
    if spec is not None and not _within(number, spec):
        low, high = ("…" if end is None else end for end in (spec.range.low, spec.range.high))
        faults.add(spot.problem("outside-range", bound=number, fact=spec.name, title=spec.title, low=low, high=high,
                                unit=spec.unit))
        return None
    return number


def _within(number: Decimal, spec: FactSpec) -> bool:
    low, high = spec.range.low, spec.range.high
    return (low is None or number >= low) and (high is None or number <= high)


def _true(spot: Spot, operator: Operator, faults: Faults) -> Bound | None:
    if spot.value is True:
        return True
    faults.add(spot.problem("only-true", name=operator.name))
    return None


def _text(spot: Spot, spec: FactSpec | None, faults: Faults) -> str | None:
    if spec is None or isinstance(spot.value, str):
        if spec is not None and spec.values and spot.value not in spec.values:
            faults.add(spot.problem("unknown-value", near=near_names(spot.value, spec.values), value=spot.value,
                                    fact=spec.name, known=spec.values))
            return None
        return str(spot.value)
    faults.add(wrong_kind(spot, "text"))
    return None


def _texts(spot: Spot, spec: FactSpec | None, faults: Faults) -> tuple[str, ...] | None:
    if not isinstance(spot.value, list) or not spot.value:
        faults.add(spot.problem("empty") if spot.value == [] else wrong_kind(spot, "list"))
        return None
    texts = [_text(part, spec, faults) for part in spot.parts()]
    return None if None in texts else tuple(text for text in texts if text is not None)


def _tolerance(spot: Spot, spec: FactSpec | None, follow: Follow, faults: Faults) -> Tolerance | None:
    if not isinstance(spot.value, dict) or set(spot.value) != {"value", "within"}:
        faults.add(spot.problem("tolerance-form"))
        return None
    parts = [follow(spot.at(name)) for name in ("value", "within")]
    if parts[0] is None or parts[1] is None:
        return None
    value, within = _number(parts[0], spec, faults), _number(parts[1], None, faults)
    if within is not None and within < 0:
        faults.add(parts[1].problem("too-small", value=within, least=0))
        return None
    return None if value is None or within is None else Tolerance(value, within)


def _years(spot: Spot, follow: Follow, faults: Faults) -> Years | None:
    if not isinstance(spot.value, list) or len(spot.value) != 2:
        faults.add(spot.problem("years-wrong"))
        return None
    parts = [follow(part) for part in spot.parts()]
    years = [part.value for part in parts if part is not None]
    if len(years) < 2:
        return None
    if any(isinstance(year, bool) or not isinstance(year, int) or not 1900 <= year <= 2200 for year in years):
        faults.add(spot.problem("years-wrong"))
        return None
    if years[0] > years[1]:
        faults.add(spot.problem("years-wrong"))
        return None
    return Years(*years)
