"""What holds the house together and no single part could keep: sizes, docs, words, packaging, clocks."""

from __future__ import annotations

import ast
import configparser
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scilit_rules.plugins import hookspecs

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "scilit_rules"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = sorted(
    path
    for folder in ("scilit_rules", "plugins", "examples", "benchmarks", "scripts", "tests")
    for path in (ROOT / folder).rglob("*.py")
)
HOOKS = sorted(name for name in vars(hookspecs) if name.startswith("scilit_"))


def setup() -> configparser.ConfigParser:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    return config


def lines_of(section: str, key: str) -> list[str]:
    return [line for line in setup()[section][key].splitlines() if line.strip()]


def names_of(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path)))


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=label)
def test_a_file_is_short_enough_to_be_read_at_a_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 400


def test_nine_functions_in_ten_are_short() -> None:
    sizes = sorted(
        (node.end_lineno or node.lineno) - node.lineno + 1
        for path in MODULES
        for node in names_of(path)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    )
    assert sizes[len(sizes) * 9 // 10] <= 30


def test_no_module_is_a_drawer_for_everything() -> None:
    assert not {path.stem for path in MODULES} & {"utils", "util", "helpers", "common", "base", "misc"}


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_documented_and_has_a_test_that_names_it(hook: str) -> None:
    assert inspect.getdoc(getattr(hookspecs, hook))
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert any(hook in page.read_text(encoding="utf-8") for page in pages), f"{hook} stands in no page of the docs"
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__)]
    assert any(f"def test_{hook}" in path.read_text(encoding="utf-8") for path in tests), f"no test_{hook}…"


def test_every_built_in_plugin_is_an_entry_point_and_the_other_way_round() -> None:
    named = {line.partition("=")[2].strip() for line in lines_of("options.entry_points", "scilit_rules")}
    marked = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in MODULES
        if re.search(r"^@hookimpl", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named == marked


def test_every_package_is_installed() -> None:
    found = {
        ".".join(path.parent.relative_to(ROOT).parts) for path in MODULES if path.name == "__init__.py"
    }
    assert set(lines_of("options", "packages")) == found | {"scilit_rules.rulesets"}


def test_adapters_and_reporters_that_are_plugins_stand_in_the_contract_of_independence() -> None:
    kept_apart = {
        name.strip()
        for section in setup().sections()
        if section.startswith("importlinter:contract:")
        for line in setup()[section].get("layers", "").splitlines()
        for name in line.split("|")
    }
    plugins = {line.partition("=")[2].strip() for line in lines_of("options.entry_points", "scilit_rules")}
    parts = {name for name in plugins if name.split(".")[1] in ("adapters", "reporters")}
    assert {".".join(name.split(".")[2:]) for name in parts} <= kept_apart


CLOCKS = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime"}
CLOCK_OWNERS = {"date", "datetime", "time", "dt"}


@pytest.mark.parametrize("path", [path for path in MODULES if "cli" not in path.parts], ids=label)
def test_only_the_command_line_reads_the_clock(path: Path) -> None:
    for node in names_of(path):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            owner = node.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            assert name not in CLOCK_OWNERS, f"{label(path)}:{node.lineno} reads the clock"


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_public_functions_say_what_they_take_and_give(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    assert ast.get_docstring(tree), f"{label(path)} does not say what it is for"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert node.returns is not None, f"{label(path)}:{node.lineno} {node.name} has no return type"


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "raise NotImplementedError"])
def test_nothing_promises_work_for_later(word: str) -> None:
    for path in [*MODULES, *(ROOT / "rulesets").rglob("*.yaml"), *ROOT.glob("*.md")]:
        assert word not in path.read_text(encoding="utf-8"), label(path)
