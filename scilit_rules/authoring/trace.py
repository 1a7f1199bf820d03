"""A ruleset held against the issued text of its plan: every clause, every phrase, every body, number and strength."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from scilit_rules.authoring.differences import (
    Spot,
    compare_bodies,
    compare_clause,
    compare_commands,
    compare_phrase,
    compare_quantities,
    compare_strength,
    find_phrase,
    lone_clause,
)
from scilit_rules.authoring.documents import IssuedText
from scilit_rules.authoring.modality import Command, Governed, find_commands, govern
from scilit_rules.authoring.pairing import Pair, Pairing, by_clause, pair_clauses
from scilit_rules.authoring.quantities import Quantity, find_quantities
from scilit_rules.authoring.sentences import Part, split_parts
from scilit_rules.authoring.text import ClauseText, normalise, normalised_places
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Clause, Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import problem

_SHOWN = 5
_BODIES = ("trace.body-lacking", "trace.body-extra", "trace.body-role", "trace.body-order", "trace.wording")
_STRENGTHS = ("trace.strength", "trace.strength-without-word")


@dataclass(frozen=True, slots=True)
class Traced:
    """An obligation and the place of the text that says so.

    Args:
        obligation: the obligation.
        start: the offset of its phrase in the normalised text of the clause, or None where it was not found.
        end: the offset behind it.
        governed: the words that govern the place, and the bindings that fit them.
    """

    obligation: Obligation
    start: int | None = None
    end: int = 0
    governed: Governed | None = None


@dataclass(frozen=True, slots=True)
class TracedClause:
    """One clause of the ruleset, of the text, or of both.

    Args:
        clause: as the ruleset has it, or None.
        found: as the text has it, or None.
        display: the characters of the text as printed, one entry for each character of ``found.text``.
        offsets: for each character of ``found.text`` its offset in the whole text.
        obligations: its obligations, each with the place that says so.
        quantities: the numbers that it states.
        parts: its parts, between marks of punctuation.
        commands: those parts that command; the heading is none of them where more follows.
        problems: differences (errors), explained ones (infos), and remarks on it.
    """

    clause: Clause | None
    found: ClauseText | None
    display: tuple[str, ...] = ()
    offsets: tuple[int, ...] = ()
    obligations: tuple[Traced, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    parts: tuple[Part, ...] = ()
    commands: tuple[Command, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def path(self) -> str:
        """The number path: the ruleset's, or else the text's."""
        found = self.clause or self.found
        assert found is not None
        return found.path

    @property
    def unchanged(self) -> bool:
        """Whether its wording is proven to be the one that the ruleset was written from."""
        return bool(self.clause and self.found and self.clause.digest == self.found.digest)

    @property
    def silent(self) -> tuple[Part, ...]:
        """The parts of its text that no obligation's phrase touches; the heading is none of them."""
        touched = [(t.start, t.end) for t in self.obligations if t.start is not None]
        return tuple(
            part for part in (_behind_heading(self.found, self.parts) if self.found else ())
            if not any(start < part.end and part.start < end for start, end in touched)
        )


@dataclass(frozen=True, slots=True)
class Trace:
    """A ruleset held against the issued text of its plan.

    Args:
        plan: the plan.
        source: the text.
        clauses: every clause of either, in the order of the text.
        cut: clauses at the end of the plan that the text does not reach.
        general: what concerns the whole text.
    """

    plan: Plan
    source: IssuedText
    clauses: tuple[TracedClause, ...]
    cut: tuple[Clause, ...] = ()
    general: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything found, in the order of the text."""
        return (*self.general, *chain.from_iterable(clause.problems for clause in self.clauses))

    @property
    def differences(self) -> tuple[Problem, ...]:
        """What differs and is not explained."""
        return tuple(found for found in self.problems if found.level is ProblemLevel.ERROR)

    @property
    def explained(self) -> tuple[Problem, ...]:
        """What differs, with a note in the ruleset that says why."""
        return tuple(found for found in self.problems if found.level is ProblemLevel.INFO)

    @property
    def tallies(self) -> tuple[tuple[str, int, int], ...]:
        """What was compared: its name, how many agree, and how many there are."""
        both = [clause for clause in self.clauses if clause.clause and clause.found]
        traced = [one for clause in self.clauses for one in clause.obligations]
        judged = [one for one in traced if one.governed]
        numbers = sum(len(clause.quantities) for clause in both)
        commands = sum(len(clause.commands) for clause in both)
        codes = Counter(found.code for found in self.differences)
        bodied = sum(any(found.code in _BODIES for found in clause.problems) for clause in both)
        return (
            ("clauses", len(both), len(self.clauses) + len(self.cut)),
            ("wordings", sum(clause.unchanged for clause in both), len(both)),
            ("bodies", len(both) - bodied, len(both)),
            ("phrases", sum(one.start is not None for one in traced), len(traced)),
            ("numbers", numbers - codes["trace.number"] - codes["trace.date"], numbers),
            ("commands", commands - codes["trace.command"], commands),
            ("strengths", len(judged) - sum(codes[code] for code in _STRENGTHS), len(judged)),
        )

    @property
    def agrees(self) -> bool:
        """Whether nothing is unexplained."""
        return not self.differences


def trace_plan(plan: Plan, source: IssuedText, against: IssuedText | None = None) -> Trace:
    """Holds a ruleset against the issued text of its plan.

    Args:
        plan: the plan.
        source: the text.
        against: the copy that the ruleset was written from, to show what changed where digests differ.

    Raises:
        UsageError: if the text is another document, or has no clause numbers; nothing is matched by force.
    """
    pairing = pair_clauses(plan, source)
    grouped = by_clause(plan.obligations.values())
    old = {} if against is None else _wordings(plan, against)
    texts = {pair.clause.path: pair.found for pair in pairing.pairs if pair.clause and pair.found}
    general = list(source.problems)
    if pairing.cut:
        first, last = pairing.cut[0], pairing.cut[-1]
        general.append(problem("trace.truncated", first.place, others=[source.place(len(source.text))],
                               first=first.path, last=last.path, count=len(pairing.cut)))
    general += [
        problem("trace.repeated", source.place(first), others=[source.place(again)], count=count,
                text=_beginning(source.text[again:]))
        for first, again, count in pairing.repeated
    ]
    general += [
        problem("trace.clause-twice", clause.place, others=[source.place(texts[clause.path].start), source.place(at)],
                path=clause.path, heading=clause.heading)
        for clause, at in pairing.twice
    ]
    general += [
        problem("trace.obligation-without-clause", o.place, obligation=o.id, clause=o.clause or "-")
        for path, found in grouped.items() if path not in plan.clauses for o in found
    ]
    lacking = [pair.clause for pair in pairing.pairs if pair.clause and pair.found and not pair.clause.digest]
    if lacking:
        more = "…" if len(lacking) > _SHOWN else ""
        general.append(problem("trace.no-digest", lacking[0].place, others=[source.place(texts[lacking[0].path].start)],
                               count=len(lacking), paths=[clause.path for clause in lacking[:_SHOWN]], more=more))
    clauses = tuple(_trace_clause(source, pair, grouped, texts, old, pairing) for pair in pairing.pairs)
    return Trace(plan, source, clauses, pairing.cut, tuple(general))


def _wordings(plan: Plan, against: IssuedText) -> dict[str, str]:
    return {
        pair.clause.path: pair.found.text
        for pair in pair_clauses(plan, against).pairs
        if pair.clause and pair.found and pair.found.digest == pair.clause.digest
    }


def _beginning(text: str) -> str:
    return normalise(text[:60])[:20]


def _trace_clause(source: IssuedText, pair: Pair, grouped: dict[str, list[Obligation]], texts: dict[str, ClauseText],
                  old: dict[str, str], pairing: Pairing) -> TracedClause:
    clause, found = pair
    own = grouped.get(clause.path, []) if clause else []
    display, offsets = _displayed(source.text, found) if found else ((), ())
    if clause is None or found is None:
        return TracedClause(clause, found, display, offsets, tuple(Traced(o) for o in own),
                            problems=tuple(lone_clause(clause, found, source)))
    spot = Spot(clause, found, source, offsets)
    parts, quantities = split_parts(found.text), find_quantities(found.text)
    phrases = {o.id: find_phrase(o, found) for o in own}
    traced = tuple(sorted((_traced(o, phrases[o.id].span, found.text, parts) for o in own),
                          key=lambda one: (one.start is None, one.start or 0)))
    within = [o for path, some in grouped.items() if f"{path}/".startswith(f"{clause.path}/") for o in some]
    wording = tuple(compare_clause(spot, old.get(clause.path), pairing.by_lines))
    if pairing.cut and pair == pairing.pairs[-1] and any(told.code == "trace.digest-broken-off" for told in wording):
        return TracedClause(clause, found, display, offsets, traced, quantities, parts, problems=wording)
    commands = find_commands(found.text, _behind_heading(found, parts) or parts)
    spans = {id: phrase.span for id, phrase in phrases.items()}
    problems = (
        *wording,
        *compare_bodies(spot),
        *(told for o in own for told in compare_phrase(spot, o, phrases[o.id], texts)),
        *compare_quantities(spot, quantities, within, spans),
        *compare_commands(spot, commands, own, spans.values()),
        *(told for t in traced if t.governed for told in compare_strength(spot, t.obligation, t.governed)),
    )
    return TracedClause(clause, found, display, offsets, traced, quantities, parts, commands, problems)


def _behind_heading(found: ClauseText, parts: Sequence[Part]) -> list[Part]:
    heading = len(normalise(found.heading))
    return [part for part in parts if part.end > heading + 1]


def _traced(obligation: Obligation, span: tuple[int, int] | None, text: str, parts: Sequence[Part]) -> Traced:
    if span is None:
        return Traced(obligation)
    return Traced(obligation, *span, governed=govern(text, parts, *span))


def _displayed(text: str, found: ClauseText) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The characters as printed for each of the normalised text, and their offsets in the whole text."""
    behind = text[found.start : found.end]
    plain, places = normalised_places(behind)
    skipped = len(plain) - len(found.text)
    offsets = [found.start + at for at in places[skipped:]]
    seen = [text[at] if n == 0 or at != offsets[n - 1] else "" for n, at in enumerate(offsets)]
    return tuple(seen), tuple(offsets)
