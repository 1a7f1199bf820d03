"""Returns that are made to harm, or happen to: refused or read in little time, and the good one beside them judged."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.trial import Case, hold, name_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")


ROW = '{"单位": "西区", "年度": 2020, "小城经费": VALUE}'


def text(name: str, content: str) -> Callable[[Path], object]:
    """What writes a file of text."""
    return lambda folder: (folder / name).write_text(content, encoding="utf-8")


def table(*rows: str) -> Callable[[Path], object]:
    """What writes a table of text."""
    return text("西区.csv", "\n".join(rows) + "\n")


def value(written: str) -> Callable[[Path], object]:
    """What writes a JSON file with one value of the return."""
    return text("西区.json", f"[{ROW.replace('VALUE', written)}]")


def grown(levels: int) -> str:
    """YAML in which each name stands for ten times the one before."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


def in_doubt(returns: Path, out: Path) -> None:
    """What was written is told as a doubt of the finding."""
    findings = json.loads((out / "report.json").read_text(encoding="utf-8"))["findings"]
    assert [found for found in findings if found["status"] == "unknown" and found["reason"] != "missing"]


def nothing_run(returns: Path, out: Path) -> None:
    """No command in a file was run."""
    assert not [path for folder in (returns, out, Path.cwd()) for path in folder.glob("owned*")]


HEAD = "单位,年度,小城经费"
CASES = [
    Case("an escape sequence in a subject", table(HEAD, "\x1b]0;x\x07西\x1b[2J区,2020,1"), ("facts.",)),
    Case("an escape sequence in a heading", table("单位,年度,\x1b[31m小城经费\x1b[0m", "西区,2020,1"), ("facts.",)),
    Case("a number with an exponent beyond all", value("1e999999999999999999999")),
    Case("a number of a hundred thousand digits", value("9" * 100_000)),
    Case("a small number with an exponent of millions", value("1e-99999999")),
    Case("a text of a million letters", value('"' + "长" * 1_000_000 + '"')),
    Case("lists in lists without end", text("西区.json", "[" * 200_000), ("adapters.too-deep",)),
    Case("YAML that grows tenfold at each line", text("西区.yaml", grown(30)), ("adapters.yaml-alias",)),
    Case("YAML that builds objects", text("西区.yaml", "- !!python/object/apply:os.system [touch owned]\n"), then=nothing_run),
    Case("a year of a hundred thousand digits", table(HEAD, f"西区,{'2' * 100_000},1"), then=in_doubt),
    Case("a heading of brackets", table(f"单位,年度,{'（' * 50_000}", "西区,2020,1"), ("facts.",)),
    Case("a subject of one sign", table(HEAD, f"{'、' * 50_000},2020,1"), ("facts.",)),
    Case("a title of blanks", text("西区.csv", f"{' ' * 100_000}\n{HEAD}\n西区,2020,1\n")),
    Case("a value of figures in words", table(HEAD, f"西区,2020,{'万亿' * 20_000}"), then=in_doubt),
    Case("evidence of brackets", table("单位,年度,小城小组,佐证", f"西区,2020,是,{'《' * 30_000}{'〔' * 30_000}")),
    Case("a file without a line's end", text("西区.csv", f"{HEAD},佐证\n西区,2020,1," + "文件、" * 300_000)),
    Case("names that a shell and a path would obey", text("$(touch owned);..%2f西区.csv", f"{HEAD}\n../../东区,2020,1\n"), ("facts.",)),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_hostile_return_harms_nothing(case: Case, tmp_path: Path) -> None:
    outcome = hold(case, tmp_path)
    assert "\x1b" not in outcome.stderr + outcome.stdout
