"""Boundary cases, made from each threshold: at it, just above, just below, missing, and of the wrong type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

from scilit_rules.authoring.samples import UNREADABLE, Sample, holds, samples, written
from scilit_rules.engine.slots import due_from
from scilit_rules.language.cases import Case, Expected, Given
from scilit_rules.model.condition import Comparison, Condition, Not, Truth, combine, leaves
from scilit_rules.model.obligation import Obligation, Proof
from scilit_rules.model.operators import Reads
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Message
from scilit_rules.model.words import Claim, EvidenceKind, FactType, JudgedBy, Reason, Status, Term

MOST_LEAVES = 12
_PROOFS = {
    EvidenceKind.DOCUMENT: "市政发〔{year}〕{number}号",
    EvidenceKind.LINK: "https://mp.weixin.qq.com/s/{number}",
    EvidenceKind.FILE: "科普设施名录{number}.pdf",
    EvidenceKind.EVENT: "{year}年5月第{number}届科技活动周启动仪式照片",
    EvidenceKind.REGISTER: "{year}年第{number}批科普设施名录",
    EvidenceKind.CONTRACT: "{year}年与市博物馆签订的第{number}期共建协议",
    EvidenceKind.ACCOUNT: "微信公众号：科普园地{number}",
    EvidenceKind.LETTER: "{year}年{number}月市财政局致市科协的函",
}
_EVERY_YEAR = "每年一次"
_PARTS_OF_YEARS = (Term.QUARTER, Term.HALF_YEAR)
_CLAIMS = {Claim.DONE: "已完成", Claim.PARTLY: "部分完成", Claim.NOT_DONE: "未完成"}

Values = Mapping[str, Sample]


def boundary_cases(plan: Plan) -> Iterator[Case]:
    """The boundary cases of all obligations of a plan, in its order."""
    for obligation in plan.obligations.values():
        yield from cases_of(plan, obligation)


def cases_of(plan: Plan, obligation: Obligation) -> Iterator[Case]:
    """The boundary cases of one obligation.

    Where its requirement has several comparisons, each is tried in turn while the others are such that it decides.
    Its condition for applying is kept true.

    Args:
        plan: the plan.
        obligation: the obligation; has no cases if the plan knows nobody who bears it.
    """
    bearers = (subject.id for subject in plan.register.within(plan.jurisdiction) if subject.level in obligation.bears)
    subject = next(bearers, None)
    if subject is None:
        return
    schedule, due = obligation.schedule, due_from(obligation.schedule)
    maker = _Maker(plan, obligation, subject, due if schedule.repeats else schedule.due)
    yield from maker.on_facts() if obligation.judged_by is JudgedBy.FACT else maker.on_word()
    for label, day, status in (("day-before-due", due - timedelta(days=1), Status.NOT_DUE), ("due", due, Status.UNMET)):
        yield from _Maker(plan, obligation, subject, day).failing(label, status)


def deciding(condition: Condition, leaf: int) -> tuple[bool, ...] | None:
    """Truths for all leaves of a condition, true for the one named, by which the others leave the decision to it.

    Args:
        condition: the condition.
        leaf: the number of the leaf, from 0, left to right.

    Returns:
        the truths, or None if the leaf never decides or there are too many to try.
    """
    count = sum(1 for _ in leaves(condition))
    for others in product((True, False), repeat=count - 1) if count <= MOST_LEAVES else ():
        truths = (*others[:leaf], True, *others[leaf:])
        flipped = (*others[:leaf], False, *others[leaf:])
        if combine(condition, iter(truths)) is not combine(condition, iter(flipped)):
            return truths
    return None


def satisfying(condition: Condition) -> tuple[bool, ...] | None:
    """Truths for all leaves of a condition by which it is true, or None if there are none or too many to try."""
    count = sum(1 for _ in leaves(condition))
    tried = product((True, False), repeat=count) if count <= MOST_LEAVES else ()
    return next((truths for truths in tried if combine(condition, iter(truths)) is True), None)


class _Maker:
    """Makes the cases of one obligation for one subject, judged on the last day of a period that is due."""

    def __init__(self, plan: Plan, obligation: Obligation, subject: str, as_of: date) -> None:
        self.plan = plan
        self.obligation = obligation
        self.subject = subject
        self.as_of = as_of
        self.applying = self._applying()

    def _applying(self) -> Values | None:
        when = self.obligation.when
        if when is None:
            return {}
        truths = satisfying(when)
        values = None if truths is None else self._values(_comparisons(when), truths, {})
        return values if values is not None and _truth(when, values) is True else None

    def _values(self, comparisons: Sequence[Comparison], truths: Sequence[bool], chosen: Values) -> Values | None:
        """Values by which comparisons have these truths, besides those chosen already; None if there are none."""
        values = dict(chosen)
        for comparison, truth in zip(comparisons, truths, strict=True):
            if comparison.fact in values:
                continue
            fitting = (s for s in self._samples(comparison) if holds(comparison, s) is truth)
            sample = next(fitting, None)
            if sample is None:
                return None
            values[comparison.fact] = sample
        return values

    def _samples(self, comparison: Comparison) -> tuple[Sample, ...]:
        return samples(comparison, self.plan.vocabulary[comparison.fact], self.as_of.year)

    def on_facts(self) -> Iterator[Case]:
        require = self.obligation.require
        assert require is not None
        comparisons = _comparisons(require)
        for number, comparison in enumerate(comparisons):
            truths = deciding(require, number)
            if truths is None or self.applying is None:
                continue
            for sample in self._samples(comparison):
                values = self._values(comparisons, truths, {**self.applying, comparison.fact: sample})
                if values is not None and self._applies(values):
                    yield from self._tried(comparison, sample, values)
            rest = self._values(comparisons, truths, self.applying)
            if rest is not None and comparison.fact not in self.applying:
                yield from self._unknown(comparison, rest)

    def _applies(self, values: Values) -> bool:
        return self.obligation.when is None or _truth(self.obligation.when, values) is True

    def _tried(self, comparison: Comparison, sample: Sample, values: Values) -> Iterator[Case]:
        require, proof = self.obligation.require, self.obligation.proof
        assert require is not None
        held = _truth(require, values)
        if held is None:
            return
        value = written(sample.value, self.plan.vocabulary[comparison.fact])
        name = self._name(comparison.fact, sample.label, value)
        yield self._case(name, self._given(values, proof), Status.MET if held else Status.UNMET)
        if held and proof.count:
            unproved = self._name(comparison.fact, "no-evidence", value)
            yield self._case(unproved, self._given(values, Proof()), Status.NEEDS_REVIEW)

    def _unknown(self, comparison: Comparison, values: Values) -> Iterator[Case]:
        others = {name: sample for name, sample in values.items() if name != comparison.fact}
        given = self._given(others, self.obligation.proof)
        if comparison.spec.reads is Reads.CHANGE:
            yield from self._without_past(comparison, values)
        yield self._case(self._name(comparison.fact, "missing", ""), given, Status.UNKNOWN, Reason.MISSING)
        if self.plan.vocabulary[comparison.fact].type is not FactType.TEXT:
            wrong = Given(self.subject, comparison.fact, UNREADABLE)
            name = self._name(comparison.fact, "wrong-type", UNREADABLE)
            yield self._case(name, (*given, wrong), Status.UNKNOWN, Reason.AMBIGUOUS)

    def _without_past(self, comparison: Comparison, values: Values) -> Iterator[Case]:
        """The value of the year alone, without those of the years that it is held against."""
        alone = {**values, comparison.fact: values[comparison.fact]._replace(past={})}
        require = self.obligation.require
        if require is not None and _truth(require, alone) is None:
            name = self._name(comparison.fact, "no-past", "")
            given = self._given(alone, self.obligation.proof)
            yield self._case(name, given, Status.UNKNOWN, Reason.MISSING)

    def on_word(self) -> Iterator[Case]:
        if self.applying is None:
            return
        before = self._given(self.applying, Proof())
        if self.obligation.attest is None:
            yield self._word("missing", before, Status.NEEDS_REVIEW)
            yield self._word("claimed", before, Status.NEEDS_REVIEW, claim=Claim.DONE)
            yield self._word("marked-done", before, Status.MET, mark=Claim.DONE)
            yield self._word("marked-not-done", before, Status.UNMET, mark=Claim.NOT_DONE)
            return
        proof = self.obligation.attest.proof
        proofs = _evidence(proof, self.as_of.year)
        yield self._case(self._name(self.obligation.id, "missing", ""), before, Status.UNKNOWN, Reason.MISSING)
        yield self._word("done", before, Status.MET, claim=Claim.DONE, evidence=proofs)
        if proof.count:
            yield self._word("no-evidence", before, Status.NEEDS_REVIEW, claim=Claim.DONE)
        if proof.regularly:
            yield self._word("no-interval", before, Status.NEEDS_REVIEW, claim=Claim.DONE, evidence=proofs[1:])
            yield self._word("only-once", before, Status.NEEDS_REVIEW, claim=Claim.DONE, evidence=proofs[:2])
        yield self._word("partly", before, Status.UNMET, claim=Claim.PARTLY, evidence=proofs)
        yield self._word("not-done", before, Status.UNMET, claim=Claim.NOT_DONE)
        wrong = Given(self.subject, self.obligation.id, UNREADABLE)
        name = self._name(self.obligation.id, "wrong-type", UNREADABLE)
        yield self._case(name, (*before, wrong), Status.UNKNOWN, Reason.AMBIGUOUS)

    def failing(self, label: str, status: Status) -> Iterator[Case]:
        """What does not hold, on a day before or on which that is a gap."""
        require = self.obligation.require
        if self.applying is None:
            return
        if require is None:
            attested = self.obligation.attest is not None
            claim, mark = (Claim.NOT_DONE, None) if attested else (None, Claim.NOT_DONE)
            yield self._word(label, self._given(self.applying, Proof()), status, claim=claim, mark=mark)
            return
        truths, comparisons = satisfying(Not(require)), _comparisons(require)
        values = None if truths is None else self._values(comparisons, truths, self.applying)
        if values is None or _truth(require, values) is not False or not self._applies(values):
            return
        # What lies on other days, or is held against other years, is tried by the thresholds.
        if not any(isinstance(sample.value, date) or sample.past for sample in values.values()):
            first = comparisons[0].fact
            name = self._name(first, label, written(values[first].value, self.plan.vocabulary[first]))
            yield self._case(name, self._given(values, self.obligation.proof), status)

    def _word(self, label: str, before: tuple[Given, ...], status: Status, *, claim: Claim | None = None,
              mark: Claim | None = None, evidence: tuple[str, ...] = ()) -> Case:
        said, marked = _CLAIMS[claim] if claim else None, _CLAIMS[mark] if mark else ""
        given = Given(self.subject, self.obligation.id, said, None, evidence, marked)
        name = self._name(self.obligation.id, label, marked or said or "")
        return self._case(name, (*before, given) if claim or mark else before, status)

    def _given(self, values: Values, proof: Proof) -> tuple[Given, ...]:
        proofs = _evidence(proof, self.as_of.year)
        # The figure of a whole year does not tell what held in a quarter of it, so that of a day is given.
        period = self.as_of.isoformat() if self.obligation.schedule.term in _PARTS_OF_YEARS else None
        given = []
        for name, sample in values.items():
            spec = self.plan.vocabulary[name]
            given.append(Given(self.subject, name, written(sample.value, spec), period, proofs))
            given += [Given(self.subject, name, written(value, spec), str(year), proofs)
                      for year, value in sorted(sample.past.items())]
        return tuple(given)

    def _name(self, fact: str, label: str, value: str) -> Message:
        kind = Message(f"authoring.boundary.{label}", {"value": value})
        return Message("authoring.boundary", {"obligation": self.obligation.id, "fact": fact, "kind": kind})

    def _case(self, name: Message, given: tuple[Given, ...], status: Status,
              reason: Reason | None = None) -> Case:
        place = self.obligation.place
        expected = Expected(self.obligation.id, status, reason, place=place)
        return Case(name, self.subject, self.as_of, given, (expected,), place=place)


def _comparisons(condition: Condition) -> tuple[Comparison, ...]:
    found = tuple(leaves(condition))
    assert all(isinstance(leaf, Comparison) for leaf in found)
    return found  # type: ignore[return-value]  # checked in the line before


def _truth(condition: Condition, values: Values) -> Truth:
    return combine(condition, iter([holds(leaf, values[leaf.fact]) for leaf in _comparisons(condition)]))


def _evidence(proof: Proof, year: int) -> tuple[str, ...]:
    kind = proof.accept[0] if proof.accept else EvidenceKind.DOCUMENT
    numbers = range(1, proof.count + 1)
    if proof.regularly:
        return (_EVERY_YEAR, *(_dated(kind, year - number + 1) for number in numbers))
    return tuple(_PROOFS[kind].format(year=year, number=number) for number in numbers)


def _dated(kind: EvidenceKind, year: int) -> str:
    """A piece that tells its year, whatever its kind."""
    return _PROOFS[kind].format(year=year, number=year)
