"""Nothing of what files bring is opened, inflated or parsed but by the gate."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scilit_rules"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "gate" not in path.relative_to(PACKAGE).parts[:1])
OPENERS = {"load_workbook", "ExcelReader", "Document", "PdfReader", "BadZipFile", "is_zipfile"}
READS = {"read_bytes", "read_text"}
# What each module may open all the same, and why.
ALLOWED = {
    "facts/word_lists.py": {"read_text"},  # our own data
    "messages/__init__.py": {"read_text"},  # our own data
    "reporters/page/document.py": {"read_text"},  # our own styles and scripts
    "reporters/letters/paper.py": {"Document"},  # a new one, of no file
    "reporters/letters/package.py": {"ZipFile"},  # what was just written
    "authoring/forms/package.py": {"ZipFile"},  # what was just written
    "cli/output.py": {"open"},  # for writing
    "cli/failures.py": {"open"},  # the null device, for writing
    "adapters/pictures.py": {"ZipFile", "BadZipFile"},  # the type of an archive that the gate opened
    "adapters/comments.py": {"ZipFile", "BadZipFile"},  # the same
    "adapters/relations.py": {"ZipFile"},  # the same
}


def label(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def opened(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for name in node.names:
                of = getattr(node, "module", "") or name.name
                if name.name in OPENERS and of.partition(".")[0] in ("openpyxl", "docx", "pypdf", "zipfile"):
                    yield node.lineno, name.name
                if of.partition(".")[0] == "zipfile" and name.name in ("ZipFile", "zipfile"):
                    yield node.lineno, "ZipFile"
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name) and function.id == "open":
                yield node.lineno, "open"
            if isinstance(function, ast.Attribute):
                owner = function.value.id if isinstance(function.value, ast.Name) else ""
                if function.attr in READS or (function.attr == "open" and owner in ("os", "io", "path")):
                    yield node.lineno, function.attr


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_only_the_gate_opens_files(path: Path) -> None:
    found = [(line, name) for line, name in opened(path) if name not in ALLOWED.get(label(path), ())]
    assert not found, f"{label(path)}: {found} belongs behind scilit_rules/gate"


def test_nothing_is_allowed_that_is_not_done() -> None:
    for name, openers in ALLOWED.items():
        assert openers <= {opener for _, opener in opened(PACKAGE / name)}, name
