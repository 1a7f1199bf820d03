"""The page that shows an issued text and its ruleset side by side, linked both ways; one file, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from itertools import pairwise
from pathlib import Path

from scilit_rules.authoring.sentences import said_until
from scilit_rules.authoring.text import normalise
from scilit_rules.authoring.trace import Trace, Traced, TracedClause
from scilit_rules.authoring.trace_style import SCRIPT, STYLE
from scilit_rules.messages import hint, say, show
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Lang
from scilit_rules.model.words import ProblemLevel
from scilit_rules.words.demands import question
from scilit_rules.words.wording import bodies_in_words, deadline

_PAGE_LANG = {"zh": "zh-CN", "en": "en"}


def trace_page(trace: Trace, lang: Lang) -> str:
    """A ruleset held against its text, as an HTML page.

    Args:
        trace: what was compared.
        lang: the reader's language.

    Returns:
        the page; the same comparison gives the same page.
    """
    return _Page(trace, lang).written()


class _Page:
    def __init__(self, trace: Trace, lang: Lang) -> None:
        self.trace = trace
        self.lang = lang
        self.numbers = {one.obligation.id: n for n, one in enumerate(
            (one for clause in trace.clauses for one in clause.obligations), start=1)}

    def say(self, key: str, **args: object) -> str:
        return escape(say(f"trace.page.{key}", self.lang, **args))

    def written(self) -> str:
        title = escape(self.trace.plan.title.get(self.lang))
        clauses = [self._clause(n, clause) for n, clause in enumerate(self.trace.clauses, start=1)]
        body = "\n".join([*self._head(title), *self._listed(), "<main>", self._columns(), *clauses, "</main>"])
        return (
            f'<!DOCTYPE html>\n<html lang="{_PAGE_LANG[self.lang]}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{self.say('title')} · {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}\n"
            f"<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
        )

    def _head(self, title: str) -> Iterator[str]:
        plan, trace = self.trace.plan, self.trace
        key = "agrees" if trace.agrees else "differs"
        verdict = say(f"trace.verdict.{key}", self.lang, count=len(trace.differences), explained=len(trace.explained))
        yield f'<header>\n<p class="kicker">{self.say("title")}</p>\n<h1>{title}</h1>'
        yield (f'<p class="about"><span>{escape(plan.document.number)}</span> <span>{self.say("ruleset")} '
               f'<code>{escape(plan.id)}</code> <code>{escape(plan.digest[:19])}</code></span> <span>'
               f'{self.say("text")} <code>{escape(Path(trace.source.source).name)}</code></span></p>')
        yield f'<p class="verdict {key}">{escape(verdict)}</p>\n<ul class="tallies">'
        for name, done, every in trace.tallies:
            short = ' class="short"' if done < every else ""
            yield f"<li{short}><b>{done}<i>/{every}</i></b> {escape(say(f'trace.tally.{name}', self.lang))}</li>"
        yield "</ul>\n</header>"

    def _listed(self) -> Iterator[str]:
        for key, wanted in (("differences", ProblemLevel.ERROR), ("explained", ProblemLevel.INFO)):
            rows = [f"<li>{self._problem(found)}{self._jump(n)}</li>"
                    for n, found in self._numbered() if found.level is wanted]
            if rows:
                opened = " open" if wanted is ProblemLevel.ERROR else ""
                heading = escape(say(f"trace.heading.{key}", self.lang))
                yield (f'<details class="list {key}"{opened}><summary>{heading} ({len(rows)})</summary>\n<ol>\n'
                       + "\n".join(rows) + "\n</ol></details>")

    def _numbered(self) -> Iterator[tuple[int, Problem]]:
        yield from ((0, found) for found in self.trace.general)
        for n, clause in enumerate(self.trace.clauses, start=1):
            yield from ((n, found) for found in clause.problems)

    def _jump(self, clause: int) -> str:
        return f' <a href="#c{clause}">{self.say("there")}</a>' if clause else ""

    def _columns(self) -> str:
        marks = "".join(f'<span class="p {binding}">{escape(say(f"words.Binding.{binding}", self.lang))}</span> '
                        for binding in ("mandatory", "directional", "encouraged"))
        return (f'<div class="columns"><h2>{self.say("document")}</h2><h2>{self.say("rules")}</h2></div>\n'
                f'<p class="legend">{self.say("legend")} {marks}<span class="silent">{self.say("silent")}</span></p>')

    def _clause(self, number: int, clause: TracedClause) -> str:
        known = clause.clause
        heading = known.heading if known else clause.found.heading if clause.found else ""
        own = f' <small class="ours">{self.say("ours")}</small>' if known and known.own_heading else ""
        wrong = " wrong" if any(found.level is ProblemLevel.ERROR for found in clause.problems) else ""
        depth = clause.path.count("/")
        return "\n".join([
            f'<section class="clause depth{min(depth, 2)}{wrong}" id="c{number}">',
            f'<h3><a href="#c{number}"><span class="path">{escape(clause.path)}</span></a> {escape(heading)}{own}</h3>',
            f'<div class="document">{self._document(clause)}</div>',
            f'<div class="rules">{self._rules(clause)}</div>', "</section>",
        ])

    def _document(self, clause: TracedClause) -> str:
        told = self._problems(found for found in clause.problems if "obligation" not in found.message.args)
        if clause.found is None:
            return f'<p class="absent">{self.say("not-in-text")}</p>{told}'
        place = self._place(self.trace.source.place(clause.found.start))
        return f'<p class="said">{self._said(clause)}</p>{told}<p class="place">{place}</p>'

    def _said(self, clause: TracedClause) -> str:
        """The text as printed, cut wherever a phrase, a number or a silent part begins or ends."""
        assert clause.found is not None
        text = clause.found.text
        heading, roles = len(normalise(clause.found.heading)), said_until(text)
        spans = [(one.start, one.end) for one in clause.obligations if one.start is not None]
        spans += [(q.start, q.end) for q in clause.quantities]
        spans += [(part.start, part.end) for part in clause.silent]
        cuts = sorted({0, len(text), min(heading, len(text)), roles, *(at for span in spans for at in span)})
        shown: set[int] = set()
        return "".join(self._piece(clause, low, high, heading, roles, shown)
                       for low, high in pairwise(cuts))

    def _piece(self, clause: TracedClause, low: int, high: int, heading: int, roles: int, shown: set[int]) -> str:
        html = escape("".join(clause.display[low:high]))
        if any(q.start <= low and high <= q.end for q in clause.quantities):
            html = f'<b class="number">{html}</b>'
        if high <= heading:
            html = f'<b class="heading">{html}</b>'
        if low >= roles:
            html = f'<span class="roles">{html}</span>'
        found = [one for one in clause.obligations if one.start is not None and one.start <= low and high <= one.end]
        on = sorted(found, key=lambda one: one.end - (one.start or 0))
        if on:
            return self._linked(html, on, shown)
        silent = any(part.start <= low and high <= part.end for part in clause.silent)
        return f'<span class="silent">{html}</span>' if silent else html

    def _linked(self, html: str, on: list[Traced], shown: set[int]) -> str:
        numbers = [self.numbers[one.obligation.id] for one in on]
        fresh = [n for n in numbers if n not in shown]
        shown.update(fresh)
        anchors = "".join(f'<i id="p{n}"></i>' for n in fresh)
        data = " ".join(map(str, numbers))
        further = "".join(f'<a class="more" href="#o{n}">{n}</a>' for n in numbers[1:] if n in fresh)
        return (f'{anchors}<a class="p {on[0].obligation.binding}" data-o="{data}" href="#o{numbers[0]}" '
                f'title="{escape(on[0].obligation.title.get(self.lang))}">{html}</a>{further}')

    def _rules(self, clause: TracedClause) -> str:
        known = clause.clause
        if known is None:
            return f'<p class="absent">{self.say("not-in-ruleset")}</p>'
        bodies = bodies_in_words(known.bodies, self.lang)
        lines = [f'<p class="bodies"><b>{self.say("bodies")}</b> {escape(bodies)}</p>'] if bodies else []
        lines += [self._card(one, clause) for one in clause.obligations]
        if known.reason is not None and not clause.obligations:
            lines.append(f'<p class="reason"><b>{self.say("reason")}</b> {escape(known.reason.get(self.lang))}</p>')
        return "\n".join(lines) or f'<p class="absent">{self.say("no-obligation")}</p>'

    def _card(self, one: Traced, clause: TracedClause) -> str:
        obligation = one.obligation
        n = self.numbers[obligation.id]
        back = f'<a class="back" href="#p{n}">{self.say("to-text")}</a>' if one.start is not None else ""
        terms = " · ".join([show(obligation.bears, self.lang), deadline(obligation.schedule, self.lang),
                            say(obligation.judged_by, self.lang)])
        asked = question(obligation, self.trace.plan.vocabulary, self.lang)
        note = (f'<p class="note"><b>{self.say("note")}</b> {escape(obligation.note.get(self.lang))}</p>'
                if obligation.note else "")
        words = say("wording.list-separator", self.lang).join(one.governed.words) if one.governed else ""
        governed = f' <span class="words">{self.say("words", words=words)}</span>' if words else ""
        told = self._problems(p for p in clause.problems if p.message.args.get("obligation") == obligation.id)
        place = self._place(obligation.place) if obligation.place else ""
        return (
            f'<article id="o{n}"><p class="top"><span class="n">{n}</span> <code>{escape(obligation.id)}</code> {back}'
            "</p>"
            f"<h4>{escape(obligation.title.get(self.lang))}</h4>"
            f'<p class="terms"><span class="p {obligation.binding}">{escape(say(obligation.binding, self.lang))}</span>'
            f"{governed} · {escape(terms)}</p>"
            f'<p class="asked">{escape(asked)}</p>{note}{told}<p class="place">{place}</p></article>'
        )

    def _problems(self, problems: Iterable[Problem]) -> str:
        rows = "".join(f'<li class="{found.level}">{self._problem(found)}</li>' for found in problems)
        return f'<ul class="problems">{rows}</ul>' if rows else ""

    def _problem(self, found: Problem) -> str:
        places = [self._place(place) for place in (found.place, *found.others) if place is not None]
        advice = hint(found.message, self.lang)
        near = escape(say("problems.near", self.lang, names=found.near)) if found.near else ""
        parts = [escape(say(found.message, self.lang)), near, f"<small>{escape(advice)}</small>" if advice else "",
                 f'<small class="place">{" · ".join(places)}</small>' if places else ""]
        return "<br>".join(part for part in parts if part)

    def _place(self, place: Place) -> str:
        """A place without the folders of whoever made the page."""
        home = Path(self.trace.plan.home)
        path = Path(place.source)
        short = path.relative_to(home).as_posix() if path.is_relative_to(home) else path.name
        return escape(str(replace(place, source=short)))
