"""What lets later versions of a ruleset be known again: its version, former ids, and digests of what is demanded."""

from __future__ import annotations

from pathlib import Path

import pytest

from scilit_rules.language.library import load_plan
from scilit_rules.model.plan import Plan
from tests.language.made import GOOD, make_rulesets


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan("demo", [GOOD])


@pytest.mark.parametrize(("written", "read"), [
    ("2", "2"), ("1.10", "1.10"), ("'1.10'", "1.10"), ("2021年修订", "2021年修订"), ("2021-03-15", "2021-03-15"),
])
def test_a_version_is_a_name_as_it_is_written(tmp_path: Path, written: str, read: str) -> None:
    edit = {"file": "demo/plan.yaml", "find": "id: demo\n", "put": f"id: demo\nversion: {written}\n"}
    assert load_plan("demo", [make_rulesets(tmp_path, {"edit": [edit]})]).version == read


def test_an_obligation_knows_what_it_follows_and_what_it_was_called(tmp_path: Path, plan: Plan) -> None:
    edit = {"file": "demo/obligations/goals.yaml", "find": "id: training\n",
            "put": "id: training\n  follows: funds-per-head\n  formerly: [courses, lessons]\n"}
    training = load_plan("demo", [make_rulesets(tmp_path, {"edit": [edit]})]).obligations["training"]
    assert (training.follows, training.formerly) == ("funds-per-head", ("courses", "lessons"))
    assert (plan.obligations["training"].follows, plan.obligations["training"].formerly, plan.version) == (None, (), "")


GOALS, SHARED = "demo/obligations/goals.yaml", "core/obligations/shared.yaml"
OTHER_RULES = [
    ("what must hold", "literacy-rate", GOALS, "above: 10.5", "above: 10.6"),
    ("the operator", "literacy-rate", GOALS, "above: 10.5", "at_least: 10.5"),
    ("when it applies", "literacy-rate", GOALS, "present: true", "above: 0"),
    ("how strongly", "literacy-rate", GOALS, "binding: mandatory", "binding: directional"),
    ("by when", "literacy-rate", GOALS, "by: 2020-12-31", "by: 2020-06-30"),
    ("of whom", "literacy-rate", GOALS, "bears: city", "bears: [city, district]"),
    ("how often", "training", GOALS, "{years: 2, first: 2017}", "{years: 1, first: 2017}"),
    ("the question", "training", GOALS, "zh: 是否开展了培训", "zh: 是否开展了四期培训"),
    ("the evidence", "training", GOALS, "evidence: 1", "evidence: 2"),
    ("what counts as done", "training", GOALS, "    evidence: 1", "    done: 已启动\n    evidence: 1"),
    ("what a person judges", "culture", GOALS, "氛围是否形成", "氛围是否已经形成"),
    ("what a parameter says", "funds-per-head", "demo/obligations/organisation.yaml", "minimum: 1", "minimum: 2"),
]
SAME_RULES = [
    ("a title", "literacy-rate", GOALS, "zh: 比例超过10.5%", "zh: 公民科学素质比例超过10.5%"),
    ("noughts", "literacy-rate", GOALS, "above: 10.5", "above: 10.50"),
    ("a note", "literacy-rate", GOALS, "  by: 2020-12-31", "  note: 按2020年抽样调查\n  by: 2020-12-31"),
    ("a remedy", "literacy-rate", GOALS, "  by: 2020-12-31", "  remedy: 加强培训\n  by: 2020-12-31"),
    ("its id", "literacy-rate", GOALS, "id: literacy-rate", "id: rate\n  formerly: literacy-rate"),
    ("a translation", "training", GOALS, "en: Was training held", "en: Has there been training"),
    ("the order of bearers", "training", GOALS, "bears: [district, zone]", "bears: [zone, district]"),
    ("where it stands", "literacy-rate", GOALS, "- id: literacy-rate", "# literacy\n\n- id: literacy-rate"),
]


@pytest.mark.parametrize(("id", "file", "find", "put", "changed"), [
    *(pytest.param(*edit, True, id=name) for name, *edit in OTHER_RULES),
    *(pytest.param(*edit, False, id=name) for name, *edit in SAME_RULES),
])
def test_a_digest_changes_with_what_is_demanded_and_with_nothing_else(
        tmp_path: Path, plan: Plan, id: str, file: str, find: str, put: str, changed: bool) -> None:
    fault = {"edit": [{"file": file, "find": find, "put": put}], "remove": ["demo/consequences.yaml"]}
    edited = load_plan("demo", [make_rulesets(tmp_path, fault)])
    found = next(one for one in edited.obligations.values() if id in (one.id, *one.formerly))
    assert (found.digest != plan.obligations[id].digest) is changed
    assert {other for other in plan.obligations if other in edited.obligations and other != id
            and edited.obligations[other].digest != plan.obligations[other].digest} == set()


def test_a_digest_is_the_same_in_every_version_of_the_tool(plan: Plan) -> None:
    """Where this fails, every saved report would tell that all of its rules changed: mend the digest, not the test."""
    assert plan.obligations["literacy-rate"].digest == (
        "sha256:fdd51c73dd4c01f80ab0c5d818f1e052fd3d12caf44abc28bec4b4177d4eb960")
