"""One finding step by step, from the verdict to the cell, for an official who must answer for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scilit_rules.arguments import LANG, must_fit
from scilit_rules.messages import hint, say
from scilit_rules.model.fact import Attested, Fact, Reading
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Plan
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang
from scilit_rules.model.undecided import open_checks
from scilit_rules.model.words import Status
from scilit_rules.problems import must_be_report
from scilit_rules.words.computation import computed_in_words
from scilit_rules.words.demands import excerpt
from scilit_rules.words.doubts import doubts_in_words
from scilit_rules.words.hypothesis import headlined, titled
from scilit_rules.words.summary import Described, Summary
from scilit_rules.words.wording import (
    actual_in_words,
    comparison_in_words,
    condition_in_words,
    counts_from_issue,
    gap_in_words,
    issued_in_words,
    period_in_words,
    quotable,
    reason_in_words,
    rule_in_words,
    title_of,
    value_in_words,
)

_TRUTHS = {True: "holds", False: "fails", None: "open"}
_INDENT = "  "


def explain(report: Report, finding: Finding, lang: Lang) -> str:
    """A finding explained to an official: what is demanded and by whom, what was found and where, and what follows.

    Args:
        report: the report that the finding belongs to.
        finding: the finding.
        lang: the reader's language.

    Returns:
        several lines, without a line end after the last.

    Raises:
        UsageError: if it is no report of ``check`` or no finding.
    """
    must_be_report(report)
    must_fit(finding=(finding, Finding), lang=(lang, LANG))
    return "\n".join(_Explanation(report, finding, lang).lines())


class _Explanation:
    """One finding on its way to one reader."""

    def __init__(self, report: Report, finding: Finding, lang: Lang) -> None:
        self.report = report
        self.plan: Plan = report.plan
        self.finding = finding
        self.lang: Lang = lang
        self.summary = Summary(report, lang)
        self.words: Described = self.summary.describe(finding)
        self.obligation: Obligation | None = report.plan.obligations.get(finding.obligation)

    def lines(self) -> Iterator[str]:
        title = self._say("title", subject=self.summary.name_of(self.finding.subject), title=self.words.title,
                          period=self.words.period)
        yield titled(title, self.report.assumed, self.lang)
        yield self._say("id", id=self.finding.id)
        steps = (
            ("verdict", self._verdict()), ("demand", self._demand()), ("who", self._who()),
            ("applies", self._compared(self.finding.when_checks)), ("compared", self._decided()),
            ("gap", iter([self.words.gap] if self.words.gap else [])), ("why", self._why()),
            ("evidence", self._evidence()), ("waiver", self._waiver()), ("remedy", self._remedy()),
            ("note", self._note()),
        )
        number = 0
        for name, step in steps:
            shown = [line for line in step if line.strip()]
            if shown:
                number += 1
                yield ""
                yield self._say("step", number=number, heading=say(f"reporters.explain.step.{name}", self.lang))
                yield from (_INDENT + line for line in shown)

    def _say(self, code: str, **args: object) -> str:
        return say(f"reporters.explain.{code}", self.lang, **args)

    def _verdict(self) -> Iterator[str]:
        finding = self.finding
        text = say(finding.status, self.lang)
        if finding.severity is not None:
            text = self._say("weighed", status=finding.status, severity=finding.severity,
                             disposition=finding.disposition)
        yield headlined(text, self.report.assumed, self.lang)
        yield self._say("decided-by", as_of=self.summary.as_of(), engine=self.report.run.engine,
                        plan=self.report.run.plan)

    def _demand(self) -> Iterator[str]:
        if self.obligation is None:
            return
        obligation, document = self.obligation, self.plan.document
        yield self._say("asked", demand=self.words.demand)
        yield self._say("due", deadline=self.words.deadline)
        if self.plan.timeline.assumed and counts_from_issue(obligation.schedule):
            yield self._say("issued", issued=issued_in_words(self.plan, self.lang))
        number = self._say("number", number=document.number) if document.number else ""
        yield self._say("source", plan=self.plan.title, number=number)
        if self.words.clause:
            yield self._say("clause", clause=self.words.clause)
        if obligation.phrase:
            yield self._say("phrase", phrase=quotable(excerpt(obligation, self.plan.clauses.get(obligation.clause),
                                                              self.lang)))
        yield self._say("binding", binding=obligation.binding, severity=obligation.binding.severity)
        if obligation.when is not None:
            yield self._say("when", condition=condition_in_words(obligation.when, self.plan.vocabulary, self.lang))

    def _who(self) -> Iterator[str]:
        if self.obligation is not None:
            yield self._say("bears", levels=self.obligation.bears)
        if self.words.bodies:
            yield self._say("bodies", bodies=self.words.bodies)

    def _decided(self) -> Iterator[str]:
        attested = self.finding.attested
        if attested is not None:
            yield self._say("claimed", claim=value_in_words(attested, None, self.lang))
            if attested.reviewer:
                yield self._say("reviewer", reviewer=attested.reviewer)
            if not self.finding.checks:
                yield from self._places(self.finding.places)
        if self.finding.self_reported:
            yield self._say("self-reported")
        yield from self._compared(self.finding.checks)

    def _compared(self, checks: Iterable[Check]) -> Iterator[str]:
        for check in checks:
            asked = comparison_in_words(check.comparison, self.plan.vocabulary, self.lang)
            yield self._say(f"check.{_TRUTHS[check.truth]}", asked=asked)
            spec = self.plan.vocabulary.get(check.comparison.fact)
            yield _INDENT + self._say("found", value=actual_in_words(check, spec, self.lang))
            for fact in check.facts:
                yield from (_INDENT + line for line in self._fact(fact))
            if check.message is not None or check.doubts:
                told = doubts_in_words([check], self.finding.subject, self.plan, self.lang)
                yield from (_INDENT + line for line in told)
            elif check.reason is not None:
                yield _INDENT + reason_in_words(check.reason, (check.comparison.fact,), self.plan, self.lang)
            known = {fact.place for fact in check.facts}
            yield from (_INDENT + line for line in self._places(p for p in check.places if p not in known))
            if check.gap is not None:
                yield _INDENT + self._say("distance", gap=gap_in_words(check.gap, self.lang, check))

    def _fact(self, fact: Fact) -> Iterator[str]:
        name = title_of(fact.name, self.plan, self.lang)
        if fact.subject != self.finding.subject:
            name = self._say("of-subject", subject=self.summary.name_of(fact.subject), title=name)
        value = value_in_words(fact.value, self.plan.vocabulary.get(fact.name), self.lang)
        computed = computed_in_words(fact, self.plan, self.lang)
        period = period_in_words(str(fact.period), self.lang)
        if computed:
            yield self._say("computed", title=name, period=period, sum=computed)
        elif fact.place is not None:
            yield self._say("read", title=name, period=period, value=value, place=fact.place)
        else:
            yield self._say("given", title=name, period=period, value=value)
        if fact.reading is not None:
            yield _INDENT + self._reading(fact.reading)
        if fact.remark:
            yield _INDENT + self._say("remark", remark=fact.remark)
        for part in fact.derived_from:
            yield from (_INDENT + line for line in self._fact(part))

    def _reading(self, reading: Reading) -> str:
        rules = [rule_in_words(rule, self.lang) for rule in reading.rules]
        return self._say("reading" if rules else "reading-plain", raw=reading.raw, read_as=reading.read_as,
                         rules=rules)

    def _places(self, places: Iterable[object]) -> Iterator[str]:
        for place in dict.fromkeys(str(place) for place in places):
            yield self._say("place", place=place)

    def _why(self) -> Iterator[str]:
        if self.finding.status in (Status.MET, Status.UNMET) and not self.finding.notes:
            return
        yield from self.summary.why(self.finding)

    def _evidence(self) -> Iterator[str]:
        for piece, words in zip(self.finding.evidence, self.words.evidence, strict=True):
            yield self._say("evidence", evidence=words, place=piece.place) if piece.place else words
        if not self.finding.evidence and isinstance(self.finding.attested, Attested):
            yield self._say("no-evidence")

    def _waiver(self) -> Iterator[str]:
        for use in self.report.waivers:
            same = use.waiver.obligation == self.finding.obligation and use.waiver.subject == self.finding.subject
            if self.finding.id in use.findings or (same and use.waiver.period in (None, self.finding.period)):
                yield self._say("waiver", state=use.state, words=self.summary.decision(use.waiver))

    def _remedy(self) -> Iterator[str]:
        status = self.finding.status
        if status in (Status.MET, Status.NOT_APPLICABLE):
            return
        if self.obligation is not None and self.obligation.remedy is not None and status is not Status.ERROR:
            yield self.obligation.remedy.get(self.lang)
        open_ = open_checks(self.finding, self.report.plan)
        messages = [message for check in open_ for message in check.messages]
        yield from dict.fromkeys(hint(message, self.lang) for message in (*messages, *self.finding.notes))

    def _note(self) -> Iterator[str]:
        if self.obligation is not None and self.obligation.note is not None:
            yield self.obligation.note.get(self.lang)
