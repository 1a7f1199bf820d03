"""Verifying a ledger: the chain of its history is walked, and each row held against the last that happened to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from scilit_rules.ledger import guards
from scilit_rules.ledger.chain import (
    ENTRY_FIELDS,
    HEAD,
    HEAD_ENTRY,
    INTAKES,
    ROW_FIELDS,
    Head,
    entry_digest,
    head_of,
    intakes_digest,
    row_digest,
)
from scilit_rules.ledger.migration import CHAINED_AFTER, CHAINED_AT
from scilit_rules.ledger.register import history_in
from scilit_rules.ledger.store import Ledger, kept_facts
from scilit_rules.ledger.told import Told
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.model.words import LedgerEvent, ProblemLevel
from scilit_rules.problems import UsageError, problem

_AT_ONCE = 5000
_DIGEST = re.compile("[0-9a-f]{16,64}")
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying a ledger found.

    Args:
        head: the digest of its last entry, to be written down: by it a later run knows what was there by now.
        entries: how many entries its history has.
        rows: how many rows it has.
        since: how many entries were added since the digest that was expected; None if none was.
        chained_after: the last entry from before the chain; 0 if there was none.
        chained_at: when the chain was begun over what was there before; empty if nothing was.
        problems: what does not hold, each with the entry or the row, and what could not be verified.
        exported: how many rows the file has that was held against it; None if there was none.
    """

    head: str
    entries: int
    rows: int
    since: int | None
    chained_after: int
    chained_at: str
    problems: tuple[Problem, ...]
    exported: int | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing was found that was changed."""
        return not any(found.level is ProblemLevel.ERROR for found in self.problems)


def verify(ledger: Ledger, expect: str = "") -> Verified:
    """Verifies a ledger up to the entry that is its last one now; others may go on writing.

    Args:
        ledger: the ledger.
        expect: the digest of an entry that was written down, or its first 16 digits or more.

    Raises:
        UsageError: if what is expected is no digest, or the ledger can't be read.
    """
    wanted = expect.strip().lower().removeprefix("sha256:")
    if wanted and not _DIGEST.fullmatch(wanted):
        raise UsageError(problem("ledger.not-a-digest", value=expect))
    with ledger.reading() as connection:
        facts = kept_facts(connection)
        if not ledger.is_chained(connection):
            told = problem("ledger.no-chain", Place(ledger.name), level=ProblemLevel.WARNING)
            return Verified("", 0, 0, None, 0, "", (told,))
        head, gone = head_of(connection), guards.missing(connection)
        # One that was brought over from an older version notes them with the next.
        rewritten = INTAKES in facts and facts[INTAKES] != intakes_digest(connection)
    walk = _Walk(ledger, wanted)
    walk.guards(gone)
    walk.intakes(rewritten=rewritten)
    walk.entries(head)
    walk.end(head, facts)
    walk.rows()
    return Verified(head.digest, walk.count, walk.row_count, walk.since, int(facts.get(CHAINED_AFTER, "0")),
                    facts.get(CHAINED_AT, ""), walk.told.all())


class _Walk:
    def __init__(self, ledger: Ledger, wanted: str) -> None:
        self._ledger, self._wanted = ledger, wanted
        self._place = Place(ledger.name)
        self.told = Told(self._place)
        self.count = self.row_count = 0
        self.since: int | None = None

    def guards(self, gone: tuple[str, ...]) -> None:
        """Tells which guards of the database are gone."""
        if gone:
            self._tell("ledger.guards-gone", names=gone)

    def intakes(self, *, rewritten: bool) -> None:
        """Tells whether the reports that were taken in are not those that the ledger noted."""
        if rewritten:
            self._tell("ledger.intakes-changed")

    def entries(self, head: Head) -> None:
        """Walks the chain up to its end."""
        before, after = "", 0
        while found := self._entries_after(after, head.id):
            for entry in found:
                self._entry(entry, before)
                before = entry["digest"]
            after = found[-1]["id"]

    def _entry(self, entry: Mapping[str, Any], before: str) -> None:
        self.count += 1
        if self.since is not None:
            self.since += 1
        if self._wanted and str(entry["digest"]).startswith(self._wanted):
            self.since = 0
        about = {"entry": entry["id"], "number": entry["number"], "who": entry["who"], "at": entry["at"]}
        if entry["previous"] != before:
            self._tell("ledger.chain-broken", **about)
        if _digest_of(entry) != entry["digest"]:
            self._tell("ledger.entry-changed", **about)

    def end(self, head: Head, facts: Mapping[str, str]) -> None:
        """Tells whether the chain ends where the ledger noted, and holds what was written down."""
        noted, entry = facts.get(HEAD, ""), facts.get(HEAD_ENTRY, "")
        if entry.isdecimal() and int(entry) > head.id:
            self._tell("ledger.tail-cut", last=head.id, noted=int(entry))
        elif noted != head.digest:
            self._tell("ledger.head-differs", last=head.id)
        if self._wanted and self.since is None:
            self._tell("ledger.not-expected", digest=self._wanted)

    def rows(self) -> None:
        """Holds every row against what its history says of it, and looks for rows that are gone."""
        last = (-1, -1)
        while found := self._rows_after(last):
            for row in found:
                self._row(row)
            last = found[-1]["year"], found[-1]["serial"]
        for number in self._lost():
            self._tell("ledger.row-gone", number=number)

    def _row(self, row: Mapping[str, Any]) -> None:
        self.row_count += 1
        if row["entry"] is None:
            self._tell("ledger.row-unknown", number=row["number"])
        elif _row_digest(row) != row["noted"]:
            fields = self._differing(row) if self.told.wants("ledger.row-changed") else ()
            self._tell("ledger.row-changed", number=row["number"], entry=row["entry"],
                       fields=fields or (Message("ledger.some-field"),))

    def _differing(self, row: Mapping[str, Any]) -> tuple[Message, ...]:
        """The fields of a row of which its history tells another value than stands in them."""
        last: dict[str, Any] = {}
        try:
            with self._ledger.reading() as connection:
                history = history_in(connection, [row["number"]]).get(row["number"], [])
        except UsageError:
            return ()
        for entry in history:
            if entry.event is not LedgerEvent.CONFLICT:
                last |= {name: new for name, (_, new) in entry.changes.items()}
        return tuple(Message("ledger.field-differs", {"field": _field(name), "noted": noted, "found": row[name]})
                     for name, noted in last.items() if name in row and row[name] != noted)

    def _entries_after(self, after: int, last: int) -> list[dict[str, Any]]:
        from sqlalchemy import select

        from scilit_rules.ledger.tables import history

        names = (*ENTRY_FIELDS, "previous", "digest")
        asked = select(*(history.c[name] for name in names)).where(history.c.id > after, history.c.id <= last)
        with self._ledger.reading() as connection:
            found = connection.execute(asked.order_by(history.c.id).limit(_AT_ONCE)).all()
        return [dict(zip(names, entry, strict=True)) for entry in found]

    def _rows_after(self, last: tuple[int, int]) -> list[dict[str, Any]]:
        from sqlalchemy import func, select, tuple_

        from scilit_rules.ledger.tables import gaps, history

        others = history.alias()
        newest = select(func.max(others.c.id)).where(others.c.number == gaps.c.number).scalar_subquery()
        names = ("year", "serial", *ROW_FIELDS, "entry", "noted")
        asked = select(*(gaps.c[name] for name in names[:-2]), history.c.id, history.c.row).select_from(
            gaps.outerjoin(history, history.c.id == newest)).where(tuple_(gaps.c.year, gaps.c.serial) > last)
        with self._ledger.reading() as connection:
            found = connection.execute(asked.order_by(gaps.c.year, gaps.c.serial).limit(_AT_ONCE)).all()
        return [dict(zip(names, row, strict=True)) for row in found]

    def _lost(self) -> Iterator[str]:
        """The numbers in the history that no row has."""
        from sqlalchemy import exists, select

        from scilit_rules.ledger.tables import gaps, history

        there = exists().where(gaps.c.number == history.c.number)
        asked = select(history.c.number).where(history.c.event == str(LedgerEvent.ENTERED), ~there).distinct()
        with self._ledger.reading() as connection:
            yield from connection.execute(asked.limit(_MOST_ROWS)).scalars().all()

    def _tell(self, code: str, **args: Any) -> None:
        self.told.add(problem(code, self._place, **args))


def _digest_of(entry: Mapping[str, Any]) -> str:
    """The digest that an entry should have; empty where it holds what no entry can."""
    try:
        return entry_digest(entry, entry["previous"])
    except (TypeError, ValueError):
        return ""


def _row_digest(row: Mapping[str, Any]) -> str:
    try:
        return row_digest(row)
    except (TypeError, ValueError):
        return ""


def _field(name: str) -> Message:
    plain = name.removesuffix("_zh").removesuffix("_en").replace("_", "-")
    return Message(f"ledger.column.{plain}")
