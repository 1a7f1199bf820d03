"""Every message of the package in both languages, by code.

A code is ``area.name``; the messages of an area stand in ``<area>.yaml`` beside this file, Chinese and English side by
side so that they stay in step, and are loaded when first needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from scilit_rules.model.address import masked
from scilit_rules.model.text import Lang, Message, Text
from scilit_rules.model.visible import visible
from scilit_rules.model.words import Word

_HERE = Path(__file__).parent


# No such area, no such code, a value left out.
_UNHEARD = (OSError, KeyError, ValueError)


class Entry(NamedTuple):
    """One message of the catalogue: its wording, and what to do about it."""

    wording: Text
    hint: Text | None


@cache
def area(name: str) -> Mapping[str, Entry]:
    """All messages of an area by their full code."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (_HERE / f"{name}.yaml").read_text(encoding="utf-8")
    entries = yaml.load(text, loader) or {}  # noqa: S506  # both loaders are the safe one
    return {f"{name}.{key}": _entry(value) for key, value in entries.items()}


def _entry(value: Mapping[str, object]) -> Entry:
    hint = value.get("hint")
    wording = Text(str(value["zh"]), str(value["en"]))
    return Entry(wording, Text(str(hint["zh"]), str(hint["en"])) if isinstance(hint, dict) else None)


def areas() -> list[str]:
    """The names of all areas, sorted."""
    return sorted(file.stem for file in _HERE.glob("*.yaml"))


def say(message: Message | Text | Word | str, lang: Lang, **args: object) -> str:
    """A message in the reader's language.

    Args:
        message: a message, a text, a word of a closed list, or a code of the catalogue.
        lang: the reader's language.
        **args: values for the places of a code.

    A message that the catalogue does not know, as of a plugin, is shown as its code and values.
    """
    if isinstance(message, Text):
        return message.get(lang)
    if isinstance(message, Word):
        return _lookup(f"words.{type(message).__name__}.{message.value}").wording.get(lang)
    if isinstance(message, Message):
        if message.said is not None:
            return visible(message.said.wording.get(lang))
        try:
            return _fill(_lookup(message.code).wording.get(lang), message.args, lang)
        except _UNHEARD:
            values = ", ".join(f"{key}={show(value, lang)}" for key, value in sorted(message.args.items()))
            return f"{message.code} ({values})" if values else message.code
    if not isinstance(message, str):
        raise TypeError(f"message must be a Message, a Text, a Word or a code, not {type(message).__name__}")
    try:
        found = _lookup(message)
    except (OSError, ValueError) as error:
        raise LookupError(f"message must be a code of the catalogue, not {message!a}") from error
    return _fill(found.wording.get(lang), args, lang)


def hint(message: Message, lang: Lang) -> str:
    """What to do about a message, or an empty string."""
    if message.said is not None and message.said.hint is not None:
        return visible(message.said.hint.get(lang))
    try:
        found = _lookup(message.code).hint
        template = found.get(lang) if found else ""
        if message.said is not None:
            # Its values are not known any more; advice that quotes none can be given all the same.
            return "" if "{" in template else template
        return _fill(template, message.args, lang)
    except _UNHEARD:
        return ""


def _lookup(code: str) -> Entry:
    return area(code.partition(".")[0])[code]


def _fill(template: str, args: Mapping[str, object], lang: Lang) -> str:
    return template.format_map({key: show(value, lang) for key, value in args.items()}) if args else template


def show(value: object, lang: Lang) -> str:
    """A value of a message as text: words and texts in the reader's language, numbers in plain decimals."""
    if isinstance(value, bool):
        return say(f"words.flag.{'yes' if value else 'no'}", lang)
    if isinstance(value, (Message, Text, Word)):
        return say(value, lang)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return ("、" if lang == "zh" else ", ").join(show(item, lang) for item in value)
    return visible(masked(str(value)))
