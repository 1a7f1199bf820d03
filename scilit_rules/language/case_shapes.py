"""The shape of the cases that stand beside a plan: given facts, expected statuses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Optional, Union

from pydantic import BeforeValidator, ConfigDict, Field, Strict

from scilit_rules.language.scalars import HOLE
from scilit_rules.language.shapes import Line, Shape, block
from scilit_rules.model.words import Reason, Severity, Status


class CaseFactShape(Shape):
    """A value that a case gives, with more said of it than the value."""

    value: Union[str, int, Decimal, bool, date, None] = Field(description="数值 · as an official would write it")
    period: Union[int, date, str, None] = Field(
        None, description="期间 · the year or day that it speaks of; the year of as_of if left out")
    evidence: list[Line] = Field(default_factory=list, description="佐证 · what is offered in proof")
    mark: Optional[Line] = Field(None, description="审核意见(照审核写法) · the reviewer's mark, as one would write it")


def _spell_fact(value: Any) -> Any:
    return value if value is HOLE or isinstance(value, (dict, list)) else {"value": value}


def _spell_several(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


class ExpectShape(Shape):
    """A status that must be found, with more said of it."""

    status: Annotated[Status, Strict(False)] = Field(description="应得状态 · the status")
    reason: Optional[Annotated[Reason, Strict(False)]] = Field(None, description="原因 · why it is unknown")
    severity: Optional[Annotated[Severity, Strict(False)]] = Field(
        None, description="严重程度(只写 violation 等即不达标) · how much it weighs; violation alone is unmet too")
    follows: Optional[str] = Field(None, description="随哪一项 · the obligation that it must stand and fall with")
    period: Union[int, str, None] = Field(None, description="期间 · the period judged; all if left out")


def _spell_expect(value: Any) -> Any:
    if isinstance(value, str):
        return {"status": "unmet", "severity": value} if value in set(Severity) else {"status": value}
    return value


Given = Annotated[CaseFactShape, BeforeValidator(_spell_fact), block("given")]
Expect = Annotated[ExpectShape, BeforeValidator(_spell_expect), block("expect")]
Givens = Annotated[list[Given], BeforeValidator(_spell_several), block("givens")]
Expects = Annotated[list[Expect], BeforeValidator(_spell_several), block("expects")]


class GivenShape(Shape):
    """The facts of one subject."""

    facts: dict[str, Givens] = Field(default_factory=dict, description="数据 · values by fact or obligation")


class CaseShape(Shape):
    """One case: given facts, expected statuses."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [
        {"required": ["expect"]}, {"required": ["conclusions"]}, {"required": ["due"]}]})

    case: Line = Field(description="名称 · what it shows")
    subject: Optional[str] = Field(None, description="被查单位 · the subject; that of the plan if left out")
    as_of: date = Field(description="截至日期 · the date to judge at")
    facts: dict[str, Givens] = Field(default_factory=dict, description="数据 · values by fact or obligation")
    subjects: dict[str, GivenShape] = Field(
        default_factory=dict, description="其他单位的数据 · facts of further subjects, by their ids")
    expect: dict[str, Expects] = Field(
        default_factory=dict, description="应得结果,或 conclusions、due · status by obligation; this or one of those")
    conclusions: Optional[list[str]] = Field(
        None, description="应得结论,不多不少 · ids of exactly those consequences that must hold; [] for none")
    due: Optional[list[str]] = Field(
        None, description="应核查的任务,不多不少 · ids of exactly those obligations that bind and are due")
