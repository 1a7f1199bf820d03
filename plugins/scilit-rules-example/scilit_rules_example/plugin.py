"""The hooks: everything that this package hands to scilit-rules. Its entry point in ``setup.cfg`` names this module."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from scilit_rules import Adapter, Plan, Report, Reporter, hookimpl
from scilit_rules_example.ini import IniAdapter
from scilit_rules_example.lines import LinesReporter

JOURNAL = "SCILIT_RULES_EXAMPLE_JOURNAL"


@hookimpl
def scilit_adapters() -> Sequence[Adapter]:
    """The source: ``.ini`` files."""
    return [IniAdapter()]


@hookimpl
def scilit_reporters() -> Sequence[Reporter]:
    """The format: ``--format lines``, or an output file that ends in ``.gaps``."""
    return [LinesReporter()]


@hookimpl
def scilit_rulesets() -> Sequence[Path]:
    """The ruleset: ``sample-2026-2030``, in a folder of this package."""
    return [Path(__file__).parent / "rulesets"]


@hookimpl
def scilit_run_started(plan: Plan, as_of: date) -> None:
    """Notes in the journal that a run begins."""
    _note(f"{plan.id} as of {as_of}: started")


@hookimpl
def scilit_run_finished(report: Report) -> None:
    """Notes in the journal how a run ended. A hook takes only the arguments that it needs."""
    _note(f"{report.plan.id} as of {report.as_of}: {len(report.gaps)} gaps")


def _note(line: str) -> None:
    journal = os.environ.get(JOURNAL)
    if journal:
        with open(journal, "a", encoding="utf-8") as file:
            file.write(line + "\n")
