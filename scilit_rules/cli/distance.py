"""``scilit-rules distance``: by what shortest way subjects get to compliance, and what it costs."""

from __future__ import annotations

from typing import Any

import click

from scilit_rules.cli.briefs import brief_options, brief_targets, write_briefs
from scilit_rules.cli.failures import served
from scilit_rules.cli.grammar import Argument, Command, Option, Reader
from scilit_rules.cli.selection import Selection, selection_options
from scilit_rules.model.report import Report
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import show_problem


@click.pass_obj
def distance(reader: Reader, /, *, subject: tuple[str, ...], only: tuple[str, ...], format: tuple[str, ...],
             output: tuple[str, ...], width: int | None, detail: bool, **options: Any) -> int:
    """Tells what each gap takes.

    Returns:
        0: what could be done is no verdict.
    """
    from scilit_rules.assessment.distance import distances, moved
    from scilit_rules.words.distance_brief import distance_brief

    selection = Selection.of(options)
    wanted = brief_targets(format, output, selection.read)
    selection, chosen = selection.naming(only, reader.lang)
    report = selection.judge(reader, subject, chosen)
    before = selection.without_assumptions().judge(reader, subject, chosen) if selection.assumed else report
    changed = moved(before, report) if selection.assumed else None
    remarks = [show_problem(found, reader.lang) for found in _telling(report)]
    write_briefs(wanted, lambda: distance_brief(report, distances(report), reader.lang, changed, remarks, detail),
                 reader.lang, width, selection.quiet)
    return served(report)


def _telling(report: Report) -> list[Any]:
    assumed = "distance.assumed"
    return [found for found in report.problems if found.level is ProblemLevel.ERROR or found.code == assumed]


command = Command(
    "distance", distance,
    Argument("plan"),
    Argument("sources", nargs=-1),
    Option("--subject", stands="subject", multiple=True),
    Option("--only", stands="obligation", multiple=True),
    Option("--detail", words="distance-detail", is_flag=True),
    *brief_options(),
    *selection_options(),
)
