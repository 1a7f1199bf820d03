"""Values of the model held against what their classes declare, for what programs build instead of files."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

_Fits = Callable[[Any], bool]


class Misfit(NamedTuple):
    """A part of a value that is of another type than declared.

    Args:
        path: the way to it: ``bears``, ``schedule.due``, ``require.parts[1].fact``.
        wanted: the type that it should have.
        given: what it is instead.
    """

    path: str
    wanted: str
    given: str


def misfits(value: object, declared: Any) -> tuple[Misfit, ...]:
    """All parts of a value that are of another type than declared, a whole number that is a flag among them.

    Args:
        value: the value.
        declared: its class, or any type as annotations have it.
    """
    return () if _fit(declared)(value) else tuple(_walk(value, declared, ""))


def fits(declared: Any) -> Callable[[Any], bool]:
    """Whether values are as declared, as a function to keep where many are asked of."""
    return _fit(declared)


@cache
def _fit(declared: Any) -> _Fits:
    """Whether a value is as declared, as a function that is quick because it tells nothing more."""
    if _is_union(declared):
        options = [_fit(option) for option in get_args(declared)]
        return lambda value: any(option(value) for option in options)
    if get_origin(declared) is tuple:
        return _tuple_fits(get_args(declared))
    if get_origin(declared) is not None:
        key_fits, part_fits = (_fit(part) for part in get_args(declared))
        return lambda value: isinstance(value, Mapping) and all(
            key_fits(key) and part_fits(part) for key, part in value.items())
    return _fields_fit(declared) if _has_fields(declared) else lambda value: _is(value, declared)


def _tuple_fits(parts: tuple[Any, ...]) -> _Fits:
    if parts[-1] is Ellipsis:
        each = _fit(parts[0])
        return lambda value: isinstance(value, tuple) and all(each(part) for part in value)
    all_fit = [_fit(part) for part in parts]
    return lambda value: (isinstance(value, tuple) and len(value) == len(all_fit)
                          and all(each(part) for each, part in zip(all_fit, value, strict=True)))


def _fields_fit(declared: type) -> _Fits:
    checks: list[tuple[str, _Fits]] = []

    def has_fields(value: Any) -> bool:
        if not isinstance(value, declared):
            return False
        if not checks:  # made when first wanted, for a class may hold values of its own class
            checks.extend((name, _fit(hint)) for name, hint in _field_types(declared))
        return all(check(getattr(value, name)) for name, check in checks)

    return has_fields


def _is(value: Any, declared: Any) -> bool:
    """As ``isinstance``, but a flag is no whole number, a time of day no date, and no number is infinite."""
    if not isinstance(value, declared):
        return False
    if declared is int:
        return not isinstance(value, bool)
    if declared is date:
        return not isinstance(value, datetime)
    return declared is not Decimal or bool(value.is_finite())


def _walk(value: Any, declared: Any, path: str) -> Iterator[Misfit]:
    """Where a value that is not as declared is not so."""
    if _fit(declared)(value):
        return
    inside = _alike(value, declared)
    if inside is None:
        yield Misfit(path, name_of(declared), repr(value)[:80])
        return
    for step, part, hint in _parts(value, inside):
        yield from _walk(part, hint, f"{path}{step}" if path else step.removeprefix("."))


def _alike(value: Any, declared: Any) -> Any:
    """What a value is outwardly, so that only something inside it is wrong; None where it is no such thing at all."""
    if _is_union(declared):
        return next((found for option in get_args(declared) if (found := _alike(value, option)) is not None), None)
    origin, parts = get_origin(declared), get_args(declared)
    if origin is tuple:
        fixed = Ellipsis not in parts
        return declared if isinstance(value, tuple) and not (fixed and len(value) != len(parts)) else None
    if origin is not None:
        return declared if isinstance(value, Mapping) else None
    return declared if _has_fields(declared) and isinstance(value, declared) else None


def _parts(value: Any, declared: Any) -> Iterator[tuple[str, Any, Any]]:
    """What a value consists of: the way to each part, the part, and what it should be."""
    parts = get_args(declared)
    if get_origin(declared) is tuple:
        for number, part in enumerate(value):
            yield f"[{number}]", part, parts[0] if parts[-1] is Ellipsis else parts[number]
    elif get_origin(declared) is not None:
        for key, part in value.items():
            yield f"[{key!r}]", key, parts[0]
            yield f"[{key!r}]", part, parts[1]
    else:
        for name, hint in _field_types(declared):
            yield f".{name}", getattr(value, name), hint


@cache
def _field_types(declared: type) -> tuple[tuple[str, Any], ...]:
    """The fields of a class that make its values what they are, with their types; where they were written does not."""
    hints = get_type_hints(declared)
    if not is_dataclass(declared):
        return tuple((name, hints[name]) for name in declared.__annotations__)
    return tuple((field.name, hints[field.name]) for field in fields(declared) if field.compare)


def _is_union(declared: Any) -> bool:
    return get_origin(declared) in (Union, types.UnionType)


def _has_fields(declared: Any) -> bool:
    return isinstance(declared, type) and (is_dataclass(declared) or hasattr(declared, "_fields"))


def name_of(declared: Any) -> str:
    """A type as people write it."""
    if declared is type(None):
        return "None"
    if _is_union(declared):
        return " | ".join(name_of(option) for option in get_args(declared))
    if get_origin(declared) is None:
        return getattr(declared, "__name__", str(declared))
    parts = ", ".join("..." if part is Ellipsis else name_of(part) for part in get_args(declared))
    return f"{get_origin(declared).__name__}[{parts}]"
