"""What a caller names, found: the plan, the subjects, the obligations, the engine; all of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from os import PathLike
from pathlib import Path

from scilit_rules.arguments import must_fit
from scilit_rules.engine.selection import Chosen, choose
from scilit_rules.facts.obligations import obligations_named
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.language.built import check_plan
from scilit_rules.language.library import load_plan as load_from
from scilit_rules.model.plan import Plan
from scilit_rules.model.subject import Subject
from scilit_rules.plugins.manager import Plugins, installed
from scilit_rules.problems import UsageError, kind, problem


@dataclass(frozen=True, slots=True)
class Scope:
    """What a run is about.

    Args:
        plan: the plan.
        subjects: who is judged.
        obligations: ids of the only obligations to judge; None for all.
    """

    plan: Plan
    subjects: tuple[Subject, ...]
    obligations: tuple[str, ...] | None

    @property
    def about(self) -> frozenset[str]:
        """The ids of those who are judged and of all below them, whose figures theirs may be derived from."""
        return frozenset(one.id for subject in self.subjects for one in self.plan.register.within(subject.id))

    @classmethod
    def of(cls, plan: str | Path | Plan, plugins: Plugins, rulesets: Iterable[str | Path] = (),
           subjects: Iterable[str] | None = None, obligations: Iterable[str] | None = None) -> Scope:
        """Finds what is named.

        Raises:
            UsageError: for what there is not, or is of another kind.
            RulesetError: if the ruleset is wrong.
        """
        loaded = plan_named(plan, rulesets, plugins)
        return cls(loaded, subjects_named(loaded, subjects), obligations_chosen(loaded, obligations))


def engine_named(name: str, plugins: Plugins) -> Chosen:
    """The engine of that name, and why it is another than the usual one.

    Raises:
        UsageError: if there is no such engine.
        EngineError: if it can't work here.
    """
    must_fit(engine=(name, str))
    with plugins.named_in_errors():
        return choose(name, plugins.engines)


def plan_named(plan: str | Path | Plan, rulesets: Iterable[str | Path] = (), plugins: Plugins | None = None) -> Plan:
    """The plan itself, or that of an id or a folder.

    Raises:
        UsageError: if it is none of these, or there is no such plan.
        RulesetError: if the ruleset is wrong, also where a program built it.
    """
    must_fit(plugins=(plugins, Plugins, None))
    if isinstance(plan, Plan):
        names(rulesets, "engine.not-folders", (str, PathLike))
        check_plan(plan)
        return plan
    if not isinstance(plan, (str, PathLike)):
        raise UsageError(problem("engine.not-a-plan", given=kind(plan)))
    used = plugins or installed()
    with used.named_in_errors():
        return load_from(plan, ruleset_folders(rulesets, used))


def ruleset_folders(rulesets: Iterable[str | Path] = (), plugins: Plugins | None = None) -> tuple[Path, ...]:
    """Where rulesets are looked for: the caller's folders first, then those of plugins, built-ins first."""
    must_fit(plugins=(plugins, Plugins, None))
    own = names(rulesets, "engine.not-folders", (str, PathLike))
    return (*(Path(folder) for folder in own), *(plugins or installed()).ruleset_folders)


def subjects_named(plan: Plan, named: Iterable[str] | None) -> tuple[Subject, ...]:
    """The subjects that are named, in the order of the register; all that the plan binds for None.

    Raises:
        UsageError: for names that none bears.
    """
    bound = {level for obligation in plan.obligations.values() for level in obligation.bears}
    area = [subject for subject in plan.register.within(plan.jurisdiction) if subject.level in bound]
    if named is None:
        return tuple(area)
    known = SubjectNames(plan)
    chosen, problems = set(), []
    for name in names(named, "engine.not-subjects"):
        subject = known.resolve(name)
        if subject is None:
            near = known.near(name)
            problems.append(problem("engine.unknown-subject", near=near, subject=name))
        else:
            chosen.add(subject)
    if problems:
        raise UsageError(problems)
    return tuple(subject for subject in plan.register if subject.id in chosen)


def obligations_chosen(plan: Plan, named: Iterable[str] | None) -> tuple[str, ...] | None:
    """The ids of the obligations that are named by id or title; None for None.

    Raises:
        UsageError: for names that none bears, and titles that several bear.
    """
    return None if named is None else obligations_named(plan, names(named, "engine.not-obligations"))


def names(given: object, code: str, types: tuple[type, ...] = (str,)) -> tuple[str, ...]:
    """What was given where several names may be; one name by itself is one name, not its letters.

    Args:
        given: the names.
        code: what is told where they are none.
        types: what a name may be.

    Raises:
        UsageError: if anything in it is no name.
    """
    if isinstance(given, types):
        return (given,)  # type: ignore[return-value]  # just looked at
    if isinstance(given, (Mapping, bytes)) or not isinstance(given, Iterable):
        raise UsageError(problem(code, given=kind(given)))
    found = tuple(given)
    wrong = [name for name in found if not isinstance(name, types)]
    if wrong:
        raise UsageError([problem(code, given=repr(name)[:80]) for name in wrong])
    return found


def must_be_date(as_of: object) -> None:
    """Refuses a time of day too: it can't be compared with the dates of a plan.

    Raises:
        UsageError: if it is no date.
    """
    if not isinstance(as_of, date) or isinstance(as_of, datetime):
        raise UsageError(problem("engine.not-a-date", given=repr(as_of)))
