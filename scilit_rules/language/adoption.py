"""Shared obligations, and what an obligation of a plan takes over from one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scilit_rules.language.conditions import ConditionReader
from scilit_rules.language.document import Document, Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.naming import Known
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
        known: their names, with those that are described wrongly.
        rulesets: the rulesets that the plan extends, or None where that could not be read.
    """

    obligations: Mapping[str, Shared] = field(default_factory=dict)
    known: Known = field(default_factory=Known)
    rulesets: tuple[str, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Adopted:
    """What an obligation takes over.

    Args:
        shared: the shared obligation.
        parameters: the value of each of its parameters.
    """

    shared: Shared
    parameters: Parameters


def read_shared_obligations(ruleset: str, documents: Iterable[Document], facts: Facts, faults: Faults,
                            ) -> tuple[dict[str, Shared], set[str]]:
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
            shared = found[f"{ruleset}/{read.id}"] = Shared(read, spot)
            _check_conditions(shared, facts, faults)
    return found, {f"{ruleset}/{id}" for id in spots}


def _check_conditions(shared: Shared, facts: Facts, faults: Faults) -> None:
    parameters = {name: _default(shared, name) for name in shared.shape.parameters}
    reader = ConditionReader(faults, facts.vocabulary, facts.known, parameters=parameters)
    for name in ("require", "when"):
        if getattr(shared.shape, name) is not None:
            reader.read(shared.spot.at(name))


def _default(shared: Shared, name: str) -> Spot | None:
    given = shared.shape.parameters[name].default is not None
    return shared.spot.at("parameters").at(name).at("default") if given else None


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
    if shelf.rulesets is None:
        return None
    where = spot.at("adopts")
    ruleset = item.adopts.partition("/")[0]
    if "/" in item.adopts and ruleset not in shelf.rulesets:
        if shelf.known.whole:
            near = near_names(ruleset, shelf.rulesets)
            faults.add(where.problem("not-extended", near=near, ruleset=ruleset, known=list(shelf.rulesets)))
        return None
    if shelf.known.lacks(item.adopts):
        faults.add(where.problem("unknown-shared", near=near_names(item.adopts, shelf.known.names), name=item.adopts))
    shared = shelf.obligations.get(item.adopts)
    return None if shared is None else Adopted(shared, _parameters(item, spot, shared, faults))


def _parameters(item: ObligationShape, spot: Spot, shared: Shared, faults: Faults) -> Parameters:
    known = shared.shape.parameters
    for name in item.with_:
        if name not in known:
            faults.add(spot.at("with").at(name).problem("unknown-parameter", key=True, near=near_names(name, known),
                                                        name=name, known=list(known)))
    values: dict[str, Spot | None] = {}
    for name, parameter in known.items():
        values[name] = spot.at("with").at(name) if name in item.with_ else _default(shared, name)
        if values[name] is None:
            others = [shared.spot.at("parameters").at(name).place]
            faults.add(spot.at("adopts").problem("missing-parameter", others=others, name=name,
                                                 title=to_text(parameter.title)))
    return values
