"""A check: every obligation of a plan judged for every subject, on the data of the sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from scilit_rules.app.inputs import Inputs, Progress, Sources, must_be_read, read_all, records_of
from scilit_rules.app.settings import Assignment, CheckSettings, mapping_of, must_be_settings, plugins_of
from scilit_rules.assessment.assumptions import assume as put_in
from scilit_rules.assessment.assumptions import assumed_problem
from scilit_rules.assessment.baseline import apply_baseline
from scilit_rules.assessment.following import mark_followers
from scilit_rules.assessment.scorecards import scorecards
from scilit_rules.assessment.unreported import await_returns
from scilit_rules.assessment.waivers import apply_waivers
from scilit_rules.engine.judge import Judgement, judge
from scilit_rules.engine.selection import AUTO
from scilit_rules.engine.unasked import unasked
from scilit_rules.facts.book import FactBook
from scilit_rules.facts.budget import Budget
from scilit_rules.facts.collection import Collected, collect
from scilit_rules.facts.filed import with_files
from scilit_rules.facts.mapping import Mapping as ColumnMapping
from scilit_rules.facts.returns import returns_of, subject_of_file
from scilit_rules.facts.same_proof import same_proofs
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.model.baseline import Baseline
from scilit_rules.model.fact import Fact
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Input, Report, RunRecord
from scilit_rules.model.returns import Return
from scilit_rules.plugins.contracts import ReadOptions
from scilit_rules.plugins.manager import Plugins
from scilit_rules.problems import few_of_each, in_order
from scilit_rules.version import VERSION


def check(
    plan: str | Path | Plan,
    sources: Sources = (),
    *,
    as_of: date,
    subjects: Iterable[str] | None = None,
    facts: Iterable[Fact] = (),
    mapping: str | Path | ColumnMapping | None = None,
    waivers: str | Path | None = None,
    baseline: str | Path | Baseline | None = None,
    assume: Iterable[str] = (),
    engine: str = AUTO,
    only: Iterable[str] | None = None,
    ranked: Sequence[str] = (),
    evidence: str | Path | None = None,
    read: ReadOptions | None = None,
    plugins: Plugins | None = None,
    rulesets: Iterable[str | Path] = (),
    progress: Progress | None = None,
) -> Report:
    """Judges every obligation of a plan for every subject on the data of the sources.

    Args:
        plan: a plan, its id, or its folder.
        sources: files, folders, globs, addresses that an adapter reads, or grids of cells from memory, which are read
            like the sheets of a file; one by itself will do.
        as_of: the date to judge at.
        subjects: ids, names, aliases or division codes of the subjects to judge; all that the plan binds if left out.
        facts: facts from memory, beside those of the sources; values in the unit of the vocabulary, never floats.
        mapping: a mapping file for foreign columns, or what was read from one.
        waivers: a waiver file.
        baseline: a baseline, or its file: gaps that are known.
        assume: facts to put in the place of those reported, each ``[SUBJECT:]FACT=VALUE[@YEAR]`` as one would write
            it in a form; the report says that it rests on them.
        engine: ``auto``, or the name of an engine.
        only: ids or titles of the obligations to judge; all if left out.
        ranked: sources as named in ``sources``, the most trusted first; decides where sources contradict each other.
        evidence: the folder where files named as evidence must lie to count; if left out it is only told whether they
            lie beside the returns.
        read: how sources are to be read.
        plugins: the plugins to use; those installed if left out.
        rulesets: further folders that hold ruleset folders.
        progress: called with the name of a stage, how much is done and how much there is.

    Returns:
        the report. Unreadable files and doubtful cells do not raise; they are in its ``problems`` and findings. Only
        where sources are named and none of them can be read there is no report.

    Raises:
        UsageError: for an unknown plan, subject, obligation, fact or engine, for a source that is neither a name nor
            a grid, for sources of which none can be read, for a value of another type than its fact, for a baseline
            that is none of this plan, and for what can't be assumed.
        RulesetError: if the ruleset, the mapping or the waiver file is wrong.
        EngineError: if the engine asked for can't work here.
    """
    return run_check(CheckSettings(
        plan, sources, as_of, subjects, facts, mapping, waivers, baseline, assume, engine, only, ranked, evidence, read,
        plugins, rulesets, progress,
    ))


def run_check(settings: CheckSettings) -> Report:
    """A check on settings that travel as one value; what it returns and raises is told at `check`."""
    must_be_settings(settings)
    plugins = plugins_of(settings)
    task = Assignment.of(settings, plugins)
    before = (*plugins.problems, *plugins.notify("scilit_run_started", plan=task.plan, as_of=task.as_of))
    data = _read(settings, task, plugins)
    judged = _judge(settings, task, data)
    report = _assess(task, _report(task, data, judged, plugins, before))
    after = plugins.notify("scilit_run_finished", report=report)
    return replace(report, problems=in_order((*report.problems, *after))) if after else report


@dataclass(frozen=True, slots=True)
class _Data:
    """What the sources hold.

    Args:
        inputs: the sources as they were read.
        collected: their facts and doubts, and what is wrong with them.
        facts: all facts, those from memory first, with what is known of files named as evidence.
    """

    inputs: Inputs
    collected: Collected
    facts: tuple[Fact, ...]


def _read(settings: CheckSettings, task: Assignment, plugins: Plugins) -> _Data:
    mapping = mapping_of(settings, task.plan)
    how = settings.read or ReadOptions()
    inputs = Inputs(read_all(settings.sources, plugins, how), settings.progress)
    budget = Budget(how.max_problems, how.max_seconds)
    collected = collect(inputs.grids(), task.plan, as_of=task.as_of, mapping=mapping, about=task.told_of, budget=budget)
    must_be_read(task.ranked, inputs.read, task.given)
    known = (*task.given, *collected.facts)
    facts = with_files(known, settings.evidence, task.plan, task.scope.subjects)
    return _Data(inputs, collected, tuple(facts))


def _judge(settings: CheckSettings, task: Assignment, data: _Data) -> Judgement:
    reported = FactBook(task.vocabulary, task.plan.register, data.facts, data.collected.doubts, task.ranked)
    book = put_in(reported, task.assumed)
    scope, progress = task.scope, settings.progress
    advance = None if progress is None else lambda done, all: progress("judge", done, all)
    return judge(scope.plan, book, scope.subjects, task.as_of, task.engine.engine, scope.obligations, advance)


def _report(task: Assignment, data: _Data, judged: Judgement, plugins: Plugins, before: Iterable[Problem]) -> Report:
    """The report of what was found, with all that was wrong on the way."""
    findings, uses = apply_waivers(judged.findings, task.waivers, task.as_of)
    problems = (*before, *_problems(task, data, judged))
    return Report(
        task.plan, task.as_of, task.scope.subjects, findings, judged.conclusions, few_of_each(problems),
        tuple(data.collected.readings), uses, _record(task, data, judged, plugins), returns=_returns(task, data),
    )


def _problems(task: Assignment, data: _Data, judged: Judgement) -> list[Problem]:
    found = data.inputs.problems_but(data.collected.elsewhere)
    found += data.collected.problems
    found += judged.problems
    found += same_proofs(data.facts, task.plan.register)
    found += unasked(data.collected, judged.findings, task.told_of)
    if task.assumptions:
        found.append(assumed_problem(task.assumptions))
    return found


def _assess(task: Assignment, report: Report) -> Report:
    """What is said of findings once they stand: who owes a return, what was known, what follows from what, the scores.

    Each rests on those before it.
    """
    report = await_returns(report)
    if task.baseline is not None:
        report = apply_baseline(report, task.baseline)
    report = mark_followers(report)
    return replace(report, scorecards=scorecards(report))


def _returns(task: Assignment, data: _Data) -> tuple[Return, ...]:
    """Who sent what; a file that nobody could read was sent by whom its name tells."""
    names = SubjectNames(task.plan)
    sent = data.collected.sent
    for read in data.inputs.read:
        whose = None if read.readable else subject_of_file(read.source, names)
        if whose is not None:
            sent.note_own(whose, read.source, 0, refused=True)
    about = task.scope.about
    subjects = [subject.id for subject in task.plan.register if subject.id in about]
    return returns_of(sent, subjects, task.plan, frozenset(fact.subject for fact in task.given))


def _record(task: Assignment, data: _Data, judged: Judgement, plugins: Plugins) -> RunRecord:
    inputs = [
        Input(read.source, read.digest, read.adapter, records_of(read, data.collected)) for read in data.inputs.read
    ]
    return RunRecord(
        tool=VERSION,
        engine=task.engine.name,
        confirmed_by=task.engine.confirmed_by,
        engine_note=judged.engine_note or task.engine.note,
        plan=task.plan.id,
        digest=task.plan.digest,
        as_of=task.as_of,
        inputs=tuple(sorted(inputs, key=lambda item: item.source)),
        plugins=plugins.outside,
        assumed=task.assumptions,
    )
