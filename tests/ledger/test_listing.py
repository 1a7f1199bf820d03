"""Rows chosen and put in order by the database, page by page and one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scilit_rules.ledger import listing
from scilit_rules.ledger.due import PARTS, DueDay, due_page, due_rows, each_due
from scilit_rules.ledger.intake import take_in
from scilit_rules.ledger.keeping import ledger_rows
from scilit_rules.ledger.listing import each_row, read_page, read_rows
from scilit_rules.ledger.register import move
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import Ledger, open_ledger
from scilit_rules.ledger.wanted import Wanted, wanted_rows
from scilit_rules.model.subject import Register
from scilit_rules.model.text import Text
from scilit_rules.model.words import LedgerState, Status
from scilit_rules.problems import UsageError
from tests.assessment.saving import EAST, SUBJECTS, WEST, finding, made

STAMP = Stamp("王敏", "2021-01-05T09:30:00+08:00")
DAY = date(2021, 4, 1)
WAY = (LedgerState.ASSIGNED, LedgerState.IN_PROGRESS, LedgerState.REPORTED, LedgerState.VERIFIED, LedgerState.CLOSED)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Twelve rows in all kinds of states, with deadlines before, about and after a day, or with none."""
    ledger = open_ledger(str(tmp_path / "l.db"), create=True)
    deadlines = (date(2021, 3, 1), date(2021, 4, 1), date(2021, 4, 8), None, date(2021, 4, 9), date(2021, 3, 31))
    for at, deadline in enumerate(deadlines):
        periods = [finding(period=str(2000 + at)), finding(subject=WEST, obligation="funds", period=str(2000 + at))]
        take_in(ledger, made(periods), STAMP, deadline)
    for number, steps in (("2020-001", 3), ("2020-003", 5), ("2020-005", 1), ("2020-006", 4), ("2020-011", 3)):
        for state in WAY[:steps]:
            move(ledger, number, state, STAMP)
    fixed = [finding(Status.MET, period=str(2000 + at)) for at in range(6)]
    take_in(ledger, made(fixed, as_of=date(2021, 2, 1)), STAMP)
    return ledger


def numbers(rows: object) -> list[str]:
    return [row.number for row in rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize("wanted", [
    Wanted(), wanted_rows("东区"), wanted_rows([EAST, "西区"]), wanted_rows(WEST, bodies="财政局"), wanted_rows(bodies="市科协"),
    wanted_rows(bodies=["牵头", "财政"]), wanted_rows(states="found"), wanted_rows("西区", states=["发现", "closed"]),
    wanted_rows(overdue_on=DAY), wanted_rows("东区", overdue_on=DAY),
])
@pytest.mark.parametrize("most", [1, 5, 100])
def test_pages_one_after_the_other_are_all_rows(ledger: Ledger, wanted: Wanted, most: int) -> None:
    every = numbers(each_row(ledger, wanted))
    assert every == numbers(row for row in read_rows(ledger) if row in set(each_row(ledger, wanted)))
    paged, after = [], None
    while True:
        page = read_page(ledger, wanted, DAY, after, most)
        paged += numbers(page.rows)
        rows = list(each_row(ledger, wanted))
        assert (page.count, page.closed) == (len(every), sum(row.state is LedgerState.CLOSED for row in rows))
        assert page.overdue == sum(row.is_overdue(DAY) for row in rows)
        if page.next is None:
            break
        after = page.next
    assert paged == every


def test_rows_are_the_same_however_many_are_read_at_once(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    every = numbers(read_rows(ledger))
    monkeypatch.setattr(listing, "AT_ONCE", 2)
    assert numbers(read_rows(ledger)) == every
    assert numbers(each_row(ledger, after="2020-003")) == every[3:]


@pytest.mark.parametrize("part, needle", [("财政局", 6), ("市财政局", 6), ("财政所", 0), ("%", 0), ("_", 0), ("", 12)])
def test_parts_of_names_are_letters_not_patterns(ledger: Ledger, part: str, needle: int) -> None:
    assert len(ledger_rows(ledger, bodies=[part])) == needle


@pytest.mark.parametrize("day", [date(2021, 3, 1), DAY, date(2021, 4, 9), date(2030, 1, 1)])
@pytest.mark.parametrize("wanted", [Wanted(), wanted_rows("东区"), wanted_rows(bodies="财政局")])
def test_what_is_due_is_the_same_by_the_database_and_by_rows(ledger: Ledger, day: date, wanted: Wanted) -> None:
    due = due_rows(each_row(ledger, wanted), as_of=day, within=7)
    page = due_page(ledger, wanted, DueDay(day, 7), 100)
    assert {part: page.rows[part] for part in PARTS} == {part: getattr(due, part) for part in PARTS}
    assert page.counts == {**{part: len(getattr(due, part)) for part in PARTS}, "open_ended": len(due.open_ended)}
    told = {row.number for part in PARTS for row in getattr(due, part)}
    every = numbers(each_due(ledger, wanted, DueDay(day, 7)))
    assert (len(every), set(every)) == (len(told), told)
    few = due_page(ledger, wanted, DueDay(day, 7), 1)
    assert (few.counts, max(map(len, few.rows.values())) <= 1) == (page.counts, True)


def test_a_name_is_that_of_every_subject_that_has_it_or_had_it(ledger: Ledger) -> None:
    report = made([finding(subject=EAST, obligation="events"), finding(subject=WEST, obligation="events")])
    renamed = {EAST: replace(SUBJECTS[EAST], name=Text("西区", "West")), WEST: SUBJECTS[WEST]}
    take_in(ledger, replace(report, plan=replace(report.plan, register=Register(renamed))), STAMP)
    assert len(ledger_rows(ledger, subjects=["West"])) == len(ledger_rows(ledger, subjects=[EAST])) == 7
    assert len(ledger_rows(ledger, subjects=["西区"])) == 14


@pytest.mark.parametrize("after", ["2020-999", "x", "", "2020-01"])
def test_a_number_to_go_on_after_must_be_there(ledger: Ledger, after: str) -> None:
    with pytest.raises(UsageError, match=r"ledger.no-such-number"):
        read_page(ledger, Wanted(), DAY, after, 1)


def test_numbers_above_a_thousand_stand_in_their_order(ledger: Ledger) -> None:
    take_in(ledger, made([finding(period=str(year)) for year in range(3000, 4000)]), STAMP)
    every = numbers(read_rows(ledger))
    assert every[-2:] == ["2020-1011", "2020-1012"]
    page = read_page(ledger, Wanted(), DAY, "2020-999", 2)
    assert (numbers(page.rows), page.next) == (["2020-1000", "2020-1001"], "2020-1001")
