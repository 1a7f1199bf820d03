"""The workbook of a form: cover, facts, attestations, what was reported earlier, and the hidden sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from scilit_rules.authoring.forms import look
from scilit_rules.authoring.forms.carried import Filled, FormRow
from scilit_rules.authoring.forms.cells import protect, put
from scilit_rules.authoring.forms.columns import (
    ATTESTATIONS,
    EARLIER,
    FACTS,
    PERCENT,
    TEXT,
    Check,
    Column,
    Setting,
    check_of,
    format_of,
    open_year,
    progress_check,
    proof_of,
    reviews,
    year_check,
)
from scilit_rules.authoring.forms.cover import write_cover
from scilit_rules.authoring.forms.package import same_bytes
from scilit_rules.authoring.forms.paper import A4, lay_out
from scilit_rules.messages import say
from scilit_rules.model.form import FORM_LAYOUT, FORM_RULE, FORM_SHEET
from scilit_rules.model.subject import Subject

HEADER = 3
_ALIGN = {"left": look.LEFT, "middle": look.MIDDLE, "right": look.RIGHT}
_LONGEST_LIST = 250


def form_bytes(setting: Setting, subject: Subject, filled: Filled, earlier: Sequence[FormRow],
               contacts: Mapping[str, str]) -> bytes:
    """The workbook of one subject's form.

    Args:
        setting: the plan, the year and the language.
        subject: who fills it in.
        filled: the rows that it asks.
        earlier: what was reported before and is not asked again.
        contacts: who filled in the form before, for the cover.
    """
    book = Workbook()
    mark = book.active
    assert isinstance(mark, Worksheet)
    mark.title = FORM_SHEET
    cover = book.create_sheet(say("forms.sheet.cover", setting.lang), 0)
    facts = [row for row in filled.rows if not row.asked.attested]
    attested = [row for row in filled.rows if row.asked.attested]
    write_cover(cover, setting, subject, len(facts), len(attested), contacts)
    for key, columns, rows in (("facts", FACTS, facts), ("attestations", ATTESTATIONS, attested),
                               ("earlier", EARLIER, earlier)):
        if rows:
            title = say(f"forms.sheet.{key}", setting.lang)
            _Sheet(book.create_sheet(title, len(book.worksheets) - 1), setting, subject, columns, mark).write(rows)
    _write_mark(mark, setting, subject, attested)
    book.active = 0
    return same_bytes(book)


def _write_mark(sheet: Any, setting: Setting, subject: Subject, attested: Sequence[FormRow]) -> None:
    said = {"plan": setting.plan.id, "digest": setting.plan.digest or "-", "layout": str(FORM_LAYOUT),
            "subject": subject.id, "year": str(setting.year), "lang": setting.lang}
    for row in attested:
        id = row.asked.spec.name
        said[f"{FORM_RULE}{id}"] = setting.rules[id].digest
    for number, pair in enumerate(said.items(), start=1):
        for column, text in enumerate(pair, start=1):
            put(sheet.cell(number, column), text)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


class _Sheet:
    """One sheet of rows on its way onto paper.

    Args:
        sheet: the sheet of openpyxl.
        setting: the plan, the year and the language.
        subject: who fills it in.
        columns: its columns, the last of which is hidden.
        mark: the hidden sheet, where long lists of choices stand.
    """

    def __init__(self, sheet: Any, setting: Setting, subject: Subject, columns: Sequence[Column], mark: Any) -> None:
        self._sheet, self._setting, self._subject, self._columns = sheet, setting, subject, columns
        self._mark = mark
        self._checks: dict[Check, DataValidation] = {}

    def write(self, rows: Sequence[FormRow]) -> None:
        """Writes title, headings and rows, and sets up the page."""
        self._head()
        for number, row in enumerate(rows, start=HEADER + 1):
            self._row(number, row)
        for check in self._checks.values():
            self._sheet.add_data_validation(check)
        self._page(HEADER + len(rows))

    def _head(self) -> None:
        sheet, lang, columns = self._sheet, self._setting.lang, self._columns
        last = len(columns) - 1
        half = last - 3
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=last)
        put(sheet.cell(1, 1), sheet.title)
        sheet.cell(1, 1).font, sheet.cell(1, 1).alignment = look.strong(lang, 16), look.MIDDLE
        sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=half)
        put(sheet.cell(2, 1), say("forms.subject", lang, subject=self._subject.name))
        sheet.merge_cells(start_row=2, start_column=half + 1, end_row=2, end_column=last)
        put(sheet.cell(2, half + 1), say("forms.year", lang, year=self._setting.year))
        for at, align in ((1, look.LEFT), (half + 1, look.RIGHT)):
            sheet.cell(2, at).font, sheet.cell(2, at).alignment = look.plain(lang, 11), align
        for number, column in enumerate(columns, start=1):
            cell = sheet.cell(HEADER, number)
            put(cell, say(f"forms.column.{column.key}", lang))
            cell.font, cell.fill, cell.border, cell.alignment = (
                look.strong(lang), look.REVIEW if column.role == "review" else look.HEAD, look.GRID, look.MIDDLE)
            sheet.column_dimensions[get_column_letter(number)].width = column.width
        sheet.column_dimensions[get_column_letter(last + 1)].hidden = True
        for number, height in ((1, 28), (2, 20), (HEADER, 30)):
            sheet.row_dimensions[number].height = height

    def _row(self, number: int, row: FormRow) -> None:
        sheet, lang = self._sheet, self._setting.lang
        texts = []
        for index, column in enumerate(self._columns, start=1):
            cell = sheet.cell(number, index)
            value = number - HEADER if column.key == "number" else column.value(row, self._setting)
            put(cell, value)
            cell.font, cell.border, cell.alignment = look.plain(lang), look.GRID, _ALIGN[column.align]
            self._dress(cell, column, row)
            if column.key != "code":
                texts.append((str(cell.value or ""), column.width))
        sheet.row_dimensions[number].height = max(look.height_of(texts), 30)

    def _dress(self, cell: Any, column: Column, row: FormRow) -> None:
        spec, lang = row.asked.spec, self._setting.lang
        editable = column.role != "locked"
        if column.key in ("value", "claim"):
            cell.number_format = TEXT if isinstance(cell.value, str) else format_of(spec)
            if editable:
                cell.number_format = format_of(spec)
                self._check(cell, check_of(spec, lang))
        elif column.key == "progress":
            cell.number_format = "0%" if not isinstance(cell.value, str) else PERCENT
            if editable:
                self._check(cell, progress_check(lang))
        elif column.key == "mark" and editable:
            self._check(cell, reviews(row.asked, lang))
        elif column.key == "year" and self._columns is FACTS and open_year(row.asked, self._setting.year):
            editable = True
            self._check(cell, year_check(self._setting))
        elif isinstance(cell.value, str) or editable:
            cell.number_format = TEXT
        if editable:
            needs_proof = column.key == "evidence" and proof_of(row.asked).count
            cell.fill = look.REVIEW if column.role == "review" else look.PROOF if needs_proof else look.INPUT
            cell.protection = look.OPEN

    def _check(self, cell: Any, check: Check | None) -> None:
        if check is None:
            return
        if check not in self._checks:
            self._checks[check] = self._validation(check)
        self._checks[check].add(cell)

    def _validation(self, check: Check) -> DataValidation:
        title = say("forms.check.title", self._setting.lang)
        words: dict[str, Any] = {
            "allow_blank": True, "showErrorMessage": True, "errorTitle": title, "error": check.words,
            "showInputMessage": True, "prompt": check.words, "errorStyle": "stop",
        }
        if check.kind == "list":
            assert isinstance(check.low, tuple)
            return DataValidation("list", self._choices(check.low), showDropDown=False, **words)
        return DataValidation(check.kind, _number(check.low), _number(check.high), operator="between", **words)

    def _choices(self, choices: tuple[str, ...]) -> str:
        joined = ",".join(choices)
        if len(joined) <= _LONGEST_LIST and not any("," in choice or '"' in choice for choice in choices):
            return f'"{joined}"'
        column = max(self._mark.max_column + 1, 4)
        for number, choice in enumerate(choices, start=1):
            put(self._mark.cell(number, column), choice)
        letter = get_column_letter(column)
        return f"'{FORM_SHEET}'!${letter}$1:${letter}${len(choices)}"

    def _page(self, last: int) -> None:
        sheet, lang = self._sheet, self._setting.lang
        width = len(self._columns) - 1
        named = next(i for i, c in enumerate(self._columns, start=1) if c.key in ("fact", "task", "indicator"))
        lay_out(sheet, header=HEADER, last=last, frozen=named, printed=width, shown=width + 1, paper=A4,
                footer=say("forms.page", lang))
        sheet.oddFooter.left.text = self._subject.name.get(lang).replace("&", "&&")
        protect(sheet)


def _number(bound: object) -> str:
    return format(bound.normalize() + 0, "f") if isinstance(bound, Decimal) else str(bound)
