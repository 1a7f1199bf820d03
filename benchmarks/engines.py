"""The engines of this package against others, and against themselves at growing numbers of subjects."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from time import perf_counter
from typing import Any

from benchmarks.measure import Table, best_of, per_second
from benchmarks.work import BOUNDS, CONDITIONS, OBLIGATIONS, SIGNS, Values, met, questions, values
from scilit_rules.engine.confirmation import Confirmed
from scilit_rules.engine.durable import DurableEngine
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.plugins.contracts import Evaluator, Question

SUBJECTS = 1_000
MANY = 10_000


def _answer(evaluator: Evaluator, asked: Sequence[Sequence[Question]], at_once: int = 1) -> int:
    if at_once == 1:
        return sum(list(evaluator.answer(subject)).count(True) for subject in asked)
    groups = [asked[start : start + at_once] for start in range(0, len(asked), at_once)]
    return sum(list(evaluator.answer([q for subject in group for q in subject])).count(True) for group in groups)


def against_host() -> Table:
    """The durable engine against the documented way to use durable_rules."""
    title = f"Durable engine against the documented host of durable_rules: {OBLIGATIONS} rules × {SUBJECTS:,} subjects"
    if DurableEngine().available() is not None:
        return Table(title, [], [], ["durable_rules is not installed: left out"])
    rows = values(SUBJECTS)
    asked, checks, expected = questions(rows), OBLIGATIONS * SUBJECTS, met(rows)
    command = [sys.executable, "-m", "benchmarks.host", str(SUBJECTS)]
    tenths, host_met = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    durable = DurableEngine().prepare(CONDITIONS)
    confirmed = Confirmed(durable, ReferenceEngine().prepare(CONDITIONS), "durable")
    runs: list[tuple[str, float, int]] = [("host, one fact at a time", sum(tenths), host_met)]
    for name, evaluator, at_once in (
        ("durable", durable, 1),
        ("durable, confirmed by reference", confirmed, 1),
        ("durable, ten subjects at once", durable, 10),
    ):
        runs.append((name, *best_of(3, lambda e=evaluator, n=at_once: _answer(e, asked, n))))  # type: ignore[misc]
    host = sum(tenths)
    return Table(title, ["engine", "checks/s", "ratio", "right"], [
        [name, per_second(checks, seconds), f"{host / seconds:.1f}", _right(found, expected)]
        for name, seconds, found in runs
    ], [_slowing(checks // 10, tenths)])


def _right(found: int, expected: int) -> str:
    return "yes" if found == expected else f"{found} of {expected}"


def _slowing(checks: int, tenths: Sequence[float]) -> str:
    first, last = per_second(checks, tenths[0]), per_second(checks, tenths[-1])
    return f"the host keeps every subject in memory: {first} checks/s in the first tenth, {last} in the last"


def flatness() -> Table:
    """What a subject costs the durable engine as there are more of them."""
    title = "Durable engine, confirmed: cost of a subject as their number grows"
    if DurableEngine().available() is not None:
        return Table(title, [], [], ["durable_rules is not installed: left out"])
    evaluator = Confirmed(DurableEngine().prepare(CONDITIONS), ReferenceEngine().prepare(CONDITIONS), "durable")
    rows, least = [], 0.0
    _answer(evaluator, questions(values(200)))
    for subjects in (100, SUBJECTS, MANY):
        asked = questions(values(subjects))
        start = perf_counter()
        _answer(evaluator, asked)
        each = (perf_counter() - start) / subjects
        least = least or each
        rows.append([f"{subjects:,}", f"{each * 1e6:.0f}", f"{each / least:.2f}"])
    return Table(title, ["subjects", "µs for a subject", "ratio to 100"], rows)


def against_peers() -> Table:
    """The reference engine against rule engines that compile expressions, each used in the way that suits it best."""
    rows = values(MANY)
    checks, expected = OBLIGATIONS * MANY, met(rows)
    asked = questions(rows)
    reference = ReferenceEngine().prepare(CONDITIONS)
    runs = [("reference", *best_of(3, lambda: _answer(reference, asked)))]
    notes = []
    for name, make in PEERS.items():
        try:
            run = make(rows)
        except ImportError:
            notes.append(f"{name} is not installed: left out")
            continue
        runs.append((name, *best_of(3, run)))
    first = runs[0][1]
    return Table(f"Reference engine against others: {OBLIGATIONS} comparisons × {MANY:,} subjects, compiled once",
                 ["engine", "checks/s", "reference is faster by", "right"], [
        [name, per_second(checks, seconds), f"{seconds / first:.1f}", _right(found, expected)]
        for name, seconds, found in runs
    ], [*notes, "the others get floats, ready in dictionaries; reference gets exact decimals"])


def _contexts(rows: Values) -> list[dict[str, float]]:
    return [{f"v{number}": float(value) for number, value in enumerate(row)} for row in rows]


def _all_in_one() -> str:
    terms = (f"v{number} {sign} {float(bound)}" for number, (sign, bound) in enumerate(zip(SIGNS, BOUNDS, strict=True)))
    return f"[{', '.join(terms)}]"


def _zen(rows: Values) -> Callable[[], int]:
    zen: Any = import_module("zen")
    expression, contexts = zen.compile_expression(_all_in_one()), _contexts(rows)
    return lambda: sum(expression.evaluate(context).count(True) for context in contexts)


def _zen_each(rows: Values) -> Callable[[], int]:
    zen: Any = import_module("zen")
    rules = [zen.compile_expression(f"v {sign} {float(bound)}") for sign, bound in zip(SIGNS, BOUNDS, strict=True)]
    contexts = [[{"v": float(value)} for value in row] for row in rows]
    return lambda: sum(rule.evaluate(one) for row in contexts for rule, one in zip(rules, row, strict=True))


def _zen_decision(rows: Values) -> Callable[[], int]:
    zen: Any = import_module("zen")
    expressions = [{"id": f"e{n}", "key": f"r{n}", "value": f"v{n} {sign} {float(bound)}"}
                   for n, (sign, bound) in enumerate(zip(SIGNS, BOUNDS, strict=True))]
    nodes = [{"id": "in", "name": "in", "type": "inputNode"}, {"id": "out", "name": "out", "type": "outputNode"},
             {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": expressions}}]
    edges = [{"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
             for one, other in (("in", "rules"), ("rules", "out"))]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    contexts = _contexts(rows)
    return lambda: sum(list(decision.evaluate(context)["result"].values()).count(True) for context in contexts)


def _cel(rows: Values) -> Callable[[], int]:
    cel: Any = import_module("cel")
    program, contexts = cel.compile(_all_in_one()), _contexts(rows)
    return lambda: sum(program.execute(context).count(True) for context in contexts)


def _cel_each(rows: Values) -> Callable[[], int]:
    cel: Any = import_module("cel")
    rules = [cel.compile(f"v {sign} {float(bound)}") for sign, bound in zip(SIGNS, BOUNDS, strict=True)]
    contexts = [[{"v": float(value)} for value in row] for row in rows]
    return lambda: sum(rule.execute(one) for row in contexts for rule, one in zip(rules, row, strict=True))


PEERS: dict[str, Callable[[Values], Callable[[], int]]] = {
    "zen-engine, 60 rules in one expression": _zen,
    "zen-engine, an expression for each rule": _zen_each,
    "zen-engine, a decision graph": _zen_decision,
    "common-expression-language, 60 rules in one": _cel,
    "common-expression-language, each rule by itself": _cel_each,
}
