"""What the ruleset of Lixia 2021-2025 says of the plan: its clauses, bodies, goals and cases."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scilit_rules.authoring.bodies import read_bodies
from scilit_rules.authoring.boundaries import boundary_cases
from scilit_rules.authoring.cases import run_cases
from scilit_rules.authoring.text import contains, split_clauses
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.language.cases import load_cases
from scilit_rules.language.library import load_plan
from scilit_rules.model.condition import Comparison
from scilit_rules.model.plan import Plan
from scilit_rules.model.words import Binding, ClauseKind, JudgedBy, Level, Role, ScheduleKind, Status
from scilit_rules.problems import show_problem

RULESETS = Path(__file__).resolve().parents[2] / "rulesets"
TEXT = Path(os.environ.get("SCILIT_RULES_TEXTS", "")) / "lixia-2021-2025.txt"
ITEMS = {"三": (4, 4, 3, 2, 2), "四": (3, 2, 3, 3)}
COLLECTIVE = {"各成员单位", "各街道办事处"}


@pytest.fixture(scope="module")
def lixia() -> Plan:
    return load_plan("lixia-2021-2025", [RULESETS])


def test_the_clause_tree_is_complete(lixia: Plan) -> None:
    expected = ["一", "二", *(f"二/{n}" for n in range(1, 5))]
    for chapter, counts in ITEMS.items():
        expected.append(chapter)
        for part, count in zip("一二三四五", counts, strict=False):
            expected += [f"{chapter}/（{part}）", *(f"{chapter}/（{part}）/{n}" for n in range(1, count + 1))]
    expected += ["五", *(f"五/（{n}）" for n in "一二三四")]
    assert list(lixia.clauses) == expected
    own = [clause.path for clause in lixia.clauses.values() if clause.own_heading]
    assert own == ["二/2", "二/3", "二/4", "三/（三）/2"]


def test_every_item_has_leads_and_collective_bodies_only_there(lixia: Plan) -> None:
    for clause in lixia.clauses.values():
        assert bool(clause.bodies) == (clause.kind is ClauseKind.TASK) == bool(clause.wording)
        shared = {mention.body for mention in clause.bodies if mention.role is Role.SHARED}
        assert shared <= COLLECTIVE
        assert not clause.bodies or clause.bodies[0].role is Role.LEAD
        assert clause.kind is not ClauseKind.TASK or "各成员单位" in shared


@pytest.mark.parametrize(("path", "leads"), [
    ("三/（一）/3", ["区教体局", "团区委", "区科协"]),
    ("三/（二）/1", ["区委政法委", "区科协"]),
    ("三/（三）/2", ["区人社局", "区妇联"]),
    ("三/（五）/1", ["区委组织部", "区人社局"]),
    ("四/（三）/2", ["区发改局", "区科协"]),
    ("四/（四）/2", ["区委宣传部", "区应急局", "区科协"]),
])
def test_leads_in_the_order_of_the_text(lixia: Plan, path: str, leads: list[str]) -> None:
    assert [mention.body for mention in lixia.clauses[path].bodies if mention.role is Role.LEAD] == leads


def test_streets_are_bound_only_where_the_bracket_names_them(lixia: Plan) -> None:
    for obligation in lixia.obligations.values():
        if Level.STREET in obligation.bears and obligation.clause.count("/") == 2:
            named = {mention.body for mention in lixia.clauses[obligation.clause].bodies}
            assert "各街道办事处" in named, obligation.id


def test_the_goal_is_strict_and_dated(lixia: Plan) -> None:
    goal = lixia.obligations["literacy-rate"]
    assert isinstance(goal.require, Comparison)
    assert (goal.require.operator, goal.require.bound) == ("above", Decimal(20))
    assert goal.binding is Binding.MANDATORY
    assert {o.schedule.kind for o in lixia.obligations.values() if o.clause.startswith("二")} == {ScheduleKind.BY}


def test_what_the_text_wants_every_year_is_asked_every_year(lixia: Plan) -> None:
    for id in ("innovation-contest", "hand-in-hand", "scientists-visit-schools", "school-science-festivals",
               "officials-at-science-week", "officials-at-science-day", "officials-at-memorial-days"):
        assert lixia.obligations[id].schedule.kind is ScheduleKind.YEARLY
        assert lixia.obligations[id].binding is Binding.MANDATORY


@pytest.mark.parametrize(("id", "due"), [
    ("leading-group", date(2022, 6, 30)), ("facilities-in-development-plan", date(2022, 6, 30)),
    ("benefit-campaign", date(2022, 12, 31)), ("supervision", date(2022, 12, 31)),
    ("community-universities", date(2025, 12, 31)), ("emergency-resource-library", date(2025, 12, 31)),
])
def test_nothing_can_be_missed_before_it_is_due(lixia: Plan, id: str, due: date) -> None:
    schedule = lixia.obligations[id].schedule
    assert (schedule.starts or schedule.due) == due


def test_every_attestation_shows_what_proves_it(lixia: Plan) -> None:
    assert [item.id for item in lixia.obligations.values() if item.attest and not item.attest.example] == []


def test_what_stands_twice_follows_the_first(lixia: Plan) -> None:
    follows = {item.id: item.follows for item in lixia.obligations.values() if item.follows}
    assert follows == {"agenda-of-district": "on-agenda", "overall-plan": "five-year-plan"}
    assert lixia.obligations["agenda-of-district"].formerly == ("agenda-at-all-levels",)


def test_titles_can_head_columns(lixia: Plan) -> None:
    names = [name for spec in lixia.vocabulary for name in (spec.title.zh, spec.title.en, *spec.aliases)]
    names += [text for item in lixia.obligations.values() if item.judged_by is not JudgedBy.FACT
              for text in (item.title.zh, item.title.en)]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_every_case_and_every_bound_is_decided_as_expected(lixia: Plan) -> None:
    for cases in (load_cases(lixia.home, lixia), boundary_cases(lixia)):
        results = run_cases(lixia, cases, ReferenceEngine())
        assert [show_problem(found, "zh") for result in results.failed for found in result.problems] == []
        assert results.passed


def test_every_obligation_and_consequence_is_shown(lixia: Plan) -> None:
    cases = load_cases(lixia.home, lixia)
    shown: defaultdict[str, set[Status]] = defaultdict(set)
    for case in cases:
        for expected in case.expected:
            shown[expected.obligation].add(expected.status)
    for obligation in lixia.obligations.values():
        open_ = Status.NEEDS_REVIEW if obligation.judged_by is JudgedBy.PERSON else Status.UNKNOWN
        assert {Status.MET, Status.UNMET, open_} <= shown[obligation.id], obligation.id
    assert {id for case in cases for id in case.conclusions or ()} == set(lixia.consequences)


if TEXT.is_file():

    def test_clauses_and_phrases_are_those_of_the_text(lixia: Plan) -> None:
        found = {clause.path: clause for clause in split_clauses(TEXT.read_text(encoding="utf-8"))}
        for path, clause in lixia.clauses.items():
            assert clause.digest == found[path].digest
            assert clause.own_heading or clause.heading == found[path].heading
            assert (clause.bodies, clause.wording) == read_bodies(found[path].text)
        lost = [o.id for o in lixia.obligations.values() if not contains(found[o.clause].text, o.phrase)]
        assert lost == []
