"""What a workbook holds besides its cells: its sheets, shared texts and number formats."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.parsers import expat

from scilit_rules.adapters.formats import BUILT_IN, Style, read_style
from scilit_rules.adapters.markup import Package, create_parser
from scilit_rules.model.place import Place
from scilit_rules.problems import SourceError, problem

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One sheet of a workbook.

    Args:
        name: its name.
        part: the part of the package that holds its cells.
        hidden: whether it is hidden from the user.
    """

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the cells of all sheets refer to.

    Args:
        package: the file.
        sheets: the sheets with cells, in order; charts and macros are left out.
        strings: the shared texts.
        styles: what the number format of each cell style says.
        since_1904: whether days are counted from 1904.
    """

    package: Package
    sheets: tuple[SheetEntry, ...]
    strings: Sequence[str]
    styles: Sequence[Style]
    since_1904: bool


def open_workbook(package: Package) -> Workbook:
    """Reads everything of a workbook but its cells.

    Args:
        package: the file.

    Raises:
        SourceError: if it is no workbook, or is damaged.
    """
    root = next(iter(_targets(package, "", "officeDocument").values()), "xl/workbook.xml")
    if root not in package:
        raise SourceError(problem("adapters.content-zip", Place(package.source), suffix=".xlsx"))
    parts = _targets(package, root, "worksheet")
    found: list[dict[str, str]] = []
    since_1904 = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal since_1904
        if name == "sheet":
            found.append({key.rpartition(":")[2]: value for key, value in attributes.items()})
        elif name == "workbookPr":
            since_1904 = attributes.get("date1904", "0").lower() in ("1", "true", "on")

    _parse(package, root, create_parser(start))
    sheets = tuple(
        SheetEntry(sheet.get("name", ""), parts[sheet["id"]], sheet.get("state", "visible") != "visible")
        for sheet in found
        if sheet.get("id") in parts
    )
    return Workbook(package, sheets, _strings(package, root), _styles(package, root), since_1904)


def unescape(text: str) -> str:
    """A text of a workbook with its escaped control characters as they are."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _targets(package: Package, part: str, kind: str) -> dict[str, str]:
    """The parts that a part points to, by the id of the relation."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("Type", "").endswith(f"/{kind}"):
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            found[attributes.get("Id", "")] = target.lstrip("/")

    if relations in package:
        _parse(package, relations, create_parser(start))
    return found


def _strings(package: Package, root: str) -> list[str]:
    part = next(iter(_targets(package, root, "sharedStrings").values()), "")
    strings: list[str] = []
    if part not in package:
        return strings
    pieces: list[str] = []
    phonetic = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal phonetic
        if name == "si":
            pieces.clear()
        elif name == "rPh":
            phonetic = True
        elif name == "t" and not phonetic:
            parser.CharacterDataHandler = pieces.append

    def end(name: str) -> None:
        nonlocal phonetic
        parser.CharacterDataHandler = None
        if name.endswith("si"):
            strings.append(unescape("".join(pieces)))
        elif name.endswith("rPh"):
            phonetic = False

    parser = create_parser(start)
    parser.EndElementHandler = end
    _parse(package, part, parser)
    return strings


def _styles(package: Package, root: str) -> list[Style]:
    part = next(iter(_targets(package, root, "styles").values()), "")
    codes = dict(BUILT_IN)
    numbers: list[int] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            codes[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name in ("cellXfs", "cellStyleXfs", "dxfs"):
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            numbers.append(_number(attributes.get("numFmtId")))

    if part in package:
        _parse(package, part, create_parser(start))
    known = {number: read_style(codes.get(number, "General")) for number in set(numbers)}
    return [known[number] for number in numbers]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _parse(package: Package, part: str, parser: expat.XMLParserType) -> None:
    for _ in package.parse(part, parser):
        pass
