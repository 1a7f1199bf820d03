"""The report for programs: versioned JSON, exact numbers as text, one finding a line, written as it goes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import BinaryIO

from scilit_rules.messages import hint, say
from scilit_rules.messages.demands import requirement
from scilit_rules.model.absences import Absences
from scilit_rules.model.brief import Brief, Streamed
from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Doubt
from scilit_rules.model.finding import Check, Conclusion, Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Clause, Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Report
from scilit_rules.model.returns import Return
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Message, Text
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.waiver import WaiverUse
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.plugins.markers import hookimpl
from scilit_rules.reporters.referred import paths_of, specs_of
from scilit_rules.reporters.report_schema import FORMAT, report_schema
from scilit_rules.reporters.scorecard_json import scorecards_in_json
from scilit_rules.reporters.values_json import (
    Json,
    attested_json,
    evidence_json,
    fact_json,
    gap_json,
    given,
    outlook_json,
    place_json,
    reading_at_json,
    value_json,
)

__all__ = ["FORMAT", "JsonReporter", "report_schema", "scilit_reporters"]

_AT_ONCE = 2000
_MOST_KEPT = 10_000
_encode: Callable[[object], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class JsonReporter:
    """Writes a report as JSON in UTF-8; `report_schema` describes it."""

    name = "json"
    suffixes: tuple[str, ...] = (".json",)
    marks_assumptions = True

    def write(self, report: Report, out: BinaryIO, options: ReportOptions) -> None:
        """Writes the report piece by piece; a finding is encoded, written and forgotten."""
        out.write(b"{")
        for number, (key, value) in enumerate(_head(report).items()):
            out.write(f"{',' if number else ''}\n{_encode(key)}:{_encode(value)}".encode("utf-8", "replace"))
        lacking = Absences(report.plan, report.subjects, report.returns)
        parts: Mapping[str, Iterator[Json]] = {
            "returns": map(_return, report.returns),
            "readings": map(reading_at_json, report.readings),
            "problems": map(_problem, report.problems),
            "waivers": map(_waiver, report.waivers),
            "conclusions": map(_conclusion, report.conclusions),
            "findings": map(_Findings(lacking).finding, report.findings),
        }
        for key, values in parts.items():
            out.write(f",\n{_encode(key)}:[".encode())
            _write_lines(values, out)
            out.write(b"]")
        if report.scorecards is not None:
            out.write(f",\n{_encode('scorecards')}:{_encode(scorecards_in_json(report.scorecards))}".encode())
        out.write(b"\n}\n")

    def write_brief(self, brief: Brief, out: BinaryIO, options: ReportOptions) -> None:
        """Writes what a comparison, a sample or a distance holds for programs."""
        for piece in _brief_pieces(brief.data):
            out.write(piece.encode("utf-8", "replace"))


@hookimpl
def scilit_reporters() -> Sequence[JsonReporter]:
    """The JSON report."""
    return (JsonReporter(),)


def _brief_pieces(data: Mapping[str, object]) -> Iterator[str]:
    """What a brief holds as one JSON text; lists that are streamed are written as they come."""
    before = "{"
    for key, value in data.items():
        yield f"{before}\n {_indented(key, 1)}: "
        if isinstance(value, Streamed):
            yield from _list_pieces(value)
        else:
            yield _indented(value, 1)
        before = ","
    yield "\n}\n" if data else "{}\n"


def _list_pieces(values: Iterable[object]) -> Iterator[str]:
    before = "["
    for value in values:
        yield f"{before}\n  {_indented(value, 2)}"
        before = ","
    yield "[]" if before == "[" else "\n ]"


def _indented(value: object, depth: int) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n" + " " * depth)


def _write_lines(values: Iterator[Json], out: BinaryIO) -> None:
    before = "\n"
    while lines := [_encode(value) for value in islice(values, _AT_ONCE)]:
        out.write((before + ",\n".join(lines)).encode("utf-8", "replace"))
        before = ",\n"


def _head(report: Report) -> dict[str, Json]:
    """All that is not one entry for each finding: the run, the counts, and everything that findings refer to."""
    plan = report.plan
    used = dict.fromkeys(finding.obligation for finding in report.findings)
    obligations = [plan.obligations[id] for id in used if id in plan.obligations]
    return {
        "format": FORMAT,
        **given(what_if=_what_if(report)),
        "plan": _plan(plan),
        "as_of": report.as_of.isoformat(),
        "run": _run(report),
        "exit_code": int(report.exit_code()),
        "counts": {status.value: count for status, count in report.counts.items()},
        "absences": {kind.value: count for kind, count in report.absences.items()},
        "subjects": [_subject(subject) for subject in report.subjects],
        "clauses": [_clause(plan.clauses[path]) for path in paths_of(plan, obligations)],
        "obligations": [_obligation(obligation, plan) for obligation in obligations],
        "consequences": [
            {"id": item.id, "title": _text(item.title), "severity": item.severity.value,
             **given(advice=_text(item.advice) if item.advice else None)}
            for item in plan.consequences.values()
        ],
        "vocabulary": [_spec(spec) for spec in specs_of(plan, obligations)],
    }


def _what_if(report: Report) -> Json:
    """That it rests on assumptions, in words and as data; nothing for a report on what is."""
    if not report.assumed:
        return None
    said = Message("distance.assumed", {"facts": report.assumed})
    return {"assumed": list(report.assumed), "zh": say(said, "zh"), "en": say(said, "en")}


def _text(text: Text) -> Json:
    return {"zh": text.zh, "en": text.get("en")}


def _plan(plan: Plan) -> Json:
    document, time = plan.document, plan.timeline
    issued = document.issued.isoformat() if document.issued else None
    return {
        "id": plan.id, "title": _text(plan.title), "jurisdiction": plan.jurisdiction, "years": list(plan.years),
        "digest": plan.digest,
        "document": given(number=document.number, issuer=document.issuer, issued=issued,
                           rests_on=list(document.rests_on)),
        "rules": [{"id": id, "digest": rule.digest, **given(formerly=list(rule.formerly))}
                  for id, rule in plan.rules.items()],
        "timeline": {"issued": time.issued.isoformat(), "assumed": time.assumed, "base": time.base},
        **given(note=_text(plan.note) if plan.note else None, version=plan.version),
    }


def _run(report: Report) -> Json:
    run = report.run
    inputs: list[Json] = [
        {"source": item.source, "digest": item.digest, "adapter": item.adapter, "records": item.records}
        for item in run.inputs
    ]
    return {
        "tool": run.tool, "engine": run.engine, "plan": run.plan, "digest": run.digest,
        "as_of": run.as_of.isoformat(), "inputs": inputs, "plugins": list(run.plugins),
        **given(confirmed_by=run.confirmed_by, engine_note=_message(run.engine_note) if run.engine_note else None),
    }


def _subject(subject: Subject) -> Json:
    return {"id": subject.id, "name": _text(subject.name), "level": subject.level.value,
            **given(parent=subject.parent, code=subject.code, counted_in=list(subject.counted_in))}


def _clause(clause: Clause) -> Json:
    bodies: list[Json] = [{"body": mention.body, "role": mention.role.value} for mention in clause.bodies]
    return {"path": clause.path, "kind": clause.kind.value, "heading": clause.heading,
            **given(bodies=bodies, wording=clause.wording, digest=clause.digest)}


def _obligation(obligation: Obligation, plan: Plan) -> Json:
    words = {lang: requirement(obligation, plan.vocabulary, lang) for lang in ("zh", "en")}
    schedule = obligation.schedule
    texts = {"remedy": obligation.remedy, "note": obligation.note}
    return {
        "id": obligation.id, "title": _text(obligation.title), "kind": obligation.kind.value,
        "binding": obligation.binding.value, "bears": [level.value for level in obligation.bears],
        "judged_by": obligation.judged_by.value, "requirement": words,
        "schedule": {"kind": schedule.kind.value, "due": schedule.due.isoformat(), "first": schedule.first,
                     "last": schedule.last, "step": schedule.step,
                     **given(starts=schedule.starts.isoformat() if schedule.starts else None,
                              day=str(schedule.day) if schedule.day else None,
                              term=schedule.term.value if schedule.term else None)},
        **given(clause=obligation.clause, phrase=obligation.phrase, adopts=obligation.adopts,
                 follows=obligation.follows, **{key: _text(text) for key, text in texts.items() if text}),
    }


def _spec(spec: FactSpec) -> Json:
    derive = spec.derive
    computed = {"kind": derive.kind.value, "parts": list(derive.parts)} if derive else None
    return {"name": spec.name, "title": _text(spec.title), "type": spec.type.value, "nature": spec.nature.value,
            **given(unit=spec.unit, derive=computed, kept=_text(spec.kept) if spec.kept else None)}


def _message(message: Message) -> dict[str, Json]:
    return {"code": message.code, "zh": say(message, "zh"), "en": say(message, "en")}


def _problem(problem: Problem) -> Json:
    to_do = Text(hint(problem.message, "zh"), hint(problem.message, "en"))
    return {**_message(problem.message), "level": problem.level.value,
            **given(place=place_json(problem.place) if problem.place else None, excerpt=problem.excerpt,
                     hint=_text(to_do) if to_do.zh else None, near=list(problem.near),
                     others=[place_json(place) for place in problem.others])}


def _return(sent: Return) -> Json:
    replaced: list[Json] = [{"old": one.old, "new": one.new, "lost": one.lost} for one in sent.superseded]
    return {"subject": sent.subject, "state": sent.state.value,
            **given(sources=list(sent.sources), joint=list(sent.joint), unusable=list(sent.unusable),
                     superseded=replaced)}


def _waiver(use: WaiverUse) -> Json:
    waiver = use.waiver
    return {
        "id": waiver.id, "state": use.state.value, "obligation": waiver.obligation, "subject": waiver.subject,
        "reason": waiver.reason, "approver": waiver.approver, "document": waiver.document,
        "from": waiver.from_day.isoformat(), "until": waiver.until.isoformat(), "findings": list(use.findings),
        **given(period=waiver.period, place=place_json(waiver.place) if waiver.place else None),
    }


def _conclusion(conclusion: Conclusion) -> Json:
    return {"consequence": conclusion.consequence, "subject": conclusion.subject,
            "severity": conclusion.severity.value, "because": list(conclusion.because)}


class _Findings:
    """Findings made into JSON; what many share is made once."""

    def __init__(self, lacking: Absences) -> None:
        self._lacking = lacking
        self._comparisons: dict[int, dict[str, Json]] = {}
        self._messages: dict[tuple[object, ...], Json] = {}

    def finding(self, finding: Finding) -> Json:
        found: dict[str, Json] = {
            "id": finding.id, "obligation": finding.obligation, "subject": finding.subject,
            "period": finding.period, "status": finding.status.value, "disposition": finding.disposition.value,
        }
        if finding.severity is not None:
            found["severity"] = finding.severity.value
        if finding.reason is not None:
            found["reason"] = finding.reason.value
        if (absence := self._lacking.of(finding)) is not None:
            found["absence"] = absence.value
        if finding.wanted:
            found["wanted"] = list(finding.wanted)
        if finding.gap is not None:
            found["gap"] = gap_json(finding.gap)
        if finding.checks:
            found["checks"] = [self._check(check) for check in finding.checks]
        if finding.when_checks:
            found["when_checks"] = [self._check(check) for check in finding.when_checks]
        if finding.places:
            found["places"] = [place_json(place) for place in finding.places]
        self._rest(finding, found)
        return found

    def _rest(self, finding: Finding, found: dict[str, Json]) -> None:
        if finding.attested is not None:
            found["attested"] = attested_json(finding.attested)
        if finding.evidence:
            found["evidence"] = [evidence_json(piece) for piece in finding.evidence]
        if finding.notes:
            found["notes"] = [self._message(note) for note in finding.notes]
        if finding.outlook is not None:
            found["outlook"] = outlook_json(finding.outlook)
        if finding.self_reported:
            found["self_reported"] = True
        if finding.waiver is not None:
            found["waiver"] = finding.waiver
        if finding.follows is not None:
            found["follows"] = finding.follows

    def _message(self, message: Message) -> Json:
        # Told apart by type too: True equals 1, and Decimal("1.0") equals 1, but they are not shown alike.
        key = (message.code, *((name, type(value), repr(value)) for name, value in message.args.items()))
        found = self._messages.get(key)
        if found is None:
            if len(self._messages) >= _MOST_KEPT:
                self._messages.clear()
            found = self._messages[key] = _message(message)
        return found

    def _check(self, check: Check) -> Json:
        shared = self._comparisons.get(id(check.comparison))
        if shared is None:
            shared = self._comparisons[id(check.comparison)] = _comparison(check.comparison)
        found = {**shared, "truth": check.truth, "actual": value_json(check.actual)}
        if check.gap is not None:
            found["gap"] = gap_json(check.gap)
        if check.facts:
            found["facts"] = [fact_json(fact) for fact in check.facts]
        if check.reason is not None:
            found["reason"] = check.reason.value
        if check.message is not None:
            found["message"] = self._message(check.message)
        if check.places:
            found["places"] = [place_json(place) for place in check.places]
        if check.doubts:
            found["doubts"] = [self._doubt(doubt) for doubt in check.doubts]
        return found

    def _doubt(self, doubt: Doubt) -> Json:
        found: dict[str, Json] = {
            "fact": doubt.name, "subject": doubt.subject, "reason": doubt.reason.value,
            "message": self._message(doubt.message), "places": [place_json(place) for place in doubt.places],
        }
        if doubt.period is not None:
            found["period"] = str(doubt.period)
        if doubt.raw:
            found["raw"] = doubt.raw
        return found


def _comparison(comparison: Comparison) -> dict[str, Json]:
    return {"fact": comparison.fact, "operator": comparison.operator, "bound": value_json(comparison.bound)}


