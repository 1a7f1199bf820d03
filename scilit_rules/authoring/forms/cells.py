"""Writing into the cells of a form, and locking what is not to be written into."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from scilit_rules.model.grid import Raw


def put(cell: Any, value: Raw) -> None:
    """Writes a value so that no text is ever taken for a formula."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        if cell.value:
            cell.data_type = "s"
            cell.quotePrefix = value[0] in "=+-@"
    else:
        cell.value = float(value) if isinstance(value, Decimal) and value != value.to_integral_value() else value


def protect(sheet: Any) -> None:
    """Locks all but the inputs, without a password; widths, heights, filters and further rows stay free."""
    protection = sheet.protection
    protection.sheet = True
    for freedom in ("formatColumns", "formatRows", "insertRows", "sort", "autoFilter"):
        setattr(protection, freedom, False)
