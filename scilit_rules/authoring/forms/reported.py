"""What a saved JSON report knows of each subject, for the next form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.dates import read_period
from scilit_rules.model.fact import Attested, Value
from scilit_rules.model.form import Typed
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.report import FORMAT
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Claim, FactType
from scilit_rules.problems import UsageError, problem

_FORMAT = FORMAT.partition("/")[0] + "/"


def read_reported(source: str, plan: Plan) -> list[Typed] | None:
    """The facts and declarations that the findings of a saved report rest on, or None if a file is no such report.

    Args:
        source: the path of the file.
        plan: whose facts are wanted.

    Raises:
        UsageError: if the report rests on assumptions, which nobody reported.
    """
    path = Path(source)
    if path.suffix.lower() != ".json" or not path.is_file():
        return None
    try:
        report = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return None
    if not isinstance(report, dict) or not str(report.get("format", "")).startswith(_FORMAT):
        return None
    if assumed := _assumed(report):
        raise UsageError(problem("distance.no-form", source=source, facts=assumed))
    vocabulary = asked_facts(plan)
    facts = (*_facts(report), *_declared(report, plan))
    found = (_typed(fact, spec) for fact in facts if (spec := vocabulary.get(str(fact.get("name")))))
    return list(dict.fromkeys(entry for entry in found if entry is not None and entry.subject in plan.register))


def _assumed(report: dict[str, Any]) -> tuple[str, ...]:
    """What a report says that it assumes; reports of earlier versions say it only by the places of their findings."""
    if "what_if" in report:
        return tuple(map(str, report["what_if"].get("assumed", ())))
    places = (Place(str(place.get("source"))) for finding in report.get("findings", ())
              for place in finding.get("places", ()))
    return tuple(dict.fromkeys(place.assumption for place in places if place.assumption is not None))


def _facts(report: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for finding in report.get("findings", ()):
        for check in (*finding.get("checks", ()), *finding.get("when_checks", ())):
            for fact in check.get("facts", ()):
                yield from _reported(fact)


def _declared(report: dict[str, Any], plan: Plan) -> Iterator[dict[str, Any]]:
    """What was attested, as facts; a report dates it by the finding, or, where that spans years, by its own day."""
    for finding in report.get("findings", ()):
        obligation = plan.obligations.get(str(finding.get("obligation")))
        if obligation is not None and "attested" in finding:
            period = finding.get("period") if obligation.schedule.repeats else str(report.get("as_of"))[:4]
            yield {"name": obligation.id, "subject": finding.get("subject"), "period": period,
                   "value": finding["attested"], "evidence": finding.get("evidence", ())}


def _reported(fact: dict[str, Any]) -> Iterator[dict[str, Any]]:
    parts = fact.get("derived_from")
    if not parts:
        yield fact
    for part in parts or ():
        yield from _reported(part)


def _typed(fact: dict[str, Any], spec: FactSpec) -> Typed | None:
    period = read_period(str(fact.get("period")))
    value = _value(fact.get("value"), spec)
    if period is None or value is None:
        return None
    attested = value if isinstance(value, Attested) else Attested(None)
    pieces = "；".join(str(piece.get("text", "")) for piece in fact.get("evidence", ()))
    return Typed(str(fact.get("subject")), spec.name, period[0], None, value, pieces, str(fact.get("remark", "")),
                 attested.progress, attested.mark.value if attested.mark else "", attested.reviewer)


def _value(value: Any, spec: FactSpec) -> Value | None:
    try:
        if spec.type is FactType.ATTESTATION:
            return _attested(value) if isinstance(value, dict) else None
        if spec.type is FactType.FLAG:
            return value if isinstance(value, bool) else None
        if spec.type is FactType.DATE:
            return date.fromisoformat(str(value))
        return Decimal(str(value)) if spec.type.is_number else str(value)
    except (ValueError, InvalidOperation):
        return None


def _attested(value: dict[str, Any]) -> Attested:
    progress = value.get("progress")
    return Attested(_claim(value.get("claim")), Decimal(str(progress)) if progress is not None else None,
                    _claim(value.get("mark")), str(value.get("reviewer", "")))


def _claim(word: object) -> Claim | None:
    return Claim(str(word)) if word else None
