"""A plan that a program built is refused for what a loaded one would be, with all problems, and never half believed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

import scilit_rules as sr
from scilit_rules.app.session import Session
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.language.built import check_plan
from scilit_rules.language.home import packaged_rulesets
from scilit_rules.language.library import find_plans, load_plan
from scilit_rules.model.condition import All, AnyOf, AtLeastOf, Comparison, Follows, Not, StatusIs
from scilit_rules.model.obligation import Attestation, Consequence, Obligation
from scilit_rules.model.operators import Growth, Tolerance, Years
from scilit_rules.model.plan import Document, Plan
from scilit_rules.model.subject import Register, Subject
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import Derivation, Vocabulary
from scilit_rules.model.words import Against, DerivationKind, FactType, Level, Severity, Status
from scilit_rules.problems import RulesetError, show_problem
from tests.engine.made import END, SUBJECTS, VOCABULARY, YEARLY, obligation, plan, schedule, spec

RATE = Comparison("literacy.rate", "above", Decimal("10.5"))
TITLE = Text("某推论", "A consequence")


def consequence(when: Any, id: str = "follows") -> Consequence:
    return Consequence(id, TITLE, when, Severity.WARNING)


def asking(require: Any) -> Plan:
    return plan(obligation(require=require))


def comparing(fact: str, operator: str, bound: Any) -> Plan:
    return asking(Comparison(fact, operator, bound))


def with_facts(**specs: Any) -> Plan:
    facts = {**VOCABULARY, **{one.name: one for one in specs.values()}}
    return replace(plan(obligation()), vocabulary=Vocabulary(facts))


def keyed(**obligations: Obligation) -> Plan:
    return replace(plan(), obligations=obligations)


def ratio(name: str, *parts: str) -> Any:
    return spec(name, FactType.NUMBER, derive=Derivation(DerivationKind.RATIO, parts))


WRONG: list[tuple[str, Callable[[], Any], list[str]]] = [
    ("unknown fact", lambda: comparing("literacy.rte", "above", Decimal(1)), ["built.unknown-fact"]),
    ("unknown fact in when", lambda: plan(obligation(when=Comparison("x.y", "is", True), require=RATE)),
     ["built.unknown-fact"]),
    ("an alias that a fact is called by", lambda: plan(obligation(aliases=("literacy.rate",))), ["language.alias-taken"]),
    ("an alias that another obligation is called by", lambda: plan(
        obligation("popularise"), obligation("two", aliases=("Popu larise", "別的"))),
     ["language.alias-taken"]),
    ("an alias that two share", lambda: plan(obligation("one", aliases=("科普",)), obligation("two", aliases=("科普",))),
     ["language.alias-taken", "language.alias-taken"]),
    ("unknown operator", lambda: comparing("literacy.rate", "over", Decimal(1)), ["built.unknown-operator"]),
    ("both unknown", lambda: comparing("x.y", "over", Decimal(1)), ["built.unknown-fact", "built.unknown-operator"]),
    ("operator of another type", lambda: comparing("literacy.rate", "is", True), ["built.operator-misfit"]),
    ("bound that is a float", lambda: comparing("literacy.rate", "above", 10.5), ["built.wrong-type"]),
    ("bound that is a whole number", lambda: comparing("literacy.rate", "above", 10), ["built.wrong-type"]),
    ("bound that is no number", lambda: comparing("literacy.rate", "above", "10.5"), ["built.bad-bound"]),
    ("bound without end", lambda: comparing("literacy.rate", "above", Decimal("Infinity")), ["built.wrong-type"]),
    ("flag as a date", lambda: comparing("plan.issued", "on_or_before", True), ["built.bad-bound"]),
    ("time of day as a date", lambda: comparing("plan.issued", "on_or_before", datetime(2020, 1, 1)), ["built.wrong-type"]),
    ("range of negative width", lambda: comparing("literacy.rate", "about", Tolerance(Decimal(1), Decimal(-1))),
     ["built.bad-bound"]),
    ("years the wrong way round", lambda: comparing("plan.issued", "within_years", Years(2020, 2016)), ["built.bad-bound"]),
    ("texts that are none", lambda: comparing("venue.name", "one_of", ()), ["built.bad-bound"]),
    ("one text for texts", lambda: comparing("venue.name", "one_of", "科技馆"), ["built.bad-bound"]),
    ("growth that is a word", lambda: comparing("literacy.rate", "rising", "since_base"), ["built.bad-bound"]),
    ("growth since no year", lambda: comparing("literacy.rate", "rising", Growth(Against.SINCE_BASE)), ["built.bad-bound"]),
    ("growth on the year before since a year", lambda: comparing("literacy.rate", "falling",
                                                                 Growth(Against.YEAR_ON_YEAR, 2015)), ["built.bad-bound"]),
    ("growth since a year that is none", lambda: comparing("literacy.rate", "rising", Growth(Against.SINCE_BASE, 20)),
     ["built.bad-bound"]),
    ("growth since the year that it is judged in", lambda: plan(obligation(
        require=Comparison("literacy.rate", "rising", Growth(Against.SINCE_BASE, 2016)), schedule=YEARLY)),
     ["built.growth-too-late"]),
    ("a base year that is a word", lambda: replace(plan(obligation()), base="2015"), ["built.wrong-type"]),
    ("present false", lambda: comparing("venue.name", "present", False), ["built.bad-bound"]),
    ("a condition that is none", lambda: asking("literacy.rate > 10.5"), ["built.wrong-type"]),
    ("a list for a tuple", lambda: asking(All([RATE, RATE])), ["built.wrong-type"]),  # type: ignore[arg-type]
    ("all of nothing", lambda: asking(All(())), ["built.empty-join"]),
    ("not any of nothing", lambda: asking(Not(AnyOf(()))), ["built.empty-join"]),
    ("more than there are", lambda: asking(AtLeastOf(3, (RATE, RATE))), ["language.count-of-parts"]),
    ("a finding in a requirement", lambda: asking(StatusIs("asked", Status.MET)), ["built.leaf-misplaced"]),
    ("a level that is no tuple", lambda: plan(obligation(bears=Level.DISTRICT)), ["built.wrong-type"]),  # type: ignore[arg-type]
    ("a level by its word", lambda: plan(obligation(bears=("district",))), ["built.wrong-type"]),  # type: ignore[arg-type]
    ("nobody", lambda: plan(obligation(bears=())), ["built.no-bearers"]),
    ("a binding by its word", lambda: plan(obligation(binding="mandatory")), ["built.wrong-type"]),
    ("a key unlike the id", lambda: keyed(other=obligation()), ["built.key-unlike-id"]),
    ("no demand", lambda: plan(replace(obligation(), require=None)), ["built.no-demand"]),
    ("two demands", lambda: plan(replace(obligation(), attest=Attestation(TITLE))), ["built.several-demands"]),
    ("an id with a slash", lambda: plan(obligation("a/b")), ["built.bad-id"]),
    ("an unknown clause", lambda: plan(replace(obligation(), clause="九")), ["built.unknown-clause"]),
    ("a schedule the wrong way round", lambda: plan(obligation(schedule=schedule(first=2020, last=2016))), ["built.bad-schedule"]),
    ("a schedule that stands still", lambda: plan(obligation(schedule=schedule(step=0))), ["built.bad-schedule"]),
    ("no schedule", lambda: plan(obligation(schedule=None)), ["built.wrong-type"]),
    ("following nobody", lambda: plan(obligation(follows="nobody")), ["built.unknown-obligation"]),
    ("following itself", lambda: plan(obligation(follows="asked")), ["language.follows-circle"]),
    ("following others' bearers", lambda: plan(obligation(follows="b"), obligation("b", bears=(Level.CITY,))),
     ["language.follows-other-bearers"]),
    ("a former id in use", lambda: plan(obligation(formerly=("b",)), obligation("b")), ["language.formerly-current"]),
    ("a former id twice", lambda: plan(obligation(formerly=("c",)), obligation("b", formerly=("c",))),
     ["language.formerly-twice"]),
    ("a consequence of nothing", lambda: plan(obligation(), consequences=[consequence(StatusIs("x", Status.MET))]),
     ["built.unknown-obligation"]),
    ("a consequence on facts", lambda: plan(obligation(), consequences=[consequence(RATE)]), ["built.leaf-misplaced"]),
    ("a consequence before its need", lambda: plan(obligation(), consequences=[
        consequence(Follows("b"), "a"), consequence(StatusIs("asked", Status.MET), "b")]), ["built.needs-later"]),
    ("a consequence of itself", lambda: plan(obligation(), consequences=[consequence(Follows("follows"))]),
     ["built.needs-later"]),
    ("facts in a circle", lambda: with_facts(a=ratio("a.a", "a.b", "a.b"), b=ratio("a.b", "a.a", "a.a")), ["built.circle"]),
    ("a part that is no fact", lambda: with_facts(a=ratio("a.a", "a.z", "literacy.rate")), ["built.unknown-fact"]),
    ("a derivation that is a word", lambda: with_facts(a=replace(spec("a.a", FactType.NUMBER), derive="ratio")),  # type: ignore[arg-type]
     ["built.wrong-type"]),
    ("no document", lambda: replace(plan(obligation()), document=None), ["built.wrong-type"]),  # type: ignore[arg-type]
    ("an issue date that is a text", lambda: replace(plan(obligation()), document=Document(issued="2016-03-01")),  # type: ignore[arg-type]
     ["built.wrong-type"]),
    ("a title that is a text", lambda: replace(plan(obligation()), title="方案"), ["built.wrong-type"]),  # type: ignore[arg-type]
    ("a note that is a text", lambda: replace(plan(obligation()), note="说明"), ["built.wrong-type"]),  # type: ignore[arg-type]
    ("a version that is a number", lambda: replace(plan(obligation()), version=2), ["built.wrong-type"]),  # type: ignore[arg-type]
    ("points that are a number", lambda: replace(plan(obligation()), scoring=100), ["built.wrong-type"]),  # type: ignore[arg-type]
    ("facts in a list", lambda: replace(plan(obligation()), vocabulary=Vocabulary([])), ["built.wrong-type"]),  # type: ignore[arg-type]
    ("subjects in a list", lambda: replace(plan(obligation()), register=Register([])), ["built.wrong-type"]),  # type: ignore[arg-type]
    ("years as texts", lambda: replace(plan(obligation()), years=("2016", "2020")), ["built.wrong-type", "built.wrong-type"]),
    ("obligations in a list", lambda: replace(plan(), obligations=[obligation()]), ["built.wrong-type"]),  # type: ignore[arg-type]
    ("no jurisdiction", lambda: replace(plan(obligation()), jurisdiction="nowhere"), ["built.unknown-jurisdiction"]),
    ("a subject without its parent", lambda: replace(plan(obligation()), register=Register(
        {one.id: one for one in (*SUBJECTS, Subject("x", TITLE, Level.DISTRICT, "y"))})), ["built.unknown-parent"]),
    ("a subject of no level", lambda: replace(plan(obligation()), register=Register(
        {**{one.id: one for one in SUBJECTS}, "x": Subject("x", TITLE, "区县")})), ["built.wrong-type"]),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("build", "codes"), [pytest.param(build, codes, id=name) for name, build, codes in WRONG])
def test_what_a_loaded_plan_can_not_be_a_built_one_can_not_either(build: Callable[[], Plan], codes: list[str]) -> None:
    made = build()
    for call in (lambda: sr.check(made, as_of=END), lambda: sr.open_session(made, "zibo.zhangdian", as_of=END),
                 lambda: Session(made, "zibo.zhangdian", as_of=END, engine=ReferenceEngine())):
        with pytest.raises(RulesetError) as refused:
            call()
        assert [found.code for found in refused.value.problems] == codes
    for found in refused.value.problems:
        assert show_problem(found, "zh") != show_problem(found, "en")


def test_all_problems_are_told_at_once() -> None:
    made = plan(obligation("a", require=Comparison("x.y", "above", Decimal(1))), obligation("b", bears=()),
                replace(obligation("c"), require=None))
    with pytest.raises(RulesetError) as refused:
        sr.check(made, as_of=END)
    assert {found.code for found in refused.value.problems} == {"built.unknown-fact", "built.no-bearers", "built.no-demand"}


def test_sound_plans_are_taken() -> None:
    check_plan(plan(obligation(), obligation("b", formerly=("old",), follows="asked"), consequences=[
        consequence(StatusIs("asked", Status.UNMET), "a"), consequence(Follows("a"), "c")]))
    for name in find_plans([packaged_rulesets()]):
        check_plan(load_plan(name, [packaged_rulesets()]))


def test_a_day_is_a_day() -> None:
    check_plan(comparing("plan.issued", "on_or_before", date(2016, 12, 31)))
