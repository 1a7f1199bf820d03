"""Remarks that leave open what a number counts: 为计划数; 误填，应为0; 含拟建3个; 2014年数据; 单位为万元."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from scilit_rules.facts.cells import fold
from scilit_rules.facts.remark_words import FIGURE_OPEN, FIGURE_TOLD
from scilit_rules.facts.remarks import doubtful_parts, is_empty, parts_of
from scilit_rules.facts.units import parse_unit
from scilit_rules.facts.years import with_census_years

_REMEMBERED = 20_000
_stated_unit = re.compile(
    r"(?:计量|金额)?单位\s*(?:[:为是]|(?:应该?|实|改|须|都|均)[为是成])?\s*([^,;。\s]+)"
).fullmatch
# What a number comprises changes nothing where it is the manner of it, or all of its own.
_COMPRISED = re.compile(r"(?<![不未])含(?:线上|线下|网络|网上|直播|录播|视频|各|全部|所有|本级|税(?!前))[^,;]{0,6}")
_OWN = (
    "真实|准确|正式|公开|实际|决算|统计|普查|年末|年底|全年|当年|本年|审计|核定|最终|到位|支出|实有|总|本[级区市县]|区级|县级"
)
_NOUN = "数字|数据|数值|数|值|金额|预算|计划|概算|目标|指标"
_of_kind = re.compile(rf"(?:按)?([\u4e00-\u9fff]{{1,10}}?)(?:{_NOUN})(?:填报|填列|统计|计算)?").fullmatch
# Beside nought, that nothing was done; but what was not counted is not nought.
_tells_none = re.compile(r"(?:[未没无停]|取消|不再)(?![^,;]{0,3}(?:统计|填|报|核|掌握|计))").search
_told_number = re.compile(
    r"(?:[\u4e00-\u9fff]{1,10}[为是]|(?:正确|准确|实际|真实|应该?)的?(?:数字?|值|数据)?)(\d{1,12}(?:\.\d{1,6})?)").fullmatch
_YEARS = re.compile(r"(?<![\d〔(])((?:19|20)\d\d)年?(?![\d号])")
_COMPARES = re.compile(
    "[比较]|同比|命名|认定|相同|一致|持平|[停关撤]|[增减升降]|[建立设]|启用|开放|起|(?<![取来出])自|以来|"
    "印发|发布|下发|文件|结转|高于|低于|超过|上报|填报|核对|审核")
_is_own = re.compile(_OWN).search
_YEAR = r"(?:(?:19|20)\d\d年?|[上去前往]年)"
_of_year = re.compile(
    rf"(?:(?:均|都|全部?|皆|[这此该本])?(?:数|数据|数字)?(?:均|都)?[为系是同]|截[至止]到?|至|按|用|取自|采用|沿用)?({_YEAR})(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?(?:度|底|末|年底|年末)?(?:的)?"
    r"(?:[\u4e00-\u9fff]{0,6}?(?:数|数据|数字|数值|值|统计|情况|决算|预算|年报|年鉴|公报|普查|调查|结果|测评)(?:填报|提供)?)?(?:计?算|统计|填)?的?"
).fullmatch


@lru_cache(_REMEMBERED)
def reserved(remark: str, number: Decimal, year: int, unit: str) -> str:
    """The part of a remark that leaves open what the number beside it counts, or an empty string.

    Args:
        remark: what the reporter added.
        number: the number.
        year: the year that the number is of.
        unit: the unit that the number stands in.
    """
    text = with_census_years(fold(remark))
    stated = _stated_unit(text)
    told = parse_unit(stated.group(1) if stated is not None else text, unit)
    if told is not None:
        return "" if told == parse_unit(unit, unit) else text
    if is_empty(remark):
        return ""
    told_only = _told_only(year)
    kept = (told_only.sub(",", part) for part in parts_of(told_only.sub(",", text)))
    parts = [_COMPRISED.sub("·", part) for each in kept for part in parts_of(each)]
    open_parts = (part for part in parts if _is_open(part, year) or _is_other(part, number))
    doubtful = (part for part in doubtful_parts(",".join(parts), year) if number or not _tells_none(part))
    return next(open_parts, "") or next(doubtful, "")


@lru_cache(64)
def _told_only(year: int) -> re.Pattern[str]:
    """What tells of a number of that year only where it is from, how it was told and what it is made up of."""
    return re.compile("|".join(shape.replace("<year>", str(year)) for shape in FIGURE_TOLD))


def _is_other(part: str, number: Decimal) -> bool:
    """Whether a part tells that it is another number than the one reported: 实际为980."""
    told = _told_number(part)
    return told is not None and Decimal(told.group(1)) != number


def _is_open(part: str, year: int) -> bool:
    """Whether a part tells that the number is of something else, or of more or less than it should be."""
    dated = _of_year(part)
    if dated is not None and str(year) not in dated.group(1):
        return True
    said = {int(found) for found in _YEARS.findall(part)}
    if said and year not in said and not _COMPARES.search(part):
        return True
    kind = _of_kind(part)
    of_other_kind = dated is None and kind is not None and _is_own(kind.group(1)) is None
    return of_other_kind or FIGURE_OPEN.search(part) is not None
