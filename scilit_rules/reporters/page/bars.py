"""Bars for people who would rather look than read; the numbers stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scilit_rules.messages import say
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Absence, Status
from scilit_rules.reporters.page.directory import PART_LETTERS
from scilit_rules.reporters.page.markup import Html, tag
from scilit_rules.words.tallies import ATTENTION, REST, Part

_WIDTH, _HEIGHT, _SPACE = 400, 14, 2
_ORDER: tuple[Part, ...] = tuple(part for status in ATTENTION + REST
                                 for part in ((*Absence, status) if status is Status.UNKNOWN else (status,)))


def composed(counts: Mapping[Part, int], lang: Lang) -> Html:
    """A bar of one length for every row, parted by status and kind of not knowing, what is pressing first.

    Args:
        counts: how many findings are counted as what.
        lang: the reader's language.
    """
    shown = [part for part in _ORDER if counts.get(part)]
    total = sum(counts[part] for part in shown)
    told = say("wording.list-separator", lang).join(
        say("reporters.rest-part", lang, status=part, count=counts[part]) for part in shown)
    pieces, start = [], 0
    for part in shown:
        end = start + counts[part]
        left, right = start * _WIDTH // total, end * _WIDTH // total
        gap = _SPACE if end < total and right - left > 2 * _SPACE else 0
        pieces.append(tag("rect", x=left, y=0, width=max(right - left - gap, 1), height=_HEIGHT,
                          class_=PART_LETTERS[part]))
        start = end
    return _drawn(told, pieces)


def measured(amount: Decimal | int, greatest: Decimal | int, kind: str, told: str) -> Html:
    """A bar as long as an amount is great.

    Args:
        amount: the amount.
        greatest: the amount that fills the whole length.
        kind: the letter of the status that gives it its colour.
        told: the amount in words.
    """
    width = max(int(amount * _WIDTH / greatest), 2) if amount else 0
    return _drawn(told, [tag("rect", x=0, y=0, width=width, height=_HEIGHT, class_=kind)] if width else [])


def _drawn(told: str, pieces: list[Html]) -> Html:
    return tag("svg", *pieces, class_="bar", viewBox=f"0 0 {_WIDTH} {_HEIGHT}", preserveAspectRatio="none", role="img",
               aria_label=told)
