"""Text laid out in columns of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import category, normalize

from wcwidth import wcswidth, wcwidth

_NO_START = "，。、；：！？）〕】》”’…—%,.;:!?)]}·/"
_NO_END = "（〔【《“‘([{"
_SOFT = "/_-!#]"
_WHOLE = re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*|`[^`]*`|\[[a-z]+\.[a-z0-9.-]+\]")
_DROPPED = ("Cf", "Cs", "Co", "Cn", "Mn", "Me", "Mc")


def clean(text: str) -> str:
    """A text whose width is that of its characters: no control, joining or combining characters are left."""
    shown = (" " if category(c) == "Cc" else c for c in normalize("NFC", text) if category(c) not in _DROPPED)
    return " ".join("".join(c for c in shown if wcwidth(c) >= 0).split())


def width_of(text: str) -> int:
    """How many columns a clean text takes."""
    return max(0, wcswidth(text))


def wrap(text: str, width: int, hang: int = 0) -> list[str]:
    """The lines of a text, none wider than ``width`` columns.

    Lines break at spaces and between Chinese characters, not before closing or after opening punctuation, nor
    between a number and its unit, nor within an option, a code in brackets or what stands in backquotes; only what
    has no such place in a whole line is cut where the line ends.

    Args:
        text: the text; line ends in it are kept.
        width: the columns there are, at least 2.
        hang: how many spaces the lines after the first of each text begin with.
    """
    return [line for part in text.split("\n") for line in _wrapped(clean(part), max(width, 2), hang)]


def _wrapped(text: str, width: int, hang: int) -> list[str]:
    lines: list[str] = []
    while text:
        before = " " * hang if lines else ""
        end = _fitting(text, max(width - len(before), 2))
        if end < len(text):
            end = _break(text, end)
        lines.append(before + text[:end].rstrip())
        text = text[end:].lstrip()
    return lines or [""]


def _break(text: str, most: int) -> int:
    """Where a line of a text that is too long for it ends."""
    spans = [found.span() for found in _WHOLE.finditer(text)]
    places = (at for at in range(most, 0, -1) if _may_break(text[at - 1], text[at]))
    last = most
    for number, at in enumerate(places):
        if not any(start < at < end for start, end in spans):
            return at
        last = last if number else at
    return last


def _fitting(text: str, width: int) -> int:
    used = 0
    for index, character in enumerate(text):
        used += wcwidth(character)
        if used > width:
            return max(index, 1)
    return len(text)


def _may_break(before: str, after: str) -> bool:
    if before == " " or after == " ":
        return True
    if after in _NO_START or before in _NO_END:
        return False
    if wcwidth(before) < 2 and wcwidth(after) < 2:
        return before in _SOFT and not after.isdigit()
    if before == "/":
        return False
    return not (before.isdigit() or before == "%")


def fitted(natural: Sequence[int], least: Sequence[int], available: int) -> list[int]:
    """Widths of columns that together take no more than there is, the widest giving way first.

    Args:
        natural: how wide each column would be.
        least: how narrow each may become.
        available: the columns of the terminal left for them.
    """
    widths = list(natural)
    while sum(widths) > available:
        spare = [width - low for width, low in zip(widths, least, strict=True)]
        if max(spare, default=0) <= 0:
            break
        candidates = [index for index, room in enumerate(spare) if room > 0]
        widest = max(candidates, key=lambda index: widths[index])
        widths[widest] -= 1
    return widths
