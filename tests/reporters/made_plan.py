"""A plan made by hand for the tests of the reporters. All of it is invented, also where names of places are real."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from scilit_rules.model.condition import All, Comparison
from scilit_rules.model.obligation import Attestation, Consequence, Obligation, Proof, Schedule
from scilit_rules.model.operators import Tolerance
from scilit_rules.model.plan import Clause, Document, Mention, Plan
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
    Role,
    ScheduleKind,
    Severity,
)

AS_OF = date(2020, 12, 31)
PER_HEAD = "funds.per-head"
PAID = "funds.paid-in"
PEOPLE = "population.resident"
RATE = "literacy.rate"
BUDGET = "funds.in-budget"
GROUP = "organisation.leading-group"
VENUES = "venues.share"
ISSUED = "plan.issued"


def _spec(name: str, zh: str, en: str, type: FactType, unit: str = "", **more: object) -> FactSpec:
    return FactSpec(name, Text(zh, en), type, unit, **more)  # type: ignore[arg-type]


VOCABULARY = Vocabulary(
    {
        spec.name: spec
        for spec in (
            _spec(
                PAID,
                "实际拨付科普经费",
                "science-popularisation funds paid in",
                FactType.AMOUNT,
                "元",
                nature=Nature.YEARLY,
                kept=Text("县级财政决算", "final accounts of the county"),
                definition=Text("年度内实际拨付的科普经费", "paid in the year"),
            ),
            _spec(PEOPLE, "常住人口", "resident population", FactType.COUNT, "人", freshness=3),
            _spec(
                PER_HEAD,
                "人均科普经费",
                "funds per head",
                FactType.NUMBER,
                "元/人",
                nature=Nature.YEARLY,
                derive=Derivation(DerivationKind.RATIO, (PAID, PEOPLE)),
            ),
            _spec(RATE, "公民具备基本科学素质的比例", "literacy rate", FactType.SHARE, "%", freshness=2),
            _spec(BUDGET, "科普经费列入同级财政预算", "funds in the budget", FactType.FLAG),
            _spec(GROUP, "已成立全民科学素质工作领导小组", "leading group set up", FactType.FLAG),
            _spec(
                VENUES,
                "建有科普场馆的区县占比",
                "share of districts with a venue",
                FactType.SHARE,
                "%",
                derive=Derivation(DerivationKind.SHARE, (GROUP,), (Level.DISTRICT, Level.COUNTY)),
            ),
            _spec(ISSUED, "本级实施方案印发日期", "local plan issued on", FactType.DATE),
        )
    }
)

CLAUSES = {
    clause.path: clause
    for clause in (
        Clause("一", ClauseKind.CHAPTER, "总体要求"),
        Clause("一/（二）", ClauseKind.GOAL, "任务目标"),
        Clause("二", ClauseKind.CHAPTER, "重点任务"),
        Clause(
            "二/（一）",
            ClauseKind.PROGRAMME,
            "实施青少年科学素质行动",
            bodies=(
                Mention("市教育局", Role.LEAD),
                Mention("团市委", Role.LEAD),
                Mention("相关部门和单位", Role.SUPPORT),
            ),
        ),
        Clause("二/（一）/1", ClauseKind.TASK, "推进义务教育阶段的科技教育"),
        Clause("三", ClauseKind.CHAPTER, "保障措施"),
        Clause("三/（一）", ClauseKind.SAFEGUARD, "组织领导", bodies=(Mention("市科协", Role.SOLE),)),
        Clause(
            "三/（三）",
            ClauseKind.SAFEGUARD,
            "经费保障",
            bodies=(Mention("市财政局", Role.SHARED), Mention("市科协", Role.SHARED)),
        ),
    )
}

_YEARLY = Schedule(ScheduleKind.YEARLY, date(2020, 12, 31), 2016, 2020)
_BY_2020 = Schedule(ScheduleKind.BY, date(2020, 12, 31), 2016, 2020)
_IN_2016 = Schedule(ScheduleKind.IN, date(2016, 12, 31), 2016, 2016)
_DURING = Schedule(ScheduleKind.DURING, date(2020, 12, 31), 2016, 2020)
_ALL = (Level.DISTRICT, Level.COUNTY, Level.ZONE)


def _obligation(
    id: str, clause: str, zh: str, en: str, kind: ObligationKind, binding: Binding, schedule: Schedule, **more: object
) -> Obligation:
    return Obligation(id, clause, Text(zh, en), kind, binding, _ALL, schedule, **more)  # type: ignore[arg-type]


OBLIGATIONS = {
    obligation.id: obligation
    for obligation in (
        _obligation(
            "leading-group",
            "三/（一）",
            "成立全民科学素质工作领导小组",
            "Leading group set up",
            ObligationKind.INSTITUTION,
            Binding.MANDATORY,
            _DURING,
            require=Comparison(GROUP, "is", True),
            proof=Proof(1, (EvidenceKind.DOCUMENT,)),
        ),
        _obligation(
            "funding-in-budget",
            "三/（三）",
            "科普经费列入同级财政预算",
            "Funds in the budget",
            ObligationKind.FUNDING,
            Binding.MANDATORY,
            _YEARLY,
            require=Comparison(BUDGET, "is", True),
            remedy=Text("将科普经费列入下一年度预算。", "Put the funds in next year's budget."),
        ),
        _obligation(
            "funding-per-capita",
            "三/（三）",
            "每年人均科普经费不低于1元",
            "At least 1 yuan per head each year",
            ObligationKind.FUNDING,
            Binding.MANDATORY,
            _YEARLY,
            require=Comparison(PER_HEAD, "at_least", Decimal(1)),
            phrase="每年人均1元",
            remedy=Text("补足差额并在年度内拨付。", "Pay in what is missing within the year."),
            note=Text(
                "按常住人口计算；改用户籍人口会改变结果。", "Reckoned on residents; the registered would differ."
            ),
        ),
        _obligation(
            "literacy-rate",
            "一/（二）",
            "公民具备基本科学素质的比例超过10.5%",
            "Literacy rate above 10.5%",
            ObligationKind.TARGET,
            Binding.MANDATORY,
            _BY_2020,
            require=Comparison(RATE, "above", Decimal("10.5")),
        ),
        _obligation(
            "venues",
            "一/（二）",
            "一半左右的区县建有科普场馆",
            "About half of the districts have a venue",
            ObligationKind.TARGET,
            Binding.DIRECTIONAL,
            _BY_2020,
            require=All(
                (Comparison(VENUES, "about", Tolerance(Decimal(50), Decimal(10))), Comparison(GROUP, "is", True))
            ),
        ),
        _obligation(
            "local-plan",
            "三/（一）",
            "2016年内印发本级实施方案",
            "Local plan issued in 2016",
            ObligationKind.PHASE,
            Binding.MANDATORY,
            _IN_2016,
            require=Comparison(ISSUED, "on_or_before", date(2016, 12, 31)),
        ),
        _obligation(
            "curriculum",
            "二/（一）/1",
            "中小学开齐开足科学课程",
            "Science taught in all schools",
            ObligationKind.ACTION,
            Binding.DIRECTIONAL,
            _DURING,
            attest=Attestation(Text("是否开齐开足科学课程", "Are all science lessons taught"), Proof(1)),
        ),
        _obligation(
            "atmosphere",
            "二/（一）",
            "探索形成鼓励创新的氛围",
            "A climate that favours innovation",
            ObligationKind.ACTION,
            Binding.ENCOURAGED,
            _DURING,
            review=Text("氛围是否形成", "Is there such a climate"),
        ),
    )
}

_BOTH_ABSENT = Consequence(
    "organisation-absent",
    Text("组织保障缺失", "No organisation behind the plan"),
    All((Comparison(GROUP, "is", False), Comparison(BUDGET, "is", False))),
    Severity.VIOLATION,
    Text("先成立领导小组，再落实预算。", "Set up the group, then see to the budget."),
)

NAMES = (
    "张店区",
    "淄川区",
    "博山区",
    "临淄区",
    "周村区",
    "桓台县",
    "高青县",
    "沂源县",
    "高新区",
    "经济开发区",
    "文昌湖区",
)


def subjects(count: int) -> tuple[Subject, ...]:
    """That many subjects: the eleven of the city, then numbered ones."""
    names = NAMES + tuple(f"示范县{number}" for number in range(12, count + 1))
    return tuple(
        Subject(f"made.s{number:03}", Text(name, f"Subject {number}"), Level.DISTRICT, "made.city", f"37{number:04}")
        for number, name in enumerate(names[:count], start=1)
    )


def plan(judged: Sequence[Subject]) -> Plan:
    """The plan that the made reports are about."""
    city = Subject("made.city", Text("某市", "A city"), Level.CITY)
    return Plan(
        "made-2016-2020",
        Text("某市全民科学素质行动计划纲要实施方案（2016—2020年）", "Made-up plan for scientific literacy 2016–2020"),
        Document("某政办发〔2016〕1号", "某市人民政府办公厅", date(2016, 8, 15), ("某省方案",)),
        "made.city",
        (2016, 2020),
        ("core",),
        CLAUSES,
        OBLIGATIONS,
        {"organisation-absent": _BOTH_ABSENT},
        VOCABULARY,
        Register({subject.id: subject for subject in (city, *judged)}),
        "sha256:" + "ab" * 32,
        "rulesets/made-2016-2020",
    )
