"""The report as one page that opens from a file: to look at, filter, drill into and print, without any network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from scilit_rules.model.brief import Brief
from scilit_rules.model.report import Report
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.plugins.markers import hookimpl


class HtmlReporter:
    """Writes a report as one HTML page that loads nothing."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm")
    marks_assumptions = True

    def write(self, report: Report, out: BinaryIO, options: ReportOptions) -> None:
        """Writes the page piece by piece: what can be read without a script, then the data, then the script."""
        from scilit_rules.reporters.page.document import write_report

        write_report(report, out, options)

    def write_brief(self, brief: Brief, out: BinaryIO, options: ReportOptions) -> None:
        """Writes a comparison, a sample or a distance as a page of tables."""
        from scilit_rules.reporters.page.document import write_brief

        write_brief(brief, out, options.lang)


@hookimpl
def scilit_reporters() -> Sequence[HtmlReporter]:
    """The page."""
    return (HtmlReporter(),)
