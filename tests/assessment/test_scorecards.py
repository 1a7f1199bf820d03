"""Subjects, chapters and bodies: what is counted, and that the counts are those of the issued texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

import scilit_rules as sr
from scilit_rules.assessment.scorecards import scorecards
from scilit_rules.model.outline import chapters, mentions_of, obligations_of
from scilit_rules.model.plan import Mention, Plan
from scilit_rules.model.report import Report
from scilit_rules.model.scorecard import BodyCard, Scorecards
from scilit_rules.model.words import Role, Status
from tests.reporters.made import report

COUNTS = yaml.safe_load((Path(__file__).parent / "body_counts.yaml").read_text(encoding="utf-8"))
RULESETS = Path(__file__).parents[2] / "rulesets"


@cache
def heads(plan: str) -> Plan:
    """The clauses of a packaged plan, whether or not its obligations are in order."""
    from scilit_rules.language.clauses import read_clauses
    from scilit_rules.language.faults import Faults
    from scilit_rules.language.reader import read_document

    faults = Faults()
    document = read_document(RULESETS / plan / "plan.yaml", faults)
    assert document is not None
    clauses, _ = read_clauses(document.top.at("clauses"), faults)
    faults.stop_if_any()
    return replace(report(1).plan, clauses=clauses)


def cards(made: Report) -> Scorecards:
    return scorecards(made)


def body(found: Scorecards, name: str) -> BodyCard:
    return next(card for card in found.bodies if card.body == name)


@pytest.mark.parametrize("plan", COUNTS)
def test_bodies_are_named_as_often_as_the_issued_text_names_them(plan: str) -> None:
    named = {
        name: {str(role): len(paths) for role, paths in roles.items()} for name, roles in mentions_of(heads(plan)).items()
    }
    assert named == COUNTS[plan]


@pytest.mark.parametrize(
    ("name", "role", "paths"),
    [
        ("市教育局", Role.LEAD, ("二/（一）", "二/（五）")),
        ("市教育局", Role.SOLE, ("二/（一）/1",)),
        ("市科协", Role.LEAD, ("二/（二）", "二/（六）", "二/（七）", "二/（八）", "二/（九）", "二/（十）")),
        ("市农业局", Role.LEAD, ("二/（二）",)),
        ("市财政局", Role.LEAD, ("二/（八）",)),
    ],
)
def test_a_body_leads_the_clauses_whose_bracket_says_so(name: str, role: Role, paths: tuple[str, ...]) -> None:
    assert mentions_of(heads("zibo-2016-2020"))[name][role] == paths


def test_who_leads_a_programme_does_not_lead_its_tasks() -> None:
    card = body(cards(report(1)), "市教育局")
    (role,) = card.roles
    assert (role.role, role.clauses) == (Role.LEAD, ("二/（一）",))
    assert role.obligations == ("atmosphere",)
    assert role.standing.obligations == 1
    assert role.standing.counts[Status.NOT_APPLICABLE] == 1


def test_a_body_has_a_card_for_each_of_its_roles() -> None:
    found = cards(report(11))
    roles = {role.role: role for role in body(found, "市科协").roles}
    assert list(roles) == [Role.SOLE, Role.SHARED]
    assert roles[Role.SOLE].obligations == ("leading-group", "local-plan")
    assert roles[Role.SHARED].obligations == ("funding-in-budget", "funding-per-capita")
    assert roles[Role.SHARED].standing.findings == 33


def test_collective_bodies_stay_collective() -> None:
    found = cards(report(1))
    assert body(found, "相关部门和单位").collective
    assert not body(found, "团市委").collective
    assert Mention("各街道办事处", Role.SHARED).collective
    names = [card.body for card in found.bodies]
    assert names == ["市教育局", "团市委", "相关部门和单位", "市科协", "市财政局"]


def test_chapters_are_the_top_two_levels_in_the_order_of_the_plan() -> None:
    plan = report(1).plan
    assert {path: len(ids) for path, ids in chapters(plan).items()} == {
        "一": 2, "一/（二）": 2, "二": 2, "二/（一）": 2, "三": 4, "三/（一）": 2, "三/（三）": 2,
    }
    assert chapters(plan)["二/（一）"] == ("curriculum", "atmosphere")
    assert [item.id for item in obligations_of(plan, ["二/（一）"])] == ["atmosphere"]


def test_every_finding_is_counted_once_in_each_view() -> None:
    made = report(11)
    found = cards(made)
    assert sum(card.standing.findings for card in found.subjects) == len(made.findings)
    tops = [standing for path, standing in found.chapters.items() if "/" not in path]
    assert sum(standing.findings for standing in tops) == len(made.findings)
    for card in found.subjects:
        assert sum(s.findings for path, s in card.chapters.items() if "/" not in path) == card.standing.findings
    for status in Status:
        assert sum(standing.counts[status] for standing in tops) == made.counts[status]


def test_a_report_without_findings_has_cards_that_count_nothing() -> None:
    found = cards(replace(report(1), findings=()))
    assert found.subjects[0].standing.findings == 0
    assert found.subjects[0].score is None
    assert all(standing.obligations == 0 for standing in found.chapters.values())
    assert body(found, "市科协").roles[0].obligations == ("leading-group", "local-plan")


def test_subjects_that_the_report_does_not_list_are_counted_all_the_same() -> None:
    made = report(2)
    assert [card.subject for card in cards(replace(made, subjects=made.subjects[1:])).subjects] == [
        "made.s002", "made.s001"
    ]


def test_a_run_brings_its_scorecards() -> None:
    made = sr.check("zibo-2016-2020", [], as_of=date(2020, 12, 31), subjects=["张店区"], only=["leading-group"])
    assert made.scorecards is not None
    assert [card.subject for card in made.scorecards.subjects] == ["zibo.zhangdian"]
    assert made.scorecards == scorecards(made)
