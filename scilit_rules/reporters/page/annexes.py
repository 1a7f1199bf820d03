"""The end of the page: scorecards, what follows, waivers, problems with data, how cells were read, the run record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scilit_rules.messages import hint, say
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.reporters.page.markup import Html, joined, lines, listing, tag
from scilit_rules.reporters.page.overview import MOST_SUBJECTS
from scilit_rules.words.standings import Standings
from scilit_rules.words.summary import Summary
from scilit_rules.words.wording import rule_in_words

_IN_FULL = 12
_MOST = {"conclusions": 500, "problems": 500, "readings": 1000, "inputs": 4000}
_GRAVEST = (ProblemLevel.ERROR, ProblemLevel.WARNING, ProblemLevel.INFO)


class Annexes:
    """What stands behind the findings of one report.

    Args:
        summary: the report and the reader's language.
    """

    def __init__(self, summary: Summary) -> None:
        self.summary = summary
        self.report = summary.report
        self.lang = summary.lang

    def parts(self) -> Iterator[Html]:
        """The sections that have anything to say, each with a heading of its own."""
        sections = {"conclusions": self._conclusions(), "cards": self._cards(), "waivers": self._waivers(),
                    "problems": self._problems(), "readings": self._readings(), "run": self._run()}
        for id, content in sections.items():
            shown = list(content)
            if shown:
                yield tag("section", tag("h2", self._say(f"section.{id}")), *shown, id=id)

    def _say(self, key: str, **args: object) -> str:
        return say(f"html.{key}", self.lang, **args)

    def _left(self, count: int, key: str) -> Iterator[Html]:
        if count > _MOST[key]:
            yield tag("p", self._say("left-out", count=count - _MOST[key]), class_="quiet")

    def _conclusions(self) -> Iterator[Html]:
        found = self.report.conclusions
        rows = [[self.summary.name_of(item.subject), self.summary.follows(item)]
                for item in found[: _MOST["conclusions"]]]
        if rows:
            headers = [say("reporters.subject", self.lang), self._say("conclusion")]
            yield listing(headers, rows, "ll", caption=self._say("section.conclusions"))
            yield from self._left(len(found), "conclusions")

    def _cards(self) -> Iterator[Html]:
        many = len(self.report.subjects) > MOST_SUBJECTS
        listed = [tally.subject.id for tally in self.summary.worst(MOST_SUBJECTS)] if many else None
        few = len(self.report.subjects) <= _IN_FULL
        in_full = None if few else [tally.subject.id for tally in self.summary.worst(_IN_FULL // 2)]
        for section in Standings(self.summary, listed, in_full).sections():
            table = listing(section.headers, section.rows, section.align, caption=section.heading)
            after = [tag("p", sentence, class_="quiet") for sentence in section.after]
            yield tag("details", tag("summary", section.heading), table, *after, data_print=True)
        if many and self.report.scorecards is not None:
            yield tag("p", self._say("worst-only", count=MOST_SUBJECTS), class_="quiet")

    def _waivers(self) -> Iterator[Html]:
        if self.report.waivers:
            headers = [say(f"reporters.{code}", self.lang) for code in ("waiver", "accepts", "decision", "grounds")]
            yield listing(headers, [self.summary.waiver(use) for use in self.report.waivers], "llll",
                          caption=self._say("section.waivers"))

    def _problems(self) -> Iterator[Html]:
        found = sorted(self.report.problems, key=lambda one: _GRAVEST.index(one.level))
        if found:
            headers = [self._say(key) for key in ("level", "matter", "place", "to-do")]
            yield listing(headers, map(self._problem, found[: _MOST["problems"]]), "llll",
                          caption=self._say("section.problems"), heading_column=False)
            yield from self._left(len(found), "problems")

    def _problem(self, found: Problem) -> list[str]:
        places = [str(place) for place in (found.place, *found.others) if place is not None]
        near = say("problems.near", self.lang, names=found.near) if found.near else ""
        level = tag("span", say(found.level, self.lang), class_=f"level {found.level}")
        shown = _paragraphs((say(found.message, self.lang), found.excerpt, near))
        return [level, shown, _codes(places), hint(found.message, self.lang)]

    def _readings(self) -> Iterator[Html]:
        found = self.report.readings
        if not found:
            return
        yield tag("p", self.summary.read_how())
        headers = [self._say(key) for key in ("place", "raw", "read-as", "rules")]
        between = say("wording.list-separator", self.lang)
        rows = ([_codes([str(reading.place).removeprefix(self.summary.folder)]), reading.raw, reading.read_as,
                 between.join(rule_in_words(rule, self.lang) for rule in reading.rules)]
                for reading in found[: _MOST["readings"]])
        table = listing(headers, rows, "llll", caption=self._say("section.readings"), heading_column=False)
        yield tag("details", tag("summary", self._say("cells", count=len(found))), table,
                  *self._left(len(found), "readings"))

    def _run(self) -> Iterator[Html]:
        run, plan = self.report.run, self.report.plan
        confirmed = say("reporters.confirmed", self.lang, engine=run.confirmed_by) if run.confirmed_by else ""
        note = say(run.engine_note, self.lang) if run.engine_note else ""
        years = f"{plan.years[0]}–{plan.years[1]}"
        fields = (
            ("plan", plan.title.get(self.lang)), ("document", f"{plan.document.number} {plan.document.issuer}".strip()),
            ("years", years), ("ruleset", run.plan), ("digest", run.digest), ("as-of", self.summary.as_of()),
            ("engine", run.engine + confirmed), ("engine-note", note), ("tool", f"scilit-rules {run.tool}"),
            ("plugins", "\n".join(run.plugins)), ("exit", self.summary.exit_meaning()), ("folder", self.summary.folder),
        )
        told = [joined([tag("dt", self._say(f"run.{key}")), tag("dd", lines(value))]) for key, value in fields if value]
        yield tag("dl", *told, class_="record")
        yield from self._inputs()
        yield from (tag("p", line) for line in self.summary.sampling())

    def _inputs(self) -> Iterator[Html]:
        inputs = self.report.run.inputs
        if not inputs:
            return
        headers = [self._say(key) for key in ("file", "adapter", "records", "digest")]
        rows = ([_codes([item.source.removeprefix(self.summary.folder)]), item.adapter, f"{item.records:,}",
                 _codes([item.digest])] for item in inputs[: _MOST["inputs"]])
        table = listing(headers, rows, "llrl", caption=self._say("files", count=len(inputs)))
        yield tag("details", tag("summary", self._say("files", count=len(inputs))), table,
                  *self._left(len(inputs), "inputs"), data_print=True)


def _codes(texts: Iterable[str]) -> Html:
    return joined(tag("p", tag("code", one)) for one in texts if one)


def _paragraphs(texts: Iterable[str]) -> Html:
    return joined(tag("p", one) for one in texts if one)
