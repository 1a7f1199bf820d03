"""``scilit-rules letters``: writes a rectification letter to each subject, and the circular of the round."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from scilit_rules.cli.failures import served, show_problems
from scilit_rules.cli.grammar import Argument, Command, Option, Reader
from scilit_rules.cli.kinds import Day
from scilit_rules.cli.output import check_places, whole_file
from scilit_rules.cli.progress import progress
from scilit_rules.cli.selection import Selection, selection_options
from scilit_rules.messages import say
from scilit_rules.model.report import ExitCode
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import UsageError, problem


@click.pass_obj
def letters(reader: Reader, /, *, output: str, subject: tuple[str, ...], issuer: str, number: str, dated: date | None,
            deadline: date | None, contact: str, addressee: str, template: str | None, circular_template: str | None,
            write_templates: bool, force: bool, **options: Any) -> int:
    """Writes the letters of a round.

    Returns:
        0: a letter is no verdict.
    """
    from scilit_rules.app.letters import make_letters
    from scilit_rules.reporters.letters.making import letter_templates

    selection = Selection.of(options)
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise UsageError(problem("letters.output-is-file", path=output))
    if write_templates:
        files = letter_templates()
        _write(folder, [file.name for file in files], files, len(files), reader, force=force, quiet=True)
        _tell(selection, say("letters.templates-written", reader.lang, folder=output))
        return ExitCode.MET
    report = selection.judge(reader, subject)
    made = make_letters(report, issuer=issuer, number=number, dated=dated, deadline=deadline, contact=contact,
                        addressee=addressee, template=template, circular_template=circular_template)
    templates = [path for path in (template, circular_template) if path is not None]
    if folder.is_dir():
        check_places([str(folder / name) for name in made.names()], [*selection.read, *templates])
    _write(folder, made.names(), made, len(made), reader, force=force, quiet=selection.quiet)
    if not selection.quiet:
        wrong = (found for found in report.problems if found.level is ProblemLevel.ERROR)
        show_problems((*wrong, *made.left_open()), reader.lang)
    _tell(selection, say("letters.written", reader.lang, letters=made.letters, requests=made.requests,
                         reminders=made.reminders, folder=output))
    return served(report)


def _write(folder: Path, names: Iterable[str], files: Iterable[Any], count: int, reader: Reader, *, force: bool,
           quiet: bool) -> None:
    there = [name for name in names if (folder / name).exists()]
    if there and not force:
        raise UsageError([problem("letters.is-there", path=str(folder / name)) for name in there])
    folder.mkdir(parents=True, exist_ok=True)
    with progress(reader.lang, quiet) as advance:
        for done, file in enumerate(files, start=1):
            with whole_file(folder / file.name) as out:
                out.write(file.data)
            if advance is not None:
                advance("letter", done, count)


def _tell(selection: Selection, text: str) -> None:
    if not selection.quiet:
        click.echo(text, err=True)


command = Command(
    "letters", letters,
    Argument("plan"),
    Argument("sources", nargs=-1),
    Option("-o", "--output", stands="folder", words="letters-output", required=True),
    Option("--issuer", stands="name", default=""),
    Option("--number", stands="text", words="document-number", default=""),
    Option("--date", "dated", stands="date", words="letters-date", type=Day()),
    Option("--deadline", stands="date", words="letters-deadline", type=Day()),
    Option("--contact", stands="text", default=""),
    Option("--addressee", stands="text", default=""),
    Option("--template", stands="file", words="letters-template"),
    Option("--circular-template", stands="file"),
    Option("--write-templates", is_flag=True),
    Option("--force", words="letters-force", is_flag=True),
    Option("--subject", stands="subject", multiple=True),
    *selection_options(),
)
