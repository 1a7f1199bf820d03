"""Issued texts from strangers: what is too long or no file is refused, and what repeats one sign without end is read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.trial import PLAN, Case, hold, name_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")

TEXT = """小城市科学素质方案（2019—2020年）
一、目标
（一）素质目标
公民具备科学素质的比例超过10.5%，各区要建设场馆，普及科学知识。
二、保障
（一）经费
各区每年人均1元，应当逐步增加。{}
（二）组织
各区要成立领导小组，开展宣传。
三、附则
"""
LENGTH = 60_000
COMMAND = ("trace", *PLAN, "--source", "{returns}/text.txt", "--detail")


def text(name: str, more: str, *told: str) -> Case:
    """A text, well but for what stands in one of its clauses."""
    def make(returns: Path) -> None:
        (returns / "text.txt").write_text(TEXT.format(more), encoding="utf-8")
    return Case(name, make, told, ("text.txt",), COMMAND, judged=False, exits=(2,) if told else (1,))


def file(name: str, make: Callable[[Path], object], *told: str) -> Case:
    return Case(name, lambda returns: make(returns / "text.txt"), told, ("text.txt",), COMMAND, judged=False, exits=(2,))


CASES = [
    text("brackets", "（" * LENGTH),
    text("titles", "《" * LENGTH),
    text("quotation marks", "“" * LENGTH),
    text("digits", "9" * LENGTH),
    text("an amount without end", "9" * LENGTH + "元"),
    text("units of units", "1" + "万亿" * LENGTH + "元"),
    text("numerals", "百千" * (LENGTH // 2)),
    text("shares", "1%，" * (LENGTH // 3)),
    text("commands", "，要" * (LENGTH // 2)),
    text("encouragements", "，鼓励" * (LENGTH // 3)),
    text("blanks", " " * LENGTH),
    text("line breaks", "\n" * LENGTH),
    text("headings", "\n一、目标" * (LENGTH // 5)),
    text("bodies", "（" + "市科协、" * (LENGTH // 4) + "市科协负责）"),
    text("ten million characters on a line", "做好科普工作。" * 1_500_000, "trace.too-long"),
    file("a pipe", os.mkfifo, "adapters.not-a-file"),
    file("a folder", Path.mkdir, "adapters.not-a-file", "cli.is-folder"),
    file("a device", lambda path: path.symlink_to("/dev/zero"), "adapters.not-a-file"),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_hostile_text_is_read_soon_or_refused(case: Case, tmp_path: Path) -> None:
    hold(case, tmp_path)
