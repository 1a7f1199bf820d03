"""What was found for one obligation, subject and period."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from scilit_rules.model.condition import Comparison, Truth
from scilit_rules.model.fact import Attested, Doubt, Evidence, Fact, Interval, Value
from scilit_rules.model.lineage import Key
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.words import Disposition, Reason, Severity, Status


@dataclass(frozen=True, slots=True)
class Gap:
    """How far a value is from what is asked.

    Args:
        amount: the distance to the bound, not negative, in ``unit``.
        unit: the unit of the fact.
        more_than: whether the distance itself is not enough, because the bound must be passed.
        money: for a sum per head, the whole amount missing in yuan: gap per head × population.
    """

    amount: Decimal
    unit: str
    more_than: bool = False
    money: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison as it was decided.

    Args:
        comparison: what was asked.
        truth: how it was decided; None for unknown.
        actual: the value compared, an interval where only bounds are known, or None.
        facts: the facts that it rests on; for a derived value its parts too.
        reason: why it is unknown.
        message: what exactly is unknown and why, in words.
        places: the places of doubtful or conflicting data.
        gap: how far the value is from the bound, where it fails and a distance has a meaning.
        doubts: each thing that was written and could not be used, of the fact or of what it is computed from.
    """

    comparison: Comparison
    truth: Truth
    actual: Value | Interval | None = None
    facts: tuple[Fact, ...] = ()
    reason: Reason | None = None
    message: Message | None = None
    places: tuple[Place, ...] = ()
    gap: Gap | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def messages(self) -> tuple[Message, ...]:
        """What is unknown and why, the whole first, then each thing that could not be used."""
        whole = () if self.message is None else (self.message,)
        return tuple(dict.fromkeys((*whole, *(doubt.message for doubt in self.doubts))))


@dataclass(frozen=True, slots=True)
class Outlook:
    """Whether a target that is not due yet is within reach.

    Args:
        baseline: the earliest fact of the plan's years, or the year before.
        latest: the newest fact.
        target: the bound to reach.
        expected: what a straight line from the baseline to the target asks for in the latest fact's year.
        on_course: whether the latest value is on that line or beyond it.
    """

    baseline: Fact
    latest: Fact
    target: Decimal
    expected: Decimal
    on_course: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """The judgement on one obligation for one subject and period.

    Args:
        obligation: the id of the obligation in the plan.
        subject: the id of the subject.
        period: the year or years judged, such as ``2020`` or ``2016-2020``.
        status: what was found.
        severity: how much it weighs, for ``unmet`` only.
        reason: why it is unknown.
        wanted: the facts that would decide it.
        checks: each comparison of the requirement as it was decided.
        when_checks: each comparison of the condition for applying, as it was decided.
        attested: the reporter's and the reviewer's word, where it rests on one.
        evidence: what was offered in proof.
        places: where everything that it rests on was read.
        notes: what a reader must know to understand it.
        gap: the gap of the first of its checks that has one, for ``unmet`` only.
        outlook: for ``not_due``, whether the target is within reach.
        self_reported: whether it rests on the reporter's word alone.
        disposition: what was decided about it.
        waiver: the id of the waiver that accepts it.
        follows: the id of the finding that shows the same, so that this one is shown and not counted again.
    """

    obligation: str
    subject: str
    period: str
    status: Status
    severity: Severity | None = None
    reason: Reason | None = None
    wanted: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    when_checks: tuple[Check, ...] = ()
    attested: Attested | None = None
    evidence: tuple[Evidence, ...] = ()
    places: tuple[Place, ...] = ()
    notes: tuple[Message, ...] = ()
    gap: Gap | None = None
    outlook: Outlook | None = None
    self_reported: bool = False
    disposition: Disposition = Disposition.OPEN
    waiver: str | None = None
    follows: str | None = None

    @property
    def id(self) -> str:
        """``subject/obligation/period``: stable from run to run."""
        return f"{self.subject}/{self.obligation}/{self.period}"

    @property
    def key(self) -> Key:
        """Subject, obligation and period: by what it is known within a plan."""
        return self.subject, self.obligation, self.period

    @property
    def is_gap(self) -> bool:
        """Whether the obligation is not met."""
        return self.status is Status.UNMET


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A consequence that holds for a subject.

    Args:
        consequence: the id of the consequence in the plan.
        subject: the id of the subject.
        severity: how much it weighs.
        because: ids of the findings that it follows from.
    """

    consequence: str
    subject: str
    severity: Severity
    because: tuple[str, ...]
