"""What an application does once it has a report: writes it, keeps the ledger of gaps, and sends letters."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import is_zipfile

import pytest
from openpyxl import load_workbook

import scilit_rules as sr

DAY = date(2020, 12, 31)
NEXT = date(2021, 12, 31)
AT = datetime(2021, 1, 5, 9, 30, tzinfo=timezone(timedelta(hours=8)))
PLAN = sr.load_plan("zibo-2016-2020")
PERIOD = sr.Period(2020)
POPULATION = sr.Fact("zibo.zhoucun", "population.resident", PERIOD, Decimal(400000))


def report(leading_group: bool = False, as_of: date = DAY) -> sr.Report:
    group = sr.Fact("zibo.zhoucun", "institution.leading_group", PERIOD, leading_group,
                    evidence=(sr.Evidence(sr.EvidenceKind.DOCUMENT, "周政办发〔2016〕1号"),))
    funds = sr.Fact("zibo.zhoucun", "funding.special.paid_in", PERIOD, Decimal(399000))
    return sr.check(PLAN, facts=[group, POPULATION, funds], as_of=as_of, subjects=["周村区"], engine="reference",
                    only=["leading-group", "special-funding-per-capita"])


@pytest.fixture
def ledger(tmp_path: Path) -> sr.Ledger:
    kept = sr.open_ledger(tmp_path / "ledger.db", create=True)
    taken = sr.take_in(kept, report(), by="王某", at=AT, deadline=date(2021, 3, 31))
    assert taken.new == ("2020-001", "2020-002")
    return kept


def test_a_report_is_written_in_a_format_by_name() -> None:
    out = BytesIO()
    sr.write_report(report(), out)
    assert json.loads(out.getvalue())["counts"]["unmet"] == 2
    out = BytesIO()
    sr.write_report(report(), out, format="markdown", options=sr.ReportOptions(lang="en"))
    assert "Zhoucun District" in out.getvalue().decode()


def test_one_report_by_itself_will_do_where_several_may_be_given(tmp_path: Path) -> None:
    file, once = tmp_path / "old.json", report()
    with file.open("wb") as out:
        sr.write_report(once, out)
    compared = [sr.compare(once, once, before=before) for before in (str(file), file, once, sr.read_report(file), [file])]
    assert [len(one.before) for one in compared] == [1] * 5
    forms = sr.make_forms(PLAN, year=2020, subjects="周村区", previous=str(file))
    assert [found.code for found in forms.problems] == []


def test_a_finding_is_explained_in_words() -> None:
    made = report()
    told = sr.explain(made, made.gaps[0], "en")
    assert "Zhoucun District" in told
    assert made.gaps[0].id in told
    assert "yuan" in told


def test_a_format_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(sr.UsageError) as caught:
        sr.write_report(report(), BytesIO(), format="exel")
    (found,) = caught.value.problems
    assert (found.code, found.near[0]) == ("reporters.no-such-format", "excel")
    assert "markdown" in sr.show_problem(found, "en")


def test_what_was_made_of_a_report_is_written_too() -> None:
    old, new = report(leading_group=True), report()
    compared, drawn = sr.compare(old, new), sr.sample(new, size=3, seed=1)
    way = sr.distance_brief(new, sr.distances(new), "en")
    for made, format, words in ((compared, "json", '"scilit-rules-comparison/1"'), (drawn, "markdown", "# "),
                                (way, "html", "<html"), (way, "json", '"scilit-rules-distance/1"')):
        out = BytesIO()
        sr.write_report(made, out, format=format, options=sr.ReportOptions(lang="en"))
        assert words in out.getvalue().decode()
    with pytest.raises(sr.UsageError) as caught:
        sr.write_report(compared, BytesIO(), format="word")
    assert [found.code for found in caught.value.problems] == ["reporters.only-reports"]


def test_gaps_are_listed_by_what_is_asked(ledger: sr.Ledger) -> None:
    rows = sr.ledger_rows(ledger)
    assert {row.obligation for row in rows} == {"leading-group", "special-funding-per-capita"}
    assert all(row.state is sr.LedgerState.FOUND and row.deadline == date(2021, 3, 31) for row in rows)
    for same in (sr.ledger_rows(ledger, subjects="周村区"), sr.ledger_rows(ledger, subjects=["zibo.zhoucun"]),
                 sr.ledger_rows(ledger, bodies=["周村"]), sr.ledger_rows(ledger, states=["发现"]),
                 sr.ledger_rows(ledger, states=[sr.LedgerState.FOUND]),
                 sr.ledger_rows(ledger, overdue_on=date(2021, 4, 1))):
        assert same == rows
    for none in (sr.ledger_rows(ledger, bodies="财政局"), sr.ledger_rows(ledger, states="closed"),
                 sr.ledger_rows(ledger, overdue_on=date(2021, 3, 31))):
        assert none == ()


def test_a_row_moves_and_keeps_its_history(ledger: sr.Ledger) -> None:
    moved = sr.move_row(ledger, "2020-001", "交办", by=" 李某 ", at=AT, note="第一批", person="赵某")
    assert (moved.state, moved.person, moved.deadline) == (sr.LedgerState.ASSIGNED, "赵某", date(2021, 3, 31))
    row, entries = sr.ledger_row(ledger, "2020-001")
    assert row == moved
    assert [(entry.stamp.who, entry.stamp.when, entry.event) for entry in entries] == [
        ("王某", "2021-01-05T09:30:00+08:00", sr.LedgerEvent.ENTERED),
        ("李某", "2021-01-05T09:30:00+08:00", sr.LedgerEvent.MOVED)]
    assert entries[1].changes["person"] == ("", "赵某")


def test_what_is_due_is_told_for_a_day(ledger: sr.Ledger) -> None:
    rows = sr.ledger_rows(ledger)
    before, late = (sr.due_rows(rows, as_of=day) for day in (date(2021, 3, 25), date(2021, 4, 1)))
    assert (before.overdue, before.soon) == ((), rows)
    assert (late.overdue, late.soon, late.to_verify, late.open_ended) == (rows, (), (), ())
    assert sr.due_rows(rows, as_of=date(2021, 3, 25), within=5).soon == ()
    sr.take_in(ledger, report(leading_group=True, as_of=NEXT), by="王某", at=AT)
    (fixed,) = sr.due_rows(sr.ledger_rows(ledger), as_of=NEXT).to_verify
    assert fixed.obligation == "leading-group"


def test_edits_of_the_workbook_come_back(ledger: sr.Ledger, tmp_path: Path) -> None:
    rows = sr.ledger_rows(ledger)
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(sr.export_ledger(rows))
    assert sr.export_ledger(iter(rows)) == path.read_bytes() != sr.export_ledger(rows, lang="en")
    book = load_workbook(path)
    book.worksheets[0]["G4"] = "赵某"
    book.save(path)
    merged = sr.import_edits(ledger, path, by="李某", at=AT)
    assert (merged.edited, merged.conflicts, merged.problems) == (("2020-001",), 0, ())
    assert sr.ledger_row(ledger, "2020-001")[0].person == "赵某"


WRONG: dict[str, Callable[[sr.Ledger], object]] = {
    "ledger.by-whom": lambda ledger: sr.move_row(ledger, "2020-001", "assigned", by=" ", at=AT),
    "ledger.not-a-time": lambda ledger: sr.take_in(ledger, report(), by="王某", at=DAY),  # type: ignore[arg-type]
    "ledger.no-such-state": lambda ledger: sr.move_row(ledger, "2020-001", "assign", by="王某", at=AT),
    "ledger.no-such-number": lambda ledger: sr.ledger_row(ledger, "2020-010"),
    "ledger.no-such-subject": lambda ledger: sr.ledger_rows(ledger, subjects=["周村"]),
    "ledger.no-such-move": lambda ledger: sr.move_row(ledger, "2020-001", "closed", by="王某", at=AT),
}


@pytest.mark.parametrize("code", WRONG)
def test_what_cannot_be_is_told_and_changes_nothing(ledger: sr.Ledger, code: str) -> None:
    rows = sr.ledger_rows(ledger)
    with pytest.raises(sr.UsageError) as caught:
        WRONG[code](ledger)
    assert [found.code for found in caught.value.problems] == [code]
    assert sr.ledger_rows(ledger) == rows


def test_letters_are_made_one_by_one_and_say_what_was_left_open() -> None:
    letters = sr.make_letters(report(), issuer="淄博市科学技术协会", dated=date(2021, 1, 9))
    assert (letters.letters, len(letters)) == (1, 2)
    files = list(letters)
    assert tuple(file.name for file in files) == letters.names() == ("周村区整改通知书.docx", "督查通报.docx")
    assert all(is_zipfile(BytesIO(file.data)) for file in files)
    assert [found.code for found in letters.left_open()] == ["letters.left-open"]
    assert list(sr.make_letters(report(), issuer="淄博市科学技术协会", dated=date(2021, 1, 9))) == files


def test_an_office_begins_its_own_letters_with_a_template(tmp_path: Path) -> None:
    template, _ = sr.letter_templates()
    path = tmp_path / template.name
    path.write_bytes(template.data)
    assert sr.make_letters(report(), template=path).letters == 1


def test_letters_without_their_library_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(sr.UsageError) as caught:
        sr.make_letters(report())
    assert [found.code for found in caught.value.problems] == ["letters.no-writer"]
