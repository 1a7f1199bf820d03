"""One finding of a JSON report → the finding, as far as later work needs it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Attested, Evidence, Interval, Value
from scilit_rules.model.finding import Check, Finding, Gap
from scilit_rules.model.lacks import Lack
from scilit_rules.model.operators import OPERATORS, Bound, BoundKind, Growth, Tolerance, Years
from scilit_rules.model.place import Place
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import (
    Against,
    Claim,
    Disposition,
    EvidenceKind,
    FactType,
    Reason,
    Severity,
    Stance,
    Status,
)

Json = Mapping[str, Any]


def read_finding(item: Json, vocabulary: Mapping[str, FactSpec]) -> Finding:
    """A finding without facts, notes and outlook, and with the one check that its gap is of.

    Args:
        item: the finding as it stands in the report.
        vocabulary: the facts that the report's obligations ask for.

    Raises:
        KeyError, ValueError, TypeError, ArithmeticError: if it is not as reports are written.
    """
    finding = Finding(
        str(item["obligation"]), str(item["subject"]), str(item["period"]), Status(item["status"]),
        Severity(item["severity"]) if "severity" in item else None,
        Reason(item["reason"]) if "reason" in item else None,
        tuple(map(str, item.get("wanted", ()))),
        _checks(item.get("checks", ()), vocabulary),
        attested=_attested(item["attested"]) if "attested" in item else None,
        evidence=tuple(map(_evidence, item.get("evidence", ()))),
        places=tuple(map(_place, item.get("places", ()))),
        gap=_gap(item["gap"]) if "gap" in item else None,
        self_reported=item.get("self_reported") is True,
        disposition=Disposition(item["disposition"]),
        waiver=item.get("waiver"),
        follows=item.get("follows"),
    )
    if finding.id != item["id"]:
        raise ValueError("id")
    return finding


def _checks(items: list[Json], vocabulary: Mapping[str, FactSpec]) -> tuple[Check, ...]:
    item = next((one for one in items if "gap" in one), None)
    if item is None:
        return ()
    check = None
    # An operator or fact that this version does not know leaves the gap without its direction, not without itself.
    with suppress(KeyError):
        spec = vocabulary[item["fact"]]
        comparison = Comparison(spec.name, item["operator"], _bound(item, spec))
        check = Check(comparison, item["truth"], _actual(item["actual"], spec), gap=_gap(item["gap"]))
    return (check,) if check is not None else ()


def _bound(item: Json, spec: FactSpec) -> Bound:
    bound = item["bound"]
    kind = OPERATORS[item["operator"]].bound
    if kind is BoundKind.TOLERANCE:
        return Tolerance(Decimal(bound["value"]), Decimal(bound["within"]))
    if kind is BoundKind.GROWTH:
        return bound if bound is True else Growth(Against(bound["against"]), bound.get("base"))
    if kind is BoundKind.YEARS:
        return Years(int(bound["first"]), int(bound["last"]))
    if isinstance(bound, list):
        return tuple(map(str, bound))
    if kind is BoundKind.DATE:
        return date.fromisoformat(bound)
    if isinstance(bound, str) and spec.type.is_number:
        return Decimal(bound)
    if isinstance(bound, str) and spec.type is FactType.DATE:
        return date.fromisoformat(bound)
    if not isinstance(bound, (bool, str)):
        raise ValueError("bound")
    return bound


def _actual(value: Any, spec: FactSpec) -> Value | Interval | None:
    if isinstance(value, Mapping):
        return Interval(Decimal(value["low"]), Decimal(value["high"])) if "low" in value else _attested(value)
    if isinstance(value, str) and spec.type is FactType.DATE:
        return date.fromisoformat(value)
    if isinstance(value, str) and spec.type.is_number:
        return Decimal(value)
    if value is not None and not isinstance(value, (bool, str)):
        raise ValueError("actual")
    return value


def _gap(item: Json) -> Gap:
    money = Decimal(item["money"]) if "money" in item else None
    return Gap(Decimal(item["amount"]), str(item["unit"]), item["more_than"] is True, money)


def _attested(item: Json) -> Attested:
    return Attested(
        Claim(item["claim"]) if "claim" in item else None, Decimal(item["progress"]) if "progress" in item else None,
        Claim(item["mark"]) if "mark" in item else None, str(item.get("reviewer", "")),
        Stance(item["stance"]) if "stance" in item else None, str(item.get("reason", "")),
        _place(item["mark_place"]) if "mark_place" in item else None,
    )


def _evidence(item: Json) -> Evidence:
    kind = EvidenceKind(item["kind"]) if "kind" in item else None
    place = _place(item["place"]) if "place" in item else None
    return Evidence(kind, str(item["text"]), place, tuple(map(Lack, item.get("lacks", ()))), _found(item))


def _found(item: Json) -> str | None:
    return str(item["found"] or "") if "found" in item else None


def _place(item: Json) -> Place:
    return Place(str(item["source"]), **{key: value for key, value in item.items() if key != "source"})
