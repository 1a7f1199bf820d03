"""The JSON Schema of rows of the ledger as ``ledger list``, ``show`` and ``remind`` write them."""

from __future__ import annotations

from scilit_rules.ledger.briefs import LIST_FORMAT
from scilit_rules.model.json_schema import (
    DATE,
    FLAG,
    STRING,
    WHOLE,
    Schema,
    document_schema,
    list_of,
    object_of,
    one_of,
    ref_to,
)
from scilit_rules.model.words import LedgerEvent, LedgerState

_DAY_OR_NONE: Schema = {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$",
                        "description": "A date, or an empty text where there is none."}
_STORED: Schema = {"type": ["string", "integer"]}


def ledger_schema() -> Schema:
    """The JSON Schema of what ``ledger list``, ``show`` and ``remind`` write with ``--format json``."""
    row = object_of({
        "number": STRING, "plan": STRING, "obligation": STRING, "subject": STRING, "period": STRING, "clause": STRING,
        "bodies": STRING, "person": STRING, "measure": STRING, "deadline": _DAY_OR_NONE,
        "state": one_of(LedgerState), "evidence": STRING, "verifier": STRING, "closed_on": _DAY_OR_NONE,
        "remark": STRING, "relapses": WHOLE, "seen_fixed": _DAY_OR_NONE, "first_seen": DATE, "judged_on": DATE,
        "revision": WHOLE, "overdue": FLAG,
    })
    entry = object_of({
        "at": {"type": "string", "format": "date-time"}, "who": STRING, "event": one_of(LedgerEvent), "note": STRING,
        "revision": WHOLE, "changes": {"type": "object", "additionalProperties": ref_to("old_and_new")},
    })
    return document_schema(
        LIST_FORMAT, "Rows of the ledger of scilit-rules", {"as_of": DATE, "rows": list_of("row")},
        {"history": {**list_of("entry"), "description": "With show: what happened to the row, oldest first."}},
        row=row, entry=entry, old_and_new={"type": "array", "prefixItems": [_STORED, _STORED], "minItems": 2,
                                           "maxItems": 2})
