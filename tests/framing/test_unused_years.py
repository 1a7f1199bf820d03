"""A table of which no year counts on the day judged at is told of, with its file and years."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.framing.made import taken, text_table, workbook

WIDE = [("区县", "科普经费到位数(万元)", "常住人口(人)"), ("周村区", 40, 407016)]
DATED = [("区县", "年度", "科普经费到位数(万元)"), ("周村区", 2021, 40)]
CODE = "facts.years-unused"
# The file, its rows, and the years that are told.
CASES = [
    ("2021年预算安排情况.xlsx", WIDE, ("2021",)), ("周村区2021年.csv", WIDE, ("2021",)), ("a.csv", DATED, ("2021",)),
    ("a.xlsx", [*DATED, ("博山区", 2022, 41)], ("2021", "2022")), ("2008年.xlsx", WIDE, ("2008",)),
    ("a.csv", [("区县", "2021年科普经费到位数(万元)"), ("周村区", 40)], ("2021",)),
    ("a.xlsx", [("2021年统计表",), *WIDE], ("2021",)), ("a.csv", [DATED[0], ("周村区", "2010年", 40)], ("2010",)),
    ("a.csv", [*DATED, ("周村区", 2010, 40)], ("2010", "2021")),
    ("周村区2020年.xlsx", WIDE, ()), ("a.csv", [*DATED, ("周村区", 2020, 40)], ()), ("a.csv", WIDE, ()),
    ("2019年.csv", WIDE, ()), ("a.csv", [("区县", "2020年科普经费(万元)", "2021年科普经费(万元)"), ("周村区", 40, 41)], ()),
]


@pytest.mark.parametrize(("file", "rows", "years"), CASES, ids=[f"{one[0]}-{one[2]}-{n}" for n, one in enumerate(CASES)])
def test_a_table_of_years_that_do_not_count_is_told(file: str, rows: list[tuple[object, ...]], years: tuple[str, ...],
                                                    tmp_path: Path) -> None:
    write = text_table if file.endswith("csv") else workbook
    found = taken(write(tmp_path / file, rows))
    told = [problem for problem in found.problems if problem.code == CODE]
    assert [problem.message.args["years"] for problem in told] == ([years] if years else [])
    assert all(file in str(problem.place) for problem in told)
