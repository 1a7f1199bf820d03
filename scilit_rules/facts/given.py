"""Facts that a program gives instead of a file: held against the vocabulary before anything is judged on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from scilit_rules.arguments import must_fit
from scilit_rules.facts.evidence import as_recognised
from scilit_rules.facts.numbers import out_of_range
from scilit_rules.facts.soundness import unsound, unsound_word
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.model.fact import Attested, Fact, Value
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.model.vocabulary import FactSpec, Vocabulary
from scilit_rules.model.words import FactType
from scilit_rules.problems import UsageError, near_names, problem

_MOST_TOLD = 20
_TYPES: dict[FactType, type] = {
    FactType.FLAG: bool, FactType.DATE: date, FactType.TEXT: str, FactType.ATTESTATION: Attested}


def take_given(facts: Iterable[Fact], plan: Plan, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """Facts as a book can hold them: whole numbers as decimals, subjects by their ids.

    Args:
        facts: the facts; a subject may go by a name, an alias or a code.
        plan: the plan, whose register knows the subjects.
        vocabulary: everything that data may be given for.

    Raises:
        UsageError: for what is no fact, for unknown facts and subjects, for values and periods of another type than
            theirs, and for values that are not possible.
    """
    if isinstance(facts, Fact) or not isinstance(facts, Iterable):
        raise UsageError(_no_fact(facts))
    desk = _Desk(plan, vocabulary)
    taken = [fact for given in facts if (fact := desk.take(given)) is not None]
    desk.stop_if_any()
    return tuple(taken)


def subject_named(name: str, plan: Plan) -> str:
    """The id of a subject, by which or by whose name, alias or code a program speaks of it.

    Raises:
        UsageError: if there is no such subject.
    """
    must_fit(subject=(name, str))
    if name in plan.register:
        return name
    names = SubjectNames(plan)
    found = names.resolve(name)
    if found is None:
        raise UsageError(_unknown_subject(name, names))
    return found


class _Desk:
    """Takes facts one by one, and notes each thing that is wrong with them once."""

    def __init__(self, plan: Plan, vocabulary: Vocabulary) -> None:
        self._plan = plan
        self._vocabulary = vocabulary
        self._names: SubjectNames | None = None
        self._ids: dict[str, str | None] = {}
        self._unknown: set[str] = set()
        self._problems: dict[Message, Problem] = {}

    def take(self, fact: object) -> Fact | None:
        """The fact as it is kept, or None where anything is wrong with it."""
        if not isinstance(fact, Fact):
            self._note(_no_fact(fact))
            return None
        wrong = list(unsound(fact))
        for found in wrong:
            self._note(found)
        if any(not isinstance(name, str) for name in (fact.subject, fact.name)):
            return None
        value = _as_kept(fact.value)
        subject = fact.subject if fact.subject in self._plan.register else self._id(fact.subject)
        fits = self._fits(fact.name, value)
        if subject is None or wrong or not fits:
            return None
        evidence = as_recognised(fact.evidence) if fact.evidence else ()
        same = value is fact.value and subject == fact.subject and evidence == fact.evidence
        return fact if same else replace(fact, value=value, subject=subject, evidence=evidence)

    def stop_if_any(self) -> None:
        """Refuses everything where anything was wrong."""
        found = list(self._problems.values())
        more = len(found) - _MOST_TOLD
        if found:
            raise UsageError(found if more <= 0 else [*found[:_MOST_TOLD], problem("facts.given-more", count=more)])

    def _note(self, found: Problem) -> None:
        self._problems.setdefault(found.message, found)

    def _id(self, name: str) -> str | None:
        if name not in self._ids:
            self._names = self._names or SubjectNames(self._plan)
            self._ids[name] = self._names.resolve(name)
            if self._ids[name] is None:
                self._note(_unknown_subject(name, self._names))
        return self._ids[name]

    def _fits(self, name: str, value: Value) -> bool:
        spec = self._vocabulary.get(name)
        if spec is None:
            if name not in self._unknown:
                self._unknown.add(name)
                self._note(unknown_fact(name, self._vocabulary))
            return False
        wrong = _misfit(value, spec) or _impossible(value, spec)
        if wrong is not None:
            self._note(wrong)
        return wrong is None


def _as_kept(value: Value) -> Value:
    """A value as it is kept: a whole number as a decimal, which it is exactly."""
    progress: Any = value.progress if isinstance(value, Attested) else None
    if isinstance(value, Attested) and type(progress) is int:
        return replace(value, progress=Decimal(progress))
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _misfit(value: object, spec: FactSpec) -> Problem | None:
    """Why a value can't be one of a fact, or None if it can."""
    if spec.type.is_number:
        if isinstance(value, float):
            return problem("facts.given-float", fact=spec.name, title=spec.title, given=repr(value))
        if isinstance(value, Decimal) and value.is_finite():
            return None
        return problem("facts.given-number", fact=spec.name, title=spec.title, given=repr(value), unit=spec.unit or "-")
    if spec.type is FactType.ATTESTATION and isinstance(value, Attested):
        return next(unsound_word(spec.name, value), None)
    wanted = _TYPES[spec.type]
    if isinstance(value, wanted) and not isinstance(value, datetime):
        return None
    return problem("facts.given-type", fact=spec.name, title=spec.title, given=repr(value), wanted=wanted.__name__)


def _impossible(value: Value, spec: FactSpec) -> Problem | None:
    """Why a value of the right type can't be one of a fact, or None if it can."""
    raw = str(value)
    if isinstance(value, str):
        if not spec.values or value in ("", *spec.values):
            return None
        return problem("facts.not-a-value", near=near_names(value, spec.values), title=spec.title, raw=raw,
                       values=spec.values)
    if not spec.type.is_number:
        return None
    number = Decimal(value)  # type: ignore[arg-type]  # what is no number did not get here
    if spec.type is FactType.COUNT and number != number.to_integral_value():
        return problem("facts.not-whole", title=spec.title, raw=raw, unit=spec.unit)
    doubt = out_of_range(number, raw, spec)
    return None if doubt is None else Problem(doubt)


def _no_fact(given: object) -> Problem:
    return problem("facts.given-no-fact", given=repr(given)[:80])


def _unknown_subject(name: str, names: SubjectNames) -> Problem:
    return problem("engine.unknown-subject", near=names.near(name), subject=name)


def unknown_fact(name: str, vocabulary: Vocabulary) -> Problem:
    """What is told of a name that the vocabulary does not have."""
    renamed = tuple(spec.name for spec in vocabulary if name in spec.former)
    near = renamed or near_names(name, (spec.name for spec in vocabulary))
    return problem("engine.unknown-fact", near=near, fact=name)
