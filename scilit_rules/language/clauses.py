"""The clauses of plan.yaml, in the order of the issued text."""

from __future__ import annotations

from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.naming import Known, names_all
from scilit_rules.language.shapes import BodiesShape, ClauseShape, as_text
from scilit_rules.language.shaping import items, shape
from scilit_rules.model.plan import Clause, Mention
from scilit_rules.model.words import Role
from scilit_rules.problems import near_names


def read_clauses(spot: Spot, faults: Faults) -> tuple[dict[str, Clause], Known]:
    """The clauses of a plan by path, and the paths of all, with those that are described wrongly.

    Args:
        spot: the list of clauses.
        faults: takes what is wrong.
    """
    clauses: dict[str, Clause] = {}
    spots: dict[str, Spot] = {}
    for item in items(spot, faults):
        path = item.at("path").value
        if isinstance(path, str) and path in spots:
            faults.add(item.at("path").problem("path-twice", others=[spots[path].at("path").place], path=path))
        elif isinstance(path, str):
            spots[path] = item
        clause = _clause(item, faults)
        if clause is not None:
            clauses.setdefault(clause.path, clause)
    known = Known(frozenset(spots), names_all(spot, list, faults, "path"))
    _check_parents(clauses, spots, known, faults)
    return clauses, known


def _check_parents(clauses: dict[str, Clause], spots: dict[str, Spot], known: Known, faults: Faults) -> None:
    for clause in clauses.values():
        if clause.parent is not None and known.lacks(clause.parent):
            where = spots[clause.path].at("path")
            near = near_names(clause.parent, set(spots) - {clause.path})
            faults.add(where.problem("clause-without-parent", near=near, path=clause.path, parent=clause.parent))


def _clause(spot: Spot, faults: Faults) -> Clause | None:
    item = shape(ClauseShape, spot, faults)
    if item is None:
        return None
    bodies = spot.at("bodies").value or {}
    mentions = tuple(Mention(body, Role(role)) for role in bodies for body in _named(item.bodies, role))
    return Clause(item.path, item.kind, item.heading, item.own_heading, mentions, item.digest or "", item.wording,
                  as_text(item.reason), spot.at("path").place)


def _named(bodies: BodiesShape, role: str) -> list[str]:
    found: list[str] = getattr(bodies, role)
    return found
