"""Workbooks as somebody may make them to harm, written part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tests.adapters.made import make_workbook, sheet_xml

Make = Callable[[Path], object]
HEAD = ("单位", "年度", "小城经费")


def cell(at: str, value: object) -> str:
    """A cell with a number or a text."""
    if isinstance(value, int):
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'


def row(number: int, *values: object) -> str:
    """A row that begins in column A."""
    cells = "".join(cell(f"{chr(ord('A') + column)}{number}", value) for column, value in enumerate(values))
    return f'<row r="{number}">{cells}</row>'


TABLE = row(1, *HEAD) + row(2, "西区", 2020, 1)


def book(cells: str = TABLE, after: str = "", *, name: str = "西区.xlsx",
         more: Mapping[str, str | bytes] | None = None) -> Make:
    """What writes a workbook of one sheet."""
    return lambda folder: make_workbook(folder / name, sheet_xml(cells, after), more=more)


def late(cells: Callable[[], str], after: Callable[[], str] = str, *, name: str = "西区.xlsx") -> Make:
    """The same for cells that are many, made only when they are needed."""
    return lambda folder: make_workbook(folder / name, sheet_xml(cells(), after()))


def merges(ranges: Iterable[str]) -> str:
    """The part of a sheet that merges ranges."""
    return f'<mergeCells>{"".join(f"<mergeCell ref={chr(34)}{ref}{chr(34)}/>" for ref in ranges)}</mergeCells>'


def repacked(change: Callable[[dict[str, bytes]], Iterable[tuple[str, bytes, int]]], name: str = "西区.xlsx") -> Make:
    """What writes a workbook whose parts, each with its method of packing, are what is made of those of a good one."""

    def make(folder: Path) -> None:
        path = make_workbook(folder / name, sheet_xml(TABLE))
        with zipfile.ZipFile(path) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        with zipfile.ZipFile(path, "w") as archive:
            for part, data, method in change(parts):
                archive.writestr(part, data, method)

    return make


def lying(path: Path, part: str, size: int) -> None:
    """Lets a package say another size of one of its parts, in its list and before the part itself."""
    data = bytearray(path.read_bytes())
    told = size.to_bytes(4, "little")
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        found = -1
        while (found := data.find(mark, found + 1)) >= 0:
            start = found + (46 if mark == b"PK\x01\x02" else 30)
            if bytes(data[start : start + len(part)]) == part.encode():
                data[found + at : found + at + 4] = told
    path.write_bytes(data)
