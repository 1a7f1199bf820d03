"""Several tables on one sheet, below one another and side by side: each is read under its own headings and titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.framing.made import Case, check

A = ("区县", "常住人口(人)", "科普经费到位数(万元)")
B = ("区县", "科普经费到位数(元)", "常住人口(人)")
Y = ("区县", "年度", "常住人口(人)", "科普经费到位数(万元)")
LONG = ("指标", "数值", "计量单位")
ZC, BS, ZD = ("周村区", 407016, 40.5388), ("博山区", 400000, 41), ("张店区", 953000, 95)
N: tuple[None, ...] = (None,)


def own(subject: str, population: int | None, paid: int | None, year: int = 2020) -> dict[str, object]:
    known = {"population": population, "paid": paid}
    return {f"{subject} {name} {year}": value for name, value in known.items() if value is not None}


ZCV, BSV, ZDV = own("zhoucun", 407016, 405388), own("boshan", 400000, 410000), own("zhangdian", 953000, 950000)

STACKED = [
    Case("columns in another order", [A, BS, (), B, ("周村区", 405388, 407016)], {**BSV, **ZCV}),
    Case("without a gap", [A, BS, B, ("周村区", 405388, 407016)], {**BSV, **ZCV}),
    Case("titles with years", [("2019年科普经费",), A, BS, (), ("2020年科普经费",), B, ("周村区", 405388, 407016)],
         {**own("boshan", 400000, 410000, 2019), **ZCV}),
    Case("the same headings again below another year", [("2019年",), A, BS, ("2020年度",), A, ZC],
         {**own("boshan", 400000, 410000, 2019), **ZCV}),
    Case("the same headings again, page by page", [A, BS, A, ZC, A, ZD], {**BSV, **ZCV, **ZDV}),
    Case("the same headings again after a gap", [A, BS, (), A, ZC, (), (), A, ZD], {**BSV, **ZCV, **ZDV}),
    Case("a year above all", [("2019年科普统计表",), A, BS, (), ("二、经费",), B, ("周村区", 405388, 407016)],
         {**own("boshan", 400000, 410000, 2019), **own("zhoucun", 407016, 405388, 2019)}),
    Case("a unit of each", [("单位：万元",), ("区县", "科普经费到位数"), ("博山区", 41), (), ("单位：元",),
                            ("区县", "科普经费到位数"), ("周村区", 405388)],
         {**own("boshan", None, 410000), **own("zhoucun", None, 405388)}),
    Case("a unit of the second only", [("区县", "科普经费到位数"), ("博山区", 410000), (), ("单位：万元",),
                                       ("区县", "科普经费到位数"), ("周村区", 40.5388)],
         {**own("boshan", None, 410000), **own("zhoucun", None, 405388)}),
    Case("different facts", [("区县", "常住人口(人)"), ("周村区", 407016), (), ("区县", "科普经费(万元)"), ("周村区", 40.5388)], ZCV),
    Case("different facts, titled", [("表1 人口",), ("区县", "常住人口(人)"), ("周村区", 407016), ("表2 经费",),
                                     ("区县", "科普经费(万元)"), ("周村区", 40.5388)], ZCV),
    Case("a total and a note between", [A, BS, ZD, ("合计", 1353000, 136), ("注：年末数",), B, ("周村区", 405388, 407016)],
         {**BSV, **ZDV, **ZCV}),
    Case("the second wider", [("区县", "常住人口(人)"), ("博山区", 400000), (), (*Y, "备注"), ("周村区", 2020, 407016, 40.5388, "好")],
         {**own("boshan", 400000, None), **ZCV}),
    Case("the second narrower", [(*Y, "备注"), ("周村区", 2020, 407016, 40.5388, "好"), (), ("区县", "常住人口(人)"), ("博山区", 400000)],
         {**own("boshan", 400000, None), **ZCV}),
    Case("the second further right", [A, BS, (), (None, *B), (None, "周村区", 405388, 407016)], {**BSV, **ZCV}),
    Case("a long one below a wide one", [A, BS, (), ("区县", *LONG), ("周村区", "常住人口", 407016, "人"),
                                         ("周村区", "科普经费到位数", 40.5388, "万元")], {**BSV, **ZCV}),
    Case("a wide one below a long one", [("区县", *LONG), ("周村区", "常住人口", 407016, "人"),
                                         ("周村区", "科普经费到位数", 40.5388, "万元"), (), A, BS], {**BSV, **ZCV}),
    Case("one for each district", [("周村区",), LONG, ("常住人口", 407016, "人"), ("科普经费到位数", 40.5388, "万元"), (),
                                   ("博山区",), LONG, ("常住人口", 400000, "人"), ("科普经费到位数", 41, "万元")], {**ZCV, **BSV}),
    Case("one for each district, without a gap", [
        ("填报单位：周村区",), LONG, ("常住人口", 407016, "人"), ("科普经费到位数", 40.5388, "万元"),
        ("填报单位：博山区",), LONG, ("常住人口", 400000, "人"), ("科普经费到位数", 41, "万元")], {**ZCV, **BSV}),
    Case("of one district, facts alone", [("周村区2020年",), ("常住人口(人)", "科普经费到位数(万元)"), (407016, 40.5388), (),
                                          ("中小学校总数", "行政村总数"), (45, 120)],
         {**ZCV, "zhoucun schools.total 2020": 45, "zhoucun villages.total 2020": 120}),
    Case("of one district, facts that change places", [
        ("周村区",), ("2019年",), ("常住人口(人)", "科普经费到位数(万元)"), (400000, 41), ("2020年",),
        ("科普经费到位数(万元)", "常住人口(人)"), (40.5388, 407016)], {**own("zhoucun", 400000, 410000, 2019), **ZCV}),
    Case("of one district, by year", [("周村区",), ("年度", "常住人口(人)"), (2019, 400000), (2020, 407016), (),
                                      ("年度", "科普经费(万元)"), (2019, 41), (2020, 40.5388)],
         {**own("zhoucun", 400000, 410000, 2019), **ZCV}),
    Case("with headings of two rows", [("区县", "2019年", None), (None, "常住人口(人)", "科普经费(万元)"), BS, (),
                                       ("区县", "2020年", None), (None, "科普经费(元)", "常住人口(人)"), ("周村区", 405388, 407016)],
         {**own("boshan", 400000, 410000, 2019), **ZCV}, merged=("B1:C1", "B5:C5", "A1:A2", "A5:A6")),
    Case("with headings of two rows, not merged", [
        ("区县", "2019年", None), (None, "常住人口(人)", "科普经费(万元)"), BS, ("区县", "2020年", None),
        (None, "科普经费(元)", "常住人口(人)"), ("周村区", 405388, 407016)], {**own("boshan", 400000, 410000, 2019), **ZCV}),
    Case("in a text file", [A, BS, (), B, ("周村区", 405388, 407016)], {**BSV, **ZCV}, file="a.csv"),
    Case("in a text file with titles", [("2019年科普经费",), A, BS, ("2020年科普经费",), B, ("周村区", 405388, 407016)],
         {**own("boshan", 400000, 410000, 2019), **ZCV}, file="a.csv"),
    Case("far below", [A, *[BS] * 3, *[()] * 80, B, ("周村区", 405388, 407016)], {**BSV, **ZCV}),
    Case("below many rows", [("区县", "常住人口(人)"), *[("博山区", 400000)] * 200, ("区县", "科普经费(万元)"), ("周村区", 40.5388)],
         {**own("boshan", 400000, None), **own("zhoucun", None, 405388)}),
]

ABREAST = [
    Case("with a gap", [(*A, None, *A), (*ZC, None, *BS)], {**ZCV, **BSV}),
    Case("without a gap", [(*A, *A), (*ZC, *BS)], {**ZCV, **BSV}),
    Case("three", [(*A, *A, *A), (*ZC, *BS, *ZD)], {**ZCV, **BSV, **ZDV}),
    Case("other facts", [("区县", "常住人口(人)", None, "区县", "科普经费(万元)"), ("周村区", 407016, None, "博山区", 41)],
         {**own("zhoucun", 407016, None), **own("boshan", None, 410000)}),
    Case("other facts without a gap", [("区县", "常住人口(人)", "区县", "科普经费(万元)"), ("周村区", 407016, "博山区", 41)],
         {**own("zhoucun", 407016, None), **own("boshan", None, 410000)}),
    Case("of different length", [(*A, None, *A), (*ZC, None, *BS), (None, None, None, None, *ZD)], {**ZCV, **BSV, **ZDV}),
    Case("the left one longer", [(*A, None, *A), (*ZC, None, *BS), ZD], {**ZCV, **BSV, **ZDV}),
    Case("with numbers", [("序号", *A, "序号", *A), (1, *ZC, 2, *BS)], {**ZCV, **BSV}),
    Case("with years", [(*Y, None, *Y), ("周村区", 2019, 400000, 41, None, "博山区", 2020, 400000, 41)],
         {**own("zhoucun", 400000, 410000, 2019), **BSV}),
    Case("with years in front", [("年度", *A, "年度", *A), (2019, "周村区", 400000, 41, 2020, *BS)],
         {**own("zhoucun", 400000, 410000, 2019), **BSV}),
    Case("one title above both", [("2019年统计表",), (*A, None, *A), (*ZC, None, *BS)],
         {**own("zhoucun", 407016, 405388, 2019), **own("boshan", 400000, 410000, 2019)}),
    Case("a merged title above both", [("2019年统计表",), (*A, None, *A), (*ZC, None, *BS)],
         {**own("zhoucun", 407016, 405388, 2019), **own("boshan", 400000, 410000, 2019)}, merged=("A1:G1",)),
    Case("a year above each", [("2019年", None, None, None, "2020年"), (*A, None, *A), (*BS, None, *ZC)],
         {**own("boshan", 400000, 410000, 2019), **ZCV}),
    Case("a district above each", [("周村区", None, None, None, "博山区"), (*LONG, None, *LONG),
                                   ("常住人口", 407016, "人", None, "常住人口", 400000, "人")],
         {**own("zhoucun", 407016, None), **own("boshan", 400000, None)}),
    Case("indicators of one district", [("周村区2020年",), (*LONG, *LONG), ("常住人口", 407016, "人", "科普经费到位数", 40.5388, "万元")], ZCV),
    Case("indicators of the same row's district", [("区县", *LONG, *LONG),
         ("周村区", "常住人口", 407016, "人", "科普经费到位数", 40.5388, "万元")], ZCV),
    Case("years of each value", [("区县", "年度", "常住人口(人)", "年度", "科普经费(万元)"), ("周村区", 2019, 400000, 2020, 40.5388)],
         {**own("zhoucun", 400000, None, 2019), **own("zhoucun", None, 405388)}),
    Case("years behind each value", [("区县", "常住人口(人)", "年度", "科普经费(万元)", "年度"), ("周村区", 400000, 2019, 40.5388, 2020)],
         {**own("zhoucun", 400000, None, 2019), **own("zhoucun", None, 405388)}),
    Case("not at the same height", [A, ZC, (None, None, None, None, *A), (*BS, None, *ZD)], {**ZCV, **BSV, **ZDV}),
    Case("both ways", [(*A, None, *A), (*ZC, None, *BS), (), ("区县", "行政村总数", None, None, "区县", "中小学校总数"),
                       ("周村区", 120, None, None, "博山区", 45)],
         {**ZCV, **BSV, "zhoucun villages.total 2020": 120, "boshan schools.total 2020": 45}),
    Case("in a text file", [(*A, None, *A), (*ZC, None, *BS)], {**ZCV, **BSV}, file="a.csv"),
    Case("a gap in one table", [("区县", "常住人口(人)", None, "科普经费(万元)"), ("周村区", 407016, None, 40.5388)], ZCV),
    Case("a gap between facts", [("区县", "常住人口(人)", None, "科普经费(万元)", "行政村总数"), ("周村区", 407016, None, 40.5388, 120)],
         {**ZCV, "zhoucun villages.total 2020": 120}),
    Case("proofs beside each", [("区县", "常住人口(人)", "佐证", "科普经费(万元)", "佐证"), ("周村区", 407016, "年鉴", 40.5388, "决算")], ZCV),
]


BODIES = ("单位", "年度", "常住人口(人)", "科普经费到位数(万元)")
POPULATION, ACRES = ("区县", "年度", "常住人口(人)"), ("区县", "年度", "绿化面积(亩)")
OF_BOSHAN = own("boshan", 400000, None)
UNREAD = [
    Case("unknown values below", [POPULATION, ("博山区", 2020, 400000), (), ACRES, ("周村区", 2020, 500000)], OF_BOSHAN),
    Case("without a gap", [POPULATION, ("博山区", 2020, 400000), ACRES, ("周村区", 2020, 500000)], OF_BOSHAN),
    Case("points below", [POPULATION, ("博山区", 2020, 400000), ("二、考核",), ("区县", "年度", "得分"), ("周村区", 2020, 95000)], OF_BOSHAN),
    Case("headings of two rows", [POPULATION, ("博山区", 2020, 400000), (), ("区县", "年度", "绿化"), (None, None, "面积(亩)"),
                                  ("周村区", 2020, 500000)], OF_BOSHAN),
    Case("in a text file", [POPULATION, ("博山区", 2020, 400000), ACRES, ("周村区", 2020, 500000)], OF_BOSHAN, file="a.csv"),
    *(Case(f"below 单位: {first}|{second}|{third}", [BODIES, ("博山区", 2020, 400000, 41), *gap, (first, "年度", second, third),
                                                     ("周村区", 2020, 1250, 646685)], {**OF_BOSHAN, "boshan paid 2020": 410000}, file=file)
      for gap in ((), [()]) for file in ("a.xlsx", "a.csv")
      for first, second, third in (("单位", "企业研发投入(万元)", "参保人数(人)"), ("地区", "高企数量", "就业人数"), (None, "高企数量", "就业人数"),
                                   ("单位", "2021年计划", "目标人口"), ("区县", "其中：上级", "其中：农村"), ("行业", "规上企业数", "从业人数"))),
    Case("and a known one after it", [POPULATION, ("博山区", 2020, 400000), ACRES, ("周村区", 2020, 500000), POPULATION,
                                      ("周村区", 2020, 407016)], {**OF_BOSHAN, **own("zhoucun", 407016, None)}),
]
TITLED = [
    Case("points of indicators", [("博山区",), ("指标", "数值"), ("常住人口(人)", 400000), (), ("指标", "得分"), ("科普经费(元)", 95000)],
         OF_BOSHAN, frozenset({"boshan paid 2020"})),
    Case("a numbered title", [POPULATION, ("博山区", 2020, 400000), ("表2 科普经费情况",), ("周村区", 2020, 500000)], OF_BOSHAN,
         frozenset({"zhoucun population 2020"})),
    Case("a chapter of another matter", [POPULATION, ("博山区", 2020, 400000), (), ("二、科普经费情况",), ("周村区", 2020, 500000)],
         OF_BOSHAN, frozenset({"zhoucun population 2020"})),
    Case("another fact, dated", [POPULATION, ("博山区", 2020, 400000), ("2020年科普经费",), ("周村区", 2020, 500000)], OF_BOSHAN,
         frozenset({"zhoucun population ?"})),
    Case("an annex", [POPULATION, ("博山区", 2020, 400000), ("附表：科普场馆",), ("周村区", 2020, 500000)], OF_BOSHAN,
         frozenset({"zhoucun population 2020"})),
    Case("a flag", [("区县", "年度", "成立领导小组"), ("博山区", 2020, "是"), ("表2 规划",), ("周村区", 2020, "是")],
         {"boshan group 2020": True}, frozenset({"zhoucun group 2020"})),
]


WORDS_BELOW = [
    Case(f"a row of words: {row}", [BODIES, ("博山区", 2020, 400000, 41), row, ("周村区", 2020, 407016, 40.5388)],
         {**BSV, **ZCV}, doubts=frozenset(doubts))
    for row, doubts in (
        (("淄川区", 2020, "未报", "未报"), ()), (("淄川区", 2020, "正在核实", "待财政局提供"), ("zichuan population 2020", "zichuan paid 2020")),
        (("青岛市", 2020, "未统计", "未统计"), ()), (("鲁中区", "", "暂无", "暂无"), ()), ((None, None, "年末数", "含专项"), ()),
        (("注：", "经费为决算数", None, None), ()), (BODIES, ()))
]


@pytest.mark.parametrize("case", WORDS_BELOW, ids=str)
def test_a_row_of_words_that_heads_nothing_leaves_the_rows_below_it_alone(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", UNREAD, ids=str)
def test_a_table_that_is_not_understood_is_told_at_its_headings_and_not_read_under_others(
        case: Case, tmp_path: Path) -> None:
    found = check(case, tmp_path)
    told = [problem for problem in found.problems if problem.code == "facts.no-header"]
    assert [problem.place is not None and (problem.place.cell or problem.place.line) is not None for problem in told] == [True]


@pytest.mark.parametrize("case", TITLED, ids=str)
def test_rows_below_the_title_of_another_table_are_in_doubt(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("between", ["一、区县", "功能区", "市科技局", "（二）县", "各区县情况", "西部", "人口情况"])
def test_a_group_of_subjects_is_no_title_of_another_table(between: str, tmp_path: Path) -> None:
    rows = [POPULATION, ("博山区", 2020, 400000), (between,), ("周村区", 2020, 407016)]
    check(Case(between, rows, {**OF_BOSHAN, **own("zhoucun", 407016, None)}), tmp_path)


@pytest.mark.parametrize("case", STACKED, ids=str)
def test_tables_below_one_another_keep_their_own_headings(case: Case, tmp_path: Path) -> None:
    assert not check(case, tmp_path).problems


@pytest.mark.parametrize("case", ABREAST, ids=str)
def test_tables_side_by_side_keep_their_own_headings(case: Case, tmp_path: Path) -> None:
    assert not check(case, tmp_path).problems
