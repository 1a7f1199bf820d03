"""Whether a piece of evidence bears on a duty: it is of the subject, of the plan's time, and not the order itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from scilit_rules.facts.elsewhere import Elsewhere
from scilit_rules.facts.evidence_times import is_earlier, is_later, may_stand
from scilit_rules.facts.orders import Orders
from scilit_rules.model.fact import Evidence
from scilit_rules.model.lacks import Lack
from scilit_rules.model.plan import Plan
from scilit_rules.model.words import EvidenceKind, Word

_REMEMBERED = 20_000
_LONGEST = 500


class Manner(Word):
    """How a duty is done, which says whether what is older than the plan may show it."""

    LASTING = "lasting"
    ORGANISED = "organised"
    ONCE = "once"
    MEASURED = "measured"


class Duty(NamedTuple):
    """What a piece is to prove.

    Args:
        subject: the id of who bears it.
        manner: how it is done.
        since: the first year that counts for it.
        as_of: the day that is judged at.
        issues: whether it is to issue the plan and to start with it, which the plan itself shows.
    """

    subject: str
    manner: Manner
    since: int
    as_of: date
    issues: bool = False


class Bearing:
    """Weighs pieces of evidence against the duties of a plan.

    Args:
        plan: the plan.
    """

    def __init__(self, plan: Plan) -> None:
        self._orders = Orders(plan)
        self._elsewhere = Elsewhere(plan.register)
        self._known: dict[tuple[str, EvidenceKind, Duty], Lack | None] = {}

    def weighed(self, piece: Evidence, duty: Duty) -> Evidence:
        """A piece of evidence, which does not count where it does not bear on a duty.

        Args:
            piece: the piece.
            duty: what it is to prove.
        """
        if piece.kind is None:
            return piece
        text = piece.text[:_LONGEST]
        key = text, piece.kind, duty
        if key not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = self._lack(text, piece.kind, duty)
        lack = self._known[key]
        return piece if lack is None else replace(piece, kind=None, lacks=(lack,))

    def _lack(self, text: str, kind: EvidenceKind, duty: Duty) -> Lack | None:
        # What was measured in a year is often put on paper in the next.
        if duty.manner is not Manner.MEASURED and is_later(text, kind, duty.as_of):
            return Lack.TIME
        if not duty.issues and self._orders.asks(text):
            return Lack.ORDER
        if self._elsewhere.is_of_other(text, kind, duty.subject):
            return Lack.PLACE
        return Lack.PERIOD if _is_too_old(text, kind, duty) else None


def _is_too_old(text: str, kind: EvidenceKind, duty: Duty) -> bool:
    """Whether a piece tells only of years before the plan, in which nothing was done for it.

    What goes on or recurs must be shown in the plan's years. What was to be set up once may have been founded before;
    of an organisation, an older rule shows it too. What is measured has its years beside it.
    """
    if duty.manner is Manner.MEASURED or not is_earlier(text, kind, duty.since):
        return False
    if duty.manner is Manner.LASTING:
        return True
    return not may_stand(text, kind, by_rule=duty.manner is Manner.ORGANISED)
