"""What all formats say of a run."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from scilit_rules.model.fact import Attested
from scilit_rules.model.text import Message
from scilit_rules.model.words import Claim
from scilit_rules.reporters.summary import Summary
from tests.reporters.made import report

PARTLY = Message("engine.partly", {"progress": Decimal(70)})


def test_how_far_a_partly_done_duty_is_is_said_once() -> None:
    given = report(4)
    summary = Summary(given, "zh")
    claimed = next(f for f in given.findings if f.attested is not None and f.attested.claim is Claim.PARTLY)
    claimed = replace(claimed, attested=Attested(Claim.PARTLY, Decimal(70)), notes=(PARTLY,))
    told = summary.describe(claimed)
    assert told.actual == ("自报部分完成（70%）",)
    assert told.why == ()


def test_how_far_it_is_is_said_where_only_the_reviewer_has_spoken() -> None:
    given = report(4)
    claimed = next(f for f in given.findings if f.attested is not None)
    marked = replace(claimed, attested=Attested(None, Decimal(70), Claim.PARTLY), notes=(PARTLY,))
    assert Summary(given, "zh").describe(marked).why == ("部分完成，进度 70%",)
