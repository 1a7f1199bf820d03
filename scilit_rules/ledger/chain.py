"""The chain of the history: each entry carries the digest of itself and of the entry before it.

What is digested, so that any program can do it again: a JSON array without blanks, characters as they are, in UTF-8;
SHA-256 of these bytes, in lower-case hexadecimal digits. Of a row ``[ROW_FORMAT, number, plan, ...]`` with the fields
in the order of ``ROW_FIELDS``, each as it is stored: dates as ``2021-03-31``, nothing as an empty text, ``relapses``
and ``revision`` as numbers. Of an entry ``[ENTRY_FORMAT, previous, id, number, ...]`` with the fields in the order of
``ENTRY_FIELDS``: ``previous`` is the digest of the entry before, empty for the first; ``changes`` is the text as it is
stored; ``row`` is the digest of the row as the entry left it, empty where nobody noted it: in entries from before the
chain that were not the last of their row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection

ROW_FORMAT = "scilit-rules-ledger-row/1"
ENTRY_FORMAT = "scilit-rules-ledger-entry/1"
ROW_FIELDS = (
    "number", "plan", "obligation", "subject", "period", "subject_zh", "subject_en", "problem_zh", "problem_en",
    "clause", "source_zh", "source_en", "bodies", "person", "measure", "deadline", "state", "evidence", "verifier",
    "closed_on", "remark", "relapses", "seen_fixed", "first_seen", "judged_on", "revision",
)
ENTRY_FIELDS = ("id", "number", "revision", "at", "who", "event", "note", "changes", "row")
INTAKES_FORMAT = "scilit-rules-ledger-intakes/1"
INTAKE_FIELDS = ("id", "at", "who", "plan", "digest", "as_of", "report", "counts")
INTAKES = "intakes"
"""Under what the ledger notes the digest of all its intakes."""
HEAD, HEAD_ENTRY = "head", "head_entry"
"""Under what the ledger notes the digest and the number of its last entry."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain.

    Args:
        id: the number of the last entry; 0 if there is none.
        digest: its digest; empty if there is none.
    """

    id: int
    digest: str


def row_digest(stored: Mapping[str, Any]) -> str:
    """The digest of a row.

    Args:
        stored: its fields as they are stored.
    """
    return _digest([ROW_FORMAT, *(stored[name] for name in ROW_FIELDS)])


def entry_digest(entry: Mapping[str, Any], previous: str) -> str:
    """The digest of an entry of the history.

    Args:
        entry: its fields as they are stored.
        previous: the digest of the entry before.
    """
    return _digest([ENTRY_FORMAT, previous, *(entry[name] for name in ENTRY_FIELDS)])


def _digest(parts: list[Any]) -> str:
    told = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def head_of(connection: Connection) -> Head:
    """The end of the chain."""
    from sqlalchemy import select

    from scilit_rules.ledger.tables import history

    last = connection.execute(select(history.c.id, history.c.digest).order_by(history.c.id.desc()).limit(1)).first()
    return Head(last.id, last.digest) if last is not None else Head(0, "")


def extend(connection: Connection, entries: Iterable[dict[str, Any]]) -> None:
    """Adds entries to the history, in their order.

    Args:
        connection: a transaction that writes.
        entries: their fields as they are stored, but for their number and the chain.
    """
    from sqlalchemy import insert

    from scilit_rules.ledger.tables import history

    head = head_of(connection)
    chained = []
    for entry in entries:
        entry = {"id": head.id + 1, "previous": head.digest, **entry}
        entry["digest"] = entry_digest(entry, head.digest)
        head = Head(entry["id"], entry["digest"])
        chained.append(entry)
    if chained:
        connection.execute(insert(history), chained)
        keep_head(connection, head)


def intakes_digest(connection: Connection) -> str:
    """The digest of all intakes, in their order: ``[INTAKES_FORMAT, [id, at, ...], ...]`` with ``INTAKE_FIELDS``."""
    from sqlalchemy import select

    from scilit_rules.ledger.tables import intakes

    asked = select(*(intakes.c[name] for name in INTAKE_FIELDS)).order_by(intakes.c.id)
    try:
        return _digest([INTAKES_FORMAT, *(list(intake) for intake in connection.execute(asked))])
    except TypeError:
        return ""


def keep_intakes(connection: Connection) -> None:
    """Notes what the intakes are, by which a rewritten one is known."""
    _keep(connection, [{"named": INTAKES, "held": intakes_digest(connection)}])


def keep_head(connection: Connection, head: Head) -> None:
    """Notes where the chain ends, by which a cut tail is known."""
    _keep(connection, [{"named": HEAD, "held": head.digest}, {"named": HEAD_ENTRY, "held": str(head.id)}])


def _keep(connection: Connection, noted: list[dict[str, str]]) -> None:
    from sqlalchemy import bindparam, insert, update

    from scilit_rules.ledger.tables import facts

    changed = update(facts).where(facts.c.key == bindparam("named")).values(value=bindparam("held"))
    for one in noted:
        if connection.execute(changed, one).rowcount == 0:
            connection.execute(insert(facts).values(key=one["named"], value=one["held"]))
