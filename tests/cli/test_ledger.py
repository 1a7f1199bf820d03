"""ledger: what its commands print, write and end with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scilit_rules.cli import ledger as ledger_module
from scilit_rules.ledger.intake import take_in
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import open_ledger
from tests.assessment.saving import finding, made
from tests.cli.running import run
from tests.cli.test_compare import saved


@pytest.fixture
def db(tmp_path: Path) -> str:
    path = str(tmp_path / "l.db")
    result = run("ledger", "take-in", saved(tmp_path, "bad", "否"), "--db", path, "--by", "Wang", "--deadline", "2021-03-31")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "new: 2020-001 to 2020-00" in result.stdout
    return path


def listed(db: str, *more: str) -> list[str]:
    result = run("ledger", "list", "--db", db, "-f", "json", *more)
    assert result.exit_code == 0, result.stderr
    return [row["number"] for row in json.loads(result.stdout)["rows"]]


def test_a_round_from_found_to_closed_and_back(db: str, tmp_path: Path) -> None:
    for state in ("assigned", "整改中", "reported", "verified", "closed"):
        assert run("ledger", "move", "2020-001", state, "--db", db, "--by", "Li", "--note", "done").exit_code == 0
    assert "relapsed: 2020-001" in run("ledger", "take-in", str(tmp_path / "bad.json"), "--db", db).stdout
    shown = run("ledger", "show", "2020-001", "--db", db).stdout
    assert "may move to: assigned, in progress" in shown
    data = json.loads(run("ledger", "show", "2020-001", "--db", db, "-f", "json").stdout)
    assert [entry["event"] for entry in data["history"]] == ["entered", *["moved"] * 5, "relapsed"]
    assert data["history"][1]["who"] == "Li"


def test_a_gap_made_good_is_to_be_verified(db: str, tmp_path: Path) -> None:
    result = run("ledger", "take-in", saved(tmp_path, "good", "是"), "--db", db)
    assert "seen fixed 1" in result.stdout
    assert "to be verified (1)" in run("ledger", "remind", "--db", db, "--as-of", "2021-01-01").stdout


def test_rows_are_filtered(db: str) -> None:
    every = listed(db)
    assert listed(db, "--subject", "东区") == every
    assert listed(db, "--body", "市科协", "--state", "found") == every
    assert listed(db, "--state", "closed") == listed(db, "--body", "财政局") == []
    assert listed(db, "--overdue", "--as-of", "2021-03-31") == []
    assert listed(db, "--overdue", "--as-of", "2021-04-01") == every
    assert "days overdue" in run("ledger", "list", "--db", db, "--as-of", "2021-04-02", "--width", "120").stdout


@pytest.mark.parametrize("words", [("list",), ("remind", "--as-of", "2021-04-02")])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_stand_in_a_table_on_a_narrow_screen_without_what_no_row_has(db: str, words: tuple[str, ...], lang: str) -> None:
    shown = run("ledger", *words, "--db", db, "--lang", lang, "--width", "80").stdout.splitlines()
    (ruled,) = (line for line in shown if set(line) == {"-", " "})
    assert len(ruled.split()) == 5
    heads, row = shown[shown.index(ruled) - 1], shown[shown.index(ruled) + 1]
    assert row.startswith("2020-001  ")
    assert {"zh": "责任人", "en": "person"}[lang] not in heads.lower()
    assert "2021-03-31" in row


@pytest.mark.parametrize("day, code, words", [("2021-04-02", 1, "overdue (1)"), ("2021-03-25", 0, "due within 7 days (1)"),
                                              ("2021-01-01", 0, "overdue 0")])
def test_reminding_ends_with_1_if_something_is_overdue(db: str, day: str, code: int, words: str) -> None:
    result = run("ledger", "remind", "--db", db, "--as-of", day)
    assert (result.exit_code, words in result.stdout) == (code, True), result.stdout


@pytest.fixture
def many(db: str) -> Iterator[str]:
    """A ledger of five rows."""
    findings = [finding(period=str(year)) for year in range(2000, 2004)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger_module, "PAGE", 2)
        take_in(open_ledger(db), made(findings), Stamp("Li", "2021-01-05T09:30:00"), date(2021, 3, 1))
        yield db


def test_people_are_shown_a_page_and_told_how_to_go_on(many: str, tmp_path: Path) -> None:
    shown = run("ledger", "list", "--db", many).stdout
    assert "2 of 5 rows are shown (2020-001 to 2020-002); go on with --after 2020-002" in " ".join(shown.split())
    assert "2020-003" not in shown and "rows 5: closed 0" in shown
    last = run("ledger", "list", "--db", many, "--after", "2020-004").stdout
    assert "2020-005" in last and "--after" not in last
    assert "--after" not in run("ledger", "list", "--db", many, "--limit", "5").stdout


@pytest.mark.parametrize("format", ["json", "csv", "excel"])
def test_programs_and_spreadsheets_get_all_rows_unless_fewer_are_asked_for(many: str, tmp_path: Path, format: str) -> None:
    path = tmp_path / "out.xlsx"
    assert run("ledger", "list", "--db", many, "-f", format, "-o", str(path)).exit_code == 0
    assert count_in(path, format) == 5
    run("ledger", "list", "--db", many, "-f", format, "-o", str(path), "--limit", "2", "--after", "2020-002")
    assert count_in(path, format) == 2
    run("ledger", "remind", "--db", many, "-f", format, "-o", str(path), "--as-of", "2021-03-30")
    assert count_in(path, format) == 5


def count_in(path: Path, format: str) -> int:
    if format == "json":
        document = json.loads(path.read_text(encoding="utf-8"))
        assert path.read_text(encoding="utf-8") == json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        return len(document["rows"])
    if format == "csv":
        return sum(line.startswith("2020-") for line in path.read_text(encoding="utf-8-sig").splitlines())
    sheet = load_workbook(path).worksheets[-1]
    return sum(str(row[0]).startswith("2020-") for row in sheet.iter_rows(values_only=True))


def test_of_what_is_due_the_first_of_each_part_are_shown_and_all_are_counted(many: str) -> None:
    shown = run("ledger", "remind", "--db", many, "--as-of", "2021-03-30").stdout
    assert "overdue (4)" in shown and "due within 7 days (1)" in shown
    assert "of each part the first 2 are listed" in shown
    assert "first 2" not in run("ledger", "remind", "--db", many, "--as-of", "2021-03-30", "--limit", "4").stdout


def test_a_history_is_verified_from_the_command_line(db: str) -> None:
    result = run("ledger", "verify", "--db", db)
    assert (result.exit_code, "nothing was rewritten" in result.stdout) == (0, True)
    digest = result.stdout.split()[-1]
    run("ledger", "move", "2020-001", "assigned", "--db", db, "--by", "Li")
    assert "expected: 1" in run("ledger", "verify", "--db", db, "--expect", digest).stdout
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("UPDATE ledger_gap SET state = 'closed'")
        connection.commit()
    result = run("ledger", "verify", "--db", db)
    assert (result.exit_code, "[ledger.row-changed]" in result.stderr) == (1, True)
    assert run("ledger", "verify", "--db", db, "--expect", "x").exit_code == 2


def test_edits_go_out_and_come_back_with_their_conflicts(db: str, tmp_path: Path) -> None:
    path = str(tmp_path / "l.xlsx")
    assert "rows written" in run("ledger", "export", "--db", db, "-o", path).stderr
    book = load_workbook(path)
    book.worksheets[0]["G4"] = "Zhang"
    book.save(path)
    assert run("ledger", "import", path, "--db", db, "--by", "Li").exit_code == 0
    run("ledger", "move", "2020-001", "assigned", "--db", db, "--by", "Wang", "--person", "Wang")
    book.worksheets[0]["G4"] = "Zhao"
    book.save(path)
    result = run("ledger", "import", path, "--db", db, "--by", "Li")
    assert (result.exit_code, "conflicts 1" in result.stdout) == (3, True)
    assert "“Wang” in the ledger (by Wang), “Zhao” in the file" in result.stderr
    shown = run("ledger", "show", "2020-001", "--db", db, "--width", "120").stdout
    assert "Zhao" in shown


@pytest.mark.parametrize("arguments, code", [
    ("take-in {tmp}/none.json --db {db}", "adapters.no-such-file"),
    ("take-in {tmp}/l.db --db {db}", "saved.not-json"),
    ("take-inn", "cli.no-such-command"),
    ("list", "cli.missing-argument"),
    ("list --db {tmp}/none.db", "ledger.missing"),
    ("list --db {db} --subject 中区", "ledger.no-such-subject"),
    ("list --db {db} --state 完成", "cli.not-one-of"),
    ("move 2020-001 closed --db {db}", "cli.missing-argument"),
    ("move 2020-001 closed --db {db} --by Li", "ledger.no-such-move"),
    ("move 2020-999 assigned --db {db} --by Li", "ledger.no-such-number"),
    ("import examples/zibo/returns/周村区.xlsx --db {db}", "ledger.not-an-export"),
    ("export --db {db} -o {db}", "cli.output-is-source"),
    ("export --db {db} -o {tmp}/l.csv", "cli.ledger-xlsx"),
])
def test_what_is_wrong_is_told(db: str, tmp_path: Path, arguments: str, code: str) -> None:
    result = run("ledger", *(word.format(db=db, tmp=tmp_path) for word in arguments.split()))
    assert (result.exit_code, f"[{code}]" in result.stderr) == (2, True), result.stderr


def test_who_does_it_must_be_known(db: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def nobody() -> str:
        raise OSError

    monkeypatch.setattr(ledger_module.getpass, "getuser", nobody)
    result = run("ledger", "take-in", str(tmp_path / "bad.json"), "--db", db)
    assert "[ledger.by-whom]" in result.stderr


def test_the_group_says_what_it_can() -> None:
    result = run("ledger")
    assert result.exit_code == 0
    assert "take-in" in result.stdout and result.stdout == run("ledger", "--help").stdout
