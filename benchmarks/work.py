"""The work that engines are compared on: 60 obligations that compare a number with a bound, each with its own bound."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

from scilit_rules.model.condition import Comparison
from scilit_rules.plugins.contracts import Question

OBLIGATIONS = 60
BOUNDS = [Decimal(100 + number) / 10 for number in range(OBLIGATIONS)]
OPERATORS = ["at_least" if number % 2 else "above" for number in range(OBLIGATIONS)]
SIGNS = [">=" if operator == "at_least" else ">" for operator in OPERATORS]
CONDITIONS = [
    Comparison(f"fact.{number}", operator, bound)
    for number, (operator, bound) in enumerate(zip(OPERATORS, BOUNDS, strict=True))
]

Values = Sequence[Sequence[Decimal]]
"""A row for each subject, a value for each obligation."""


def values(subjects: int) -> Values:
    """Values around the bounds, the same in every run; one in ten is the bound itself."""
    chance = random.Random(2020)
    return [
        [bound if chance.random() < 0.1 else Decimal(chance.randrange(900, 1700)) / 100 for bound in BOUNDS]
        for _ in range(subjects)
    ]


def questions(rows: Values) -> list[list[Question]]:
    """The values as an engine of this package is asked."""
    return [[Question(number, (value,)) for number, value in enumerate(row)] for row in rows]


def met(rows: Values) -> int:
    """How many of all comparisons hold, for all engines to agree on."""
    return sum(
        value >= bound if sign == ">=" else value > bound
        for row in rows
        for value, bound, sign in zip(row, BOUNDS, SIGNS, strict=True)
    )
