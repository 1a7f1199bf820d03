"""Lines of text that hold Chinese and English: how wide they are, and where they may be broken.

Help pages are laid out with this, so it takes nothing but the standard library and costs next to nothing to import.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO
from unicodedata import combining, east_asian_width

_OPENS = "（《〈「『【〔“‘"
_CLOSES = "，。、；：！？）》〉」』】〕”’…"
_CODE = re.compile(r"`[^`\n]*`")
_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def width(text: str) -> int:
    """How many columns of a terminal a text takes; terminal colours take none."""
    plain = _STYLE.sub("", text) if "\x1b" in text else text
    return sum(2 if _is_wide(c) else 0 if combining(c) else 1 for c in plain)


def pad(text: str, columns: int) -> str:
    """A text filled with spaces to so many columns."""
    return text + " " * (columns - width(text))


def wrap(text: str, columns: int) -> list[str]:
    """The lines of a text, none wider than so many columns unless one word alone is.

    Chinese may be broken between any two characters, but no line begins with a closing mark or ends with an opening
    one, and what stands in backquotes is broken only where it is wider than a line. Line breaks in the text are kept.
    """
    lines = [line for paragraph in text.splitlines() for line in _wrapped(paragraph, columns)]
    return lines or [""]


def _wrapped(paragraph: str, columns: int) -> list[str]:
    lines: list[str] = []
    line = ""
    for unit in _units(paragraph, columns):
        if line and width(line) + width(unit.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += unit if line or unit.strip() or not lines else ""
    return [*lines, line.rstrip()]


def _units(text: str, columns: int) -> Iterator[str]:
    """The parts of a text that no line of so many columns may break."""
    unit, inside = "", _inside_code(text, columns) if "`" in text else frozenset[int]()
    for at, character in enumerate(text):
        if unit and at not in inside and _may_break(unit[-1], character):
            yield unit
            unit = ""
        unit += character
    if unit:
        yield unit


def _inside_code(text: str, columns: int) -> frozenset[int]:
    found = (match.span() for match in _CODE.finditer(text) if width(match.group()) <= columns)
    return frozenset(at for start, end in found for at in range(start + 1, end))


def _may_break(before: str, after: str) -> bool:
    if before.isspace() or after.isspace():
        return before.isspace() != after.isspace()
    if before in _OPENS or after in _CLOSES or before.isdigit():
        return False
    return _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def indented(text: str, columns: int, indent: int = 2, hang: int = 0) -> str:
    """A text wrapped into lines that begin with so many spaces, all but the first with ``hang`` more."""
    first, *rest = wrap(text, columns - indent - hang)
    return "\n".join([" " * indent + first, *(" " * (indent + hang) + line for line in rest)])


def in_columns(rows: Iterable[Sequence[str]], columns: int, indent: int = 2, most: int = 30) -> str:
    """Pairs of a term and its meaning in two columns; a term wider than ``most`` has its meaning on the next line.

    Args:
        rows: terms and meanings.
        columns: the width of the page.
        indent: spaces before each term.
        most: the widest that the column of terms may be.
    """
    pairs = [(term, meaning) for term, meaning in rows]
    terms = max((width(term) for term, _ in pairs if width(term) <= most), default=most)
    start = indent + terms + 2
    lines = []
    for term, meaning in pairs:
        first, *rest = wrap(meaning, max(columns - start, 20))
        if width(term) > terms:
            lines.append(" " * indent + term)
            lines.append(" " * start + first)
        else:
            lines.append((" " * indent + pad(term, terms) + "  " + first).rstrip())
        lines += [" " * start + line for line in rest]
    return "\n".join(lines)


def listing(headers: Sequence[str], rows: Iterable[Sequence[str]], columns: int) -> str:
    """A table whose widest columns are wrapped until it fits the page.

    Args:
        headers: the headings of the columns.
        rows: the cells.
        columns: the width of the page.
    """
    cells = [list(row) for row in rows]
    widths = [max(width(row[i]) for row in [list(headers), *cells]) for i in range(len(headers))]
    least = [max(width(unit) for row in [list(headers), *cells] for unit in ["", *_units(row[i], columns)])
             for i in range(len(headers))]
    while sum(widths) + 2 * (len(widths) - 1) > columns and widths != least:
        widest = max((i for i in range(len(widths)) if widths[i] > least[i]), key=widths.__getitem__)
        widths[widest] -= 1
    lines = _row(headers, widths)
    lines.append("  ".join("─" * columns for columns in widths))
    for row in cells:
        lines += _row(row, widths)
    return "\n".join(lines)


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    wrapped = [wrap(cell, columns) for cell, columns in zip(cells, widths, strict=True)]
    height = max(len(lines) for lines in wrapped)
    filled = [[*lines, *[""] * (height - len(lines))] for lines in wrapped]
    return [
        "  ".join(pad(text, columns) for text, columns in zip(texts, widths, strict=True)).rstrip()
        for texts in zip(*filled, strict=True)
    ]


def is_terminal(stream: TextIO | None) -> bool:
    """Whether what is written to a stream is seen at once; one that was closed before the program began is none.

    Args:
        stream: ``sys.stdout`` or ``sys.stderr``.
    """
    return stream is not None and not getattr(stream, "closed", False) and stream.isatty()
