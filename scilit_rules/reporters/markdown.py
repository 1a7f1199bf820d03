"""The report for documents: Markdown tables to be pasted where people write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from scilit_rules.messages import say
from scilit_rules.model.brief import Brief
from scilit_rules.model.report import Report
from scilit_rules.model.visible import visible
from scilit_rules.model.words import Status
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.plugins.markers import hookimpl
from scilit_rules.problems import show_problem
from scilit_rules.words.standings import Standings
from scilit_rules.words.summary import Described, Summary
from scilit_rules.words.tallies import REST, Tally, counted_in, grouped, not_listed

_SPECIAL = re.compile(r"([\\`*_\[\]|])")


class MarkdownReporter:
    """Writes a report as Markdown, in UTF-8."""

    name = "markdown"
    suffixes: tuple[str, ...] = (".md", ".markdown")
    marks_assumptions = True
    shows_problems = True

    def write(self, report: Report, out: BinaryIO, options: ReportOptions) -> None:
        """Writes the report: the run, the subjects, each gap, conclusions, waivers, problems, verdict."""
        before = ""
        for line in _Document(report, options).lines():
            if line or before:
                out.write(line.encode("utf-8", "replace") + b"\n")
            before = line

    def write_brief(self, brief: Brief, out: BinaryIO, options: ReportOptions) -> None:
        """Writes a comparison, a sample or a distance."""
        parts = [[f"# {escaped(brief.title)}"], *([escaped(line)] for line in (*brief.under, *brief.remarks))]
        for table in brief.tables:
            parts += [[f"## {escaped(table.heading)}"], list(_table(table.headers, table.rows, table.align))]
        parts.append([f"**{escaped(brief.conclusion)}**"])
        text = "\n\n".join("\n".join(lines) for lines in parts)
        out.write(text.encode("utf-8", "replace") + b"\n")


@hookimpl
def scilit_reporters() -> Sequence[MarkdownReporter]:
    """The Markdown report."""
    return (MarkdownReporter(),)


def escaped(text: str) -> str:
    """A text that Markdown and HTML show as it is, on one line of a table."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    lines = re.split(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+", safe)
    shown = (_SPECIAL.sub(r"\\\1", visible(line)).strip() for line in lines)
    return "<br>".join(filter(None, shown))


class _Document:
    """One report on its way to one reader."""

    def __init__(self, report: Report, options: ReportOptions) -> None:
        self.report = report
        self.lang = options.lang
        self.detail = options.detail
        self.scorecards = options.scorecards
        self.summary = Summary(report, options.lang)

    def lines(self) -> Iterator[str]:
        yield from self._head()
        if len(self.report.subjects) > 1:
            yield from self._matrix()
            yield from self._frequent()
        if self.scorecards:
            yield from self._standings()
        for tally in self.summary.tallies:
            yield from self._subject(tally)
        yield from self._waivers()
        yield from self._problems()
        if self.report.readings:
            yield from ("", escaped(self.summary.read_how()))
        yield from ("", *map(escaped, self.summary.sampling()), "")
        yield f"**{escaped(self.summary.conclusion())}**"
        yield ""
        yield escaped(self.summary.exit_meaning())

    def _say(self, code: str, **args: object) -> str:
        return escaped(say(f"reporters.{code}", self.lang, **args))

    def _head(self) -> Iterator[str]:
        plan, run = self.report.plan, self.report.run
        yield f"# {escaped(self.summary.title)}"
        document = " ".join(filter(None, (plan.document.number, plan.document.issuer)))
        if document:
            yield from ("", escaped(document))
        confirmed = say("reporters.confirmed", self.lang, engine=run.confirmed_by) if run.confirmed_by else ""
        yield ""
        yield self._say("run", as_of=self.summary.as_of(), plan=run.plan, engine=run.engine, confirmed=confirmed,
                        tool=run.tool)
        if run.engine_note is not None:
            yield from ("", escaped(say(run.engine_note, self.lang)))
        for line in self.summary.returns():
            yield from ("", escaped(line))

    def _matrix(self) -> Iterator[str]:
        shown = self.summary.parted(
            s for s in Status if self.report.counts[s] or s in (Status.MET, Status.UNMET, Status.UNKNOWN))
        yield from self._heading(2, self._say("matrix", count=len(self.report.subjects)))
        headers = [say("reporters.subject", self.lang), *(say(s, self.lang) for s in shown),
                   say("reporters.verdict", self.lang)]
        rows = [
            [t.subject.name.get(self.lang), *(str(t.count(s)) for s in shown), self.summary.verdict(t)]
            for t in self.summary.tallies
        ]
        rows.append([say("reporters.total", self.lang), *(str(self.summary.total(s)) for s in shown), ""])
        yield from _table(headers, rows, "l" + "r" * len(shown) + "l")

    def _frequent(self) -> Iterator[str]:
        found = self.summary.frequent(len(self.report.plan.obligations))
        if found:
            yield from self._heading(2, self._say("frequent"))
            codes = ("obligation", "clause", "subjects-unmet", "subjects-unknown")
            rows = [[item.title, item.clause, str(item.unmet), str(item.unknown)] for item in found]
            yield from _table([say(f"reporters.{code}", self.lang) for code in codes], rows, "llrr")

    def _standings(self) -> Iterator[str]:
        for section in Standings(self.summary).sections():
            yield from self._heading(2, escaped(section.heading))
            yield from _table(section.headers, section.rows, section.align)
            for sentence in section.after:
                yield from ("", escaped(sentence))

    def _subject(self, tally: Tally) -> Iterator[str]:
        name = tally.subject.name.get(self.lang)
        yield from self._heading(2, self._say("subject-heading", name=name, verdict=self.summary.verdict(tally)))
        findings = self.summary.by_subject[tally.subject.id]
        groups = grouped(findings, self.detail)
        for status, items in groups.items():
            yield from self._heading(3, self._say("group", status=status, count=counted_in(items)))
            found = "found-gap" if status is Status.UNMET else "found-why"
            headers = [say(f"reporters.{code}", self.lang) for code in ("what", "demand", found, "who")]
            yield from _table(headers, [_cells(self.summary.describe(item)) for item in items], "llll")
        for conclusion in self.summary.conclusions.get(tally.subject.id, ()):
            yield from ("", escaped(self.summary.follows(conclusion)))
        rest = not_listed(tally, groups, REST)
        parts = [say("reporters.rest-part", self.lang, status=s, count=n) for s, n in rest.items() if n]
        if parts or not findings:
            yield from ("", self._say("rest" if parts else "no-findings", parts=parts))

    def _waivers(self) -> Iterator[str]:
        if self.report.waivers:
            yield from self._heading(2, self._say("waivers", count=len(self.report.waivers)))
            headers = [say(f"reporters.{code}", self.lang) for code in ("waiver", "accepts", "decision", "grounds")]
            yield from _table(headers, [self.summary.waiver(use) for use in self.report.waivers], "llll")

    def _problems(self) -> Iterator[str]:
        if self.report.problems:
            yield from self._heading(2, self._say("problems", count=len(self.report.problems)))
            yield from ("- " + escaped(show_problem(found, self.lang)) for found in self.report.problems)

    def _heading(self, level: int, text: str) -> Iterator[str]:
        yield from ("", f"{'#' * level} {text}", "")


def _cells(item: Described) -> list[str]:
    cells = (
        (item.title, item.clause, " ".join(filter(None, (item.period, item.weight)))),
        (item.demand, item.deadline),
        (*item.actual, item.gap, *item.why),
        (item.bodies, *item.evidence, *item.places),
    )
    return ["\n".join(dict.fromkeys(filter(None, cell))) for cell in cells]


def _table(headers: Sequence[str], rows: Iterable[Sequence[str]], align: str) -> Iterator[str]:
    yield "| " + " | ".join(map(escaped, headers)) + " |"
    yield "|" + "|".join(" ---: " if one == "r" else " --- " for one in align) + "|"
    for row in rows:
        yield "| " + " | ".join(map(escaped, row)) + " |"
