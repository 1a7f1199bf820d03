"""A row of a text table with more values than headings has moved out of its columns; ragged and padded rows have not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.framing.made import Taken, taken, workbook

HEAD = "区县,年度,常住人口(人),科普经费到位数(万元)"
NOTED = HEAD + ",备注"
ZHOUCUN = {"zhoucun population 2020": 407016, "zhoucun paid 2020": 405388}
BOSHAN = {"boshan population 2020": 400000, "boshan paid 2020": 410000}
BOTH = {**ZHOUCUN, **BOSHAN}
GOOD = "博山区,2020,400000,41"

MOVED = {
    "a number parted": [HEAD, "周村区,2020,407,016,40.5388"],
    "the last number parted": [HEAD, "周村区,2020,407016,1,405"],
    "both parted": [HEAD, "周村区,2020,407,016,1,405"],
    "a million parted": [HEAD, "周村区,2020,4,070,160,40.5388"],
    "a heading with nothing at the end": [HEAD + ",", "周村区,2020,407,016,40.5388"],
    "headings with much nothing at the end": [HEAD + ",,,", "周村区,2020,407,016,40.5388,,"],
    "an empty remark makes up for it": [NOTED, "周村区,2020,407,016,40.5388,"],
    "a remark left out makes up for it": [NOTED, "周村区,2020,407,016,40.5388"],
    "with the sign of money": [HEAD, "周村区,2020,407016,¥1,405"],
    "a place with a comma": [HEAD, "周村区,本级,2020,407016,40.5388"],
    "a text too many": [HEAD, "周村区,2020,407016,40.5388,已核"],
    "a number too many": [HEAD, "周村区,2020,407016,40.5388,7"],
    "a number too many after nothing": [HEAD, "周村区,2020,407016,40.5388,,7"],
    "semicolons": [HEAD.replace(",", ";"), "周村区;2020;407;016;40.5388"],
    "tabs": [HEAD.replace(",", "\t"), "周村区\t2020\t407\t016\t40.5388"],
    "below a title": ["2020年度统计表", HEAD, "周村区,2020,407,016,40.5388"],
    "two header rows": ["区县,年度,人员,经费", ",,常住人口(人),科普经费到位数(万元)", "周村区,2020,407,016,40.5388"],
    "a line inside quotes": [HEAD, '"周村\n区",2020,407,016,40.5388'],
    "a value column last but one is empty": ["区县,年度,常住人口(人),科普经费预算数(万元),科普经费到位数(万元)", "周村区,2020,407,016,,40"],
}

CLEAN = {
    "plain": ([HEAD, "周村区,2020,407016,40.5388"], ZHOUCUN),
    "quoted thousands": ([HEAD, '周村区,2020,"407,016",40.5388'], ZHOUCUN),
    "quoted thousands everywhere": ([HEAD, '"周村区","2020","407,016","40.5388"'], ZHOUCUN),
    "full-width commas in quotes": ([HEAD, '周村区,2020,"４０７，０１６",40.5388'], ZHOUCUN),
    "a delimiter at the end of rows": ([HEAD, "周村区,2020,407016,40.5388,", GOOD + ","], BOTH),
    "a delimiter at the end of one row": ([HEAD, "周村区,2020,407016,40.5388,", GOOD], BOTH),
    "many delimiters at the end": ([HEAD, "周村区,2020,407016,40.5388,,,,,", GOOD + ",,"], BOTH),
    "delimiters at the end of all": ([HEAD + ",,", "周村区,2020,407016,40.5388,,", GOOD + ",,"], BOTH),
    "spaces at the end": ([HEAD, "周村区,2020,407016,40.5388,  ,　"], ZHOUCUN),
    "a delimiter at the end of headings": ([HEAD + ",", "周村区,2020,407016,40.5388"], ZHOUCUN),
    "short rows": ([NOTED, "周村区,2020,407016,40.5388", GOOD + ",好"], BOTH),
    "a row that ends early": ([HEAD, "周村区,2020,407016"], {"zhoucun population 2020": 407016}),
    "a remark": ([NOTED, "周村区,2020,407016,40.5388,好"], ZHOUCUN),
    "a remark with a comma in quotes": ([NOTED, '周村区,2020,407016,40.5388,"好,很好"'], ZHOUCUN),
    "a remark that is a number": ([NOTED, "周村区,2020,407016,40.5388,1", GOOD + ",2"], BOTH),
    "an empty remark": ([NOTED, "周村区,2020,407016,40.5388,"], ZHOUCUN),
    "a title above": (["2020年度统计表,,,", "单位:人,,,", HEAD, "周村区,2020,407016,40.5388"], ZHOUCUN),
    "a longer title above": (["a,b,c,d,e,f,g", HEAD, "周村区,2020,407016,40.5388"], ZHOUCUN),
    "a note below": ([HEAD, "周村区,2020,407016,40.5388", "注：以上为年末数,见附件,第3页,共5页,核定,完"], ZHOUCUN),
    "empty lines": ([HEAD, "", "周村区,2020,407016,40.5388", ",,,,,,", GOOD], BOTH),
    "semicolons and commas": ([HEAD.replace(",", ";"), "周村区;2020;407,016;40.5388"], ZHOUCUN),
    "tabs and commas": ([HEAD.replace(",", "\t"), "周村区\t2020\t407,016\t40.5388"], ZHOUCUN),
    "a total below": ([HEAD, "周村区,2020,407016,40.5388", GOOD, "合计,,807016,81.5388,以上相加"], BOTH),
    "two small numbers side by side": (["区县,年度,中小学校总数,常住人口(人)", "周村区,2020,45,407016", "博山区,2020,40,400000"],
                                       {"zhoucun schools.total 2020": 45, "zhoucun population 2020": 407016,
                                        "boshan schools.total 2020": 40, "boshan population 2020": 400000}),
    "small numbers that could be one": (["区县,年度,行政村总数,中小学校总数", "周村区,2020,45,120", "博山区,2020,4,100"],
                                        {"zhoucun villages.total 2020": 45, "zhoucun schools.total 2020": 120,
                                         "boshan villages.total 2020": 4, "boshan schools.total 2020": 100}),
    "the same with delimiters at the end": (
        ["区县,年度,行政村总数,中小学校总数", "周村区,2020,45,120,", "博山区,2020,4,100,"],
        {"zhoucun villages.total 2020": 45, "zhoucun schools.total 2020": 120,
         "boshan villages.total 2020": 4, "boshan schools.total 2020": 100}),
}


REMARK = "区县,年度,备注,常住人口(人),户籍人口(人),科普经费到位数(万元)"
SHIFTED = {
    "an empty remark left out": [REMARK, "周村区,2020,407016,390000,40.5388"],
    "an empty remark left out, padded": [REMARK, "周村区,2020,407016,390000,40.5388,"],
    "a remark parted": [REMARK, "周村区,2020,来自,统计局,407016,390000"],
    "a source parted": [REMARK.replace("备注", "数据来源"), "周村区,2020,统计局,财政局,407016,390000"],
}
FITTING = {
    "a remark": [REMARK, "周村区,2020,来自统计局,407016,390000,40.5388"],
    "a remark with a comma": [REMARK, '周村区,2020,"来自,统计局",407016,390000,40.5388'],
    "no remark": [REMARK, "周村区,2020,,407016,390000,40.5388"],
    "a number as remark": [REMARK, "周村区,2020,2019,407016,390000,40.5388"],
}


@pytest.mark.parametrize("name", SHIFTED)
def test_a_row_whose_remark_shifted_its_values_is_in_doubt_and_told(name: str, tmp_path: Path) -> None:
    found = table(tmp_path, [*SHIFTED[name], "博山区,2020,好,400000,390000,41"])
    assert not any(key.startswith("zhoucun") for key in found.values), found
    assert "facts.row-shifted" in found.codes
    assert {key: value for key, value in found.values.items() if "registered" not in key} == BOSHAN
    assert all(len(places) == 2 for places in found.doubts.values())


@pytest.mark.parametrize("name", FITTING)
def test_a_row_with_a_remark_between_its_values_is_read(name: str, tmp_path: Path) -> None:
    found = table(tmp_path, FITTING[name])
    assert {key: value for key, value in found.values.items() if "registered" not in key} == ZHOUCUN
    assert not found.doubts


PEOPLE = "区县,年度,常住人口(人),户籍人口(人),行政村总数"
MADE_UP_FOR = {
    "a nought in front": [PEOPLE, "周村区,2020,407,016,40", "博山区,2020,400000,390000,60"],
    "three noughts": [PEOPLE, "周村区,2020,407,000,40", "博山区,2020,400000,390000,60"],
    "a part too small": [PEOPLE, "周村区,2020,407,216,40", "博山区,2020,400000,390000,60"],
    "of a million": [PEOPLE, "周村区,2020,1,407,216", "博山区,2020,400000,390000,60"],
    "the second number": [PEOPLE, "周村区,2020,407016,390,216", "博山区,2020,400000,390000,60"],
    "among many rows": [PEOPLE, *(f"博山区,{year},400000,390000,60" for year in range(2016, 2020)), "周村区,2020,407,216,40"],
}
OF_SIZE = {
    "a small place": [PEOPLE, "周村区,2020,4070,516,40", "博山区,2020,400000,390000,60"],
    "villages and schools": ["区县,年度,行政村总数,中小学校总数", "周村区,2020,45,120", "博山区,2020,4,100"],
    "none": ["区县,年度,行政村总数,中小学校总数", "周村区,2020,0,120", "博山区,2020,40,100"],
    "a code behind": ["区县,年度,行政村总数,代码", "周村区,2020,45,001", "博山区,2020,40,002"],
    "alone": [PEOPLE, "周村区,2020,407016,390000,40"],
}


@pytest.mark.parametrize("name", MADE_UP_FOR)
def test_a_row_in_which_a_missing_field_makes_up_for_a_parted_number_is_in_doubt(name: str, tmp_path: Path) -> None:
    found = table(tmp_path, MADE_UP_FOR[name])
    assert not any(key.startswith("zhoucun") for key in found.values), found
    assert {key.split()[0] for key in found.doubts} == {"zhoucun"}
    assert "facts.row-parted" in found.codes
    assert all(len(places) == 2 for places in found.doubts.values())


@pytest.mark.parametrize("name", OF_SIZE)
def test_small_numbers_side_by_side_are_read(name: str, tmp_path: Path) -> None:
    found = table(tmp_path, OF_SIZE[name])
    assert any(key.startswith("zhoucun") for key in found.values)
    assert not found.doubts, found


def table(path: Path, lines: list[str]) -> Taken:
    file = path / "上报.csv"
    file.write_text("\n".join(lines), encoding="utf-8-sig")
    return taken(file)


@pytest.mark.parametrize("name", MOVED)
def test_a_row_with_more_values_than_headings_is_in_doubt_and_told(name: str, tmp_path: Path) -> None:
    lines = [*MOVED[name], *([GOOD] if len(MOVED[name][-1].split(",")) > 4 and MOVED[name][0] in (HEAD, NOTED) else [])]
    found = table(tmp_path, lines)
    assert not any(key.startswith("zhoucun") for key in found.values), found
    assert found.codes & {"facts.row-too-long", "facts.row-parted"}, found
    if GOOD in lines:
        assert found.values == BOSHAN
        assert {key.split()[1] for key in found.doubts} <= {"population", "paid"}


@pytest.mark.parametrize("name", CLEAN)
def test_rows_that_are_short_or_padded_are_read(name: str, tmp_path: Path) -> None:
    lines, values = CLEAN[name]
    found = table(tmp_path, lines)
    assert found.values == values, found
    assert not found.doubts


def test_both_places_and_the_row_are_told(tmp_path: Path) -> None:
    found = table(tmp_path, [HEAD, "周村区,2020,407016,1,405", GOOD])
    (said,) = found.problems
    assert (str(said.place).rpartition("上报.csv")[2], said.message.args) == (":2:5", {"fields": 5, "headings": 4})
    assert [place.rpartition("上报.csv")[2] for place in found.doubts["zhoucun paid 2020"]] == [":2:4", ":2:5"]


def test_notes_beside_the_table_of_a_sheet_are_not_its_own(tmp_path: Path) -> None:
    rows = [HEAD.split(","), ["周村区", 2020, 407016, 40.5388, None, "核对过"], ["博山区", 2020, 400000, 41, 5]]
    assert taken(workbook(tmp_path / "a.xlsx", rows)).values == BOTH


def test_a_number_parted_on_its_way_into_a_sheet_is_in_doubt(tmp_path: Path) -> None:
    found = taken(workbook(tmp_path / "a.xlsx", [HEAD.split(","), ["周村区", 2020, 407016, 1, 405]]))
    assert set(found.doubts) == {"zhoucun population 2020", "zhoucun paid 2020"}
