"""cases/*.yaml → what an author says must come out of given facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.folder import CASES, list_files
from scilit_rules.language.library import Location
from scilit_rules.language.naming import Known
from scilit_rules.language.reader import read_document
from scilit_rules.language.scalars import Scalar
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.words import Reason, Status
from scilit_rules.problems import near_names

if TYPE_CHECKING:
    from scilit_rules.language.shapes import CaseFactShape


@dataclass(frozen=True, slots=True)
class Given:
    """A value that a case gives.

    Args:
        subject: the id of the subject, or None for the subject of the case.
        name: the name of the fact, or the id of the obligation attested.
        value: the value as an official would write it.
        period: the year or day that it speaks of, as written, or None for the year judged at.
        evidence: what is offered in proof.
        mark: the reviewer's mark, as one would write it.
        place: where the author wrote it.
    """

    subject: str | None
    name: str
    value: Scalar
    period: str | None = None
    evidence: tuple[str, ...] = ()
    mark: str = ""
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be found.

    Args:
        obligation: the id of the obligation.
        status: the status that its findings must have.
        reason: the reason that they must give, or None for any.
        period: the period meant, or None for all.
        place: where the author wrote it.
    """

    obligation: str
    status: Status
    reason: Reason | None = None
    period: str | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Case:
    """Given facts and what must come out of them.

    Args:
        name: what it shows.
        subject: the id of the subject judged, or None for the subject of the plan.
        as_of: the date to judge at.
        facts: the given values, of this and of other subjects.
        expected: what must be found.
        conclusions: ids of exactly those consequences that must hold, or None where the case does not say.
        place: where the author wrote it.
    """

    name: str
    subject: str | None
    as_of: date
    facts: tuple[Given, ...]
    expected: tuple[Expected, ...]
    conclusions: tuple[str, ...] | None = None
    place: Place | None = field(default=None, compare=False)


def load_cases(plan_folder: Location, plan: Plan | None = None) -> list[Case]:
    """The cases of a plan, in the order of their files.

    Args:
        plan_folder: the folder of the plan.
        plan: the plan; with it, names that it does not have are errors.

    Raises:
        RulesetError: if any case is wrong, with everything that is.
    """
    faults = Faults()
    found: list[Case] = []
    spots: dict[str, Spot] = {}
    names = None if plan is None else _Names.of(plan)
    for spot in _spots(Path(plan_folder) / CASES, faults):
        case = _case(spot, faults)
        if case is not None and case.name in spots:
            others = [spots[case.name].at("case").place]
            faults.add(spot.at("case").problem("case-twice", others=others, name=case.name))
        elif case is not None:
            spots[case.name] = spot
            found.append(case)
            if names is not None:
                _check(case, spot, names, faults)
    faults.stop_if_any()
    return found


def _spots(folder: Path, faults: Faults) -> Iterator[Spot]:
    from scilit_rules.language.shaping import items

    for path in list_files(folder, faults):
        document = read_document(path, faults)
        if document is not None:
            yield from items(document.top, faults)


def _case(spot: Spot, faults: Faults) -> Case | None:
    from scilit_rules.language.shapes import CaseShape
    from scilit_rules.language.shaping import shape

    item = shape(CaseShape, spot, faults)
    if item is None:
        return None
    own_facts = spot.at("facts")
    given = [_given(None, name, fact, own_facts.at(name)) for name, facts in item.facts.items() for fact in facts]
    for subject, own in item.subjects.items():
        where = spot.at("subjects").at(subject).at("facts")
        given += [_given(subject, name, fact, where.at(name)) for name, facts in own.facts.items() for fact in facts]
    expected = tuple(Expected(id, expect.status, expect.reason, _text(expect.period), spot.at("expect").at(id).place)
                     for id, expects in item.expect.items() for expect in expects)
    conclusions = None if item.conclusions is None else tuple(item.conclusions)
    return Case(item.case, item.subject, item.as_of, tuple(given), expected, conclusions, spot.at("case").place)


def _given(subject: str | None, name: str, fact: CaseFactShape, spot: Spot) -> Given:
    return Given(subject, name, fact.value, _text(fact.period), tuple(fact.evidence), fact.mark or "", spot.place)


def _text(period: int | date | str | None) -> str | None:
    return None if period is None else str(period)


class _Names(NamedTuple):
    """What a case may speak of."""

    subjects: Known
    facts: Known
    obligations: Known
    consequences: Known

    @classmethod
    def of(cls, plan: Plan) -> _Names:
        obligations = frozenset(plan.obligations)
        return cls(Known(frozenset(subject.id for subject in plan.register)),
                   Known(frozenset(plan.vocabulary.facts) | obligations), Known(obligations),
                   Known(frozenset(plan.consequences)))


def _check(case: Case, spot: Spot, known: _Names, faults: Faults) -> None:
    if case.subject is not None:
        _refuse(spot.at("subject"), case.subject, known.subjects, "unknown-subject", faults)
    for part in _keys(spot.at("facts")):
        _refuse(part, str(part.loc[-1]), known.facts, "unknown-fact", faults, key=True)
    for subject in _keys(spot.at("subjects")):
        _refuse(subject, str(subject.loc[-1]), known.subjects, "unknown-subject", faults, key=True)
        for part in _keys(subject.at("facts")):
            _refuse(part, str(part.loc[-1]), known.facts, "unknown-fact", faults, key=True)
    for part in _keys(spot.at("expect")):
        _refuse(part, str(part.loc[-1]), known.obligations, "unknown-finding", faults, key=True)
    for number, id in enumerate(case.conclusions or ()):
        _refuse(spot.at("conclusions").at(number), id, known.consequences, "unknown-consequence", faults)


def _keys(spot: Spot) -> Iterator[Spot]:
    return spot.parts() if isinstance(spot.value, dict) else iter(())


def _refuse(spot: Spot, name: str, known: Known, code: str, faults: Faults, *, key: bool = False) -> None:
    if known.lacks(name):
        faults.add(spot.problem(code, key=key, near=near_names(name, known.names), name=name))
