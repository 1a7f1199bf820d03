"""The words by which evidence is known, from ``evidence_words.yaml``, ready to be looked for."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from scilit_rules.facts.word_lists import any_of, read_words

_WORDS = read_words(Path(__file__).with_suffix(".yaml"))
PAPERS, OWNED, TRACES = _WORDS["papers"], _WORDS["owned"], _WORDS["traces"]
NAMED_EVENTS, MEETINGS, EVENTS, BROAD = (_WORDS[name] for name in ("named_events", "meetings", "events", "broad"))
CONTRACTS, LETTERS = _WORDS["contracts"], _WORDS["letters"]
PLATFORMS, SENT, UNNAMED = _WORDS["platforms"], _WORDS["sent"], _WORDS["unnamed"]
VAGUE, BODIES, OWN, AREAS, LATIN = _WORDS["vague"], _WORDS["bodies"], _WORDS["own"], _WORDS["areas"], _WORDS["latin"]
NONE: frozenset[str] = frozenset()
WORKS, REFERENCE, COMMON, FIELD, ACCESS = (
    _WORDS[name] for name in ("works", "reference", "common", "field", "access"))

GENERAL = re.compile(any_of(_WORDS["general"]))
"""Finds the words that name no particular thing."""

GENERAL_END = re.compile(f"(?:{any_of(frozenset(word for word in _WORDS['general'] if len(word) > 1))})$")
"""Finds such a word of more than one character at the end of a text."""


@lru_cache(64)
def _pattern(nouns: frozenset[str]) -> re.Pattern[str]:
    return re.compile(any_of(nouns | _WORDS["general"] | AREAS), re.IGNORECASE)


def without(text: str, nouns: frozenset[str]) -> str:
    """A text without the words that name no particular thing.

    Args:
        text: the text.
        nouns: further words that say nothing here.
    """
    return _pattern(nouns).sub(" ", text)


@lru_cache(64)
def longest_first(nouns: frozenset[str]) -> tuple[str, ...]:
    """Some words, the longest first.

    Args:
        nouns: the words.
    """
    return tuple(sorted(nouns, key=lambda noun: (-len(noun), noun)))


@lru_cache(64)
def _finder(nouns: frozenset[str]) -> re.Pattern[str]:
    return re.compile(any_of(nouns), re.IGNORECASE)


def is_of(text: str, nouns: frozenset[str]) -> bool:
    """Whether a text is made of nothing but some words."""
    return _finder(nouns).sub("", text).strip() == ""


def word(text: str, nouns: frozenset[str]) -> str:
    """The longest of some words that stands in a text by itself, or an empty string."""
    found = (part for part in re.findall(r"[^\W\d_]+", text.casefold()) if part in nouns)
    return max(found, key=len, default="")


def longest(text: str, nouns: frozenset[str]) -> str:
    """The longest of some words in a text, as it stands there, or an empty string."""
    return max(_finder(nouns).findall(text), key=len, default="")
