"""Tables of all usual layouts become the same facts; what is wrong with them is said once, with place and near names."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.book import FactBook, Moment
from scilit_rules.facts.collection import collect
from scilit_rules.facts.mapping import Mapping, Sheet
from scilit_rules.messages import area, say
from scilit_rules.model.fact import Attested
from scilit_rules.model.grid import Cell, Grid, GridRow
from scilit_rules.model.words import Claim, EvidenceKind, ProblemLevel, Stance
from scilit_rules.problems import problem, show_problem
from tests.facts.made import AS_OF, PLAN, D, codes, doubts, grid, known, read

BAD = Path(__file__).parents[1] / "bad" / "data" / "tables.yaml"
Z, H, Y = "zibo.zhangdian", "zibo.huantai", "zibo.yiyuan"


def bad_tables() -> list[dict[str, object]]:
    cases: list[dict[str, object]] = yaml.safe_load(BAD.read_text(encoding="utf-8"))
    return cases


@pytest.mark.parametrize("case", bad_tables(), ids=lambda case: case["code"])
def test_what_is_wrong_with_a_table_is_said_once_with_place_and_near_names(case: dict[str, object]) -> None:
    rows: list[GridRow] = case["rows"]  # type: ignore[assignment]
    found = read(*rows, sheet=case.get("sheet"))  # type: ignore[arg-type]
    said = [item for item in found.problems if item.code == f"facts.{case['code']}"]
    assert len(said) == 1, found.problems
    assert said[0].level == case["level"]
    assert case.get("near") in (None, *said[0].near)
    assert str(said[0].place) == case.get("at", str(said[0].place))
    for lang in ("zh", "en"):
        assert show_problem(said[0], lang)


EXPECTED = {
    (Z, "funds", "2019"): D(1_205_000), (Z, "population", "2019"): D(1_272_967),
    (H, "funds", "2019"): D(480_000), (H, "population", "2019"): D(489_479),
}
LAYOUTS: dict[str, list[GridRow]] = {
    "wide": [["区县", "年度", "科普经费(万元)", "常住人口"], ["张店区", "2019", "120.5", "1272967"],
             ["桓台县", "2019年", "48", "489479"]],
    "unit above": [["2019年度统计表"], ["单位:万元"], ["区县", "科普经费", "常住人口（人）"], ["张店区", "120.5", "1272967"],
                   ["桓台县", "48", "489479"]],
    "year in heading": [["地区", "2019年科普经费（万元）", "常住人口(2019年)"], ["张店", "120.5", "1272967"],
                        ["桓台", "48", "489479"]],
    "merged header": [["单位", "科普经费", "常住人口"], ["单位", "2019年（万元）", "2019"], ["370303", 120.5, 1272967],
                      [370321, 48, 489479]],
    "blank merged header": [["单位", "2019年", ""], ["", "科普经费(万元)", "常住人口"], ["张店区", "120.5", "1272967"],
                            ["桓台县", "48", "489479"]],
    "category header": [["区县", "经费情况", "人员情况"], ["区县", "科普经费/万元", "常住人口"], ["区县", "2019", "2019"],
                        ["张店区", "120.5", "1272967"], ["桓台县", "48", "489479"]],
    "long": [["单位", "指标", "年度", "数值", "单位"], ["张店区", "科普经费", "2019", "120.5", "万元"],
             ["张店区", "常住人口", 2019, 1272967, "人"], ["桓台县", "funds", 2019.0, "48", "万元"],
             ["桓台县", "population", "2019", "489479", "-"]],
    "long by id": [["subject", "fact", "period", "value"], [Z, "funds", 2019, "120.5万元"], [Z, "population", 2019, 1272967],
                   [H, "科普经费(万元)", 2019, 48], [H, "人口", 2019, 489479]],
    "years across": [["区县", "指标", "2019年", "2018年"], ["张店区", "科普经费(万元)", "120.5", ""],
                     ["张店区", "常住人口", "1272967", ""], ["桓台县", "科普经费（万元）", "48", "-"],
                     ["桓台县", "常住人口", "489479", ""]],
    "subjects across": [["2019年"], ["指标", "张店区", "桓台县"], ["科普经费(万元)", "120.5", "48"], ["常住人口", "1272967", "489479"]],
    "year in indicator": [["单位名称", "指标名称", "值"], ["张店区", "2019年科普经费(万元)", "120.5"],
                          ["张店区", "2019年常住人口", "1272967"], ["桓台县", "2019年科普经费(万元)", "48"],
                          ["桓台县", "2019年常住人口", "489479"]],
    "notes and totals": [["淄博市各区县科普统计表（2019年）"], ["填报单位(盖章):淄博市科协"], [], ["序号", "区县", "科普经费(万元)", "人口"],
                         ["1", "张店区", "120.5", "1272967"], ["", "小计", "120.5", "1"],
                         ["序号", "区县", "科普经费(万元)", "人口"], ["2", "桓台县", "48", "489479"], ["", "", "", ""],
                         ["合计", "", "168.5", ""], ["注:数据来自财政局"], ["填表人:张三", "", "联系电话:123"]],
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_facts(layout: str) -> None:
    found = read(*LAYOUTS[layout])
    assert known(found) == EXPECTED, found.problems
    assert codes(found) == []
    assert doubts(found) == []


FORMS: dict[str, tuple[list[GridRow], str, str | None]] = {
    "title row": ([["2019年自查表"], ["填报单位:张店区"], ["指标", "填报值"], ["科普经费(万元)", "12"], ["常住人口", "5"]], "a.csv", None),
    "title cell": ([["自查表(2019年)"], ["填报单位(盖章):", "张店区"], ["科普经费(万元)", "12"], ["常住人口", "5"]], "a.csv", None),
    "title": ([["淄博市张店区2019年自查表"], ["科普经费(万元)", "常住人口"], ["12", "5"]], "a.csv", None),
    "sheet": ([["2019年度"], ["科普经费(万元)", "常住人口"], ["12", "5"]], "a.xlsx", "张店"),
    "file": ([["年份", "科普经费(万元)", "常住人口"], ["2019", "12", "5"]], "返回/淄博市张店区自查表.csv", None),
    "form with date": ([["自查表（2016—2020年）"] * 4, ["填报单位：", "张店区科协", "填报日期：", "2020-12-01"],
                        ["序号", "指标", "填报内容(2019年)", "佐证材料（文号、文件名）"], ["一、经费"] * 4,
                        ["1", "科普经费(万元)", "12", "x"], ["2", "常住人口", "5", ""]], "a.csv", None),
    "year of sheet": ([["科普经费(万元)", "常住人口"], ["12", "5"]], "张店区.xlsx", "2019"),
    "year of file": ([["科普经费(万元)", "常住人口"], ["12", "5"]], "张店区2019.xlsx", "Sheet1"),
    "number column": ([["2019年度"], ["序号", "指标", "单位", "数值"], ["1", "科普经费", "万元", "12"],
                       ["2", "常住人口", "人", "5"]], "张店区.csv", None),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_for_one_subject_is_known_by_title_sheet_or_file(form: str) -> None:
    rows, source, sheet = FORMS[form]
    found = read(*rows, source=source, sheet=sheet)
    assert known(found) == {(Z, "funds", "2019"): D(120_000), (Z, "population", "2019"): D(5)}, found.problems
    assert codes(found) == []


def test_evidence_marks_and_remarks_stand_beside_their_values() -> None:
    found = read(
        ["区县", "科普经费", "佐证材料", "备注", "科普场馆建成", "推进课程改革", "推进课程改革佐证", "推进课程改革审核", "审核人"],
        ["张店区", "5", "张政发〔2019〕3号；科普经费决算.pdf", " 好 ", "是", "已完成", "纪要", "部分完成", "李四"],
        ["桓台县", "5", "", "", "是", "", "", "不属实", ""],
        ["沂源县", "5", "", "", "是", "胡说", "", "属实", ""],
    )
    facts = {(fact.subject, fact.name): fact for fact in found.facts}
    assert [item.kind for item in facts[Z, "funds"].evidence] == [EvidenceKind.DOCUMENT, EvidenceKind.FILE]
    assert str(facts[Z, "funds"].evidence[0].place) == "data.csv:2:3"
    assert facts[Z, "funds"].remark == "好"
    assert facts[Z, "venue"].evidence == ()
    assert facts[Z, "curriculum"].value == Attested(Claim.DONE, None, Claim.PARTLY, "李四")
    assert [item.text for item in facts[Z, "curriculum"].evidence] == ["纪要"]
    assert facts[H, "curriculum"].value == Attested(None, None, None, stance=Stance.REFUSES)
    assert [doubt.message.code for doubt in found.doubts] == ["facts.not-a-claim"]


def test_a_refuted_value_and_an_unclear_mark_are_doubts() -> None:
    found = read(
        ["单位", "指标", "数值", "审核"],
        ["张店区", "科普经费", "5", "不属实"], ["桓台县", "科普经费", "5", "属实"], ["沂源县", "科普经费", "5", "再看看"],
        ["张店区", "常住人口", "", "不属实"], ["桓台县", "推进课程改革", "完成", "再看看"],
    )
    assert doubts(found) == ["facts.refuted", "facts.not-a-mark", "facts.not-a-mark"]
    assert list(known(found)) == [(H, "funds", "2020")]


def test_a_year_outside_the_plan_or_unreadable_makes_a_doubt() -> None:
    found = read(
        ["区县", "年度", "科普经费", "常住人口"], ["张店区", "2035", "5", "-"], ["张店区", "2014", "5", ""], ["张店区", "", "5", ""],
        ["张店区", "去年", "5", ""], ["张店区", True, "5", ""], ["张店区", "2015", "5", ""], ["张店区", "2019-2020", "约5", ""],
    )
    assert doubts(found) == ["facts.year-outside", "facts.year-outside", "facts.year-absent", "facts.year-unreadable",
                             "facts.year-unreadable", "facts.year-unreadable"]
    assert [str(doubt.period) for doubt in found.doubts] == ["2035", "2014", "None", "None", "None", "None"]
    assert list(known(found)) == [(Z, "funds", "2015")]
    assert say(found.doubts[0].message, "zh") == "“科普经费”的年度 2035 不在 2015—2020 年之内"


@pytest.mark.parametrize("raw, period", [
    ("2019", "2019"), ("2019年度", "2019"), (date(2019, 6, 30), "2019-06-30"), (datetime(2019, 6, 30), "2019-06-30"),
    ("2019-06-30", "2019-06-30"), ("2019年6月", "2019-06-30"), ("二〇一九年", "2019"),
])
def test_periods(raw: str | date, period: str) -> None:
    assert list(known(read(["区县", "年度", "常住人口"], ["张店区", raw, "5"]))) == [(Z, "population", period)]


def test_data_without_a_year_is_of_the_year_of_the_run_and_that_is_logged() -> None:
    found = read(["区县", "科普经费"], ["张店区", "5"])
    assert list(known(found)) == [(Z, "funds", "2020")]
    assert [reading.rules for reading in found.readings] == [("facts.rule.year-of-run",)]
    assert list(known(read(["区县", "科普经费"], ["张店区", "5"], mapping=Mapping(year=2018)))) == [(Z, "funds", "2018")]


def test_every_coercion_is_logged_with_cell_raw_reading_and_rule() -> None:
    found = read(["区县", "2019年科普经费(万元)", "2019年科学素质比例", "2019年常住人口"],
                 ["张店区", 470, Cell(0.105, "0.0%"), "-"], sheet="表1", source="a.xlsx")
    assert [(str(item.place), item.raw, item.read_as) for item in found.readings] == [
        ("a.xlsx [表1]!B2", "470", "4700000 元"), ("a.xlsx [表1]!C2", "0.105", "10.5 %"), ("a.xlsx [表1]!D2", "-", "—")]
    assert found.facts[0].reading == found.readings[0]
    for item in found.readings:
        assert all(say(code, lang) for code in item.rules for lang in ("zh", "en"))


def test_one_bad_table_does_not_stop_the_others() -> None:
    other = problem("facts.empty", table="x")
    found = collect([grid(["a"], source="bad.csv"), other, grid(["区县", "科普经费"], ["张店区", "5"], source="good.csv")],
                    PLAN, as_of=AS_OF)
    assert codes(found) == ["facts.no-header", "facts.empty"]
    assert found.records_by_source == {"bad.csv": 0, "good.csv": 1}
    assert len(found.facts) == 1


def test_rows_are_read_one_by_one_and_far_below_the_sample() -> None:
    def rows() -> object:
        yield ["区县", "科普经费"]
        for number in range(200):
            yield ["张店区", str(number)]

    found = collect([Grid("long.csv", rows())], PLAN, as_of=AS_OF)  # type: ignore[arg-type]
    assert len(found.facts) == 200
    assert str(found.facts[-1].place) == "long.csv:201:2"


def test_only_the_subjects_asked_for_are_kept() -> None:
    found = read(["区县", "科普经费"], ["张店区", "5"], ["桓台县", "5"], subjects=[H])
    assert list(known(found)) == [(H, "funds", "2020")]
    found = read(["指标", "张店区", "桓台县"], ["科普经费", "5", "6"], subjects=[H])
    assert list(known(found)) == [(H, "funds", "2020")]


def test_structured_data_points_at_its_values() -> None:
    table = Grid("a.json", [["subject", "/facts/funds"], [Z, Decimal(5)]], pointers=["", "/0"],
                 keys=["subject", "/facts/funds"])
    found = collect([table], PLAN, as_of=AS_OF)
    assert str(found.facts[0].place) == "a.json#/0/facts/funds"


def test_short_rows_and_blank_indicators_are_passed_over() -> None:
    assert list(known(read(["区县", "科普经费", "人口"], ["张店区"], ["桓台县", "5"]))) == [(H, "funds", "2020")]
    assert known(read(["区县", "指标", "数值"], ["张店区", "", "5"], ["张店区", "科普经费"])) == {}


def test_totals_that_add_up_or_can_not_be_checked_are_quiet() -> None:
    found = read(["区县", "年度", "科普经费(万元)", "科学素质比例(%)", "人均科普经费", "人口"], ["张店区", "2019", "1.24", "5", "1", "1"],
                 ["桓台县", "2019", "1.24", "5", "1", "-"], ["合计", "2019", "2.5", "10", "2", "约9"], ["总计", "", "9", "", "", ""])
    assert codes(found) == []


def test_a_sheet_can_be_skipped_or_explained_by_the_mapping() -> None:
    said = Mapping(sheets={"甲": Sheet(subject=H, year=2018), "乙": Sheet(skip=True)})
    rows = (["科普经费", "常住人口"], ["5", "6"])
    assert list(known(read(*rows, sheet="甲", mapping=said))) == [(H, "funds", "2018"), (H, "population", "2018")]
    assert read(*rows, sheet="乙", mapping=said).problems == []


def test_every_message_of_the_area_reads_in_both_languages() -> None:
    for code, entry in area("facts").items():
        assert entry.wording.zh, code
        assert entry.wording.en, code


def test_of_many_problems_alike_the_first_are_told_and_the_rest_counted() -> None:
    rows: list[GridRow] = [["区县", "科普经费"], *([f"某地{number}", "1"] for number in range(50))]
    problems = read(*rows).problems
    assert [found.code for found in problems].count("facts.unknown-subject") == 20
    (rest,) = [found for found in problems if found.code == "problems.more-alike"]
    assert rest.message.args["count"] == 30
    assert rest.level is ProblemLevel.ERROR


def unknown_facts(*names: str) -> list[tuple[str, str, list[str]]]:
    rows: list[GridRow] = [["区县", "指标", "数值"], *(["张店区", name, "1"] for name in names), ["张店区", "常住人口", "5"]]
    found = read(*rows)
    assert list(known(found)) == [(Z, "population", "2020")]
    assert {item.level for item in found.problems} <= {ProblemLevel.WARNING}
    return [(item.code, str(item.place), [str(place) for place in item.others]) for item in found.problems]


def test_up_to_three_unknown_facts_are_told_one_by_one() -> None:
    assert unknown_facts("甲项", "乙项", "甲项", "丙项") == [
        ("facts.unknown-fact", f"data.csv:{row}:2", []) for row in (2, 3, 5)]


def test_more_unknown_facts_are_told_at_once_for_a_table() -> None:
    names = ["甲项", "乙项", "甲 项", "丙项", "丁项", "戊项", "己项"]
    assert unknown_facts(*names) == [("facts.unknown-facts", "data.csv:2:2", ["data.csv:3:2", "data.csv:5:2"])]
    (told,) = read(["区县", "指标", "数值"], *(["张店区", name, "1"] for name in names)).problems
    assert show_problem(told, "zh").splitlines()[0] == (
        "data.csv:2:2: 警告：有 7 行的指标不属于本方案，没有读取：共 6 个指标，如 甲项、乙项、丙项、丁项、戊项 [facts.unknown-facts]")
    assert "7 rows" in show_problem(told, "en")
    assert "6 names, such as 甲项, 乙项, 丙项, 丁项, 戊项 [" in show_problem(told, "en")


@pytest.mark.parametrize("second, sources, expected", [("约5万元", 1, None), ("约5万元", 2, D(1)), ("1", 1, D(1))])
def test_a_doubtful_second_row_of_one_file_leaves_the_value_open(second: str, sources: int, expected: object) -> None:
    rows: list[GridRow] = [["区县", "年度", "科普经费"], ["张店区", "2020", "1"], ["张店区", "2020", second]]
    grids = [grid(*rows)] if sources == 1 else [grid(*rows[:2]), Grid("other.csv", [rows[0], rows[2]])]
    collected = collect(grids, PLAN, as_of=AS_OF)
    book = FactBook(asked_facts(PLAN), PLAN.register, collected.facts, collected.doubts)
    assert book.find("zibo.zhangdian", "funds", Moment(AS_OF, 2020, True)).value == expected
