"""cases/*.yaml → what an author says must come out of given facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.folder import CASES, list_files, read_inside
from scilit_rules.language.library import Location
from scilit_rules.language.naming import Known, Names
from scilit_rules.language.scalars import Scalar
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Message
from scilit_rules.model.words import Reason, Severity, Status
from scilit_rules.problems import near_names

if TYPE_CHECKING:
    from scilit_rules.language.case_shapes import CaseFactShape, ExpectShape


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
        severity: how much they must weigh, or None where the case does not say.
        follows: the obligation that it must stand and fall with, or None where the case does not say.
        place: where the author wrote it.
    """

    obligation: str
    status: Status
    reason: Reason | None = None
    period: str | None = None
    severity: Severity | None = None
    follows: str | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Case:
    """Given facts and what must come out of them.

    Args:
        name: what it shows; a message for one that the tool made.
        subject: the id of the subject judged, or None for the subject of the plan.
        as_of: the date to judge at.
        facts: the given values, of this and of other subjects.
        expected: what must be found.
        conclusions: ids of exactly those consequences that must hold, or None where the case does not say.
        due: ids of exactly those obligations that must bind the subject and be due, or None where it does not say.
        place: where the author wrote it.
    """

    name: str | Message
    subject: str | None
    as_of: date
    facts: tuple[Given, ...]
    expected: tuple[Expected, ...]
    conclusions: tuple[str, ...] | None = None
    due: tuple[str, ...] | None = None
    place: Place | None = field(default=None, compare=False)

    @property
    def is_made(self) -> bool:
        """Whether the tool made it from a threshold: it then tests the tool, not its author's reading."""
        return isinstance(self.name, Message)


def load_cases(plan_folder: Location, plan: Plan | None = None) -> list[Case]:
    """The cases of a plan, in the order of their files.

    Args:
        plan_folder: the folder of the plan.
        plan: the plan; with it, names that it does not have are errors.

    Raises:
        RulesetError: if any case is wrong, with everything that is.
    """
    faults = Faults()
    found = read_cases(Path(plan_folder), None if plan is None else Names.of(plan), faults)
    faults.stop_if_any()
    return found


def read_cases(plan_folder: Path, names: Names | None, faults: Faults) -> list[Case]:
    """The cases of a plan that are described well, in the order of their files.

    Args:
        plan_folder: the folder of the plan.
        names: what cases may speak of, or None for anything.
        faults: takes what is wrong.
    """
    found: list[Case] = []
    spots: dict[str, Spot] = {}
    for spot in _spots(plan_folder / CASES, faults):
        case, name = _case(spot, faults), spot.at("case").value
        if names is not None and isinstance(spot.value, dict):
            _check(spot, names, faults)
        if isinstance(name, str) and name in spots:
            others = [spots[name].at("case").place]
            faults.add(spot.at("case").problem("case-twice", others=others, name=name))
            continue
        if isinstance(name, str):
            spots[name] = spot
        if case is not None:
            found.append(case)
    return found


def _spots(folder: Path, faults: Faults) -> Iterator[Spot]:
    from scilit_rules.language.shaping import items

    for path in list_files(folder, faults):
        document = read_inside(path, folder.parent, faults)
        if document is not None:
            yield from items(document.top, faults)


def _case(spot: Spot, faults: Faults) -> Case | None:
    from scilit_rules.language.case_shapes import CaseShape
    from scilit_rules.language.shaping import shape

    item = shape(CaseShape, spot, faults)
    if item is None:
        return None
    own_facts = spot.at("facts")
    given = [_given(None, name, fact, own_facts.at(name)) for name, facts in item.facts.items() for fact in facts]
    for subject, own in item.subjects.items():
        where = spot.at("subjects").at(subject).at("facts")
        given += [_given(subject, name, fact, where.at(name)) for name, facts in own.facts.items() for fact in facts]
    expected = tuple(_expected(id, expect, spot.at("expect").at(id))
                     for id, expects in item.expect.items() for expect in expects)
    conclusions = None if item.conclusions is None else tuple(item.conclusions)
    due = None if item.due is None else tuple(item.due)
    if not expected and conclusions is None and due is None:
        faults.add(spot.at("case").problem("case-without-expectation", name=item.case))
        return None
    return Case(item.case, item.subject, item.as_of, tuple(given), expected, conclusions, due, spot.at("case").place)


def _expected(id: str, expect: ExpectShape, spot: Spot) -> Expected:
    return Expected(id, expect.status, expect.reason, _text(expect.period), expect.severity, expect.follows, spot.place)


def _given(subject: str | None, name: str, fact: CaseFactShape, spot: Spot) -> Given:
    return Given(subject, name, fact.value, _text(fact.period), tuple(fact.evidence), fact.mark or "", spot.place)


def _text(period: int | date | str | None) -> str | None:
    return None if period is None else str(period)


def _check(spot: Spot, names: Names, faults: Faults) -> None:
    """Notes names in a case, well described or not, that there are not."""
    from scilit_rules.language.subjects import near_subjects
    from scilit_rules.language.vocabulary import near_facts

    def like_subject(name: str) -> Sequence[str]:
        return near_subjects(name, names.register, names.subjects)

    reported = names.reported

    def like_fact(name: str) -> Sequence[str]:
        return near_facts(name, names.vocabulary, reported)

    _refuse(spot.at("subject"), names.subjects, "unknown-subject", faults, like_subject)
    for own in (spot, *_keys(spot.at("subjects"))):
        if own is not spot:
            _refuse(own, names.subjects, "unknown-subject", faults, like_subject, key=True)
        for part in _keys(own.at("facts")):
            _refuse(part, reported, "unknown-fact", faults, like_fact, key=True)
    for part in _keys(spot.at("expect")):
        _refuse(part, names.obligations, "unknown-finding", faults, key=True)
    for key, known, code in (("conclusions", names.consequences, "unknown-consequence"),
                             ("due", names.obligations, "unknown-finding")):
        listed = spot.at(key)
        for part in listed.parts() if isinstance(listed.value, list) else ():
            _refuse(part, known, code, faults)


def _keys(spot: Spot) -> Iterator[Spot]:
    return spot.parts() if isinstance(spot.value, dict) else iter(())


def _refuse(spot: Spot, known: Known, code: str, faults: Faults, like: Callable[[str], Sequence[str]] | None = None, *,
            key: bool = False) -> None:
    name = spot.loc[-1] if key else spot.value
    if isinstance(name, str) and known.lacks(name):
        near = near_names(name, known.names) if like is None else like(name)
        faults.add(spot.problem(code, key=key, near=near, name=name))
