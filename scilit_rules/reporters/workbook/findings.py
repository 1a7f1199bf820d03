"""The sheets with a row for each finding: the gaps with what to do about them, and all findings."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scilit_rules.messages import say, show
from scilit_rules.model.finding import Finding
from scilit_rules.model.operators import Reads
from scilit_rules.model.text import Lang
from scilit_rules.model.waiver import Waiver
from scilit_rules.model.words import Word
from scilit_rules.reporters.workbook.book import Book
from scilit_rules.reporters.workbook.cells import Figure, Toned, figure, money
from scilit_rules.reporters.workbook.look import tone_of
from scilit_rules.reporters.workbook.tables import Column, Heading, Table
from scilit_rules.words.summary import Described, Summary
from scilit_rules.words.tallies import telling

_NOTHING = Decimal(0)
# The key of each heading, the width, the alignment, whether it is printed.
_GAPS = (
    ("number", 6, "center", True), ("subject", 12, "left", True), ("obligation", 23, "left", True),
    ("clause", 16, "left", True), ("bodies", 18, "left", True), ("severity", 7, "center", True),
    ("period", 12, "center", True), ("demand", 25, "left", True), ("actual", 15, "left", True),
    ("gap", 15, "left", True), ("gap-money", 14, "right", True), ("disposition", 8.5, "center", True),
    ("remedy", 25, "left", True),
    ("deadline", 16, "left", False), ("binding", 9, "center", False), ("actual-number", 16, "right", False),
    ("gap-amount", 16, "right", False), ("evidence", 26, "left", False), ("places", 36, "left", False),
    ("why", 32, "left", False), ("waived-by", 30, "left", False), ("self-reported", 9, "center", False),
    ("finding", 36, "left", False),
)
_ALL = (
    ("subject", 12, "left", True), ("obligation", 24, "left", True), ("clause", 16, "left", True),
    ("period", 12, "center", True), ("status", 11, "center", True), ("severity", 7, "center", True),
    ("disposition", 8.5, "center", True), ("demand", 25, "left", True), ("actual", 15, "left", True),
    ("gap", 15, "left", True), ("why", 26, "left", True), ("places", 26, "left", True),
    ("evidence", 24, "left", False), ("self-reported", 8, "center", False), ("finding", 36, "left", False),
)


def columns_of(rows: Sequence[tuple[str, float, str, bool]], book: Book) -> list[Column]:
    """Columns whose headings stand in the catalogue, as ``workbook.column.<key>``."""
    return [Column(say(f"workbook.column.{key}", book.lang), width, align, printed)
            for key, width, align, printed in rows]


class Words:
    """The words of closed lists in one language, each looked up once.

    Args:
        lang: the language.
    """

    def __init__(self, lang: Lang) -> None:
        self._lang: Lang = lang
        self._said: dict[Word | bool, str] = {}

    def __getitem__(self, word: Word | bool) -> str:
        if word not in self._said:
            self._said[word] = show(word, self._lang)
        return self._said[word]


class GapList:
    """The gaps, one a row, each with what an office needs to act on it.

    Args:
        book: the workbook.
        summary: the report in words.
    """

    def __init__(self, book: Book, summary: Summary) -> None:
        self._summary, self._lang = summary, book.lang
        self._words = Words(book.lang)
        self._waivers = {use.waiver.id: use.waiver for use in summary.report.waivers}
        count = len(summary.report.gaps)
        heading = Heading(
            say("workbook.sheet.gaps", book.lang), say("workbook.title.gaps", book.lang, count=count),
            say("workbook.note.gaps", book.lang), say("workbook.empty.gaps", book.lang), 3,
        )
        self._table = Table(book, heading, columns_of(_GAPS, book), count)
        self._number = 0

    def add(self, item: Described) -> None:
        """Writes the row of one gap."""
        self._number += 1
        finding, lang = item.finding, self._lang
        obligation = self._summary.report.plan.obligations.get(finding.obligation)
        gap, tone = finding.gap, tone_of(finding, self._summary.part_of(finding))
        self._table.add((
            self._number, self._summary.name_of(finding.subject), item.title, item.clause, item.bodies,
            Toned(self._words[finding.severity], tone) if finding.severity else None, item.period, item.demand,
            "\n".join(item.actual), item.gap, money(gap.money) if gap and gap.money else None,
            Toned(self._words[finding.disposition], "decided" if tone == "decided" else ""),
            obligation.remedy.get(lang) if obligation and obligation.remedy else None,
            item.deadline, self._words[obligation.binding] if obligation else None,
            self._actual(finding), figure(gap.amount, gap.unit, lang, (_NOTHING,), distance=True) if gap else None,
            "\n".join(item.evidence), "\n".join(self._summary.places(finding)), "\n".join(item.why),
            self._decision(finding), self._words[finding.self_reported], finding.id,
        ))

    def close(self) -> None:
        """Ends the list."""
        self._table.close()

    def _actual(self, finding: Finding) -> Figure | str | None:
        """The value that was compared, where there is but one and it is a number."""
        checks = telling(finding, self._summary.report.plan)
        if len(checks) != 1 or not isinstance(checks[0].actual, Decimal):
            return None
        comparison = checks[0].comparison
        bounds = [p.constant for p in comparison.primitives if isinstance(p.constant, Decimal)]
        spec = self._summary.report.plan.vocabulary.get(comparison.fact)
        change = comparison.spec.reads is Reads.CHANGE
        return figure(checks[0].actual, spec.unit if spec else "", self._lang, [_NOTHING] if change else bounds,
                      distance=change)

    def _decision(self, finding: Finding) -> str | None:
        waiver: Waiver | None = self._waivers.get(finding.waiver or "")
        return self._summary.decision(waiver) if waiver is not None else None


class FindingList:
    """All findings, one a row.

    Args:
        book: the workbook.
        summary: the report in words.
    """

    def __init__(self, book: Book, summary: Summary) -> None:
        self._summary, self._words = summary, Words(book.lang)
        count = len(summary.report.findings)
        heading = Heading(
            say("workbook.sheet.findings", book.lang), say("workbook.title.findings", book.lang, count=count),
            say("workbook.note.findings", book.lang), say("reporters.no-findings", book.lang), 2,
        )
        self._table = Table(book, heading, columns_of(_ALL, book), count)

    def add(self, item: Described) -> None:
        """Writes the row of one finding."""
        finding, words = item.finding, self._words
        severity = words[finding.severity] if finding.severity else None
        part = self._summary.part_of(finding)
        self._table.add((
            self._summary.name_of(finding.subject), item.title, item.clause, item.period,
            Toned(words[part], tone_of(finding, part)), severity,
            words[finding.disposition] if finding.is_gap else None, item.demand,
            "\n".join(item.actual), item.gap, "\n".join(item.why), "\n".join(self._summary.places(finding)),
            "\n".join(item.evidence), words[True] if finding.self_reported else None, finding.id,
        ))

    def close(self) -> None:
        """Ends the list."""
        self._table.close()
