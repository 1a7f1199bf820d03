"""From an engine's answer to a finding: due or not, proved or only claimed, how far off, and why unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scilit_rules.engine.gaps import gap, outlook
from scilit_rules.engine.operands import places_of, reason_of
from scilit_rules.engine.proof import Offered, in_time, is_before, lacking
from scilit_rules.engine.reference import OperandError, decide
from scilit_rules.engine.slots import Slot
from scilit_rules.facts.bearing import Bearing, Duty, Manner
from scilit_rules.facts.book import FactBook, Found
from scilit_rules.facts.cells import MISSING, fold_name
from scilit_rules.facts.reservations import reserved
from scilit_rules.facts.retractions import taken_back
from scilit_rules.model.condition import Comparison, Condition, Truth, open_leaves
from scilit_rules.model.fact import Attested, Evidence, Fact, with_parts
from scilit_rules.model.finding import Check, Finding, Outlook
from scilit_rules.model.obligation import Obligation, Proof
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Message
from scilit_rules.model.words import Claim, FactType, JudgedBy, Reason, ScheduleKind, Stance, Status
from scilit_rules.plugins.contracts import Answer, Fault, Operand

_DECLARED = (FactType.FLAG, FactType.TEXT, FactType.ATTESTATION)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two conditions of an obligation: what was asked of each leaf, what was found, and the answer."""

    condition: Condition | None
    leaves: tuple[Comparison, ...]
    founds: tuple[Found, ...]
    operands: tuple[Operand, ...]
    answer: Answer

    @property
    def truths(self) -> tuple[Truth, ...]:
        """The truth of each leaf; where the condition is a leaf, the answer itself."""
        if isinstance(self.condition, Comparison) and not isinstance(self.answer, Fault):
            return (self.answer,)
        return tuple(_truth(leaf, operand) for leaf, operand in zip(self.leaves, self.operands, strict=True))

    @property
    def open(self) -> tuple[Found, ...]:
        """What was found for the leaves that keep it undecided; what decides nothing is wanted by nobody."""
        truths = self.truths
        numbers = open_leaves(self.condition, truths) if self.condition is not None else ()
        return tuple(self.founds[number] for number in numbers)


NOTHING = Side(None, (), (), (), True)


@dataclass(frozen=True, slots=True)
class Evidenced:
    """Everything known for one finding: what it demands, and when it applies at all."""

    obligation: Obligation
    subject: str
    slot: Slot
    plan: Plan
    book: FactBook
    demand: Side
    when: Side
    bearing: Bearing

    @property
    def attested(self) -> Attested | None:
        """The attestation that it rests on."""
        founds = self.demand.founds
        value = founds[0].value if founds else None
        return value if isinstance(value, Attested) else None

    @property
    def proof(self) -> Proof:
        """What must be shown."""
        return self.obligation.attest.proof if self.obligation.attest else self.obligation.proof

    @property
    def proving(self) -> tuple[Fact, ...]:
        """The facts that show something: those that it rests on, and for what is to recur what was reported before."""
        newest = tuple(fact for found in self.demand.founds for fact in found.facts)
        if not self.proof.regularly:
            return newest
        names = {leaf.fact for leaf in self.demand.leaves}
        told = (fact for name in names for fact in self.book.earlier(self.subject, name, self.slot.moment))
        return (*(fact for fact in told if fact not in newest and _is_vouched_for(fact)), *newest)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What was offered in proof of the facts, each once."""
        pieces = [self.bearing.weighed(e, self._duty) for fact in self.proving for e in _evidence(fact)]
        if self._lasts:
            pieces = [in_time(piece, self._since, self.slot.moment.as_of) for piece in pieces]
        return tuple(dict.fromkeys(pieces)) if len(pieces) > 1 else tuple(pieces)

    @property
    def _duty(self) -> Duty:
        obligation, time = self.obligation, self.plan.timeline
        organised = obligation.schedule.kind is ScheduleKind.DURING
        manner = Manner.LASTING if self._lasts else Manner.ORGANISED if organised else Manner.ONCE
        # Where a question is about the year that growth is counted from, papers of that year show it.
        of_base = obligation.attest is not None and str(time.base) in obligation.attest.ask.zh
        since = time.base if of_base else self._since.year
        issues = self.subject == self.plan.jurisdiction and obligation.schedule.due.year <= time.issued.year
        as_of = self.slot.moment.as_of
        return Duty(self.subject, manner if obligation.attest else Manner.MEASURED, since, as_of, issues)

    @property
    def _lasts(self) -> bool:
        """Whether it goes on or recurs; what shows a duty that is done once may be older than the plan."""
        schedule = self.obligation.schedule
        goes_on = schedule.kind is ScheduleKind.DURING and schedule.starts == self.plan.timeline.under_way_by
        return goes_on or schedule.repeats

    @property
    def told_of_before(self) -> str:
        """The answer, where it says of what goes on or recurs that it was done before the plan: 2014年已完成."""
        answers = (fact.reading.raw for found in self.demand.founds for fact in found.facts
                   if fact.reading is not None and isinstance(fact.value, Attested))
        return next((raw for raw in answers if self._lasts and is_before(raw, self._since)), "")

    @property
    def _since(self) -> date:
        time = self.plan.timeline
        return max(time.starts, time.issued)

    @property
    def offered(self) -> Offered:
        """What is offered in proof, and since when the plan is in force."""
        remarks = [fact.remark for fact in self.proving if fact.remark]
        return Offered(self.evidence, remarks, self._since, self.slot.moment.as_of)


def verdict(seen: Evidenced) -> Finding:
    """The finding for one obligation, subject and slot."""
    applies, answer = seen.when.answer, seen.demand.answer
    if isinstance(applies, Fault):
        return _finding(seen, Status.ERROR, notes=(applies.message,))
    if applies is not True:
        return _inapplicable(seen, applies)
    if isinstance(answer, Fault):
        return _finding(seen, Status.ERROR, notes=(answer.message,))
    if seen.obligation.judged_by is JudgedBy.FACT:
        return _on_facts(seen, answer)
    return _on_word(seen, answer)


def _inapplicable(seen: Evidenced, applies: Truth) -> Finding:
    if applies is False:
        return _finding(seen, Status.NOT_APPLICABLE, notes=(Message("engine.not-applicable"),))
    return _undecided(seen, seen.when)


def _on_facts(seen: Evidenced, answer: Truth) -> Finding:
    if answer is None:
        return _undecided(seen, seen.demand)
    if answer is False:
        return _failed(seen)
    return _held(seen, seen.obligation.proof)


def _on_word(seen: Evidenced, answer: Truth) -> Finding:
    attested, obligation = seen.attested, seen.obligation
    if attested is not None and attested.verdict is Claim.INAPPLICABLE:
        return _said_inapplicable(seen, attested)
    if attested is not None and attested.claim is not None and attested.stance is Stance.REFUSES:
        return _finding(seen, Status.NEEDS_REVIEW, notes=(Message("engine.refused", {"claim": attested.claim}),))
    if obligation.attest is None and (attested is None or not attested.is_reviewed):
        if not seen.slot.is_due:
            return _finding(seen, Status.NOT_DUE, notes=(_not_due(seen),))
        return _finding(seen, Status.NEEDS_REVIEW, notes=(Message("engine.person-only"), *_unread(seen.demand)))
    if answer is None:
        return _undecided(seen, seen.demand)
    if answer is False:
        return _failed(seen)
    if attested is not None and attested.is_reviewed:
        return _held(seen, Proof())
    return _held(seen, seen.proof if obligation.attest else Proof())


def _said_inapplicable(seen: Evidenced, attested: Attested) -> Finding:
    """A duty said not to apply: so it is once a reviewer says so too, given that a reason is told."""
    decided = attested.mark is Claim.INAPPLICABLE
    reasoned = {"reason": attested.reason} if attested.reason else {}
    if decided or (attested.is_reviewed and reasoned):
        code = "engine.inapplicable" if reasoned else "engine.inapplicable-by-review"
        return _finding(seen, Status.NOT_APPLICABLE, notes=(Message(code, reasoned),))
    code = "engine.inapplicable-claimed" if reasoned else "engine.inapplicable-unexplained"
    return _finding(seen, Status.NEEDS_REVIEW, notes=(Message(code, reasoned),))


def _held(seen: Evidenced, proof: Proof) -> Finding:
    if not seen.slot.has_begun:  # what stands today says nothing of a year that is yet to come
        return _finding(seen, Status.NOT_DUE, notes=(_not_due(seen),))
    against = _against(seen)
    if against is not None:
        return _finding(seen, Status.UNKNOWN, reason=Reason.AMBIGUOUS, wanted=(seen.obligation.id,), notes=(against,))
    lack = lacking(seen.offered, proof)
    return _finding(seen, Status.MET) if lack is None else _finding(seen, Status.NEEDS_REVIEW, notes=(lack,))


def _against(seen: Evidenced) -> Message | None:
    """What takes the answer back: its own time, or the remark of a program; those of files are doubts before."""
    if seen.attested is not None and seen.attested.mark is not None:
        return None
    if seen.told_of_before:
        return Message("engine.done-before", {"raw": seen.told_of_before})
    facts = (fact for fact in _all_facts(seen.demand) if fact.remark)
    told = (_retracted(seen, fact) for fact in facts)
    return next((message for message in told if message is not None), None)


def _retracted(seen: Evidenced, fact: Fact) -> Message | None:
    if isinstance(fact.value, Decimal):
        spec = seen.book.vocabulary[fact.name]
        told = {"title": spec.title, "said": fact.value, "raw": fact.remark}
        is_open = reserved(fact.remark, fact.value, fact.period.year, spec.unit)
        return Message("facts.remark-reserves", told) if is_open else None
    if fact.value is False or isinstance(fact.value, str) or not taken_back(fact.remark, seen.slot.moment.as_of.year):
        return None
    return Message("facts.remark-contradicts", {"title": seen.obligation.title, "said": Claim.DONE, "raw": fact.remark})


def _failed(seen: Evidenced) -> Finding:
    if not seen.slot.is_due:
        return _finding(seen, Status.NOT_DUE, notes=(_not_due(seen),))
    attested = seen.attested
    partly = attested is not None and attested.verdict is Claim.PARTLY
    notes: tuple[Message, ...] = ()
    if attested is not None and partly and attested.progress is not None:
        notes = (Message("engine.partly", {"progress": attested.progress}),)
    return _finding(seen, Status.UNMET, notes=notes)


def _undecided(seen: Evidenced, side: Side) -> Finding:
    open_founds = side.open
    wanted = tuple(dict.fromkeys(name for found in open_founds for name in found.wanted))
    reason = reason_of(open_founds)
    if not seen.slot.is_due:
        return _finding(seen, Status.NOT_DUE, reason=reason, wanted=wanted, notes=(_not_due(seen),))
    if side is not seen.demand or seen.obligation.judged_by is JudgedBy.FACT:
        return _finding(seen, Status.UNKNOWN, reason=reason, wanted=wanted)
    attested = seen.attested
    if attested is not None and attested.verdict is None:
        note = Message("engine.review-of-nothing", {"stance": attested.stance})
        return _finding(seen, Status.UNKNOWN, reason=Reason.MISSING, wanted=(seen.obligation.id,), notes=(note,))
    return _finding(seen, Status.UNKNOWN, reason=reason, wanted=wanted, notes=_unread(side))


def _unread(side: Side) -> tuple[Message, ...]:
    """What was written and could not be taken for an answer; findings on facts tell it beside their comparisons."""
    return tuple(dict.fromkeys(doubt.message for found in side.founds for doubt in found.doubts))


def _not_due(seen: Evidenced) -> Message:
    return Message("engine.not-due", {"due": seen.slot.due})


def _finding(seen: Evidenced, status: Status, *, reason: Reason | None = None, wanted: tuple[str, ...] = (),
             notes: tuple[Message, ...] = ()) -> Finding:
    obligation, fails = seen.obligation, status in (Status.UNMET, Status.NOT_DUE)
    checks = _checks(seen, seen.demand, failing=fails)
    return Finding(
        obligation=obligation.id,
        subject=seen.subject,
        period=seen.slot.label,
        status=status,
        severity=obligation.binding.severity if status is Status.UNMET else None,
        checks=checks if obligation.judged_by is JudgedBy.FACT else (),
        when_checks=_checks(seen, seen.when),
        attested=seen.attested,
        evidence=seen.evidence,
        places=_places(seen),
        gap=next((check.gap for check in checks if check.gap), None) if status is Status.UNMET else None,
        outlook=_outlook(seen) if status is Status.NOT_DUE else None,
        self_reported=status is Status.MET and _self_reported(seen),
        reason=reason,
        wanted=wanted,
        notes=notes + _beside(seen, status),
    )


def _places(seen: Evidenced) -> tuple[Place, ...]:
    """Where everything was read that it rests on, reports of earlier times included where these count."""
    places = places_of(seen.demand.founds + seen.when.founds)
    if not seen.proof.regularly:
        return places
    return tuple(dict.fromkeys((*places, *(fact.place for fact in seen.proving if fact.place is not None))))


def _beside(seen: Evidenced, status: Status) -> tuple[Message, ...]:
    """What stands beside the values and was not understood, each once; of what is met every remark in its own words.

    No reader of remarks knows all wordings, so that a person must see what may take back what was claimed.
    """
    facts = list(_all_facts(seen.demand))
    told = (*facts, *_all_facts(seen.when))
    unread = [one.message for fact in told for one in fact.unread]
    remarks = [Message("engine.remark", {"raw": fact.remark}) for fact in facts
               if status is Status.MET and fold_name(fact.remark) not in MISSING | {"无"}]
    return tuple(dict.fromkeys(unread + remarks))


def _all_facts(side: Side) -> Iterator[Fact]:
    """The facts of one side with those they are computed from: what stands beside a part is of the whole too."""
    for found in side.founds:
        yield from with_parts(found.facts)


def _checks(seen: Evidenced, side: Side, *, failing: bool = False) -> tuple[Check, ...]:
    checks = []
    for leaf, found, operand, truth in zip(side.leaves, side.founds, side.operands, side.truths, strict=True):
        distance = None
        if failing and truth is False and leaf.fact in seen.book.vocabulary:
            spec = seen.book.vocabulary[leaf.fact]
            distance = gap(leaf, operand, found, spec, seen.book, seen.subject, seen.slot.moment)
        checks.append(Check(leaf, truth, found.value, found.facts, found.reason, found.message, found.places, distance,
                            found.doubts))
    return tuple(checks)


def _truth(leaf: Comparison, operand: Operand) -> Truth:
    try:
        return decide(leaf, operand)
    except OperandError:
        return None


def _outlook(seen: Evidenced) -> Outlook | None:
    if len(seen.demand.leaves) != 1:
        return None
    (leaf,), (found,) = seen.demand.leaves, seen.demand.founds
    return outlook(leaf, found, seen.book, seen.subject, seen.plan.years[0], seen.slot.due)


def _self_reported(seen: Evidenced) -> bool:
    named = any(piece.kind is not None for piece in seen.evidence)
    if named and seen.attested is not None and seen.attested.is_reviewed:
        return False
    if any(piece.is_found for piece in seen.evidence):
        return False
    return any(_declared(seen, leaf.fact) for leaf in seen.demand.leaves)


def _declared(seen: Evidenced, name: str) -> bool:
    spec = seen.book.vocabulary.get(name)
    return spec is None or spec.type in _DECLARED


def _is_vouched_for(fact: Fact) -> bool:
    """Whether an earlier report shows something: a figure, or a claim of done that no reviewer refused."""
    word = fact.value
    return not isinstance(word, Attested) or (word.verdict is Claim.DONE and word.stance is not Stance.REFUSES)


def _evidence(fact: Fact) -> tuple[Evidence, ...]:
    return fact.evidence + tuple(piece for part in fact.derived_from for piece in _evidence(part))
