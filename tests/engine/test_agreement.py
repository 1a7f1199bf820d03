"""The durable engine answers every question as the reference engine does, whatever is asked."""

from __future__ import annotations

from datetime import date
from decimal import Context, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scilit_rules.engine.confirmation import Confirmed
from scilit_rules.engine.durable import DurableEngine
from scilit_rules.engine.lowering import lower
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.model.condition import (
    All,
    AnyOf,
    AtLeastOf,
    Comparison,
    Condition,
    Follows,
    Not,
    StatusIs,
    all_of,
    any_of,
    at_least_of,
    combine,
    leaves,
    negation,
)
from scilit_rules.model.fact import Interval
from scilit_rules.model.operators import OPERATORS, BoundKind, Growth, Tolerance, Years
from scilit_rules.model.words import Against, FactType, Status
from scilit_rules.plugins.contracts import Fault, Question, SelectiveEvaluator

pytestmark = pytest.mark.skipif(DurableEngine().available() is not None, reason="durable_rules is not installed")

TEXTS = ["", "无", "科普", "引号\"'", "\\", "\\u0041", "{\"id\":\"q0\"}", "🀄️ emoji", "a" * 70_000, "10.5", "true",
         "\x00\n"]
NUMBERS = ["0", "-0", "1", "-1", "10.5", "10.50", "10.4999999999999999999", "10.5000000000000000001", "6e-06", "-6e-06",
           "1e300", "-1e300", "1e-300", "0.30000000000000004", "0.3", "9007199254740993", "999999999999999", "1E+20",
           "0.1", "123456789.123456", "Infinity", "-Infinity"]

texts = st.sampled_from(TEXTS) | st.text(max_size=20)
dates = st.dates(date(1900, 1, 1), date(2100, 12, 31)) | st.sampled_from([date(2016, 1, 1), date(2020, 12, 31)])
bounds = (st.decimals(-(10**7), 10**7, places=6)
          | st.sampled_from([Decimal(n) for n in NUMBERS if len(n) < 16 and "I" not in n]))


def near(constant: Decimal) -> st.SearchStrategy[Decimal]:
    """Numbers at and beside a constant, and anything else."""
    beside = [constant, constant + Decimal("1e-20"), constant - Decimal("1e-20"), Decimal(float(constant)), -constant,
              constant.next_plus(), constant.next_minus(), constant * 10, constant / 3, Decimal(repr(float(constant)))]
    return (st.sampled_from(beside) | st.sampled_from([Decimal(n) for n in NUMBERS])
            | st.decimals(allow_nan=False, allow_infinity=True))


@st.composite
def bound(draw: st.DrawFn, kind: BoundKind, type: FactType) -> Any:
    if kind is BoundKind.TEXTS:
        return tuple(draw(st.lists(texts, min_size=1, max_size=4)))
    if kind is BoundKind.TOLERANCE:
        return Tolerance(draw(st.decimals(-1000, 1000, places=2)), draw(st.decimals(0, 50, places=3)))
    if kind is BoundKind.YEARS:
        first = draw(st.integers(2000, 2030))
        return Years(first, first + draw(st.integers(0, 5)))
    if kind is BoundKind.TRUE:
        return True
    if kind is BoundKind.GROWTH:
        return Growth(draw(st.sampled_from(Against)), 2015)
    if kind is BoundKind.FLAG:
        return draw(st.booleans())
    if kind is BoundKind.DATE or type is FactType.DATE:
        return draw(dates)
    return draw(texts) if type is FactType.TEXT else draw(bounds)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    operator = OPERATORS[draw(st.sampled_from(sorted(OPERATORS)))]
    type = draw(st.sampled_from(sorted(operator.types)))
    return Comparison("fact", operator.name, draw(bound(operator.bound, type)))


findings = st.builds(StatusIs, st.just("finding"), st.sampled_from(Status)) | st.just(Follows("consequence"))


def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=4).map(tuple)
    return (several.map(All) | several.map(AnyOf) | parts.map(Not)
            | st.builds(AtLeastOf, st.integers(0, 5), several))


conditions = st.recursive(comparisons() | findings, joined, max_leaves=8)


@st.composite
def operands(draw: st.DrawFn, leaf: Any) -> Any:
    if draw(st.integers(0, 5)) == 0:
        return None
    constants = [primitive.constant for primitive in lower(leaf)]
    if isinstance(constants[0], bool):
        return draw(st.booleans())
    if isinstance(constants[0], Decimal):
        numbers = near(draw(st.sampled_from(constants)))
        ends = st.tuples(numbers, numbers).map(lambda pair: Interval(min(pair), max(pair)))
        return draw(numbers | ends)
    if isinstance(constants[0], date):
        return draw(dates | st.sampled_from(constants))
    accepted = constants[0] if isinstance(constants[0], tuple) else constants
    return draw(texts | st.sampled_from(accepted) | st.sampled_from([status.value for status in Status]))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_engines_agree_on_every_question(data: st.DataObject) -> None:
    asked = data.draw(st.lists(conditions, min_size=1, max_size=5))
    questions = [
        Question(number, tuple(data.draw(operands(leaf)) for leaf in leaves(asked[number])))
        for number in data.draw(st.lists(st.integers(0, len(asked) - 1), max_size=12))
    ]
    expected = ReferenceEngine().prepare(asked).answer(questions)
    evaluator = DurableEngine().prepare(asked)
    assert evaluator.answer(questions) == expected
    assert [evaluator.answer([question])[0] for question in questions] == expected
    assert Confirmed(evaluator, ReferenceEngine().prepare(asked)).answer(questions) == expected


SIZES = (st.decimals(allow_nan=False, allow_infinity=False)
         | st.builds(lambda digit, places: Decimal(digit).scaleb(places), st.integers(-9, 9), st.integers(-60, 60))
         | st.builds(lambda digits, places: Decimal(digits).scaleb(places), st.integers(-(10**30), 10**30), st.integers(-40, 40))
         | st.sampled_from([Decimal(4 * 10**15), Decimal(4 * 10**15 + 1), Decimal(0), Decimal("-0"), Decimal("0E+50")]))
OF_ANY_SIZE = (st.builds(Comparison, st.just("fact"), st.sampled_from(["above", "at_least", "below", "at_most", "equals"]), SIZES)
               | st.builds(lambda value, within: Comparison("fact", "about", Tolerance(value, abs(within))), SIZES, SIZES))


@settings(max_examples=300, deadline=None)
@given(st.data(), st.lists(OF_ANY_SIZE, min_size=1, max_size=6))
def test_bounds_of_all_sizes_are_decided_alike_and_never_stand_in_each_others_way(
        data: st.DataObject, asked: list[Comparison]) -> None:
    questions = [Question(number, tuple(data.draw(operands(leaf)) for leaf in leaves(condition)))
                 for number, condition in enumerate(asked)]
    expected = ReferenceEngine().prepare(asked).answer(questions)
    durable = DurableEngine().prepare(asked)
    assert isinstance(durable, SelectiveEvaluator)
    declined = durable.declined
    assert Confirmed(durable, ReferenceEngine().prepare(asked)).answer(questions) == expected
    for number, (answer, right) in enumerate(zip(durable.answer(questions), expected, strict=True)):
        assert answer == (Fault(declined[number]) if number in declined else right)
    fifteen = [number for number, one in enumerate(asked) if one.operator != "about" and digits(one.bound) <= 15]
    assert not declined.keys() & set(fifteen)


def digits(bound: Any) -> int:
    return len("".join(map(str, bound.as_tuple().digits)).strip("0"))


def test_the_ends_of_a_range_are_exact_however_wide() -> None:
    about = Comparison("fact", "about", Tolerance(Decimal("1E+40"), Decimal("1E-40")))
    asked = [Question(0, (Decimal("1E+40"),)), Question(0, (exactly(Decimal("1E+40"), Decimal("2E-40")),))]
    assert ReferenceEngine().prepare([about]).answer(asked) == [True, False]


@pytest.mark.parametrize("written", ["10.5", "10.50", "1.05E+1", "10.500000000000000000000000000000"])
@pytest.mark.parametrize("engine", [ReferenceEngine(), DurableEngine()], ids=lambda engine: engine.name)
@pytest.mark.parametrize("operator, below, at, above", [
    ("above", False, False, True),
    ("at_least", False, True, True),
    ("below", True, False, False),
    ("at_most", True, True, False),
    ("equals", False, True, False),
])
def test_the_bound_itself_is_decided_exactly(engine: Any, written: str, operator: str, below: bool, at: bool,
                                             above: bool) -> None:
    evaluator = engine.prepare([Comparison("literacy.rate", operator, Decimal("10.5"))])
    for step in ("1e-1", "1e-2", "1e-15", "1e-40"):
        value, unit = Decimal(written), Decimal(step)
        exact = [exactly(value, -unit), value, exactly(value, unit)]
        assert evaluator.answer([Question(0, (operand,)) for operand in exact]) == [below, at, above]


def exactly(value: Decimal, change: Decimal) -> Decimal:
    """The sum with all its digits."""
    return Context(prec=100).add(value, change)


T, F, U = True, False, None
KLEENE = [
    # left, right, all, any, at least one, at least two
    (T, T, T, T, T, T), (T, F, F, T, T, F), (T, U, U, T, T, U),
    (F, T, F, T, T, F), (F, F, F, F, F, F), (F, U, F, U, U, F),
    (U, T, U, T, T, U), (U, F, F, U, U, F), (U, U, U, U, U, U),
]


@pytest.mark.parametrize("left, right, both, either, one, two", KLEENE)
@pytest.mark.parametrize("engine", [ReferenceEngine(), DurableEngine()], ids=lambda engine: engine.name)
def test_the_table_of_kleene(engine: Any, left: Any, right: Any, both: Any, either: Any, one: Any, two: Any) -> None:
    flag = Comparison("flag", "is", True)
    parts = (flag, flag)
    asked = [All(parts), AnyOf(parts), AtLeastOf(1, parts), AtLeastOf(2, parts)]
    expected = [both, either, one, two]
    assert engine.prepare(asked).answer([Question(n, (left, right)) for n in range(4)]) == expected
    assert [combine(condition, iter((left, right))) for condition in asked] == expected
    assert [all_of((left, right)), any_of((left, right)), at_least_of(1, (left, right)),
            at_least_of(2, (left, right))] == expected


@pytest.mark.parametrize("truth, opposite", [(T, F), (F, T), (U, U)])
@pytest.mark.parametrize("engine", [ReferenceEngine(), DurableEngine()], ids=lambda engine: engine.name)
def test_the_opposite_of_unknown_is_unknown(engine: Any, truth: Any, opposite: Any) -> None:
    evaluator = engine.prepare([Not(Comparison("flag", "is", True))])
    assert evaluator.answer([Question(0, (truth,))]) == [opposite]
    assert negation(truth) is opposite
