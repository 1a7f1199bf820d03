"""The cases beside the rules: complete, and true in every engine."""

from __future__ import annotations

from collections import defaultdict

from scilit_rules.language.cases import load_cases
from scilit_rules.model.plan import Plan
from scilit_rules.model.words import JudgedBy, Status


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
