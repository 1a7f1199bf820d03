"""ledger: what its commands print, write and end with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scilit_rules.cli import ledger as ledger_module
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
