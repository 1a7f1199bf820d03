"""What a reporter writes, as text, and reports changed for one test."""

from __future__ import annotations

import io
from dataclasses import replace

from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang, Text
from scilit_rules.plugins.contracts import Reporter, ReportOptions


def written(reporter: Reporter, report: Report, options: ReportOptions | None = None) -> bytes:
    """The bytes of a report."""
    out = io.BytesIO()
    reporter.write(report, out, options or ReportOptions())
    return out.getvalue()


def options(lang: Lang = "zh", width: int = 100, *, colour: bool = False, detail: bool = False) -> ReportOptions:
    """Options by name."""
    return ReportOptions(lang, width, colour, detail)


def with_texts(report: Report, text: str) -> Report:
    """A report in which everything that others write for us is one text."""
    plan = report.plan
    obligations = {
        id: replace(o, title=Text(text, text), note=Text(text), remedy=Text(text)) for id, o in plan.obligations.items()
    }
    clauses = {path: replace(clause, heading=text) for path, clause in plan.clauses.items()}
    findings = []
    for finding in report.findings:
        places = tuple(replace(place, source=text or "x", sheet=text) for place in finding.places)
        evidence = tuple(replace(piece, text=text) for piece in finding.evidence)
        findings.append(replace(finding, places=places, evidence=evidence))
    readings = tuple(replace(reading, raw=text, read_as=text, rules=(text,)) for reading in report.readings)
    subjects = tuple(replace(subject, name=Text(text, text)) for subject in report.subjects)
    waivers = tuple(replace(use, waiver=replace(use.waiver, reason=text, approver=text)) for use in report.waivers)
    changed = replace(plan, obligations=obligations, clauses=clauses, title=Text(text, text))
    return replace(
        report, plan=changed, findings=tuple(findings), readings=readings, subjects=subjects, waivers=waivers
    )
