"""The functions that applications call. They print nothing, exit nowhere, read no clock and keep no state.

What needs a plan stands here; what goes on from a finished report stands in ``followup``, and what keeps a ledger in
``ledger.keeping``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from scilit_rules.arguments import FUNCTION, LANG, PATH, must_fit
from scilit_rules.assessment.assumptions import assume as put_in
from scilit_rules.assessment.assumptions import assumed_problem, read_assumptions
from scilit_rules.assessment.baseline import apply_baseline
from scilit_rules.assessment.following import mark_followers
from scilit_rules.assessment.scorecards import scorecards
from scilit_rules.assessment.unreported import await_returns
from scilit_rules.assessment.waiver_file import read_waivers
from scilit_rules.assessment.waivers import apply_waivers
from scilit_rules.chosen import Ready, must_be_date, names, plan_named, subjects_named
from scilit_rules.chosen import ruleset_folders as ruleset_folders
from scilit_rules.engine.judge import judge
from scilit_rules.engine.selection import AUTO
from scilit_rules.engine.session import Session
from scilit_rules.engine.unasked import unasked
from scilit_rules.exchange.baseline_file import read_baseline
from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.book import FactBook
from scilit_rules.facts.budget import Budget
from scilit_rules.facts.collection import Collected, collect
from scilit_rules.facts.filed import with_files
from scilit_rules.facts.given import take_given
from scilit_rules.facts.mapping import Mapping as ColumnMapping
from scilit_rules.facts.mapping import read_mapping
from scilit_rules.facts.returns import returns_of, subject_of_file
from scilit_rules.facts.same_proof import same_proofs
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.followup import baseline as baseline
from scilit_rules.followup import compare as compare
from scilit_rules.followup import make_letters as make_letters
from scilit_rules.followup import sample as sample
from scilit_rules.followup import write_report as write_report
from scilit_rules.intake import Intake, Sources, must_be_read, read_all, records_of
from scilit_rules.intake import Progress as Progress
from scilit_rules.language.library import find_plans
from scilit_rules.ledger.due import due_rows as due_rows
from scilit_rules.ledger.keeping import export_ledger as export_ledger
from scilit_rules.ledger.keeping import import_edits as import_edits
from scilit_rules.ledger.keeping import ledger_row as ledger_row
from scilit_rules.ledger.keeping import ledger_rows as ledger_rows
from scilit_rules.ledger.keeping import move_row as move_row
from scilit_rules.ledger.keeping import take_in as take_in
from scilit_rules.ledger.keeping import verify_ledger as verify_ledger
from scilit_rules.ledger.keeping import write_export as write_export
from scilit_rules.ledger.store import open_ledger as open_ledger
from scilit_rules.model.address import masked
from scilit_rules.model.baseline import Baseline
from scilit_rules.model.fact import Fact
from scilit_rules.model.plan import Plan
from scilit_rules.model.report import Input, Report, RunRecord
from scilit_rules.model.returns import Return
from scilit_rules.model.text import Lang
from scilit_rules.plugins.contracts import ReadOptions
from scilit_rules.plugins.manager import Plugins, installed
from scilit_rules.problems import few_of_each, in_order
from scilit_rules.version import VERSION

if TYPE_CHECKING:
    from scilit_rules.authoring.forms.making import Forms
    from scilit_rules.authoring.trace import Trace

def load_plan(name: str | Path, *, rulesets: Iterable[str | Path] = (), plugins: Plugins | None = None) -> Plan:
    """A plan by its id, or by the folder that it stands in.

    Args:
        name: the id of a plan, such as ``zibo-2016-2020``, or a ruleset folder.
        rulesets: further folders that hold ruleset folders.
        plugins: the plugins to use; those installed if left out.

    Raises:
        UsageError: if there is no such plan.
        RulesetError: if the ruleset is wrong; its ``problems`` hold everything found.
    """
    return plan_named(name, rulesets, plugins)


def list_plans(*, rulesets: Iterable[str | Path] = (), plugins: Plugins | None = None) -> tuple[str, ...]:
    """The ids of all plans that can be loaded, sorted."""
    return tuple(sorted(find_plans(ruleset_folders(rulesets, plugins))))


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
    must_be_date(as_of)
    must_fit(plugins=(plugins, Plugins, None), mapping=(mapping, PATH, ColumnMapping, None),
             waivers=(waivers, PATH, None), baseline=(baseline, PATH, Baseline, None), evidence=(evidence, PATH, None),
             read=(read, ReadOptions, None), progress=(progress, FUNCTION, None))
    found = plugins or installed()
    ready = Ready.of(plan, found, rulesets, engine, subjects, only)
    vocabulary = asked_facts(ready.plan)
    given = take_given(facts, ready.plan, vocabulary)
    known = read_baseline(Path(baseline)) if isinstance(baseline, (str, PathLike)) else baseline
    texts = names(assume, "engine.not-assumptions")
    assumed = read_assumptions(texts, ready.plan, ready.subjects, as_of)
    trusted = tuple(masked(str(name)) for name in names(ranked, "engine.not-ranked", (str, PathLike)))
    decided = None if waivers is None else read_waivers(waivers, ready.plan)
    problems = list(found.problems) + list(found.notify("scilit_run_started", plan=ready.plan, as_of=as_of))
    columns = read_mapping(mapping, ready.plan) if isinstance(mapping, (str, PathLike)) else mapping
    how = read or ReadOptions()
    intake = Intake(read_all(sources, found, how), progress)
    about = None if subjects is None else ready.about
    collected = collect(intake.grids(), ready.plan, as_of=as_of, mapping=columns, about=about,
                        budget=Budget(how.max_problems, how.max_seconds))
    must_be_read(trusted, intake.read, given)
    kept = with_files((*given, *collected.facts), evidence, ready.plan, ready.subjects)
    book = FactBook(vocabulary, ready.plan.register, kept, collected.doubts, trusted)
    judged = judge(ready.plan, put_in(book, assumed), ready.subjects, as_of, ready.chosen.engine, ready.only,
                   None if progress is None else lambda done, all: progress("judge", done, all))
    findings, uses = apply_waivers(judged.findings, decided or (), as_of)
    problems += [*intake.problems_but(collected.elsewhere), *collected.problems, *judged.problems]
    problems += same_proofs(kept, ready.plan.register)
    problems += unasked(collected, judged.findings, about)
    problems += [assumed_problem(texts)] if texts else []
    record = replace(_record(ready, as_of, intake, collected, found), assumed=texts)
    if judged.engine_note is not None:
        record = replace(record, engine_note=judged.engine_note)
    report = Report(ready.plan, as_of, ready.subjects, findings, judged.conclusions, few_of_each(problems),
                    tuple(collected.readings), uses, record, returns=_returns(ready, intake, collected, given))
    report = await_returns(report)
    report = report if known is None else apply_baseline(report, known)
    report = mark_followers(report)
    report = replace(report, scorecards=scorecards(report))
    failed = found.notify("scilit_run_finished", report=report)
    return replace(report, problems=in_order((*report.problems, *failed))) if failed else report


def trace(plan: str | Path | Plan, source: str | Path, *, against: str | Path | None = None,
          encoding: str | None = None, plugins: Plugins | None = None,
          rulesets: Iterable[str | Path] = ()) -> Trace:
    """Holds a ruleset against the issued text of its plan.

    Args:
        plan: a plan, its id, or its folder.
        source: the issued text: a text file, a ``.docx`` or a ``.pdf`` file (these need the extra ``documents``).
        against: the copy that the ruleset was written from, to show what changed where digests differ.
        encoding: the encoding of text files; recognised if left out.
        plugins: the plugins to use; those installed if left out.
        rulesets: further folders that hold ruleset folders.

    Returns:
        every clause, phrase, body, number and binding compared; ``differences`` holds what is not explained.

    Raises:
        UsageError: for an unknown plan, and for a source that can't be read, holds no text, or is another document.
        RulesetError: if the ruleset is wrong.
        OSError: if there is no such file.
    """
    from scilit_rules.authoring.documents import read_issued_text
    from scilit_rules.authoring.trace import trace_plan

    must_fit(source=(source, PATH), against=(against, PATH, None), encoding=(encoding, str, None))
    loaded = plan_named(plan, rulesets, plugins)
    text = read_issued_text(source, encoding)
    return trace_plan(loaded, text, None if against is None else read_issued_text(against, encoding))


def make_forms(plan: str | Path | Plan, *, year: int, subjects: Iterable[str] | None = None,
               previous: str | Path | Iterable[str | Path] = (), mapping: str | Path | ColumnMapping | None = None,
               lang: Lang = "zh", plugins: Plugins | None = None, rulesets: Iterable[str | Path] = ()) -> Forms:
    """The workbooks in which subjects report on themselves, one for each.

    Args:
        plan: a plan, its id, or its folder.
        year: the year that is asked for.
        subjects: ids, names, aliases or division codes of the subjects; all that the plan binds if left out.
        previous: what was reported before, to be carried over: sources of any kind, or saved JSON reports; one by
            itself will do.
        mapping: a mapping file for foreign columns of these sources, or what was read from one.
        lang: the language of the forms.
        plugins: the plugins to use; those installed if left out.
        rulesets: further folders that hold ruleset folders.

    Returns:
        the forms, each made when its turn comes; ``problems`` holds what was wrong with what was reported before.

    Raises:
        UsageError: for an unknown plan or subject, a year before the plan begins, or sources of which none can be
            read.
        RulesetError: if the ruleset or the mapping is wrong.
    """
    from scilit_rules.authoring.forms.making import ready_forms
    from scilit_rules.authoring.forms.reported import read_reported

    must_fit(plugins=(plugins, Plugins, None), mapping=(mapping, PATH, ColumnMapping, None), year=(year, int),
             lang=(lang, LANG))
    loaded = plan_named(plan, rulesets, plugins)
    forms = ready_forms(loaded, subjects_named(loaded, subjects), year, lang)
    before = names(previous, "engine.not-a-source", (str, PathLike))
    saved = {str(source): read_reported(str(source), loaded) for source in before}
    sources = [source for source, found in saved.items() if found is None]
    columns = read_mapping(mapping, loaded) if isinstance(mapping, (str, PathLike)) else mapping
    intake = Intake(read_all(sources, plugins or installed(), ReadOptions()))
    collected = collect(intake.grids(), loaded, as_of=date(year, 12, 31), mapping=columns, keep_typed=True)
    reports = [found for found in saved.values() if found is not None]
    typed = [entry for found in reports for entry in found.typed] + (collected.typed or [])
    problems = few_of_each((*intake.problems, *collected.problems,
                            *(one for found in reports for one in found.problems)))
    return replace(forms, typed=typed, contacts=collected.contacts, problems=problems)


def open_session(plan: str | Path | Plan, subject: str, *, as_of: date, facts: Iterable[Fact] = (),
                 engine: str = AUTO, plugins: Plugins | None = None) -> Session:
    """One subject, kept judged while its facts change: for forms and what-if.

    Args:
        plan: a plan, its id, or its folder.
        subject: id, name, alias or division code of the subject.
        as_of: the date to judge at.
        facts: what is known at the start.
        engine: ``auto``, or the name of an engine.
        plugins: the plugins to use; those installed if left out.

    Raises:
        UsageError: for an unknown plan, subject, fact or engine, or a value of another type than its fact.
        RulesetError: if the ruleset is wrong.
    """
    must_be_date(as_of)
    must_fit(plugins=(plugins, Plugins, None))
    ready = Ready.of(plan, plugins or installed(), (), engine, [subject], None)
    return Session(ready.plan, ready.subjects[0].id, as_of=as_of, engine=ready.chosen.engine, facts=facts)


def _returns(ready: Ready, intake: Intake, collected: Collected, given: Iterable[Fact]) -> tuple[Return, ...]:
    names = SubjectNames(ready.plan)
    for read in intake.read:
        whose = None if read.readable else subject_of_file(read.source, names)
        if whose is not None:
            collected.sent.note_own(whose, read.source, 0, refused=True)
    subjects = [subject.id for subject in ready.plan.register if subject.id in ready.about]
    return returns_of(collected.sent, subjects, ready.plan, frozenset(fact.subject for fact in given))


def _record(ready: Ready, as_of: date, intake: Intake, collected: Collected, plugins: Plugins) -> RunRecord:
    inputs = [
        Input(read.source, read.digest, read.adapter, records_of(read, collected))
        for read in intake.read
    ]
    return RunRecord(
        tool=VERSION,
        engine=ready.chosen.name,
        confirmed_by=ready.chosen.confirmed_by,
        engine_note=ready.chosen.note,
        plan=ready.plan.id,
        digest=ready.plan.digest,
        as_of=as_of,
        inputs=tuple(sorted(inputs, key=lambda item: item.source)),
        plugins=plugins.outside,
    )
