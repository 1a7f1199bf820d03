"""Kinds of values that options take, with errors in the user's language."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

import click

from scilit_rules.plugins.contracts import ReadOptions
from scilit_rules.problems import UsageError, near_names, problem

_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d\d)(\d\d)|年(\d{1,2})月(\d{1,2})日)")
_MOST_DIGITS = 9

LIMITS = tuple(name for name in (field.name for field in fields(ReadOptions)) if name.startswith("max_"))
"""What of reading may be raised, or lowered."""
_LONGEST_NUMBER = 15


class Kind(click.ParamType):  # type: ignore[type-arg]  # older clicks take no type here
    """A kind of value."""


class Day(Kind):
    """A date: 2020-12-31, 2020/12/31, 2020.12.31, 20201231 or 2020年12月31日."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date that was written.

        Raises:
            UsageError: if it is none.
        """
        found = _DAY.fullmatch(str(value).strip())
        try:
            year, month, day = (int(part) for part in (found.groups() if found else ()) if part)
            return date(year, month, day)
        except ValueError:
            raise UsageError(problem("cli.not-a-date", option=name_of(param), value=value)) from None


class Choice(Kind):
    """One of a few words."""

    name = "word"

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(str(word) for word in words)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word.

        Raises:
            UsageError: if it is another one.
        """
        if str(value) not in self.words:
            raise not_one_of(name_of(param), str(value), self.words)
        return str(value)


class Positive(Kind):
    """A whole number from 1."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number.

        Raises:
            UsageError: if it is none.
        """
        digits = str(value)
        if not digits.isdecimal() or len(digits) > _MOST_DIGITS or int(digits) < 1:
            raise UsageError(problem("cli.not-a-number", option=name_of(param), value=value))
        return int(digits)


def name_of(param: click.Parameter | None) -> str:
    """How help pages call an option or an argument."""
    if param is None:
        return ""
    ctx = click.get_current_context(silent=True)
    listed = param.get_help_record(ctx) if ctx is not None and isinstance(param, click.Argument) else None
    return listed[0] if listed else param.opts[0]


def not_one_of(option: str, value: str, words: Iterable[str]) -> UsageError:
    """The error that a value is none of the words that an option takes."""
    known = tuple(words)
    return UsageError(problem("cli.not-one-of", option=option, value=value, known=known, near=near_names(value, known)))


class Encoding(Kind):
    """The name of an encoding."""

    name = "encoding"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name in its usual spelling.

        Raises:
            UsageError: if there is no such encoding of text.
        """
        try:
            codec = codecs.lookup(str(value))
            "".encode(codec.name)
        except LookupError:
            from encodings.aliases import aliases

            near = near_names(str(value), {*aliases.values(), "gb18030", "utf-8"})
            raise UsageError(problem("cli.not-an-encoding", option=name_of(param), value=value, near=near)) from None
        return codec.name


class Limit(Kind):
    """The name of a limit of reading, and what it is raised to: ``max_rows=2000000``."""

    name = "limit"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        """The name and the number.

        Raises:
            UsageError: if there is no such limit, or the number is none.
        """
        if isinstance(value, tuple):
            return value
        limit, _, number = str(value).replace("-", "_").partition("=")
        if limit not in LIMITS or not (number.isascii() and number.isdecimal() and 0 < len(number) <= _LONGEST_NUMBER):
            raise UsageError(problem("cli.not-a-limit", near=near_names(limit, LIMITS), option=name_of(param),
                                     value=value, known=LIMITS))
        return limit, int(number)


class Delimiter(Kind):
    """One character, or ``tab``."""

    name = "delimiter"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The character.

        Raises:
            UsageError: if it is none or several.
        """
        found = "\t" if value in ("tab", "\\t") else str(value)
        if len(found) != 1:
            raise UsageError(problem("cli.not-a-delimiter", option=name_of(param), value=value))
        return found
