"""Rows of text tables that do not fit under their headings, because a delimiter stands inside a value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scilit_rules.facts.cells import MISSING, fold_name, is_blank, spelled
from scilit_rules.facts.layout import Layout, ValueColumn
from scilit_rules.model.grid import Cell, Grid, GridRow, Raw
from scilit_rules.model.text import Message

_THOUSANDS = re.compile(r"\s*[-+¥￥]?\d{1,3}")
_REST = re.compile(r"\d{3}(?:\.\d+)?[^\d.,]*")
_OF_WORDS = re.compile(
    "备注.*|说明|情况说明|数据来源|资料来源|来源|填报人|填表人|联系人|负责人|经办人|审核人|佐证.*|依据|文号"
)
_AMOUNT = re.compile(r"(?!(?:19|20)\d\d\Z)(?:\d{3,}(?:\.\d+)?|\d+\.\d+)")
_WORD = re.compile(r"[^\d\s]*[一-鿿]{2,}[^\d]*")
_BARE = re.compile(r"\s*\d+(?:\.\d+)?\s*")


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a row does not fit.

    Args:
        code: the code of the message that says it.
        fields: how many cells of the row are filled, or were parted.
        headings: under how many headings.
        column: the first cell that shows it, from 0.
    """

    code: str
    fields: int
    headings: int
    column: int

    @property
    def message(self) -> Message:
        """The same in words."""
        return Message(self.code, {"fields": self.fields, "headings": self.headings})


class RowShape:
    """Tells which rows of a table do not fit under its headings.

    Args:
        grid: the table.
        layout: where it has what.
        sample: its first rows.
    """

    def __init__(self, grid: Grid, layout: Layout, sample: Sequence[GridRow]) -> None:
        header = sample[layout.header : layout.first]
        self._is_text = grid.sheet is None and grid.pointers is None
        self._headings = max((_filled(row) for row in header), default=0)
        below = Counter(len(row) for row in sample[layout.first :])
        usual = [width for width, count in below.items() if count > 1]
        self._usual = max([*usual, *map(len, header)], default=0)
        self._words_only = frozenset(index for row in header for index, cell in enumerate(row)
                                     if _OF_WORDS.fullmatch(fold_name(spelled(cell))))
        self._numbers = frozenset(value.index for value in layout.values
                                  if value.spec is not None and value.spec.type.is_number)
        self._digits = {index: _digits(row[index] for row in sample[layout.first :] if index < len(row))
                        for index in self._numbers}
        self._unit = layout.unit if layout.indicator is not None else None
        self._values = frozenset(value.index for value in layout.values)
        self._wordy = frozenset(index for value in layout.values for index in _beside(value))

    def misfit(self, row: GridRow) -> Misfit | None:
        """Why a row does not fit, or None if it does.

        More fields than headings have moved the values out of their columns. A number that was parted at its
        thousands gives itself away even where empty fields at the end of the row make up for it.

        Args:
            row: a row below the header.
        """
        if not self._headings:
            return None
        filled = _filled(row)
        if self._is_number_for_unit(row):
            return self._found("facts.row-shifted", filled, self._unit or 0)
        if filled > self._headings and (self._is_text or _parted(row, self._headings + 1) is not None):
            return self._found("facts.row-too-long", filled, self._beyond(row))
        if not self._is_text:
            return None
        shifted = self._shifted(row)
        if shifted is not None:
            return self._found("facts.row-shifted", filled, shifted)
        moved = len(row) > self._usual or any(_BARE.fullmatch(spelled(row[i])) for i in self._wordy if i < len(row))
        parted = _parted(row, len(row)) if moved else self._out_of_scale(row)
        return None if parted is None else self._found("facts.row-parted", len(row), parted)

    def _is_number_for_unit(self, row: GridRow) -> bool:
        """Whether a number stands where the unit would be, and none where its value would."""
        if self._unit is None or self._unit >= len(row) or not _AMOUNT.fullmatch(spelled(row[self._unit]).strip()):
            return False
        return all(index >= len(row) or is_blank(row[index]) for index in self._values)

    def _out_of_scale(self, row: GridRow) -> int | None:
        """Two fields that only as one number are of the size of the others of their column.

        Where a field is missing behind them, such a row has as many as it should.
        """
        texts = [spelled(cell).strip() for cell in row]
        for index, (first, second) in enumerate(pairwise(texts)):
            if index not in self._numbers or not (_THOUSANDS.fullmatch(first) and _REST.fullmatch(second)):
                continue
            if second.startswith("0") and index + 1 in self._numbers:
                return index
            sizes = [size for size in self._digits[index] if size != len(first)] or self._digits[index]
            whole = len(first) + 3
            if sizes and len(first) + 1 < min(sizes) and whole >= min(sizes) and whole <= max(sizes) + 1:
                return index
        return None

    def _shifted(self, row: GridRow) -> int | None:
        """A number where remarks stand, with too little behind it, or words of a remark where numbers stand."""
        if not self._words_only:
            return None
        texts = [spelled(cell).strip() for cell in row[: self._headings]]
        is_short = not any(texts[self._headings - 1 :])
        for index in self._words_only:
            text = texts[index] if index < len(texts) else ""
            if is_short and index < self._headings - 1 and _AMOUNT.fullmatch(text):
                return index
            behind = texts[index + 1] if index + 1 < len(texts) else ""
            if text and index + 1 in self._numbers and _WORD.fullmatch(behind) and fold_name(behind) not in MISSING:
                return index + 1
        return None

    def _found(self, code: str, fields: int, column: int) -> Misfit:
        return Misfit(code, fields, self._headings, column)

    def _beyond(self, row: GridRow) -> int:
        return next(index for index in range(self._headings, len(row)) if not is_blank(row[index]))


def _digits(cells: Iterable[Raw | Cell]) -> list[int]:
    """How many digits the whole parts of the numbers among some cells have."""
    found = (_BARE.fullmatch(spelled(cell)) for cell in cells)
    return [len(number.group().strip().partition(".")[0]) for number in found if number is not None]


def _filled(row: GridRow) -> int:
    """How many cells a row has up to the last that is filled."""
    return next((index for index in range(len(row), 0, -1) if not is_blank(row[index - 1])), 0)


def _parted(row: GridRow, width: int) -> int | None:
    """Where two fields look like one number that was parted at its thousands."""
    texts = [spelled(cell) for cell in row[:width]]
    for index, (first, second) in enumerate(pairwise(texts)):
        if _THOUSANDS.fullmatch(first) and _REST.fullmatch(second):
            return index
    return None


def _beside(value: ValueColumn) -> tuple[int, ...]:
    found = (value.evidence, value.mark, value.remark)
    return tuple(index for index in found if index is not None)
