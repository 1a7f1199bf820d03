"""The cases beside the rules: complete, and true in every engine."""

from __future__ import annotations

from collections import defaultdict

import pytest

from scilit_rules.authoring.boundaries import boundary_cases
from scilit_rules.authoring.cases import run_cases
from scilit_rules.engine.durable import DurableEngine
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.language.cases import load_cases
from scilit_rules.model.plan import Plan
from scilit_rules.model.words import JudgedBy, Status
from scilit_rules.plugins.contracts import Engine
from scilit_rules.problems import show_problem

ENGINES: list[Engine] = [engine for engine in (ReferenceEngine(), DurableEngine()) if engine.available() is None]


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_every_case_finds_what_it_expects(zibo: Plan, engine: Engine) -> None:
    results = run_cases(zibo, load_cases(zibo.home, zibo), engine)
    assert [show_problem(found, "zh") for result in results.failed for found in result.problems] == []
    assert results.passed


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_every_threshold_is_decided_right_at_its_bound(zibo: Plan, engine: Engine) -> None:
    results = run_cases(zibo, boundary_cases(zibo), engine)
    assert [show_problem(found, "zh") for result in results.failed for found in result.problems] == []
    assert results.passed


def test_every_obligation_is_shown_met_unmet_and_undecided(zibo: Plan) -> None:
    shown: defaultdict[str, set[Status]] = defaultdict(set)
    for case in load_cases(zibo.home, zibo):
        for expected in case.expected:
            shown[expected.obligation].add(expected.status)
    for obligation in zibo.obligations.values():
        open_ = Status.NEEDS_REVIEW if obligation.judged_by is JudgedBy.PERSON else Status.UNKNOWN
        assert {Status.MET, Status.UNMET, open_} <= shown[obligation.id], obligation.id


def test_every_consequence_is_shown(zibo: Plan) -> None:
    held = {id for case in load_cases(zibo.home, zibo) for id in case.conclusions or ()}
    assert held == set(zibo.consequences)
