"""The plugin as its users meet it: installed, found by its entry point, and used through the package's own face."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from scilit_rules import Grid, Problem, ReadOptions, ReportOptions, SourceError, Status, check
from scilit_rules.plugins.manager import installed
from scilit_rules.problems import show_problem
from scilit_rules_example.ini import IniAdapter
from scilit_rules_example.plugin import JOURNAL

RETURNS = """\
; 虚构数据
[东区]
样例志愿者 = 87人

[西区]
样例志愿者 = １００

[西区 2027]
science-day = 已完成
"""
PLAN = "sample-2026-2030"
AS_OF = date(2030, 12, 31)


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    path = tmp_path / "returns.ini"
    path.write_text(RETURNS, encoding="utf-8")
    return path


def read(path: Path, options: ReadOptions | None = None) -> tuple[list[Grid], list[Problem]]:
    found = list(IniAdapter().read(str(path), options or ReadOptions()))
    return [item for item in found if isinstance(item, Grid)], [item for item in found if isinstance(item, Problem)]


def test_it_is_listed_with_its_hooks_and_without_problems() -> None:
    plugins = installed()
    (listing,) = [item for item in plugins.listings if item.name == "example"]
    assert not listing.built_in
    assert listing.distribution.startswith("scilit-rules-example ")
    assert listing.hooks == (
        "scilit_adapters", "scilit_reporters", "scilit_rulesets", "scilit_run_finished", "scilit_run_started",
    )
    assert "ini" in plugins.adapters
    assert "lines" in plugins.reporters
    assert plugins.problems == ()


def test_each_fact_is_a_row_that_knows_its_line(returns: Path) -> None:
    grids, problems = read(returns)
    assert problems == []
    assert [list(grid.rows) for grid in grids] == [
        [("单位", "指标", "数值"), ("东区", "样例志愿者", "87人")],
        [("单位", "指标", "数值"), ("西区", "样例志愿者", "１００")],
        [("单位", "年度", "指标", "数值"), ("西区", "2027", "science-day", "已完成")],
    ]
    assert str(grids[0].place(1, 2)) == f"{returns}:3:3"


def test_a_line_that_is_neither_section_nor_fact_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "slip.ini"
    path.write_text("[东区]\n科普志愿者 87\n科普志愿者 = 88\n", encoding="utf-8")
    (grid,), problems = read(path)
    assert len(list(grid.rows)) == 2
    assert [str(problem.place) for problem in problems] == [f"{path}:2:1"]
    shown = show_problem(problems[0], "zh")
    assert "科普志愿者 87" in shown
    assert "请改正" in shown


@pytest.mark.parametrize("content", [None, "[东区]".encode("gb18030")])
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "bad.ini"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read(path)
    assert "bad.ini" in str(caught.value)


def test_the_encoding_and_the_limit_of_size_are_the_users(tmp_path: Path) -> None:
    path = tmp_path / "gbk.ini"
    path.write_bytes("[东区]\n科普志愿者 = 1\n".encode("gb18030"))
    (grid,), _ = read(path, ReadOptions(encoding="gb18030"))
    assert list(grid.rows)[1][0] == "东区"
    with pytest.raises(SourceError, match="too large"):
        read(path, ReadOptions(max_bytes=3))


def test_a_check_from_end_to_end(returns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(JOURNAL, str(tmp_path / "journal.txt"))
    report = check(PLAN, [returns], as_of=AS_OF)
    statuses = {finding.id: finding.status for finding in report.findings}
    assert statuses["sample.east/volunteers/2030"] is Status.UNMET
    assert statuses["sample.west/volunteers/2030"] is Status.MET
    assert statuses["sample.west/science-day/2027"] is Status.NEEDS_REVIEW
    assert statuses["sample.west/science-day/2028"] is Status.UNKNOWN
    out = BytesIO()
    installed().reporters["lines"].write(report, out, ReportOptions(lang="zh"))
    assert out.getvalue().decode("utf-8") == "东区 | 2030 | 一 | 注册科普志愿者不少于100人 | 违反 | 13 人\n"
    assert (tmp_path / "journal.txt").read_text(encoding="utf-8").splitlines() == [
        f"{PLAN} as of 2030-12-31: started",
        f"{PLAN} as of 2030-12-31: 1 gaps",
    ]


def test_without_a_journal_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(JOURNAL, raising=False)
    report = check(PLAN, as_of=AS_OF)
    assert {finding.status for finding in report.findings} == {Status.UNKNOWN}
