"""Facts that a program gives instead of a file: held against the vocabulary before anything is judged on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from scilit_rules.facts.naming import SubjectNames
from scilit_rules.model.fact import Attested, Fact, Period, Value
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
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
        UsageError: for unknown facts and subjects, and for values and periods of another type than theirs.
    """
    taken, problems = [], []
    names: SubjectNames | None = None
    for fact in facts:
        subject: str | None = fact.subject
        if subject not in plan.register:
            names = names or SubjectNames(plan)
            subject = names.resolve(str(fact.subject))
        found = list(_problems(fact, subject, names, vocabulary))
        problems += found
        if not found and subject is not None:
            value = _as_kept(fact.value)
            same = value is fact.value and subject == fact.subject
            taken.append(fact if same else replace(fact, value=value, subject=subject))
    if problems:
        raise UsageError(list({one.message: one for one in problems}.values())[:_MOST_TOLD])
    return tuple(taken)


def _as_kept(value: Value) -> Value:
    """A value as it is kept: a whole number as a decimal, which it is exactly."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _misfit(value: object, spec: FactSpec) -> Problem | None:
    """Why a value can't be one of a fact, or None if it can."""
    if spec.type.is_number:
        if isinstance(value, float):
            return problem("facts.given-float", fact=spec.name, title=spec.title, given=repr(value))
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole or (isinstance(value, Decimal) and value.is_finite()):
            return None
        return problem("facts.given-number", fact=spec.name, title=spec.title, given=repr(value), unit=spec.unit or "-")
    wanted = _TYPES[spec.type]
    if isinstance(value, wanted) and not isinstance(value, datetime):
        return None
    return problem("facts.given-type", fact=spec.name, title=spec.title, given=repr(value), wanted=wanted.__name__)


def _problems(fact: Fact, subject: str | None, names: SubjectNames | None, vocabulary: Vocabulary) -> Iterator[Problem]:
    spec, period = vocabulary.get(fact.name), fact.period
    if spec is None:
        yield unknown_fact(fact.name, vocabulary)
    elif (wrong := _misfit(fact.value, spec)) is not None:
        yield wrong
    if subject is None and names is not None:
        yield problem("engine.unknown-subject", near=names.near(str(fact.subject)), subject=fact.subject)
    if not _is_period(period):
        yield problem("facts.given-period", fact=fact.name, given=repr(period))


def _is_period(given: object) -> bool:
    return isinstance(given, Period)


def unknown_fact(name: str, vocabulary: Vocabulary) -> Problem:
    """What is told of a name that the vocabulary does not have."""
    return problem("engine.unknown-fact", near=near_names(name, (spec.name for spec in vocabulary)), fact=name)
