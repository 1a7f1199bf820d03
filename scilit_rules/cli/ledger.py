"""``scilit-rules ledger``: the gaps that are being made good, from being found to being closed."""

from __future__ import annotations

import getpass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scilit_rules.cli.briefs import brief_options, brief_targets, write_briefs
from scilit_rules.cli.failures import show_problems
from scilit_rules.cli.grammar import Argument, Command, Option, Reader, lang_of, page, shared_options, usage
from scilit_rules.cli.kinds import Day, Positive, name_of
from scilit_rules.cli.output import check_places, whole_file
from scilit_rules.cli.selection import quiet_option
from scilit_rules.messages import say
from scilit_rules.model.brief import Streamed
from scilit_rules.model.report import ExitCode
from scilit_rules.model.words import LedgerState, ProblemLevel
from scilit_rules.problems import UsageError, near_names, problem

if TYPE_CHECKING:
    from scilit_rules.ledger.store import Ledger as Kept


PAGE = 200
"""How many rows are shown to people at once, unless they ask for more or fewer."""


class State(click.ParamType):  # type: ignore[type-arg]  # older clicks take no type here
    """A state of the ledger, by its name in either language."""

    name = "state"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> LedgerState:
        """The state.

        Raises:
            UsageError: if there is none of that name.
        """
        names = {name: state for state in LedgerState
                 for name in (state.value, state.value.replace("_", "-"), say(state, "zh"), say(state, "en"))}
        found = names.get(str(value).strip().lower())
        if found is None:
            known = tuple(say(state, lang_of(ctx)) for state in LedgerState) if ctx else tuple(LedgerState)
            raise UsageError(problem("cli.not-one-of", option=name_of(param), value=value, known=known,
                                     near=near_names(str(value), names)))
        return found


def _who_and_when(by: str | None) -> dict[str, Any]:
    """Who does something now."""
    return {"by": by if by is not None else _login(), "at": datetime.now().astimezone()}


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


@click.pass_obj
def take_in(reader: Reader, /, *, report: str, db: str, by: str | None, deadline: date | None, wait: int,
            quiet: bool) -> int:
    """Takes a report into the ledger, which is made if it is not there."""
    from scilit_rules.ledger.keeping import take_in as take
    from scilit_rules.ledger.store import open_ledger

    taken = take(open_ledger(db, create=True, wait=wait), report, **_who_and_when(by), deadline=deadline)
    if not quiet:
        click.echo(say("cli.ledger.taken", reader.lang, new=len(taken.new), again=len(taken.again),
                       relapsed=len(taken.relapsed), fixed=len(taken.fixed), undecided=len(taken.undecided)))
        if taken.new:
            click.echo(say("cli.ledger.new", reader.lang, first=taken.new[0], last=taken.new[-1]))
        for code, numbers in (("cli.ledger.relapsed", taken.relapsed), ("cli.ledger.fixed", taken.fixed),
                              ("cli.ledger.rule-changed", taken.rule_changed)):
            if numbers:
                click.echo(say(code, reader.lang, numbers=numbers))
        if taken.renamed:
            click.echo(say("cli.ledger.renamed", reader.lang, count=len(taken.renamed)), err=True)
        if taken.older:
            click.echo(say("cli.ledger.older", reader.lang, count=len(taken.older)), err=True)
        if taken.waived:
            click.echo(say("cli.ledger.waived", reader.lang, count=taken.waived), err=True)
    return ExitCode.MET


@click.pass_obj
def list_rows(reader: Reader, /, *, db: str, subject: tuple[str, ...], body: tuple[str, ...],
              state: tuple[LedgerState, ...], overdue: bool, as_of: date | None, after: str | None, limit: int | None,
              wait: int, format: tuple[str, ...], output: tuple[str, ...], width: int | None, quiet: bool) -> int:
    """Lists rows of the ledger: a page of them for people, all of them for programs and spreadsheets."""
    from scilit_rules.ledger.briefs import Told, list_brief
    from scilit_rules.ledger.listing import each_row, read_page
    from scilit_rules.ledger.wanted import wanted_rows

    targets, day = brief_targets(format, output, (db,)), as_of or date.today()
    ledger = _opened(db, wait)
    wanted = wanted_rows(subject or None, body or None, state or None, day if overdue else None)
    page = read_page(ledger, wanted, day, after, limit or PAGE)
    count = page.count if limit is None else len(page.rows)
    every = Streamed(count, lambda: islice(each_row(ledger, wanted, after), limit))
    write_briefs(targets, lambda: list_brief(page, every, Told(ledger.name, day, reader.lang)), reader.lang, width,
                 quiet)
    return ExitCode.MET


@click.pass_obj
def show(reader: Reader, /, *, number: str, db: str, as_of: date | None, wait: int, format: tuple[str, ...],
         output: tuple[str, ...], width: int | None, quiet: bool) -> int:
    """Shows a row and all that happened to it."""
    from scilit_rules.ledger.briefs import Told, show_brief
    from scilit_rules.ledger.keeping import ledger_row

    wanted, day = brief_targets(format, output, (db,)), as_of or date.today()
    ledger = _opened(db, wait)
    row, entries = ledger_row(ledger, number)
    told = Told(ledger.name, day, reader.lang)
    write_briefs(wanted, lambda: show_brief(row, entries, told), reader.lang, width, quiet)
    return ExitCode.MET


@click.pass_obj
def move(reader: Reader, /, *, number: str, state: LedgerState, db: str, by: str, note: str, deadline: date | None,
         person: str | None, wait: int, quiet: bool) -> int:
    """Moves a row to another state."""
    from scilit_rules.ledger.keeping import move_row

    row = move_row(_opened(db, wait), number, state, **_who_and_when(by), note=note, deadline=deadline, person=person)
    if not quiet:
        click.echo(say("cli.ledger.moved", reader.lang, number=row.number, state=row.state,
                       deadline=row.deadline or "-"))
    return ExitCode.MET


@click.pass_obj
def remind(reader: Reader, /, *, db: str, as_of: date | None, within: int, subject: tuple[str, ...],
           body: tuple[str, ...], limit: int | None, wait: int, format: tuple[str, ...], output: tuple[str, ...],
           width: int | None, quiet: bool) -> int:
    """Tells what is overdue, due soon, and to be verified.

    Returns:
        1 if something is overdue, else 0.
    """
    from scilit_rules.ledger.briefs import Told, remind_brief
    from scilit_rules.ledger.due import PARTS, DueDay, due_page, each_due
    from scilit_rules.ledger.wanted import wanted_rows

    targets, day = brief_targets(format, output, (db,)), DueDay(as_of or date.today(), within)
    ledger = _opened(db, wait)
    wanted = wanted_rows(subject or None, body or None)
    page = due_page(ledger, wanted, day, limit or PAGE)
    count = sum(map(len, page.rows.values())) if limit is not None else sum(page.counts[part] for part in PARTS)
    every = Streamed(count, lambda: islice(each_due(ledger, wanted, day), limit))
    told = Told(ledger.name, day.as_of, reader.lang)
    write_briefs(targets, lambda: remind_brief(page, every, within, told), reader.lang, width, quiet)
    return ExitCode.VIOLATIONS if page.counts["overdue"] else ExitCode.MET


@click.pass_obj
def export(reader: Reader, /, *, db: str, output: str, subject: tuple[str, ...], body: tuple[str, ...],
           state: tuple[LedgerState, ...], wait: int, quiet: bool) -> int:
    """Writes the workbook that offices keep, or rows and history as lines of JSON."""
    from scilit_rules.ledger.keeping import write_export

    check_places([output], [db])
    format = Path(output).suffix.lower().removeprefix(".")
    if format not in ("xlsx", "jsonl"):
        raise UsageError(problem("cli.ledger-xlsx", path=output))
    ledger = _opened(db, wait)
    with whole_file(Path(output)) as out:
        count = write_export(ledger, out, format=format, subjects=subject or None, bodies=body or None,
                             states=state or None, lang=reader.lang)
    if not quiet:
        click.echo(say("cli.ledger.exported", reader.lang, count=count, path=output), err=True)
    return ExitCode.MET


@click.pass_obj
def import_edits(reader: Reader, /, *, file: str, db: str, by: str | None, wait: int, quiet: bool) -> int:
    """Brings the edits of an exported workbook back.

    Returns:
        0, or 3 if there were conflicts or edits that could not be taken.
    """
    from scilit_rules.ledger.keeping import import_edits as bring_back

    merged = bring_back(_opened(db, wait), file, **_who_and_when(by))
    show_problems(merged.problems, reader.lang)
    if not quiet:
        click.echo(say("cli.ledger.imported", reader.lang, count=len(merged.edited), conflicts=merged.conflicts))
    left = any(found.level is ProblemLevel.ERROR for found in merged.problems)
    return ExitCode.INCOMPLETE if left else ExitCode.MET


@click.pass_obj
def verify(reader: Reader, /, *, db: str, expect: str, export: str | None, wait: int, quiet: bool) -> int:
    """Verifies that the history was not rewritten.

    Returns:
        0 if nothing was changed, 1 if something was, 3 if nothing could be verified.
    """
    from scilit_rules.ledger.keeping import verify_ledger

    found = verify_ledger(_opened(db, wait), expect=expect, export=export)
    show_problems(found.problems, reader.lang)
    if not found.head and found.problems:
        click.echo(say("cli.ledger.unverifiable", reader.lang))
        return ExitCode.INCOMPLETE
    count = sum(one.level is ProblemLevel.ERROR for one in found.problems)
    code = "cli.ledger.not-verified" if count else "cli.ledger.verified"
    click.echo(say(code, reader.lang, entries=found.entries, rows=found.rows, count=count))
    if not quiet:
        if found.exported is not None:
            click.echo(say("cli.ledger.held-against", reader.lang, count=found.exported, path=export))
        if found.since is not None:
            click.echo(say("cli.ledger.since", reader.lang, count=found.since))
        if found.chained_at:
            click.echo(say("cli.ledger.chained", reader.lang, entries=found.chained_after, at=found.chained_at))
        click.echo(say("cli.ledger.head", reader.lang, digest=found.head))
    if count:
        return ExitCode.VIOLATIONS
    return ExitCode.INCOMPLETE if found.problems else ExitCode.MET


def _opened(db: str, wait: int) -> Kept:
    from scilit_rules.ledger.store import open_ledger

    return open_ledger(db, wait=wait)


class Ledger(click.Group):
    """The group of commands that work on a ledger."""

    def __init__(self, commands: dict[str, click.Command]) -> None:
        super().__init__("ledger", commands, params=shared_options(), add_help_option=False,
                         invoke_without_command=True, callback=_no_command)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which they are of use."""
        return list(self.commands)

    def resolve_command(self, ctx: click.Context,
                        args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with.

        Raises:
            UsageError: if there is none of that name.
        """
        if args[0] not in self.commands and not args[0].startswith("-"):
            near = near_names(args[0], self.commands)
            raise UsageError(problem("cli.no-such-command", name=f"ledger {args[0]}", near=near))
        return super().resolve_command(ctx, args)

    def get_usage(self, ctx: click.Context) -> str:
        """The line of usage."""
        return usage(self, ctx, say("cli.value.command", lang_of(ctx)))

    def get_help(self, ctx: click.Context) -> str:
        """The help page with the list of commands."""
        lang = lang_of(ctx)
        commands = [(name, say(f"cli.command.ledger-{name}", lang)) for name in self.commands]
        return page(self, ctx, say("cli.value.command", lang), ("commands", commands))


def _no_command() -> None:
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _db() -> list[click.Parameter]:
    return [Option("--db", stands="ledger", words="ledger-db", required=True),
            Option("--wait", stands="number", words="ledger-wait", type=Positive(), default=10)]


def _who() -> list[click.Parameter]:
    return [Option("--subject", stands="subject", words="ledger-subject", multiple=True),
            Option("--body", stands="name", words="ledger-body", multiple=True)]


def _as_of() -> Option:
    return Option("--as-of", stands="date", words="ledger-as-of", type=Day())


def _states() -> Option:
    return Option("--state", stands="state", words="ledger-state", type=State(), multiple=True)


def _limit() -> Option:
    return Option("--limit", stands="number", words="ledger-limit", type=Positive())


def _by() -> Option:
    return Option("--by", stands="name", words="ledger-by")


command = Ledger({
    "take-in": Command("ledger-take-in", take_in, Argument("report"), *_db(), _by(),
                       Option("--deadline", stands="date", words="ledger-deadline-new", type=Day()), quiet_option()),
    "list": Command("ledger-list", list_rows, *_db(), *_who(), _states(),
                    Option("--overdue", words="ledger-overdue", is_flag=True), _as_of(),
                    Option("--after", stands="ledger-number", words="ledger-after"), _limit(), *brief_options(),
                    quiet_option()),
    "show": Command("ledger-show", show, Argument("number", "ledger-number"), *_db(), _as_of(), *brief_options(),
                    quiet_option()),
    "move": Command("ledger-move", move, Argument("number", "ledger-number"),
                    Argument("state", "ledger-state", type=State()), *_db(),
                    Option("--by", stands="name", words="ledger-by-whom", required=True),
                    Option("--note", stands="text", words="ledger-note", default=""),
                    Option("--deadline", stands="date", words="ledger-deadline", type=Day()),
                    Option("--person", stands="name", words="ledger-person"), quiet_option()),
    "remind": Command("ledger-remind", remind, *_db(), _as_of(),
                      Option("--within", stands="number", words="ledger-within", type=Positive(), default=7), *_who(),
                      _limit(), *brief_options(), quiet_option()),
    "export": Command("ledger-export", export, *_db(),
                      Option("-o", "--output", stands="file", words="ledger-output", required=True), *_who(),
                      _states(), quiet_option()),
    "verify": Command("ledger-verify", verify, *_db(),
                      Option("--expect", stands="digest", words="ledger-expect", default=""),
                      Option("--export", stands="file", words="ledger-witness"), quiet_option()),
    "import": Command("ledger-import", import_edits, Argument("file", "ledger-file"), *_db(), _by(), quiet_option()),
})
