"""What follows a check: reports are written, compared, sampled, made a baseline, and turned into letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import TextIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from scilit_rules.arguments import COUNT, LANG, PATH, each, must_fit
from scilit_rules.assessment.baseline import make_baseline
from scilit_rules.assessment.comparison import compare_reports
from scilit_rules.assessment.sampling import BINDING_WEIGHTS, MONEY_WEIGHT, draw_sample
from scilit_rules.exchange.report_reader import as_report
from scilit_rules.ledger.listing import gaps_before
from scilit_rules.ledger.store import Ledger
from scilit_rules.model.baseline import Baseline
from scilit_rules.model.brief import Brief
from scilit_rules.model.report import Report
from scilit_rules.model.report_comparison import ReportComparison
from scilit_rules.model.sampling import Sample
from scilit_rules.plugins.contracts import BriefReporter, Reporter, ReportOptions
from scilit_rules.plugins.manager import Plugins, installed
from scilit_rules.plugins.writing import write_in
from scilit_rules.problems import UsageError, must_know_rules, near_names, problem

if TYPE_CHECKING:
    from scilit_rules.reporters.letters.making import LetterRound


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
    from scilit_rules.reporters.comparison_brief import comparison_brief
    from scilit_rules.reporters.sample_brief import sample_brief

    if isinstance(of, ReportComparison):
        return comparison_brief(of, options.lang, options.detail)
    return sample_brief(of, (BINDING_WEIGHTS, MONEY_WEIGHT), options.lang) if isinstance(of, Sample) else of


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


def baseline(report: str | Path | Report) -> Baseline:
    """The gaps of a report as known gaps; those that are waived are not among them.

    Args:
        report: the report, or the JSON file that it was saved to.

    Raises:
        UsageError: if the file can't be read, is no such report, or rests on assumptions.
    """
    return make_baseline(as_report(report))


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


def make_letters(report: Report, *, issuer: str = "", number: str = "", dated: date | None = None,
                 deadline: date | None = None, contact: str = "", addressee: str = "",
                 template: str | Path | None = None, circular_template: str | Path | None = None) -> LetterRound:
    """The letters of a round, in Chinese.

    One of rectification to each subject with an open gap, a request to each other that has data or evidence to supply,
    a reminder to each that owes its return, and the circular.

    It needs the extra ``word``. What nobody said is left open in the letters, to be filled in by hand.

    Args:
        report: the report.
        issuer: who signs.
        number: the document number of the circular; letters have numbers of their own, which are left open.
        dated: the date that the letters bear; that of the report if left out.
        deadline: until when to reply.
        contact: whom to ask, with telephone.
        addressee: whom a letter is addressed to, ``{单位}`` standing for the subject; by its level if left out.
        template: an office's own .docx for letters.
        circular_template: the same for the circular.

    Returns:
        the letters; each has a name and bytes and is made when its turn comes, the circular last.

    Raises:
        UsageError: if it is no report of ``check`` (one that was read from a file does not know its conditions) or
            rests on assumptions, python-docx is missing, or a template can't be filled.
        OSError: if a template can't be read.
    """
    must_know_rules(report)
    texts = {"issuer": issuer, "number": number, "contact": contact, "addressee": addressee}
    must_fit(**{name: (text, str) for name, text in texts.items()}, dated=(dated, date, None),
             deadline=(deadline, date, None), template=(template, PATH, None),
             circular_template=(circular_template, PATH, None))
    from scilit_rules.reporters.letters.letter import Sender
    from scilit_rules.reporters.letters.making import LetterRound

    sender = Sender(issuer, number, dated, deadline, contact, addressee)
    return LetterRound(report, sender, *(None if path is None else str(path) for path in (template, circular_template)))
