"""Leaves of conditions as ranges of small integers, for an engine that can be trusted with nothing else.

A number is measured in half steps of the finest digit of its leaf's constants: a value on a step is even, a value
between two steps is the odd number between them. Constants are always on a step, so the order of value and constant
is kept exactly, whatever the digits of the value, in few enough bits for any engine. A date becomes its ordinal, a
flag 0 or 1, a text its number among the texts that the leaf accepts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, Inexact, InvalidOperation
from typing import Any, NamedTuple

from scilit_rules.engine.lowering import lower, operand_type
from scilit_rules.model.condition import Leaf
from scilit_rules.model.operators import Primitive, Relation
from scilit_rules.problems import EngineError, problem

MOST_STEPS = 4 * 10**15
"""Constants lie within so many steps of zero; twice that many half steps are exact in any double."""

_WIDE = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[InvalidOperation, Inexact])
_CEILING = Decimal(MOST_STEPS)
_OPENING = {Relation.GT: 1, Relation.GE: 0, Relation.EQ: 0}
_CLOSING = {Relation.LT: -1, Relation.LE: 0, Relation.EQ: 0}


class Range(NamedTuple):
    """The integers for which a leaf holds, both ends included; None where an end is open."""

    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Gauge:
    """How the operands of one leaf are measured, and for which measures it holds.

    Args:
        range: the measures for which it holds.
        wanted: the one type of its operands.
        measure: the measure of an operand of that type.
    """

    range: Range
    wanted: type[Decimal] | type[bool] | type[date] | type[str]
    measure: Callable[[Any], int]


def gauge(leaf: Leaf) -> Gauge:
    """The gauge of a leaf.

    Raises:
        EngineError: if a constant has more digits than can be kept exact.
    """
    primitives = lower(leaf)
    wanted = operand_type(primitives[0])
    if wanted is str:
        codes = _codes(primitives)
        return Gauge(Range(1, len(codes)), wanted, lambda text: codes.get(text, 0))
    measure: Callable[[Any], int] = int if wanted is bool else date.toordinal
    if wanted is Decimal:
        measure = _steps(_finest([primitive.constant for primitive in primitives]))
    return Gauge(_range(primitives, measure), wanted, measure)


def _codes(primitives: Sequence[Primitive]) -> dict[str, int]:
    accepted = [p.constant if isinstance(p.constant, tuple) else (p.constant,) for p in primitives]
    common = [text for text in dict.fromkeys(accepted[0]) if all(text in texts for texts in accepted[1:])]
    return {str(text): number for number, text in enumerate(common, start=1)}


def _range(primitives: Sequence[Primitive], measure: Callable[[Any], int]) -> Range:
    lows = [measure(p.constant) + _OPENING[p.relation] for p in primitives if p.relation in _OPENING]
    highs = [measure(p.constant) + _CLOSING[p.relation] for p in primitives if p.relation in _CLOSING]
    if any(abs(end) >= 2 * MOST_STEPS - 1 for end in lows + highs):
        raise EngineError(problem("engine.constant", constants=[p.constant for p in primitives]))
    return Range(max(lows, default=None), min(highs, default=None))


def _finest(constants: Sequence[Any]) -> int:
    """The place of the last digit of any that is not a trailing zero; zero is a step of every size."""
    if not all(constant.is_finite() for constant in constants):
        raise EngineError(problem("engine.constant", constants=constants))
    return min((_exponent(constant) for constant in constants if constant), default=0)


def _exponent(constant: Decimal) -> int:
    """The place of the last digit that is not a trailing zero: -1 for 10.50, 6 for 3E+6."""
    _, digits, exponent = constant.as_tuple()
    text = "".join(map(str, digits)).rstrip("0")
    return int(exponent) + len(digits) - len(text)


def _steps(exponent: int) -> Callable[[Decimal], int]:
    """Measures numbers in half steps of ten to an exponent; what is too far out stays out on its side."""

    def measure(value: Decimal) -> int:
        scaled = value.scaleb(-exponent, _WIDE)
        if -_CEILING < scaled < _CEILING:
            whole = int(scaled)
            if whole == scaled:
                return 2 * whole
            return 2 * whole + (1 if scaled > 0 else -1)
        if scaled.is_nan():
            raise InvalidOperation("not a number")
        return 2 * MOST_STEPS if scaled > 0 else -2 * MOST_STEPS

    return measure
