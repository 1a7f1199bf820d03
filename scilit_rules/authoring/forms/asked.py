"""What a form asks of one subject: the facts that its duties, and those of the unit above it, are judged on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scilit_rules.engine.operands import comparisons
from scilit_rules.engine.slots import Slot, slots
from scilit_rules.facts.asked import asked_facts
from scilit_rules.model.condition import Comparison
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.operators import Reads
from scilit_rules.model.plan import Plan
from scilit_rules.model.subject import Subject
from scilit_rules.model.vocabulary import FactSpec, Vocabulary
from scilit_rules.model.words import Against, DerivationKind, FactType, Level, Nature


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One row of a form.

    Args:
        spec: the fact, or the duty to attest, that is asked for.
        year: the year that is asked for.
        obligations: the obligations that rest on it, in the order of the plan.
    """

    spec: FactSpec
    year: int
    obligations: tuple[Obligation, ...]

    @property
    def is_base(self) -> bool:
        """Whether it asks for what growth is counted from."""
        conditions = [part for one in self.obligations for part in (one.require, one.when) if part is not None]
        return any(leaf.growth.base == self.year for part in conditions for leaf in comparisons(part))

    @property
    def attested(self) -> bool:
        """Whether it asks for a declaration and not for a fact."""
        return self.spec.type is FactType.ATTESTATION


class _Need(NamedTuple):
    """A fact that is needed for a year, of the bearer itself or of units beside or below it."""

    name: str
    year: int
    whose: str = "own"
    over: tuple[Level, ...] = ()


class Earlier(NamedTuple):
    """The year that a value is held against: so many years back, or a year by its number and so many before it."""

    back: int = 0
    year: int | None = None

    def than(self, year: int) -> int:
        """That year, seen from another."""
        return (year if self.year is None else self.year) - self.back

    def by(self, years: int) -> Earlier:
        """So many years earlier still."""
        return self._replace(back=self.back + years)


class Asker:
    """Tells what each subject is asked for a year.

    Args:
        plan: the plan.
        year: the year that the forms are for.
    """

    def __init__(self, plan: Plan, year: int) -> None:
        self.plan = plan
        self.year = year
        self.vocabulary = asked_facts(plan)
        self._needs = [
            (obligation, tuple(dict.fromkeys(_needs_of(obligation, self.vocabulary, year))))
            for obligation in plan.obligations.values()
        ]

    def rows(self, subject: Subject) -> tuple[AskedRow, ...]:
        """The rows of a subject's form: facts in the order of the plan, each by year, then what is to be attested."""
        found: dict[str, dict[int, dict[str, Obligation]]] = {}
        for obligation, needs in self._needs:
            for need in needs:
                if self._concerns(subject, obligation, need):
                    found.setdefault(need.name, {}).setdefault(need.year, {})[obligation.id] = obligation
        rows = [AskedRow(self.vocabulary[name], year, tuple(found[name][year].values()))
                for name in found for year in sorted(found[name])]
        return tuple(sorted(rows, key=lambda row: row.attested))

    def _concerns(self, subject: Subject, obligation: Obligation, need: _Need) -> bool:
        own = subject.level in obligation.bears
        if need.whose == "own":
            return own
        if need.over and subject.level not in need.over:
            return False
        register = self.plan.register
        above = register.get(subject.parent) if subject.parent else None
        if need.whose == "below":
            return above is not None and above.level in obligation.bears
        beside = register.children(above.id) if above is not None else ()
        return own or any(other.level in obligation.bears for other in beside)


def _needs_of(obligation: Obligation, vocabulary: Vocabulary, year: int) -> Iterator[_Need]:
    for slot in (_asked_for(slot, year) for slot in slots(obligation.schedule, date(year, 12, 31))):
        if obligation.require is None:
            yield _Need(obligation.id, slot.moment.year if obligation.schedule.repeats else year)
        for condition in (obligation.require, obligation.when):
            for leaf in comparisons(condition) if condition is not None else ():
                for earlier in _years_of(leaf):
                    yield from _parts(leaf.fact, earlier, _Need("", year), slot, vocabulary)


def _asked_for(slot: Slot, year: int) -> Slot:
    """The slot for the year of the form, where an interval of several years is not over yet."""
    return next((one for one in slot.tries if one.moment.year == year), slot)


def _years_of(leaf: Comparison) -> tuple[Earlier, ...]:
    """The years that a comparison looks at besides the one asked about, and that one."""
    growth = leaf.growth
    if leaf.spec.reads is not Reads.CHANGE:
        return (Earlier(),)
    if growth.base is not None:
        return (Earlier(year=growth.base), Earlier())
    back = 2 if growth.against is Against.TWO_YEARS else 1
    return tuple(Earlier(back) for back in range(back, -1, -1))


def _parts(name: str, earlier: Earlier, need: _Need, slot: Slot, vocabulary: Vocabulary) -> Iterator[_Need]:
    """The reported facts that a fact comes from, of an earlier year; a computed one is not asked for itself."""
    spec = vocabulary[name]
    derive = spec.derive
    if derive is None:
        # What holds until it is replaced is best told as it is now.
        dated = slot.moment.exact or spec.nature is Nature.YEARLY
        yield need._replace(name=name, year=earlier.than(slot.moment.year if dated else need.year))
        return
    if derive.kind is DerivationKind.RANK:
        need = need._replace(whose="beside", over=derive.over)
    elif derive.kind.over_children or derive.over:
        need = need._replace(whose="below", over=derive.over)
    for part in derive.parts:
        for further in (1, 0) if derive.kind is DerivationKind.CHANGE else (0,):
            yield from _parts(part, earlier.by(further), need, slot, vocabulary)
