"""Titles in lines by their sense, Chinese numerals, and lines for signature and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise

from scilit_rules.reporters.letters.blocks import Paragraph, Style
from scilit_rules.reporters.letters.measures import (
    SIGN_POINTS,
    TEXT_WIDTH,
    TITLE_POINTS,
    TITLE_WIDTH,
    TWIPS_PER_POINT,
)

_NUMERALS = "〇一二三四五六七八九十"
# Where a title may be cut: behind these words, and never within one.
_WORDS = re.compile(r"关于|落实|《?[^《》（）]{2,8}?[省市区县]|全民科学素质|科学素质|行动|计划|纲要|规划|实施|"
                    r"工作|方案|意见|[!-~]+|（[^（）]*）|问题的|情况的|存在|整改|督查|补报|催报|自查表|数据|佐证|材料|通知书|"
                    r"通知|通报|.")
_NOT_FIRST = "》）、，。的"
_MOST_LINES = 4
"""A longer title is left to Word to break."""
_SLACK = 2
"""Characters left free in a line of a title: where a font is missing, digits and dashes of another may be wider."""
_DATE_RIGHT = 400


def numeral(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")


def day_of(day: date) -> str:
    """A date as official documents write it: Arabic digits, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def in_lines(title: str) -> str:
    """A title in as few lines as it takes, words kept whole, each line a little longer or shorter than the next."""
    words = _words(title)
    for lines in range(1, _MOST_LINES + 1 if _width(title) < _MOST_LINES * TITLE_WIDTH else 1):
        fit = [cut for cut in _cuts(words, lines) if max(map(_width, cut)) <= TITLE_WIDTH - _SLACK]
        if fit:
            best: tuple[str, ...] = min(fit, key=_raggedness)
            return "\n".join(best)
    return title


def _words(title: str) -> list[str]:
    words: list[str] = []
    for word in _WORDS.findall(title):
        if words and (word[0] in _NOT_FIRST or words[-1] == "《"):
            words[-1] += word
        else:
            words.append(word)
    return words


def _cuts(words: Sequence[str], lines: int) -> Iterator[tuple[str, ...]]:
    for ends in combinations(range(1, len(words)), lines - 1):
        edges = (0, *ends, len(words))
        yield tuple("".join(words[a:b]) for a, b in pairwise(edges))


def _raggedness(lines: Sequence[str]) -> float:
    widths = [_width(line) for line in lines]
    mean = sum(widths) / len(widths)
    # Lines of one length make a rectangle, which the standard's trapezoid is not.
    square = len(set(widths)) == 1 and len(widths) > 1
    hourglass = len(widths) > 2 and widths[1] < min(widths[0], widths[-1])
    return sum((width - mean) ** 2 for width in widths) + 9 * square + 25 * hourglass


def _width(text: str) -> float:
    return sum(0.5 if ord(character) < 0x2000 else 1 for character in text)


def sign(issuer: str) -> Paragraph:
    """The issuer's name at the head, as large as a line can take."""
    points = TEXT_WIDTH / TWIPS_PER_POINT / max(_width(issuer), 1)
    return Paragraph(issuer, Style.SIGN, points=min(SIGN_POINTS, max(int(points), TITLE_POINTS)))


def numbered(texts: Sequence[str], first: int = 1) -> list[Paragraph]:
    """Paragraphs numbered （一）, （二） and so on.

    Args:
        texts: what they say.
        first: the number of the first.
    """
    return [Paragraph(f"（{numeral(number)}）{text}") for number, text in enumerate(texts, start=first)]


def beside_signature(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs of which the last stays with what comes next, so that no page holds a signature without text."""
    *others, last = paragraphs
    return [*others, replace(last, together=True)]


def signature(issuer: str, day: str) -> list[Paragraph]:
    """Signature and date: the date four characters from the right, the signature centred over it."""
    beyond = (_width(issuer) - _width(day)) * 50
    right = max(_DATE_RIGHT, round(beyond))
    return [
        *(Paragraph("", Style.BODY, together=True) for _ in range(3)),
        Paragraph(issuer, Style.SIGNATURE, together=True, right=round(right - beyond)),
        Paragraph(day, Style.SIGNATURE, right=right),
    ]
