"""The workbook: what stands where, what numbers show, what a cell never does, and how programs open it."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from scilit_rules.messages import area, say
from scilit_rules.model.brief import Brief, BriefTable
from scilit_rules.model.finding import Gap
from scilit_rules.model.report import Report
from scilit_rules.model.returns import Return
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Disposition, Reason, ReturnState, Status
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.reporters.excel import ExcelReporter
from scilit_rules.reporters.html import HtmlReporter
from scilit_rules.reporters.workbook import matrix, tables
from scilit_rules.reporters.workbook.book import opened
from scilit_rules.reporters.workbook.cells import MOST_CHARACTERS, Figure, Toned, figure, money, safe
from scilit_rules.reporters.workbook.tables import Column, Heading, Table
from scilit_rules.words.summary import Summary
from tests.clients import convert
from tests.reporters.made import report
from tests.reporters.test_scorecards import with_cards
from tests.reporters.written import options, with_texts, written

HEAD = 3
D = Decimal


def made(count: int = 12) -> Report:
    return with_cards(report(count))


def opened_again(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def workbook(shown: Report, lang: Lang = "zh") -> Workbook:
    return opened_again(written(ExcelReporter(), shown, ReportOptions(lang)))


def named(key: str, lang: Lang = "zh") -> str:
    return say(f"workbook.sheet.{key}", lang)


def rows_of(sheet: Worksheet, head: int = HEAD) -> list[dict[str, Any]]:
    headings, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head)]
    return [dict(zip(headings, row, strict=True)) for row in rows]


def cells_of(shown: Workbook) -> Iterator[Cell]:
    for sheet in shown.worksheets:
        for row in sheet.iter_rows():
            yield from row


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheets_stand_in_the_order_in_which_they_are_read(lang: Lang) -> None:
    keys = ("overview", "subjects", "matrix", "gaps", "missing", "conclusions", "findings", "by-chapter", "chapters",
            "bodies", "scores", "waivers", "readings", "problems", "run")
    assert workbook(made(), lang).sheetnames == [named(key, lang) for key in keys]


def test_what_a_report_has_not_takes_no_sheet() -> None:
    names = workbook(report(1)).sheetnames
    assert not {named(key) for key in ("by-chapter", "chapters", "bodies", "scores")} & set(names)
    bare = replace(report(1), conclusions=(), waivers=())
    assert not {named("conclusions"), named("waivers")} & set(workbook(bare).sheetnames)


def test_a_report_without_findings_says_so() -> None:
    empty = replace(report(0), findings=(), conclusions=(), problems=(), readings=(), waivers=())
    shown = workbook(empty)
    assert shown[named("gaps")].cell(HEAD + 1, 1).value == say("workbook.empty.gaps", "zh")
    assert shown[named("missing")].cell(HEAD + 1, 1).value == say("workbook.empty.missing", "zh")
    assert shown[named("readings")].cell(HEAD + 1, 1).value == say("workbook.empty", "zh")
    assert named("matrix") not in shown.sheetnames


def test_every_gap_stands_in_the_list_with_what_an_office_needs() -> None:
    shown = made()
    rows = rows_of(workbook(shown)[named("gaps")])
    assert [row["判定编号"] for row in rows] == [gap.id for gap in shown.gaps]
    assert [row["序号"] for row in rows] == list(range(1, len(rows) + 1))
    for row, gap in zip(rows, shown.gaps, strict=True):
        assert row["任务"] and row["条款"] and row["要求"] and row["时期"]
        assert row["程度"] == say(gap.severity, "zh") and row["处理"] == say(gap.disposition, "zh")
        assert (row["共缺金额（元）"] is not None) == bool(gap.gap and gap.gap.money)
        assert (row["豁免依据"] is not None) == (gap.waiver is not None)
    assert any(row["豁免依据"] for row in rows) and any(row["共缺金额（元）"] for row in rows)


def test_all_findings_are_listed_once() -> None:
    shown = made()
    rows = rows_of(workbook(shown, "en")[named("findings", "en")])
    assert [row["Finding"] for row in rows] == [finding.id for finding in shown.findings]
    part_of = Summary(shown, "en").part_of
    assert [row["Status"] for row in rows] == [say(part_of(finding), "en") for finding in shown.findings]


def test_what_is_missing_is_told_by_subject_and_fact() -> None:
    shown = made()
    rows = rows_of(workbook(shown)[named("missing")])
    waiting = {(f.subject, name, f.reason) for f in shown.findings if f.status is Status.UNKNOWN
               for name in f.wanted or (f.obligation,)}
    review = {(f.subject, f.obligation) for f in shown.findings if f.status is Status.NEEDS_REVIEW}
    assert len(rows) == len(waiting) + len(review)
    assert {"空白", "待核定"} <= {row["原因"] for row in rows}
    assert all(row["缺什么"] and row["涉及任务"] and row["涉及任务数"] >= 1 for row in rows)


def test_long_lists_of_what_waits_are_cut_with_a_count() -> None:
    shown = report(1)
    finding = next(f for f in shown.findings if f.status is Status.UNKNOWN)
    many = tuple(replace(finding, period=str(year)) for year in range(2000, 2010))
    rows = rows_of(workbook(replace(shown, findings=many))[named("missing")])
    assert rows[0]["时期"].split("\n") == [*(f"{year}年" for year in range(2000, 2005)), "另有5项"]


def test_subjects_are_counted_and_summed() -> None:
    shown = made()
    *rows, total = rows_of(workbook(shown)[named("subjects")])
    assert len(rows) == len(shown.subjects)
    for status in (Status.MET, Status.UNMET, Status.UNKNOWN):
        word = say(status, "zh")
        assert sum(row[word] for row in rows) == total[word] == shown.counts[status]
    assert sum(row[key] for row in rows for key in ("违反", "警示", "提示", "已豁免/已知")) == shown.counts[Status.UNMET]
    assert all(row["得分"] is None or 0 <= row["得分"] <= 100 for row in rows)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_matrix_says_in_words_what_its_colours_say(lang: Lang) -> None:
    sheet = workbook(made(), lang)[named("matrix", lang)]
    words: dict[str, set[str]] = {}
    for row in sheet.iter_rows(min_row=HEAD + 1, min_col=6):
        for cell in row:
            if cell.value is not None:
                words.setdefault(re.sub(r" \d+/\d+$", "", cell.value), set()).add(cell.fill.fgColor.rgb + cell.font.color.rgb)
    assert all(len(colours) == 1 for colours in words.values())
    assert {"zh": "违反", "en": "violation"}[lang] in words


def test_of_several_periods_the_matrix_shows_the_worst() -> None:
    shown = report(1)
    finding = next(f for f in shown.findings if f.obligation == "funding-in-budget")
    some = (replace(finding, status=Status.MET, severity=None, period="2018"),
            replace(finding, status=Status.UNKNOWN, severity=None, period="2019"),
            replace(finding, status=Status.UNKNOWN, severity=None, period="2020"))
    assert rows_of(workbook(replace(shown, findings=some))[named("matrix")])[0][shown.subjects[0].name.zh] == "空白 2/3"
    rows = rows_of(workbook(replace(shown, findings=some[:1]))[named("matrix")])
    assert rows[0][shown.subjects[0].name.zh] == "达标"


def test_the_three_kinds_of_not_knowing_have_a_word_and_a_colour_each() -> None:
    shown = report(3)
    ids = [subject.id for subject in shown.subjects]
    finding = next(f for f in shown.findings if f.obligation == "funding-in-budget")
    unknown = replace(finding, status=Status.UNKNOWN, severity=None, reason=Reason.MISSING)
    doubtful = replace(unknown, subject=ids[2], reason=Reason.AMBIGUOUS)
    returns = tuple(Return(id, state) for id, state in zip(
        ids, (ReturnState.NOT_RETURNED, ReturnState.RETURNED, ReturnState.RETURNED), strict=True))
    some = replace(shown, findings=(replace(unknown, subject=ids[0]), replace(unknown, subject=ids[1]), doubtful),
                   returns=returns)
    book = workbook(some)
    cells = [cell for row in book[named("matrix")].iter_rows(min_row=HEAD + 1) for cell in row
             if cell.value in ("未报送", "空白", "无法采用")]
    assert [cell.value for cell in cells] == ["未报送", "空白", "无法采用"]
    assert len({cell.fill.fgColor.rgb for cell in cells}) == 3
    overview = {cell.value for row in book[named("overview")].iter_rows() for cell in row}
    assert {"未报送", "空白", "无法采用"} <= overview
    drawn = written(HtmlReporter(), some, options("zh")).decode()
    assert all(f'class="{letter}"' in drawn and f'class="key {letter}"' in drawn for letter in "obx")


def test_many_subjects_stand_in_rows_and_many_of_both_only_by_chapter(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = made(matrix.MOST_SUBJECTS_ACROSS + 1)
    names = [subject.name.zh for subject in shown.subjects]
    book = workbook(shown)
    assert [row["单位"] for row in rows_of(book[named("matrix")])] == names
    counts = rows_of(book[named("obligations")])
    monkeypatch.setattr(matrix, "MOST_OBLIGATIONS_ACROSS", 3)
    book = workbook(shown)
    assert named("matrix") not in book.sheetnames and named("by-chapter") in book.sheetnames
    assert rows_of(book[named("obligations")]) == counts
    group = next(row for row in counts if row["任务"] == "成立全民科学素质工作领导小组")
    assert sum(value for value in group.values() if isinstance(value, (int, float))) == len(shown.subjects)


def test_every_sheet_is_fit_for_screen_and_paper() -> None:
    shown = workbook(made())
    for sheet in shown.worksheets:
        assert sheet.page_setup.paperSize == 9 and sheet.oddFooter.right.text.endswith("第 &P 页，共 &N 页")
        if sheet.title == named("overview"):
            continue
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.freeze_panes and sheet.print_title_rows == "$3:$3" and sheet.print_area
        if sheet.title != named("run"):
            assert sheet.auto_filter.ref.startswith("A3:")
    gaps = shown[named("gaps")]
    assert gaps.print_area.split(":")[1].startswith("$M$")
    assert gaps.auto_filter.ref == f"A3:W{gaps.max_row}"


def test_a_matrix_that_is_wider_than_a_page_repeats_its_first_columns() -> None:
    sheet = workbook(made(24))[named("matrix")]
    assert sheet.print_title_cols == "$A:$B" and sheet.page_setup.scale == 70


def test_the_overview_leads_to_every_sheet() -> None:
    shown = workbook(made())
    overview = shown[named("overview")]
    links = [cell.hyperlink for row in overview.iter_rows() for cell in row if cell.hyperlink is not None]
    targets = [link.location.split("!")[0].strip("'") for link in links]
    assert targets == shown.sheetnames[1:]
    text = "\n".join(str(cell.value) for row in overview.iter_rows() for cell in row if cell.value is not None)
    assert "有1项判定出错，结果不能作为结论" in text and "仅凭自报" in text


def test_the_same_report_is_the_same_bytes() -> None:
    assert written(ExcelReporter(), made()) == written(ExcelReporter(), made())
    brief = a_brief()
    assert written_brief(brief) == written_brief(brief)


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_what_looks_like_a_formula_is_text(start: str) -> None:
    shown = workbook(with_texts(made(3), start))
    assert {cell.data_type for cell in cells_of(shown)} <= {"s", "n", "inlineStr"}
    begun = [cell for cell in cells_of(shown) if isinstance(cell.value, str) and cell.value[0] in "=+-@＝"]
    assert len(begun) > 20 and [cell.coordinate for cell in begun if not cell.quotePrefix] == []


@pytest.mark.parametrize("text, read", [
    ("<r>&</r>", " <r>&</r>"), ("a & b < c > d", "a & b < c > d"), ("\ud800x", "\ufffdx"), ("a\x00b", "a\ufffdb"),
    ("a\r\nb\rc", "a\nb\nc"), ("_x0041_", "_x0041_"), (" x ", " x "), ("\ufffe", "\ufffd"), ("]]>", "]]>"),
])
def test_any_text_can_stand_in_a_cell(text: str, read: str) -> None:
    shown = workbook(with_texts(made(2), text))
    titles = {unescape(row["任务"]) for row in rows_of(shown[named("findings")])}
    assert titles == {read}


def test_a_text_that_is_too_long_is_cut_and_says_so() -> None:
    for text in ("字" * 40_000, "\U00020000" * 20_000):
        short = safe(text, "zh")
        assert len(short.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
        assert short.endswith(say("workbook.cut", "zh")) and text.startswith(short[:10_000])
    fits = "字" * MOST_CHARACTERS
    assert safe(fits, "zh") == fits


def test_more_rows_than_a_sheet_holds_go_on_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", HEAD + 50)
    shown = made(9)
    book = workbook(shown)
    parts = [name for name in book.sheetnames if name.startswith(named("findings"))]
    assert len(parts) == -(-len(shown.findings) // 50) > 1 and parts[0] == f"{named('findings')}（1）"
    ids = [row["判定编号"] for part in parts for row in rows_of(book[part])]
    assert ids == [finding.id for finding in shown.findings]
    assert any("一张表装不下" in str(cell.value) for cell in cells_of(book))


def test_long_lists_keep_rows_low(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "WRAPPED_ROWS", 5)
    sheet = workbook(made(3))[named("findings")]
    assert not sheet.cell(HEAD + 1, 2).alignment.wrap_text and sheet.row_dimensions[HEAD + 1].height is None


def shown_as(number: Figure | str) -> Decimal:
    """The number that a reader sees in a cell."""
    if isinstance(number, str):
        return D(number)
    pattern = number.format.partition('"')[0]
    places = len(pattern.rstrip("%").partition(".")[2])
    value = D(repr(number.number)) * (100 if pattern.endswith("%") else 1)
    return value.quantize(D(1).scaleb(-places))


@given(st.decimals("-1e9", "1e9", places=6), st.decimals("-1e9", "1e9", places=4), st.sampled_from(["", "%", "元"]))
def test_a_number_never_contradicts_what_was_decided_on_it(value: Decimal, bound: Decimal, unit: str) -> None:
    for near in (value, bound + D("1e-9"), bound - D("1e-7"), bound):
        seen = shown_as(figure(near, unit, "zh", [bound]))
        assert (seen > bound, seen < bound) == (near > bound, near < bound)


def test_numbers_have_their_units() -> None:
    assert figure(D("0.996"), "元/人", "zh", [D(1)]) == Figure(0.996, '#,##0.000"元/人"')
    assert figure(D("1234.50"), "元", "en") == Figure(1234.5, '#,##0.0" yuan"')
    assert figure(D("10.5"), "%", "zh") == Figure(0.105, "#,##0.0%")
    assert figure(D("3"), "%", "zh", distance=True) == Figure(3.0, '#,##0"个百分点"')
    assert figure(D(1), 'a"b', "zh") == Figure(1.0, '#,##0"ab"')
    assert figure(D("1e20"), "元", "zh") == "100000000000000000000"
    assert figure(D("Infinity"), "", "zh") == "Infinity"
    assert money(D("0.001")) == Figure(0.01, "#,##0.00") and money(D("1e30")) == "1" + "0" * 30


def test_a_workbook_that_has_no_room_for_formats_shows_numbers_plainly() -> None:
    shown = report(2)
    finding = next(f for f in shown.findings if f.gap is not None)
    many = tuple(replace(finding, gap=Gap(D(1), f"u{n}")) for n in range(300))
    rows = list(workbook(replace(shown, findings=many))[named("gaps")].iter_rows(min_row=HEAD + 1))
    assert rows[0][16].number_format == '#,##0"u0"' and rows[299][16].number_format == "General"
    assert rows[299][16].value == 1


def test_known_gaps_are_told_from_open_ones() -> None:
    shown = report(3)
    known = replace(shown, findings=tuple(replace(f, disposition=Disposition.KNOWN) if f.is_gap else f
                                          for f in shown.findings))
    values = {cell.value for row in workbook(known)[named("matrix")].iter_rows(min_row=HEAD + 1) for cell in row}
    assert "已豁免/已知" in values and "违反" not in values


class Full(io.BytesIO):
    """A disk that is full."""

    def write(self, data: Any) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_is_an_error_that_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(OSError, match="No space left"):
        ExcelReporter().write(report(1), Full(), ReportOptions())
    assert list(tmp_path.iterdir()) == []


def test_a_row_written_at_once_reads_like_one_written_cell_by_cell() -> None:
    out = io.BytesIO()
    values = ["<a> & _x0041_", 3, Figure(0.5, "0.00"), Toned("=x", "met"), None, ""]
    with opened(out, "zh", "t", "m") as book:
        table = Table(book, Heading("S", "T"), [Column(str(n), 10) for n in range(6)], 2)
        table.add(values)
        table.total(["合计", 1])
        table.close()
    first, last = opened_again(out.getvalue())["S"].iter_rows(min_row=HEAD + 1)
    assert unescape(str(first[0].value)) == "<a> & _x0041_"
    assert [cell.value for cell in first][1:] == [3, 0.5, "=x", None, None]
    assert first[3].data_type == "s" and [cell.value for cell in last][:2] == ["合计", 1]


def a_brief() -> Brief:
    rows = (("甲", "1,234.50", "2020"), ("=乙", "0.0000001", "x"))
    table = BriefTable("新增（2项）: a/b", ("单位", "数值", "年"), rows, "lrr")
    again = replace(table, heading="新增（3项）")
    return Brief("比较", ("旧", "新"), ("请注意",), (table, again, replace(table, heading="（）", rows=())), "完", table, {})


def written_brief(brief: Brief, lang: Lang = "zh") -> bytes:
    out = io.BytesIO()
    ExcelReporter().write_brief(brief, out, ReportOptions(lang))
    return out.getvalue()


def test_a_brief_has_a_sheet_for_each_table() -> None:
    shown = opened_again(written_brief(a_brief()))
    assert shown.sheetnames == ["总览", "新增", "新增（2）", "表", "新增（3）"]
    first = shown["新增"]
    assert [cell.value for cell in first[HEAD + 1]] == ["甲", 1234.5, 2020]
    assert first.cell(HEAD + 1, 2).number_format == "#,##0.0" and first.cell(HEAD + 1, 3).number_format == "0"
    assert first.cell(HEAD + 2, 2).number_format == "0.0000000" and first.cell(HEAD + 2, 1).quotePrefix
    assert shown["表"].cell(HEAD + 1, 1).value == say("workbook.empty", "zh")
    said = [row[0].value for row in shown["总览"].iter_rows(min_row=HEAD + 1)]
    assert said == ["旧", "新", "请注意", "完", "新增", "新增（2）", "表", "新增（3）"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_libreoffice_opens_prints_and_saves_it(lang: Lang, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    shown = made()
    file.write_bytes(written(ExcelReporter(), shown, ReportOptions(lang)))
    saved = openpyxl.load_workbook(convert(file, "xlsx", tmp_path / "saved"))
    assert saved.sheetnames == openpyxl.load_workbook(file).sheetnames
    ids = [row[say("workbook.column.finding", lang)] for row in rows_of(saved[named("gaps", lang)])]
    assert ids == [gap.id for gap in shown.gaps]
    assert convert(file, "pdf", tmp_path).read_bytes().startswith(b"%PDF")


def test_names_of_sheets_are_short_and_none_is_used_twice() -> None:
    entries = [code for code in area("workbook") if code.startswith("workbook.sheet.")]
    assert len(entries) == len({say(code, "zh") for code in entries}) == len({say(code, "en") for code in entries})
    assert all(len(say(code, lang)) <= 24 for code in entries for lang in ("zh", "en"))
