"""What the database refuses, what the chain shows that it could not refuse, and ledgers from before the chain."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from scilit_rules.ledger import chain
from scilit_rules.ledger.intake import take_in
from scilit_rules.ledger.listing import read_rows
from scilit_rules.ledger.register import history_in, move, read_row
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import open_ledger
from scilit_rules.ledger.verifying import Verified, verify
from scilit_rules.model.words import LedgerState
from scilit_rules.problems import UsageError, show_problem
from tests.assessment.saving import WEST, finding, made

HERE = Path(__file__).parent
STAMP = Stamp("王敏", "2021-01-05T09:30:00+08:00")
LATER = Stamp("李强", "2021-02-01T10:00:00+08:00")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger of three rows, on which six things happened."""
    path = tmp_path / "l.db"
    ledger = open_ledger(str(path), create=True)
    take_in(ledger, made([finding(), finding(subject=WEST), finding(obligation="funds")]), STAMP, date(2021, 3, 31))
    for state in (LedgerState.ASSIGNED, LedgerState.IN_PROGRESS):
        move(ledger, "2020-001", state, LATER, "限期整改")
    move(ledger, "2020-002", LedgerState.ASSIGNED, STAMP)
    return path


def edit(path: Path, *statements: str, guarded: bool = False) -> None:
    """Does what somebody does who has the file and a program for it, after taking the guards down."""
    with closing(sqlite3.connect(path)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in () if guarded else guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, made_by in () if guarded else guards:
            connection.execute(made_by)
        connection.commit()


def codes(found: Verified) -> list[str]:
    return [one.code.removeprefix("ledger.") for one in found.problems]


def verified(path: Path, expect: str = "") -> Verified:
    return verify(open_ledger(str(path)), expect)


def test_what_nobody_changed_holds_and_gives_a_digest_to_write_down(path: Path) -> None:
    found = verified(path)
    assert (found.entries, found.rows, found.problems, found.holds) == (6, 3, (), True)
    move(open_ledger(str(path)), "2020-002", LedgerState.REPORTED, LATER)
    later = verified(path, found.head)
    assert (later.since, later.holds, later.head != found.head) == (1, True, True)
    assert verified(path, found.head[:16].upper()).since == 1


@pytest.mark.parametrize("expect", ["abc", "sha256:", "g" * 64, "0" * 65])
def test_what_is_no_digest_is_refused(path: Path, expect: str) -> None:
    if expect == "sha256:":
        assert verified(path, expect).since is None
        return
    with pytest.raises(UsageError, match=r"ledger.not-a-digest"):
        verified(path, expect)


def test_any_program_can_compute_the_chain_from_what_is_documented(path: Path) -> None:
    def digest(*parts: object) -> str:
        return sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()

    with closing(sqlite3.connect(path)) as connection:
        fields = "id, number, revision, at, who, event, note, changes, row, previous, digest"
        entries = connection.execute(f"SELECT {fields} FROM ledger_history ORDER BY id").fetchall()
        columns = ("number, plan, obligation, subject, period, subject_zh, subject_en, problem_zh, problem_en, clause, "
                   "source_zh, source_en, bodies, person, measure, deadline, state, evidence, verifier, closed_on, "
                   "remark, relapses, seen_fixed, first_seen, judged_on, revision")
        (row,) = connection.execute(f"SELECT {columns} FROM ledger_gap WHERE number = '2020-001'").fetchall()
    before = ""
    for *entry, previous, own in entries:
        assert (previous, own) == (before, digest("scilit-rules-ledger-entry/1", before, *entry))
        before = own
    (last,) = [entry for entry in entries if entry[0] == 5]
    assert last[8] == digest("scilit-rules-ledger-row/1", *row)


@pytest.mark.parametrize("statement", [
    "UPDATE ledger_history SET who = ''",
    "UPDATE OR REPLACE ledger_history SET id = 1 WHERE id = 2",
    "DELETE FROM ledger_history",
    "INSERT OR REPLACE INTO ledger_history SELECT id, number, revision, at, '', event, note, changes, row, previous, digest FROM ledger_history WHERE id = 4",
    "REPLACE INTO ledger_history SELECT id, number, revision, at, '', event, note, changes, row, previous, digest FROM ledger_history",
    "INSERT INTO ledger_history SELECT id, number, revision, at, '', event, note, changes, row, previous, digest FROM ledger_history WHERE true ON CONFLICT (id) DO UPDATE SET who = ''",
    "INSERT INTO ledger_history (number, revision, at, who, event, note, changes) VALUES ('2020-001', 9, '', '', 'moved', '', '{}')",
    "INSERT INTO ledger_history (id, number, revision, at, who, event, note, changes) VALUES (7, '2020-001', 9, '', '', 'moved', '', '{}')",
    "INSERT INTO ledger_history (id, number, revision, at, who, event, note, changes) VALUES (0, '2020-001', 9, '', '', 'moved', '', '{}')",
    "DELETE FROM ledger_gap WHERE number = '2020-001'",
    "REPLACE INTO ledger_gap SELECT * FROM ledger_gap WHERE number = '2020-001'",
    "UPDATE ledger_gap SET number = '2020-009' WHERE number = '2020-001'",
    "UPDATE ledger_intake SET report = ''",
    "DELETE FROM ledger_intake",
    "REPLACE INTO ledger_intake SELECT * FROM ledger_intake",
])
def test_what_the_database_refuses(path: Path, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=r"only added to|follows the last one|keeps its number"):
        edit(path, statement, guarded=True)
    assert verified(path).problems == ()


@pytest.mark.parametrize("statement, found, words", [
    ("UPDATE ledger_history SET who = '张三' WHERE id = 4", ["entry-changed"], "entry 4 of the history (2020-001"),
    ("UPDATE ledger_history SET at = '2019' WHERE id = 6", ["entry-changed"], "entry 6 of the history (2020-002"),
    ("UPDATE ledger_history SET changes = '{}' WHERE id = 4", ["entry-changed"], "entry 4"),
    ("UPDATE ledger_history SET changes = x'00ff' WHERE id = 4", ["entry-changed"], "entry 4"),
    ("UPDATE ledger_history SET row = '' WHERE id = 5", ["entry-changed", "row-changed"], "entry 5"),
    ("UPDATE ledger_history SET digest = 'ab' WHERE id = 4", ["chain-broken", "entry-changed"], "entry 5"),
    ("DELETE FROM ledger_history WHERE id = 4", ["chain-broken"], "entry 5 of the history (2020-001"),
    ("DELETE FROM ledger_history WHERE id = 1", ["chain-broken"], "entry 2"),
    ("DELETE FROM ledger_history WHERE id >= 5", ["tail-cut", "row-changed", "row-changed"], "ends with entry 4"),
    ("DELETE FROM ledger_history", ["tail-cut", "row-unknown", "row-unknown", "row-unknown"], "2020-003"),
    ("INSERT INTO ledger_history SELECT 7, number, 9, at, who, event, note, changes, row, digest, 'ab' FROM ledger_history WHERE id = 6",
     ["entry-changed", "head-differs"], "entry 7"),
    ("UPDATE ledger_gap SET state = 'closed' WHERE number = '2020-001'", ["row-changed"], "“closed”, by the history “in_progress”"),
    ("UPDATE ledger_gap SET deadline = '2030-01-01', person = 'x' WHERE number = '2020-003'", ["row-changed"], "2020-003"),
    ("DELETE FROM ledger_gap WHERE number = '2020-002'", ["row-gone"], "2020-002"),
    (("INSERT INTO ledger_gap SELECT 2020, 4, '2020-004', plan, obligation, 'other', period, deadline, state, closed_on, seen_fixed, "
     "first_seen, judged_on, subject_zh, subject_en, problem_zh, problem_en, clause, source_zh, source_en, bodies, "
     "person, measure, evidence, verifier, remark, relapses, revision FROM ledger_gap WHERE serial = 1"), ["row-unknown"], "2020-004"),
    ("UPDATE ledger_meta SET value = '9' WHERE key = 'head_entry'", ["tail-cut"], "6"),
    ("UPDATE ledger_intake SET who = 'x' WHERE id = 1", ["intakes-changed"], "intakes"),
    ("DELETE FROM ledger_intake WHERE id = 1", ["intakes-changed"], "intakes"),
    ("UPDATE ledger_intake SET report = x'00ff' WHERE id = 1", ["intakes-changed"], "intakes"),
    ("INSERT INTO ledger_intake SELECT 99, at, who, plan, digest, as_of, report, counts FROM ledger_intake WHERE id = 1",
     ["intakes-changed"], "intakes"),
    ("UPDATE ledger_meta SET value = '' WHERE key = 'head'", ["head-differs"], "6"),
])
def test_what_the_chain_shows_by_entry_and_row(path: Path, statement: str, found: list[str], words: str) -> None:
    edit(path, statement)
    result = verified(path)
    assert sorted(codes(result)) == sorted(found)
    assert not result.holds
    assert words in "\n".join(show_problem(one, "en") for one in result.problems)


def test_guards_that_are_gone_are_named(path: Path) -> None:
    edit(path, "DROP TRIGGER ledger_history_delete", guarded=True)
    result = verified(path)
    assert codes(result) == ["guards-gone"]
    assert "ledger_history_delete" in show_problem(result.problems[0], "en")


def test_a_tail_that_was_cut_with_all_notes_of_it_is_known_by_what_was_written_down(path: Path) -> None:
    expect = verified(path).head
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        digests = [row["digest"] for row in connection.execute("SELECT digest FROM ledger_history ORDER BY id")]
        (state,) = connection.execute("SELECT value FROM ledger_meta WHERE key = 'head'").fetchone()
    assert state == expect == digests[-1]
    edit(path, "DELETE FROM ledger_history WHERE id = 6", "DELETE FROM ledger_gap WHERE number = '2020-002'",
         "DELETE FROM ledger_history WHERE number = '2020-002'",
         f"UPDATE ledger_meta SET value = '{digests[4]}' WHERE key = 'head'",
         "UPDATE ledger_meta SET value = '5' WHERE key = 'head_entry'")
    assert "not-expected" in codes(verified(path, expect))


def test_a_value_that_makes_no_sense_is_told_by_row_and_field(path: Path) -> None:
    edit(path, "UPDATE ledger_gap SET state = '搞定' WHERE number = '2020-002'")
    with pytest.raises(UsageError, match=r"“state” of 2020-002 in the ledger is “搞定”"):
        read_rows(open_ledger(str(path)))
    assert read_row(open_ledger(str(path)), "2020-001")[0].state is LedgerState.IN_PROGRESS
    assert codes(verified(path)) == ["row-changed"]


@pytest.mark.parametrize("statement", [
    "UPDATE ledger_history SET event = 'lost' WHERE id = 4", "UPDATE ledger_history SET changes = '[' WHERE id = 4",
    "UPDATE ledger_history SET changes = '[]' WHERE id = 4", "UPDATE ledger_history SET changes = '{\"a\": 1}' WHERE id = 4",
])
def test_an_entry_that_makes_no_sense_is_told(path: Path, statement: str) -> None:
    edit(path, statement)
    with pytest.raises(UsageError, match=r"entry 4 of the history, of 2020-001"):
        read_row(open_ledger(str(path)), "2020-001")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger as it was made by the last version that knew format 2."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((HERE / "format-2.sql").read_text(encoding="utf-8"))
    return path


def test_a_ledger_of_the_older_format_can_be_read_as_it_is(old: Path) -> None:
    before = old.read_bytes()
    row, entries = read_row(open_ledger(str(old)), "2020-001")
    assert (row.state, row.person, len(entries)) == (LedgerState.REPORTED, "=1+1", 4)
    assert codes(verified(old)) == ["no-chain"]
    assert old.read_bytes() == before


def test_it_is_renewed_by_the_first_that_writes_and_the_chain_says_since_when(old: Path, tmp_path: Path) -> None:
    ledger = open_ledger(str(old))
    before = [read_row(ledger, number) for number in ("2020-001", "2020-002", "2020-003")]
    move(ledger, "2020-003", LedgerState.ASSIGNED, LATER)
    after = [read_row(ledger, number) for number in ("2020-001", "2020-002", "2020-003")]
    assert after[:2] == before[:2]
    assert after[2][1][:-1] == before[2][1]
    found = verified(old)
    count = sum(len(entries) for _, entries in before)
    assert (found.problems, found.entries, found.chained_after, found.chained_at) == ((), count + 1, count, LATER.when)
    fresh = tmp_path / "fresh.db"
    take_in(open_ledger(str(fresh), create=True), made([finding()]), STAMP)
    assert shape(old) == shape(fresh)
    edit(old, "UPDATE ledger_history SET note = 'x' WHERE id = 2")
    assert codes(verified(old)) == ["entry-changed"]


def shape(path: Path) -> set[tuple[str, str]]:
    """The indices and guards of a ledger, and the columns of its tables."""
    with closing(sqlite3.connect(path)) as connection:
        made_of = connection.execute("SELECT name, sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL").fetchall()
        columns = [(table, str(column[1:4])) for table in ("ledger_gap", "ledger_history", "ledger_intake", "ledger_meta")
                   for column in connection.execute(f"PRAGMA table_info({table})")]
    return {*made_of, *columns}


def test_renewing_is_whole_or_not_at_all(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_rows(open_ledger(str(old)))
    with pytest.raises(UsageError, match=r"ledger.no-such-move"):
        move(open_ledger(str(old)), "2020-003", LedgerState.CLOSED, LATER)
    assert codes(verified(old)) == ["no-chain"]
    assert read_rows(open_ledger(str(old))) == before


def test_what_is_digested_stands_in_the_documentation() -> None:
    said = re.sub(r"\s+", " ", (HERE.parents[1] / "docs" / "ledger.md").read_text(encoding="utf-8"))
    assert f'["{chain.ROW_FORMAT}", {", ".join(chain.ROW_FIELDS)}]' in said
    assert f'["{chain.ENTRY_FORMAT}", previous, {", ".join(chain.ENTRY_FIELDS)}]' in said


def test_an_entry_that_is_no_text_is_named_where_it_is_shown(path: Path) -> None:
    edit(path, "UPDATE ledger_history SET note = x'00ff' WHERE id = 4")
    with open_ledger(str(path)).reading() as connection, pytest.raises(UsageError, match=r"ledger\.odd-entry"):
        history_in(connection, ["2020-001"])
