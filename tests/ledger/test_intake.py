"""What taking in reports does to rows, their states and their history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scilit_rules.ledger.briefs import Told, show_brief
from scilit_rules.ledger.intake import take_in
from scilit_rules.ledger.listing import read_rows
from scilit_rules.ledger.moves import moves_from
from scilit_rules.ledger.register import move, read_row
from scilit_rules.ledger.rows import LedgerRow, Stamp
from scilit_rules.ledger.store import Ledger, open_ledger
from scilit_rules.model.words import Disposition, LedgerEvent, LedgerState, Status
from scilit_rules.problems import UsageError
from tests.assessment.saving import WEST, finding, gap, made, versioned

STAMP = Stamp("王敏", "2021-01-05T09:30:00+08:00")
LATER = date(2021, 12, 31)
WAY = (LedgerState.ASSIGNED, LedgerState.IN_PROGRESS, LedgerState.REPORTED, LedgerState.VERIFIED, LedgerState.CLOSED)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(str(tmp_path / "l.db"), create=True, wait=1)


def only(ledger: Ledger) -> LedgerRow:
    (row,) = read_rows(ledger)
    return row


def close(ledger: Ledger, number: str = "2020-001") -> None:
    for state in WAY:
        move(ledger, number, state, STAMP)


def test_gaps_are_numbered_by_year_and_serial_and_keep_their_numbers(ledger: Ledger) -> None:
    first = take_in(ledger, made([finding(), finding(subject=WEST)]), STAMP, date(2021, 3, 31))
    assert first.new == ("2020-001", "2020-002")
    second = take_in(ledger, made([finding(obligation="funds"), finding(subject=WEST), finding()]), STAMP)
    assert (second.new, second.again) == (("2020-003",), ("2020-001", "2020-002"))
    assert take_in(ledger, made([finding(period="2021")], as_of=LATER), STAMP).new == ("2021-001",)
    row = read_rows(ledger)[0]
    assert (row.bodies, row.deadline, row.state) == ("市科协牵头，有关部门配合", date(2021, 3, 31), LedgerState.FOUND)
    assert row.problem.zh == "东区：“成立领导小组”（2020年）未达到要求"


def test_all_who_answer_stand_with_their_roles_and_else_the_subject(ledger: Ledger) -> None:
    take_in(ledger, made([finding(obligation="funds"), finding(obligation="events")]), STAMP)
    assert [row.bodies for row in read_rows(ledger)] == ["市财政局、市科协按职责分工负责", "东区（承担单位）"]
    assert {row.name.zh for row in read_rows(ledger)} == {"东区"}


def test_other_plans_have_rows_of_their_own(ledger: Ledger) -> None:
    take_in(ledger, made([finding()]), STAMP)
    assert take_in(ledger, made([finding()], plan="other"), STAMP).new == ("2020-002",)


def test_taking_in_the_same_report_twice_changes_nothing(ledger: Ledger) -> None:
    take_in(ledger, made([finding()]), STAMP)
    before = only(ledger)
    take_in(ledger, made([finding()]), STAMP)
    assert only(ledger) == before


def test_what_is_met_is_marked_and_closed_by_people_only(ledger: Ledger) -> None:
    take_in(ledger, made([finding()]), STAMP)
    taken = take_in(ledger, made([finding(Status.MET)], as_of=LATER), STAMP)
    assert taken.fixed == ("2020-001",)
    row = only(ledger)
    assert (row.state, row.seen_fixed) == (LedgerState.FOUND, LATER)
    assert moves_from(row) == (LedgerState.ASSIGNED, LedgerState.VERIFIED)
    move(ledger, row.number, LedgerState.VERIFIED, STAMP)
    closed = move(ledger, row.number, LedgerState.CLOSED, STAMP)
    assert (closed.verifier, closed.closed_on) == ("王敏", date(2021, 1, 5))
    assert take_in(ledger, made([finding(Status.MET)], as_of=LATER), STAMP).fixed == ()


def test_what_returns_after_closing_is_the_same_row_reopened(ledger: Ledger) -> None:
    take_in(ledger, made([finding()]), STAMP)
    close(ledger)
    taken = take_in(ledger, made([finding()], as_of=LATER), STAMP, date(2022, 6, 30))
    assert (taken.relapsed, taken.new) == (("2020-001",), ())
    row, entries = read_row(ledger, "2020-001")
    assert (row.state, row.relapses, row.closed_on, row.deadline) == (LedgerState.RELAPSED, 1, None, date(2022, 6, 30))
    assert [entry.event for entry in entries] == [
        LedgerEvent.ENTERED, *[LedgerEvent.MOVED] * len(WAY), LedgerEvent.RELAPSED]
    assert entries[-1].changes["state"] == ("closed", "relapsed")


@pytest.mark.parametrize("findings, kind", [
    ([finding(Status.UNKNOWN)], "undecided"),
    ([], "undecided"),
    ([finding(Status.NOT_APPLICABLE)], "fixed"),
    ([finding(Status.MET, period="2021")], "fixed"),
])
def test_what_a_report_says_of_a_gap_that_it_does_not_show(ledger: Ledger, findings: list, kind: str) -> None:
    take_in(ledger, made([finding()]), STAMP)
    assert getattr(take_in(ledger, made(findings, as_of=LATER), STAMP), kind) == ("2020-001",)


def test_an_older_report_touches_nothing_that_a_later_one_judged(ledger: Ledger) -> None:
    take_in(ledger, made([finding(Status.UNMET)], as_of=LATER), STAMP)
    before = only(ledger)
    assert take_in(ledger, made([finding(Status.MET)]), STAMP).older == ("2021-001",)
    assert only(ledger) == before


def test_waived_gaps_are_left_out(ledger: Ledger) -> None:
    waived = replace(finding(), disposition=Disposition.WAIVED, waiver="w")
    assert take_in(ledger, made([waived]), STAMP).waived == 1
    assert read_rows(ledger) == ()


@pytest.mark.parametrize("state", [state for state in LedgerState if state is not LedgerState.ASSIGNED])
def test_a_move_that_is_not_on_the_way_is_refused(ledger: Ledger, state: LedgerState) -> None:
    take_in(ledger, made([finding()]), STAMP)
    before = read_row(ledger, "2020-001")
    with pytest.raises(UsageError, match=r"ledger.no-such-move"):
        move(ledger, "2020-001", state, STAMP)
    assert read_row(ledger, "2020-001") == before


def test_extending_takes_a_later_deadline(ledger: Ledger) -> None:
    take_in(ledger, made([finding()]), STAMP, date(2021, 3, 31))
    move(ledger, "2020-001", LedgerState.ASSIGNED, STAMP)
    for more in ({}, {"deadline": date(2021, 3, 31)}):
        with pytest.raises(UsageError, match=r"ledger.extended-to-when"):
            move(ledger, "2020-001", LedgerState.EXTENDED, STAMP, more=more)
    row = move(ledger, "2020-001", LedgerState.EXTENDED, STAMP, "经费未到位", {"deadline": date(2021, 6, 30)})
    assert (row.state, row.deadline) == (LedgerState.EXTENDED, date(2021, 6, 30))
    assert read_row(ledger, "2020-001")[1][-1].note == "经费未到位"


def test_a_number_that_is_not_there_is_named_with_near_ones(ledger: Ledger) -> None:
    take_in(ledger, made([finding()]), STAMP)
    with pytest.raises(UsageError, match=r"ledger.no-such-number(.|\n)*2020-001"):
        read_row(ledger, "2020-01")


def test_overdue_is_what_others_still_have_to_act_on(ledger: Ledger) -> None:
    take_in(ledger, made([finding()]), STAMP, date(2021, 3, 31))
    row = only(ledger)
    assert not row.is_overdue(date(2021, 3, 31))
    assert row.is_overdue(date(2021, 4, 1))
    assert not replace(row, state=LedgerState.REPORTED).is_overdue(date(2021, 4, 1))


def events(ledger: Ledger, number: str = "2020-001") -> list[LedgerEvent]:
    return [entry.event for entry in read_row(ledger, number)[1]]


def test_a_renamed_obligation_keeps_its_rows_and_their_numbers(ledger: Ledger) -> None:
    take_in(ledger, versioned("1", [gap("group")], group="1"), STAMP)
    move(ledger, "2020-001", LedgerState.ASSIGNED, STAMP)
    taken = take_in(ledger, versioned("2", [gap("team")], team="1 group"), STAMP)
    assert (taken.new, taken.again, taken.renamed, taken.rule_changed) == ((), ("2020-001",), ("2020-001",), ())
    assert (only(ledger).obligation, only(ledger).state) == ("team", LedgerState.ASSIGNED)
    again = take_in(ledger, versioned("2", [gap("team", Status.MET)], team="1 group"), STAMP)
    assert (again.fixed, again.renamed) == (("2020-001",), ())


@pytest.mark.parametrize(("status", "kind"), [(Status.UNMET, "again"), (Status.MET, "fixed")])
def test_a_report_of_an_older_ruleset_finds_the_row_of_a_newer_one(ledger: Ledger, status: Status, kind: str) -> None:
    take_in(ledger, versioned("2", [gap("team")], team="2 group"), STAMP)
    older = versioned("1", [gap("group", status)], group="1")
    taken = take_in(ledger, older, STAMP)
    assert (taken.new, getattr(taken, kind), taken.renamed) == ((), ("2020-001",), ())
    assert taken.rule_changed == ("2020-001",)
    assert only(ledger).obligation == "team"
    again = take_in(ledger, versioned("2", [gap("team")], team="2 group"), STAMP)
    assert (again.new, again.again, again.rule_changed) == ((), ("2020-001",), ("2020-001",))


@pytest.mark.parametrize(("status", "kind"), [(Status.UNMET, "again"), (Status.MET, "fixed"), (Status.UNKNOWN, "undecided")])
def test_a_rule_that_changed_is_noted_whatever_became_of_the_gap(ledger: Ledger, status: Status, kind: str) -> None:
    take_in(ledger, versioned("1", [gap("group")], group="1"), STAMP)
    later = versioned("2", [gap("group", status)], group="2")
    taken = take_in(ledger, later, STAMP)
    assert (getattr(taken, kind), taken.rule_changed) == (("2020-001",), ("2020-001",))
    assert events(ledger).count(LedgerEvent.RULE_CHANGED) == 1
    (entry,) = [one for one in read_row(ledger, "2020-001")[1] if one.event is LedgerEvent.RULE_CHANGED]
    assert entry.changes == {"rule": ("sha256:1", "sha256:2")}
    assert take_in(ledger, later, STAMP).rule_changed == ()
    brief = show_brief(*read_row(ledger, "2020-001"), Told("l.db", LATER, "en"))
    assert any("the rule changed" in row for table in brief.tables for row in table.rows)


def test_a_rule_that_went_is_noted_once_and_the_row_stays(ledger: Ledger) -> None:
    take_in(ledger, versioned("1", [gap("group")], group="1"), STAMP)
    later = versioned("2", [gap("other", Status.MET)], other="1")
    taken = take_in(ledger, later, STAMP)
    assert (taken.undecided, taken.fixed, taken.rule_changed) == (("2020-001",), (), ("2020-001",))
    assert take_in(ledger, later, STAMP).rule_changed == ()


def test_of_two_rows_that_became_one_neither_is_lost_nor_called_fixed(ledger: Ledger) -> None:
    take_in(ledger, versioned("1", [gap("a"), gap("b")], a="1", b="2"), STAMP)
    taken = take_in(ledger, versioned("2", [gap("one")], one="1 b a"), STAMP)
    assert (taken.new, taken.again, taken.undecided, taken.fixed) == ((), ("2020-002",), ("2020-001",), ())
    assert [row.obligation for row in read_rows(ledger)] == ["a", "one"]


def test_reports_and_ledgers_from_before_rules_were_kept_go_on(ledger: Ledger) -> None:
    take_in(ledger, made([finding()]), STAMP)
    taken = take_in(ledger, versioned("1", [gap("team")], team="1 group"), STAMP)
    assert (taken.again, taken.renamed, taken.rule_changed) == (("2020-001",), ("2020-001",), ())
    assert take_in(ledger, made([gap("team")]), STAMP).rule_changed == ()
    assert take_in(ledger, versioned("2", [gap("team")], team="2"), STAMP).rule_changed == ("2020-001",)
