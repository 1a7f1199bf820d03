"""What a text asks is held by obligations: its dates by those very dates, its commands by phrases that stand on them."""

from __future__ import annotations

from datetime import date

import pytest

from scilit_rules.authoring.trace import Trace
from scilit_rules.model.condition import Comparison
from scilit_rules.model.obligation import Schedule
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Text
from scilit_rules.model.words import ScheduleKind
from scilit_rules.problems import show_problem
from tests.authoring.traced import (
    HARD,
    ISSUED,
    SOFT,
    clauses_of,
    clauses_with,
    codes,
    promise,
    ruleset,
    traced,
    yearly,
)


def dated(asked: str, **more: object) -> Trace:
    text = ISSUED.replace("建立监测制度", f"{asked}建立监测制度")
    plan = ruleset(promise("monitoring", "三/（二）", "建立监测制度", HARD, **more), clauses=clauses_of(text))
    return traced(text, plan)


def due(day: date, kind: ScheduleKind = ScheduleKind.BY) -> Schedule:
    return Schedule(kind, day, day.year, day.year)


@pytest.mark.parametrize("more", [
    {"schedule": due(date(2019, 6, 30))},
    {"require": Comparison("a.date", "on_or_before", date(2019, 6, 30))},
    {"note": Text("2019年6月30日、2019年06月30日是印发的日子。")},
])
@pytest.mark.parametrize("asked", ["2019年6月30日前", "2019 年 6 月 30 日，", "2019年06月30日前", "2019年6月底前", "2019年底前"])
def test_a_full_date_is_held_by_that_very_date(asked: str, more: dict[str, object]) -> None:
    if "note" in more and "30" not in asked:
        more = {"note": Text("2019年是开始的年份。")}
    assert dated(asked, **more).differences == ()


@pytest.mark.parametrize("asked, more", [
    ("2019年6月30日前", {"schedule": due(date(2019, 6, 20))}),
    ("2019年6月30日前", {"schedule": due(date(2019, 12, 31), ScheduleKind.IN)}),
    ("6月30日前", {"schedule": due(date(2019, 6, 20)), "phrase": "6月30日前建立监测制度"}),
])
def test_another_date_is_a_difference_that_names_both(asked: str, more: dict[str, object]) -> None:
    text = ISSUED.replace("建立监测制度", f"{asked}建立监测制度")
    phrase = str(more.pop("phrase", "建立监测制度"))
    plan = ruleset(promise("monitoring", "三/（二）", phrase, HARD, **more), clauses=clauses_of(text))
    found = traced(text, plan)
    (told,) = found.differences
    assert told.code == "trace.date"
    assert told.message.args["number"] == asked.rstrip("前")
    assert str(more["schedule"].due) in show_problem(told, "en")  # type: ignore[attr-defined]
    assert ("numbers", 8, 9) in found.tallies


@pytest.mark.parametrize("asked", ["2019年6月30日前", "2018年6月30日前"])
def test_a_full_date_that_no_obligation_names_is_not_held(asked: str) -> None:
    assert codes(dated(asked)) == ["number"]


def test_a_day_without_a_year_is_held_by_a_phrase() -> None:
    text = ISSUED.replace("每年公布结果", "每年3月31日前公布结果")
    plan = ruleset(promise("results", "三/（二）", "每年3月31日前公布结果", SOFT, schedule=yearly()), clauses=clauses_of(text))
    assert traced(text, plan).agrees


@pytest.mark.parametrize("said, told", [
    ("各区应当公开办法。建立监测制度，每年公布结果。", ["各区应当公开办法"]),
    ("各区应当公开办法，建立监测制度，每年公布结果。", ["各区应当公开办法"]),
    ("各区要公开办法，确保建立监测制度，每年公布结果。", ["各区要公开办法"]),
    ("各区要根据办法，建立监测制度，每年公布结果。", []),
    ("各区要:建立监测制度，每年公布结果。", []),
    ("各区要在公开办法的基础上，建立监测制度，每年公布结果。", []),
    ("各区要根据办法，确保公开，建立监测制度，每年公布结果。", ["各区要根据办法", "确保公开"]),
    ("各区要根据办法办理。建立监测制度，每年公布结果。", ["各区要根据办法办理"]),
    ("各区要建立监测制度，每年公布结果。", []),
    ("重要的是应用《必须公开的办法》，建立必须具备的监测制度，每年公布结果。", []),
    ("逐步公开办法，建立监测制度，每年公布结果。", []),
])
def test_a_command_is_held_where_it_stands_or_where_it_leads_up_to(said: str, told: list[str]) -> None:
    text = ISSUED.replace("建立监测制度，每年公布结果。", said)
    phrase = "监测制度"
    found = traced(text, ruleset(promise("monitoring", "三/（二）", phrase, HARD), clauses=clauses_of(text)))
    commands = [one for one in found.differences if one.code == "trace.command"]
    assert [one.message.args["text"] for one in commands] == told
    assert [one.others[0].line for one in commands] == [15] * len(told)


def test_a_clause_that_is_all_heading_commands_too() -> None:
    text = ISSUED.replace("1.加强教师培训。各区要每两年组织一次教师培训，培训教师不少于200人。", "1.各区要加强教师培训。")
    plan = ruleset(clauses=clauses_of(text), without=("training", "trained"))
    assert codes(traced(text, plan)) == ["command"]


@pytest.mark.parametrize("plan", [
    ruleset(promise("society", "三/（一）", "扩大社会投入", SOFT, note=Text("“确保科普经费每年人均2元”另有任务。")), without=("funds",)),
    ruleset(without=("funds", "society"), clauses=clauses_with("三/（一）", reason=Text("另行考核。"))),
])
def test_a_quotation_in_a_note_or_a_reason_explains_a_command(plan: Plan) -> None:
    found = traced(ISSUED, plan)
    assert found.agrees
    assert "trace.command" in {told.code for told in found.explained}
