"""Reports written in a format, as they would be to a file; and comparisons, samples and other briefs."""

from __future__ import annotations

from collections.abc import Mapping
from io import TextIOBase
from typing import BinaryIO

from scilit_rules.arguments import COUNT, LANG, must_fit
from scilit_rules.assessment.sampling import BINDING_WEIGHTS, MONEY_WEIGHT
from scilit_rules.model.brief import Brief
from scilit_rules.model.report import Report
from scilit_rules.model.report_comparison import ReportComparison
from scilit_rules.model.sampling import Sample
from scilit_rules.plugins.contracts import BriefReporter, Reporter, ReportOptions
from scilit_rules.plugins.manager import Plugins, installed
from scilit_rules.plugins.writing import write_in
from scilit_rules.problems import UsageError, near_names, problem


def write_report(report: Report | ReportComparison | Sample | Brief, out: BinaryIO, *, format: str = "json",
                 options: ReportOptions | None = None, plugins: Plugins | None = None) -> None:
    """Writes a report in a format, as it would be written to a file; or a comparison, a sample or another brief.

    Args:
        report: the report, or what was made of one.
        out: where to, such as an open binary file, a ``BytesIO``, or the body of a response.
        format: ``json``, ``html``, ``excel``, ``markdown``, ``csv``, ``table``, ``word``, or the name of a plugin's.
        options: language, width and so on; Chinese if left out.
        plugins: the plugins to use; those installed if left out.

    Raises:
        UsageError: if there is no such format, it can show nothing but reports, it does not tell a what-if from what
            is, what is given is no report, or it can't be written there.
        PluginError: if the format itself fails.
    """
    _must_be_bytes(out)
    must_fit(format=(format, str), options=(options, ReportOptions, None), plugins=(plugins, Plugins, None))
    if not isinstance(report, (Report, ReportComparison, Sample, Brief)):
        raise UsageError(problem("reporters.not-a-report", given=type(report).__name__))
    found = plugins or installed()
    known = found.reporters
    how = options or ReportOptions()
    must_fit(lang=(how.lang, LANG), width=(how.width, COUNT), colour=(how.colour, bool), detail=(how.detail, bool),
             scorecards=(how.scorecards, bool))
    if format not in known:
        unknown = problem("reporters.no-such-format", name=format, known=tuple(known), near=near_names(format, known))
        with found.named_in_errors():
            raise UsageError(unknown)
    reporter = known[format]
    if isinstance(report, Report):
        must_mark(reporter, report.assumed, known)
        write_in(reporter, report, out, how)
    elif isinstance(reporter, BriefReporter):
        write_in(reporter, _brief(report, how), out, how)
    else:
        able = tuple(name for name, one in known.items() if isinstance(one, BriefReporter))
        raise UsageError(problem("reporters.only-reports", name=format, known=able))


def must_mark(reporter: Reporter, assumed: tuple[str, ...], known: Mapping[str, Reporter]) -> None:
    """Refuses to hand what rests on assumptions to a format that would not say so.

    Args:
        reporter: the format.
        assumed: the facts assumed, as they were written.
        known: all formats, by name.

    Raises:
        UsageError: if facts are assumed and the format does not mark that.
    """
    if assumed and not _marks(reporter):
        able = tuple(name for name, one in known.items() if _marks(one))
        raise UsageError(problem("reporters.no-what-if", name=reporter.name, facts=assumed, known=able))


def _marks(reporter: Reporter) -> bool:
    return getattr(reporter, "marks_assumptions", False) is True


def _must_be_bytes(out: object) -> None:
    if isinstance(out, TextIOBase) or not hasattr(out, "write"):
        raise UsageError(problem("reporters.not-binary", given=type(out).__name__))


def _brief(of: ReportComparison | Sample | Brief, options: ReportOptions) -> Brief:
    from scilit_rules.words.comparison_brief import comparison_brief
    from scilit_rules.words.sample_brief import sample_brief

    if isinstance(of, ReportComparison):
        return comparison_brief(of, options.lang, options.detail)
    return sample_brief(of, (BINDING_WEIGHTS, MONEY_WEIGHT), options.lang) if isinstance(of, Sample) else of
