"""Numbers in Chinese numerals, or in digits and numerals: 十二万五千元, 12万5千元, 百分之十一点二, 零."""

from __future__ import annotations

import re
from decimal import Decimal

_WRITTEN = ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {digit: value for value, digits in enumerate(_WRITTEN) for digit in digits}
_ONE = f"[{''.join(digit for digit, value in _DIGITS.items() if value)}]"
_LOTS = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2}
_LOT = "|".join(_LOTS)
_IN_DIGITS = str.maketrans({digit: str(value) for digit, value in _DIGITS.items()})
_FORMAL = str.maketrans("仟佰拾", "千百十")
# Thousands, hundreds, tens and ones, a skipped place told by 零: 三千零五, 五百一十. 三百五 may be two numbers.
_section = re.compile(
    rf"(?:(?P<k>{_ONE})千)?(?P<k0>零)?(?:(?P<h>{_ONE})百)?(?P<h0>零)?(?:(?P<t>{_ONE})?(?P<ten>十))?(?P<o>{_ONE})?"
).fullmatch
_NUMERAL = rf"[{''.join(_DIGITS)}千百十仟佰拾万亿]+"
_told = re.compile(
    rf"(?P<share>[百千]分之)?(?P<whole>{_NUMERAL})"
    rf"(?:点(?P<part>[{''.join(_DIGITS)}]+)(?P<lot>[万亿])?)?"
    r"(?P<rest>[^\d]*)"
).fullmatch
_mixed = re.compile(rf"((?:\d+(?:{_LOT})){{2,}}|(?:\d+(?:{_LOT}))+\d{{4}})([^\d]*)").fullmatch
_step = re.compile(rf"(\d+)({_LOT})?")


def in_digits(text: str) -> str | None:
    """A number in numerals as one in digits, with whatever stands behind it: 十二万五千元 as 125000元.

    Args:
        text: the text, made plain.

    Returns:
        the number in digits, or None if it is none, or can be read two ways.
    """
    # 12万伍仟元 goes on in numerals; in digits it is read as 12万5千元 is.
    mixed = _mixed(text.translate(_IN_DIGITS).translate(_FORMAL) if text[:1].isdigit() else text)
    if mixed is not None:
        total = _summed(mixed.group(1))
        return None if total is None else f"{total}{mixed.group(2)}"
    found = _told(text)
    if found is None:
        return None
    share, whole, part, lot, rest = found.group("share", "whole", "part", "lot", "rest")
    value = 100 if share and whole == "百" else _value(whole.translate(_FORMAL))
    if value is None:
        return None
    digits = str(value)
    if part:
        digits += "." + "".join(str(_DIGITS[digit]) for digit in part)
    sign = {"百分之": "%", "千分之": "‰"}.get(share or "", "")
    if sign and (rest or lot):
        return None
    return f"{digits}{sign}{lot or ''}{rest}"


def _value(numeral: str) -> int | None:
    """The value of a numeral that leaves no doubt."""
    for lot in "亿万":
        if numeral.count(lot) > 1:
            return None
        before, there, behind = numeral.partition(lot)
        if there:
            high, low = _value(before), _value(behind) if behind else 0
            # 一万五 may be 15,000: a place that is skipped must be told.
            skipped = low and low * 10 < _LOTS[lot] and not behind.startswith(("零", "〇"))
            return None if high is None or low is None or skipped else high * _LOTS[lot] + low
    return _section_value(numeral)


def _section_value(numeral: str) -> int | None:
    plain = numeral.replace("〇", "零")
    if plain == "零":
        return 0
    found = _section(plain.removeprefix("零"))
    if found is None or not plain.strip("零"):
        return None
    k, h, t, o = (_DIGITS[found.group(name)] if found.group(name) else 0 for name in "khto")
    tens = t or (1 if found.group("ten") else 0)
    gap = (k and not h and (tens or o) and not found.group("k0")) or (h and not tens and o and not found.group("h0"))
    needless = (found.group("k0") and h) or (found.group("h0") and tens)
    return None if gap or needless else k * 1000 + h * 100 + tens * 10 + o


def _summed(text: str) -> Decimal | None:
    """The sum of 12万5千: lots that grow smaller, each less than what the one before leaves."""
    total, room = Decimal(0), None
    for digits, lot in _step.findall(text):
        size = _LOTS[lot] if lot else 1
        if room is not None and int(digits) * size >= room:
            return None
        total, room = total + int(digits) * size, size
    return total
