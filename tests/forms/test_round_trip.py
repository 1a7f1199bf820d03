"""Filled forms come back without any mapping, whatever office programs and officials did to them meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Attested
from scilit_rules.model.form import FORM_SHEET
from scilit_rules.model.operators import Growth
from scilit_rules.model.words import Against, Claim
from tests.clients import convert
from tests.forms.made import (
    ANSWERS,
    ATTESTATIONS,
    COVER,
    EARLIER,
    EAST,
    FACTS,
    answer,
    cell_of,
    changed,
    codes,
    columns,
    doubts,
    filled,
    form,
    known,
    plan,
    read,
)


def test_a_filled_form_is_read_without_any_mapping(tmp_path: Path) -> None:
    found = read(filled(tmp_path))
    facts = {(fact.name, fact.period.year): fact for fact in found.facts}
    assert len(facts) == 9
    assert codes(found) == [] and doubts(found) == {}
    assert str(facts["funding.paid_in", 2020].value) == "1300000.5"
    assert [piece.text for piece in facts["funding.paid_in", 2020].evidence] == ["东财发〔2020〕1号", "决算.pdf"]
    assert facts["funding.paid_in", 2020].remark == "=决算数"
    assert facts["plan.issued", 2020].value == date(2019, 6, 1)
    attested = facts["publicity", 2020].value
    assert isinstance(attested, Attested)
    assert (attested.claim, attested.progress, attested.mark, attested.reviewer) == (
        Claim.PARTLY, 60, Claim.DONE, "李四")
    assert {fact.subject for fact in found.facts} == {EAST}
    assert found.contacts == {EAST: {"head": "王五", "contact": "赵六", "phone": "0533-1234567"}}


def test_an_english_form_is_read_as_well(tmp_path: Path) -> None:
    path = form(tmp_path, lang="en")
    book = openpyxl.load_workbook(path)
    cell_of(book["Facts"], "venue.in_use", "Value").value = "yes"
    cell_of(book["Attestations"], "publicity", "Answer").value = "not done"
    cell_of(book["Attestations"], "publicity", "Review").value = "partly"
    book.save(path)
    for lost in (False, True):
        if lost:
            del book[FORM_SHEET]
            book.save(path)
        found = read(path)
        assert {fact.name for fact in found.facts} == {"venue.in_use", "publicity"}
        assert [code for code in codes(found) if code != "facts.form-unmarked"] == []
        assert doubts(found) == {}


@pytest.mark.parametrize("steps", [("xlsx",), ("ods", "xlsx")], ids="+".join)
def test_an_office_program_saves_the_same_facts(tmp_path: Path, steps: tuple[str, ...]) -> None:
    path = filled(tmp_path / "made")
    expected = read(path)
    for number, step in enumerate(steps):
        path = convert(path, step, tmp_path / f"{number}")
    found = read(path)
    assert known(found) == known(expected)
    assert (codes(found), doubts(found), found.contacts) == ([], {}, expected.contacts)


def test_a_form_prints_on_a4_with_its_headings_on_every_page(tmp_path: Path) -> None:
    pages = PdfReader(convert(filled(tmp_path / "made"), "pdf", tmp_path)).pages
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in pages]
    assert sizes == [(595, 842), (842, 595), (842, 595)]
    texts = [page.extract_text() for page in pages]
    assert "自查表" in texts[0] and "王五" in texts[0]
    assert all("填报单位：东区" in text and "序号" in text for text in texts[1:])
    assert not any("funding.paid_in" in text or FORM_SHEET in text for text in texts[1:])


def sort_rows(book: Any) -> None:
    for name in (FACTS, ATTESTATIONS):
        sheet = book[name]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        formats = [[cell.number_format for cell in row] for row in sheet.iter_rows(min_row=4)]
        order = sorted(range(len(rows)), key=lambda at: str(rows[at][2]), reverse=True)
        for number, at in enumerate(order, start=4):
            for column, (value, shape) in enumerate(zip(rows[at], formats[at], strict=True), start=1):
                sheet.cell(number, column).value = value
                sheet.cell(number, column).number_format = shape
                if isinstance(value, str):
                    sheet.cell(number, column).data_type = "s"


def insert_rows(book: Any) -> None:
    sheet = book[FACTS]
    sheet.insert_rows(6, 2)
    sheet.cell(6, 3).value = "以下由财政局提供"
    sheet.insert_rows(4)
    sheet.insert_rows(1)
    book[ATTESTATIONS].insert_rows(4, 3)


def rename(book: Any) -> None:
    book[FACTS].title, book[ATTESTATIONS].title = "Sheet1", "西区"


def widen(book: Any) -> None:
    for name in (FACTS, ATTESTATIONS):
        for letter in "ABCDEFGH":
            book[name].column_dimensions[letter].width = 60


def move_columns(book: Any) -> None:
    sheet = book[FACTS]
    at = columns(sheet)
    for row in sheet.iter_rows(min_row=3):
        one, other = row[at["备注"] - 1], row[at["数据来源"] - 1]
        one.value, other.value = other.value, one.value
        for cell in (one, other):
            if isinstance(cell.value, str):
                cell.data_type = "s"


def drop_code(book: Any) -> None:
    book[FACTS].delete_cols(columns(book[FACTS])["填报代码"])


def reorder_sheets(book: Any) -> None:
    book.move_sheet(FORM_SHEET, -3)
    book.move_sheet(COVER, 3)


@pytest.mark.parametrize("change", [sort_rows, insert_rows, rename, widen, move_columns, drop_code, reorder_sheets])
def test_what_officials_do_to_a_form_does_no_harm(tmp_path: Path, change: Callable[[Any], None]) -> None:
    path = filled(tmp_path)
    expected = known(read(path))
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    found = read(path)
    assert known(found) == expected
    assert [code for code in codes(found) if code != "facts.unknown-fact"] == []
    assert doubts(found) == {}


def test_the_reporter_may_say_that_a_standing_value_is_of_another_year(tmp_path: Path) -> None:
    path = answer(form(tmp_path), {("group.exists", "填报值", 2020): "是", ("group.exists", "年度", 2020): 2018})
    (fact,) = read(path).facts
    assert fact.period.year == 2018


def test_the_next_form_carries_everything_and_asks_nothing_twice(tmp_path: Path) -> None:
    first = filled(tmp_path / "2020")
    longer = replace(plan(), years=(2019, 2022))
    then = form(tmp_path / "2021", made_from=longer, year=2021, previous=(first,))
    book = openpyxl.load_workbook(then)
    assert cell_of(book[ATTESTATIONS], "publicity", "上次填报", 2021).value == "部分完成 60%\n（2020年）"
    assert cell_of(book[FACTS], "group.exists", "上次填报", 2021).value == "是\n（2020年）"
    assert book[COVER]["C7"].value == "王五"
    assert cell_of(book[EARLIER], "funding.paid_in", "备注", 2020).data_type == "s"
    with pytest.raises(LookupError):
        cell_of(book[FACTS], "population.resident", "填报值", 2020)
    later = date(2021, 12, 31)
    assert known(read(then, as_of=later)) == known(read(first, as_of=later))
    again = form(tmp_path / "2022", made_from=longer, year=2022, previous=(then,))
    assert known(read(again, as_of=date(2022, 12, 31))) == known(read(first, as_of=later))


def test_a_form_of_the_same_year_is_filled_in_as_it_was(tmp_path: Path) -> None:
    first = filled(tmp_path / "first")
    second = form(tmp_path / "second", previous=(first,))
    assert known(read(second)) == known(read(first))
    assert EARLIER in openpyxl.load_workbook(second).sheetnames
    with pytest.raises(LookupError):
        cell_of(openpyxl.load_workbook(second)[EARLIER], "venue.in_use", "填报值", 2020)


UNREADABLE = {
    ("funding.paid_in", "填报值", 2019): "约120万元",
    ("population.resident", "填报值", 2019): 0,
    ("population.resident", "备注", 2020): "待统计局公布",
    ("publicity", "完成情况", 2020): "差不多了",
    ("publicity", "进度", 2020): "一半",
}


def test_what_could_not_be_read_comes_back_as_it_was_typed(tmp_path: Path) -> None:
    first = answer(form(tmp_path / "a"), UNREADABLE)
    book = openpyxl.load_workbook(form(tmp_path / "b", previous=(first,)))
    kept = {at: cell_of(book[ATTESTATIONS if at[0] == "publicity" else FACTS], *at).value for at in UNREADABLE}
    assert kept == {**UNREADABLE, ("population.resident", "填报值", 2019): "0人"}
    assert doubts(read(tmp_path / "b")) == doubts(read(first))


def test_conflicting_answers_are_all_kept(tmp_path: Path) -> None:
    one = answer(form(tmp_path / "a"), {("venue.in_use", "填报值", 2020): "是"})
    other = answer(form(tmp_path / "b"), {("venue.in_use", "填报值", 2020): "否"})
    third = form(tmp_path / "c", previous=(one, other, one))
    assert known(read(third)) == known(read(one, other))


def test_answers_are_all_there_to_be_checked() -> None:
    assert {code for code, _, _ in ANSWERS} >= {"publicity", "plan.issued", "museum.grade"}


def test_the_base_year_is_asked_for_once_read_back_and_carried_over(tmp_path: Path) -> None:
    grows = Comparison("funding.paid_in", "rising", Growth(Against.SINCE_BASE, 2015))
    duty = replace(plan().obligations["more-funding"], require=grows, when=None)
    made = changed(base=2015, obligations={**plan().obligations, duty.id: duty})
    path = form(tmp_path, made_from=made)
    sheet = openpyxl.load_workbook(path)[FACTS]
    assert "2015年是基期" in cell_of(sheet, "funding.paid_in", "口径", 2015).value
    assert "基期" not in (cell_of(sheet, "funding.paid_in", "口径", 2020).value or "")
    answer(path, {("funding.paid_in", "填报值", 2015): 100})
    again = form(tmp_path / "again", made_from=made, previous=(path,))
    with pytest.raises(LookupError):
        cell_of(openpyxl.load_workbook(again)[FACTS], "funding.paid_in", "填报值", 2015)
    for returned in (path, again):
        assert ("funding.paid_in", 2015) in {(fact.name, fact.period.year) for fact in read(returned, of=made).facts}
