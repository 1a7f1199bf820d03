"""The settings of a check: as the caller gives them, and with everything that he names found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path

from scilit_rules.app.inputs import Progress, Sources
from scilit_rules.app.scope import Scope, engine_named, must_be_date, names
from scilit_rules.arguments import FUNCTION, PATH, must_fit
from scilit_rules.assessment.assumptions import read_assumptions
from scilit_rules.assessment.waiver_file import read_waivers
from scilit_rules.engine.selection import AUTO, Chosen
from scilit_rules.exchange.baseline_file import read_baseline
from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.given import take_given
from scilit_rules.facts.mapping import Mapping as ColumnMapping
from scilit_rules.facts.mapping import read_mapping
from scilit_rules.model.address import masked
from scilit_rules.model.baseline import Baseline
from scilit_rules.model.fact import Fact
from scilit_rules.model.plan import Plan
from scilit_rules.model.vocabulary import Vocabulary
from scilit_rules.model.waiver import Waiver
from scilit_rules.plugins.contracts import ReadOptions
from scilit_rules.plugins.manager import Plugins, installed


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """The arguments of ``check`` as one value; what each is stands there."""

    plan: str | Path | Plan
    sources: Sources
    as_of: date
    subjects: Iterable[str] | None = None
    facts: Iterable[Fact] = ()
    mapping: str | Path | ColumnMapping | None = None
    waivers: str | Path | None = None
    baseline: str | Path | Baseline | None = None
    assume: Iterable[str] = ()
    engine: str = AUTO
    only: Iterable[str] | None = None
    ranked: Sequence[str] = ()
    evidence: str | Path | None = None
    read: ReadOptions | None = None
    plugins: Plugins | None = None
    rulesets: Iterable[str | Path] = ()
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a check is to do: all that the caller named, found and of its kind. Nothing of the sources is read yet.

    Args:
        scope: the plan, the subjects and the obligations.
        as_of: the date to judge at.
        engine: the engine, and why it is another than the usual one.
        vocabulary: the facts that the plan asks for.
        given: the facts from memory.
        assumed: the facts to put in the place of those reported.
        assumptions: these, as they were written.
        ranked: the sources trusted most, as they are shown.
        waivers: the decisions of the waiver file.
        baseline: the known gaps, or None.
        tells_all: whether cells of subjects that are not judged are told of too.
    """

    scope: Scope
    as_of: date
    engine: Chosen
    vocabulary: Vocabulary
    given: tuple[Fact, ...]
    assumed: tuple[Fact, ...]
    assumptions: tuple[str, ...]
    ranked: tuple[str, ...]
    waivers: tuple[Waiver, ...]
    baseline: Baseline | None
    tells_all: bool

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.scope.plan

    @property
    def told_of(self) -> frozenset[str] | None:
        """The ids of those whose cells are told of; None for all."""
        return None if self.tells_all else self.scope.about

    @classmethod
    def of(cls, settings: CheckSettings, plugins: Plugins) -> Assignment:
        """Finds everything.

        Raises:
            UsageError: for what there is not, or is of another kind.
            RulesetError: if the ruleset or the waiver file is wrong.
            EngineError: if the engine can't work here.
        """
        scope = Scope.of(settings.plan, plugins, settings.rulesets, settings.subjects, settings.only)
        engine = engine_named(settings.engine, plugins)
        vocabulary = asked_facts(scope.plan)
        given = take_given(settings.facts, scope.plan, vocabulary)
        baseline = _baseline(settings.baseline)
        assumptions = names(settings.assume, "engine.not-assumptions")
        assumed = read_assumptions(assumptions, scope.plan, scope.subjects, settings.as_of)
        ranked = names(settings.ranked, "engine.not-ranked", (str, PathLike))
        return cls(
            scope=scope,
            as_of=settings.as_of,
            engine=engine,
            vocabulary=vocabulary,
            given=given,
            assumed=assumed,
            assumptions=assumptions,
            ranked=tuple(masked(str(name)) for name in ranked),
            waivers=() if settings.waivers is None else read_waivers(settings.waivers, scope.plan),
            baseline=baseline,
            tells_all=settings.subjects is None,
        )


def must_be_settings(settings: CheckSettings) -> None:
    """Refuses settings of another kind, before anything is looked for.

    Raises:
        UsageError: with everything that is of another kind.
    """
    must_be_date(settings.as_of)
    must_fit(
        plugins=(settings.plugins, Plugins, None),
        mapping=(settings.mapping, PATH, ColumnMapping, None),
        waivers=(settings.waivers, PATH, None),
        baseline=(settings.baseline, PATH, Baseline, None),
        evidence=(settings.evidence, PATH, None),
        read=(settings.read, ReadOptions, None),
        progress=(settings.progress, FUNCTION, None),
    )


def plugins_of(settings: CheckSettings) -> Plugins:
    """The plugins to use: those that are given, or those installed."""
    return settings.plugins or installed()


def mapping_of(settings: CheckSettings, plan: Plan) -> ColumnMapping | None:
    """What foreign columns mean.

    Raises:
        RulesetError: if the mapping file is wrong.
    """
    given = settings.mapping
    return read_mapping(given, plan) if isinstance(given, (str, PathLike)) else given


def _baseline(given: str | Path | Baseline | None) -> Baseline | None:
    return read_baseline(Path(given)) if isinstance(given, (str, PathLike)) else given
