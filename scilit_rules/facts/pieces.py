"""The pieces of a cell of evidence, such as 张政发〔2019〕3号；科普日照片.jpg."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from scilit_rules.facts.cells import fold
from scilit_rules.facts.existence import tells_absence

LINK = re.compile(r"(?:https?://|www\.)(?:(?![(（,][\u4e00-\u9fff])[^\s，。；、）》\"'<>])*", re.IGNORECASE)
"""An address as it stands in a text."""

_HARD = re.compile(r"[;；\n\r]+")
_SOFT = re.compile(r"[、,，\s]+")
_PAIRS = (("《", "》"), ("〔", "〕"), ("（", "）"), ("(", ")"), ("【", "】"), ("“", "”"))
_KEPT_WHOLE = re.compile("|".join(
    rf"{re.escape(left)}[^{re.escape(right)}]{{0,300}}{re.escape(right)}" for left, right in _PAIRS))


def pieces_of(text: str, names: Callable[[str], bool], is_aside: Callable[[str], bool]) -> Iterator[str]:
    """The pieces of a cell: at semicolons and line breaks always, at 、 and commas where each side names something.

    Args:
        text: the text of the cell.
        names: whether a text names something that can be looked up.
        is_aside: whether a text that names nothing takes back what stands before it.
    """
    for part in _split(text, _HARD):
        parts = _joined(part, _split(part, _SOFT), lambda one: tells_absence(one) or (not names(one) and is_aside(one)))
        counting = [one for one in parts if names(one)]
        whole = names(part)
        if len(counting) > 1 or (counting and not whole):
            yield from parts
        else:
            yield part


def _joined(text: str, parts: list[str], is_of_former: Callable[[str], bool]) -> list[str]:
    """Parts of a sentence as they stand there, each with the part behind it that tells that there is no such thing."""
    joined: list[str] = []
    start = end = 0
    for part in parts:
        found = text.index(part, end)
        of_former = bool(joined) and is_of_former(part)
        start, end = (start if of_former else found), found + len(part)
        if of_former:
            joined[-1] = text[start:end]
        else:
            joined.append(part)
    return joined


def _split(text: str, mark: re.Pattern[str]) -> list[str]:
    kept = _KEPT_WHOLE.sub(lambda quoted: "\0" * len(quoted.group()), text)
    kept = LINK.sub(lambda link: "\0" * len(link.group()), kept)
    cuts = [(0, 0), *(cut.span() for cut in mark.finditer(kept)), (len(text), len(text))]
    parts = (text[end:start].lstrip(" \t,，。、").rstrip(" \t,，。.、") for (_, end), (start, _) in pairwise(cuts))
    return [part for part in parts if fold(part)]
