"""The ledger in a PostgreSQL database: a private cluster, without network, for these tests alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy

from scilit_rules.ledger.edited import read_edited
from scilit_rules.ledger.export import ledger_bytes
from scilit_rules.ledger.intake import take_in
from scilit_rules.ledger.listing import read_rows
from scilit_rules.ledger.merging import merge
from scilit_rules.ledger.register import move, read_row
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import open_ledger
from scilit_rules.ledger.verifying import verify
from scilit_rules.model.words import LedgerState
from scilit_rules.problems import UsageError
from tests.assessment.saving import finding, made
from tests.clients import postgresql
from tests.ledger.test_store import OTHER, ROOT

STAMP = Stamp("王敏", "2021-01-05T09:30:00+08:00")
LATER = date(2021, 12, 31)
OLD = Path(__file__).parent / "format-2-postgresql.sql"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The folder of the socket of a running server; the server refuses to run as root."""
    programs = Path(postgresql())
    user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        if user:
            os.chmod(folder, 0o777)
        data, log = f"{folder}/data", f"{folder}/log"

        def run(program: str, *arguments: str) -> None:
            subprocess.run([str(programs / program), *arguments], check=True, stdout=subprocess.DEVNULL, timeout=120,
                           cwd=folder, **user)  # type: ignore[call-overload]

        run("initdb", "-D", data, "-U", "office", "-A", "trust", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "-D", data, "-w", "-l", log, "-o", f"-k {folder} -c listen_addresses='' -c fsync=off", "start")
        try:
            yield folder
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest) -> str:
    address = "postgresql+psycopg://office@/{}?host=" + server
    name = f"l{zlib.crc32(request.node.name.encode())}"
    engine = sqlalchemy.create_engine(address.format("postgres"), isolation_level="AUTOCOMMIT",
                                      poolclass=sqlalchemy.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    return address.format(name).replace("+psycopg", "")


def test_a_round_in_a_database(url: str, tmp_path: Path) -> None:
    ledger = open_ledger(url, create=True)
    assert take_in(ledger, made([finding()]), STAMP, date(2021, 3, 31)).new == ("2020-001",)
    path = tmp_path / "l.xlsx"
    path.write_bytes(ledger_bytes(read_rows(ledger), "zh"))
    assert merge(ledger, read_edited(str(path)), STAMP).edited == ()
    for state in (LedgerState.ASSIGNED, LedgerState.REPORTED, LedgerState.VERIFIED, LedgerState.CLOSED):
        move(ledger, "2020-001", state, STAMP, "办结")
    assert take_in(ledger, made([finding()], as_of=LATER), STAMP).relapsed == ("2020-001",)
    row, entries = read_row(ledger, "2020-001")
    assert (row.state, row.relapses, len(entries)) == (LedgerState.RELAPSED, 1, 6)


def test_two_processes_lose_nothing(url: str) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", OTHER, str(ROOT), url, str(first), str(first + 5), ""], cwd=ROOT)
                 for first in (2001, 2006)]
    assert [process.wait(timeout=120) for process in processes] == [0, 0]
    rows = read_rows(open_ledger(url))
    assert [row.number for row in rows] == [f"2020-{serial:03}" for serial in range(1, 12)]


def test_a_locked_database_is_refused_after_the_wait(url: str) -> None:
    ledger = open_ledger(url, create=True, wait=0.2)
    take_in(ledger, made([finding()]), STAMP)
    with ledger.writing(), pytest.raises(UsageError, match=r"ledger.locked"):
        move(ledger, "2020-001", LedgerState.ASSIGNED, STAMP)


@pytest.mark.parametrize("statement", [
    "UPDATE ledger_history SET who = ''",
    "DELETE FROM ledger_history",
    "TRUNCATE ledger_history",
    "INSERT INTO ledger_history SELECT * FROM ledger_history ON CONFLICT (id) DO UPDATE SET who = ''",
    "INSERT INTO ledger_history (id, number, revision, at, who, event, note, changes) VALUES (2, '', 1, '', '', '', '', '')",
    "DELETE FROM ledger_gap",
    "TRUNCATE ledger_gap",
    "UPDATE ledger_gap SET number = 'x'",
    "UPDATE ledger_intake SET who = ''",
    "TRUNCATE ledger_intake",
])
def test_what_the_database_refuses(url: str, statement: str) -> None:
    ledger = open_ledger(url, create=True)
    take_in(ledger, made([finding()]), STAMP)
    with (pytest.raises(UsageError, match=r"only added to|follows the last one|keeps its number"),
          ledger.writing() as connection):
        connection.exec_driver_sql(statement)
    assert verify(ledger).problems == ()


@pytest.mark.parametrize("statement, found", [
    ("UPDATE ledger_history SET who = 'x' WHERE id = 2", ["entry-changed"]),
    ("DELETE FROM ledger_history WHERE id = 2", ["chain-broken"]),
    ("DELETE FROM ledger_history WHERE id = 3", ["row-changed", "tail-cut"]),
    ("UPDATE ledger_gap SET state = 'closed'", ["row-changed"]),
    ("DELETE FROM ledger_gap", ["row-gone"]),
    ("DROP TRIGGER ledger_history_next ON ledger_history", ["guards-gone"]),
    ("ALTER TABLE ledger_history DISABLE TRIGGER ALL", ["guards-gone"]),
])
def test_what_the_chain_shows(url: str, statement: str, found: list[str]) -> None:
    ledger = open_ledger(url, create=True)
    take_in(ledger, made([finding()]), STAMP)
    for state in (LedgerState.ASSIGNED, LedgerState.REPORTED):
        move(ledger, "2020-001", state, STAMP)
    assert verify(ledger).problems == ()
    with ledger.writing() as connection:
        for table in ("ledger_history", "ledger_gap"):
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        connection.exec_driver_sql(statement)
        for table in ("ledger_history", "ledger_gap"):
            if "DISABLE" not in statement:
                connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    assert sorted(one.code.removeprefix("ledger.") for one in verify(ledger).problems) == found


def test_a_ledger_of_the_older_format_is_read_and_then_renewed(url: str) -> None:
    engine = sqlalchemy.create_engine(url.replace("postgresql:", "postgresql+psycopg:"), poolclass=sqlalchemy.NullPool)
    with engine.begin() as connection:
        for statement in OLD.read_text(encoding="utf-8").split(";\n"):
            connection.exec_driver_sql(statement) if statement.strip() else None
    ledger = open_ledger(url)
    before = [read_row(ledger, number) for number in ("2020-001", "2020-002")]
    assert [one.code for one in verify(ledger).problems] == ["ledger.no-chain"]
    move(ledger, "2020-003", LedgerState.ASSIGNED, STAMP)
    assert [read_row(ledger, number) for number in ("2020-001", "2020-002")] == before
    found = verify(ledger)
    assert (found.problems, found.chained_after, found.chained_at) == ((), 7, STAMP.when)
    assert take_in(ledger, made([finding(period="2021")]), STAMP).new == ("2020-004",)


def test_a_database_without_a_ledger_or_with_a_newer_one_is_left_alone(url: str) -> None:
    with pytest.raises(UsageError, match=r"ledger.not-a-ledger"):
        read_rows(open_ledger(url))
    ledger = open_ledger(url, create=True)
    take_in(ledger, made([finding()]), STAMP)
    with ledger.writing() as connection:
        connection.exec_driver_sql("UPDATE ledger_meta SET value = '4' WHERE key = 'version'")
    with pytest.raises(UsageError, match=r"ledger.newer"):
        take_in(ledger, made([finding(obligation="funds")]), STAMP)
