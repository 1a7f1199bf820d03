"""The clauses of plan.yaml, in the order of the issued text."""

from __future__ import annotations

import re

from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.naming import Known, names_all
from scilit_rules.language.shapes import PATH_FORM, BodiesShape, ClauseShape, as_text
from scilit_rules.language.shaping import items, shape
from scilit_rules.model.plan import Clause, Mention
from scilit_rules.model.words import Role
from scilit_rules.problems import near_names

_TO_FORM = str.maketrans({"(": "（", ")": "）", ".": None, "．": None, " ": None, "、": None})


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
    meant = {spelled for path in spots if (spelled := _spelled(path)) is not None}
    known = Known(frozenset({*spots, *meant}), names_all(spot, list, faults, "path"))
    _check_parents(spots, known, faults)
    return clauses, known


def _spelled(path: str) -> str | None:
    """The path that one of the wrong form was meant to be, as far as that is plain."""
    found = path.translate(_TO_FORM)
    return found if found != path and re.fullmatch(PATH_FORM, found) else None


def _check_parents(spots: dict[str, Spot], known: Known, faults: Faults) -> None:
    for path, spot in spots.items():
        parent = path.rpartition("/")[0]
        if parent and re.fullmatch(PATH_FORM, path) and known.lacks(parent):
            near = near_names(parent, set(spots) - {path})
            faults.add(spot.at("path").problem("clause-without-parent", near=near, path=path, parent=parent))


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
