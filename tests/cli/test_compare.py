"""compare: what it prints and writes, and the exit code that it ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import MINI, run


def saved(folder: Path, name: str, group: str, *more: str) -> str:
    data, path = folder / f"{name}.csv", folder / f"{name}.json"
    data.write_text(f"单位,年度,小城小组,佐证\n东区,2020,{group},东政发〔2019〕1号\n", encoding="utf-8")
    run("check", *MINI, str(data), "--subject", "东区", "--as-of", "2020-12-31", "-f", "json", "-o", str(path), *more)
    return str(path)


@pytest.fixture
def good(tmp_path: Path) -> str:
    return saved(tmp_path, "good", "是")


@pytest.fixture
def bad(tmp_path: Path) -> str:
    return saved(tmp_path, "bad", "否")


def test_a_new_violation_ends_with_1(good: str, bad: str) -> None:
    result = run("compare", good, bad, "--lang", "zh")
    assert result.exit_code == 1
    assert "转差（1项）" in result.stdout
    assert "建立领导小组" in result.stdout
    assert result.stderr == ""


def test_a_closed_gap_does_not(good: str, bad: str) -> None:
    result = run("compare", bad, good)
    assert (result.exit_code, "closed (1)" in result.stdout) == (0, True)


def test_what_persists_does_not(bad: str) -> None:
    result = run("compare", bad, bad)
    assert result.exit_code == 0
    assert "--detail" in result.stdout
    assert "persisting (1)" in run("compare", bad, bad, "--detail").stdout


def test_older_reports_tell_what_came_back(good: str, bad: str) -> None:
    assert "reopened (1)" in run("compare", good, bad, "--before", bad).stdout


def test_several_formats_in_one_run(good: str, bad: str, tmp_path: Path) -> None:
    page, data = tmp_path / "c.md", tmp_path / "c.json"
    result = run("compare", good, bad, "-o", str(page), "-o", str(data))
    assert result.stdout == ""
    assert "new open violations: 1" in result.stderr
    assert json.loads(data.read_text(encoding="utf-8"))["new_open_violations"] == 1
    assert page.read_text(encoding="utf-8").startswith("# Minicity plan")
    assert run("compare", good, bad, "-o", str(tmp_path / "q.csv"), "--quiet").stderr == ""


@pytest.mark.parametrize(("keeps_rules", "code"), [(True, "comparison.same-rules"), (False, "comparison.other-ruleset")])
def test_the_ruleset_that_changed_is_told(good: str, tmp_path: Path, keeps_rules: bool, code: str) -> None:
    report = json.loads(Path(good).read_text(encoding="utf-8"))
    report["plan"]["digest"] = report["run"]["digest"] = "sha256:0"
    if not keeps_rules:
        del report["plan"]["rules"]
    other = tmp_path / "other.json"
    other.write_text(json.dumps(report), encoding="utf-8")
    assert code in run("compare", good, str(other)).stdout



def test_a_report_is_not_overwritten(good: str, bad: str) -> None:
    result = run("compare", good, bad, "-o", good)
    assert (result.exit_code, "cli.output-is-source" in result.stderr) == (2, True)


def test_a_ledger_tells_what_came_back(good: str, bad: str, tmp_path: Path) -> None:
    db, data = str(tmp_path / "l.db"), tmp_path / "c.json"
    assert run("ledger", "take-in", earlier(bad, tmp_path), "--db", db, "--by", "Wang").exit_code == 0
    result = run("compare", good, bad, "--db", db)
    assert "reopened (1)" in result.stdout
    assert "l.db" in result.stdout
    run("compare", good, bad, "--db", db, "-o", str(data))
    assert json.loads(data.read_text(encoding="utf-8"))["ledger"] == db


def test_a_ledger_that_only_knows_the_same_round_tells_nothing(good: str, bad: str, tmp_path: Path) -> None:
    db = str(tmp_path / "l.db")
    assert run("ledger", "take-in", bad, "--db", db, "--by", "Wang").exit_code == 0
    assert "reopened (" not in run("compare", good, bad, "--db", db).stdout
    assert "[ledger.missing]" in run("compare", good, bad, "--db", str(tmp_path / "none.db")).stderr


def earlier(report: str, folder: Path) -> str:
    """The same report as of a year before."""
    document = json.loads(Path(report).read_text(encoding="utf-8"))
    path = folder / "earlier.json"
    path.write_text(json.dumps({**document, "as_of": "2019-12-31"}), encoding="utf-8")
    return str(path)
