"""What follows where several findings stand together: rules over findings, by forward chaining."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scilit_rules.engine.guard import guarded
from scilit_rules.model.condition import Condition, Follows, Leaf, StatusIs, Truth, leaves
from scilit_rules.model.finding import Conclusion, Finding
from scilit_rules.model.obligation import Consequence
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import Status
from scilit_rules.plugins.contracts import Engine, Fault, Operand, Question
from scilit_rules.problems import problem


class Conclusions(NamedTuple):
    """The consequences that hold for a subject, and what kept others from being decided."""

    held: tuple[Conclusion, ...] = ()
    problems: tuple[Problem, ...] = ()


class Concluder:
    """The consequences of a plan made ready for one engine.

    They are fired in rounds: each round asks for all consequences whose needs are settled, so that one may build on
    another. The plan holds them in an order in which this ends.

    Args:
        consequences: the consequences, each after those that it needs.
        engine: the engine that decides.
    """

    def __init__(self, consequences: Mapping[str, Consequence], engine: Engine) -> None:
        self._consequences = tuple(consequences.values())
        self._rounds = tuple(_rounds(self._consequences))
        self._evaluator = guarded(engine, [item.when for item in self._consequences])

    def conclude(self, subject: str, findings: Sequence[Finding]) -> Conclusions:
        """The consequences that hold for one subject.

        Of an obligation with several periods the latest counts.
        """
        latest = {finding.obligation: finding for finding in findings}
        held: dict[str, Conclusion] = {}
        decided: dict[str, Truth] = {}
        problems: list[Problem] = []
        for numbers in self._rounds:
            items = [self._consequences[number] for number in numbers]
            questions = [
                Question(number, tuple(_operand(leaf, latest, decided) for leaf in leaves(item.when)))
                for number, item in zip(numbers, items, strict=True)
            ]
            for item, answer in zip(items, self._evaluator.answer(questions), strict=True):
                if isinstance(answer, Fault):
                    decided[item.id] = None
                    problems.append(problem("engine.consequence", item.place, consequence=item.title,
                                            subject=subject, error=answer.message))
                    continue
                decided[item.id] = answer
                if answer is True:
                    because = tuple(dict.fromkeys(_because(item.when, latest, held)))
                    held[item.id] = Conclusion(item.id, subject, item.severity, because)
        ordered = tuple(held[item.id] for item in self._consequences if item.id in held)
        return Conclusions(ordered, tuple(problems))


# Whether an obligation is met or not is open while its finding has one of these.
_UNDECIDED = frozenset({Status.UNKNOWN, Status.NEEDS_REVIEW, Status.ERROR})


def _operand(leaf: Leaf, latest: Mapping[str, Finding], decided: Mapping[str, Truth]) -> Operand:
    if isinstance(leaf, Follows):
        return decided[leaf.consequence]
    if isinstance(leaf, StatusIs) and leaf.finding in latest:
        status = latest[leaf.finding].status
        return None if status in _UNDECIDED and status is not leaf.status else status.value
    return None


def _because(condition: Condition, latest: Mapping[str, Finding], held: Mapping[str, Conclusion]) -> Iterator[str]:
    for leaf in leaves(condition):
        if isinstance(leaf, Follows) and leaf.consequence in held:
            yield from held[leaf.consequence].because
        elif isinstance(leaf, StatusIs) and leaf.finding in latest and latest[leaf.finding].status is leaf.status:
            yield latest[leaf.finding].id


def _rounds(consequences: Sequence[Consequence]) -> Iterator[tuple[int, ...]]:
    depth: dict[str, int] = {}
    for item in consequences:
        needs = [depth[leaf.consequence] for leaf in leaves(item.when) if isinstance(leaf, Follows)]
        depth[item.id] = max(needs, default=-1) + 1
    for level in range(max(depth.values(), default=-1) + 1):
        yield tuple(number for number, item in enumerate(consequences) if depth[item.id] == level)
