"""How much of a plan its ruleset covers: clauses with and without obligations, and which obligations are tested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from scilit_rules.language.cases import Case
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Clause, Plan
from scilit_rules.model.words import Binding, JudgedBy, Level, ObligationKind, Word


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a plan its ruleset covers. Every clause stands in exactly one of the four groups.

    Args:
        plan: the plan.
        own: clauses with obligations of their own.
        through_parts: clauses without, of which some clause within has obligations.
        on_purpose: clauses without obligations that say why.
        open: clauses that have none yet.
        contradicted: clauses that say why they have none, and have obligations of their own.
        kinds: how many obligations of each kind there are.
        bindings: how many of each binding.
        bearers: how many each level bears.
        judged_by: how many are judged in each way.
        untested: ids of the obligations that no case of the author expects anything of.
    """

    plan: Plan
    own: tuple[Clause, ...]
    through_parts: tuple[Clause, ...]
    on_purpose: tuple[Clause, ...]
    open: tuple[Clause, ...]
    contradicted: tuple[Clause, ...]
    kinds: Mapping[Word, int]
    bindings: Mapping[Word, int]
    bearers: Mapping[Word, int]
    judged_by: Mapping[Word, int]
    untested: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every clause has an obligation or says why not, and a case expects something of every obligation."""
        return not (self.open or self.contradicted or self.untested)


def untested(plan: Plan, cases: Iterable[Case]) -> tuple[str, ...]:
    """Ids of the obligations that no case of an author expects anything of, in the order of the plan."""
    tested = {expected.obligation for case in cases if not case.is_made for expected in case.expected}
    return tuple(id for id in plan.obligations if id not in tested)


def cover(plan: Plan, cases: Iterable[Case] = ()) -> Coverage:
    """How much of a plan its ruleset covers.

    Args:
        plan: the plan.
        cases: the author's cases.
    """
    obligations = tuple(plan.obligations.values())
    own = {obligation.clause for obligation in obligations}
    around = {path for clause in own for path in _around(clause)}
    groups: dict[str, list[Clause]] = {"own": [], "through": [], "purpose": [], "open": []}
    for clause in plan.clauses.values():
        groups[_group(clause, own, around)].append(clause)
    return Coverage(
        plan,
        own=tuple(groups["own"]),
        through_parts=tuple(groups["through"]),
        on_purpose=tuple(groups["purpose"]),
        open=tuple(groups["open"]),
        contradicted=tuple(clause for clause in groups["own"] if clause.reason is not None),
        kinds=_counted(obligations, ObligationKind, lambda obligation: (obligation.kind,)),
        bindings=_counted(obligations, Binding, lambda obligation: (obligation.binding,)),
        bearers=_counted(obligations, Level, lambda obligation: obligation.bears),
        judged_by=_counted(obligations, JudgedBy, lambda obligation: (obligation.judged_by,)),
        untested=untested(plan, cases),
    )


def _group(clause: Clause, own: set[str], around: set[str]) -> str:
    if clause.path in own:
        return "own"
    if clause.path in around:
        return "through"
    return "purpose" if clause.reason is not None else "open"


def _around(path: str) -> Iterable[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _counted(obligations: Iterable[Obligation], words: type[Word],
             of: Callable[[Obligation], Iterable[Word]]) -> Mapping[Word, int]:
    counts = Counter(word for obligation in obligations for word in of(obligation))
    return {word: counts[word] for word in words if counts[word]}
