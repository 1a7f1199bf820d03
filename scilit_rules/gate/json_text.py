"""JSON that can be walked through without harm: no number that is none, no depth that exhausts the stack."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite
from re import compile as pattern
from typing import Any

from scilit_rules.gate.limits import DATA

_MOST_VALUES = 10_000_000
_MOST_DIGITS = 1_000
_BLANK = frozenset(" \t\n\r")
_BLANKS = pattern(r"[ \t\n\r]*")
Pass = Callable[[dict[str, Any], Iterator[Any]], Any]
"""What is made of a list while it is read, given what stands before it in the document."""


def parse_json(text: str, passing: Mapping[str, Pass] | None = None) -> Any:
    """A JSON document.

    Args:
        text: its text.
        passing: by key of the document what is made of a list there, item by item, so that it is never held as a whole.

    Raises:
        JSONDecodeError: if it is none, with the place.
        ValueError: if it has a number that can't be one here, is nested too deeply, or has too many values.
    """
    if text.count(",") > _MOST_VALUES:
        raise ValueError("values")
    try:
        document = _Walk(text).document(passing or {})
    except RecursionError as error:
        raise ValueError("depth") from error
    _check_depth(document)
    return document


class _Walk:
    """Goes through a text, value by value."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def document(self, passing: Mapping[str, Pass]) -> Any:
        found = self._members(passing) if self._next() == "{" else self._value()
        if self._next():
            raise json.JSONDecodeError("Extra data", self._text, self._at)
        return found

    def _members(self, passing: Mapping[str, Pass]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key in self._parts("{", "}"):
            if not isinstance(key, str):
                raise json.JSONDecodeError("Expecting property name", self._text, self._at)
            self._take(":")
            made = passing.get(key) if self._next() == "[" else None
            found[key] = self._value() if made is None else made(found, self._parts("[", "]"))
        return found

    def _parts(self, opening: str, closing: str) -> Iterator[Any]:
        """The values between two brackets; of an object its keys, what stands behind each is taken by the caller."""
        self._take(opening)
        if self._next() == closing:
            self._take(closing)
            return
        yield self._value()
        while self._next() == ",":
            self._take(",")
            yield self._value()
        self._take(closing)

    def _value(self) -> Any:
        self._next()
        found, self._at = _DECODER.raw_decode(self._text, self._at)
        return found

    def _next(self) -> str:
        """The next mark, past blanks; empty at the end."""
        mark = self._text[self._at : self._at + 1]
        if mark not in _BLANK:
            return mark
        blanks = _BLANKS.match(self._text, self._at)
        self._at = blanks.end() if blanks else self._at
        return self._text[self._at : self._at + 1]

    def _take(self, mark: str) -> None:
        if self._next() != mark:
            raise json.JSONDecodeError(f"Expecting {mark!r}", self._text, self._at)
        self._at += 1


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(text[:20])
    return int(text)


def _broken(text: str) -> float:
    number = float(text)
    return number if isfinite(number) else _refuse(text)


def _refuse(text: str) -> float:
    raise ValueError(text[:20])


_DECODER = json.JSONDecoder(parse_int=_whole, parse_float=_broken, parse_constant=_refuse)


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
