"""Writing briefs: the options that say where they go, and the formats that can show them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from typing import BinaryIO, NamedTuple

import click

from scilit_rules.cli.aside import loaded_plugins, plugins_aside
from scilit_rules.cli.failures import remark
from scilit_rules.cli.grammar import Option
from scilit_rules.cli.kinds import Positive
from scilit_rules.cli.lines import is_terminal
from scilit_rules.cli.output import SCREEN, check_places, write_to
from scilit_rules.cli.targets import does_show_problems, is_for_reading, targets
from scilit_rules.messages import say
from scilit_rules.model.brief import Brief
from scilit_rules.model.text import Lang
from scilit_rules.plugins.contracts import BriefReporter, Reporter, ReportOptions
from scilit_rules.plugins.writing import write_in

FILE_WIDTH = 120


class BriefTarget(NamedTuple):
    """One brief to write.

    Args:
        reporter: what writes it.
        output: the file, or ``-`` for the screen.
    """

    reporter: BriefReporter
    output: str

    @property
    def shows_remarks(self) -> bool:
        """Whether the reader is shown the remarks on the screen, in the brief itself."""
        return self.output == SCREEN and does_show_problems(self.reporter)


def brief_targets(formats: Sequence[str], outputs: Sequence[str], sources: Sequence[str]) -> tuple[BriefTarget, ...]:
    """The briefs that were asked for, each with a format that can show one.

    Args:
        formats: the values of ``--format``.
        outputs: the values of ``--output``.
        sources: the files that are read, none of which may be overwritten.

    Raises:
        UsageError: for a format that can't, and for whatever stands in the way of writing.
    """
    plugins = loaded_plugins()
    able: dict[str, Reporter] = {
        name: reporter for name, reporter in plugins.reporters.items() if isinstance(reporter, BriefReporter)
    }
    with plugins.named_in_errors():
        wanted = targets(formats, outputs, able)
    check_places([target.output for target in wanted], list(sources))
    return tuple(BriefTarget(reporter, target.output) for target in wanted
                 if isinstance(reporter := target.reporter, BriefReporter))


def write_briefs(wanted: Sequence[BriefTarget], brief: Callable[[], Brief], lang: Lang, width: int | None,
                 quiet: bool) -> None:
    """Writes a brief to every target.

    Args:
        wanted: where to.
        brief: makes it.
        lang: the reader's language.
        width: the width of tables in columns; that of the terminal if left out.
        quiet: whether to leave out remarks on what was written.
    """
    made = brief()
    for target in wanted:
        on_screen = target.output == SCREEN
        colour = on_screen and is_terminal(sys.stdout) and click.get_current_context().color is not False
        columns = width or (shutil.get_terminal_size().columns if on_screen else FILE_WIDTH)
        options = ReportOptions(lang, columns, colour)
        _write(target, made, options)
    if not quiet:
        _remark(wanted, made, lang)


def _write(target: BriefTarget, brief: Brief, options: ReportOptions) -> None:
    def write(out: BinaryIO) -> None:
        with plugins_aside():
            write_in(target.reporter, brief, out, options)

    write_to(target.output, write, for_reading=is_for_reading(target.reporter))


def _remark(wanted: Sequence[BriefTarget], brief: Brief, lang: Lang) -> None:
    if not any(target.shows_remarks for target in wanted):
        for line in dict.fromkeys((*brief.remarks, brief.conclusion)):
            remark(line)
    for target in wanted:
        if target.output != SCREEN:
            click.echo(say("cli.check.written", lang, path=target.output), err=True)


def brief_options() -> list[click.Parameter]:
    """The options that say where a brief goes and how."""
    return [
        Option("-f", "--format", stands="name", multiple=True),
        Option("-o", "--output", stands="file", multiple=True),
        Option("--width", stands="number", type=Positive()),
    ]
