"""The pieces of a cell of evidence, such as 张政发〔2019〕3号；科普日照片.jpg."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from scilit_rules.facts.cells import fold
from scilit_rules.facts.existence import tells_absence

LINK = re.compile(r"(?:https?://|www\.)[^\s，。；、）》\"'<>]*", re.IGNORECASE)
"""An address as it stands in a text."""

_HARD = re.compile(r"[;；\n\r]+")
_SOFT = re.compile(r"[、,，\s]+")
_PAIRS = (("《", "》"), ("〔", "〕"), ("（", "）"), ("(", ")"), ("【", "】"), ("“", "”"))
_KEPT_WHOLE = re.compile("|".join(
    rf"{re.escape(left)}[^{re.escape(right)}]{{0,300}}{re.escape(right)}" for left, right in _PAIRS))


def pieces_of(text: str, names: Callable[[str], bool]) -> Iterator[str]:
    """The pieces of a cell: at semicolons and line breaks always, at 、 and commas where each side names something.

    Args:
        text: the text of the cell.
        names: whether a text names something that can be looked up.
    """
    for part in _split(text, _HARD):
        parts = _joined(_split(part, _SOFT))
        counting = [one for one in parts if names(one)]
        whole = names(part)
        if len(counting) > 1 or (counting and not whole):
            yield from parts
        else:
            yield part


def _joined(parts: list[str]) -> list[str]:
    """Parts of a sentence, each with the part behind it that tells that there is no such thing yet."""
    joined: list[str] = []
    for part in parts:
        if joined and tells_absence(part):
            joined[-1] = f"{joined[-1]}，{part}"
        else:
            joined.append(part)
    return joined


def _split(text: str, mark: re.Pattern[str]) -> list[str]:
    kept = _KEPT_WHOLE.sub(lambda quoted: "\0" * len(quoted.group()), text)
    kept = LINK.sub(lambda link: "\0" * len(link.group()), kept)
    cuts = [(0, 0), *(cut.span() for cut in mark.finditer(kept)), (len(text), len(text))]
    parts = (text[end:start].lstrip(" \t,，。、").rstrip(" \t,，。.、") for (_, end), (start, _) in pairwise(cuts))
    return [part for part in parts if fold(part)]
