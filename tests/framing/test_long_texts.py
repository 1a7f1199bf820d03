"""Texts longer than anybody writes are read in no time and end nothing; what stands beside them is read."""

from __future__ import annotations

from time import perf_counter

import pytest

from scilit_rules.model.grid import GridRow
from tests.facts.made import known, read

LONG = 3_000
BLANKS = " " * 100_000
HEAD: GridRow = ["区县", "年度", "科普经费(万元)"]
ROW: GridRow = ["桓台县", "2020", "95"]
WIDE = "常住人口"
TABLES: dict[str, list[GridRow]] = {
    "units behind a heading": [["区县", "年度", "科普经费(万元)", "科普经费" + "(万元)" * LONG], [*ROW, "1"]],
    "slashes behind a heading": [["区县", "年度", "科普经费(万元)", "科普经费" + "/万元" * LONG], [*ROW, "1"]],
    "brackets in brackets": [["区县", "年度", "科普经费(万元)", "科普经费" + "(" * LONG + ")" * LONG], [*ROW, "1"]],
    "years before a heading": [["区县", "年度", "科普经费(万元)", "2020年" * LONG + "科普经费"], [*ROW, "1"]],
    "a long subject": [HEAD, ["张店区" * LONG, "2020", "95"], ROW],
    "a subject with brackets": [HEAD, ["张店区" + "(a)" * LONG, "2020", "95"], ROW],
    "a long title": [["张店区2020年" * LONG], HEAD, ROW],
    "a title of blanks": [["统计表" + BLANKS + "2020年"], HEAD, ROW],
    "a title of wide blanks": [["单位：" + "　" * 100_000 + "万元"], HEAD, ROW],
    "a title of colons": [["单位:" * 30_000], HEAD, ROW],
    "a title of years": [["2016—" * 30_000], HEAD, ROW],
    "a title of names": [["高新区" * 30_000], HEAD, ROW],
    "a note of blanks": [HEAD, ROW, ["注：" + BLANKS + "x"]],
    "a value of blanks": [HEAD, ROW, ["张店区", "2020", BLANKS + "95"]],
    "a long indicator": [["区县", "指标", "年度", "数值", "计量单位"], ["张店区", "科普经费" + "(万元)" * LONG, "2020", "1", "元"],
                         ["桓台县", "科普经费", "2020", "95", "万元"]],
    "a long unit": [["区县", "指标", "年度", "数值", "计量单位"], ["张店区", "科普经费", "2020", "1", "万" * LONG + "元"],
                    ["桓台县", "科普经费", "2020", "95", "万元"]],
}


@pytest.mark.parametrize("name", TABLES)
def test_a_text_of_any_length_ends_nothing(name: str) -> None:
    begun = perf_counter()
    found = known(read(*TABLES[name]))
    assert found.get(("zibo.huantai", "funds", "2020")) in (950_000, None if "title" in name else 950_000)
    assert not [key for key in found if key[0] != "zibo.huantai"]
    assert perf_counter() - begun < 5
