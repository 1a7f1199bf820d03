"""What a form holds: rows that the rules need, cells that take only what can be read, pages that can be printed."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from scilit_rules.app.forms import make_forms
from scilit_rules.authoring.forms.asked import Asker
from scilit_rules.facts.asked import asked_facts
from scilit_rules.model.condition import Comparison
from scilit_rules.model.form import FORM_SHEET
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import Derivation, FactSpec, Vocabulary
from scilit_rules.model.words import DerivationKind, FactType, Level, Nature
from scilit_rules.problems import UsageError
from tests.forms.made import ATTESTATIONS, COVER, EAST, FACTS, YEAR, cell_of, columns, form, plan


def asked(subject: str, year: int = YEAR) -> list[tuple[str, int]]:
    return [(row.spec.name, row.year) for row in Asker(plan(), year).rows(plan().register[subject])]


def test_a_district_is_asked_what_its_own_duties_and_those_of_the_city_rest_on() -> None:
    assert asked(EAST) == [
        ("venue.in_use", 2020), ("funding.paid_in", 2019), ("funding.paid_in", 2020), ("population.resident", 2019),
        ("population.resident", 2020), ("museum.grade", 2020), ("group.exists", 2020), ("plan.issued", 2020),
        ("publicity", 2020),
    ]


def test_the_city_is_asked_nothing_that_its_districts_tell() -> None:
    assert asked("mini") == [("literacy.rate", 2020)]


def test_a_zone_is_asked_only_what_it_bears() -> None:
    assert asked("mini.park") == [
        ("funding.paid_in", 2019), ("funding.paid_in", 2020), ("population.resident", 2019),
        ("population.resident", 2020), ("group.exists", 2020), ("quality", 2020),
    ]


def test_the_first_year_asks_for_the_year_before_only_what_must_rise() -> None:
    assert ("funding.paid_in", 2018) not in asked(EAST, 2019)
    assert ("funding.paid_in", 2019) in asked(EAST, 2019)


RANK = FactSpec("rank", Text("位次"), FactType.NUMBER, derive=Derivation(DerivationKind.RANK, ("own",)))
RISE = FactSpec("rise", Text("增加"), FactType.NUMBER, derive=Derivation(DerivationKind.CHANGE, ("own",)))
OWN = FactSpec("own", Text("自有"), FactType.NUMBER, nature=Nature.YEARLY)


@pytest.mark.parametrize(("fact", "bears", "expected"), [
    ("rank", Level.DISTRICT, {"mini.east": [2020], "mini.west": [2020], "mini.park": [2020], "mini": []}),
    ("rise", Level.DISTRICT, {"mini.east": [2019, 2020], "mini.park": [], "mini": []}),
])
def test_ranks_want_the_units_beside_and_changes_the_year_before(
        fact: str, bears: Level, expected: dict[str, list[int]]) -> None:
    venues = plan().obligations["venues"]
    facts = {**plan().vocabulary.facts, **{spec.name: spec for spec in (RANK, RISE, OWN)}}
    made = replace(plan(), vocabulary=Vocabulary(facts), obligations={
        "x": replace(venues, id="x", bears=(bears,), require=Comparison(fact, "at_least", 1))})  # type: ignore[arg-type]
    found = {id: [row.year for row in Asker(made, YEAR).rows(made.register[id])] for id in expected}
    assert found == expected


def test_the_same_form_has_the_same_bytes(tmp_path: Path) -> None:
    one, other = (form(tmp_path / name) for name in "ab")
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"customHeight" not in b"".join(archive.read(name) for name in archive.namelist())


def test_only_what_is_to_be_filled_in_is_open(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(form(tmp_path))
    assert book[FORM_SHEET].sheet_state == "hidden"
    opened = {"填报值", "佐证（文号、文件、网址）", "备注", "完成情况", "进度", "审核", "审核人"}
    for name in (FACTS, ATTESTATIONS):
        sheet = book[name]
        assert sheet.protection.sheet and not sheet.protection.password
        assert not sheet.protection.sort and not sheet.protection.insertRows and not sheet.protection.formatColumns
        at = columns(sheet)
        for row in sheet.iter_rows(min_row=4):
            for heading, column in at.items():
                locked = row[column - 1].protection.locked
                assert locked == (heading not in opened) or (heading == "年度" and name == FACTS), heading
    facts = book[FACTS]
    assert not cell_of(facts, "group.exists", "年度").protection.locked
    assert cell_of(facts, "funding.paid_in", "年度").protection.locked
    assert cell_of(facts, "population.resident", "年度", 2019).protection.locked
    cover = book[COVER]
    assert [cover.cell(row, 3).protection.locked for row in range(4, 11)] == [True] * 3 + [False] * 4


def checks(sheet: object) -> dict[str, tuple[str, str, str | None]]:
    return {
        str(cell): (check.type, check.formula1, check.formula2)
        for check in sheet.data_validations.dataValidation for cell in check.sqref.ranges  # type: ignore[attr-defined]
    }


def test_cells_check_what_is_typed(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(form(tmp_path))
    found = {**checks(book[FACTS])}
    at = {code: cell_of(book[FACTS], code, "填报值").coordinate for code in (
        "venue.in_use", "museum.grade", "plan.issued", "funding.paid_in")}
    people = cell_of(book[FACTS], "population.resident", "填报值")
    flat = {cell: check for area, check in found.items() for cell in _cells(area)}
    assert flat[at["venue.in_use"]][:2] == ("list", '"是,否"')
    assert flat[at["museum.grade"]][:2] == ("list", '"一级,二级,三级"')
    assert flat[at["plan.issued"]][0] == "date"
    assert flat[at["funding.paid_in"]][0] == "decimal"
    assert flat[people.coordinate] == ("whole", "1", "1000000000000000")
    assert people.number_format == '#,##0"人"'
    city = openpyxl.load_workbook(form(tmp_path, "mini"))
    share = cell_of(city[FACTS], "literacy.rate", "填报值")
    assert share.number_format == "0.00%"
    assert checks(city[FACTS])[share.coordinate] == ("decimal", "0", "1")
    duties = checks(book[ATTESTATIONS])
    claim = cell_of(book[ATTESTATIONS], "publicity", "完成情况").coordinate
    assert duties[claim][:2] == ("list", '"已完成,部分完成,未完成,不适用"')
    mark = cell_of(book[ATTESTATIONS], "publicity", "审核").coordinate
    assert duties[mark][:2] == ("list", '"同意,不同意,已完成,部分完成,未完成,不适用"')
    reviewed = cell_of(book[FACTS], "group.exists", "审核").coordinate
    assert checks(book[FACTS])[reviewed][:2] == ("list", '"同意,不同意"')
    assert duties[cell_of(book[ATTESTATIONS], "publicity", "进度").coordinate] == ("decimal", "0", "1")


def _cells(area: str) -> list[str]:
    first, _, last = area.partition(":")
    found = [re.fullmatch(r"([A-Z]+)(\d+)", end) for end in (first, last or first)]
    (letters, low), (_, high) = (match.groups() for match in found if match)
    return [f"{letters}{row}" for row in range(int(low), int(high) + 1)]


def test_a_long_list_of_choices_stands_on_the_hidden_sheet(tmp_path: Path) -> None:
    grades = tuple(f"第{number}等，甲,乙" for number in range(40))
    spec = replace(plan().vocabulary["museum.grade"], values=grades)
    made = replace(plan(), vocabulary=Vocabulary({**plan().vocabulary.facts, "museum.grade": spec}))
    book = openpyxl.load_workbook(form(tmp_path, made_from=made))
    (choice,) = (check for check in checks(book[FACTS]).values() if check[1].startswith(f"'{FORM_SHEET}'"))
    area = book[FORM_SHEET][choice[1].partition("!")[2].replace("$", "")]
    assert tuple(row[0].value for row in area) == grades


def test_the_pages_are_set_up_for_a4(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(form(tmp_path))
    assert book[COVER].page_setup.orientation == "portrait"
    for name in (FACTS, ATTESTATIONS):
        sheet = book[name]
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize or 0)) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$3"
        assert sheet.freeze_panes == ("D4" if name == FACTS else "E4")
        assert sheet.column_dimensions["M" if name == FACTS else "N"].hidden


def test_what_needs_evidence_says_so(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(form(tmp_path))
    assert "须附佐证至少1件：文件" in cell_of(book[FACTS], "group.exists", "口径").value
    asks = cell_of(book[ATTESTATIONS], "publicity", "要求").value
    assert asks.startswith(asked_facts(plan())["publicity"].definition.zh)  # type: ignore[union-attr]
    proof, other = (cell_of(book[FACTS], code, "佐证（文号、文件、网址）").fill.fgColor.rgb
                    for code in ("group.exists", "venue.in_use"))
    assert proof != other


def test_nothing_is_made_before_the_plan_begins_after_it_ends_or_for_those_it_asks_nothing() -> None:
    with pytest.raises(UsageError) as early:
        make_forms(plan(), year=2018)
    assert [found.code for found in early.value.problems] == ["forms.too-early"]
    with pytest.raises(UsageError) as late:
        make_forms(plan(), year=2021)
    assert [found.code for found in late.value.problems] == ["forms.too-late"]
    silent = replace(plan(), consequences={}, obligations={"literacy": plan().obligations["literacy"]})
    with pytest.raises(UsageError) as nobody:
        make_forms(silent, year=2020, subjects=["东区"])
    assert [found.code for found in nobody.value.problems] == ["forms.nothing-asked"]


def test_units_that_share_a_name_have_files_of_their_own() -> None:
    register = plan().register
    twins = replace(register, subjects={**register.subjects,
                                        "mini.west": replace(register["mini.west"], name=Text("东区", "E/ast"))})
    names = make_forms(replace(plan(), register=twins), year=2020).names()
    assert names[1:3] == ("东区_mini.east_mini-2020_2020.xlsx", "东区_mini.west_mini-2020_2020.xlsx")
    assert "E_ast_mini-2020_2020.xlsx" in make_forms(replace(plan(), register=twins), year=2020, lang="en").names()


def test_dates_and_text_read_back_from_a_blank_form_as_nothing(tmp_path: Path) -> None:
    from tests.forms.made import codes, doubts, known, read

    found = read(form(tmp_path), as_of=date(2020, 12, 31))
    assert (known(found), codes(found), doubts(found)) == (set(), [], {})


def test_a_form_promises_nothing_that_locked_cells_do_not_allow(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(form(tmp_path))
    cover = "".join(str(cell.value) for row in book[COVER].iter_rows() for cell in row if cell.value)
    assert "筛选" in cover and "排序" not in cover
    assert not any(book[name].protection.autoFilter for name in (FACTS, ATTESTATIONS))
