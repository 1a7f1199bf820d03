"""What if: facts as somebody might write them, put in the place of those reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from scilit_rules.facts.book import FactBook
from scilit_rules.facts.collection import Collected, collect
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.model.fact import Fact
from scilit_rules.model.grid import Grid, Raw
from scilit_rules.model.place import ASSUMED, Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Message
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import UsageError, problem

_HEADER: tuple[Raw, ...] = ("单位", "指标", "年度", "数值")
_WRITTEN = re.compile(r"(?P<fact>[^=＝]+)[=＝](?P<value>.*?)(?:[@＠]\s*(?P<year>\d{4})年?)?", re.DOTALL)
_PREFIX = re.compile(r"(?P<subject>[^:：]+)[:：](?P<fact>.+)", re.DOTALL)


class Assumption(NamedTuple):
    """A fact to be assumed, as somebody wrote it.

    Args:
        text: all of it: ``[SUBJECT:]FACT=VALUE[@YEAR]``.
        subject: the id of the subject, or None for all that are judged.
        fact: name, title or alias of the fact, or of the obligation attested.
        value: the value as an official would write it.
        year: the year that it speaks of.
    """

    text: str
    subject: str | None
    fact: str
    value: str
    year: int


def read_assumptions(texts: Iterable[str], plan: Plan, subjects: Sequence[Subject], as_of: date) -> tuple[Fact, ...]:
    """Facts to be assumed, read as the cells of a table are.

    Args:
        texts: each ``[SUBJECT:]FACT=VALUE[@YEAR]``; without a subject it is of all that are judged, without a year of
            the year of the run.
        plan: what may be asked of whom.
        subjects: who is judged.
        as_of: the date of the run.

    Raises:
        UsageError: with everything that can't be taken for a fact.
    """
    names = SubjectNames(plan)
    facts: list[Fact] = []
    problems: list[Problem] = []
    for text in texts:
        assumed = _split(text, names, as_of)
        if assumed is None:
            problems.append(problem("distance.not-an-assumption", text=text))
            continue
        found = _read(assumed, plan, [subject.id for subject in subjects], as_of)
        wrong = _wrong(assumed, found, plan)
        problems += wrong
        facts += () if wrong else found.facts
    if problems:
        raise UsageError(problems)
    return tuple(facts)


def assume(book: FactBook, facts: Iterable[Fact]) -> FactBook:
    """A book in which facts stand in the place of what was reported for the same subject, fact and year."""
    for fact in facts:
        book = book.without(fact.subject, fact.name, fact.period).with_fact(fact)
    return book


def assumed_problem(texts: Sequence[str]) -> Problem:
    """What every report must say that rests on assumptions."""
    return Problem(Message("distance.assumed", {"facts": tuple(texts)}), level=ProblemLevel.WARNING)


def _split(text: str, names: SubjectNames, as_of: date) -> Assumption | None:
    found = _WRITTEN.fullmatch(text.strip())
    value = "" if found is None else found["value"].strip()
    if found is None or not value or not found["fact"].strip():
        return None
    subject, fact = None, found["fact"].strip()
    prefixed = _PREFIX.fullmatch(fact)
    if prefixed is not None:
        subject = names.resolve(prefixed["subject"].strip())
        fact = prefixed["fact"].strip() if subject else fact
    return Assumption(text, subject, fact, value, int(found["year"] or as_of.year))


def _read(assumed: Assumption, plan: Plan, subjects: Sequence[str], as_of: date) -> Collected:
    chosen = [assumed.subject] if assumed.subject else subjects
    rows: list[tuple[Raw, ...]] = [_HEADER, *((id, assumed.fact, assumed.year, assumed.value) for id in chosen)]
    return collect([Grid(f"{ASSUMED}{assumed.text}", rows, lines=[1] * len(rows))], plan, as_of=as_of)


def _wrong(assumed: Assumption, found: Collected, plan: Plan) -> tuple[Problem, ...]:
    serious = [one for one in found.problems if one.level is not ProblemLevel.INFO]
    doubts = [Problem(doubt.message, doubt.places[0] if doubt.places else None) for doubt in found.doubts]
    derived = [plan.vocabulary[name] for name in {fact.name for fact in found.facts}
               if name in plan.vocabulary and plan.vocabulary[name].derive is not None]
    computed = [problem("distance.assumed-derived", text=assumed.text, fact=spec.title,
                        parts=_titles(plan, spec.derive.parts)) for spec in derived if spec.derive is not None]
    place = Place(assumed.text)
    every = (replace(_called(one), place=place, level=ProblemLevel.ERROR) for one in (*serious, *doubts, *computed))
    wrong = tuple({one.message: one for one in every}.values())
    return wrong if wrong or found.facts else (problem("distance.nothing-assumed", text=assumed.text),)


def _called(found: Problem) -> Problem:
    """An unknown fact is none of a table, whose rows could be read or not."""
    if found.code != "facts.unknown-fact":
        return found
    return replace(found, message=Message("engine.unknown-fact", {"fact": found.message.args["name"]}))


def _titles(plan: Plan, names: Iterable[str]) -> tuple[object, ...]:
    return tuple(spec.title if (spec := plan.vocabulary.get(name)) else name for name in names)
