"""A report as a workbook: which sheets there are, and in which order."""

from __future__ import annotations

from typing import BinaryIO

from scilit_rules.messages import say
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Status
from scilit_rules.reporters.workbook.book import Book, opened
from scilit_rules.reporters.workbook.cards import Cards
from scilit_rules.reporters.workbook.findings import FindingList, GapList
from scilit_rules.reporters.workbook.matrix import Matrix
from scilit_rules.reporters.workbook.missing import MissingList
from scilit_rules.reporters.workbook.overview import Overview
from scilit_rules.reporters.workbook.record import Record
from scilit_rules.words.summary import Summary


def write_report(report: Report, out: BinaryIO, lang: Lang) -> None:
    """Writes a report as a workbook.

    Args:
        report: the report.
        out: where it is written to.
        lang: the reader's language.
    """
    summary = Summary(report, lang)
    made = say("workbook.as-of", lang, day=summary.as_of())
    with opened(out, lang, summary.title, made, report.assumed) as book:
        overview = Overview(book, summary)
        cards, record = Cards(book, summary), Record(book, summary)
        cards.write_subjects()
        Matrix(book, summary).write()
        _write_open(book, summary)
        record.write_conclusions()
        _write_all(book, summary)
        cards.write_chapters()
        cards.write_bodies()
        cards.write_scores()
        record.write_waivers()
        record.write_readings()
        record.write_problems()
        record.write_run()
        overview.write()


def _write_open(book: Book, summary: Summary) -> None:
    """The gaps, then what is missing; a finding is put in words, written and forgotten."""
    gaps, missing = GapList(book, summary), MissingList(book, summary)
    for finding in summary.report.findings:
        if finding.is_gap:
            gaps.add(summary.describe(finding))
        elif finding.status in (Status.UNKNOWN, Status.NEEDS_REVIEW):
            missing.add(summary.describe(finding))
    gaps.close()
    missing.write()


def _write_all(book: Book, summary: Summary) -> None:
    findings = FindingList(book, summary)
    for finding in summary.report.findings:
        findings.add(summary.describe(finding))
    findings.close()
