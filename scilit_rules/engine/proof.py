"""Whether what is offered in proof of a claim is all that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from scilit_rules.facts.found import Span
from scilit_rules.facts.identities import distinct
from scilit_rules.facts.intervals import Interval, interval_in, recur, times_in
from scilit_rules.facts.papers import NUMBERS, TITLE
from scilit_rules.model.fact import Evidence
from scilit_rules.model.lacks import Lack
from scilit_rules.model.obligation import Proof
from scilit_rules.model.text import Message
from scilit_rules.model.words import EvidenceKind

_USUAL_YEAR, _LONGEST_YEAR = 365.25, 366
"""The days of a year on average, and those by which intervals are told."""


class Offered(NamedTuple):
    """What is offered in proof, and when.

    Args:
        evidence: the pieces.
        remarks: what the reporter added; an interval may be written there too.
        since: from when on the plan is in force.
        as_of: the date of the run.
    """

    evidence: Sequence[Evidence]
    remarks: Sequence[str]
    since: date
    as_of: date


def lacking(offered: Offered, proof: Proof) -> Message | None:
    """What is missing of the proof that is asked for, or None if nothing is."""
    if proof.regularly:
        return _lacking_of_recurrence(offered, proof)
    return _lacking_of_pieces(offered.evidence, proof)


def _lacking_of_pieces(evidence: Sequence[Evidence], proof: Proof) -> Message | None:
    given = distinct(piece for piece in evidence if proof.counts(piece.kind)) if proof.count else 0
    if given >= proof.count:
        return None
    code = "engine.evidence-wanted" if proof.accept else "engine.evidence-of-any-kind-wanted"
    return Message(code, {"asked": proof.count, "given": given, "accept": proof.accept})


def _lacking_of_recurrence(offered: Offered, proof: Proof) -> Message | None:
    interval = interval_in([*(piece.text for piece in offered.evidence), *offered.remarks])
    if interval is None:
        return Message("engine.interval-wanted", {"accept": proof.accept})
    if not _passed_twice(interval, offered):
        return _lacking_of_pieces(offered.evidence, replace(proof, count=min(proof.count, 1)))
    # What states the interval, such as a rule, is not one of the times itself.
    pieces = [piece for piece in offered.evidence if proof.counts(piece.kind) and interval_in([piece.text]) is None]
    short = _lacking_of_pieces(pieces, proof)
    since, until = offered.since, offered.as_of
    times = (time for piece in pieces for time in times_in(piece.text) if _within_run(time, since, until))
    if short is not None or recur(times, interval):
        return short
    return Message("engine.recurrence-wanted", {"interval": interval.words, "accept": proof.accept})


def in_time(piece: Evidence, since: date, as_of: date) -> Evidence:
    """A piece of evidence, which does not count where it tells of what took place before the plan or later.

    Args:
        piece: the piece; what is no event may well be older, as a rule that still holds.
        since: from when on the plan is in force.
        as_of: the day that is judged at.
    """
    times = times_in(piece.text) if piece.kind is EvidenceKind.EVENT else ()
    if not times or any(_within_run(time, since, as_of) for time in times):
        return piece
    return replace(piece, kind=None, lacks=(Lack.PERIOD,))


def is_before(answer: str, since: date) -> bool:
    """Whether an answer speaks of nothing but a time before the plan; a document that it names may be older.

    Args:
        answer: the answer, as it was written.
        since: from when on the plan is in force.
    """
    times = () if any(names.search(answer) for names in (TITLE, *NUMBERS)) else times_in(answer)
    return bool(times) and all(time.end.year < since.year for time in times)


def _within_run(time: Span, since: date, as_of: date) -> bool:
    """Whether something may have happened between the year when the plan came into force and the day of the run."""
    return time.end.year >= since.year and time.start <= as_of


def _passed_twice(interval: Interval, offered: Offered) -> bool:
    # Counted in years of 366 days, 每两年 would pass twice only after the last day of a plan of four full years.
    days = int(2 * interval.days * _USUAL_YEAR / _LONGEST_YEAR)
    return offered.since + timedelta(days=days) <= offered.as_of
