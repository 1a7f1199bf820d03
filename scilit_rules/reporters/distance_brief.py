"""The way to compliance in the reader's words: what each gap takes, what it costs, and what is too late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from scilit_rules.messages import say, show
from scilit_rules.messages.numbers import money
from scilit_rules.messages.wording import answering, day, gap_in_words, period_in_words, title_of
from scilit_rules.model.brief import Brief, BriefTable
from scilit_rules.model.distance import Distance, Hurdle, Moved, Step
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Need, Severity
from scilit_rules.reporters.briefing import Json, listed, number, standing, table

FORMAT = "scilit-rules-distance/1"
_OVERVIEW = (("subject", "l"), ("hurdles", "r"), ("violations", "r"))
_STEPS = (("obligation", "l"), ("state", "l"), ("need", "l"), ("step", "l"), ("body", "l"))
_MOVED = (("subject", "l"), ("obligation", "l"), ("period", "l"), ("before", "l"), ("after", "l"))
_ROWS = tuple((key, "l") for key in (
    "subject", "subject-id", "obligation", "obligation-id", "clause", "period", "severity", "severity-code", "state",
    "status-code", "need", "need-code", "step", "money", "past", "disposition", "body", "remedy",
))


def distance_brief(report: Report, distances: Sequence[Distance], lang: Lang, moved: Sequence[Moved] | None = None,
                   remarks: Sequence[str] = ()) -> Brief:
    """The way to compliance in the reader's words.

    Args:
        report: the report that the distances were reckoned from.
        distances: one for each subject.
        lang: the reader's language.
        moved: the findings that assumed facts would change; None where nothing was assumed.
        remarks: what the reader must know before reading on.
    """
    return _Teller(report, lang).brief(distances, moved, tuple(remarks))


def moved_table(report: Report, moved: Sequence[Moved], lang: Lang) -> BriefTable:
    """The findings that assumed facts would change, before and after."""
    return _Teller(report, lang).moved(moved)


class _Teller:
    def __init__(self, report: Report, lang: Lang) -> None:
        self.report = report
        self.plan = report.plan
        self.lang: Lang = lang

    def brief(self, distances: Sequence[Distance], moved: Sequence[Moved] | None, remarks: tuple[str, ...]) -> Brief:
        lang, run = self.lang, self.report.run
        under = say("distance.under", lang, as_of=day(self.report.as_of, lang), tool=run.tool, digest=run.digest[:19])
        rows = [self._row(hurdle) for one in distances for hurdle in (*one.hurdles, *one.past)]
        return Brief(
            say("distance.title", lang, plan=self.plan.title), (under,), (*remarks, *self._notes(distances, moved)),
            (*([self.moved(moved)] if moved else []), *self._tables(distances)), self._conclusion(distances),
            table(say("distance.overview", lang), _ROWS, rows, lang), self._data(distances, rows, moved),
        )

    def moved(self, moved: Sequence[Moved]) -> BriefTable:
        rows = [(self._name(one.finding.subject), title_of(one.finding.obligation, self.plan, self.lang),
                 period_in_words(one.finding.period, self.lang), standing(one.before, self.lang),
                 standing(one.after, self.lang)) for one in moved]
        return table(say("distance.moved", self.lang, count=len(rows)), _MOVED, rows, self.lang)

    def _notes(self, distances: Sequence[Distance], moved: Sequence[Moved] | None) -> Iterator[str]:
        if moved is not None and not moved:
            yield say("distance.not-moved", self.lang)
        if any(one.money for one in distances):
            yield say("distance.money-note", self.lang)
        if any(one.past for one in distances):
            yield say("distance.past-note", self.lang)

    def _tables(self, distances: Sequence[Distance]) -> Iterator[BriefTable]:
        if len(distances) > 1:
            yield self._overview(distances)
        for one in distances:
            if one.hurdles:
                heading = say("distance.subject", self.lang, name=self._name(one.subject), count=len(one.hurdles),
                              money=money(one.money, self.lang))
                yield table(heading, _STEPS, [self._listed(hurdle) for hurdle in one.hurdles], self.lang)
            if one.past:
                heading = say("distance.past", self.lang, name=self._name(one.subject), count=len(one.past))
                yield table(heading, _STEPS, [self._listed(hurdle) for hurdle in one.past], self.lang)

    def _overview(self, distances: Sequence[Distance]) -> BriefTable:
        made = table(say("distance.overview", self.lang), _OVERVIEW, [], self.lang)
        ends = tuple(say(f"brief.column.{key}", self.lang) for key in ("money", "past-count"))
        rows = []
        for one in distances:
            counts = [sum(need in hurdle.needs for hurdle in one.hurdles) for need in Need]
            numbers = (len(one.hurdles), _violations(one.hurdles), *counts)
            rows.append((self._name(one.subject), *(str(count or "-") for count in numbers),
                         number(one.money) if one.money else "-", str(len(one.past) or "-")))
        headers = (*made.headers, *(say(need, self.lang) for need in Need), *ends)
        return BriefTable(made.heading, headers, tuple(rows), "l" + "r" * (len(headers) - 1))

    def _conclusion(self, distances: Sequence[Distance]) -> str:
        hurdles = [hurdle for one in distances for hurdle in one.hurdles]
        total = sum((one.money for one in distances), Decimal(0))
        return say("distance.conclusion", self.lang, subjects=len(distances), count=len(hurdles),
                   violations=_violations(hurdles), money=money(total, self.lang),
                   past=sum(len(one.past) for one in distances))

    def _listed(self, hurdle: Hurdle) -> tuple[str, ...]:
        finding = hurdle.finding
        weight = self.plan.obligations[finding.obligation].binding.severity
        about = (title_of(finding.obligation, self.plan, self.lang), self._clause(finding.obligation),
                 f"{period_in_words(finding.period, self.lang)} {say(weight, self.lang)}")
        return ("\n".join(filter(None, about)), standing(finding, self.lang), self._needs(hurdle),
                "\n".join(self._steps(hurdle)), self._bodies(finding.obligation))

    def _row(self, hurdle: Hurdle) -> tuple[str, ...]:
        finding, lang = hurdle.finding, self.lang
        obligation = self.plan.obligations[finding.obligation]
        severity = obligation.binding.severity
        return (
            self._name(finding.subject), finding.subject, obligation.title.get(lang), obligation.id,
            self._clause(obligation.id), finding.period, say(severity, lang), severity.value, standing(finding, lang),
            finding.status.value, self._needs(hurdle), " ".join(need.value for need in hurdle.needs),
            say("wording.part-separator", lang).join(self._steps(hurdle)), number(hurdle.money),
            show(hurdle.past, lang), finding.disposition.value, self._bodies(obligation.id),
            obligation.remedy.get(lang) if obligation.remedy else "",
        )

    def _steps(self, hurdle: Hurdle) -> Iterator[str]:
        for step in hurdle.steps:
            yield self._step(step)

    def _step(self, step: Step) -> str:
        facts = tuple(title_of(name, self.plan, self.lang) for name in step.facts)
        if step.need is Need.MONEY and step.money is not None:
            over = step.check is not None and step.check.gap is not None and step.check.gap.more_than
            return say("distance.step.money-over" if over else "distance.step.money", self.lang,
                       money=money(step.money, self.lang))
        if step.need is Need.MONEY:
            return say("distance.step.money-unknown", self.lang, facts=facts)
        if step.need is Need.TIME and step.check is not None and step.check.gap is not None:
            words = gap_in_words(step.check.gap, self.lang, step.check)
            return say("distance.step.time", self.lang, facts=facts, gap=say("distance.step.gap", self.lang, gap=words))
        return say(f"distance.step.{step.need}", self.lang, facts=facts)

    def _needs(self, hurdle: Hurdle) -> str:
        return show(hurdle.needs, self.lang)

    def _name(self, id: str) -> str:
        known = self.plan.register.get(id)
        return known.name.get(self.lang) if known else id

    def _clause(self, id: str) -> str:
        path = self.plan.obligations[id].clause
        clause = self.plan.clauses.get(path)
        return f"{path} {clause.heading}".strip() if clause else path

    def _bodies(self, id: str) -> str:
        return answering(self.plan, self.plan.obligations[id].clause, self.lang)

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
        return data if moved is None else {**data, "moved": [_move(one) for one in moved]}


def _move(moved: Moved) -> Json:
    before, after = moved.before, moved.after
    return {"id": moved.finding.id, "before": before.status.value if before else None,
            "after": after.status.value if after else None}


def _violations(hurdles: Iterable[Hurdle]) -> int:
    return sum(hurdle.finding.severity is Severity.VIOLATION for hurdle in hurdles)
