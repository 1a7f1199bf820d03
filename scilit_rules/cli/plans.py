"""``scilit-rules plans``: lists the plans that can be checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scilit_rules.cli.failures import show_problems
from scilit_rules.cli.grammar import Command, Reader, page_width
from scilit_rules.cli.lines import in_columns
from scilit_rules.cli.selection import rulesets_option
from scilit_rules.messages import say
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import ExitCode
from scilit_rules.model.text import Lang
from scilit_rules.problems import RulesetError, UsageError, in_order

if TYPE_CHECKING:
    from scilit_rules.language.library import Examined


def load_each(names: tuple[str, ...], rulesets: tuple[str, ...]) -> tuple[list[Plan], list[Problem]]:
    """Loads plans one by one without their cases, so that one that is wrong does not hide the others.

    Args:
        names: the plans; all that there are if empty.
        rulesets: further folders that hold rulesets.

    Returns:
        the plans that could be loaded, and what is wrong with the others.

    Raises:
        UsageError: if there is no plan of one of the names.
    """
    from scilit_rules.app.scope import ruleset_folders
    from scilit_rules.language.library import load_plan

    folders = ruleset_folders(rulesets)
    wanted, problems = _named(names, folders)
    plans = []
    for name in wanted:
        try:
            plans.append(load_plan(name, folders))
        except RulesetError as error:
            problems += error.problems
    return plans, list(in_order(dict.fromkeys(problems)))


def examine_each(names: tuple[str, ...], rulesets: tuple[str, ...]) -> tuple[list[Examined], list[Problem]]:
    """Loads plans with their cases one by one, as far as they can be read.

    Args:
        names: the plans; all that there are if empty.
        rulesets: further folders that hold rulesets.

    Returns:
        what was found of each, and all that is wrong with any, with names of plans that there are not.
    """
    from scilit_rules.app.scope import ruleset_folders
    from scilit_rules.authoring.evidence_examples import wrong_examples
    from scilit_rules.language.library import Kept, examine

    folders = ruleset_folders(rulesets)
    wanted, problems = _named(names, folders)
    examined: list[Examined] = []
    kept: Kept = {}
    for name in wanted:
        try:
            found = examine(name, folders, kept)
            new = found.problems + (wrong_examples(found.plan) if found.plan is not None else ())
            examined.append(found._replace(problems=new))
        except UsageError as error:
            new = error.problems
        problems += new
    return examined, list(in_order(dict.fromkeys(problems)))


def _named(names: tuple[str, ...], folders: tuple[Path, ...]) -> tuple[list[str], list[Problem]]:
    """The plans meant, and what keeps rulesets from being listed where all are meant."""
    from scilit_rules.language.library import find_plans

    if names:
        return list(dict.fromkeys(names)), []
    catalogue = find_plans(folders)
    return [*catalogue, *map(str, catalogue.unlisted)], list(catalogue.problems)


@click.pass_obj
def plans(reader: Reader, /, *, rulesets: tuple[str, ...]) -> int:
    """Lists the plans that can be checked."""
    loaded, problems = load_each((), rulesets)
    if loaded:
        rows = [(plan.id, f"{plan.title.get(reader.lang)}\n{_about(plan, reader.lang)}") for plan in loaded]
        click.echo(in_columns(rows, page_width(), 0))
    elif not problems:
        click.echo(say("cli.plans.none", reader.lang), err=True)
    show_problems(problems, reader.lang)
    return ExitCode.USAGE if problems or not loaded else ExitCode.MET


def _about(plan: Plan, lang: Lang) -> str:
    """Issuer, years and size of a plan in one line."""
    first, last = plan.years
    size = say("cli.plans.size", lang, clauses=len(plan.clauses), obligations=len(plan.obligations))
    return " · ".join(filter(None, (plan.document.issuer, f"{first}–{last}", size)))


command = Command("plans", plans, rulesets_option())
