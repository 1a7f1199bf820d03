"""``scilit-rules compare``: what became of the gaps of one report in the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from scilit_rules.cli.briefs import brief_options, brief_targets, write_briefs
from scilit_rules.cli.grammar import Argument, Command, Option, Reader
from scilit_rules.cli.kinds import Choice
from scilit_rules.cli.selection import quiet_option
from scilit_rules.model.report import ExitCode, at_least
from scilit_rules.model.words import Severity

if TYPE_CHECKING:
    from scilit_rules.ledger.store import Ledger


@click.pass_obj
def compare(reader: Reader, /, *, old: str, new: str, before: tuple[str, ...], db: str | None, format: tuple[str, ...],
            output: tuple[str, ...], fail_on: str, detail: bool, width: int | None, quiet: bool) -> int:
    """Compares two reports.

    Returns:
        0, or 1 if there are new open gaps of the severity asked about.
    """
    from scilit_rules.app.compare import compare as compare_files
    from scilit_rules.words.comparison_brief import comparison_brief

    wanted = brief_targets(format, output, (old, new, *before, *([] if db is None else [db])))
    compared = compare_files(old, new, before=before, ledger=None if db is None else _opened(db))
    grave = at_least(Severity(fail_on))
    write_briefs(wanted, lambda: comparison_brief(compared, reader.lang, detail, grave), reader.lang, width, quiet)
    return ExitCode.VIOLATIONS if compared.failing(grave) else ExitCode.MET


def _opened(db: str) -> Ledger:
    from scilit_rules.ledger.store import open_ledger

    return open_ledger(db)


command = Command(
    "compare", compare,
    Argument("old"),
    Argument("new"),
    Option("--before", stands="file", multiple=True),
    Option("--db", words="compare-db", stands="ledger"),
    *brief_options(),
    Option("--fail-on", words="compare-fail-on", stands="severity", type=Choice(Severity), default="violation"),
    Option("--detail", words="compare-detail", is_flag=True),
    quiet_option(),
)
