"""Which report goes where: pairs of ``--format`` and ``--output``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from scilit_rules.cli.kinds import not_one_of
from scilit_rules.cli.output import SCREEN
from scilit_rules.plugins.contracts import BriefReporter, Reporter
from scilit_rules.problems import UsageError, problem

DEFAULT_FORMAT = "table"


class Target(NamedTuple):
    """One report to write.

    Args:
        reporter: what writes it.
        output: the file, or ``-`` for the screen.
    """

    reporter: Reporter
    output: str

    @property
    def for_reading(self) -> bool:
        """Whether the format is text for a reader at a terminal."""
        return is_for_reading(self.reporter)

    @property
    def shows_problems(self) -> bool:
        """Whether the reader is shown on the screen, in the report, what was wrong on the way."""
        return self.output == SCREEN and does_show_problems(self.reporter)


def is_for_reading(reporter: Reporter | BriefReporter) -> bool:
    """Whether a format says that it is text for a reader at a terminal."""
    return getattr(reporter, "for_reading", False) is True


def does_show_problems(reporter: Reporter | BriefReporter) -> bool:
    """Whether a format says that it tells of everything that was wrong on the way."""
    return getattr(reporter, "shows_problems", False) is True


def targets(formats: Sequence[str], outputs: Sequence[str], reporters: Mapping[str, Reporter]) -> tuple[Target, ...]:
    """The reports that were asked for.

    The first format goes to the first output, the second to the second, and so on. A format without an output goes to
    the screen, an output without a format gets the format of its ending, and without either a table is shown.

    Args:
        formats: the values of ``--format``.
        outputs: the values of ``--output``.
        reporters: the formats that exist.

    Raises:
        UsageError: for a format that does not exist, an ending that no format has, or unclear pairs.
    """
    unknown = [name for name in formats if name not in reporters]
    if unknown:
        raise UsageError([p for name in unknown for p in not_one_of("--format", name, reporters).problems])
    if formats and len(outputs) != len(formats):
        _refuse_unclear(formats, outputs, reporters)
    count = max(len(formats), len(outputs)) or 1
    places = [*outputs, *[SCREEN] * (count - len(outputs))]
    names = [*formats, *(_guessed(output, reporters) for output in places[len(formats):])]
    return tuple(Target(reporters[name], output) for name, output in zip(names, places, strict=True))


def _refuse_unclear(formats: Sequence[str], outputs: Sequence[str], reporters: Mapping[str, Reporter]) -> None:
    for name, output in zip(formats, outputs, strict=False):
        found = _by_ending(output, reporters)
        if output != SCREEN and found is not None and found != name:
            raise UsageError(problem("cli.unclear-pairs", format=name, path=output, other=found))


def _guessed(output: str, reporters: Mapping[str, Reporter]) -> str:
    if output == SCREEN:
        return DEFAULT_FORMAT
    found = _by_ending(output, reporters)
    if found is None:
        endings = sorted({ending for reporter in reporters.values() for ending in reporter.suffixes})
        raise UsageError(problem("cli.unknown-ending", path=output, known=endings))
    return found


def _by_ending(output: str, reporters: Mapping[str, Reporter]) -> str | None:
    name = PurePath(output).name.lower()
    return next((key for key, r in reporters.items() if any(name.endswith(ending) for ending in r.suffixes)), None)
