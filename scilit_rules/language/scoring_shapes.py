"""The shape of ``scoring`` in plan.yaml: weights, credits, grades and rounding."""

from __future__ import annotations

from typing import Annotated, Any, Optional

from pydantic import BeforeValidator, Field, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

from scilit_rules.language.shapes import Id, Number, Shape, T, block
from scilit_rules.model.words import CreditKind, Rounding, Treatment, Word

FLAT = (CreditKind.ALL_OR_NOTHING, CreditKind.PROPORTIONAL)
_UNSETTLED = (Treatment.EXCLUDED, Treatment.ZERO)
_ACCEPTED = (Treatment.AS_FOUND, Treatment.EXCLUDED)


def _only(*words: Word) -> BeforeValidator:
    """Of a closed list, only some words."""
    known = {word.value: word for word in words}

    def check(value: Any) -> Any:
        if isinstance(value, str) and value not in known:
            raise PydanticCustomError("language.unknown-word", "{word}", {"word": value, "words": list(known)})
        return known[value] if isinstance(value, str) else value

    return BeforeValidator(check)


def _enum(*words: Word) -> WithJsonSchema:
    return WithJsonSchema({"enum": [word.value for word in words]})


def _spell_credit(value: Any) -> Any:
    return {"flat": value} if isinstance(value, str) else value


Points = Annotated[Number, Field(ge=0)]
Percent = Annotated[Number, Field(ge=0, le=100)]
Places = Annotated[int, Field(ge=0, le=10)]
Flat = Annotated[CreditKind, _only(*FLAT), _enum(*FLAT)]
Unsettled = Annotated[Treatment, _only(*_UNSETTLED), _enum(*_UNSETTLED)]
Accepted = Annotated[Treatment, _only(*_ACCEPTED), _enum(*_ACCEPTED)]


class WeightsShape(Shape):
    """What obligations weigh; of several the first that fits counts: obligation, kind, nearest clause, default."""

    default: Points = Field(description="其余任务的分值 · the weight of all that nothing else is said of")
    obligations: dict[str, Points] = Field(default_factory=dict, description="按任务编号 · by id of an obligation")
    kinds: dict[str, Points] = Field(default_factory=dict, description="按任务类别 · by kind")
    clauses: dict[str, Points] = Field(default_factory=dict, description="按条款(含下级) · by clause, with its parts")


class TierShape(Shape):
    """A step of tiered credit: exactly one lower end, in percent of the bound reached."""

    at_least: Optional[Percent] = Field(None, description="完成百分比不低于 · per cent reached, this included")
    above: Optional[Percent] = Field(None, description="完成百分比超过 · per cent reached, this not included")
    credit: Percent = Field(description="计分百分比 · per cent of the weight that it earns")


class PartialCreditShape(Shape):
    """What an unmet obligation earns; exactly one key. The first may be written as a mere word."""

    flat: Optional[Flat] = Field(
        None, description="all_or_nothing 全有或全无 · proportional 按完成比例 · in proportion to what is reached")
    tiered: Optional[Annotated[list[TierShape], Field(min_length=1)]] = Field(
        None, description="分档,从高到低 · by steps, highest first")
    deduct: Optional[Points] = Field(None, description="每期不达标扣分 · points that each period not met costs")
    floor: Points = Field(0, validate_default=True, description="扣分后最低得分 · the fewest points deductions leave")


PartialCredit = Annotated[PartialCreditShape, BeforeValidator(_spell_credit), block("credit")]


class CreditsShape(Shape):
    """What unmet obligations earn; of several the first that fits counts: obligation, kind, nearest clause, default."""

    default: PartialCredit = Field(description="其余任务 · for all that nothing else is said of")
    obligations: dict[str, PartialCredit] = Field(default_factory=dict, description="按任务编号 · by obligation")
    kinds: dict[str, PartialCredit] = Field(default_factory=dict, description="按任务类别 · by kind")
    clauses: dict[str, PartialCredit] = Field(default_factory=dict, description="按条款(含下级) · by clause")


class CountShape(Shape):
    """How findings count that are neither met nor unmet: excluded (the rest is weighted anew) or zero."""

    unknown: Unsettled = Field(description="数据缺失/存疑 · excluded / zero")
    needs_review: Unsettled = Field(description="待核定 · excluded / zero")
    not_due: Unsettled = Field(description="未到期 · excluded / zero")
    not_applicable: Unsettled = Field(description="不适用 · excluded / zero")
    waived: Accepted = Field(Treatment.AS_FOUND, description="已豁免的不达标 · accepted gaps: as_found / excluded")


class RoundingShape(Shape):
    """Where and how numbers are rounded; each step starts from the rounded number before it."""

    mode: Annotated[Rounding, Strict(False)] = Field(description="方式 · half_up 四舍五入, half_even, truncate 截尾")
    credit: Places = Field(2, description="计分百分比的小数位 · places of credits in percent")
    item: Places = Field(2, description="每项得分的小数位 · places of the points of an obligation")
    total: Places = Field(2, description="总分的小数位 · places of the total")


class BandShape(Shape):
    """A grade: exactly one lower and one upper end."""

    id: Id = Field(description="编号 · its id")
    title: T = Field(description="等级名称 · its name")
    at_least: Optional[Points] = Field(None, description="不低于 · the least score, included")
    above: Optional[Points] = Field(None, description="高于 · the least score, not included")
    at_most: Optional[Points] = Field(None, description="不高于 · the greatest score, included")
    below: Optional[Points] = Field(None, description="低于 · the greatest score, not included")


class BonusShape(Shape):
    """Points on top, for obligations that then have no weight."""

    most: Points = Field(description="加分上限 · the most that all earn together")
    points: dict[str, Points] = Field(description="任务编号: 加分 · points by id of an obligation, where it is met")


class ScoringShape(Shape):
    """How findings become points and grades."""

    full: Annotated[Number, Field(ge=1)] = Field(100, validate_default=True, description="满分 · the full score")
    weights: WeightsShape = Field(description="分值 · weights")
    credit: CreditsShape = Field(description="未达标的计分 · what unmet obligations earn")
    count: CountShape = Field(description="其他状态的计法 · how other statuses count")
    rounding: RoundingShape = Field(description="修约 · rounding")
    bands: list[BandShape] = Field(default_factory=list, description="等级,须恰好覆盖 0 至满分 · grades over [0, full]")
    vetoes: dict[str, str] = Field(default_factory=dict, description="任务编号: 不达标时至多的等级 · best grade left")
    bonus: Optional[BonusShape] = Field(None, description="加分 · points on top")
