"""``scilit-rules trace``: holds a ruleset against the issued text of its plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scilit_rules.app.scope import ruleset_folders
from scilit_rules.cli.failures import problem_lines, show_problems
from scilit_rules.cli.grammar import Argument, Command, Option, Reader
from scilit_rules.cli.kinds import Encoding
from scilit_rules.cli.lines import indented
from scilit_rules.cli.output import check_places, whole_file
from scilit_rules.cli.selection import rulesets_option
from scilit_rules.cli.sheet import Sheet
from scilit_rules.messages import say
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import ExitCode
from scilit_rules.model.text import Lang
from scilit_rules.model.words import ProblemLevel

if TYPE_CHECKING:
    from scilit_rules.authoring.trace import Trace, TracedClause

_MOST_LISTED = 150


@click.pass_obj
def trace(reader: Reader, /, *, plan: str, source: str, against: str | None, html: str | None, detail: bool,
          write_digests: bool, encoding: str | None, rulesets: tuple[str, ...]) -> int:
    """Holds a ruleset against the issued text of its plan.

    Returns:
        0 if nothing is unexplained, 1 if something is, 2 if the text can't be compared at all.
    """
    from scilit_rules.app.trace import trace as trace_text

    if html is not None:
        named = [source, plan, *([against] if against else [])]
        check_places([html], [*named, *ruleset_folders(rulesets)])
    found = trace_text(plan, source, against=against, encoding=encoding, rulesets=rulesets)
    if write_digests and _write_digests(found, reader.lang):
        found = trace_text(plan, source, against=against, encoding=encoding, rulesets=rulesets)
    click.echo(str(trace_sheet(found, reader.lang, detail)))
    show_problems([told for told in found.general if told.level is ProblemLevel.WARNING], reader.lang)
    if html is not None:
        from scilit_rules.authoring.trace_page import trace_page

        with whole_file(Path(html)) as out:
            out.write(trace_page(found, reader.lang).encode())
    return ExitCode.MET if found.agrees else ExitCode.VIOLATIONS


def _write_digests(found: Trace, lang: Lang) -> bool:
    """Writes the digests that are missing or another into the plan's file; whether there were any."""
    from scilit_rules.authoring.digests import renew_digests

    renewal = renew_digests(found)
    if not renewal.added and not renewal.renewed:
        click.echo(say("trace.written.none", lang), err=True)
        return False
    with whole_file(renewal.path) as out:
        out.write(renewal.data)
    click.echo(say("trace.written.added", lang, count=len(renewal.added) + len(renewal.renewed), path=renewal.path),
               err=True)
    if renewal.renewed:
        click.echo(say("trace.written.renewed", lang, count=len(renewal.renewed), paths=renewal.renewed), err=True)
    return True


def trace_sheet(found: Trace, lang: Lang, detail: bool = False) -> Sheet:
    """A ruleset held against its text, as a page.

    Args:
        found: what was compared.
        lang: the reader's language.
        detail: whether to list what is explained, and the parts of the text that no obligation stands on.
    """
    sheet = Sheet()
    sheet.title(found.plan.title.get(lang), f"{found.plan.id}  {found.source.source}")
    sheet.fields([(say(f"trace.tally.{name}", lang), say("trace.tally.of", lang, done=done, all=all_))
                  for name, done, all_ in found.tallies])
    sheet.section(say("trace.heading.differences", lang), _listed(found.differences, lang, sheet.columns))
    if detail:
        sheet.section(say("trace.heading.explained", lang), _listed(found.explained, lang, sheet.columns))
        silent = "\n".join(line for clause in found.clauses for line in _silent(clause, sheet.columns))
        sheet.section(say("trace.heading.silent", lang), silent)
    key = "agrees" if found.agrees else "differs"
    sheet.paragraph(click.style(
        say(f"trace.verdict.{key}", lang, count=len(found.differences), explained=len(found.explained)),
        fg="green" if found.agrees else "red"))
    return sheet


def _listed(problems: Sequence[Problem], lang: Lang, columns: int) -> str:
    lines = [line for found in problems[:_MOST_LISTED] for line in problem_lines(found, lang, columns)]
    if len(problems) > _MOST_LISTED:
        lines.append(indented(say("trace.more", lang, count=len(problems) - _MOST_LISTED), columns))
    return "\n".join(lines)


def _silent(clause: TracedClause, columns: int) -> list[str]:
    if not clause.silent:
        return []
    lines = [indented("".join(clause.display[part.start : part.end]), columns, 4, 2) for part in clause.silent]
    return [f"  {clause.path}", *lines]


command = Command(
    "trace", trace,
    Argument("plan"),
    Option("--source", stands="file", words="trace-source", required=True),
    Option("--html", stands="file", words="trace-html"),
    Option("--against", stands="file"),
    Option("--write-digests", is_flag=True),
    Option("--detail", words="trace-detail", is_flag=True),
    Option("--encoding", stands="encoding", type=Encoding()),
    rulesets_option(),
)
