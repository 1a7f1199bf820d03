"""baseline, and check with one: what fails, what is said, and what is left in the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import MINI, run

ONLY = ("--as-of", "2020-12-31", "--only", "group")


def returned(folder: Path, **groups: str) -> str:
    names = {"east": "东区", "west": "西区"}
    rows = [f"{names[key]},2020,{value},东政发〔2019〕1号" for key, value in groups.items()]
    path = folder / "returned.csv"
    path.write_text("\n".join(["单位,年度,小城小组,佐证", *rows, ""]), encoding="utf-8")
    return str(path)


def check(data: str, *more: str) -> tuple[int, str]:
    result = run("check", *MINI, data, *ONLY, "--subject", "东区", *more)
    return result.exit_code, result.stdout + result.stderr


@pytest.fixture
def known(tmp_path: Path) -> str:
    report, path = tmp_path / "report.json", tmp_path / "known.json"
    assert check(returned(tmp_path, east="否"), "-f", "json", "-o", str(report))[0] == 1
    result = run("baseline", str(report), "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "known gaps: 1" in result.stderr
    return str(path)


def entries(path: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(Path(path).read_text(encoding="utf-8"))["gaps"]
    return found


def test_a_known_gap_does_not_fail_the_run(known: str, tmp_path: Path) -> None:
    code, said = check(returned(tmp_path, east="否"), "--baseline", known)
    assert code == 0
    assert "known" in said
    assert entries(known) == [{"subject": "mini.east", "obligation": "group", "period": "2019-2020",
                               "since": "2020-12-31"}]


def test_what_was_made_good_is_stale_until_it_is_taken_out(known: str, tmp_path: Path) -> None:
    good = returned(tmp_path, east="是")
    code, said = check(good, "--baseline", known)
    assert (code, "baseline.stale" in said, len(entries(known))) == (0, True, 1)
    code, said = check(good, "--baseline", known, "--update-baseline")
    assert (code, "0 left, 1 taken out" in said, entries(known)) == (0, True, [])
    assert check(returned(tmp_path, east="否"), "--baseline", known)[0] == 1


def test_nothing_is_ever_added(known: str, tmp_path: Path) -> None:
    before = Path(known).read_bytes()
    result = run("check", *MINI, returned(tmp_path, east="否", west="否"), *ONLY, "--baseline", known,
                 "--update-baseline", "--quiet")
    assert result.exit_code == 1
    assert Path(known).read_bytes() == before


def test_the_baseline_can_be_shown(known: str, tmp_path: Path) -> None:
    result = run("baseline", str(tmp_path / "report.json"), "--quiet")
    assert json.loads(result.stdout)["gaps"] == entries(known)


def test_a_baseline_is_not_overwritten_by_a_report(known: str, tmp_path: Path) -> None:
    code, said = check(returned(tmp_path, east="否"), "--baseline", known, "-f", "json", "-o", known)
    assert (code, "cli.output-is-source" in said) == (2, True)
