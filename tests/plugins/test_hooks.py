"""Each hook once, as a plugin from outside uses it and a check honours it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import EntryPoint
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

import scilit_rules as sr
from scilit_rules.plugins.manager import Plugins, installed_entries

PLAN = "zibo-2016-2020"
AS_OF = date(2020, 12, 31)
CALLS: list[tuple[str, object]] = []


class Memory:
    """Sources of the scheme ``memory:``, a table that stands in the code."""

    name = "memory"
    suffixes: tuple[str, ...] = ()

    def accepts(self, source: str) -> bool:
        return source.startswith("memory:")

    def read(self, source: str, options: sr.ReadOptions) -> Iterator[sr.Grid | sr.Problem]:
        yield sr.Grid(source, [("区县", "公民具备科学素质的比例"), ("淄博市", "10.6%")])


class Count:
    """A format that is only the number of findings."""

    name = "count"
    suffixes: tuple[str, ...] = (".count",)

    def write(self, report: sr.Report, out: BinaryIO, options: sr.ReportOptions) -> None:
        out.write(str(len(report.findings)).encode())


class Yes:
    """An engine that finds everything met."""

    name = "yes"

    def available(self) -> sr.Message | None:
        return None

    def prepare(self, conditions: Sequence[object]) -> Yes:
        return self

    def answer(self, questions: Sequence[sr.Question]) -> Sequence[bool]:
        return [True for _ in questions]


@sr.hookimpl
def scilit_adapters() -> Sequence[sr.Adapter]:
    return [Memory()]


@sr.hookimpl
def scilit_reporters() -> Sequence[sr.Reporter]:
    return [Count()]


@sr.hookimpl
def scilit_engines() -> Sequence[object]:
    return [Yes()]


@sr.hookimpl
def scilit_rulesets() -> Sequence[Path]:
    return [Path(__file__).parent / "rulesets"]


@sr.hookimpl
def scilit_run_started(plan: sr.Plan, as_of: date) -> None:
    CALLS.append((plan.id, as_of))


@sr.hookimpl
def scilit_run_finished(report: sr.Report) -> None:
    CALLS.append(("finished", report))


@pytest.fixture
def plugins() -> Plugins:
    CALLS.clear()
    return Plugins([*installed_entries(built_in=True), EntryPoint("hooks", __name__, "scilit_rules")])


def check(plugins: Plugins, *sources: str, engine: str = "reference") -> sr.Report:
    return sr.check(PLAN, sources, as_of=AS_OF, subjects=["zibo"], engine=engine, plugins=plugins)


def test_scilit_adapters_bring_sources_that_are_chosen_by_their_address(plugins: Plugins) -> None:
    report = check(plugins, "memory:")
    (finding,) = [item for item in report.findings if item.obligation == "literacy-rate"]
    assert finding.status is sr.Status.MET
    assert [place.source for place in finding.places] == ["memory:"]
    assert report.run.inputs[0].adapter == "memory"


def test_scilit_reporters_bring_formats_by_name(plugins: Plugins) -> None:
    report = check(plugins)
    out = BytesIO()
    plugins.reporters["count"].write(report, out, sr.ReportOptions())
    assert out.getvalue() == str(len(report.findings)).encode()


def test_scilit_engines_are_confirmed_and_a_wrong_answer_is_an_error_not_a_verdict(plugins: Plugins) -> None:
    report = check(plugins, engine="yes")
    assert report.run.engine == "yes"
    assert report.run.confirmed_by == "reference"
    assert report.counts[sr.Status.ERROR] > 0
    assert report.exit_code() is sr.ExitCode.INTERNAL


def test_scilit_rulesets_bring_plans_with_their_own_facts_and_subjects(plugins: Plugins) -> None:
    assert plugins.ruleset_folders[-1] == Path(__file__).parent / "rulesets"
    assert "tiny" in sr.list_plans(plugins=plugins)
    plan = sr.load_plan("tiny", plugins=plugins)
    assert [subject.id for subject in plan.register if subject.parent == plan.jurisdiction] == ["tiny.part"]


def test_scilit_run_started_is_called_with_plan_and_date_before_the_end(plugins: Plugins) -> None:
    check(plugins)
    assert CALLS[0] == (PLAN, AS_OF)


def test_scilit_run_finished_is_called_with_the_report_that_the_caller_gets(plugins: Plugins) -> None:
    report = check(plugins)
    assert CALLS[1:] == [("finished", report)]


def test_a_run_hook_that_fails_is_a_problem_of_the_report(plugins: Plugins, monkeypatch: pytest.MonkeyPatch) -> None:
    CALLS.clear()

    class Full(list[object]):
        def append(self, item: object) -> None:
            raise MemoryError("no room")

    monkeypatch.setitem(globals(), "CALLS", Full())
    report = check(plugins)
    codes = [problem.code for problem in report.problems]
    assert codes.count("plugins.hook-failed") == 2
    assert report.exit_code() is not sr.ExitCode.MET
