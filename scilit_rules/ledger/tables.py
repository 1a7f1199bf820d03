"""The tables of a ledger."""

from __future__ import annotations

from typing import Any

from sqlalchemy import DDL, Column, Integer, MetaData, String, Table, Text, UniqueConstraint, event

FORMAT = "scilit-rules-ledger"
VERSION = 2
_SHORT = ("number", "plan", "obligation", "subject", "period", "deadline", "state", "closed_on", "seen_fixed",
          "first_seen", "judged_on")
_LONG = ("subject_zh", "subject_en", "problem_zh", "problem_en", "clause", "source_zh", "source_en", "bodies",
         "person", "measure", "evidence", "verifier", "remark")

metadata = MetaData()
facts = Table(
    "ledger_meta", metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)
gaps = Table(
    "ledger_gap", metadata,
    Column("year", Integer, nullable=False),
    Column("serial", Integer, nullable=False),
    *(Column(name, String, nullable=False, primary_key=name == "number") for name in _SHORT),
    *(Column(name, Text, nullable=False) for name in _LONG),
    Column("relapses", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("year", "serial"),
    UniqueConstraint("plan", "obligation", "subject", "period"),
)
history = Table(
    "ledger_history", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("number", String, nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("event", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("changes", Text, nullable=False),
)
intakes = Table(
    "ledger_intake", metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("plan", String, nullable=False),
    Column("digest", String, nullable=False),
    Column("as_of", String, nullable=False),
    Column("report", String, nullable=False),
    Column("counts", String, nullable=False),
)

_ddl: Any = DDL
# Whoever opens the ledger with another program can't change what happened either.
for _verb in ("UPDATE", "DELETE"):
    _kept = _ddl(f"CREATE TRIGGER ledger_history_{_verb.lower()} BEFORE {_verb} ON ledger_history "
                 "BEGIN SELECT RAISE(ABORT, 'the history of a ledger is only added to'); END")
    event.listen(history, "after_create", _kept.execute_if(dialect="sqlite"))
event.listen(history, "after_create", _ddl(
    "CREATE FUNCTION ledger_history_kept() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RAISE EXCEPTION ''the history of a ledger is only added to''; END'"
).execute_if(dialect="postgresql"))
event.listen(history, "after_create", _ddl(
    "CREATE TRIGGER ledger_history_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_history "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_history_kept()"
).execute_if(dialect="postgresql"))
