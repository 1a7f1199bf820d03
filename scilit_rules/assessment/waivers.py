"""Decisions to accept gaps: read from a file, applied to findings, and reported as used, unused or expired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from scilit_rules.model.finding import Finding
from scilit_rules.model.waiver import Waiver, WaiverState, WaiverUse
from scilit_rules.model.words import Disposition


def apply_waivers(findings: Sequence[Finding], waivers: Iterable[Waiver], as_of: date,
                  ) -> tuple[tuple[Finding, ...], tuple[WaiverUse, ...]]:
    """Findings with what was decided about them, and how every waiver stood.

    A waiver counts from its first to its last day, both included, and changes only what was decided, never what was
    found. The first of several for one finding accepts it.

    Args:
        findings: what was found.
        waivers: the decisions, in the order of the file.
        as_of: the date of the run.
    """
    gaps: dict[tuple[str, str], list[int]] = {}
    for number, finding in enumerate(findings):
        if finding.is_gap:
            gaps.setdefault((finding.obligation, finding.subject), []).append(number)
    decided = list(findings)
    uses = []
    for waiver in waivers:
        found = gaps.get((waiver.obligation, waiver.subject), [])
        matches = [n for n in found if waiver.period in (None, findings[n].period)]
        state = _state(waiver, as_of, used=bool(matches))
        if state is WaiverState.ACTIVE:
            for number in matches:
                if decided[number].waiver is None:
                    decided[number] = replace(decided[number], disposition=Disposition.WAIVED, waiver=waiver.id)
        uses.append(WaiverUse(waiver, state, tuple(findings[number].id for number in matches)))
    return tuple(decided), tuple(uses)


def _state(waiver: Waiver, as_of: date, *, used: bool) -> WaiverState:
    if as_of > waiver.until:
        return WaiverState.EXPIRED
    if as_of < waiver.from_day:
        return WaiverState.NOT_YET
    return WaiverState.ACTIVE if used else WaiverState.UNUSED
