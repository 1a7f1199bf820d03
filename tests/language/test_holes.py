"""Whatever value of a ruleset can't be read, that is told once, and nothing that would only follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from scilit_rules.language.library import examine
from tests.language.made import GOOD, PARTS, make_rulesets

FILES = sorted(path.relative_to(GOOD).as_posix() for path in GOOD.rglob("*.yaml"))


def values(node: Node) -> Iterator[Node]:
    """All values of a document, keys aside."""
    yield node
    if isinstance(node, MappingNode):
        for _, value in node.value:
            yield from values(value)
    elif not isinstance(node, ScalarNode):
        for item in node.value:
            yield from values(item)


def with_scoring(folder: Path) -> Path:
    return make_rulesets(folder, {"add": {"demo/plan.yaml": "scoring.yaml"}})


@pytest.mark.parametrize("name", FILES)
def test_a_value_that_cannot_be_read_is_told_once_wherever_it_stands(name: str, tmp_path: Path) -> None:
    file = with_scoring(tmp_path) / name
    good = file.read_text(encoding="utf-8")
    for node in values(yaml.compose(good, yaml.SafeLoader)):
        at = node.start_mark.index
        inline = isinstance(node, ScalarNode) or node.flow_style
        put = "!x " if inline else "!x\n" + " " * node.start_mark.column
        file.write_text(good[:at] + put + good[at:], encoding="utf-8")
        problems = examine("demo", [file.parents[len(Path(name).parts) - 1]]).problems
        assert [found.code for found in problems] == ["language.tag"], (node.start_mark, problems)


@pytest.mark.parametrize("name", FILES)
def test_a_key_that_is_written_twice_with_different_values_is_told_wherever_it_stands(name: str, tmp_path: Path) -> None:
    file = with_scoring(tmp_path) / name
    good = file.read_text(encoding="utf-8")
    for node in values(yaml.compose(good, yaml.SafeLoader)):
        if not isinstance(node, MappingNode) or not node.value or not node.flow_style:
            continue
        for key, value in node.value:
            again = f"{{{key.value}: [], " if isinstance(value, ScalarNode) else f"{{{key.value}: 2020-01-01, "
            at = node.start_mark.index
            file.write_text(good[:at] + again + good[at + 1:], encoding="utf-8")
            problems = examine("demo", [file.parents[len(Path(name).parts) - 1]]).problems
            assert "language.key-twice" in {found.code for found in problems}, node.start_mark


def test_the_rulesets_that_are_spoiled_here_are_good(tmp_path: Path) -> None:
    assert PARTS.is_dir()
    assert examine("demo", [with_scoring(tmp_path)]).problems == ()
