"""Cases: given facts, expected statuses. They are judged as data of a district would be, from the written value on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scilit_rules.authoring.case_findings import doubtful_places, why_found
from scilit_rules.authoring.coverage import untested
from scilit_rules.engine.judge import Judge
from scilit_rules.facts.book import FactBook
from scilit_rules.facts.collection import Collected, Collector
from scilit_rules.language.cases import Case, Expected
from scilit_rules.model.finding import Conclusion, Finding
from scilit_rules.model.grid import Grid, Raw
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel, Status, Word
from scilit_rules.plugins.contracts import Engine
from scilit_rules.problems import problem

_NOT_ASKED = (Status.NOT_APPLICABLE, Status.NOT_DUE)
HEADER = ("单位", "指标", "年度", "数值", "佐证", "审核")


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How one case went.

    Args:
        case: the case.
        problems: how what was found differs from what was expected; none if it passed.
    """

    case: Case
    problems: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        """Whether everything was found as expected."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class CaseResults:
    """How all cases of a plan went.

    Args:
        plan: the plan.
        results: one for each case, in the order given.
    """

    plan: Plan
    results: tuple[CaseResult, ...]

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that did not find what was expected."""
        return tuple(result for result in self.results if not result.passed)

    @property
    def passed(self) -> bool:
        """Whether there were cases and all found what was expected."""
        return bool(self.results) and not self.failed

    @property
    def untested(self) -> tuple[str, ...]:
        """Ids of the obligations that no case of the author expects anything of, in the order of the plan."""
        return untested(self.plan, (result.case for result in self.results))


def run_cases(plan: Plan, cases: Iterable[Case], engine: Engine) -> CaseResults:
    """Judges cases and compares what is found with what is expected.

    Args:
        plan: the plan.
        cases: the cases, from the author or made from thresholds.
        engine: the engine that decides.
    """
    given = list(cases)
    runner = _Runner(plan, engine)
    read = runner.read(given)
    return CaseResults(plan, tuple(CaseResult(case, tuple(_compare(runner, case, collected)))
                                   for case, collected in zip(given, read, strict=True)))


class _Judged(NamedTuple):
    findings: tuple[Finding, ...]
    conclusions: tuple[Conclusion, ...]


class _Runner:
    """A plan made ready once for all its cases."""

    def __init__(self, plan: Plan, engine: Engine) -> None:
        self.plan = plan
        self._engine = engine
        self._collector = Collector(plan)
        self._judges: dict[date, Judge] = {}

    def read(self, cases: Sequence[Case]) -> list[Collected]:
        """What each case gives, read as a district's table would be.

        All cases of one date are read as one table, which is faster by far. What is wrong with one of them is told
        only where it is read by itself, for of problems that are alike a table tells the first few.
        """
        read = [Collected() for _ in cases]
        dated: dict[date, list[int]] = {}
        for number, case in enumerate(cases):
            if case.facts:
                dated.setdefault(case.as_of, []).append(number)
        for as_of, numbers in dated.items():
            rows = [(number, row) for number in numbers for row in _rows(cases[number], self.plan)]
            together = self._collector.collect([Grid("cases", [HEADER, *(row for _, row in rows)])], as_of=as_of)
            if any(map(_matters, together.problems)):
                for number in numbers:
                    read[number] = self.read_alone(cases[number])
                continue
            for fact in together.facts:
                read[_owner(rows, fact.place)].facts.append(fact)
            for doubt in together.doubts:
                read[_owner(rows, doubt.places[0])].doubts.append(doubt)
        return read

    def read_alone(self, case: Case) -> Collected:
        """What one case gives, read as a table of its own, with the places where its author wrote it."""
        return self._collector.collect([_grid(case, self.plan)], as_of=case.as_of) if case.facts else Collected()

    def judge(self, case: Case, collected: Collected) -> _Judged:
        plan = self.plan
        ready = self._judge(case.as_of)
        book = FactBook(self._collector.asked, plan.register, collected.facts, collected.doubts)
        subject = plan.register[case.subject or plan.jurisdiction]
        if case.conclusions is None and case.due is None:
            return _Judged(ready.findings(subject, book, [expected.obligation for expected in case.expected]), ())
        findings = ready.findings(subject, book)
        concluded = ready.conclusions(subject, findings)
        collected.problems += concluded.problems
        return _Judged(findings, concluded.held)

    def _judge(self, as_of: date) -> Judge:
        if as_of not in self._judges:
            made = next(iter(self._judges.values()), None)
            self._judges[as_of] = Judge(self.plan, self._engine, as_of) if made is None else made.at(as_of)
        return self._judges[as_of]


def _matters(found: Problem) -> bool:
    return found.level is not ProblemLevel.INFO


def _owner(rows: Sequence[tuple[int, tuple[Raw, ...]]], place: Place | None) -> int:
    """The number of the case whose row stands at a place; the header is the first line."""
    assert place is not None and place.line is not None
    return rows[place.line - 2][0]


def _compare(runner: _Runner, case: Case, collected: Collected) -> Iterator[Problem]:
    whose = case.subject or runner.plan.jurisdiction
    if whose not in runner.plan.register:
        yield problem("language.unknown-subject", case.place, name=whose)
        return
    judged = runner.judge(case, collected)
    for found in filter(_matters, collected.problems):
        yield problem("authoring.case-data", found.place or case.place, case=case.name, problem=found.message)
    for expected in case.expected:
        yield from _differences(runner, case, expected, judged.findings)
    if case.conclusions is not None:
        yield from _conclusions(case, judged)
    if case.due is not None:
        yield from _due(case, judged)


def _rows(case: Case, plan: Plan) -> Iterator[tuple[Raw, ...]]:
    for given in case.facts:
        period = given.period if given.period is not None else case.as_of.year
        subject = given.subject or case.subject or plan.jurisdiction
        yield (subject, given.name, period, given.value, "；".join(given.evidence), given.mark)


def _grid(case: Case, plan: Plan) -> Grid:
    line = case.place.line or 1 if case.place else 1
    lines = [line, *(given.place.line or 1 if given.place else line for given in case.facts)]
    return Grid(case.place.source if case.place else "case", [HEADER, *_rows(case, plan)], lines=lines)


def _bears(plan: Plan, case: Case, obligation: str) -> bool:
    known = plan.obligations.get(obligation)
    return known is not None and plan.register[case.subject or plan.jurisdiction].level in known.bears


def _differences(runner: _Runner, case: Case, expected: Expected, findings: Iterable[Finding]) -> Iterator[Problem]:
    plan = runner.plan
    place = expected.place or case.place
    found = [f for f in findings if f.obligation == expected.obligation and expected.period in (None, f.period)]
    if not found and not (expected.status is Status.NOT_APPLICABLE and not _bears(plan, case, expected.obligation)):
        yield problem("authoring.case-not-judged", place, case=case.name, obligation=expected.obligation,
                      period=expected.period or "—")
    for finding in found:
        if finding.status is not expected.status:
            yield _other(runner, case, expected, finding, "case-status", expected.status, finding.status)
        elif expected.reason is not None and finding.reason is not expected.reason:
            yield _other(runner, case, expected, finding, "case-reason", expected.reason, finding.reason or "—")
        elif expected.severity is not None and finding.severity is not expected.severity:
            yield _other(runner, case, expected, finding, "case-severity", expected.severity, finding.severity or "—")
    obligation = plan.obligations.get(expected.obligation)
    if obligation is not None and expected.follows not in (None, obligation.follows):
        yield problem("authoring.case-follows", place, case=case.name, obligation=expected.obligation,
                      expected=expected.follows or "—", found=obligation.follows or "—")


def _other(runner: _Runner, case: Case, expected: Expected, finding: Finding, code: str, wanted: Word,
           found: Word | str) -> Problem:
    """Something else was found than expected, with why; judged anew by itself, so that places are those of the case."""
    alone = next(one for one in runner.judge(case, runner.read_alone(case)).findings if one.id == finding.id)
    place = expected.place or case.place
    return problem(f"authoring.{code}", place, others=[at for at in doubtful_places(alone) if at != place],
                   case=case.name, obligation=expected.obligation, period=finding.period, expected=wanted,
                   found=found, why=why_found(alone, runner.plan))


def _conclusions(case: Case, judged: _Judged) -> Iterator[Problem]:
    held = {conclusion.consequence for conclusion in judged.conclusions}
    wanted = set(case.conclusions or ())
    for id in sorted(wanted - held):
        yield problem("authoring.case-conclusion-lacking", case.place, case=case.name, consequence=id)
    for id in sorted(held - wanted):
        yield problem("authoring.case-conclusion-extra", case.place, case=case.name, consequence=id)


def _due(case: Case, judged: _Judged) -> Iterator[Problem]:
    found = {finding.obligation for finding in judged.findings if finding.status not in _NOT_ASKED}
    wanted = set(case.due or ())
    for code, ids in (("case-due-lacking", wanted - found), ("case-due-extra", found - wanted)):
        if ids:
            yield problem(f"authoring.{code}", case.place, case=case.name, obligations=tuple(sorted(ids)))
