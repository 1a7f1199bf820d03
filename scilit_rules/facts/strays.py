"""Columns of one fact each in a table of one indicator a row: of what their numbers are can't be told."""

from __future__ import annotations

from collections.abc import Iterator

from scilit_rules.facts.cells import is_blank, spelled
from scilit_rules.facts.framing import Framing
from scilit_rules.facts.layout import Layout
from scilit_rules.facts.times import Time
from scilit_rules.model.fact import Doubt
from scilit_rules.model.grid import Grid, GridRow
from scilit_rules.model.text import Message
from scilit_rules.model.words import Reason


def stray_doubts(grid: Grid, layout: Layout, framing: Framing, at: tuple[GridRow, int], subject: str | None,
                 own: Time) -> Iterator[Doubt]:
    """What stands in such columns of a row: it may be of the row's subject, or of its indicator.

    Args:
        grid: the table.
        layout: where it has what.
        framing: what frames its cells.
        at: the row and its number.
        subject: whose row it is.
        own: the time of the row.
    """
    row, number = at
    named = layout.indicator or 0
    for column in layout.strays:
        raw = row[column.index] if column.index < len(row) else None
        about = column.subject or subject
        if about is None or column.spec is None or is_blank(raw):
            continue
        indicator = spelled(row[named]).strip() if named < len(row) else ""
        told = {"title": column.spec.title, "raw": spelled(raw).strip(), "indicator": indicator}
        places = (grid.place(number, column.index), grid.place(number, named))
        period = framing.time_in(column, row, own).period
        message = Message("facts.beside-indicator", told)
        yield Doubt(about, column.spec.name, period, Reason.AMBIGUOUS, message, places, spelled(raw))
