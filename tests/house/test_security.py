"""What SECURITY.md says is held is held by tests that there are."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
THREATS = [line for line in TEXT.partition("## Threats")[2].splitlines() if line.startswith("| ")][1:]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)


@pytest.mark.parametrize("row", THREATS, ids=lambda row: row.split("|")[1].strip())
def test_every_threat_is_held_by_a_test_and_told_in_both_languages(row: str) -> None:
    _, english, chinese, held, _ = row.split("|")
    assert re.search(r"[a-z]", english)
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    assert re.search(r"`tests/[\w/]+\.py::test_\w+`", held)


@pytest.mark.parametrize("path, name", NAMED, ids="::".join)
def test_every_test_that_is_named_is_there_and_runs_in_every_run(path: str, name: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    (found,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
    assert "pytest.mark.long" not in [ast.unparse(decorator) for decorator in found.decorator_list]


def test_there_is_a_threat_for_everything_that_others_write() -> None:
    assert len(THREATS) >= 12
    for page in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md"):
        assert "(SECURITY.md" in (ROOT / page).read_text(encoding="utf-8"), f"{page} does not lead to SECURITY.md"
