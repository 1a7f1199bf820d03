"""Tables in a workbook: headings that stay and are printed again, filters, widths, as many sheets as they need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any, NamedTuple

from scilit_rules.messages import say
from scilit_rules.model.grid import column_letters
from scilit_rules.reporters.workbook.book import Book, Contents
from scilit_rules.reporters.workbook.cells import Figure, Link, Toned, Value, looks_like_formula, safe
from scilit_rules.reporters.workbook.look import Look, height_of, lines_of
from scilit_rules.reporters.workbook.rows import blank_markup, number_markup, style_of, text_markup
from scilit_rules.words.hypothesis import titled

MOST_ROWS = 1_048_576
COUNT = '#,##0;-#,##0;"–"'
WRAPPED_ROWS = 20_000
_HEAD = 2
_FITS_PAGE, _WIDEST_PAGE = 118, 240
_SCALE = 70
_NOTE_LINE = 12.5


class Column(NamedTuple):
    """One column of a table.

    Args:
        heading: its heading.
        width: its width in narrow characters.
        align: ``left``, ``center`` or ``right``.
        printed: whether it is printed; those that are not stand to the right of all that are.
    """

    heading: str
    width: float
    align: str = "left"
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a table.

    Args:
        name: the name of the sheet, short enough for a number behind it.
        title: its title.
        note: what a reader must know.
        empty: what is said where it has no rows.
        frozen: how many columns stay in sight.
        filters: whether its columns can be filtered.
    """

    name: str
    title: str
    note: str = ""
    empty: str = ""
    frozen: int = 1
    filters: bool = True


class Table:
    """A table written row by row. It goes on on a further sheet where one can't hold it.

    Args:
        book: the workbook.
        heading: what stands over it.
        columns: its columns.
        rows: how many rows it will have.
    """

    def __init__(self, book: Book, heading: Heading, columns: Sequence[Column], rows: int) -> None:
        self._book, self._heading, self._columns = book, heading, columns
        self._most = MOST_ROWS - _HEAD - 1
        self._wrap = rows <= WRAPPED_ROWS
        parts = max(-(-rows // self._most), 1)
        names = [heading.name if parts == 1 else
                 say("workbook.part", book.lang, name=heading.name, part=part + 1) for part in range(parts)]
        book.contents.append(Contents(names[0], parts, heading.title, rows))
        self._sheets = [book.sheet(name) for name in names]
        self._names = [column_letters(at) for at in range(len(columns))]
        self._styles: dict[tuple[int, str, str, bool], int] = {}
        self._sheet: Any = None
        self._row = 0
        self._totals = 0
        self._begin()

    def add(self, cells: Iterable[Value]) -> None:
        """Writes the next row."""
        if self._row > _HEAD + self._most:
            self._end()
            self._begin()
        cells = list(cells)
        height = height_of(self._lines(cells)) if self._wrap else None
        number = self._row + 1
        markup = [self._markup(at, f"{name}{number}", cell)
                  for at, (name, cell) in enumerate(zip(self._names, cells, strict=True))]
        self._sheet.write_markup(self._row, markup, height)
        self._row += 1

    def add_link(self, link: Link) -> None:
        """Writes a row whose first cell leads to another sheet."""
        self._sheet.set_row(self._row, height_of(1))
        self._sheet.write_url(self._row, 0, f"internal:'{link.sheet}'!A1", self._format(0, "link"), link.text)
        self._row += 1

    def _markup(self, at: int, reference: str, cell: Value) -> str:
        if isinstance(cell, int):
            return number_markup(reference, self._style(at, "", COUNT), cell)
        if isinstance(cell, Figure):
            shown = cell.format if self._book.can_show(cell.format) else "General"
            return number_markup(reference, self._style(at, cell.tone, shown), cell.number)
        text, tone = (cell.text, cell.tone) if isinstance(cell, Toned) else (cell or "", "")
        if not text:
            return blank_markup(reference, self._style(at, tone))
        text = safe(text, self._book.lang)
        return text_markup(reference, self._style(at, tone, "", looks_like_formula(text)), text)

    def _style(self, at: int, tone: str = "", number: str = "", quoted: bool = False) -> int:
        key = (at, tone, number, quoted)
        known = self._styles.get(key)
        if known is None:
            known = self._styles[key] = style_of(self._format(*key))
        return known

    def total(self, cells: Sequence[Value]) -> None:
        """Writes a last row of sums, which filters leave alone."""
        self._sheet.set_row(self._row, height_of(1))
        for at, cell in enumerate(chain(cells, repeat(None, len(self._columns) - len(cells)))):
            number = COUNT if isinstance(cell, int) else ""
            self._sheet.write(self._row, at, cell, self._format(at, "total", number))
        self._row += 1
        self._totals = 1

    def close(self) -> None:
        """Ends the table; says so where it has no rows."""
        if self._row == _HEAD + 1 and self._heading.empty:
            shown = self._book.format_of(Look("running", wrap=False))
            self._sheet.write_string(self._row, 0, self._heading.empty, shown)
            self._row += 1
        self._end()

    def _lines(self, cells: Iterable[Value]) -> int:
        texts = (cell.text if isinstance(cell, Toned) else cell for cell in cells)
        columns = zip(texts, self._columns, strict=False)
        return max((lines_of(text, column.width, column.align) for text, column in columns if isinstance(text, str)),
                   default=1)

    def _format(self, at: int, tone: str = "", number: str = "", quoted: bool = False) -> Any:
        return self._book.format_of(Look(tone, self._columns[at].align, number, quoted, self._wrap))

    def _begin(self) -> None:
        """Writes title, note and headings on the next sheet."""
        book, columns = self._book, self._columns
        sheet = self._sheet = self._sheets.pop(0)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
        sheet.set_row(0, 26)
        title = safe(titled(self._heading.title, book.assumed, book.lang), book.lang)
        sheet.write_string(0, 0, title, book.format_of(Look("title", quoted=looks_like_formula(title), wrap=False)))
        self._write_note(sheet)
        sheet.set_row(_HEAD, height_of(max(lines_of(c.heading, c.width, "center") for c in columns)) + 4)
        for at, column in enumerate(columns):
            look = Look("head", "center", quoted=looks_like_formula(column.heading))
            sheet.write_string(_HEAD, at, safe(column.heading, book.lang), book.format_of(look))
        sheet.freeze_panes(_HEAD + 1, self._heading.frozen)
        sheet.repeat_rows(_HEAD)
        self._row = _HEAD + 1

    def _write_note(self, sheet: Any) -> None:
        look, note = self._book.format_of(Look("note")), safe(self._heading.note, self._book.lang)
        printed = [column.width for column in self._columns if column.printed]
        width = sum(printed)
        sheet.set_row(1, height_of(lines_of(note, width), _NOTE_LINE))
        if len(printed) > 1:
            sheet.merge_range(1, 0, 1, len(printed) - 1, note, look)
        else:
            sheet.write_string(1, 0, note, look)

    def _end(self) -> None:
        """Sets what needs to know the last row: filters, and what is printed."""
        sheet, last = self._sheet, max(self._row - 1, _HEAD)
        printed = [column.width for column in self._columns if column.printed]
        if self._heading.filters and last - self._totals > _HEAD:
            sheet.autofilter(_HEAD, 0, last - self._totals, len(self._columns) - 1)
        sheet.print_area(0, 0, last, len(printed) - 1)
        if _FITS_PAGE < sum(printed) <= _WIDEST_PAGE:
            sheet.fit_to_pages(1, 0)
        elif sum(printed) > _WIDEST_PAGE:
            sheet.repeat_columns(0, max(self._heading.frozen - 1, 0))
            sheet.set_print_scale(_SCALE)
            sheet.print_across()
