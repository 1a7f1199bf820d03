"""Decisions to accept a gap."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from scilit_rules.model.place import Place
from scilit_rules.model.words import Word


class WaiverState(Word):
    """How a waiver stands in one run."""

    ACTIVE = "active"
    UNUSED = "unused"
    EXPIRED = "expired"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision to accept a gap.

    Args:
        id: its own id.
        obligation: the id of the obligation.
        subject: the id of the subject.
        reason: why the gap is accepted.
        approver: who decided.
        document: by which document.
        from_day: the first day that it counts.
        until: the last day that it counts, included.
        period: the one period that it is limited to, or None.
        place: where it was written.
    """

    id: str
    obligation: str
    subject: str
    reason: str
    approver: str
    document: str
    from_day: date
    until: date
    period: str | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """How one waiver stood in one run.

    Args:
        waiver: the decision.
        state: how it stands on the run's date.
        findings: ids of the findings that it accepts, or, once expired, would have accepted.
    """

    waiver: Waiver
    state: WaiverState
    findings: tuple[str, ...] = ()
