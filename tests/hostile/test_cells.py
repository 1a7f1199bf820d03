"""Cells that repeat one sign or word without end, in every column that somebody fills in."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.hostile.trial import Case, hold, name_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
HEAD = ("单位", "年度", "小城经费", "小城人口", "小城小组", "佐证", "小城场馆", "场馆等级", "小城方案日期", "publicity", "佐证",
        "审核意见", "备注")
GOOD = ("西区", "2020", "30000", "20000", "是", "东政发〔2019〕1号", "是", "三级", "2019-03-01", "已完成",
        "东政发〔2019〕2号", "同意", "")
# As long as a cell may be, less the quote that some writers of CSV add.
LONG = 9_990
# What patterns repeat, by which each could be led to go over a text again and again.
REPEATED = {
    "blanks and commas": (" ", "\u3000", ",", "，", ", ", "、", "。", "; ", "：", "\\", '"', "'"),
    "brackets": ("(", "（", "[", "【", "《", "“", "《》（", "(a)", "()", "<", "〔", "{"),
    "digits and units": ("1", "1 ", "1,", "1.", "-1", "19", "2020年", "2020 ", "1月", "万", "1万", "%", "元", "号", "第"),
    "words of reports": ("已", "未", "均", "完成", "未完成；", "已经", "同意", "不", "√", "见附件、", "等", "若干", "预算", "召", "尚"),
    "names": ("市", "区", "省市", "县区", "城乡", "一", "相关", "科普", "a", "a.", "a-", "a@", "a/", "http://", "from ", "×"),
}


def repeated(units: Sequence[str]) -> Callable[[Path], object]:
    """What writes a table with a row for each unit and column, in which that column holds it again and again."""
    def make(folder: Path) -> None:
        with (folder / "西区.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(HEAD)
            for unit in units:
                for column in range(len(HEAD)):
                    table.writerow([*GOOD[:column], unit * (LONG // len(unit)), *GOOD[column + 1 :]])
    return make


@pytest.mark.parametrize("case", [Case(name, repeated(units)) for name, units in REPEATED.items()], ids=name_of)
def test_cells_that_repeat_without_end_are_read_in_time(case: Case, tmp_path: Path) -> None:
    hold(case, tmp_path)


def framing(units: Sequence[str]) -> Callable[[Path], object]:
    """What writes tables with each unit again and again above the table, as a heading and behind one, and below."""
    def make(folder: Path) -> None:
        for number, unit in enumerate(units):
            long = unit * (LONG // len(unit))
            with (folder / f"西区{number}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([[long], [f"单位：{long}"], [*HEAD[:2], f"小城经费（{long}", f"小城人口{long}", long],
                                            GOOD[:5], [f"注：{long}"], [long]])
    return make


@pytest.mark.parametrize("case", [Case(name, framing(units)) for name, units in REPEATED.items()], ids=name_of)
def test_what_frames_cells_and_repeats_without_end_is_read_in_time(case: Case, tmp_path: Path) -> None:
    hold(case, tmp_path)
