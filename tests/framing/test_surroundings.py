"""What frames a cell is understood whole, or its values are doubts: as many wordings as offices have, clean and faulty."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

import scilit_rules as sr
from scilit_rules.facts.collection import Collected
from scilit_rules.model.grid import Cell, GridRow
from tests.facts.made import D, doubts, known, read

CASES = Path(__file__).parent
LANGS: tuple[sr.Lang, ...] = ("zh", "en")
Z = "zibo.zhangdian"
Case = dict[str, object]


def cases(name: str) -> list[Case]:
    found: list[Case] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def named(case: Case) -> str:
    return "|".join(str(case[key]) for key in ("title", "sheet", "file", "notes") if key in case)


def around(case: Case, *table: GridRow) -> Collected:
    above = [row if isinstance(row, list) else [row] for row in case.get("title", [])]  # type: ignore[attr-defined]
    below = [[row] for row in case.get("notes", [])]  # type: ignore[attr-defined]
    sheet = case.get("sheet")
    return read(*above, *table, *below, source=str(case.get("file", "data.xlsx")),
                sheet=None if sheet is None else str(sheet))


@pytest.mark.parametrize("case", cases("years"), ids=named)
def test_the_year_of_a_table_is_the_one_stated_or_in_doubt(case: Case) -> None:
    found = around(case, ["区县", "科普经费(元)", "常住人口"], ["张店区", "5", "6"])
    if case["year"] == "doubt":
        assert known(found) == {}
        assert len(doubts(found)) == 2
        assert all(len(doubt.places) >= 2 for doubt in found.doubts), found.doubts
        assert not any(sr.show(doubt.message, lang).startswith("facts.") for doubt in found.doubts for lang in LANGS)
    else:
        year = str(case["year"])
        assert known(found) == {(Z, "funds", year): D(5), (Z, "population", year): D(6)}, found.doubts
        assert doubts(found) == []


@pytest.mark.parametrize("case", cases("units"), ids=named)
def test_the_units_of_a_table_are_those_stated_or_in_doubt(case: Case) -> None:
    found = around(case, ["区县", "科普经费", "常住人口"], ["张店区", "1200", "5000"])
    values = {name: value for (_, name, _), value in known(found).items()}
    for name in ("funds", "population"):
        expected = case[name]
        assert values.get(name) == (None if expected == "doubt" else Decimal(str(expected))), found.doubts
    in_doubt = {doubt.name for doubt in found.doubts}
    assert in_doubt == {name for name in ("funds", "population") if case[name] == "doubt"}
    assert all(len(doubt.places) >= 2 for doubt in found.doubts), found.doubts


HEADS = ["区县", "科普经费", "常住人口"]
ROW = ["张店区", "1200", "5000"]
FUNDS, PEOPLE = {"funds": D(12_000_000)}, {"population": D(5000)}
BESIDE = {
    "right of the headings": ([[*HEADS, "单位：万元"], [*ROW, ""]], {**FUNDS, **PEOPLE}),
    "right of the rows": ([HEADS, [*ROW, "单位：万元"]], {**FUNDS, **PEOPLE}),
    "below, in two cells": ([HEADS, ROW, ["", "单位：", "万元"]], {**FUNDS, **PEOPLE}),
    "in the corner of a list": ([["指标（万元）", "数值"], ["科普经费", "1200"], ["常住人口", "5000"]], {**FUNDS, **PEOPLE}),
    "in a remark": ([[*HEADS, "备注"], [*ROW, "经费单位：万元"]], PEOPLE),
    "in a remark, in words": ([[*HEADS, "备注"], [*ROW, "经费以万元计"]], PEOPLE),
    "of nothing in its row": ([["指标", "数值", "备注"], ["常住人口", "5000", "单位：万元"], ["科普经费", "1200", ""]],
                              {"funds": D(1200)}),
    "in traditional characters": ([[*HEADS, "備註"], [*ROW, "單位：萬元"]], PEOPLE),
    "in a column of units left of all": ([["区县", "金额单位", "科普经费", "常住人口"], ["张店区", "万元", "1200", "5000"]], PEOPLE),
    "in a column that nobody knows": ([[*HEADS, "币别"], [*ROW, "万元"]], PEOPLE),
    "against a heading": ([["区县", "科普经费（元）", "常住人口", "备注"], [*ROW, "单位：万元"]], PEOPLE),
    "as the heading has it": ([["区县", "科普经费（万元）", "常住人口", "备注"], [*ROW, "单位：万元"]], {**FUNDS, **PEOPLE}),
    "of another number": ([["区县", "科普经费（万元）", "常住人口", "研发投入", "计量"], [*ROW, "3", "元"]], {**FUNDS, **PEOPLE}),
    "a title among the remarks": ([["区县", "科普经费（万元）", "常住人口", "备注"], [*ROW, "见《决算表（元）》"]], {**FUNDS, **PEOPLE}),
    "an amount among the remarks": ([["区县", "科普经费（万元）", "常住人口", "备注"], [*ROW, "比上年增加20 元"]], {**FUNDS, **PEOPLE}),
    "a formula for the unit": ([["指标", "数值", "单位"], ["科普经费", "1200", Cell(None, formula='="万元"')],
                                ["常住人口", "5000", "人"]], PEOPLE),
    "a formula in the row of units": ([HEADS, ["", Cell(None, formula='="万元"'), "人"], ROW], PEOPLE),
}


@pytest.mark.parametrize("name", BESIDE)
def test_a_unit_beside_the_values_is_read_or_leaves_them_in_doubt(name: str) -> None:
    rows, expected = BESIDE[name]
    title = [] if any("张店区" in row for row in rows) else [["填报单位：张店区"]]
    found = read(*title, *rows, source="a.xlsx", sheet="S")
    assert {name: value for (_, name, _), value in known(found).items()} == expected, found
    assert {doubt.name for doubt in found.doubts} == {"funds", "population"} - set(expected)
    assert all(len(doubt.places) >= 2 for doubt in found.doubts), found.doubts
