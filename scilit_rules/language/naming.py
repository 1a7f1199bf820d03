"""Names that must be unique: ids, and the other names by which data speaks of one thing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from scilit_rules.language.document import Spot, is_lone_entry
from scilit_rules.language.faults import Faults
from scilit_rules.language.scalars import HOLE
from scilit_rules.model.plan import Plan
from scilit_rules.model.subject import Register
from scilit_rules.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Known:
    """Names that may be spoken of.

    Args:
        names: the names, with those of things that are described wrongly.
        whole: whether that is all of them; where a file could not be read, a name that is missing is no news.
    """

    names: frozenset[str] = frozenset()
    whole: bool = True

    def lacks(self, name: str) -> bool:
        """Whether it is certain that there is no such name."""
        return self.whole and name not in self.names


class Names(NamedTuple):
    """What may be spoken of beside the rules of a plan: in its cases."""

    register: Register
    vocabulary: Vocabulary
    subjects: Known
    facts: Known
    obligations: Known
    consequences: Known

    @classmethod
    def of(cls, plan: Plan) -> Names:
        """All names of a plan that has no fault."""
        subjects = frozenset(subject.id for subject in plan.register)
        return cls(plan.register, plan.vocabulary, Known(subjects), Known(frozenset(plan.vocabulary.facts)),
                   Known(frozenset(plan.obligations)), Known(frozenset(plan.consequences)))

    @property
    def reported(self) -> Known:
        """What can be reported: facts, and obligations of which one attests that they are met."""
        return Known(self.facts.names | self.obligations.names, self.facts.whole and self.obligations.whole)


def names_all(spot: Spot, kind: type[list[object]] | type[dict[str, object]], faults: Faults, key: str = "") -> bool:
    """Whether all names that a list or mapping gives could be read.

    Args:
        spot: the list or mapping.
        kind: which of both it must be.
        faults: what could not be read.
        key: where items of a list have their names; without it these are names themselves, as keys of a mapping are.
    """
    if kind is list and is_lone_entry(spot):
        return True
    if not isinstance(spot.value, kind) or faults.is_partly_read(spot.place):
        return False
    return kind is dict or all(_is_named(part, key, faults) for part in spot.parts())


def _is_named(spot: Spot, key: str, faults: Faults) -> bool:
    if spot.value is HOLE or not key or not isinstance(spot.value, dict):
        return spot.value is not HOLE
    return spot.value[key] is not HOLE if key in spot.value else not faults.is_partly_read(spot.place)


def same(label: str) -> str:
    """A label as compared: width, case and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", label).casefold().split())


def refuse_shared_labels(owners: Iterable[tuple[str, Iterable[tuple[str, Spot]]]], code: str, faults: Faults) -> None:
    """Notes labels that two owners use.

    Args:
        owners: each owner with its labels and where they stand.
        code: code of the message, which takes ``label``, ``owner`` and ``other``.
        faults: takes what is wrong.
    """
    first: dict[str, tuple[str, Spot]] = {}
    for owner, labels in owners:
        for label, spot in labels:
            other, where = first.setdefault(same(label), (owner, spot))
            if other != owner:
                faults.add(spot.problem(code, others=[where.place], label=label, owner=owner, other=other))
