"""What follows where several findings stand together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scilit_rules.app.session import Session
from scilit_rules.engine.judge import judge
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.model.condition import All, Comparison, Follows, Not, StatusIs
from scilit_rules.model.fact import Period
from scilit_rules.model.obligation import Consequence
from scilit_rules.model.text import Text
from scilit_rules.model.words import Severity, Status
from scilit_rules.problems import UsageError
from tests.engine.made import DURING, END, YEARLY, book, fact, held, obligation, plan
from tests.engine.test_judge import Crashing

GROUP = obligation("group", require=Comparison("organisation.leading_group", "is", True), schedule=DURING)
BUDGET = obligation("budget", require=Comparison("funding.in_budget", "is", True), schedule=DURING)
PER_HEAD = obligation("per-head", require=Comparison("funding.per_head", "at_least", Decimal(1)), schedule=YEARLY)
ABSENT = Consequence("absent", Text("组织保障缺失", "No organisation"), severity=Severity.VIOLATION,
                     when=All((StatusIs("group", Status.UNMET), StatusIs("budget", Status.UNMET))))
ESCALATE = Consequence("escalate", Text("提请约谈", "Escalate"), severity=Severity.VIOLATION,
                       when=All((Follows("absent"), StatusIs("per-head", Status.UNMET))))
CALM = Consequence("calm", Text("无需约谈", "No need"), severity=Severity.NOTICE, when=Not(Follows("absent")))
MADE = plan(GROUP, BUDGET, PER_HEAD, consequences=[ABSENT, ESCALATE, CALM])
NOTHING = [fact("organisation.leading_group", False), fact("funding.in_budget", False)]
POOR = [fact("funding.paid_in", 1), fact("population.resident", 10)]


def test_consequences_build_on_one_another_and_say_what_they_follow_from() -> None:
    found = held(MADE, *NOTHING, *POOR)
    assert found["absent"] == ("zibo.zhangdian/group/2016-2020", "zibo.zhangdian/budget/2016-2020")
    assert found["escalate"] == (*found["absent"], "zibo.zhangdian/per-head/2020")


def test_unknown_findings_conclude_nothing() -> None:
    assert "absent" not in held(MADE, NOTHING[0])
    assert "escalate" not in held(MADE, *NOTHING)


def test_what_is_not_decided_is_not_taken_for_absent() -> None:
    assert "calm" not in held(MADE, NOTHING[0])
    assert "calm" in held(MADE, fact("organisation.leading_group", True))


def test_of_several_periods_the_latest_counts() -> None:
    rich_at_last = [fact("funding.paid_in", 20), *(fact("funding.paid_in", 1, year) for year in (2016, 2017, 2018, 2019)),
                    *(fact("population.resident", 10, year) for year in range(2016, 2021))]
    assert "escalate" not in held(MADE, *NOTHING, *rich_at_last)


def test_an_engine_that_fails_on_a_consequence_is_told() -> None:
    found = judge(MADE, book(MADE, *NOTHING), [MADE.register["zibo.zhangdian"]], END, Crashing(at="answer"))
    assert {problem.code for problem in found.problems} == {"engine.consequence"}
    assert not found.conclusions


def opened(*facts: object) -> Session:
    return Session(MADE, "zibo.zhangdian", as_of=END, engine=ReferenceEngine(), facts=facts)  # type: ignore[arg-type]


def test_a_session_gives_only_the_findings_that_changed() -> None:
    session = opened()
    assert {finding.status for finding in session.findings} == {Status.UNKNOWN}
    changed = session.set("organisation.leading_group", False)
    assert [(f.obligation, f.status) for f in changed] == [("group", Status.UNMET)]
    assert session.set("organisation.leading_group", False) == ()
    assert not session.conclusions
    session.set("funding.in_budget", False)
    assert [item.consequence for item in session.conclusions] == ["absent"]
    assert [f.status for f in session.retract("funding.in_budget")] == [Status.UNKNOWN]
    assert not session.conclusions


def test_a_session_follows_derived_facts_and_years() -> None:
    session = opened(fact("population.resident", 10))
    changed = session.set("funding.paid_in", Decimal(12))
    assert [(f.id, f.status) for f in changed] == [("zibo.zhangdian/per-head/2020", Status.MET)]
    changed = session.set("funding.paid_in", Decimal(3))
    assert changed[0].gap is not None and changed[0].gap.money == Decimal(7)
    assert session.set("funding.paid_in", Decimal(3), year=2013) == ()


def test_a_session_equals_a_fresh_judgement_after_any_change() -> None:
    session = opened(*POOR)
    for name, value in [("organisation.leading_group", True), ("funding.in_budget", False), ("funding.paid_in", Decimal(99))]:
        session.set(name, value)
    fresh = opened(fact("organisation.leading_group", True), fact("funding.in_budget", False),
                   fact("funding.paid_in", 99), POOR[1])
    assert session.findings == fresh.findings


def test_a_session_refuses_what_the_plan_does_not_know() -> None:
    with pytest.raises(UsageError, match="no subject") as caught:
        Session(MADE, "zibo.zhangdan", as_of=END, engine=ReferenceEngine())
    assert caught.value.problems[0].code == "engine.unknown-subject"
    for act in (lambda s: s.set("funding.payed_in", Decimal(1)), lambda s: s.retract("funding.payed_in")):
        with pytest.raises(UsageError) as refused:
            act(opened())
        assert refused.value.problems[0].near[0] == "funding.paid_in"


def test_facts_of_another_day_are_kept_apart() -> None:
    session = Session(MADE, "zibo.zhangdian", as_of=date(2019, 12, 31), engine=ReferenceEngine())
    assert session.set("organisation.leading_group", True, year=2020) == ()
    assert Period(2020).start > session.as_of
