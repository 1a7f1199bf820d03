"""The tables of a ledger, and what in them is looked for by which index."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Index, Integer, MetaData, String, Table, Text, UniqueConstraint, event, literal_column

from scilit_rules.ledger import guards

FORMAT = "scilit-rules-ledger"
VERSION = 3
READABLE = 2
"""The oldest version that can still be read; whoever writes into it brings it to the present one."""
NAME_START = 200
"""By how many of its first characters a name is indexed: an entry of an index can't be of any length."""
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
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("event", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("changes", Text, nullable=False),
    # The chain: the digest of the row as this left it, of the entry before, and of this entry with both.
    Column("row", String, nullable=False, server_default=""),
    Column("previous", String, nullable=False, server_default=""),
    Column("digest", String, nullable=False, server_default=""),
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


def start_of_name(column: str) -> Any:
    """The beginning of a name as it stands in its index."""
    return literal_column(f"substr({column}, 1, {NAME_START})")


INDICES = (
    Index("ledger_history_by_number", history.c.number, history.c.id),
    # What is due is counted and put in order by these without looking at a row.
    Index("ledger_gap_by_state", gaps.c.state, gaps.c.deadline, gaps.c.year, gaps.c.serial, gaps.c.seen_fixed),
    Index("ledger_gap_by_subject", gaps.c.subject, gaps.c.year, gaps.c.serial, gaps.c.state, gaps.c.deadline,
          gaps.c.seen_fixed),
    Index("ledger_gap_by_name_zh", start_of_name("subject_zh"), gaps.c.subject),
    Index("ledger_gap_by_name_en", start_of_name("subject_en"), gaps.c.subject),
)

for _table in (history, gaps, intakes):
    event.listen(_table, "after_create", guards.set_up)
