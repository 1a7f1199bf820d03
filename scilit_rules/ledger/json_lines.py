"""The ledger as lines of JSON: rows with their history and its digests, for other programs and as a witness."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from scilit_rules.gate.files import as_usage, open_file
from scilit_rules.gate.limits import Limits
from scilit_rules.ledger.chain import ENTRY_FIELDS, head_of, row_digest
from scilit_rules.ledger.listing import AT_ONCE, each_row
from scilit_rules.ledger.pen import stored_row
from scilit_rules.ledger.rows import kept
from scilit_rules.ledger.store import Ledger
from scilit_rules.ledger.wanted import Wanted
from scilit_rules.model.place import Place
from scilit_rules.problems import UsageError, problem

if TYPE_CHECKING:
    from sqlalchemy import Connection

LINES_FORMAT = "scilit-rules-ledger-export/1"
_LIMITS = Limits(max_bytes=1 << 40)
_LONGEST_LINE = 1 << 22


def write_lines(ledger: Ledger, wanted: Wanted, out: BinaryIO) -> int:
    """Writes rows, each followed by its history: one JSON object a line.

    The first line tells format, and number and digest of the last entry of the whole ledger; then each row as ``row``
    with its digest, and each of its entries as ``entry``; the last line how many of both there are.

    Args:
        ledger: the ledger.
        wanted: which rows.
        out: where it is written to.

    Returns:
        how many rows there are.

    Raises:
        UsageError: if there is no such subject, or the ledger can't be read or has no chain of digests yet.
        OSError: if it can't be written.
    """
    with ledger.reading() as connection:
        if not ledger.is_chained(connection):
            raise UsageError(problem("ledger.no-chain", Place(ledger.name)))
        head = head_of(connection)
    _write(out, {"format": LINES_FORMAT, "head_entry": head.id, "head": head.digest})
    rows = entries = 0
    every = each_row(ledger, wanted)
    while batch := list(islice(every, AT_ONCE)):
        with ledger.reading() as connection:
            history = _history(connection, [row.number for row in batch])
        for row in batch:
            _write(out, {"row": {**_shown(stored_row(row)), "digest": row_digest(stored_row(row))}})
            for entry in history.get(row.number, ()):
                _write(out, {"entry": _shown(entry)})
                entries += 1
        rows += len(batch)
    _write(out, {"rows": rows, "entries": entries})
    return rows


def read_lines(path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a file that was written so, each with the number of its line.

    Raises:
        UsageError: if it can't be read, or a line is no JSON object.
    """
    with as_usage(), open_file(path, _LIMITS) as file:
        number = 0
        while line := file.readline(_LONGEST_LINE):
            number += 1
            try:
                found = json.loads(line)
            except (ValueError, RecursionError):
                found = None
            if not isinstance(found, dict):
                raise UsageError(problem("ledger.not-a-line", Place(path, line=number)))
            yield number, found


def _history(connection: Connection, numbers: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The entries of rows as they are stored, with their digests."""
    from sqlalchemy import select

    from scilit_rules.ledger.tables import history

    asked = select(*(history.c[name] for name in (*ENTRY_FIELDS, "previous", "digest"))).where(
        history.c.number.in_(numbers)).order_by(history.c.id)
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in connection.execute(asked).mappings():
        found.setdefault(entry["number"], []).append(dict(entry))
    return found


def _shown(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name: kept(value) if isinstance(value, str) else value for name, value in stored.items()}


def _write(out: BinaryIO, value: Mapping[str, Any]) -> None:
    out.write((json.dumps(value, ensure_ascii=False) + "\n").encode("utf-8", "replace"))
