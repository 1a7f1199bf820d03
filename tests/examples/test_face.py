"""The public face: everything that it names is there, typed, and costs nothing before it is used."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import scilit_rules as sr

FACE = Path(sr.__file__)
HEAVY = {"sqlalchemy", "docx", "openpyxl", "pluggy", "pydantic", "yaml", "durable", "scilit_rules.app.check"}


def typed_names() -> dict[str, str]:
    """What a type checker sees: each name and the module that it is imported from."""
    tree = ast.parse(FACE.read_text(encoding="utf-8"))
    return {alias.name: node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
            for alias in node.names if (node.module or "").startswith("scilit_rules.")}


def test_a_type_checker_sees_what_a_program_gets() -> None:
    assert sorted(typed_names()) == sorted(sr.__all__) == sorted(dir(sr))
    for name, module in typed_names().items():
        assert getattr(sr, name) is getattr(sys.modules[module], name)


def test_what_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        _ = sr.chek  # type: ignore[attr-defined]


def test_importing_it_loads_nothing_else() -> None:
    code = "import sys; import scilit_rules; print(*(name for name in sys.modules if name.startswith('scilit_rules')))"
    assert loaded(code) == {"scilit_rules"}


@pytest.mark.parametrize("names, allowed", [
    ("open_ledger, take_in, ledger_rows, move_row, due_rows, LedgerRow, LedgerState", {"yaml"}),
    ("make_letters, LetterRound, write_report, compare", {"yaml", "pluggy"}),
    ("Grid, Problem, ReadOptions, hookimpl", {"yaml", "pluggy"}),
])
def test_a_part_of_it_loads_only_what_it_needs(names: str, allowed: set[str]) -> None:
    found = loaded(f"import sys; from scilit_rules import {names}; print(*sys.modules)")
    assert found & HEAVY <= allowed


def loaded(code: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("folder", ["plugins", "examples"])
def test_plugins_and_examples_need_nothing_but_the_face(folder: str) -> None:
    root = FACE.parents[1] / folder
    for path in sorted(root.rglob("*.py")):
        if path.name != "make_returns.py" and "tests" not in path.parts:
            assert not re.findall(r"(?:from|import) scilit_rules\.\S+", path.read_text(encoding="utf-8")), path
