"""What stands beside the name of a subject in a title or the name of a file: it must be understood.

Behind the name may stand one of its offices, then what the table is about and how it was handed in: 张店区科协填报,
张店区2020年科普统计表（更正）. Anything else makes it another body (张店火车站), another set (张店区周边) or a mean.
"""

from __future__ import annotations

import re
from pathlib import Path

from scilit_rules.facts.word_lists import any_of, read_words

_OFFICES = (
    "(?:人民)?政府(?:办公室|办)?|办公室|政府办|融媒体中心|党委|委(?:(?:宣传|组织|统战)部)?|区委|县委|市委|科协|科学技术协会|妇联|团委|总工会|(?:宣传|组织|统战)部|管委会|管理委员会"
    "|[一-鿿]{2,10}?局|(?:编|发改|卫健|卫计|农工|文旅|纪)委|[一-鿿]{2,10}?(?:委员会|领导小组|工作专班|办公室)|科普办|纲要办|素质办"
)
_WORDS = any_of(read_words(Path(__file__).with_name("neighbours.yaml"))["topics"])
_UNDERSTOOD = re.compile(rf"(?:{_OFFICES})*(?:{_WORDS}|{_OFFICES})*")
# A body at the end is whose the table is; followed by 统计表 it is what the table counts.
_ENDS_IN_BODY = re.compile("(?:馆|学校|中小学|中学|小学|高中|大学|镇|乡|村|社区|街道|学会|基地|平台)\\Z")
_COUNTED = re.compile("(?:各|镇街|乡镇|城镇)\\Z|(?:农村|送|进).*")
_KINDS_BEHIND = re.compile(r"\((?:街道|社区|乡镇|镇|村|居|办事处|功能区|盖章|公章)\)")
_LIMITS = re.compile(
    r"\((?:除|不含|不包括|不计|仅|只|含|包括|包含|平均|周边|代)[^()]*\)|\([^()]*(?:除外|以外|平均|部分|代填|代报)\)"
)
# 博山镇 and 临淄县 are others than 博山区 and 临淄区.
_RANKS = tuple("区县市镇乡村")
_ATTACHED = re.compile("[一-鿿]*")


def beside(key: str, end: int) -> str:
    """The words behind a subject's name that are not understood; an empty text where all are.

    Args:
        key: a title as `fold_name` spells it.
        end: where the name ends in it.
    """
    limited = _LIMITS.match(key, end)
    if limited is not None:
        return limited.group()
    if key[end - 1 : end] not in _RANKS and key[end : end + 1] in _RANKS:
        return key[end : end + 1]
    tail = _KINDS_BEHIND.sub("", key[end:])
    found = _ATTACHED.match(tail)
    words = found.group() if found is not None else ""
    is_body = _ENDS_IN_BODY.search(words) is not None and _COUNTED.match(words) is None
    return words if is_body or _UNDERSTOOD.fullmatch(words) is None else ""
