"""Tables whose first column names facts, without a column of subjects: no column but that of values gives them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.framing.made import Case, check, taken, workbook

FILE = "周村区.xlsx"
ALL: dict[str, Any] = {"zhoucun paid 2020": 13000000, "zhoucun population 2020": 407016, "zhoucun group 2020": True}
NAMES = ("科普经费到位数(万元)", "常住人口(人)", "是否成立领导小组")
TRUE = (1300, 407016, "是")
POINTS = (10, 8, 1)
FIRST = ("考核内容", "考核项目", "内容", "指标", "项目", "指标名称", "评价要点", "")
NO_VALUES = ("分值", "权重", "序号", "目标值", "标准", "满分", "得分", "自评分", "排名", "占比(%)", "上级核定", "任务数", "2021年计划")
VALUES = ("数值", "数量", "填报值", "完成情况", "完成数", "上报数", "2020年", "周村区", "本年")


def table(first: str, *columns: tuple[str, tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    header = (first or None, *(heading or None for heading, _ in columns))
    return [header, *zip(NAMES, *(cells for _, cells in columns), strict=True)]


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("points", NO_VALUES)
def test_points_beside_values_are_never_taken(first: str, points: str, tmp_path: Path) -> None:
    rows = table(first, (points, POINTS), ("完成情况", TRUE))
    check(Case(f"{first} {points}", rows, ALL, file=FILE), tmp_path)


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("points", NO_VALUES)
def test_a_column_that_is_none_of_values_leaves_doubts(first: str, points: str, tmp_path: Path) -> None:
    found = taken(workbook(tmp_path / FILE, table(first, (points, POINTS))))
    assert found.values == {}
    assert found.doubts or found.codes & {"facts.no-header", "facts.unknown-column", "facts.no-facts"}


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("heading", VALUES)
def test_the_column_of_values_gives_them(first: str, heading: str, tmp_path: Path) -> None:
    check(Case(f"{first} {heading}", table(first, (heading, TRUE)), ALL, file=FILE), tmp_path)


STACKED = [("考核内容", "考核分值", None, "完成情况"), (None, "自评", "审核", None),
           *zip(NAMES, POINTS, POINTS, TRUE, strict=True)]
BARE = [*zip(NAMES, TRUE, strict=True)]
CASES = [
    Case("points above their parts", STACKED, ALL, file=FILE, merged=("B1:C1", "A1:A2", "D1:D2")),
    Case("no headings", BARE, ALL, file=FILE),
    Case("no headings, units behind", [(*row, unit) for row, unit in zip(BARE, ("万元", "人", None), strict=True)], ALL, file=FILE),
    Case("no headings, remarks behind", [(*row, "见附件") for row in BARE], ALL, file=FILE),
    Case("no headings and two columns that may be", [(name, points, value) for (name, value), points in zip(BARE, POINTS, strict=True)],
         {}, frozenset(ALL), file=FILE),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_columns_without_headings(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)
