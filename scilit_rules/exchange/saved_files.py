"""JSON files that this tool wrote, and the ways in which a file may be none."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from decimal import InvalidOperation
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from scilit_rules.gate.files import as_usage, read_bytes
from scilit_rules.gate.json_text import Pass, parse_json
from scilit_rules.gate.limits import DATA
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.problems import UsageError, problem

Json = Mapping[str, Any]
MISFITS = (KeyError, ValueError, TypeError, AttributeError, InvalidOperation)
"""What taking apart a document raises that is not as it should be."""
_LONGEST_EXCERPT = 160


class Kind(NamedTuple):
    """What a file should be.

    Args:
        name: the code of what messages call it.
        how: the code of how one is made.
    """

    name: str
    how: str

    @property
    def words(self) -> dict[str, Any]:
        """The values by which messages speak of it."""
        return {"kind": Message(self.name), "how": Message(self.how)}


def read_saved(path: str | Path, format: str, kind: Kind, passing: Mapping[str, Pass] | None = None) -> dict[str, Any]:
    """The document of a file that this tool wrote.

    Args:
        path: the file.
        format: name and version of its format.
        kind: what it should be.
        passing: by key of the document what is made of a list there while it is read.

    Raises:
        UsageError: if it can't be read, is no such file, or of a newer format.
    """
    source, words = str(path), kind.words
    try:
        text = text_of(path, words)
        document = parse_json(text, passing)
    except json.JSONDecodeError as error:
        excerpt = text.split("\n")[error.lineno - 1][:_LONGEST_EXCERPT]
        place = Place(source, error.lineno, error.colno)
        raise UsageError(problem("saved.not-json", place, excerpt=excerpt, span=1, **words)) from error
    except ValueError as error:
        raise UsageError(problem("saved.not-json", Place(source), **words)) from error
    name, _, known = format.rpartition("/")
    written = str(document.get("format")) if isinstance(document, dict) else ""
    said, _, version = written.rpartition("/")
    if not isinstance(document, dict) or said != name or not version.isdecimal():
        raise UsageError(problem("saved.other", Place(source), **words))
    if int(version) > int(known):
        raise UsageError(problem("saved.newer", Place(source), written=written, known=format, **words))
    return document


def text_of(path: str | Path, words: Mapping[str, Any]) -> str:
    """The text of a file that this tool wrote.

    Args:
        path: the file.
        words: the values by which messages speak of it.

    Raises:
        UsageError: if it can't be read.
        UnicodeDecodeError: if it is no text.
    """
    if not isinstance(path, (str, PathLike)):
        raise UsageError(problem("saved.not-a-path", given=type(path).__name__, **words))
    if os.path.isdir(path):
        raise UsageError(problem("saved.not-json", Place(str(path)), **words))
    with as_usage():
        return read_bytes(path, DATA).decode("utf-8-sig")


def listed(document: Json, key: str) -> Iterator[Json]:
    """The things of one list.

    Raises:
        TypeError: if it is no list.
        KeyError: if there is none.
    """
    items = document[key]
    if not isinstance(items, list):
        raise TypeError(key)
    return iter(items)


def damaged(source: str, pointer: str, error: Exception, kind: Kind) -> Problem:
    """What is told of a file of which a part is not as this tool writes it."""
    part = str(error).strip("'\"") or "?"
    return problem("saved.damaged", Place(source, pointer=pointer or None), part=part, **kind.words)
