"""The sheets of scorecards: by subject, by chapter, by body, and what each subject scores line by line."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scilit_rules.messages import say
from scilit_rules.model.report import ExitCode
from scilit_rules.model.scorecard import Scorecards, ScoreLine, Standing, SubjectCard
from scilit_rules.model.words import Absence, Severity, Status
from scilit_rules.reporters.workbook.book import Book
from scilit_rules.reporters.workbook.cells import Toned, Value, figure
from scilit_rules.reporters.workbook.matrix import tone_in_words
from scilit_rules.reporters.workbook.tables import Column, Heading, Table
from scilit_rules.words.summary import Summary
from scilit_rules.words.tallies import Outcome, Tally
from scilit_rules.words.wording import title_of

_WORST_FIRST = (Status.ERROR, Status.UNMET, Status.UNKNOWN, Status.NEEDS_REVIEW, Status.NOT_DUE, Status.MET,
                Status.NOT_APPLICABLE)
_PLACES = 2
VERDICT_TONES: dict[Outcome, str] = {
    ExitCode.MET: "met", ExitCode.VIOLATIONS: "violation", ExitCode.INCOMPLETE: "unknown", ExitCode.INTERNAL: "error",
}


class Cards:
    """The scorecards of a report.

    Args:
        book: the workbook.
        summary: the report in words.
    """

    def __init__(self, book: Book, summary: Summary) -> None:
        self._book, self._summary, self._lang = book, summary, book.lang
        self._report = summary.report
        self._cards: Scorecards | None = summary.report.scorecards
        counts = summary.report.counts
        self._statuses = [status for status in Status if counts[status] or status in (Status.MET, Status.UNMET)]
        self._scored = {card.subject: card.score for card in (self._cards.subjects if self._cards else ())
                        if card.score is not None}

    def write_subjects(self) -> None:
        """Writes a row for each subject: counts, verdict, score; and another sheet with its chapters."""
        scored = [Column(self._card("score"), 9, "right"), Column(self._card("grade"), 10, "center")]
        columns = [
            Column(say("reporters.subject", self._lang), 26), Column(self._column("level"), 9, "center"),
            Column(self._column("returned"), 12, "center"), *self._status_columns(),
            *(Column(say(absence, self._lang), 10, "right") for absence in Absence),
            *(Column(tone_in_words(s.value, self._summary), 10, "right") for s in Severity),
            Column(tone_in_words("decided", self._summary), 10, "right"), *(scored if self._scored else []),
            Column(say("reporters.verdict", self._lang), 22),
        ]
        table = self._table("subjects", columns, len(self._summary.tallies))
        for tally in self._summary.tallies:
            table.add(self._subject(tally))
        counts = self._report.counts
        open_gaps = [sum(tally.open[severity] for tally in self._summary.tallies) for severity in Severity]
        numbers = [*(counts[status] for status in self._statuses), *self._summary.absences.values(), *open_gaps,
                   counts[Status.UNMET] - sum(open_gaps)]
        table.total([say("reporters.total", self._lang), None, None, *numbers])
        table.close()

    def _subject(self, tally: Tally) -> list[Value]:
        open_gaps = [tally.open[severity] for severity in Severity]
        decided = tally.counts[Status.UNMET] - sum(open_gaps)
        row: list[Value] = [tally.subject.name.get(self._lang), say(tally.subject.level, self._lang)]
        row.append(say(tally.returned.state, self._lang) if tally.returned else None)
        row += [*(tally.counts[status] for status in self._statuses), *tally.absences.values(), *open_gaps, decided]
        if self._scored:
            score = self._scored.get(tally.subject.id)
            total = score.total if score else None
            row += [figure(total, "", self._lang, self._bounds(), least=_PLACES) if total is not None else None,
                    self._grade(score.grade) if score else None]
        return [*row, Toned(self._summary.verdict(tally), VERDICT_TONES.get(tally.outcome, "not_due"))]

    def _bounds(self) -> list[Decimal]:
        scoring = self._report.plan.scoring
        return [bound for band in scoring.bands for bound in (band.low, band.high)] if scoring else []

    def _grade(self, id: str | None) -> str:
        scoring = self._report.plan.scoring
        bands = scoring.bands if scoring else ()
        # A report that was read knows grades by their ids alone.
        return next((band.title.get(self._lang) for band in bands if band.id == id), id or "")

    def write_chapters(self) -> None:
        """Writes how the chapters stand, for all subjects and for each."""
        if self._cards is None or not self._cards.chapters:
            return
        paths = list(self._cards.chapters)
        columns = [Column(self._column("subject"), 14)]
        columns += [Column(self._chapter(path, "\n"), 12.5, "center") for path in paths]
        table = self._table("by-chapter", columns, len(self._cards.subjects))
        for card in self._cards.subjects:
            table.add([self._summary.name_of(card.subject), *self._standings(card, paths)])
        table.close()
        columns = [Column(self._card("chapter"), 40), Column(self._card("judged"), 10, "right")]
        table = self._table("chapters", [*columns, *self._status_columns()], len(paths))
        for path, standing in self._cards.chapters.items():
            table.add([self._chapter(path), standing.obligations, *self._counted(standing)])
        table.close()

    def _standings(self, card: SubjectCard, paths: Sequence[str]) -> list[Value]:
        return [_standing(card.chapters[path]) if path in card.chapters else None for path in paths]

    def _chapter(self, path: str, between: str = " ") -> str:
        clause = self._report.plan.clauses.get(path)
        return f"{path}{between}{clause.heading}" if clause and clause.heading else path

    def write_bodies(self) -> None:
        """Writes what each body answers for and how that stands."""
        if self._cards is None or not self._cards.bodies:
            return
        columns = [Column(self._card("body"), 30), Column(self._card("role"), 14, "center"),
                   Column(self._card("clauses"), 8, "right"), Column(self._card("obligations"), 8, "right"),
                   *self._status_columns(), Column(self._column("clause-paths"), 36)]
        rows = [(card, role) for card in self._cards.bodies for role in card.roles]
        table = self._table("bodies", columns, len(rows))
        for card, role in rows:
            name = self._card("collective", body=card.body) if card.collective else card.body
            table.add([name, say(role.role, self._lang), len(role.clauses), len(role.obligations),
                       *self._counted(role.standing), say("wording.list-separator", self._lang).join(role.clauses)])
        table.close()

    def write_scores(self) -> None:
        """Writes the scores line by line, where the plan declares scoring."""
        if not self._scored:
            return
        widths = (("subject", 14, "left"), ("obligation", 40, "left"), ("score-kind", 9, "center"),
                  ("weight", 9, "right"), ("credit", 10, "right"), ("points", 9, "right"), ("score-why", 60, "left"))
        columns = [Column(self._column(key), width, align) for key, width, align in widths]
        count = sum(len(score.lines) + len(score.bonus_lines) for score in self._scored.values())
        table = self._table("scores", columns, count)
        for subject, score in self._scored.items():
            name = self._summary.name_of(subject)
            for line in score.lines:
                table.add(self._line(name, line, "base"))
            for line in score.bonus_lines:
                table.add(self._line(name, line, "bonus"))
        table.close()

    def _line(self, name: str, line: ScoreLine, kind: str) -> list[Value]:
        lang = self._lang
        numbers = ((line.weight, ""), (line.credit, "%"), (line.points, ""))
        return [
            name, title_of(line.obligation, self._report.plan, lang), say(f"workbook.score.{kind}", lang),
            *(figure(number, unit, lang, least=_PLACES) if number is not None else None for number, unit in numbers),
            "\n".join(say(message, lang) for message in line.why),
        ]

    def _status_columns(self) -> list[Column]:
        return [Column(say(status, self._lang), 10, "right") for status in self._statuses]

    def _counted(self, standing: Standing) -> list[Value]:
        return [standing.counts[status] for status in self._statuses]

    def _column(self, key: str) -> str:
        return say(f"workbook.column.{key}", self._lang)

    def _card(self, key: str, **args: object) -> str:
        return say(f"reporters.cards.{key}", self._lang, **args)

    def _table(self, key: str, columns: Sequence[Column], rows: int) -> Table:
        heading = Heading(
            say(f"workbook.sheet.{key}", self._lang),
            say(f"workbook.title.{key}", self._lang, count=rows),
            say(f"workbook.note.{key}", self._lang),
        )
        return Table(self._book, heading, columns, rows)


def _standing(standing: Standing) -> Toned | None:
    if not standing.findings:
        return None
    met, unmet = standing.counts[Status.MET], standing.counts[Status.UNMET]
    worst = next(status for status in _WORST_FIRST if standing.counts[status])
    return Toned(f"{met} / {unmet} / {standing.findings - met - unmet}", worst.value)
