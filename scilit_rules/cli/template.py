"""``scilit-rules template``: makes the workbooks in which subjects report on themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from scilit_rules.app.scope import ruleset_folders
from scilit_rules.cli.aside import plugins_aside
from scilit_rules.cli.failures import show_problems
from scilit_rules.cli.grammar import Argument, Command, Option, Reader
from scilit_rules.cli.kinds import Day, Positive
from scilit_rules.cli.output import check_places, whole_file
from scilit_rules.cli.progress import progress
from scilit_rules.cli.selection import quiet_option, rulesets_option
from scilit_rules.messages import say
from scilit_rules.model.report import ExitCode
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import UsageError, problem


@click.pass_obj
def template(reader: Reader, /, *, plan: str, output: str, subject: tuple[str, ...], year: int | None,
             as_of: date | None, previous: tuple[str, ...], mapping: str | None, force: bool, quiet: bool,
             rulesets: tuple[str, ...]) -> int:
    """Makes the forms of a plan, one workbook for each subject.

    Returns:
        0 if all were made, 3 if something reported before could not be carried over whole.
    """
    from scilit_rules.app.forms import make_forms
    from scilit_rules.app.plans import load_plan

    loaded = load_plan(plan, rulesets=rulesets)
    day = as_of or date.today()
    asked = year or (day.year if as_of else min(max(day.year, loaded.years[0]), loaded.years[1]))
    with plugins_aside():
        forms = make_forms(loaded, year=asked, subjects=subject or None, previous=previous, mapping=mapping,
                           lang=reader.lang)
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise UsageError(problem("cli.output-is-file", path=output))
    folder.mkdir(parents=True, exist_ok=True)
    if not force:
        _spare(folder, forms.names())
    columns = [mapping] if mapping is not None else []
    read: list[str | Path] = [*previous, *columns, *ruleset_folders(rulesets)]
    check_places([str(folder / name) for name in forms.names()], read)
    with progress(reader.lang, quiet) as advance:
        for done, form in enumerate(forms, start=1):
            with whole_file(folder / form.name) as out:
                out.write(form.data)
            if advance is not None:
                advance("form", done, len(forms))
    told = [found for found in forms.problems if found.level is not ProblemLevel.INFO]
    if not quiet:
        show_problems(told, reader.lang)
        click.echo(say("cli.template.written", reader.lang, count=len(forms), folder=output, year=asked), err=True)
    return ExitCode.INCOMPLETE if any(found.level is ProblemLevel.ERROR for found in told) else ExitCode.MET


def _spare(folder: Path, names: tuple[str, ...]) -> None:
    """Makes sure that no form is written over one that may have been filled in."""
    there = [name for name in names if (folder / name).exists()]
    if there:
        raise UsageError([problem("cli.form-is-there", path=str(folder / name)) for name in there])


command = Command(
    "template", template,
    Argument("plan"),
    Option("-o", "--output", stands="folder", words="form-output", required=True),
    Option("--subject", stands="subject", words="form-subject", multiple=True),
    Option("--year", stands="number", words="form-year", type=Positive()),
    Option("--as-of", stands="date", words="form-as-of", type=Day()),
    Option("--from", "previous", stands="source", words="form-from", multiple=True),
    Option("--mapping", stands="file"),
    Option("--force", words="form-force", is_flag=True),
    quiet_option(),
    rulesets_option(),
)
