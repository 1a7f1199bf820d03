"""Values taken back where they stand: struck out, with a comment on their cell, or in a row that says that it is void."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.framing.made import Case, Taken, check, taken, workbook

HEAD = ("区县", "年度", "常住人口(人)", "科普经费到位数(万元)")
ROW = ("周村区", 2020, 407016, 48.8)
PEOPLE, PAID = "zhoucun population 2020", "zhoucun paid 2020"


def changed(path: Path, change: Callable[[Any], None]) -> Taken:
    """What is taken from a table of two rows of which something was changed in the workbook."""
    file = workbook(path / "a.xlsx", [HEAD, ROW, ("博山区", 2020, 373600, 41.5)])
    book = openpyxl.load_workbook(file)
    change(book.active)
    book.save(file)
    return taken(file)


def struck(*cells: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for cell in cells:
            sheet[cell].font = Font(strike=True)
    return change


@pytest.mark.parametrize(("cells", "doubts"), [
    (("C2",), {PEOPLE}), (("C2", "D2"), {PEOPLE, PAID}), (("A2",), {PEOPLE, PAID}), (("A2", "B2", "C2", "D2"), {PEOPLE, PAID}),
    (("E2",), set()), (("D1",), set()),
], ids=lambda given: "+".join(sorted(given)))
def test_what_is_struck_out_is_in_doubt(cells: tuple[str, ...], doubts: set[str], tmp_path: Path) -> None:
    found = changed(tmp_path, struck(*cells))
    assert set(found.doubts) == doubts
    assert set(found.values) == {PEOPLE, PAID, "boshan population 2020", "boshan paid 2020"} - doubts


AGAINST = ("为2019年数据", "应为500000", "填计划数", "此数有误", "待核实", "不准", "张三:\n暂估", "数据未审核")
FOR = ("已核对", "张三:\n已核实", "数据来源：统计局", "已审核", "2020年底数")


def commented(cell: str, words: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[cell].comment = Comment(words, "张三")
    return change


@pytest.mark.parametrize("words", AGAINST)
@pytest.mark.parametrize(("cell", "doubts"), [("C2", {PEOPLE}), ("A2", {PEOPLE, PAID}), ("B2", {PEOPLE, PAID})])
def test_a_comment_on_a_cell_is_a_remark_on_its_value(words: str, cell: str, doubts: set[str], tmp_path: Path) -> None:
    assert set(changed(tmp_path, commented(cell, words)).doubts) == doubts


@pytest.mark.parametrize("words", FOR)
@pytest.mark.parametrize("cell", ["C2", "A2"])
def test_a_comment_that_only_adds_leaves_the_value(words: str, cell: str, tmp_path: Path) -> None:
    assert not changed(tmp_path, commented(cell, words)).doubts


@pytest.mark.parametrize(("words", "doubts"), [
    ("以上数据均未审核", {PEOPLE, PAID}), ("本表为2019年数据", {PEOPLE, PAID}), ("人口为第六次全国人口普查数", {PEOPLE}), ("请按年末数填写", set()),
])
def test_a_comment_above_a_table_is_a_note_on_it(words: str, doubts: set[str], tmp_path: Path) -> None:
    found = changed(tmp_path, commented("A1", words))
    assert {key for key in found.doubts if key.startswith("zhoucun")} == doubts


def of_state(heading: str, state: str, *, holds: bool, file: str) -> Case:
    values = {PEOPLE: 407016, "boshan population 2020": 373600}
    rows = [("区县", "年度", "常住人口(人)", heading), ("周村区", 2020, 407016, state), ("博山区", 2020, 373600, "")]
    return Case(f"{heading} {state} {file}", rows, values if holds else {"boshan population 2020": 373600},
                frozenset() if holds else frozenset({PEOPLE}), file=file)


VOID = [("状态", "作废"), ("状态", "已作废"), ("数据状态", "草稿"), ("审核状态", "未通过"), ("审核状态", "退回"), ("审核状态", "待审核"),
        ("是否有效", "否"), ("有效", "×"), ("是否采用", "不采用"), ("是否作废", "是"), ("作废", "√"), ("记录状态", "已删除"), ("填报状态", "暂存")]
HOLDS = [("状态", "有效"), ("状态", "正常"), ("是否有效", "是"), ("审核状态", "已审核"), ("审核状态", "通过"), ("是否作废", "否"), ("数据状态", "正式")]


@pytest.mark.parametrize("case", [
    *(of_state(heading, state, holds=False, file=file) for heading, state in VOID for file in ("a.xlsx", "a.csv")),
    *(of_state(heading, state, holds=True, file=file) for heading, state in HOLDS for file in ("a.xlsx", "a.csv")),
], ids=str)
def test_a_row_that_says_that_it_is_void_is_not_taken(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


TWO = [HEAD[:1] + HEAD[2:], ("周村区", 407016, 48.8)]


@pytest.mark.parametrize(("note", "values", "doubts"), [
    ("注：常住人口为2019年数据", {PAID}, {PEOPLE}), ("注：人口数据截至2018年底", {PAID}, {PEOPLE}), ("注：科普经费为2018年决算数", {PEOPLE}, {PAID}),
    ("注：常住人口为第六次全国人口普查数", {PAID}, {PEOPLE}), ("常住人口取自2010年普查", {PAID}, {PEOPLE}), ("以上经费均未到位", {PEOPLE}, {PAID}),
    ("注：以上数据有误", set(), {PEOPLE, PAID}), ("注：常住人口为第七次全国人口普查数", {PEOPLE, PAID}, set()), ("注：经费已全部到位", {PEOPLE, PAID}, set()),
    ("注：以上数据未发现问题", {PEOPLE, PAID}, set()),
])
def test_a_note_on_some_numbers_leaves_the_others(note: str, values: set[str], doubts: set[str], tmp_path: Path) -> None:
    found = taken(workbook(tmp_path / "a.xlsx", [*TWO, (note,)]))
    assert (set(found.values), set(found.doubts)) == (values, doubts)


@pytest.mark.parametrize("heading", [
    "是否成立领导小组（是/否）", "是否成立领导小组(有/无)", "是否成立领导小组",
])
def test_what_a_flag_may_be_answered_with_is_no_part_of_its_name(heading: str, tmp_path: Path) -> None:
    check(Case(heading, [("区县", "年度", heading), ("周村区", 2020, "是")], {"zhoucun group 2020": True}), tmp_path)


@pytest.mark.parametrize("heading", ["常住人口总数", "常住人口数", "年末常住人口总数", "常住人口(人)", "常住人口数量"])
def test_another_word_for_a_count_is_no_part_of_its_name(heading: str, tmp_path: Path) -> None:
    check(Case(heading, [("区县", "年度", heading), ROW[:3]], {PEOPLE: 407016}), tmp_path)


@pytest.mark.parametrize("heading", ["科普经费总额", "常住人口户数", "常住人口增长数", "常住人口人次"])
def test_a_count_of_something_else_is_not_taken(heading: str, tmp_path: Path) -> None:
    assert not taken(workbook(tmp_path / "a.xlsx", [("区县", "年度", heading), ROW[:3]])).values


@pytest.mark.parametrize("heading", ["责任单位", "牵头单位", "单位全称", "落实单位", "承担单位名称"])
def test_a_column_of_nothing_but_subjects_names_them(heading: str, tmp_path: Path) -> None:
    check(Case(heading, [(heading, "年度", "常住人口(人)"), ROW[:3]], {PEOPLE: 407016}), tmp_path)


@pytest.mark.parametrize("rows", [
    [("责任单位", "年度", "常住人口(人)"), ("市统计局", 2020, 407016)], [("审核单位", "年度", "常住人口(人)"), ("周村区", 2020, 407016)],
])
def test_a_column_of_others_names_no_subject(rows: list[tuple[object, ...]], tmp_path: Path) -> None:
    assert not taken(workbook(tmp_path / "a.xlsx", rows)).values
