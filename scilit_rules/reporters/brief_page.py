"""A brief laid out for a terminal: title, remarks, then each table in columns that fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scilit_rules.model.brief import Brief, BriefTable
from scilit_rules.reporters.wrapping import clean, fitted, width_of, wrap

_BOLD, _RESET = "\x1b[1m", "\x1b[0m"
_LEAST, _GAP = 12, 2


def page_lines(brief: Brief, width: int, colour: bool = False) -> Iterator[str]:
    """The lines of a brief, none wider than so many columns.

    Args:
        brief: what is to be told.
        width: the columns that there are.
        colour: whether titles and headings may be set in bold.
    """
    yield from _bold(brief.title, width, colour)
    for line in brief.under:
        yield from wrap(line, width)
    yield "=" * width
    for remark in brief.remarks:
        yield ""
        yield from wrap(remark, width)
    for table in brief.tables:
        yield ""
        yield from table_lines(table, width, colour)
    yield ""
    yield from _bold(brief.conclusion, width, colour)


def table_lines(table: BriefTable, width: int, colour: bool = False) -> Iterator[str]:
    """The lines of one table with its heading, none wider than so many columns."""
    yield from _bold(table.heading, width, colour)
    yield from _columns(table, width)


def _bold(text: str, width: int, colour: bool) -> Iterator[str]:
    for line in wrap(text, width):
        yield f"{_BOLD}{line}{_RESET}" if colour and line else line


def _columns(table: BriefTable, width: int) -> Iterator[str]:
    room = width - _GAP * (len(table.headers) - 1)
    natural = [max(map(_widest, cells)) for cells in zip(table.headers, *table.rows, strict=True)]
    least = [min(own, max(width_of(head), _LEAST)) for own, head in zip(natural, table.headers, strict=True)]
    widths = fitted(natural, least, room)
    if sum(widths) > room:
        yield from _cards(table, width)
        return
    yield from _stacked(table.headers, widths, table.align)
    yield (" " * _GAP).join("-" * each for each in widths)
    tall = any(len(wrap(cell, each)) > 1 for row in table.rows for cell, each in zip(row, widths, strict=True))
    for number, row in enumerate(table.rows):
        if number and tall and not table.dense:
            yield ""
        yield from _stacked(row, widths, table.align)


def _stacked(row: Sequence[str], widths: Sequence[int], align: str) -> Iterator[str]:
    cells = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    for at in range(max(map(len, cells))):
        parts = (_padded(cell[at] if at < len(cell) else "", width, side)
                 for cell, width, side in zip(cells, widths, align, strict=True))
        yield (" " * _GAP).join(parts).rstrip()


def _padded(text: str, width: int, side: str) -> str:
    space = " " * (width - width_of(text))
    return space + text if side == "r" else text + space


def _cards(table: BriefTable, width: int) -> Iterable[str]:
    for row in table.rows:
        for header, cell in zip(table.headers, row, strict=True):
            if cell:
                first, *more = wrap(f"{header}: {cell}", width - _GAP)
                yield first
                yield from (" " * _GAP + line for line in more)
        yield ""


def _widest(text: str) -> int:
    return max(width_of(clean(line)) for line in text.split("\n"))
