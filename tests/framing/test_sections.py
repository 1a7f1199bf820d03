"""Rows between records, formulas in headings, titles of plans, forms without headings: what they frame is not lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

import scilit_rules as sr
from tests.framing.made import BOSHAN, Case, check, taken, text_table, workbook

OF = ("填报单位：周村区",)
LONG = ("指标", "数值", "单位")
PAID = ("科普经费", 40, "万元")
P19, P20 = "zhoucun paid 2019", "zhoucun paid 2020"
POP = "zhoucun population 2020"

PARTED = ("区县", "时间", "科普经费到位数(万元)", "常住人口(人)")
Q1, Q2 = ("周村区", "2019-03-31", 10, 407000), ("周村区", "2019年6月", 12, 407010)
DATED = [
    Case("quarters", [PARTED, Q1, Q2, ("周村区", "2019-12-31", 11, 407016)], {}),
    Case("half a year", [PARTED, Q2], {}),
    Case("in a text file", [PARTED, Q1], {}, file="a.csv"),
    Case("the year in a column of its value", [("区县", "时间", "科普经费到位数(万元)", "时间", "常住人口(人)"), ("周村区", "2019-06-30", 10, 2019, 407016)], {}),
]


@pytest.mark.parametrize("case", DATED, ids=str)
def test_money_of_part_of_a_year_is_no_money_of_that_year(case: Case, tmp_path: Path) -> None:
    file = tmp_path / case.file
    (text_table if file.suffix == ".csv" else workbook)(file, case.rows)
    report = sr.check("zibo-2016-2020", [file], as_of=date(2020, 12, 31), subjects=["周村区"], only=["funding-per-capita"])
    (finding,) = [finding for finding in report.findings if str(finding.period) == "2019"]
    assert finding.status is sr.Status.UNKNOWN
    assert finding.reason is sr.Reason.AMBIGUOUS
    doubts = taken(file).doubts["zhoucun paid 2019"]
    assert len(doubts) == 2


CASES = [
    Case("years between records", [OF, LONG, ("2019年",), ("科普经费", 30, "万元"), ("2020年",), PAID], {P19: 300000, P20: 400000}),
    Case("one year between records", [OF, LONG, ("2019年",), ("科普经费", 30, "万元")], {P19: 300000}),
    Case("a year merged across", [OF, LONG, ("2019年", None, None), PAID], {P19: 400000}, merged=("A3:C3",)),
    Case("a numbered year", [OF, LONG, ("一、2019年度数据",), PAID], {P19: 400000}),
    Case("last year", [OF, LONG, ("上年数",), PAID], {P19: 400000}),
    Case("a bare year", [OF, LONG, ("2019",), PAID], {P19: 400000}),
    Case("half a year", [OF, LONG, ("2019年上半年",), PAID], {}, frozenset({"zhoucun paid ?"})),
    Case("a span", [OF, LONG, ("2018—2019年",), PAID], {}, frozenset({"zhoucun paid ?"})),
    Case("another subject between records", [OF, LONG, PAID, ("填报单位：博山区",), ("科普经费", 30, "万元")],
         {P20: 400000, "boshan paid 2020": 300000}),
    Case("a subject that nobody knows between records", [OF, LONG, PAID, ("填报单位：无名区",), ("常住人口", 5000, "人")],
         {P20: 400000}, told=("facts.unknown-subject",)),
    Case("a table of targets below", [("区县", "科普经费(万元)"), ("周村区", 40), (None,), ("目标任务表",),
                                     ("区县", "科普经费到位数(万元)"), ("博山区", 50)],
         {P20: 400000}, frozenset({"boshan paid 2020"})),
    Case("a table of tasks", [("2020年任务分解表",), ("区县", "科普经费到位数(万元)"), ("周村区", 40)], {}, frozenset({P20})),
    Case("a table of estimates", [("2020年预计完成情况表",), ("区县", "科普经费到位数(万元)"), ("周村区", 40)], {}, frozenset({P20})),
    Case("a table of what came of targets", [("2020年目标任务完成情况表",), ("区县", "科普经费(万元)"), ("周村区", 40)], {P20: 400000}),
    Case("points in a form without header", [OF, ("指标", "标准分", "自评分"), ("科普经费(万元)", 10, 9)], {}, frozenset({P20})),
    Case("points in a form without header, stacked", [OF, ("指标", "考核分值", None), (None, "自评", "审核"), ("科普经费(万元)", 9, 8)],
         {}, frozenset({P20}), merged=("A2:A3", "B2:C2")),
    Case("self-assessment in points", [OF, ("指标", "满分", "自评"), ("科普经费(万元)", 10, 9)], {}, frozenset({P20})),
    Case("self-assessment and another's", [OF, ("指标", "自评", "复评"), ("科普经费(万元)", 9, 8)], {}, frozenset({P20})),
    Case("another figure of who checked", [OF, ("指标", "自查结果", "核查结果"), ("科普经费(万元)", 40, 38)], {}, frozenset({P20})),
    Case("self-assessment in words", [OF, ("指标", "满分", "自评"), ("科普经费", 10, "40万元")], {P20: 400000}),
    Case("self-assessment without points", [OF, ("指标", "自评"), ("科普经费(万元)", 40)], {P20: 400000}),
    Case("a town in a column of its own", [("区县", "乡镇", "年度", "科普经费(万元)"), ("周村区", "北郊镇", 2020, 5)], {},
         told=("facts.unknown-subject",)),
    Case("a school in a column of its own", [("区县", "学校名称", "科普经费(万元)"), ("周村区", "周村一中", 5)], {},
         told=("facts.unknown-subject",)),
    Case("towns counted", [("区县", "科普经费(万元)", "乡镇"), ("周村区", 40, 5)], {P20: 400000}),
    Case("a title whose year is reckoned", [("=YEAR(TODAY())&\"年统计表\"",), ("区县", "科普经费(万元)"), ("周村区", 40)], {},
         frozenset({"zhoucun paid ?"})),
    Case("a part that others paid", [OF, LONG, PAID, ("其中：上级拨付", 10, "万元")], {P20: 400000}, frozenset({P20}), told=("facts.unknown-fact",)),
    Case("parts that others paid", [OF, LONG, PAID, ("  其中：省级", 10, "万元"), ("含社会捐赠", 5, "万元")], {P20: 400000}, frozenset({P20})),
    Case("a part of two years", [OF, ("指标", "2019年", "2020年"), ("科普经费(万元)", 30, 40), ("其中：上级拨付", 10, 20)],
         {P19: 300000, P20: 400000}, frozenset({P19, P20})),
    Case("a part that is understood", [OF, LONG, PAID, ("其中：科普专项经费到位数", 10, "万元")],
         {P20: 400000, "zhoucun funding.special.paid_in 2020": 100000}),
    Case("a part without a number", [OF, LONG, PAID, ("其中：上级拨付", None, "万元")], {P20: 400000}),
    Case("a part of a count", [OF, LONG, ("常住人口", 407016, "人"), ("其中：城镇", 300000, "人"), PAID], {POP: 407016, P20: 400000}),
    Case("a chapter", [OF, LONG, ("一、经费投入",), PAID], {P20: 400000}),
    Case("a chapter merged across", [OF, LONG, ("（二）科普经费保障", None, None), PAID], {P20: 400000}, merged=("A3:C3",)),
    Case("years in a wide table", [("区县", "科普经费(万元)"), ("2019年",), ("周村区", 30), ("2020年",), ("周村区", 40)],
         {P19: 300000, P20: 400000}),
    Case("subjects between records", [OF, LONG, PAID, ("博山区",), ("科普经费", 30, "万元")],
         {P20: 400000, f"{BOSHAN} paid 2020": 300000}),
    Case("a unit between records", [OF, ("指标", "数值"), ("单位：万元",), ("科普经费", 4000)], {P20: 40000000}),
    Case("a unit in a chapter", [OF, ("指标", "数值"), ("一、经费（单位：万元）",), ("科普经费", 4000)], {P20: 40000000}),
    Case("a unit that nobody knows", [OF, ("指标", "数值"), ("单位：见附件",), ("科普经费", 4000)], {}, frozenset({P20})),
    Case("a value that looks like a year", [("区县", "科普场馆", "中小学校总数"), ("周村区", None, 2019), (None, None, 2019)],
         {"zhoucun schools.total 2020": 2019}),
    Case("two rows of headings, no subject", [OF, ("科普经费(万元)", None), ("计划数", "实际到位"), (50, 40)], {P20: 400000},
         merged=("A2:B2",)),
    Case("a table of budgets", [("2020年科普经费预算表",), ("区县", "科普经费(万元)", "常住人口"), ("周村区", 50, 407016)], {},
         frozenset({P20, POP})),
    Case("a table of budgets, by fact", [("周村区2020年度经费预算安排情况统计表",), LONG, PAID], {}, frozenset({P20})),
    Case("a table of budgets that says what was paid", [
        ("2020年科普经费预算表",), ("区县", "科普经费预算数(万元)", "科普经费实际到位(万元)"), ("周村区", 50, 40)],
        {"zhoucun funding.popularisation.budgeted 2020": 500000, P20: 400000}),
    Case("how a budget was carried out", [("2020年科普经费预算执行情况表",), ("区县", "科普经费(万元)"), ("周村区", 40)], {P20: 400000}),
    Case("the plan in the title", [("周村区全民科学素质行动计划落实情况表",), ("指标", "数值", "单位"), PAID], {P20: 400000}),
    Case("a heading that is a formula", [("区县", "=B9", "科普经费(万元)"), ("周村区", 407016, 40)], {P20: 400000},
         told=("facts.heading-formula",)),
    Case("a part of a heading that is a formula", [("区县", "科普经费(万元)"), (None, "=B9"), ("周村区", 50)], {},
         frozenset({P20}), merged=("A1:A2",)),
    Case("a title that is a formula", [("=B9",), ("区县", "科普经费(万元)"), ("周村区", 50)], {}, frozenset({"zhoucun paid ?"})),
    Case("no headings", [OF, ("科普经费", "40万元"), ("常住人口", 407016)], {P20: 400000, POP: 407016}),
    Case("no headings, units in front", [OF, ("科普经费", "万元", 40), ("常住人口", "人", 407016)], {P20: 400000, POP: 407016}),
    Case("plans only", [OF, ("指标", "计划数"), ("科普经费(万元)", 40), ("常住人口", 407016)], {}, frozenset({P20, POP})),
    Case("plans and results", [OF, ("指标", "计划数", "完成数"), ("科普经费(万元)", 50, 40)], {P20: 400000}),
    Case("years of rows", [("区县", "年度", "科普经费(万元)"), ("周村区", "截至2019年底", 30), ("周村区", "2020年1-12月", 40)],
         {P19: 300000, P20: 400000}),
    Case("years of rows that are none", [("区县", "年度", "科普经费(万元)"), ("周村区", "2019年上半年", 30)], {},
         frozenset({"zhoucun paid ?"})),
    Case("a chapter of plans", [OF, LONG, ("一、计划",), PAID], {}, frozenset({P20})),
    Case("a chapter of plans and one of results", [OF, LONG, ("一、计划",), PAID, ("二、实际",), ("科普经费", 30, "万元")], {P20: 300000}),
    Case("a chapter of what others paid", [OF, LONG, ("二、上级补助",), PAID], {}, frozenset({P20})),
    Case("kinds beside indicators", [OF, ("项目", None, "数值", "单位"), ("科普经费", "计划数", 50, "万元"),
                                     ("科普经费", "实际到位", 40, "万元")], {P20: 400000}, merged=("A2:B2", "A3:A4")),
    Case("a column of kinds", [OF, ("指标", "类别", "数值", "单位"), ("科普经费", "计划", 50, "万元")], {}, frozenset({P20})),
    Case("a column of kinds, wide", [("区县", "数据口径", "科普经费(万元)"), ("周村区", "计划数", 50)], {}, frozenset({P20})),
    Case("a column of harmless kinds", [("区县", "类型", "科普经费(万元)"), ("周村区", "一般区", 50)], {P20: 500000}),
    Case("a column of quarters", [("区县", "季度", "科普经费(万元)"), ("周村区", "一季度", 50)], {}, frozenset({"zhoucun paid ?"})),
    Case("a column of months", [("区县", "年度", "月份", "科普经费(万元)"), ("周村区", 2020, "3月", 50)], {}, frozenset({"zhoucun paid ?"})),
    Case("a column of dates", [("区县", "统计时间", "科普经费(万元)"), ("周村区", "2019年", 50)], {P19: 500000}),
    Case("a column of when something was built", [("区县", "建成时间", "科普经费(万元)"), ("周村区", "2016年", 50)], {P20: 500000}),
    Case("a column of names", [("区县", "场馆名称", "科普经费(万元)"), ("周村区", "中央公园科普馆", 50)], {P20: 500000}),
    Case("a sheet named after a budget", [("区县", "科普经费(万元)"), ("周村区", 50)], {}, frozenset({P20}),
         file="周村区2020年科普经费预算.xlsx"),
    Case("a file named after the plan", [("区县", "科普经费(万元)"), ("周村区", 50)], {P20: 500000},
         file="周村区全民科学素质行动计划自查表.xlsx"),
    Case("a unit in words", [("区县", "科普经费（以万元计）"), ("周村区", 50)], {P20: 500000}),
    Case("a note far below", [("区县", "常住人口", "科普经费"), *[("周村区", 407016, 4000)] * 70, ("注：经费单位为万元",)],
         {P20: 40000000, POP: 407016}),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_stands_between_and_above_the_records(case: Case, tmp_path: Path) -> None:
    found = check(case, tmp_path)
    assert all(len(places) > 1 or case.name.startswith("years of rows") for places in found.doubts.values()), found


@pytest.mark.parametrize("name", ["填写示例", "样例", "作废", "2019年（作废）"])
def test_a_sheet_set_aside_by_its_name_is_not_read_and_told(name: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook(tmp_path / "周村区.xlsx", [("区县", "科普经费(万元)"), ("周村区", 40)]))
    aside = book.create_sheet(name)
    for row in (("区县", "科普经费(万元)"), ("博山区", 50)):
        aside.append(row)
    book.save(tmp_path / "周村区.xlsx")
    found = taken(tmp_path / "周村区.xlsx")
    assert found.values == {P20: 400000}
    assert "facts.sheet-set-aside" in found.codes


BY_CITY = ("区县", "年度", "科普经费到位数(万元)", "常住人口(人)")
ZONE, OWN = ("高新区", 2020, 1200, 424047), ("周村区", 2020, 40, 407016)
OF_ZONE, OF_OWN = {"gaoxin paid 2020": 12000000, "gaoxin population 2020": 424047}, {P20: 400000, POP: 407016}
CITIES = [
    *(Case(f"below {city}", [BY_CITY, OWN, (city,), ZONE], OF_OWN, told=("facts.subject-outside", "facts.row-elsewhere"), file=file)
      for city in ("济南市", "烟台市", "一、济南市", "济南市：", "济南市（单位：万元）", "山东省济南市", "济南", "济南市各区县", "北京市", "河北省")
      for file in ("a.xlsx", "a.csv")),
    Case("and the next one", [BY_CITY, OWN, ("济南市",), ZONE, ("烟台市",), ("经开区", 2020, 5, 6)], OF_OWN),
    Case("merged across", [BY_CITY, OWN, ("济南市", None, None, None), ZONE], OF_OWN, merged=("A3:D3",)),
    Case("with a total of it above", [BY_CITY, ("济南市", 2020, 1, 2), OWN, ("济南市",), ZONE], OF_OWN),
    Case("even where only ours has such a name", [BY_CITY, ("济南市",), OWN], told=("facts.row-elsewhere",)),
    Case("until our own", [BY_CITY, ("济南市",), ZONE, ("淄博市",), OWN, ZONE], {**OF_OWN, **OF_ZONE}),
    Case("below our own", [BY_CITY, ("淄博市",), OWN, ZONE], {**OF_OWN, **OF_ZONE}),
    Case("below no city", [BY_CITY, ("功能区",), ZONE, ("县（区）",), OWN], {**OF_OWN, **OF_ZONE}),
    Case("a row of another city", [BY_CITY, ("济南市", 2020, 1, 2), OWN, ZONE], {**OF_OWN, **OF_ZONE}),
    Case("without a column of subjects", [OF, LONG, PAID, ("济南市",), ("常住人口", 5, "人")], {P20: 400000},
         told=("facts.subject-outside",)),
]


@pytest.mark.parametrize("case", CITIES, ids=str)
def test_rows_below_the_name_of_another_city_are_none_of_ours(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


SCORES = [
    *(Case(f"{first}|{other}|完成情况", [OF, (first, other, "完成情况"), ("科普经费(万元)", 10, 40), ("常住人口(人)", 8, 407016)],
           {P20: 400000, POP: 407016})
      for first in ("考核内容", "考核项目", "检查内容") for other in ("分值", "自评得分", "满分", "权重")),
    *(Case(f"{first}|{other} alone", [OF, (first, other), ("科普经费(万元)", 10), ("常住人口(人)", 8)], {}, frozenset({P20, POP}))
      for first in ("考核内容", "内容", None) for other in ("分值", "得分", "满分", "权重", "排名", "序号", "目标值")),
    Case("a kind of the row", [("区县", "年度", "口径", "科普经费(万元)"), ("周村区", 2020, "计划", 40)], {}, frozenset({P20})),
    Case("a kind that is no plan", [("区县", "年度", "口径", "科普经费(万元)"), ("周村区", 2020, "决算", 40)], {P20: 400000}),
    Case("a kind without heading", [OF, ("指标", None, "数值"), ("科普经费(万元)", "计划", 40)], {}, frozenset({P20})),
    Case("a planned flag", [("区县", "指标", "类别", "数值"), ("周村区", "成立领导小组", "计划", "是")], {}, frozenset({"zhoucun group 2020"})),
    Case("a flag of a kind", [("区县", "指标", "类别", "数值"), ("周村区", "成立领导小组", "组织", "是")], {"zhoucun group 2020": True}),
    Case("headings of a plain form", [OF, ("内容", "情况"), ("科普经费(万元)", 40), ("常住人口(人)", 407016)], {P20: 400000, POP: 407016}),
]


@pytest.mark.parametrize("case", SCORES, ids=str)
def test_points_ranks_and_targets_are_no_values(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)
