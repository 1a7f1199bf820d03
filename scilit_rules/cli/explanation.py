"""A finding told to an official: the verdict, what the plan says, how it was decided, and where each figure stands."""

from __future__ import annotations

from collections.abc import Iterator

import click

from scilit_rules.cli.lines import indented
from scilit_rules.cli.sheet import Sheet
from scilit_rules.cli.show import said_by
from scilit_rules.messages import say
from scilit_rules.messages.wording import (
    asked_in_words,
    deadline,
    evidence_in_words,
    gap_in_words,
    period_in_words,
    reason_in_words,
    requirement,
    rule_in_words,
    title_of,
    told,
    value_in_words,
)
from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Fact, Reading
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.place import Place
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Status
from scilit_rules.reporters.summary import Described, Summary

_COLOURS = {Status.MET: "green", Status.UNMET: "red", Status.ERROR: "magenta"}
_MARKS = {True: "✓", False: "✗", None: "?"}
_MARK_COLOURS = {True: "green", False: "red", None: "yellow"}


def explanation(report: Report, finding: Finding, lang: Lang) -> Sheet:
    """A finding step by step.

    Args:
        report: the report that it stands in.
        finding: the finding.
        lang: the reader's language.
    """
    return _Explanation(report, finding, lang).sheet()


class _Explanation:
    def __init__(self, report: Report, finding: Finding, lang: Lang) -> None:
        self.report = report
        self.plan = report.plan
        self.finding = finding
        self.obligation: Obligation = report.plan.obligations[finding.obligation]
        self.lang: Lang = lang
        self.page = Sheet()
        self.readings = {reading.place: reading for reading in report.readings}

    def sheet(self) -> Sheet:
        described = Summary(self.report, self.lang).describe(self.finding)
        name = self.report.plan.register[self.finding.subject].name.get(self.lang)
        title = say("cli.explain.title", self.lang, subject=name, obligation=self.obligation.title,
                    period=period_in_words(self.finding.period, self.lang))
        self.page.title(title, self.finding.id)
        self._verdict(described)
        self.page.fields(said_by(self.plan, self.obligation, self.lang), self._say("says"))
        self.page.fields([
            (self._say("requires"), requirement(self.obligation, self.plan.vocabulary, self.lang)),
            (self._say("deadline"), deadline(self.obligation.schedule, self.lang)),
            (self._say("as-of"), self.report.as_of.isoformat()),
        ], self._say("asks"))
        self.page.section(self._say("applies"), self._checks(self.finding.when_checks))
        self.page.section(self._say("decided"), self._checks(self.finding.checks) or self._word())
        self.page.section(self._say("evidence"), "\n".join(self._proofs()))
        self.page.section(self._say("note"), self._text(self.obligation.note))
        if self.finding.status not in (Status.MET, Status.NOT_APPLICABLE):
            self.page.section(self._say("remedy"), self._text(self.obligation.remedy))
        self.page.section(self._say("follows"), self._lines(self._follows()))
        return self.page

    def _say(self, key: str) -> str:
        return say(f"cli.explain.{key}", self.lang)

    def _text(self, text: object) -> str:
        return indented(say(text, self.lang), self.page.columns) if text else ""  # type: ignore[arg-type]

    def _lines(self, lines: Iterator[str]) -> str:
        return "\n".join(indented(line, self.page.columns, hang=2) for line in lines)

    def _verdict(self, described: Described) -> None:
        finding = self.finding
        words = say(finding.status, self.lang)
        if finding.severity:
            words = say("cli.explain.weighs", self.lang, status=finding.status, severity=finding.severity)
        verdict = click.style(words, fg=_COLOURS.get(finding.status, "yellow"), bold=True)
        self.page.fields([
            (self._say("verdict"), verdict),
            (self._say("gap"), described.gap),
            (self._say("why"), "\n".join(described.why)),
            (self._say("sampling"), self._say("self-reported") if finding.self_reported else ""),
        ])

    def _checks(self, checks: tuple[Check, ...]) -> str:
        return "\n".join(line for check in checks for line in self._check(check))

    def _check(self, check: Check) -> Iterator[str]:
        lang, comparison = self.lang, check.comparison
        spec = self.plan.vocabulary.get(comparison.fact)
        mark = click.style(_MARKS[check.truth], fg=_MARK_COLOURS[check.truth])
        yield indented(f"{mark} {title_of(comparison.fact, self.plan, lang)}", self.page.columns, hang=2)
        yield self.page.columned([
            (self._say("asked"), asked_in_words(comparison, spec, lang)),
            (self._say("found"), value_in_words(check.actual, spec, lang, comparison)),
            (self._say("gap"), gap_in_words(check.gap, lang, check) if check.gap else ""),
            (self._say("why"), self._why(check)),
        ], 4)
        known = {place for fact in check.facts for place in _places(fact)}
        others = (f"      ← {place}" for place in check.places if place not in known)
        data = [*self._facts(check.facts, 6, comparison), *others]
        if data:
            yield f"    {self._say('data')}"
            yield from data

    def _why(self, check: Check) -> str:
        if check.truth is not None:
            return ""
        if check.message is not None:
            return told(check.message, self.lang)
        return reason_in_words(check.reason, [check.comparison.fact], self.plan, self.lang) if check.reason else ""

    def _facts(self, facts: tuple[Fact, ...], indent: int, against: Comparison | None = None) -> Iterator[str]:
        for fact in facts:
            spec = self.plan.vocabulary.get(fact.name)
            compared = against if against is not None and against.fact == fact.name else None
            value = value_in_words(fact.value, spec, self.lang, compared)
            owner = ""
            if fact.subject != self.finding.subject:
                owner = self.report.plan.register[fact.subject].name.get(self.lang) + " "
            line = say("cli.explain.fact", self.lang, owner=owner, title=title_of(fact.name, self.plan, self.lang),
                       period=period_in_words(str(fact.period), self.lang), value=value)
            if fact.derived_from:
                how = say(spec.derive.kind, self.lang) if spec is not None and spec.derive else ""
                line += say("cli.explain.computed", self.lang, how=how)
            yield self._deeper(line, indent)
            if fact.place is not None:
                yield f"{' ' * (indent + 2)}← {fact.place}"
            reading = fact.reading or self.readings.get(fact.place) if fact.place else fact.reading
            if reading is not None:
                yield self._deeper(self._read(reading), indent + 2)
            if fact.remark:
                yield self._deeper(say("cli.explain.remark", self.lang, remark=fact.remark), indent + 2)
            yield from self._facts(fact.derived_from, indent + 2)

    def _read(self, reading: Reading) -> str:
        rules = tuple(rule_in_words(rule, self.lang) for rule in reading.rules)
        return say("cli.explain.read", self.lang, raw=reading.raw, read_as=reading.read_as, rules=rules)

    def _word(self) -> str:
        """What was declared, where the finding rests on somebody's word."""
        attested = self.finding.attested
        words = [self._deeper(value_in_words(attested, None, self.lang), 2)] if attested is not None else []
        return "\n".join([*words, *(f"    ← {place}" for place in self.finding.places)])

    def _proofs(self) -> Iterator[str]:
        for piece in self.finding.evidence:
            yield self._deeper(evidence_in_words(piece, self.lang), 2)
            if piece.place is not None:
                yield f"    ← {piece.place}"

    def _follows(self) -> Iterator[str]:
        for conclusion in self.report.conclusions:
            if self.finding.id in conclusion.because:
                yield Summary(self.report, self.lang).follows(conclusion)

    def _deeper(self, text: str, indent: int) -> str:
        return indented(text, self.page.columns, indent, 2)


def _places(fact: Fact) -> Iterator[Place]:
    if fact.place is not None:
        yield fact.place
    for part in fact.derived_from:
        yield from _places(part)
