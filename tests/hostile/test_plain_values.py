"""Values that are read without openpyxl are those that it reads."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scilit_rules.gate import workbooks
from scilit_rules.problems import SourceError
from tests.adapters.made import make_workbook, sheet_xml
from tests.hostile.books import row
from tests.hostile.test_plain_rows import SHEETS

STRINGS = ("西区", "东&amp;区", "", " 空 格 ")
FORMATS = (14, "0.00", "[h]:mm:ss", "yyyy-mm-dd", 22)
CELLS = {
    "nothing": '<c r="B1"/>',
    "a whole number": '<c r="B1"><v>42</v></c>',
    "a number with a point": '<c r="B1"><v>0.1</v></c>',
    "a number with a power": '<c r="B1"><v>1E-3</v></c>',
    "a number of its own kind": '<c r="B1" t="n"><v>42</v></c>',
    "a number in other digits": '<c r="B1"><v>４２</v></c>',
    "a number with a stroke": '<c r="B1"><v>4_2</v></c>',
    "a number with blanks": '<c r="B1"><v> 42 </v></c>',
    "no number": '<c r="B1"><v>fourty</v></c>',
    "a number of ten thousand digits": f'<c r="B1"><v>{"9" * 10_000}</v></c>',
    "infinity": '<c r="B1"><v>1e999</v></c>',
    "a number in a text of its own": '<c r="B1"><is><t>42</t></is></c>',
    "a blank value": '<c r="B1"><v></v></c>',
    "a date": '<c r="B1" s="1"><v>43831</v></c>',
    "a time": '<c r="B1" s="5"><v>43831.75</v></c>',
    "half a day": '<c r="B1" s="1"><v>0.5</v></c>',
    "a day before the leap": '<c r="B1" s="1"><v>59</v></c>',
    "a span of time": '<c r="B1" s="3"><v>1.5</v></c>',
    "a date beyond the calendar": '<c r="B1" s="1"><v>99999999</v></c>',
    "a date without end": '<c r="B1" s="1"><v>1e300</v></c>',
    "a date of infinity": '<c r="B1" s="1"><v>1e999</v></c>',
    "a style that is not there": '<c r="B1" s="99"><v>43831</v></c>',
    "a shared text": '<c r="B1" t="s"><v>1</v></c>',
    "a blank shared text": '<c r="B1" t="s"><v>2</v></c>',
    "a shared text that is not there": '<c r="B1" t="s"><v>99</v></c>',
    "a shared text from the end": '<c r="B1" t="s"><v>-1</v></c>',
    "a text of a formula": '<c r="B1" t="str"><f>A1</f><v>西区</v></c>',
    "a formula without value": '<c r="B1"><f>A1</f></c>',
    "a formula with a blank value": '<c r="B1" t="str"><f>A1</f><v></v></c>',
    "yes": '<c r="B1" t="b"><v>1</v></c>',
    "no": '<c r="B1" t="b"><v>0</v></c>',
    "neither yes nor no": '<c r="B1" t="b"><v>yes</v></c>',
    "an error": '<c r="B1" t="e"><v>#N/A</v></c>',
    "a date in words": '<c r="B1" t="d"><v>2020-01-01T00:00:00</v></c>',
    "a kind that is none": '<c r="B1" t="x"><v>西区</v></c>',
    "a text": '<c r="B1" t="inlineStr"><is><t>西区</t></is></c>',
    "a text with blanks": '<c r="B1" t="inlineStr"><is><t xml:space="preserve"> 西 区\n </t></is></c>',
    "a blank text": '<c r="B1" t="inlineStr"><is><t></t></is></c>',
    "a text that is none": '<c r="B1" t="inlineStr"/>',
    "a text that is a value": '<c r="B1" t="inlineStr"><v>西区</v></c>',
    "a text with references": '<c r="B1" t="inlineStr"><is><t>&lt;a&gt; &amp;amp; &quot;&apos;</t></is></c>',
    "a text with numbered references": '<c r="B1" t="inlineStr"><is><t>a&#10;b&#x897F;</t></is></c>',
    "a reference that is none": '<c r="B1" t="inlineStr"><is><t>&nbsp;</t></is></c>',
    "an ampersand": '<c r="B1" t="inlineStr"><is><t>a & b</t></is></c>',
    "an escape": '<c r="B1" t="inlineStr"><is><t>a_x000D_b</t></is></c>',
    "ends of lines": '<c r="B1" t="inlineStr"><is><t>a\r\nb\rc</t></is></c>',
    "the end of plain data": '<c r="B1" t="inlineStr"><is><t>a]]>b</t></is></c>',
    "a control": '<c r="B1" t="inlineStr"><is><t>a\x01b</t></is></c>',
    "no character": '<c r="B1" t="inlineStr"><is><t>a\uffffb</t></is></c>',
    "an angle": '<c r="B1" t="inlineStr"><is><t>a > b</t></is></c>',
    "a name in other order": '<c r="B1" t="s" s="1"><v>0</v></c>',
    "a name twice": '<c r="B1" s="1" s="2"><v>1</v></c>',
    "another name": '<c r="B1" cm="1"><v>1</v></c>',
    "a prefix of nobody": '<c r="B1" x:a="1"><v>1</v></c>',
    "a cell of another row": '<c r="B7"><v>1</v></c>',
    "a cell of no row": '<c r="B0"><v>1</v></c>',
}
ROWS = {
    "a row with more names": '<row r="2" spans="1:2" ht="12.5" customHeight="1"><c r="A2"><v>1</v></c></row>',
    "a row with a name twice": '<row r="2" ht="1" ht="2"><c r="A2"><v>1</v></c></row>',
    "a row with a prefix of nobody": '<row r="2" x14ac:dyDescent="0.2"><c r="A2"><v>1</v></c></row>',
    "blank rows": '<row r="2" ht="2"/><row r="5"/><row r="7"><c r="A7"/></row>' + row(9, "西区") + '<row r="11"/>',
    "rows that are left out": row(7, "西区", 2020),
    "a row without cells": '<row r="2"></row>' + row(3, 1),
}
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ELSEWHERE = {
    "of another dialect": sheet_xml(row(1, 1)).replace("/2006/main", "/2007/main"),
    "of none": f"<worksheet><sheetData>{row(1, 1)}</sheetData></worksheet>",
    "with a prefix that is known": f'<worksheet {MAIN} xmlns:x14ac="a"><sheetData><row r="1" x14ac:dyDescent="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
    "with its name last": f'<worksheet xmlns:a="b" a:c="d" {MAIN}><sheetData>{row(1, 1)}</sheetData></worksheet>',
    "parted in two": f"<worksheet {MAIN}><sheetData>{row(1, 1)}</sheetData><sheetData>{row(2, 2)}</sheetData></worksheet>",
    "parted in two, the first not plain": f"<worksheet {MAIN}><sheetData><row  r='1'><c r='A1'><v>1</v></c></row></sheetData><sheetData>{row(2, 2)}</sheetData></worksheet>",
}
# Who opens a workbook looks for this, and goes no further.
SIZED = '<dimension ref="A1:B2"/><sheetData>'
EVERY = {name: data.replace("<sheetData>", SIZED, 1) for name, data in {
    **{f"cell: {name}": sheet_xml(f'<row r="1"><c r="A1"><v>7</v></c>{cell}</row>' + row(2, "西区")) for name, cell in CELLS.items()},
    **{f"row: {name}": sheet_xml(row(1, 1) + cells) for name, cells in ROWS.items()},
    **{f"sheet: {name}": data for name, data in ELSEWHERE.items()},
    **{f"rows: {name}": data for name, data in SHEETS.items() if isinstance(data, str)},
}.items()}


def values_of(path: Path) -> Any:
    """The values of a sheet, or of what is refused the codes."""
    try:
        with workbooks.open_workbook(str(path)) as opened:
            return [[(type(value), value) for value in values] for sheet in opened.book.worksheets
                    for values in opened.values(sheet)]
    except SourceError as error:
        return [problem.code for problem in error.problems]


def none_plain(*_: object) -> Iterator[tuple[Any, ...]]:
    return iter(())


def both(path: Path, patch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    found = values_of(path)
    with patch.context() as other:
        other.setattr(workbooks, "plain_values", none_plain)
        return found, values_of(path)


@pytest.mark.parametrize("name", EVERY)
def test_values_are_those_of_openpyxl(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_workbook(tmp_path / "a.xlsx", EVERY[name], strings=STRINGS, formats=FORMATS)
    found, meant = both(path, monkeypatch)
    assert found == meant
    assert name.startswith(("rows", "sheet")) or found != ["adapters.damaged"], "nobody came to its rows"


@pytest.mark.parametrize("properties", ["", '<workbookPr date1904="1"/>'])
def test_mixtures_of_cells_are_those_of_openpyxl(properties: str, tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    for number in range(60):
        path = make_workbook(tmp_path / f"{number}.xlsx", sheet_xml("".join(mixed(chance))).replace("<sheetData>", SIZED), strings=STRINGS,
                             formats=FORMATS, properties=properties)
        found, meant = both(path, monkeypatch)
        assert found == meant, path


def mixed(chance: random.Random) -> Iterable[str]:
    """Rows of all kinds of cells."""
    for number in range(1, 12):
        cells = chance.sample(sorted(CELLS.values()), chance.randrange(4))
        yield f'<row r="{number}">' + "".join(
            cell.replace('"B1"', f'"{letter}{number}"') for letter, cell in zip("ABCD", cells, strict=False)) + "</row>"


def test_plain_values_are_not_read_by_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(row(at, f"第{at}区&amp;", at) for at in range(1, 3_000))
    path = make_workbook(tmp_path / "a.xlsx", sheet_xml(rows))
    monkeypatch.setattr("openpyxl.worksheet._reader.WorkSheetParser.parse_cell", None)
    assert values_of(path)[2_998] == [(str, "第2999区&"), (int, 2999)]
