"""What a plan asks of those it binds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scilit_rules.model.condition import Condition
from scilit_rules.model.place import Place
from scilit_rules.model.rule_digest import digest_of_rule
from scilit_rules.model.text import Text
from scilit_rules.model.words import (
    Binding,
    EvidenceKind,
    JudgedBy,
    Level,
    ObligationKind,
    ScheduleKind,
    Severity,
    Term,
)


class DayOfYear(NamedTuple):
    """A day of each year, which all years have."""

    month: int
    day: int

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"

    def of(self, year: int) -> date:
        """That day of a year."""
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Schedule:
    """By when, or how often, an obligation must hold.

    Args:
        kind: ``by`` a date, ``in`` a year, ``during`` the plan's years, ``yearly``, or ``every`` few years or term.
        due: the last day on which it may come to hold; for ``yearly`` and ``every`` the last day of the plan.
        first: the first year that counts; for ``every`` the first in which it is due.
        last: the last year that counts.
        step: years from one due year to the next (1 for ``yearly``).
        starts: with ``during``: from when on it can be missed; the first day of the plan if left out.
        day: with ``yearly``: the day of each year by which it must hold; the last if left out.
        term: with ``every``: what each has a finding of its own, where that is not a year.
    """

    kind: ScheduleKind
    due: date
    first: int
    last: int
    step: int = 1
    starts: date | None = None
    day: DayOfYear | None = None
    term: Term | None = None

    @property
    def repeats(self) -> bool:
        """Whether each due year, or term, has a finding of its own."""
        return self.kind in (ScheduleKind.YEARLY, ScheduleKind.EVERY)

    @property
    def first_judged(self) -> int:
        """The first year at whose end it is judged; growth must be counted from one before it."""
        return self.first if self.repeats else self.due.year


@dataclass(frozen=True, slots=True)
class Proof:
    """The evidence that a claim must come with.

    Args:
        count: how many pieces at least.
        accept: the kinds that count; empty for any that is recognised.
        regularly: whether it must show that something recurs: by an interval that is written down, and, once that has
            passed twice since the plan came into force, by two times that lie apart by it.
    """

    count: int = 0
    accept: tuple[EvidenceKind, ...] = ()
    regularly: bool = False

    def counts(self, kind: EvidenceKind | None) -> bool:
        """Whether evidence of a kind counts; what is of no kind, because it names nothing, never does."""
        return kind is not None and (not self.accept or kind in self.accept)


@dataclass(frozen=True, slots=True)
class Attestation:
    """What a reporter is asked to declare.

    Args:
        ask: the question, as it stands in a form.
        proof: the evidence that ``done`` must come with.
        example: what such evidence looks like, as the form shows it beside the question.
        done: what says, besides 已完成 and the like, that this very duty is done: 已启动 where its start is asked for.
    """

    ask: Text
    proof: Proof = Proof()
    example: Text | None = None
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """What an obligation demands, as a report that was saved tells it: in words, not as conditions.

    Args:
        judged_by: whether it is judged on facts, on an attestation, or by a person.
        requirement: what must hold.
    """

    judged_by: JudgedBy
    requirement: Text


@dataclass(frozen=True, slots=True)
class Obligation:
    """One separable promise of a clause.

    Exactly one of ``require``, ``attest`` and ``review`` is given, or, of a plan in outline, ``demand`` alone.

    Args:
        id: its id within the plan, such as ``funding-per-capita``.
        clause: the path of the clause that says so; empty only in rulesets without an issued text.
        phrase: a few words by which the very place is found in the text.
        title: what is asked, in a line.
        kind: what sort of thing is asked for.
        binding: how strongly.
        bears: the levels of the subjects that it binds.
        schedule: by when or how often.
        require: what must hold on facts.
        proof: with ``require``: the evidence that the facts it rests on must come with.
        attest: what the reporter is asked to declare.
        review: the question that only a person can judge.
        when: holds where the obligation applies at all.
        remedy: what to do about a gap.
        note: what the text leaves open, which reading was taken, and what changes it.
        adopts: ``ruleset/id`` of the shared obligation that it took its requirement from.
        follows: the id of the obligation of the same plan that it stands and falls with: both show one gap.
        formerly: the ids that it had in earlier versions of the ruleset.
        place: where the author wrote it.
        aliases: other names by which returns have it, such as its titles in earlier versions.
        demand: what it demands in words, where no more is known than what a saved report tells.
    """

    id: str
    clause: str
    title: Text
    kind: ObligationKind
    binding: Binding
    bears: tuple[Level, ...]
    schedule: Schedule
    phrase: str = ""
    require: Condition | None = None
    proof: Proof = Proof()
    attest: Attestation | None = None
    review: Text | None = None
    when: Condition | None = None
    remedy: Text | None = None
    note: Text | None = None
    adopts: str | None = None
    follows: str | None = None
    formerly: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)
    aliases: tuple[str, ...] = ()
    demand: Demand | None = None

    @property
    def judged_by(self) -> JudgedBy:
        """Whether it is judged on facts, on an attestation, or by a person."""
        if self.demand is not None:
            return self.demand.judged_by
        if self.require is not None:
            return JudgedBy.FACT
        return JudgedBy.ATTESTATION if self.attest is not None else JudgedBy.PERSON

    @property
    def digest(self) -> str:
        """``sha256:`` and the digest of what it demands: of whom, by when, how strongly, and what must hold.

        Ids, titles, remedies, notes and translations are no part of it: they change nothing for those it binds.
        """
        asked = self.attest.ask.zh if self.attest is not None else None
        reviewed = self.review.zh if self.review is not None else None
        proof = self.attest.proof if self.attest is not None else self.proof
        bearers = sorted(level.value for level in self.bears)
        parts: list[object] = [self.binding, bearers, self.schedule, self.require, proof, asked, reviewed, self.when]
        if self.attest is not None and self.attest.done:  # only where used, so that all other digests stay as they were
            parts.append(sorted(self.attest.done))
        return digest_of_rule(*parts)


@dataclass(frozen=True, slots=True)
class Consequence:
    """A rule over findings: what follows where several stand together.

    Args:
        id: its id within the plan.
        title: what is the matter.
        when: which findings, or other consequences, must stand together.
        severity: how much it weighs.
        advice: what to do.
        place: where the author wrote it.
    """

    id: str
    title: Text
    when: Condition
    severity: Severity
    advice: Text | None = None
    place: Place | None = field(default=None, compare=False)
