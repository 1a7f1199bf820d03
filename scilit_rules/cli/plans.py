"""``scilit-rules plans``: lists the plans that can be checked."""

from __future__ import annotations

from pathlib import Path

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
from scilit_rules.problems import RulesetError, in_order


def load_each(names: tuple[str, ...], rulesets: tuple[str, ...]) -> tuple[list[Plan], list[Problem]]:
    """Loads plans one by one, so that one that is wrong does not hide the others.

    Args:
        names: the plans; all that there are if empty.
        rulesets: further folders that hold rulesets.

    Returns:
        the plans that could be loaded, and what is wrong with the others.

    Raises:
        UsageError: if there is no plan of one of the names.
    """
    from scilit_rules.api import list_plans, load_plan

    folders = [Path(folder) for folder in rulesets]
    plans, problems = [], []
    for name in names or list_plans(rulesets=folders):
        try:
            plans.append(load_plan(name, rulesets=folders))
        except RulesetError as error:
            problems += [found for found in error.problems if found not in problems]
    return plans, list(in_order(problems))


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
