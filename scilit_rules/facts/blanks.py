"""The cells of a form that nobody filled in, so that who must fill them in is told where they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scilit_rules.facts.cells import MISSING, content, fold_name, spelled
from scilit_rules.facts.dates import read_period
from scilit_rules.facts.layout import Layout
from scilit_rules.facts.naming import Headings
from scilit_rules.model.grid import Grid, GridRow
from scilit_rules.model.returns import Blank


def blanks_of(grid: Grid, layout: Layout, headings: Headings, rows: Iterable[GridRow]) -> Iterator[Blank]:
    """The blank cells of values in a table of a form, each with the fact that it is asked for.

    Args:
        grid: the table.
        layout: where it has what.
        headings: what the codes of its rows mean.
        rows: the rows below its header.
    """
    if layout.code is None:
        return
    for number, row in enumerate(rows, start=layout.first):
        coded = headings.coded(_text(row, layout.code))
        if coded is None or coded.spec is None:
            continue
        for column in layout.values:
            written = _text(row, column.index)
            if fold_name(written) in MISSING:
                yield Blank(coded.spec.name, _year(row, layout.period), grid.place(number, column.index), written)


def _text(row: GridRow, index: int) -> str:
    return spelled(row[index]).strip() if index < len(row) else ""


def _year(row: GridRow, index: int | None) -> int | None:
    raw = content(row[index]) if index is not None and index < len(row) else None
    found = None if raw is None or isinstance(raw, bool) else read_period(raw)
    return None if found is None else found[0].year
