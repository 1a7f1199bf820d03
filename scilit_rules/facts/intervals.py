"""Intervals that somebody has written down, and the times at which something is shown to have happened."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from scilit_rules.facts.cells import fold
from scilit_rules.facts.found import Span

_COUNTS = {"半": 0.5, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
           "十": 10, "十一": 11, "十二": 12}
_DAYS = {"周": 7, "星期": 7, "月": 31, "季度": 92, "季": 92, "半年": 183, "学期": 183, "年": 366, "学年": 366,
         "week": 7, "month": 31, "quarter": 92, "half-year": 183, "half year": 183, "term": 183, "year": 366}
_NUMBER = r"(?:\d{1,2}|[半一二两三四五六七八九]|十[一二]?)"
_UNIT = r"(?:学年|学期|半年|年|季度|季|个?月|周|星期)"
_OFTEN = rf"(?:[^,，。；;]{{0,6}}?({_NUMBER})\s*[次期回])?"
_EVERY = (
    re.compile(rf"每\s*(隔)?\s*({_NUMBER})?\s*个?({_UNIT})度?{_OFTEN}"),
    re.compile(rf"(?<![\d第〇零年])()({_NUMBER})\s*个?({_UNIT})\s*({_NUMBER})\s*[次期回]"),
    re.compile(r"[按逐]()()(年|季度?|月|周|学期|学年)()"),
)
_ENGLISH = re.compile(
    r"\b(?:every|each)\s+(?:(\d{1,2}|two|three|six)\s+)?(week|month|quarter|half[- ]year|term|year)s?\b", re.IGNORECASE)
_ADVERB = re.compile(
    r"\b(weekly|monthly|quarterly|half-yearly|yearly|annually|twice a year|once a year)\b", re.IGNORECASE)
_ADVERBS = {"weekly": 7, "monthly": 31, "quarterly": 92, "half-yearly": 183, "twice a year": 183, "yearly": 366,
            "annually": 366, "once a year": 366}
_ENGLISH_COUNTS = {"two": 2, "three": 3, "six": 6}

_CHINESE = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[一二][〇零○一二三四五六七八九]{3}(?=年)")
_CHINESE_MONTH = re.compile(r"(?<=年)(?:十[一二]?|[一二三四五六七八九])(?=月)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})([01]\d)([0-3]\d)(?!\d)")
_DAY = re.compile(r"((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})(?!\d)")
_MONTH = re.compile(r"((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})(?!\d)(?:\s*月)?")
_PART = re.compile(r"((?:19|20)\d{2})\s*年?度?\s*第?\s*(?:([一二三四1-4])\s*季度?|([上下])半年)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
# How far apart two times show an interval, in intervals: two days of one event do not show that it recurs.
_LEAST, _MOST = 0.4, 1.5
# What stands in front of an interval and denies it: 从不每年一次, 未能每季度一次; but not 不少于每年一次.
_DENIED = re.compile(r"(?:[未没无]|不(?![少低]于))[^，,。；;]{0,3}$")


class Interval(NamedTuple):
    """An interval as it is written.

    Args:
        days: about how many days it has.
        words: the words that say so.
    """

    days: float
    words: str


def interval_in(texts: Iterable[str]) -> Interval | None:
    """The first interval that texts state, such as 每季度一次 or ``every six months``; None if there is none."""
    return next((found for text in texts for found in _intervals(fold(text))), None)


def _intervals(text: str) -> Iterator[Interval]:
    for pattern in _EVERY:
        for found in pattern.finditer(text):
            if _DENIED.search(text[:found.start()]):
                continue
            skipped, number, unit, times = found.groups()
            count = (_count(number) if number else 1) + (1 if skipped else 0)
            days = _DAYS[unit.removeprefix("个")] * count
            yield Interval(days / (_count(times) if times else 1), found.group().strip())
    for found in _ENGLISH.finditer(text):
        number, unit = found.groups()
        count = _ENGLISH_COUNTS.get((number or "").lower()) or int(number or 1)
        yield Interval(_DAYS[unit.lower()] * count, found.group())
    for found in _ADVERB.finditer(text):
        yield Interval(_ADVERBS[found.group().lower()], found.group())


def _count(number: str) -> float:
    return float(number) if number.isdecimal() else _COUNTS[number]


def times_in(text: str) -> tuple[Span, ...]:
    """The times that a text names, each as exactly as it does: a day, a month, a quarter or half-year, else a year."""
    plain = _CHINESE_YEAR.sub(lambda year: year.group().translate(_CHINESE), fold(text))
    plain = _CHINESE_MONTH.sub(lambda month: f"{_COUNTS[month.group()]}", plain)
    for pattern, read in ((_DAY, _day), (_COMPACT, _day), (_MONTH, _month), (_PART, _part), (_YEAR, _year)):
        spans = [span for found in pattern.finditer(plain) for span in (read(found),) if span is not None]
        if spans:
            return tuple(dict.fromkeys(spans))
    return ()


def _day(found: re.Match[str]) -> Span | None:
    try:
        day = date(*(int(group) for group in found.groups()))
    except ValueError:
        return None
    return Span(day, day)


def _month(found: re.Match[str]) -> Span | None:
    year, month = int(found.group(1)), int(found.group(2))
    return _months(year, month, month) if 1 <= month <= 12 else None


def _part(found: re.Match[str]) -> Span | None:
    year, quarter, half = found.groups()
    if half:
        return _months(int(year), 1, 6) if half == "上" else _months(int(year), 7, 12)
    number = _QUARTERS.get(quarter) or int(quarter)
    return _months(int(year), 3 * number - 2, 3 * number)


def _year(found: re.Match[str]) -> Span | None:
    return _months(int(found.group(1)), 1, 12)


def _months(year: int, first: int, last: int) -> Span:
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def recur(times: Iterable[Span], interval: Interval) -> bool:
    """Whether two of some times lie apart by about an interval, and are told exactly enough to see that."""
    exact = sorted({span for span in times if (span.end - span.start).days <= interval.days})
    apart = (_middle(other) - _middle(one) for one, other in combinations(exact, 2) if one.end < other.start)
    return any(_LEAST * interval.days <= days <= _MOST * interval.days for days in apart)


def _middle(span: Span) -> float:
    return (span.start.toordinal() + span.end.toordinal()) / 2
