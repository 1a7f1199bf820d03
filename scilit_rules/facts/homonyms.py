"""Places that share a name: what stands before a name in a title says whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scilit_rules.facts.divisions import PREFECTURES, PROVINCES

# A name made of nothing but such words belongs to a zone in nearly every city.
_GENERIC = re.compile(
    "(?:高新|经开|经济|技术|产业|开发|旅游|度假|保税|综合|工业|示范|生态|试验|合作|物流|科技|国家级?|省级|园|新|港)+"
    "区?(?:管委会|管理委员会|科协)?"
)
_RUN = re.compile(r"[一-鿿]+\Z")
_SEPARATORS = "-_—–·/、.:(（[【"
_LONGEST_RUN = 20
_KINDS = "(?:特别行政区|自治区|自治州|自治县|地区|省|市|州|盟|县|区|旗)"
_GRADE = re.compile("(?:国家级?|省级|市级)\\Z")
_YEAR = re.compile(r"(?:\A|.*[\d〇零一二三四五六七八九十])[年月日]")
_LENGTHS = range(2, 5)
_KIND = re.compile(f"{_KINDS}\\Z")
# What these kinds of places are called where none is meant by name: 全市, 各区县, 功能区.
_WITHOUT_NAME = (
    "全 本 我 各 该 某 两 省 市 县 区 城 社 辖 功能 级 县级 市级 区级 度 届 期 个"
)
_NO_NAMES = tuple(_WITHOUT_NAME.split())
# Behind these a name begins anew: 2020年度高新区, 上报高新区, 自查表高新区.
_BREAKS = (
    "度 报 送 表 的 由 号 级 份 附件 关于 单位 地区 区域 名称 统计 自查 汇总 数据 科普 素质 经费 情况 总结 工作 "
    "报告 方案 材料 清单 台账 任务 指标 落实 反馈 回执 修改 更正 补充 最新 终稿 定稿 版 科协 教育 财政 政府 填写 "
    "收集 收到 来自 其中 包括 以及 国家 季 半年 全年 本年 上年 街道 乡镇 部门 办公室 小组 行动 纲要 计划 规划 "
    "实施 考核 评估 检查 督查 监测 年报 快报 月报 简报 调查 普查 登记 审核"
)
_NEUTRAL = tuple(_BREAKS.split())
_TIME = re.compile(r"[\d〇零一二三四五六七八九十]\s*(?:年|月|日|季度?|期|批|次|稿)\Z")
_TITLED = re.compile(
    rf"(?:\A|[\d年度\W_]|省|自治区)(?P<name>{'|'.join(sorted(PREFECTURES | set(PROVINCES), key=len, reverse=True))})"
    f"(?:{_KINDS}|(?=[\\W_\\d])|\\Z)"
)
_ALONE = re.compile(f"(?P<name>{'|'.join(sorted(PREFECTURES | set(PROVINCES), key=len, reverse=True))}){_KINDS}?")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]{2,12})[)\]]")


class Whereabouts:
    """Tells whether a name speaks of a place of ours or of its namesake elsewhere.

    Args:
        own: the names of all that is in the jurisdiction, as `fold_name` spells them.
        superiors: the names of the jurisdiction and of what is above it.
        codes: their division codes.
        is_whole: whether the prefecture that the jurisdiction belongs to is among them.
    """

    def __init__(self, own: Iterable[str], superiors: Iterable[str], codes: Iterable[str], is_whole: bool) -> None:
        provinces = {code[:2] for code in codes}
        self._superiors = tuple(name for name in superiors if len(name) > 1)
        inside = frozenset(own)
        self._own = inside | frozenset(self._superiors)
        self._others = {name for name, code in PROVINCES.items() if provinces and code not in provinces}
        self._others |= {name for name in PREFECTURES if is_whole}
        self._others -= {name for name in self._others if {name, f"{name}市", f"{name}省"} & self._own}
        self._names = tuple(name for name in self._own | (set(PROVINCES) - self._others) if len(name) > 1)
        self._proper = tuple(name for name in self._own if len(name) > 1 and not _GENERIC.fullmatch(name))
        self._proper_inside = tuple(name for name in self._proper if name in inside)

    def is_elsewhere(self, key: str, start: int, end: int) -> bool:
        """Whether a name in a title is that of a place elsewhere, or of one that can't be told from it.

        Args:
            key: the title as `fold_name` spells it.
            start: where the name begins.
            end: where it ends.
        """
        name = key[start:end]
        if name.startswith(self._superiors):
            return False
        bracketed = _BRACKETED.match(key, end)
        if bracketed is not None and self.is_foreign(bracketed.group(1)):
            return True
        run = _RUN.search(key[max(0, start - _LONGEST_RUN) : start])
        before = _GRADE.sub("", run.group()) if run is not None else ""
        if before:
            return self._leads_elsewhere(key[:start], before, name)
        apart = key[:start].rstrip(_SEPARATORS)
        led = _RUN.search(apart[-_LONGEST_RUN:])
        return (led is not None and self._is_other(led.group())) or self.superior(key) is not None

    def is_led_up(self, key: str, start: int) -> bool:
        """Whether what stands right before a name only leads up to it: 淄博市, 关于, 2020年, not 除 or 济南市对标.

        Args:
            key: the title as `fold_name` spells it.
            start: where the name begins.
        """
        run = _RUN.search(key[max(0, start - _LONGEST_RUN) : start])
        before = _GRADE.sub("", run.group()) if run is not None else ""
        if not before or before.endswith((*self._names, *_NEUTRAL, "中共")):
            return True
        return _TIME.search(key[:start]) is not None or _no_place(before)

    def is_foreign(self, text: str) -> bool:
        """Whether a text is the name of a province or prefecture that is neither ours nor above us."""
        found = _ALONE.fullmatch(text)
        return found is not None and found.group("name") in self._others

    def names_ours(self, key: str) -> bool:
        """Whether a text has a name that only the jurisdiction or a place in it bears.

        Args:
            key: the text as `fold_name` spells it.
        """
        return any(name in key for name in self._proper_inside)

    def names_others(self, key: str) -> bool:
        """Whether a text names a province or prefecture that is neither ours nor above us: 山东省济南市.

        Args:
            key: the text as `fold_name` spells it.
        """
        return any(name in self._others for name in _titled(key))

    def superior(self, key: str) -> str | None:
        """The province or prefecture of others that a title names instead of ours, or None.

        Args:
            key: the title as `fold_name` spells it.
        """
        found = list(_titled(key))
        foreign = [name for name in found if name in self._others]
        return foreign[0] if foreign and not any(name in key for name in self._proper) else None

    def _leads_elsewhere(self, text: str, before: str, name: str) -> bool:
        if before.endswith(self._names):
            return False
        if self._is_other(before):
            return True
        if self.superior(text + name) is not None:
            return True
        is_neutral = before.endswith(_NEUTRAL) or _TIME.search(text) is not None or _no_place(before)
        return _GENERIC.fullmatch(name) is not None and not is_neutral

    def _is_other(self, before: str) -> bool:
        """Whether words end in the name of a place that is not ours."""
        if before.endswith(self._names):
            return False
        if any(before[-length:] in self._others for length in _LENGTHS):
            return True
        kind = _KIND.search(before)
        if kind is None:
            return False
        return not _is_unnamed(before[: kind.start()])


def _titled(key: str) -> Iterator[str]:
    """The provinces and prefectures that a title names, one below another, too: 山东省济南市."""
    start = 0
    while (found := _TITLED.search(key, start)) is not None:
        yield found.group("name")
        start = found.end("name")


def _is_unnamed(stem: str) -> bool:
    """Whether what stands before 市, 区 and the like is no name: 全市, 各区, 2020年市."""
    return not stem or stem.endswith((*_NO_NAMES, *_NEUTRAL)) or _YEAR.fullmatch(stem) is not None


def _no_place(before: str) -> bool:
    kind = _KIND.search(before)
    return kind is not None and _is_unnamed(before[: kind.start()])
