"""The first sheet: what the report comes to, what its colours say, and what stands on which sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scilit_rules.messages import say
from scilit_rules.model.words import Disposition, Severity, Status
from scilit_rules.reporters.workbook.book import Book
from scilit_rules.reporters.workbook.cards import VERDICT_TONES
from scilit_rules.reporters.workbook.cells import Figure, Link, Toned, Value, looks_like_formula, safe
from scilit_rules.reporters.workbook.look import Look, height_of, lines_of
from scilit_rules.reporters.workbook.matrix import tone_in_words
from scilit_rules.words.summary import Summary

_WIDTHS = (22.0, 14.0, 72.0)
_MOST_FREQUENT = 10


class Overview:
    """The first sheet, which is made first and filled last, when all others are known.

    Args:
        book: the workbook.
        summary: the report in words.
    """

    def __init__(self, book: Book, summary: Summary) -> None:
        self._book, self._summary, self._lang = book, summary, book.lang
        self._sheet: Any = book.sheet(say("workbook.sheet.overview", book.lang))
        self._row = 0
        for at, width in enumerate(_WIDTHS):
            self._sheet.set_column(at, at, width)

    def write(self) -> None:
        """Writes the sheet."""
        self._titles()
        self._conclusion()
        self._statuses()
        self._frequent()
        self._contents()
        self._sheet.print_area(0, 0, self._row - 1, len(_WIDTHS) - 1)
        self._sheet.set_portrait()
        self._sheet.fit_to_pages(1, 1)

    def _titles(self) -> None:
        plan, report = self._summary.report.plan, self._summary.report
        self._line(self._summary.title, "title", 26)
        document = " ".join(filter(None, (plan.document.number, plan.document.issuer)))
        if document:
            self._line(document, "running")
        obligations = len({finding.obligation for finding in report.findings})
        self._line(self._say("about", as_of=self._summary.as_of(), subjects=len(report.subjects),
                             obligations=obligations, findings=len(report.counted)), "running")

    def _conclusion(self) -> None:
        report = self._summary.report
        self._heading("conclusion")
        self._across(self._summary.conclusion(), VERDICT_TONES.get(self._summary.outcome, "not_due"))
        for line in self._summary.returns():
            self._across(line, "")
        if report.run.engine_note is not None:
            self._across(say(report.run.engine_note, self._lang), "")
        rests = sum(1 for finding in report.findings if finding.self_reported)
        if rests:
            self._across(self._say("sampling", count=rests), "")

    def _statuses(self) -> None:
        self._heading("statuses")
        for tone, count in self._counts():
            about = say(f"workbook.legend.{tone}", self._lang)
            self._cells([Toned(tone_in_words(tone, self._summary), tone), Figure(count), about])

    def _counts(self) -> Iterator[tuple[str, int]]:
        report = self._summary.report
        counted = [finding for finding in report.counted if finding.is_gap]
        gaps = [gap for gap in counted if gap.disposition is Disposition.OPEN]
        shown = {Status.MET.value: report.counts[Status.MET]}
        shown |= {severity.value: sum(1 for gap in gaps if gap.severity is severity) for severity in Severity}
        shown["decided"] = len(counted) - len(gaps)
        others = self._summary.parted(status for status in Status if status not in (Status.MET, Status.UNMET))
        shown |= {part.value: self._summary.total(part) for part in others}
        yield from ((tone, count) for tone, count in shown.items() if count or tone in ("met", "violation", "unknown"))

    def _frequent(self) -> None:
        found = [item for item in self._summary.frequent(_MOST_FREQUENT) if item.unmet]
        if found and len(self._summary.report.subjects) > 1:
            self._heading("frequent")
            for item in found:
                count = Figure(item.unmet, self._say("subjects-format"))
                self._cells([item.clause.partition(" ")[0], count, item.title])

    def _contents(self) -> None:
        self._heading("contents")
        for part in self._book.contents:
            about = self._say("parts", about=part.about, count=part.sheets) if part.sheets > 1 else part.about
            self._cells([Link(part.sheet, part.sheet), about])

    def _say(self, code: str, **args: object) -> str:
        return say(f"workbook.overview.{code}", self._lang, **args)

    def _heading(self, code: str) -> None:
        self._row += 1
        self._line(self._say(f"heading.{code}"), "heading", 20)

    def _line(self, text: str, tone: str, height: float = 16) -> None:
        self._sheet.set_row(self._row, height)
        look = Look(tone, quoted=looks_like_formula(text), wrap=False)
        self._sheet.write_string(self._row, 0, safe(text, self._lang), self._book.format_of(look))
        self._row += 1

    def _across(self, text: str, tone: str) -> None:
        """A text over all columns, in as many lines as it takes."""
        self._sheet.set_row(self._row, height_of(lines_of(text, sum(_WIDTHS))))
        look = Look(tone, quoted=looks_like_formula(text))
        self._sheet.merge_range(self._row, 0, self._row, len(_WIDTHS) - 1, safe(text, self._lang),
                                self._book.format_of(look))
        self._row += 1

    def _cells(self, cells: list[Value | Link]) -> None:
        """A row of cells, the last of which takes all columns that are left."""
        last = len(cells) - 1
        widths = [*_WIDTHS[:last], sum(_WIDTHS[last:])]
        texts = (cell.text if isinstance(cell, (Toned, Link)) else cell for cell in cells)
        lines = max(lines_of(text, width) for text, width in zip(texts, widths, strict=True) if isinstance(text, str))
        self._sheet.set_row(self._row, height_of(lines))
        for at, cell in enumerate(cells):
            if at == last < len(_WIDTHS) - 1:
                self._sheet.merge_range(self._row, at, self._row, len(_WIDTHS) - 1, "", self._book.format_of(Look()))
            self._cell(at, cell)
        self._row += 1

    def _cell(self, at: int, cell: Value | Link) -> None:
        look, row, format_of = Look(), self._row, self._book.format_of
        if isinstance(cell, Figure):
            shown = format_of(look._replace(number=cell.format, align="right"))
            self._sheet.write_number(row, at, cell.number, shown)
        elif isinstance(cell, Link):
            self._sheet.write_url(row, at, f"internal:'{cell.sheet}'!A1", format_of(look._replace(tone="link")),
                                  cell.text)
        else:
            text, tone = cell if isinstance(cell, Toned) else (str(cell), "")
            look = look._replace(tone=tone, quoted=looks_like_formula(text))
            self._sheet.write_string(row, at, safe(text, self._lang), format_of(look))
