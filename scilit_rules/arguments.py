"""What a program gives where it calls us, held against what may be given: all that does not fit is told at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import TextIOBase
from os import PathLike
from typing import Any, Union

from scilit_rules.model.annotations import fits
from scilit_rules.problems import UsageError, kind, problem


@dataclass(frozen=True, slots=True)
class Kind:
    """What an argument may be where a type does not say it all.

    Args:
        name: what it is called in a message.
        holds: whether a value is of this kind.
    """

    name: str
    holds: Callable[[Any], bool]


Wanted = Union[type, Kind, None]
"""A type, a kind, or None for an argument that may be left out."""
_PLAIN = (int, date)


def _is_many(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping))


def _is_finite(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _takes_bytes(value: Any) -> bool:
    return hasattr(value, "write") and not isinstance(value, TextIOBase)


def _can_be_written(text: str) -> bool:
    """Whether a text holds no half of a character, which no file and no database takes."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


LANG = Kind("“zh”, “en”", lambda value: isinstance(value, str) and value in ("zh", "en"))
PATH = Kind("str, Path", lambda value: isinstance(value, (str, PathLike)))
MANY = Kind("list, tuple, …", _is_many)
COUNT = Kind("int ≥ 0", lambda value: type(value) is int and value >= 0)
DAYS = Kind("0 … 36500", lambda value: COUNT.holds(value) and value <= 36_500)
SECONDS = Kind("0 … 86400", lambda value: _is_finite(value) and 0 <= value <= 86_400)
FUNCTION = Kind("function", callable)
STREAM = Kind("file opened with “wb”, BytesIO, …", _takes_bytes)


def must_fit(**arguments: tuple[Any, ...]) -> None:
    """Refuses a call in which any argument is none of what it may be.

    Args:
        **arguments: by its name, what was given, then all that it may be: types, kinds, None where it may be left out.

    Raises:
        UsageError: with every argument that does not fit.
    """
    wrong = [_problem(name, given, wanted) for name, (given, *wanted) in arguments.items() if not _fits(given, wanted)]
    if wrong:
        raise UsageError(wrong)


def each(argument: str, given: Any, *wanted: Wanted) -> tuple[Any, ...]:
    """The things of an argument of which there may be many, read but once; one by itself is one thing.

    Args:
        argument: its name.
        given: what was given.
        wanted: what each of them may be.

    Raises:
        UsageError: if there can't be many in it, or with every one that does not fit.
    """
    if _fits(given, wanted):
        return (given,)
    must_fit(**{argument: (given, MANY)})
    found = tuple(given)
    must_fit(**{f"{argument}[{number}]": (one, *wanted) for number, one in enumerate(found)})
    return found


def in_turn(argument: str, given: Any, *wanted: Wanted) -> Iterator[Any]:
    """The things of an argument of which there may be more than memory holds, each looked at when its turn comes.

    Args:
        argument: its name.
        given: what was given.
        wanted: what each of them may be.

    Raises:
        UsageError: if there can't be many in it; later, at the first that does not fit.
    """
    must_fit(**{argument: (given, MANY)})
    return _each_that_fits(argument, given, wanted)


def _each_that_fits(argument: str, given: Iterable[Any], wanted: tuple[Wanted, ...]) -> Iterator[Any]:
    for number, one in enumerate(given):
        must_fit(**{f"{argument}[{number}]": (one, *wanted)})
        yield one


def _fits(given: Any, wanted: Iterable[Wanted]) -> bool:
    return any(_holds(given, one) for one in wanted)


def _holds(given: Any, wanted: Wanted) -> bool:
    if isinstance(wanted, Kind):
        return wanted.holds(given)
    if wanted is None:
        return given is None
    if wanted is str:
        return isinstance(given, str) and _can_be_written(given)
    # A flag is no number, and a time of day is no date.
    return fits(wanted)(given) if wanted in _PLAIN else isinstance(given, wanted)


def _problem(argument: str, given: Any, wanted: Iterable[Wanted]) -> Any:
    names = tuple(one.name if isinstance(one, Kind) else one.__name__ for one in wanted if one is not None)
    told = repr(given)[:40] if isinstance(given, (str, int, float)) else kind(given)
    return problem("engine.not-a-setting", argument=argument, wanted=names, given=told)
