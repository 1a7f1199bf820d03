"""The gaps of a report as known gaps."""

from __future__ import annotations

from pathlib import Path

from scilit_rules.assessment.baseline import make_baseline
from scilit_rules.exchange.report_reader import as_report
from scilit_rules.model.baseline import Baseline
from scilit_rules.model.report import Report


def baseline(report: str | Path | Report) -> Baseline:
    """The gaps of a report as known gaps; those that are waived are not among them.

    Args:
        report: the report, or the JSON file that it was saved to.

    Raises:
        UsageError: if the file can't be read, is no such report, or rests on assumptions.
    """
    return make_baseline(as_report(report))
