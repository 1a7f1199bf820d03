"""Taking a report into the ledger: new gaps get rows, known ones keep theirs, closed ones that return are reopened."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from scilit_rules.ledger.chain import keep_intakes
from scilit_rules.ledger.listing import AT_ONCE, rows_after
from scilit_rules.ledger.pen import Pen, writing
from scilit_rules.ledger.register import RULE, number_of, place_in_order
from scilit_rules.ledger.rows import UNKEEPABLE, Field, LedgerRow, Stamp, kept, stored
from scilit_rules.ledger.store import Ledger
from scilit_rules.ledger.wanted import Wanted
from scilit_rules.messages import say
from scilit_rules.model.finding import Finding
from scilit_rules.model.lineage import Key, Lineage, Rule
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Disposition, LedgerEvent, LedgerState, Status
from scilit_rules.problems import UsageError, problem
from scilit_rules.words.wording import (
    bearer_in_words,
    bodies_in_words,
    day,
    gap_by_itself,
    period_in_words,
    quotable,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FIXED = frozenset({Status.MET, Status.NOT_APPLICABLE})
_FORMERLY = "formerly"


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking in a report did, each as the numbers of the rows.

    Args:
        new: gaps that the ledger did not have.
        again: gaps that it had, and that are still there.
        relapsed: gaps that were closed and are there again.
        fixed: gaps that are no longer found, and wait to be verified.
        undecided: gaps that the report could not decide, or did not judge.
        older: gaps that a later report has judged already, and that were left alone.
        waived: how many gaps were left out because they are waived.
        renamed: gaps that were known by a former id of their obligation, and are named by the present one now.
        rule_changed: gaps whose rule demands something else than when they were judged last, or is no more.
    """

    new: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    relapsed: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    waived: int = 0
    renamed: tuple[str, ...] = ()
    rule_changed: tuple[str, ...] = ()


def take_in(ledger: Ledger, report: Report, stamp: Stamp, deadline: date | None = None) -> Taken:
    """Takes a report into the ledger.

    A gap is known by plan, obligation, subject and period, the obligation by its former ids too. Rows of gaps that the
    report no longer finds are marked, not closed: closing is for people. A report from before the last one that judged
    a row does not touch that row.

    Args:
        ledger: the ledger.
        report: the report.
        stamp: who takes it in, and when.
        deadline: by when new and returned gaps are to be made good.

    Raises:
        UsageError: if the report rests on assumptions or has ids that can't be kept, or the ledger can't be written; it
            is then unchanged.
    """
    if report.assumed:
        raise UsageError(problem("distance.no-ledger", facts=report.assumed))
    unkeepable = [finding.id for finding in report.findings if UNKEEPABLE.search(finding.id)]
    if unkeepable:
        raise UsageError(problem("ledger.odd-id", id=unkeepable[0]))
    with ledger.writing(stamp.when) as connection:
        with writing(connection, stamp) as pen:
            taken = _Intake(connection, pen, report, deadline).run()
        _note_intake(connection, report, stamp, taken)
        return taken


class _Intake:
    def __init__(self, connection: Connection, pen: Pen, report: Report, deadline: date | None) -> None:
        self._connection, self._pen, self._report, self._deadline = connection, pen, report, deadline
        self._plan, self._rules_now = report.plan, report.plan.rules
        self._numbers: dict[str, list[str]] = {}
        self._rules: dict[str, str] = {}
        self._former: dict[str, tuple[str, ...]] = {}

    def run(self) -> Taken:
        findings = {finding.key: finding for finding in self._report.findings}
        self._former = _former_ids(self._connection, self._plan.id)
        kept = {id: self._rule_called(id) for id in self._obligations()}
        lineage = Lineage(kept, self._rules_now)
        pairs = lineage.pairs(self._kin(findings, lineage), findings)
        matched = {old: findings[new] for new, old in pairs.items()}
        judged = {(f.obligation, f.subject) for f in self._report.findings}
        for row in self._rows():
            called = lineage.twin(row.obligation) or row.obligation
            goes_on_elsewhere = row.key not in matched and (row.subject, called, row.period) in findings
            self._known(row, matched.get(row.key), (called, row.subject) in judged and not goes_on_elsewhere)
        new = [finding for key, finding in findings.items() if finding.is_gap and key not in pairs]
        waived = [finding for finding in new if finding.disposition is Disposition.WAIVED]
        self._enter([finding for finding in new if finding.disposition is not Disposition.WAIVED])
        numbers = {kind: tuple(found) for kind, found in self._numbers.items()}
        return replace(Taken(waived=len(waived)), **numbers)  # type: ignore[arg-type]  # kinds are its fields

    def _obligations(self) -> list[str]:
        from sqlalchemy import select

        from scilit_rules.ledger.tables import gaps

        asked = select(gaps.c.obligation).where(gaps.c.plan == self._plan.id).distinct()
        return list(self._connection.execute(asked).scalars())

    def _kin(self, findings: Container[Key], lineage: Lineage) -> Iterator[Key]:
        """The keys of rows that may be matched: those that the report has, and those of obligations that it renamed."""
        from sqlalchemy import select

        from scilit_rules.ledger.tables import gaps

        renamed = {old for old, _ in lineage.links}
        asked = select(gaps.c.subject, gaps.c.obligation, gaps.c.period).where(gaps.c.plan == self._plan.id)
        for found in self._connection.execute(asked, execution_options={"yield_per": AT_ONCE}):
            key = found.subject, found.obligation, found.period
            if key in findings or key[1] in renamed:
                yield key

    def _rows(self) -> Iterator[LedgerRow]:
        """The rows of the plan in the order of their numbers, and with them what their rules demanded."""
        wanted, last = Wanted(plan=self._plan.id), None
        while found := rows_after(self._connection, wanted, last, AT_ONCE):
            self._rules = _rules_of(self._connection, [row.number for row in found])
            yield from found
            last = place_in_order(found[-1].number)

    def _known(self, row: LedgerRow, finding: Finding | None, judged: bool) -> None:
        if self._report.as_of < row.judged_on:
            self._count("older", row)
            return
        self._note_rule(row, finding)
        if finding is not None and not self._is_called(row, finding.obligation):
            row = self._rename(row, finding.obligation)
        if finding is not None and finding.is_gap:
            kind = self._still(row, finding)
        elif (finding is None and judged) or (finding is not None and finding.status in _FIXED):
            kind = "fixed" if self._gone(row) else ""
        else:
            kind = "undecided" if row.state is not LedgerState.CLOSED else ""
        if kind:
            self._count(kind, row)

    def _count(self, kind: str, row: LedgerRow) -> None:
        self._numbers.setdefault(kind, []).append(row.number)

    def _note_rule(self, row: LedgerRow, finding: Finding | None) -> None:
        """Notes in the history that the rule of a row changed or went, and what it demands where nobody noted it."""
        rules, before = self._rules_now, self._rules.get(row.number, "")
        own = {row.obligation: self._rule_called(row.obligation)}
        if finding is None and (not rules or Lineage(own, rules).twin(row.obligation)):
            return
        rule = rules.get(finding.obligation) if finding is not None else None
        now = rule.digest if rule is not None else ""
        if now == before or (finding is not None and not now):
            return
        event = LedgerEvent.RULE_CHANGED if before else LedgerEvent.FOUND_AGAIN
        self._pen.note(row, event, self._note(), {RULE: [before, now]})
        if before:
            self._count("rule_changed", row)

    def _rule_called(self, id: str) -> Rule:
        return Rule(formerly=self._former.get(id, ()))

    def _is_called(self, row: LedgerRow, obligation: str) -> bool:
        """Whether a row bears the id of an obligation, or the one that a later ruleset gave it."""
        return obligation == row.obligation or obligation in self._former.get(row.obligation, ())

    def _rename(self, row: LedgerRow, obligation: str) -> LedgerRow:
        self._pen.change(row, {"obligation": obligation}, LedgerEvent.EDITED, self._note())
        self._count("renamed", row)
        return replace(row, obligation=obligation, revision=row.revision + 1)

    def _still(self, row: LedgerRow, finding: Finding) -> str:
        changes: dict[str, Field] = {**self._words(finding), "judged_on": self._report.as_of, "seen_fixed": None}
        event, waived = LedgerEvent.FOUND_AGAIN, finding.disposition is Disposition.WAIVED
        returned = row.state is LedgerState.CLOSED and not waived
        if returned:
            event = LedgerEvent.RELAPSED
            changes |= {"state": LedgerState.RELAPSED, "closed_on": None, "relapses": row.relapses + 1,
                        "deadline": self._deadline}
        self._change(row, changes, event)
        return "relapsed" if returned else "again"

    def _gone(self, row: LedgerRow) -> bool:
        """Marks a row as seen fixed; says whether it waits to be verified."""
        if row.state is LedgerState.CLOSED:
            self._change(row, {"judged_on": self._report.as_of}, LedgerEvent.SEEN_FIXED)
            return False
        since = row.seen_fixed or self._report.as_of
        self._change(row, {"judged_on": self._report.as_of, "seen_fixed": since}, LedgerEvent.SEEN_FIXED)
        return True

    def _change(self, row: LedgerRow, changes: dict[str, Field], event: LedgerEvent) -> None:
        if any(stored(getattr(row, name)) != stored(value) for name, value in changes.items()):
            self._pen.change(row, changes, event, self._note())

    def _note(self) -> str:
        return f"{self._plan.id} {self._report.as_of.isoformat()}"

    def _enter(self, findings: list[Finding]) -> None:
        from sqlalchemy import func, select

        from scilit_rules.ledger.tables import gaps

        year = self._report.as_of.year
        last = self._connection.execute(select(func.max(gaps.c.serial)).where(gaps.c.year == year)).scalar() or 0
        numbers = self._numbers["new"] = []
        for serial, finding in enumerate(findings, start=last + 1):
            row = self._row(finding, year, serial)
            rule = self._rules_now.get(finding.obligation)
            demand = {RULE: ["", rule.digest]} if rule is not None and rule.digest else {}
            self._pen.enter(row, self._note(), demand)
            numbers.append(str(row["number"]))

    def _row(self, finding: Finding, year: int, serial: int) -> dict[str, str | int]:
        report, plan = self._report, self._plan
        obligation, subject = plan.obligations.get(finding.obligation), plan.register.get(finding.subject)
        name = subject.name.get("zh") if subject else finding.subject
        bodies = bodies_in_words(plan.bodies_of(obligation.clause), "zh") if obligation else ""
        values: dict[str, Field] = {
            "number": number_of(year, serial), "year": year, "serial": serial, "plan": plan.id,
            "obligation": finding.obligation, "subject": finding.subject, "period": finding.period,
            "subject_zh": name,
            "subject_en": subject.name.get("en") if subject else finding.subject,
            **self._words(finding),
            "source_zh": self._source("zh"), "source_en": self._source("en"),
            "clause": plan.cited(obligation.clause) if obligation else "",
            "bodies": bodies or bearer_in_words(name, "zh"),
            "person": "", "measure": obligation.remedy.get("zh") if obligation and obligation.remedy else "",
            "deadline": self._deadline, "state": LedgerState.FOUND, "evidence": "", "verifier": "",
            "closed_on": None, "remark": "", "relapses": 0, "seen_fixed": None, "first_seen": report.as_of,
            "judged_on": report.as_of, "revision": 1,
        }
        return {name: stored(value) for name, value in values.items()}

    def _words(self, finding: Finding) -> dict[str, Field]:
        """What a report says of a gap, in both languages."""
        words: dict[str, Field] = {}
        langs: tuple[Lang, ...] = ("zh", "en")
        for lang in langs:
            words[f"problem_{lang}"] = "".join(self._problem(finding, lang))
        return words

    def _source(self, lang: Lang) -> str:
        return say("ledger.source", lang, plan=self._plan.title, as_of=day(self._report.as_of, lang))

    def _problem(self, finding: Finding, lang: Lang) -> Iterator[str]:
        obligation = self._plan.obligations.get(finding.obligation)
        subject = self._plan.register.get(finding.subject)
        yield say("ledger.problem", lang, subject=subject.name if subject else finding.subject,
                  obligation=quotable(obligation.title.get(lang)) if obligation else finding.obligation,
                  period=period_in_words(finding.period, lang))
        if finding.gap is not None:
            check = next((check for check in finding.checks if check.gap == finding.gap), None)
            yield say("ledger.problem-gap", lang, gap=gap_by_itself(finding.gap, lang, check))


def _former_ids(connection: Connection, plan: str) -> dict[str, tuple[str, ...]]:
    """By id of an obligation those that it had before, as the rulesets of the reports taken in tell."""
    from sqlalchemy import select

    from scilit_rules.ledger.tables import intakes

    found: dict[str, tuple[str, ...]] = {}
    for told in connection.execute(select(intakes.c.counts).where(intakes.c.plan == plan)).scalars():
        for id, ids in _said_formerly(told).items():
            found[id] = (*found.get(id, ()), *ids)
    return {id: tuple(dict.fromkeys(ids)) for id, ids in found.items()}


def _said_formerly(counts: str) -> dict[str, list[str]]:
    """What the note of one report says of former ids; nothing where somebody has written something else there."""
    try:
        former = json.loads(counts)[_FORMERLY]
    except (ValueError, LookupError, TypeError, RecursionError):
        return {}
    kept = former.items() if isinstance(former, dict) else ()
    return {id: [name for name in ids if isinstance(name, str)] for id, ids in kept if isinstance(ids, list)}


def _rules_of(connection: Connection, numbers: Sequence[str]) -> dict[str, str]:
    """By number the digest of what the rule of a row demanded when it was judged last, where that was noted."""
    from sqlalchemy import select

    from scilit_rules.ledger.tables import history

    asked = select(history.c.number, history.c.changes).where(
        history.c.number.in_(numbers), history.c.changes.contains('"rule": [')).order_by(history.c.id)
    noted = ((number, json.loads(changes)) for number, changes in connection.execute(asked))
    return {number: changes[RULE][1] for number, changes in noted if RULE in changes}


def _note_intake(connection: Connection, report: Report, stamp: Stamp, taken: Taken) -> None:
    from sqlalchemy import insert

    from scilit_rules.ledger.tables import intakes

    former = {id: rule.formerly for id, rule in report.plan.rules.items() if rule.formerly}
    counts = {"new": len(taken.new), "again": len(taken.again), "relapsed": len(taken.relapsed),
              "fixed": len(taken.fixed), "undecided": len(taken.undecided), "older": len(taken.older),
              "waived": taken.waived, "renamed": len(taken.renamed), "rule_changed": len(taken.rule_changed),
              **({_FORMERLY: former} if former else {})}
    connection.execute(insert(intakes).values(
        at=stamp.when, who=kept(stamp.who), plan=report.plan.id, digest=kept(report.plan.digest),
        as_of=report.as_of.isoformat(), report=kept(report.source), counts=json.dumps(counts),
    ))
    keep_intakes(connection)
