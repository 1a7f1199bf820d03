"""A self-report form: what it says of itself where nobody looks, and what was typed into it."""

from __future__ import annotations

from dataclasses import dataclass

from scilit_rules.model.fact import Period, Value
from scilit_rules.model.grid import Cell, Raw
from scilit_rules.model.place import Place

FORM_SHEET = "scilit-rules"
"""The name of the hidden sheet by which a form is known again; adapters hand it on although it is hidden."""

FORM_LAYOUT = 1
"""The layout that forms are made in now."""

FORM_RULE = "rule:"
"""What stands before the id of a rule on the hidden sheet, where the digest of what it demands is noted."""


@dataclass(frozen=True, slots=True)
class FormMark:
    """What a form says of itself on its hidden sheet, one row a key.

    Args:
        plan: the id of the plan that it was made from.
        digest: the digest of that ruleset.
        layout: the version of its layout.
        subject: the id of the subject that fills it in.
        year: the year that it asks for.
        lang: the language of its headings.
        rules: the duties that it asks to attest, each with the digest of what it demanded; empty where it notes none.
    """

    plan: str
    digest: str
    layout: int
    subject: str
    year: int
    lang: str = "zh"
    rules: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """One row as it was typed, whatever could be read into it, so that the next form loses nothing.

    Args:
        subject: the id of the subject.
        name: the fact, or the obligation attested.
        period: the time that it speaks of.
        raw: the cell of the value.
        value: what it was read as, or None if it is empty or can't be taken for a value.
        evidence: the text of the evidence.
        remark: the text of the remark.
        progress: the cell of the progress.
        mark: the text of the reviewer's mark.
        reviewer: who reviewed.
        unit: the unit that the heading, or a unit column, gave the value.
        place: where the value stands.
    """

    subject: str
    name: str
    period: Period
    raw: Raw | Cell = None
    value: Value | None = None
    evidence: str = ""
    remark: str = ""
    progress: Raw | Cell = None
    mark: str = ""
    reviewer: str = ""
    unit: str = ""
    place: Place | None = None
