"""libyaml and PyYAML's Python scanner read one dialect, and depth is refused in our words whichever of them reads."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml

from scilit_rules.language.dialect import PythonLoader, line_too_deep, may_be_deep

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for folder in ("rulesets", "plugins", "examples", "tests", "scilit_rules")
               for path in (ROOT / folder).rglob("*.yaml"))
WRITTEN = [path.read_text(encoding="utf-8") for path in FILES]
REFUSED = "refused"
Events = list[tuple[str, object]] | str

both = pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="this PyYAML has no libyaml")


def events(text: str, loader: object) -> Events:
    try:
        return [(type(event).__name__, getattr(event, "value", None)) for event in yaml.parse(text, loader)]
    except yaml.YAMLError:
        return REFUSED


@both
@pytest.mark.parametrize("text", WRITTEN, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_what_ships_is_read_alike(text: str) -> None:
    assert events(text, PythonLoader) == events(text, yaml.CSafeLoader)


@both
@pytest.mark.parametrize("text", [
    "{zh: 是否开展？, en: Was it held?}", "[a?, b?c]", "{a?: b}", "[?a]", "{?a: b}", "{a: ?b}", "[? a: b]", "? a\n: b",
    "[-]", "[-a]", "{a: -,}", "{a:, b}", "[a:]", "{a: b:[c]}", "{a: :b}", "[:a]", "{a:b}", "a:b", "a: b:c",
    "a:\tb", "a: b\tc", "a\t: b", "- a\t# said", "\ta: b", "a:\n\tb", "a: b\n\tc", "a:\n  b\n  \tc", "[a,\n\tb]",
    "a: 'b\n\n  c'", "a: b\n\n  c\n---\nd", "a: b\n...\n", "a: |\n  b\n", "a: >-\n  \tb\n  c\n", "a: |\n\tb\n", "a: |\n  b\n  \tc\n",
    "a: |\n  b\n\tc\n", "a: |\n  b\n \tc\n", "a: |2\n  \tb\n", "a: |2\n \tb\n", "a: >\n\n  \tb\n", "a: >\n  b\n\n\t\n  c\n",
    "a: #b", "a: b#c", "a: b #c", "{a: b #c\n}",
])
def test_each_reads_or_refuses_what_the_other_does(text: str) -> None:
    assert events(text, PythonLoader) == events(text, yaml.CSafeLoader)


@both
def test_slips_of_the_pen_are_read_alike_too() -> None:
    """Tags are left out, and a mark of byte order within a text: neither is read from a ruleset at all."""
    chance = random.Random(20160815)
    slips = "?:-,[]{}#&*|>'\"%@`\t \n.~=/\\0a是："
    for _ in range(1500):
        lines = chance.choice(WRITTEN).split("\n")
        first = chance.randrange(len(lines))
        text = list("\n".join(lines[first : first + chance.randrange(1, 8)]))
        for _ in range(chance.randrange(1, 4)):
            text.insert(chance.randrange(len(text) + 1), chance.choice(slips))
        written = "".join(text)
        if "!" not in written and not _ends_a_header_with_a_tab(written):
            assert events(written, PythonLoader) == events(written, yaml.CSafeLoader), written


def _ends_a_header_with_a_tab(text: str) -> bool:
    return any(mark in text for mark in (">\t", "|\t", ">#", "|#"))


@pytest.mark.parametrize("text,line", [
    ("[" * 61, 1), ("[" * 60, None), ("[" * 100_000, 1), ("- " * 100_000, 1), ("? " * 61 + "a", 1),
    ("\n".join(" " * level + "a:" for level in range(62)), 61), ('["]", ' * 61, 1), ("{a: " * 61, 1), ("[]" * 100, None),
    ("a: '" + "[" * 100 + "'", None), ("a: [\n" * 70, 60),
])
def test_depth_is_told_by_its_line(text: str, line: int | None) -> None:
    assert line_too_deep(text, 60) == line


@pytest.mark.parametrize("text", ["[" * 61, "- " * 61, "? " * 61, " " * 60 + "a: b", '["]", ' * 10_001])
def test_what_may_be_deep_is_measured_before_it_is_read(text: str) -> None:
    assert may_be_deep(text, 60)


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_no_file_that_ships_is_measured_in_vain(path: Path) -> None:
    assert not may_be_deep(path.read_text(encoding="utf-8"), 60)
