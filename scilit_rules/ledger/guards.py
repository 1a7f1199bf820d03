"""What the database itself refuses, whichever program asks for it: history that is changed, rows that go.

What it can't refuse (a file that is edited, a guard that is dropped) the chain of digests shows; see ``chain``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection

HISTORY, GAPS, INTAKES = "ledger_history", "ledger_gap", "ledger_intake"
_ONLY_ADDED = "the history of a ledger is only added to"
_NEXT = "an entry of the history follows the last one and names its digest"
_KEPT = "a row of a ledger keeps its number and is never taken out"
_FOLLOWS = ("NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM ledger_history) "
            "OR NEW.previous IS NOT coalesce((SELECT digest FROM ledger_history ORDER BY id DESC LIMIT 1), '')")
_TAKEN = ("EXISTS (SELECT 1 FROM ledger_gap WHERE number = NEW.number OR (year = NEW.year AND serial = NEW.serial) "
          'OR ("plan" = NEW."plan" AND obligation = NEW.obligation AND subject = NEW.subject AND period = NEW.period))')
_MUST_FOLLOW = (
    "IF NEW.id IS DISTINCT FROM (SELECT coalesce(max(id), 0) + 1 FROM ledger_history) "  # noqa: S608
    "OR NEW.previous IS DISTINCT FROM coalesce((SELECT digest FROM ledger_history ORDER BY id DESC LIMIT 1), '''') "
    f"THEN RAISE EXCEPTION ''{_NEXT}''; END IF; RETURN NEW;"
)
# REPLACE deletes a row without asking the guard of deletions, unless what it would replace is looked for before.
_SQLITE = {
    HISTORY: (("update", "UPDATE", "", _ONLY_ADDED), ("delete", "DELETE", "", _ONLY_ADDED),
              ("insert", "INSERT", _FOLLOWS, _NEXT)),
    INTAKES: (("update", "UPDATE", "", _ONLY_ADDED), ("delete", "DELETE", "", _ONLY_ADDED),
              ("insert", "INSERT", "EXISTS (SELECT 1 FROM ledger_intake WHERE id = NEW.id)", _ONLY_ADDED)),
    GAPS: (("delete", "DELETE", "", _KEPT), ("number", "UPDATE OF number, year, serial", "", _KEPT),
           ("insert", "INSERT", _TAKEN, _KEPT)),
}
_POSTGRESQL = {
    HISTORY: (("kept", "BEFORE UPDATE OR DELETE OR TRUNCATE", "STATEMENT", f"RAISE EXCEPTION ''{_ONLY_ADDED}'';"),
              ("next", "BEFORE INSERT", "ROW", _MUST_FOLLOW)),
    INTAKES: (("kept", "BEFORE UPDATE OR DELETE OR TRUNCATE", "STATEMENT", f"RAISE EXCEPTION ''{_ONLY_ADDED}'';"),),
    GAPS: (("kept", "BEFORE DELETE OR TRUNCATE", "STATEMENT", f"RAISE EXCEPTION ''{_KEPT}'';"),
           ("number", "BEFORE UPDATE OF number, year, serial", "STATEMENT", f"RAISE EXCEPTION ''{_KEPT}'';")),
}
# What a ledger of format 2 had.
_OLD = {
    "sqlite": ("DROP TRIGGER IF EXISTS ledger_history_update", "DROP TRIGGER IF EXISTS ledger_history_delete"),
    "postgresql": ("DROP TRIGGER IF EXISTS ledger_history_kept ON ledger_history",
                   "DROP FUNCTION IF EXISTS ledger_history_kept()"),
}


def set_up(table: Any, connection: Connection, **_: Any) -> None:
    """Sets the guards of a table."""
    for statement in _statements(table.name, connection.dialect.name):
        connection.exec_driver_sql(statement)


def take_down_old(connection: Connection) -> None:
    """Takes the guards of a ledger of format 2 down, so that the chain can be begun."""
    for statement in _OLD[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def missing(connection: Connection) -> tuple[str, ...]:
    """The names of the guards that are not there, or not as they were set, or are switched off."""
    dialect = connection.dialect.name
    if dialect == "sqlite":
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        found = {row.name: row.sql for row in connection.exec_driver_sql(asked)}
        wanted = {statement.split()[2]: statement for table in _SQLITE for statement in _statements(table, dialect)}
        return tuple(name for name, statement in wanted.items() if found.get(name) != statement)
    asked = ("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' "
             "AND tgrelid IN ('ledger_history'::regclass, 'ledger_gap'::regclass, 'ledger_intake'::regclass)")
    there = set(connection.exec_driver_sql(asked).scalars())
    return tuple(name for table, guards in _POSTGRESQL.items()
                 for name in (f"{table}_{guard[0]}" for guard in guards) if name not in there)


def _statements(table: str, dialect: str) -> Iterator[str]:
    if dialect == "sqlite":
        for name, verb, condition, message in _SQLITE[table]:
            when = f"WHEN {condition} " if condition else ""
            yield (f"CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table} {when}"
                   f"BEGIN SELECT RAISE(ABORT, '{message}'); END")
        return
    for name, moment, each, body in _POSTGRESQL[table]:
        function = f"{table}_{name}"
        yield f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN {body} END'"
        yield f"CREATE TRIGGER {function} {moment} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
