"""distance and --set: what is listed, what would change, and that nobody takes it for what is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import MINI, run

PLAN = ("--as-of", "2020-12-31", "--subject", "东区")


@pytest.fixture
def data(tmp_path: Path) -> str:
    path = tmp_path / "east.csv"
    path.write_text("单位,年度,小城经费,小城人口,小城小组\n东区,2020,12000,20000,否\n", encoding="utf-8")
    return str(path)


def test_the_way_is_listed(data: str) -> None:
    result = run("distance", *MINI, data, *PLAN, "--lang", "zh")
    assert result.exit_code == 0
    assert "增加投入8,000元" in result.stdout
    assert "出具文件或佐证" in result.stdout
    assert "已知需经费8,000元" in result.stdout


def test_what_would_change_is_told_first(data: str) -> None:
    result = run("distance", *MINI, data, *PLAN, "--set", "小城经费=2万元", "--lang", "zh")
    assert "本结果是假设推演" in result.stdout
    assert "假设成立时判定的变化（1项）" in result.stdout
    assert "增加投入8,000元" not in result.stdout.partition("假设成立时判定的变化")[2].partition("\n\n")[2]
    assert "没有判定发生变化" in run("distance", *MINI, data, *PLAN, "--set", "小城经费=12000", "--lang", "zh").stdout


def test_check_tells_what_would_change_too(data: str, tmp_path: Path) -> None:
    only = ("--only", "funding", *PLAN, "--lang", "zh")
    assert run("check", *MINI, data, *only).exit_code == 1
    result = run("check", *MINI, data, *only, "--set", "小城经费=2万元@2020")
    assert result.exit_code == 3
    assert "假设成立时判定的变化（1项）" in result.stdout and "本结果是假设推演" in result.stdout
    saved = tmp_path / "r.json"
    result = run("check", *MINI, data, *only, "--set", "小城经费=12000", "-o", str(saved))
    assert "没有判定发生变化" in result.stderr
    assert "distance.assumed" in saved.read_text(encoding="utf-8")


def test_programs_get_it_too(data: str, tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    run("distance", *MINI, data, *PLAN, "--only", "funding", "--set", "小城经费=2万元", "-o", str(path), "--quiet")
    found = json.loads(path.read_text(encoding="utf-8"))
    assert found["moved"] == [{"id": "mini.east/funding/2020", "before": "unmet", "after": "met"}]
    assert [(one["obligation_id"], one["need_code"], one["past"]) for one in found["hurdles"]] == [
        ("funding", ["data"], False)]
    run("distance", *MINI, data, *PLAN, "--only", "funding", "-o", str(path), "--quiet")
    assert "moved" not in json.loads(path.read_text(encoding="utf-8"))
