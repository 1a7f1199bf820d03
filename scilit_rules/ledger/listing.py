"""Many rows of a ledger: a page of them, or one after the other, chosen and put in order by the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from scilit_rules.ledger.register import number_of, place_of, rows_in
from scilit_rules.ledger.rows import LedgerRow
from scilit_rules.ledger.spool import Spool
from scilit_rules.ledger.store import Ledger
from scilit_rules.ledger.wanted import Wanted, conditions, overdue
from scilit_rules.model.words import LedgerState

if TYPE_CHECKING:
    from sqlalchemy import Connection

AT_ONCE = 900
"""How many rows are read in one transaction: a reader of many keeps nobody from writing for long."""


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Some of the rows that were asked for, in the order of their numbers.

    Args:
        rows: the rows.
        count: how many were asked for in all.
        next: the number after which the next page begins; None where this is the last.
        closed: how many of all are closed.
        overdue: how many of all are overdue on the day that was asked about.
    """

    rows: tuple[LedgerRow, ...]
    count: int
    next: str | None
    closed: int
    overdue: int


def rows_after(connection: Connection, wanted: Wanted, after: tuple[int, int] | None, most: int) -> list[LedgerRow]:
    """The next rows that are asked for, in the order of their numbers.

    Args:
        connection: a transaction.
        wanted: which.
        after: year and serial of the row before them; None for the first.
        most: how many at most.
    """
    from sqlalchemy import tuple_

    from scilit_rules.ledger.tables import gaps

    holds = conditions(connection, wanted)
    order = (gaps.c.year, gaps.c.serial)
    if after is not None:
        holds.append(tuple_(*order) > after)
    numbers = list(numbers_in(connection, holds, order, most))
    return list(rows_in(connection, numbers).values())


def numbers_in(connection: Connection, holds: Iterable[Any], order: Sequence[Any],
               most: int | None = None) -> Iterator[str]:
    """The numbers of the rows of which something holds, in some order; looked up where possible in indices alone.

    Args:
        connection: a transaction.
        holds: what must hold of them.
        order: by what they are put in order.
        most: how many at most.
    """
    from sqlalchemy import select

    from scilit_rules.ledger.tables import gaps

    asked = select(gaps.c.year, gaps.c.serial).where(*holds).order_by(*order).limit(most)
    for year, serial in connection.execute(asked, execution_options={"yield_per": AT_ONCE}):
        yield number_of(year, serial)


def counts_in(connection: Connection, holds: Iterable[Any], *parts: Sequence[Any]) -> list[int]:
    """How many of the rows of which something holds are of each part; all are gone through once.

    Args:
        connection: a transaction.
        holds: what must hold of them.
        parts: what besides must hold of each part; nothing for all.
    """
    from sqlalchemy import and_, case, func, literal, select

    from scilit_rules.ledger.tables import gaps

    sums = [func.sum(case((and_(*part), 1), else_=0)) if part else func.count(literal(1)) for part in parts]
    found = connection.execute(select(*sums).select_from(gaps).where(*holds)).one()
    return [int(count or 0) for count in found]


def each_row(ledger: Ledger, wanted: Wanted | None = None, after: str | None = None) -> Iterator[LedgerRow]:
    """The rows that are asked for, one by one in the order of their numbers, in memory that does not grow.

    Rows are read some at a time, so that meanwhile others can write: each is as it was when its turn came.

    Raises:
        UsageError: if there is no such subject or number, or the ledger can't be read.
    """
    from sqlalchemy import tuple_

    from scilit_rules.ledger.tables import gaps

    order = (gaps.c.year, gaps.c.serial)

    def holds(connection: Connection) -> list[Any]:
        later = [] if after is None else [tuple_(*order) > place_of(connection, after)]
        return [*conditions(connection, wanted or Wanted()), *later]

    yield from each_of(ledger, holds, order)


def each_of(ledger: Ledger, holds: Callable[[Connection], Iterable[Any]], order: Sequence[Any]) -> Iterator[LedgerRow]:
    """The rows of which something holds, one by one in some order, in memory that does not grow.

    Their numbers are looked up at once and kept aside; the rows are read some at a time, so that others can write.

    Args:
        ledger: the ledger.
        holds: what must hold of them, in a transaction.
        order: by what they are put in order.
    """
    numbers = Spool()
    with ledger.reading() as connection:
        for number in numbers_in(connection, holds(connection), order):
            numbers.put(number)
    every = iter(numbers)
    while batch := list(islice(every, AT_ONCE)):
        with ledger.reading() as connection:
            found = rows_in(connection, batch)
        yield from found.values()


def read_rows(ledger: Ledger) -> tuple[LedgerRow, ...]:
    """All rows of a ledger, in the order of their numbers.

    Raises:
        UsageError: if it can't be read.
    """
    return tuple(each_row(ledger))


def gaps_before(ledger: Ledger, plan: str, day: date) -> Iterator[str]:
    """What is known of gaps of a plan that were found before a day: their ids, as of findings.

    Args:
        ledger: the ledger.
        plan: the id of the plan.
        day: the day.

    Raises:
        UsageError: if the ledger can't be read.
    """
    from sqlalchemy import select

    from scilit_rules.ledger.tables import gaps

    asked = select(gaps.c.subject, gaps.c.obligation, gaps.c.period).where(
        gaps.c.plan == plan, gaps.c.first_seen < day.isoformat())
    with ledger.reading() as connection:
        for subject, obligation, period in connection.execute(asked, execution_options={"yield_per": AT_ONCE}):
            yield f"{subject}/{obligation}/{period}"


def read_page(ledger: Ledger, wanted: Wanted, as_of: date, after: str | None, most: int) -> LedgerPage:
    """Some of the rows that are asked for, and how many there are in all.

    Args:
        ledger: the ledger.
        wanted: which rows.
        as_of: the day by which they are overdue or not.
        after: the number of the row before them; None for the first.
        most: how many at most.

    Raises:
        UsageError: if there is no such subject or number, or the ledger can't be read.
    """
    from scilit_rules.ledger.tables import gaps

    with ledger.reading() as connection:
        last = place_of(connection, after) if after is not None else None
        found = rows_after(connection, wanted, last, most + 1)
        is_closed = [gaps.c.state == str(LedgerState.CLOSED)]
        count, closed, late = counts_in(connection, conditions(connection, wanted), [], is_closed, overdue(as_of))
    rows = tuple(found[:most])
    return LedgerPage(rows, count, rows[-1].number if len(found) > most else None, closed, late)
