"""Names are matched exactly after folding, never guessed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.naming import Headings, Part
from scilit_rules.facts.senders import title_subject
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.units import Unit, joined, parse_unit, power_between
from tests.facts.made import PLAN

NAMES = SubjectNames(PLAN)
HEADINGS = Headings(asked_facts(PLAN), NAMES)


@pytest.mark.parametrize("text", [
    "张店", "张店区", "淄博市张店区", "淄博张店", "山东省张店区", "370303", "370303000000", "zibo.zhangdian", "Zhangdian", "张 店 区",
    "　张店区\u200b", "３７０３０３",
])
def test_a_subject_is_found_by_every_name_it_has(text: str) -> None:
    assert NAMES.resolve(text) == "zibo.zhangdian"


def test_names_shared_by_several_places_are_settled_by_the_jurisdiction_or_not_at_all() -> None:
    assert NAMES.resolve("高新区") == "zibo.gaoxin"
    assert NAMES.resolve("济南市高新区") == "jinan.gaoxin"
    assert SubjectNames(replace(PLAN, jurisdiction="jinan")).resolve("高新区") == "jinan.gaoxin"
    assert NAMES.resolve("东城") is None
    assert NAMES.resolve("历下区") == "jinan.lixia"
    assert NAMES.resolve("淄博市历下区") is None


def test_the_whole_register_is_the_area_of_a_plan_without_one() -> None:
    assert SubjectNames(replace(PLAN, jurisdiction="nowhere")).resolve("张店") == "zibo.zhangdian"


@pytest.mark.parametrize("text", ["恒台", "张店镇", "", "店"])
def test_a_near_miss_is_no_hit(text: str) -> None:
    assert NAMES.resolve(text) is None


def test_near_names_are_full_names_of_the_area() -> None:
    assert NAMES.near("恒台")[0] == "桓台县"
    assert NAMES.title("zibo") == "淄博市"


@pytest.mark.parametrize("text, expected", [
    ("淄博市张店区自查表", "zibo.zhangdian"), ("张店区", "zibo.zhangdian"), ("淄博市统计表", "zibo"), ("统计表", None),
    ("张店区和桓台县", None), ("370303_2019", "zibo.zhangdian"),
])
def test_a_title_mentions_a_subject(text: str, expected: str | None) -> None:
    assert NAMES.mentioned(text) == expected


@pytest.mark.parametrize("text, expected", [
    ("填报单位:张店区", ("zibo.zhangdian", "")), ("填报单位（盖章）：张店区科协", ("zibo.zhangdian", "")), ("单位：万元", (None, "万元")),
    ("（单位：万元）", (None, "万元")), ("张店区统计表 单位：万元", ("zibo.zhangdian", "万元")), ("说明", (None, "")),
])
def test_title_rows(text: str, expected: tuple[str | None, str]) -> None:
    assert title_subject(text, NAMES) == expected


@pytest.mark.parametrize("text, name, unit, year", [
    ("科普经费", "funds", "", None), ("funds", "funds", "", None), ("年度科普经费", "funds", "", None), ("科普经费(万元)", "funds", "万元", None),
    ("科普经费（单位：万元）", "funds", "万元", None), ("科普经费/万元", "funds", "万元", None), ("科普经费：万元", "funds", "万元", None),
    ("2019年科普经费", "funds", "", 2019), ("2019年度科普经费（万元）", "funds", "万元", 2019), ("科普经费(2019年)(万元)", "funds", "万元", 2019),
    ("科普经费 (2019)", "funds", "", 2019), ("科学素质比例[%]", "literacy.rate", "%", None), ("培训学时(学时)", "hours", "学时", None),
    ("推进课程改革", "curriculum", "", None), ("curriculum", "curriculum", "", None),
])
def test_headings_of_facts(text: str, name: str, unit: str, year: int | None) -> None:
    found = HEADINGS.fact(text)
    assert found is not None
    assert found.spec is not None
    assert (found.spec.name, found.unit, found.year) == (name, unit, year)


@pytest.mark.parametrize("text, part", [
    ("区县", Part.SUBJECT), ("填报单位(盖章)", Part.SUBJECT), ("单位", Part.SUBJECT_OR_UNIT), ("年度", Part.PERIOD), ("2019年", Part.YEAR_VALUES),
    ("2019年(万元)", Part.YEAR_VALUES), ("(万元)", Part.NAMED_UNIT), ("张店区", Part.SUBJECT_VALUES), ("科普经费佐证", Part.EVIDENCE),
    ("科普经费(万元)佐证材料", Part.EVIDENCE), ("科普经费审核意见", Part.MARK), ("科普经费备注", Part.REMARK), ("2019年科普经费佐证", Part.EVIDENCE),
    ("序号", Part.IGNORED), ("佐证材料（文号、文件名）", Part.EVIDENCE), ("孪生", Part.UNCLEAR),
])
def test_other_headings(text: str, part: Part) -> None:
    found = HEADINGS.read(text)
    assert found is not None
    assert found.part is part


@pytest.mark.parametrize("text", ["科普经弗", "科普经费(含专项)", "历下区", "", "2019年怪列", "2019年(预计)", "(科普经费)", "科普经费(2018年)(2019年)"])
def test_unknown_headings(text: str) -> None:
    assert HEADINGS.read(text) is None


def test_near_headings_are_titles() -> None:
    assert HEADINGS.near("科普经弗")[0] == "科普经费"


def test_units() -> None:
    assert parse_unit("万元") == Unit("money", 4)
    assert parse_unit("个百分点") == Unit("points")
    assert parse_unit("百分点") == Unit("points")
    assert parse_unit("万斤") is None
    assert parse_unit("万%") is None
    assert parse_unit("万万") is None
    assert parse_unit("") is None
    assert power_between(Unit("money", 4), Unit("money")) == 4
    assert power_between(Unit("", 4), Unit("share")) is None
    assert power_between(Unit("money/people"), Unit("money")) is None
    assert joined(Unit("money"), Unit("", 4)) == Unit("money", 4)
    assert joined(Unit("", 4), Unit("share")) is None
