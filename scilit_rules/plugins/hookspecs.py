"""Everything that a plugin may provide or listen to, on one page.

Implement any of these as module-level functions marked with ``hookimpl``, name the module under the entry-point group
``scilit_rules``, and install the package. Built-ins use the same hooks. Hooks are called in the order in which plugins
were loaded: built-ins first, then others by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from scilit_rules.model.plan import Plan
from scilit_rules.model.report import Report
from scilit_rules.plugins.contracts import Adapter, Engine, Reporter
from scilit_rules.plugins.markers import hookspec


@hookspec
def scilit_adapters() -> Sequence[Adapter]:
    """Sources: adapters that read further kinds of data.

    Returns:
        adapters; a name that is already taken is refused and reported.
    """
    return ()


@hookspec
def scilit_reporters() -> Sequence[Reporter]:
    """Formats: reporters that write further kinds of reports.

    Returns:
        reporters; a name that is already taken is refused and reported.
    """
    return ()


@hookspec
def scilit_engines() -> Sequence[Engine]:
    """Engines: further rules engines. Whatever they answer is confirmed by the reference engine.

    Returns:
        engines; a name that is already taken is refused and reported.
    """
    return ()


@hookspec
def scilit_rulesets() -> Sequence[Path]:
    """Rulesets: folders that hold ruleset folders, and may hold ``vocabulary.yaml`` and ``subjects.yaml``.

    Returns:
        folders; a plan id that is already taken is refused and reported.
    """
    return ()


@hookspec
def scilit_run_started(plan: Plan, as_of: date) -> None:
    """Run: a check begins, its plan loaded and its sources not read yet.

    Args:
        plan: the plan to be checked.
        as_of: the date that the run judges at.
    """


@hookspec
def scilit_run_finished(report: Report) -> None:
    """Run: a check has ended and its report is complete. A plugin can't change it.

    Args:
        report: the report.
    """
