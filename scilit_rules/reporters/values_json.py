"""Facts, values and places as JSON: what every document of ours writes of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Union

from scilit_rules.model.fact import Attested, Evidence, Fact, Interval, Reading, Value
from scilit_rules.model.finding import Gap, Outlook
from scilit_rules.model.operators import Bound, Growth, Tolerance, Years
from scilit_rules.model.place import Place

Json = Union[None, bool, int, str, list[Any], dict[str, Any]]
"""A value that JSON can hold; numbers with a fraction stand as text."""


def given(**values: Json) -> dict[str, Json]:
    """Of some values those that there are."""
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def reading_json(reading: Reading) -> dict[str, Json]:
    """How a cell was read."""
    return {"raw": reading.raw, "read_as": reading.read_as, "rules": list(reading.rules)}


def reading_at_json(reading: Reading) -> Json:
    """How a cell was read, with where it stands."""
    return {"place": place_json(reading.place), **reading_json(reading)}


def place_json(place: Place) -> dict[str, Json]:
    """Where something stands, with the parts of the place that there are."""
    return given(source=place.source, sheet=place.sheet, cell=place.cell, line=place.line, column=place.column,
                 pointer=place.pointer, page=place.page)


def value_json(value: Value | Interval | Bound | None) -> Json:
    """A value, numbers exactly and so as text."""
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Interval):
        return {"low": format(value.low, "f"), "high": format(value.high, "f")}
    if isinstance(value, Attested):
        return attested_json(value)
    if isinstance(value, Tolerance):
        return {"value": format(value.value, "f"), "within": format(value.within, "f")}
    if isinstance(value, Growth):
        return {"against": value.against.value, **given(base=value.base)}
    if isinstance(value, Years):
        return {"first": value.first, "last": value.last}
    return list(value)


def attested_json(value: Attested) -> Json:
    """What was claimed, and by whom confirmed."""
    return given(claim=value.claim.value if value.claim else None, progress=value_json(value.progress),
                  mark=value.mark.value if value.mark else None, reviewer=value.reviewer,
                  stance=value.stance.value if value.stance else None, reason=value.reason,
                  mark_place=None if value.mark_place is None else place_json(value.mark_place))


def evidence_json(evidence: Evidence) -> Json:
    """A piece of evidence."""
    return given(kind=evidence.kind.value if evidence.kind else None, text=evidence.text,
                  place=None if evidence.place is None else place_json(evidence.place),
                  lacks=[lack.value for lack in evidence.lacks],
                  found=None if evidence.found is None else evidence.found or False)


def gap_json(gap: Gap) -> Json:
    """What is lacking."""
    found: dict[str, Json] = {"amount": format(gap.amount, "f"), "unit": gap.unit, "more_than": gap.more_than}
    if gap.money is not None:
        found["money"] = format(gap.money, "f")
    return found


def fact_json(fact: Fact) -> Json:
    """A fact, with those it was computed from."""
    found: dict[str, Json] = {"name": fact.name, "subject": fact.subject, "period": str(fact.period),
                              "value": value_json(fact.value)}
    if fact.place is not None:
        found["place"] = place_json(fact.place)
    if fact.reading is not None:
        found["reading"] = reading_json(fact.reading)
    if fact.evidence:
        found["evidence"] = [evidence_json(piece) for piece in fact.evidence]
    if fact.remark:
        found["remark"] = fact.remark
    if fact.derived_from:
        found["derived_from"] = [fact_json(part) for part in fact.derived_from]
    return found


def outlook_json(outlook: Outlook) -> Json:
    """Where a value is going."""
    return {
        "baseline": fact_json(outlook.baseline),
        "latest": fact_json(outlook.latest),
        "on_course": outlook.on_course,
        "target": value_json(outlook.target),
        "expected": value_json(outlook.expected),
    }
