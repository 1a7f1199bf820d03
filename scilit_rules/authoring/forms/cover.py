"""The cover of a form: who reports, for which year, whom to ask, and how it is filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scilit_rules.authoring.forms import look
from scilit_rules.authoring.forms.cells import protect, put
from scilit_rules.authoring.forms.columns import TEXT, Setting
from scilit_rules.facts.form import CONTACTS
from scilit_rules.messages import say
from scilit_rules.model.subject import Subject

_WIDTHS = (1.5, 20, 22, 22, 17)
_LEGEND = (("input", look.INPUT), ("proof", look.PROOF), ("review", look.REVIEW))


def write_cover(sheet: Any, setting: Setting, subject: Subject, facts: int, attestations: int,
                contacts: Mapping[str, str]) -> None:
    """Writes the cover.

    Args:
        sheet: the sheet of openpyxl.
        setting: the plan, the year and the language.
        subject: who fills the form in.
        facts: how many rows the sheet of facts has.
        attestations: how many rows the sheet of attestations has.
        contacts: who filled it in before.
    """
    lang, plan = setting.lang, setting.plan
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    _line(sheet, 2, say("forms.cover.title", lang, plan=plan.title), look.strong(lang, 20), look.MIDDLE, 30)
    issued = "　".join(part for part in (plan.document.issuer, plan.document.number) if part)
    row = 4
    fixed = (("document", issued), ("subject", subject.name.get(lang)),
             ("year", say("forms.cover.year-value", lang, year=setting.year)))
    for key, text in fixed:
        if text:
            _field(sheet, row, setting, key, text)
            row += 1
    for key in CONTACTS:
        _field(sheet, row, setting, key, contacts.get(key, "") if key != "date" else "", open_=True)
        row += 1
    row += 1
    _line(sheet, row, say("forms.cover.how", lang), look.strong(lang, 13), look.LEFT, 22)
    for number, key in enumerate(("cells", "facts", "years", "claims", "evidence", "back"), start=1):
        row += 1
        text = f"{number}. " + say(f"forms.how.{key}", lang, facts=facts, attestations=attestations, year=setting.year)
        _line(sheet, row, text, look.plain(lang, 11), look.LEFT, 16)
    row += 2
    _legend(sheet, row, setting)
    _line(sheet, row + 2, say("forms.cover.made", lang), look.plain(lang, 9, "FF7F7F7F"), look.LEFT, 13)
    _page(sheet, row + 2)


def _line(sheet: Any, row: int, text: str, font: Any, align: Any, line: float) -> None:
    sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=5)
    cell = sheet.cell(row, 2)
    put(cell, text)
    cell.font, cell.alignment = font, align
    wide = sum(_WIDTHS[1:]) * 10 / font.size
    sheet.row_dimensions[row].height = look.height_of([(text, wide)], line)


def _field(sheet: Any, row: int, setting: Setting, key: str, text: str, open_: bool = False) -> None:
    lang = setting.lang
    label = sheet.cell(row, 2)
    put(label, say(f"forms.cover.{key}", lang))
    label.font, label.fill, label.alignment = look.strong(lang, 12), look.HEAD, look.MIDDLE
    sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=5)
    cell = sheet.cell(row, 3)
    put(cell, text or None)
    cell.font, cell.alignment, cell.number_format = look.plain(lang, 12), look.LEFT, TEXT
    for column in range(2, 6):
        sheet.cell(row, column).border = look.GRID
        if open_ and column > 2:
            sheet.cell(row, column).fill, sheet.cell(row, column).protection = look.INPUT, look.OPEN
    sheet.row_dimensions[row].height = 30


def _legend(sheet: Any, row: int, setting: Setting) -> None:
    for column, (key, fill) in enumerate(_LEGEND, start=2):
        cell = sheet.cell(row, column)
        put(cell, say(f"forms.cover.{key}", setting.lang))
        cell.font, cell.fill, cell.border, cell.alignment = (
            look.plain(setting.lang), fill, look.GRID, look.MIDDLE)
    sheet.row_dimensions[row].height = 30


def _page(sheet: Any, last: int) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.print_area = f"A1:E{last}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "portrait", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    protect(sheet)
