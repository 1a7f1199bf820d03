"""A ledger is whole whatever happens: several writers, killed ones, full disks, files of others and of newer versions."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine import Engine

from scilit_rules.ledger import intake, register, store
from scilit_rules.ledger.intake import take_in
from scilit_rules.ledger.listing import read_rows
from scilit_rules.ledger.pen import writing
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import open_ledger
from scilit_rules.ledger.verifying import verify
from scilit_rules.model.words import LedgerEvent
from scilit_rules.problems import UsageError
from tests.assessment.saving import finding, made

ROOT = Path(__file__).resolve().parents[2]
STAMP = Stamp("王敏", "2021-01-05T09:30:00+08:00")
ONE = made([finding()])
OTHER = """
import sys
sys.path.insert(0, sys.argv[1])
from scilit_rules.ledger import intake
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import open_ledger
from tests.assessment.saving import finding, made
where, first, last, die = sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
if die:
    def kill(*_):
        print("written", flush=True)
        sys.stdin.read()
    intake._note_intake = kill
for period in range(first, last):
    report = made([finding(period=str(period)), finding(period="2000")])
    intake.take_in(open_ledger(where, create=True, wait=30), report, Stamp(str(first), "2021-01-05T09:30:00"))
"""


def other(path: object, first: int, last: int, die: str = "") -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", OTHER, str(ROOT), str(path), str(first), str(last), die],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "l.db"
    take_in(open_ledger(str(path), create=True), ONE, STAMP)
    return path


def refused(path: object, code: str, wait: float = 0.2) -> None:
    with pytest.raises(UsageError, match=code):
        take_in(open_ledger(str(path), create=True, wait=wait), made([finding(obligation="funds")]), STAMP)


def test_two_processes_that_take_in_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    processes = [other(path, 2001, 2011), other(path, 2011, 2021)]
    for process in processes:
        process.communicate(timeout=120)
        assert process.returncode == 0
    rows = read_rows(open_ledger(str(path)))
    assert sorted(row.period for row in rows) == [str(year) for year in range(2000, 2021)]
    assert [row.number for row in rows] == [f"2020-{serial:03}" for serial in range(1, 22)]


def test_a_process_killed_while_it_writes_leaves_the_file_as_it_was(path: Path) -> None:
    before = read_rows(open_ledger(str(path)))
    process = other(path, 2001, 2002, "die")
    assert process.stdout is not None
    assert process.stdout.readline() == b"written\n"
    refused(path, "ledger.locked")
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert read_rows(open_ledger(str(path))) == before
    assert take_in(open_ledger(str(path)), made([finding(obligation="funds")]), STAMP).new == ("2020-002",)


def test_a_failure_midway_leaves_nothing_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(path)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(intake, "_note_intake", fail)
    with pytest.raises(KeyboardInterrupt):
        take_in(open_ledger(str(path)), made([finding(obligation="funds")]), STAMP)
    assert digest(path) == before


def test_a_row_changed_since_it_was_read_is_not_written_over(path: Path) -> None:
    ledger = open_ledger(str(path))
    (row,) = read_rows(ledger)
    with ledger.writing() as connection, writing(connection, STAMP) as pen:
        pen.change(row, {"person": "甲"}, LedgerEvent.EDITED)
    with (pytest.raises(UsageError, match=r"ledger.changed-meanwhile"), ledger.writing() as connection,
          writing(connection, STAMP) as pen):
        pen.change(row, {"person": "乙"}, LedgerEvent.EDITED)
    assert read_rows(ledger)[0].person == "甲"


@pytest.mark.parametrize("verb", ["UPDATE ledger_history SET who = ''", "DELETE FROM ledger_history"])
def test_history_is_only_added_to(path: Path, verb: str) -> None:
    with closing(sqlite3.connect(path)) as connection, pytest.raises(sqlite3.IntegrityError, match="only added to"):
        connection.execute(verb)


@pytest.mark.parametrize("version, code", [("1", "ledger.older"), ("4", "ledger.newer")])
def test_a_ledger_of_another_version_is_left_alone(path: Path, version: str, code: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE ledger_meta SET value = ? WHERE key = 'version'", (version,))
        connection.commit()
    before = digest(path)
    refused(path, code)
    with pytest.raises(UsageError, match=code):
        read_rows(open_ledger(str(path)))
    assert digest(path) == before


@pytest.mark.parametrize("make", [
    lambda path: path.write_text("编号,问题\n" * 200, encoding="utf-8"),
    lambda path: sqlite3.connect(path).executescript("CREATE TABLE t (a)").connection.close(),
    lambda path: sqlite3.connect(path).executescript("CREATE TABLE ledger_meta (key, value)").connection.close(),
], ids=["text", "other-tables", "empty-meta"])
def test_what_is_no_ledger_is_left_alone(tmp_path: Path, make: object) -> None:
    path = tmp_path / "other.db"
    make(path)  # type: ignore[operator]
    before = digest(path)
    refused(path, "ledger.not-a-ledger")
    assert digest(path) == before


def test_a_locked_ledger_is_refused_after_the_wait(path: Path) -> None:
    before = digest(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        refused(path, "ledger.locked")
    assert digest(path) == before


@pytest.fixture
def full_disk(path: Path) -> Iterator[None]:
    def limit(connection: sqlite3.Connection, record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {max(pages, 1)}")

    event.listen(Engine, "connect", limit)
    yield
    event.remove(Engine, "connect", limit)


@pytest.mark.usefixtures("full_disk")
def test_on_a_full_disk_nothing_is_changed(path: Path) -> None:
    before = digest(path)
    many = made([finding(period=str(year)) for year in range(1000, 1900)])
    with pytest.raises(UsageError, match=r"ledger.full"):
        take_in(open_ledger(str(path)), many, STAMP)
    assert digest(path) == before


@pytest.mark.parametrize("where, code", [
    ("{tmp}/none.db", "ledger.missing"),
    ("{tmp}", "ledger.not-a-ledger"),
    ("", "ledger.not-a-ledger"),
    ("mysql://host/db", "ledger.no-address"),
    ("no such://", "ledger.no-address"),
    ("postgresql://nobody@127.0.0.1:1/none", "ledger.failed"),
])
def test_where_there_is_no_ledger_that_is_said(tmp_path: Path, where: str, code: str) -> None:
    with pytest.raises(UsageError, match=code):
        read_rows(open_ledger(where.format(tmp=tmp_path), wait=0.2))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    refused(tmp_path / "no" / "l.db", "ledger.no-folder")


def test_an_address_of_a_file_is_the_file(path: Path) -> None:
    assert open_ledger(f"sqlite:///{path}").name == str(path)
    assert "secret" not in open_ledger("postgresql://me:secret@host/db").name


@pytest.mark.parametrize("module, where, code", [("sqlalchemy", "l.db", "SQLAlchemy"),
                                                 ("psycopg", "postgresql://host/db", "psycopg")])
def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, module: str, where: str, code: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=rf"ledger.library-missing|{code}") as raised:
        open_ledger(where, create=True)
    assert code in str(raised.value)


@pytest.mark.parametrize("error, code", [
    ("attempt to write a readonly database", "ledger.read-only"),
    ("database disk image is malformed", "ledger.damaged"),
    ("unable to open database file", "ledger.failed"),
])
def test_what_the_database_says_is_told(path: Path, error: str, code: str) -> None:
    with pytest.raises(UsageError, match=code), open_ledger(str(path)).reading():
        raise sqlalchemy.exc.OperationalError("", {}, sqlite3.OperationalError(error))


def test_the_ledger_is_loaded_only_when_used() -> None:
    code = "import sys; import scilit_rules.cli.ledger, scilit_rules.ledger.register; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
    assert register and store


MOVER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from scilit_rules.ledger.register import move
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import open_ledger
from scilit_rules.model.words import LedgerState
from scilit_rules.problems import UsageError
where, first, count = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
ledger, done, refused = open_ledger(where, wait=30), [], []
for serial in range(first, first + count):
    try:
        done.append(move(ledger, f"2020-{serial:03}", LedgerState.ASSIGNED, Stamp(str(first), "2021-01-05T09:30:00")))
    except UsageError as error:
        refused.append(error.problems[0].code)
print(len(done), sorted(set(refused)))
"""


def test_of_many_moves_at_once_each_is_done_or_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    take_in(open_ledger(str(path), create=True), made([finding(period=str(year)) for year in range(1000, 1080)]), STAMP)
    movers = [subprocess.Popen([sys.executable, "-c", MOVER, str(ROOT), str(path), str(first), "40"], text=True,
                               stdout=subprocess.PIPE, cwd=ROOT) for first in (1, 41, 21, 1)]
    said = [process.communicate(timeout=300)[0].split(maxsplit=1) for process in movers]
    assert sum(int(words[0]) for words in said) == 80
    assert {words[1].strip() for words in said} <= {"[]", "['ledger.no-such-move']"}
    found = verify(open_ledger(str(path)))
    assert (found.problems, found.entries) == ((), 160)
