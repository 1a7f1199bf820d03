"""Three-valued truth, written down as a table and held by every way of deciding it."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from scilit_rules.engine.reference import compile_condition, decide
from scilit_rules.model.condition import (
    All,
    AnyOf,
    AtLeastOf,
    Comparison,
    Not,
    StatusIs,
    Truth,
    all_of,
    any_of,
    combine,
    leaves,
    negation,
)
from scilit_rules.model.fact import Interval
from scilit_rules.model.operators import Tolerance
from scilit_rules.model.words import Status

T, F, U = True, False, None

# left, right, all, any
TABLE = [
    (T, T, T, T), (T, F, F, T), (T, U, U, T),
    (F, T, F, T), (F, F, F, F), (F, U, F, U),
    (U, T, U, T), (U, F, F, U), (U, U, U, U),
]
COUNTED = [
    (2, (T, T, U), T), (2, (T, F, F), F), (2, (T, U, F), U), (2, (F, F, U), F), (1, (U, U, T), T), (3, (T, T, U), U),
    (0, (F, F, F), T),
]


@pytest.mark.parametrize(("left", "right", "both", "either"), TABLE)
def test_all_and_any(left: Truth, right: Truth, both: Truth, either: Truth) -> None:
    assert all_of([left, right]) is both
    assert any_of([left, right]) is either


@pytest.mark.parametrize(("truth", "negated"), [(T, F), (F, T), (U, U)])
def test_negation_keeps_unknown(truth: Truth, negated: Truth) -> None:
    assert negation(truth) is negated


@pytest.mark.parametrize(("count", "truths", "expected"), COUNTED)
def test_at_least_of(count: int, truths: tuple[Truth, ...], expected: Truth) -> None:
    condition = AtLeastOf(count, tuple(StatusIs(str(n), Status.MET) for n in range(len(truths))))
    assert combine(condition, iter(truths)) is expected
    assert compile_condition(condition)([_operand(truth) for truth in truths]) is expected


def _operand(truth: Truth) -> str | None:
    return None if truth is None else "met" if truth else "unmet"


@pytest.mark.parametrize(("left", "right"), list(product((T, F, U), repeat=2)))
def test_compiled_conditions_join_as_the_table_says(left: Truth, right: Truth) -> None:
    parts = (StatusIs("a", Status.MET), StatusIs("b", Status.MET))
    for condition in (All(parts), AnyOf(parts), Not(All(parts)), All((Not(parts[0]), AnyOf(parts)))):
        operands = {"a": _operand(left), "b": _operand(right)}
        asked = [operands[leaf.finding] for leaf in leaves(condition) if isinstance(leaf, StatusIs)]
        truths = [{"a": left, "b": right}[leaf.finding] for leaf in leaves(condition) if isinstance(leaf, StatusIs)]
        assert compile_condition(condition)(asked) is combine(condition, iter(truths))


ABOVE = Comparison("x", "above", Decimal("10.5"))
ABOUT = Comparison("x", "about", Tolerance(Decimal(50), Decimal(10)))
INTERVALS = [
    (ABOVE, "10.6", "12", T), (ABOVE, "9", "10.5", F), (ABOVE, "10.5", "10.6", U),
    (ABOUT, "41", "60", T), (ABOUT, "61", "70", F), (ABOUT, "30", "39.9", F), (ABOUT, "39", "41", U),
    (ABOUT, "0", "100", U), (Comparison("x", "equals", Decimal(100)), "100", "100", T),
    (Comparison("x", "equals", Decimal(100)), "90", "100", U), (Comparison("x", "below", Decimal(5)), "5", "6", F),
]


@pytest.mark.parametrize(("leaf", "low", "high", "expected"), INTERVALS)
def test_an_interval_is_decided_only_if_both_ends_decide_alike(leaf: Comparison, low: str, high: str,
                                                               expected: Truth) -> None:
    assert decide(leaf, Interval(Decimal(low), Decimal(high))) is expected
    assert compile_condition(leaf)([Interval(Decimal(low), Decimal(high))]) is expected
