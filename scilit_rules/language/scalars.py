"""What a plain word of a YAML file stands for: exact numbers, dates, true and false, or just text.

Stricter than YAML 1.1, where ``no`` is false, ``010`` is eight, ``1:30`` is ninety and 0.1 is not 0.1.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any, Union

Scalar = Union[str, int, Decimal, bool, date, None]
Data = Any
"""A scalar, a list of data, a dictionary from texts to data, or a hole."""


class Hole:
    """Stands where something is written that can't be read, so that what stands around it can still be checked."""

    def __repr__(self) -> str:
        return "HOLE"


HOLE = Hole()

_CONSTANTS: dict[str, Scalar] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)?(\.[0-9]*)?([eE][-+]?[0-9]{1,6})?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def read_plain(text: str) -> Scalar:
    """The value of an unquoted scalar.

    Args:
        text: the scalar as written.

    Returns:
        None for nothing, a boolean for ``true`` and ``false`` only, an integer, an exact decimal, a date, or the text.

    Raises:
        ValueError: if it has the form of a date and there is no such day.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and text[-1] in "0123456789.":
        return _decimal(text)
    if found := _DATE.fullmatch(text):
        return date(*(int(part) for part in found.groups()))
    return text


def _decimal(text: str) -> Scalar:
    return Decimal(text) if any(c.isdigit() for c in text.lower().partition("e")[0]) else text
