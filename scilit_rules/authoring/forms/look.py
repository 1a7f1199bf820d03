"""How a form looks: fonts, colours, borders, widths, and the height that a row needs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from math import ceil
from unicodedata import east_asian_width

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from scilit_rules.model.text import Lang

_FAMILIES: dict[Lang, tuple[str, str]] = {"zh": ("宋体", "黑体"), "en": ("Arial", "Arial")}
_LINE = 13.5
_GREY = "FF9AA5B1"
_SIDE = Side(style="thin", color=_GREY)

GRID = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
HEAD = PatternFill("solid", fgColor="FFDCE6F1")
INPUT = PatternFill("solid", fgColor="FFFFFBE6")
PROOF = PatternFill("solid", fgColor="FFFCE4CC")
REVIEW = PatternFill("solid", fgColor="FFE8F3E4")
OPEN = Protection(locked=False)
MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=True, indent=1)


@cache
def plain(lang: Lang, size: float = 10, colour: str = "FF000000") -> Font:
    """The font of running text."""
    return Font(name=_FAMILIES[lang][0], size=size, color=colour)


@cache
def strong(lang: Lang, size: float = 10) -> Font:
    """The font of titles and headings."""
    return Font(name=_FAMILIES[lang][1], size=size, bold=lang == "en")


def width_of(text: str) -> int:
    """How many narrow characters a text is wide."""
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


def height_of(texts: Iterable[tuple[str, float]], line: float = _LINE) -> float:
    """The height of a row that shows texts whole.

    Args:
        texts: each text with the width of its column, in characters.
        line: the height of one line.
    """
    lines = max((sum(ceil(max(width_of(part), 1) / max(width - 3.5, 1)) for part in text.split("\n"))
                 for text, width in texts), default=1)
    return max(lines, 1) * line + 6
