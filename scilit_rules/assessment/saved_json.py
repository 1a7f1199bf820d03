"""JSON files that this tool wrote, and the ways in which a file may be none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.problems import UsageError, near_paths, problem

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


def read_saved(path: str | Path, format: str, kind: Kind,
               keep: Callable[[list[tuple[str, Any]]], Any] | None = None) -> dict[str, Any]:
    """The document of a file that this tool wrote.

    Args:
        path: the file.
        format: name and version of its format.
        kind: what it should be.
        keep: what is made of each of its objects; all of it if left out.

    Raises:
        UsageError: if it can't be read, is no such file, or of a newer format.
    """
    source, words = str(path), kind.words
    try:
        text = _bytes(path, words).decode("utf-8-sig")
        document = json.loads(text, object_pairs_hook=keep)
    except json.JSONDecodeError as error:
        excerpt = text.split("\n")[error.lineno - 1][:_LONGEST_EXCERPT]
        place = Place(source, error.lineno, error.colno)
        raise UsageError(problem("saved.not-json", place, excerpt=excerpt, span=1, **words)) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise UsageError(problem("saved.not-json", Place(source), **words)) from error
    name, _, known = format.rpartition("/")
    written = str(document.get("format")) if isinstance(document, dict) else ""
    said, _, version = written.rpartition("/")
    if not isinstance(document, dict) or said != name or not version.isdecimal():
        raise UsageError(problem("saved.other", Place(source), **words))
    if int(version) > int(known):
        raise UsageError(problem("saved.newer", Place(source), written=written, known=format, **words))
    return document


def _bytes(path: str | Path, words: Mapping[str, Any]) -> bytes:
    source = str(path)
    try:
        return Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise UsageError(problem("adapters.no-such-file", Place(source), near=near_paths(source))) from error
    except TypeError as error:
        raise UsageError(problem("saved.not-a-path", given=type(path).__name__, **words)) from error
    except IsADirectoryError as error:
        raise UsageError(problem("saved.not-json", Place(source), **words)) from error
    except PermissionError as error:
        raise UsageError(problem("adapters.no-permission", Place(source))) from error
    except OSError as error:
        wrong = error.strerror or type(error).__name__
        raise UsageError(problem("adapters.system-error", Place(source), error=wrong)) from error


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
