"""Which engines decide a value right that equals its bound, or lies the least step beside it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from decimal import Decimal
from importlib import import_module
from typing import Any, NamedTuple

from benchmarks.measure import Table
from scilit_rules.engine.durable import DurableEngine
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.model.condition import Comparison
from scilit_rules.plugins.contracts import Engine, Question


class Case(NamedTuple):
    """A value as it stands in a table, and the bound that it is held against."""

    written: str
    percent_cell: bool
    operator: str
    bound: str

    @property
    def exact(self) -> Decimal:
        """The value in the unit of the bound."""
        plain = Decimal(unicodedata.normalize("NFKC", self.written).rstrip("%"))
        return plain * 100 if self.percent_cell else plain

    @property
    def inexact(self) -> float:
        """The value as a program that computes in floats has it."""
        plain = float(unicodedata.normalize("NFKC", self.written).rstrip("%"))
        return plain * 100 if self.percent_cell else plain

    @property
    def right(self) -> bool:
        """The right answer."""
        bound = Decimal(self.bound)
        return self.exact > bound if self.operator == "above" else self.exact >= bound


def _cases() -> list[Case]:
    cases = []
    for operator in ("above", "at_least"):
        for written in ("10.5", "10.50", "１０．５％", "10.49", "10.51", "10.499999999999999", "10.500000000000001",
                        "10.49999999999999999999", "10.50000000000000000001"):
            cases.append(Case(written, False, operator, "10.5"))
        for written in ("0.105", "0.10499999999999999", "0.10500000000000001"):
            cases.append(Case(written, True, operator, "10.5"))
        for hundredths in (7, 14, 28, 29, 55, 56, 57, 58):
            cases.append(Case(f"0.{hundredths:02}", True, operator, str(hundredths)))
        for written in ("0.996", "0.999999999999999999", "1", "1.00", "0.000006", "1.000000000000000000000001"):
            cases.append(Case(written, False, operator, "1"))
    return cases


def _ours(engine: Engine) -> Callable[[Case], object]:
    def decide(case: Case) -> object:
        evaluator = engine.prepare([Comparison("fact", case.operator, Decimal(case.bound))])
        return evaluator.answer([Question(0, (case.exact,))])[0]

    return decide


def _expression(case: Case) -> str:
    return f"v {'>' if case.operator == 'above' else '>='} {float(case.bound)}"


def _zen() -> Callable[[Case], object]:
    zen: Any = import_module("zen")
    return lambda case: zen.compile_expression(_expression(case)).evaluate({"v": case.inexact})


def _cel() -> Callable[[Case], object]:
    cel: Any = import_module("cel")
    return lambda case: cel.compile(_expression(case)).execute({"v": case.inexact})


def _durable() -> Callable[[Case], object]:
    engine = DurableEngine()
    if engine.available() is not None:
        raise ImportError("durable_rules")
    return _ours(engine)


ENGINES: dict[str, Callable[[], Callable[[Case], object]]] = {
    "reference": lambda: _ours(ReferenceEngine()),
    "durable": _durable,
    "zen-engine": _zen,
    "common-expression-language": _cel,
}


def table() -> Table:
    """How many cases each engine decides wrong, and which."""
    cases, rows = _cases(), []
    notes = ["the others are given floats: zen-engine refuses decimals, common-expression-language rounds them"]
    for name, make in ENGINES.items():
        try:
            decide = make()
        except ImportError:
            notes.append(f"{name} is not installed: left out")
            continue
        wrong = [case for case in cases if decide(case) is not case.right]
        rows.append([name, len(cases), len(wrong), _listed(wrong)])
    return Table("Exact at the bound", ["engine", "cases", "wrong", "such as"], rows, notes)


def _listed(wrong: Sequence[Case]) -> str:
    return "; ".join(
        f"{case.written}{' in a percent cell' if case.percent_cell else ''} {case.operator} {case.bound}"
        for case in wrong[:3]
    )
