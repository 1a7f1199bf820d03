"""The sheet of what is missing: for each subject the data that is wanted, and what a person must still judge."""

from __future__ import annotations

from dataclasses import dataclass, field

from scilit_rules.messages import say
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.operators import Reads
from scilit_rules.model.words import Absence, Reason, Status
from scilit_rules.reporters.workbook.book import Book
from scilit_rules.reporters.workbook.cells import Toned
from scilit_rules.reporters.workbook.findings import columns_of
from scilit_rules.reporters.workbook.tables import Heading, Table
from scilit_rules.words.figures import unit_in_words
from scilit_rules.words.summary import Described, Summary
from scilit_rules.words.wording import period_in_words, title_of

_COLUMNS = (
    ("subject", 13.0, "left", True), ("wanted", 30.0, "left", True), ("lack", 10.0, "center", True),
    ("unit", 8.0, "center", True), ("period", 14.0, "center", True), ("kept", 26.0, "left", True),
    ("needed-by", 7.0, "right", True), ("obligations", 34.0, "left", True), ("why", 32.0, "left", True),
    ("places", 30.0, "left", True),
)
_MOST_NAMED = 5
_MOST_LINES = 6


@dataclass(slots=True)
class _Wanted:
    """One thing that a subject has yet to hand in, and all that waits for it."""

    periods: dict[str, None] = field(default_factory=dict)
    obligations: dict[str, None] = field(default_factory=dict)
    why: dict[str, None] = field(default_factory=dict)
    places: dict[str, None] = field(default_factory=dict)


class MissingList:
    """What is missing, gathered from findings subject by subject and written when all are known.

    Args:
        book: the workbook.
        summary: the report in words.
    """

    def __init__(self, book: Book, summary: Summary) -> None:
        self._book, self._summary, self._lang = book, summary, book.lang
        self._wanted: dict[tuple[str, str, Absence | Reason | Status], _Wanted] = {}

    def add(self, item: Described) -> None:
        """Notes what one finding waits for."""
        finding = item.finding
        if finding.status is Status.NEEDS_REVIEW:
            self._note((finding.subject, finding.obligation, Status.NEEDS_REVIEW), item)
        elif finding.status is Status.UNKNOWN:
            told = finding.reason if finding.reason is not Reason.MISSING else None
            absence = told or self._summary.lacking.of(finding) or Absence.BLANK
            for name in finding.wanted or (finding.obligation,):
                self._note((finding.subject, name, absence), item)

    def _note(self, key: tuple[str, str, Absence | Reason | Status], item: Described) -> None:
        wanted = self._wanted.setdefault(key, _Wanted())
        wanted.periods[item.finding.period] = None
        wanted.obligations[item.title] = None
        told = not isinstance(key[2], Absence) or item.finding.notes != ()
        if told or any(map(_of_another_year, item.finding.checks)):
            wanted.why.update(dict.fromkeys(item.why))
            wanted.places.update(dict.fromkeys(self._places(item.finding)))

    def _places(self, finding: Finding) -> list[str]:
        return list(self._summary.places(finding, 3))

    def rows(self) -> int:
        """How many rows there are."""
        return len(self._wanted)

    def write(self) -> None:
        """Writes the sheet."""
        heading = Heading(
            say("workbook.sheet.missing", self._lang), say("workbook.title.missing", self._lang, count=self.rows()),
            say("workbook.note.missing", self._lang), say("workbook.empty.missing", self._lang), 2,
        )
        table = Table(self._book, heading, columns_of(_COLUMNS, self._book), self.rows())
        plan = self._summary.report.plan
        for (subject, name, absence), wanted in self._wanted.items():
            spec = plan.vocabulary.get(name)
            table.add((
                self._summary.name_of(subject), title_of(name, plan, self._lang),
                Toned(say(absence, self._lang), absence.value if isinstance(absence, Status) else Status.UNKNOWN.value),
                unit_in_words(spec.unit, self._lang) if spec else None, self._few(
                    [period_in_words(period, self._lang) for period in sorted(wanted.periods)]),
                spec.kept.get(self._lang) if spec and spec.kept else None, len(wanted.obligations),
                self._few(list(wanted.obligations)), self._few(list(wanted.why)), self._few(list(wanted.places)),
            ))
        table.close()

    def _few(self, lines: list[str]) -> str:
        if len(lines) <= _MOST_LINES:
            return "\n".join(lines)
        more = say("workbook.more", self._lang, count=len(lines) - _MOST_NAMED)
        return "\n".join([*lines[:_MOST_NAMED], more])


def _of_another_year(check: Check) -> bool:
    """Whether a value is wanted of a year that the period does not tell, such as the base year of growth."""
    return check.truth is None and check.comparison.spec.reads is Reads.CHANGE
