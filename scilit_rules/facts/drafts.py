"""Returns that say of themselves that they are none yet: 草稿, 未经审核, 作废, in titles, covers, names and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from scilit_rules.facts.cells import fold, spelled
from scilit_rules.facts.sections import only_text
from scilit_rules.model.grid import Grid, GridRow
from scilit_rules.model.place import Place

_LONGEST = 200
_SAYS_SO = re.compile(
    r"草稿|草案|未定稿|征求意见稿?|讨论稿|送审稿|审议稿|初稿|内部讨论|[未待](?:经|予)?(?:领导|上级|审计|正式)?(?:审核|审定|审批|核实|核定|复核)"
    r"|未盖章|作废|虚拟数据|模拟(?:填报|数据|表)|(?<!素质)(?<!能力)(?<!知识)(?<!水平)测试(?:用|版|数据|表|$)"
    r"|仅?供(?:内部)?参考|不作(?:为)?[^,;。]{0,6}(?:依据|凭据)|以正式[^,;。]{0,6}为准|尚未(?:实施|开展)|初步统计"
)
# What tells others what to do, or that it was done, says nothing of the return.
_INSTRUCTS = re.compile(r"请|勿|须|应|不得|不予|如有|凡|填表说明|填报说明|(?:无|没有)未|已(?:审|作废|更正)")


def unsettled(grid: Grid, rows: Sequence[GridRow], first: int, end: Iterable[tuple[int, GridRow]]
              ) -> Iterator[tuple[str, Place]]:
    """What a table says of itself by which it is no return yet, and where.

    Args:
        grid: the table.
        rows: its first rows.
        first: the number of the first row below its header; none of the cells above are values.
        end: its last rows, with their numbers.
    """
    whole = Place(grid.source, sheet=grid.sheet)
    for name in (PurePath(grid.source).stem, grid.sheet or ""):
        if _says_so(name):
            yield name, whole
    for number, row in enumerate(rows[:first]):
        yield from _in_row(grid, number, row)
    for number, row in (*enumerate(rows[first:], first), *end):
        if only_text(row):
            yield from _in_row(grid, number, row)


def _in_row(grid: Grid, number: int, row: GridRow) -> Iterator[tuple[str, Place]]:
    seen = set()
    for column, cell in enumerate(row):
        text = spelled(cell).strip()[:_LONGEST]
        if text and text not in seen and _says_so(text):
            yield text, grid.place(number, column)
        seen.add(text)


def _says_so(text: str) -> bool:
    plain = fold(text[:_LONGEST])
    return _SAYS_SO.search(plain) is not None and _INSTRUCTS.search(plain) is None
