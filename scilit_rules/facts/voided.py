"""Values that were taken back where they stand: struck out, or in a row that says 作废 or 是否有效：否."""

from __future__ import annotations

import re

from scilit_rules.facts.cells import fold_name, spelled
from scilit_rules.facts.columns import ValueColumn
from scilit_rules.facts.layout import Layout
from scilit_rules.facts.row_shape import Misfit
from scilit_rules.model.grid import Cell, Grid, GridRow, Raw
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.vocabulary import FactSpec

_LONGEST = 20
_ASKS_IF_VOID = re.compile("(?:是否)?(?:作废|删除|停用|废止|撤销)")
_ASKS_IF_HOLDS = re.compile("(?:是否)?(?:有效|采用|采纳|启用|通过审核|审核通过|已?确认|定稿|最终|正式)(?:数据)?")
_VOID = re.compile(
    "(?:已|被|数据|审核)?(?:作废|废止|无效|失效|停用|撤销|撤回|退回|驳回|删除|注销|废弃|弃用|错误|异常|有误|重复)(?:数据|记录)?"
    "|(?:草稿|暂存|初稿|测试|样例|示例|模拟|历史|过期|临时|旧)(?:数据|版)?|(?:未|待|不|没有?)(?:经|予)?(?:审核|审定|审批|通过|提交|上报|报送|确认|核实|采用|采纳|生效|启用|定稿).{0,4}"
    "|审核(?:中|未通过|不通过)|void|invalid|deleted|draft|rejected|cancell?ed|obsolete")
_NO = frozenset({"否", "不", "无", "n", "no", "false", "0", "×", "✗", "✘", "f", "未", "不是"})
_YES = frozenset({"是", "y", "yes", "true", "1", "√", "✓", "✔", "t", "已"})


class Voided:
    """Tells which values of a table were taken back where they stand.

    Args:
        grid: the table.
        layout: where it has what.
    """

    def __init__(self, grid: Grid, layout: Layout) -> None:
        self._grid = grid
        self._states = layout.states
        self._named = tuple(index for index in (layout.subject, layout.indicator) if index is not None)

    def may_be(self, row: GridRow) -> bool:
        """Whether any value of a row may have been taken back, or has a comment: told at a glance."""
        return bool(self._states) or any(type(cell) is Cell and (cell.struck or cell.comment) for cell in row)

    def flaw(self, spec: FactSpec, row: GridRow, number: int, column: ValueColumn, misfit: Misfit | None
             ) -> tuple[Message, Place] | None:
        """Why a value can't be taken, and the cell that shows it; None if nothing speaks against it.

        Args:
            spec: the fact.
            row: its row.
            number: the number of that.
            column: its column.
            misfit: why the row does not fit under its headings.
        """
        if misfit is not None:
            return misfit.message, self._grid.place(number, misfit.column)
        struck = next((index for index in (column.index, *self._named) if _is_struck(row, index)), None)
        if struck is not None:
            told = {"title": spec.title, "raw": spelled(row[column.index]).strip()[:60]}
            return Message("facts.struck-out", told), self._grid.place(number, struck)
        for index, heading in self._states:
            text = spelled(row[index]).strip() if index < len(row) else ""
            if _is_void(fold_name(text), heading):
                told = {"title": spec.title, "heading": heading, "raw": text}
                return Message("facts.row-void", told), self._grid.place(number, index)
        return None


def _is_struck(row: GridRow, index: int) -> bool:
    cell: Raw | Cell = row[index] if index < len(row) else None
    return type(cell) is Cell and cell.struck


def _is_void(key: str, heading: str) -> bool:
    """Whether what stands in such a column takes the row back."""
    if _ASKS_IF_VOID.fullmatch(heading):
        return key in _YES or _VOID.fullmatch(key) is not None
    return _VOID.fullmatch(key[:_LONGEST]) is not None or (key in _NO and _ASKS_IF_HOLDS.fullmatch(heading) is not None)
