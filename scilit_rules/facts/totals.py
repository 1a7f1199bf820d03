"""Rows that sum up others: whether they do."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from scilit_rules.facts.derived import EXACT
from scilit_rules.facts.reading import Reader
from scilit_rules.model.fact import Fact, Period
from scilit_rules.model.grid import Cell, Raw
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import FactType, ProblemLevel
from scilit_rules.problems import problem

_ADDITIVE = frozenset({FactType.AMOUNT, FactType.COUNT})


def differing_total(reader: Reader, raw: Raw | Cell, when: Period | None, parts: Iterable[Fact],
                    place: Place) -> list[Problem]:
    """What is to be said of a total that is not the sum of what stands above it.

    Args:
        reader: what reads its column.
        raw: its cell.
        when: the time that it speaks of.
        parts: the facts of its column.
        place: where it stands.
    """
    spec = reader.spec
    if spec.type not in _ADDITIVE or "/" in spec.unit or when is None:
        return []
    total = reader.read(raw).value
    numbers = [fact.value for fact in parts if fact.period == when and isinstance(fact.value, Decimal)]
    added = sum(numbers, Decimal(0))
    if not isinstance(total, Decimal) or not numbers or _adds_up(total, added):
        return []
    return [problem("facts.total-differs", place, level=ProblemLevel.WARNING, title=spec.title, total=total, sum=added,
                    unit=spec.unit)]


def _adds_up(total: Decimal, added: Decimal) -> bool:
    exponent = total.as_tuple().exponent
    return EXACT.subtract(total, added).copy_abs() < Decimal((0, (1,), exponent if isinstance(exponent, int) else 0))
