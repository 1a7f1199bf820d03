"""What the user is told when something goes wrong, and the exit code that says so."""

from __future__ import annotations

import gc
import os
import re
import sys
import tempfile
import traceback
from collections import deque
from collections.abc import Iterable
from contextlib import suppress

import click

from scilit_rules.cli.endings import Ended
from scilit_rules.cli.grammar import Argument, Reader, page_width
from scilit_rules.cli.kinds import name_of
from scilit_rules.cli.lines import indented, is_terminal
from scilit_rules.messages import say
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import ExitCode, Report
from scilit_rules.model.text import Lang
from scilit_rules.plugins.failures import no_room, no_scratch
from scilit_rules.problems import ScilitError, few_of_each, near_names, problem, show_problem

INTERRUPTED = 130
PIPE_CLOSED = 141
_EXCERPT = re.compile(r" +\d* \| ")
_HANG = 4
_MOST_SHOWN = 100
_shown: deque[Problem] = deque(maxlen=1_000)


def show_problems(problems: Iterable[Problem], lang: Lang) -> None:
    """Prints problems for the user to read, apart from what the command puts out."""
    for found in few_of_each(problems, _MOST_SHOWN, by_source=False):
        _shown.append(found)
        first, *rest = problem_lines(found, lang, page_width() if is_terminal(sys.stderr) else None)
        click.echo("\n".join([click.style(first, fg="red" if found.level == "error" else "yellow"), *rest]), err=True)


def show_broken_plugins(lang: Lang) -> bool:
    """Prints what was wrong with plugins as they were loaded, where nobody has been told of it.

    Returns:
        whether there was any such thing.
    """
    loaded = sys.modules.get("scilit_rules.plugins.manager")
    if loaded is None or not loaded.installed.cache_info().currsize:
        return False
    untold = [found for found in loaded.installed().problems if found not in _shown]
    show_problems(untold, lang)
    return bool(untold)


def served(report: Report) -> ExitCode:
    """What a command tells its caller that showed what it was asked for, be there gaps or not.

    Args:
        report: the report that it rests on; where a plugin failed in the run, something may be missing from it.
    """
    failed = any(found.code.startswith("plugins.") for found in report.problems)
    return ExitCode.INCOMPLETE if failed else ExitCode.MET


def remark(text: str) -> None:
    """Prints a remark for the user to read, apart from what the command puts out."""
    click.echo(indented(text, page_width(), 0) if is_terminal(sys.stderr) else text, err=True)


def problem_lines(found: Problem, lang: Lang, columns: int | None) -> list[str]:
    """A problem as lines for the terminal; the line that it shows of a file stays whole, with its mark under it.

    Args:
        found: the problem.
        lang: the reader's language.
        columns: the width to wrap it to, or None to leave its lines whole.
    """
    first, *rest = show_problem(found, lang).split("\n")
    if columns is None:
        return [first, *rest]
    lines = indented(first, columns, 0, _HANG).split("\n")
    for line in rest:
        lines += [line] if _EXCERPT.match(line) else indented(line.strip(), columns, _HANG).split("\n")
    return lines


def tell(error: BaseException, reader: Reader) -> int:
    """Tells the user what went wrong.

    Args:
        error: what was raised.
        reader: the user.

    Returns:
        the exit code.
    """
    if isinstance(error, Ended):
        with suppress(OSError):
            click.echo(say("cli.terminated", reader.lang), err=True)
        return error.exit_code
    if isinstance(error, (click.Abort, KeyboardInterrupt)):
        gap = "\n" if is_terminal(sys.stderr) else ""
        click.echo(gap + say("cli.interrupted", reader.lang), err=True)
        return INTERRUPTED
    if isinstance(error, BrokenPipeError):
        _forget_output()
        return PIPE_CLOSED
    if isinstance(error, ScilitError):
        show_problems(error.problems, reader.lang)
        return int(error.exit_code)
    if isinstance(error, click.ClickException):
        show_problems([_of_click(error, reader.lang)], reader.lang)
        return int(ExitCode.USAGE)
    if no_room(error) or (isinstance(error, OSError) and error.filename):
        show_problems([_of_file(error)], reader.lang)
        _let_go(error)
        return int(ExitCode.USAGE)
    if reader.debug:
        traceback.print_exception(error)
    show_problems([problem("cli.unexpected", error=f"{type(error).__name__}: {error}")], reader.lang)
    return int(ExitCode.INTERNAL)


def _of_file(error: BaseException) -> Problem:
    if no_scratch(error):
        return problem("cli.no-scratch")
    name = getattr(error, "filename", None)
    path = os.fsdecode(name) if isinstance(name, (str, bytes)) else str(name or "-")
    if isinstance(error, FileNotFoundError):
        return problem("cli.no-such-file", path=path, near=_beside(path))
    if isinstance(error, IsADirectoryError):
        return problem("cli.is-folder", path=path)
    if isinstance(error, PermissionError):
        return problem("cli.no-permission", path=path)
    if no_room(error):
        return problem("cli.disk-full", path=path, folder=_for_temporary_files())
    return problem("cli.file", path=path, error=getattr(error, "strerror", None) or type(error).__name__)


def _let_go(error: BaseException) -> None:
    """Ends what was half-way through writing, so that it does not complain again when the process ends."""
    if not getattr(error, "filename", None):
        _forget_output()
    complain, sys.unraisablehook = sys.unraisablehook, lambda _: None
    try:
        found: BaseException | None = error
        while found is not None:
            traceback.clear_frames(found.__traceback__)
            found = found.__cause__ or found.__context__
        gc.collect()
    finally:
        sys.unraisablehook = complain


def _for_temporary_files() -> str:
    try:
        return tempfile.gettempdir()
    except OSError:
        return "-"


def _beside(path: str) -> tuple[str, ...]:
    """The names in the same folder that may have been meant."""
    folder, name = os.path.split(path.rstrip(os.sep))
    try:
        return tuple(os.path.join(folder, near) for near in near_names(name, os.listdir(folder or "."), least=0.6))
    except OSError:
        return ()


def _of_click(error: click.ClickException, lang: Lang) -> Problem:
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "scilit-rules"
    if isinstance(error, click.NoSuchOption):
        known = [name for param in error.ctx.command.params for name in param.opts] if error.ctx else []
        return problem("cli.no-such-option", name=error.option_name, command=command,
                       near=near_names(error.option_name, [name for name in known if name.startswith("--")]))
    if isinstance(error, click.MissingParameter):
        named = error.param_hint or name_of(error.param)
        name = error.param.shown(lang) if isinstance(error.param, Argument) else named
        return problem("cli.missing-argument", name=name, command=command)
    if isinstance(error, click.BadOptionUsage):
        code = "cli.no-value" if _is_flag(error) else "cli.value-wanted"
        return problem(code, name=error.option_name, command=command)
    return problem("cli.usage", error=error.format_message(), command=command)


def _is_flag(error: click.BadOptionUsage) -> bool:
    params = error.ctx.command.params if error.ctx else []
    flags = (param for param in params if isinstance(param, click.Option) and param.is_flag)
    return any(error.option_name in flag.opts for flag in flags)


def _forget_output() -> None:
    """Sends what is still to be written nowhere, so that the process can end without another complaint."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        pass
