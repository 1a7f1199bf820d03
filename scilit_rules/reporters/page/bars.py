"""Bars for people who would rather look than read; the numbers stand beside them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from scilit_rules.messages import say
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Status
from scilit_rules.reporters.page.directory import LETTERS
from scilit_rules.reporters.page.markup import Html, tag
from scilit_rules.reporters.tallies import ATTENTION, REST

_WIDTH, _HEIGHT, _SPACE = 400, 14, 2


def composed(counts: Mapping[Status, int], lang: Lang) -> Html:
    """A bar of one length for every row, parted by status, what is pressing first.

    Args:
        counts: how many have each status.
        lang: the reader's language.
    """
    shown = [status for status in ATTENTION + REST if counts.get(status)]
    total = sum(counts[status] for status in shown)
    told = say("wording.list-separator", lang).join(
        say("reporters.rest-part", lang, status=status, count=counts[status]) for status in shown)
    pieces, start = [], 0
    for status in shown:
        end = start + counts[status]
        left, right = start * _WIDTH // total, end * _WIDTH // total
        gap = _SPACE if end < total and right - left > 2 * _SPACE else 0
        pieces.append(tag("rect", x=left, y=0, width=max(right - left - gap, 1), height=_HEIGHT,
                          class_=LETTERS[status]))
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
