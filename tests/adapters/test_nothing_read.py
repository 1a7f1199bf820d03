"""Where sources are named and none can be read, nothing is judged: a mistyped folder is not an office that is silent."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import scilit_rules as sr
from tests.adapters.made import write
from tests.cli.running import MINI, run

PLAN = "zibo-2016-2020"
DAY = date(2020, 12, 31)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "返回表" / "张店区.csv", "单位,年度,常住人口\n张店区,2020,100万人\n")
    return tmp_path


def told(*sources: Any, **more: Any) -> dict[str, tuple[str, ...]]:
    with pytest.raises(sr.UsageError) as caught:
        sr.check(PLAN, sources, as_of=DAY, **more)
    return {f"{found.place or ''} {found.code}".strip(): found.near for found in caught.value.problems}


def test_all_that_is_wrong_is_told_with_near_names(here: Path) -> None:
    write(here / "空.csv", "")
    (here / "无物").mkdir()
    assert told("返回", "上报/*.xlsx", "返回表格/张店区.csv", "空.csv", "无物") == {
        "adapters.nothing-read": (),
        "返回 adapters.no-such-file": ("返回表",),
        "上报/*.xlsx adapters.no-match": (),
        "返回表格/张店区.csv adapters.no-such-file": ("返回表",),
        "空.csv adapters.empty-file": (),
        "无物 adapters.empty-folder": (),
    }
    assert told("返回/*.csv") == {"adapters.nothing-read": (), "返回/*.csv adapters.no-match": ("返回表",)}


def test_facts_from_memory_do_not_stand_in_for_them(here: Path) -> None:
    given = [sr.Fact("zibo.zhangdian", "population.resident", sr.Period(2020), 1000000)]  # type: ignore[arg-type]
    assert "返回 adapters.no-such-file" in told("返回", facts=given)


def test_where_one_can_be_read_the_run_goes_on_and_names_the_others(here: Path) -> None:
    report = sr.check(PLAN, ["返回", "返回表"], as_of=DAY, subjects=["张店区"])
    assert [str(found.place) for found in report.problems if found.code == "adapters.no-such-file"] == ["返回"]
    assert [bool(read.digest) for read in report.run.inputs] == [False, True]


@pytest.mark.parametrize("content", ["单位,年度,常住人口\n", "单位,年度,常住人口\n别处,2020,1\n"])
def test_what_can_be_read_and_says_nothing_is_as_before(here: Path, content: str) -> None:
    write(here / "a.csv", content)
    report = sr.check(PLAN, ["a.csv"], as_of=DAY, subjects=["张店区"])
    assert report.exit_code() is sr.ExitCode.INCOMPLETE
    assert sr.check(PLAN, sr.Grid("memory", []), as_of=DAY, subjects=["张店区"]).findings


def test_nothing_is_carried_into_a_form_from_nowhere(here: Path) -> None:
    with pytest.raises(sr.UsageError) as caught:
        sr.make_forms(PLAN, year=2020, previous=["返回"])
    assert {found.code for found in caught.value.problems} == {"adapters.nothing-read", "adapters.no-such-file"}


@pytest.mark.parametrize("command", [
    ["check", "-f", "json", "-o", "{out}"], ["letters", "-o", "{out}"], ["sample", "-o", "{out}"], ["distance"],
])
def test_commands_stop_and_write_nothing(here: Path, command: list[str]) -> None:
    out = here / "out.json"
    words = [word.replace("{out}", str(out)) for word in command]
    result = run(words[0], *MINI, "返回", *words[1:], "--as-of", "2020-12-31")
    assert result.exit_code == 2
    assert "返回表" in result.stderr and "[adapters.nothing-read]" in result.stderr
    assert not out.exists() and not result.stdout


def test_a_name_that_is_like_no_other_has_no_near_ones() -> None:
    assert told("/nope")["/nope adapters.no-such-file"] == ()
