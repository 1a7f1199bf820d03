"""``scilit-rules sample``: draws the claims to look at on site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from scilit_rules.cli.briefs import brief_options, brief_targets, write_briefs
from scilit_rules.cli.failures import show_problems
from scilit_rules.cli.grammar import Argument, Command, Option, Reader
from scilit_rules.cli.kinds import Positive
from scilit_rules.cli.selection import Selection, selection_options
from scilit_rules.model.report import ExitCode, Report
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import UsageError, problem

_SEEDS = 1_000_000


@click.pass_obj
def sample(reader: Reader, /, *, size: int, seed: str | None, subject: tuple[str, ...], format: tuple[str, ...],
           output: tuple[str, ...], width: int | None, **options: Any) -> int:
    """Draws findings that rest on self-report alone.

    Returns:
        0: a list to look at is no verdict.
    """
    from scilit_rules.app.sample import sample as draw
    from scilit_rules.assessment.sampling import BINDING_WEIGHTS, MONEY_WEIGHT
    from scilit_rules.words.sample_brief import sample_brief

    selection = Selection.of(options)
    wanted = brief_targets(format, output, selection.read)
    report = _report(selection, reader, subject)
    drawn = draw(report, size=size, seed=_new_seed() if seed is None else seed)
    weights = (BINDING_WEIGHTS, MONEY_WEIGHT)
    write_briefs(wanted, lambda: sample_brief(drawn, weights, reader.lang), reader.lang, width, selection.quiet)
    return ExitCode.MET


def _report(selection: Selection, reader: Reader, subjects: tuple[str, ...]) -> Report:
    if not Path(selection.plan).is_file():
        report = selection.judge(reader, subjects)
        if not selection.quiet:
            show_problems((found for found in report.problems if found.level is ProblemLevel.ERROR), reader.lang)
        return report
    if selection.sources or subjects:
        raise UsageError(problem("cli.report-is-enough", report=selection.plan))
    from scilit_rules.exchange.report_reader import as_report

    return as_report(selection.plan)


def _new_seed() -> str:
    from secrets import randbelow

    return f"{randbelow(_SEEDS):06}"


command = Command(
    "sample", sample,
    Argument("plan", words="report-or-plan"),
    Argument("sources", nargs=-1),
    Option("--size", stands="number", type=Positive(), default=20),
    Option("--seed", stands="seed"),
    Option("--subject", stands="subject", multiple=True),
    *brief_options(),
    *selection_options(),
)
