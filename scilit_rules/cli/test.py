"""``scilit-rules test``: runs the cases of rulesets and the boundary cases made from their thresholds."""

from __future__ import annotations

from collections.abc import Sequence

import click

from scilit_rules.authoring.boundaries import boundary_cases
from scilit_rules.authoring.cases import CaseResult, CaseResults, run_cases
from scilit_rules.cli.failures import show_problems
from scilit_rules.cli.grammar import Argument, Command, Option, Reader, page_width
from scilit_rules.cli.lines import indented
from scilit_rules.cli.plans import examine_each
from scilit_rules.cli.selection import rulesets_option
from scilit_rules.language.cases import Case
from scilit_rules.messages import say, show
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import ExitCode
from scilit_rules.model.text import Lang

_MOST_TOLD = 150


@click.pass_obj
def test(reader: Reader, /, *, plans: tuple[str, ...], rulesets: tuple[str, ...], engine: str, verbose: bool,
         no_boundaries: bool) -> int:
    """Runs the cases of rulesets.

    Returns:
        0 if there were cases and all passed, 1 if some failed, 2 if a ruleset is wrong or none ran.
    """
    from scilit_rules.engine.selection import choose
    from scilit_rules.plugins.manager import installed

    chosen = choose(engine, installed().engines).engine
    examined, problems = examine_each(plans, rulesets)
    outcomes = []
    for plan, cases, _ in examined:
        if plan is None:
            continue
        made = () if no_boundaries else tuple(boundary_cases(plan))
        results = run_cases(plan, (*cases, *made), chosen)
        outcomes.append(results)
        _tell(plan, cases, made, results, reader.lang, verbose)
    show_problems(problems, reader.lang)
    return _code(problems, outcomes, reader.lang)


def _tell(plan: Plan, cases: Sequence[Case], made: Sequence[Case], results: CaseResults, lang: Lang,
          verbose: bool) -> None:
    click.echo(click.style(plan.id, bold=True))
    if verbose:
        for result in results.results:
            click.echo(_line(result, lang))
    told = [found for result in results.failed for found in result.problems]
    show_problems(told[:_MOST_TOLD], lang)
    if len(told) > _MOST_TOLD:
        click.echo(say("cli.test.more", lang, count=len(told) - _MOST_TOLD), err=True)
    failed = len(results.failed)
    click.echo("  " + click.style(
        say("cli.test.counts", lang, authored=len(cases), made=len(made), failed=failed),
        fg="red" if failed else "green",
    ))
    tested = len(plan.obligations) - len(results.untested)
    click.echo("  " + say("cli.test.covered", lang, tested=tested, all=len(plan.obligations)))
    if results.untested:
        click.echo(indented(say("cli.test.untested", lang, ids="  ".join(results.untested)), page_width(), 2, 2))


def _line(result: CaseResult, lang: Lang) -> str:
    mark = click.style("✓", fg="green") if result.passed else click.style("✗", fg="red")
    return f"  {mark} {show(result.case.name, lang)}"


def _code(problems: Sequence[Problem], outcomes: Sequence[CaseResults], lang: Lang) -> ExitCode:
    if problems:
        return ExitCode.USAGE
    empty = [results.plan.id for results in outcomes if results.plan.obligations and not results.results]
    if empty or not any(results.results for results in outcomes):
        click.echo(say("cli.test.nothing-ran", lang, plans=empty or ["—"]), err=True)
        return ExitCode.USAGE
    return ExitCode.VIOLATIONS if any(results.failed for results in outcomes) else ExitCode.MET


command = Command(
    "test", test,
    Argument("plans", nargs=-1),
    Option("-v", "--verbose", words="test-verbose", is_flag=True),
    Option("--no-boundaries", is_flag=True),
    Option("--engine", stands="name", default="auto"),
    rulesets_option(),
)
