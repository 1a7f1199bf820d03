"""What findings refer to by number: subjects, clauses, bodies, obligations and periods, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from scilit_rules.messages import say, show
from scilit_rules.model.finding import Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Clause
from scilit_rules.model.words import Absence, Disposition, Status
from scilit_rules.words.demands import excerpt, requirement
from scilit_rules.words.summary import Summary
from scilit_rules.words.tallies import Part
from scilit_rules.words.wording import (
    answering,
    bodies_in_words,
    condition_in_words,
    deadline,
    period_in_words,
)

PART_LETTERS: Mapping[Part, str] = {
    Status.ERROR: "e", Status.UNMET: "u", Status.UNKNOWN: "q", Status.NEEDS_REVIEW: "r", Status.NOT_DUE: "n",
    Status.NOT_APPLICABLE: "a", Status.MET: "m",
    Absence.NOT_RETURNED: "o", Absence.BLANK: "b", Absence.NOT_USABLE: "x",
}
"""What stands for a status in the page, and for each kind of not knowing where these are told apart."""
ACCEPTED = "w"
NONE = -1


class Directory:
    """Everything that findings refer to, numbered.

    Args:
        summary: the report and the reader's language.
    """

    def __init__(self, summary: Summary) -> None:
        self.summary = summary
        self.plan = summary.report.plan
        self.lang = summary.lang
        self.subject_numbers = {subject.id: at for at, subject in enumerate(summary.report.subjects)}
        judged = {finding.obligation for finding in summary.report.findings}
        known = [id for id in self.plan.obligations if id in judged]
        self.obligation_ids = [*known, *sorted(judged - set(known))]
        self.obligation_numbers = {id: at for at, id in enumerate(self.obligation_ids)}
        self.periods = {period: at for at, period in
                        enumerate(sorted({finding.period for finding in summary.report.findings}))}

    @cached_property
    def clauses(self) -> Sequence[Clause]:
        """The clauses of the obligations judged and those around them, in the order of the text."""
        used: set[str] = set()
        for id in self.obligation_ids:
            known = self.plan.obligations.get(id)
            path = known.clause if known else None
            while path and path in self.plan.clauses:
                used.add(path)
                path = self.plan.clauses[path].parent
        return [clause for path, clause in self.plan.clauses.items() if path in used]

    @cached_property
    def clause_numbers(self) -> dict[str, int]:
        """The clauses by path."""
        return {clause.path: at for at, clause in enumerate(self.clauses)}

    @cached_property
    def bodies(self) -> dict[str, int]:
        """The bodies that answer for any of the obligations, in the order in which the text names them."""
        found = dict.fromkeys(
            mention.body for clause in self.plan.clauses.values() if clause.path in self.clause_numbers
            for mention in clause.bodies
        )
        return {body: at for at, body in enumerate(found)}

    def tables(self) -> dict[str, Any]:
        """The directory for the script of the page."""
        worst = self.summary.worst(len(self.subject_numbers))
        return {
            "subjects": [self._subject(subject.id) for subject in self.summary.report.subjects],
            "clauses": [self._clause(clause) for clause in self.clauses],
            "bodies": list(self.bodies),
            "obligations": [self._obligation(id) for id in self.obligation_ids],
            "periods": [[period_in_words(period, self.lang), period] for period in self.periods],
            "marks": [self._marks(self.summary.by_subject[s.id]) for s in self.summary.report.subjects],
            "worst": [self.subject_numbers[tally.subject.id] for tally in worst],
        }

    def _subject(self, id: str) -> list[Any]:
        tally = self.summary.tallies[self.subject_numbers[id]]
        return [self.summary.name_of(id), self.summary.verdict(tally), tally.outcome.name.lower(), id]

    def _clause(self, clause: Clause) -> list[Any]:
        parent = clause.parent
        return [clause.path, clause.heading, int(clause.own_heading),
                NONE if parent is None else self.clause_numbers.get(parent, NONE),
                bodies_in_words(clause.bodies, self.lang)]

    def _obligation(self, id: str) -> dict[str, Any]:
        known = self.plan.obligations.get(id)
        if known is None:
            return {"id": id, "title": id, "clause": NONE, "bodies": []}
        clause = self.clause_numbers.get(known.clause, NONE)
        named = {mention.body: None for mention in self._answering(known)}
        found = {"id": id, "title": known.title.get(self.lang), "clause": clause,
                 "bodies": [self.bodies[body] for body in named], **self._worded(known)}
        return {key: value for key, value in found.items() if value != ""}

    def _answering(self, obligation: Obligation) -> Iterable[Any]:
        clause: Clause | None = self.plan.clauses.get(obligation.clause)
        while clause is not None and not clause.bodies:
            clause = self.plan.clauses.get(clause.parent) if clause.parent else None
        return clause.bodies if clause else ()

    def _worded(self, known: Obligation) -> dict[str, str]:
        lang, vocabulary = self.lang, self.plan.vocabulary
        return {
            "demand": requirement(known, vocabulary, lang),
            "deadline": deadline(known.schedule, lang),
            "binding": say("reporters.explain.binding", lang, binding=known.binding, severity=known.binding.severity),
            "bears": show(known.bears, lang),
            "when": condition_in_words(known.when, vocabulary, lang) if known.when else "",
            "phrase": excerpt(known, self.plan.clauses.get(known.clause), lang),
            "who": answering(self.plan, known.clause, lang),
            "remedy": known.remedy.get(lang) if known.remedy else "",
            "note": known.note.get(lang) if known.note else "",
        }

    def _marks(self, findings: Sequence[Finding]) -> str:
        """The findings of a subject, a letter each, those of one obligation together, obligations by commas."""
        found = [""] * len(self.obligation_ids)
        for finding in findings:
            accepted = finding.is_gap and finding.disposition is not Disposition.OPEN
            letter = ACCEPTED if accepted else PART_LETTERS[self.summary.part_of(finding)]
            found[self.obligation_numbers[finding.obligation]] += letter
        return ",".join(found)
