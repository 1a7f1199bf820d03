"""The report for a terminal: who is how far, then each gap with clause, figures, bodies and places."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import BinaryIO

from scilit_rules.messages import say
from scilit_rules.model.brief import Brief
from scilit_rules.model.finding import Finding
from scilit_rules.model.report import ExitCode, Report
from scilit_rules.model.words import Disposition, ProblemLevel, Reason, Severity, Status
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.plugins.markers import hookimpl
from scilit_rules.problems import show_problem
from scilit_rules.reporters.brief_page import page_lines
from scilit_rules.reporters.wrapping import clean, fitted, width_of, wrap
from scilit_rules.words.standings import Section, Standings
from scilit_rules.words.summary import Described, Summary
from scilit_rules.words.tallies import ATTENTION, REST, Tally, counted_in, grouped, not_listed
from scilit_rules.words.wording import day

MOST_IN_MATRIX = 40
MOST_IN_FULL = 5
MOST_WITH_ALL = 3
MOST_FREQUENT = 10
FIRST_PROBLEMS = 5
FIRST_ERRORS = 3
_HANG = 4
_NARROWEST, _NARROW, _LEAST = 20, 72, 16
_RESET = "\x1b[0m"
_COLOURS = {
    ExitCode.INTERNAL: "\x1b[1;35m", ExitCode.VIOLATIONS: "\x1b[1;31m", ExitCode.INCOMPLETE: "\x1b[33m",
    ExitCode.MET: "\x1b[32m", Status.ERROR: "\x1b[1;35m", Status.UNMET: "\x1b[1;31m",
    Status.UNKNOWN: "\x1b[33m", Status.NEEDS_REVIEW: "\x1b[33m", Status.NOT_DUE: "\x1b[36m",
    Status.MET: "\x1b[32m",
}
_BOLD = "\x1b[1m"
_GRAVEST = (ProblemLevel.ERROR, ProblemLevel.WARNING, ProblemLevel.INFO)


class TableReporter:
    """Writes a report as text for a terminal, in UTF-8."""

    name = "table"
    suffixes: tuple[str, ...] = (".txt",)
    marks_assumptions = True
    for_reading = True
    shows_problems = True

    def write(self, report: Report, out: BinaryIO, options: ReportOptions) -> None:
        """Writes the report; no line is wider than the terminal, down to 20 columns."""
        for line in _Page(report, options).lines():
            out.write(line.rstrip().encode("utf-8", "replace") + b"\n")

    def write_brief(self, brief: Brief, out: BinaryIO, options: ReportOptions) -> None:
        """Writes a comparison, a sample or a distance; no line is wider than the terminal, down to 20 columns."""
        for line in page_lines(brief, max(options.width, _NARROWEST), options.colour):
            out.write(line.rstrip().encode("utf-8", "replace") + b"\n")


@hookimpl
def scilit_reporters() -> Sequence[TableReporter]:
    """The table."""
    return (TableReporter(),)


class _Page:
    """One report on its way to one terminal."""

    def __init__(self, report: Report, options: ReportOptions) -> None:
        self.report = report
        self.lang = options.lang
        self.detail = options.detail
        self.colour = options.colour
        self.width = max(options.width, _NARROWEST)
        self.summary = Summary(report, options.lang)
        self.many = len(report.subjects) > MOST_IN_MATRIX
        self.brief = len(report.subjects) > MOST_WITH_ALL and not options.detail
        self.scorecards = options.scorecards

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._alarms()
        if len(self.report.subjects) > 1:
            yield from self._matrix()
            yield from self._frequent()
        shown = self.summary.tallies
        if self.scorecards:
            yield from self._standings()
        if self.many and not self.detail:
            shown = self.summary.worst(MOST_IN_FULL)
            yield from self._text("reporters.first-in-full", count=len(shown))
            yield ""
        for tally in shown:
            yield from self._subject(tally)
        yield from self._waivers()
        yield from self._problems()
        yield from self._readings()
        yield from self._end()

    def _head(self) -> Iterator[str]:
        plan, run = self.report.plan, self.report.run
        yield from (self._painted(line, _BOLD) for line in wrap(self.summary.title, self.width))
        yield from wrap(" ".join(filter(None, (plan.document.number, plan.document.issuer))), self.width)
        confirmed = say("reporters.confirmed", self.lang, engine=run.confirmed_by) if run.confirmed_by else ""
        yield from self._text("reporters.run", as_of=day(self.report.as_of, self.lang), plan=run.plan,
                              engine=run.engine, confirmed=confirmed, tool=run.tool)
        if run.engine_note is not None:
            yield from wrap(say(run.engine_note, self.lang), self.width)
        if self.summary.folder:
            yield from self._text("reporters.data", folder=self.summary.folder, count=len(run.inputs))
        yield "=" * self.width
        yield ""

    def _alarms(self) -> Iterator[str]:
        """What could not be read comes first: without it the rest would look as if nobody had reported."""
        errors = [found for found in self.report.problems if found.level is ProblemLevel.ERROR]
        for found in errors[:FIRST_ERRORS]:
            line = show_problem(replace(found, excerpt=""), self.lang).split("\n")[0]
            yield from (self._painted(part, _COLOURS[ExitCode.VIOLATIONS]) for part in wrap(line, self.width))
        if len(errors) > FIRST_ERRORS:
            yield from self._text("reporters.more-errors", count=len(errors) - FIRST_ERRORS)
        nothing = not self.report.run.inputs and not any(finding.places for finding in self.report.findings)
        if nothing:
            yield from self._text("reporters.no-data")
        owed = self.summary.returns()
        for line in owed:
            yield from wrap(line, self.width)
        if errors or nothing or owed:
            yield ""

    def _matrix(self) -> Iterator[str]:
        tallies = self.summary.worst(MOST_IN_MATRIX) if self.many else self.summary.tallies
        everything = self.report.counts
        shown = self.summary.parted(
            s for s in Status if everything[s] or s in (Status.MET, Status.UNMET, Status.UNKNOWN))
        yield self._heading("reporters.matrix", count=len(self.report.subjects))
        headers = [say("reporters.subject", self.lang), *(say(s, self.lang) for s in shown),
                   say("reporters.verdict", self.lang)]
        rows = [
            [t.subject.name.get(self.lang), *(_count(t.count(s)) for s in shown), self.summary.verdict(t)]
            for t in tallies
        ]
        paints = [_COLOURS.get(t.outcome, "") for t in tallies]
        rows.append([say("reporters.total", self.lang), *(_count(self.summary.total(s)) for s in shown), ""])
        yield from self._grid(headers, rows, "l" + "r" * len(shown) + "l", [*paints, _BOLD], spaced=False)
        if self.many:
            yield from self._text("reporters.worst", shown=len(tallies), count=len(self.report.subjects))
        yield ""

    def _frequent(self) -> Iterator[str]:
        found = self.summary.frequent(MOST_FREQUENT)
        if not found:
            return
        yield self._heading("reporters.frequent")
        codes = ("reporters.obligation", "reporters.clause",
                 "reporters.subjects-unmet", "reporters.subjects-unknown")
        rows = [[item.title, item.clause, _count(item.unmet), _count(item.unknown)] for item in found]
        yield from self._grid([say(code, self.lang) for code in codes], rows, "llrr", spaced=False)
        yield ""

    def _standings(self) -> Iterator[str]:
        in_full = None if self.detail else [tally.subject.id for tally in self.summary.worst(MOST_IN_FULL)]
        listed = [tally.subject.id for tally in self.summary.worst(MOST_IN_MATRIX)] if self.many else None
        for section in Standings(self.summary, listed, in_full).sections():
            yield from (self._painted(line, _BOLD) for line in wrap(section.heading, self.width))
            for headers, rows in self._slices(section):
                yield from self._grid(headers, rows, section.align[: len(headers)], spaced=False)
                yield ""
            for sentence in section.after:
                yield from wrap(sentence, self.width)
            if section.after:
                yield ""

    def _slices(self, section: Section) -> Iterator[tuple[Sequence[str], Sequence[Sequence[str]]]]:
        """The table in pieces that are no wider than the terminal, each with the first column."""
        columns = list(zip(section.headers, *section.rows, strict=True))
        first, *rest = columns if section.divisible else [columns[0]]
        if not rest:
            yield section.headers, section.rows
            return
        room = max(self.width - max(map(_widest, first)), 0)
        taken: list[tuple[str, ...]] = []
        for column in rest:
            if taken and sum(max(map(_widest, one)) + 2 for one in (*taken, column)) > room:
                yield _turned([first, *taken])
                taken = []
            taken.append(column)
        yield _turned([first, *taken])

    def _subject(self, tally: Tally) -> Iterator[str]:
        name, verdict = tally.subject.name.get(self.lang), self.summary.verdict(tally)
        heading = say("reporters.subject-heading", self.lang, name=name, verdict=verdict)
        yield from (self._painted(line, _COLOURS.get(tally.outcome, "")) for line in wrap(heading, self.width))
        yield "=" * self.width
        findings = self.summary.by_subject[tally.subject.id]
        groups = grouped(findings, self.detail)
        if self.brief:
            groups = _gravest_only(groups)
        for status, items in groups.items():
            yield from self._group(status, items)
        for conclusion in self.summary.conclusions.get(tally.subject.id, ()):
            yield from wrap(self.summary.follows(conclusion), self.width)
            yield ""
        rest = not_listed(tally, groups, (*ATTENTION, *REST))
        parts = [say("reporters.rest-part", self.lang, status=s, count=n) for s, n in rest.items() if n]
        if parts or not findings:
            code = "reporters.rest-of-subject" if self.brief else "reporters.rest"
            quoted = f'"{name}"' if " " in name else name
            yield from self._text(code if parts else "reporters.no-findings", parts=parts, name=quoted)
            yield ""

    def _group(self, status: Status, items: Sequence[Finding]) -> Iterator[str]:
        heading = say("reporters.group", self.lang, status=status, count=counted_in(items))
        yield from (self._painted(line, _COLOURS.get(status, "")) for line in wrap(heading, self.width))
        if status is Status.UNKNOWN and not self.detail:
            items = yield from self._missing(items)
        if not items:
            return
        found = "reporters.found-gap" if status is Status.UNMET else "reporters.found-why"
        codes = ("reporters.what", "reporters.demand", found, "reporters.who")
        rows = [self._row(self.summary.describe(item)) for item in items]
        yield from self._grid([say(code, self.lang) for code in codes], rows, "llll")

    def _missing(self, items: Sequence[Finding]) -> Generator[str, None, Sequence[Finding]]:
        """Lists briefly what nobody has reported; returns the findings of which more is to be said."""
        words = {item.id: self.summary.describe(item) for item in items if item.reason is Reason.MISSING}
        brief = [item for item in words.values() if not (item.actual or item.evidence or item.finding.places)]
        if brief:
            codes = ("reporters.obligation", "reporters.clause", "reporters.period", "reporters.missing")
            same: dict[tuple[str, str, str], list[str]] = {}
            for item in brief:
                key = (item.title, item.clause.partition(" ")[0], self._lacking(item))
                same.setdefault(key, []).append(item.finding.period)
            rows = [[title, path, " ".join(periods), why] for (title, path, why), periods in same.items()]
            yield from self._grid([say(code, self.lang) for code in codes], rows, "llll", spaced=False)
            yield ""
        listed = {item.finding.id for item in brief}
        return [item for item in items if item.id not in listed]

    def _lacking(self, item: Described) -> str:
        if item.finding.wanted == (item.finding.obligation,):
            return say("reporters.no-word", self.lang)
        return " ".join(item.why)

    def _row(self, item: Described) -> list[str]:
        places = self.summary.places(item.finding, most=0 if self.detail else 3)
        cells = (
            (item.title, item.clause, " ".join(filter(None, (item.period, item.weight)))),
            (item.demand, item.deadline),
            (*item.actual, item.gap, *item.why),
            (item.bodies, *item.evidence, *places),
        )
        return ["\n".join(dict.fromkeys(filter(None, cell))) for cell in cells]

    def _waivers(self) -> Iterator[str]:
        if not self.report.waivers:
            return
        yield self._heading("reporters.waivers", count=len(self.report.waivers))
        codes = ("reporters.waiver", "reporters.accepts", "reporters.decision", "reporters.grounds")
        rows = [self.summary.waiver(use) for use in self.report.waivers]
        yield from self._grid([say(code, self.lang) for code in codes], rows, "llll")

    def _problems(self) -> Iterator[str]:
        problems = self.report.problems
        if not problems:
            return
        yield self._heading("reporters.problems", count=len(problems))
        shown = problems
        if not self.detail:
            shown = tuple(sorted(problems, key=lambda found: _GRAVEST.index(found.level)))[:FIRST_PROBLEMS]
        for found in shown:
            first, *more = show_problem(replace(found, excerpt=""), self.lang).split("\n")
            yield from wrap(first, self.width, _HANG)
            yield from (" " * _HANG + line for part in more for line in wrap(part, self.width - _HANG))
        if len(shown) < len(problems):
            yield from self._text("reporters.more-problems", count=len(problems) - len(shown))
        yield ""

    def _readings(self) -> Iterator[str]:
        if self.report.readings:
            yield from wrap(self.summary.read_how(), self.width)
            yield ""
        for line in self.summary.sampling():
            yield from wrap(line, self.width)
            yield ""

    def _end(self) -> Iterator[str]:
        paint = _COLOURS.get(self.summary.outcome, "")
        yield "=" * self.width
        yield from (self._painted(line, paint) for line in wrap(self.summary.conclusion(), self.width))
        yield from wrap(self.summary.exit_meaning(), self.width)

    def _heading(self, code: str, **args: object) -> str:
        text = wrap(say(code, self.lang, **args), self.width)
        return "\n".join(self._painted(line, _BOLD) for line in text)

    def _text(self, code: str, **args: object) -> Iterator[str]:
        yield from wrap(say(code, self.lang, **args), self.width)

    def _painted(self, text: str, paint: str) -> str:
        return f"{paint}{text}{_RESET}" if self.colour and paint and text else text

    def _grid(self, headers: Sequence[str], rows: Sequence[Sequence[str]], align: str,
              paints: Sequence[str] = (), *, spaced: bool = True) -> Iterator[str]:
        """Rows in columns; on a terminal too narrow for them, one below the other with their headings."""
        gaps = 2 * (len(headers) - 1)
        columns = list(zip(headers, *rows, strict=True))
        natural = [max(map(_widest, column)) for column in columns]
        least = [min(width, _least(column, side)) for width, column, side in zip(natural, columns, align, strict=True)]
        room = self.width - gaps
        widths = _shares(room, len(headers)) if spaced else fitted(natural, least, room)
        if sum(widths) + gaps > self.width or (spaced and self.width < _NARROW):
            yield from self._cards(headers, rows)
            return
        lines = [*_stacked(headers, widths), ["-" * width for width in widths]]
        for number, row in enumerate(rows):
            shown = _stacked(row, widths)
            for line in shown if number < len(paints) else ():
                line[-1] = self._painted(line[-1], paints[number])
            lines += [*shown, [""] * len(headers)] if spaced else shown
        from tabulate import tabulate

        names = {"l": "left", "r": "right"}
        text = tabulate(lines, tablefmt="plain", disable_numparse=True, colalign=[names[a] for a in align])
        yield from (line.rstrip() for line in text.split("\n"))

    def _cards(self, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
        for row in rows:
            for header, cell in zip(headers, row, strict=True):
                if cell:
                    text = say("reporters.valued", self.lang, title=header, value=cell)
                    first, *more = wrap(text, self.width - 2)
                    yield first
                    yield from ("  " + line for line in more)
            yield ""


def _gravest_only(groups: Mapping[Status, Sequence[Finding]]) -> Mapping[Status, Sequence[Finding]]:
    """What an office must see of each of many subjects: what failed to be judged, and open violations."""
    grave = {
        Status.ERROR: groups.get(Status.ERROR, ()),
        Status.UNMET: [f for f in groups.get(Status.UNMET, ())
                       if f.severity is Severity.VIOLATION and f.disposition is Disposition.OPEN],
    }
    return {status: items for status, items in grave.items() if items}


def _shares(available: int, columns: int) -> list[int]:
    """Equal widths, so that the columns of one table stand under those of the last."""
    return [available // columns + (index < available % columns) for index in range(columns)]


def _turned(columns: Sequence[Sequence[str]]) -> tuple[Sequence[str], Sequence[Sequence[str]]]:
    """The headings and the rows of a table from its columns."""
    headers, *rows = zip(*columns, strict=True)
    return headers, rows


def _stacked(row: Sequence[str], widths: Sequence[int]) -> list[list[str]]:
    cells = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    return [[cell[at] if at < len(cell) else "" for cell in cells] for at in range(max(map(len, cells)))]


def _widest(text: str) -> int:
    return max(width_of(clean(line)) for line in text.split("\n"))


def _least(column: Sequence[str], side: str) -> int:
    """How narrow a column may become: headings of several words run on in further lines, numbers never."""
    heading, *cells = column
    word = max(map(width_of, heading.split()), default=0)
    return max(word, *map(_widest, cells), 0) if side == "r" else max(word, _LEAST)


def _count(number: int) -> str:
    return str(number) if number else "-"

