"""A small made-up plan, register and vocabulary for the tests of reading and of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from scilit_rules.facts.collection import Collected, collect
from scilit_rules.facts.mapping import Mapping
from scilit_rules.model.grid import Grid, GridRow
from scilit_rules.model.obligation import Attestation, Obligation, Schedule
from scilit_rules.model.plan import Document, Plan
from scilit_rules.model.subject import Register, Subject
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import Derivation, FactSpec, Range, Vocabulary
from scilit_rules.model.words import (
    Binding,
    DerivationKind,
    FactType,
    Level,
    Nature,
    ObligationKind,
    ScheduleKind,
)

AS_OF = date(2020, 12, 31)
D = Decimal


def fact(name: str, title: str, type: FactType, unit: str = "", low: int | None = None, high: int | None = None,
         doubt: int | None = None, **more: object) -> FactSpec:
    ends = [None if end is None else Decimal(end) for end in (low, high, doubt)]
    return FactSpec(name, Text(title), type, unit, range=Range(*ends), **more)  # type: ignore[arg-type]


def derive(kind: DerivationKind, *parts: str, over: tuple[Level, ...] = ()) -> Derivation:
    return Derivation(kind, parts, over)


BELOW = (Level.DISTRICT, Level.COUNTY)
FACTS = (
    fact("literacy.rate", "科学素质比例", FactType.SHARE, "%", 0, 100, nature=Nature.YEARLY, freshness=2),
    fact("literacy.spread", "科学素质比例极差", FactType.NUMBER, "个百分点",
         derive=derive(DerivationKind.SPREAD, "literacy.rate", over=BELOW)),
    fact("literacy.mean", "科学素质比例平均", FactType.SHARE, "%",
         derive=derive(DerivationKind.MEAN, "literacy.rate", over=BELOW)),
    fact("literacy.rank", "科学素质比例位次", FactType.NUMBER, "",
         derive=derive(DerivationKind.RANK, "literacy.rate", over=BELOW)),
    fact("population", "常住人口", FactType.COUNT, "人", 1, 100_000_000, aliases=("人口",)),
    fact("funds", "科普经费", FactType.AMOUNT, "元", 0, nature=Nature.YEARLY, aliases=("年度科普经费",)),
    fact("funds.special", "科普专项经费", FactType.AMOUNT, "元", 0, nature=Nature.YEARLY),
    fact("funds.both", "两项经费之和", FactType.AMOUNT, "元", nature=Nature.YEARLY,
         derive=derive(DerivationKind.SUM, "funds", "funds.special")),
    fact("funds.other", "其他经费", FactType.AMOUNT, "元", nature=Nature.YEARLY,
         derive=derive(DerivationKind.DIFFERENCE, "funds", "funds.special")),
    fact("funds.below", "各区县经费之和", FactType.AMOUNT, "元", nature=Nature.YEARLY,
         derive=derive(DerivationKind.SUM, "funds", over=BELOW)),
    fact("funds.rise", "科普经费增加额", FactType.AMOUNT, "元", nature=Nature.YEARLY,
         derive=derive(DerivationKind.CHANGE, "funds")),
    fact("funds.per_head", "人均科普经费", FactType.AMOUNT, "元/人", 0, None, 100, nature=Nature.YEARLY,
         derive=derive(DerivationKind.RATIO, "funds", "population")),
    fact("funds.special_share", "专项经费占比", FactType.SHARE, "%", 0, 100, nature=Nature.YEARLY,
         derive=derive(DerivationKind.RATIO, "funds.special", "funds")),
    fact("venue", "科普场馆建成", FactType.FLAG, "", freshness=3),
    fact("venue.share", "有场馆的区县比例", FactType.SHARE, "%",
         derive=derive(DerivationKind.SHARE, "venue", over=BELOW)),
    fact("venue.area", "场馆面积", FactType.NUMBER, "平方米", 0),
    fact("plan.issued", "实施方案印发日期", FactType.DATE),
    fact("plan.number", "实施方案文号", FactType.TEXT),
    fact("grade", "等次", FactType.TEXT, "", values=("优秀", "合格", "不合格")),
    fact("hours", "培训学时", FactType.NUMBER, "学时"),
    fact("plain", "无单位指标", FactType.NUMBER),
    fact("growth", "经费增长率", FactType.SHARE, "%"),
    fact("twin.a", "孪生甲", FactType.COUNT, "个", aliases=("孪生",)),
    fact("twin.b", "孪生乙", FactType.COUNT, "个", aliases=("孪生",)),
)
VOCABULARY = Vocabulary({spec.name: spec for spec in FACTS})

SUBJECTS = (
    Subject("shandong", Text("山东省", "Shandong"), Level.PROVINCE),
    Subject("zibo", Text("淄博市", "Zibo"), Level.CITY, "shandong", "370300", ("淄博",)),
    Subject("zibo.zhangdian", Text("张店区", "Zhangdian"), Level.DISTRICT, "zibo", "370303", ("张店",)),
    Subject("zibo.huantai", Text("桓台县", "Huantai"), Level.COUNTY, "zibo", "370321", ("桓台",)),
    Subject("zibo.yiyuan", Text("沂源县", "Yiyuan"), Level.COUNTY, "zibo", "370323", ("沂源",)),
    Subject("zibo.gaoxin", Text("高新区", "Zibo Hi-tech Zone"), Level.ZONE, "zibo", None, ("高新技术产业开发区",)),
    Subject("jinan", Text("济南市", "Jinan"), Level.CITY, "shandong", "370100", ("济南",)),
    Subject("jinan.lixia", Text("历下区", "Lixia"), Level.DISTRICT, "jinan", "370102"),
    Subject("jinan.gaoxin", Text("高新区"), Level.ZONE, "jinan"),
    Subject("east.a", Text("东城"), Level.DISTRICT, "jinan"),
    Subject("east.b", Text("东城"), Level.COUNTY, "jinan"),
)
REGISTER = Register({subject.id: subject for subject in SUBJECTS})


def obligation(id: str, title: str, yearly: bool = False, **judged: object) -> Obligation:
    kind = ScheduleKind.YEARLY if yearly else ScheduleKind.DURING
    schedule = Schedule(kind, date(2020, 12, 31), 2016, 2020)
    return Obligation(id, "一", Text(title), ObligationKind.ACTION, Binding.MANDATORY, (Level.DISTRICT,), schedule,
                      **judged)  # type: ignore[arg-type]


OBLIGATIONS = (
    obligation("curriculum", "推进课程改革", attest=Attestation(Text("是否推进课程改革?"))),
    obligation("review", "开展年度评估", yearly=True, review=Text("评估是否认真?")),
)
PLAN = Plan(
    id="made", title=Text("方案"), document=Document(), jurisdiction="zibo", years=(2016, 2020), extends=(), clauses={},
    obligations={item.id: item for item in OBLIGATIONS}, consequences={}, vocabulary=VOCABULARY, register=REGISTER,
    digest="", home="",
)


def grid(*rows: GridRow, source: str = "data.csv", sheet: str | None = None) -> Grid:
    return Grid(source, rows, sheet=sheet)


def read(*rows: GridRow, source: str = "data.csv", sheet: str | None = None, as_of: date = AS_OF,
         mapping: Mapping | None = None, subjects: Sequence[str] | None = None) -> Collected:
    return collect([grid(*rows, source=source, sheet=sheet)], PLAN, as_of=as_of, mapping=mapping, subjects=subjects)


def known(collected: Collected) -> dict[tuple[str, str, str], object]:
    return {(f.subject, f.name, str(f.period)): f.value for f in collected.facts}


def codes(collected: Collected) -> list[str]:
    return [found.code for found in collected.problems]


def doubts(collected: Collected) -> list[str]:
    return [doubt.message.code for doubt in collected.doubts]
