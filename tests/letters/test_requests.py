"""Requests for data and evidence: who has no gap and yet something to supply gets a letter, and all counts add up."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document

import scilit_rules as sr
from scilit_rules.model.absences import Absences
from scilit_rules.reporters.letters.making import LetterRound
from tests.facts.test_returns import write
from tests.forms.made import ANSWERS, answer, form, plan
from tests.letters.test_letters import text
from tests.letters.test_rounds import ALL, DAY, praise

Changes = dict[tuple[str, str], Any]
PROOF = "佐证（文号、文件、网址）"
WHOLE: Changes = {("publicity", "完成情况"): "已完成", ("publicity", "进度"): None,
                  ("publicity", PROOF): "东政发〔2020〕8号", ("publicity", "审核"): "同意"}


def report_of(folder: Path, changes: Changes) -> sr.Report:
    """The report on one district, all of whose answers are good but for what is changed."""
    changed = {(code, heading, 2020): value for (code, heading), value in {**WHOLE, **changes}.items()}
    path = answer(form(folder), {**ANSWERS, **changed})
    return sr.check(plan(), [str(path)], as_of=DAY, subjects=["mini.east"])


def made_of(folder: Path, changes: Changes) -> tuple[LetterRound, str]:
    made = sr.make_letters(report_of(folder, changes))
    found = [text(file.data) for file in made if file.name == "东区补报通知.docx"]
    return made, found[0] if found else ""


CASES: list[tuple[str, Changes, str, str]] = [
    ("a blank", {("group.exists", "填报值"): None}, "空白", "已报送但留有空白，未能判定：东区"),
    ("nothing written as words", {("group.exists", "填报值"): "暂无"}, "填写“暂无”", "已报送但留有空白，未能判定：东区"),
    ("a doubt", {("population.resident", "填报值"): "约四十万"}, "填写“约四十万”", "未能采用：东区"),
    ("a claim not understood", {("publicity", "完成情况"): "长期坚持", ("publicity", "审核"): None}, "填写“长期坚持”",
     "未能采用：东区"),
    ("vain evidence", {("publicity", PROOF): "见附件", ("publicity", "审核"): None}, "佐证：见附件",
     "缺少佐证或尚需由核查人员核定，未能判定：东区"),
    ("no evidence", {("publicity", PROOF): None, ("publicity", "审核"): None}, "未列佐证",
     "缺少佐证或尚需由核查人员核定，未能判定：东区"),
    ("refused by the reviewer", {("publicity", "审核"): "不同意"}, "审核未同意所填情况", "尚需由核查人员核定，未能判定：东区"),
    ("inapplicable for no reason", {("publicity", "完成情况"): "不适用", ("publicity", "审核"): None, ("publicity", "备注"): None,
                                  ("publicity", PROOF): None}, "写明不适用的理由",
     "尚需由核查人员核定，未能判定：东区"),
]


@pytest.mark.parametrize(("changes", "item", "named"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_who_has_no_gap_and_something_to_supply_gets_a_request(
        tmp_path: Path, changes: Changes, item: str, named: str) -> None:
    made, said = made_of(tmp_path, changes)
    assert (made.letters, made.requests, made.reminders) == (0, 1, 0)
    assert item in said
    assert "附件：东区补报清单" in said and "位置" in said and "表H" in said
    circular = text(made.circular())
    assert named in circular
    assert "东区" not in praise(circular)
    assert "按照补报通知逐项补报、核实" in circular
    assert "按照整改通知书逐项整改" not in circular


@pytest.mark.parametrize("changes", [
    {}, {("publicity", "完成情况"): "不适用（本区没有）", ("publicity", "审核"): None, ("publicity", PROOF): None},
], ids=["nothing wanted", "inapplicable with a reason"])
def test_who_only_waits_for_a_reviewer_gets_no_request(tmp_path: Path, changes: Changes) -> None:
    made, said = made_of(tmp_path, changes)
    assert (made.letters, made.requests, said) == (0, 0, "")
    assert "补齐核实数据" not in text(made.circular())


def test_the_list_names_the_cell_in_doubt_and_no_other(tmp_path: Path) -> None:
    report = report_of(tmp_path, {("population.resident", "填报值"): "约四十万"})
    (data,) = [file.data for file in sr.make_letters(report) if "补报" in file.name]
    (row,) = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(data)).tables[0].rows[1:]]
    (doubt,) = {place.cell for f in report.findings for check in f.checks for place in check.places}
    assert row[3] == f"“指标数据”表{doubt}"


def test_a_reminder_on_what_cannot_be_read_lists_what_to_report_and_no_cells(tmp_path: Path) -> None:
    path = tmp_path / "东区.xlsx"
    path.write_bytes(b"no workbook")
    other = write(tmp_path, {"西区.csv": ALL}) / "西区.csv"
    made = sr.make_letters(sr.check(plan(), [str(path), str(other)], as_of=DAY, subjects=["mini.east"]))
    (said,) = [text(file.data) for file in made if "催报" in file.name]
    assert "无法读取" in said
    assert "请重新报送能打开的文件" not in said and "位置为" not in said


@cache
def nothing_sent() -> sr.Report:
    return sr.check("zibo-2016-2020", as_of=date(2020, 12, 31), subjects=["淄博市", "张店区"])


def test_what_two_obligations_show_is_counted_once_by_kind_too() -> None:
    report = nothing_sent()
    assert len(report.counted) < len(report.findings)
    assert sum(report.absences.values()) == report.counts[sr.Status.UNKNOWN]
    lacking = Absences(report.plan, report.subjects, report.returns)
    assert Counter(filter(None, map(lacking.of, report.counted))) == +Counter(report.absences)


def test_letters_count_as_the_circular_does() -> None:
    report = nothing_sent()
    made = sr.make_letters(report)
    (said,) = [text(file.data) for file in made if file.name == "张店区催报通知.docx"]
    own = [f for f in report.counted if f.subject == "zibo.zhangdian"]
    unknown = [f for f in own if f.status is sr.Status.UNKNOWN]
    assert f"{len({f.obligation for f in unknown})}项任务（{len(unknown)}项次）因此未能判定" in said
    circular = text(made.circular())
    counts = report.counts
    assert f"共判定{len(report.counted)}项次" in circular
    assert counts[sr.Status.NEEDS_REVIEW] == 0, "who sent nothing has nothing to be reviewed"
    assert f"另有{counts[sr.Status.UNKNOWN]}项次数据缺失或存疑。" in circular
    assert "尚无可以下结论的项次" in circular and not re.search(r"(?<!\d)0项次", circular)
