"""Judges every obligation of a plan for every subject: asks an engine, and makes findings of its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from itertools import chain, groupby
from typing import NamedTuple

from scilit_rules.engine.consequences import Concluder, Conclusions
from scilit_rules.engine.guard import guarded
from scilit_rules.engine.operands import comparisons, find, operand
from scilit_rules.engine.slots import Slot, slots
from scilit_rules.engine.verdicts import NOTHING, Evidenced, Side, verdict
from scilit_rules.facts.bearing import Bearing
from scilit_rules.facts.book import FactBook, Found
from scilit_rules.model.condition import Comparison, Condition
from scilit_rules.model.fact import Attested
from scilit_rules.model.finding import Conclusion, Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Message
from scilit_rules.model.words import Claim, JudgedBy, Level, Reason, Status
from scilit_rules.plugins.contracts import Answer, Engine, Operand, Question

# Of several years in one of which a duty must be fulfilled, the first of these that is found in any is found for all.
_FIRST = (Status.ERROR, Status.MET, Status.NEEDS_REVIEW, Status.UNKNOWN)

Advance = Callable[[int, int], None]


class _Asked(NamedTuple):
    """One obligation made ready: the numbers and leaves of its two conditions."""

    obligation: Obligation
    condition: Condition
    demand: int
    demand_leaves: tuple[Comparison, ...]
    when: int
    when_leaves: tuple[Comparison, ...]


class _Pending(NamedTuple):
    """One finding in the making: what is known, and which answers belong to it."""

    asked: _Asked
    slot: Slot
    demand: tuple[Found, ...]
    demand_operands: tuple[Operand, ...]
    when: tuple[Found, ...]
    when_operands: tuple[Operand, ...]


def demand_of(obligation: Obligation) -> Condition:
    """What an engine is asked about an obligation: its requirement, or that the duty was declared done."""
    return obligation.require or Comparison(obligation.id, "equals", Claim.DONE.value)


class Judge:
    """A plan made ready for one engine and date.

    Args:
        plan: the plan.
        engine: the engine that decides.
        as_of: the date that it judges at.
        only: ids of the obligations to judge, or None for all.
    """

    def __init__(self, plan: Plan, engine: Engine, as_of: date, only: Iterable[str] | None = None) -> None:
        self.plan = plan
        self._bearing = Bearing(plan)
        self._engine_name = engine.name
        conditions: list[Condition] = []
        self._asked: dict[str, _Asked] = {}
        chosen = set(plan.obligations) if only is None else set(only)
        for obligation in plan.obligations.values():
            if obligation.id in chosen:
                self._asked[obligation.id] = _prepare(obligation, conditions)
        self._evaluator = guarded(engine, conditions)
        self._alone = _decided_alone(self._asked.values(), self._evaluator.declined, engine.name)
        self._concluder = Concluder(plan.consequences, engine)
        self._order = {id: number for number, id in enumerate(self._asked)}
        self._by_level: dict[Level, dict[str, _Asked]] = {}
        self._date(as_of)

    def findings(self, subject: Subject, book: FactBook, only: Iterable[str] | None = None) -> tuple[Finding, ...]:
        """The findings for one subject, in the order of the plan.

        Args:
            subject: who is judged.
            book: all that is known.
            only: ids of the obligations to judge, or None for all that it bears.
        """
        borne = self._borne_by(subject.level)
        if only is not None:
            borne = {id: borne[id] for id in sorted({*only} & borne.keys(), key=self._order.__getitem__)}
        pending = [entry for asked in borne.values() for entry in self._resolve(asked, subject.id, book)]
        questions = [question for entry in pending for question in _questions(entry)]
        answers = iter(self._evaluator.answer(questions))
        tried = [self._finding(entry, subject.id, book, answers) for entry in pending]
        return tuple(_best(list(same)) for _, same in groupby(tried, lambda one: (one.obligation, one.period)))

    def conclusions(self, subject: Subject, findings: Sequence[Finding]) -> Conclusions:
        """The consequences that hold for one subject, given all its findings."""
        return self._concluder.conclude(subject.id, findings)

    @property
    def engine_note(self) -> Message | None:
        """Which obligations the reference engine decided alone, or None where there are none."""
        if not self._alone:
            return None
        return Message("engine.decided-alone", {"obligations": tuple(self._alone), "engine": self._engine_name})

    def at(self, as_of: date) -> Judge:
        """The same plan for the same engine, made ready for another date without asking the engine to prepare again."""
        other = copy(self)
        other._date(as_of)
        return other

    def _date(self, as_of: date) -> None:
        self.as_of = as_of
        self._slots: Mapping[str, tuple[Slot, ...]] = {
            id: slots(asked.obligation.schedule, as_of) for id, asked in self._asked.items()
        }

    def _borne_by(self, level: Level) -> dict[str, _Asked]:
        if level not in self._by_level:
            self._by_level[level] = {id: a for id, a in self._asked.items() if level in a.obligation.bears}
        return self._by_level[level]

    def _resolve(self, asked: _Asked, subject: str, book: FactBook) -> Iterator[_Pending]:
        for slot in chain.from_iterable(slot.tries for slot in self._slots[asked.obligation.id]):
            demand = tuple(find(leaf, book, subject, slot) for leaf in asked.demand_leaves)
            when = tuple(find(leaf, book, subject, slot) for leaf in asked.when_leaves)
            yield _Pending(
                asked,
                slot,
                demand,
                _operands(asked.demand_leaves, demand, asked.obligation.judged_by),
                when,
                _operands(asked.when_leaves, when, JudgedBy.FACT),
            )

    def _finding(self, entry: _Pending, subject: str, book: FactBook, answers: Iterator[Answer]) -> Finding:
        applies = next(answers) if entry.asked.when >= 0 else None
        answer = next(answers)
        asked = entry.asked
        try:
            demand = Side(asked.condition, asked.demand_leaves, entry.demand, entry.demand_operands, answer)
            when = NOTHING
            if asked.when >= 0:
                when = Side(asked.obligation.when, asked.when_leaves, entry.when, entry.when_operands, applies)
            known = (asked.obligation, subject, entry.slot, self.plan, book)
            found = verdict(Evidenced(*known, demand, when, self._bearing))
            note = self._alone.get(asked.obligation.id)
            return found if note is None else replace(found, notes=(*found.notes, note))
        except Exception as error:  # a bug here must be seen as an error of this finding, and not stop the others
            note = Message("engine.judging-failed", {"error": f"{type(error).__name__}: {error}"})
            return Finding(entry.asked.obligation.id, subject, entry.slot.label, Status.ERROR, notes=(note,))


class Judgement(NamedTuple):
    """All that a run found.

    Args:
        findings: in the order of the subjects, then of the plan, then of time.
        conclusions: the consequences that hold, in the order of the subjects.
        problems: what kept consequences from being decided.
        engine_note: which obligations the reference engine decided alone, or None.
    """

    findings: tuple[Finding, ...]
    conclusions: tuple[Conclusion, ...]
    problems: tuple[Problem, ...]
    engine_note: Message | None = None


def judge(plan: Plan, book: FactBook, subjects: Sequence[Subject], as_of: date, engine: Engine,
          only: Iterable[str] | None = None, advance: Advance | None = None) -> Judgement:
    """All findings and consequences of a run.

    Args:
        plan: the plan.
        book: all that is known.
        subjects: who is judged, in the order of the result.
        as_of: the date to judge at.
        engine: the engine that decides.
        only: ids of the obligations to judge, or None for all.
        advance: called after each subject with how many are done and how many there are.
    """
    prepared = Judge(plan, engine, as_of, only)
    findings: list[Finding] = []
    conclusions: list[Conclusion] = []
    problems: list[Problem] = []
    for done, subject in enumerate(subjects, start=1):
        found = prepared.findings(subject, book)
        concluded = prepared.conclusions(subject, found)
        findings += found
        conclusions += concluded.held
        problems += concluded.problems
        if advance is not None:
            advance(done, len(subjects))
    return Judgement(tuple(findings), tuple(conclusions), tuple(problems), prepared.engine_note)


def _prepare(obligation: Obligation, conditions: list[Condition]) -> _Asked:
    demand = demand_of(obligation)
    conditions.append(demand)
    demand_index, when_index = len(conditions) - 1, -1
    when_leaves: tuple[Comparison, ...] = ()
    if obligation.when is not None:
        conditions.append(obligation.when)
        when_index, when_leaves = len(conditions) - 1, comparisons(obligation.when)
    return _Asked(obligation, demand, demand_index, comparisons(demand), when_index, when_leaves)


def _decided_alone(asked: Iterable[_Asked], declined: Mapping[int, Message], engine: str) -> dict[str, Message]:
    """What the findings say of obligations whose demand or condition for applying the engine declines."""
    declining = (one for one in asked if not declined.keys().isdisjoint((one.demand, one.when)))
    return {one.obligation.id: Message("engine.reference-alone", {"engine": engine}) for one in declining}


def _operands(leaves: Sequence[Comparison], founds: Sequence[Found], judged_by: JudgedBy) -> tuple[Operand, ...]:
    if judged_by is JudgedBy.PERSON:
        founds = [_marked(found) for found in founds]
    return tuple(operand(leaf, found) for leaf, found in zip(leaves, founds, strict=True))


def _marked(found: Found) -> Found:
    """Of a duty that only a person can judge, the reporter's own word does not count."""
    value = found.value
    if isinstance(value, Attested) and not value.is_reviewed:
        return replace(found, value=None)
    return found


def _best(tried: Sequence[Finding]) -> Finding:
    """The finding for an interval from those of its years, the last one first.

    An earlier year counts only where something is known of it: nothing is asked of a year that is not the last.
    """
    last, *earlier = tried
    known = [last, *(one for one in earlier if one.reason is not Reason.MISSING and (one.attested or one.checks))]
    return min(known, key=lambda one: _FIRST.index(one.status) if one.status in _FIRST else len(_FIRST))


def _questions(entry: _Pending) -> Iterator[Question]:
    if entry.asked.when >= 0:
        yield Question(entry.asked.when, entry.when_operands)
    yield Question(entry.asked.demand, entry.demand_operands)
