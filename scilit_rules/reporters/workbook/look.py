"""How the workbook looks: fonts, colours that stand beside words, borders, and formats of numbers."""

from __future__ import annotations

from typing import Any, NamedTuple
from unicodedata import east_asian_width

from scilit_rules.model.finding import Finding
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Disposition, Severity, Status
from scilit_rules.words.tallies import Part

# 等线 is the sans face of Excel in Chinese; where it is not installed the character set and the family lead programs
# to the nearest face that has the characters.
_FACES: dict[Lang, dict[str, Any]] = {
    "zh": {"font_name": "等线", "font_family": 2, "font_charset": 134},
    "en": {"font_name": "Arial", "font_family": 2},
}
_LINE = "#A6B1BD"
# What indents and the edges of letters take of the width of a column.
TYPED = "@"
_MARGINS = {"left": 2.0, "right": 2.0, "center": 1.0}
_HIGHEST = 409.0
_TONES: dict[str, dict[str, Any]] = {
    "head": {"bg_color": "#DCE6F1", "bold": True},
    "input": {"bg_color": "#FFFBE6"},
    "total": {"bg_color": "#EEF2F6", "bold": True},
    "error": {"bg_color": "#404040", "font_color": "#FFFFFF", "bold": True},
    "unmet": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "violation": {"bg_color": "#FFC7CE", "font_color": "#9C0006", "bold": True},
    "warning": {"bg_color": "#FFE0B3", "font_color": "#8A4B00"},
    "notice": {"bg_color": "#FFF5CC", "font_color": "#6B5B00"},
    "decided": {"bg_color": "#E9DDF0", "font_color": "#5B3A70"},
    "unknown": {"bg_color": "#E3E6EA", "font_color": "#3A4450"},
    "not_returned": {"bg_color": "#B9C0C8", "font_color": "#1F262D", "bold": True},
    "blank": {"bg_color": "#E3E6EA", "font_color": "#3A4450"},
    "not_usable": {"bg_color": "#E4DEC8", "font_color": "#4F4729"},
    "needs_review": {"bg_color": "#D9E8F7", "font_color": "#1F4E79"},
    "met": {"bg_color": "#D5EBD8", "font_color": "#1E5C2C"},
    "not_due": {"font_color": "#5F6B78"},
    "not_applicable": {"font_color": "#8A949E"},
}
_PLAIN = {"border": 0, "indent": 0}
_BARE: dict[str, dict[str, Any]] = {
    "title": {"font_size": 16, "bold": True, **_PLAIN},
    "note": {"font_size": 9, "font_color": "#5F6B78", **_PLAIN},
    "heading": {"font_size": 12, "bold": True, "font_color": "#1F3A5F", **_PLAIN},
    "running": _PLAIN,
    "link": {"font_color": "#1F4E79", "underline": 1},
}


class Look(NamedTuple):
    """How a cell looks.

    Args:
        tone: what its colour says; empty for none.
        align: ``left``, ``center`` or ``right``.
        number: the format of a number; empty for text, ``@`` for text that what is typed over it stays.
        quoted: whether the text begins like a formula and must never be taken for one.
        wrap: whether long text runs on in further lines.
    """

    tone: str = ""
    align: str = "left"
    number: str = ""
    quoted: bool = False
    wrap: bool = True


def settings_of(look: Look, lang: Lang) -> dict[str, Any]:
    """What the writer of workbooks is told for one look."""
    return {
        **_FACES[lang], "font_size": 10, "border": 1, "border_color": _LINE, "valign": "vcenter",
        "align": look.align, "indent": 0 if look.align == "center" else 1, "quote_prefix": look.quoted,
        # A number that is too wide for its column is shown smaller, not as ####.
        **({"num_format": look.number, "shrink": True} if look.number not in ("", TYPED) else {"text_wrap": look.wrap}),
        **({"num_format": TYPED} if look.number == TYPED else {}),
        **_TONES.get(look.tone, {}), **_BARE.get(look.tone, {}),
    }


def tone_of(finding: Finding, part: Part) -> str:
    """The tone of a finding: what it is counted as; for a gap how much it weighs, or that it was decided about.

    Args:
        finding: the finding.
        part: its status, or what kind of not knowing it is.
    """
    if finding.status is not Status.UNMET:
        return str(part)
    if finding.disposition is not Disposition.OPEN:
        return "decided"
    return str(finding.severity or Severity.VIOLATION)


def width_of(text: str) -> int:
    """How many narrow characters a text is wide."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


def lines_of(text: str, width: float, align: str = "left") -> int:
    """How many lines a text takes in a column of so many narrow characters."""
    room = max(int(width * 1.03 - _MARGINS[align]), 2)
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    return sum(max(-(-width_of(part) // room), 1) for part in text.split("\n"))


def height_of(lines: int, line: float = 13.5) -> float:
    """The height of a row of so many lines, as far as rows can be high."""
    return min(lines * line + 7, _HIGHEST)
