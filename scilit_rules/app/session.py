"""One subject, kept judged while its facts change: for forms and what-if."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from scilit_rules.app.scope import Scope, engine_named, must_be_date
from scilit_rules.arguments import must_fit
from scilit_rules.engine.judge import Judge, demand_of
from scilit_rules.engine.operands import comparisons
from scilit_rules.engine.selection import AUTO
from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.book import FactBook
from scilit_rules.facts.given import subject_named, take_given, unknown_fact
from scilit_rules.facts.soundness import EARLIEST, LATEST
from scilit_rules.language.built import check_plan
from scilit_rules.model.fact import Evidence, Fact, Period, Value
from scilit_rules.model.finding import Conclusion, Finding
from scilit_rules.model.plan import Plan
from scilit_rules.model.vocabulary import Vocabulary
from scilit_rules.plugins.contracts import Engine
from scilit_rules.plugins.manager import Plugins, installed
from scilit_rules.problems import StaysHere, UsageError, near_names, problem


class Session(StaysHere):
    """One subject, kept judged while its facts change.

    Only the obligations that a fact can touch are judged again, so that setting one is quick enough for a form.

    Args:
        plan: the plan.
        subject: the id of the subject.
        as_of: the date to judge at.
        engine: the engine that decides.
        facts: what is known at the start, of this subject and of those that its figures are derived from.

    Raises:
        UsageError: if the plan knows no such subject or fact, or a value is of another type than its fact.
        RulesetError: if a program built the plan, and anything in it is wrong.
    """

    def __init__(self, plan: Plan, subject: str, *, as_of: date, engine: Engine, facts: Iterable[Fact] = ()) -> None:
        must_fit(plan=(plan, Plan), subject=(subject, str), as_of=(as_of, date), engine=(engine, Engine))
        check_plan(plan)
        if subject not in plan.register:
            near = near_names(subject, (item.id for item in plan.register))
            raise UsageError(problem("engine.unknown-subject", near=near, subject=subject))
        self.plan = plan
        self.subject = plan.register[subject]
        self.as_of = as_of
        self._judge = Judge(plan, engine, as_of)
        self._vocabulary = asked_facts(plan)
        self._book = FactBook(self._vocabulary, plan.register, take_given(facts, plan, self._vocabulary))
        self._touches = _touches(plan, self._vocabulary)
        self._findings = {finding.id: finding for finding in self._judge.findings(self.subject, self._book)}

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings as they stand, in the order of the plan."""
        return tuple(self._findings.values())

    @property
    def conclusions(self) -> tuple[Conclusion, ...]:
        """The consequences that hold as the findings stand."""
        return self._judge.conclusions(self.subject, self.findings).held

    def set(self, name: str, value: Value, *, year: int | None = None, evidence: Iterable[Evidence] = (),
            subject: str | None = None) -> tuple[Finding, ...]:
        """Sets a fact and returns the findings that changed.

        Args:
            name: the fact, or the id of the obligation attested.
            value: its value in the vocabulary's unit, a decimal or whole number, a flag, a date, a text or an
                attestation; takes the place of what was set for that year before.
            year: the year that it speaks of; the year of the session's date if left out.
            evidence: what is offered in proof.
            subject: another subject that the session's own figures are derived from, by id, name, alias or code.

        Raises:
            UsageError: if the plan asks for no such fact or knows no such subject, or value, year or evidence are of
                another type or not possible; the session is then as it was.
        """
        period = self._period(year)
        given = Fact(self.subject.id if subject is None else subject, name, period, value, evidence=_pieces(evidence))
        (fact,) = take_given([given], self.plan, self._vocabulary)
        return self._take(name, self._book.without(fact.subject, name, period).with_fact(fact))

    def retract(self, name: str, *, year: int | None = None, subject: str | None = None) -> tuple[Finding, ...]:
        """Forgets a fact and returns the findings that changed.

        Args:
            name: the fact, or the id of the obligation attested.
            year: the year that it speaks of; the year of the session's date if left out.
            subject: whose it is, by id, name, alias or code; the session's own if left out.

        Raises:
            UsageError: if the plan asks for no such fact or knows no such subject.
        """
        self._known(name)
        whose = self.subject.id if subject is None else subject_named(subject, self.plan)
        return self._take(name, self._book.without(whose, name, self._period(year)))

    def _known(self, name: str) -> None:
        if not isinstance(name, str) or name not in self._vocabulary:
            raise UsageError(unknown_fact(str(name), self._vocabulary))

    def _period(self, year: int | None) -> Period:
        if year is None:
            return Period(self.as_of.year)
        if type(year) is not int or not EARLIEST <= year <= LATEST:
            raise UsageError(problem("facts.given-time", fact="year", given=repr(year), first=str(EARLIEST),
                                     last=str(LATEST)))
        return Period(year)

    def _take(self, name: str, book: FactBook) -> tuple[Finding, ...]:
        """Goes on from another book, once all that it changes is judged, and returns that."""
        again = self._judge.findings(self.subject, book, self._touches.get(name, frozenset()))
        changed = tuple(finding for finding in again if self._findings[finding.id] != finding)
        self._book = book
        self._findings.update((finding.id, finding) for finding in changed)
        return changed


def open_session(plan: str | Path | Plan, subject: str, *, as_of: date, facts: Iterable[Fact] = (),
                 engine: str = AUTO, plugins: Plugins | None = None) -> Session:
    """One subject, kept judged while its facts change: for forms and what-if.

    Args:
        plan: a plan, its id, or its folder.
        subject: id, name, alias or division code of the subject.
        as_of: the date to judge at.
        facts: what is known at the start.
        engine: ``auto``, or the name of an engine.
        plugins: the plugins to use; those installed if left out.

    Raises:
        UsageError: for an unknown plan, subject, fact or engine, or a value of another type than its fact.
        RulesetError: if the ruleset is wrong.
    """
    must_be_date(as_of)
    must_fit(plugins=(plugins, Plugins, None))
    used = plugins or installed()
    scope = Scope.of(plan, used, subjects=[subject])
    decides = engine_named(engine, used)
    return Session(scope.plan, scope.subjects[0].id, as_of=as_of, engine=decides.engine, facts=facts)


def _pieces(given: Any) -> Any:
    """Pieces of evidence as a fact holds them; one by itself will do. What is none is left to be refused."""
    if isinstance(given, Evidence):
        return (given,)
    return tuple(given) if isinstance(given, Iterable) and not isinstance(given, (str, bytes)) else given


def _touches(plan: Plan, vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """By fact, the obligations whose findings it can change, through derived facts too."""
    found: dict[str, set[str]] = {}
    for obligation in plan.obligations.values():
        asked = comparisons(demand_of(obligation)) + (comparisons(obligation.when) if obligation.when else ())
        for leaf in asked:
            for name in _needs(leaf.fact, vocabulary):
                found.setdefault(name, set()).add(obligation.id)
    return {name: frozenset(ids) for name, ids in found.items()}


def _needs(name: str, vocabulary: Vocabulary) -> Iterator[str]:
    yield name
    spec = vocabulary.get(name)
    if spec is not None and spec.derive is not None:
        for part in spec.derive.parts:
            yield from _needs(part, vocabulary)
