"""Days and years that there are none of: 2019年13月, 2018年2月30日, 张科协发〔3019〕99号."""

from __future__ import annotations

import re
from datetime import date

from scilit_rules.facts.pieces import LINK

_DAY = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)(?:"
    r"\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?"
    r"|\s*([-./])\s*(\d{1,2})\s*\4\s*(\d{1,2})(?![\d.])"
    r"|([01]\d)([0-3]\d)(?!\d))"
)
_NUMBERED = re.compile(r"[〔\[(【﹝]\s*(\d{4})\s*[〕\])】﹞]\s*第?\s*(\d+)\s*号")
_FIRST_YEAR, _LAST_YEAR, _HIGHEST_NUMBER = 1949, 2099, 9_999


def names_no_day(text: str) -> bool:
    """Whether a text names a day, a month, or the year or number of a document, that there can't be.

    Args:
        text: the text, made plain.
    """
    told = LINK.sub(" ", text)
    days = any(not _is_day(*_parts(found)) for found in _DAY.finditer(told))
    return days or any(not _may_be(*map(int, found.groups())) for found in _NUMBERED.finditer(told))


def _parts(found: re.Match[str]) -> tuple[int, int, int]:
    year, month, day, _, other_month, other_day, short_month, short_day = found.groups()
    return int(year), int(month or other_month or short_month), int(day or other_day or short_day or 1)


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _may_be(year: int, number: int) -> bool:
    return _FIRST_YEAR <= year <= _LAST_YEAR and number <= _HIGHEST_NUMBER
