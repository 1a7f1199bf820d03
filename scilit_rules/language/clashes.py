"""Finds obligations that ask different things of the same fact without saying why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.model.condition import Comparison, leaves
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.operators import Primitive, Reads, Relation

_DIRECTIONS = {
    Relation.GT: "up", Relation.GE: "up", Relation.LT: "down", Relation.LE: "down",
    Relation.EQ: "one", Relation.IN: "one",
}


@dataclass(frozen=True, slots=True)
class _Demand:
    obligation: Obligation
    spot: Spot
    comparison: Comparison
    primitive: Primitive


def refuse_clashes(obligations: Iterable[tuple[Obligation, Spot]], faults: Faults) -> None:
    """Notes two obligations that bind the same level and set different bounds for one fact, in the same direction.

    A note on either of them says why, and settles it.

    Args:
        obligations: the obligations with their places.
        faults: takes what is wrong.
    """
    demands: dict[tuple[str, str], list[_Demand]] = defaultdict(list)
    for obligation, spot in obligations:
        for demand in _demands(obligation, spot):
            key = (demand.comparison.fact, _DIRECTIONS[demand.primitive.relation])
            for other in demands[key]:
                if _clash(other, demand):
                    _note(other, demand, faults)
            demands[key].append(demand)


def _demands(obligation: Obligation, spot: Spot) -> Iterator[_Demand]:
    for leaf in leaves(obligation.require) if obligation.require is not None else ():
        if isinstance(leaf, Comparison) and leaf.spec.reads is Reads.VALUE:
            for primitive in leaf.primitives:
                yield _Demand(obligation, spot, leaf, primitive)


def _clash(one: _Demand, other: _Demand) -> bool:
    if one.obligation.id == other.obligation.id or one.primitive == other.primitive:
        return False
    noted = one.obligation.note is not None or other.obligation.note is not None
    return not noted and bool(set(one.obligation.bears) & set(other.obligation.bears))


def _note(one: _Demand, other: _Demand, faults: Faults) -> None:
    faults.add(other.spot.at("id").problem(
        "bounds-clash", others=[one.spot.at("id").place], fact=other.comparison.fact, one=one.obligation.id,
        other=other.obligation.id, first=_words(one), second=_words(other),
    ))


def _words(demand: _Demand) -> str:
    bound = demand.comparison.bound
    shown = " ± ".join(str(part) for part in bound) if isinstance(bound, tuple) else str(bound)
    return f"{demand.comparison.operator} {shown}"
