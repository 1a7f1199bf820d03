"""The way to compliance in the reader's words: what each gap takes, what it costs, and what is too late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from scilit_rules.arguments import LANG, each, must_fit
from scilit_rules.messages import say, show
from scilit_rules.model.brief import Brief, BriefTable
from scilit_rules.model.distance import Distance, Hurdle, Moved
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Status
from scilit_rules.problems import must_be_report
from scilit_rules.words.briefing import Json, listed, number, standing, table
from scilit_rules.words.distance_tables import DistanceTables, gaps, mandatory, questions
from scilit_rules.words.figures import money
from scilit_rules.words.hurdles import HurdleWords
from scilit_rules.words.hypothesis import headlined, titled
from scilit_rules.words.wording import day, period_in_words, title_of

FORMAT = "scilit-rules-distance/1"
_MOVED = (("subject", "l"), ("obligation", "l"), ("period", "l"), ("before", "l"), ("after", "l"))
_ROWS = tuple((key, "l") for key in (
    "subject", "subject-id", "obligation", "obligation-id", "clause", "period", "severity", "severity-code", "state",
    "status-code", "need", "need-code", "step", "money", "past", "disposition", "body", "remedy",
))


def distance_brief(report: Report, distances: Sequence[Distance], lang: Lang, moved: Sequence[Moved] | None = None,
                   remarks: Sequence[str] = (), detail: bool = False) -> Brief:
    """The way to compliance in the reader's words.

    Args:
        report: the report that the distances were reckoned from.
        distances: one for each subject.
        lang: the reader's language.
        moved: the findings that assumed facts would change; None where nothing was assumed.
        remarks: what the reader must know before reading on.
        detail: whether people get every gap and question in full, or mandatory gaps only, other gaps by a line.

    Raises:
        UsageError: if it is no report of ``check``, or anything else is of another kind than it must be.
    """
    must_be_report(report)
    must_fit(lang=(lang, LANG), detail=(detail, bool))
    reckoned = each("distances", distances, Distance)
    changed = None if moved is None else each("moved", moved, Moved)
    return _Teller(report, lang).brief(reckoned, changed, each("remarks", remarks, str), detail)


def moved_table(report: Report, moved: Sequence[Moved], lang: Lang) -> BriefTable:
    """The findings that assumed facts would change, before and after."""
    return _Teller(report, lang).moved(moved)


class _Teller:
    def __init__(self, report: Report, lang: Lang) -> None:
        self.report = report
        self.plan = report.plan
        self.lang: Lang = lang
        self.words = HurdleWords(report.plan, lang)

    def brief(self, distances: Sequence[Distance], moved: Sequence[Moved] | None, remarks: tuple[str, ...],
              detail: bool) -> Brief:
        lang, run = self.lang, self.report.run
        under = say("distance.under", lang, as_of=day(self.report.as_of, lang), tool=run.tool, digest=run.digest[:19])
        rows = [self._row(hurdle) for one in distances for hurdle in (*one.hurdles, *one.past)]
        conclusion = self._conclusion(distances)
        tables = (*([self.moved(moved)] if moved else []), *DistanceTables(self.words, detail).all(distances))
        whole = (conclusion,) if tables else ()
        return Brief(
            titled(say("distance.title", lang, plan=self.plan.title), self.report.assumed, lang), (under,),
            (*remarks, *whole, *self._notes(distances, moved, detail)),
            tables, conclusion,
            table(say("distance.everything", lang), _ROWS, rows, lang), self._data(distances, rows, moved),
            self.report.assumed,
        )

    def moved(self, moved: Sequence[Moved]) -> BriefTable:
        rows = [(self.words.name(one.finding.subject), title_of(one.finding.obligation, self.plan, self.lang),
                 period_in_words(one.finding.period, self.lang), standing(one.before, self.lang),
                 standing(one.after, self.lang)) for one in moved]
        return table(say("distance.moved", self.lang, count=len(rows)), _MOVED, rows, self.lang)

    def _notes(self, distances: Sequence[Distance], moved: Sequence[Moved] | None,
               detail: bool) -> Iterator[str]:
        if moved is not None and not moved:
            yield say("distance.not-moved", self.lang)
        if any(one.money for one in distances):
            yield say("distance.money-note", self.lang)
        if any(one.past for one in distances):
            past = sum((one.past_money for one in distances), Decimal(0))
            amount = say("distance.past-money", self.lang, money=money(past, self.lang)) if past else ""
            yield say("distance.past-note", self.lang, money=amount)
        once = sum(finding.follows is not None and finding.status is not Status.MET for finding in self.report.findings)
        if once:
            yield say("distance.counted-once", self.lang, count=once)
        asked = sum(len(questions(one.hurdles)) for one in distances)
        if asked and not detail:
            yield say("distance.not-listed", self.lang, count=asked)

    def _conclusion(self, distances: Sequence[Distance]) -> str:
        lang, hurdles = self.lang, [hurdle for one in distances for hurdle in one.hurdles]
        known = sum((one.money for one in distances), Decimal(0))
        found, asked, past = gaps(hurdles), len(questions(hurdles)), sum(len(one.past) for one in distances)
        many = say("distance.who", lang, count=len(distances))
        who = self.words.name(distances[0].subject) if len(distances) == 1 else many
        key = "conclusion" if found else "no-gap" if hurdles or past else "nothing"
        parts = (
            say(f"distance.{key}", lang, who=who, gaps=len(found),
                violations=len(mandatory(found))),
            say("distance.cost", lang, money=money(known, lang)) if known else "",
            self.words.unknown_cost(hurdles),
            say("distance.undecided", lang, count=asked) if asked else "",
            say("distance.over", lang, count=past) if past else "",
        )
        text = say("wording.part-separator", lang).join(filter(None, parts))
        return headlined(text, self.report.assumed, lang)

    def _row(self, hurdle: Hurdle) -> tuple[str, ...]:
        finding, lang, words = hurdle.finding, self.lang, self.words
        obligation = self.plan.obligations[finding.obligation]
        severity = obligation.binding.severity
        return (
            words.name(finding.subject), finding.subject, obligation.title.get(lang), obligation.id,
            words.clause(hurdle), finding.period, say(severity, lang), severity.value, words.standing(hurdle),
            finding.status.value, words.needs(hurdle), " ".join(need.value for need in hurdle.needs),
            say("wording.part-separator", lang).join(words.steps(hurdle)), number(hurdle.money),
            show(hurdle.past, lang), finding.disposition.value, words.bodies(hurdle),
            obligation.remedy.get(lang) if obligation.remedy else "",
        )

    def _data(self, distances: Sequence[Distance], rows: Sequence[Sequence[str]],
              moved: Sequence[Moved] | None) -> dict[str, Json]:
        run = self.report.run
        hurdles = [hurdle for one in distances for hurdle in (*one.hurdles, *one.past)]
        items: list[Json] = [{**item, "past": hurdle.past, "need_code": [need.value for need in hurdle.needs]}
                             for item, hurdle in zip(listed(_ROWS, rows), hurdles, strict=True)]
        totals: list[Json] = [{"subject": one.subject, "hurdles": len(one.hurdles), "past": len(one.past),
                               "money": number(one.money)} for one in distances]
        data: dict[str, Json] = {"format": FORMAT, "plan": run.plan, "digest": run.digest, "tool": run.tool,
                                 "as_of": self.report.as_of.isoformat(), "subjects": totals, "hurdles": items}
        if self.report.assumed:
            data["assumed"] = list(self.report.assumed)
        return data if moved is None else {**data, "moved": [_move(one) for one in moved]}


def _move(moved: Moved) -> Json:
    before, after = moved.before, moved.after
    return {"id": moved.finding.id, "before": before.status.value if before else None,
            "after": after.status.value if after else None}
