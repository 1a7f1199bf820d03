"""Shared obligations, and what an obligation of a plan takes over from one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scilit_rules.language.conditions import ConditionReader
from scilit_rules.language.document import Document, Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.naming import Known, names_all
from scilit_rules.language.shapes import ObligationShape, SharedObligationShape, to_text
from scilit_rules.language.shaping import items, shape
from scilit_rules.language.vocabulary import Facts
from scilit_rules.problems import near_names

Parameters = Mapping[str, "Spot | None"]


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared obligation as written.

    Args:
        shape: what it says.
        spot: where.
    """

    shape: SharedObligationShape
    spot: Spot


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that a plan may adopt.

    Args:
        obligations: the shared obligations by ``ruleset/id``.
        known: by ruleset the names of its obligations, with those that are described wrongly.
        rulesets: the rulesets that the plan extends.
        whole: whether these could all be read and found.
    """

    obligations: Mapping[str, Shared] = field(default_factory=dict)
    known: Mapping[str, Known] = field(default_factory=dict)
    rulesets: tuple[str, ...] = ()
    whole: bool = True

    def names(self, ruleset: str) -> Known:
        """The names of the obligations of a ruleset, or of all where there is no such ruleset."""
        if ruleset in self.known:
            return self.known[ruleset]
        several = self.known.values()
        names = frozenset(name for known in several for name in known.names)
        return Known(names, self.whole and all(known.whole for known in several))


@dataclass(frozen=True, slots=True)
class Adopted:
    """What an obligation takes over.

    Args:
        shared: the shared obligation.
        parameters: the value of each of its parameters.
    """

    shared: Shared
    parameters: Parameters


def read_shared_obligations(ruleset: str, documents: Sequence[Document], facts: Facts, faults: Faults,
                            ) -> tuple[dict[str, Shared], Known]:
    """The obligations of a shared ruleset.

    Args:
        ruleset: its id.
        documents: its obligation files.
        facts: the facts that may be asked for.
        faults: takes what is wrong.

    Returns:
        those described well, and the names of all, as ``ruleset/id``.
    """
    found: dict[str, Shared] = {}
    spots: dict[str, Spot] = {}
    for spot in (spot for document in documents for spot in items(document.top, faults)):
        id = spot.at("id").value
        if isinstance(id, str) and id in spots:
            faults.add(spot.at("id").problem("id-twice", others=[spots[id].at("id").place], id=id))
            continue
        if isinstance(id, str):
            spots[id] = spot
        read = shape(SharedObligationShape, spot, faults)
        if read is not None:
            found[f"{ruleset}/{read.id}"] = Shared(read, spot)
        _check_conditions(spot, facts, faults)
    whole = all(names_all(document.top, list, faults, "id") for document in documents)
    return found, Known(frozenset(f"{ruleset}/{id}" for id in spots), whole)


def _check_conditions(spot: Spot, facts: Facts, faults: Faults) -> None:
    declared = spot.at("parameters")
    if not isinstance(declared.value, (dict, type(None))) or faults.is_partly_read(declared.place):
        return
    parameters = {name: _default(spot, name) for name in declared.value or ()}
    reader = ConditionReader(faults, facts.vocabulary, facts.known, parameters=parameters)
    for name in ("require", "when"):
        if spot.at(name).value is not None:
            reader.read(spot.at(name))


def _default(spot: Spot, name: str) -> Spot | None:
    """The default of a parameter of a shared obligation, or None where it has none."""
    found = spot.at("parameters").at(name).at("default")
    return None if found.value is None else found


def adopt(item: ObligationShape, spot: Spot, shelf: Shelf, faults: Faults) -> Adopted | None:
    """What an obligation takes over, or None where it takes nothing or what it names can't be had.

    Args:
        item: the obligation as written.
        spot: where.
        shelf: what may be adopted.
        faults: takes what is wrong.
    """
    if item.adopts is None:
        if item.with_:
            faults.add(spot.at("with").problem("with-without-adopts", key=True))
        return None
    where = spot.at("adopts")
    ruleset = item.adopts.partition("/")[0]
    if "/" in item.adopts and ruleset not in shelf.known:
        if shelf.whole:
            near = near_names(ruleset, shelf.rulesets)
            faults.add(where.problem("not-extended", near=near, ruleset=ruleset, known=list(shelf.rulesets)))
        return None
    known = shelf.names(ruleset)
    if known.lacks(item.adopts):
        faults.add(where.problem("unknown-shared", near=near_names(item.adopts, known.names), name=item.adopts))
    shared = shelf.obligations.get(item.adopts)
    return None if shared is None else Adopted(shared, _parameters(item, spot, shared, faults))


def _parameters(item: ObligationShape, spot: Spot, shared: Shared, faults: Faults) -> Parameters:
    known = shared.shape.parameters
    for name in item.with_:
        if name not in known:
            faults.add(spot.at("with").at(name).problem("unknown-parameter", key=True, near=near_names(name, known),
                                                        name=name, known=list(known)))
    values: dict[str, Spot | None] = {}
    given = spot.at("with")
    whole = isinstance(given.value, (dict, type(None))) and not faults.is_partly_read(given.place)
    for name, parameter in known.items():
        values[name] = given.at(name) if name in item.with_ else _default(shared.spot, name)
        if values[name] is None and whole:
            others = [shared.spot.at("parameters").at(name).place]
            faults.add(spot.at("adopts").problem("missing-parameter", others=others, name=name,
                                                 title=to_text(parameter.title)))
    return values
