"""Where something was written or read."""

from __future__ import annotations

from dataclasses import dataclass

ASSUMED = "--set "
"""How the source of a fact is named that was assumed; what was assumed follows, as it was written."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written or read, so that a person can go and look.

    Args:
        source: the file as the user named it, or a URL or table.
        line: line in a text file, from 1.
        column: column in that line, from 1.
        sheet: the sheet of a workbook.
        cell: the cell in that sheet, such as ``C5``.
        pointer: a JSON pointer, or the key of a row of a table.
        page: the page of a document, from 1.
    """

    source: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    pointer: str | None = None
    page: int | None = None

    def __str__(self) -> str:
        text = self.source
        if self.sheet is not None:
            text += f" [{self.sheet}]"
        if self.cell is not None:
            text += f"!{self.cell}"
        if self.page is not None:
            text += f" p. {self.page}"
        if self.pointer is not None:
            text += f"#{self.pointer}"
        if self.line is not None:
            text += f":{self.line}"
            if self.column is not None:
                text += f":{self.column}"
        return text

    @property
    def assumption(self) -> str | None:
        """What was assumed here, as it was written; None where something was reported."""
        return self.source.removeprefix(ASSUMED) if self.source.startswith(ASSUMED) else None

    @property
    def order(self) -> tuple[str, str, int, int, int, str]:
        """A key that sorts places as a reader meets them."""
        letters = "".join(c for c in self.cell or "" if c.isalpha())
        digits = "".join(c for c in self.cell or "" if c.isdigit())
        row = self.line or (int(digits) if digits else 0)
        column = self.column or sum((ord(c) - 64) * 26**i for i, c in enumerate(reversed(letters)))
        return (self.source, self.sheet or "", self.page or 0, row, column, self.pointer or "")
