"""What authors write behind ``rising`` and its kin → what a value is held against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.model.condition import All, Comparison, Condition
from scilit_rules.model.operators import Growth
from scilit_rules.model.words import Against

STEADILY = "steadily"
PLAIN = (Against.SINCE_BASE, Against.YEAR_ON_YEAR)
# What must not be gone two years running where something goes on steadily.
_NEVER_TWICE: Mapping[str, str] = {"rising": "not_falling", "falling": "not_rising"}
_YEARS = range(1900, 2201)


class Counting(NamedTuple):
    """From when to when growth is counted.

    Args:
        base: the base year of the plan.
        judged: the first year that is judged; None where that is not known.
    """

    base: int
    judged: int | None = None


def can_be_steady(operator: str) -> bool:
    """Whether an operator takes ``steadily``."""
    return operator in _NEVER_TWICE


def read_growth(fact: str, operator: str, spot: Spot, time: Counting, faults: Faults) -> Condition | None:
    """The comparison, or for ``steadily`` the two that must both hold, or None with what is wrong noted.

    Args:
        fact: the fact that is compared.
        operator: ``rising``, ``falling``, ``not_falling`` or ``not_rising``.
        spot: what is written behind it.
        time: what it is counted from where no year is written, and by when.
        faults: takes what is wrong.
    """
    value = spot.value
    if value == STEADILY and can_be_steady(operator):
        since = Comparison(fact, operator, Growth(Against.SINCE_BASE, time.base), spot.place)
        return All((since, Comparison(fact, _NEVER_TWICE[operator], Growth(Against.TWO_YEARS), spot.place)))
    if value == Against.YEAR_ON_YEAR.value:
        return Comparison(fact, operator, Growth(Against.YEAR_ON_YEAR), spot.place)
    if value == Against.SINCE_BASE.value:
        return Comparison(fact, operator, Growth(Against.SINCE_BASE, time.base), spot.place)
    year = value["since"] if isinstance(value, dict) and set(value) == {"since"} else None
    if type(year) is int and year in _YEARS:
        if time.judged is not None and year >= time.judged:
            faults.add(spot.problem("growth-too-late", year=str(year), judged=str(time.judged)))
            return None
        return Comparison(fact, operator, Growth(Against.SINCE_BASE, year), spot.place)
    faults.add(spot.problem("growth-wrong", name=operator, forms=_forms(operator)))
    return None


def _forms(operator: str) -> str:
    words = [*(word.value for word in PLAIN), *([STEADILY] if can_be_steady(operator) else []), "{since: 2018}"]
    return " / ".join(f"{operator}: {word}" for word in words)
