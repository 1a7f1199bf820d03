"""A sheet that takes rows as they stand in its file: five times as fast as cell by cell, which long lists need."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

_MARKUP = re.compile("[&<>]|_x[0-9A-Fa-f]{4}_")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


class RowSheet(Worksheet):  # type: ignore[misc]  # the writer of workbooks has no types
    """A sheet whose rows are written once, from the top, and forgotten."""

    def write_markup(self, row: int, cells: Sequence[str], height: float | None = None, *,
                     fixed: bool = True) -> None:
        """Writes a whole row below all rows that were written before.

        Args:
            row: its number, from 0.
            cells: the markup of its cells, one for each column from the first on.
            height: its height in points, or None to leave it to the reader's program.
            fixed: whether it keeps that height whatever is typed into it.
        """
        self._write_single_row(row)
        self._check_dimensions(row, 0)
        self._check_dimensions(row, len(cells) - 1)
        keeps = ' customHeight="1"' if fixed else ""
        high = f' ht="{height:g}"{keeps}' if height is not None else ""
        self.row_data_fh.write(f'<row r="{row + 1}"{high}>{"".join(cells)}</row>')


def text_markup(reference: str, style: int, text: str) -> str:
    """A cell with a text, whatever the text looks like.

    Args:
        reference: the name of the cell, such as ``C5``.
        style: the number of its format.
        text: the text, without characters that XML can't hold.
    """
    if _MARKUP.search(text):
        text = _MARKUP.sub(_escaped, text)
    kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t{kept}>{text}</t></is></c>'


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"_x005F{found[0]}"


def number_markup(reference: str, style: int, number: float) -> str:
    """A cell with a number."""
    return f'<c r="{reference}" s="{style}"><v>{number:.16G}</v></c>'


def blank_markup(reference: str, style: int) -> str:
    """A cell with nothing but its looks."""
    return f'<c r="{reference}" s="{style}"/>'


def style_of(format: Any) -> int:
    """The number by which cells name a format."""
    return int(format._get_xf_index())
