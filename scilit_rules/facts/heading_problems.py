"""What is told of the headings of a table: those that nobody knows, that may mean several things, or stand apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scilit_rules.facts.cells import is_blank, spelled
from scilit_rules.facts.columns import ValueColumn
from scilit_rules.facts.layout import Layout
from scilit_rules.facts.naming import Headings
from scilit_rules.model.grid import Grid, GridRow
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import MOST_TOLD, problem

_WARNING = ProblemLevel.WARNING


def heading_problems(grid: Grid, layout: Layout, headings: Headings, sample: Sequence[GridRow]) -> Iterator[Problem]:
    """A problem for each heading of a table that can't be taken as it stands.

    Args:
        grid: the table.
        layout: where it has what.
        headings: what headings mean.
        sample: its first rows.
    """
    row = max(layout.first - 1, 0)
    yield from _unknown(grid, layout, headings, row)
    for one in layout.around.caveats:
        if one.said.instructs:
            place = grid.place(one.spot.row, one.spot.column)
            yield problem("facts.note-unread", place, level=_WARNING, note=one.spot.text.strip())
    for stray in layout.strays:
        yield problem("facts.column-among-indicators", grid.place(row, stray.index), level=_WARNING,
                      heading=stray.heading)
    for value in layout.values:
        if value.rest:
            yield _not_understood(grid, value)
    for index, heading, candidates in layout.unclear:
        yield problem("facts.heading-unclear", grid.place(row, index), heading=heading, candidates=candidates)
    apart = _heading_apart(grid, layout, headings, sample)
    if apart is not None:
        place, heading = apart
        yield problem("facts.heading-apart", place, heading=heading)


def _unknown(grid: Grid, layout: Layout, headings: Headings, row: int) -> Iterator[Problem]:
    told = 0
    for index, heading in layout.unknown:
        place = grid.place(row, index)
        if heading.startswith("="):
            yield problem("facts.heading-formula", place, formula=heading)
            continue
        told += 1
        near = headings.near(heading) if told <= MOST_TOLD else ()
        yield problem("facts.unknown-column", place, level=_WARNING, near=near, heading=heading)


def _not_understood(grid: Grid, value: ValueColumn) -> Problem:
    first = value.rest[0]
    rest = " ".join(spot.text for spot in value.rest)
    return problem("facts.heading-part-unknown", grid.place(first.row, first.column), level=_WARNING,
                   heading=value.heading, rest=rest)


def _heading_apart(grid: Grid, layout: Layout, headings: Headings, sample: Sequence[GridRow]
                   ) -> tuple[Place, str] | None:
    """A heading of values where the header has none: that of a table that begins further down, beside this one."""
    header = sample[layout.header : layout.first]
    headed = {index for row in header for index, cell in enumerate(row) if not is_blank(cell)}
    for number, row in enumerate(sample[layout.first :], layout.first):
        for index, cell in enumerate(row):
            if index in headed or is_blank(cell):
                continue
            text = spelled(cell).strip()
            known = headings.fact(text)
            if known is not None and known.spec is not None and not _is_indicator(layout, index):
                return grid.place(number, index), text
    return None


def _is_indicator(layout: Layout, index: int) -> bool:
    return index in (layout.indicator, layout.subject)
