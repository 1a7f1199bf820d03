"""Forms that were damaged, mixed up or outlived: what is sure is read, the rest is named by its cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scilit_rules.facts.collection import Collected
from scilit_rules.messages import area, hint, say
from scilit_rules.model.form import FORM_SHEET
from scilit_rules.model.obligation import Attestation
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import Vocabulary
from tests.adapters.made import paste, read_one
from tests.forms.made import (
    ATTESTATIONS,
    COVER,
    EAST,
    FACTS,
    answer,
    cell_of,
    changed,
    codes,
    doubts,
    filled,
    form,
    known,
    plan,
    read,
)

EVIDENCE = "佐证（文号、文件、网址）"


def told(found: Collected, code: str) -> tuple[str, str]:
    """The one problem or doubt of a code: where it lies, and what is said in both languages."""
    places = [(problem.place, problem.message) for problem in found.problems if problem.code == code]
    places += [(doubt.places[0], doubt.message) for doubt in found.doubts if doubt.message.code == code]
    ((place, message),) = places
    assert place is not None
    for lang in ("zh", "en"):
        assert "{" not in say(message, lang) and hint(message, lang)
    return f"{place.sheet}!{place.cell}" if place.cell else str(place.sheet), say(message, "zh")


def edit(path: Path, *cells: tuple[str, str, Any]) -> Path:
    book = openpyxl.load_workbook(path)
    for sheet, cell, value in cells:
        book[sheet][cell] = value
    book.save(path)
    return path


def test_without_its_hidden_sheet_a_form_is_read_by_its_headings(tmp_path: Path) -> None:
    path = filled(tmp_path)
    expected = known(read(path))
    book = openpyxl.load_workbook(path)
    del book[FORM_SHEET]
    path = tmp_path / "返回.xlsx"
    book.save(path)
    found = read(path)
    assert known(found) == expected
    assert told(found, "facts.form-unmarked")[0] == COVER
    assert codes(found) == ["facts.form-unmarked"]


def test_a_form_of_another_plan_is_said_and_only_what_both_know_is_read(tmp_path: Path) -> None:
    path = filled(tmp_path)
    found = read(path, of=changed(id="mini-2025"))
    place, words = told(found, "facts.form-of-other-plan")
    assert place == FORM_SHEET and "mini-2020" in words and "mini-2025" in words
    assert {fact.name for fact in found.facts} == {
        "venue.in_use", "funding.paid_in", "population.resident", "museum.grade", "group.exists", "plan.issued"}
    assert codes(found) == ["facts.form-of-other-plan"]


def with_ask(ask: str) -> Plan:
    publicity = plan().obligations["publicity"]
    assert publicity.attest is not None
    attest = Attestation(Text(ask), publicity.attest.proof)
    return changed(obligations={**plan().obligations, "publicity": replace(publicity, attest=attest)})


def test_of_yesterdays_form_what_is_still_asked_is_read(tmp_path: Path) -> None:
    path = filled(tmp_path)
    found = read(path, of=changed())
    assert "sha256" not in told(found, "facts.form-of-other-rules")[1]
    assert known(found) == known(read(path))


def test_an_answer_to_another_question_is_no_answer(tmp_path: Path) -> None:
    path = filled(tmp_path)
    edit(path, (ATTESTATIONS, "L4", None))
    found = read(path, of=with_ask("是否每季度开展宣传？"))
    assert told(found, "facts.form-asked-otherwise")[0] == f"{ATTESTATIONS}!H4"
    assert "publicity" not in {fact.name for fact in found.facts}
    same = read(path, of=with_ask("是否 开展宣传?"))
    assert doubts(same) == {}


def test_facts_no_longer_asked_for_are_named_by_cell(tmp_path: Path) -> None:
    facts = {name: spec for name, spec in plan().vocabulary.facts.items() if name != "museum.grade"}
    gone = changed(vocabulary=Vocabulary(facts), obligations={
        id: item for id, item in plan().obligations.items() if id != "more-funding"})
    found = read(filled(tmp_path), of=gone)
    place, words = told(found, "facts.unknown-fact")
    assert place.startswith(FACTS) and "场馆等级" in words


def test_a_form_of_a_newer_layout_is_read_by_its_headings(tmp_path: Path) -> None:
    path = edit(filled(tmp_path), (FORM_SHEET, "B3", "9"))
    found = read(path)
    assert "9" in told(found, "facts.form-of-newer-layout")[1]
    assert len(found.facts) == 9


@pytest.mark.parametrize(("cell", "value", "code"), [
    ("B3", "neu", "facts.form-mark-damaged"), ("B5", None, "facts.form-mark-damaged"),
    ("B4", "mini.north", "facts.form-of-unknown-subject"),
])
def test_a_damaged_mark_leaves_the_headings(tmp_path: Path, cell: str, value: object, code: str) -> None:
    path = edit(filled(tmp_path), (FORM_SHEET, cell, value))
    found = read(path)
    told(found, code)
    assert len(found.facts) == 9


def test_a_form_that_a_neighbour_borrowed_is_noticed(tmp_path: Path) -> None:
    path = filled(tmp_path)
    renamed = path.rename(tmp_path / "西区_mini-2020_2020.xlsx")
    assert "西区" in told(read(renamed), "facts.form-file-name")[1]
    borrowed = edit(renamed, (FACTS, "A2", "填报单位：西区"))
    found = read(borrowed)
    assert told(found, "facts.form-subject-differs")[0] == FACTS
    assert {fact.name for fact in found.facts} == {"publicity"}
    assert "facts.no-subject" not in codes(found)


ANSWERS: Mapping[str, tuple[tuple[str, str], Any, str]] = {
    "two answers to a flag": (("venue.in_use", "填报值"), "是、否", "facts.not-a-flag"),
    "two claims": (("publicity", "完成情况"), "已完成、部分完成", "facts.not-a-claim"),
    "two numbers": (("population.resident", "填报值"), "1000000；990000", "facts.not-a-number"),
    "two dates": (("plan.issued", "填报值"), "2019-06-01、2019-07-01", "facts.not-a-date"),
    "free text for a claim": (("publicity", "完成情况"), "基本差不多", "facts.not-a-claim"),
    "free text for a flag": (("venue.in_use", "填报值"), "正在争取", "facts.not-a-flag"),
    "free text for a choice": (("museum.grade", "填报值"), "特级", "facts.not-a-value"),
    "free text for a mark": (("publicity", "审核"), "再看看", "facts.not-a-mark"),
    "another unit": (("funding.paid_in", "填报值"), "120人", "facts.units-contradict"),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_that_can_not_be_read_is_named_by_its_cell(tmp_path: Path, case: str) -> None:
    (code, heading), value, expected = ANSWERS[case]
    path = answer(filled(tmp_path), {("publicity", "审核", 2020): None, (code, heading, 2020): value})
    sheet = ATTESTATIONS if code == "publicity" else FACTS
    cell = cell_of(openpyxl.load_workbook(path)[sheet], code, "完成情况" if code == "publicity" else "填报值")
    found = read(path)
    assert told(found, expected)[0] == f"{sheet}!{cell.coordinate}"
    assert len(found.facts) == 8


@pytest.mark.parametrize(("claim", "progress", "read_as"), [
    ("部分完成", 0.6, "partly 60"), ("部分完成", "60%", "partly 60"), ("部分完成", 60, "partly 60"), ("已完成", 1, "done 100"),
    ("未完成", 0, "not_done 0"), (None, 0.6, "facts.progress-alone"), (None, 1, "facts.progress-alone"),
        (None, "大半", "facts.progress-alone"), ("部分完成", None, "partly None"),
    ("已完成", 0.6, "facts.progress-contradicts"), ("未完成", 0.6, "facts.progress-contradicts"),
    ("部分完成", 1, "facts.progress-contradicts"), ("部分完成", "大半", "facts.not-a-progress"),
    ("部分完成", 1.5, "facts.not-a-progress"),
])
def test_claim_and_progress_must_agree(tmp_path: Path, claim: str | None, progress: Any, read_as: str) -> None:
    path = answer(form(tmp_path), {("publicity", "完成情况", 2020): claim, ("publicity", "进度", 2020): progress})
    if progress == 60:
        book = openpyxl.load_workbook(path)
        cell_of(book[ATTESTATIONS], "publicity", "进度").number_format = "General"
        book.save(path)
    found = read(path)
    if read_as.startswith("facts."):
        told(found, read_as)
        assert bool(found.facts) == (read_as == "facts.not-a-progress")
        return
    (fact,) = found.facts
    value: Any = fact.value
    progress = None if value.progress is None else int(value.progress)
    assert f"{value.claim} {progress}" == read_as


def test_a_row_that_was_copied_and_renamed_is_not_read(tmp_path: Path) -> None:
    path = filled(tmp_path)
    at = cell_of(openpyxl.load_workbook(path)[FACTS], "venue.in_use", "指标").coordinate
    found = read(edit(path, (FACTS, at, "小城小组")))
    assert told(found, "facts.form-row-differs")[0] == f"{FACTS}!{at}"
    assert "venue.in_use" not in {fact.name for fact in found.facts}


def test_a_row_without_a_year_is_of_the_year_of_the_form(tmp_path: Path) -> None:
    path = answer(filled(tmp_path), {("venue.in_use", "年度", 2020): None})
    (fact,) = (fact for fact in read(path).facts if fact.name == "venue.in_use")
    assert fact.period.year == 2020


@pytest.mark.parametrize("target", ["../drawings/drawing1.xml", "/xl/drawings/drawing1.xml"])
def test_a_pasted_picture_is_named_by_its_cell(tmp_path: Path, target: str) -> None:
    path = paste(filled(tmp_path), 2, target)
    (found,) = read_one(path).problems
    assert (found.code, str(found.place)) == ("adapters.picture", f"{path} [{FACTS}]!I5")
    assert len(read(path).facts) == 9


@pytest.mark.parametrize(("target", "more"), [("../drawings/none.xml", ""), ("../drawings/drawing1.xml", "<broken")])
def test_a_damaged_drawing_does_not_touch_the_cells(tmp_path: Path, target: str, more: str) -> None:
    path = paste(filled(tmp_path), 2, target, more)
    assert read_one(path).problems == ()
    assert len(read(path).facts) == 9


def test_a_picture_inside_a_cell_is_no_evidence(tmp_path: Path) -> None:
    path = answer(filled(tmp_path), {("group.exists", EVIDENCE, 2020): '=DISPIMG("ID_0A1B",1)'})
    found = read(path)
    assert told(found, "facts.picture-in-cell")[0].startswith(f"{FACTS}!I")
    (fact,) = (fact for fact in found.facts if fact.name == "group.exists")
    assert fact.evidence == ()


def test_macros_are_ignored(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with_macros = path.with_suffix(".xlsm")
    with zipfile.ZipFile(path) as given, zipfile.ZipFile(with_macros, "w") as kept:
        for name in given.namelist():
            data = given.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
            kept.writestr(name, data)
        kept.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macro")
    assert known(read(with_macros)) == known(read(path))


def test_a_foreign_table_with_a_footer_of_contacts_is_no_cover(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["单位", "小城场馆"], ["东区", "是"], ["单位负责人", "王五", "填表人", "赵六", "联系电话", "1", "填报日期", "2"]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert {(fact.subject, fact.name) for fact in read(tmp_path / "a.xlsx").facts} == {(EAST, "venue.in_use")}


def test_a_visible_sheet_of_that_name_is_a_sheet_like_any_other(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = FORM_SHEET
    sheet.append(["单位", "小城场馆"])
    sheet.append(["东区", "是"])
    book.save(tmp_path / "a.xlsx")
    (grid,) = read_one(tmp_path / "a.xlsx").grids
    assert len(list(grid.rows)) == 2


def test_what_a_text_could_run_as_is_written_as_text(tmp_path: Path) -> None:
    first = answer(form(tmp_path / "a"), {("venue.in_use", "备注", 2020): '=HYPERLINK("http://x","y")\x0b'[:-1],
                                          ("venue.in_use", EVIDENCE, 2020): "@SUM(A1)"})
    book = openpyxl.load_workbook(form(tmp_path / "b", previous=(first,)))
    for heading in ("备注", EVIDENCE):
        cell = cell_of(book[FACTS], "venue.in_use", heading)
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_every_message_about_forms_is_pinned() -> None:
    about = {code for code in area("facts") if code.startswith("facts.form-")}
    files = (Path(__file__), Path(__file__).with_name("test_former_ids.py"))
    asked = {code for file in files for code in re.findall(r'"(facts\.form-[a-z-]+)"', file.read_text("utf-8"))}
    assert about == asked
