"""A plan seen by chapter and by body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Plan
from scilit_rules.model.words import Role

_DEEPEST = 2


def chapters(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """The ids of the obligations in each chapter and section that has any, by path, in the plan's order."""
    found: dict[str, list[str]] = {path: [] for path in plan.clauses if path.count("/") < _DEEPEST}
    for obligation in plan.obligations.values():
        steps = obligation.clause.split("/")[:_DEEPEST]
        for path in ("/".join(steps[:end]) for end in range(1, len(steps) + 1)):
            if path in found:
                found[path].append(obligation.id)
    return {path: tuple(ids) for path, ids in found.items() if ids}


def mentions_of(plan: Plan) -> Mapping[str, Mapping[Role, tuple[str, ...]]]:
    """The paths of the clauses that name each body, by role; bodies in the order in which the text names them."""
    found: dict[str, dict[Role, list[str]]] = {}
    for clause in plan.clauses.values():
        for mention in dict.fromkeys(clause.bodies):
            found.setdefault(mention.body, {}).setdefault(mention.role, []).append(clause.path)
    return {body: {role: tuple(roles[role]) for role in Role if role in roles} for body, roles in found.items()}


def obligations_of(plan: Plan, paths: Iterable[str]) -> Iterator[Obligation]:
    """The obligations of these very clauses, not of clauses within them, in the plan's order."""
    wanted = set(paths)
    return (obligation for obligation in plan.obligations.values() if obligation.clause in wanted)
