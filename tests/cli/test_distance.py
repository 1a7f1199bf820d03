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


def test_how_much_there_is_to_do_comes_first_and_last(data: str) -> None:
    text = run("distance", *MINI, data, *PLAN, "--lang", "zh").stdout
    whole = "东区：可以补做的差距2项，其中强制性任务的2项；已知需经费8,000元；数据缺失、存疑或待核定的4项"
    assert text.count(whole) == 2 and text.rstrip().endswith(whole)
    parts = [text.index(word) for word in (whole, "需要什么", "合计", "强制性任务的差距2项", "增加投入8,000元",
                                            "建立领导小组")]
    assert parts == sorted(parts)


def test_where_nothing_is_to_be_closed_it_says_so() -> None:
    text = run("distance", *MINI, "--as-of", "2020-12-31", "--lang", "zh").stdout
    assert text.rstrip().splitlines()[-1].startswith("4个单位：没有可以补做的差距；数据缺失、存疑或待核定的")


def test_a_subject_that_lacks_nothing_is_told_so_once(tmp_path: Path) -> None:
    path = tmp_path / "east.csv"
    path.write_text("单位,年度,小城经费,小城人口\n东区,2019,30000,20000\n东区,2020,30000,20000\n", encoding="utf-8")
    text = run("distance", *MINI, str(path), *PLAN, "--only", "funding", "--lang", "zh").stdout
    assert text.count("东区：没有差距，也没有未定事项") == 1 and "需要什么" not in text


def test_gaps_of_less_weight_have_a_line_and_questions_wait_for_detail(data: str) -> None:
    more = Path(data).with_name("more.csv")
    more.write_text("单位,任务,完成情况\n东区,开展宣传,部分完成\n", encoding="utf-8")
    short = run("distance", *MINI, data, str(more), *PLAN, "--lang", "zh").stdout
    assert [line.split() for line in short.splitlines() if line.startswith("导向性")] == [
        ["导向性", "开展宣传", "自报部分完成", "文件或佐证、工作"]]
    assert "用 --detail 列出" in short and "补报或更正数据" not in short
    full = run("distance", *MINI, data, str(more), *PLAN, "--lang", "zh", "--detail").stdout
    assert "--detail" not in full
    assert "完成这项工作" in full and "补报或更正数据" in full
    assert len(full.splitlines()) > len(short.splitlines())


def test_programs_and_spreadsheets_get_everything_without_detail(data: str, tmp_path: Path) -> None:
    for name in ("d.json", "d.csv"):
        short, full = tmp_path / name, tmp_path / f"full-{name}"
        run("distance", *MINI, data, *PLAN, "-o", str(short), "-q")
        run("distance", *MINI, data, *PLAN, "-o", str(full), "-q", "--detail")
        assert short.read_bytes() == full.read_bytes()


def test_what_is_written_to_a_file_is_summed_up_once(data: str, tmp_path: Path) -> None:
    told = run("distance", *MINI, data, *PLAN, "-o", str(tmp_path / "d.csv"), "--lang", "zh").stderr
    assert told.count("可以补做的差距2项") == 1


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
