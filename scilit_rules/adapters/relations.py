"""The parts of a package that belong to one of its sheets: drawings, comments."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.parsers import expat
from zipfile import ZipFile


def related_parts(archive: ZipFile, sheet_path: str, kind: str) -> Iterator[str]:
    """The names of the parts that a sheet refers to and that are there.

    Args:
        archive: a package that was gone through.
        sheet_path: the part that holds the sheet.
        kind: the end of the type of the relation, such as ``/drawing``.

    Raises:
        ExpatError: if the relations are damaged.
    """
    names = frozenset(archive.namelist())
    folder, name = posixpath.split(sheet_path.lstrip("/"))
    relations = f"{folder}/_rels/{name}.rels"
    found: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith(kind):
            found.append(attributes.get("Target", ""))

    if relations in names:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.Parse(archive.read(relations), True)
    for target in found:
        part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
        if part in names:
            yield part
