"""A small made-up plan and the facts of its subjects, built from the model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from scilit_rules.engine.judge import Judge, judge
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.book import FactBook
from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Evidence, Fact, Period, Value
from scilit_rules.model.finding import Finding
from scilit_rules.model.obligation import Consequence, Obligation, Schedule
from scilit_rules.model.plan import Clause, Document, Plan
from scilit_rules.model.subject import Register, Subject
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import Derivation, FactSpec, Vocabulary
from scilit_rules.model.words import (
    Binding,
    ClauseKind,
    DerivationKind,
    EvidenceKind,
    FactType,
    Level,
    Nature,
    ObligationKind,
    ScheduleKind,
)

YEARS = (2016, 2020)
END = date(2020, 12, 31)
DOCUMENT = Evidence(EvidenceKind.DOCUMENT, "张政发〔2020〕3号")


def spec(name: str, type: FactType, **given: Any) -> FactSpec:
    return FactSpec(name, Text(given.pop("title", name), given.pop("en", name)), type, **given)


VOCABULARY = {
    fact.name: fact
    for fact in (
        spec("literacy.rate", FactType.SHARE, unit="%", nature=Nature.YEARLY, freshness=2),
        spec("funding.paid_in", FactType.AMOUNT, unit="元", nature=Nature.YEARLY),
        spec("population.resident", FactType.COUNT, unit="人", freshness=5),
        spec("funding.per_head", FactType.NUMBER, unit="元/人", nature=Nature.YEARLY,
             derive=Derivation(DerivationKind.RATIO, ("funding.paid_in", "population.resident"))),
        spec("organisation.leading_group", FactType.FLAG),
        spec("funding.in_budget", FactType.FLAG),
        spec("venue.in_use", FactType.FLAG),
        spec("venue.share", FactType.SHARE, unit="%",
             derive=Derivation(DerivationKind.SHARE, ("venue.in_use",), (Level.DISTRICT, Level.COUNTY))),
        spec("plan.issued", FactType.DATE),
        spec("venue.name", FactType.TEXT),
    )
}

SUBJECTS = (
    Subject("zibo", Text("淄博市", "Zibo"), Level.CITY, code="370300"),
    Subject("zibo.zhangdian", Text("张店区", "Zhangdian"), Level.DISTRICT, "zibo", "370303"),
    Subject("zibo.huantai", Text("桓台县", "Huantai"), Level.COUNTY, "zibo", "370321"),
    Subject("zibo.gaoxin", Text("高新区", "Gaoxin"), Level.ZONE, "zibo"),
)


def schedule(kind: ScheduleKind = ScheduleKind.BY, due: date = END, first: int = 2016, last: int = 2020,
             step: int = 1) -> Schedule:
    return Schedule(kind, due, first, last, step)


DURING = schedule(ScheduleKind.DURING)
YEARLY = schedule(ScheduleKind.YEARLY)


def obligation(id: str = "asked", *, bears: tuple[Level, ...] = (Level.DISTRICT,), **given: Any) -> Obligation:
    given.setdefault("schedule", schedule())
    if not {"require", "attest", "review"} & set(given):
        given["require"] = Comparison("literacy.rate", "above", Decimal("10.5"))
    return Obligation(id=id, clause="一", title=Text(id, id), kind=ObligationKind.TARGET,
                      binding=given.pop("binding", Binding.MANDATORY), bears=bears, **given)


def plan(*obligations: Obligation, consequences: Iterable[Consequence] = ()) -> Plan:
    return Plan(
        id="made-2016-2020", title=Text("虚构方案", "A made-up plan"), document=Document(), jurisdiction="zibo",
        years=YEARS, extends=(), clauses={"一": Clause("一", ClauseKind.CHAPTER, "总则")},
        obligations={item.id: item for item in obligations},
        consequences={item.id: item for item in consequences},
        vocabulary=Vocabulary(VOCABULARY), register=Register({s.id: s for s in SUBJECTS}), digest="", home="",
    )


def fact(name: str, value: Value | int | str, year: int = 2020, subject: str = "zibo.zhangdian",
         **given: Any) -> Fact:
    read = Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return Fact(subject, name, Period(year), read, **given)


def book(made: Plan, *facts: Fact, **given: Any) -> FactBook:
    return FactBook(asked_facts(made), made.register, facts, **given)


def judged(made: Plan, *facts: Fact, as_of: date = END, subject: str = "zibo.zhangdian",
           engine: Any = None, **given: Any) -> dict[str, Finding]:
    """The findings of one subject by ``obligation/period``."""
    ready = Judge(made, engine or ReferenceEngine(), as_of)
    found = ready.findings(made.register[subject], book(made, *facts, **given))
    return {f"{finding.obligation}/{finding.period}": finding for finding in found}


def one(asked: Obligation, *facts: Fact, **given: Any) -> Finding:
    """The only finding of one obligation."""
    (finding,) = judged(plan(asked), *facts, **given).values()
    return finding


def held(made: Plan, *facts: Fact, as_of: date = END, engine: Any = None) -> Mapping[str, tuple[str, ...]]:
    """The consequences that hold, each with what it follows from, over all subjects."""
    found = judge(made, book(made, *facts), list(made.register), as_of, engine or ReferenceEngine())
    return {item.consequence: item.because for item in found.conclusions}
