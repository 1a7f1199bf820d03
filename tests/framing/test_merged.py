"""A number that was merged over several records is nobody's own; texts, and numbers of one record, are given to all cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.framing.made import Case, check

HEAD = ("区县", "年度", "常住人口(人)", "科普经费到位数(万元)")
YEARS = ("区县", "2019年科普经费(万元)", "2020年科普经费(万元)")
LONG = ("区县", "指标", "年度", "数值", "计量单位")


def wide(*rows: object, merged: tuple[str, ...]) -> dict[str, object]:
    return {"rows": [HEAD, *rows], "merged": merged}


SHARED = [
    Case("two districts", **wide(("周村区", 2020, 407016, 81), ("博山区", 2020, 400000), merged=("D2:D3",)),
         values={"zhoucun population 2020": 407016, "boshan population 2020": 400000},
         doubts=frozenset({"zhoucun paid 2020", "boshan paid 2020"})),
    Case("two districts with the unit in the cell",
         **wide(("周村区", 2020, 407016, "81万元"), ("博山区", 2020, 400000), merged=("D2:D3",)),
         values={"zhoucun population 2020": 407016, "boshan population 2020": 400000},
         doubts=frozenset({"zhoucun paid 2020", "boshan paid 2020"})),
    Case("three districts, two of them", **wide(
        ("周村区", 2020, 407016, 40), ("博山区", 2020, 400000, 81), ("张店区", 2020, 953000), merged=("D3:D4",)),
         values={"zhoucun population 2020": 407016, "zhoucun paid 2020": 400000, "boshan population 2020": 400000,
                 "zhangdian population 2020": 953000},
         doubts=frozenset({"boshan paid 2020", "zhangdian paid 2020"})),
    Case("two years of one district", **wide(
        ("周村区", 2019, 407016, 81), ("周村区", 2020, 407000), merged=("A2:A3", "D2:D3")),
         values={"zhoucun population 2019": 407016, "zhoucun population 2020": 407000},
         doubts=frozenset({"zhoucun paid 2019", "zhoucun paid 2020"})),
    Case("over two columns of years", rows=[YEARS, ("周村区", 81, None)], merged=("B2:C2",),
         doubts=frozenset({"zhoucun paid 2019", "zhoucun paid 2020"})),
    Case("over districts and years", rows=[YEARS, ("周村区", 81), ("博山区",)], merged=("B2:C3",),
         doubts=frozenset(f"{name} paid {year}" for name in ("zhoucun", "boshan") for year in (2019, 2020))),
    Case("over two facts of a row", **wide(("周村区", 2020, 407016, None), merged=("C2:D2",)),
         doubts=frozenset({"zhoucun population 2020", "zhoucun paid 2020"})),
    Case("with a column that nobody knows", rows=[("区县", "年度", "科普经费(万元)", "科技大篷车经费(万元)"), ("周村区", 2020, 81)],
         merged=("C2:D2",), doubts=frozenset({"zhoucun paid 2020"})),
    Case("with a district of another city", **wide(
        ("周村区", 2020, 407016, 81), ("历下区", 2020, 400000), merged=("D2:D3",)),
         values={"zhoucun population 2020": 407016}, doubts=frozenset({"zhoucun paid 2020"})),
    Case("with a district that is misspelt", **wide(
        ("周村区", 2020, 407016, 81), ("博山曲", 2020, 400000), merged=("D2:D3",)),
         values={"zhoucun population 2020": 407016}, doubts=frozenset({"zhoucun paid 2020"})),
    Case("with a misspelt district above", **wide(
        ("博山曲", 2020, 400000, 81), ("周村区", 2020, 407016), merged=("D2:D3",)),
         values={"zhoucun population 2020": 407016}, doubts=frozenset({"zhoucun paid 2020"})),
    Case("indicators of a long table", rows=[LONG, ("周村区", "科普经费到位数", 2020, 81, "万元"),
                                            ("周村区", "科普经费预算数", 2020, None, "万元")], merged=("D2:D3",),
         doubts=frozenset({"zhoucun paid 2020", "zhoucun funding.popularisation.budgeted 2020"})),
    Case("with an unknown indicator", rows=[LONG, ("周村区", "科普经费到位数", 2020, 81, "万元"),
                                           ("周村区", "科普大篷车经费", 2020, None, "万元")], merged=("D2:D3",),
         doubts=frozenset({"zhoucun paid 2020"})),
    Case("districts of a long table", rows=[LONG, ("周村区", "科普经费到位数", 2020, 81, "万元"),
                                           ("博山区", "科普经费到位数", 2020, None, "万元")], merged=("B2:B3", "D2:D3"),
         doubts=frozenset({"zhoucun paid 2020", "boshan paid 2020"})),
    Case("a share", rows=[("区县", "年度", "公民具备科学素质的比例(%)"), ("周村区", 2020, 11.2), ("博山区", 2020)],
         merged=("C2:C3",), doubts=frozenset({"zhoucun rate 2020", "boshan rate 2020"})),
    Case("a percent cell", rows=[("区县", "年度", "公民具备科学素质的比例"), ("周村区", 2020, 0.112), ("博山区", 2020)],
         merged=("C2:C3",), formats={"C2": "0.0%"}, doubts=frozenset({"zhoucun rate 2020", "boshan rate 2020"})),
    Case("below a total that it makes up", **wide(
        ("周村区", 2020, 407016, 81), ("博山区", 2020, 400000), ("合计", 2020, 807016, 81), merged=("D2:D3",)),
         values={"zhoucun population 2020": 407016, "boshan population 2020": 400000},
         doubts=frozenset({"zhoucun paid 2020", "boshan paid 2020"})),
]

CLEAN = [
    Case("a flag", rows=[("区县", "年度", "科普场馆建成启用"), ("周村区", 2020, "是"), ("博山区", 2020)], merged=("C2:C3",),
         values={"zhoucun venue 2020": True, "boshan venue 2020": True}),
    Case("years and districts", rows=[HEAD, ("周村区", 2020, 407016, 40.5388), ("博山区", None, 400000, 41)],
         merged=("B2:B3",),
         values={"zhoucun population 2020": 407016, "boshan population 2020": 400000, "zhoucun paid 2020": 405388,
                 "boshan paid 2020": 410000}),
    Case("a category", rows=[("类别", *HEAD), ("区", "周村区", 2020, 407016, 40.5388), (None, "博山区", 2020, 400000, 41)],
         merged=("A2:A3",),
         values={"zhoucun population 2020": 407016, "boshan population 2020": 400000, "zhoucun paid 2020": 405388,
                 "boshan paid 2020": 410000}),
    Case("a row of two lines", rows=[HEAD, ("周村区", 2020, 407016, 40.5388), (None,) * 4, ("博山区", 2020, 400000, 41)],
         merged=("A2:A3", "B2:B3", "C2:C3", "D2:D3"),
         values={"zhoucun population 2020": 407016, "boshan population 2020": 400000, "zhoucun paid 2020": 405388,
                 "boshan paid 2020": 410000}),
    Case("a wide column", rows=[("区县", "年度", "常住人口(人)", None), ("周村区", 2020, 407016, None)],
         merged=("C1:D1", "C2:D2"), values={"zhoucun population 2020": 407016}),
    Case("with its remark", rows=[(*HEAD, "备注"), ("周村区", 2020, 407016, 40.5388, None)], merged=("D2:E2",),
         values={"zhoucun population 2020": 407016, "zhoucun paid 2020": 405388}),
    Case("an indicator of two lines", rows=[LONG, ("周村区", "科普经费到位数", 2020, 40.5388, "万元"), (None,) * 5],
         merged=("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3"), values={"zhoucun paid 2020": 405388}),
    Case("the district of a long table", rows=[LONG, ("周村区", "科普经费到位数", 2020, 40.5388, "万元"),
                                              (None, "常住人口", 2020, 407016, "人")], merged=("A2:A3", "C2:C3"),
         values={"zhoucun paid 2020": 405388, "zhoucun population 2020": 407016}),
    Case("a document", rows=[("区县", "年度", "实施方案印发日期"), ("周村区", 2016, "2016年8月15日"), ("博山区", 2016)],
         merged=("C2:C3",), values={"zhoucun issued 2016": date(2016, 8, 15), "boshan issued 2016": date(2016, 8, 15)}),
    Case("a numbered title", rows=[("2020年表1", None, None), ("区县", "年度", "常住人口(人)"), ("周村区", 2020, 407016)],
         merged=("A1:C1",), values={"zhoucun population 2020": 407016}),
    Case("division codes", rows=[("区划代码", "区县", "年度", "科普经费(万元)"), (370306, "周村区", 2019, 40), (None, None, 2020, 41)],
         merged=("A2:A3", "B2:B3"), values={"zhoucun paid 2019": 400000, "zhoucun paid 2020": 410000}),
]


@pytest.mark.parametrize("case", SHARED, ids=str)
def test_a_number_merged_over_several_is_in_doubt_for_each(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", CLEAN, ids=str)
def test_what_is_merged_within_a_record_or_is_a_text_is_taken(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


def test_both_places_are_told(tmp_path: Path) -> None:
    found = check(SHARED[0], tmp_path)
    assert found.doubts == {"zhoucun paid 2020": ("D2",), "boshan paid 2020": ("D2", "D3")}
    assert not found.problems
