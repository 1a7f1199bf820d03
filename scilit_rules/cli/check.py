"""``scilit-rules check``: judges data against a plan and writes the report."""

from __future__ import annotations

import shutil
import sys
from typing import Any, BinaryIO

import click

from scilit_rules.app.formats import must_mark
from scilit_rules.cli.aside import loaded_plugins, plugins_aside
from scilit_rules.cli.baseline import update_baseline as shrink
from scilit_rules.cli.failures import remark, show_problems, tell
from scilit_rules.cli.grammar import Argument, Command, Option, Reader
from scilit_rules.cli.kinds import Choice, Positive
from scilit_rules.cli.lines import is_terminal
from scilit_rules.cli.output import SCREEN, check_places, write_to
from scilit_rules.cli.selection import Selection, selection_options
from scilit_rules.cli.targets import Target, targets
from scilit_rules.messages import say
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Disposition, ProblemLevel, Severity, Status
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.plugins.writing import write_in
from scilit_rules.problems import PluginError, UsageError, problem
from scilit_rules.words.summary import Summary

FILE_WIDTH = 120


@click.pass_obj
def check(reader: Reader, /, *, format: tuple[str, ...], output: tuple[str, ...], subject: tuple[str, ...],
          only: tuple[str, ...], fail_on: str, detail: bool, scorecards: bool, width: int | None,
          update_baseline: bool, **options: Any) -> int:
    """Judges data against a plan and writes the report.

    Returns:
        the exit code of the report.
    """
    selection = Selection.of(options)
    plugins = loaded_plugins()
    reporters = plugins.reporters
    with plugins.named_in_errors():
        wanted = targets(format, output, reporters)
    if update_baseline and selection.baseline is None:
        raise UsageError(problem("cli.update-what"))
    if update_baseline and selection.assumed:
        raise UsageError(problem("distance.no-baseline", facts=selection.assumed))
    for target in wanted:
        must_mark(target.reporter, selection.assumed, reporters)
    check_places([target.output for target in wanted], selection.read)
    selection, chosen = selection.naming(only, reader.lang)
    report = selection.judge(reader, subject, chosen)
    written, failure = _write_all(wanted, report, reader, width, detail=detail, scorecards=scorecards)
    if selection.assumed:
        _tell_moved(selection.without_assumptions().judge(reader, subject, chosen), report, wanted, reader.lang)
    if not selection.quiet:
        _remark(report, written, reader.lang)
    if update_baseline and selection.baseline is not None:
        shrink(selection.baseline, report, reader, selection.quiet)
    return failure or report.exit_code(Severity(fail_on))


def _write_all(wanted: tuple[Target, ...], report: Report, reader: Reader, width: int | None, *, detail: bool,
               scorecards: bool) -> tuple[tuple[Target, ...], int]:
    """Writes the report in every format; one that fails is named, and the others are written all the same.

    Returns:
        what was written, and the exit code of what was not, or 0.
    """
    written, failure = [], 0
    for target in wanted:
        try:
            _write(target, report, reader.lang, width, detail=detail, scorecards=scorecards)
        except BrokenPipeError:
            raise
        except (PluginError, OSError) as error:
            failure = max(failure, tell(error, reader))
        else:
            written.append(target)
    return tuple(written), failure


def _write(target: Target, report: Report, lang: Lang, width: int | None, *, detail: bool, scorecards: bool) -> None:
    on_terminal = target.output == SCREEN and is_terminal(sys.stdout)
    columns = width or (shutil.get_terminal_size().columns if target.output == SCREEN else FILE_WIDTH)
    colour = on_terminal and click.get_current_context().color is not False
    options = ReportOptions(lang, columns, colour, detail, scorecards)

    def write(out: BinaryIO) -> None:
        with plugins_aside():
            write_in(target.reporter, report, out, options)

    write_to(target.output, write, for_reading=target.for_reading)


def _tell_moved(before: Report, after: Report, wanted: tuple[Target, ...], lang: Lang) -> None:
    """Tells what the assumed facts change, under a table on the screen, else apart from what is written."""
    from scilit_rules.assessment.distance import moved
    from scilit_rules.reporters.brief_page import table_lines
    from scilit_rules.words.distance_brief import moved_table

    on_screen = any(target.output == SCREEN and target.for_reading for target in wanted)
    changed = moved(before, after)
    lines = table_lines(moved_table(after, changed, lang), shutil.get_terminal_size().columns)
    text = "\n".join(lines) if changed else say("distance.not-moved", lang)
    click.echo(f"\n{text}", err=not on_screen)


def _remark(report: Report, wanted: tuple[Target, ...], lang: Lang) -> None:
    shown = any(target.shows_problems for target in wanted)
    if not shown:
        show_problems((found for found in report.problems if found.level is not ProblemLevel.INFO), lang)
        remark(_counted(report, lang))
        remark(Summary(report, lang).conclusion())
    for target in wanted:
        if target.output != SCREEN:
            click.echo(say("cli.check.written", lang, path=target.output), err=True)


def _counted(report: Report, lang: Lang) -> str:
    """How much was judged, and how many findings need attention; nothing of those of which there are none."""
    open_gaps = sum(1 for one in report.counted if one.is_gap and one.disposition is Disposition.OPEN)
    counts = {"gaps": open_gaps, "unknown": report.counts[Status.UNKNOWN], "review": report.counts[Status.NEEDS_REVIEW]}
    parts = [say(f"cli.check.{key}", lang, count=count) for key, count in counts.items() if count]
    summary = say("cli.check.summary", lang, subjects=len(report.subjects), findings=len(report.counted))
    return say("cli.check.summary-of", lang, summary=summary, parts=parts) if parts else summary


command = Command(
    "check", check,
    Argument("plan"),
    Argument("sources", nargs=-1),
    Option("-f", "--format", stands="name", multiple=True),
    Option("-o", "--output", stands="file", multiple=True),
    Option("--subject", stands="subject", multiple=True),
    Option("--only", stands="obligation", multiple=True),
    *selection_options(),
    Option("--update-baseline", is_flag=True),
    Option("--fail-on", stands="severity", type=Choice(Severity), default="violation"),
    Option("--detail", is_flag=True),
    Option("--scorecards", is_flag=True),
    Option("--width", stands="number", type=Positive()),
)
