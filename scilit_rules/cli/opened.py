"""The files that a run reads, by what they are and not by what they are called: none of them is written over."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple


class Identity(NamedTuple):
    """One file of a system, whatever links and spellings lead to it."""

    device: int
    number: int


def identity_of(path: str | os.PathLike[str]) -> Identity | None:
    """The file that a path leads to, links followed; None where there is none.

    Args:
        path: the path as the user wrote it.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return Identity(found.st_dev, found.st_ino)


def opened(locations: Iterable[str | os.PathLike[str]]) -> Iterator[tuple[Path, Identity]]:
    """The files that locations stand for: themselves, all files of a folder and its folders, the matches of a glob.

    Args:
        locations: sources, waivers, mappings, rulesets, templates, baselines and ledgers as they were named; what is no
            file, such as an address, is passed over.
    """
    for location in locations:
        for path in _files(os.fspath(location)):
            found = identity_of(path)
            if found is not None:
                yield path, found


def is_journal(path: Path, locations: Iterable[str | os.PathLike[str]]) -> bool:
    """Whether a path is where SQLite keeps what it has not yet put into a database that is read.

    Args:
        path: the path of an output.
        locations: what is read.
    """
    own = path.resolve()
    bases = {own.with_name(own.name.removesuffix(end)) for end in _JOURNALS if own.name.endswith(end)}
    read = (Path(_SQLITE.sub("", os.fspath(location), count=1)).resolve() for location in locations) if bases else ()
    return any(location in bases and location.is_file() for location in read)


_JOURNALS = ("-journal", "-wal", "-shm")
_SQLITE = re.compile("sqlite(?:3|\\+[a-z]+)?:///")


def _files(location: str) -> Iterator[Path]:
    location = _SQLITE.sub("", location, count=1)
    if os.path.isdir(location):
        # What rulesets share stands beside them.
        if os.path.isfile(os.path.join(location, "plan.yaml")):
            yield from Path(location).resolve().parent.glob("*.yaml")
        for root, _, names in os.walk(location):
            yield from (Path(root, name) for name in names)
    elif os.path.exists(location):
        yield Path(location)
    elif glob.has_magic(location):
        for match in glob.glob(location, recursive=True):
            yield from _files(match)
