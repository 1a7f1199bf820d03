"""A digest of what a rule demands, the same from run to run and from one version of this tool to the next."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Union

Plain = Union[str, int, bool, None, "list[Plain]", "dict[str, Plain]"]


def digest_of_rule(*parts: object) -> str:
    """``sha256:`` and the digest of values of the model.

    A field that is as it is where nobody writes it counts as absent, so that a new field of the language leaves the
    digests of rules that do not use it alone. Fields that are not compared, such as places, do not count.

    Args:
        parts: what the rule is made of, in an order that is always the same.
    """
    said = json.dumps([_plain(part) for part in parts], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"


def _plain(value: Any) -> Plain:
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, (tuple, list)):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return {"number": _shortest(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if value is None or isinstance(value, (str, bool, int)):
        return value
    raise TypeError(f"{type(value).__name__} is no part of a rule")


def _fields(value: Any) -> Plain:
    said = {field.name: _plain(getattr(value, field.name)) for field in fields(value)
            if field.compare and getattr(value, field.name) != _default(field)}
    return {type(value).__name__: said}


def _default(field: Field[Any]) -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _shortest(number: Decimal) -> str:
    """The number without noughts that say nothing: 10.50 demands what 10.5 demands."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
