"""The ledger out to a workbook and back: what was edited where, and that neither side loses anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scilit_rules.ledger.columns import COLUMNS, HEADER
from scilit_rules.ledger.edited import read_edited
from scilit_rules.ledger.export import ledger_bytes
from scilit_rules.ledger.intake import take_in
from scilit_rules.ledger.listing import read_rows
from scilit_rules.ledger.merging import Merged, merge
from scilit_rules.ledger.register import move, read_row
from scilit_rules.ledger.rows import LedgerRow, Stamp
from scilit_rules.ledger.store import Ledger, open_ledger
from scilit_rules.model.words import LedgerEvent, LedgerState
from scilit_rules.problems import UsageError, show_problem
from tests.assessment.saving import WEST, finding, made
from tests.clients import convert

STAMP, OFFICE = Stamp("王敏", "2021-01-05T09:30:00+08:00"), Stamp("李强", "2021-02-01T10:00:00+08:00")
HEADINGS = ["编号", "被查单位", "问题描述", "依据条款", "来源", "责任单位", "责任人", "整改措施", "整改时限", "进展", "佐证材料", "核查人", "销号日期", "是否反弹", "备注"]
AT = {column.key: number for number, column in enumerate(COLUMNS, start=1)}


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = open_ledger(str(tmp_path / "l.db"), create=True, wait=1)
    take_in(ledger, made([finding(), finding(subject=WEST)]), STAMP, date(2021, 3, 31))
    return ledger


@pytest.fixture
def path(ledger: Ledger, tmp_path: Path) -> Path:
    path = tmp_path / "l.xlsx"
    path.write_bytes(ledger_bytes(read_rows(ledger), "zh"))
    return path


def edit(path: Path, change: Callable[[Any], object]) -> None:
    book = load_workbook(path)
    change(book.worksheets[0])
    book.save(path)


def put(path: Path, key: str, value: object, row: int = HEADER + 1) -> None:
    edit(path, lambda sheet: setattr(sheet.cell(row, AT[key]), "value", value))


def back(ledger: Ledger, path: Path) -> Merged:
    return merge(ledger, read_edited(str(path)), OFFICE)


def codes(merged: Merged) -> list[str]:
    return [found.code for found in merged.problems]


def first(ledger: Ledger) -> LedgerRow:
    return read_rows(ledger)[0]


@pytest.mark.parametrize("marked", [True, False])
def test_a_workbook_of_an_older_layout_is_refused(path: Path, marked: bool) -> None:
    book = load_workbook(path)
    if marked:
        book["_ledger"]["B1"].value = "scilit-rules-ledger-sheet/1"
    else:
        del book["_ledger"]
        book.worksheets[0].cell(HEADER, AT["source"]).value = "牵头单位"
    book.save(path)
    with pytest.raises(UsageError, match=r"ledger.old-layout"):
        read_edited(str(path))


def test_the_workbook_has_the_columns_that_offices_keep(path: Path, ledger: Ledger) -> None:
    sheet = load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[HEADER]] == [*HEADINGS, "revision", "digest"]
    assert sheet.column_dimensions["P"].hidden
    assert path.read_bytes() == ledger_bytes(read_rows(ledger), "zh")


def test_what_was_not_edited_changes_nothing(ledger: Ledger, path: Path) -> None:
    before = read_rows(ledger)
    merged = back(ledger, path)
    assert (merged.edited, merged.problems, read_rows(ledger)) == ((), (), before)


def test_edits_are_taken_and_stand_in_the_history(ledger: Ledger, path: Path) -> None:
    put(path, "person", "张三")
    put(path, "deadline", "2021年4月30日")
    put(path, "state", "交办")
    assert back(ledger, path).edited == ("2020-001",)
    row, entries = read_row(ledger, "2020-001")
    assert (row.person, row.deadline, row.state) == ("张三", date(2021, 4, 30), LedgerState.ASSIGNED)
    assert (entries[-1].stamp, entries[-1].event) == (OFFICE, LedgerEvent.MOVED)
    assert back(ledger, path).edited == ()


def test_a_value_that_was_emptied_is_emptied(ledger: Ledger, path: Path) -> None:
    put(path, "deadline", None)
    back(ledger, path)
    assert first(ledger).deadline is None


def test_what_changed_on_different_sides_in_different_fields_is_joined(ledger: Ledger, path: Path) -> None:
    put(path, "person", "张三")
    move(ledger, "2020-001", LedgerState.ASSIGNED, STAMP)
    merged = back(ledger, path)
    assert (merged.conflicts, merged.problems) == (0, ())
    assert (first(ledger).person, first(ledger).state) == ("张三", LedgerState.ASSIGNED)


def test_a_conflict_shows_both_values_and_loses_neither(ledger: Ledger, path: Path) -> None:
    put(path, "person", "张三")
    put(path, "remark", "已开会")
    move(ledger, "2020-001", LedgerState.ASSIGNED, STAMP, more={"person": "李四"})
    merged = back(ledger, path)
    assert (merged.conflicts, codes(merged), merged.edited) == (1, ["ledger.conflict"], ("2020-001",))
    said = show_problem(merged.problems[0], "zh")
    assert "“责任人”" in said and "“李四”（王敏改）" in said and "“张三”" in said and "!G4" in said
    row, entries = read_row(ledger, "2020-001")
    assert (row.person, row.remark) == ("李四", "已开会")
    (noted,) = [entry for entry in entries if entry.event is LedgerEvent.CONFLICT]
    assert noted.changes == {"person": ("李四", "张三")}
    back(ledger, path)
    assert len([e for e in read_row(ledger, "2020-001")[1] if e.event is LedgerEvent.CONFLICT]) == 1


def test_the_same_change_on_both_sides_is_no_conflict(ledger: Ledger, path: Path) -> None:
    put(path, "person", "李四")
    move(ledger, "2020-001", LedgerState.ASSIGNED, STAMP, more={"person": "李四"})
    assert codes(back(ledger, path)) == []


@pytest.mark.parametrize("key, value, code", [
    ("state", "销号", "ledger.no-such-move"),
    ("state", "搞定", "ledger.not-a-state"),
    ("deadline", "月底", "ledger.not-a-date"),
    ("deadline", "2021-02-30", "ledger.not-a-date"),
    ("number", "2020-009", "ledger.no-such-number"),
    ("number", None, "ledger.row-without-number"),
    ("problem", "没有问题", "ledger.not-for-editing"),
])
def test_what_cannot_be_taken_is_told_by_cell_and_the_rest_is_taken(ledger: Ledger, path: Path, key: str, value: object, code: str) -> None:
    put(path, key, value)
    put(path, "remark", "其余照收", HEADER + 2)
    merged = back(ledger, path)
    assert codes(merged) == [code]
    assert merged.problems[0].place is not None and merged.problems[0].place.cell
    assert read_rows(ledger)[1].remark == "其余照收"


def test_of_rows_with_the_same_number_none_is_read(ledger: Ledger, path: Path) -> None:
    put(path, "number", "2020-002")
    put(path, "remark", "哪一行？")
    merged = back(ledger, path)
    assert (codes(merged), merged.edited) == (["ledger.number-twice"], ())


def test_extending_in_the_workbook_takes_a_later_deadline(ledger: Ledger, path: Path) -> None:
    move(ledger, "2020-001", LedgerState.ASSIGNED, STAMP)
    put(path, "state", "延期")
    assert codes(back(ledger, path)) == ["ledger.conflict"]
    path.write_bytes(ledger_bytes(read_rows(ledger), "en"))
    put(path, "state", "extended")
    assert codes(back(ledger, path)) == ["ledger.extended-to-when"]
    put(path, "deadline", date(2021, 6, 30))
    assert back(ledger, path).edited == ("2020-001",)
    assert first(ledger).state is LedgerState.EXTENDED


def test_a_workbook_of_another_ledger_is_told(ledger: Ledger, path: Path) -> None:
    edit(path, lambda sheet: setattr(sheet.cell(HEADER + 1, len(COLUMNS) + 1), "value", 7))
    assert codes(back(ledger, path)) == ["ledger.other-ledger"]


def test_rows_may_be_sorted_columns_moved_and_lines_put_in(ledger: Ledger, path: Path) -> None:
    def shuffle(sheet: Any) -> None:
        sheet.insert_rows(1, 2)
        sheet.move_range(f"A{HEADER + 3}:P{HEADER + 3}", rows=5)
        sheet.insert_cols(1)

    put(path, "person", "张三")
    edit(path, shuffle)
    assert back(ledger, path).edited == ("2020-001",)
    assert first(ledger).person == "张三"


@pytest.mark.parametrize("spoil, code", [
    (lambda path: path.write_text("no workbook"), "adapters.content-text"),
    (lambda path: edit(path, lambda sheet: sheet.delete_cols(len(COLUMNS) + 1)), "ledger.not-an-export"),
])
def test_what_is_no_export_is_refused(ledger: Ledger, path: Path, spoil: Callable[[Path], object], code: str) -> None:
    spoil(path)
    with pytest.raises(UsageError, match=code):
        read_edited(str(path))


def test_text_that_looks_like_a_formula_stays_text(ledger: Ledger, path: Path) -> None:
    move(ledger, "2020-001", LedgerState.ASSIGNED, STAMP, more={"person": "=1+1", "remark": "@x"})
    path.write_bytes(ledger_bytes(read_rows(ledger), "zh"))
    cell = load_workbook(path).worksheets[0].cell(HEADER + 1, AT["person"])
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=1+1", True)
    assert back(ledger, path).edited == ()


def test_a_workbook_saved_by_another_office_program_comes_back(ledger: Ledger, path: Path, tmp_path: Path) -> None:
    put(path, "person", "张三")
    put(path, "deadline", date(2021, 4, 30))
    saved = convert(path, "xlsx", tmp_path / "saved")
    assert back(ledger, saved).edited == ("2020-001",)
    assert (first(ledger).person, first(ledger).deadline) == ("张三", date(2021, 4, 30))
