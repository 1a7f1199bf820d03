"""Keeps a failing engine from ending a run: whatever goes wrong becomes a fault of the questions asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from scilit_rules.model.condition import Condition
from scilit_rules.model.text import Message
from scilit_rules.plugins.contracts import Answer, Engine, Evaluator, Fault, Question, SelectiveEvaluator
from scilit_rules.plugins.failures import let_pass, told
from scilit_rules.problems import EngineError


@dataclass(frozen=True, slots=True)
class Guarded:
    """An evaluator whose failures become faults of the questions asked.

    Args:
        evaluator: the evaluator, or what kept it from being made.
        declined: the conditions that the reference engine decides alone, with the reason.
    """

    evaluator: Evaluator | Message
    declined: Mapping[int, Message] = field(default_factory=dict)

    def answer(self, questions: Sequence[Question]) -> Sequence[Answer]:
        """Asks the evaluator; an exception, or a wrong number of answers, is a fault of every question."""
        if isinstance(self.evaluator, Message):
            return [Fault(self.evaluator)] * len(questions)
        try:
            answers = list(self.evaluator.answer(questions))
        except BaseException as error:
            let_pass(error)
            return [Fault(failure(error))] * len(questions)
        if len(answers) != len(questions):
            counts = {"asked": len(questions), "answered": len(answers)}
            return [Fault(Message("engine.answers-lost", counts))] * len(questions)
        return answers


def declined_by(evaluator: object) -> Mapping[int, Message]:
    """The conditions that an evaluator does not decide, with the reason; none for most."""
    return evaluator.declined if isinstance(evaluator, SelectiveEvaluator) else {}


def guarded(engine: Engine, conditions: Sequence[Condition]) -> Guarded:
    """Conditions made ready for an engine that may fail even at that."""
    try:
        evaluator = engine.prepare(conditions)
        return Guarded(evaluator, declined_by(evaluator))
    except BaseException as error:
        let_pass(error)
        return Guarded(failure(error))


def hindrance(engine: Engine) -> Message | None:
    """None where an engine can work here, else why not; one that fails even at telling can't."""
    try:
        return engine.available()
    except BaseException as error:
        let_pass(error)
        return failure(error)


def failure(error: BaseException) -> Message:
    """What to tell about an exception of an engine: its own message where it raised one."""
    if isinstance(error, EngineError):
        return error.problems[0].message
    return Message("engine.failed", {"error": told(error)})
