"""Small tables as people made them who had not seen the reader: what frames their values, and what only seems to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.framing.made import Case, check, taken, workbook

HEAD = ("区县", "常住人口(人)", "科普经费到位数(元)")
ROW = ("周村区", 407016, 1200000)
PEOPLE, PAID = "zhoucun population 2020", "zhoucun paid 2020"
BOTH = {PEOPLE: 407016, PAID: 1200000}

KEPT = [
    Case("what is there to be paid of a plan", [("2020年科普工作计划表",), HEAD, ROW], {}, frozenset({PEOPLE, PAID})),
    Case("paid beside planned", [("2020年科普经费计划表",), ("区县", "科普经费预算数(元)", "科普经费到位数(元)"), ("周村区", 1300000, 1200000)],
         {"zhoucun funding.popularisation.budgeted 2020": 1300000, PAID: 1200000}),
    Case("a note on several years", [("2020年度科普统计表",), ("区县", "常住人口*", "科普经费到位数(元)"), ROW, ("*人口为2019年末数，2020年数据待普查公布",)],
         {PAID: 1200000}, frozenset({PEOPLE})),
    Case("records of another fact", [("2020年",), HEAD[:2], ("张店区", 944200), (None,), ("户籍人口",), ROW[:2]],
         {"zhangdian population 2020": 944200}, frozenset({PEOPLE})),
    Case("an example above", [("2020年科普上报",), ("填写示例：",), HEAD, ROW], {}, frozenset({PEOPLE, PAID})),
    Case("a town of a district's own table", [("周村区2020年各镇办科普统计",), ("镇办", *HEAD[1:]), ("南郊镇", 52000, 150000)], {},
         told=("facts.unknown-subject",)),
    Case("a row of no subject and no heading", [("周村区2020年",), ("", *HEAD[1:]), ("各镇办平均", 45224, 44444)], {},
         told=("facts.unknown-subject",)),
    Case("a district's own row of no heading", [("周村区2020年",), ("", *HEAD[1:]), ROW], BOTH),
    Case("only some of the people", [("2020年",), HEAD, ROW, ("说明：常住人口仅统计60周岁以上老年人。",)], {PAID: 1200000}, frozenset({PEOPLE})),
    Case("only the city's part", [("2020年科普经费",), ("（本表仅填市级拨付部分，区县自筹部分见附表）",), ("区县", HEAD[2]), ("周村区", 350000)], {},
         frozenset({PAID})),
    Case("only what is asked", [("2020年",), HEAD, ROW, ("注：科普经费仅指本级财政拨款。",)], BOTH),
    Case("what words mean", [("2020年",), HEAD, ROW, ("注：1.常住人口指在本地居住半年以上的人口；2.科普经费到位数指当年实际拨付的经费。",)], BOTH),
    Case("pairs of names and values", [("2020年周村区科普情况表",), ("常住人口（人）", 407016, "科普经费到位数（元）", 1200000)], BOTH),
    Case("who gives the numbers", [("2020年科普统计",), ("区县", "统计局提供", "财政局提供"), (None, *HEAD[1:]), ROW], BOTH),
    Case("until when a form holds", [("表号：淄科统1表", None, "有效期至：2021年6月"), ("2020年",), HEAD, ROW], BOTH),
]


@pytest.mark.parametrize("case", KEPT, ids=str)
def test_what_frames_a_value_is_heard_and_nothing_else(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("heading", ["是否成立领导小组（填“是”或“否”）", "是否成立领导小组（√/×）", "是否成立领导小组(打√)"])
def test_how_a_flag_is_answered_is_no_part_of_it(heading: str, tmp_path: Path) -> None:
    found = taken(workbook(tmp_path / "a.xlsx", [("2020年",), ("单位", heading), ("周村区", "√"), ("博山区", "是")]))
    assert found.values == {"zhoucun group 2020": True, "boshan group 2020": True}
