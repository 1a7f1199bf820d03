"""Words and patterns that are data: YAML files of ours, each of names with a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import yaml


def read_words(path: Path) -> dict[str, frozenset[str]]:
    """The lists of words of a file of ours, in which a line holds words parted by spaces.

    Args:
        path: the file.
    """
    return {name: frozenset(" ".join(lines).split()) for name, lines in _read(path).items()}


def read_patterns(path: Path) -> dict[str, list[str]]:
    """The lists of regular expressions of a file of ours, in which a line holds one.

    Args:
        path: the file.
    """
    return _read(path)


def any_of(words: Iterable[str]) -> str:
    """The pattern of any of some words, the longest first.

    Args:
        words: the words.
    """
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _read(path: Path) -> dict[str, list[str]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lists = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506  # both loaders are the safe one
    return {name: [lines] if isinstance(lines, str) else lines for name, lines in lists.items()}
