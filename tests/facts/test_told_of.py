"""Where some subjects are chosen, what was wrong with the data of the others is not told; what nobody asks for is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

import scilit_rules as sr
from scilit_rules.facts.collection import collect
from tests.cli.running import RULESETS
from tests.facts.made import AS_OF, PLAN, grid
from tests.forms.made import FACTS, cell_of, filled

WIDE = ("单位", "年度", "常住人口", "科普经费", "科学素质比例")
ROWS = (WIDE, ("张店区", 2020, "97.6万人", "约5万元", "10.5%"), ("桓台县", 2020, "50万人", "5万元", "９%"),
        ("某某区", 2020, 1, 1, 1))


def told(grids: list[sr.Grid], *about: str) -> tuple[list[str], list[str]]:
    found = collect(grids, PLAN, as_of=AS_OF, about=about or None)
    return ([f"{one.place}" for one in found.problems], [f"{one.place}" for one in found.readings])


def test_of_a_common_table_only_the_rows_of_the_chosen_are_told() -> None:
    table = [grid(*ROWS)]
    assert told(table) == (["data.csv:4:1"], ["data.csv:2:3", "data.csv:2:5", "data.csv:3:3", "data.csv:3:4", "data.csv:3:5"])
    assert told(table, "zibo.huantai") == (["data.csv:4:1"], ["data.csv:3:3", "data.csv:3:4", "data.csv:3:5"])
    everything = collect(table, PLAN, as_of=AS_OF)
    chosen = collect(table, PLAN, as_of=AS_OF, about=["zibo.huantai"])
    assert (chosen.facts, chosen.doubts) == (everything.facts, everything.doubts), "the whole is derived from all"


def test_of_a_file_of_another_subject_nothing_is_told() -> None:
    tables = [grid(("指标", "年度", "数值", "不明"), ("科普经费", 2020, "5万元", ""), ("不明指标", 2020, "5", ""), source=name)
              for name in ("张店区.csv", "桓台县.csv")]
    problems, readings = told(tables, "zibo.huantai")
    assert {place.partition(":")[0] for place in (*problems, *readings)} == {"桓台县.csv"}
    found = collect(tables, PLAN, as_of=AS_OF, about=["zibo.huantai"])
    assert found.elsewhere == {"张店区.csv"}
    assert len(found.facts) == 2


def test_a_sheet_without_data_is_of_the_subject_that_its_file_is_named_after() -> None:
    sheets = [grid(("怎样填表", "看这里"), source=f"{name}.xlsx", sheet="说明") for name in ("张店区", "桓台县", "附件")]
    assert told(sheets, "zibo.huantai") == (["桓台县.xlsx [说明]", "附件.xlsx [说明]"], [])


def check(source: Path, **more: Any) -> sr.Report:
    return sr.check("mini-2020", source, as_of=date(2020, 12, 31), rulesets=[RULESETS], **more)


def test_a_form_does_not_tell_of_its_own_instructions(tmp_path: Path) -> None:
    report = check(filled(tmp_path))
    assert "facts.sheet-skipped" not in {found.code for found in report.problems}


def spoiled(folder: Path, *cells: tuple[str, str, str, int, Any]) -> Path:
    path = filled(folder)
    book = openpyxl.load_workbook(path)
    for sheet, code, heading, year, value in cells:
        cell_of(book[sheet], code, heading, year).value = value
    book.save(path)
    return path


def test_a_cell_that_nobody_asks_about_is_told_all_the_same(tmp_path: Path) -> None:
    path = spoiled(tmp_path, (FACTS, "funding.paid_in", "填报值", 2020, "约5万元"))
    asked = check(path, subjects=["东区"])
    assert "facts.approximate" not in {found.code for found in asked.problems}, "a finding tells of it"
    report = check(path, subjects=["东区"], only=["group"])
    (found,) = [found for found in report.problems if found.code == "facts.approximate"]
    assert found.place is not None and found.place.sheet == FACTS and found.level is sr.ProblemLevel.WARNING
    assert check(path, subjects=["西区"], only=["group"]).problems == ()


def test_many_of_one_sheet_are_counted(tmp_path: Path) -> None:
    asked = [("funding.paid_in", "约5万元"), ("population.resident", "许多"), ("venue.in_use", "也许"), ("plan.issued", "不久前")]
    cells = [(FACTS, code, "填报值", 2020, typed) for code, typed in asked]
    cells += [(FACTS, code, "填报值", 2019, typed) for code, typed in asked[:2]]
    report = check(spoiled(tmp_path, *cells), subjects=["东区"], only=["group"])
    found = [found for found in report.problems if found.code in ("facts.more-unreadable", "facts.approximate",
             "facts.not-a-number", "facts.not-a-flag", "facts.not-a-date")]
    assert len(found) == 6
    assert [one.message.args for one in found if one.code == "facts.more-unreadable"] == [{"count": 1}]


def test_a_progress_that_is_refused_is_shown_as_it_is_seen() -> None:
    header = ("单位", "指标", "年度", "数值", "进度（%）")
    row = ("张店区", "推进课程改革", 2020, "部分完成")
    for typed, seen in ((60, None), ("60", None), (sr.Cell(0.6, "0%"), None), (sr.Cell(60, "0%"), "6000%"), (0.6, None), ("0.6", None), (1, "1")):
        found = collect([grid(header, (*row, typed))], PLAN, as_of=AS_OF)
        assert [one.message.args["raw"] for one in found.problems] == ([] if seen is None else [seen])
        assert [getattr(fact.value, "progress", None) for fact in found.facts] == [60 if seen is None else None]
