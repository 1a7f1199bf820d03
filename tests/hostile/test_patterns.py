"""No regular expression of the package takes more than a moment for a short text, whatever repeats in it."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import signal
import warnings
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import pytest

import scilit_rules

if os.name == "nt":
    pytest.skip("alarms of POSIX", allow_module_level=True)

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    try:
        from re import _parser as parser  # type: ignore[attr-defined]
    except ImportError:
        import sre_parse as parser  # type: ignore[no-redef]

# What grows by powers takes a thousandth of a second for so many characters, what doubles with each takes ages.
LENGTH, PATIENCE = 200, 2.0
COMMON = ("1", " ", "一", "x ", "办公室科", "19", "正在", "三四")


class TooSlow(BaseException):
    """The time is over."""


def compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of the package keeps, once, with where it is."""
    seen = set()
    for module in pkgutil.walk_packages(scilit_rules.__path__, "scilit_rules."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for one in value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else (value,):
                found = getattr(one, "__self__", one)
                if isinstance(found, re.Pattern) and isinstance(found.pattern, str) and found not in seen:
                    seen.add(found)
                    yield f"{module.name}.{name}", found


def letters(parsed: Iterable[Any]) -> Iterator[str]:
    """The characters that a parsed pattern speaks of."""
    for kind, said in parsed:
        name = str(kind)
        if name == "LITERAL":
            yield chr(said)
        elif name == "IN":
            yield from letters(said)
        elif name == "RANGE":
            yield chr(said[0])
        elif name == "CATEGORY":
            yield {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " "}.get(str(said), "x")
        elif name in ("ANY", "NOT_LITERAL"):
            yield "x"
        elif name == "BRANCH":
            for branch in said[1]:
                yield from letters(branch)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield from letters(said[2])
        elif name == "SUBPATTERN":
            yield from letters(said[3])
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from letters(said[1])


def attacks(pattern: re.Pattern[str]) -> Iterator[str]:
    """Texts in which what a pattern speaks of repeats, and that end with what it does not."""
    spoken = list(dict.fromkeys(letters(parser.parse(pattern.pattern, pattern.flags))))[:60]
    units = {*spoken[:30], *map("".join, pairwise(spoken)), *COMMON}
    units |= {"".join(spoken[at : at + 4]) for at in range(0, len(spoken), 4)}
    for unit in sorted(units):
        yield (unit * LENGTH)[:LENGTH] + "\0"


def slowest(pattern: re.Pattern[str]) -> str:
    """The text for which a pattern takes longer than anybody waits; empty for none."""

    def over(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, over)
    text = ""
    try:
        for text in attacks(pattern):
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)
            pattern.search(text)
            pattern.fullmatch(text)
            signal.setitimer(signal.ITIMER_REAL, 0)
    except TooSlow:
        return text
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return ""


@pytest.mark.no_cover
def test_no_pattern_takes_ages_for_what_repeats() -> None:
    found = dict(compiled())
    assert len(found) > 300
    slow = {where: text for where, pattern in found.items() if (text := slowest(pattern))}
    assert slow == {}


@pytest.mark.parametrize("bad", ["(?:等|[一二]+)*张$", "(?:办|公|办公)+室", r"(?:\d+)+x", "(?:[a-z]{1,2})*!"])
def test_a_pattern_that_does_is_found(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "PATIENCE", 0.3)
    assert slowest(re.compile(bad)) != ""
