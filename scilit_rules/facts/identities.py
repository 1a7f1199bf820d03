"""What a piece of evidence is known by, so that one thing named twice counts once, and two issues of a paper twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scilit_rules.facts.cells import fold, fold_name
from scilit_rules.facts.found import Span
from scilit_rules.facts.intervals import times_in
from scilit_rules.facts.papers import NUMBERS, TITLE
from scilit_rules.facts.pieces import LINK
from scilit_rules.model.fact import Evidence
from scilit_rules.model.words import EvidenceKind

# What appears again and again under one title: papers, bulletins, and what is written anew every year.
_SERIAL = re.compile(
    r"(?:报|刊|杂志|通讯|动态|信息|年鉴|文摘|纪要|专栏|专版|节目|总结|计划|要点|报告|预算|决算|台账|名录|名册|名单|清单|统计表|一览表|"
    r"登记表|汇总表|数据|记录)(?:\(.*\))?$"
)
_ISSUE = re.compile(r"第\s*([\d一二三四五六七八九十百零〇]{1,6})\s*(?:期|次|届|号|辑|卷)")


class Named(NamedTuple):
    """What one piece names.

    Args:
        name: its number, title or address, else its text.
        issues: the numbers of its issues, where it appears in several.
        times: the days, months or years of these.
        articles: what stands in it.
    """

    name: str
    issues: tuple[str, ...] = ()
    times: tuple[Span, ...] = ()
    articles: tuple[str, ...] = ()

    def may_be(self, other: Named) -> bool:
        """Whether both may be one thing: of one name, and neither of other issues, articles or times than the other."""
        if self.name != other.name or _differ(self.issues, other.issues) or _differ(self.articles, other.articles):
            return False
        return not (self.times and other.times) or any(_meet(one, two) for one in self.times for two in other.times)


def _differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return bool(one) and bool(other) and one != other


def _meet(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def named(piece: Evidence) -> Named:
    """What a piece of evidence names.

    Args:
        piece: the piece.
    """
    text = fold(piece.text)
    for pattern in NUMBERS:
        found = pattern.search(text)
        if found is not None:
            agency, year, number = (fold_name(part) for part in found.groups())
            return Named(f"{agency}〔{year}〕{number}")
    titles = TITLE.findall(text)
    if titles and piece.kind is EvidenceKind.DOCUMENT:
        return _titled(text, titles)
    link = LINK.search(text)
    if link is not None:
        return Named(link.group().casefold().split("://")[-1].removeprefix("www.").rstrip("/"))
    return Named(fold_name(text).rstrip(".。"))


def _titled(text: str, titles: list[str]) -> Named:
    first, *others = (fold_name(title) for title in titles)
    beside = TITLE.sub(" ", text)
    issues = tuple(_ISSUE.findall(beside))
    if not issues and _SERIAL.search(first) is None:
        return Named(first)
    return Named(first, issues, times_in(beside), tuple(others))


def distinct(pieces: Iterable[Evidence]) -> int:
    """How many different things some pieces name.

    Args:
        pieces: the pieces.
    """
    # What says most comes first, so that a paper without date is not taken for another one than its issues.
    found = sorted({named(piece) for piece in pieces}, key=_precision)
    different: list[Named] = []
    for one in found:
        if not any(one.may_be(other) for other in different):
            different.append(one)
    return len(different)


def _precision(one: Named) -> tuple[bool, int, Named]:
    days = min((span.end - span.start).days for span in one.times) if one.times else 400
    return (not one.issues, days, one)
