"""How chapters, subjects and bodies stand, and what subjects score, as tables for reports that people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scilit_rules.messages import say, show
from scilit_rules.model.report import Report
from scilit_rules.model.scorecard import Score, Scorecards, ScoreLine, Standing, SubjectCard
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Status
from scilit_rules.words.summary import Summary
from scilit_rules.words.wording import title_of


@dataclass(frozen=True, slots=True)
class Section:
    """One table under a heading.

    Args:
        heading: what it shows.
        headers: the headings of its columns.
        rows: its cells.
        align: ``l`` or ``r`` for each column.
        after: sentences that follow it.
        divisible: whether columns behind the first may be put into further tables where one is too wide.
    """

    heading: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    align: str
    after: Sequence[str] = ()
    divisible: bool = False


class Standings:
    """The scorecards of a report made ready for one language.

    Args:
        summary: the report and the reader's language.
        subjects: ids of the subjects to list; all if left out.
        in_full: ids of the subjects whose score is shown line by line; all if left out.
    """

    def __init__(self, summary: Summary, subjects: Sequence[str] | None = None,
                 in_full: Sequence[str] | None = None) -> None:
        self.summary = summary
        self.report: Report = summary.report
        self.lang: Lang = summary.lang
        everyone = [subject.id for subject in self.report.subjects]
        self._subjects = everyone if subjects is None else list(subjects)
        self._in_full = everyone if in_full is None else list(in_full)

    def sections(self) -> Iterator[Section]:
        """The tables, in their order; none for a report without scorecards."""
        cards = self.report.scorecards
        if cards is None:
            return
        known = {card.subject: card for card in cards.subjects}
        yield from filter(None, (self._chapters(cards), self._matrix(known, cards), self._bodies(cards)))
        scored = {id: card.score for id, card in known.items() if card.score is not None}
        if scored:
            yield self._scores(scored)
            yield from (self._score(id, scored[id]) for id in self._in_full if id in scored)

    def _say(self, code: str, **args: object) -> str:
        return say(f"reporters.cards.{code}", self.lang, **args)

    @cached_property
    def _statuses(self) -> list[Status]:
        """The statuses that have a column: those that occur, and met and unmet."""
        counts = self.report.counts
        return [status for status in Status if counts[status] or status in (Status.MET, Status.UNMET)]

    def _counted(self, standing: Standing) -> list[str]:
        return [_count(standing.counts[status]) for status in self._statuses]

    def _with_counts(self, *codes: str) -> list[str]:
        return [*(self._say(code) for code in codes), *(say(status, self.lang) for status in self._statuses)]

    def _chapters(self, cards: Scorecards) -> Section | None:
        plan = self.report.plan
        rows = [
            [plan.cited(path), _count(standing.obligations), *self._counted(standing)]
            for path, standing in cards.chapters.items()
        ]
        headers = self._with_counts("chapter", "judged")
        align = "l" + "r" * (len(headers) - 1)
        return Section(self._say("chapters"), headers, rows, align) if rows else None

    def _matrix(self, known: dict[str, SubjectCard], cards: Scorecards) -> Section | None:
        paths = list(cards.chapters)
        listed = [known[id] for id in self._subjects if id in known]
        rows = [
            [self.summary.name_of(card.subject), *map(_three, [card.standing, *map(card.chapters.__getitem__, paths)])]
            for card in listed
        ]
        headers = [say("reporters.subject", self.lang), say("reporters.total", self.lang), *paths]
        heading = self._say("matrix", met=Status.MET, unmet=Status.UNMET)
        align = "l" + "r" * (len(headers) - 1)
        return Section(heading, headers, rows, align, divisible=True) if rows and paths else None

    def _bodies(self, cards: Scorecards) -> Section | None:
        rows = []
        for card in cards.bodies:
            name = self._say("collective", body=card.body) if card.collective else card.body
            for role in card.roles:
                rows.append([name, say(role.role, self.lang), _count(len(role.clauses)),
                             _count(len(role.obligations)), *self._counted(role.standing)])
        headers = self._with_counts("body", "role", "clauses", "obligations")
        align = "ll" + "r" * (len(headers) - 2)
        after = (self._say("bodies-how"),)
        return Section(self._say("bodies"), headers, rows, align, after) if rows else None

    def _scores(self, scored: dict[str, Score]) -> Section:
        rows = [
            [self.summary.name_of(id), self._total(scored[id]), self._grade(scored[id].grade)]
            for id in self._subjects if id in scored
        ]
        headers = [say("reporters.subject", self.lang), self._say("score"), self._say("grade")]
        return Section(self._say("scores"), headers, rows, "lrl")

    def _total(self, score: Score) -> str:
        return show(score.total, self.lang) if score.total is not None else "-"

    def _grade(self, id: str | None) -> str:
        scoring = self.report.plan.scoring
        bands = {band.id: band.title.get(self.lang) for band in scoring.bands} if scoring else {}
        # A report that was read knows grades by their ids alone.
        return bands.get(id, id) if id else ""

    def _score(self, subject: str, score: Score) -> Section:
        rows = [self._line(line) for line in score.lines]
        rows += [self._line(line, bonus=True) for line in score.bonus_lines]
        headers = [say("reporters.obligation", self.lang),
                   *(self._say(code) for code in ("weight", "credit", "points", "why"))]
        heading = self._say("lines", subject=self.summary.name_of(subject))
        return Section(heading, headers, rows, "lrrrl", tuple(self._reckoned(score)))

    def _line(self, line: ScoreLine, *, bonus: bool = False) -> list[str]:
        numbers = [line.weight, line.credit, line.points]
        shown = ["-" if number is None else show(number, self.lang) for number in numbers]
        if bonus:
            shown[0] = self._say("bonus", points=line.weight)
        if line.credit is not None:
            shown[1] += "%"
        why = [say(message, self.lang) for message in line.why]
        return [title_of(line.obligation, self.report.plan, self.lang), *shown, "\n".join(why)]

    def _reckoned(self, score: Score) -> Iterator[str]:
        if score.total is None:
            yield self._say("no-total")
            return
        scoring = self.report.plan.scoring
        bonus = self._say("plus-bonus", bonus=score.bonus) if score.bonus_lines else ""
        places = scoring.rounding if scoring else None
        mode = self._say("rounding", mode=places.mode, places=places.total) if places else ""
        yield self._say("sum", points=score.points, full=score.full, weight=score.weight, bonus=bonus,
                        total=score.total, rounding=mode)
        if score.grade is not None:
            yield self._say("graded", grade=self._grade(score.grade))
        if score.vetoed_by:
            names = tuple(title_of(id, self.report.plan, self.lang) for id in score.vetoed_by)
            yield self._say("vetoed", earned=self._grade(score.earned_grade), obligations=names)


def _three(standing: Standing) -> str:
    met, unmet = standing.counts[Status.MET], standing.counts[Status.UNMET]
    return f"{met}/{unmet}/{standing.findings - met - unmet}" if standing.findings else "-"


def _count(number: int) -> str:
    return str(number) if number else "-"
