"""The plan itself, and the orders of those above that it rests on: they ask for a duty and show none of it done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scilit_rules.facts.cells import fold, fold_name
from scilit_rules.facts.papers import FILE, NUMBERS, TITLE
from scilit_rules.model.plan import Plan

_BRACKETED = re.compile(r"[(（〔\[][^()（）〔〕\[\]]*[)）〕\]]")
_QUOTES = re.compile(r"[“”\"'‘’「」\s]")
# Who passes a paper on, and that: 国务院关于印发…的通知.
_PASSED_ON = re.compile(r".{0,30}?(?:关于|转发|印发|批转){1,4}(.{1,120}?)的通知")
_BELOW = re.compile("实施(?:方案|意见|细则)|工作(?:方案|要点|总结)|总结|报告|汇报|情况|计划(?!纲要)")
# Papers of the nation's, by who issued them: they bind, and tell of no district.
_of_nation = re.compile(r"(?:国发|国办发|国办函|国函|中发|中办发|厅字|国务院令?|主席令|国令|中共中央)").match
# A norm of the nation or a province says what is to be done; what they name, award or approve says what was.
_is_norm = re.compile(
    r"(?:(?:中华人民共和国|中国共产党|国务院|中共中央|国家)|[一-鿿]{2,3}(?:省|自治区)(?!直)).*"
    r"(?:条例|办法|规定|章程|纲要|规划|意见|法|准则)(?:\(.*\))?"
).fullmatch
_says_outline = re.compile(
    r"[国省市]?(?:家|级)?(?:全民)?(?:科学)?(?:素质)?(?:行动)?(?:计划|规划)?纲要(?:实施方案)?").fullmatch
_of_state = re.compile(r"(?:.{0,6}国家|中国公民)[一-鿿]*(?:规划|纲要|标准|基准|战略)").fullmatch


class Orders:
    """Tells whether a piece of evidence names nothing but the plan, or what asked for it.

    Args:
        plan: the plan.
    """

    def __init__(self, plan: Plan) -> None:
        document = plan.document
        told = (document.number, f"《{plan.title.zh}》", *document.rests_on)
        self._numbers = {number for text in told for number in _numbers(fold(text))}
        self._titles = {_bare(title) for text in told for title in TITLE.findall(fold(text))} - {""}
        self._outlines = {title for title in self._titles if title.endswith("纲要")}

    def asks(self, text: str) -> bool:
        """Whether all that a text names is the plan, what it rests on, or another order of the nation or a province.

        Args:
            text: the piece.
        """
        plain = fold(text)
        stem = FILE.sub("", plain).replace("\\", "/").rsplit("/", 1)[-1]
        numbers, titles = list(_numbers(plain)), TITLE.findall(plain)
        if stem != plain and not (numbers or titles):
            titles = [stem]
        named = [*map(self._is_numbered, numbers), *map(self._is_titled, titles)]
        # A title stands beside its number, and either tells which paper it is.
        return any(named) if len(numbers) <= 1 and len(titles) <= 1 else bool(named) and all(named)

    def _is_numbered(self, number: str) -> bool:
        return number in self._numbers or _of_nation(number) is not None

    def _is_titled(self, title: str) -> bool:
        bare = _bare(title)
        passed = _PASSED_ON.fullmatch(bare)
        named = bare if passed is None else passed.group(1)
        if named in self._titles or _is_norm(named) is not None or _of_state(named) is not None:
            return True
        if _says_outline(named) is not None:
            return True
        short = named.endswith("纲要") and _BELOW.search(named) is None
        return short and any(_is_short_for(named, outline) for outline in self._outlines)


def _numbers(plain: str) -> Iterator[str]:
    for pattern in NUMBERS:
        for found in pattern.finditer(plain):
            agency, year, number = (fold_name(part) for part in found.groups())
            yield f"{_agency(agency)}〔{year}〕{number}"


def _agency(told: str) -> str:
    """Who issued a paper, without what leads up to it: 根据淄政办发."""
    return re.sub("^.*?(?:根据|依据|按照?|落实|执行|对照|转发|见|详见|文件|贯彻|方案)", "", told)


def _bare(title: str) -> str:
    """A title without what stands in brackets in it, its quotation marks and its spaces."""
    return _QUOTES.sub("", _BRACKETED.sub("", fold(title))).replace("行动规划纲要", "行动计划纲要")


def _is_short_for(short: str, long: str) -> bool:
    """Whether all characters of one title stand in another in the same order."""
    rest = iter(long)
    return len(short) > len("纲要") and all(character in rest for character in short)
