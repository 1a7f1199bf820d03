"""Plans that a program built are held against the same rules as those that are loaded from files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Optional

from scilit_rules.language.circles import LONGEST_ROW, follow_needs
from scilit_rules.language.grounds import too_severe
from scilit_rules.language.relations import taken_aliases
from scilit_rules.model.annotations import misfits
from scilit_rules.model.condition import (
    All,
    AnyOf,
    AtLeastOf,
    Comparison,
    Condition,
    Follows,
    Leaf,
    Not,
    StatusIs,
    leaves,
)
from scilit_rules.model.obligation import Consequence, Obligation
from scilit_rules.model.operators import OPERATORS, Bound, BoundKind, Growth, Tolerance, Years
from scilit_rules.model.plan import Clause, Document, Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.scoring import Scoring
from scilit_rules.model.subject import Register, Subject
from scilit_rules.model.text import Message, Text
from scilit_rules.model.vocabulary import FactSpec, Vocabulary
from scilit_rules.model.words import Against, FactType
from scilit_rules.problems import RulesetError, near_names, problem

_KEYED: tuple[tuple[str, type, str], ...] = (
    ("clauses", Clause, "path"), ("obligations", Obligation, "id"), ("consequences", Consequence, "id"))
_HEAD: Mapping[str, type] = {
    "id": str, "jurisdiction": str, "clauses": Mapping, "obligations": Mapping, "consequences": Mapping,
    "vocabulary": Vocabulary, "register": Register}
_SAID: Mapping[str, Any] = {
    "years": tuple[int, int], "base": Optional[int], "title": Text, "document": Document, "extends": tuple[str, ...],
    "digest": str, "home": str, "note": Optional[Text], "version": str}
_DECLARED_BOUNDS: Mapping[BoundKind, Any] = {
    BoundKind.FLAG: bool, BoundKind.TEXTS: tuple[str, ...], BoundKind.TOLERANCE: Tolerance, BoundKind.YEARS: Years}

_LONGEST_STEP = 1000  # years


def check_plan(plan: Plan) -> None:
    """Refuses a plan of which anything is not as a loaded one would be.

    Args:
        plan: the plan.

    Raises:
        RulesetError: with everything that is wrong.
    """
    if plan.is_outline:
        raise RulesetError(problem("built.outline"))
    found = tuple(_Examiner(plan).problems())
    if found:
        raise RulesetError(found)


class _Examiner:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong; of what is of another type than declared no more than that."""
        wrong = list(self._head()) or list(self._register())
        yield from wrong
        if not wrong:
            yield from self._inside()

    def _inside(self) -> Iterator[Problem]:
        sound = True
        for name, kind, key in _KEYED:
            for id, part in getattr(self._plan, name).items():
                found = list(_typed(part, kind, id, key))
                sound = sound and not found
                yield from found
        facts = list(self._facts())
        yield from facts
        if sound and not facts:
            for obligation in self._plan.obligations.values():
                yield from self._obligation(obligation)
            yield from self._relations()
            yield from self._consequences()

    def _head(self) -> Iterator[Problem]:
        for name, declared in _HEAD.items():
            value = getattr(self._plan, name)
            if not isinstance(value, declared):
                yield _wrong_type(Message("built.the-plan"), name, declared.__name__, value)
        where = Message("built.the-plan")
        for name, declared in _SAID.items():
            for one in misfits(getattr(self._plan, name), declared):
                path = f"{name}.{one.path}" if one.path else name
                yield problem("built.wrong-type", of=where, field=path, wanted=one.wanted, given=one.given)
        scoring: object = self._plan.scoring
        if scoring is not None and not isinstance(scoring, Scoring):
            yield _wrong_type(where, "scoring", Scoring.__name__, scoring)
        yield from self._tables()

    def _tables(self) -> Iterator[Problem]:
        """That what holds the facts and the subjects holds them by their names."""
        for name, part in (("vocabulary", "facts"), ("register", "subjects")):
            held = getattr(getattr(self._plan, name), part, {})
            if not isinstance(held, Mapping):
                yield _wrong_type(Message("built.the-plan"), f"{name}.{part}", Mapping.__name__, held)

    def _register(self) -> Iterator[Problem]:
        register = self._plan.register
        for id, subject in register.subjects.items():
            wrong = list(_typed(subject, Subject, id, "id"))
            yield from wrong
            if not wrong and subject.parent is not None and subject.parent not in register:
                yield problem("built.unknown-parent", subject=id, name=subject.parent)
        if self._plan.jurisdiction not in register:
            yield problem("built.unknown-jurisdiction", name=str(self._plan.jurisdiction))

    def _facts(self) -> Iterator[Problem]:
        facts: Mapping[str, Any] = self._plan.vocabulary.facts
        needs: dict[str, tuple[str, ...]] = {}
        for name, spec in facts.items():
            wrong = list(_typed(spec, FactSpec, name, "name"))
            yield from wrong
            where = Message("built.part", {"kind": FactSpec.__name__, "key": str(name)})
            needs[name] = () if wrong or spec.derive is None else spec.derive.parts
            for part in needs[name]:
                if part not in facts:
                    yield problem("built.unknown-fact", of=where, name=part, near=near_names(part, facts))
        needed = follow_needs(needs)
        for circle in needed.circles:
            yield problem("built.circle", circle=" → ".join((*circle, circle[0])))
        for name in needed.far:
            yield problem("language.row-too-long", name=name, most=LONGEST_ROW)

    def _obligation(self, obligation: Obligation) -> Iterator[Problem]:
        where = _named(obligation)
        given = [name for name in ("require", "attest", "review") if getattr(obligation, name) is not None]
        if len(given) != 1:
            yield problem("built.no-demand" if not given else "built.several-demands", obligation.place, of=where,
                          given=given)
        if not obligation.bears:
            yield problem("built.no-bearers", obligation.place, of=where)
        if obligation.clause and obligation.clause not in self._plan.clauses:
            yield problem("built.unknown-clause", obligation.place, of=where, name=obligation.clause,
                          near=near_names(obligation.clause, self._plan.clauses))
        if any(mark in obligation.id for mark in ("/", ".", " ")) or not obligation.id:
            yield problem("built.bad-id", obligation.place, of=where)
        schedule = obligation.schedule
        backwards = schedule.first > schedule.last or not 1 <= schedule.step <= _LONGEST_STEP
        if backwards or not _are_years(schedule.first, schedule.last):
            yield problem("built.bad-schedule", obligation.place, of=where, first=str(schedule.first),
                          last=str(schedule.last), step=schedule.step)
        for condition in (obligation.require, obligation.when):
            if condition is not None:
                yield from self._condition(condition, where, on_findings=False)
                yield from _counted_too_late(condition, schedule.first_judged, where)

    def _condition(self, condition: Condition, where: Message, on_findings: bool) -> Iterator[Problem]:
        yield from _joins(condition, where)
        for leaf in leaves(condition):
            if isinstance(leaf, Comparison) is on_findings:
                yield problem("built.leaf-misplaced", of=where, leaf=type(leaf).__name__)
            else:
                yield from self._leaf(leaf, where)

    def _leaf(self, leaf: Leaf, where: Message) -> Iterator[Problem]:
        if isinstance(leaf, StatusIs) and leaf.finding not in self._plan.obligations:
            yield problem("built.unknown-obligation", of=where, name=leaf.finding,
                          near=near_names(leaf.finding, self._plan.obligations))
        if isinstance(leaf, Follows) and leaf.consequence not in self._plan.consequences:
            yield problem("built.unknown-consequence", of=where, name=leaf.consequence,
                          near=near_names(leaf.consequence, self._plan.consequences))
        if isinstance(leaf, Comparison):
            yield from self._comparison(leaf, where)

    def _comparison(self, leaf: Comparison, where: Message) -> Iterator[Problem]:
        spec, operator = self._plan.vocabulary.get(leaf.fact), OPERATORS.get(leaf.operator)
        if spec is None:
            facts = self._plan.vocabulary.facts
            yield problem("built.unknown-fact", leaf.place, of=where, name=leaf.fact, near=near_names(leaf.fact, facts))
        if operator is None:
            yield problem("built.unknown-operator", leaf.place, of=where, name=leaf.operator, known=tuple(OPERATORS),
                          near=near_names(leaf.operator, OPERATORS))
        if spec is None or operator is None:
            return
        if spec.type not in operator.types:
            yield problem("built.operator-misfit", leaf.place, of=where, operator=leaf.operator, fact=leaf.fact,
                          type=spec.type)
        elif not _is_bound(leaf.bound, operator.bound, spec.type):
            yield problem("built.bad-bound", leaf.place, of=where, operator=leaf.operator, given=repr(leaf.bound)[:80],
                          fact=leaf.fact)

    def _relations(self) -> Iterator[Problem]:
        obligations = self._plan.obligations
        former: dict[str, str] = {}
        for id, obligation in obligations.items():
            where, followed = _named(obligation), obligations.get(obligation.follows or "")
            if obligation.follows is not None and followed is None:
                yield problem("built.unknown-obligation", obligation.place, of=where, name=obligation.follows,
                              near=near_names(obligation.follows, obligations))
            if followed is not None and set(followed.bears) != set(obligation.bears):
                yield problem("language.follows-other-bearers", obligation.place, name=followed.id,
                              own=list(obligation.bears), other=list(followed.bears))
            for old in obligation.formerly:
                if old in obligations:
                    yield problem("language.formerly-current", obligation.place, id=old)
                elif former.setdefault(old, id) != id:
                    yield problem("language.formerly-twice", obligation.place, id=old)
        for taken in taken_aliases(list(obligations.values()), self._plan.vocabulary):
            yield problem("language.alias-taken", obligations[taken.obligation].place, label=taken.alias,
                          other=taken.other)
        follows = {id: [one.follows] for id, one in obligations.items() if one.follows in obligations and one.follows}
        rows = follow_needs(follows)
        for circle in rows.circles:
            yield problem("language.follows-circle", circle=" → ".join((*circle, circle[0])))
        for id in rows.far:
            yield problem("language.row-too-long", name=id, most=LONGEST_ROW)

    def _consequences(self) -> Iterator[Problem]:
        earlier: set[str] = set()
        for id, consequence in self._plan.consequences.items():
            where = Message("built.part", {"kind": Consequence.__name__, "key": id})
            if id in self._plan.obligations:
                yield problem("language.consequence-id-taken", consequence.place, id=id)
            yield from self._condition(consequence.when, where, on_findings=True)
            for leaf in leaves(consequence.when):
                if isinstance(leaf, Follows) and leaf.consequence in self._plan.consequences.keys() - earlier:
                    yield problem("built.needs-later", consequence.place, of=where, name=leaf.consequence)
            earlier.add(id)
        yield from too_severe(self._plan.consequences, self._plan.obligations)


def _typed(part: Any, kind: type, key: object, named: str) -> Iterator[Problem]:
    """That a part is of its kind, everything in it of the type declared, and its key its own name."""
    where = Message("built.part", {"kind": kind.__name__, "key": str(key)})
    wrong = misfits(part, kind)
    for one in wrong:
        yield problem("built.wrong-type", of=where, field=one.path or "-", wanted=one.wanted, given=one.given)
    if not wrong and getattr(part, named) != key:
        yield problem("built.key-unlike-id", of=where, key=str(key), id=str(getattr(part, named)))


def _joins(condition: Condition, where: Message) -> Iterator[Problem]:
    """Joins of nothing, which would hold or fail whatever is known."""
    parts: tuple[Condition, ...] = (condition.part,) if isinstance(condition, Not) else ()
    if isinstance(condition, (All, AnyOf, AtLeastOf)):
        parts = condition.parts
        if not parts:
            yield problem("built.empty-join", of=where, join=type(condition).__name__)
        elif isinstance(condition, AtLeastOf) and not 1 <= condition.count <= len(parts):
            yield problem("language.count-of-parts", count=condition.count, parts=len(parts))
    for part in parts:
        yield from _joins(part, where)


def _is_bound(bound: Bound, kind: BoundKind, type: FactType) -> bool:
    if kind is BoundKind.TRUE:
        return bound is True
    if kind is BoundKind.GROWTH:
        return bound is True or (isinstance(bound, Growth) and not misfits(bound, Growth) and _is_growth(bound))
    if kind is BoundKind.VALUE:
        kind = BoundKind.NUMBER if type.is_number else BoundKind.DATE if type is FactType.DATE else kind
    if kind in (BoundKind.NUMBER, BoundKind.DATE, BoundKind.VALUE):
        return _is_scalar(bound, kind)
    declared = _DECLARED_BOUNDS.get(kind)
    if declared is not None and misfits(bound, declared):
        return False
    if isinstance(bound, Tolerance):
        return bound.within >= 0
    if isinstance(bound, Years):
        return _are_years(bound.first, bound.last) and bound.first <= bound.last
    return bound != ()


def _counted_too_late(condition: Condition, judged: int, where: Message) -> Iterator[Problem]:
    """Growth that is counted from the first year that is judged, or a later one."""
    for leaf in leaves(condition):
        base = leaf.bound.base if isinstance(leaf, Comparison) and isinstance(leaf.bound, Growth) else None
        if isinstance(base, int) and base >= judged:
            yield problem("built.growth-too-late", leaf.place, of=where, year=str(base), judged=str(judged))


def _is_growth(growth: Growth) -> bool:
    """Whether it tells a base year where one is held against, and none where not."""
    if growth.base is None:
        return growth.against is not Against.SINCE_BASE
    return growth.against is Against.SINCE_BASE and _are_years(growth.base)


def _is_scalar(bound: Bound, kind: BoundKind) -> bool:
    if kind is BoundKind.NUMBER:
        return isinstance(bound, Decimal) and bound.is_finite()
    if kind is BoundKind.DATE:
        return isinstance(bound, date) and not isinstance(bound, datetime)
    return isinstance(bound, str)


def _are_years(*years: int) -> bool:
    return all(1900 <= year <= 2200 for year in years)


def _named(obligation: Obligation) -> Message:
    return Message("built.part", {"kind": Obligation.__name__, "key": obligation.id})


def _wrong_type(where: Message, field: str, wanted: str, given: object) -> Problem:
    return problem("built.wrong-type", of=where, field=field, wanted=wanted, given=repr(given)[:80])
