"""A comparison of two reports in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence

from scilit_rules.messages import say, show
from scilit_rules.model.brief import Brief
from scilit_rules.model.finding import Finding
from scilit_rules.model.report import Report
from scilit_rules.model.report_comparison import Change, Moves, ReportComparison
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Disposition, Movement, Severity, Status
from scilit_rules.problems import show_problem
from scilit_rules.words.briefing import Json, Namer, listed, number, standing, table
from scilit_rules.words.comparison_tables import ComparisonTables
from scilit_rules.words.hypothesis import headlined, titled
from scilit_rules.words.wording import day

FORMAT = "scilit-rules-comparison/1"
_UNDECIDED = (Status.UNKNOWN, Status.NEEDS_REVIEW, Status.ERROR)
_BEGUN = (Movement.WORSENED, Movement.REOPENED, Movement.NEW)
_ROWS = tuple((key, "l") for key in (
    "movement", "movement-code", "subject", "subject-id", "obligation", "obligation-id", "clause", "period", "severity",
    "severity-code", "rule", "rule-code", "before", "after", "status-before", "status-after", "gap-before", "gap-after",
    "gap-unit", "money-before", "money-after", "disposition", "new-and-open", "body", "follows",
))


def comparison_brief(compared: ReportComparison, lang: Lang, detail: bool = False,
                     severities: frozenset[Severity] = frozenset({Severity.VIOLATION})) -> Brief:
    """A comparison in the reader's words.

    Args:
        compared: the comparison.
        lang: the reader's language.
        detail: whether people get every change in full, or a line for each of those that press.
        severities: the severities that press in gaps on which there was no verdict before.
    """
    return _Teller(compared, lang).brief(ComparisonTables(compared, lang, detail, severities))


class _Teller:
    def __init__(self, compared: ReportComparison, lang: Lang) -> None:
        self.compared = compared
        self.lang: Lang = lang
        old, new = compared.old, compared.new
        sides = (*compared.before, old, new)
        self.assumed = tuple(dict.fromkeys(text for side in sides for text in side.assumed))
        self.names = Namer((new.plan, old.plan), lang)

    def brief(self, tables: ComparisonTables) -> Brief:
        compared, lang = self.compared, self.lang
        older = [self._side("comparison.side.before", report) for report in compared.before]
        ledger = [say("comparison.by-ledger", lang, ledger=compared.ledger)] if compared.ledger else []
        under = (*ledger, *older, self._side("comparison.side.old", compared.old),
                 self._side("comparison.side.new", compared.new))
        remarks = [show_problem(found, lang) for found in compared.problems]
        if any(compared.counts[movement] for movement in _BEGUN):
            remarks.append(say("comparison.meaning", lang))
        again = sum(not change.is_counted for change in compared.changes)
        if again:
            remarks.append(say("comparison.counted-once", lang, count=again))
        other_rules = sum(change.is_of_another_rule for change in compared.changes)
        if other_rules:
            remarks.append(say("comparison.of-another-rule", lang, count=other_rules,
                               rest=len(compared.changes) - other_rules))
        if left_out := tables.left_out():
            remarks.append(say("comparison.not-listed", lang, counts=left_out))
        rows = [self._row(change) for change in compared.changes]
        title = titled(say("comparison.title", lang, plan=compared.new.plan.title), self.assumed, lang)
        return Brief(
            title, under, tuple(remarks), tuple(tables.all()), self._conclusion(),
            table(say("comparison.changes", lang), _ROWS, rows, lang), self._data(rows), self.assumed,
        )

    def _side(self, code: str, report: Report) -> str:
        counts = _counts(report)
        path = say("comparison.source", self.lang, path=report.source) if report.source else ""
        text = say(code, self.lang, as_of=day(report.as_of, self.lang), tool=report.run.tool,
                   digest=f"{report.plan.version} {report.plan.digest[:19]}".strip(),
                   source=path, **counts)
        return headlined(text, report.assumed, self.lang)

    def _conclusion(self) -> str:
        counts = self.compared.counts
        text = say("comparison.conclusion", self.lang, old=_counts(self.compared.old)["gaps"],
                   new=_counts(self.compared.new)["gaps"],
                   worsened=counts[Movement.WORSENED], reopened=counts[Movement.REOPENED],
                   added=counts[Movement.NEW], closed=counts[Movement.CLOSED],
                   violations=len(self.compared.failing()))
        return headlined(text, self.assumed, self.lang)

    def _row(self, change: Change) -> tuple[str, ...]:
        finding, names, lang = change.finding, self.names, self.lang
        before, after, severity = change.before, change.after, change.severity
        gap = (after and after.gap) or (before and before.gap)
        return (
            say(change.movement, lang), change.movement.value, names.subject(finding.subject), finding.subject,
            names.title(finding.obligation), finding.obligation, names.clause(finding.obligation), finding.period,
            say(severity, lang) if severity else "", severity.value if severity else "",
            say(change.rule, lang), change.rule.value, standing(before, lang),
            standing(after, lang), before.status.value if before else "", after.status.value if after else "",
            _amount(before), _amount(after), gap.unit if gap else "", _money(before), _money(after),
            after.disposition.value if after else "", show(change.is_new_and_open, lang),
            names.bodies(finding.obligation), finding.follows or "",
        )

    def _data(self, rows: Sequence[Sequence[str]]) -> dict[str, Json]:
        compared = self.compared
        return {
            "format": FORMAT, "plan": compared.new.plan.id,
            "old": _side(compared.old), "new": _side(compared.new), "before": [_side(one) for one in compared.before],
            **({"ledger": compared.ledger} if compared.ledger else {}),
            **({"assumed": list(self.assumed)} if self.assumed else {}),
            "counts": {one.value: count for one, count in compared.counts.items()},
            "new_open_violations": len(compared.failing()),
            "problems": [{"code": found.code, "text": say(found.message, self.lang)} for found in compared.problems],
            "by_subject": [{"subject": one.name, **_moved(one)} for one in compared.by_subject],
            "by_body": [{"body": one.name, **_moved(one)} for one in compared.by_body],
            "changes": [{**item, "new_and_open": change.is_new_and_open}
                        for item, change in zip(listed(_ROWS, rows), compared.changes, strict=True)],
        }


def _counts(report: Report) -> dict[str, int]:
    gaps = [finding for finding in report.counted if finding.is_gap]
    violations = sum(gap.severity is Severity.VIOLATION and gap.disposition is Disposition.OPEN for gap in gaps)
    return {"gaps": len(gaps), "violations": violations,
            "open": sum(finding.status in _UNDECIDED for finding in report.counted)}


def _side(report: Report) -> Json:
    counts: dict[str, Json] = {**_counts(report)}
    return {"source": report.source, "tool": report.run.tool, "digest": report.plan.digest,
            "as_of": report.as_of.isoformat(), **({"version": report.plan.version} if report.plan.version else {}),
            "subjects": len(report.subjects), "findings": len(report.counted), **counts,
            **({"assumed": list(report.assumed)} if report.assumed else {})}


def _moved(moves: Moves) -> dict[str, Json]:
    return {"old": moves.old, "new": moves.new, "counts": {one.value: count for one, count in moves.counts.items()}}


def _amount(finding: Finding | None) -> str:
    return number(finding.gap.amount) if finding is not None and finding.gap is not None else ""


def _money(finding: Finding | None) -> str:
    return number(finding.gap.money) if finding is not None and finding.gap is not None else ""
