"""Where a ledger is kept: an SQLite file or a PostgreSQL database, and transactions in it.

All writers wait for one another, so that what a transaction read is still true when it writes. A transaction is
written whole or not at all.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scilit_rules.arguments import PATH, SECONDS, must_fit
from scilit_rules.extras import install_command
from scilit_rules.model.address import HIDDEN, masked
from scilit_rules.problems import StaysHere, UsageError, problem

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

WAIT = 10.0
"""How many seconds to wait for others by default."""
_WRITES = "ledger_writes"
_LOCK = 7_305_190_461
_PAUSE, _HURRY = 0.006, 20.0
"""How long a writer waits at most before it asks again, in seconds; the longer it has waited in all, the shorter."""


class Ledger(StaysHere):
    """A ledger that can be read and written.

    Args:
        engine: the engine of SQLAlchemy.
        name: how messages call it; without a password.
        wait: how many seconds to wait for others.
        created: whether writing may make it.
    """

    def __init__(self, engine: Engine, name: str, wait: float, created: bool) -> None:
        self.name = name
        self._engine, self._wait, self._created = engine, wait, created
        self._is_known = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads.

        Raises:
            UsageError: if it can't be read, or is no ledger that this version knows.
        """
        with self._told(), self._engine.connect() as connection, connection.begin():
            self._version(connection)
            yield connection

    @contextmanager
    def writing(self, at: str = "") -> Iterator[Connection]:
        """A transaction that writes, after all others that write; a ledger of an older format is renewed by it.

        Args:
            at: when.

        Raises:
            UsageError: if it can't be written, or is no ledger that this version knows; it is then unchanged.
        """
        options = {_WRITES: self._wait}
        with (self._told(), self._engine.connect().execution_options(**options) as connection, connection.begin()):
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(self._wait * 1000)}")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            self._make_ready(connection, at)
            yield connection

    def is_chained(self, connection: Connection) -> bool:
        """Whether its history has a chain of digests; ledgers of an older format have none yet."""
        from scilit_rules.ledger.tables import VERSION

        return self._version(connection) >= VERSION

    def _make_ready(self, connection: Connection, at: str) -> None:
        from scilit_rules.ledger import tables
        from scilit_rules.ledger.migration import bring_up_to_date

        if self._created and self._is_empty(connection):
            self._make(connection)
        elif self._version(connection) < tables.VERSION:
            bring_up_to_date(connection, at)

    def _is_empty(self, connection: Connection) -> bool:
        """Whether a ledger may be made here: in a file of its own, or in a database beside other tables."""
        from sqlalchemy import inspect

        from scilit_rules.ledger.tables import facts

        if self._is_known:
            return False
        there = inspect(connection).get_table_names()
        return not there if connection.dialect.name == "sqlite" else facts.name not in there

    @staticmethod
    def _make(connection: Connection) -> None:
        from sqlalchemy import insert

        from scilit_rules.ledger import tables

        tables.metadata.create_all(connection)
        said = {"format": tables.FORMAT, "version": str(tables.VERSION)}
        connection.execute(insert(tables.facts), [{"key": key, "value": value} for key, value in said.items()])

    def _version(self, connection: Connection) -> int:
        """The format of the ledger.

        Raises:
            UsageError: if it is none that this version knows.
        """
        from sqlalchemy import inspect

        from scilit_rules.ledger import tables

        if not self._is_known and tables.facts.name not in inspect(connection).get_table_names():
            raise UsageError(problem("ledger.not-a-ledger", ledger=self.name))
        found = kept_facts(connection)
        version = found.get("version", "")
        if found.get("format") != tables.FORMAT or not version.isdecimal():
            raise UsageError(problem("ledger.not-a-ledger", ledger=self.name))
        if not tables.READABLE <= int(version) <= tables.VERSION:
            code = "ledger.older" if int(version) < tables.READABLE else "ledger.newer"
            raise UsageError(problem(code, ledger=self.name, written=version, known=tables.VERSION))
        self._is_known = True
        return int(version)

    @contextmanager
    def _told(self) -> Iterator[None]:
        from sqlalchemy.exc import DBAPIError

        try:
            yield
        except DBAPIError as error:
            raise UsageError(self._problem(error.orig)) from error
        except UnicodeDecodeError as error:
            # SQLite tells what is wrong with a table in the words of the damaged file, which may be no text.
            raise UsageError(problem("ledger.damaged", ledger=self.name)) from error

    def _problem(self, error: Any) -> Any:
        # Where an address was cut otherwise than was meant, a driver takes the rest of the password for the host.
        said = re.sub(r"[^\s'\"]+@(?=[^\s'\"@]+)", f"{HIDDEN}@", str(error).strip())
        code = getattr(error, "sqlite_errorname", "") or getattr(error, "sqlstate", "") or said
        for sign, message in _SIGNS.items():
            if sign in code or sign in said:
                return problem(message, ledger=self.name, seconds=f"{self._wait:g}")
        return problem("ledger.failed", ledger=self.name, error=said.partition("\n")[0])


# How the two databases name what went wrong; the first that fits.
_SIGNS = {
    "database is locked": "ledger.locked", "55P03": "ledger.locked",
    "database or disk is full": "ledger.full", "53100": "ledger.full",
    "SQLITE_IOERR_WRITE": "ledger.no-room",
    "file is not a database": "ledger.not-a-ledger",
    "readonly database": "ledger.read-only", "25006": "ledger.read-only", "42501": "ledger.read-only",
    "malformed": "ledger.damaged",
}


def kept_facts(connection: Connection) -> dict[str, str]:
    """What a ledger notes of itself: its format and version, and where its history ends."""
    from sqlalchemy import select

    from scilit_rules.ledger.tables import facts

    return {key: str(value) for key, value in connection.execute(select(facts.c.key, facts.c.value))}


def open_ledger(where: str | Path, *, create: bool = False, wait: float = WAIT) -> Ledger:
    """A ledger by its file or address. Nothing stays open: each call reads or writes, and lets go of it.

    Args:
        where: a file, or an address such as ``postgresql://user@host/database``.
        create: whether it is made if it is not there, once something is written.
        wait: how many seconds to wait while others write.

    Raises:
        UsageError: if there is none, or a library is missing.
    """
    must_fit(where=(where, PATH), create=(create, bool), wait=(wait, SECONDS))
    try:
        from sqlalchemy import create_engine, event
        from sqlalchemy.engine import URL, make_url
        from sqlalchemy.exc import ArgumentError, NoSuchModuleError
        from sqlalchemy.pool import NullPool
    except ImportError:
        raise _missing("SQLAlchemy", "ledger") from None
    try:
        address = str(where)
        url = make_url(address) if "://" in address else URL.create("sqlite", database=address)
    except (ArgumentError, ValueError):
        raise UsageError(problem("ledger.no-address", ledger=str(where))) from None
    name = url.database or "" if url.drivername.startswith("sqlite") else masked(address)
    kind = url.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise UsageError(problem("ledger.no-address", ledger=name))
    if kind == "sqlite":
        url = url.set(drivername="sqlite+pysqlite")
        _check_file(name, create)
        settings: dict[str, Any] = {"timeout": wait}
    else:
        url = url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url
        settings = {"connect_timeout": max(int(wait), 2)}
    try:
        engine = create_engine(url, poolclass=NullPool, connect_args=settings)
    except (ImportError, NoSuchModuleError):
        raise _missing("psycopg", "postgresql") from None
    if kind == "sqlite":
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin)
    return Ledger(engine, name, wait, create)


def _missing(library: str, extra: str) -> UsageError:
    return UsageError(problem("ledger.library-missing", library=library, install=install_command(extra)))


def _check_file(name: str, create: bool) -> None:
    path = Path(name)
    if not name or os.path.isdir(name):
        raise UsageError(problem("ledger.not-a-ledger", ledger=name))
    with suppress(OSError):
        if not path.exists():
            if not create:
                raise UsageError(problem("ledger.missing", ledger=name))
            if not path.resolve().parent.is_dir():
                raise UsageError(problem("ledger.no-folder", ledger=name, folder=path.resolve().parent))


def _leave_transactions_to_us(connection: Any, record: Any) -> None:
    connection.isolation_level = None


def _begin(connection: Connection) -> None:
    """Begins a transaction; one that writes asks again and again, so that no writer is passed over for long.

    Left to itself SQLite waits longer and longer between two tries, while others come and go; here whoever has waited
    longer asks more often.
    """
    wait = connection.get_execution_options().get(_WRITES)
    if wait is None:
        connection.exec_driver_sql("BEGIN")
        return
    raw: Any = connection.connection.dbapi_connection
    last = time.monotonic() + wait
    raw.execute("PRAGMA busy_timeout = 0")
    while time.monotonic() < last and _is_held(raw):
        waited = wait - (last - time.monotonic())
        time.sleep(random.uniform(0.2, 1) * _PAUSE / (1 + _HURRY * waited))  # noqa: S311  # to keep writers out of step
    if not raw.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    raw.execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")


def _is_held(raw: Any) -> bool:
    """Tries to begin; says whether another writer was in the way. What else is in the way is said by the next try."""
    try:
        raw.execute("BEGIN IMMEDIATE")
    except raw.DatabaseError as error:
        return "locked" in str(error)
    return False
