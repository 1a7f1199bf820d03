"""consequences.yaml → rules over findings, each after those that it needs."""

from __future__ import annotations

from scilit_rules.language.circles import LONGEST_ROW, follow_needs
from scilit_rules.language.conditions import ConditionReader
from scilit_rules.language.document import Document, Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.naming import Known, names_all
from scilit_rules.language.shapes import ConsequenceShape, as_text, to_text
from scilit_rules.language.shaping import items, shape
from scilit_rules.model.condition import Follows, leaves
from scilit_rules.model.obligation import Consequence


def read_consequences(document: Document | None, obligations: Known, faults: Faults,
                      ) -> tuple[dict[str, Consequence], Known]:
    """The consequences of a plan, ordered so that each stands after those that it needs, and the ids of all.

    Args:
        document: consequences.yaml, or None where there is none.
        obligations: the ids of all obligations.
        faults: takes what is wrong.
    """
    spots: dict[str, Spot] = {}
    for spot in items(document.top, faults) if document is not None else ():
        id = spot.at("id").value
        if not isinstance(id, str):
            shape(ConsequenceShape, spot, faults)
        elif id in spots:
            faults.add(spot.at("id").problem("id-twice", others=[spots[id].at("id").place], id=id))
        elif id in obligations.names:
            faults.add(spot.at("id").problem("consequence-id-taken", id=id))
        else:
            spots[id] = spot
    known = Known(frozenset(spots), document is None or names_all(document.top, list, faults, "id"))
    reader = ConditionReader(faults, findings=obligations, consequences=known)
    found = {id: read for id, spot in spots.items() if (read := _consequence(spot, reader, faults)) is not None}
    return _in_order(found, spots, faults), known


def _consequence(spot: Spot, reader: ConditionReader, faults: Faults) -> Consequence | None:
    item = shape(ConsequenceShape, spot, faults)
    when = reader.read(spot.at("when")) if "when" in spot.value else None
    if item is None or when is None:
        return None
    return Consequence(item.id, to_text(item.title), when, item.severity, as_text(item.advice), spot.at("id").place)


def _in_order(found: dict[str, Consequence], spots: dict[str, Spot], faults: Faults) -> dict[str, Consequence]:
    needs = {id: [leaf.consequence for leaf in leaves(consequence.when) if isinstance(leaf, Follows)]
             for id, consequence in found.items()}
    needed = follow_needs(needs)
    for circle in needed.circles:
        others = [spots[id].at("id").place for id in circle[1:]]
        faults.add(spots[circle[0]].at("id").problem("consequence-circle", others=others,
                                                     circle=" → ".join((*circle, circle[0]))))
    for id in needed.far:
        faults.add(spots[id].at("id").problem("row-too-long", name=id, most=LONGEST_ROW))
    return {id: found[id] for id in needed.order if id in found}
