"""check: what it prints and writes, and the exit code that it ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scilit_rules.cli.lines import width
from tests.cli.running import MINI, RULESETS, run

MET = """单位,年度,小城经费,小城人口,小城小组,佐证,小城场馆,场馆等级,小城方案日期,publicity,佐证
东区,2020,30000,20000,是,东政发〔2019〕1号,是,三级,2019-03-01,已完成,东政发〔2019〕2号
"""
EAST = ("--subject", "东区")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "东区.csv"
    path.write_text(MET, encoding="utf-8-sig")
    return path


def counts(path: Path) -> dict[str, int]:
    found: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["counts"]
    return {status: count for status, count in found.items() if count}


def test_a_table_is_shown_where_nothing_else_is_asked_for(data: Path) -> None:
    result = run("check", *MINI, str(data), *EAST, "--as-of", "2020-12-31", "--lang", "zh")
    assert "小城市科学素质方案" in result.stdout
    assert "东区" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    "only, more, code",
    [
        (["group", "issued"], [], 0),
        (["group", "issued", "funding"], [], 3),
        (["group"], ["--as-of", "2018-01-01"], 0),
        (["venues"], ["--subject", "小城"], 3),
    ],
)
def test_the_exit_code_tells_how_it_stands(data: Path, only: list[str], more: list[str], code: int) -> None:
    subject = () if "--subject" in more else EAST
    chosen = [word for id in only for word in ("--only", id)]
    assert run("check", *MINI, str(data), *subject, "--as-of", "2020-12-31", *chosen, *more).exit_code == code


@pytest.mark.parametrize(
    "fail_on, code", [("violation", 0), ("warning", 1), ("notice", 1)]
)
def test_what_fails_the_run_is_for_the_user_to_say(tmp_path: Path, fail_on: str, code: int) -> None:
    path = tmp_path / "east.csv"
    path.write_text("单位,年度,小城方案日期\n东区,2020,2021-03-01\n", encoding="utf-8")
    arguments = ("check", *MINI, str(path), *EAST, "--only", "issued", "--as-of", "2021-12-31", "--fail-on", fail_on)
    assert run(*arguments).exit_code == code


def test_a_violation_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "east.csv"
    path.write_text("单位,年度,小城小组\n东区,2020,否\n", encoding="utf-8")
    assert run("check", *MINI, str(path), *EAST, "--only", "group", "--as-of", "2020-12-31").exit_code == 1


def test_several_reports_in_one_run(data: Path, tmp_path: Path) -> None:
    a, b = tmp_path / "a.json", tmp_path / "b.csv"
    result = run("check", *MINI, str(data), *EAST, "--as-of", "2020-12-31", "-f", "table", "-o", "-",
                 "-f", "json", "-o", str(a), "-f", "csv", "-o", str(b))
    assert "Minicity plan" in result.stdout
    assert counts(a)["met"] == 4
    assert b.read_bytes()
    assert result.stderr.count("written: ") == 2
    assert "findings" not in result.stderr


def test_where_no_table_is_shown_a_summary_is(data: Path, tmp_path: Path) -> None:
    result = run("check", *MINI, str(data), "没有.csv", *EAST, "--as-of", "2020-12-31", "-o", str(tmp_path / "a.json"))
    assert result.stdout == ""
    assert "没有.csv" in result.stderr
    assert "subjects 1, findings 6: open gaps 1" in result.stderr


def test_quiet_leaves_only_the_report(data: Path, tmp_path: Path) -> None:
    result = run("check", *MINI, str(data), *EAST, "--as-of", "2020-12-31", "-q", "-o", str(tmp_path / "a.json"))
    assert result.output == ""


def test_json_on_standard_output_can_be_read_by_a_program(data: Path) -> None:
    result = run("check", *MINI, str(data), *EAST, "--as-of", "2020-12-31", "-f", "json")
    assert json.loads(result.stdout)["plan"]["id"] == "mini-2020"


def test_the_same_input_gives_the_same_bytes(data: Path) -> None:
    arguments = ("check", *MINI, str(data), "--as-of", "2020-12-31", "-f", "json")
    assert run(*arguments).stdout_bytes == run(*arguments).stdout_bytes


def test_today_is_the_day_where_none_is_said(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date as day

    from scilit_rules.cli import selection

    class Clock(day):
        @classmethod
        def today(cls) -> Clock:
            return cls(2020, 12, 31)

    monkeypatch.setattr(selection, "date", Clock)
    assert json.loads(run("check", *MINI, str(data), "-f", "json").stdout)["as_of"] == "2020-12-31"


@pytest.mark.parametrize("subject", ["东区", "East", "mini.east", "990301", "小城市东区"])
def test_a_subject_may_be_called_by_any_of_its_names(data: Path, subject: str) -> None:
    result = run("check", *MINI, str(data), "--subject", subject, "--as-of", "2020-12-31", "-f", "json")
    assert [found["id"] for found in json.loads(result.stdout)["subjects"]] == ["mini.east"]


def test_a_waiver_keeps_a_gap_from_failing_the_run(tmp_path: Path) -> None:
    data, waivers = tmp_path / "east.csv", tmp_path / "waivers.yaml"
    data.write_text("单位,年度,小城小组\n东区,2020,否\n", encoding="utf-8")
    waivers.write_text("- {id: w1, obligation: group, subject: mini.east, reason: 改革, approver: 市政府,"
                       " document: 小政办〔2020〕1号, from: 2020-01-01, until: 2021-01-01}\n", encoding="utf-8")
    arguments = ("check", *MINI, str(data), *EAST, "--only", "group", "--as-of", "2020-12-31")
    assert run(*arguments).exit_code == 1
    assert run(*arguments, "--waivers", str(waivers)).exit_code == 0


def test_where_sources_contradict_each_other_one_may_be_preferred(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("单位,年度,小城小组,佐证\n东区,2020,否,\n", encoding="utf-8")
    other.write_text("单位,年度,小城小组,佐证\n东区,2020,是,东政发〔2019〕1号\n", encoding="utf-8")
    arguments = ("check", *MINI, str(one), str(other), *EAST, "--only", "group", "--as-of", "2020-12-31")
    assert run(*arguments).exit_code == 3
    assert run(*arguments, "--prefer", str(other)).exit_code == 0
    assert run(*arguments, "--prefer", str(one), "--prefer", str(other)).exit_code == 1


@pytest.mark.parametrize("engine", ["auto", "reference"])
def test_an_engine_may_be_chosen(data: Path, engine: str) -> None:
    result = run("check", *MINI, str(data), *EAST, "--as-of", "2020-12-31", "--engine", engine, "-f", "json")
    assert json.loads(result.stdout)["run"]["engine"] in (engine, "durable", "reference")


def test_encoding_and_delimiter_may_be_said(tmp_path: Path) -> None:
    path = tmp_path / "east.csv"
    path.write_bytes("单位\t年度\t小城小组\n东区\t2020\t否\n".encode("gbk"))
    arguments = ("check", *MINI, str(path), *EAST, "--only", "group", "--as-of", "2020-12-31")
    assert run(*arguments, "--encoding", "GBK", "--delimiter", "tab").exit_code == 1


def test_detail_and_width_shape_the_table(data: Path) -> None:
    arguments = ("check", *MINI, str(data), *EAST, "--as-of", "2020-12-31", "--lang", "zh")
    short, full = run(*arguments).stdout, run(*arguments, "--detail").stdout
    assert "东政发〔2019〕1号" in full
    assert "东政发〔2019〕1号" not in short
    narrow = run(*arguments, "--width", "60").stdout
    assert max(width(line) for line in narrow.splitlines()) <= 60


def test_a_ruleset_may_be_named_by_its_folder(data: Path) -> None:
    result = run("check", str(RULESETS / "mini-2020"), str(data), *EAST, "--only", "group", "--as-of", "2020-12-31")
    assert result.exit_code == 0


def test_no_data_at_all_is_no_pass() -> None:
    assert run("check", *MINI, "--as-of", "2020-12-31").exit_code == 3


def test_an_interruption_while_writing_leaves_the_old_report(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scilit_rules.reporters.json import JsonReporter

    def breaks_off(self: object, report: object, out: object, options: object) -> None:
        out.write(b'{"half')  # type: ignore[attr-defined]
        raise KeyboardInterrupt

    old = tmp_path / "a.json"
    old.write_text("whole", encoding="utf-8")
    monkeypatch.setattr(JsonReporter, "write", breaks_off)
    result = run("check", *MINI, str(data), *EAST, "--as-of", "2020-12-31", "-o", str(old))
    assert result.exit_code == 130
    assert "Interrupted" in result.stderr
    assert old.read_text(encoding="utf-8") == "whole"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "东区.csv"]


def test_scorecards_are_shown_where_they_are_asked_for(data: Path) -> None:
    arguments = ("check", *MINI, str(data), *EAST, "--as-of", "2020-12-31", "--lang", "zh")
    assert "各章节情况" not in run(*arguments).stdout
    shown = run(*arguments, "--scorecards")
    assert "各章节情况" in shown.stdout
    assert "各单位分章节情况" in shown.stdout
    assert shown.exit_code == run(*arguments).exit_code


def test_json_always_holds_the_scorecards(data: Path) -> None:
    result = run("check", *MINI, str(data), *EAST, "--as-of", "2020-12-31", "-f", "json")
    assert [card["subject"] for card in json.loads(result.stdout)["scorecards"]["subjects"]] == ["mini.east"]
