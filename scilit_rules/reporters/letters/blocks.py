"""What stands in a letter, before it is laid out: paragraphs, tables and the fields that a template holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Union


class Style(str, Enum):
    """The styles of a letter by the names under which Word lists them; a template may define them otherwise."""

    SIGN = "公文发文机关标志"
    NUMBER = "公文发文字号"
    TITLE = "公文标题"
    ADDRESSEE = "公文主送机关"
    BODY = "公文正文"
    FIRST = "公文一级标题"
    SECOND = "公文二级标题"
    ATTACHED = "公文附件说明"
    SIGNATURE = "公文署名"
    ATTACHMENT = "公文附件"
    CELL = "公文表格"
    HEAD = "公文表头"
    PAGE = "公文页码"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Args:
        text: its text; a line break starts a new line within it.
        style: how it looks.
        together: whether it stays on one page with the next.
        new_page: whether it begins a page.
        right: how far it is from the right margin, in hundredths of a character; for signature and date.
        points: its size where it is not that of its style.
    """

    text: str
    style: Style = Style.BODY
    together: bool = False
    new_page: bool = False
    right: int | None = None
    points: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as wide as the text, its header repeated on each page.

    Args:
        headers: the headings of its columns.
        rows: its cells.
        shares: how wide the columns are, relative to one another.
        centred: numbers of the columns whose cells are centred, from 0.
    """

    headers: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    shares: tuple[int, ...]
    centred: frozenset[int] = frozenset()


Block = Union[Paragraph, Table]


@dataclass(frozen=True, slots=True)
class Content:
    """What one letter says, field by field.

    Args:
        texts: for fields within a line.
        blocks: for fields that stand alone in a paragraph and become several.
        needed: the fields that a template must hold.
    """

    texts: Mapping[str, str]
    blocks: Mapping[str, Sequence[Block]]
    needed: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of all fields."""
        return (*self.texts, *self.blocks)
