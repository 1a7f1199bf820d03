"""A small plan for the tests of authoring, with every operator in use."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from scilit_rules.model.condition import All, AnyOf, AtLeastOf, Comparison, Condition, Not
from scilit_rules.model.obligation import Attestation, Obligation, Proof, Schedule
from scilit_rules.model.operators import Growth, Tolerance, Years
from scilit_rules.model.plan import Clause, Document, Plan
from scilit_rules.model.subject import Register, Subject
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import FactSpec, Range, Vocabulary
from scilit_rules.model.words import (
    Against,
    Binding,
    ClauseKind,
    FactType,
    Level,
    Nature,
    ObligationKind,
    ScheduleKind,
)

D = Decimal


def spec(name: str, type: FactType, **more: object) -> FactSpec:
    more.setdefault("nature", Nature.YEARLY)
    return FactSpec(name, Text(f"指标{name}"), type, **more)  # type: ignore[arg-type]


FACTS = {
    fact.name: fact
    for fact in (
        spec("a.share", FactType.SHARE, unit="%", range=Range(D(0), D(100))),
        spec("a.count", FactType.COUNT, unit="个", range=Range(D(0))),
        spec("a.amount", FactType.AMOUNT, unit="元", range=Range(D(0), None, D(1000))),
        spec("a.number", FactType.NUMBER),
        spec("a.flag", FactType.FLAG),
        spec("a.date", FactType.DATE),
        spec("a.text", FactType.TEXT, values=("甲", "乙", "丙")),
        spec("a.free", FactType.TEXT),
    )
}


def compare(fact: str, operator: str, bound: object) -> Comparison:
    return Comparison(fact, operator, bound)  # type: ignore[arg-type]


REQUIREMENTS: dict[str, Condition] = {
    "is": compare("a.flag", "is", True),
    "is-not": compare("a.flag", "is", False),
    "above": compare("a.share", "above", D("10.5")),
    "at-least": compare("a.amount", "at_least", D(1)),
    "below": compare("a.number", "below", D("-0.5")),
    "at-most": compare("a.count", "at_most", D(3)),
    "equals": compare("a.share", "equals", D(100)),
    "equals-day": compare("a.date", "equals", date(2020, 2, 29)),
    "equals-text": compare("a.text", "equals", "甲"),
    "one-of": compare("a.text", "one_of", ("甲", "乙")),
    "about": compare("a.share", "about", Tolerance(D(50), D(10))),
    "present": compare("a.free", "present", True),
    "present-number": compare("a.number", "present", True),
    "present-flag": compare("a.flag", "present", True),
    "present-date": compare("a.date", "present", True),
    "present-word": compare("a.text", "present", True),
    "on-or-before": compare("a.date", "on_or_before", date(2016, 12, 31)),
    "within-years": compare("a.date", "within_years", Years(2016, 2020)),
    "rising": compare("a.amount", "rising", True),
    "not-falling": compare("a.number", "not_falling", True),
    "rising-since-base": compare("a.amount", "rising", Growth(Against.SINCE_BASE, 2015)),
    "falling": compare("a.amount", "falling", Growth(Against.SINCE_BASE, 2018)),
    "not-rising": compare("a.number", "not_rising", Growth(Against.YEAR_ON_YEAR)),
    "not-fallen-twice": compare("a.amount", "not_falling", Growth(Against.TWO_YEARS)),
    "not-risen-twice": compare("a.count", "not_rising", Growth(Against.TWO_YEARS)),
    "steadily": All((compare("a.amount", "rising", Growth(Against.SINCE_BASE, 2015)),
                     compare("a.amount", "not_falling", Growth(Against.TWO_YEARS)))),
    "all": All((compare("a.flag", "is", True), compare("a.share", "above", D(1)))),
    "any": AnyOf((compare("a.flag", "is", True), compare("a.share", "above", D(1)))),
    "not": Not(compare("a.share", "above", D(50))),
    "two-of-three": AtLeastOf(
        2, (compare("a.flag", "is", True), compare("a.share", "above", D(1)), compare("a.count", "at_least", D(2)))
    ),
    "between": All((compare("a.share", "at_least", D(20)), compare("a.share", "at_most", D(80)))),
    "free-text": compare("a.free", "equals", "某项"),
    "never-decides": AtLeastOf(3, (compare("a.flag", "is", True), compare("a.count", "above", D(1)))),
}


def schedule(kind: ScheduleKind = ScheduleKind.BY) -> Schedule:
    return Schedule(kind, date(2020, 12, 31), 2016, 2020)


def obligation(id: str, require: Condition | None = None, **more: object) -> Obligation:
    settings: dict[str, object] = {
        "id": id, "clause": "一", "title": Text(f"任务{id}"), "kind": ObligationKind.TARGET,
        "binding": Binding.MANDATORY, "bears": (Level.CITY,), "schedule": schedule(), "require": require, **more,
    }
    return Obligation(**settings)  # type: ignore[arg-type]


def plan(*obligations: Obligation, clauses: tuple[Clause, ...] = ()) -> Plan:
    register = Register({"c": Subject("c", Text("某市"), Level.CITY), "d": Subject("d", Text("某区"), Level.DISTRICT, "c")})
    found = clauses or (Clause("一", ClauseKind.CHAPTER, "目标"),)
    return Plan(
        "made", Text("某方案"), Document(), "c", (2016, 2020), (), {clause.path: clause for clause in found},
        {item.id: item for item in obligations}, {}, Vocabulary(FACTS), register, "sha256:0", "made",
    )


ATTESTED = obligation("attested", attest=Attestation(Text("做了吗？"), Proof(2)))
REGULAR = obligation("regular", attest=Attestation(Text("定期做吗？"), Proof(2, regularly=True)))
ATTESTED_FREELY = obligation("attested-freely", attest=Attestation(Text("做了吗？")), schedule=schedule(ScheduleKind.YEARLY))
REVIEWED = obligation("reviewed", review=Text("好吗？"), schedule=schedule(ScheduleKind.DURING))
