"""The JSON Schema of the JSON report, for programs that read it in any language."""

from __future__ import annotations

from scilit_rules.model.json_schema import (
    DATE,
    FLAG,
    NUMBER,
    STRING,
    WHOLE,
    Schema,
    counts_of,
    document_schema,
    list_of,
    object_of,
    one_of,
    ref_to,
)
from scilit_rules.model.lacks import Lack
from scilit_rules.model.operators import OPERATORS
from scilit_rules.model.report import FORMAT as FORMAT
from scilit_rules.model.report import ExitCode
from scilit_rules.model.waiver import WaiverState
from scilit_rules.model.words import (
    Absence,
    Against,
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
    ReturnState,
    Role,
    ScheduleKind,
    Severity,
    Stance,
    Status,
    Term,
)


def report_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of what the JSON reporter writes.

    Keys that are not required are left out where there is nothing to say. Later versions of format 1 may add keys.
    """
    return document_schema(FORMAT, "A report of scilit-rules", {
        "plan": ref_to("plan"), "as_of": DATE, "run": ref_to("run"),
        "exit_code": {"enum": [int(code) for code in ExitCode]}, "counts": counts_of(Status),
        "absences": counts_of(Absence), "returns": list_of("return"),
        "subjects": list_of("subject"), "clauses": list_of("clause"), "obligations": list_of("obligation"),
        "consequences": list_of("consequence"), "vocabulary": list_of("fact_spec"), "readings": list_of("reading_at"),
        "problems": list_of("problem"), "waivers": list_of("waiver"), "conclusions": list_of("conclusion"),
        "findings": list_of("finding"),
    }, {"what_if": ref_to("what_if"), "scorecards": ref_to("scorecards")},
        **_named_things(), **_found_things(), **_cards())


def _named_things() -> dict[str, Schema]:
    return {
        "text": object_of({"zh": STRING, "en": STRING}),
        "what_if": {**object_of({"assumed": list_of(STRING), "zh": STRING, "en": STRING}),
                    "description": "Only in a report on assumed facts: it tells what would be, not what is."},
        "message": object_of({"code": STRING, "zh": STRING, "en": STRING}),
        "place": object_of({"source": STRING}, {
            "line": WHOLE, "column": WHOLE, "sheet": STRING, "cell": STRING, "pointer": STRING, "page": WHOLE}),
        "plan": object_of(
            {"id": STRING, "title": ref_to("text"), "jurisdiction": STRING, "digest": STRING,
             "years": {"type": "array", "items": WHOLE, "minItems": 2, "maxItems": 2},
             "document": object_of(
                 {}, {"number": STRING, "issuer": STRING, "issued": DATE, "rests_on": list_of(STRING)})},
            {"note": ref_to("text"), "version": STRING, "rules": list_of("rule"),
             "timeline": object_of({"issued": DATE, "assumed": FLAG, "base": WHOLE})}),
        "rule": object_of({"id": STRING, "digest": STRING}, {"formerly": list_of(STRING)}),
        "input": object_of({"source": STRING, "digest": STRING, "adapter": STRING, "records": WHOLE}),
        "run": object_of(
            {"tool": STRING, "engine": STRING, "plan": STRING, "digest": STRING, "as_of": DATE,
             "inputs": list_of("input"), "plugins": list_of(STRING)},
            {"confirmed_by": STRING, "engine_note": ref_to("message")}),
        "subject": object_of({"id": STRING, "name": ref_to("text"), "level": one_of(Level)},
                           {"parent": STRING, "code": STRING, "counted_in": list_of(STRING)}),
        "return": object_of(
            {"subject": STRING, "state": one_of(ReturnState)},
            {"sources": list_of(STRING), "joint": list_of(STRING), "unusable": list_of(STRING),
             "superseded": list_of(object_of({"old": STRING, "new": STRING, "lost": WHOLE}))}),
        "mention": object_of({"body": STRING, "role": one_of(Role)}),
        "clause": object_of({"path": STRING, "kind": one_of(ClauseKind), "heading": STRING},
                          {"bodies": list_of("mention"), "wording": STRING, "digest": STRING}),
        "schedule": object_of(
            {"kind": one_of(ScheduleKind), "due": DATE, "first": WHOLE, "last": WHOLE, "step": WHOLE},
            {"starts": DATE, "day": STRING, "term": one_of(Term)}),
        "obligation": object_of(
            {"id": STRING, "title": ref_to("text"), "kind": one_of(ObligationKind), "binding": one_of(Binding),
             "bears": list_of(one_of(Level)), "judged_by": one_of(JudgedBy),
             "requirement": ref_to("text"), "schedule": ref_to("schedule")},
            {"clause": STRING, "phrase": STRING, "adopts": STRING, "follows": STRING, "remedy": ref_to("text"),
             "note": ref_to("text")}),
        "consequence": object_of({"id": STRING, "title": ref_to("text"), "severity": one_of(Severity)},
                               {"advice": ref_to("text")}),
        "fact_spec": object_of(
            {"name": STRING, "title": ref_to("text"), "type": one_of(FactType), "nature": one_of(Nature)},
            {"unit": STRING, "kept": ref_to("text"),
             "derive": object_of({"kind": one_of(DerivationKind), "parts": list_of(STRING)})}),
    }


def _found_things() -> dict[str, Schema]:
    reading = {"raw": STRING, "read_as": STRING, "rules": list_of(STRING)}
    return {
        "value": {"description": "A number as text, a flag, a date, a text, bounds, a person's word; null for unknown.",
                  "anyOf": [{"type": ["string", "boolean", "null"]}, object_of({"low": NUMBER, "high": NUMBER}),
                            ref_to("attested")]},
        "bound": {"anyOf": [{"type": ["string", "boolean"]}, list_of(STRING),
                            object_of({"value": NUMBER, "within": NUMBER}),
                            object_of({"first": WHOLE, "last": WHOLE}),
                            object_of({"against": one_of(Against)}, {"base": WHOLE})]},
        "attested": object_of(
            {}, {"claim": one_of(Claim), "progress": NUMBER, "mark": one_of(Claim), "reviewer": STRING,
                 "stance": one_of(Stance), "reason": STRING, "mark_place": ref_to("place")}),
        "evidence": object_of({"text": STRING}, {"kind": one_of(EvidenceKind), "place": ref_to("place"),
                                                 "lacks": list_of(one_of(Lack)),
                                                 "found": {"type": ["string", "boolean"]}}),
        "reading": object_of(reading),
        "reading_at": object_of({"place": ref_to("place"), **reading}),
        "gap": object_of({"amount": NUMBER, "unit": STRING, "more_than": FLAG}, {"money": NUMBER}),
        "fact": object_of({"name": STRING, "subject": STRING, "period": STRING, "value": ref_to("value")},
                        {"place": ref_to("place"), "reading": ref_to("reading"), "evidence": list_of("evidence"),
                         "remark": STRING, "derived_from": list_of("fact")}),
        "check": object_of(
            {"fact": STRING, "operator": {"enum": sorted(OPERATORS)}, "bound": ref_to("bound"),
             "truth": {"enum": [True, False, None]}, "actual": ref_to("value")},
            {"gap": ref_to("gap"), "facts": list_of("fact"), "reason": one_of(Reason), "message": ref_to("message"),
             "places": list_of("place"), "doubts": list_of("doubt")}),
        "doubt": object_of(
            {"fact": STRING, "subject": STRING, "reason": one_of(Reason), "message": ref_to("message"),
             "places": list_of("place")},
            {"period": STRING, "raw": STRING}),
        "outlook": object_of({"baseline": ref_to("fact"), "latest": ref_to("fact"), "target": NUMBER,
                              "expected": NUMBER, "on_course": FLAG}),
        "finding": object_of(
            {"id": STRING, "obligation": STRING, "subject": STRING, "period": STRING, "status": one_of(Status),
             "disposition": one_of(Disposition)},
            {"severity": one_of(Severity), "reason": one_of(Reason), "absence": one_of(Absence),
             "wanted": list_of(STRING), "gap": ref_to("gap"), "checks": list_of("check"),
             "when_checks": list_of("check"), "places": list_of("place"),
             "attested": ref_to("attested"), "evidence": list_of("evidence"), "notes": list_of("message"),
             "outlook": ref_to("outlook"), "self_reported": FLAG, "waiver": STRING, "follows": STRING}),
        "conclusion": object_of({"consequence": STRING, "subject": STRING, "severity": one_of(Severity),
                               "because": list_of(STRING)}),
        "problem": object_of(
            {"code": STRING, "zh": STRING, "en": STRING, "level": one_of(ProblemLevel)},
            {"place": ref_to("place"), "excerpt": STRING, "hint": ref_to("text"), "near": list_of(STRING),
             "others": list_of("place")}),
        "waiver": object_of(
            {"id": STRING, "state": one_of(WaiverState), "obligation": STRING, "subject": STRING, "reason": STRING,
             "approver": STRING, "document": STRING, "from": DATE, "until": DATE, "findings": list_of(STRING)},
            {"period": STRING, "place": ref_to("place")}),
    }


def _cards() -> dict[str, Schema]:
    standing = {"obligations": WHOLE, "counts": object_of({}, {status.value: WHOLE for status in Status})}
    chapter = object_of({"clause": STRING, **standing})
    return {
        "scorecards": object_of({
            "subjects": list_of("subject_card"), "chapters": list_of(chapter),
            "bodies": list_of("body_card")}),
        "subject_card": object_of({"subject": STRING, **standing, "chapters": list_of(chapter)},
                                {"score": ref_to("score")}),
        "body_card": object_of({"body": STRING, "collective": FLAG, "roles": {"type": "array", "items": object_of({
            "role": one_of(Role), "clauses": list_of(STRING), "obligations": list_of(STRING),
            "judged": WHOLE, "counts": standing["counts"]})}}),
        "score_line": object_of({"obligation": STRING, "weight": NUMBER, "why": list_of("message")},
                              {"credit": NUMBER, "points": NUMBER}),
        "score": object_of({"full": NUMBER, "weight": NUMBER, "points": NUMBER, "bonus": NUMBER,
                          "lines": list_of("score_line")},
                         {"bonus_lines": list_of("score_line"), "total": NUMBER, "grade": STRING,
                          "earned_grade": STRING, "vetoed_by": list_of(STRING)}),
    }
