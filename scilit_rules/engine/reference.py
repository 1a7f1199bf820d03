"""The reference engine: plain Python, compiled once from the conditions. It defines what they mean."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from scilit_rules.engine.lowering import lower, operand_type
from scilit_rules.model.condition import (
    All,
    AnyOf,
    AtLeastOf,
    Condition,
    Leaf,
    Not,
    Truth,
    all_of,
    any_of,
    at_least_of,
    leaves,
    negation,
)
from scilit_rules.model.fact import Interval
from scilit_rules.model.operators import Primitive, Relation
from scilit_rules.model.text import Message
from scilit_rules.plugins.contracts import Answer, Engine, Evaluator, Fault, Operand, Question
from scilit_rules.plugins.markers import hookimpl

Operands = Sequence[Operand]
Decide = Callable[[Operands], Truth]

_RELATIONS: dict[Relation, Callable[[Any, Any], bool]] = {
    Relation.GT: operator.gt,
    Relation.GE: operator.ge,
    Relation.LT: operator.lt,
    Relation.LE: operator.le,
    Relation.EQ: operator.eq,
    Relation.IN: lambda value, texts: value in texts,
}


class OperandError(TypeError):
    """An operand is not of the type that the condition compares."""


def decide(leaf: Leaf, operand: Operand) -> Truth:
    """The truth of one leaf for one operand.

    A missing operand is unknown. For an interval a plain comparison is decided only if both ends decide alike, which
    is exact because each is monotone.

    Raises:
        OperandError: if the operand is of another type than the leaf compares.
    """
    return all_of(_decide(primitive, operand) for primitive in lower(leaf))


def _decide(primitive: Primitive, operand: Operand) -> Truth:
    if operand is None:
        return None
    relation = _RELATIONS[primitive.relation]
    wanted = operand_type(primitive)
    if isinstance(operand, Interval) and wanted is Decimal:
        low, high = (relation(end, primitive.constant) for end in operand)
        return low if low is high else None
    if type(operand) is not wanted:
        raise OperandError(f"{operand!r} is no {wanted.__name__}")
    return relation(operand, primitive.constant)


def compile_condition(condition: Condition) -> Decide:
    """A function from the operands of a condition's leaves, left to right, to its truth."""
    return _compile(condition, iter(range(len(list(leaves(condition))))))


def _compile(condition: Condition, indexes: Any) -> Decide:
    if isinstance(condition, (All, AnyOf, AtLeastOf)):
        parts = [_compile(part, indexes) for part in condition.parts]
        if isinstance(condition, All):
            return lambda operands: all_of(part(operands) for part in parts)
        if isinstance(condition, AnyOf):
            return lambda operands: any_of(part(operands) for part in parts)
        count = condition.count
        return lambda operands: at_least_of(count, (part(operands) for part in parts))
    if isinstance(condition, Not):
        inner = _compile(condition.part, indexes)
        return lambda operands: negation(inner(operands))
    return _leaf(condition, next(indexes))


def _leaf(leaf: Leaf, index: int) -> Decide:
    primitives = lower(leaf)
    if len(primitives) == 1:
        return _plain(leaf, primitives[0], index)
    (first, low), (second, high) = primitives
    if operand_type(primitives[0]) is Decimal and (first, second) == (Relation.GE, Relation.LE):
        return _between(leaf, low, high, index)
    return lambda operands: decide(leaf, operands[index])


def _plain(leaf: Leaf, primitive: Primitive, index: int) -> Decide:
    """The usual leaf; the type is looked at first, so that anything unusual takes the slow way through `decide`."""
    wanted = operand_type(primitive)
    constant: Any = primitive.constant
    relation = _RELATIONS[primitive.relation]

    def greater(operands: Operands) -> Truth:
        value: Any = operands[index]
        return value > constant if type(value) is wanted else decide(leaf, value)

    def at_least(operands: Operands) -> Truth:
        value: Any = operands[index]
        return value >= constant if type(value) is wanted else decide(leaf, value)

    def equal(operands: Operands) -> Truth:
        value: Any = operands[index]
        return value == constant if type(value) is wanted else decide(leaf, value)

    def other(operands: Operands) -> Truth:
        value: Any = operands[index]
        return relation(value, constant) if type(value) is wanted else decide(leaf, value)

    fast = {Relation.GT: greater, Relation.GE: at_least, Relation.EQ: equal}
    return fast.get(primitive.relation, other)


def _between(leaf: Leaf, low: Any, high: Any, index: int) -> Decide:
    def between(operands: Operands) -> Truth:
        value: Any = operands[index]
        return low <= value <= high if type(value) is Decimal else decide(leaf, value)

    return between


@dataclass(slots=True)
class ReferenceEvaluator:
    """Conditions compiled to Python functions.

    Args:
        conditions: the conditions, in the order that questions number them.
    """

    conditions: Sequence[Condition]
    _decisions: list[Decide] = field(init=False)

    def __post_init__(self) -> None:
        self._decisions = [compile_condition(condition) for condition in self.conditions]

    def answer(self, questions: Sequence[Question]) -> Sequence[Answer]:
        """Decides the questions of one subject; an operand of a wrong type is a fault of its own question."""
        decisions = self._decisions
        try:
            return [decisions[condition](operands) for condition, operands in questions]
        except Exception:  # one bad operand must not take the other answers down
            return [self._one(question) for question in questions]

    def _one(self, question: Question) -> Answer:
        try:
            return self._decisions[question.condition](question.operands)
        except Exception as error:
            return Fault(Message("engine.operand", {"error": f"{type(error).__name__}: {error}"}))


class ReferenceEngine:
    """Plain Python; always there."""

    name = "reference"

    def available(self) -> Message | None:
        """Always available."""
        return None

    def prepare(self, conditions: Sequence[Condition]) -> Evaluator:
        """Compiles the conditions."""
        return ReferenceEvaluator(conditions)


@hookimpl
def scilit_engines() -> Sequence[Engine]:
    """Provides the reference engine."""
    return (ReferenceEngine(),)
