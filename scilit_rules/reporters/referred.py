"""What the obligations of a report refer to: their clauses, and the facts that they ask for."""

from __future__ import annotations

from collections.abc import Iterable

from scilit_rules.model.condition import Comparison, leaves
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Plan
from scilit_rules.model.vocabulary import FactSpec


def paths_of(plan: Plan, obligations: Iterable[Obligation]) -> list[str]:
    """The clauses of obligations and those around them, in the order of the text."""
    used: set[str] = set()
    for obligation in obligations:
        path: str | None = obligation.clause
        while path and path in plan.clauses:
            used.add(path)
            path = plan.clauses[path].parent
    return [path for path in plan.clauses if path in used]


def specs_of(plan: Plan, obligations: Iterable[Obligation]) -> list[FactSpec]:
    """The facts that obligations ask for and those that these are computed from, in the order of the vocabulary."""
    wanted = [
        leaf.fact for item in obligations for condition in (item.require, item.when) if condition is not None
        for leaf in leaves(condition) if isinstance(leaf, Comparison)
    ]
    used = dict.fromkeys(wanted)
    for name in wanted:
        spec = plan.vocabulary.get(name)
        for part in spec.derive.parts if spec and spec.derive else ():
            if part not in used:
                used[part] = None
                wanted.append(part)
    return [spec for spec in plan.vocabulary if spec.name in used]
