"""``scilit-rules baseline``: makes the gaps of a report known, so that later runs fail only for others."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import BinaryIO

import click

from scilit_rules.cli.grammar import Argument, Command, Option, Reader
from scilit_rules.cli.output import SCREEN, check_places, whole_file, write_to
from scilit_rules.cli.selection import quiet_option
from scilit_rules.messages import say
from scilit_rules.model.report import ExitCode, Report


@click.pass_obj
def baseline(reader: Reader, /, *, report: str, output: str, quiet: bool) -> int:
    """Writes the gaps of a report as a baseline."""
    from scilit_rules.app.baseline import baseline as baseline_of
    from scilit_rules.exchange.baseline_file import baseline_text

    check_places([output], [report])
    made = baseline_of(report)
    write_to(output, partial(_write, baseline_text(made)), for_reading=False)
    if not quiet:
        click.echo(say("cli.baseline.made", reader.lang, count=len(made.gaps)), err=True)
        if output != SCREEN:
            click.echo(say("cli.check.written", reader.lang, path=output), err=True)
    return ExitCode.MET


def _write(text: str, out: BinaryIO) -> None:
    out.write(text.encode())


def update_baseline(path: str, report: Report, reader: Reader, quiet: bool) -> None:
    """Takes out of a baseline file what a report shows to be stale; a file with nothing stale is left as it is.

    Args:
        path: the file.
        report: the report that was held against it.
        reader: the user.
        quiet: whether to leave out the remark on what was done.
    """
    from scilit_rules.assessment.baseline import shrink_baseline
    from scilit_rules.exchange.baseline_file import baseline_text, read_baseline

    old = read_baseline(path)
    new = shrink_baseline(old, report)
    if new.gaps != old.gaps:
        with whole_file(Path(path)) as out:
            out.write(baseline_text(new).encode())
    if not quiet:
        click.echo(say("cli.baseline.updated", reader.lang, path=path, left=len(new.gaps),
                       removed=len(old.gaps) - len(new.gaps)), err=True)


command = Command(
    "baseline", baseline,
    Argument("report"),
    Option("-o", "--output", words="baseline-output", stands="file", default=SCREEN),
    quiet_option(),
)
