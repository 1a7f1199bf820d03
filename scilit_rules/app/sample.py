"""Findings drawn for a look on site."""

from __future__ import annotations

from pathlib import Path

from scilit_rules.arguments import COUNT, must_fit
from scilit_rules.assessment.sampling import draw_sample
from scilit_rules.exchange.report_reader import as_report
from scilit_rules.model.report import Report
from scilit_rules.model.sampling import Sample


def sample(report: str | Path | Report, *, size: int, seed: str | int) -> Sample:
    """Findings that rest on self-report alone, drawn by risk for a look on site.

    Args:
        report: the report, or the JSON file that it was saved to.
        size: how many to draw; all if there are no more.
        seed: what the same draw can be made again with.

    Raises:
        UsageError: if the file can't be read, or is no such report.
    """
    must_fit(size=(size, COUNT), seed=(seed, str, int))
    return draw_sample(as_report(report), size, str(seed))
