"""What an engine must decide for one leaf of a condition, and what it is asked with."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from scilit_rules.model.condition import Comparison, Leaf, StatusIs
from scilit_rules.model.fact import Interval
from scilit_rules.model.operators import Primitive, Relation
from scilit_rules.plugins.contracts import Operand

HOLDS = Primitive(Relation.EQ, True)


def lower(leaf: Leaf) -> tuple[Primitive, ...]:
    """The plain comparisons that must all hold for a leaf to hold.

    A leaf over findings compares the word of the status; one over consequences whether it holds.
    """
    if isinstance(leaf, Comparison):
        return leaf.primitives
    if isinstance(leaf, StatusIs):
        return (Primitive(Relation.EQ, leaf.status.value),)
    return (HOLDS,)


def operand_type(primitive: Primitive) -> type[Decimal] | type[bool] | type[date] | type[str]:
    """The one type of operand that a plain comparison can be asked with."""
    constant = primitive.constant
    if isinstance(constant, bool):
        return bool
    if isinstance(constant, Decimal):
        return Decimal
    return date if isinstance(constant, date) else str


def fits(operand: Operand, primitive: Primitive) -> bool:
    """Whether a plain comparison can be asked with an operand: right type, or an interval of numbers."""
    wanted = operand_type(primitive)
    return type(operand) is wanted or (wanted is Decimal and isinstance(operand, Interval))
