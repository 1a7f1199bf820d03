"""Bringing a ledger of an older format to the present one, within the transaction that first writes into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from scilit_rules.ledger import guards
from scilit_rules.ledger.chain import ENTRY_FIELDS, ROW_FIELDS, Head, entry_digest, keep_head, row_digest

if TYPE_CHECKING:
    from sqlalchemy import Connection

CHAINED_AFTER, CHAINED_AT = "chained_after", "chained_at"
"""Under what the ledger notes the last entry from before the chain, and when the chain was begun."""
_AT_ONCE = 2000


def bring_up_to_date(connection: Connection, at: str) -> None:
    """Brings a ledger of format 2 to the present one: indices, guards, and a chain of digests over its history.

    What is in the history by then is chained as it stands: the chain vouches for it from now on, and says so.

    Args:
        connection: a transaction that writes.
        at: when, as in the history.
    """
    from sqlalchemy import insert, update

    from scilit_rules.ledger.tables import INDICES, VERSION, facts, gaps, history, intakes

    guards.take_down_old(connection)
    for column in (history.c.row, history.c.previous, history.c.digest):
        connection.exec_driver_sql(f"ALTER TABLE {history.name} ADD COLUMN {column.name} VARCHAR DEFAULT '' NOT NULL")
    for index in INDICES:
        index.create(connection)
    connection.exec_driver_sql("DROP INDEX IF EXISTS ix_ledger_history_number")
    head = _chain(connection)
    keep_head(connection, head)
    noted = {CHAINED_AFTER: str(head.id), CHAINED_AT: at}
    connection.execute(insert(facts), [{"key": key, "value": value} for key, value in noted.items()])
    connection.execute(update(facts).where(facts.c.key == "version").values(value=str(VERSION)))
    for table in (history, gaps, intakes):
        guards.set_up(table, connection)


def _chain(connection: Connection) -> Head:
    from sqlalchemy import bindparam, update

    from scilit_rules.ledger.tables import history

    table = history
    chained = update(table).where(table.c.id == bindparam("entry")).values(
        row=bindparam("of_row"), previous=bindparam("before"), digest=bindparam("own"))
    head = Head(0, "")
    for batch in _batches(connection):
        links = []
        for entry, row in batch:
            entry["row"] = row
            own = entry_digest(entry, head.digest)
            links.append({"entry": entry["id"], "of_row": row, "before": head.digest, "own": own})
            head = Head(entry["id"], own)
        connection.execute(chained, links)
    return head


def _batches(connection: Connection) -> Iterator[Sequence[tuple[dict[str, Any], str]]]:
    """The entries in their order, each with the digest of its row where it is the last of that row."""
    from sqlalchemy import func, select

    from scilit_rules.ledger.tables import gaps, history

    others = history.alias()
    last = select(func.max(others.c.id)).where(others.c.number == history.c.number).scalar_subquery()
    fields = [history.c[name] for name in ENTRY_FIELDS if name != "row"]
    after = 0
    while True:
        asked = select(*fields, last.label("last")).where(history.c.id > after).order_by(history.c.id).limit(_AT_ONCE)
        found = [dict(one) for one in connection.execute(asked).mappings()]
        if not found:
            return
        ends = [entry["number"] for entry in found if entry["id"] == entry["last"]]
        of_rows = select(*(gaps.c[name] for name in ROW_FIELDS)).where(gaps.c.number.in_(ends))
        digests = {row["number"]: row_digest(dict(row)) for row in connection.execute(of_rows).mappings()}
        yield [(entry, digests.get(entry["number"], "") if entry["id"] == entry["last"] else "") for entry in found]
        after = found[-1]["id"]
