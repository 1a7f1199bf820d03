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
    from scilit_rules.app.baseline import baseline
    from scilit_rules.app.check import check
    from scilit_rules.app.compare import compare
    from scilit_rules.app.formats import write_report
    from scilit_rules.app.forms import make_forms
    from scilit_rules.app.inputs import Progress
    from scilit_rules.app.letters import make_letters
    from scilit_rules.app.plans import list_plans, load_plan
    from scilit_rules.app.sample import sample
    from scilit_rules.app.session import Session, open_session
    from scilit_rules.app.trace import trace
    from scilit_rules.assessment.distance import distances, moved
    from scilit_rules.authoring.forms.making import Form, Forms
    from scilit_rules.authoring.trace import Trace
    from scilit_rules.exchange.baseline_file import read_baseline
    from scilit_rules.exchange.report_reader import read_report
    from scilit_rules.ledger.due import Due, due_rows
    from scilit_rules.ledger.intake import Taken
    from scilit_rules.ledger.keeping import (
        export_ledger,
        import_edits,
        ledger_row,
        ledger_rows,
        move_row,
        take_in,
        verify_ledger,
        write_export,
    )
    from scilit_rules.ledger.merging import Merged
    from scilit_rules.ledger.rows import LedgerEntry, LedgerRow, Stamp
    from scilit_rules.ledger.store import Ledger, open_ledger
    from scilit_rules.ledger.verifying import Verified
    from scilit_rules.messages import say, show
    from scilit_rules.model.baseline import Baseline, KnownGap
    from scilit_rules.model.brief import Brief, BriefTable
    from scilit_rules.model.condition import Comparison, Condition, Truth
    from scilit_rules.model.distance import Distance, Hurdle, Moved, Step
    from scilit_rules.model.fact import Attested, Evidence, Fact, Interval, Period, Reading, Value
    from scilit_rules.model.finding import Check, Conclusion, Finding, Gap, Outlook
    from scilit_rules.model.grid import Cell, Grid, GridRow, Raw
    from scilit_rules.model.lineage import Rule
    from scilit_rules.model.obligation import Consequence, Obligation, Schedule
    from scilit_rules.model.place import Place
    from scilit_rules.model.plan import Clause, Document, Mention, Plan
    from scilit_rules.model.problem import Problem
    from scilit_rules.model.report import ExitCode, Input, Report, RunRecord
    from scilit_rules.model.report_comparison import Change, Moves, ReportComparison
    from scilit_rules.model.sampling import Risk, Sample, Sampled
    from scilit_rules.model.scorecard import BodyCard, RoleCard, Score, Scorecards, ScoreLine, Standing, SubjectCard
    from scilit_rules.model.subject import Register, Subject
    from scilit_rules.model.text import Lang, Message, Text
    from scilit_rules.model.vocabulary import FactSpec, Vocabulary
    from scilit_rules.model.waiver import Waiver, WaiverState, WaiverUse
    from scilit_rules.model.words import (
        Binding,
        Claim,
        ClauseKind,
        Disposition,
        EvidenceKind,
        FactType,
        JudgedBy,
        LedgerEvent,
        LedgerState,
        Level,
        Movement,
        Nature,
        Need,
        ObligationKind,
        ProblemLevel,
        Reason,
        Role,
        RuleChange,
        ScheduleKind,
        Severity,
        Status,
    )
    from scilit_rules.plugins.contracts import (
        Adapter,
        Answer,
        BriefReporter,
        Engine,
        Evaluator,
        Fault,
        Operand,
        Question,
        ReadOptions,
        Reporter,
        ReportOptions,
        SelectiveEvaluator,
    )
    from scilit_rules.plugins.manager import Plugins
    from scilit_rules.plugins.markers import hookimpl
    from scilit_rules.problems import (
        EngineError,
        PluginError,
        RulesetError,
        ScilitError,
        SourceError,
        UsageError,
        problem,
        show_problem,
    )
    from scilit_rules.reporters.letters.making import LetterFile, LetterRound, letter_templates
    from scilit_rules.words.distance_brief import distance_brief
    from scilit_rules.words.explanation import explain

_HOMES = {
    "app.baseline": ("baseline",),
    "app.check": ("check",),
    "app.compare": ("compare",),
    "app.formats": ("write_report",),
    "app.forms": ("make_forms",),
    "app.inputs": ("Progress",),
    "app.letters": ("make_letters",),
    "app.plans": ("list_plans", "load_plan"),
    "app.sample": ("sample",),
    "app.session": ("Session", "open_session"),
    "app.trace": ("trace",),
    "assessment.distance": ("distances", "moved"),
    "authoring.forms.making": ("Form", "Forms"),
    "authoring.trace": ("Trace",),
    "exchange.baseline_file": ("read_baseline",),
    "exchange.report_reader": ("read_report",),
    "ledger.due": ("Due", "due_rows"),
    "ledger.intake": ("Taken",),
    "ledger.keeping": ("export_ledger", "import_edits", "ledger_row", "ledger_rows", "move_row", "take_in",
                       "verify_ledger", "write_export"),
    "ledger.merging": ("Merged",),
    "ledger.rows": ("LedgerEntry", "LedgerRow", "Stamp"),
    "ledger.store": ("Ledger", "open_ledger"),
    "ledger.verifying": ("Verified",),
    "messages": ("say", "show"),
    "model.baseline": ("Baseline", "KnownGap"),
    "model.brief": ("Brief", "BriefTable"),
    "model.condition": ("Comparison", "Condition", "Truth"),
    "model.distance": ("Distance", "Hurdle", "Moved", "Step"),
    "model.fact": ("Attested", "Evidence", "Fact", "Interval", "Period", "Reading", "Value"),
    "model.finding": ("Check", "Conclusion", "Finding", "Gap", "Outlook"),
    "model.grid": ("Cell", "Grid", "GridRow", "Raw"),
    "model.lineage": ("Rule",),
    "model.obligation": ("Consequence", "Obligation", "Schedule"),
    "model.place": ("Place",),
    "model.plan": ("Clause", "Document", "Mention", "Plan"),
    "model.problem": ("Problem",),
    "model.report": ("ExitCode", "Input", "Report", "RunRecord"),
    "model.report_comparison": ("Change", "Moves", "ReportComparison"),
    "model.sampling": ("Risk", "Sample", "Sampled"),
    "model.scorecard": ("BodyCard", "RoleCard", "Score", "ScoreLine", "Scorecards", "Standing", "SubjectCard"),
    "model.subject": ("Register", "Subject"),
    "model.text": ("Lang", "Message", "Text"),
    "model.vocabulary": ("FactSpec", "Vocabulary"),
    "model.waiver": ("Waiver", "WaiverState", "WaiverUse"),
    "model.words": (
        "Binding", "Claim", "ClauseKind", "Disposition", "EvidenceKind", "FactType", "JudgedBy", "LedgerEvent",
        "LedgerState", "Level", "Movement", "Nature", "Need", "ObligationKind", "ProblemLevel", "Reason", "Role",
        "RuleChange", "ScheduleKind", "Severity", "Status",
    ),
    "plugins.contracts": (
        "Adapter", "Answer", "BriefReporter", "Engine", "Evaluator", "Fault", "Operand", "Question", "ReadOptions",
        "ReportOptions", "Reporter", "SelectiveEvaluator",
    ),
    "plugins.manager": ("Plugins",),
    "plugins.markers": ("hookimpl",),
    "problems": (
        "EngineError", "PluginError", "RulesetError", "ScilitError", "SourceError", "UsageError", "problem",
        "show_problem",
    ),
    "words.distance_brief": ("distance_brief",),
    "words.explanation": ("explain",),
    "reporters.letters.making": ("LetterFile", "LetterRound", "letter_templates"),
}
_FORMER = {"SavedObligation": "Obligation", "SavedReport": "Report"}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Adapter", "Answer", "Attested", "Baseline", "Binding", "BodyCard", "Brief", "BriefReporter", "BriefTable", "Cell",
    "Change", "Check", "Claim", "Clause", "ClauseKind", "Comparison", "Conclusion", "Condition", "Consequence",
    "Disposition", "Distance", "Document", "Due", "Engine", "EngineError", "Evaluator", "Evidence", "EvidenceKind",
    "ExitCode", "Fact", "FactSpec", "FactType", "Fault", "Finding", "Form", "Forms", "Gap", "Grid", "GridRow", "Hurdle",
    "Input", "Interval", "JudgedBy", "KnownGap", "Lang", "Ledger", "LedgerEntry", "LedgerEvent", "LedgerRow",
    "LedgerState", "LetterFile", "LetterRound", "Level", "Mention", "Merged", "Message", "Moved", "Movement", "Moves",
    "Nature", "Need", "Obligation", "ObligationKind", "Operand", "Outlook", "Period", "Place", "Plan", "PluginError",
    "Plugins", "Problem", "ProblemLevel", "Progress", "Question", "Raw", "ReadOptions", "Reading", "Reason", "Register",
    "Report", "ReportComparison", "ReportOptions", "Reporter", "Risk", "Role", "RoleCard", "Rule", "RuleChange",
    "RulesetError", "RunRecord", "Sample", "Sampled", "Schedule", "ScheduleKind",
    "ScilitError", "Score", "ScoreLine", "Scorecards", "SelectiveEvaluator", "Session", "Severity", "SourceError",
    "Stamp", "Standing", "Status", "Step", "Subject", "SubjectCard", "Taken", "Text", "Trace", "Truth", "UsageError",
    "Value", "Verified", "Vocabulary", "Waiver", "WaiverState", "WaiverUse", "baseline", "check", "compare",
    "distance_brief", "distances", "due_rows", "explain", "export_ledger", "hookimpl", "import_edits", "ledger_row",
    "ledger_rows",
    "letter_templates", "list_plans", "load_plan", "make_forms", "make_letters", "move_row", "moved", "open_ledger",
    "open_session", "problem", "read_baseline", "read_report", "sample", "say", "show", "show_problem", "take_in",
    "trace", "verify_ledger", "write_export", "write_report",
]


def __getattr__(name: str) -> object:
    if name in _FORMER:
        from warnings import warn

        now = _FORMER[name]
        warn(f"{__name__}.{name} is {__name__}.{now} now", DeprecationWarning, stacklevel=2)
        return __getattr__(now)
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return __all__
