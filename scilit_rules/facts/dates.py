"""Dates and periods, in the forms that offices write."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from decimal import Decimal

from scilit_rules.facts.cells import Read, fold, rule
from scilit_rules.model.fact import Period

_FIRST, _LAST = 1900, 2100
_DIGITS = {**{c: str(i) for i, c in enumerate("零一二三四五六七八九")}, **dict.fromkeys("〇○OoО", "0")}
_MAYBE_CHINESE = re.compile("[一二三四五六七八九十]|[〇○OoО]")
_CHINESE_YEAR = re.compile(f"([{''.join(_DIGITS)}0-9]{{4}})(年.*)?", re.DOTALL)
_CHINESE_COUNT = re.compile("([一二三])?十([一二三四五六七八九])?|[一二三四五六七八九]")
_CLOCK = r"(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_DAY = re.compile(rf"(\d{{4}})\s*[年./-]\s*(\d{{1,2}})\s*[月./-]\s*(\d{{1,2}})\s*日?{_CLOCK}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*月?份?底?末?")
# A workbook keeps 2016.10 as 2016.1, so that can be January or October.
_TENTH = re.compile(r"\d{4}\.1")
_YEAR = re.compile(r"(\d{4})\s*年?\s*(?:度|底|末)?")
_EPOCH = date(1899, 12, 30)
SHIFT = date(1904, 1, 1) - _EPOCH
"""By how much days are later that workbooks of old Macintoshes count, from 1904."""


def read_date(text: str) -> Read | None:
    """Reads a date from text.

    Args:
        text: the text of the cell, which is not one of the missing words.

    Returns:
        the day; the last day of a month or year that is all that is written; None if it is no certain date.
    """
    plain = fold(text)
    rules: tuple[str, ...] = () if plain == text.strip() else (rule("folded"),)
    if _MAYBE_CHINESE.search(plain):
        western = _western(plain.replace(" ", ""))
        if western is None:
            return None
        plain, rules = western, (*rules, rule("chinese-digits"))
    if _TENTH.fullmatch(plain):
        return None
    for pattern, name in ((_DAY, ""), (_COMPACT, "date-compact"), (_MONTH, "month-end"), (_YEAR, "year-end")):
        found = pattern.fullmatch(plain)
        if found is not None:
            numbers = [int(group) for group in found.groups()]
            day = _day(*numbers)
            plain_iso = day is not None and plain == day.isoformat()
            named = (rule(name),) if name else () if plain_iso else (rule("date-notation"),)
            return None if day is None else Read(day, (*rules, *named))
    return None


def read_stored_date(value: date | datetime | int | float | Decimal) -> Read | None:
    """Reads a date from a stored date, or from a number that stands for one."""
    if isinstance(value, datetime):
        return Read(value.date())
    if isinstance(value, date):
        return Read(value)
    number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    if not number.is_finite() or number != number.to_integral_value():
        return None
    if 20_000 <= number <= 60_000:
        return Read(_EPOCH + timedelta(days=int(number)), (rule("excel-serial"),))
    return read_date(str(int(number))) if 0 < number < 10**8 else None


def is_serial(rules: tuple[str, ...]) -> bool:
    """Whether a date was read from the number of a day."""
    return rule("excel-serial") in rules


def read_period(raw: str | int | float | Decimal | date | datetime) -> tuple[Period, tuple[str, ...]] | None:
    """Reads the year, or the day, that a record speaks of.

    Args:
        raw: the cell: a year, a day, or a month, which stands for its last day.

    Returns:
        the period and the rules applied, or None if it is none.
    """
    if isinstance(raw, str):
        plain = fold(raw)
        if len(plain) == 4 and plain.isascii() and plain.isdigit():
            return (Period(int(plain)), ()) if _FIRST <= int(plain) <= _LAST else None
        read = read_date(raw)
    else:
        read = read_stored_date(raw)
    if read is None or not isinstance(read.value, date):
        return None
    if rule("year-end") in read.rules:
        return Period(read.value.year), tuple(code for code in read.rules if code != rule("year-end"))
    return Period(read.value.year, read.value), read.rules


def _day(year: int, month: int = 0, day: int = 0) -> date | None:
    if not _FIRST <= year <= _LAST or month > 12:
        return None
    if not day:
        month = month or 12
        day = monthrange(year, month)[1]
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _western(text: str) -> str | None:
    found = _CHINESE_YEAR.fullmatch(text)
    if found is None:
        return None
    year = "".join(_DIGITS.get(c, c) for c in found.group(1))
    rest = _CHINESE_COUNT.sub(lambda count: str(_count(count)), found.group(2) or "")
    return year + rest


def _count(found: re.Match[str]) -> int:
    if "十" not in found.group():
        return int(_DIGITS[found.group()])
    tens, ones = found.groups()
    return 10 * int(_DIGITS[tens] if tens else 1) + int(_DIGITS[ones] if ones else 0)
