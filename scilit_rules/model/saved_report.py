"""A report as it was saved: what later work needs of it, without the plan that it was made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from scilit_rules.model.finding import Finding
from scilit_rules.model.lineage import Rules
from scilit_rules.model.plan import Mention
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Binding, ObligationKind, Role


@dataclass(frozen=True, slots=True)
class SavedObligation:
    """What a report says of an obligation.

    Args:
        id: its id in the plan.
        title: what is asked, in a line.
        binding: how strongly.
        kind: what sort of thing is asked for.
        clause: the path of the clause that says so.
        heading: the heading of that clause.
        bodies: the bodies that answer for it: those of the clause, or of the nearest clause around it that names any.
        requirement: what must hold, in words.
        remedy: what to do about a gap.
        follows: the id of the obligation that it stands and falls with, so that both show one gap.
    """

    id: str
    title: Text
    binding: Binding
    kind: ObligationKind
    clause: str = ""
    heading: str = ""
    bodies: tuple[Mention, ...] = ()
    requirement: Text = field(default_factory=lambda: Text(""))
    remedy: Text | None = None
    follows: str | None = None

    @property
    def answering(self) -> tuple[str, ...]:
        """The names of the bodies that answer for it; those that only support it where no other is named."""
        first = tuple(mention.body for mention in self.bodies if mention.role is not Role.SUPPORT)
        return tuple(dict.fromkeys(first or (mention.body for mention in self.bodies)))


@dataclass(frozen=True, slots=True)
class SavedReport:
    """A report as it was saved.

    Args:
        source: the file as the user named it; empty for a report that was just made.
        tool: the version of this tool that made it.
        plan: the id of the plan.
        title: the title of the plan.
        digest: the digest of the ruleset.
        as_of: the date that it judged at.
        subjects: who was judged, by id, in the order of the report.
        obligations: what was judged, by id, in the order of the plan.
        vocabulary: the facts that the obligations ask for, by name.
        findings: what was found, in the order of the report. Of a report that was read from a file each finding has
            the one check that its gap is of, and neither facts nor notes.
        assumed: the facts that it rests on and that nobody reported, as they were written; empty for what is.
        version: the version of the plan's rules; empty where it tells none.
        rules: what is kept of all rules of the plan, by id; nothing of a report from before they were kept.
    """

    source: str
    tool: str
    plan: str
    title: Text
    digest: str
    as_of: date
    subjects: Mapping[str, Subject]
    obligations: Mapping[str, SavedObligation]
    vocabulary: Mapping[str, FactSpec]
    findings: tuple[Finding, ...]
    assumed: tuple[str, ...] = ()
    version: str = ""
    rules: Rules = field(default_factory=dict)

    def __repr__(self) -> str:
        """In a line, without all findings."""
        return f"<SavedReport {self.source or self.plan}, as of {self.as_of}: {len(self.findings)} findings>"

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The findings without those that follow another and say the same."""
        return tuple(finding for finding in self.findings if finding.follows is None)

    @property
    def gaps(self) -> tuple[Finding, ...]:
        """The findings whose obligation is not met, whatever was decided about them."""
        return tuple(finding for finding in self.findings if finding.is_gap)
