"""sample: what is listed, and that the seed is told."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.cli.running import MINI, run

PLAN = ("--as-of", "2020-12-31", "--subject", "东区")


@pytest.fixture
def data(tmp_path: Path) -> str:
    path = tmp_path / "east.csv"
    path.write_text("单位,年度,publicity,佐证\n东区,2020,已完成,2020年5月科技活动周照片\n", encoding="utf-8")
    return str(path)


def test_claims_are_listed_with_the_seed(data: str) -> None:
    result = run("sample", *MINI, data, *PLAN, "--seed", "abc", "--lang", "zh")
    assert result.exit_code == 0
    assert "种子 abc" in result.stdout
    assert "自报已完成" in result.stdout and "活动记录：" in result.stdout


def test_a_seed_is_made_up_where_none_is_given(data: str) -> None:
    said = run("sample", *MINI, data, *PLAN).stdout
    assert re.search(r"seed \d{6}", said)


def test_a_report_is_enough(data: str, tmp_path: Path) -> None:
    report, sheet, page = tmp_path / "r.json", tmp_path / "s.csv", tmp_path / "s.json"
    run("check", *MINI, data, *PLAN, "-o", str(report))
    result = run("sample", str(report), "--seed", "1", "-o", str(sheet), "-o", str(page))
    assert "1 drawn, of 1 subject(s); seed 1" in result.stderr
    rows = list(csv.DictReader(sheet.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["obligation id"], row["seen on site"]) for row in rows] == [("publicity", "")]
    saved = json.loads(page.read_text(encoding="utf-8"))
    assert (saved["seed"], saved["population"], saved["drawn"][0]["number"]) == ("1", 1, 1)


def test_where_nothing_rests_on_self_report_nothing_is_listed() -> None:
    assert "No finding rests on self-report alone" in run("sample", *MINI, *PLAN).stdout


def test_what_is_wrong_with_the_data_is_said(data: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"no workbook")
    assert "bad.xlsx" in run("sample", *MINI, data, str(bad), *PLAN).stderr
    assert "bad.xlsx" not in run("sample", *MINI, data, str(bad), *PLAN, "--quiet").stderr
