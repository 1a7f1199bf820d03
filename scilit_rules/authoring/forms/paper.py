"""How the long tables of our workbooks are scrolled and printed."""

from __future__ import annotations

from typing import Any

from openpyxl.utils import get_column_letter

A4, A3 = 9, 8
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6, "footer": 0.3}


def lay_out(sheet: Any, *, header: int, last: int, frozen: int, printed: int, shown: int, paper: int,
            footer: str) -> None:
    """Keeps the header and the first columns in sight, and prints as wide as one page, the header on each.

    Args:
        sheet: the sheet.
        header: its header row, from 1; what stands above it is printed on each page too.
        last: its last row.
        frozen: how many columns stay in sight.
        printed: how many columns are printed.
        shown: how many columns there are, to filter by.
        paper: the number of the size of paper.
        footer: the centre of the foot of each page.
    """
    sheet.freeze_panes = sheet.cell(header + 1, frozen + 1)
    sheet.auto_filter.ref = f"A{header}:{get_column_letter(shown)}{last}"
    sheet.print_area = f"A1:{get_column_letter(printed)}{last}"
    sheet.print_title_rows = f"1:{header}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for side, inches in _MARGINS.items():
        setattr(sheet.page_margins, side, inches)
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = footer
