"""Writing in a format that a plugin may have brought: a failure of the format is named, one of the output is not."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from scilit_rules.model.brief import Brief
from scilit_rules.model.report import Report
from scilit_rules.plugins.contracts import BriefReporter, Reporter, ReportOptions
from scilit_rules.plugins.failures import let_pass, no_room, told
from scilit_rules.problems import PluginError, ScilitError, problem


def write_in(reporter: Reporter | BriefReporter, made: Report | Brief, out: BinaryIO, options: ReportOptions) -> None:
    """Writes a report or a brief in a format.

    Args:
        reporter: the format.
        made: the report, or a brief for a format that can write one.
        out: takes the bytes.
        options: language, width and so on.

    Raises:
        PluginError: if the format fails, which says nothing of others.
        OSError: if what takes the bytes fails, or there is no room for them.
    """
    watched = _Watched(out)
    into = cast(BinaryIO, watched)
    try:
        if isinstance(made, Brief):
            cast(BriefReporter, reporter).write_brief(made, into, options)
        else:
            cast(Reporter, reporter).write(made, into, options)
    except ScilitError:
        raise
    except BaseException as error:
        let_pass(error)
        if watched.failure is not None:
            raise watched.failure from None
        if no_room(error):
            raise
        raise PluginError(problem("plugins.format-failed", format=reporter.name, error=told(error))) from error


class _Watched:
    """What takes the bytes, remembering whether it was this that failed."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.failure: BaseException | None = None

    def write(self, data: Any) -> int:
        """Writes to what it watches."""
        try:
            return self._out.write(data)
        except BaseException as error:
            self.failure = error
            raise

    def __getattr__(self, name: str) -> Any:
        return getattr(self._out, name)
