"""The ledger as the workbook that offices keep, from which their edits can be read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from scilit_rules.authoring.forms import look
from scilit_rules.authoring.forms.cells import put
from scilit_rules.authoring.forms.package import same_bytes
from scilit_rules.authoring.forms.paper import A3, lay_out
from scilit_rules.ledger.columns import COLUMNS, EXPORT_FORMAT, HEADER, MARK_SHEET, REVISION
from scilit_rules.ledger.rows import LedgerRow
from scilit_rules.messages import say
from scilit_rules.model.text import Lang
from scilit_rules.model.words import LedgerState


def ledger_bytes(rows: Sequence[LedgerRow], lang: Lang) -> bytes:
    """The workbook of some rows; the same rows give the same bytes.

    Args:
        rows: the rows.
        lang: the language of the workbook.
    """
    book = Workbook()
    sheet: Any = book.active
    sheet.title = say("ledger.sheet", lang)
    _head(sheet, lang)
    for number, row in enumerate(rows, start=HEADER + 1):
        _row(sheet, number, row, lang)
    _page(sheet, HEADER + len(rows), lang)
    mark: Any = book.create_sheet(MARK_SHEET)
    mark.append(["format", EXPORT_FORMAT])
    mark.sheet_state = "hidden"
    return same_bytes(book)


def _head(sheet: Any, lang: Lang) -> None:
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(COLUMNS))
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=len(COLUMNS))
    put(sheet.cell(1, 1), say("ledger.title", lang))
    put(sheet.cell(2, 1), say("ledger.how-to-edit", lang))
    sheet.cell(1, 1).font, sheet.cell(1, 1).alignment = look.strong(lang, 16), look.MIDDLE
    sheet.cell(2, 1).font, sheet.cell(2, 1).alignment = look.plain(lang, 9, "FF5F6B78"), look.LEFT
    for number, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(HEADER, number)
        put(cell, say(f"ledger.column.{column.key}", lang))
        cell.font, cell.fill, cell.border, cell.alignment = look.strong(lang), look.HEAD, look.GRID, look.MIDDLE
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    put(sheet.cell(HEADER, len(COLUMNS) + 1), REVISION)
    sheet.column_dimensions[get_column_letter(len(COLUMNS) + 1)].hidden = True
    for number, height in ((1, 28), (2, 18), (HEADER, 30)):
        sheet.row_dimensions[number].height = height


def _row(sheet: Any, number: int, row: LedgerRow, lang: Lang) -> None:
    texts = []
    for index, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(number, index)
        value = column.value(row, lang)
        put(cell, value or None)
        cell.font, cell.border = look.plain(lang), look.GRID
        cell.alignment = look.MIDDLE if column.centred else look.LEFT
        is_day = column.field in ("deadline", "closed_on")
        cell.number_format = "yyyy-mm-dd" if is_day else "@"
        if column.field:
            cell.fill = look.INPUT
        if not isinstance(value, date):
            texts.append((str(value or ""), column.width))
    sheet.cell(number, len(COLUMNS) + 1).value = row.revision
    sheet.row_dimensions[number].height = max(look.height_of(texts), 30)


def _page(sheet: Any, last: int, lang: Lang) -> None:
    state = get_column_letter(next(i for i, column in enumerate(COLUMNS, start=1) if column.field == "state"))
    if last > HEADER:
        words = ",".join(say(state, lang) for state in LedgerState)
        choice = DataValidation("list", f'"{words}"', allow_blank=False, showErrorMessage=True,
                                error=say("ledger.choose-state", lang))
        choice.add(f"{state}{HEADER + 1}:{state}{last}")
        sheet.add_data_validation(choice)
    lay_out(sheet, header=HEADER, last=last, frozen=2, printed=len(COLUMNS), shown=len(COLUMNS) + 1, paper=A3,
            footer=say("ledger.page", lang))
