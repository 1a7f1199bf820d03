"""``scilit-rules explain``: one finding step by step, from the verdict to the cell."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from scilit_rules.cli.failures import served, show_problems
from scilit_rules.cli.grammar import Argument, Command, Option, Reader, page_width
from scilit_rules.cli.lines import indented, is_terminal
from scilit_rules.cli.selection import Selection, selection_options
from scilit_rules.facts.obligations import shown
from scilit_rules.model.finding import Finding
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import UsageError, near_names, problem
from scilit_rules.words.explanation import explain as explained

_SENTENCE_ENDS = ("。", ".", "；")


@click.pass_obj
def explain(reader: Reader, /, *, subject: str | None, obligation: str | None, period: str | None,
            **options: Any) -> int:
    """Explains one finding.

    Returns:
        0: the explanation is no verdict on the whole.
    """
    selection = Selection.of(options)
    if subject is None and obligation is None and selection.sources:
        *sources, last = selection.sources
        subject, obligation, period = _parts_of(last, period)
        selection = selection._replace(sources=tuple(sources))
    if subject is None or obligation is None:
        raise UsageError(problem("cli.explain-what"))
    selection, (id,) = selection.naming([obligation], reader.lang)
    report = selection.judge(reader, [subject], [id])
    finding = the_finding(report, id, period, reader.lang)
    click.echo(laid_out(explained(report, finding, reader.lang), page_width() if is_terminal(sys.stdout) else None))
    touching = () if selection.quiet else _touching(report, finding)
    if touching and is_terminal(sys.stderr):
        click.echo(err=True)
    show_problems(touching, reader.lang)
    return served(report)


def _parts_of(id: str, period: str | None) -> tuple[str, str, str | None]:
    parts = id.split("/")
    if len(parts) not in (2, 3) or not all(parts):
        raise UsageError(problem("cli.explain-what"))
    return parts[0], parts[1], period if len(parts) == 2 else parts[2]


def the_finding(report: Report, obligation: str, period: str | None, lang: Lang) -> Finding:
    """The finding meant.

    Args:
        report: the report on one subject and obligation.
        obligation: the id of the obligation.
        period: the period, or None where there is only one.
        lang: the user's language.

    Raises:
        UsageError: if the subject does not bear the obligation, or it has other or several periods.
    """
    told = shown(report.plan.obligations[obligation], lang)
    periods = [finding.period for finding in report.findings]
    if not periods:
        levels = report.plan.obligations[obligation].bears
        names = tuple(subject.name for subject in report.subjects)
        raise UsageError(problem("cli.not-borne", obligation=told, subject=names, levels=levels))
    if period is None and len(periods) > 1:
        raise UsageError(problem("cli.which-period", obligation=told, periods=periods))
    if period is not None and period not in periods:
        raise UsageError(problem("cli.no-such-period", obligation=told, period=period, periods=periods,
                                 near=near_names(period, periods)))
    return report.findings[0] if period is None else report.findings[periods.index(period)]


def laid_out(text: str, columns: int | None) -> str:
    """An explanation with its headings marked.

    Args:
        text: the explanation; a heading is a line that is not indented.
        columns: the width to wrap it to, or None to leave its lines, and the names of files in them, whole.
    """
    lines = []
    for number, line in enumerate(text.split("\n")):
        indent = len(line) - len(line.lstrip(" "))
        hang = 0 if line.endswith(_SENTENCE_ENDS) else 2
        line = line if columns is None else indented(line.strip(), columns, indent, hang)
        lines.append(click.style(line, bold=True) if line and not indent and number != 1 else line.rstrip())
    return "\n".join(lines)


def _touching(report: Report, finding: Finding) -> Sequence[Problem]:
    """The problems that a reader of the finding must know: whatever is wrong, and remarks on the files it rests on."""
    used = {place.source for place in finding.places}
    return [found for found in report.problems
            if found.level is not ProblemLevel.INFO or (found.place is not None and found.place.source in used)]


command = Command(
    "explain", explain,
    Argument("plan"),
    Argument("sources", nargs=-1),
    Option("--subject", words="explain-subject", stands="subject"),
    Option("--obligation", words="explain-obligation", stands="obligation"),
    Option("--period", stands="period"),
    *selection_options(),
)
