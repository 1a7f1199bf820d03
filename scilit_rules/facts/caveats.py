"""Notes that say that numbers are not what they are headed: plans, estimates, sums of years, without something."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scilit_rules.facts.cells import fold_name
from scilit_rules.facts.units import parse_unit
from scilit_rules.model.vocabulary import FactSpec

_LONGEST = 400
_OPENING = re.compile(
    r"(?:附?注|说明|备注|提示)\d{0,2}[:.、]?|[*※★▲△#]+号?|\(\d{1,2}\)|\[\d{1,2}\]|\d{1,2}[.、]?(?=\D)")
# What tells how to fill in a form says nothing of what was filled in.
_INSTRUCTS = re.compile(r"填(?:表|报|写)(?:说明|要求|须知)|指标(?:解释|说明|释义)|口径说明|名词解释")
_DEFINES = re.compile(r"指(?!标)|请|须|不得|(?<![相对响适])应")
_CLAUSES = re.compile("[;。,，、]")
_SOURCE = re.compile("(?:数据|资料|数字)?(?:来源|出处|来自|摘自)|由[^,]{1,12}(?:提供|填报)")
_IS = "(?:为|是|系|按|用|取|属于?|均|都)"
_PLANNED = re.compile(
    rf"(?:^|{_IS}[^,;]{{0,8}}?)(?:年初|当年|全年)?(?:计划|预算|预计|预测|预估|目标|拟安排|拟投入|规划)"
    "(?:安排|申报|完成|批复|下达)*(?:数据|数|值|额|口径|金额|资金|经费)?(?:填报|填列|计算|统计)?$")
_ROUGH = re.compile(
    "估算|估计|推算|测算|暂估|模拟|快报|初步(?:统计|数)|暂定|未经?(?:最终|正式|统计局)?(?:审|核)|待审|待核|仅供参考|不完全统计")
_SCOPE = re.compile(
    "[仅只](?:统计|包?含|计|指|填报?|限|为|是|有|包括|列)|(?:不|未|非)(?:再)?(?:包?含|包括|涵盖|计入|列入|统计)|剔除|扣除|包含|包括|涵盖|(?<![内])含(?!义|税|量|糖|水)")
_AS_DEFINED = re.compile(
    "(?:[仅只](?:统计|包?含|计|指|填报?|限|为|是|列))(?:本[级区县]|[区县]级|当年|年末|实际|常住|在册)[^,;]{0,8}$|(?<!不)(?<!未)(?:包?含|包括)(?:(?:科普)?专项(?:经费|资金|科普经费)?|附件|附表|目录|封面|佐证(?:材料)?|填表说明)$")
# What a note says of the numbers themselves; 本表不够可另附页 is of the paper.
_OF_NUMBERS = re.compile(
    "(?:(?:以上|上述|上列|上表|本表|表中|表内|所列|此表|该表)[^,;]{0,8}?(?:数据|数字|数值|经费|资金|金额|人口|人数|指标|情况|内容|投入|拨款)"
    "|^(?:数据|数字|数值|经费|资金|金额|人口|人数|[^,;]{0,8}?(?:经费|资金|人口|人数)))")
_DENIED = re.compile(
    "未(?!变|发现|见|满|来|成年)|没有?|尚待|待(?:核|审|定|补|落实|到位|拨)|有误|错误|出入|虚[报列增高]|作废|无效|不(?:实|准|真实|属实|准确|到位)|缺(?!陷)|冻结|挪用|收回|退回|停发|取消"
    "|误填|填错|重复(?!率)|夸大|造假")
_OF_PAPER = re.compile("填|报送|上报|保留|附页|加页|一式|位小数|四舍五入|取整")
_OF_OTHERS = "户籍|户口|全社会|上级|省级|中央|社会|自筹|捐赠|企业|上年|往年"
_SUMS = re.compile(
    rf"累计|[两二三四五六七八九十\d]年(?:合计|总计|总和|之和|累计|总数)|{_IS}[^,;占]{{0,10}}?的\d+(?:\.\d+)?%"
    rf"|{_IS}[^,;]{{0,6}}?(?:{_OF_OTHERS})")
_TOPICS = {
    "money": re.compile("经费|资金|金额|投入|拨款|支出|预算数|元"),
    "population": re.compile("人口|居民"),
    "people": re.compile("人数|人员|志愿者"),
}
# What stands below is nobody's: 填写示例：.
_EXAMPLE = re.compile(
    "(?:(?:填[写报表列]|录入|数据)?(?:示例|样例|样表|范例|举例|例子|模板)|例)(?:表|数据|如下|\\d{0,2})?:?")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_SAYS = re.compile(rf"{_IS}|含|包括|涵盖|剔除|扣除|以上|上述|本表|表中|此表|未经|供参考")


@dataclass(frozen=True, slots=True)
class Caveat:
    """What a note says against numbers.

    Args:
        about: the kinds of numbers that it is about: money, population, people; empty for all.
        planned: whether it says no more than that they are planned, which is what a budget is.
        instructs: whether it may only tell how a form is to be filled in.
    """

    about: frozenset[str]
    planned: bool
    instructs: bool

    def concerns(self, spec: FactSpec, *, planned: bool) -> bool:
        """Whether it speaks against the numbers of a fact.

        Args:
            spec: the fact.
            planned: whether it is itself a plan.
        """
        return is_of(spec, self.about) and not self.instructs and not (planned and self.planned)


def is_of(spec: FactSpec, topics: frozenset[str]) -> bool:
    """Whether the numbers of a fact are of some kinds, of which none stands for all."""
    unit = parse_unit(spec.unit)
    kinds = {"" if unit is None else unit.dimension.split("/")[0]}
    kinds |= {"population"} if "人口" in spec.title.zh else set()
    return not topics or not topics.isdisjoint(kinds)


def caveat_in(text: str) -> Caveat | None:
    """What a note says against the numbers of its table; None if nothing."""
    key = fold_name(text)[:_LONGEST].rstrip("。.;")
    whole = key[1:-1] if key.startswith("(") and key.endswith(")") else key
    instructs = _INSTRUCTS.search(whole) is not None
    about: frozenset[str] | None = None
    topics: frozenset[str] = frozenset()
    planned = True
    for clause in _CLAUSES.split(_OPENING.sub("", whole, count=1) if _OPENING.match(whole) else whole):
        topics = _topics(clause) or topics
        is_planned = _PLANNED.search(clause) is not None
        if not (is_planned or _is_against(clause)) or _SOURCE.match(clause):
            continue
        about = topics if about is None else about | topics if about and topics else frozenset()
        planned = planned and is_planned
    if about is None:
        return None
    return Caveat(about, planned, instructs or (not planned and _DEFINES.search(whole) is not None))


def caveat_in_title(text: str) -> Caveat | None:
    """What a text above a table says against its numbers: as a note of its own, or in brackets."""
    key = fold_name(text)
    if _EXAMPLE.fullmatch(key):
        return Caveat(frozenset(), planned=False, instructs=False)
    if is_said(text):
        return caveat_in(text)
    found = (caveat_in(inner) for inner in _BRACKETS.findall(key[:_LONGEST]))
    return next((caveat for caveat in found if caveat is not None), None)


def is_said(text: str) -> bool:
    """Whether a text says something against numbers, rather than names something, as 经费（不含专项） does."""
    key = fold_name(text)[:_LONGEST]
    is_bracketed = key.startswith("(") and key.endswith(")")
    outside = key if is_bracketed else _BRACKETS.sub("", key)
    opened = _OPENING.match(key) is not None or is_bracketed
    return (opened or _SAYS.search(outside) is not None) and caveat_in(outside) is not None


def topics_of(text: str) -> frozenset[str]:
    """What a note speaks of: money, population, people; empty where it may speak of all numbers."""
    return _topics(fold_name(text)[:_LONGEST])


def _is_against(clause: str) -> bool:
    if _ROUGH.search(clause) or _SUMS.search(clause):
        return True
    about = _OF_NUMBERS.search(clause)
    if about is not None and not _OF_PAPER.search(clause):
        said = clause[about.end():]
        if _DENIED.search(said):
            return True
    return _SCOPE.search(clause) is not None and _AS_DEFINED.search(clause) is None


def _topics(clause: str) -> frozenset[str]:
    """What a clause speaks of: by what stands in front of its verb if that tells, else by all of it."""
    subject = re.split(_IS, clause, maxsplit=1)[0]
    head = _SCOPE.split(subject, maxsplit=1)[0]
    for words in (head, clause):
        found = frozenset(name for name, pattern in _TOPICS.items() if pattern.search(words))
        if found:
            return found
    return frozenset()
