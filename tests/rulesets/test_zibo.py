"""What the ruleset of Zibo 2016-2020 says of the plan: its clauses, bodies and obligations."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from scilit_rules.model.condition import Comparison, leaves
from scilit_rules.model.operators import Years
from scilit_rules.model.plan import Plan
from scilit_rules.model.words import Binding, ClauseKind, JudgedBy, Level, Role, ScheduleKind

TASKS = dict(zip("一二三四五六七八九十", (5, 4, 4, 4, 5, 3, 4, 4, 3, 3), strict=True))
LOCAL = {Level.DISTRICT, Level.COUNTY, Level.ZONE}


def test_the_clause_tree_is_complete(zibo: Plan) -> None:
    expected = ["一", "一/（一）", "一/（二）", *(f"一/（二）/{n}" for n in range(1, 5)), "二"]
    for programme, count in TASKS.items():
        expected += [f"二/（{programme}）", *(f"二/（{programme}）/{n}" for n in range(1, count + 1))]
    expected += ["三", *(f"三/（{n}）" for n in "一二三四五")]
    assert list(zibo.clauses) == expected
    assert Counter(clause.kind for clause in zibo.clauses.values()) == {
        ClauseKind.CHAPTER: 3, ClauseKind.TEXT: 1, ClauseKind.GOAL: 5, ClauseKind.PROGRAMME: 10, ClauseKind.TASK: 39,
        ClauseKind.SAFEGUARD: 5,
    }


def test_every_clause_has_heading_and_digest(zibo: Plan) -> None:
    digests = [clause.digest for clause in zibo.clauses.values()]
    assert all(digests)
    assert len(set(digests)) == len(digests)
    assert not any(clause.own_heading or "。" in clause.heading for clause in zibo.clauses.values())


def test_programmes_name_leads_and_support_tasks_share_or_bear_alone(zibo: Plan) -> None:
    roles: Counter[frozenset[Role]] = Counter()
    for clause in zibo.clauses.values():
        named = frozenset(mention.role for mention in clause.bodies)
        assert bool(named) == (clause.kind in (ClauseKind.PROGRAMME, ClauseKind.TASK)) == bool(clause.wording)
        roles[named] += 1
    assert roles == {frozenset(): 14, frozenset({Role.LEAD, Role.SUPPORT}): 10, frozenset({Role.SHARED}): 38,
                     frozenset({Role.SOLE}): 1}


@pytest.mark.parametrize(("path", "role", "bodies"), [
    ("二/（一）", Role.LEAD, ["市教育局", "团市委"]),
    ("二/（一）", Role.SUPPORT, ["相关部门和单位"]),
    ("二/（一）/1", Role.SOLE, ["市教育局"]),
    ("二/（四）/1", Role.SHARED, ["市委组织部", "市人力资源社会保障局", "市科技局"]),
    ("二/（九）", Role.LEAD, ["市经济和信息化委", "市科协"]),
    ("二/（九）/1", Role.SHARED, ["市科技局", "市科协"]),
])
def test_bodies_in_the_order_of_the_text(zibo: Plan, path: str, role: Role, bodies: list[str]) -> None:
    assert [mention.body for mention in zibo.clauses[path].bodies if mention.role is role] == bodies


def test_bodies_broken_by_a_line_are_one_body(zibo: Plan) -> None:
    names = {mention.body for clause in zibo.clauses.values() for mention in clause.bodies}
    assert {"市水利与渔业局", "市经济和信息化委", "市文化广电新闻出版局", "市公安局交警支队"} <= names
    assert len(names) == 31
    assert all(name.startswith(("市", "团市委", "山东理工大学", "淄博职业学院", "相关部门和单位")) for name in names)


def test_obligations_are_written_out_in_both_languages(zibo: Plan) -> None:
    assert 250 <= len(zibo.obligations) <= 500
    for obligation in zibo.obligations.values():
        texts = [obligation.title, obligation.remedy, obligation.note or obligation.title]
        texts += [obligation.attest.ask] if obligation.attest else []
        texts += [obligation.review] if obligation.review else []
        assert all(text is not None and text.zh and text.en for text in texts), obligation.id
        assert obligation.phrase, obligation.id


def test_nothing_longer_than_a_few_words_is_copied(zibo: Plan) -> None:
    assert max(len(obligation.phrase) for obligation in zibo.obligations.values()) <= 16
    assert max(len(clause.heading) for clause in zibo.clauses.values()) <= 40


def test_titles_can_head_columns(zibo: Plan) -> None:
    names = [name for spec in zibo.vocabulary for name in (spec.title.zh, spec.title.en, *spec.aliases)]
    names += [text for item in zibo.obligations.values() if item.judged_by is not JudgedBy.FACT
              for text in (item.title.zh, item.title.en)]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_only_headings_and_the_guiding_policy_have_no_obligation_and_say_why(zibo: Plan) -> None:
    covered = {obligation.clause for obligation in zibo.obligations.values()}
    silent = [clause for clause in zibo.clauses.values() if clause.path not in covered]
    assert [clause.path for clause in silent] == ["一", "一/（一）", "二", "三"]
    assert all(clause.reason for clause in silent)
    assert not any(clause.reason for clause in zibo.clauses.values() if clause.path in covered)


@pytest.mark.parametrize(("id", "fact", "operator", "bound"), [
    ("literacy-rate", "literacy.rate", "above", Decimal("10.5")),
    ("special-funding-per-capita", "funding.special.per_resident", "above", Decimal(1)),
    ("funding-per-capita", "funding.popularisation.per_resident", "at_least", Decimal(1)),
    ("venues-in-half-of-districts", "venue.share_in_use", "at_least", Decimal(40)),
    ("science-activities-in-all-schools", "schools.activity_coverage", "at_least", Decimal(100)),
    ("science-communicators", "grassroots.communicator_coverage", "at_least", Decimal(100)),
    ("local-plan", "planning.local_plan_issued", "within_years", Years(2016, 2016)),
    ("inspection-in-2020", "supervision.inspections", "at_least", Decimal(1)),
])
def test_the_numbers_of_the_plan(zibo: Plan, id: str, fact: str, operator: str, bound: object) -> None:
    assert zibo.obligations[id].require == Comparison(fact, operator, bound)  # type: ignore[arg-type]


def test_the_money_duty_is_two_rules_and_each_says_so(zibo: Plan) -> None:
    goal, yearly = zibo.obligations["special-funding-per-capita"], zibo.obligations["funding-per-capita"]
    assert (goal.clause, goal.schedule.kind) == ("一/（二）/3", ScheduleKind.BY)
    assert (yearly.clause, yearly.schedule.kind) == ("三/（三）", ScheduleKind.YEARLY)
    assert goal.note is not None
    assert yearly.note is not None
    assert yearly.clause in goal.note.zh
    assert goal.clause in yearly.note.zh


@pytest.mark.parametrize(("id", "binding"), [
    ("leading-group", Binding.MANDATORY), ("funding-per-capita", Binding.MANDATORY),
    ("science-communicators", Binding.MANDATORY), ("science-activities-in-all-schools", Binding.DIRECTIONAL),
    ("funding-grows", Binding.DIRECTIONAL), ("venues-in-half-of-districts", Binding.ENCOURAGED),
    ("city-museum-completed", Binding.ENCOURAGED), ("popularisation-fund", Binding.ENCOURAGED),
    ("greater-fiscal-support", Binding.MANDATORY), ("tasks-carried-out", Binding.MANDATORY),
    ("annual-assessment", Binding.DIRECTIONAL), ("community-experience-halls", Binding.ENCOURAGED),
    ("press-columns", Binding.ENCOURAGED), ("news-push", Binding.DIRECTIONAL),
])
def test_binding_follows_the_governing_word(zibo: Plan, id: str, binding: Binding) -> None:
    assert zibo.obligations[id].binding is binding


@pytest.mark.parametrize(("id", "bears"), [
    ("leading-group", LOCAL), ("supervision", {Level.CITY, *LOCAL}), ("inspection-in-2020", {Level.CITY}),
    ("final-assessment", {Level.CITY}), ("media-of-districts", {Level.CITY, Level.DISTRICT, Level.COUNTY}),
    ("district-venue", {Level.DISTRICT, Level.COUNTY}), ("guide-local-plans", {Level.CITY}), ("local-plan", LOCAL),
])
def test_whom_the_text_names_bears_the_duty(zibo: Plan, id: str, bears: set[Level]) -> None:
    assert set(zibo.obligations[id].bears) == bears


@pytest.mark.parametrize(("id", "kind"), [
    ("funding-grows", ScheduleKind.YEARLY), ("greater-fiscal-support", ScheduleKind.YEARLY),
    ("annual-assessment", ScheduleKind.DURING), ("supervision", ScheduleKind.DURING),
    ("inspection-in-2020", ScheduleKind.IN), ("final-assessment", ScheduleKind.IN),
])
def test_no_frequency_is_invented_but_that_funds_are_yearly(zibo: Plan, id: str, kind: ScheduleKind) -> None:
    assert zibo.obligations[id].schedule.kind is kind


def test_whoever_binds_districts_says_whether_zones_are_meant(zibo: Plan) -> None:
    for obligation in zibo.obligations.values():
        bears = set(obligation.bears)
        assert bears == {Level.CITY} or bears >= LOCAL or bears - {Level.CITY} == LOCAL - {Level.ZONE}


def test_every_figure_per_head_names_its_two_parts(zibo: Plan) -> None:
    for fund in ("popularisation", "special"):
        for people in ("resident", "registered"):
            derive = zibo.vocabulary[f"funding.{fund}.per_{people}"].derive
            assert derive is not None
            assert derive.parts == (f"funding.{fund}.paid_in", f"population.{people}")


def test_every_fact_is_used_or_serves_comparison(zibo: Plan) -> None:
    conditions = [asked for item in zibo.obligations.values() for asked in (item.require, item.when) if asked]
    used = {leaf.fact for asked in conditions for leaf in leaves(asked) if isinstance(leaf, Comparison)}
    for _ in range(3):
        used |= {part for name in used if (derive := zibo.vocabulary[name].derive) for part in derive.parts}
    assert {spec.name for spec in zibo.vocabulary} - used == {
        "population.registered", "funding.popularisation.budgeted", "funding.popularisation.per_registered",
        "funding.special.budgeted", "funding.special.per_registered",
    }


def test_one_consequence_builds_on_another(zibo: Plan) -> None:
    assert list(zibo.consequences) == [
        "organisation-absent", "funding-absent", "monitoring-absent", "plan-on-paper", "work-at-a-standstill",
        "basics-not-reported",
    ]
