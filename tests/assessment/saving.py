"""Saved reports made by hand, and real ones written and read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from scilit_rules.model.finding import Finding
from scilit_rules.model.lineage import Rule
from scilit_rules.model.plan import Mention
from scilit_rules.model.report import Report
from scilit_rules.model.saved_report import SavedObligation, SavedReport
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Text
from scilit_rules.model.words import Binding, Level, ObligationKind, Role, Status
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.reporters.json import JsonReporter

EAST, WEST = "made.east", "made.west"
SUBJECTS = {id: Subject(id, Text(name), Level.DISTRICT) for id, name in ((EAST, "东区"), (WEST, "西区"))}
OBLIGATIONS = {
    "group": SavedObligation("group", Text("成立领导小组"), Binding.MANDATORY, ObligationKind.INSTITUTION, "三", "保障",
                             (Mention("市科协", Role.LEAD), Mention("有关部门", Role.SUPPORT))),
    "funds": SavedObligation("funds", Text("人均经费"), Binding.MANDATORY, ObligationKind.FUNDING, "三", "保障",
                             (Mention("市财政局", Role.SHARED), Mention("市科协", Role.SHARED))),
    "events": SavedObligation("events", Text("开展活动"), Binding.DIRECTIONAL, ObligationKind.ACTION),
}


def finding(status: Status = Status.UNMET, obligation: str = "group", subject: str = EAST, period: str = "2020",
            **more: object) -> Finding:
    """A finding; an unmet one weighs what its obligation binds."""
    severity = OBLIGATIONS[obligation].binding.severity if status is Status.UNMET else None
    settings = {"severity": severity, **more}
    return Finding(obligation, subject, period, status, **settings)  # type: ignore[arg-type]


def made(findings: Sequence[Finding] = (), *, digest: str = "sha256:aa", plan: str = "made",
         as_of: date = date(2020, 12, 31), subjects: Sequence[str] = (EAST, WEST),
         obligations: Sequence[str] = tuple(OBLIGATIONS)) -> SavedReport:
    """A saved report on two districts and three obligations."""
    return SavedReport("", "0.1.0", plan, Text("某市方案"), digest, as_of, {id: SUBJECTS[id] for id in subjects},
                       {id: OBLIGATIONS[id] for id in obligations}, {}, tuple(findings))


def versioned(version: str, findings: Sequence[Finding] = (), **rules: str) -> SavedReport:
    """A report that keeps its rules: by id their digest, and behind it the ids that they had."""
    kept = {id: Rule(f"sha256:{said.split()[0]}", tuple(said.split()[1:])) for id, said in rules.items()}
    names = {id: replace(OBLIGATIONS["group"], id=id) for id in rules}
    return replace(made(findings, digest=f"sha256:{version}"), version=version, rules=kept, obligations=names)


def gap(obligation: str, status: Status = Status.UNMET, **more: object) -> Finding:
    return replace(finding(status, **more), obligation=obligation)  # type: ignore[arg-type]


def write(report: Report, path: Path) -> Path:
    """Saves a report as ``check --format json`` does."""
    out = BytesIO()
    JsonReporter().write(report, out, ReportOptions())
    path.write_bytes(out.getvalue())
    return path
