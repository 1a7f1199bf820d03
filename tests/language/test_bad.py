"""Every fault that an author can make is said at its place, with near names; the faults are data in tests/bad/rulesets."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from scilit_rules.language import reader
from scilit_rules.language.cases import load_cases
from scilit_rules.language.dialect import PythonLoader
from scilit_rules.language.library import examine, find_plans, load_plan
from scilit_rules.messages import area
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.problems import ScilitError, show_problem
from tests.hostile.test_rulesets import CASES as HOSTILE
from tests.language.made import make_rulesets

BAD = Path(__file__).resolve().parents[1] / "bad" / "rulesets"
FAULTS = [
    pytest.param(fault, id=f"{path.stem}: {fault['case']}")
    for path in sorted(BAD.glob("*.yaml"))
    for fault in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
]


def problems_of(fault: Mapping[str, Any], folder: Path) -> tuple[Problem, ...]:
    home = make_rulesets(folder, fault)
    before = Path.cwd()
    os.chdir(folder)
    try:
        return act(fault, [Path(name) for name in fault.get("folders", [home.name])])
    except ScilitError as error:
        return error.problems
    finally:
        os.chdir(before)


def act(fault: Mapping[str, Any], folders: list[Path]) -> tuple[Problem, ...]:
    if fault.get("action") == "find":
        return find_plans(folders).problems
    if fault.get("action") == "examine":
        return examine("demo", folders).problems
    plan = load_plan(fault.get("load", "demo"), folders)
    if fault.get("action") == "cases":
        load_cases(plan.home, plan)
    return ()


def as_written(problem: Problem) -> dict[str, Any]:
    """A problem as the data of a bad case says it."""
    said: dict[str, Any] = {"code": problem.code.removeprefix("language.")}
    if problem.place is not None:
        said["at"] = str(problem.place).removeprefix("rulesets/")
        if problem.place.column and problem.excerpt:
            said["mark"] = problem.excerpt[problem.place.column - 1 : problem.place.column - 1 + problem.span]
    if problem.near:
        said["near"] = list(problem.near)
    if problem.others:
        said["also"] = [str(place).removeprefix("rulesets/") for place in problem.others]
    return said


@pytest.fixture(params=["libyaml", "Python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "Python":
        monkeypatch.setattr(reader, "_LOADER", reader.leaving_text(PythonLoader))


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_at_its_place(fault: Mapping[str, Any], tmp_path: Path) -> None:
    problems = problems_of(fault, tmp_path)
    assert [as_written(problem) for problem in problems] == fault["expect"]
    for problem in problems:
        assert not re.search(r"\{\w+\}", show_problem(problem, "en"))
        assert show_problem(problem, "zh") != show_problem(problem, "en")


def test_every_message_is_pinned_by_a_fault(tmp_path: Path) -> None:
    said = set[str]()
    for number, fault in enumerate(FAULTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        said.update(code for problem in problems_of(fault.values[0], folder) for code in codes(problem))  # type: ignore[arg-type]
    said.update(code for case in HOSTILE for code in case.told)
    assert set(area("language")) - said == set()


def codes(problem: Problem) -> Iterator[str]:
    yield problem.code
    for value in problem.message.args.values():
        if isinstance(value, Message):
            yield value.code
