"""The year that a text states for its data: in headings, titles, names of sheets and files, and notes.

A year is told apart from the other times that such texts speak of: when a table was filled in, the years of a plan,
spans, parts of a year. What states a time and is no year of the data is handed back as unclear, never passed over.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from scilit_rules.facts.cells import fold

_CHINESE = {**{c: str(i) for i, c in enumerate("零一二三四五六七八九")}, **dict.fromkeys("〇○OoО", "0")}
# 二0一九 mixes the digits, 贰零壹玖 has those of bills.
_YEAR_DIGITS = {**_CHINESE, **{c: str(i) for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}, **{c: c for c in "0123456789"}}
_CHINESE_YEAR = re.compile(
    f"(?<![{''.join(_YEAR_DIGITS)}十百])([一二壹贰][{''.join(_YEAR_DIGITS)}]{{3}})(?=年|[-—–―─~至到][一二])")
# The years in which the people were counted.
_CENSUS = re.compile(r"(?:(?:19|20)\d\d年)?第?([四五六七])(?:次(?:全国)?人口普查|人?普(?![及法通]))")
_CENSUS_YEARS = {"四": "1990", "五": "2000", "六": "2010", "七": "2020"}
# 表1 2019年 names two numbers, 2 0 1 9年 is one of them.
_BEFORE_YEAR = re.compile(r"(?<=\d)\s+(?=(?:19|20)\d{2}(?!\d))")
_CHINESE_COUNT = re.compile("([一二三])?十([一二三四五六七八九])?(?=[月日])|[一二三四五六七八九](?=[月日])")

_TO = r"[-—–―─~至到]{1,2}"
_Y = r"(?<![\d.])((?:19|20)\d{2})"
_DAY = rf"{_Y}(?:年|[./-])(?:0?[1-9]|1[0-2])(?:(?:月份?|[./-])(?:(?:0?[1-9]|[12]\d|3[01])日?)?)?(?![\d年])"
_ANY_DAY = re.compile(_DAY)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)")
_SENT = "填报|填表|上报|报送|制表|报出|填写|填制|提交|打印"
_WRITTEN = f"{_SENT}|编制|报告|印发|发文|成文|审核|更新|导出|制作|修订|修改|签发|盖章"

_NOISE = (
    re.compile(rf"(?:有效期|有效期限|有效期至|批准有效期)[至到为]?:?{_Y}年?(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?"),
    re.compile(r"[〔\[(【]?(?:19|20)\d{2}[〕\])】]?第?\d+号"),
    re.compile(r"(?:电话|手机|传真|邮编|邮箱|qq)(?:号码)?:?[\d()+-]*", re.IGNORECASE),
    re.compile(r"《[^》]{0,300}(?:方案|规划|纲要|计划|意见|通知|办法|条例|年鉴|公报)[^》]{0,300}》"),
    re.compile(rf"(?:方案|规划|纲要|计划|行动)[(\[《〔]{_Y}年?{_TO}{_Y}年?[)\]》〕]"),
    re.compile(rf"{_Y}年?{_TO}{_Y}年?[)\]]?[^\0,;。()]{{0,16}}?(?:方案|纲要|行动计划|行动规划)"),
    re.compile("[“”\"']?十[一二三四五六]五[“”\"']?(?:时期|期间)?[^\0,;。()]{0,12}?(?:规划|纲要|方案|计划)"),
)
# 日期： and 录入时间： are of the form; 统计时间： and 截止日期： are of the data.
_DAY_OF_FORM = "".join(f"(?<!{word})" for word in ("统计", "数据", "截止", "截至", "所属", "资料", "基准", "报告期"))
_MADE_BEFORE = re.compile(
    rf"(?:{_WRITTEN})(?:日期|时间|年月|于|日|:)[:_]*{_Y}(?:年|[./-])?(?:\d{{1,2}}[月./-]?(?:\d{{1,2}}日?)?)?"
    rf"|{_DAY_OF_FORM}(?:日期|时间):[:_]*{_Y}(?:年|[./-])?\d{{1,2}}[月./-]?(?:\d{{1,2}}日?)?"
)
_MADE_AFTER = re.compile(rf"{_Y}年?(?!度)(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?(?:{_SENT})")
_WHOLE_YEAR = re.compile(
    rf"{_Y}年?(?:度)?0?1(?:月份?)?(?:0?1日)?{_TO}(?:\1年)?12月份?(?:31日)?|{_Y}年12月(?:31日|末|底|31日止)"
    rf"|(?:截至|截止)[到至]?(?:日期|时间)?:?{_Y}年12月份?(?:31日|末|底)?"
)
_PART_OF_YEAR = re.compile(
    rf"{_Y}年(?:初|中(?:期|旬)?(?![小学国央级心医职]))|(?:{_Y}年?度?)?(?:[春夏秋冬]季|[寒暑]假|[上下]半年|半年(?![以之]|内)|第?[一二三四1-4]季度?(?!节)|前[二三23]季度|季报|月报"
    rf"|\d{{1,2}}月?份?{_TO}\d{{1,2}}月份?|(?<!\d)\d{{1,2}}月份)"
    r"|(?:截至|截止)[到至]?(?:日期|时间)?:?(?:本|当|今)?年?(?:0?[1-9]|1[01])月(?:份|底|末|\d{1,2}日)?"
    rf"|(?:截至|截止|至|到)[到至]?(?:日期|时间)?:?{_DAY}(?:末|底|止)?|{_Y}年\d{{1,2}}月(?:末|底)"
)
_SPAN = re.compile(rf"{_Y}年?度?{_TO}((?:19|20)\d{{2}}|\d{{2}})(学年|年)?(?:度|底|末)?(?!\d)")
_SPAN_OF_DAYS = re.compile(rf"{_Y}年\d{{1,2}}月(?:\d{{1,2}}日)?{_TO}{_Y}年\d{{1,2}}月(?:\d{{1,2}}日)?")
_OPEN = re.compile(
    rf"(?:(?<![取来出源引])自|从){_Y}年?|{_Y}年?度?(?:以来|以后|之后|以前|之前|起|至今|前(?!往))|{_Y}[学财]年"
    rf"|{_Y}/\d\d(?:(?:\d\d)?[学财]?年度?|(?!\d))")
_PLAIN = re.compile(rf"{_Y}(?:年(?:度|底|末|终)?)?(?![\d%‰万亿千元人个号次所名.]\d*)")
_RELATIVE = re.compile(
    r"(?<!以)上一?年(?:度|同期|末|底)?(?!龄)|去年|前年|往年|历年|[^\0,;。()]{2,8}(?:以来|至今)|(?:近|前|后|过去|连续)(?:[一二三四五六七八九十两几]|\d{1,2})年|次年|明年|下一?年度"
)
_FIVE_YEARS = re.compile("[“”\"']?十([一二三四五六])五[“”\"']?(?:时期|期间)?")
_FIRST_OF_FIVE = {word: 2006 + 5 * number for number, word in enumerate("一二三四五六")}
# 己亥年, 民国109年, 平成31年 are years of other calendars.
_OTHER_CALENDARS = re.compile(
    r"[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥](?:年度?|岁)"
    r"|(?:民国|平成|令和|昭和|大正|佛历)[\d元一二三四五六七八九十百〇零○]{1,6}年?度?"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d第近满])(?:[0-3]\d|[一二][〇零○一二三四五六七八九])年(?:度|底|末)?(?!来|级|龄|期|制|限|前|后)"
)


class Span(NamedTuple):
    """Years from the first to the last, and how they are written."""

    first: int
    last: int
    words: str


class Month(NamedTuple):
    """A month; the last one of its year where only that is written."""

    year: int
    month: int = 12

    def before(self, other: Month) -> int:
        """How many months it lies before another."""
        return 12 * (other.year - self.year) + other.month - self.month


class Stated(NamedTuple):
    """What a text says of the time of its data.

    Args:
        years: the years that it states plainly.
        spans: the spans of years.
        unclear: the words that state a time which is no year: 上年度, 2019年上半年, 19年度.
        made: the latest month in which it says to have been filled in.
    """

    years: frozenset[int] = frozenset()
    spans: tuple[Span, ...] = ()
    unclear: tuple[str, ...] = ()
    made: Month | None = None

    @property
    def nothing(self) -> bool:
        """Whether it states no time of its data at all."""
        return not (self.years or self.spans or self.unclear)


def stated_years(text: str) -> Stated:
    """What a title, a note, or the name of a sheet or file says of the year of its data."""
    scan = _Scan(western(text))
    for noise in _NOISE:
        scan.take(noise)
    made = [_month(found) for found in scan.take(_MADE_BEFORE)]
    years = {_year(found) for found in scan.take(_WHOLE_YEAR)}
    made += [_month(found) for found in scan.take(_COMPACT)]
    sent = scan.take(_MADE_AFTER)
    unclear = [found.group() for pattern in (_SPAN_OF_DAYS, _PART_OF_YEAR) for found in scan.take(pattern)]
    made += [_month(found) for found in scan.take(_ANY_DAY)]
    spans = []
    for found in scan.take(_SPAN):
        first, last = int(found.group(1)), int(found.group(1)[: 4 - len(found.group(2))] + found.group(2))
        if found.group(3) == "学年" or last <= first:
            unclear.append(found.group())
        else:
            spans.append(Span(first, last, found.group()))
    five = [Span(first := _FIRST_OF_FIVE[found.group(1)], first + 4, found.group()) for found in scan.take(_FIVE_YEARS)]
    unclear += [found.group() for found in scan.take(_OPEN)]
    years |= {_year(found) for found in scan.take(_PLAIN)}
    unclear += [found.group() for pattern in (_OTHER_CALENDARS, _RELATIVE, _SHORT_YEAR) for found in scan.take(pattern)]
    # “十三五”2019年度统计表 is of 2019; without a year, 十三五 leaves it open.
    spans += five if years else []
    unclear += [] if years else [span.words for span in five]
    if not years:
        # 2020年上报 may speak of 2019 as well as of 2020.
        unclear += [found.group() for found in sent]
    made += [_month(found) for found in sent]
    return Stated(frozenset(years), tuple(spans), tuple(dict.fromkeys(unclear)), max(made, default=None))


def parts_of_years(stated: Stated) -> list[int | None]:
    """The years of which a text speaks in parts: 2020年上半年, 截至6月底; None for a part without its year."""
    found = [_PART_OF_YEAR.fullmatch(words) for words in stated.unclear]
    years = (re.search(_Y, part.group()) for part in found if part is not None)
    return [None if year is None else int(year.group(1)) for year in years]


class _Scan:
    """A text of which what has been understood is taken away."""

    def __init__(self, text: str) -> None:
        self._text = text

    def take(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        """Everything that fits a pattern, which is then gone."""
        found = list(pattern.finditer(self._text))
        self._text = pattern.sub("\0", self._text)
        return found


def _year(found: re.Match[str]) -> int:
    return int(next(group for group in found.groups() if group is not None))


_MONTH_BEHIND = re.compile(r"(?:年|[./-])?(0?[1-9]|1[0-2])(?:(?=\d\d(?!\d))|(?!\d))")


def _month(found: re.Match[str]) -> Month:
    """The month of a day: of 2020年1月15日, 20200115, 2020-01."""
    number = next(n for n, group in enumerate(found.groups(), start=1) if group is not None)
    behind = _MONTH_BEHIND.match(found.string[: found.end()], found.end(number))
    year = int(found.group(number))
    return Month(year) if behind is None else Month(year, int(behind.group(1)))


def with_census_years(text: str) -> str:
    """A text in which each census is told by its year: 七普数据 as 2020年人口普查数据."""
    return _CENSUS.sub(lambda found: f"{_CENSUS_YEARS[found.group(1)]}年人口普查", text)


def western(text: str) -> str:
    """A text made plain, without spaces, its years and the numbers of its months and days in Arabic digits."""
    plain = "".join(_BEFORE_YEAR.sub("\0", fold(text)).split())
    if not any(c in _CHINESE or c in "十壹贰" for c in plain):
        return plain
    plain = with_census_years(plain)
    plain = _CHINESE_YEAR.sub(lambda found: "".join(_YEAR_DIGITS[c] for c in found.group(1)), plain)
    return _CHINESE_COUNT.sub(_count, plain)


def _count(found: re.Match[str]) -> str:
    if "十" not in found.group():
        return _CHINESE[found.group()]
    tens, ones = found.groups()
    return str(10 * int(_CHINESE[tens] if tens else 1) + int(_CHINESE[ones] if ones else 0))


class YearSaid(NamedTuple):
    """The year that a heading gives: a year, or how many years before that of the table it lies."""

    year: int | None = None
    back: int | None = None


_END = r"(?:12月份?(?:31日|末|底)?|1(?:月份?)?[-—–~至]12月份?|全年)?"
_HEAD_YEAR = rf"(?:截至|截止)?[到至]?{_Y}(?:年(?:度|底|末|终)?{_END}|全年)?"
_HEAD_BACK = {"上年": 1, "上一年": 1, "去年": 1, "本年": 0, "今年": 0, "当年": 0, "前年": 2}
_BACK = "|".join(_HEAD_BACK)
_VALUE_OF_YEAR = "(?:数据|数值|数额|数量|数|值|金额|实际数|实际完成数?|实际|完成数|完成情况|完成|情况)?"
_ALONE = re.compile(rf"{_HEAD_YEAR}{_VALUE_OF_YEAR}|({_BACK})度?(?:末|底)?{_VALUE_OF_YEAR}")
_BEFORE = re.compile(rf"(?:{_HEAD_YEAR}|({_BACK})度?(?:末|底)?)([^\d年月季.,%—–―─~至到-].*)", re.DOTALL)


def year_alone(text: str) -> YearSaid | None:
    """The year that is all that a heading says, such as 2019年度, 截至2019年底, 上年; None if it says more or less."""
    found = _ALONE.fullmatch(western(text))
    return None if found is None else _said(*found.groups())


def year_before(text: str) -> tuple[YearSaid, str] | None:
    """The year with which a heading begins, and the rest of it; None if it begins with none."""
    found = _BEFORE.fullmatch(western(text))
    if found is None:
        return None
    year, back, rest = found.groups()
    return _said(year, back), rest


def _said(year: str | None, back: str | None) -> YearSaid:
    return YearSaid(back=_HEAD_BACK[back]) if back else YearSaid(int(str(year)))
