"""Which engine decides: the one asked for, or the best that can work here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scilit_rules.engine.confirmation import Confirmed
from scilit_rules.engine.guard import hindrance
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.model.condition import Condition
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.plugins.contracts import Engine, Evaluator
from scilit_rules.problems import EngineError, UsageError, near_names, problem

AUTO = "auto"
DEFAULT = "durable"
REFERENCE = ReferenceEngine.name


@dataclass(frozen=True, slots=True)
class Chosen:
    """The engine of a run.

    Args:
        engine: what decides, confirmation included.
        name: the name of the engine that decides.
        confirmed_by: the name of the engine that confirms every answer, or empty.
        note: why another than the default decides, or None.
    """

    engine: Engine
    name: str
    confirmed_by: str = ""
    note: Message | None = None


class ConfirmedEngine:
    """An engine of which every answer is confirmed by the reference engine.

    Args:
        engine: the engine that decides.
    """

    def __init__(self, engine: Engine) -> None:
        self.name = engine.name
        self._engine = engine

    def available(self) -> Message | None:
        """As the engine that decides."""
        return self._engine.available()

    def prepare(self, conditions: Sequence[Condition]) -> Evaluator:
        """Makes the conditions ready for both."""
        return Confirmed(self._engine.prepare(conditions), ReferenceEngine().prepare(conditions), self.name)


def choose(name: str, engines: Mapping[str, Engine]) -> Chosen:
    """The engine of that name, or with ``auto`` durable where it can work and otherwise the reference engine.

    Raises:
        UsageError: if there is no engine of that name.
        EngineError: if the engine asked for can't work here.
    """
    if name == AUTO:
        default = engines.get(DEFAULT)
        missing = hindrance(default) if default else None
        if default is None or missing is not None:
            return Chosen(ReferenceEngine(), REFERENCE, note=missing)
        return _chosen(default)
    if name not in engines:
        raise UsageError(problem("engine.unknown-engine", near=near_names(name, engines), engine=name))
    missing = hindrance(engines[name])
    if missing is not None:
        raise EngineError(Problem(missing))
    return _chosen(engines[name])


def _chosen(engine: Engine) -> Chosen:
    if engine.name == REFERENCE:
        return Chosen(engine, REFERENCE)
    return Chosen(ConfirmedEngine(engine), engine.name, confirmed_by=REFERENCE)
