"""JSON that can be walked through without harm: no number that is none, no depth that exhausts the stack."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any

from scilit_rules.gate.limits import DATA

_MOST_VALUES = 10_000_000
_MOST_DIGITS = 1_000
Keep = Callable[[list[tuple[str, Any]]], Any]


def parse_json(text: str, keep: Keep | None = None) -> Any:
    """A JSON document.

    Args:
        text: its text.
        keep: what is made of each of its objects; all of it if left out.

    Raises:
        JSONDecodeError: if it is none, with the place.
        ValueError: if it has a number that can't be one here, is nested too deeply, or has too many values.
    """
    if text.count(",") > _MOST_VALUES:
        raise ValueError("values")
    try:
        document = json.loads(text, object_pairs_hook=keep, parse_int=_whole, parse_float=_broken,
                              parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("depth") from error
    _check_depth(document)
    return document


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(text[:20])
    return int(text)


def _broken(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _refuse(text)


def _refuse(text: str) -> float:
    raise ValueError(text[:20])


def _check_depth(document: Any) -> None:
    level = [document]
    for _ in range(DATA.max_depth):
        level = [part for one in level for part in _parts(one) if isinstance(part, (dict, list))]
        if not level:
            return
    raise ValueError("depth")


def _parts(one: Any) -> Iterable[Any]:
    if isinstance(one, dict):
        return one.values()
    return one if isinstance(one, list) else ()
