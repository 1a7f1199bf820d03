"""``scilit-rules validate``: says everything that is wrong with rulesets, without data."""

from __future__ import annotations

import click

from scilit_rules.cli.failures import show_problems
from scilit_rules.cli.grammar import Argument, Command, Reader
from scilit_rules.cli.plans import load_each
from scilit_rules.cli.selection import rulesets_option
from scilit_rules.messages import say
from scilit_rules.model.report import ExitCode


@click.pass_obj
def validate(reader: Reader, /, *, plans: tuple[str, ...], rulesets: tuple[str, ...]) -> int:
    """Says everything that is wrong with rulesets and their cases."""
    from scilit_rules.cli.authored import authored_cases

    loaded, problems = load_each(plans, rulesets)
    for plan in loaded:
        cases, wrong = authored_cases(plan)
        problems += wrong
        if not wrong:
            click.echo(say("cli.validate.right", reader.lang, plan=plan.id, clauses=len(plan.clauses),
                           obligations=len(plan.obligations), cases=len(cases)))
    show_problems(problems, reader.lang)
    if problems:
        click.echo(say("cli.validate.wrong", reader.lang, count=len(problems)), err=True)
    elif not loaded:
        click.echo(say("cli.plans.none", reader.lang), err=True)
    return ExitCode.USAGE if problems or not loaded else ExitCode.MET


command = Command("validate", validate, Argument("plans", nargs=-1), rulesets_option())
