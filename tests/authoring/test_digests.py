"""Digests are written where they belong, and nothing else of the file changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scilit_rules.authoring.digests import Renewal, renew_digests
from scilit_rules.authoring.documents import read_issued_text
from scilit_rules.authoring.text import split_clauses
from scilit_rules.authoring.trace import Trace, trace_plan
from scilit_rules.language.library import load_plan
from scilit_rules.problems import UsageError, show_problem
from tests.authoring.traced import written

ISSUED = """　　一、总体目标。到2020年，科学素质比例超过10.5%，全市达到全国先进水平。
　　二、重点任务
　　（一）经费投入。确保科普经费，各区把科普经费列入预算，逐年增加。
　　（二）监测评估。建立监测制度，定期公布监测的结果。
"""
HEAD = """id: town-2020
title: 小城方案
document: {number: 小政发〔2019〕2号}
jurisdiction: town
years: [2019, 2020]
"""
CLAUSES = """# 条款
clauses:
  - path: 一    # 目标
    kind: goal
    heading: 总体目标   # 标题
    # 下一行是理由
    reason: 不另设。

  - {path: 二, kind: chapter, heading: 重点任务, reason: 章}
  - path: 二/（一）
    digest:
    kind: task
    heading: >-
      经费投入
    reason: 不设。
  - reason: 不设。
    digest: "sha256:0000000000000000000000000000000000000000000000000000000000000000"  # 旧
    kind: task
    path: 二/（二）
    heading: 监测评估"""


def held(folder: Path, clauses: str, text: str = ISSUED, head: str = HEAD, newline: str = "\n") -> Trace:
    home = folder / "town-2020"
    home.mkdir(exist_ok=True)
    (folder / "vocabulary.yaml").write_text("a.share: {title: 比例, type: share}\n", encoding="utf-8")
    (folder / "subjects.yaml").write_text("- {id: town, name: 小城, level: city}\n", encoding="utf-8")
    (home / "plan.yaml").write_bytes((head + clauses).replace("\n", newline).encode())
    return trace_plan(load_plan(home), read_issued_text(written(folder, text)))


def applied(renewal: Renewal) -> str:
    renewal.path.write_bytes(renewal.data)
    return renewal.data.decode()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_only_the_lines_of_digests_change(tmp_path: Path, newline: str, mark: str) -> None:
    trace = held(tmp_path, CLAUSES, head=mark + HEAD, newline=newline)
    old = (tmp_path / "town-2020" / "plan.yaml").read_bytes().decode()
    renewal = renew_digests(trace)
    new = applied(renewal)
    assert (renewal.added, renewal.renewed) == (("一", "二", "二/（一）"), ("二/（二）",))
    one, two, three, four = (found.digest for found in split_clauses(ISSUED))
    expected = old.replace("# 标题", f"# 标题{newline}    digest: {one}")
    expected = expected.replace("heading: 重点任务,", f"heading: 重点任务, digest: {two},")
    expected = expected.replace(f"digest:{newline}", f"digest: {three}{newline}")
    assert new == re.sub('"sha256:0+"', four, expected)
    assert trace_plan(load_plan(tmp_path / "town-2020"), trace.source).agrees


def test_what_agrees_is_left_as_it_is(tmp_path: Path) -> None:
    applied(renew_digests(held(tmp_path, CLAUSES)))
    renewal = renew_digests(trace_plan(load_plan(tmp_path / "town-2020"), read_issued_text(tmp_path / "方案.txt")))
    assert (renewal.added, renewal.renewed) == ((), ())
    assert renewal.data == b""


@pytest.mark.parametrize("heading", ["heading: 监测评估", "heading: >-\n      监测评估", "heading: |-\n      监测评估\n"])
def test_a_clause_at_the_end_of_the_file_gets_its_line(tmp_path: Path, heading: str) -> None:
    clauses = CLAUSES[: CLAUSES.index("  - reason")] + f"  - path: 二/（二）\n    kind: task\n    reason: 不设。\n    {heading}"
    new = applied(renew_digests(held(tmp_path, clauses)))
    assert new.rstrip().endswith(f"    digest: {split_clauses(ISSUED)[-1].digest}")


def test_the_last_clause_of_a_text_that_breaks_off_is_left_alone(tmp_path: Path) -> None:
    trace = held(tmp_path, CLAUSES, ISSUED[: ISSUED.index("，逐年增加")])
    assert renew_digests(trace).added == ("一", "二")


def test_lacking_digests_are_one_difference(tmp_path: Path) -> None:
    trace = held(tmp_path, CLAUSES)
    lacking = [told for told in trace.differences if told.code == "trace.no-digest"]
    assert len(lacking) == 1
    said = show_problem(lacking[0], "zh")
    assert "3 条" in said and "二/（一）" in said and "--write-digests" in said
    assert ("wordings", 0, 4) in trace.tallies


@pytest.mark.parametrize("clauses", [
    CLAUSES.replace("digest:\n", f"digest: &d sha256:{'1' * 64}\n").replace('"sha256:' + 64 * "0" + '"', "*d"),
    CLAUSES.replace("heading: 总体目标", "heading: *h").replace("clauses:", "note: &h 总体目标\nclauses:"),
])
def test_what_can_not_be_edited_safely_is_refused(tmp_path: Path, clauses: str) -> None:
    trace = held(tmp_path, clauses)
    with pytest.raises(UsageError) as caught:
        renew_digests(trace)
    assert [told.code for told in caught.value.problems] == ["trace.not-editable"]
    assert (tmp_path / "town-2020" / "plan.yaml").read_text(encoding="utf-8") == HEAD + clauses


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    trace = held(tmp_path, CLAUSES)
    (tmp_path / "town-2020" / "plan.yaml").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError):
        renew_digests(trace)
