"""Rows of a sheet as programs write them, taken note of without a call for each of their elements.

What is written in any other way is left to the parser.
"""

from __future__ import annotations

import re
from itertools import pairwise

from scilit_rules.gate.sheets import MOST_COLUMNS, Sheet, column_number

# Nothing but the sheet stands in front, in an encoding in which bytes below 128 are what they are in ASCII.
_START = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version=["']1\.0["'] encoding=["'][Uu][Tt][Ff]-8["']"""
    rb"""(?: standalone=["'](?:yes|no)["'])?\s*\?>)?\s*<worksheet[\s>]""")
_ATTRIBUTE = rb' (?!r=)[\w.:-]+="[^"<&]*"'
_VALUE = rb"<v>[^<]*</v>"
_TEXT = rb'<is><t(?: xml:space="preserve")?>[^<]*</t></is>'
_FORMULA = rb"<f>[^<]*</f>"
_CONTENT = rb"(?:" + _VALUE + rb"|" + _TEXT + rb"|" + _FORMULA + rb"(?:" + _VALUE + rb")?)"
_CELL = rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?:' + _ATTRIBUTE + rb")*(?:/>|>" + _CONTENT + rb"</c>)"
_ROW = re.compile(rb'<row r="([0-9]{1,7})"(?:' + _ATTRIBUTE + rb")*(?:/>|>((?:" + _CELL + rb")*)</row>)")
_COLUMN = re.compile(rb'<c r="([A-Z]+)')
_MOST_KNOWN = 1_000

DEPTH = 6
"""Of how many levels the cells of a plain row are at most, the sheet among them."""


def is_plain(start: bytes) -> bool:
    """Whether a part is a sheet whose rows may be looked for among its bytes.

    Args:
        start: its first bytes.
    """
    return _START.match(start) is not None


class PlainRows:
    """Takes note of the plain rows of a sheet.

    Args:
        sheet: the sheet.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._known: dict[tuple[bytes, ...], int] = {}

    def take(self, data: bytes, at: int) -> int:
        """Takes note of the plain rows that follow one another, and returns where they end.

        Args:
            data: bytes of the sheet.
            at: where among them a row may begin.
        """
        while found := _ROW.match(data, at):
            cells = found[2] or b""
            self._sheet.add_row(int(found[1]), self._last(cells), cells.count(b"</c>"), b"<f>" in cells)
            at = found.end()
        return at

    def _last(self, cells: bytes) -> int:
        """The last column of a row, or -1 where they are not in order."""
        columns = tuple(_COLUMN.findall(cells))
        last = self._known.get(columns)
        if last is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            last = self._known[columns] = _last_in_order(columns)
        return last


def _last_in_order(columns: tuple[bytes, ...]) -> int:
    numbers = [0, *(column_number(column.decode()) for column in columns)]
    is_in_order = all(one < other for one, other in pairwise(numbers))
    return numbers[-1] if is_in_order and numbers[-1] <= MOST_COLUMNS else -1
