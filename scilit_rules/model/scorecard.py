"""How subjects, chapters and bodies stand: counts of findings, and points where the plan declares scoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from scilit_rules.model.text import Message
from scilit_rules.model.words import Role, Status


@dataclass(frozen=True, slots=True)
class Standing:
    """How some obligations stand.

    Args:
        obligations: how many obligations were judged.
        counts: how many findings on them have each status; statuses that do not occur count 0.
    """

    obligations: int
    counts: Mapping[Status, int]

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """What one obligation earns, so that a reader can reckon it again.

    Args:
        obligation: its id.
        weight: what it weighs.
        credit: the percentage of its weight that it earns; None where it does not count, or points are deducted.
        points: what it earns, or None where it does not count.
        why: how each period counts.
    """

    obligation: str
    weight: Decimal
    credit: Decimal | None
    points: Decimal | None
    why: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one subject: points × full score ÷ weight, and the bonus on top, at most the full score.

    Args:
        full: the full score.
        lines: one line for each obligation that has a weight, in the plan's order.
        weight: the weights of those that count, together.
        points: their points, together.
        bonus_lines: what each obligation earns on top.
        bonus: what they earn together, no more than the plan allows.
        total: the score, or None where nothing counts or a rule failed.
        grade: the id of its grade, or None without total or grades.
        earned_grade: the id of the grade that the total alone would earn.
        vetoed_by: ids of the unmet obligations that lowered the grade.
    """

    full: Decimal
    lines: tuple[ScoreLine, ...]
    weight: Decimal
    points: Decimal
    bonus_lines: tuple[ScoreLine, ...]
    bonus: Decimal
    total: Decimal | None
    grade: str | None
    earned_grade: str | None
    vetoed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubjectCard:
    """How one subject stands.

    Args:
        subject: its id.
        standing: over everything that it was judged on.
        chapters: over each chapter and section, by path, in the plan's order.
        score: its score, or None where the plan declares no scoring.
    """

    subject: str
    standing: Standing
    chapters: Mapping[str, Standing]
    score: Score | None = None


@dataclass(frozen=True, slots=True)
class RoleCard:
    """What one body answers for in one role, taken from the very clauses that name it.

    Args:
        role: the role.
        clauses: the paths of the clauses that name it in this role.
        obligations: ids of the obligations of these clauses, not of clauses within them.
        standing: how those judged stand.
    """

    role: Role
    clauses: tuple[str, ...]
    obligations: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class BodyCard:
    """What one body answers for, and how that stands.

    Args:
        body: its name in the text.
        collective: whether the text names several bodies at once without counting them up.
        roles: its roles, those that it has.
    """

    body: str
    collective: bool
    roles: tuple[RoleCard, ...]


@dataclass(frozen=True, slots=True)
class Scorecards:
    """How subjects, chapters and bodies stand.

    Args:
        subjects: one card for each subject, in the order of the report.
        chapters: chapters and sections with any obligation, by path, in the plan's order.
        bodies: one card for each body, in the order in which the text first names them.
    """

    subjects: tuple[SubjectCard, ...]
    chapters: Mapping[str, Standing]
    bodies: tuple[BodyCard, ...]

    def __repr__(self) -> str:
        """In a line, without all cards."""
        return f"<Scorecards of {len(self.subjects)} subjects and {len(self.bodies)} bodies>"
