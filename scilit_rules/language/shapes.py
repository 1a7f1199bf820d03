"""The shape of every file that authors of rulesets write. These also write the JSON Schema that editors use."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Optional

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, WithJsonSchema
from pydantic.functional_validators import AfterValidator
from pydantic_core import PydanticCustomError

from scilit_rules.model.text import Text
from scilit_rules.model.words import (
    Binding,
    ClauseKind,
    During,
    EvidenceKind,
    Level,
    ObligationKind,
    Severity,
    Term,
)


class Shape(BaseModel):
    """A mapping with known keys; any other key is an error."""

    model_config = ConfigDict(defer_build=True, extra="forbid", strict=True, frozen=True)


class TextShape(Shape):
    """A text in Chinese and English."""

    zh: str = Field(min_length=1, description="中文 · the Chinese wording")
    en: str = Field("", description="英文 · the English wording; the Chinese is shown where it is left out")


class ProofShape(Shape):
    """Evidence that is asked for."""

    count: int = Field(0, ge=0, description="至少几件 · how many pieces at least")
    accept: list[Annotated[EvidenceKind, Strict(False)]] = Field(
        default_factory=list, description="认可的种类,不写即不限 · the kinds that count; any recognised if left out")
    regularly: bool = Field(
        False, description="定期:须写明间隔,满两个间隔后附不同日期的两次佐证 · true: it recurs at an interval that is "
        "written down, shown by two dates once that has passed twice")


def _spell_text(value: Any) -> Any:
    if isinstance(value, str):
        return {"zh": value}
    if not isinstance(value, (dict, TextShape)):
        raise PydanticCustomError("string_type", "text expected")
    return value


def _spell_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _spell_proof(value: Any) -> Any:
    return {"count": value} if isinstance(value, int) and not isinstance(value, bool) else value


def _spell_version(value: Any) -> Any:
    """A version is a name, so 1.10 is another than 1.1; a day is one too."""
    return str(value) if isinstance(value, (int, Decimal, date)) and not isinstance(value, bool) else value


def _spell_during(value: Any) -> Any:
    if isinstance(value, bool):
        raise PydanticCustomError("language.during-unsaid", "")
    return value


def _spell_yearly(value: Any) -> Any:
    if value is False:
        raise PydanticCustomError("language.only-true", "", {"name": "yearly"})
    return {} if value is True else value


def _spell_every(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value not in (words := [term.value for term in Term]):
        raise PydanticCustomError("language.unknown-word", "", {"word": value, "words": words})
    return {"term": value}


def _sort_of_work(value: Any) -> Any:
    words = [word.value for word in During]
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text expected")
    if value not in words:
        raise PydanticCustomError("language.unknown-word", "", {"word": value, "words": words})
    return During(value)


def _day_of_year(value: str) -> str:
    found = re.fullmatch(DAY_FORM, value)
    if found is None or int(found.group(2)) > monthrange(_NO_LEAP_YEAR, int(found.group(1)))[1]:
        raise PydanticCustomError("language.day-of-year", "", {"day": value})
    return value


def _one_interval(shape: EveryShape) -> EveryShape:
    if (shape.years is None) is (shape.term is None):
        raise PydanticCustomError("language.one-interval", "")
    return shape


def _exact(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _named(code: str, pattern: str) -> AfterValidator:
    form = re.compile(pattern)

    def check(name: str) -> str:
        if not form.fullmatch(name):
            raise PydanticCustomError(f"language.{code}", "{name}", {"name": name})
        return name

    return AfterValidator(check)


def _in_order(years: list[int]) -> list[int]:
    if len(years) != 2 or years[0] > years[1] or not all(1900 <= year <= 2200 for year in years):
        raise PydanticCustomError("language.years-wrong", "")
    return years


def block(name: str) -> WithJsonSchema:
    """Marks a value whose JSON Schema is written by hand, under this name, in ``schema``."""
    return WithJsonSchema({"x-block": name})


ID_FORM = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
SUBJECT_FORM = rf"{ID_FORM}(?:\.{ID_FORM})*"
FACT_FORM = rf"{ID_FORM}(?:\.{ID_FORM})+"
PATH_FORM = r"[^\s/().．（）]+(?:/(?:（[^\s/（）]+）|[^\s/().．（）]+))*"
DIGEST_FORM = "sha256:[0-9a-f]{64}"
DAY_FORM = r"(0[1-9]|1[0-2])-([0-2]\d|3[01])"
_NO_LEAP_YEAR = 2017
VERSION_FORM = r"[^\s](?:[^\r\n\t]{0,30}[^\s])?"

T = Annotated[TextShape, BeforeValidator(_spell_text), block("text")]
Line = Annotated[str, Field(min_length=1)]
Id = Annotated[str, _named("bad-id", ID_FORM), block("id")]
SubjectId = Annotated[str, _named("bad-subject-id", SUBJECT_FORM), block("subject-id")]
FactName = Annotated[str, _named("bad-fact-name", FACT_FORM), block("fact-name")]
Path = Annotated[str, _named("bad-path", PATH_FORM), block("path")]
Digest = Annotated[str, _named("bad-digest", DIGEST_FORM), block("digest")]
Version = Annotated[str, BeforeValidator(_spell_version), _named("bad-version", VERSION_FORM), block("version")]
Ids = Annotated[list[Id], Field(min_length=1), BeforeValidator(_spell_list), block("ids")]
Number = Annotated[Decimal, BeforeValidator(_exact), WithJsonSchema({"type": "number"})]
DayOfYear = Annotated[str, AfterValidator(_day_of_year), block("day-of-year")]
SortOfWork = Annotated[Any, BeforeValidator(_spell_during), AfterValidator(_sort_of_work), block("during")]
YearPair = Annotated[list[int], AfterValidator(_in_order), block("years")]
Proof = Annotated[ProofShape, BeforeValidator(_spell_proof), block("proof")]
Levels = Annotated[list[Annotated[Level, Strict(False)]], Field(min_length=1), BeforeValidator(_spell_list),
                   block("levels")]
Names = Annotated[list[Line], BeforeValidator(_spell_list), block("names")]
Block = Annotated[Any, block("condition")]
FindingBlock = Annotated[Any, block("finding-condition")]
ScoringBlock = Annotated[Any, block("scoring")]


class DocumentShape(Shape):
    """The issued document."""

    number: str = Field("", description="文号 · its document number; leave out where the text has none")
    issuer: str = Field("", description="发文机关 · who issued it")
    issued: Optional[date] = Field(None, description="成文日期 · when it was issued")
    rests_on: list[Line] = Field(default_factory=list, description="依据的文件 · what it rests on")


class BodiesShape(Shape):
    """The bodies that a clause names, by role, roles in the order of the text."""

    lead: list[Line] = Field(default_factory=list, description="牵头 · lead")
    sole: list[Line] = Field(default_factory=list, description="负责 · alone responsible")
    shared: list[Line] = Field(default_factory=list, description="按职责分工负责 · responsible by division of duties")
    support: list[Line] = Field(default_factory=list, description="配合 · support")


class ClauseShape(Shape):
    """A numbered place in the plan."""

    path: Path = Field(description="条款路径,如 二/（一）/1 · its number path, from the top")
    kind: Annotated[ClauseKind, Strict(False)] = Field(description="条款类别 · what it is within the plan")
    heading: Line = Field(description="标题 · its heading")
    own_heading: bool = Field(False, description="标题系自拟 · whether the heading is ours, the text having none")
    digest: Optional[Digest] = Field(None, description="原文摘要 · digest of its normalised text")
    bodies: BodiesShape = Field(default_factory=BodiesShape, description="责任单位 · the bodies that it names")
    wording: str = Field("", description="责任表述原文 · the role wording as the text has it")
    reason: Optional[T] = Field(None, description="不设任务的理由 · why it has no obligation on purpose")


class SharedRulesetShape(Shape):
    """plan.yaml of a shared ruleset: obligations that several plans adopt."""

    id: Id = Field(description="规则集编号 · id of the ruleset")
    title: T = Field(description="名称 · its title")
    note: Optional[T] = Field(None, description="说明 · what a reader should know")


class PlanShape(SharedRulesetShape):
    """plan.yaml of an issued plan."""

    version: Optional[Version] = Field(
        None, description="规则版本,规则一改就换 · version of the rules, another with each change of them")
    document: DocumentShape = Field(default_factory=DocumentShape, description="所发文件 · the issued document")
    jurisdiction: SubjectId = Field(description="适用地区 · id of the subject whose area it covers")
    years: YearPair = Field(description="起止年份 · the first and the last year that it covers")
    base: Optional[int] = Field(
        None, description="基期年份,增长由此算起,不写即为首年的上一年 · the year that growth is counted from")
    extends: Names = Field(default_factory=list, description="可采用的共用规则集 · shared rulesets that it adopts from")
    clauses: list[ClauseShape] = Field(default_factory=list, description="条款 · all clauses, in the order of the text")
    scoring: Optional[ScoringBlock] = Field(None, description="计分,不写即不计分 · points and grades; off if left out")


class YearlyShape(Shape):
    """Each year of the plan, from the first full one after its issue."""

    first: Optional[int] = Field(
        None, description="首个应完成年份,原文写明时填 · the first year, where the text names it")
    by: Optional[DayOfYear] = Field(None, description="每年限期,写作 月-日,如 03-31 · by this day of each year")


class EveryShape(Shape):
    """Once every few years, or in each quarter, half-year or school year."""

    years: Optional[Annotated[int, Field(ge=1)]] = Field(
        None, description="间隔年数 · years from one due year to the next; this or term")
    term: Optional[Annotated[Term, Strict(False)]] = Field(
        None, description="每季度、每半年、每学年 · each quarter, half_year or school_year")
    first: Optional[int] = Field(
        None, description="首个应完成年份,原文写明时填 · the first due year, where the text names it")


Yearly = Annotated[YearlyShape, BeforeValidator(_spell_yearly), block("yearly")]
Every = Annotated[EveryShape, BeforeValidator(_spell_every), AfterValidator(_one_interval), block("every")]


class AttestShape(Shape):
    """What a reporter is asked to declare."""

    ask: T = Field(description="填报问题 · the question, as it stands in a form")
    evidence: Optional[Annotated[int, Field(ge=0)]] = Field(None, description="佐证件数 · pieces of evidence asked for")
    accept: list[Annotated[EvidenceKind, Strict(False)]] = Field(
        default_factory=list, description="认可的种类,不写即不限 · the kinds that count; any recognised if left out")
    done: Names = Field(default_factory=list, description="也算已完成的说法,如 已启动 · what else says that it is done")
    example: Optional[T] = Field(None, description="佐证示例,列在问题旁 · what such evidence looks like, for the form")
    regularly: bool = Field(
        False, description="定期:须写明间隔,满两个间隔后附不同日期的两次佐证 · true: it recurs at an interval that is "
        "written down, shown by two dates once that has passed twice")


class ReviewShape(Shape):
    """A question that only a person can judge."""

    ask: T = Field(description="核定问题 · the question")


class JudgedShape(Shape):
    """What own and shared obligations have in common."""

    id: Id = Field(description="任务编号,不含点 · id, unique in the ruleset, without a dot")
    title: Optional[T] = Field(None, description="任务名称 · what is asked, in a line")
    kind: Optional[Annotated[ObligationKind, Strict(False)]] = Field(None, description="任务类别 · what sort of thing")
    binding: Optional[Annotated[Binding, Strict(False)]] = Field(None, description="约束力 · how strongly it binds")
    bears: Optional[Levels] = Field(None, description="承担者层级 · the levels of the subjects that it binds")
    by: Optional[date] = Field(None, description="限期(当日及以前) · the last day on which it may come to hold")
    in_: Optional[int] = Field(None, alias="in", description="年内 · the year in which it must hold")
    during: Optional[SortOfWork] = Field(
        None, description="规划期内:organisation 组织、规划、制度类,ongoing 经常性工作 · within the plan's years: "
        "organisation may be missed from the end of the year of issue on, ongoing from that of the first full year")
    yearly: Optional[Yearly] = Field(
        None, description="每年,自印发后首个完整年度起 · true: each year, from the first full one after issue")
    every: Optional[Every] = Field(
        None, description="每隔数年,或每季度、每半年、每学年 · every few years, or each term")
    require: Optional[Block] = Field(None, description="按数据判定 · what must hold on facts")
    evidence: Optional[Proof] = Field(None, description="佐证要求 · the proof that must come with it")
    attest: Optional[AttestShape] = Field(None, description="按申报与佐证判定 · what the reporter declares")
    review: Optional[ReviewShape] = Field(None, description="人工核定 · what only a person can judge")
    when: Optional[Block] = Field(None, description="适用条件 · holds where the obligation applies at all")
    remedy: Optional[T] = Field(None, description="整改建议 · what to do about a gap")
    note: Optional[T] = Field(None, description="理解说明 · what the text leaves open and which reading was taken")


class ObligationShape(JudgedShape):
    """One obligation of a plan; has one schedule and one of require, attest and review, its own or adopted."""

    adopts: Optional[Line] = Field(None, description="采用的共用任务,写作 规则集/编号 · the shared one taken over")
    with_: dict[str, Any] = Field(default_factory=dict, alias="with", description="参数取值 · values of its parameters")
    clause: Line = Field(description="条款路径 · the path of the clause that says so")
    phrase: str = Field("", description="原文短语 · a few words by which the very place is found")
    follows: Optional[Id] = Field(
        None, description="与之同进退的任务,只计一次 · the obligation that it stands and falls with, counted once")
    formerly: Ids = Field(default_factory=list, description="曾用编号 · ids that it had in earlier versions")
    aliases: Names = Field(
        default_factory=list, description="别名,如旧版的任务名称 · other names, such as its titles in earlier versions")


class ParameterShape(Shape):
    """A value that each plan sets for itself."""

    title: T = Field(description="参数名称 · what it is")
    default: Any = Field(None, description="缺省值 · its value where a plan sets none")


class SharedObligationShape(JudgedShape):
    """One obligation that several plans share; used in a bound, a parameter reads {parameter: NAME}."""

    parameters: dict[str, ParameterShape] = Field(default_factory=dict, description="参数 · what each plan sets")


class ConsequenceShape(Shape):
    """A rule over findings."""

    id: Id = Field(description="编号 · id, unique in the plan")
    title: T = Field(description="名称 · what is the matter")
    when: FindingBlock = Field(description="条件 · which findings or consequences must stand together")
    severity: Annotated[Severity, Strict(False)] = Field(description="严重程度 · how much it weighs")
    advice: Optional[T] = Field(None, description="处理建议 · what to do")


class SubjectShape(Shape):
    """One subject that can be judged."""

    id: SubjectId = Field(description="编号 · its id in this project")
    name: T = Field(description="全称 · its full name")
    level: Annotated[Level, Strict(False)] = Field(description="层级 · which kind of unit it is")
    parent: Optional[str] = Field(None, description="上级编号 · the id of the unit above it")
    code: Optional[Line] = Field(None, description="行政区划代码(加引号) · division code by GB/T 2260, in quotes")
    aliases: list[Line] = Field(default_factory=list, description="别名 · other names that data uses for it")
    counted_in: list[str] = Field(default_factory=list, description="人口计入 · districts that count its people")
    note: Optional[T] = Field(None, description="说明 · what a reader should know")


def as_text(shape: TextShape | None) -> Text | None:
    """An optional authored text as a value of the model."""
    return None if shape is None else to_text(shape)


def to_text(shape: TextShape) -> Text:
    """An authored text as a value of the model."""
    return Text(shape.zh, shape.en)
