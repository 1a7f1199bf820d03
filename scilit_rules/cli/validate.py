"""``scilit-rules validate``: says everything that is wrong with rulesets, without data."""

from __future__ import annotations

import click

from scilit_rules.cli.failures import show_problems
from scilit_rules.cli.grammar import Argument, Command, Reader, page_width
from scilit_rules.cli.lines import indented
from scilit_rules.cli.plans import examine_each
from scilit_rules.cli.selection import rulesets_option
from scilit_rules.messages import say
from scilit_rules.model.report import ExitCode
from scilit_rules.words.wording import assumed_issue_in_words


@click.pass_obj
def validate(reader: Reader, /, *, plans: tuple[str, ...], rulesets: tuple[str, ...]) -> int:
    """Says everything that is wrong with rulesets and their cases."""
    examined, problems = examine_each(plans, rulesets)
    for one in examined:
        if one.plan is not None and not one.problems:
            click.echo(say("cli.validate.right", reader.lang, plan=one.plan.id, clauses=len(one.plan.clauses),
                           obligations=len(one.plan.obligations), cases=len(one.cases)))
            if assumed := assumed_issue_in_words(one.plan, reader.lang):
                click.echo(indented(assumed, page_width(), 2))
    show_problems(problems, reader.lang)
    if problems:
        click.echo(say("cli.validate.wrong", reader.lang, count=len(problems)), err=True)
    elif not examined:
        click.echo(say("cli.plans.none", reader.lang), err=True)
    return ExitCode.USAGE if problems or not examined else ExitCode.MET


command = Command("validate", validate, Argument("plans", nargs=-1), rulesets_option())
