from __future__ import annotations

from datetime import date

from scilit_rules.authoring.boundaries import boundary_cases
from scilit_rules.authoring.coverage import cover
from scilit_rules.language.cases import Case, Expected
from scilit_rules.model.plan import Clause
from scilit_rules.model.text import Text
from scilit_rules.model.words import Binding, ClauseKind, JudgedBy, Level, ObligationKind, Status
from tests.authoring.made import ATTESTED, REQUIREMENTS, REVIEWED, obligation, plan

CLAUSES = (
    Clause("一", ClauseKind.CHAPTER, "目标"),
    Clause("一/（一）", ClauseKind.SECTION, "总目标"),
    Clause("一/（一）/1", ClauseKind.GOAL, "分目标"),
    Clause("二", ClauseKind.CHAPTER, "指导思想", reason=Text("没有可核查的要求。")),
    Clause("三", ClauseKind.CHAPTER, "附则"),
)
PLAN = plan(
    obligation("deep", REQUIREMENTS["is"], clause="一/（一）/1"),
    obligation("shallow", REQUIREMENTS["above"], clause="一/（一）", bears=(Level.CITY, Level.DISTRICT)),
    ATTESTED, REVIEWED, clauses=CLAUSES,
)


def test_every_clause_stands_in_one_group() -> None:
    found = cover(PLAN)
    assert [clause.path for clause in found.own] == ["一", "一/（一）", "一/（一）/1"]
    assert [clause.path for clause in found.through_parts] == []
    assert [clause.path for clause in found.on_purpose] == ["二"]
    assert [clause.path for clause in found.open] == ["三"]


def test_a_clause_is_covered_by_what_stands_within_it() -> None:
    found = cover(plan(obligation("deep", REQUIREMENTS["is"], clause="一/（一）/1"), clauses=CLAUSES))
    assert [clause.path for clause in found.own] == ["一/（一）/1"]
    assert [clause.path for clause in found.through_parts] == ["一", "一/（一）"]


def test_obligations_are_counted_in_each_way() -> None:
    found = cover(PLAN)
    assert found.kinds == {ObligationKind.TARGET: 4}
    assert found.bindings == {Binding.MANDATORY: 4}
    assert found.bearers == {Level.CITY: 4, Level.DISTRICT: 1}
    assert found.judged_by == {JudgedBy.FACT: 2, JudgedBy.ATTESTATION: 1, JudgedBy.PERSON: 1}


def test_only_cases_of_an_author_count_as_tests() -> None:
    own = Case("一例", None, date(2020, 12, 31), (), (Expected("deep", Status.MET),))
    assert cover(PLAN, [own, *boundary_cases(PLAN)]).untested == ("shallow", "attested", "reviewed")


def test_a_clause_that_has_both_obligations_and_a_reason_contradicts_itself() -> None:
    clause = Clause("一", ClauseKind.CHAPTER, "目标", reason=Text("没有可核查的要求。"))
    found = cover(plan(obligation("a", REQUIREMENTS["is"], clause="一"), clauses=(clause,)))
    assert found.contradicted == (clause,)
    assert not found.is_complete


def test_nothing_is_missing_where_every_clause_and_obligation_is_accounted_for() -> None:
    whole = plan(obligation("deep", REQUIREMENTS["is"], clause="一/（一）/1"), clauses=CLAUSES[:4])
    case = Case("一例", None, date(2020, 12, 31), (), (Expected("deep", Status.MET),))
    assert cover(whole, [case]).is_complete
    assert not cover(whole).is_complete
    assert not cover(plan(obligation("deep", REQUIREMENTS["is"], clause="一/（一）/1"), clauses=CLAUSES), [case]).is_complete
