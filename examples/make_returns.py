"""Lays out each `figures.csv` as the returns that a superior office would receive, each in the manner of its sender.

Run it after changing a figure: ``python examples/make_returns.py``. The files of `zibo/returns/` and `lixia/returns/`
are committed; a test sees to it that they hold what this makes. All figures but the resident populations of 2020 are
invented, and every file says so.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, Union

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).resolve().parent


class Example(NamedTuple):
    """What is the same in all the files of one folder of returns."""

    folder: str
    office: str
    title: str
    filled: str
    made: datetime
    phone: str
    invented: str
    percent_cells: frozenset[str] = frozenset()
    date_cells: frozenset[str] = frozenset()
    wide: tuple[str, str, str, str] = ("", "", "", "")
    bureau: str = ""


# Who types what: percent signs into cells formatted as percent, dates as dates; the others type text.
EXAMPLES = (
    Example(
        folder="zibo",
        office="淄博市",
        title="全民科学素质行动计划纲要实施方案（2016—2020年）落实情况自查表",
        filled="2021年1月15日",
        made=datetime(2021, 1, 15, 9, 0),  # noqa: DTZ001  # workbooks know no time zone
        phone="0533-0000000",
        invented="注：除常住人口2020年数为第七次全国人口普查数外，本表数据、文号、日期均为虚构，仅供演示。"
        "功能区常住人口亦为虚构。",
        percent_cells=frozenset({"淄博市.xlsx", "张店区.xlsx", "淄川区.xlsx", "高新区.xlsx"}),
        date_cells=frozenset({"三县汇总.xlsx", "张店区.xlsx"}),
        wide=("三县汇总.xlsx", "桓台、高青、沂源三县", "三县科协联合上报", "区县"),
        bureau="市财政局-科普经费到位情况.xlsx",
    ),
    Example(
        folder="lixia",
        office="历下区",
        title="全民科学素质行动规划纲要实施方案（2021—2025年）落实情况自查表",
        filled="2026年1月12日",
        made=datetime(2026, 1, 12, 9, 0),  # noqa: DTZ001
        phone="0531-00000000",
        invented="注：除区常住人口2020年数为第七次全国人口普查数外，本表数据、文号、日期均为虚构，仅供演示。",
        percent_cells=frozenset({"历下区.xlsx"}),
        date_cells=frozenset({"历下区.xlsx"}),
        wide=("四街道汇总.xlsx", "解放路、大明湖、东关、文化东路四街道", "区科协汇总各街道报数", "街道"),
    ),
)

Typed = Union[str, int, float, date, None]


class Figure(NamedTuple):
    """One line of `figures.csv`."""

    file: str
    subject: str
    fact: str
    year: str
    value: str
    unit: str
    proof: str
    remark: str
    mark: str


class Shown(NamedTuple):
    """What stands in a cell, and the number format that it is shown with."""

    value: Typed
    format: str = "General"


def read_figures(example: Example) -> dict[str, list[Figure]]:
    """All figures of an example by the file that they are returned in, in the order written."""
    by_file: dict[str, list[Figure]] = {}
    with open(HERE / example.folder / "figures.csv", encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            figure = Figure(*row)
            by_file.setdefault(figure.file, []).append(figure)
    return by_file


def make(name: str, folder: Path) -> None:
    """Writes every return of an example into a folder."""
    example = next(known for known in EXAMPLES if known.folder == name)
    folder.mkdir(parents=True, exist_ok=True)
    for file, figures in read_figures(example).items():
        if file.endswith(".csv"):
            content = gbk_csv(example, figures)
        elif file.endswith(".json"):
            content = records(example, figures)
        else:
            layout = {example.wide[0]: wide_sheet, example.bureau: bureau_sheet}.get(file, form)
            content = workbook_bytes(example, layout(example, figures))
        (folder / file).write_bytes(content)


def shown(example: Example, figure: Figure) -> Shown:
    """A value as its sender would have typed it into a cell."""
    text = figure.value
    if re.fullmatch(r"[0-9.]+%", text) and figure.file in example.percent_cells:
        return Shown(round(float(text[:-1]) / 100, 6), "0.0%")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) and figure.file in example.date_cells:
        return Shown(date.fromisoformat(text), "yyyy-mm-dd")
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text):
        return Shown(float(text.replace(",", "")), "#,##0.00" if "." in text else "#,##0")
    if re.fullmatch(r"\d{1,12}", text) and len(text) != len("20201230"):
        return Shown(int(text))
    if re.fullmatch(r"\d+\.\d{1,6}", text) and text.count(".") == 1:
        return Shown(float(text))
    return Shown(text or None)


def form(example: Example, figures: Sequence[Figure]) -> Workbook:
    """The city's self-check form for one unit: title, sender, a header of two rows, a row for each figure, footer."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "自查表"
    across(sheet, 1, 1, 8, example.office + example.title)
    across(sheet, 2, 1, 4, f"填报单位（盖章）：{figures[0].subject}")
    across(sheet, 2, 5, 8, f"填报日期：{example.filled}")
    for column, heading in ((1, "序号"), (2, "指标名称"), (3, "年度"), (6, "佐证材料"), (7, "备注"), (8, "审核")):
        put(sheet, 3, column, heading)
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    across(sheet, 3, 4, 5, "填报情况")
    put(sheet, 4, 4, "数值")
    put(sheet, 4, 5, "计量单位")
    row = 5
    while figures:
        same = [figure for figure in figures if figure.fact == figures[0].fact]
        put(sheet, row, 2, same[0].fact)
        if len(same) > 1:
            sheet.merge_cells(start_row=row, end_row=row + len(same) - 1, start_column=2, end_column=2)
        for figure in same:
            cells: Sequence[Shown | Typed] = (
                row - 4, int(figure.year), shown(example, figure), figure.unit, figure.proof, figure.remark, figure.mark
            )
            for column, value in zip((1, 3, 4, 5, 6, 7, 8), cells, strict=True):
                put(sheet, row, column, value or None)
            row += 1
        figures = [figure for figure in figures if figure.fact != same[0].fact]
    across(sheet, row, 1, 8, f"填表人：（虚构）    联系电话：{example.phone}    审核人：（虚构）")
    across(sheet, row + 1, 1, 8, example.invented)
    note = book.create_sheet("填表说明")
    lines = ("填表说明", "一、没有发生的填0，没有统计的留空。", "二、文号写全称。", example.invented)
    for number, line in enumerate(lines, 1):
        note.cell(number, 1, line)
    fit(sheet, (6, 38, 8, 16, 10, 26, 26, 12))
    return book


def wide_sheet(example: Example, figures: Sequence[Figure]) -> Workbook:
    """Several units on one sheet: a row for each, a column for each figure and its proof, headings above years."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "汇总"
    subjects = list(dict.fromkeys(figure.subject for figure in figures))
    columns = list(dict.fromkeys((figure.fact, figure.year, figure.unit) for figure in figures))
    proved = {(figure.fact, figure.year) for figure in figures if figure.proof}
    put(sheet, 3, 1, example.wide[3])
    sheet.merge_cells("A3:A4")
    column = 2
    for fact, year, unit in columns:
        put(sheet, 3, column, f"{fact}（{unit}）" if unit else fact)
        put(sheet, 4, column, f"{year}年")
        of_this = {figure.subject: figure for figure in figures if (figure.fact, figure.year) == (fact, year)}
        for row, subject in enumerate(subjects, start=5):
            put(sheet, row, column, shown(example, of_this[subject]))
            if (fact, year) in proved:
                put(sheet, row, column + 1, of_this[subject].proof or None)
        if (fact, year) in proved:
            put(sheet, 3, column + 1, "佐证")
            sheet.merge_cells(start_row=3, end_row=4, start_column=column + 1, end_column=column + 1)
            column += 1
        column += 1
    for row, subject in enumerate(subjects, start=5):
        put(sheet, row, 1, subject)
    last = column - 1
    across(sheet, 1, 1, last, example.wide[1] + example.title)
    across(sheet, 2, 1, last, f"填报单位：{example.wide[2]}    填报日期：{example.filled}")
    across(sheet, 5 + len(subjects), 1, last, f"填表人：（虚构）    联系电话：{example.phone}")
    across(sheet, 6 + len(subjects), 1, last, example.invented)
    fit(sheet, [14] * last)
    sheet.row_dimensions[3].height = 60
    for row in range(5, 5 + len(subjects)):
        sheet.row_dimensions[row].height = 32
    return book


def bureau_sheet(example: Example, figures: Sequence[Figure]) -> Workbook:
    """The finance bureau's table: a row for each district, a column for each year, and the total below."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "到位情况"
    years = sorted({figure.year for figure in figures})
    across(sheet, 1, 1, len(years) + 1, "2016—2020年各区县科普经费到位情况")
    across(sheet, 2, 1, len(years) + 1, "单位：万元")
    put(sheet, 3, 1, "区县")
    sheet.merge_cells("A3:A4")
    across(sheet, 3, 2, len(years) + 1, "科普经费到位数（万元）")
    for column, year in enumerate(years, start=2):
        put(sheet, 4, column, f"{year}年")
    subjects = list(dict.fromkeys(figure.subject for figure in figures))
    for row, subject in enumerate(subjects, start=5):
        put(sheet, row, 1, subject)
        for figure in figures:
            if figure.subject == subject:
                put(sheet, row, years.index(figure.year) + 2, shown(example, figure))
    total = 5 + len(subjects)
    put(sheet, total, 1, "合计")
    for column, year in enumerate(years, start=2):
        values = [figure.value for figure in figures if figure.year == year and figure.value]
        put(sheet, total, column, round(sum(map(float, values)), 4))
    across(sheet, total + 1, 1, len(years) + 1, "注：本表数据均为虚构，仅供演示。")
    fit(sheet, [14] * (len(years) + 1))
    return book


def gbk_csv(example: Example, figures: Sequence[Figure]) -> bytes:
    """What a spreadsheet program of a Chinese office saves as CSV: GBK without a mark, title and footer rows kept."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([figures[0].subject + example.title, "", "", "", "", ""])
    rows.writerow(["指标", "年度", "数值", "计量单位", "佐证", "备注"])
    for figure in figures:
        rows.writerow([figure.fact, figure.year, figure.value, figure.unit, figure.proof, figure.remark])
    rows.writerow(["填表人：（虚构）", "", "", "", "", ""])
    rows.writerow([example.invented, "", "", "", "", ""])
    return out.getvalue().encode("gbk")


def records(example: Example, figures: Sequence[Figure]) -> bytes:
    """What a district's own system exports: one object for each year, its facts by the names of the vocabulary."""
    documents = []
    for year in sorted({figure.year for figure in figures}):
        facts: dict[str, object] = {}
        for figure in figures:
            if figure.year == year:
                fact: dict[str, object] = {"value": plain(figure.value)}
                fact |= {"unit": figure.unit} if figure.unit else {}
                fact |= {"evidence": figure.proof} if figure.proof else {}
                fact |= {"note": figure.remark} if figure.remark else {}
                facts[figure.fact] = fact
        about = {"subject": figures[0].subject, "period": int(year), "填报说明": example.invented}
        documents.append({**about, "facts": facts})
    return (json.dumps(documents, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def plain(text: str) -> object:
    """A value as a program would write it."""
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.isdigit() else text


def put(sheet: Worksheet, row: int, column: int, value: Shown | Typed) -> None:
    """One cell, framed."""
    cell = sheet.cell(row, column)
    if isinstance(value, Shown):
        cell.number_format = value.format
        value = value.value
    cell.value = value
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    thin = Side(style="thin")
    cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)


def across(sheet: Worksheet, row: int, first: int, last: int, text: str) -> None:
    """One text over several columns."""
    put(sheet, row, first, text)
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
    if row == 1:
        sheet.cell(row, first).font = Font(bold=True, size=14)


def fit(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Column widths, headings that stay in sight, and pages as wide as the sheet."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B5"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if len(widths) > 20 else sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_title_rows = "1:4"


def workbook_bytes(example: Example, book: Workbook) -> bytes:
    """The workbook with no trace of when it was made, so that the same figures give the same bytes."""
    book.properties.creator = "scilit-rules example"
    book.properties.created = book.properties.modified = example.made
    saved = io.BytesIO()
    book.save(saved)
    steady = io.BytesIO()
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                stamp = example.made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            new.writestr(zipfile.ZipInfo(name, example.made.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return steady.getvalue()


if __name__ == "__main__":
    for each in EXAMPLES:
        make(each.folder, (Path(sys.argv[1]) if len(sys.argv) > 1 else HERE) / each.folder / "returns")
