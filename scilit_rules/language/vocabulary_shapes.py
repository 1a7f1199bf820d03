"""The shape of vocabulary.yaml: the facts that may be asked for."""

from __future__ import annotations

from typing import Annotated, Optional

from pydantic import Field, Strict

from scilit_rules.language.shapes import Levels, Line, Number, Shape, T
from scilit_rules.model.words import FactType, Nature


class RangeShape(Shape):
    """The values that a fact can have."""

    low: Optional[Number] = Field(None, description="最小 · the least value that can be true")
    high: Optional[Number] = Field(None, description="最大 · the greatest value that can be true")
    doubt_above: Optional[Number] = Field(None, description="存疑上限 · above this the unit is doubted")
    doubt_below: Optional[Number] = Field(
        None, description="存疑下限，大于零而低于此数时存疑 · below this, but above zero, the unit is doubted")


class FreshnessShape(Shape):
    """How old a value may be."""

    years: int = Field(ge=0, description="年数 · how many years old")


class RatioShape(Shape):
    """One fact divided by another."""

    of: str = Field(description="分子 · the numerator")
    per: str = Field(description="分母 · the denominator")


class DifferenceShape(Shape):
    """One fact minus another."""

    of: str = Field(description="被减数 · the minuend")
    minus: str = Field(description="减数 · the subtrahend")


class OverShape(Shape):
    """A fact of the whole, from the same fact of its children."""

    of: str = Field(description="下级的指标 · the children's fact")
    over: Levels = Field(description="下级的层级 · the levels of the children that count")


class DeriveShape(Shape):
    """How a fact is computed; exactly one key."""

    ratio: Optional[RatioShape] = Field(None, description="比值 · of divided by per; for shares times 100")
    sum: Optional[Annotated[list[str], Field(min_length=1)]] = Field(None, description="合计 · the sum of facts")
    difference: Optional[DifferenceShape] = Field(None, description="差额 · of minus minus")
    change: Optional[str] = Field(None, description="变化 · the change since the year before")
    share: Optional[OverShape] = Field(None, description="占比 · per cent of children for which a flag holds")
    mean: Optional[OverShape] = Field(None, description="平均 · the mean of the children")
    spread: Optional[OverShape] = Field(None, description="极差 · greatest minus least of the children")
    rank: Optional[OverShape] = Field(None, description="位次 · the rank among the children of the same parent")


class FactShape(Shape):
    """One fact of the vocabulary."""

    title: T = Field(description="指标名称 · what people call it")
    aliases: list[Line] = Field(default_factory=list, description="别名 · other headings under which offices keep it")
    type: Annotated[FactType, Strict(False)] = Field(description="类型 · the type of its values")
    unit: str = Field("", description="单位 · the unit that its values are kept in; money is always 元")
    range: RangeShape = Field(default_factory=RangeShape, description="取值范围 · the values that it can have")
    nature: Annotated[Nature, Strict(False)] = Field(Nature.STANDING, description="时间性质 · how it relates to time")
    freshness: Optional[FreshnessShape] = Field(None, description="有效年限 · how old a value may be")
    kept: Optional[T] = Field(None, description="数据来源 · where offices keep it")
    definition: Optional[T] = Field(None, description="口径 · what exactly is counted")
    values: list[Line] = Field(default_factory=list, description="可取的文字 · the only values of a text")
    derive: Optional[DeriveShape] = Field(None, description="计算方法 · how it is computed")
