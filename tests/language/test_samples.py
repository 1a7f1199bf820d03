"""Where a value is of the wrong sort, the advice says how it is written, with the author's own values in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scilit_rules.language.library import examine
from scilit_rules.messages import hint
from tests.language.made import make_rulesets

PLAN, GOALS = "demo/plan.yaml", "demo/obligations/goals.yaml"
YEARS, BY = "years: [2016, 2020]", "by: 2020-12-31"


def edited(file: str, find: str, put: str) -> dict[str, Any]:
    return {"edit": [{"file": file, "find": find, "put": put}]}


@pytest.mark.parametrize("fault, form", [
    (edited(PLAN, YEARS, "years: 2026-2030"), "years: [2026, 2030]"),
    (edited(PLAN, YEARS, "years: 2026—2030年"), "years: [2026, 2030]"),
    (edited(PLAN, YEARS, "years: 2026"), "years: [2026, 2030]"),
    (edited(GOALS, BY, "by: 2020年6月30日"), "by: 2020-06-30"),
    (edited(GOALS, BY, "by: 2020/6/30前"), "by: 2020-06-30"),
    (edited(GOALS, BY, "by: 2020年6月底"), "by: 2020-06-30"),
    (edited(GOALS, BY, "by: 2020年2月"), "by: 2020-02-28"),
    (edited(GOALS, BY, "by: 2020年13月"), "by: 2027-06-30"),
    (edited(GOALS, BY, "by: 2020"), "in: 2020"),
    (edited(GOALS, BY, "by: 2020年底"), "in: 2020"),
    (edited(GOALS, BY, "by: 年底"), "by: 2027-06-30"),
    (edited(GOALS, BY, "by: [2020]"), "by: 2027-06-30"),
    (edited(GOALS, BY, "in: 2020-06-30"), "by: 2020-06-30"),
    (edited(GOALS, BY, "every: 2"), "every: {years: 2}"),
    (edited(GOALS, BY, "every: {years: 2, first: 2016-01-01}"), "first: 2016"),
    (edited(GOALS, BY, "yearly: 每年"), "yearly: true"),
    (edited(PLAN, "heading: 目标", "heading: 目标\n    own_heading: 自拟"), "own_heading: true"),
    (edited(GOALS, "evidence: 1", "evidence: {count: 2, accept: [link]}"), "attest: {ask: …, evidence: 2, accept: [link]}"),
    (edited(GOALS, "evidence: 1", "evidence: {count: two}"), "attest: {ask: …, evidence: 1}"),
    (edited("demo/cases/goals.yaml", "as_of: 2020-12-31", "as_of: 2020"), "as_of: 2020-12-31"),
    (edited("demo/cases/goals.yaml", "evidence: [调查报告]", "evidence: 调查报告"), "evidence: [调查报告]"),
    ({"write": {"demo/obligations/more.yaml": "culture-2: {clause: 二}\n"}}, "- id: culture-2"),
    ({"write": {"demo/obligations/more.yaml": "obligations:\n- {id: more, clause: 二}\n"}}, "- id: more"),
    ({"write": {"demo/obligations/more.yaml": "obligations: []\n"}}, "- id: …"),
    ({"write": {"demo/obligations/more.yaml": "- 更多\n"}}, "- id: 更多"),
    ({"write": {"demo/consequences.yaml": "more: {severity: notice}\n"}}, "- id: more"),
    ({"write": {"demo/subjects.yaml": "qilu.bei: {name: 北区}\n"}}, "- id: qilu.bei"),
    ({"write": {"demo/cases/more.yaml": "一例: {as_of: 2020-12-31}\n"}}, "- case: 一例"),
    ({"write": {"demo/vocabulary.yaml": "- a.b\n"}}, "literacy.rate: {title: 科学素质比例, type: share, unit: '%'}"),
    (edited(PLAN, "clauses:\n", "clauses:\n  - 一\n"), "- path: 一"),
    (edited("demo/obligations/organisation.yaml", "with: {minimum: 1}", "with: 1"), "with: {minimum: 2}"),
])
def test_the_right_form_is_shown(fault: dict[str, Any], form: str, tmp_path: Path) -> None:
    found = [told for told in examine("demo", [make_rulesets(tmp_path, fault)]).problems
             if told.code == "language.wrong-type"]
    assert [hint(told.message, "en") for told in found] == [f"Write it like this: {form}"]
    assert [hint(told.message, "zh") for told in found] == [f"请写成这样：{form}"]


def test_an_attestation_keeps_its_question(tmp_path: Path) -> None:
    more = "- {id: a, title: 甲, kind: action, binding: mandatory, bears: city, clause: 二, during: ongoing, attest: 是否做到}\n"
    home = make_rulesets(tmp_path, {"write": {"demo/obligations/more.yaml": more}})
    (told, *_) = examine("demo", [home]).problems
    assert hint(told.message, "zh") == "请写成这样：attest: {ask: 是否做到}"


def test_what_may_be_meant_in_many_ways_is_told_by_the_page_of_keys(tmp_path: Path) -> None:
    home = make_rulesets(tmp_path, edited(GOALS, "title: 开展培训", "title: [开展培训]"))
    assert "docs/ruleset-keys.md" in hint(examine("demo", [home]).problems[0].message, "zh")
