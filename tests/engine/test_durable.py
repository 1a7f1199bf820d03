"""The cage around durable_rules: what is asked of it, and that nothing it does wrong becomes a verdict."""

from __future__ import annotations

import gc
import json
import os
import threading
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Context, Decimal, InvalidOperation, localcontext
from typing import Any

import pytest

from scilit_rules.engine import durable
from scilit_rules.engine.confirmation import Confirmed
from scilit_rules.engine.durable import FACTS_AT_ONCE, RULES_AT_ONCE, DurableEngine, DurableEvaluator
from scilit_rules.engine.integers import gauge
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.messages import hint, say
from scilit_rules.model.condition import All, AnyOf, Comparison, Condition
from scilit_rules.model.fact import Interval
from scilit_rules.model.operators import Tolerance, Years
from scilit_rules.plugins.contracts import Answer, Fault, Question
from scilit_rules.problems import EngineError

ABOVE = Comparison("literacy.rate", "above", Decimal("10.5"))
ABOUT = Comparison("venue.share", "about", Tolerance(Decimal(50), Decimal(10)))
FLAG = Comparison("organisation.leading_group", "is", True)


def code(answer: Answer) -> str:
    assert isinstance(answer, Fault), answer
    assert say(answer.message, "zh")
    assert say(answer.message, "en")
    assert hint(answer.message, "en")
    return answer.message.code


class Rete:
    """Stands in for the C module: answers as the real one does, and wrongly once it has proved itself."""

    def __init__(self, **spoiled: Any) -> None:
        self.later = spoiled
        self.spoiled: dict[str, Any] = {}
        self.created: dict[int, dict[str, Any]] = {}
        self.deleted: list[int] = []
        self.facts: list[dict[str, Any]] = []
        self.states: list[str] = []
        self.actions: list[str] = []

    def create_ruleset(self, name: str, definition: str) -> int:
        if "create" in self.later:
            raise self.later["create"]
        self.created[len(self.created) + 1] = json.loads(definition)
        return len(self.created)

    def delete_ruleset(self, handle: int) -> None:
        self.deleted.append(handle)

    def assert_facts(self, handle: int, facts: str) -> tuple[int, int]:
        if self.spoiled.get("assert"):
            raise self.spoiled["assert"].pop()
        self.facts = json.loads(facts)
        found: dict[str, list[dict[str, Any]]] = {}
        for fact in self.facts:
            for name in self.match(handle, fact):
                found.setdefault(name, []).append({"m": fact})
        for name in self.spoiled.get("double", ()):
            found[name] += found[name]
        self.actions = [json.dumps({name: frames}, separators=(",", ":")) for name, frames in found.items()]
        return self.spoiled.get("code", 0), 0

    def match(self, handle: int, fact: dict[str, Any]) -> Sequence[str]:
        rules = self.spoiled.get("rules", self.created[handle])
        return [name for name, rule in rules.items() if matches(rule["all"][0]["m"], fact)]

    def start_action_for_state(self, handle: int, state: int) -> tuple[str, str] | None:
        return ("{}", self.actions.pop(0)) if self.actions else None

    def complete_and_start_action(self, handle: int, state: int) -> str | None:
        return self.actions.pop(0) if self.actions else None

    def delete_state(self, handle: int, sid: str) -> None:
        self.states.append(sid)


def matches(expression: dict[str, Any], fact: dict[str, Any]) -> bool:
    ((operator, operand),) = expression.items()
    if operator == "$and":
        return all(matches(part, fact) for part in operand)
    ((name, constant),) = operand.items()
    value = fact.get(name)
    return value is not None and {"$gte": value >= constant, "$lte": value <= constant, "$lt": value < constant,
                                  "$gt": value > constant}[operator]


def prepared(rete: Rete, *conditions: Condition) -> DurableEvaluator:
    evaluator = DurableEvaluator(rete, conditions)  # type: ignore[arg-type]  # stands in for the module
    rete.spoiled = rete.later
    rete.facts, rete.states = [], []
    return evaluator


def test_facts_are_narrow_and_hold_nothing_but_small_names_and_integers() -> None:
    rete = Rete()
    asked = (ABOVE, ABOUT, Comparison("venue.name", "equals", "科普\"馆"), FLAG)
    operands = (Decimal("10.51"), Interval(Decimal("45.5"), Decimal("61")), "引号\"\\", False)
    answers = prepared(rete, *asked).answer([Question(n, (operand,)) for n, operand in enumerate(operands)])
    assert answers == [True, None, False, False]
    sentinel, *facts = rete.facts
    assert sentinel == {"id": "s", "sid": "0", "s": 1}
    assert facts == [{"id": "q0", "sid": "0", "t0": 211}, {"id": "q1", "sid": "0", "t1": 9},
                     {"id": "q2", "sid": "0", "t1": 13}, {"id": "q3", "sid": "0", "t2": 0},
                     {"id": "q4", "sid": "0", "t2": 0}]
    assert rete.states == ["0"]


def test_unknown_operands_are_never_asked() -> None:
    rete = Rete()
    assert prepared(rete, ABOVE).answer([Question(0, (None,))]) == [None]
    assert prepared(rete, ABOVE).answer([]) == []
    assert rete.facts == rete.states == []


def test_leaves_that_compare_alike_share_their_rules() -> None:
    rete = Rete()
    prepared(rete, FLAG, Comparison("funding.in_budget", "is", True), ABOVE, AnyOf((FLAG, ABOVE)))
    (rules,) = rete.created.values()
    assert sorted(rules) == ["s", "t0+", "t0<", "t0>", "t1+", "t1<"]


def test_a_network_never_has_more_rules_than_it_can_bear() -> None:
    rete = Rete()
    asked = [Comparison("n", "about", Tolerance(Decimal(n), Decimal(1))) for n in range(300)]
    evaluator = prepared(rete, *asked)
    assert RULES_AT_ONCE <= 400
    assert len(rete.created) == 10
    assert all(len(rules) <= RULES_AT_ONCE for rules in rete.created.values())
    questions = [Question(n, (Decimal(7),)) for n in range(300)]
    assert evaluator.answer(questions) == [abs(n - 7) <= 1 for n in range(300)]


def test_never_more_facts_at_once_than_were_measured_to_be_quick() -> None:
    rete = Rete()
    evaluator = prepared(rete, All((FLAG, FLAG)))
    assert evaluator.answer([Question(0, (True, True))] * 1000) == [True] * 1000
    assert len(rete.facts) <= FACTS_AT_ONCE + 1
    assert rete.states == ["0", "0", "1", "1"]


def fnv(text: str) -> int:
    """The hash by which alone durable_rules tells names apart."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 16777619 % 2**32
    return found


def test_no_two_names_share_a_hash() -> None:
    ids = ["s", "$pulse"] + [f"q{n}" for n in range(20_000)] + [f"sid-{n}" for n in range(1000)]
    assert len({fnv(name) for name in ids}) == len(ids)
    properties = ["id", "sid", "s", "$s"] + [f"t{n}" for n in range(10_000)]
    assert len({fnv(name) for name in properties}) == len(properties)


@pytest.mark.parametrize("condition, operand", [
    (ABOVE, "10.6"), (ABOVE, True), (ABOVE, 11), (ABOVE, 10.6), (ABOVE, Decimal("NaN")), (ABOVE, Decimal("sNaN")),
    (ABOVE, date(2020, 1, 1)), (ABOVE, Interval(Decimal(1), Decimal("NaN"))),
    (FLAG, Decimal(1)), (FLAG, 1), (FLAG, "是"), (FLAG, Interval(Decimal(0), Decimal(1))),
    (Comparison("d", "on_or_before", date(2020, 1, 1)), "2019-01-01"),
    (Comparison("d", "on_or_before", date(2020, 1, 1)), datetime(2019, 1, 1)),
    (Comparison("t", "equals", "a"), 1), (Comparison("t", "one_of", ("a",)), b"a"),
])
def test_an_operand_of_a_wrong_type_is_a_fault_of_its_question_only(condition: Condition, operand: Any) -> None:
    questions = [Question(1, (True,)), Question(0, (operand,)), Question(1, (False,))]
    for engine in (ReferenceEngine(), DurableEngine(lambda: Rete())):  # type: ignore[arg-type, return-value]
        before, wrong, after = engine.prepare([condition, FLAG]).answer(questions)
        assert (before, code(wrong), after) == (True, "engine.operand", False)


def test_an_interval_of_anything_but_decimals_is_a_fault() -> None:
    interval: Any = Interval(1, 2)  # type: ignore[arg-type]  # wrong on purpose
    assert code(prepared(Rete(), ABOVE).answer([Question(0, (interval,))])[0]) == "engine.operand"


def test_what_is_not_a_number_is_a_fault_even_where_the_caller_lets_it_pass() -> None:
    with localcontext() as context:
        context.traps[InvalidOperation] = False
        assert code(prepared(Rete(), ABOVE).answer([Question(0, (Decimal("NaN"),))])[0]) == "engine.operand"


def test_a_question_with_too_few_operands_is_a_fault() -> None:
    assert code(prepared(Rete(), AnyOf((FLAG, FLAG))).answer([Question(0, (True,))])[0]) == "engine.operand"


@pytest.mark.parametrize("constant", ["12345678901234567", "0.12345678901234567", "Infinity", "NaN",
                                      "4000000000000001"])
def test_a_constant_that_can_not_be_kept_exact_is_refused(constant: str) -> None:
    with pytest.raises(EngineError) as caught:
        gauge(Comparison("n", "above", Decimal(constant)))
    assert caught.value.problems[0].code == "engine.constant"


@pytest.mark.parametrize("constant", ["999999999999999", "-999999999999999", "0.00000000000123456789012345",
                                      "3E+90", "0"])
def test_constants_of_fifteen_digits_are_exact_wherever_the_point_stands(constant: str) -> None:
    bound = Decimal(constant)
    measured = gauge(Comparison("n", "at_least", bound))
    least = Decimal((0, (1,), bound.as_tuple().exponent - 20))  # type: ignore[operator]  # finite
    below, above = (Context(prec=200).add(bound, change) for change in (-least, least))
    assert measured.range.low == measured.measure(bound) == measured.measure(Decimal(f"{bound:f}"))
    assert measured.measure(below) < measured.measure(bound) < measured.measure(above)


def test_an_empty_range_is_violated_on_both_sides() -> None:
    never = Comparison("n", "about", Tolerance(Decimal(5), Decimal(-1)))
    questions = [Question(0, (Decimal(5),)), Question(0, (Interval(Decimal(5), Decimal(5)),))]
    assert prepared(Rete(), never).answer(questions) == [False, False]
    assert ReferenceEngine().prepare([never]).answer(questions) == [False, False]


SENTINEL = {"s": {"all": [{"m": {"$gte": {"s": 1}}}]}}
ANYTHING = {"all": [{"m": {"$gte": {"t0": 0}}}]}


@pytest.mark.parametrize("spoiled, expected", [
    ({"rules": SENTINEL}, "engine.silence"),
    ({"double": ["t0+"]}, "engine.contradiction"),
    ({"rules": {**SENTINEL, "t0+": ANYTHING, "t0<": ANYTHING}}, "engine.contradiction"),
    ({"code": 2}, "engine.failed"),
    ({"rules": {}}, "engine.failed"),
    ({"assert": [RuntimeError("Could not assert facts, error code: 303")]}, "engine.failed"),
    ({"assert": [MemoryError()]}, "engine.failed"),
])
def test_what_the_module_does_wrong_is_a_fault_and_no_verdict(spoiled: dict[str, Any], expected: str) -> None:
    answer = prepared(Rete(**spoiled), ABOVE).answer([Question(0, (Decimal(11),))])[0]
    assert code(answer) == expected


def test_after_a_failure_the_networks_are_made_anew_and_the_next_subject_goes_on() -> None:
    rete = Rete(**{"assert": [RuntimeError("303")]})
    evaluator = prepared(rete, ABOVE)
    question = Question(0, (Decimal(11),))
    assert [code(answer) for answer in evaluator.answer([question] * 3)] == ["engine.failed"] * 3
    assert evaluator.answer([question]) == [True]
    assert rete.deleted == [1]
    assert list(rete.created) == [1, 2]


def test_no_state_is_deleted_for_which_no_action_was_started() -> None:
    rete = Rete(rules={})
    assert code(prepared(rete, ABOVE).answer([Question(0, (Decimal(11),))])[0]) == "engine.failed"
    assert rete.states == []


def test_an_engine_that_fails_again_and_again_is_not_asked_any_more() -> None:
    rete = Rete(**{"assert": [RuntimeError("303")] * 100})
    evaluator = prepared(rete, ABOVE)
    answers = [evaluator.answer([Question(0, (Decimal(11),))])[0] for _ in range(30)]
    assert [code(answer) for answer in answers] == ["engine.failed"] * 21 + ["engine.given-up"] * 9


def test_an_interruption_is_passed_on_and_leaves_clean_networks_behind() -> None:
    rete = Rete(**{"assert": [KeyboardInterrupt()]})
    evaluator = prepared(rete, ABOVE)
    with pytest.raises(KeyboardInterrupt):
        evaluator.answer([Question(0, (Decimal(11),))])
    assert rete.deleted == [1]
    assert evaluator.answer([Question(0, (Decimal(11),))]) == [True]


def test_rules_that_the_module_refuses_stop_the_run_before_it_begins() -> None:
    with pytest.raises(EngineError) as caught:
        prepared(Rete(create=RuntimeError("Could not create ruleset, error code: 106")), ABOVE)
    assert caught.value.problems[0].code == "engine.failed"


def test_networks_that_do_not_decide_what_they_must_are_not_used() -> None:
    rete = Rete()
    rete.spoiled = {"rules": {**SENTINEL, "t0+": ANYTHING}}
    with pytest.raises(EngineError) as caught:
        prepared(rete, ABOVE)
    assert "a network does not decide what it must" in str(caught.value)


def test_networks_are_freed_with_the_evaluator() -> None:
    rete = Rete()
    evaluator = prepared(rete, ABOVE)
    del evaluator
    gc.collect()
    assert rete.deleted == [1]


def test_every_thread_has_its_own_networks() -> None:
    rete = Rete()
    evaluator = prepared(rete, ABOVE)
    seen: list[Sequence[Answer]] = []
    thread = threading.Thread(target=lambda: seen.append(evaluator.answer([Question(0, (Decimal(11),))])))
    thread.start()
    thread.join()
    assert seen == [[True]]
    assert list(rete.created) == [1, 2]
    gc.collect()
    assert rete.deleted == [2]


def test_a_forked_process_makes_its_own_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    rete = Rete()
    evaluator = prepared(rete, ABOVE)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert evaluator.answer([Question(0, (Decimal(11),))]) == [True]
    assert list(rete.created) == [1, 2]


def test_where_the_module_does_not_load_the_engine_says_so_and_what_helps() -> None:
    def load() -> Any:
        raise ImportError("undefined symbol: PyEval_CallObject")

    engine = DurableEngine(load)
    message = engine.available()
    assert message is not None
    assert message.code == "engine.durable-missing"
    assert "PyEval_CallObject" in say(message, "en")
    for lang in ("zh", "en"):
        assert "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject pip install --no-cache-dir" in hint(message, lang)
    with pytest.raises(EngineError) as caught:
        engine.prepare([ABOVE])
    assert caught.value.problems[0].message == message


def test_it_is_provided_as_a_plugin() -> None:
    assert [engine.name for engine in durable.scilit_engines()] == ["durable"]


class Says:
    """An evaluator that answers what it is told to."""

    def __init__(self, *answers: Any) -> None:
        self.answers = answers

    def answer(self, questions: Sequence[Question]) -> Sequence[Any]:
        if self.answers and isinstance(self.answers[0], Exception):
            raise self.answers[0]
        return self.answers


ASKED = [Question(0, (True,))]


@pytest.mark.parametrize("answer", [True, False, None])
def test_what_both_engines_answer_stands(answer: Any) -> None:
    assert Confirmed(Says(answer), Says(answer)).answer(ASKED) == [answer]


@pytest.mark.parametrize("one, other, zh, en", [
    (True, False, "durable 得“成立”，reference 得“不成立”", "durable says “true”, reference says “false”"),
    (False, None, "durable 得“不成立”，reference 得“不能确定”", "durable says “false”, reference says “unknown”"),
    (1, True, "durable 得“1”，reference 得“成立”", "durable says “1”, reference says “true”"),
])
def test_a_disagreement_is_a_fault_that_names_both_answers(one: Any, other: Any, zh: str, en: str) -> None:
    (fault,) = Confirmed(Says(one), Says(other), name="durable").answer(ASKED)
    assert code(fault) == "engine.disagreement"
    assert isinstance(fault, Fault)
    assert zh in say(fault.message, "zh")
    assert en in say(fault.message, "en")


def test_a_fault_of_either_engine_is_kept() -> None:
    (fault,) = prepared(Rete(code=2), ABOVE).answer([Question(0, (Decimal(11),))])
    assert Confirmed(Says(fault), Says(True)).answer(ASKED) == [fault]
    assert Confirmed(Says(True), Says(fault)).answer(ASKED) == [fault]


@pytest.mark.parametrize("main, expected", [
    (Says(RuntimeError("boom")), "engine.failed"), (Says(), "engine.answers-lost"),
    (Says(True, True), "engine.answers-lost"),
])
def test_an_engine_that_raises_or_miscounts_is_a_fault_for_every_question(main: Says, expected: str) -> None:
    assert [code(answer) for answer in Confirmed(main, Says(True)).answer(ASKED)] == [expected]


def test_dates_and_years_include_both_ends() -> None:
    asked = Comparison("d", "within_years", Years(2016, 2020))
    days = [date(2015, 12, 31), date(2016, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    answers = prepared(Rete(), asked).answer([Question(0, (day,)) for day in days])
    assert answers == [False, True, True, False]
