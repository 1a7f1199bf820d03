"""Gaps that are known, so that a run fails only for those that are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scilit_rules.model.lineage import Key
from scilit_rules.model.place import Place
from scilit_rules.model.words import BaselineState, RuleChange

BASELINE_FORMAT = "scilit-rules-baseline/1"
"""The name and version of the format of baseline files."""


@dataclass(frozen=True, slots=True)
class KnownGap:
    """A gap that is known: of this subject, on this obligation, for this period, and of no other.

    Args:
        subject: the id of the subject.
        obligation: the id of the obligation.
        period: the period.
        since: the date of the report by which it became known.
        place: where it stands in the baseline.
    """

    subject: str
    obligation: str
    period: str
    since: date
    place: Place | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        """Subject, obligation and period, as of the finding."""
        return self.subject, self.obligation, self.period

    @property
    def id(self) -> str:
        """``subject/obligation/period``, as of the finding."""
        return f"{self.subject}/{self.obligation}/{self.period}"


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known gaps of one plan.

    Args:
        tool: the version of this tool that wrote it.
        plan: the id of the plan.
        digest: the digest of the ruleset that the gaps were found with.
        as_of: the date of the report that it was made from, or last held against.
        gaps: the known gaps, sorted by subject, obligation and period.
        source: the file as the user named it; empty for a baseline that was just made.
        version: the version of the plan's rules that the gaps were found with; empty where it told none.
        rules: by obligation the digest of what it demanded when its gaps became known; nothing of a file from before
            that was kept.
        formerly: by obligation the ids that it had in earlier versions of the rules, so that these know its gaps too.
    """

    tool: str
    plan: str
    digest: str
    as_of: date
    gaps: tuple[KnownGap, ...]
    source: str = field(default="", compare=False)
    version: str = ""
    rules: Mapping[str, str] = field(default_factory=dict)
    formerly: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownGapUse:
    """How one known gap stood in one run.

    Args:
        gap: the gap as the baseline names it.
        state: how it stood.
        obligation: what its obligation is called now.
        rule: whether that demands the same as when the gap became known.
    """

    gap: KnownGap
    state: BaselineState
    obligation: str = ""
    rule: RuleChange = RuleChange.UNKNOWN
