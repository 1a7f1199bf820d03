"""One piece of evidence that is to prove nearly everything that a subject reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from scilit_rules.facts.identities import Named
from scilit_rules.facts.identities import named as named_by
from scilit_rules.model.fact import Evidence, Fact
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.subject import Register
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import problem

_FEWEST = 5


def same_proofs(facts: Iterable[Fact], register: Register) -> Iterator[Problem]:
    """A remark on each subject of whose tasks and facts most are proved by one and the same piece, with its cells.

    Args:
        facts: the facts.
        register: who the subjects are.
    """
    proved = sorted((fact for fact in facts if any(piece.kind for piece in fact.evidence)), key=lambda one: one.subject)
    for subject, of_subject in groupby(proved, key=lambda fact: fact.subject):
        yield from _remarks(subject, list(of_subject), register)


def _remarks(subject: str, facts: list[Fact], register: Register) -> Iterator[Problem]:
    tasks = {fact.name for fact in facts}
    named: dict[Named, dict[str, Evidence]] = {}
    for fact in facts:
        for piece in fact.evidence:
            if piece.kind is not None:
                named.setdefault(named_by(piece), {}).setdefault(fact.name, piece)
    for pieces in named.values():
        if len(pieces) >= _FEWEST and len(pieces) * 2 > len(tasks):
            first = next(iter(pieces.values()))
            places = [place for piece in pieces.values() if (place := piece.place) is not None]
            yield _remark(subject, first.text, len(pieces), len(tasks), places, register)


def _remark(subject: str, text: str, count: int, of: int, places: list[Place], register: Register) -> Problem:
    known = register.get(subject)
    named = known.name if known is not None else subject
    return problem("facts.one-proof-for-all", places[0] if places else None, level=ProblemLevel.INFO, others=places[1:],
                   subject=named, text=text, count=count, of=of)
