"""Why a duty is said not to apply: a reason says something of its own."""

from __future__ import annotations

import re

from scilit_rules.facts.cells import ERRORS, MISSING, fold, fold_name
from scilit_rules.facts.evidence import NUMBERS, TITLE, read_evidence
from scilit_rules.facts.pieces import LINK
from scilit_rules.facts.remark_words import DEEDS
from scilit_rules.model.words import EvidenceKind

_POINTING = re.compile(
    "不适用|不涉及|适用|涉及|理由|原因|备注|说明|同意|此项|该项|这项|此类|任务|工作|本单位|我单位|详见|附件|另附|附后|材料|汇报|报告|总结|"
    "口头|电话|同上|去年|上年|情况|相关|有关|见|同|如|附|reason"
)
_TOLD = re.compile(r"[\u4e00-\u9fff]|[^\W\d_\u4e00-\u9fff]{2,}")
_ENOUGH, _LEAST = 3, 2
# What every duty needs, so that to lack it is no reason; what is done of a duty; how a want is told.
_MEANS = (
    "专项|专门|经费|资金|款|钱|人手|人员|人力|编制|时间|精力|条件|场地|场所|设备|技术|能力|力量|基础|专业|领导|重视|疫情|天气|客观|主观|特殊|"
    "工作量|任务重|太忙|较忙|繁忙|忙于"
)
_DEEDS = (
    f"{DEEDS.pattern}|筹备|筹建|申报|申请|审批|推迟|取消|延期|暂停|停止|停办|做完|做到|忘记?|漏|"
    "(?:科普|科技|科学)?(?:活动|会议|培训|讲座|宣传)"
)
_WANTS = (
    "不足|不够|不具备|不成熟|有限|紧张?|困难|缺乏|缺少|短缺|没有|来不及|顾不上|忙|影响|原因|无法|难以|不便|受限|限制|"
    "由于|因为|因|受|已经|已|尚未|尚|还未|还|暂未|暂时|暂|未能|未|没|无|不|能|够|有|了|过|正在|正|准备|计划|打算|将要?|拟|待|再|等|将|"
    "目前|现在|今年|明年|去年|本年度?|下年度?|当年|近期|后|中|的|也|都|均|在|太|很|较|需|要|应|全部|部分|年度?|月份?|底|初"
)
_excuses = re.compile(f"{_DEEDS}|{_MEANS}").search
_EXCUSES = re.compile(rf"(?:19|20)\d\d|{_DEEDS}|{_MEANS}|{_WANTS}")
# What shows something tells no reason; a document may be named in the sentence that does.
_SHOWN = frozenset(EvidenceKind) - {EvidenceKind.DOCUMENT, EvidenceKind.LINK}


def is_excuse(text: str) -> bool:
    """Whether a text tells that a duty was not done, or for want of what: 未开展, 经费不足; no reason why not to apply.

    What is left once the deed, the want and the time are taken away would have to say what is not there, or not ours.

    Args:
        text: the text of a cell.
    """
    own = _own(text)
    left = _EXCUSES.sub("", own)
    told = _excuses(own) is not None
    return told and len(_TOLD.findall(left)) < _LEAST


def is_reason(text: str) -> bool:
    """Whether a text tells why, and does not only name a document, point elsewhere, or say it once more.

    Args:
        text: the text of a cell.
    """
    if fold_name(text) in MISSING | ERRORS:
        return False
    return len(_TOLD.findall(_own(text))) >= _ENOUGH and not is_excuse(text)


def _own(text: str) -> str:
    """What a text says of its own, without documents, pointing, and the words that every answer has."""
    own = " ".join(piece.text for piece in read_evidence(text) if piece.kind not in _SHOWN)
    for names in (LINK, TITLE, *NUMBERS):
        own = names.sub(" ", fold(own))
    return _POINTING.sub(" ", own)
