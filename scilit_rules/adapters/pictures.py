"""Where pictures lie on the sheets of a workbook; what they show can't be read."""

from __future__ import annotations

from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from scilit_rules.adapters.relations import related_parts
from scilit_rules.model.grid import column_letters

_KIND = "/drawing"
MOST = 50


def picture_cells(archive: ZipFile, sheet_path: str) -> tuple[str, ...]:
    """The cells under the upper left corners of a sheet's pictures, each once, in the order of the file.

    Args:
        archive: a package that was gone through.
        sheet_path: the part that holds the sheet.
    """
    try:
        drawings = related_parts(archive, sheet_path, _KIND)
        found = [cell for drawing in drawings for cell in _anchors(archive.read(drawing))]
    except (expat.ExpatError, BadZipFile, OSError, ValueError):
        return ()  # Damage in a drawing does not touch the cells.
    return tuple(dict.fromkeys(found))[:MOST]


def _anchors(data: bytes) -> list[str]:
    reader = _Anchors()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.Parse(data, True)
    return reader.cells


class _Anchors:
    """Reads a drawing: each anchor has the cell it begins at, and may hold a picture."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self._inside: list[str] = []
        self._from: dict[str, str] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._inside.append(name)
        if name.endswith("Anchor"):
            self._from = {}
        elif name == "pic" and self._from.keys() >= {"col", "row"}:
            self.cells.append(f"{column_letters(int(self._from['col']))}{int(self._from['row']) + 1}")

    def end(self, tag: str) -> None:
        self._inside.pop()

    def text(self, data: str) -> None:
        if self._inside[-2:-1] == ["from"] and data.strip():
            name = self._inside[-1]
            self._from[name] = self._from.get(name, "") + data.strip()
