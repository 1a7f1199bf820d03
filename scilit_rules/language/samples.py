"""How a value is written that an author wrote as another sort of thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import PurePath

from scilit_rules.language.document import Spot
from scilit_rules.language.scalars import Data

_NUMBERS = re.compile(r"\d+")
_LATEST = {4: 30, 6: 30, 9: 30, 11: 30}
# One sample for each key whose value has parts of its own.
_MAPPINGS = {
    "document": "document: {number: 小政发〔2026〕1号, issuer: 小城市人民政府}",
    "bodies": "bodies: {lead: [市科协], support: [市教育局]}",
    "every": "every: {years: 2}",
    "yearly": "yearly: true",
    "attest": "attest: {ask: 是否已成立领导小组, evidence: 1}",
    "review": "review: {ask: 落实情况如何}",
    "with": "with: {minimum: 2}",
    "parameters": "parameters: {minimum: {title: 最低数, default: 1}}",
    "range": "range: {low: 0, high: 100}",
    "freshness": "freshness: {years: 2}",
    "derive": "derive: {ratio: {of: funds.paid, per: people.resident}}",
    "facts": "facts: {literacy.rate: 10.6%}",
    "subjects": "subjects: {zibo.zhangdian: {facts: {literacy.rate: 10.6%}}}",
    "expect": "expect: {literacy-rate: met}",
}
_NAMED = {"obligations": "id", "consequences": "id", "subjects": "id", "cases": "case", "clauses": "path"}
_ENTRY = {"vocabulary": "literacy.rate: {title: 科学素质比例, type: share, unit: '%'}", "plan": "id: my-plan"}


def right_form(spot: Spot, expected: str) -> str | None:
    """How what an author meant is written, with his own values where they can be recognised, or None if that is open.

    Args:
        spot: the value that is of the wrong sort.
        expected: the sort wanted: list, mapping, date, integer, flag …
    """
    key = next((part for part in reversed(spot.loc) if isinstance(part, str)), "")
    found = _FORMS.get(expected)
    return None if found is None else found(key, spot)


def _list(key: str, spot: Spot) -> str | None:
    if key in ("years", "within_years"):
        return f"{key}: [{', '.join(_years(spot.value) or ('2026', '2030'))}]"
    kind = key or _file(spot)
    if kind in _NAMED and isinstance(spot.value, dict):
        return f"- {_NAMED[kind]}: {_first_name(spot.value, _NAMED[kind])}"
    return f"{key}: [{spot.value}]" if key and isinstance(spot.value, str) else None


def _first_name(value: dict[str, Data], named: str) -> str:
    """The name of the first entry of what should be a list: its key, or the first below a needless key."""
    name, entries = next(iter(value.items()), ("…", None))
    if isinstance(entries, list):
        first = entries[0] if entries and isinstance(entries[0], dict) else {}
        return str(first.get(named, "…"))
    return name


def _mapping(key: str, spot: Spot) -> str | None:
    if not spot.loc:
        return _ENTRY.get(_file(spot))
    if isinstance(spot.loc[-1], int):
        name = _NAMED.get(key or _file(spot))
        return f"- {name}: {spot.value}" if name and isinstance(spot.value, str) else None
    if key in ("attest", "review") and isinstance(spot.value, str):
        return f"{key}: {{ask: {spot.value}}}"
    return _MAPPINGS.get(key)


def _date(key: str, spot: Spot) -> str | None:
    parts = [int(part) for part in _NUMBERS.findall(str(spot.value))]
    if not parts or not 1900 <= parts[0] <= 2200 or len(parts) > 3 or not isinstance(spot.value, (str, int)):
        return f"{key}: 2027-06-30"
    if len(parts) == 1:
        return f"in: {parts[0]}" if key == "by" else f"{key}: {parts[0]}-12-31"
    month, day = parts[1], parts[2] if len(parts) == 3 else _LATEST.get(parts[1], 28 if parts[1] == 2 else 31)
    try:
        return f"{key}: {date(parts[0], month, day)}"
    except (ValueError, OverflowError):
        return f"{key}: 2027-06-30"


def _integer(key: str, spot: Spot) -> str | None:
    if isinstance(spot.value, date):
        return f"by: {spot.value}" if key == "in" else f"{key}: {spot.value.year}"
    if isinstance(spot.value, dict):
        count, accept = spot.value.get("count"), spot.value.get("accept")
        kinds = f", accept: [{', '.join(map(str, accept))}]" if isinstance(accept, list) else ""
        form = f"{key}: {count if isinstance(count, int) else 1}{kinds}"
        return f"attest: {{ask: …, {form}}}" if "attest" in spot.loc else form
    return None


def _flag(key: str, spot: Spot) -> str | None:
    return f"{key}: true" if key else None


def _years(value: Data) -> tuple[str, str] | None:
    found = [number for number in _NUMBERS.findall(str(value)) if len(number) == 4]
    return (found[0], found[1]) if len(found) == 2 and isinstance(value, str) else None


def _file(spot: Spot) -> str:
    """What a file holds: by the folder that it stands in, or by its own name."""
    path = PurePath(spot.document.source)
    return path.parent.name if path.parent.name in _NAMED else path.stem


_FORMS: Mapping[str, Callable[[str, Spot], str | None]] = {
    "list": _list, "mapping": _mapping, "date": _date, "integer": _integer, "flag": _flag,
}
