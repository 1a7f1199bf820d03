"""The times that a piece of evidence is of: before the plan, within it, or after the day that is judged at."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from scilit_rules.facts.cells import fold
from scilit_rules.facts.intervals import times_in
from scilit_rules.facts.papers import FILE, NUMBERS, TITLE
from scilit_rules.facts.pieces import LINK
from scilit_rules.model.words import EvidenceKind

_YEAR = re.compile(
    r"(?<![\d.])((?:19|20)\d\d)(?!\d*[人名册份元万个次场户亩处家岁台套页字平米㎡])(?=\D|[01]\d(?:[0-3]\d)?(?!\d)|$)")
_CHINESE = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[一二][〇零○九][〇零○一二三四五六七八九]{2}(?=[年〕)\]】])")
_TWO_YEARS = re.compile(r"((?:19|20)\d\d)\s{0,3}年?度?\s{0,3}[-—–~至到]{1,4}\s{0,3}((?:19|20)\d\d)")
# Up to then something holds, or was meant to.
_UNTIL = re.compile(r"(?:有效期?[至到为]*|[至到])\s*(?:19|20)\d\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:止|底|末)?")
_GOES_ON = re.compile("至今|以来|起(?:每|连续|坚持|执行|实施|施行)|沿用|有效|历年|每年|连续|现行|修订")
_AHEAD = re.compile(r"(?:规划|计划|方案|要点|预算|纲要|安排|意见|行动|蓝图|目标)(?:\(.*\))?[”》\s]*$")
# What came about once and stands from then on.
_FOUNDED = re.compile(
    "成立|设立|组建|建立|建成|批复|批准|命名|授牌|挂牌|揭牌|落成|开馆|竣工|启用|注册|登记|认定|开通|编制|核定|换届")
_RULES = re.compile("制度|办法|规定|规则|章程|规划|机制|条例|细则|职责|编制|纲要|标准|意见")
_MAY_STAND = frozenset({EvidenceKind.DOCUMENT, EvidenceKind.CONTRACT, EvidenceKind.LETTER})


class Told(NamedTuple):
    """The years that a piece tells of.

    Args:
        numbers: those in the numbers of documents.
        titles: those in titles and in the name of a file.
        rest: those beside.
    """

    numbers: tuple[int, ...]
    titles: tuple[int, ...]
    rest: tuple[int, ...]

    @property
    def all(self) -> tuple[int, ...]:
        """All of them."""
        return (*self.numbers, *self.titles, *self.rest)


def told_years(text: str, kind: EvidenceKind) -> Told:
    """The years that a piece of evidence tells of.

    Args:
        text: the piece.
        kind: what it is known as.
    """
    plain = _made_plain(text)
    if kind is EvidenceKind.LINK:
        links = LINK.findall(plain) or [plain]
        return Told((), (), tuple(year for link in links for year in _in_path(link)))
    numbers = tuple(year for pattern in NUMBERS for found in pattern.finditer(plain) for year in _years(found.group(2)))
    for pattern in NUMBERS:
        plain = pattern.sub(" ", plain)
    titles = [plain] if FILE.search(plain) else TITLE.findall(plain)
    rest = "" if FILE.search(plain) else TITLE.sub("《》", plain)
    return Told(numbers, tuple(year for title in titles for year in _years(title)), _years(rest))


def is_later(text: str, kind: EvidenceKind, as_of: date) -> bool:
    """Whether a piece is dated after the day that is judged at; a plan for some years to come may be made before.

    Args:
        text: the piece.
        kind: what it is known as.
        as_of: the day that is judged at.
    """
    told = told_years(text, kind)
    if told.numbers and min(told.numbers) > as_of.year:
        return True
    if told.titles and min(told.titles) > as_of.year and not _looks_ahead(text):
        return True
    if kind is EvidenceKind.LINK:
        return bool(told.rest) and min(told.rest) > as_of.year
    beside = "" if FILE.search(_made_plain(text)) else _beside_titles(text)
    years = (year > as_of.year for year in _years(beside))
    return any(years) or any(time.start > as_of for time in times_in(beside))


def _looks_ahead(text: str) -> bool:
    """Whether a title, or the name of a file, is that of a plan for some years."""
    plain = _made_plain(text)
    titles = [FILE.sub("", plain)] if FILE.search(plain) else TITLE.findall(plain)
    return any(_AHEAD.search(title) and _TWO_YEARS.search(title) for title in titles)


def _beside_titles(text: str) -> str:
    """A piece without titles and numbers of documents, and without until when something holds."""
    beside = _TWO_YEARS.sub(lambda years: f"{years.group(1)}年", TITLE.sub(" ", _made_plain(text)))
    for pattern in NUMBERS:
        beside = pattern.sub(" ", beside)
    return _UNTIL.sub(" ", beside)


def is_earlier(text: str, kind: EvidenceKind, since: int) -> bool:
    """Whether a piece tells of no year since the plan began, and not that it went on.

    Args:
        text: the piece.
        kind: what it is known as.
        since: the first year that counts.
    """
    years = told_years(text, kind).all
    return bool(years) and max(years) < since and _GOES_ON.search(text) is None


def may_stand(text: str, kind: EvidenceKind, *, by_rule: bool) -> bool:
    """Whether what is older than the plan may show what stands and lasts: that something was founded, or a rule.

    Args:
        text: the piece.
        kind: what it is known as.
        by_rule: whether a rule, or a paper of which only the number is told, may show it.
    """
    if _FOUNDED.search(text) is not None:
        return True
    titles = TITLE.findall(text)
    told = all(_RULES.search(title) is not None for title in titles)
    return by_rule and kind in _MAY_STAND and told


def _made_plain(text: str) -> str:
    return _CHINESE_YEAR.sub(lambda year: year.group().translate(_CHINESE), fold(text))


def _years(text: str) -> tuple[int, ...]:
    return tuple(int(year) for year in _YEAR.findall(text))


def _in_path(link: str) -> tuple[int, ...]:
    """The years that stand in the path of an address as such: /2018/5/20/, /201805/t20180520_1.html."""
    path = re.sub(r"^(?:https?://)?[^/]*", "", link).split("?")[0]
    found = re.findall(r"(?:(?<=/)|(?<=/t))((?:19|20)\d\d)(?=[/-]|(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d))", path)
    return tuple(map(int, found))
