"""Packages whose parts are named in another case or with other slashes, or are of the strict dialect, are refused by name."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from scilit_rules.problems import show_problem
from tests.adapters.made import make_workbook, read_one, sheet_xml

RENAMED: dict[str, Callable[[str], str]] = {
    "all upper": str.upper,
    "all lower": str.lower,
    "backslashes": lambda name: name.replace("/", "\\"),
    "backslashes in xl": lambda name: name.replace("/", "\\") if name.startswith("xl/") else name,
    "XL": lambda name: name.replace("xl/", "XL/"),
    "Workbook.xml": lambda name: name.replace("workbook.xml", "Workbook.xml"),
    "Worksheets": lambda name: name.replace("worksheets", "Worksheets"),
    "Sheet1.xml": lambda name: name.replace("sheet1.xml", "Sheet1.XML"),
    "styles": lambda name: name.replace("styles.xml", "Styles.xml"),
    "content types": lambda name: name.replace("[Content_Types]", "[content_types]"),
    "relations": lambda name: name.replace("_rels/.rels", "_RELS/.rels") if name.startswith("_rels") else name,
}


def remade(path: Path, rename: Callable[[str], str] = str, change: Callable[[bytes], bytes] = bytes) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["区县", "常住人口"])
    book.active.append(["周村区", 407016])
    book.save(path.with_name("plain.xlsx"))
    with zipfile.ZipFile(path.with_name("plain.xlsx")) as given, zipfile.ZipFile(path, "w") as kept:
        for name in given.namelist():
            kept.writestr(rename(name), change(given.read(name)))
    return path


@pytest.mark.parametrize("name", RENAMED)
def test_a_part_of_another_name_is_refused_by_name(name: str, tmp_path: Path) -> None:
    read = read_one(remade(tmp_path / "a.xlsx", RENAMED[name]))
    (found,) = read.problems
    assert (found.code, read.grids) == ("adapters.part-name", ())
    assert all(str(found.message.args["part"]) in show_problem(found, lang) for lang in ("zh", "en"))


def test_the_part_of_shared_texts_is_refused_by_name(tmp_path: Path) -> None:
    made = make_workbook(tmp_path / "made.xlsx", sheet_xml('<c r="A1" t="s"><v>0</v></c>'), strings=["<t>a</t>"])
    with zipfile.ZipFile(made) as given, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as kept:
        for name in given.namelist():
            kept.writestr(name.replace("sharedStrings", "sharedstrings"), given.read(name))
    assert [found.code for found in read_one(tmp_path / "a.xlsx").problems] == ["adapters.part-name"]


def test_the_same_package_with_its_own_names_is_read(tmp_path: Path) -> None:
    read = read_one(remade(tmp_path / "a.xlsx"))
    assert (len(read.grids), read.problems) == (1, ())


@pytest.mark.parametrize("old, new", [
    (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
])
def test_the_strict_dialect_is_refused_with_what_to_do(old: bytes, new: bytes, tmp_path: Path) -> None:
    read = read_one(remade(tmp_path / "a.xlsx", change=lambda text: text.replace(old, new)))
    assert ([found.code for found in read.problems], read.grids) == (["adapters.strict"], ())
