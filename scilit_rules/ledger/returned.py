"""Opening the workbook that an office sends back: its sheets, each with its rows as they are taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from scilit_rules.gate.files import as_usage
from scilit_rules.gate.sheets import Merge
from scilit_rules.gate.workbooks import Workbook, open_workbook

_WIDEST = 64
"""How many columns of a merged range show its value: ours have fewer."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook.

    Args:
        opened: the workbook.
        sheet: the sheet of openpyxl.
    """

    opened: Workbook
    sheet: Any

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.sheet.title)

    def rows(self) -> Iterator[Sequence[Any]]:
        """Its rows from the first on, each time anew; all rows of a merged range show the value of its first cell.

        Who merges a cell over several rows means what it says for each of them.

        Raises:
            UsageError: if it is damaged, or not to be read.
        """
        with as_usage():
            merges = [merge for merge in self.opened.survey(self.sheet).merges
                      if merge.max_row > merge.min_row and merge.min_col <= _WIDEST]
            yield from _filled(self.opened.values(self.sheet), merges) if merges else self.opened.values(self.sheet)


@contextmanager
def open_returned(path: str) -> Iterator[list[Sheet]]:
    """The sheets of a workbook.

    Args:
        path: the file.

    Raises:
        UsageError: if it can't be read, or not without harm.
    """
    with as_usage(), open_workbook(path) as opened:
        yield [Sheet(opened, sheet) for sheet in opened.book.worksheets]


def _filled(rows: Iterator[Sequence[Any]], merges: Sequence[Merge]) -> Iterator[Sequence[Any]]:
    waiting = sorted(merges, key=lambda merge: merge.min_row, reverse=True)
    going: list[tuple[Merge, Any]] = []
    for number, cells in enumerate(rows, start=1):
        row = list(cells)
        for merge, value in going:
            _fill(row, merge, value)
        while waiting and waiting[-1].min_row <= number:
            merge = waiting.pop()
            going.append((merge, row[merge.min_col - 1] if merge.min_col <= len(row) else None))
        going = [(merge, value) for merge, value in going if merge.max_row > number]
        yield row


def _fill(row: list[Any], merge: Merge, value: Any) -> None:
    last = min(merge.max_col, merge.min_col + _WIDEST - 1)
    row.extend([None] * (last - len(row)))
    row[merge.min_col - 1 : last] = [value] * (last - merge.min_col + 1)
