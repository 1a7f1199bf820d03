"""A format: one line for each gap, for a mail or a chat."""

from __future__ import annotations

from typing import BinaryIO

from scilit_rules import Finding, Report, ReportOptions, say, show


class LinesReporter:
    """Writes one line for each gap: who, by which clause, what, and how far it is from what is asked."""

    name = "lines"
    suffixes = (".gaps",)
    marks_assumptions = True

    def write(self, report: Report, out: BinaryIO, options: ReportOptions) -> None:
        """Writes UTF-8 text; a report without gaps is empty, one that rests on assumptions says so first."""
        if report.assumed:
            told = say("distance.assumed", options.lang, facts=report.assumed)
            out.write(f"{told}\n".encode())
        for gap in report.gaps:
            out.write((_line(report, gap, options) + "\n").encode("utf-8"))


def _line(report: Report, gap: Finding, options: ReportOptions) -> str:
    lang = options.lang
    subject = report.plan.register[gap.subject]
    obligation = report.plan.obligations[gap.obligation]
    parts = [subject.name.get(lang), gap.period, obligation.clause, obligation.title.get(lang)]
    if gap.severity is not None:
        parts.append(say(gap.severity, lang))
    if gap.gap is not None:
        parts.append(f"{'>' if gap.gap.more_than else ''}{show(gap.gap.amount, lang)} {gap.gap.unit}".strip())
    return " | ".join(part for part in parts if part)
