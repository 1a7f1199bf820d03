"""schema: everything that is written as JSON is as its schema says, and holds nothing that the schema is silent on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scilit_rules.cli.schema import all_schemas
from tests.cli.running import ROOT, run

PLAN = "zibo-2016-2020"
RETURNS = str(ROOT / "examples" / "zibo" / "returns")
DAY = ("--as-of", "2020-12-31")
SUBJECTS = ("--subject", "周村区", "--subject", "博山区")
# What there is to validate: the name of a schema, and the file that was written.
WRITTEN = {
    "comparison": ("compared.json", "compared-zh.json"), "sample": ("sample.json", "empty.json", "assumed-sample.json"),
    "distance": ("distance.json", "assumed.json"), "ledger": ("list.json", "show.json", "remind.json"),
    "baseline": ("baseline.json",), "report": ("old.json", "new.json"),
}

# The claims of the examples that rest on a word alone may be on clauses that name no body.
NOT_IN_EXAMPLES = {"sample": {"body"}}


def closed(schema: Any) -> Any:
    """A schema that allows no keys but those that it names."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    return {**made, "additionalProperties": False} if isinstance(schema.get("properties"), dict) else made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that commands write as JSON, from one round and the next."""
    folder = tmp_path_factory.mktemp("written")

    def write(name: str, *arguments: str) -> None:
        result = run(*arguments, "-o", str(folder / name))
        assert result.exit_code in (0, 1, 3), result.stderr

    old, new, db = str(folder / "old.json"), str(folder / "new.json"), str(folder / "ledger.db")
    write("old.json", "check", PLAN, RETURNS, *DAY, "--subject", "周村区")
    write("new.json", "check", PLAN, RETURNS, *DAY, *SUBJECTS, "--set", "周村区:institution.leading_group=否", "--set",
          "周村区:funding.popularisation.paid_in=1万元")
    versioned = json.loads(Path(new).read_text(encoding="utf-8"))
    versioned["plan"]["version"] = "2021年修订"
    Path(new).write_text(json.dumps(versioned), encoding="utf-8")
    real = str(folder / "real.json")
    write("real.json", "check", PLAN, RETURNS, *DAY, *SUBJECTS)
    write("compared.json", "compare", old, new)
    write("sample.json", "sample", PLAN, RETURNS, *DAY, "--subject", "临淄区", "--size", "20", "--seed", "1")
    write("distance.json", "distance", PLAN, RETURNS, *DAY, *SUBJECTS)
    write("assumed.json", "distance", PLAN, RETURNS, *DAY, "--subject", "周村区", "--set",
          "funding.popularisation.paid_in=41万元")
    write("baseline.json", "baseline", renamed(real, folder / "renamed.json"))
    write("assumed-sample.json", "sample", PLAN, RETURNS, *DAY, "--subject", "临淄区", "--size", "2", "--seed", "1",
          "--set", "funding.popularisation.paid_in=41万元")
    write("empty.json", "sample", PLAN, *DAY, "--subject", "周村区")
    for more in ((), ("--deadline", "2021-03-31")):
        assert run("ledger", "take-in", real if more else old, "--db", db, "--by", "Wang", *more).exit_code == 0
    assert run("ledger", "move", "2020-001", "assigned", "--db", db, "--by", "Li", "--person", "Zhao").exit_code == 0
    write("compared-zh.json", "compare", new, old, "--before", old, "--db", db, "--lang", "zh")
    write("list.json", "ledger", "list", "--db", db)
    write("show.json", "ledger", "show", "2020-001", "--db", db)
    write("remind.json", "ledger", "remind", "--db", db, "--as-of", "2021-04-01")
    return folder


def renamed(report: str, to: Path) -> str:
    """A report as it would be if every obligation had had another id in an earlier version."""
    document = json.loads(Path(report).read_text(encoding="utf-8"))
    for rule in document["plan"]["rules"]:
        rule["formerly"] = [f"{rule['id']}-once"]
    to.write_text(json.dumps(document), encoding="utf-8")
    return str(to)


@pytest.mark.parametrize(("name", "file"), [(name, file) for name, files in WRITTEN.items() for file in files])
def test_what_is_written_is_what_the_schema_says(folder: Path, name: str, file: str) -> None:
    found = json.loads((folder / file).read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(closed(all_schemas()[name]), format_checker=checker).validate(found)
    assert found["format"] == all_schemas()[name]["$id"]


@pytest.mark.parametrize("name", ["comparison", "sample", "distance", "ledger", "baseline"])
def test_every_key_of_a_schema_is_written_somewhere(folder: Path, name: str) -> None:
    written = set().union(*(keys_in(json.loads((folder / file).read_text(encoding="utf-8"))) for file in WRITTEN[name]))
    assert keys_of(all_schemas()[name]) - written <= NOT_IN_EXAMPLES.get(name, set())


def keys_of(schema: Any) -> set[str]:
    parts = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    own = schema.get("properties") if isinstance(schema, dict) else None
    return set(own if isinstance(own, dict) else ()).union(*map(keys_of, parts))


def keys_in(document: Any) -> set[str]:
    parts = document.values() if isinstance(document, dict) else document if isinstance(document, list) else ()
    return set(document if isinstance(document, dict) else ()).union(*map(keys_in, parts))


@pytest.mark.parametrize("name", sorted(all_schemas()))
def test_every_schema_is_one_and_is_printed(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(all_schemas()[name])
    assert json.loads(run("schema", name).stdout) == all_schemas()[name]


def test_gaps_and_changes_are_counted_apart(folder: Path) -> None:
    compared = json.loads((folder / "compared.json").read_text(encoding="utf-8"))
    subject = next(item for item in compared["by_subject"] if item["subject"] == "zibo.zhoucun")
    assert subject["new"] > subject["counts"]["new"]


@pytest.mark.parametrize("name", ["comparison", "sample", "distance", "ledger", "baseline"])
def test_a_schema_refuses_another_format_and_what_is_not_whole(folder: Path, name: str) -> None:
    found = json.loads((folder / WRITTEN[name][0]).read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator(all_schemas()[name])
    assert not checker.is_valid({**found, "format": "another/1"})
    for key in all_schemas()[name]["required"]:
        assert not checker.is_valid({other: value for other, value in found.items() if other != key}), key
