"""Where a ledger is kept: an SQLite file or a PostgreSQL database, and transactions in it.

All writers wait for one another, so that what a transaction read is still true when it writes. A transaction is
written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scilit_rules.extras import install_command
from scilit_rules.model.address import masked
from scilit_rules.problems import UsageError, problem

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

WAIT = 10.0
"""How many seconds to wait for others by default."""
_WRITES = "ledger_writes"
_LOCK = 7_305_190_461


class Ledger:
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

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads.

        Raises:
            UsageError: if it can't be read, or is no ledger that this version knows.
        """
        with self._told(), self._engine.connect() as connection, connection.begin():
            self._check(connection, make=False)
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, after all others that write.

        Raises:
            UsageError: if it can't be written, or is no ledger that this version knows; it is then unchanged.
        """
        options = {_WRITES: True}
        with (self._told(), self._engine.connect().execution_options(**options) as connection, connection.begin()):
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(self._wait * 1000)}")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            self._check(connection, make=self._created)
            yield connection

    def _check(self, connection: Connection, make: bool) -> None:
        from sqlalchemy import insert, inspect, select

        from scilit_rules.ledger import tables

        tables_there = inspect(connection).get_table_names()
        if tables.facts.name not in tables_there:
            own_file = connection.dialect.name == "sqlite"
            if not make or (own_file and tables_there):
                raise UsageError(problem("ledger.not-a-ledger", ledger=self.name))
            tables.metadata.create_all(connection)
            said = {"format": tables.FORMAT, "version": str(tables.VERSION)}
            connection.execute(insert(tables.facts), [{"key": key, "value": value} for key, value in said.items()])
            return
        found = {key: str(value) for key, value in connection.execute(select(tables.facts.c.key, tables.facts.c.value))}
        version = found.get("version", "")
        if found.get("format") != tables.FORMAT or not version.isdecimal():
            raise UsageError(problem("ledger.not-a-ledger", ledger=self.name))
        if int(version) < tables.VERSION:
            raise UsageError(problem("ledger.older", ledger=self.name, written=version, known=tables.VERSION))
        if int(version) > tables.VERSION:
            raise UsageError(problem("ledger.newer", ledger=self.name, written=version, known=tables.VERSION))

    @contextmanager
    def _told(self) -> Iterator[None]:
        from sqlalchemy.exc import DBAPIError

        try:
            yield
        except DBAPIError as error:
            raise UsageError(self._problem(error.orig)) from error

    def _problem(self, error: Any) -> Any:
        said = str(error).strip()
        code = getattr(error, "sqlite_errorname", "") or getattr(error, "sqlstate", "") or said
        for sign, message in _SIGNS.items():
            if sign in code or sign in said:
                return problem(message, ledger=self.name, seconds=f"{self._wait:g}")
        return problem("ledger.failed", ledger=self.name, error=said.partition("\n")[0])


# How the two databases name what went wrong; the first that fits.
_SIGNS = {
    "database is locked": "ledger.locked", "55P03": "ledger.locked",
    "database or disk is full": "ledger.full", "53100": "ledger.full",
    "file is not a database": "ledger.not-a-ledger",
    "readonly database": "ledger.read-only", "25006": "ledger.read-only", "42501": "ledger.read-only",
    "malformed": "ledger.damaged",
}


def open_ledger(where: str | Path, *, create: bool = False, wait: float = WAIT) -> Ledger:
    """A ledger by its file or address. Nothing stays open: each call reads or writes, and lets go of it.

    Args:
        where: a file, or an address such as ``postgresql://user@host/database``.
        create: whether it is made if it is not there, once something is written.
        wait: how many seconds to wait while others write.

    Raises:
        UsageError: if there is none, or a library is missing.
    """
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
    if not name or path.is_dir():
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
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
