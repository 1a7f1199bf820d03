"""The reference pages say what the code says, and stand in docs/ as they should."""

from __future__ import annotations

import importlib.util
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from docs_pages.files import EXAMPLES, MAPPING
from docs_pages.reference import reference_pages, table
from jsonschema import Draft202012Validator

import scilit_rules as sr
from scilit_rules.authoring.cases import run_cases
from scilit_rules.engine.selection import choose
from scilit_rules.facts.collection import collect
from scilit_rules.facts.mapping import parse_mapping
from scilit_rules.language.library import examine
from scilit_rules.language.mapping_shapes import mapping_schema
from scilit_rules.language.schema import json_schemas
from scilit_rules.model.grid import Grid
from scilit_rules.model.operators import OPERATORS
from scilit_rules.model.words import Disposition, ProblemLevel, Reason, Severity, Status
from scilit_rules.plugins import hookspecs
from scilit_rules.problems import RulesetError, show_problem

SCRIPT = Path(__file__).parents[2] / "scripts" / "docs.py"


@pytest.fixture(scope="module")
def docs() -> ModuleType:
    found = importlib.util.spec_from_file_location("docs_script", SCRIPT)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_the_pages_are_up_to_date(docs: ModuleType) -> None:
    assert docs.stale(docs.pages()) == []


def test_a_page_that_is_not_is_shown_and_fails(
    docs: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert docs.main(["--check"], tmp_path) == 1
    assert "+# 运算符 Operators" in capsys.readouterr().out
    assert docs.main([], tmp_path) == 0
    assert docs.main(["--check"], tmp_path) == 0


def test_no_page_is_written_from_a_wrong_ruleset(
    docs: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "rulesets" / "wrong-2020"
    wrong.mkdir(parents=True)
    (wrong / "plan.yaml").write_text("id: wrong-2020\ntitle: 错\njurisdiction: nowhere\nyears: [2016, 2020]\n",
                                     encoding="utf-8")
    monkeypatch.setattr(docs, "RULESETS", tmp_path / "rulesets")
    assert docs.main([], tmp_path) == 1
    assert "nowhere" in capsys.readouterr().err
    assert not (tmp_path / "docs").exists()


@pytest.mark.parametrize("name", OPERATORS)
def test_every_operator_is_on_its_page(name: str) -> None:
    assert f"| `{name}` |" in reference_pages()["operators.md"]


@pytest.mark.parametrize("word", [*Status, *Reason, *Severity, *Disposition])
def test_every_word_of_a_verdict_is_on_its_page(word: object) -> None:
    assert f"| `{word}` |" in reference_pages()["statuses.md"]


@pytest.mark.parametrize("hook", [name for name in vars(hookspecs) if name.startswith("scilit_")])
def test_every_hook_is_on_its_page_with_its_arguments(hook: str) -> None:
    assert f"\n{hook}(" in reference_pages()["hooks.md"]


@pytest.mark.parametrize("name, part", [
    ("Adapter", "accepts(self, source: str) -> bool"), ("Adapter", "- suffixes: the file endings"), ("Grid", "- rows:"),
    ("Reporter", "write(self, report: Report, out: BinaryIO"), ("ReadOptions", "- max_rows:"), ("Engine", "prepare("),
])
def test_what_plugins_hand_over_is_on_the_page_of_hooks_and_in_the_face(name: str, part: str) -> None:
    (told,) = (text for text in reference_pages()["hooks.md"].split("\n### ") if text.startswith(f"{name}\n"))
    assert part in told
    assert name in sr.__all__


@pytest.mark.parametrize("kind", json_schemas())
def test_every_kind_of_file_is_on_the_page_of_keys(kind: str) -> None:
    assert f"\n## {kind}\n" in reference_pages()["ruleset-keys.md"]


def test_every_kind_of_file_has_an_example_on_the_page_and_says_whether_it_is_a_list() -> None:
    page = reference_pages()["ruleset-keys.md"].partition("\n## 上限")[0].partition("\n## 组成部分")[0]
    parts = page.split("\n## ")[1:]
    assert [part.partition("\n")[0] for part in parts] == list(EXAMPLES) == list(json_schemas())
    for part, example in zip(parts, EXAMPLES.values(), strict=True):
        assert f"```yaml\n# {example.path}\n{example.text}```" in part
        assert ("The file is a list" in part) == example.text.startswith("- ")


def test_the_examples_are_a_ruleset_without_fault_whose_cases_pass(tmp_path: Path) -> None:
    for example in EXAMPLES.values():
        (tmp_path / example.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / example.path).write_text(example.text, encoding="utf-8")
    examined = examine("qilu-2021-2025", [tmp_path])
    assert examined.problems == ()
    assert examined.plan is not None
    assert (len(examined.plan.obligations), len(examined.cases)) == (2, 3)
    results = run_cases(examined.plan, examined.cases, choose("auto", {}).engine)
    assert [show_problem(told, "en") for result in results.failed for told in result.problems] == []


def test_the_page_tells_how_facts_and_statuses_of_cases_are_written() -> None:
    page = reference_pages()["ruleset-keys.md"]
    parts = {part.partition("\n")[0]: part for part in page.split("\n### ")[1:]}
    assert "| `facts` |  | {name: givens} |" in page
    assert "- given\n- list of given" in parts["givens"]
    assert "- given-with-more" in parts["given"]
    assert [f"| `{key}` |" in parts["given-with-more"] for key in ("value", "period", "evidence", "mark")] == [True] * 4
    assert [f"| `{key}` |" in parts["expect-with-more"] for key in ("status", "reason", "period")] == [True] * 3
    assert "| `facts` |" in parts["facts-of-subject"]


@pytest.fixture(scope="module")
def zibo() -> sr.Plan:
    return sr.load_plan("zibo-2016-2020")


def test_the_example_of_a_mapping_file_reads_a_table_from_elsewhere(zibo: sr.Plan) -> None:
    assert MAPPING.text in reference_pages()["mapping.md"]
    Draft202012Validator(mapping_schema()).validate(yaml.safe_load(MAPPING.text))
    mapping = parse_mapping(MAPPING.text, zibo)
    grid = Grid("数据.csv", [("地方", "科普投入", "材料", "十九年人口", "建组否", "填表说明"),
                           ("老张店", "12.5", "决算表.pdf", "770000", "是", "略"), ("高新", "-", "", "暂无", "否", "")])
    found = collect([grid], zibo, as_of=date(2020, 12, 31), mapping=mapping)
    assert [told for told in found.problems if told.level is not ProblemLevel.INFO] == []
    assert [(fact.subject, fact.name, str(fact.period), fact.value) for fact in found.facts] == [
        ("zibo.zhangdian", "funding.popularisation.paid_in", "2020", Decimal(125000)),
        ("zibo.zhangdian", "population.resident", "2019", Decimal(770000)),
        ("zibo.zhangdian", "institution.leading_group", "2020", True),
        ("zibo.gaoxin", "institution.leading_group", "2020", False),
    ]


@pytest.mark.parametrize("key", mapping_schema()["properties"])
def test_the_page_of_mapping_files_names_the_keys_that_are_read(key: str, zibo: sr.Plan) -> None:
    assert f"| `{key}` |" in reference_pages()["mapping.md"]
    parse_mapping(f"{key}:\n", zibo)


def test_the_keys_that_a_mapping_file_knows_are_those_of_its_shape(zibo: sr.Plan) -> None:
    with pytest.raises(RulesetError) as told:
        parse_mapping("幽:\ncolumns: {a: {fact: population.resident, 幽: 1}}\nsheets: {a: {幽: 1}}\n", zibo)
    schema = mapping_schema()
    wanted = [schema["properties"], *(schema["$defs"][name]["properties"] for name in ("ColumnShape", "SheetShape"))]
    assert [set(found.near) for found in told.value.problems] == [set(keys) for keys in wanted]


def test_a_cell_can_hold_a_bar_and_lines() -> None:
    assert table(["a"], [["x|y\nz"]]).splitlines()[-1] == "| x\\|y<br>z |"
