"""JSON reports of this tool, read again; and reports just made, in the same form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from scilit_rules.assessment.saved_finding import read_finding
from scilit_rules.assessment.saved_json import MISFITS, Json, Kind, damaged, listed, read_saved
from scilit_rules.messages.demands import requirement
from scilit_rules.model.finding import Finding
from scilit_rules.model.lineage import Rule
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Clause, Mention, Plan
from scilit_rules.model.report import FORMAT, Report
from scilit_rules.model.saved_report import SavedObligation, SavedReport
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Binding, ClauseKind, FactType, Level, ObligationKind, Role
from scilit_rules.problems import UsageError

Made = TypeVar("Made")
# Read and thrown away at once: with them a report on thousands of subjects would not fit into memory.
_UNUSED = frozenset({"facts", "when_checks", "outlook", "message", "notes", "readings", "problems", "waivers",
                     "conclusions", "consequences", "derived_from"})
_KIND = Kind("saved.report", "saved.report-how")


def read_report(path: str | Path) -> SavedReport:
    """Reads a report that was written with ``--format json``.

    Args:
        path: the file.

    Raises:
        UsageError: if it can't be read, is no such report, is damaged, or was written in a newer format.
    """
    source = str(path)
    document = read_saved(path, FORMAT, _KIND, _slimmed)
    try:
        head, subjects = document["plan"], _keyed(document, "subjects", _subject, source)
        clauses = _keyed(document, "clauses", _clause, source)
        vocabulary = _keyed(document, "vocabulary", _spec, source)
        run = document["run"]
        findings = tuple(_keyed(document, "findings", lambda item: read_finding(item, vocabulary), source).values())
        return SavedReport(
            source, str(run["tool"]), str(head["id"]), _text(head["title"]), str(run["digest"]),
            date.fromisoformat(document["as_of"]), subjects,
            _keyed(document, "obligations", lambda item: _obligation(item, clauses), source), vocabulary,
            findings, _assumed(document, findings),
            str(head.get("version", "")), {str(item["id"]): _rule(item) for item in head.get("rules", ())},
        )
    except MISFITS as error:
        raise UsageError(damaged(source, "", error, _KIND)) from error


def saved(report: Report) -> SavedReport:
    """A report just made, in the form of one that was saved."""
    plan = report.plan
    used = dict.fromkeys(finding.obligation for finding in report.findings)
    obligations = {id: _of_plan(plan.obligations[id], plan) for id in plan.obligations if id in used}
    return SavedReport(
        "", report.run.tool, plan.id, plan.title, plan.digest, report.as_of,
        {subject.id: subject for subject in report.subjects}, obligations, plan.vocabulary.facts, report.findings,
        report.assumed,
        plan.version, plan.rules,
    )


def as_saved(given: str | Path | Report | SavedReport) -> SavedReport:
    """A report in the form of one that was saved, whichever way it is given: itself, or the file that holds it.

    Raises:
        UsageError: if the file can't be read, or is no such report.
    """
    if isinstance(given, SavedReport):
        return given
    return saved(given) if isinstance(given, Report) else read_report(given)


def _assumed(document: Json, findings: Iterable[Finding]) -> tuple[str, ...]:
    """What it says of itself; reports of earlier versions say it only by the places of what was assumed."""
    if "what_if" in document:
        return tuple(map(str, document["what_if"]["assumed"]))
    places = (place for finding in findings for place in finding.places)
    return tuple(dict.fromkeys(place.assumption for place in places if place.assumption is not None))


def _slimmed(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {key: value for key, value in pairs if key not in _UNUSED}


def _keyed(document: Json, key: str, make: Callable[[Json], Made], source: str) -> dict[str, Made]:
    """The things of one list by their id; one that can't be read, or is there twice, is named."""
    found: dict[str, Made] = {}
    for number, item in enumerate(listed(document, key)):
        try:
            made = make(item)
            id = str(item.get("id") or item.get("path") or item["name"])
            if id in found:
                raise ValueError(id)
        except MISFITS as error:
            raise UsageError(damaged(source, f"/{key}/{number}", error, _KIND)) from error
        found[id] = made
    return found


def _text(item: Json) -> Text:
    return Text(str(item["zh"]), str(item["en"]))


def _subject(item: Json) -> Subject:
    return Subject(str(item["id"]), _text(item["name"]), Level(item["level"]), item.get("parent"), item.get("code"))


def _clause(item: Json) -> Clause:
    bodies = tuple(Mention(str(one["body"]), Role(one["role"])) for one in item.get("bodies", ()))
    return Clause(str(item["path"]), ClauseKind(item["kind"]), str(item["heading"]), bodies=bodies)


def _spec(item: Json) -> FactSpec:
    return FactSpec(str(item["name"]), _text(item["title"]), FactType(item["type"]), str(item.get("unit", "")))


def _obligation(item: Json, clauses: Mapping[str, Clause]) -> SavedObligation:
    path = str(item.get("clause", ""))
    return SavedObligation(
        str(item["id"]), _text(item["title"]), Binding(item["binding"]), ObligationKind(item["kind"]), path,
        clauses[path].heading if path in clauses else "", _answering(clauses, path), _text(item["requirement"]),
        _text(item["remedy"]) if "remedy" in item else None, item.get("follows"),
    )


def _rule(item: Json) -> Rule:
    return Rule(str(item["digest"]), tuple(map(str, item.get("formerly", ()))))


def _of_plan(obligation: Obligation, plan: Plan) -> SavedObligation:
    clause = plan.clauses.get(obligation.clause)
    asked = Text(requirement(obligation, plan.vocabulary, "zh"), requirement(obligation, plan.vocabulary, "en"))
    return SavedObligation(
        obligation.id, obligation.title, obligation.binding, obligation.kind, obligation.clause,
        clause.heading if clause else "", _answering(plan.clauses, obligation.clause), asked, obligation.remedy,
        obligation.follows,
    )


def _answering(clauses: Mapping[str, Clause], path: str) -> tuple[Mention, ...]:
    clause = clauses.get(path)
    while clause is not None and not clause.bodies:
        clause = clauses.get(clause.parent) if clause.parent else None
    return clause.bodies if clause is not None else ()
