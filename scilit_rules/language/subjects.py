"""subjects.yaml → the register of who can be judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scilit_rules.language.circles import LONGEST_ROW, follow_needs
from scilit_rules.language.document import Document, Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.naming import Known, names_all, refuse_shared_labels
from scilit_rules.language.shapes import SubjectShape, as_text, to_text
from scilit_rules.language.shaping import items, shape
from scilit_rules.model.subject import Register, Subject
from scilit_rules.problems import near_names

# Not only districts but streets, villages and schools may be judged.
_MOST_SUBJECTS = 20_000


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects of all layers.

    Args:
        register: those that are described well.
        known: the ids of all.
    """

    register: Register
    known: Known


def read_subjects(roots: Sequence[Document], own: Document | None, whole: bool, faults: Faults) -> Subjects:
    """The subjects that a plan can judge.

    Args:
        roots: the shared registers, nearest last; a subject described anew in a nearer one is taken from there.
        own: the register of the plan, which may only add.
        whole: whether no register is unreadable.
        faults: takes what is wrong.
    """
    spots: dict[str, Spot] = {}
    for document in roots:
        spots |= _entries(document, faults)
    for id, spot in (_entries(own, faults) if own is not None else {}).items():
        if id in spots:
            faults.add(spot.at("id").problem("id-twice", others=[spots[id].at("id").place], id=id))
        spots.setdefault(id, spot)
    found = {id: subject for id, spot in spots.items() if (subject := _subject(spot, faults)) is not None}
    documents = roots if own is None else (*roots, own)
    whole = whole and all(names_all(document.top, list, faults, "id") for document in documents)
    subjects = Subjects(Register(found), Known(frozenset(spots), whole))
    _check(subjects, spots, faults)
    return subjects


def _entries(document: Document, faults: Faults) -> dict[str, Spot]:
    found: dict[str, Spot] = {}
    for spot in items(document.top, faults, _MOST_SUBJECTS):
        id = spot.at("id").value
        if not isinstance(id, str):
            shape(SubjectShape, spot, faults)
        elif id in found:
            faults.add(spot.at("id").problem("id-twice", others=[found[id].at("id").place], id=id))
        else:
            found[id] = spot
    return found


def _subject(spot: Spot, faults: Faults) -> Subject | None:
    found = shape(SubjectShape, spot, faults)
    if found is None:
        return None
    return Subject(found.id, to_text(found.name), found.level, found.parent, found.code, tuple(found.aliases),
                   tuple(found.counted_in), as_text(found.note), spot.at("id").place)


def _check(subjects: Subjects, spots: dict[str, Spot], faults: Faults) -> None:
    siblings: dict[str | None, list[Subject]] = defaultdict(list)
    for spot in spots.values():
        counted_in = spot.at("counted_in")
        for named in (spot.at("parent"), *(counted_in.parts() if isinstance(counted_in.value, list) else ())):
            if isinstance(named.value, str):
                check_subject(named.value, named, subjects, faults)
    for subject in subjects.register:
        siblings[subject.parent].append(subject)
    for brothers in siblings.values():
        refuse_shared_labels(((s.id, _labels(spots[s.id], s)) for s in brothers), "subject-label-taken", faults)
    codes = ((s.id, [(s.code, spots[s.id].at("code"))]) for s in subjects.register if s.code is not None)
    refuse_shared_labels(codes, "subject-label-taken", faults)
    parents = {s.id: (s.parent,) for s in subjects.register if s.parent is not None}
    needed = follow_needs(parents)
    for circle in needed.circles:
        others = [spots[id].at("parent").place for id in circle[1:]]
        faults.add(spots[circle[0]].at("parent").problem("subject-circle", others=others,
                                                         circle=" → ".join((*circle, circle[0]))))
    for id in needed.far:
        faults.add(spots[id].at("parent").problem("row-too-long", name=id, most=LONGEST_ROW))


def check_subject(id: str, spot: Spot, subjects: Subjects, faults: Faults) -> None:
    """Notes an id that is no subject's.

    Args:
        id: the id.
        spot: where it is written.
        subjects: all subjects.
        faults: takes what is wrong.
    """
    if subjects.known.lacks(id):
        faults.add(spot.problem("unknown-subject", near=near_subjects(id, subjects.register, subjects.known), name=id))


def near_subjects(name: str, register: Register, known: Known) -> Sequence[str]:
    """The ids of subjects that are called so, or else those ids that are most like it."""
    named = [s.id for s in register
             if name == s.name.zh or name == s.name.en or name == s.code or name in s.aliases]
    return named or near_names(name, known.names)


def _labels(spot: Spot, subject: Subject) -> Iterator[tuple[str, Spot]]:
    yield subject.name.zh, spot.at("name")
    for number, alias in enumerate(subject.aliases):
        yield alias, spot.at("aliases").at(number)
