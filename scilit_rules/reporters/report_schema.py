"""The JSON Schema of the JSON report, for programs that read it in any language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scilit_rules.model.operators import OPERATORS
from scilit_rules.model.report import FORMAT as FORMAT
from scilit_rules.model.report import ExitCode
from scilit_rules.model.waiver import WaiverState
from scilit_rules.model.words import (
    Binding,
    Claim,
    ClauseKind,
    DerivationKind,
    Disposition,
    EvidenceKind,
    FactType,
    JudgedBy,
    Level,
    Nature,
    ObligationKind,
    ProblemLevel,
    Reason,
    Role,
    ScheduleKind,
    Severity,
    Status,
    Word,
)

Schema = dict[str, Any]

_STRING: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer"}
_FLAG: Schema = {"type": "boolean"}
_DATE: Schema = {"type": "string", "format": "date"}
_NUMBER: Schema = {
    "type": "string", "pattern": r"^-?([0-9]+(\.[0-9]+)?|Infinity)$",
    "description": "An exact decimal number, written as text so that no reader rounds it.",
}


def report_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of what the JSON reporter writes.

    Keys that are not required are left out where there is nothing to say. Later versions of format 1 may add keys.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": FORMAT,
        "title": "A report of scilit-rules",
        **_object({
            "format": {"const": FORMAT}, "plan": _ref("plan"), "as_of": _DATE, "run": _ref("run"),
            "exit_code": {"enum": [int(code) for code in ExitCode]},
            "counts": _object({status.value: _WHOLE for status in Status}),
            "subjects": _list("subject"), "clauses": _list("clause"), "obligations": _list("obligation"),
            "consequences": _list("consequence"), "vocabulary": _list("fact_spec"), "readings": _list("reading_at"),
            "problems": _list("problem"), "waivers": _list("waiver"), "conclusions": _list("conclusion"),
            "findings": _list("finding"),
        }, {"scorecards": _ref("scorecards")}),
        "$defs": {**_named_things(), **_found_things(), **_cards()},
    }


def _named_things() -> dict[str, Schema]:
    return {
        "text": _object({"zh": _STRING, "en": _STRING}),
        "message": _object({"code": _STRING, "zh": _STRING, "en": _STRING}),
        "place": _object({"source": _STRING}, {
            "line": _WHOLE, "column": _WHOLE, "sheet": _STRING, "cell": _STRING, "pointer": _STRING, "page": _WHOLE}),
        "plan": _object(
            {"id": _STRING, "title": _ref("text"), "jurisdiction": _STRING, "digest": _STRING,
             "years": {"type": "array", "items": _WHOLE, "minItems": 2, "maxItems": 2},
             "document": _object({}, {"number": _STRING, "issuer": _STRING, "issued": _DATE, "rests_on": _strings()})},
            {"note": _ref("text")}),
        "input": _object({"source": _STRING, "digest": _STRING, "adapter": _STRING, "records": _WHOLE}),
        "run": _object(
            {"tool": _STRING, "engine": _STRING, "plan": _STRING, "digest": _STRING, "as_of": _DATE,
             "inputs": _list("input"), "plugins": _strings()},
            {"confirmed_by": _STRING, "engine_note": _ref("message")}),
        "subject": _object({"id": _STRING, "name": _ref("text"), "level": _words(Level)},
                           {"parent": _STRING, "code": _STRING, "counted_in": _strings()}),
        "mention": _object({"body": _STRING, "role": _words(Role)}),
        "clause": _object({"path": _STRING, "kind": _words(ClauseKind), "heading": _STRING},
                          {"bodies": _list("mention"), "wording": _STRING, "digest": _STRING}),
        "schedule": _object(
            {"kind": _words(ScheduleKind), "due": _DATE, "first": _WHOLE, "last": _WHOLE, "step": _WHOLE}),
        "obligation": _object(
            {"id": _STRING, "title": _ref("text"), "kind": _words(ObligationKind), "binding": _words(Binding),
             "bears": {"type": "array", "items": _words(Level)}, "judged_by": _words(JudgedBy),
             "requirement": _ref("text"), "schedule": _ref("schedule")},
            {"clause": _STRING, "phrase": _STRING, "adopts": _STRING, "remedy": _ref("text"), "note": _ref("text")}),
        "consequence": _object({"id": _STRING, "title": _ref("text"), "severity": _words(Severity)},
                               {"advice": _ref("text")}),
        "fact_spec": _object(
            {"name": _STRING, "title": _ref("text"), "type": _words(FactType), "nature": _words(Nature)},
            {"unit": _STRING, "kept": _ref("text"),
             "derive": _object({"kind": _words(DerivationKind), "parts": _strings()})}),
    }


def _found_things() -> dict[str, Schema]:
    reading = {"raw": _STRING, "read_as": _STRING, "rules": _strings()}
    return {
        "value": {"description": "A number as text, a flag, a date, a text, bounds, a person's word; null for unknown.",
                  "anyOf": [{"type": ["string", "boolean", "null"]}, _object({"low": _NUMBER, "high": _NUMBER}),
                            _ref("attested")]},
        "bound": {"anyOf": [{"type": ["string", "boolean"]}, _strings(), _object({"value": _NUMBER, "within": _NUMBER}),
                            _object({"first": _WHOLE, "last": _WHOLE})]},
        "attested": _object(
            {}, {"claim": _words(Claim), "progress": _NUMBER, "mark": _words(Claim), "reviewer": _STRING}),
        "evidence": _object({"kind": _words(EvidenceKind), "text": _STRING}, {"place": _ref("place")}),
        "reading": _object(reading),
        "reading_at": _object({"place": _ref("place"), **reading}),
        "gap": _object({"amount": _NUMBER, "unit": _STRING, "more_than": _FLAG}, {"money": _NUMBER}),
        "fact": _object({"name": _STRING, "subject": _STRING, "period": _STRING, "value": _ref("value")},
                        {"place": _ref("place"), "reading": _ref("reading"), "evidence": _list("evidence"),
                         "remark": _STRING, "derived_from": _list("fact")}),
        "check": _object(
            {"fact": _STRING, "operator": {"enum": sorted(OPERATORS)}, "bound": _ref("bound"),
             "truth": {"enum": [True, False, None]}, "actual": _ref("value")},
            {"gap": _ref("gap"), "facts": _list("fact"), "reason": _words(Reason), "message": _ref("message"),
             "places": _list("place")}),
        "outlook": _object({"baseline": _ref("fact"), "latest": _ref("fact"), "target": _NUMBER, "expected": _NUMBER,
                            "on_course": _FLAG}),
        "finding": _object(
            {"id": _STRING, "obligation": _STRING, "subject": _STRING, "period": _STRING, "status": _words(Status),
             "disposition": _words(Disposition)},
            {"severity": _words(Severity), "reason": _words(Reason), "wanted": _strings(), "gap": _ref("gap"),
             "checks": _list("check"), "when_checks": _list("check"), "places": _list("place"),
             "attested": _ref("attested"), "evidence": _list("evidence"), "notes": _list("message"),
             "outlook": _ref("outlook"), "self_reported": _FLAG, "waiver": _STRING}),
        "conclusion": _object({"consequence": _STRING, "subject": _STRING, "severity": _words(Severity),
                               "because": _strings()}),
        "problem": _object(
            {"code": _STRING, "zh": _STRING, "en": _STRING, "level": _words(ProblemLevel)},
            {"place": _ref("place"), "excerpt": _STRING, "hint": _ref("text"), "near": _strings(),
             "others": _list("place")}),
        "waiver": _object(
            {"id": _STRING, "state": _words(WaiverState), "obligation": _STRING, "subject": _STRING, "reason": _STRING,
             "approver": _STRING, "document": _STRING, "from": _DATE, "until": _DATE, "findings": _strings()},
            {"period": _STRING, "place": _ref("place")}),
    }


def _cards() -> dict[str, Schema]:
    standing = {"obligations": _WHOLE, "counts": _object({}, {status.value: _WHOLE for status in Status})}
    chapter = _object({"clause": _STRING, **standing})
    return {
        "scorecards": _object({
            "subjects": _list("subject_card"), "chapters": {"type": "array", "items": chapter},
            "bodies": _list("body_card")}),
        "subject_card": _object({"subject": _STRING, **standing, "chapters": {"type": "array", "items": chapter}},
                                {"score": _ref("score")}),
        "body_card": _object({"body": _STRING, "collective": _FLAG, "roles": {"type": "array", "items": _object({
            "role": _words(Role), "clauses": _strings(), "obligations": _strings(),
            "judged": _WHOLE, "counts": standing["counts"]})}}),
        "score_line": _object({"obligation": _STRING, "weight": _NUMBER, "why": _list("message")},
                              {"credit": _NUMBER, "points": _NUMBER}),
        "score": _object({"full": _NUMBER, "weight": _NUMBER, "points": _NUMBER, "bonus": _NUMBER,
                          "lines": _list("score_line")},
                         {"bonus_lines": _list("score_line"), "total": _NUMBER, "grade": _STRING,
                          "earned_grade": _STRING, "vetoed_by": _strings()}),
    }


def _object(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": list(required)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _strings() -> Schema:
    return {"type": "array", "items": _STRING}


def _words(words: Iterable[Word]) -> Schema:
    return {"enum": [word.value for word in words]}
