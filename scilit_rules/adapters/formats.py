"""Number formats of workbooks: which of them mean dates, and which say nothing beyond the number."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

_PLACES = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;[Red]"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)", 41: "#,##0", 42: '"¥"#,##0', 43: "#,##0.00", 44: '"¥"#,##0.00', 48: "##0.0E+0",
    49: "@",
}  # fmt: skip
_TIMES = {
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 30: "m-d-yy", 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"',
}  # fmt: skip
# These numbers mean Chinese dates in the workbooks of Chinese offices, and are written there without their code.
_CHINESE = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    31: 'yyyy"年"m"月"d"日"',
}
BUILT_IN = {**_PLACES, **_TIMES, **_CHINESE}

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|General|AM/PM|A/P', re.IGNORECASE)
_PLAIN = re.compile(r'(?:General|@|[0#?.,\-+() ;E/]|"-"|_.|\*.|\[(?:Red|Blue|Green|Black|White|Yellow|Cyan|Magenta|'
                    r'Color ?\d+|红色|蓝色|绿色|黑色|白色|黄色|青色|洋红)\])*', re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_LAST_SERIAL = 2_958_465


class Style(NamedTuple):
    """What the number format of a cell says.

    Args:
        format: the code of the format; empty where it says nothing beyond the number.
        is_date: whether numbers shown with it are days.
    """

    format: str = ""
    is_date: bool = False


def read_style(code: str) -> Style:
    """What a number format says.

    Args:
        code: the code of the format, such as ``0.00%``.
    """
    bare = _LITERAL.sub("", code.partition(";")[0]).lower()
    is_date = "[" not in bare and ("y" in bare or "d" in bare or ("m" in bare and not set("hs") & set(bare)))
    if not is_date and _PLAIN.fullmatch(code) and not _SCALED.search(code):
        return Style()
    return Style(code, is_date)


def read_day(serial: float, since_1904: bool) -> date | datetime | None:
    """The day that a number of days stands for, with its time of day if it has one.

    Args:
        serial: days since the workbook's first day.
        since_1904: whether the workbook counts from 1904 instead of 1900.

    Returns:
        the day, or None for a number that stands for none.
    """
    if since_1904:
        start, first = date(1904, 1, 1), 0
    else:
        # Workbooks that count from 1900 count a 29 February 1900 that never was.
        start, first = date(1899, 12, 31 if serial < 60 else 30), 1
    if not first <= serial <= _LAST_SERIAL or (not since_1904 and 60 <= serial < 61):
        return None
    moment = datetime.combine(start, time()) + timedelta(milliseconds=round(serial * 86_400_000))
    return moment if moment.time() != time() else moment.date()
