"""Counts in a remark that fall short of the whole that they are told of: 12个镇建成7个; 应建86个，已建61个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from scilit_rules.facts.numerals import in_digits

_COUNTED = "[元人个名场次所家处项村户台座件期]"
_COUNT = re.compile(rf"(\d{{1,9}}(?:\.\d{{1,4}})?)(%|万?{_COUNTED})(?!月)")
_NUMERAL = re.compile(f"[一二两三四五六七八九十百]{{1,6}}(?={_COUNTED})")
_fraction = re.compile(r"[^\d/]*?(\d{1,4})/(\d{1,4})(?:个|家|所)?").fullmatch
_wanted = re.compile(r"原?(?:应|定|原定|计划|目标|任务|指标|要求)[^,;\d]{0,6}$").search
# Of the first count, so many have it: 中有9个已建, 社区，已覆盖60个, 学校中30所参加.
_of_these = re.compile(r"已|建成|完成|参加|覆盖|开展|达标|落实").search
_among = re.compile("[中里]").search
# What is counted apart, or of another year, is no part of the first.
_apart = re.compile(r"其中|各|每|另|又|还|[和及、]|[比较增]|年|[上下]|分别").search


def falls_short(text: str) -> bool:
    """Whether of so many that were to be, or that there are, fewer are told to be so.

    Args:
        text: the remark, made plain.
    """
    fraction = _fraction(text)
    if fraction is not None and int(fraction.group(1)) < int(fraction.group(2)):
        return True
    return any(reached < whole for _, whole, reached in _compared(_counted(text)))


def without_reached(text: str) -> str:
    """A remark without what was to be, where as many or more came to be: 应建86个，实建86个.

    Args:
        text: the remark, made plain.
    """
    counted = _counted(text)
    reached = [wanted for wanted, whole, came in _compared(counted) if came >= whole and wanted]
    for wanted in reached:
        counted = counted.replace(wanted, "", 1)
    return counted if reached else text


def _counted(text: str) -> str:
    """A remark with its counts in digits: 六场 as 6场."""
    return _NUMERAL.sub(lambda found: in_digits(found.group()) or found.group(), text)


def _compared(text: str) -> Iterator[tuple[str, Decimal, Decimal]]:
    """What was to be, as it stands there, how many that is, and how many came to be."""
    for first, second in pairwise(_COUNT.finditer(text)):
        between = text[first.end():second.start()]
        if first.group(2) != second.group(2) or _apart(between):
            continue
        former, latter = Decimal(first.group(1)), Decimal(second.group(1))
        before = _wanted(text[:first.start()])
        if before is None and _among(between) is not None:
            yield "", former, latter
        elif before is not None:
            yield text[before.start():first.end()], former, latter
        elif _wanted(between) is not None:
            yield "", latter, former
        elif _of_these(between + text[second.end():][:4]) is not None:
            yield "", former, latter
