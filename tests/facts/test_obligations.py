"""Obligations may be named as tables show them, by their titles."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from scilit_rules.app.plans import load_plan
from scilit_rules.facts.obligations import obligations_named as named
from scilit_rules.model.plan import Plan
from scilit_rules.problems import UsageError, show_problem
from tests.cli.running import MINI, RULESETS, run

DAY = ("--as-of", "2020-12-31")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan("mini-2020", rulesets=[RULESETS])


@pytest.fixture
def twins(tmp_path: Path) -> Path:
    folder = tmp_path / "rulesets"
    shutil.copytree(RULESETS, folder)
    path = folder / "mini-2020" / "obligations" / "all.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("zh: 开展宣传", "zh: 印发方案"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name, id", [
    ("funding", "funding"), ("Funding", "funding"),
    ("每年人均经费不低于1元", "funding"), ("每年人均 经费不低于１元", "funding"), ("at least 1 YUAN per head a year", "funding"),
    ("Set up a leading group", "group"), ("建立领导\u3000小组", "group"), ("科学素质比例超过10.5％", "literacy"),
])
def test_an_obligation_is_known_by_id_and_by_title_in_either_language(plan: Plan, name: str, id: str) -> None:
    assert named(plan, [name], "zh") == named(plan, [name], "en") == (id,)


def test_one_that_is_named_twice_is_taken_once(plan: Plan) -> None:
    assert named(plan, ["group", "建立领导小组", "literacy"], "zh") == ("group", "literacy")


@pytest.mark.parametrize("name, lang, near", [
    ("fundign", "en", "At least 1 yuan per head a year [funding]"),
    ("建立小组", "zh", "建立领导小组 [group]"),
    ("leading group", "en", "Set up a leading group [group]"),
    ("经费增加", "en", "Funds rise [more-funding]"),
])
def test_near_ids_and_near_titles_are_named_with_both(plan: Plan, name: str, lang: str, near: str) -> None:
    with pytest.raises(UsageError) as caught:
        named(plan, [name], lang)  # type: ignore[arg-type]  # the parameters are texts
    assert near in caught.value.problems[0].near


@pytest.mark.parametrize("name", ["", " ", "无此"])
def test_what_is_like_nothing_is_like_nothing(plan: Plan, name: str) -> None:
    with pytest.raises(UsageError, match="no-such-obligation"):
        named(plan, [name], "zh")


def test_all_wrong_names_are_told_at_once(plan: Plan) -> None:
    with pytest.raises(UsageError) as caught:
        named(plan, ["fundign", "group", "gruop"], "en")
    assert [found.message.args["name"] for found in caught.value.problems] == ["fundign", "gruop"]


def test_a_title_of_several_is_refused_with_their_ids(twins: Path) -> None:
    plan = load_plan("mini-2020", rulesets=[twins])
    with pytest.raises(UsageError) as caught:
        named(plan, ["印发方案"], "zh")
    told = show_problem(caught.value.problems[0], "zh")
    assert "issued" in told and "publicity" in told and "[facts.title-of-several]" in told
    assert named(plan, ["Publicise"], "zh") == ("publicity",)
    assert named(plan, ["issued"], "zh") == ("issued",)


def test_every_command_that_takes_an_obligation_takes_its_title(tmp_path: Path) -> None:
    data = tmp_path / "east.csv"
    data.write_text("单位,年度,小城经费,小城人口\n东区,2020,12000,20000\n", encoding="utf-8")
    title, mini = "每年人均经费不低于1元", (*MINI, str(data))
    for words in (("check", *mini, *DAY, "--only", title), ("distance", *mini, *DAY, "--only", title),
                  ("explain", *mini, *DAY, "--subject", "东区", "--obligation", title, "--period", "2020"),
                  ("explain", *mini, *DAY, f"mini.east/{title}/2020"),
                  ("show", "mini-2020", title, *MINI[1:])):
        result = run(*words, env={"COLUMNS": "240"})
        assert result.exit_code in (0, 1), (words, result.stderr)
        assert "At least 1 yuan per head a year" in " ".join(result.stdout.split()), words
        assert "leading group" not in result.stdout


def test_the_other_mistakes_name_the_obligation_by_title_and_id() -> None:
    told = run("explain", *MINI, "--subject", "东区", "--obligation", "literacy", *DAY).stderr
    assert "Literacy above 10.5 % [literacy] is not borne by" in told


def test_an_obligation_is_known_by_what_it_was_called(plan: Plan) -> None:
    first, *rest = plan.obligations.values()
    renamed = replace(first, id="new-name", formerly=(first.id, "older"), aliases=("旧的 任务名称",))
    later = replace(plan, obligations={"new-name": renamed, **{one.id: one for one in rest}})
    assert named(later, [first.id]) == named(later, ["older"]) == named(later, ["旧的任务名称"]) == ("new-name",)
