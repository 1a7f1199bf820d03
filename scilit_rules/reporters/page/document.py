"""The page put together: what can be read without a script, then the data, then the script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from scilit_rules.messages import area, say
from scilit_rules.model.brief import Brief
from scilit_rules.model.finding import Finding
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Disposition, Severity
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.reporters.page.annexes import Annexes
from scilit_rules.reporters.page.directory import ACCEPTED, PART_LETTERS, Directory
from scilit_rules.reporters.page.markup import Html, joined, listing, page_head, page_script, tag
from scilit_rules.reporters.page.overview import Overview
from scilit_rules.reporters.page.particulars import STATUSES, Particulars
from scilit_rules.reporters.page.texts import Texts, data_block
from scilit_rules.words.summary import Summary
from scilit_rules.words.tallies import needs_attention

MOST_IN_FULL = 5_000
"""So many findings are all listed; of more only those that need attention, unless every one is asked for."""
MOST_LISTED = 250_000
_AT_ONCE = 2000
_PRINTED_IN_FULL = 60
_HERE = Path(__file__).parent
_SCRIPTS = ("dom", "store", "matrix", "detail", "list", "start")


def write_report(report: Report, out: BinaryIO, options: ReportOptions) -> None:
    """Writes a report as a page, piece by piece.

    Args:
        report: the report.
        out: takes the page as UTF-8.
        options: its language, and whether every finding is listed.
    """
    for piece in _Page(report, options).pieces():
        out.write(piece.encode("utf-8", "replace"))


def write_brief(brief: Brief, out: BinaryIO, lang: Lang) -> None:
    """Writes a comparison, a sample or a distance as a page of tables.

    Args:
        brief: what it tells.
        out: takes the page as UTF-8.
        lang: the reader's language.
    """
    script = _script("brief")
    out.write(page_head(brief.title, lang, _style(), script).encode("utf-8", "replace"))
    tables = [tag("section", tag("h2", table.heading), listing(table.headers, table.rows, table.align,
              caption=table.heading)) for table in brief.tables]
    label = tag("label", say("html.ui.by-text", lang), for_="filter-text")
    field = tag("input", id="filter-text", type="search")
    body = joined([
        tag("header", tag("h1", brief.title), *(tag("p", line, class_="about") for line in brief.under)),
        tag("main", *(tag("p", remark, class_="remark") for remark in brief.remarks),
            tag("p", tag("span", brief.conclusion), class_="verdict plain"),
            tag("form", tag("div", label, field, class_="search"), class_="filters", role="search"), *tables),
    ])
    out.write(body.encode("utf-8", "replace"))
    out.write(page_script(script).encode("utf-8", "replace"))


@cache
def _style() -> str:
    return (_HERE / "page.css").read_text(encoding="utf-8")


@cache
def _script(*names: str) -> str:
    parts = "".join((_HERE / f"{name}.js").read_text(encoding="utf-8") for name in names)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def _listed(findings: Sequence[Finding], detail: bool) -> Sequence[Finding]:
    """The findings that the page lists, in their order."""
    found = findings
    if not detail and len(findings) > MOST_IN_FULL:
        found = tuple(finding for finding in findings if needs_attention(finding))
    if len(found) > MOST_LISTED:
        ranked = sorted(range(len(found)), key=lambda at: _pressing(found[at]))[:MOST_LISTED]
        found = tuple(found[at] for at in sorted(ranked))
    return found


def _pressing(finding: Finding) -> tuple[int, bool, int]:
    weight = tuple(Severity).index(finding.severity) if finding.severity else len(Severity)
    return (STATUSES.index(finding.status), finding.disposition is not Disposition.OPEN, weight)


class _Page:
    """One report on its way to one reader."""

    def __init__(self, report: Report, options: ReportOptions) -> None:
        self.report = report
        self.lang = options.lang
        self.summary = Summary(report, options.lang)
        self.directory = Directory(self.summary)
        self.texts = Texts()
        self.listed = _listed(report.findings, options.detail)

    def pieces(self) -> Iterator[Html]:
        script = _script(*_SCRIPTS)
        overview = Overview(self.summary, self.directory)
        annexes = list(Annexes(self.summary).parts())
        yield page_head(f"{self._say('kind')} · {self.summary.title}", self.lang, _style(), script)
        yield self._head()
        yield self._contents()
        yield Html("<main>")
        yield self._section("overview", overview.parts())
        yield tag("noscript", tag("p", self._say("no-script"), class_="remark"))
        yield self._section("matrix", [tag("p", self._say("matrix-how"), class_="quiet scripted"),
                                       tag("div", id="matrix-here")])
        yield self._section("gaps", [*self._told_of_list(), tag("div", id="gaps-here")])
        yield self._section("missing", overview.missing())
        yield from annexes
        yield Html("</main>\n")
        yield from self._data()
        yield page_script(script)

    def _say(self, key: str, **args: object) -> str:
        return say(f"html.{key}", self.lang, **args)

    def _section(self, id: str, content: Iterable[Html]) -> Html:
        return tag("section", tag("h2", self._say(f"section.{id}")), *content, id=id)

    def _head(self) -> Html:
        plan, run = self.report.plan, self.report.run
        confirmed = say("reporters.confirmed", self.lang, engine=run.confirmed_by) if run.confirmed_by else ""
        document = " ".join(filter(None, (plan.document.number, plan.document.issuer)))
        made = say("reporters.run", self.lang, as_of=self.summary.as_of(), plan=run.plan, engine=run.engine,
                   confirmed=confirmed, tool=run.tool)
        about = [tag("p", line, class_="about") for line in (document, made) if line]
        return tag("header", tag("p", self._say("kind"), class_="kicker"), tag("h1", self.summary.title), *about)

    def _contents(self) -> Html:
        has = {"conclusions": self.report.conclusions, "cards": self.report.scorecards, "waivers": self.report.waivers,
               "problems": self.report.problems, "readings": self.report.readings}
        sections = [id for id in ("overview", "matrix", "gaps", "missing", *has, "run") if has.get(id, True)]
        links = [tag("a", self._say(f"section.{id}"), href=f"#{id}") for id in sections]
        return tag("nav", *links, class_="contents", aria_label=self._say("contents"))

    def _told_of_list(self) -> Iterator[Html]:
        everything, listed = len(self.report.findings), len(self.listed)
        if listed < everything:
            needing = sum(1 for finding in self.report.findings if needs_attention(finding))
            key = "listed-some" if listed < needing else "listed-attention"
            text = self._say(key, listed=f"{listed:,}", left=f"{everything - listed:,}", count=f"{everything:,}")
            yield tag("p", text, class_="remark")

    def _data(self) -> Iterator[Html]:
        particulars = Particulars(self.summary, self.directory, self.texts)
        findings = iter(self.listed)
        while rows := [particulars.row(finding) for finding in islice(findings, _AT_ONCE)]:
            yield data_block(rows, class_="rows")
        yield data_block(self.texts.all(), id="texts")
        yield data_block({**self.directory.tables(), **self._words()}, id="tables")

    def _words(self) -> dict[str, Any]:
        start = "html.ui."
        words = {code.removeprefix(start): entry.wording.get(self.lang) for code, entry in area("html").items()
                 if code.startswith(start)}
        letters = {letter: say(part, self.lang) for part, letter in PART_LETTERS.items()}
        letters[ACCEPTED] = self._say("accepted")
        return {
            "words": words, "letters": letters, "print": len(self.listed) <= _PRINTED_IN_FULL,
            "signs": {letter: self._say(f"sign.{letter}") for letter in letters},
            "statuses": [{"letter": PART_LETTERS[status], "word": say(status, self.lang)} for status in STATUSES],
            "severities": [say(severity, self.lang) for severity in Severity],
            "dispositions": [say(disposition, self.lang) for disposition in Disposition],
        }
