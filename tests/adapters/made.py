"""Files made for the tests of adapters, and the short way to read them."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from scilit_rules.adapters import csv, excel, json
from scilit_rules.adapters.sources import SourceRead, read_sources
from scilit_rules.model.grid import Cell, Grid
from scilit_rules.plugins.contracts import Adapter, ReadOptions

ADAPTERS: Mapping[str, Adapter] = {
    adapter.name: adapter for module in (csv, excel, json) for adapter in module.scilit_adapters()
}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def read_all(*locations: str | Path, **options: Any) -> list[SourceRead]:
    return list(read_sources(map(str, locations), ADAPTERS, ReadOptions(**options)))


def read_one(location: str | Path, **options: Any) -> SourceRead:
    (read,) = read_all(location, **options)
    return read


def rows(grid: Grid) -> list[list[Any]]:
    return [list(row) for row in grid.rows]


def table(location: str | Path, **options: Any) -> list[list[Any]]:
    read = read_one(location, **options)
    assert [found.code for found in read.problems if found.level == "error"] == []
    (grid,) = read.grids
    return rows(grid)


def plain(value: Any) -> Any:
    return value.value if isinstance(value, Cell) else value


def plain_table(location: str | Path) -> list[list[Any]]:
    return [[plain(cell) for cell in row] for row in table(location)]


def codes(*reads: SourceRead) -> list[str]:
    return [found.code for read in reads for found in read.problems]


def write(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def sheet_xml(cells: str, after: str = "", namespace: str = MAIN, before: str = "") -> str:
    return f'<worksheet xmlns="{namespace}">{before}<sheetData>{cells}</sheetData>{after}</worksheet>'


def make_workbook(path: Path, *sheets: str, strings: Sequence[str] = (), formats: Iterable[int | str] = (),
                  properties: str = "", states: Sequence[str] = (),
                  more: Mapping[str, str | bytes] | None = None) -> Path:
    """A workbook out of the XML of its sheets, called S1, S2 and so on; formats become cell styles 1, 2 and so on."""
    kinds = ["worksheet"] * len(sheets) + ["sharedStrings", "styles"]
    targets = [f"worksheets/sheet{i}.xml" for i in range(1, len(sheets) + 1)] + ["sharedStrings.xml", "styles.xml"]
    listed = "".join(
        f'<sheet name="S{i}" sheetId="{i}" r:id="r{i}" state="{states[i - 1] if states else "visible"}"/>'
        for i in range(1, len(sheets) + 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(["officeDocument"], ["xl/workbook.xml"]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><workbookPr {properties}/>'
                           f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(kinds, targets),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(f"<si>{text}</si>" for text in strings)}</sst>',
        "xl/styles.xml": styles_xml(formats),
        **{f"xl/{target}": sheet for target, sheet in zip(targets, sheets, strict=False)},
        **(more or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if content:
                archive.writestr(name, content)
    return path


def content_types(*parts: str) -> str:
    kinds = {"xl/workbook.xml": "sheet.main", "xl/sharedStrings.xml": "sharedStrings"}
    items = "".join(
        f'<Override PartName="/{part}" ContentType="{OFFICE}.spreadsheetml.{kinds[part]}+xml"/>'
        for part in parts or kinds
    )
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{items}</Types>'


def relations(kinds: Sequence[str], targets: Sequence[str]) -> str:
    items = "".join(
        f'<Relationship Id="r{i}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(zip(kinds, targets, strict=True), 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def styles_xml(formats: Iterable[int | str]) -> str:
    own = [code for code in formats if isinstance(code, str)]
    numbers = [code if isinstance(code, int) else 164 + own.index(code) for code in formats]
    declared = "".join(
        f'<numFmt numFmtId="{164 + i}" formatCode="{code.replace(chr(34), "&quot;")}"/>' for i, code in enumerate(own)
    )
    used = "".join(f'<xf numFmtId="{number}"/>' for number in [0, *numbers])
    return (f'<styleSheet xmlns="{MAIN}"><numFmts>{declared}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
            f"<cellXfs>{used}</cellXfs></styleSheet>")


# The least that a program writes for a picture over I5.
PICTURE = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
    "<xdr:twoCellAnchor><xdr:from><xdr:col>8</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row>"
    "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:pic/></xdr:twoCellAnchor><xdr:absoluteAnchor/>{more}</xdr:wsDr>"
)
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="{target}"/>'
    '<Relationship Id="rId8" Type="http://example.com/hyperlink" Target="x"/></Relationships>'
)


def paste(path: Path, sheet: int = 1, target: str = "../drawings/drawing1.xml", more: str = "") -> Path:
    """Puts a picture onto a sheet of a workbook, as pasting one does."""
    out = path.with_name("图.xlsx")
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(out, "w") as kept:
        for name in given.namelist():
            kept.writestr(name, given.read(name))
        kept.writestr(f"xl/worksheets/_rels/sheet{sheet}.xml.rels", RELATION.format(target=target))
        kept.writestr("xl/drawings/drawing1.xml", PICTURE.format(more=more))
    return out
