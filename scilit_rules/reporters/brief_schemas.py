"""The JSON Schemas of comparisons, samples and distances as they are written with ``--format json``.

Names, titles and words are in the reader's language; keys that end in ``_id`` or ``_code`` are the same in every one.
Keys that are not required are left out where there is nothing to say. Later versions of a format 1 may add keys.
"""

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
    or_null,
    ref_to,
)
from scilit_rules.model.words import Binding, Disposition, Movement, Need, RuleChange, Severity, Status
from scilit_rules.words import comparison_brief, distance_brief, sample_brief

_FINDING: dict[str, Schema] = {
    "subject": STRING, "subject_id": STRING, "obligation": STRING, "obligation_id": STRING, "period": STRING}
_ASSUMED: dict[str, Schema] = {
    "assumed": {**list_of(STRING), "description": "Where facts were assumed: it tells what would be, not what is."}}
_ABOUT: dict[str, Schema] = {"clause": STRING, "body": STRING}
_SEVERITY: dict[str, Schema] = {"severity": STRING, "severity_code": one_of(Severity)}


def comparison_schema() -> Schema:
    """The JSON Schema of what ``compare --format json`` writes."""
    moves = {"old": WHOLE, "new": WHOLE, "counts": counts_of(Movement)}
    return document_schema(comparison_brief.FORMAT, "A comparison of two reports of scilit-rules", {
        "plan": STRING, "old": ref_to("side"), "new": ref_to("side"), "before": list_of("side"),
        "counts": counts_of(Movement), "new_open_violations": WHOLE,
        "problems": list_of(object_of({"code": STRING, "text": STRING})),
        "by_subject": list_of(object_of({"subject": STRING, **moves})),
        "by_body": list_of(object_of({"body": STRING, **moves})), "changes": list_of("change"),
    }, {"ledger": STRING, **_ASSUMED}, side=object_of({
        "source": STRING, "tool": STRING, "digest": STRING, "as_of": DATE, "subjects": WHOLE, "findings": WHOLE,
        "gaps": WHOLE, "violations": WHOLE, "open": WHOLE,
    }, {"version": STRING, **_ASSUMED}), change=object_of(
        {"movement": STRING, "movement_code": one_of(Movement), **_FINDING, "before": STRING, "after": STRING,
         "new_and_open": FLAG},
        {**_ABOUT, **_SEVERITY, "rule": STRING, "rule_code": one_of(RuleChange), "status_before": one_of(Status),
         "status_after": one_of(Status), "gap_before": NUMBER, "gap_after": NUMBER, "gap_unit": STRING,
         "money_before": NUMBER, "money_after": NUMBER, "follows": STRING, "disposition": one_of(Disposition)},
    ))


def sample_schema() -> Schema:
    """The JSON Schema of what ``sample --format json`` writes."""
    return document_schema(sample_brief.FORMAT, "A sample of scilit-rules for a look on site", {
        "plan": STRING, "digest": STRING, "tool": STRING, "as_of": DATE, "seed": STRING, "size": WHOLE,
        "population": WHOLE,
        "claims": {"type": "object", "additionalProperties": WHOLE, "description": "By subject, how many there are."},
        "drawn": list_of("drawn"),
    }, _ASSUMED, drawn=object_of(
        {"number": WHOLE, **_FINDING, "claim": STRING, "weight": NUMBER},
        {**_ABOUT, "binding": STRING, "binding_code": one_of(Binding), "demand": STRING, "evidence": STRING,
         "places": STRING},
    ))


def distance_schema() -> Schema:
    """The JSON Schema of what ``distance --format json`` writes."""
    return document_schema(distance_brief.FORMAT, "The way to compliance, by scilit-rules", {
        "plan": STRING, "digest": STRING, "tool": STRING, "as_of": DATE,
        "subjects": list_of(object_of({"subject": STRING, "hurdles": WHOLE, "past": WHOLE, "money": NUMBER})),
        "hurdles": list_of("hurdle"),
    }, {
        **_ASSUMED,
        "moved": {**list_of(object_of({"id": STRING, "before": or_null(one_of(Status)),
                                       "after": or_null(one_of(Status))})),
                  "description": "Where facts were assumed: the findings that they would change."},
    }, hurdle=object_of(
        {**_FINDING, **_SEVERITY, "state": STRING, "status_code": one_of(Status), "need": STRING,
         "need_code": list_of(one_of(Need)), "step": STRING, "past": FLAG, "disposition": one_of(Disposition)},
        {**_ABOUT, "money": NUMBER, "remedy": STRING},
    ))
