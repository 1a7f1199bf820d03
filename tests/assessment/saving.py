"""Reports made by hand as if saved, and real ones written and read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from scilit_rules.model.finding import Finding
from scilit_rules.model.lineage import Rule, Rules
from scilit_rules.model.obligation import Demand, Obligation, Schedule
from scilit_rules.model.plan import Clause, Document, Mention, Plan
from scilit_rules.model.report import Report, RunRecord
from scilit_rules.model.subject import Register, Subject
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import Vocabulary
from scilit_rules.model.words import Binding, ClauseKind, JudgedBy, Level, ObligationKind, Role, ScheduleKind, Status
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.reporters.json import JsonReporter

EAST, WEST = "made.east", "made.west"
SUBJECTS = {id: Subject(id, Text(name), Level.DISTRICT) for id, name in ((EAST, "东区"), (WEST, "西区"))}
CLAUSES = {
    "三": Clause("三", ClauseKind.CHAPTER, "保障",
                bodies=(Mention("市科协", Role.LEAD), Mention("有关部门", Role.SUPPORT))),
    "四": Clause("四", ClauseKind.CHAPTER, "保障",
                bodies=(Mention("市财政局", Role.SHARED), Mention("市科协", Role.SHARED))),
}
_DURING = Schedule(ScheduleKind.DURING, date(2020, 12, 31), 2016, 2020)
_DEMAND = Demand(JudgedBy.ATTESTATION, Text(""))


def _obligation(id: str, clause: str, title: str, kind: ObligationKind,
                binding: Binding = Binding.MANDATORY) -> Obligation:
    return Obligation(id, clause, Text(title), kind, binding, (Level.DISTRICT,), _DURING, demand=_DEMAND)


OBLIGATIONS = {one.id: one for one in (
    _obligation("group", "三", "成立领导小组", ObligationKind.INSTITUTION),
    _obligation("funds", "四", "人均经费", ObligationKind.FUNDING),
    _obligation("events", "", "开展活动", ObligationKind.ACTION, Binding.DIRECTIONAL),
)}


def finding(status: Status = Status.UNMET, obligation: str = "group", subject: str = EAST, period: str = "2020",
            **more: object) -> Finding:
    """A finding; an unmet one weighs what its obligation binds."""
    severity = OBLIGATIONS[obligation].binding.severity if status is Status.UNMET else None
    settings = {"severity": severity, **more}
    return Finding(obligation, subject, period, status, **settings)  # type: ignore[arg-type]


def made(findings: Sequence[Finding] = (), *, digest: str = "sha256:aa", plan: str = "made",
         as_of: date = date(2020, 12, 31), subjects: Sequence[str] = (EAST, WEST),
         obligations: Mapping[str, Obligation] = OBLIGATIONS, rules: Rules | None = None, version: str = "") -> Report:
    """A report on two districts and three obligations, as one that was saved."""
    judged = tuple(SUBJECTS[id] for id in subjects)
    outline = Plan(plan, Text("某市方案"), Document(), "made.city", (2016, 2020), (), CLAUSES, obligations, {},
                   Vocabulary({}), Register({one.id: one for one in judged}), digest, "", version=version,
                   kept=rules or {})
    run = RunRecord("0.1.0", "reference", "", None, plan, digest, as_of)
    return Report(outline, as_of, judged, tuple(findings), (), (), (), (), run)


def versioned(version: str, findings: Sequence[Finding] = (), **rules: str) -> Report:
    """A report that keeps its rules: by id their digest, and behind it the ids that they had."""
    kept = {id: Rule(f"sha256:{said.split()[0]}", tuple(said.split()[1:])) for id, said in rules.items()}
    names = {id: replace(OBLIGATIONS["group"], id=id) for id in rules}
    return made(findings, digest=f"sha256:{version}", obligations=names, rules=kept, version=version)


def gap(obligation: str, status: Status = Status.UNMET, **more: object) -> Finding:
    return replace(finding(status, **more), obligation=obligation)  # type: ignore[arg-type]


def write(report: Report, path: Path) -> Path:
    """Saves a report as ``check --format json`` does."""
    out = BytesIO()
    JsonReporter().write(report, out, ReportOptions())
    path.write_bytes(out.getvalue())
    return path
