"""What became of the gaps of one report in the next."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scilit_rules.arguments import PATH, each, must_fit
from scilit_rules.assessment.comparison import compare_reports
from scilit_rules.exchange.report_reader import as_report
from scilit_rules.ledger.listing import gaps_before
from scilit_rules.ledger.store import Ledger
from scilit_rules.model.report import Report
from scilit_rules.model.report_comparison import ReportComparison


def compare(old: str | Path | Report, new: str | Path | Report, *,
            before: str | Path | Report | Iterable[str | Path | Report] = (),
            ledger: Ledger | None = None) -> ReportComparison:
    """What became of the gaps of one report in the next: worsened, reopened, new, grown, shrunk, persisting, closed.

    Args:
        old: the earlier report, or the JSON file that it was saved to.
        new: the later report, or its file.
        before: reports from before the old one, by which a new gap is known to be one that returned; one by itself
            will do.
        ledger: the same from a ledger: gaps that it took in from reports before the old one.

    Raises:
        UsageError: if a file can't be read or is no such report, the reports are on different plans, or the ledger
            can't be read.
    """
    must_fit(ledger=(ledger, Ledger, None))
    earlier, later = as_report(old), as_report(new)
    older = [as_report(one) for one in each("before", before, PATH, Report)]
    if ledger is None:
        return compare_reports(earlier, later, older)
    known = gaps_before(ledger, later.plan.id, earlier.as_of)
    return compare_reports(earlier, later, older, ledger.name, known)
