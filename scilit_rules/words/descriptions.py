"""What is said of one finding, and of an obligation that many fail, before a format lays it out."""

from __future__ import annotations

from dataclasses import dataclass

from scilit_rules.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Described:
    """One finding in the reader's words.

    Args:
        finding: the finding itself.
        title: what is asked, in a line.
        clause: path and heading of the clause.
        period: the period judged.
        weight: how much an unmet obligation weighs, else how strongly it binds.
        demand: what is demanded.
        deadline: by when or how often.
        actual: what was found, one line for each comparison that matters.
        gap: how far off it is.
        why: what a reader must know: why unknown, not due or not applicable; who accepted it.
        bodies: who answers for it.
        places: where the data stands.
        evidence: what was offered in proof.
    """

    finding: Finding
    title: str
    clause: str
    period: str
    weight: str
    demand: str
    deadline: str
    actual: tuple[str, ...]
    gap: str
    why: tuple[str, ...]
    bodies: str
    places: tuple[str, ...]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frequent:
    """An obligation that several subjects fail.

    Args:
        title: what is asked, in a line.
        clause: path and heading of the clause.
        unmet: how many subjects fail it.
        unknown: for how many it is unknown.
    """

    title: str
    clause: str
    unmet: int
    unknown: int
