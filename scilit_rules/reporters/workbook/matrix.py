"""The matrix of subjects and obligations, laid out so that it can be read: a word and its colour in each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scilit_rules.messages import say
from scilit_rules.model.finding import Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.words import Absence, Severity
from scilit_rules.reporters.workbook.book import Book
from scilit_rules.reporters.workbook.cells import Toned, Value
from scilit_rules.reporters.workbook.look import tone_of
from scilit_rules.reporters.workbook.tables import Column, Heading, Table
from scilit_rules.words.summary import Summary

MOST_SUBJECTS_ACROSS = 30
MOST_OBLIGATIONS_ACROSS = 120
_ACROSS = 12.0
_WORST_FIRST = ("error", *(severity.value for severity in Severity), "not_returned", "blank", "not_usable", "unknown",
                "needs_review", "decided", "not_due",
                "met", "not_applicable")
_SEVERITIES = frozenset(severity.value for severity in Severity)
_UNDECIDED = frozenset({"unknown", "needs_review", *(absence.value for absence in Absence)})
_RANKS = {tone: rank for rank, tone in enumerate(_WORST_FIRST)}


class Matrix:
    """Who stands how on what: a row for each obligation where subjects fit side by side, else one for each subject.

    Where there are too many of both, the obligations are listed with counts, and subjects stand by chapter on a sheet
    of their own.

    Args:
        book: the workbook.
        summary: the report in words.
    """

    def __init__(self, book: Book, summary: Summary) -> None:
        self._book, self._summary, self._lang = book, summary, book.lang
        plan = summary.report.plan
        used = {finding.obligation for finding in summary.report.findings}
        self._obligations = [item for item in plan.obligations.values() if item.id in used]
        self._words: dict[tuple[str, int, int], Toned] = {}

    def write(self) -> None:
        """Writes the sheets."""
        if not self._obligations:
            return
        if len(self._summary.report.subjects) <= MOST_SUBJECTS_ACROSS:
            self._write_by_obligation()
            return
        if len(self._obligations) <= MOST_OBLIGATIONS_ACROSS:
            self._write_by_subject()
        self._write_counts()

    def _heading(self, frozen: int) -> Heading:
        return Heading(say("workbook.sheet.matrix", self._lang), say("workbook.title.matrix", self._lang),
                       say("workbook.note.matrix", self._lang), frozen=frozen)

    def _write_by_obligation(self) -> None:
        subjects = self._summary.report.subjects
        stands = {subject.id: self._cells(self._summary.by_subject[subject.id]) for subject in subjects}
        columns = [*self._about(), *self._counted()]
        columns += [Column(subject.name.get(self._lang), _ACROSS, "center")
                    for subject in subjects]
        table = Table(self._book, self._heading(2), columns, len(self._obligations))
        for item in self._obligations:
            cells: list[Value] = [stands[subject.id].get(item.id) for subject in subjects]
            table.add([*self._named(item), *_count(cells), *cells])
        table.close()

    def _write_by_subject(self) -> None:
        subjects = self._summary.report.subjects
        columns = [Column(say("reporters.subject", self._lang), 14)]
        columns += [Column(f"{item.clause}\n{item.title.get(self._lang)}", _ACROSS, "center")
                    for item in self._obligations]
        table = Table(self._book, self._heading(1), columns, len(subjects))
        for subject in subjects:
            stands = self._cells(self._summary.by_subject[subject.id])
            table.add([subject.name.get(self._lang), *(stands.get(item.id) for item in self._obligations)])
        table.close()

    def _write_counts(self) -> None:
        """The obligations with how many subjects stand how, worst periods counting."""
        tones: dict[str, dict[str, int]] = {item.id: {} for item in self._obligations}
        for findings in self._summary.by_subject.values():
            for id, some in _by_obligation(findings).items():
                if id in tones:
                    tone = self._worst(some)
                    tones[id][tone] = tones[id].get(tone, 0) + 1
        shown = [tone for tone in _WORST_FIRST if any(tone in counts for counts in tones.values())]
        columns = [*self._about(), *(Column(self._said(tone), 10, "right") for tone in shown)]
        heading = Heading(say("workbook.sheet.obligations", self._lang), say("workbook.title.obligations", self._lang),
                          say("workbook.note.obligations", self._lang), frozen=2)
        table = Table(self._book, heading, columns, len(self._obligations))
        for item in self._obligations:
            table.add([*self._named(item), *(tones[item.id].get(tone, 0) for tone in shown)])
        table.close()

    def _about(self) -> list[Column]:
        widths = {"clause": 13.0, "obligation": 34.0, "binding": 9.0}
        return [Column(say(f"workbook.column.{key}", self._lang), width, "center" if key == "binding" else "left")
                for key, width in widths.items()]

    def _named(self, item: Obligation) -> list[Value]:
        return [item.clause, item.title.get(self._lang), say(item.binding, self._lang)]

    def _counted(self) -> list[Column]:
        return [Column(say(f"workbook.column.{key}", self._lang), 9, "right") for key in ("unmet-count", "open-count")]

    def _cells(self, findings: Sequence[Finding]) -> Mapping[str, Toned]:
        return {id: self._cell(some) for id, some in _by_obligation(findings).items()}

    def _cell(self, findings: Sequence[Finding]) -> Toned:
        tone = self._worst(findings)
        alike = sum(1 for finding in findings if self._tone(finding) == tone)
        key = (tone, alike, len(findings))
        if key not in self._words:
            text = self._said(tone)
            plain = len(findings) == 1 or (tone == "met" and alike == len(findings))
            self._words[key] = Toned(text if plain else f"{text} {alike}/{len(findings)}", tone)
        return self._words[key]

    def _tone(self, finding: Finding) -> str:
        return tone_of(finding, self._summary.part_of(finding))

    def _worst(self, findings: Sequence[Finding]) -> str:
        return min(map(self._tone, findings), key=_RANKS.__getitem__)

    def _said(self, tone: str) -> str:
        return tone_in_words(tone, self._summary)


def tone_in_words(tone: str, summary: Summary) -> str:
    """What a colour of the matrix says, in a word."""
    if tone in _SEVERITIES:
        return say("workbook.short.unmet", summary.lang, severity=Severity(tone))
    return say(f"workbook.short.{tone}", summary.lang)


def _by_obligation(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.obligation, []).append(finding)
    return found


def _count(cells: Iterable[Value]) -> list[Value]:
    tones = [cell.tone for cell in cells if isinstance(cell, Toned)]
    unmet = sum(1 for tone in tones if tone in _SEVERITIES)
    return [unmet, sum(1 for tone in tones if tone in _UNDECIDED)]
