"""Workbooks as office programs and libraries write them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from scilit_rules.model.grid import Cell
from tests.adapters.made import (
    MAIN,
    codes,
    content_types,
    make_workbook,
    plain,
    plain_table,
    read_one,
    relations,
    rows,
    sheet_xml,
    table,
)


def save(path: Path, book: openpyxl.Workbook) -> Path:
    book.save(path)
    return path


def test_a_workbook_of_a_library_comes_back_with_formats_and_formulas(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自查表"
    sheet.append(["单位", "比例", "经费", "有无", "日期", "公式"])
    sheet.append(["张店区", 0.105, 97, True, date(2016, 8, 15), "=C2*2"])
    sheet["B2"].number_format = "0.00%"
    sheet["C2"].number_format = '0.0"万元"'
    (grid,) = read_one(save(tmp_path / "a.xlsx", book)).grids
    assert rows(grid)[1] == [
        "张店区", Cell(0.105, "0.00%"), Cell(97, '0.0"万元"'), True, Cell(date(2016, 8, 15), "yyyy-mm-dd"),
        Cell(None, "", "=C2*2"),
    ]
    assert str(grid.place(1, 1)) == f"{tmp_path}/a.xlsx [自查表]!B2"


def test_merged_cells_repeat_their_first_value(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["自查表"], ["单位", "经费", None, "类"], [None, "预算", "决算"], ["张店", 1, 2, "甲"], ["临淄", 3, 4]):
        sheet.append(row)
    for merged in ("A1:D1", "A2:A3", "B2:C2", "D2:D3", "D4:D5", "A6:B9"):
        sheet.merge_cells(merged)
    assert plain_table(save(tmp_path / "a.xlsx", book)) == [
        ["自查表"] * 4, ["单位", "经费", "经费", "类"], ["单位", "预算", "决算", "类"], ["张店", 1, 2, "甲"],
        ["临淄", 3, 4, "甲"],
    ]


def test_the_first_value_of_a_merged_range_hides_the_others(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="B1"><v>1</v></c><c r="C1"><v>2</v></c></row><row r="2"><c r="B2"><v>3</v></c></row>'
    merged = '<mergeCells><mergeCell ref="B1:C2"/><mergeCell ref="A2:A3"/><mergeCell ref="XFC9:XFD9"/></mergeCells>'
    assert plain_table(make_workbook(tmp_path / "a.xlsx", sheet_xml(cells, merged))) == [[None, 1, 1], [None, 1, 1]]


def test_a_range_merged_over_the_whole_sheet_does_no_harm(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    found = table(make_workbook(tmp_path / "a.xlsx", sheet_xml(cells, merged)))
    assert len(found) == 3
    assert max(map(len, found)) < 2_000


def test_merged_ranges_are_found_wherever_the_stream_is_cut(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 9_001))
    merged = "".join(f'<mergeCell ref="A{i}:B{i}"/>' for i in range(1, 9_001))
    found = plain_table(make_workbook(tmp_path / "a.xlsx", sheet_xml(cells, f"<mergeCells>{merged}</mergeCells>")))
    assert found == [[i, i] for i in range(1, 9_001)]


CELLS: list[tuple[str, Any]] = [
    ('<c r="A1"><v>12</v></c>', 12),
    ('<c r="A1" t="n"><v>-3</v></c>', -3),
    ('<c r="A1"><v>0.105</v></c>', 0.105),
    ('<c r="A1"><v>1.1000000000000001</v></c>', 1.1),
    ('<c r="A1"><v>10.500000000000002</v></c>', 10.5),
    ('<c r="A1"><v>4.7000000000000002E+6</v></c>', 4_700_000),
    ('<c r="A1"><v>1E-3</v></c>', 0.001),
    ('<c r="A1" t="s"><v>0</v></c>', "共享"),
    ('<c r="A1" t="s"><v>1</v></c>', "富文本"),
    ('<c r="A1" t="s"><v>2</v></c>', "一\r二_x"),
    ('<c r="A1" t="inlineStr"><is><t>内联</t></is></c>', "内联"),
    ('<c r="A1" t="inlineStr"><is><r><t>内</t></r><r><t>联</t></r><rPh sb="0" eb="1"><t>nei</t></rPh></is></c>', "内联"),
    ('<c r="A1" t="b"><v>1</v></c>', True),
    ('<c r="A1" t="b"><v>0</v></c>', False),
    ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
    ('<c r="A1" t="d"><v>2016-08-15</v></c>', date(2016, 8, 15)),
    ('<c r="A1" t="d"><v>2016-08-15T10:30:00Z</v></c>', datetime(2016, 8, 15, 10, 30)),
    ('<c r="A1"><f>B1*2</f><v>3</v></c>', Cell(3, "", "=B1*2")),
    ('<c r="A1"><f>B1*2</f></c>', Cell(None, "", "=B1*2")),
    ('<c r="A1"><f>B1*2</f><v></v></c>', Cell(None, "", "=B1*2")),
    ('<c r="A1" t="str"><f>B1&amp;"x"</f><v>ab</v></c>', Cell("ab", "", '=B1&"x"')),
    ('<c r="A1" t="str"><f>""</f><v></v></c>', Cell("", "", '=""')),
    ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Cell("#DIV/0!", "", "=1/0")),
    ('<c r="A1" t="b"><f>A2</f><v>1</v></c>', Cell(True, "", "=A2")),
    ('<c r="A1"><f t="shared" si="0"/><v>7</v></c>', Cell(7, "", "=")),
    ('<c r="A1"><v>123456789012345678</v></c>', 1.23456789012346e17),
    ('<c><v>5</v></c>', 5),
    ('<c r="A1" t="s"><v> 0 </v></c>', "共享"),
]
STRINGS = [
    "<t>共享</t>", "<r><t>富</t></r><r><rPr><b/></rPr><t>文本</t></r><rPh sb='0' eb='1'><t>fu</t></rPh>",
    "<t>一_x000D_二_x005F_x</t>",
]


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_cells_of_every_kind(tmp_path: Path, cell: str, expected: Any) -> None:
    sheet = sheet_xml(f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>')
    path = make_workbook(tmp_path / "a.xlsx", sheet, strings=STRINGS)
    (found, _), = table(path)
    assert (found, type(found)) == (expected, type(expected))


FORMATS: list[tuple[int | str, str, Any]] = [
    (9, "0.105", Cell(0.105, "0%")), (10, "0.105", Cell(0.105, "0.00%")), ("0\\%", "5", Cell(5, "0\\%")),
    ('0.0"万元"', "1.2", Cell(1.2, '0.0"万元"')), ("0!.0,", "12345", Cell(12345, "0!.0,")),
    ("#,##0,", "5", Cell(5, "#,##0,")),
    ("[$¥-804]#,##0", "5", Cell(5, "[$¥-804]#,##0")), (4, "5", Cell(5, "#,##0.00")), ("0.00_ ", "5", Cell(5, "0.00_ ")),
    (49, "5", 5), ("General", "5", 5), (59, "5", 5),
    (14, "42597", Cell(date(2016, 8, 15), "mm-dd-yy")), (31, "42597", Cell(date(2016, 8, 15), 'yyyy"年"m"月"d"日"')),
    (57, "42597", Cell(date(2016, 8, 15), 'yyyy"年"m"月"')), ("yyyy", "42597", Cell(date(2016, 8, 15), "yyyy")),
    ('[$-804]yyyy"年"m"月";@', "42597.5", Cell(datetime(2016, 8, 15, 12), '[$-804]yyyy"年"m"月";@')),
    (58, "42597", Cell(date(2016, 8, 15), 'm"月"d"日"')), (31, "99999999", Cell(99999999, 'yyyy"年"m"月"d"日"')),
    ('"d"0', "5", Cell(5, '"d"0')), ("h:mm", "0.5", Cell("12:00:00", "h:mm")),
    ("[h]:mm:ss", "1.5", Cell("1 day, 12:00:00", "[h]:mm:ss")),
    (14, "1", Cell(date(1900, 1, 1), "mm-dd-yy")), (14, "59", Cell(date(1900, 2, 28), "mm-dd-yy")),
    (14, "61", Cell(date(1900, 3, 1), "mm-dd-yy")), (14, "99999999", "#VALUE!"),
]


@pytest.mark.parametrize(("code", "stored", "expected"), FORMATS)
def test_number_formats(tmp_path: Path, code: int | str, stored: str, expected: Any) -> None:
    sheet = sheet_xml(f'<row r="1"><c r="A1" s="1"><v>{stored}</v></c></row>')
    ((found,),) = table(make_workbook(tmp_path / "a.xlsx", sheet, formats=[code]))
    assert (found, type(found), type(plain(found))) == (expected, type(expected), type(plain(expected)))


@pytest.mark.parametrize("written", ["1", "true"])
def test_days_since_1904(tmp_path: Path, written: str) -> None:
    sheet = sheet_xml('<row><c s="1"><v>41135</v></c><c s="2"><v>1</v></c></row>')
    path = make_workbook(tmp_path / "a.xlsx", sheet, formats=[14, 31], properties=f'date1904="{written}"')
    assert [plain(cell) for cell in table(path)[0]] == [date(2016, 8, 15), date(1904, 1, 2)]


def test_rich_text_of_a_library(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = CellRichText("张", TextBlock(InlineFont(b=True), "店"), "区")
    assert table(save(tmp_path / "a.xlsx", book)) == [["张店区"]]


def test_empty_formatted_rows_and_columns_at_the_end_are_trimmed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["单位", None, "值"])
    for row in range(2, 3_000):
        sheet.cell(row, 1).number_format = "0%"
    sheet.cell(2, 200).number_format = "0%"
    sheet["A4"] = "张店"
    assert table(save(tmp_path / "a.xlsx", book)) == [["单位", None, "值"], [], [], ["张店"]]


def test_a_wrong_dimension_is_not_believed(tmp_path: Path) -> None:
    cells = '<row r="2"><c r="C2"><v>1</v></c></row><row><c><v>2</v></c><c><v>3</v></c></row>'
    path = make_workbook(tmp_path / "a.xlsx", sheet_xml(cells, before='<dimension ref="A1"/>'))
    assert table(path) == [[], [None, None, 1], [2, 3]]


def test_prefixes_are_read(tmp_path: Path) -> None:
    prefixed = (f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
                '</x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>')
    assert plain_table(make_workbook(tmp_path / "a.xlsx", prefixed)) == [[1, 1]]


def test_formulas_stand_beside_their_results_up_to_the_end_of_the_row(tmp_path: Path) -> None:
    cells = ('<row><c><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c><c><v>1</v></c>'
             '<c t="str"><f>""</f><v></v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
             '<row><c s="1"><f t="array" ref="A3">SUM(B1:B2)</f><v>0.5</v></c></row>')
    cells = cells.replace("<row><c><f", '<row r="1"><c r="A1"><f', 1)
    assert table(make_workbook(tmp_path / "a.xlsx", sheet_xml(cells), formats=[9])) == [
        [Cell(2, "", "=B1*2"), 1, Cell("", "", '=""')], [Cell(None, "", "=B2*2")],
        [Cell(0.5, "0%", "=SUM(B1:B2)")],
    ]


def test_macros_are_left_alone(tmp_path: Path) -> None:
    sheet = sheet_xml("<row><c><v>1</v></c></row>")
    path = make_workbook(tmp_path / "a.xlsm", sheet, more={"xl/vbaProject.bin": b"\0"})
    assert table(path) == [[1]]


def test_a_workbook_without_styles_and_shared_texts(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "a.xlsx", sheet_xml("<row><c><v>1</v></c></row>"), more={
        "[Content_Types].xml": content_types("xl/workbook.xml"), "xl/styles.xml": "", "xl/sharedStrings.xml": "",
    })
    assert table(path) == [[1]]


def test_targets_may_be_absolute_and_other_parts_unnamed(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "a.xlsx", sheet_xml("<row><c><v>1</v></c></row>"), more={
        "_rels/.rels": "", "xl/_rels/workbook.xml.rels": relations(["worksheet"], ["/xl/worksheets/sheet1.xml"]),
    })
    assert table(path) == [[1]]


SHEETS = [sheet_xml(f"<row><c><v>{i}</v></c></row>") for i in range(1, 4)]


CUT = sheet_xml("<row><c><v>1</v></c></row>", before='<dimension ref="A1"/>')[:-30]


def test_all_visible_sheets_are_read_and_the_hidden_ones_named(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "a.xlsx", *SHEETS, states=["visible", "hidden", "veryHidden"])
    read = read_one(path)
    assert [grid.sheet for grid in read.grids] == ["S1"]
    assert [(found.code, found.level, found.place and found.place.sheet) for found in read.problems] == [
        ("adapters.hidden-sheet", "info", "S2"), ("adapters.hidden-sheet", "info", "S3"),
    ]


def test_a_hidden_sheet_is_read_if_it_is_asked_for(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "a.xlsx", *SHEETS, states=["visible", "hidden", "visible"])
    assert table(path, sheet="S2") == [[2]]


def test_empty_sheets_beside_full_ones_are_passed_over(tmp_path: Path) -> None:
    read = read_one(make_workbook(tmp_path / "a.xlsx", sheet_xml(""), SHEETS[1], sheet_xml("<row/>")))
    assert [grid.sheet for grid in read.grids] == ["S2"]
    assert codes(read) == []


def test_a_damaged_sheet_does_not_stop_the_others(tmp_path: Path) -> None:
    read = read_one(make_workbook(tmp_path / "a.xlsx", SHEETS[0], CUT, SHEETS[2]))
    assert [grid.sheet for grid in read.grids] == ["S1", "S3"]
    assert codes(read) == ["adapters.damaged-part"]
    assert read.digest.startswith("sha256:")


def test_a_sheet_that_is_listed_but_gone_is_told(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "a.xlsx", SHEETS[0], "", SHEETS[2])
    read = read_one(path)
    assert [grid.sheet for grid in read.grids] == ["S1", "S3"]
    assert [(found.code, found.level, found.place and found.place.sheet) for found in read.problems] == [
        ("adapters.damaged-part", "error", "S2"),
    ]
    assert codes(read_one(path, sheet="S1")) == []


DAMAGED = [
    '<row r="1"><c r="AAAA1"><v>1</v></c></row>', '<row r="1"><c r="1"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="s"><v>99</v></c></row>', '<row r="1"><c r="A1"><v>many</v></c></row>',
    '<row r="1"><c r="A1"><v>NaN</v></c></row>', '<row r="1"><c r="A1" s="9"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="d"><v>soon</v></c></row>', '<row r="2"/><row r="1"/>',
    '<row r="1"><c r="AA1"><v>1</v></c><c r="B1"><v>1</v></c></row>', '<row r="1"><c r="A1"><v>1</v></c><c r="A1"/></row>',
]


@pytest.mark.parametrize("cells", DAMAGED)
def test_what_no_program_writes_is_called_damaged(tmp_path: Path, cells: str) -> None:
    assert codes(read_one(make_workbook(tmp_path / "a.xlsx", sheet_xml(cells)))) == ["adapters.damaged-part"]


def test_a_last_row_far_down_is_bounded_by_the_limit_of_rows(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "a.xlsx", sheet_xml('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))
    assert codes(read_one(path)) == ["gate.blank-cells"]
