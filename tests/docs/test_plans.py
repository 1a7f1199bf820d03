"""The page of a plan says what its files say, in the order of the text, and the same each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from docs_pages.plans import plan_page

from scilit_rules.language.cases import Case, Expected
from scilit_rules.model.condition import Comparison
from scilit_rules.model.plan import Clause
from scilit_rules.model.text import Text
from scilit_rules.model.words import ClauseKind, Status
from tests.reporters.made import report
from tests.reporters.made_plan import GROUP

PLAN = report(1).plan


def lines(text: str, start: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(start)]


def test_the_document_and_the_numbers_are_told_in_both_languages() -> None:
    text = plan_page(PLAN, (Case("一例", None, date(2020, 12, 31), (), (Expected("venues", Status.MET),)),))
    for part in ("# 某市全民科学素质行动计划纲要实施方案（2016—2020年）", "Made-up plan for scientific literacy 2016–2020",
                 "| 文号 number | 某政办发〔2016〕1号 |", "| 成文日期 issued | 2016年8月15日 |", "| 依据 rests on | 某省方案 |",
                 "| 适用地区 area | 某市 |", "| 年份 years | 2016–2020 |",
                 "条款8条：5条本身有任务，0条说明了不设任务的理由，0条尚无任务，其余的任务写在下级条款。任务8项，其中1项有用例。",
                 "8 clauses: 5 with obligations of their own, 0 without on purpose, 0 without any yet, the rest with",
                 "obligations in their parts. 8 obligations, 1 of them with cases.",
                 "| 按判定依据 by what judges them | 数据 6 · 申报与佐证 1 · 人工核定 1 | fact 6 · attestation 1 · person 1 |"):
        assert part in text


def test_clauses_are_a_tree_with_counts_bodies_and_reasons() -> None:
    reason = Clause("四", ClauseKind.TEXT, "附则", own_heading=True, reason=Text("没有要求。", "Nothing is asked."))
    text = plan_page(replace(PLAN, clauses={**PLAN.clauses, "四": reason}))
    assert "- `二` 重点任务\n  - `二/（一）` 实施青少年科学素质行动 · 1项任务 · 市教育局、团市委牵头，相关部门和单位配合\n" in text
    assert "    - `二/（一）/1` 推进义务教育阶段的科技教育 · 1项任务\n" in text
    assert "- `四` 附则（标题系自拟） · 不设任务：没有要求。\n" in text


def test_each_obligation_stands_once_under_its_section() -> None:
    text = plan_page(PLAN)
    assert lines(text, "### ") == ["### 一/（二） 任务目标", "### 二/（一） 实施青少年科学素质行动", "### 三/（一） 组织领导",
                                  "### 三/（三） 经费保障"]
    for id in PLAN.obligations:
        assert len([line for line in lines(text, "| ") if f"<br>`{id}` |" in line]) == 1
    assert ("| 每年人均科普经费不低于1元<br>At least 1 yuan per head each year<br>`funding-per-capita` | 三/（三） | 强制性 | "
            "区、县、功能区 | 每年（2016—2020） | 数据：人均科普经费不低于1元/人 |") in text


def test_what_stands_in_a_chapter_itself_or_in_no_clause_is_listed_too() -> None:
    obligations = dict(PLAN.obligations)
    obligations["venues"] = replace(obligations["venues"], clause="一", title=Text("只有中文"))
    obligations["local-plan"] = replace(obligations["local-plan"], clause="", when=Comparison(GROUP, "is", True))
    text = plan_page(replace(PLAN, obligations=obligations))
    assert "\n### 一 总体要求\n" in text
    assert "| 只有中文<br>`venues` | 一 |" in text
    assert "\n### —\n" in text
    assert "<br>适用条件：已成立全民科学素质工作领导小组：是 |" in text


def test_bodies_are_counted_by_role_and_collective_ones_marked() -> None:
    text = plan_page(PLAN)
    assert "| 责任单位 body | 牵头 lead | 负责 sole | 按职责分工负责 shared | 配合 support |" in text
    assert "| 市科协 |  | 1 / 2 | 1 / 2 |  |" in text
    assert "| 相关部门和单位（统称） |  |  |  | 1 / 1 |" in text


def test_notes_are_listed_in_both_languages() -> None:
    text = plan_page(PLAN)
    assert ("- `funding-per-capita`（三/（三））按常住人口计算；改用户籍人口会改变结果。\n"
            "  Reckoned on residents; the registered would differ.\n") in text


def test_parts_that_a_plan_lacks_are_left_out() -> None:
    clauses = {path: replace(clause, bodies=()) for path, clause in PLAN.clauses.items()}
    obligations = {id: replace(obligation, note=None) for id, obligation in PLAN.obligations.items()}
    bare = replace(PLAN, clauses=clauses, obligations=obligations, title=Text("方案"), jurisdiction="x.y",
                   note=Text("只有中文的说明。"), document=replace(PLAN.document, issued=None, rests_on=(), number=""))
    text = plan_page(bare)
    for part in ("Bodies", "What the text leaves open", "文号", "rests on"):
        assert part not in text
    assert "| 成文日期 issued | 原文没有写明，按2016年12月31日计 |" in text
    assert "| 适用地区 area | x.y |" in text
    assert "\n只有中文的说明。\n" in text


def test_an_author_writes_text_and_not_markdown() -> None:
    obligations = {"venues": replace(PLAN.obligations["venues"], title=Text("<b>*甲*|乙_"), note=Text("一\n二"))}
    text = plan_page(replace(PLAN, obligations=obligations))
    assert "| &lt;b>\\*甲\\*\\|乙\\_<br>`venues` |" in text
    assert "- `venues`（一/（二））一 二\n" in text


def test_the_page_is_the_same_each_time_and_names_no_folder() -> None:
    assert plan_page(PLAN) == plan_page(replace(PLAN, home="/elsewhere"))
