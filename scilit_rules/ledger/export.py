"""The ledger as the workbook that offices keep, from which their edits can be read back. Written row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

from scilit_rules.ledger.chain import HEAD, HEAD_ENTRY, head_of, row_digest
from scilit_rules.ledger.columns import COLUMNS, DIGEST, EXPORT_FORMAT, HEADER, MARK_SHEET, REVISION, Column
from scilit_rules.ledger.pen import stored_row
from scilit_rules.ledger.rows import LedgerRow, kept
from scilit_rules.ledger.store import Ledger
from scilit_rules.messages import say
from scilit_rules.model.grid import column_letters
from scilit_rules.model.text import Lang
from scilit_rules.model.words import LedgerState
from scilit_rules.problems import UsageError, problem
from scilit_rules.reporters.workbook.book import Book, opened
from scilit_rules.reporters.workbook.cells import looks_like_formula, safe
from scilit_rules.reporters.workbook.look import Look, height_of, lines_of
from scilit_rules.reporters.workbook.rows import blank_markup, number_markup, style_of, text_markup

MOST_ROWS = 1_048_576 - HEADER
_HEIGHT_FOR = 20_000
"""Of how many rows the heights are set; of more, the program that opens them sets them."""
_A3 = 8
_DAY = "yyyy-mm-dd"
_EPOCH = date(1899, 12, 30)
_LEAST_HEIGHT = 30.0


def ledger_bytes(rows: Iterable[LedgerRow], lang: Lang) -> bytes:
    """The workbook of some rows; the same rows give the same bytes.

    Args:
        rows: the rows.
        lang: the language of the workbook.

    Raises:
        UsageError: if there are more rows than a sheet can hold.
    """
    out = BytesIO()
    write_ledger(rows, out, lang)
    return out.getvalue()


def write_ledger(rows: Iterable[LedgerRow], out: BinaryIO, lang: Lang, marks: Mapping[str, str] | None = None) -> int:
    """Writes the workbook of some rows, in memory that does not grow with them.

    Args:
        rows: the rows.
        out: where it is written to.
        lang: the language of the workbook.
        marks: what its hidden sheet says besides.

    Returns:
        how many rows there are.

    Raises:
        UsageError: if there are more rows than a sheet can hold.
        OSError: if it can't be written.
    """
    with opened(out, lang, say("ledger.title", lang), "") as book:
        sheet = _Sheet(book)
        for row in rows:
            sheet.add(row)
        sheet.close()
        _mark(book, {"format": EXPORT_FORMAT, **(marks or {}), "rows": str(sheet.count)})
        return sheet.count


def marks_of(ledger: Ledger) -> dict[str, str]:
    """What a workbook says of the ledger that it comes from: where its history ended when it was written."""
    with ledger.reading() as connection:
        if not ledger.is_chained(connection):
            return {}
        head = head_of(connection)
    return {HEAD_ENTRY: str(head.id), HEAD: head.digest}


def _mark(book: Book, marks: Mapping[str, str]) -> None:
    sheet = book.sheet(MARK_SHEET)
    plain = book.format_of(Look("running", wrap=False))
    for number, (key, value) in enumerate(marks.items()):
        sheet.write_string(number, 0, key, plain)
        sheet.write_string(number, 1, value, plain)
    sheet.hide()


class _Sheet:
    """The sheet of the rows."""

    def __init__(self, book: Book) -> None:
        self._book, self._lang = book, book.lang
        self._sheet = book.sheet(say("ledger.sheet", book.lang))
        self._letters = [column_letters(index) for index in range(len(COLUMNS) + 2)]
        self._styles: dict[tuple[str, str, bool], int] = {}
        self.count = 0
        self._head()

    def _head(self) -> None:
        sheet, book, last = self._sheet, self._book, len(COLUMNS) - 1
        for index, column in enumerate(COLUMNS):
            sheet.set_column(index, index, column.width)
        sheet.set_column(last + 1, last + 2, 12, None, {"hidden": True})
        for number, (code, tone, height) in enumerate((("title", "title", 28), ("how-to-edit", "note", 18))):
            sheet.set_row(number, height)
            look = Look(tone, "center" if tone == "title" else "left")
            sheet.merge_range(number, 0, number, last, say(f"ledger.{code}", self._lang), book.format_of(look))
        sheet.set_row(HEADER - 1, 30)
        head = book.format_of(Look("head", "center"))
        headings = [say(f"ledger.column.{column.key}", self._lang) for column in COLUMNS]
        for index, heading in enumerate((*headings, REVISION, DIGEST)):
            sheet.write_string(HEADER - 1, index, heading, head)

    def add(self, row: LedgerRow) -> None:
        """Writes the next row.

        Raises:
            UsageError: if the sheet is full.
        """
        if self.count >= MOST_ROWS:
            raise UsageError(problem("ledger.too-many-rows", most=MOST_ROWS))
        number = HEADER + self.count
        values = [column.value(row, self._lang) for column in COLUMNS]
        texts = [safe(kept(str(value or "")), self._lang) if not isinstance(value, date) else "" for value in values]
        cells = [self._cell(column, f"{letters}{number + 1}", value, text)
                 for column, letters, value, text in zip(COLUMNS, self._letters, values, texts, strict=False)]
        revision, digest = (f"{letters}{number + 1}" for letters in self._letters[-2:])
        cells.append(number_markup(revision, self._style("running", "", False), row.revision))
        cells.append(text_markup(digest, self._style("running", "", False), row_digest(stored_row(row))))
        self._sheet.write_markup(number, cells, self._height(texts), fixed=False)
        self.count += 1

    def _cell(self, column: Column, reference: str, value: Any, text: str) -> str:
        tone, align = "input" if column.field else "", "center" if column.centred else "left"
        if isinstance(value, date):
            return number_markup(reference, self._style(tone, align, False, _DAY), (value - _EPOCH).days)
        if not text:
            is_day = column.field in ("deadline", "closed_on")
            return blank_markup(reference, self._style(tone, align, False, _DAY if is_day else "@"))
        return text_markup(reference, self._style(tone, align, looks_like_formula(text)), text)

    def _style(self, tone: str, align: str, quoted: bool, number: str = "@") -> int:
        key = tone, f"{align}{number}", quoted
        known = self._styles.get(key)
        if known is None:
            look = Look(tone, align or "left", number, quoted)
            known = self._styles[key] = style_of(self._book.format_of(look))
        return known

    def _height(self, texts: Iterable[str]) -> float | None:
        if self.count >= _HEIGHT_FOR:
            return None
        lines = max(lines_of(text, column.width, "center" if column.centred else "left")
                    for text, column in zip(texts, COLUMNS, strict=True))
        return max(height_of(lines), _LEAST_HEIGHT)

    def close(self) -> None:
        """Sets what needs to know the last row: the list of states, filters, and how it is printed."""
        sheet, last = self._sheet, HEADER + self.count - 1
        state = next(index for index, column in enumerate(COLUMNS) if column.field == "state")
        if self.count:
            sheet.data_validation(HEADER, state, last, state, {
                "validate": "list", "source": [say(one, self._lang) for one in LedgerState], "ignore_blank": False,
                "error_message": say("ledger.choose-state", self._lang)})
        sheet.autofilter(HEADER - 1, 0, last, len(COLUMNS) + 1)
        sheet.freeze_panes(HEADER, 2)
        sheet.repeat_rows(0, HEADER - 1)
        sheet.print_area(0, 0, last, len(COLUMNS) - 1)
        sheet.set_paper(_A3)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
