"""The files that a run reads, by what they are and not by what they are called: none of them is written over."""

from __future__ import annotations

import glob
import os
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


def _files(location: str) -> Iterator[Path]:
    if os.path.isdir(location):
        for root, _, names in os.walk(location):
            yield from (Path(root, name) for name in names)
    elif os.path.exists(location):
        yield Path(location)
    elif glob.has_magic(location):
        for match in glob.glob(location, recursive=True):
            yield from _files(match)
