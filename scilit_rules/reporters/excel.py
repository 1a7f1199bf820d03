"""The report as a workbook: overview, matrix, gaps to be filtered, what is missing, scorecards, readings and run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from scilit_rules.model.brief import Brief
from scilit_rules.model.report import Report
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.plugins.markers import hookimpl


class ExcelReporter:
    """Writes a report as an .xlsx workbook."""

    name = "excel"
    suffixes: tuple[str, ...] = (".xlsx",)
    marks_assumptions = True

    def write(self, report: Report, out: BinaryIO, options: ReportOptions) -> None:
        """Writes the workbook; every finding is in it, whatever the options say about detail."""
        from scilit_rules.reporters.workbook.report import write_report

        write_report(report, out, options.lang)

    def write_brief(self, brief: Brief, out: BinaryIO, options: ReportOptions) -> None:
        """Writes a comparison, a sample or a distance: a sheet for each of its tables, and one with everything."""
        from scilit_rules.reporters.workbook.briefs import write_brief

        write_brief(brief, out, options.lang)


@hookimpl
def scilit_reporters() -> Sequence[ExcelReporter]:
    """The workbook."""
    return (ExcelReporter(),)
