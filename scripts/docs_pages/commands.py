"""The reference page of the command line: every help page, in both languages."""

from __future__ import annotations

import click

from docs_pages.reference import WRITTEN
from scilit_rules.cli.grammar import WIDEST, Reader
from scilit_rules.cli.main import COMMANDS, NAME, program
from scilit_rules.messages import say
from scilit_rules.model.text import Lang


def cli_page() -> str:
    """Every help page in Markdown, Chinese and English."""
    parts = [f"{WRITTEN}\n\n# 命令行 Command line"]
    parts += [say("cli.docs", "zh").strip(), say("cli.docs", "en").strip()]
    parts += [_blocks(NAME, program)]
    for name in COMMANDS:
        command = program.get_command(click.Context(program), name)
        assert command is not None
        parts.append(f"## {name}\n\n{_blocks(name, command)}")
        if isinstance(command, click.Group):
            parts += [f"### {name} {key}\n\n{_blocks(f'{name} {key}', one)}" for key, one in command.commands.items()]
    return "\n\n".join(parts) + "\n"


def _blocks(name: str, command: click.Command) -> str:
    return "\n\n".join(f"```text\n{_help(name, command, lang)}\n```" for lang in ("zh", "en"))


def _help(name: str, command: click.Command, lang: Lang) -> str:
    root = click.Context(program, info_name=NAME, obj=Reader(lang), terminal_width=WIDEST)
    return command.get_help(root if command is program else click.Context(command, parent=root, info_name=name))
