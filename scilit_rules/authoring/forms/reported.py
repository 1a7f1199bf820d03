"""What a saved JSON report knows of each subject, for the next form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.dates import read_period
from scilit_rules.gate.files import read_bytes
from scilit_rules.gate.json_text import parse_json
from scilit_rules.gate.limits import DATA
from scilit_rules.model.fact import Attested, Value
from scilit_rules.model.form import Typed
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import FORMAT
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Claim, FactType, ProblemLevel
from scilit_rules.problems import SourceError, UsageError, problem


@dataclass(frozen=True, slots=True)
class Reported:
    """What a saved report brings into the next forms.

    Args:
        typed: the facts and declarations, as rows of a form.
        problems: what is to be said of how they were taken over.
    """

    typed: tuple[Typed, ...]
    problems: tuple[Problem, ...] = ()


# What taking apart a document raises that is not as it should be.
_MISFITS = (KeyError, ValueError, TypeError, AttributeError, InvalidOperation)
_FORMAT = FORMAT.partition("/")[0] + "/"


def read_reported(source: str, plan: Plan) -> Reported | None:
    """The facts and declarations that the findings of a saved report rest on, or None if a file is no such report.

    Args:
        source: the path of the file.
        plan: whose facts are wanted; duties that had other ids in an earlier version of it are known by those.

    Raises:
        UsageError: if the report rests on assumptions, which nobody reported, or is damaged.
    """
    path = Path(source)
    if path.suffix.lower() != ".json" or not path.is_file():
        return None
    try:
        report = parse_json(read_bytes(source, DATA).decode("utf-8-sig"))
    except (SourceError, ValueError):
        return None
    if not isinstance(report, dict) or not str(report.get("format", "")).startswith(_FORMAT):
        return None
    try:
        return _taken_over(source, report, plan)
    except _MISFITS as error:
        raise UsageError(problem("forms.damaged-report", Place(source))) from error


def _taken_over(source: str, report: dict[str, Any], plan: Plan) -> Reported:
    if assumed := _assumed(report):
        raise UsageError(problem("distance.no-form", source=source, facts=assumed))
    vocabulary = asked_facts(plan)
    declared = _Declared(source, report, plan)
    facts = (*_facts(report), *declared.facts())
    found = (_typed(fact, spec) for fact in facts if (spec := vocabulary.get(str(fact.get("name")))))
    typed = dict.fromkeys(entry for entry in found if entry is not None and entry.subject in plan.register)
    return Reported(tuple(typed), tuple(declared.problems()))


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


class _Declared:
    """What a report says was attested, under the ids that its duties have now.

    Args:
        source: the path of the report.
        report: what stands in it.
        plan: the plan as it is now.
    """

    def __init__(self, source: str, report: dict[str, Any], plan: Plan) -> None:
        self._source, self._report, self._plan = source, report, plan
        self._made_from = _part(report, "plan")
        self._noted = {str(rule.get("id")): str(rule.get("digest", "")) for rule in self._made_from.get("rules", ())}
        self._rules = plan.rules
        self._followed: dict[str, Obligation] = {}

    def facts(self) -> Iterator[dict[str, Any]]:
        """The declarations as facts; a report dates one by the finding, or, where that spans years, by its own day."""
        if not self._is_of_this_plan:
            return
        for finding in self._report.get("findings", ()):
            obligation = self._obligation(str(finding.get("obligation"))) if "attested" in finding else None
            if obligation is not None:
                repeats = obligation.schedule.repeats
                period = finding.get("period") if repeats else str(self._report.get("as_of"))[:4]
                yield {"name": obligation.id, "subject": finding.get("subject"), "period": period,
                       "value": finding["attested"], "evidence": finding.get("evidence", ())}

    def problems(self) -> Iterator[Problem]:
        """Which were known by former ids, and of which the rule has changed since; once `facts` were taken."""
        if not self._is_of_this_plan:
            yield problem("forms.report-of-other-plan", Place(self._source), level=ProblemLevel.WARNING,
                          made=self._made_from.get("id"), asked=self._plan.id)
        for old, obligation in self._followed.items():
            if old != obligation.id:
                yield problem("forms.followed", Place(self._source), level=ProblemLevel.INFO, old=old,
                              title=obligation.title, id=obligation.id)
        if changed := [one.title for old, one in self._followed.items() if self._has_changed(old, one)]:
            yield problem("forms.rules-changed", Place(self._source), level=ProblemLevel.WARNING,
                          count=len(changed), titles=tuple(changed))

    @property
    def _is_of_this_plan(self) -> bool:
        return str(self._made_from.get("id", self._plan.id)) == self._plan.id

    def _obligation(self, id: str) -> Obligation | None:
        now = id if id in self._plan.obligations else self._plan.renamed(id)
        if now is None:
            return None
        return self._followed.setdefault(id, self._plan.obligations[now])

    def _has_changed(self, old: str, obligation: Obligation) -> bool:
        """Whether the rule demands something else now; reports of earlier versions of the tool don't tell."""
        return self._noted.get(old, "") not in ("", self._rules[obligation.id].digest)


def _part(report: dict[str, Any], name: str) -> dict[str, Any]:
    found = report.get(name)
    return found if isinstance(found, dict) else {}


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
