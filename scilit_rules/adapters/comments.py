"""Comments on the cells of a workbook's sheets, those of older programs and those that are threads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from scilit_rules.adapters.relations import related_parts

_KINDS = {"/comments": "comment", "/threadedComment": "threadedComment"}
# What stands in the old part in place of a thread, for programs that know none.
_IN_PLACE_OF_THREAD = re.compile(r"\s*[\[【](?:Threaded comment|线程批注|线程化的?批注)[\]】]", re.IGNORECASE)
_AUTHOR = re.compile(r"\s*[^\n:：]{1,40}[:：][ \t]*\n")
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")

Comments = dict[int, dict[int, str]]


def cell_comments(archive: ZipFile, sheet_path: str) -> Comments | None:
    """The comments of a sheet, without the names of their authors, by row and column; both count from 1.

    Args:
        archive: a package that was gone through.
        sheet_path: the part that holds the sheet.

    Returns:
        the comments, or None if they are there and can't be read.
    """
    found: Comments = {}
    try:
        for kind, tag in _KINDS.items():
            for part in related_parts(archive, sheet_path, kind):
                _add(found, _read(archive.read(part), tag))
    except (expat.ExpatError, BadZipFile, OSError, ValueError):
        return None
    return found


def _add(found: Comments, comments: Iterable[tuple[str, str]]) -> None:
    for place, text in comments:
        cell = _CELL.fullmatch(place)
        said = _AUTHOR.sub("", text, count=1).strip()
        if cell is None or not said or _IN_PLACE_OF_THREAD.match(text):
            continue
        column = 0
        for letter in cell[1]:
            column = column * 26 + ord(letter) - 64
        row = found.setdefault(int(cell[2]), {})
        row[column] = f"{row[column]}；{said}" if column in row else said


def _read(data: bytes, tag: str) -> list[tuple[str, str]]:
    reader = _Reader(tag)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.Parse(data, True)
    return reader.comments


class _Reader:
    """Reads a part with comments: each has the cell that it is on, and its texts."""

    def __init__(self, tag: str) -> None:
        self.comments: list[tuple[str, str]] = []
        self._tag = tag
        self._inside: list[str] = []
        self._place = ""
        self._texts: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._inside.append(name)
        if name == self._tag:
            self._place, self._texts = attributes.get("ref", ""), []

    def end(self, tag: str) -> None:
        if self._inside.pop() == self._tag:
            self.comments.append((self._place, "".join(self._texts)))

    def text(self, data: str) -> None:
        # How a text is to be spoken is no part of it.
        if self._inside[-1] in ("t", "text") and "rPh" not in self._inside:
            self._texts.append(data)
