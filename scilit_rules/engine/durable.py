"""The durable engine: the Rete network of durable_rules, in a cage.

That library is old and is used only in the ways that were measured to be safe. It sees plain integers and short names,
never text or data; one narrow fact for each operand, with a rule for each way in which it can be answered; never more
rules, facts or live states than it can bear; and no answer is taken for granted: a fact must be answered, and only
one way, or its question is a fault.
"""

from __future__ import annotations

import json
import os
import re
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import cycle, islice
from types import ModuleType
from typing import Any, NamedTuple, Optional, Union

from scilit_rules.engine.integers import MOST_STEPS, Gauge, Range, gauge
from scilit_rules.model.condition import Condition, Truth, combine, leaves
from scilit_rules.model.fact import Interval
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.plugins.contracts import Answer, Engine, Evaluator, Fault, Operand, Question
from scilit_rules.plugins.markers import hookimpl
from scilit_rules.problems import EngineError, problem

RULES_AT_ONCE = 100
FACTS_AT_ONCE = 600
FAILURES_BORNE = 20

_MET, _BELOW, _ABOVE, _TWICE = 1, 2, 4, 8
_MARKS = {"+": _MET, "<": _BELOW, ">": _ABOVE}
_TRUTHS = {_MET: True, _BELOW: False, _ABOVE: False, _BELOW | _ABOVE: False}
_SENTINEL = "s"
_NUMBERS = re.compile(r'"id":"q(\d+)"')

_Slot = Union[int, tuple[int, int], None]
_Slots = Union[list[_Slot], Fault]


class _Leaf(NamedTuple):
    """One leaf as it is asked: its gauge, the network that knows its test, and the fact to be filled in."""

    gauge: Gauge
    network: int
    fact: str


class _Network(NamedTuple):
    """The rules of one network as JSON, and the facts that prove it: each with its value and how it must be marked."""

    definition: str
    proofs: Sequence[tuple[str, int, int]]


class _Sheet:
    """The facts that one round asks, by network, and the marks that answer them."""

    def __init__(self, networks: int, sid: int) -> None:
        self.sid = sid
        self.facts: list[list[str]] = [[] for _ in range(networks)]
        self.count = 0
        self.marks = bytearray()

    def ask(self, leaf: _Leaf, operand: Operand) -> _Slot:
        """Notes what must be asked to decide a leaf on an operand."""
        if operand is None:
            return None
        if type(operand) is leaf.gauge.wanted:
            return self._note(leaf, operand)
        if isinstance(operand, Interval) and all(type(end) is leaf.gauge.wanted for end in operand):
            return self._note(leaf, operand.low), self._note(leaf, operand.high)
        raise TypeError(f"{operand!r} is no {leaf.gauge.wanted.__name__}")

    def _note(self, leaf: _Leaf, operand: Any) -> int:
        return self.note(leaf.network, leaf.fact, leaf.gauge.measure(operand))

    def note(self, network: int, fact: str, value: int) -> int:
        """Notes a fact to be asked, and gives it a number."""
        number = self.count
        self.facts[network].append(fact % (number, self.sid, value))
        self.count += 1
        return number


class _Networks:
    """The networks of one thread of one process. They are freed when nothing refers to them any more.

    Args:
        engine: the C module.
        networks: what they consist of.

    Raises:
        Exception: whatever the C module raises, or that a network does not decide what it must.
    """

    def __init__(self, engine: ModuleType, networks: Sequence[_Network]) -> None:
        self.pid = os.getpid()
        self._engine = engine
        self._handles: list[int] = []
        weakref.finalize(self, _free, engine, self._handles)
        for number, network in enumerate(networks):
            self._handles.append(engine.create_ruleset(f"scilit{number}", network.definition))
        self._prove(networks)

    def _prove(self, networks: Sequence[_Network]) -> None:
        """Asks every network a full round whose answers are known.

        A full round also makes the C library's allocator keep enough memory at hand: without it, asking one subject
        at a time takes four times as long.
        """
        sheet = _Sheet(len(networks), 0)
        expected = bytearray()
        for number, network in enumerate(networks):
            for fact, value, mark in islice(cycle(network.proofs), FACTS_AT_ONCE):
                sheet.note(number, fact, value)
                expected.append(mark)
        self.mark(sheet)
        if sheet.marks != expected:
            raise RuntimeError("a network does not decide what it must")

    def mark(self, sheet: _Sheet) -> None:
        """Asks all facts of a sheet and fills in its marks.

        Raises:
            Exception: whatever the C module raises; these networks must not be used again.
        """
        sheet.marks = bytearray(sheet.count)
        for handle, facts in zip(self._handles, sheet.facts, strict=True):
            for start in range(0, len(facts), FACTS_AT_ONCE):
                self._assert(handle, sheet, facts[start : start + FACTS_AT_ONCE])

    def _assert(self, handle: int, sheet: _Sheet, facts: Sequence[str]) -> None:
        sentinel = f'{{"id":"{_SENTINEL}","sid":"{sheet.sid}","{_SENTINEL}":1}}'
        code, state = self._engine.assert_facts(handle, f"[{sentinel},{','.join(facts)}]")
        if code:
            raise RuntimeError(f"facts were not taken in, code {code}")
        actions = list(self._drain(handle, state))
        # Deleting a state for which no action was started frees a pointer that was never set.
        if actions:
            self._engine.delete_state(handle, str(sheet.sid))
        names = [action[2 : action.index('"', 2)] for action in actions]
        if names.count(_SENTINEL) != 1:
            raise RuntimeError("the sentinel was not answered once")
        for name, action in zip(names, actions, strict=True):
            if name != _SENTINEL:
                _enter(sheet.marks, _MARKS[name[-1]], _NUMBERS.findall(action))

    def _drain(self, handle: int, state: int) -> Iterator[str]:
        started = self._engine.start_action_for_state(handle, state)
        action = started[1] if started else None
        while action:
            yield action
            action = self._engine.complete_and_start_action(handle, state)


def _enter(marks: bytearray, mark: int, numbers: Sequence[str]) -> None:
    for text in numbers:
        number = int(text)
        marks[number] |= _TWICE if marks[number] & mark else mark


def _free(engine: ModuleType, handles: list[int]) -> None:
    for handle in handles:
        engine.delete_ruleset(handle)
    handles.clear()


class DurableEvaluator:
    """Conditions made ready for durable_rules. It may be used from several threads; each has its own networks.

    Conditions of which a constant can't be kept exact are declined; the others are decided all the same.

    Args:
        engine: the C module.
        conditions: the conditions, in the order that questions number them.

    Raises:
        EngineError: if the C module refuses the rules.
    """

    def __init__(self, engine: ModuleType, conditions: Sequence[Condition]) -> None:
        self._engine = engine
        self._conditions = conditions
        self.declined: dict[int, Message] = {}
        gauges = [self._gauges(number, condition) for number, condition in enumerate(conditions)]
        tests = list(dict.fromkeys(g.range for row in gauges for g in row))
        self._parts, places = _divide(tests)
        self._leaves = [[_Leaf(g, *places[g.range]) for g in row] for row in gauges]
        self._sids = cycle(range(1000))
        self._failures = 0
        self._local = threading.local()
        try:
            self._networks()
        except Exception as error:
            raise EngineError(problem("engine.failed", error=_text(error))) from error

    def _gauges(self, number: int, condition: Condition) -> list[Gauge]:
        """The gauges of a condition; none where it must be declined."""
        try:
            return [gauge(leaf) for leaf in leaves(condition)]
        except EngineError as error:
            self.declined[number] = error.problems[0].message
            return []

    def answer(self, questions: Sequence[Question]) -> Sequence[Answer]:
        """Decides questions. Those of several subjects at once are decided faster than one subject at a time.

        Returns:
            one answer for each question, in the same order. What the network does not answer properly is a fault; if
            it fails altogether, all questions asked with it are.
        """
        answers: list[Answer] = []
        for start in range(0, len(questions), FACTS_AT_ONCE):
            answers += self._round(questions[start : start + FACTS_AT_ONCE])
        return answers

    def _round(self, questions: Sequence[Question]) -> Sequence[Answer]:
        if self._failures > FAILURES_BORNE:
            return [Fault(Message("engine.given-up", {"failures": self._failures}))] * len(questions)
        sheet = _Sheet(len(self._parts), next(self._sids))
        asked = [self._ask(sheet, question) for question in questions]
        try:
            self._mark(sheet)
        except Exception as error:
            self._failures += 1
            return [Fault(Message("engine.failed", {"error": _text(error)}))] * len(questions)
        return [
            slots if isinstance(slots, Fault) else self._conclude(question.condition, slots, sheet.marks)
            for question, slots in zip(questions, asked, strict=True)
        ]

    def _ask(self, sheet: _Sheet, question: Question) -> _Slots:
        if question.condition in self.declined:
            return Fault(self.declined[question.condition])
        try:
            known = self._leaves[question.condition]
            return [sheet.ask(leaf, operand) for leaf, operand in zip(known, question.operands, strict=True)]
        except Exception as error:  # one bad operand must not take the other answers down
            return Fault(Message("engine.operand", {"error": _text(error)}))

    def _mark(self, sheet: _Sheet) -> None:
        if not sheet.count:
            return
        try:
            self._networks().mark(sheet)
        except BaseException:
            self._local.networks = None
            raise

    def _networks(self) -> _Networks:
        own: Optional[_Networks] = getattr(self._local, "networks", None)
        if own is None or own.pid != os.getpid():
            own = self._local.networks = _Networks(self._engine, self._parts)
        return own

    def _conclude(self, condition: int, slots: Sequence[_Slot], marks: bytearray) -> Answer:
        try:
            return combine(self._conditions[condition], iter([_decided(slot, marks) for slot in slots]))
        except KeyError as error:
            return Fault(Message("engine.contradiction" if error.args[0] else "engine.silence"))


def _divide(tests: Sequence[Range]) -> tuple[list[_Network], dict[Range, tuple[int, str]]]:
    """The networks that decide tests, and for each test which of them decides it and the fact that asks it."""
    rules: list[dict[str, object]] = []
    proofs: list[list[tuple[str, int, int]]] = []
    places: dict[Range, tuple[int, str]] = {}
    for number, test in enumerate(tests):
        own = _rules(f"t{number}", test)
        if not rules or len(rules[-1]) + len(own) > RULES_AT_ONCE:
            rules.append({_SENTINEL: _rule({"$gte": {_SENTINEL: 1}})})
            proofs.append([])
        fact = f'{{"id":"q%d","sid":"%d","t{number}":%d}}'
        rules[-1].update(own)
        proofs[-1] += [(fact, value, _expected(test, value)) for value in _telling(test)]
        places[test] = (len(rules) - 1, fact)
    return [_Network(json.dumps(own), proof) for own, proof in zip(rules, proofs, strict=True)], places


def _telling(test: Range) -> list[int]:
    """The measures at and beside the ends of a test, and the greatest on both sides."""
    beside = [end + step for end in test if end is not None for step in (-1, 0, 1)]
    return [-2 * MOST_STEPS, *beside, 2 * MOST_STEPS]


def _expected(test: Range, value: int) -> int:
    below = _BELOW if test.low is not None and value < test.low else 0
    above = _ABOVE if test.high is not None and value > test.high else 0
    return below | above or _MET


def _rules(name: str, test: Range) -> dict[str, object]:
    """A rule for each way in which a test can be answered: met, below its range, above its range."""
    inside: list[dict[str, object]] = []
    rules: dict[str, object] = {}
    if test.low is not None:
        inside.append({"$gte": {name: test.low}})
        rules[f"{name}<"] = _rule({"$lt": {name: test.low}})
    if test.high is not None:
        inside.append({"$lte": {name: test.high}})
        rules[f"{name}>"] = _rule({"$gt": {name: test.high}})
    rules[f"{name}+"] = _rule(inside[0] if len(inside) == 1 else {"$and": inside})
    return rules


def _rule(expression: dict[str, object]) -> dict[str, object]:
    """A rule that hands over all facts that match it in one action."""
    return {"all": [{"m": expression}], "cap": FACTS_AT_ONCE + 1}


def _decided(slot: _Slot, marks: bytearray) -> Truth:
    if slot is None:
        return None
    if isinstance(slot, int):
        return _TRUTHS[marks[slot]]
    low, high = marks[slot[0]], marks[slot[1]]
    if _TRUTHS[low] and _TRUTHS[high]:
        return True
    return False if low & high & (_BELOW | _ABOVE) else None


def _text(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


class DurableEngine:
    """The Rete network of durable_rules.

    Args:
        load: imports the C module; left out except to see what happens where that fails.
    """

    name = "durable"

    def __init__(self, load: Callable[[], ModuleType] = lambda: import_module("durable_rules_engine")) -> None:
        self._load = load

    def available(self) -> Message | None:
        """None where durable_rules can be imported, else why not and what helps."""
        try:
            self._load()
        except Exception as error:
            return Message("engine.durable-missing", {"error": _text(error)})
        return None

    def prepare(self, conditions: Sequence[Condition]) -> Evaluator:
        """Builds the networks.

        Raises:
            EngineError: if durable_rules can't be imported, or refuses its rules.
        """
        missing = self.available()
        if missing is not None:
            raise EngineError(Problem(missing))
        return DurableEvaluator(self._load(), conditions)


@hookimpl
def scilit_engines() -> Sequence[Engine]:
    """Provides the durable engine."""
    return (DurableEngine(),)
