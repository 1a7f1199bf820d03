"""Asks two engines and lets an answer stand only where both give it."""

from __future__ import annotations

from collections.abc import Sequence

from scilit_rules.engine.guard import declined_by, failure
from scilit_rules.model.text import Message
from scilit_rules.plugins.contracts import Answer, Evaluator, Fault, Question
from scilit_rules.plugins.failures import let_pass


class Confirmed:
    """An evaluator whose every answer is confirmed by the reference engine.

    What the engine that decides declines is decided by the reference engine alone.

    Args:
        main: the evaluator that decides.
        reference: the evaluator that must agree, prepared with the same conditions.
        name: the name of the engine that decides, for messages.
    """

    def __init__(self, main: Evaluator, reference: Evaluator, name: str = "") -> None:
        self._main = main
        self._reference = reference
        self._name = name
        self.declined = declined_by(main)

    def answer(self, questions: Sequence[Question]) -> Sequence[Answer]:
        """Decides questions with both engines.

        Returns:
            for each question the answer on which both agree, or the fault of either, or a fault naming both answers.
        """
        if not self.declined:
            return self._both(questions)
        left = [question for question in questions if question.condition in self.declined]
        alone = iter(self._reference.answer(left))
        both = iter(self._both([question for question in questions if question.condition not in self.declined]))
        return [next(alone if question.condition in self.declined else both) for question in questions]

    def _both(self, questions: Sequence[Question]) -> Sequence[Answer]:
        try:
            answers = self._main.answer(questions)
        except BaseException as error:
            let_pass(error)
            return [Fault(failure(error))] * len(questions)
        if len(answers) != len(questions):
            lost = Fault(Message("engine.answers-lost", {"asked": len(questions), "answered": len(answers)}))
            return [lost] * len(questions)
        pairs = zip(answers, self._reference.answer(questions), strict=True)
        return [one if one is other else self._settle(one, other) for one, other in pairs]

    def _settle(self, one: Answer, other: Answer) -> Answer:
        if isinstance(one, Fault):
            return one
        if isinstance(other, Fault):
            return other
        values = {"engine": self._name, "answer": _word(one), "reference": _word(other)}
        return Fault(Message("engine.disagreement", values))


def _word(answer: object) -> object:
    """An answer in words; a plugin's engine may answer with anything."""
    if answer is None:
        return Message("engine.unknown")
    return Message(f"engine.{str(answer).lower()}") if isinstance(answer, bool) else repr(answer)
