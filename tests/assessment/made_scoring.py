"""Ways of scoring, obligations and findings for the tests of scoring. All of it is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from scilit_rules.model.condition import Comparison, Condition, Truth, leaves
from scilit_rules.model.fact import Attested, Interval, Value
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.obligation import Attestation, Obligation, Schedule
from scilit_rules.model.plan import Plan
from scilit_rules.model.scoring import Band, Credit, PerObligation, RoundingRule, Scoring
from scilit_rules.model.text import Text
from scilit_rules.model.words import (
    Binding,
    Claim,
    CreditKind,
    Level,
    ObligationKind,
    Rounding,
    ScheduleKind,
    Severity,
    Status,
    Treatment,
)
from tests.reporters.made import report

D = Decimal
SCHEDULE = Schedule(ScheduleKind.YEARLY, date(2020, 12, 31), 2016, 2020)
BANDS = (
    Band("fail", Text("不达标"), D(0), True, D(70), False),
    Band("pass", Text("达标"), D(70), True, D(90), False),
    Band("good", Text("优秀"), D(90), True, D(100), True),
)
ALL_OR_NOTHING = Credit(CreditKind.ALL_OR_NOTHING)
PROPORTIONAL = Credit(CreditKind.PROPORTIONAL)
UNSETTLED = (Status.UNKNOWN, Status.NEEDS_REVIEW, Status.NOT_DUE, Status.NOT_APPLICABLE)


def scoring(credit: Credit = ALL_OR_NOTHING, *, weight: str = "10", treatment: Treatment = Treatment.ZERO,
            rounding: RoundingRule | None = None, **more: object) -> Scoring:
    """A way of scoring in which every obligation weighs and earns alike."""
    rule = rounding or RoundingRule(Rounding.HALF_UP)
    more.setdefault("bands", BANDS)
    more.setdefault("waived", Treatment.AS_FOUND)
    count = dict.fromkeys(UNSETTLED, treatment)
    return Scoring(D(100), PerObligation(D(weight)), PerObligation(credit), count, rounding=rule, **more)  # type: ignore[arg-type]


def obligation(id: str, require: Condition | None = None, clause: str = "三/（三）") -> Obligation:
    """An obligation with a requirement, or else with an attestation."""
    attest = None if require else Attestation(Text("做了吗"))
    return Obligation(id, clause, Text(id), ObligationKind.ACTION, Binding.MANDATORY, (Level.DISTRICT,), SCHEDULE,
                      require=require, attest=attest)


def plan(*obligations: Obligation) -> Plan:
    """A plan of these obligations."""
    return replace(report(1).plan, obligations={item.id: item for item in obligations})


def found(id: str, status: Status, period: str = "2020", **more: object) -> Finding:
    """A finding."""
    severity = Severity.VIOLATION if status is Status.UNMET else None
    return Finding(id, "made.s001", period, status, severity, **more)  # type: ignore[arg-type]


def failed(asked: Obligation, *values: tuple[Truth, Value | Interval | None], period: str = "2020") -> Finding:
    """An unmet finding with the truth and value of each comparison of its requirement."""
    assert asked.require is not None
    compared = [leaf for leaf in leaves(asked.require) if isinstance(leaf, Comparison)]
    checks = tuple(Check(leaf, truth, value) for leaf, (truth, value) in zip(compared, values, strict=True))
    return found(asked.id, Status.UNMET, period, checks=checks)


def partly(asked: Obligation, progress: str | None, mark: Claim | None = None) -> Finding:
    """An unmet finding that rests on a claim."""
    attested = Attested(Claim.PARTLY, None if progress is None else D(progress), mark)
    return found(asked.id, Status.UNMET, attested=attested)
