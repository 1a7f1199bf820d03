"""Holds data against its shape and says every departure from it in the author's words, at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from scilit_rules.language.document import Loc, Spot, is_lone_entry
from scilit_rules.language.faults import Faults
from scilit_rules.language.samples import right_form
from scilit_rules.language.scalars import Data
from scilit_rules.language.shapes import Shape
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.problems import near_names

Authored = TypeVar("Authored", bound=Shape)

_KINDS: tuple[tuple[str, type | tuple[type, ...]], ...] = (
    ("flag", bool), ("number", (int, Decimal)), ("text", str), ("date", date), ("list", list), ("mapping", dict),
)
_EXPECTED = {
    "string_type": "text", "int_type": "integer", "bool_type": "flag", "date_type": "date", "list_type": "list",
    "dict_type": "mapping", "model_type": "mapping", "is_instance_of": "number", "decimal_type": "number",
}
MOST_ENTRIES = 5_000
_BEGINS_WITH_DIGIT = re.compile(r"[-+]?\d")
_FLAG_WORDS = {"yes": True, "y": True, "on": True, "是": True, "有": True,
               "no": False, "n": False, "off": False, "否": False, "无": False}
_EMPTY = frozenset({"string_too_short", "too_short"})


def kind_of(value: Data) -> Message:
    """What sort of thing a value is, in words."""
    return Message(f"language.kind-{next((name for name, types in _KINDS if isinstance(value, types)), 'nothing')}")


def kind(name: str) -> Message:
    """The words for a sort of thing: flag, number, integer, text, date, list, mapping, condition …"""
    return Message(f"language.kind-{name}")


def shape(form: type[Authored], spot: Spot, faults: Faults) -> Authored | None:
    """A value as its authored form, or None with all that is wrong noted.

    Args:
        form: the form it must have.
        spot: the value.
        faults: takes what is wrong.
    """
    try:
        return form.model_validate(spot.value)
    except ValidationError as error:
        for _, found in _departures(form, spot, error):
            faults.add(found)
        return None


def shape_rest(form: type[Authored], spot: Spot, faults: Faults, stand_ins: Mapping[str, Data],
               ) -> tuple[Authored | None, frozenset[str]]:
    """A mapping as its authored form with keys that are wrong noted and left out, so that the rest can be checked.

    Args:
        form: the form it must have.
        spot: the value.
        faults: takes what is wrong.
        stand_ins: values for those keys without which there is no such form; that one is missing is left to be noted.

    Returns:
        the form, or None where it is no mapping; and the keys of which it says nothing: those left out, and those that
        an unknown key may have been meant for.
    """
    try:
        return form.model_validate(spot.value), frozenset()
    except ValidationError as error:
        found = []
        for loc, one in _departures(form, spot, error):
            if one.code != "language.missing-key" or len(loc) > 1:
                faults.add(one)
                found.append((loc, one))
    if not isinstance(spot.value, dict):
        return None, frozenset()
    wrong = {str(loc[0]) for loc, _ in found}
    rest = {key: value for key, value in spot.value.items() if key not in wrong}
    meant = {name for loc, one in found if len(loc) == 1 for name in _meant(one)}
    return form.model_validate({**stand_ins, **rest}), frozenset(wrong | (meant - set(rest)))


def wrong_kind(spot: Spot, expected: str) -> Problem:
    """A value is of another sort than expected."""
    if isinstance(spot.value, str) and expected in ("mapping", "condition") and "：" in spot.value:
        return spot.problem("wide-colon")
    if expected == "text" and isinstance(spot.value, (bool, int, Decimal, date)):
        return spot.problem("needs-quotes", found=kind_of(spot.value))
    if isinstance(spot.value, str) and expected in ("number", "integer") and _BEGINS_WITH_DIGIT.match(spot.value):
        return spot.problem("number-with-more", text=spot.value)
    if isinstance(spot.value, str) and expected == "flag" and spot.value.casefold() in _FLAG_WORDS:
        return spot.problem("flag-word", text=spot.value, meant=str(_FLAG_WORDS[spot.value.casefold()]).lower())
    form = right_form(spot, expected)
    advice = Message("language.write-it") if form is None else Message("language.write-so", {"form": form})
    return spot.problem("wrong-type", expected=kind(expected), found=kind_of(spot.value), advice=advice)


def items(spot: Spot, faults: Faults, most: int = MOST_ENTRIES) -> Iterator[Spot]:
    """The items of what must be a list; notes it where it is none, and takes a single entry for its only item.

    Of more items than any plan has, it is told that they are too many, and the others are not read.
    """
    if isinstance(spot.value, list):
        if len(spot.value) > most:
            faults.add(spot.at(most).problem("too-many-entries", count=len(spot.value), most=most))
        yield from islice(spot.parts(), most)
    elif is_lone_entry(spot):
        faults.add(spot.problem("entry-without-dash"))
        yield Spot(spot.document, (*spot.loc, 0), spot.value)
    else:
        faults.add(wrong_kind(spot, "list"))


def _departures(form: type[Shape], spot: Spot, error: ValidationError) -> Iterator[tuple[Loc, Problem]]:
    """What is wrong with a value and where; a key that an unknown one was meant for is not missing besides."""
    meant: set[tuple[Loc, str]] = set()
    for fault in _worst(error):
        if fault["type"] == "missing":
            fault["names"] = [name for name in fault["names"] if (fault["loc"][:-1], name) not in meant]
            if not fault["names"]:
                continue
        found = _explain(form, spot, fault)
        meant.update((fault["loc"][:-1], name) for name in _meant(found))
        yield fault["loc"], found


def _meant(found: Problem) -> tuple[str, ...]:
    return found.near[:1] if found.code == "language.unknown-key" else ()


def _worst(error: ValidationError) -> Iterator[Any]:
    """The errors of a value; of alternatives only the first, and all keys that are missing in one place as one."""
    seen: set[Any] = set()
    missing: dict[Any, Any] = {}
    for fault in error.errors(include_url=False):
        place = tuple(part for part in fault["loc"] if not _names_alternative(part))
        if len(place) < len(fault["loc"]):
            fault["type"] = "none_of_the_alternatives"
        if fault["type"] == "missing":
            names = missing.setdefault(place[:-1], {**fault, "loc": place, "names": []})["names"]
            names.append(str(place[-1]))
        elif fault["type"] == "extra_forbidden" or place not in seen:
            seen.add(place)
            yield {**fault, "loc": place}
    yield from missing.values()


def _names_alternative(part: str | int) -> bool:
    return part in ("str", "int", "decimal", "bool", "date", "none")


def _explain(form: type[Shape], spot: Spot, fault: Any) -> Problem:
    said, loc = fault["type"], fault["loc"]
    for part in loc[:-1]:
        spot = spot.at(part)
    here = replace(spot.at(loc[-1]) if loc else spot, value=fault["input"])
    if said == "missing":
        return spot.problem("missing-key", key=bool(spot.loc), names=fault["names"])
    if said == "extra_forbidden":
        known = _keys(form, loc[:-1])
        near = near_names(str(loc[-1]), known)
        return here.problem("unknown-key", key=True, near=near, name=str(loc[-1]), known=known)
    if said == "enum":
        return _unknown_word(here, fault)
    if said in _EMPTY:
        return here.problem("empty")
    if said == "greater_than_equal":
        return here.problem("too-small", value=here.value, least=fault["ctx"]["ge"])
    if said == "less_than_equal":
        return here.problem("too-large", value=here.value, most=fault["ctx"]["le"])
    if said == "language.unknown-word":
        return here.problem("unknown-word", near=near_names(here.value, fault["ctx"]["words"]), **fault["ctx"])
    if said.startswith("language."):
        return here.problem(said.partition(".")[2], **(fault.get("ctx") or {}))
    return wrong_kind(here, _EXPECTED.get(said, "value"))


def _unknown_word(spot: Spot, fault: Any) -> Problem:
    words = [word.strip("'") for word in fault["ctx"]["expected"].replace(" or ", ", ").split(", ")]
    if isinstance(spot.value, (list, dict)) or spot.value is None:
        return wrong_kind(spot, "text")
    return spot.problem("unknown-word", near=near_names(str(spot.value), words), word=spot.value, words=words)


def _keys(form: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The keys that are known at the end of a way into a form."""
    for part in loc:
        field = next((f for name, f in form.model_fields.items() if part == (f.alias or name)), None)
        inner = field and next(_models(field.annotation), None)
        form = inner or form
    return [field.alias or name for name, field in form.model_fields.items()]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif not (isinstance(annotation, type) and issubclass(annotation, Enum)):
        for argument in get_args(annotation):
            yield from _models(argument)
