"""The program ``scilit-rules``: finds the command, runs it, and turns every outcome into an exit code.

Commands are imported only when they run: the list of commands is shown from the message catalogue.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from scilit_rules.cli.endings import endings_told
from scilit_rules.cli.grammar import Option, Reader, lang_of, naming_the_command, page, shared_options, usage
from scilit_rules.cli.language import choose_language
from scilit_rules.cli.scratch import own_scratch
from scilit_rules.messages import say

NAME = "scilit-rules"
_INTERRUPTED = 130
COMPLETION = "_SCILIT_RULES_COMPLETE"
COMMANDS = {
    name: f"scilit_rules.cli.{name}"
    for name in ("check", "explain",
                 "compare", "baseline", "ledger", "sample", "distance",
                 "plans", "show", "validate", "test", "coverage", "trace", "schema", "plugins",
                 "template", "letters")
}


class Program(click.Group):
    """The program: a group of commands that are imported when they are needed."""

    def __init__(self) -> None:
        version = Option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version)
        super().__init__(NAME, params=[*shared_options(), version], add_help_option=False,
                         invoke_without_command=True, callback=_no_command)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the options before the command."""
        with naming_the_command(ctx):
            return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which they are of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(self, ctx: click.Context,
                        args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with.

        Raises:
            UsageError: if there is none of that name.
        """
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from scilit_rules.problems import UsageError, near_names, problem

            raise UsageError(problem("cli.no-such-command", name=args[0], near=near_names(args[0], COMMANDS)))
        return super().resolve_command(ctx, args)

    def get_usage(self, ctx: click.Context) -> str:
        """The line of usage."""
        return usage(self, ctx, say("cli.value.command", lang_of(ctx)))

    def get_help(self, ctx: click.Context) -> str:
        """The help page with the list of commands."""
        lang = lang_of(ctx)
        commands = [(name, say(f"cli.command.{name}", lang)) for name in COMMANDS]
        return page(self, ctx, say("cli.value.command", lang), ("commands", commands))

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None,  # type: ignore[override]
             complete_var: str | None = None, standalone_mode: bool = True, **extra: Any) -> int:
        """Runs the program.

        Args:
            args: the command line without the program; that of the process if left out.
            prog_name: has no effect; help shows the name by which the program is installed.
            complete_var: the variable by which shells ask for completions.
            standalone_mode: whether to end the process with the exit code instead of returning it.

        Returns:
            the exit code.
        """
        words = sys.argv[1:] if args is None else list(args)
        reader = Reader(choose_language(words, os.environ), bool(os.environ.get("SCILIT_RULES_DEBUG")))
        colour = False if os.environ.get("NO_COLOR") else None
        _never_choke(sys.stdout, sys.stderr)
        try:
            with endings_told():
                code = self._run(words, complete_var or COMPLETION, obj=reader, color=colour, **extra)
        except (Exception, KeyboardInterrupt) as error:
            from scilit_rules.cli.failures import tell

            code = tell(error, Reader(reader.lang, reader.debug or "--debug" in words))
        if standalone_mode:
            sys.exit(code)
        return code

    def _run(self, words: list[str], complete_var: str, **context: Any) -> int:
        if asked := os.environ.get(complete_var):
            from click.shell_completion import shell_complete

            return shell_complete(self, context, NAME, complete_var, asked)
        try:
            with self.make_context(NAME, words, **context) as ctx:
                code = int(self.invoke(ctx) or 0)
        except click.exceptions.Exit as done:
            code = done.exit_code
        if sys.stdout is not None:
            sys.stdout.flush()
        if "scilit_rules.plugins.manager" in sys.modules and words[:1] != ["check"]:
            from scilit_rules.cli.failures import show_broken_plugins
            from scilit_rules.model.report import ExitCode

            # What a plugin would have brought is missing from whatever was put out.
            if show_broken_plugins(context["obj"].lang) and code == ExitCode.MET:
                code = int(ExitCode.INCOMPLETE)
        return code


def _never_choke(*streams: object) -> None:
    """Lets a terminal that can't show a character show a question mark instead of ending the program."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _no_command() -> None:
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from scilit_rules.version import VERSION

        click.echo(f"{NAME} {VERSION}")
        ctx.exit()


program = Program()


def main() -> None:
    """The entry point of the program."""
    # A run makes millions of values that all live to its end; looking for garbage among them takes long and finds none.
    gc.set_threshold(200_000, 50, 1_000)
    try:
        with endings_told(), own_scratch():
            program.main()
    except KeyboardInterrupt as error:
        sys.exit(getattr(error, "exit_code", _INTERRUPTED))


if __name__ == "__main__":
    main()
