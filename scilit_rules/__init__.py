"""Checks districts against the obligations of scientific-literacy plans and explains every gap.

The public face; everything here is typed and loaded when first used, so that importing the package costs little::

    import scilit_rules as sr
    report = sr.check("zibo-2016-2020", sources=["returns/"], as_of=date(2020, 12, 31))
    for gap in report.gaps:
        print(gap.subject, gap.obligation, gap.gap)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scilit_rules.api import (
        baseline,
        check,
        compare,
        list_plans,
        load_plan,
        make_forms,
        open_session,
        sample,
        trace,
    )
    from scilit_rules.assessment.baseline_file import read_baseline
    from scilit_rules.assessment.distance import distances, moved
    from scilit_rules.assessment.saved_report import read_report
    from scilit_rules.authoring.forms.making import Form, Forms
    from scilit_rules.authoring.trace import Trace
    from scilit_rules.engine.session import Session
    from scilit_rules.model.baseline import Baseline
    from scilit_rules.model.brief import Brief
    from scilit_rules.model.distance import Distance, Hurdle, Moved, Step
    from scilit_rules.model.fact import Attested, Evidence, Fact, Interval, Period
    from scilit_rules.model.finding import Check, Conclusion, Finding, Gap
    from scilit_rules.model.grid import Cell, Grid
    from scilit_rules.model.obligation import Obligation
    from scilit_rules.model.place import Place
    from scilit_rules.model.plan import Clause, Plan
    from scilit_rules.model.problem import Problem
    from scilit_rules.model.report import ExitCode, Report, RunRecord
    from scilit_rules.model.report_comparison import Change, ReportComparison
    from scilit_rules.model.sampling import Sample, Sampled
    from scilit_rules.model.saved_report import SavedReport
    from scilit_rules.model.scorecard import Score, Scorecards
    from scilit_rules.model.subject import Subject
    from scilit_rules.model.text import Message, Text
    from scilit_rules.model.waiver import Waiver
    from scilit_rules.model.words import (
        Binding,
        Claim,
        Disposition,
        EvidenceKind,
        Level,
        Reason,
        Role,
        Severity,
        Status,
    )
    from scilit_rules.plugins.contracts import (
        Adapter,
        Engine,
        Evaluator,
        Fault,
        Question,
        ReadOptions,
        Reporter,
        ReportOptions,
    )
    from scilit_rules.plugins.markers import hookimpl
    from scilit_rules.problems import (
        EngineError,
        PluginError,
        RulesetError,
        ScilitError,
        SourceError,
        UsageError,
        problem,
    )

_HOMES = {
    "api": ("baseline", "check", "compare", "list_plans", "load_plan", "make_forms", "open_session", "sample", "trace"),
    "assessment.baseline_file": ("read_baseline",),
    "assessment.distance": ("distances", "moved"),
    "assessment.saved_report": ("read_report",),
    "authoring.forms.making": ("Form", "Forms"),
    "authoring.trace": ("Trace",),
    "engine.session": ("Session",),
    "model.baseline": ("Baseline",),
    "model.brief": ("Brief",),
    "model.distance": ("Distance", "Hurdle", "Moved", "Step"),
    "model.fact": ("Attested", "Evidence", "Fact", "Interval", "Period"),
    "model.finding": ("Check", "Conclusion", "Finding", "Gap"),
    "model.grid": ("Cell", "Grid"),
    "model.obligation": ("Obligation",),
    "model.place": ("Place",),
    "model.plan": ("Clause", "Plan"),
    "model.problem": ("Problem",),
    "model.report": ("ExitCode", "Report", "RunRecord"),
    "model.report_comparison": ("Change", "ReportComparison"),
    "model.sampling": ("Sample", "Sampled"),
    "model.saved_report": ("SavedReport",),
    "model.scorecard": ("Score", "Scorecards"),
    "model.subject": ("Subject",),
    "model.text": ("Message", "Text"),
    "model.waiver": ("Waiver",),
    "model.words": (
        "Binding", "Claim", "Disposition", "EvidenceKind", "Level", "Reason", "Role", "Severity", "Status",
    ),
    "plugins.contracts": (
        "Adapter", "Engine", "Evaluator", "Fault", "Question", "ReadOptions", "Reporter", "ReportOptions",
    ),
    "plugins.markers": ("hookimpl",),
    "problems": (
        "EngineError", "PluginError", "RulesetError", "ScilitError", "SourceError", "UsageError", "problem",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Adapter", "Attested", "Baseline", "Binding", "Brief", "Cell", "Change", "Check", "Claim", "Clause", "Conclusion",
    "Disposition", "Distance", "Engine", "EngineError", "Evaluator", "Evidence", "EvidenceKind", "ExitCode", "Fact",
    "Fault", "Finding", "Form", "Forms", "Gap", "Grid", "Hurdle", "Interval", "Level", "Message", "Moved",
    "Obligation", "Period", "Place", "Plan", "PluginError", "Problem", "Question", "ReadOptions", "Reason", "Report",
    "ReportComparison", "ReportOptions", "Reporter", "Role", "RulesetError", "RunRecord", "Sample", "Sampled",
    "SavedReport", "ScilitError", "Score", "Scorecards", "Session", "Severity", "SourceError", "Status", "Step",
    "Subject", "Text", "Trace", "UsageError", "Waiver", "baseline", "check", "compare", "distances", "hookimpl",
    "list_plans", "load_plan", "make_forms", "moved", "open_session", "problem", "read_baseline", "read_report",
    "sample", "trace",
]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
