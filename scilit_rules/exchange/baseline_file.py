"""The baseline file: JSON with one known gap to a line, sorted, so that a difference is easy to read."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from scilit_rules.assessment.baseline import in_file_order
from scilit_rules.exchange.saved_files import MISFITS, Json, Kind, damaged, listed, read_saved, text_of
from scilit_rules.model.baseline import BASELINE_FORMAT, Baseline, KnownGap
from scilit_rules.model.json_schema import DATE, STRING, Schema, document_schema, list_of, object_of
from scilit_rules.model.place import Place
from scilit_rules.problems import UsageError

_KIND = Kind("saved.baseline", "saved.baseline-how")


def read_baseline(path: str | Path) -> Baseline:
    """Reads a baseline file.

    Args:
        path: the file.

    Raises:
        UsageError: if it can't be read, is no baseline, is damaged, or was written in a newer format.
    """
    source = str(path)
    document = read_saved(path, BASELINE_FORMAT, _KIND)
    lines = [number for number, line in enumerate(text_of(path, _KIND.words).split("\n"), 1)
             if '"subject"' in line]
    try:
        items = list(listed(document, "gaps"))
        places = [Place(source, line) for line in lines] if len(lines) == len(items) else [Place(source)] * len(items)
        gaps = [_gap(item, place, number) for number, (item, place) in enumerate(zip(items, places, strict=True))]
        return Baseline(str(document["tool"]), str(document["plan"]), str(document["digest"]),
                        date.fromisoformat(document["as_of"]), in_file_order(gaps), source,
                        str(document.get("version", "")), _rules(document.get("rules", {})),
                        _former(document.get("formerly", {})))
    except MISFITS as error:
        raise UsageError(damaged(source, "", error, _KIND)) from error


def baseline_text(baseline: Baseline) -> str:
    """A baseline as the text of a file."""
    head = {"format": BASELINE_FORMAT, "tool": baseline.tool, "plan": baseline.plan, "digest": baseline.digest,
            "as_of": baseline.as_of.isoformat(), **({"version": baseline.version} if baseline.version else {}),
            **({"rules": dict(baseline.rules)} if baseline.rules else {}),
            **({"formerly": {id: list(names) for id, names in sorted(baseline.formerly.items())}}
               if baseline.formerly else {})}
    gaps = [{"subject": gap.subject, "obligation": gap.obligation, "period": gap.period, "since": gap.since.isoformat()}
            for gap in in_file_order(baseline.gaps)]
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()]
    entries = ",\n".join(json.dumps(gap, ensure_ascii=False) for gap in gaps)
    return "\n".join(["{", *lines, '"gaps": [', *([entries] if entries else []), "]", "}"]) + "\n"


def baseline_schema() -> Schema:
    """The JSON Schema of baseline files."""
    gap = object_of({"subject": STRING, "obligation": STRING, "period": STRING, "since": DATE})
    return document_schema(BASELINE_FORMAT, "The known gaps of a plan", {
        "tool": STRING, "plan": STRING, "digest": STRING, "as_of": DATE, "gaps": list_of("gap")},
        {"version": STRING, "rules": {"type": "object", "additionalProperties": STRING, "description":
                                      "By obligation the digest of what it demanded when its gaps became known."},
         "formerly": {"type": "object", "additionalProperties": {"type": "array", "items": STRING}, "description":
                      "By obligation the ids that it had in earlier versions of the rules."}},
        gap=gap)


def _rules(document: object) -> dict[str, str]:
    if not isinstance(document, dict):
        raise TypeError("rules")
    return {_word(id): _word(digest) for id, digest in document.items()}


def _former(document: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(document, dict):
        raise TypeError("formerly")
    return {_word(id): tuple(_word(name) for name in _several(names)) for id, names in document.items()}


def _several(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("formerly")
    return value


def _gap(item: Json, place: Place, number: int) -> KnownGap:
    try:
        return KnownGap(_word(item["subject"]), _word(item["obligation"]), _word(item["period"]),
                        date.fromisoformat(item["since"]), place)
    except MISFITS as error:
        raise UsageError(damaged(place.source, f"/gaps/{number}", error, _KIND)) from error


def _word(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(value)
    return value
