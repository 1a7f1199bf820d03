"""What obligations of a plan say of one another, and of what they were called before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scilit_rules.language.circles import LONGEST_ROW, follow_needs
from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.naming import Known, same
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.vocabulary import Vocabulary
from scilit_rules.problems import near_names

Written = Mapping[str, tuple[Obligation, Spot]]


def check_relations(found: Written, known: Known, vocabulary: Vocabulary, faults: Faults) -> None:
    """Notes what can't be: following nothing, others' bearers or oneself, ids and names that are taken.

    Args:
        found: the obligations described well, each with its place.
        known: the ids of all obligations.
        vocabulary: the facts, which have names too.
        faults: takes what is wrong.
    """
    for obligation, spot in found.values():
        _check_followed(obligation, spot, found, known, faults)
    _refuse_circles(found, faults)
    _check_former_ids(found, known, faults)
    _check_aliases(found, vocabulary, faults)


def _check_followed(obligation: Obligation, spot: Spot, found: Written, known: Known, faults: Faults) -> None:
    name = obligation.follows
    if name is None:
        return
    if known.lacks(name):
        near = near_names(name, known.names)
        faults.add(spot.at("follows").problem("follows-unknown", near=near, name=name))
    elif name in found and set(found[name][0].bears) != set(obligation.bears):
        followed, other = found[name]
        faults.add(spot.at("follows").problem(
            "follows-other-bearers", others=[other.at("id").place], name=name,
            own=list(obligation.bears), other=list(followed.bears)))


def _refuse_circles(found: Written, faults: Faults) -> None:
    follows = {id: [obligation.follows] for id, (obligation, _) in found.items() if obligation.follows is not None}
    needed = follow_needs(follows)
    for circle in needed.circles:
        others = [found[id][1].at("follows").place for id in circle[1:]]
        faults.add(found[circle[0]][1].at("follows").problem("follows-circle", others=others,
                                                             circle=" → ".join((*circle, circle[0]))))
    for id in needed.far:
        faults.add(found[id][1].at("follows").problem("row-too-long", name=id, most=LONGEST_ROW))


def _check_former_ids(found: Written, known: Known, faults: Faults) -> None:
    claimed: dict[str, Spot] = {}
    for obligation, spot in found.values():
        names = spot.at("formerly")
        for id, where in zip(obligation.formerly, _each(names), strict=True):
            if id in known.names:
                others = [found[id][1].at("id").place] if id in found else []
                faults.add(where.problem("formerly-current", others=others, id=id))
            elif id in claimed:
                faults.add(where.problem("formerly-twice", others=[claimed[id].place], id=id))
            else:
                claimed[id] = where


def _check_aliases(found: Written, vocabulary: Vocabulary, faults: Faults) -> None:
    """Notes aliases by which returns may mean something else."""
    places = {id: dict(zip(obligation.aliases, _each(spot.at("aliases")), strict=True))
              for id, (obligation, spot) in found.items()}
    for taken in taken_aliases([obligation for obligation, _ in found.values()], vocabulary):
        others = [] if taken.by_fact else [found[taken.other][1].at("id").place]
        faults.add(places[taken.obligation][taken.alias].problem("alias-taken", others=others, label=taken.alias,
                                                                 other=taken.other))


class TakenAlias(NamedTuple):
    """An alias of an obligation by which something else is called, too.

    Args:
        obligation: the id of the obligation.
        alias: the alias.
        other: the id of the other obligation, or the name of the fact.
        by_fact: whether it is a fact that is called so.
    """

    obligation: str
    alias: str
    other: str
    by_fact: bool


def taken_aliases(obligations: Sequence[Obligation], vocabulary: Vocabulary) -> Iterator[TakenAlias]:
    """Aliases by which returns may mean something else.

    Args:
        obligations: the obligations of a plan.
        vocabulary: the facts, which have names too.
    """
    bearers: dict[str, dict[tuple[str, bool], None]] = {}
    for spec in vocabulary:
        for label in (spec.name, spec.title.zh, spec.title.en, *spec.aliases):
            bearers.setdefault(same(label), {})[spec.name, True] = None
    for one in obligations:
        for label in (one.id, one.title.zh, one.title.en, *one.formerly, *one.aliases):
            bearers.setdefault(same(label), {})[one.id, False] = None
    for one in obligations:
        for alias in one.aliases:
            other = next((bearer for bearer in bearers[same(alias)] if bearer[0] != one.id), None)
            if other is not None:
                yield TakenAlias(one.id, alias, *other)


def _each(names: Spot) -> list[Spot]:
    return list(names.parts()) if isinstance(names.value, list) else [names] if names.value is not None else []
