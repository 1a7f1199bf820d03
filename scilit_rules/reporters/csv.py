"""The report for spreadsheets: one row for each finding, in a file that Excel and WPS open as UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import BinaryIO

from scilit_rules.messages import say, show
from scilit_rules.model.brief import Brief
from scilit_rules.model.finding import Finding
from scilit_rules.model.report import Report
from scilit_rules.model.words import Word
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.plugins.markers import hookimpl
from scilit_rules.words.summary import Summary

COLUMNS = (
    "subject", "subject-id", "subject-code", "obligation", "obligation-id", "clause", "period", "status",
    "status-code", "severity", "severity-code", "disposition", "disposition-code", "reason", "reason-code",
    "absence", "absence-code", "demand", "deadline", "actual", "gap", "gap-amount", "gap-unit", "gap-money", "bodies",
    "evidence", "places", "why", "self-reported", "waiver", "follows",
)
_AT_ONCE = 2000
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_SEPARATOR = "；"


class CsvReporter:
    """Writes a report as CSV with a byte order mark."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv",)
    marks_assumptions = True

    def write(self, report: Report, out: BinaryIO, options: ReportOptions) -> None:
        """Writes a row of headings, then one row for each finding; a what-if says so in the first column of each."""
        summary = Summary(report, options.lang)
        codes = {subject.id: subject.code or "" for subject in report.subjects}
        headings = [say(f"reporters.column.{column}", options.lang) for column in COLUMNS]
        rows = (_row(summary, finding, codes.get(finding.subject, "")) for finding in report.findings)
        _write_all(headings, rows, report.assumed, out, options)

    def write_brief(self, brief: Brief, out: BinaryIO, options: ReportOptions) -> None:
        """Writes a row of headings, then one row for each thing that a comparison, sample or distance lists."""
        _write_all(brief.rows.headers, brief.rows.rows, brief.assumed, out, options)


@hookimpl
def scilit_reporters() -> Sequence[CsvReporter]:
    """The CSV report."""
    return (CsvReporter(),)


def neutral(cell: str) -> str:
    """A text that no spreadsheet takes for a formula, and no reader of CSV stumbles over."""
    text = cell.replace("\x00", "\ufffd")
    return f"'{text}" if text.startswith(_FORMULA) else text


def _write_all(headings: Sequence[str], rows: Iterable[Sequence[str]], assumed: Sequence[str], out: BinaryIO,
               options: ReportOptions) -> None:
    """Writes the headings, then the rows; a file without title says in its first column what it assumes."""
    mark = (say("distance.what-if-column", options.lang),) if assumed else ()
    told = (_SEPARATOR.join(assumed),) if assumed else ()
    out.write(b"\xef\xbb\xbf")
    _write(iter([(*mark, *headings)]), out)
    _write(((*told, *row) for row in rows), out)


def _write(rows: Iterator[Sequence[str]], out: BinaryIO) -> None:
    while some := list(islice(rows, _AT_ONCE)):
        text = io.StringIO(newline="")
        csv.writer(text).writerows([neutral(cell) for cell in row] for row in some)
        out.write(text.getvalue().encode("utf-8", "replace"))


def _row(summary: Summary, finding: Finding, code: str) -> Sequence[str]:
    words = summary.describe(finding)
    gap = finding.gap
    return (
        summary.name_of(finding.subject), finding.subject, code, words.title, finding.obligation, words.clause,
        finding.period, *_both(finding.status, summary), *_both(finding.severity, summary),
        *_both(finding.disposition, summary), *_both(finding.reason, summary),
        *_both(summary.lacking.of(finding), summary), words.demand, words.deadline,
        _SEPARATOR.join(words.actual), words.gap, _number(gap.amount) if gap else "", gap.unit if gap else "",
        _number(gap.money) if gap and gap.money is not None else "", words.bodies, _SEPARATOR.join(words.evidence),
        _SEPARATOR.join(words.places), _SEPARATOR.join(words.why),
        show(finding.self_reported, summary.lang), finding.waiver or "", finding.follows or "",
    )


def _both(word: Word | None, summary: Summary) -> tuple[str, str]:
    return (say(word, summary.lang), word.value) if word is not None else ("", "")


def _number(value: Decimal) -> str:
    return format(value, "f")
