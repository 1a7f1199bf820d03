"""The one table of operators: what each accepts, how it reads in words, and which plain comparisons decide it.

The loader, the JSON Schema, the docs and every engine read this table; a new operator is one entry here and its cases.
Every operator is *lowered* to a conjunction of ordered comparisons with constants. Those are monotone, so a value that
is only known to lie between two bounds is decided by its two ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from types import MappingProxyType
from typing import NamedTuple, Union

from scilit_rules.model.text import Text
from scilit_rules.model.words import Against, FactType, Word


class Tolerance(NamedTuple):
    """The bound of ``about``: a value, and how far from it still counts (inclusive)."""

    value: Decimal
    within: Decimal


class Years(NamedTuple):
    """The bound of ``within_years``: the first and the last year, both included."""

    first: int
    last: int


# The usual 28 digits would round the ends of a range whose middle and width are far apart.
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
class Growth(NamedTuple):
    """The bound of ``rising`` and its kin: what the newest value is held against.

    Args:
        against: the base year, the year before, or, for what must not go on twice, the two years before.
        base: the year that growth is counted from, with ``since_base`` only.
    """

    against: Against = Against.YEAR_ON_YEAR
    base: int | None = None


YEAR_ON_YEAR = Growth()

Scalar = Union[Decimal, bool, date, str]
Bound = Union[Decimal, bool, date, str, tuple[str, ...], Tolerance, Years, Growth]


class Relation(Word):
    """A plain comparison of a known value with a constant, the only thing an engine must be able to decide."""

    GT = "gt"
    GE = "ge"
    LT = "lt"
    LE = "le"
    EQ = "eq"
    IN = "in"


class Primitive(NamedTuple):
    """One plain comparison: ``value RELATION constant``; for ``IN`` the constant is a tuple of texts."""

    relation: Relation
    constant: Scalar | tuple[str, ...]


class BoundKind(Word):
    """What an author writes after an operator."""

    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    VALUE = "value"
    TEXTS = "texts"
    TOLERANCE = "tolerance"
    YEARS = "years"
    GROWTH = "growth"
    TRUE = "true"


class Reads(Word):
    """What of a fact an operator looks at."""

    VALUE = "value"
    PRESENCE = "presence"
    CHANGE = "change"


_NUMBERS = frozenset(kind for kind in FactType if kind.is_number)
_ALL = frozenset(FactType)


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator of the ruleset language.

    Args:
        name: the key that authors write.
        types: the types of facts that it accepts.
        bound: what is written after it.
        words: how it reads, with ``{bound}`` for what is written after it.
        plan_words: words of issued plans that it stands for.
        lower: turns the bound into the plain comparisons that must all hold.
        reads: whether it looks at the value, at its presence, or at its change since an earlier year.
        summary: what it means, for the reference.
    """

    name: str
    types: frozenset[FactType]
    bound: BoundKind
    words: Text
    plan_words: str
    lower: Callable[[Bound], tuple[Primitive, ...]]
    summary: Text
    reads: Reads = Reads.VALUE


def _one(relation: Relation) -> Callable[[Bound], tuple[Primitive, ...]]:
    def lower(bound: Bound) -> tuple[Primitive, ...]:
        assert isinstance(bound, (Decimal, bool, date, str))
        return (Primitive(relation, bound),)

    return lower


def _equals(bound: Bound) -> tuple[Primitive, ...]:
    if isinstance(bound, Decimal):
        return (Primitive(Relation.GE, bound), Primitive(Relation.LE, bound))
    return _one(Relation.EQ)(bound)


def _one_of(bound: Bound) -> tuple[Primitive, ...]:
    assert isinstance(bound, tuple)
    return (Primitive(Relation.IN, tuple(str(text) for text in bound)),)


def _about(bound: Bound) -> tuple[Primitive, ...]:
    assert isinstance(bound, Tolerance)
    return (
        Primitive(Relation.GE, _EXACT.subtract(bound.value, bound.within)),
        Primitive(Relation.LE, _EXACT.add(bound.value, bound.within)),
    )


def _within_years(bound: Bound) -> tuple[Primitive, ...]:
    assert isinstance(bound, Years)
    return (
        Primitive(Relation.GE, date(bound.first, 1, 1)),
        Primitive(Relation.LE, date(bound.last, 12, 31)),
    )


def _true(_: Bound) -> tuple[Primitive, ...]:
    return (Primitive(Relation.EQ, True),)


def _zero(relation: Relation) -> Callable[[Bound], tuple[Primitive, ...]]:
    return lambda _: (Primitive(relation, Decimal(0)),)


_TABLE = (
    Operator("is", frozenset({FactType.FLAG}), BoundKind.FLAG, Text("为{bound}", "is {bound}"), "有 建立 纳入",
             _one(Relation.EQ), Text("是/否与所写一致", "the flag is as written")),
    Operator("above", _NUMBERS, BoundKind.NUMBER, Text("超过{bound}", "above {bound}"), "超过 大于 高于 突破",
             _one(Relation.GT), Text("严格大于;等于不算", "strictly greater; the bound itself does not count")),
    Operator("at_least", _NUMBERS, BoundKind.NUMBER, Text("不低于{bound}", "at least {bound}"),
             "不低于 不少于 达到 以上 至少", _one(Relation.GE), Text("大于或等于", "greater or equal")),
    Operator("below", _NUMBERS, BoundKind.NUMBER, Text("低于{bound}", "below {bound}"), "低于 少于 不足",
             _one(Relation.LT), Text("严格小于", "strictly less")),
    Operator("at_most", _NUMBERS, BoundKind.NUMBER, Text("不超过{bound}", "at most {bound}"), "不超过 以内 以下",
             _one(Relation.LE), Text("小于或等于", "less or equal")),
    Operator("equals", _ALL - {FactType.FLAG, FactType.ATTESTATION}, BoundKind.VALUE,
             Text("等于{bound}", "equal to {bound}"), "等于 全覆盖", _equals,
             Text("等于所写的数、日期或文字", "equal to the number, date or text written")),
    Operator("one_of", frozenset({FactType.TEXT}), BoundKind.TEXTS, Text("为{bound}之一", "one of {bound}"), "之一",
             _one_of, Text("是所列文字之一", "one of the texts listed")),
    Operator("about", _NUMBERS, BoundKind.TOLERANCE, Text("约{bound}", "about {bound}"), "左右 约 余", _about,
             Text("与所写数值相差不超过所写幅度", "no further from the value than the tolerance written")),
    Operator("present", _ALL - {FactType.ATTESTATION}, BoundKind.TRUE, Text("已填报", "present"), "有 明确",
             _true, Text("已知且不为“无”", "known, and not said to be none"), reads=Reads.PRESENCE),
    Operator("on_or_before", frozenset({FactType.DATE}), BoundKind.DATE,
             Text("不晚于{bound}", "on or before {bound}"), "前 之前 底前", _one(Relation.LE),
             Text("在所写日期当日或之前", "on that day or before")),
    Operator("within_years", frozenset({FactType.DATE}), BoundKind.YEARS, Text("在{bound}内", "within {bound}"),
             "期间 年内", _within_years,
             Text("日期落在所写年份之内(含首尾)", "the date lies in those years, both ends included")),
    Operator("rising", _NUMBERS, BoundKind.GROWTH, Text("比{bound}增加", "higher than {bound}"),
             "增加 提高 扩大 不断提高", _zero(Relation.GT),
             Text("比基期、上一年或所写年份严格增加", "more than in the base year, the year before or another"),
             reads=Reads.CHANGE),
    Operator("falling", _NUMBERS, BoundKind.GROWTH, Text("比{bound}减少", "lower than {bound}"),
             "减少 降低 缩小", _zero(Relation.LT),
             Text("比基期、上一年或所写年份严格减少", "less than in the base year, the year before or another"),
             reads=Reads.CHANGE),
    Operator("not_falling", _NUMBERS, BoundKind.GROWTH, Text("不低于{bound}", "not lower than {bound}"),
             "不降低 保持 不低于上年", _zero(Relation.GE),
             Text("不比基期、上一年或所写年份减少", "no less than in the base year, the year before or another"),
             reads=Reads.CHANGE),
    Operator("not_rising", _NUMBERS, BoundKind.GROWTH, Text("不高于{bound}", "not higher than {bound}"),
             "不增加 不扩大", _zero(Relation.LE),
             Text("不比基期、上一年或所写年份增加", "no more than in the base year, the year before or another"),
             reads=Reads.CHANGE),
)

OPERATORS: Mapping[str, Operator] = MappingProxyType({operator.name: operator for operator in _TABLE})
