"""``scilit-rules plugins``: lists the plugins and what they provide."""

from __future__ import annotations

from collections.abc import Mapping

import click

from scilit_rules.cli.aside import loaded_plugins, plugins_aside
from scilit_rules.cli.failures import show_problems
from scilit_rules.cli.grammar import Command, Reader
from scilit_rules.cli.sheet import Sheet
from scilit_rules.engine.guard import hindrance
from scilit_rules.messages import say
from scilit_rules.model.report import ExitCode
from scilit_rules.model.text import Lang
from scilit_rules.plugins.contracts import Adapter, Engine, Reporter
from scilit_rules.plugins.manager import Plugins


@click.pass_obj
def plugins(reader: Reader, /) -> int:
    """Lists the plugins that are installed, what they provide, and what is wrong with others.

    Returns:
        4 if a plugin can't be used.
    """
    found = loaded_plugins()
    click.echo(str(plugins_sheet(found, reader.lang)))
    show_problems(found.problems, reader.lang)
    return ExitCode.INTERNAL if found.problems else ExitCode.MET


def plugins_sheet(found: Plugins, lang: Lang) -> Sheet:
    """The plugins and what they provide, as a page."""
    sheet = Sheet()
    heads = [say(f"cli.plugins.{name}", lang) for name in ("name", "package", "hooks")]
    rows = [(item.name, item.distribution if not item.built_in else say("cli.plugins.built-in", lang),
             " ".join(item.hooks)) for item in found.listings]
    sheet.table(say("cli.plugins.listed", lang), heads, rows)
    sheet.fields([
        (say("cli.plugins.adapters", lang), _with_endings(found.adapters)),
        (say("cli.plugins.reporters", lang), _with_endings(found.reporters)),
        (say("cli.plugins.engines", lang), "\n".join(_engine(engine, lang) for engine in found.engines.values())),
        (say("cli.plugins.rulesets", lang), "\n".join(str(folder) for folder in found.ruleset_folders)),
    ], say("cli.plugins.provided", lang))
    return sheet


def _with_endings(provided: Mapping[str, Adapter] | Mapping[str, Reporter]) -> str:
    return "\n".join(f"{name}  {' '.join(one.suffixes)}".rstrip() for name, one in provided.items())


def _engine(engine: Engine, lang: Lang) -> str:
    with plugins_aside():
        missing = hindrance(engine)
    return engine.name if missing is None else say("cli.plugins.unavailable", lang, name=engine.name, why=missing)


command = Command("plugins", plugins)
