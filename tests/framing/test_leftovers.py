"""Frames at the edge of a table: codes beside names, units on other sheets, columns of nobody, what scores stand beside."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.framing.made import Case, Row, Taken, check, taken

PAID, POP, P20, N20 = "科普经费到位数", "常住人口(人)", "zhoucun paid 2020", "zhoucun population 2020"
BY_CODE = ("区划代码", "区县", "年度", POP)
OF: Row = ("周村区2020年统计表",)
LONG: Row = ("指标", "数量", "单位")


def of_code(heading: str, code: object, name: str, key: str) -> Case:
    return Case(f"{heading} {code} {name}", [(heading, *BY_CODE[1:]), (code, name, 2020, 407016)], {f"{key} population 2020": 407016})


def of_other_code(code: object, name: str, heading: str = "区划代码", file: str = "a.xlsx") -> Case:
    return Case(f"{heading} {code} {name} {file}", [(heading, *BY_CODE[1:]), (code, name, 2020, 407016)], {}, file=file,
                told=("facts.row-of-two",))


CODES = [
    of_code("区划代码", 370306, "周村区", "zhoucun"), of_code("行政区划代码", "370306", "周村区", "zhoucun"), of_code("代码", "370306000000", "周村区", "zhoucun"),
    of_code("地区代码", "370306000", "周村区", "zhoucun"), of_code("区划代码", 370303, "张店区", "zhangdian"), of_code("区划代码", 370373, "高新区", "gaoxin"),
    of_code("区划代码", None, "周村区", "zhoucun"), of_code("统计代码", "A1", "周村区", "zhoucun"), of_code("单位代码", 3, "周村区", "zhoucun"),
    *(of_other_code(code, name, heading, file)
      for file in ("a.xlsx", "a.csv")
      for code, name, heading in (
          (370305, "周村区", "区划代码"), ("370306104", "周村区", "区划代码"), (370102, "周村区", "行政区划代码"), (370300, "周村区", "代码"),
          (370602, "经开区", "区划代码"), (370171, "高新区", "地区代码"), (370303, "高新区", "区划代码"), ("370102000000", "周村区", "统计用区划代码"),
      )),
]


@pytest.mark.parametrize("case", CODES, ids=str)
def test_a_division_code_of_another_place_leaves_open_whose_the_row_is(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


def with_sheet(path: Path, aside: Row, heading: str, paid: object, *, is_first: bool) -> Taken:
    """A table of one row, and a sheet without a table before or behind it."""
    book = openpyxl.Workbook()
    table = book.active
    table.title = "数据"
    for row in (("区县", "年度", heading, POP), ("周村区", 2020, paid, 407016)):
        table.append(row)
    other = book.create_sheet("封面", 0 if is_first else 1)
    for row in (("周村区科普统计资料",), aside):
        other.append(row)
    book.save(path / "a.xlsx")
    return taken(path / "a.xlsx")


@pytest.mark.parametrize("is_first", [True, False], ids=["before", "behind"])
@pytest.mark.parametrize("aside", ["金额单位：万元", "单位：万元、人", "（金额单位为千元）", "计量单位：亿元"])
def test_a_unit_stated_on_a_sheet_apart_leaves_bare_numbers_in_doubt(aside: str, is_first: bool, tmp_path: Path) -> None:
    found = with_sheet(tmp_path, (aside,), PAID, 405388, is_first=is_first)
    assert (found.values, set(found.doubts)) == ({N20: 407016}, {P20})
    assert len(found.doubts[P20]) == 2


@pytest.mark.parametrize("aside, heading, paid, worth", [
    ("金额单位：元", PAID, 405388, 405388), ("金额单位：万元", PAID + "(万元)", 40.5388, 405388), ("金额单位：万元", PAID + "(元)", 405388, 405388),
    ("金额单位：万元", PAID, "40.5388万元", 405388), ("填报单位：周村区科协", PAID, 405388, 405388), ("单位：人", PAID, 405388, 405388),
])
def test_what_a_sheet_apart_says_of_no_bare_number_changes_nothing(aside: str, heading: str, paid: object, worth: int,
                                                                   tmp_path: Path) -> None:
    found = with_sheet(tmp_path, (aside,), heading, paid, is_first=True)
    assert (found.values, found.doubts) == ({P20: worth, N20: 407016}, {})


OTHERS = [
    Case("columns of nobody beside those of one", [("周村区", None, None, "博山区", None), ("年度", PAID, POP, PAID, POP), (2020, 405388, 407016, 410000, 400000)],
         {"boshan paid 2020": 410000, "boshan population 2020": 400000}, told=("facts.value-without-subject",), merged=("B1:C1", "D1:E1"), file="上报.xlsx"),
    *(Case(f"a number for a unit {file}", [("单位", "年度", "指标", "计量单位", "数值"), ("周村区", 2020, PAID, 405000, None)], told=("facts.row-shifted",), file=file)
      for file in ("a.csv", "a.xlsx")),
    *(Case(f"{heading} of error", [("区县", "年度", PAID, heading), ("周村区", 2020, 40, said)], {}, frozenset({P20}))
      for heading in ("量纲", "货币单位", "币种") for said in ("同上", "#REF!", "=B9")),
    *(Case(f"points {mine}|{other}", [OF, ("考核", mine, other), ("科普经费(万元)", 10, 8)], {}, frozenset({P20}))
      for mine, other in (("自查", "抽查"), ("自查", "督查"), ("自评", "满分"), ("自查", "复评"))),
    *(Case(f"reported {mine}|{other}", [OF, ("考核内容", mine, other), ("科普经费(万元)", 40, 8)], {P20: 400000})
      for mine in ("填报值", "上报数", "实绩") for other in ("分值", "满分")),
    *(Case(f"below {city}", [("区县", "年度", POP), ("周村区", 2020, 407016), (city,), ("高新区", 2020, 424047)], {N20: 407016})
      for city in ("附：济南市", "附件1：济南市", "另：烟台市", "参考：济南市")),
    *(Case(f"a second table beside it {depth} rows down",
           [("区县", "年度", PAID, None, None, None), ("周村区", 2020, 405388, None, *first), ("博山区", 2020, 410000, None, *second)],
           {P20: 405388, "boshan paid 2020": 410000}, told=("facts.heading-apart",))
      for depth, first, second in ((1, ("单位", POP), ("张店区", 600000)), (2, (None, None), ("单位", POP)))),
    Case("a blank unit behind a flag", [OF, LONG, ("是否成立领导小组", "是", None)], {"zhoucun group 2020": True}),
]


@pytest.mark.parametrize("case", OTHERS, ids=str)
def test_what_stands_at_the_edge_is_taken_in_or_told(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


ROW_HEAD: Row = ("区县", "年度", PAID, POP, "备注")


@pytest.mark.parametrize("remark", ["本行作废", "计划数", "数据待核", "均为2019年数据", "全部为2019年数", "预计数"])
def test_a_remark_behind_all_values_is_of_the_whole_row(remark: str, tmp_path: Path) -> None:
    case = Case(remark, [ROW_HEAD, ("周村区", 2020, 405388, 407016, remark)], {}, frozenset({P20, N20}))
    check(case, tmp_path)


@pytest.mark.parametrize("remark", [None, "无", "数据来源：统计年鉴", "决算数"])
def test_a_harmless_one_leaves_the_row_its_values(remark: str | None, tmp_path: Path) -> None:
    check(Case(str(remark), [ROW_HEAD, ("周村区", 2020, 405388, 407016, remark)], {P20: 405388, N20: 407016}), tmp_path)


def test_one_between_values_is_of_the_value_in_front(tmp_path: Path) -> None:
    rows = [("区县", "年度", PAID, "备注", POP), ("周村区", 2020, 405388, "计划数", 407016)]
    check(Case("between", rows, {N20: 407016}, frozenset({P20})), tmp_path)
