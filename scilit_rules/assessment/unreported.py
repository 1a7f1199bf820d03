"""Who sent nothing: there is nothing yet that a reviewer could judge."""

from __future__ import annotations

from dataclasses import replace

from scilit_rules.model.finding import Finding
from scilit_rules.model.report import Report
from scilit_rules.model.text import Message
from scilit_rules.model.words import JudgedBy, Reason, Status


def await_returns(report: Report) -> Report:
    """A report in which what only a person can judge waits for the return of a subject that owes it.

    Such a finding is unknown for want of the return, like all others of the subject, and not the reviewer's to settle.

    Args:
        report: the report, which knows what each subject sent.
    """
    owing = {sent.subject for sent in report.returns if sent.is_owed}
    if not owing:
        return report
    by_person = {one.id for one in report.plan.obligations.values() if one.judged_by is JudgedBy.PERSON}
    findings = tuple(_waiting(finding) if finding.subject in owing and finding.obligation in by_person else finding
                     for finding in report.findings)
    return replace(report, findings=findings)


def _waiting(finding: Finding) -> Finding:
    if finding.status is not Status.NEEDS_REVIEW or finding.attested is not None:
        return finding
    return replace(finding, status=Status.UNKNOWN, reason=Reason.MISSING, wanted=(finding.obligation,),
                   notes=(Message("assessment.awaits-return"),))
