"""Unit words, and the exact power of ten from one to another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from scilit_rules.facts.cells import fold_name


class Unit(NamedTuple):
    """What a number counts, and in lots of how many.

    Args:
        dimension: what is counted; empty for a bare multiplier such as 万.
        power: the power of ten of one lot: 4 for 万元, -1 for ‰ beside %.
    """

    dimension: str
    power: int = 0


_LOTS = {
    "万亿": 12, "千亿": 11, "百亿": 10, "十亿": 9, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4, "千": 3, "百": 2,
}
_WORDS = {
    "money": "元 圆 人民币 人民币元 rmb cny yuan",
    "money/people": "元/人 元每人 元/人年 元/人·年 元/(人·年) 元/年·人 yuan/person",
    "share": "% 百分比 百分数 percent",
    "points": "个百分点 百分点 pp",
    "people": "人 名 位 口 people persons",
    "households": "户",
    "visits": "人次 人·次",
    "area": "平方米 平米 ㎡ m2 m²",
    "hours": "小时 课时 学时",
    "days": "天 日",
    "count": "个 所 家 座 处 次 场 场次 辆 台 套 件 篇 册 种 块 项 条 期 部 支 只 站 间 份 本 幅 张 批 村 校 count",
}
_UNITS = {word: Unit(dimension) for dimension, words in _WORDS.items() for word in words.split()} | {
    "‰": Unit("share", -1),
    "千分比": Unit("share", -1),
    "公顷": Unit("area", 4),
    "平方公里": Unit("area", 6),
    "平方千米": Unit("area", 6),
}
_CURRENCY = re.compile(r"(?:人民币|rmb)[:(]?([^()]+)\)?|([^()]+?)\(?(?:人民币|rmb)\)?")
_LOT = re.compile(f"({'|'.join(_LOTS)})(.*)")
# 元(千), 千(元).
_LOT_BEHIND = re.compile(rf"^(元|人|人次)\((?:以|按)?({'|'.join(_LOTS)})(?:计|为单位)?\)$")
_LOT_BEFORE = re.compile(rf"^({'|'.join(_LOTS)})\((元|人|人次)\)$")
# In English, where a unit is announced: 10,000 yuan, in 10k RMB, RMB'000.
_ENGLISH_LOTS = {
    "千": "1000 1,000 1k k thousand thousands thousandsof athousand '000 000 '000s 000s",
    "万": "10000 10,000 10k tenthousand wan tensofthousandsof 万", "十万": "100000 100,000 100k hundredthousand",
    "百万": "1000000 1,000,000 million millions millionsof 1m m mn", "千万": "10million tenmillion",
    "亿": "100million hundredmillion yi", "十亿": "1billion billion billions bn",
}
_LOTS_IN_ENGLISH = {word: lot for lot, words in _ENGLISH_LOTS.items() for word in words.split()}
_COUNTED = {"yuan": "元", "rmb": "元", "cny": "元", "people": "人", "persons": "人", "person": "人"}
_ENGLISH = "|".join(sorted(map(re.escape, _LOTS_IN_ENGLISH), key=len, reverse=True))
_ANNOUNCED = re.compile(
    rf"(?P<lot>{_ENGLISH})?\(?(?P<unit>{'|'.join(_COUNTED)})\)?(?P<behind>\(?(?:{_ENGLISH})\)?)?(?:yuan)?"
)
# No lots of these are written, so 万% and the like are slips.
_WITHOUT_LOTS = frozenset({"share", "points"})


_LONGEST = 100


@lru_cache(maxsize=4096)
def parse_unit(text: str, own: str = "") -> Unit | None:
    """The unit that a text names.

    Args:
        text: the text, such as ``万元``.
        own: a unit of the vocabulary that is a unit whatever it says.

    Returns:
        the unit, or None if it names none.
    """
    if len(text) > _LONGEST:
        return None
    word = fold_name(text)
    if word in _UNITS:
        return _UNITS[word]
    own_word = fold_name(own)
    if word and word == own_word:
        return Unit(own_word)
    currency = _CURRENCY.fullmatch(word)
    if currency is not None:
        amount = parse_unit(currency.group(1) or currency.group(2))
        return amount if amount is not None and amount.dimension == "money" else None
    word = _LOT_BEHIND.sub(r"\2\1", _LOT_BEFORE.sub(r"\1\2", word))
    lot = _LOT.fullmatch(word)
    if lot is None:
        return None
    power = _LOTS[lot.group(1)]
    if not lot.group(2):
        return Unit("", power)
    unit = parse_unit(lot.group(2), own)
    if unit is None or not unit.dimension or unit.dimension in _WITHOUT_LOTS:
        return None
    return Unit(unit.dimension, unit.power + power)


def announced_unit(text: str) -> str:
    """The unit that a text names in English, where digits, too, say in how many: 万元 for 10,000 yuan; else empty.

    Args:
        text: the text, behind a label such as Unit: or in brackets.
    """
    found = _ANNOUNCED.fullmatch(fold_name(text).replace("’", "'").replace("‘", "'"))
    if found is None:
        return ""
    lots = [_LOTS_IN_ENGLISH[said.strip("()")] for said in found.group("lot", "behind") if said]
    return "".join(lots) + _COUNTED[found.group("unit")] if len(lots) < 2 else ""


def power_between(given: Unit, kept: Unit) -> int | None:
    """The power of ten by which a number in one unit becomes one in another.

    Args:
        given: the unit that it is written in.
        kept: the unit that it is kept in.

    Returns:
        the power, or None if the units do not measure the same.
    """
    alike = (
        given.dimension == kept.dimension
        or (not given.dimension and kept.dimension not in _WITHOUT_LOTS)
        or (given.dimension == "money" and kept.dimension == "money/people")
        or (not kept.dimension and given.dimension == "count")
    )
    return given.power - kept.power if alike else None


def joined(cell: Unit, heading: Unit) -> Unit | None:
    """The unit meant by a cell and its heading together.

    Args:
        cell: the unit written in the cell.
        heading: the unit that the heading gives.

    Returns:
        the unit, or None if the two contradict each other. 万 under 元 is 万元; 万 under 万元 repeats it. 万元 under 元
        is a multiple of it: whoever writes the greater unit beside the number means it.
    """
    if not cell.dimension:
        if heading.power == 0 and heading.dimension not in _WITHOUT_LOTS:
            return Unit(heading.dimension, cell.power)
        return heading if heading.power == cell.power else None
    if not heading.dimension:
        return joined(heading, cell)
    if cell.dimension == heading.dimension and cell.power > heading.power:
        return cell
    per_head = {cell.dimension, heading.dimension} == {"money", "money/people"}
    return cell if cell == heading or (per_head and cell.power == heading.power) else None
