"""The JSON Schemas say what the loader says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from scilit_rules.language.dialect import PythonLoader
from scilit_rules.language.home import packaged_rulesets
from scilit_rules.language.schema import json_schemas
from scilit_rules.model.operators import OPERATORS
from tests.language.made import GOOD

SCHEMAS = json_schemas()
KINDS = {"plan.yaml": "plan", "consequences.yaml": "consequences", "vocabulary.yaml": "vocabulary",
         "subjects.yaml": "subjects"}


class TextDates(PythonLoader):
    """Leaves dates as text, as editors do."""


TextDates.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in PythonLoader.yaml_implicit_resolvers.items()
}


def authored() -> Iterator[Any]:
    for root in (GOOD, packaged_rulesets()):
        for path in sorted(root.rglob("*.yaml")):
            name = path.relative_to(root).as_posix()
            shared = name.startswith("core/")
            kind = KINDS.get(path.name) or path.parent.name
            kind = "shared" if shared and kind == "plan" else "shared-obligations" if shared else kind
            yield pytest.param(kind, path, id=f"{root.parent.name}/{name}")


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_schema_is_a_schema_and_complete_in_itself(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind])
    text = json.dumps(SCHEMAS[kind])
    assert "x-block" not in text
    for reference in set(text.split('"$ref": "#/$defs/')[1:]):
        assert reference.partition('"')[0] in SCHEMAS[kind]["$defs"]


@pytest.mark.parametrize("kind,path", list(authored()))
def test_good_files_fit_their_schema(kind: str, path: Path) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), TextDates)
    assert list(Draft202012Validator(SCHEMAS[kind]).iter_errors(data)) == []


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_key_says_what_it_is(kind: str) -> None:
    for name, part in [("", SCHEMAS[kind]), *SCHEMAS[kind].get("$defs", {}).items()]:
        if not name.endswith("condition"):
            for key, value in part.get("properties", {}).items():
                assert value.get("description"), f"{name}.{key}"


def test_every_operator_stands_in_the_schema() -> None:
    text = json.dumps(SCHEMAS["obligations"]["$defs"]["condition"], ensure_ascii=False)
    for operator in OPERATORS.values():
        assert f'"{operator.name}"' in text
        assert operator.summary.zh in text


@pytest.mark.parametrize("kind,data", [
    ("obligations", [{"id": "a", "clause": "一", "require": {"fact": "a.b", "abov": 1}}]),
    ("obligations", [{"id": "a", "clause": "一", "require": {"fact": "a.b", "above": "10"}}]),
    ("obligations", [{"id": "a.b", "clause": "一"}]),
    ("obligations", [{"id": "a", "clause": "一", "bears": "区"}]),
    ("obligations", [{"id": "a", "clause": "一", "titel": "x"}]),
    ("consequences", [{"id": "a", "title": "x", "severity": "warning", "when": {"fact": "a.b", "is": True}}]),
    ("vocabulary", {"rate": {"title": "x", "type": "share"}}),
    ("plan", {"id": "a", "title": "x", "jurisdiction": "z", "years": [2016]}),
    ("cases", [{"case": "a", "as_of": "2020-12-31", "expect": {"a": "good"}}]),
    ("cases", [{"case": "a", "as_of": "2020-12-31", "facts": {"a.b": 1}}]),
])
def test_bad_files_do_not(kind: str, data: object) -> None:
    assert list(Draft202012Validator(SCHEMAS[kind]).iter_errors(data)) != []
