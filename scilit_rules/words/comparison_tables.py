"""The tables of a comparison: how many gaps moved how, then those that press; all of them for who wants detail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scilit_rules.messages import say
from scilit_rules.model.brief import BriefTable
from scilit_rules.model.report_comparison import Change, Moves, ReportComparison
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Movement, Severity
from scilit_rules.words.briefing import Namer, standing, table

_BY_MOVEMENT = (("movement", "l"), ("violations", "r"), ("warnings", "r"), ("notices", "r"), ("changes", "r"))
_MOVES = (("old-gaps", "r"), ("new-gaps", "r"))
_IN_FULL = (("subject", "l"), ("obligation", "l"), ("before", "l"), ("after", "l"), ("body", "l"))
_BEGUN = (("severity", "l"), ("subject", "l"), ("obligation", "l"), ("after", "l"))
_ENDED = (("severity", "l"), ("subject", "l"), ("obligation", "l"), ("before", "l"))
_WENT_ON = (*_ENDED, ("after", "l"))
_BY_LINE = {Movement.WORSENED: _BEGUN, Movement.REOPENED: _BEGUN, Movement.NEW: _BEGUN, Movement.CLOSED: _ENDED}


class ComparisonTables:
    """The tables of a comparison for people.

    Args:
        compared: the comparison.
        lang: the reader's language.
        detail: whether to list every change in full, or those that press by a line each.
        severities: the severities of newly judged gaps that press.
    """

    def __init__(self, compared: ReportComparison, lang: Lang, detail: bool, severities: frozenset[Severity]) -> None:
        self.compared = compared
        self.lang: Lang = lang
        self.detail = detail
        self.severities = severities
        old, new = compared.old, compared.new
        self.names = Namer((new.plan, old.plan), lang)
        periods: dict[str, set[str]] = {}
        for finding in (*old.findings, *new.findings):
            periods.setdefault(finding.obligation, set()).add(finding.period)
        self._repeating = {id for id, several in periods.items() if len(several) > 1}

    def all(self) -> Iterator[BriefTable]:
        """The tables, in the order to be read."""
        if self.compared.changes:
            yield self._by_movement()
        yield from self._tally("by-subject", "subject", self.compared.by_subject)
        if self.detail:
            yield from self._tally("by-body", "body", self.compared.by_body)
        for movement in Movement:
            yield from self._group(movement)

    def left_out(self) -> str:
        """How many changes of which movement are not listed one by one; empty if all are."""
        counts = [f"{say(one, self.lang)} {left}" for one in Movement
                  if (left := self.compared.counts[one] - _counted(self._listed(one)))]
        return say("wording.list-separator", self.lang).join(counts)

    def _changes(self, movement: Movement) -> list[Change]:
        return [change for change in self.compared.changes if change.movement is movement]

    def _listed(self, movement: Movement) -> list[Change]:
        changes = self._changes(movement)
        if self.detail:
            return changes
        if movement is Movement.NEW:
            return [change for change in changes if change.severity in self.severities]
        return [] if movement is Movement.PERSISTING else changes

    def _by_movement(self) -> BriefTable:
        rows = []
        for movement in Movement:
            found = [change.severity for change in self._changes(movement) if change.is_counted]
            counts = (*(found.count(severity) for severity in Severity), len(found))
            if found:
                rows.append((say(movement, self.lang), *(str(count or "-") for count in counts)))
        return table(say("comparison.by-movement", self.lang), _BY_MOVEMENT, rows, self.lang)

    def _tally(self, key: str, first: str, found: Sequence[Moves]) -> Iterator[BriefTable]:
        shown = [one for one in Movement if self.compared.counts[one]]
        rows = [self._moves(key, one, shown) for one in found if one.old or one.new or key == "by-subject"]
        if rows:
            made = table(say(f"comparison.{key}", self.lang), ((first, "l"), *_MOVES), [], self.lang)
            headers = (*made.headers, *(say(one, self.lang) for one in shown))
            yield BriefTable(made.heading, headers, tuple(rows), made.align + "r" * len(shown), dense=True)

    def _moves(self, key: str, moves: Moves, shown: Sequence[Movement]) -> tuple[str, ...]:
        name = self.names.subject(moves.name) if key == "by-subject" else moves.name
        counts = (str(moves.counts[one] or "-") for one in shown)
        return (name or say("comparison.no-body", self.lang), str(moves.old), str(moves.new), *counts)

    def _group(self, movement: Movement) -> Iterator[BriefTable]:
        count, listed = self.compared.counts[movement], self._listed(movement)
        if not listed:
            return
        heading = say("comparison.group", self.lang, movement=movement, count=count)
        if _counted(listed) < count:
            heading = say("comparison.part", self.lang, movement=movement, count=count, listed=_counted(listed),
                          severities=tuple(one for one in Severity if one in self.severities))
        columns = _IN_FULL if self.detail else _BY_LINE.get(movement, _WENT_ON)
        made = table(heading, columns, [self._row(change, columns) for change in listed], self.lang)
        yield BriefTable(made.heading, made.headers, made.rows, made.align, dense=not self.detail)

    def _row(self, change: Change, columns: Sequence[tuple[str, str]]) -> tuple[str, ...]:
        finding, names = change.finding, self.names
        weight = say(change.severity, self.lang) if change.severity else ""
        title, period = names.title(finding.obligation), names.period(finding)
        if finding.follows is not None:
            first = names.title(finding.follows.split("/")[1])
            title = say("comparison.with-follows", self.lang, title=title, first=first)
        if change.is_of_another_rule:
            title = say("comparison.with-rule", self.lang, title=title, rule=change.rule)
        if columns is _IN_FULL:
            about = "\n".join(filter(None, (title, names.clause(finding.obligation), f"{period} {weight}".strip())))
        elif finding.obligation in self._repeating:
            about = say("distance.of-period", self.lang, title=title, period=period)
        else:
            about = title
        cells = {
            "severity": weight, "subject": names.subject(finding.subject), "obligation": about,
            "before": standing(change.before, self.lang), "after": standing(change.after, self.lang),
            "body": names.bodies(finding.obligation),
        }
        return tuple(cells[key] for key, _ in columns)


def _counted(changes: Sequence[Change]) -> int:
    return sum(change.is_counted for change in changes)
