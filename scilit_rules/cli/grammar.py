"""Commands, options and arguments whose words stand in the message catalogue, and the help pages made of them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import click

from scilit_rules.cli.lines import in_columns, indented, width
from scilit_rules.messages import area, say
from scilit_rules.model.text import Lang

WIDEST = 100
# What files are called is for the system to say; it may be no text at all.
_OF_FILES = frozenset({"file", "folder", "ledger", "source", "sources", "plan", "plans", "report", "report-or-plan",
                       "old", "new", "ledger-file"})


class Reader(NamedTuple):
    """For whom a command runs.

    Args:
        lang: the language that the user reads.
        debug: whether the user wants to see where in the code an unexpected failure came from.
    """

    lang: Lang
    debug: bool = False


def lang_of(ctx: click.Context) -> Lang:
    """The language of the user who runs a command."""
    reader = ctx.find_root().obj
    return reader.lang if isinstance(reader, Reader) else "en"


class Option(click.Option):
    """An option. Its help is ``cli.option.<words>``, what stands for its value ``cli.value.<stands>``.

    Args:
        names: the names of the option and of its parameter.
        words: the key of its help; by default its name.
        stands: the key of what stands for its value; nothing for a flag.
    """

    def __init__(self, *names: str, words: str = "", stands: str = "", **settings: Any) -> None:
        super().__init__(list(names), **settings)
        self.words = words or str(self.name).replace("_", "-")
        self.stands = stands

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """The value as its kind reads it."""
        return super().process_value(ctx, _text(self, self.stands, value))

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option as it is listed on the help page."""
        if self.hidden:
            return None
        lang = lang_of(ctx)
        value = f" {say(f'cli.value.{self.stands}', lang)}" if self.stands else ""
        return ", ".join(self.opts) + value, say(f"cli.option.{self.words}", lang)


class Argument(click.Argument):
    """An argument. Its help is ``cli.argument.<name>``, what stands for it ``cli.value.<name>``."""

    def __init__(self, name: str, words: str = "", **settings: Any) -> None:
        super().__init__([name], **settings)
        self.words = words or str(self.name).replace("_", "-")

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """The value as its kind reads it."""
        return super().process_value(ctx, _text(self, self.words, value))

    def shown(self, lang: Lang) -> str:
        """The argument as it stands in the line of usage."""
        name = say(f"cli.value.{self.words}", lang)
        many = "..." if self.nargs != 1 else ""
        return f"{name}{many}" if self.required else f"[{name}]{many}"

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """The argument as it is listed on the help page."""
        lang = lang_of(ctx)
        return say(f"cli.value.{self.words}", lang), say(f"cli.argument.{self.words}", lang)


def _text(param: click.Parameter, stands: str, value: Any) -> Any:
    """A value of the command line, sure to be text where it names no file."""
    values = value if isinstance(value, (tuple, list)) else (value,)
    for one in values:
        if isinstance(one, str) and not one.isascii() and (stands not in _OF_FILES or "://" in one):
            _check_text(param, one)
    return value


def _check_text(param: click.Parameter, value: str) -> None:
    from scilit_rules.cli.kinds import name_of
    from scilit_rules.problems import UsageError, problem

    try:
        value.encode()
    except UnicodeEncodeError:
        shown = value.encode("utf-8", "backslashreplace").decode()
        raise UsageError(problem("cli.not-text", option=name_of(param), value=shown)) from None


def shared_options() -> list[click.Parameter]:
    """The options that every command takes, and that may also stand before the command."""
    return [
        Option("--lang", stands="lang", expose_value=False, callback=_lang),
        Option("--no-colour", "--no-color", is_flag=True, expose_value=False, callback=_colour),
        Option("--debug", is_flag=True, expose_value=False, callback=_debug),
        Option("--help", is_flag=True, is_eager=True, expose_value=False, callback=_help),
    ]


def _lang(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value not in (None, "zh", "en"):
        from scilit_rules.cli.kinds import not_one_of

        raise not_one_of("--lang", str(value), ("zh", "en"))


def _colour(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        ctx.color = ctx.find_root().color = False


def _debug(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        ctx.find_root().obj = ctx.obj = Reader(lang_of(ctx), True)


def _help(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


class Command(click.Command):
    """A command whose help stands in the catalogue as ``cli.command.<name>``.

    Args:
        name: its name.
        callback: what it does; called with a parameter for each option and argument, returns the exit code.
        params: its arguments and options; those shared by all are added.
    """

    def __init__(self, name: str, callback: Callable[..., Any] | None = None, *params: click.Parameter,
                 **settings: Any) -> None:
        super().__init__(name, callback=callback, params=[*params, *shared_options()], add_help_option=False,
                         context_settings={"allow_extra_args": True}, **settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the arguments.

        Raises:
            UsageError: if there are more than the command takes.
        """
        with naming_the_command(ctx):
            rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            from scilit_rules.problems import UsageError, problem

            raise UsageError(problem("cli.extra-argument", command=ctx.command_path, values=" ".join(rest)))
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        """Does what it does; a command that takes rulesets takes those of plugins too, which are loaded first."""
        if "rulesets" in ctx.params:
            from scilit_rules.cli.aside import loaded_plugins

            loaded_plugins()
        return super().invoke(ctx)

    def get_usage(self, ctx: click.Context) -> str:
        """The line of usage."""
        return usage(self, ctx)

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        return page(self, ctx)


@contextmanager
def naming_the_command(ctx: click.Context) -> Iterator[None]:
    """Lets errors in options know the command that they were given to."""
    try:
        yield
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def usage(command: click.Command, ctx: click.Context, more: str = "") -> str:
    """The line of usage of a command."""
    lang = lang_of(ctx)
    arguments = [param.shown(lang) for param in command.params if isinstance(param, Argument)]
    parts = [ctx.command_path, *arguments, *([more] if more else []), say("cli.page.options-here", lang)]
    return say('cli.page.usage', lang) + ' '.join(parts)


def page(command: click.Command, ctx: click.Context, more: str = "",
         *sections: tuple[str, list[tuple[str, str]]]) -> str:
    """The help page of a command: usage, what it does, what it takes, and examples.

    Args:
        command: the command.
        ctx: its context, which knows the language and may set the width.
        more: what stands in the line of usage after the arguments.
        *sections: further lists, each with the key of its heading.
    """
    lang, columns = lang_of(ctx), ctx.terminal_width or page_width()
    key = f"cli.command.{command.name}"
    parts = [usage(command, ctx, more), indented(say(key, lang), columns)]
    if f"{key}.more" in area("cli"):
        parts += [indented(text, columns) for text in say(f"{key}.more", lang).strip().split("\n\n")]
    records = [(param, param.get_help_record(ctx)) for param in command.params]
    arguments = [record for param, record in records if record and isinstance(param, Argument)]
    options = [record for param, record in records if record and not isinstance(param, Argument)]
    for heading, rows in (("arguments", arguments), *sections, ("options", options)):
        if rows:
            parts.append(f"{say(f'cli.page.{heading}', lang)}\n{in_columns(rows, columns)}")
    if f"{key}.examples" in area("cli"):
        examples = say(f"{key}.examples", lang).strip().splitlines()
        shown = [line for example in examples for line in _example(example, columns)]
        parts.append("\n".join([say("cli.page.examples", lang), *shown]))
    return "\n\n".join(parts)


def _example(command: str, columns: int) -> Iterator[str]:
    """A command in lines that a shell takes for one, broken before options, or before its last word if it has none."""
    line, places = "  ", r" (?=--?[a-z])" if " -" in command else r" (?=\S+$)"
    for number, part in enumerate(re.split(places, command)):
        if number and width(f"{line} {part}") > columns - len(" \\"):
            yield f"{line} \\"
            line = f"      {part}"
        else:
            line += f" {part}" if number else part
    yield line


def page_width() -> int:
    """How wide a page may be: as the terminal, but readable."""
    return max(min(shutil.get_terminal_size().columns, WIDEST), 50)
