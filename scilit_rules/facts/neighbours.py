"""What stands beside the name of a subject in a title or the name of a file: whether it still is that subject.

Behind its full name (张店区) may stand one of its offices, what the table is about, how it was handed in and by
whom: 张店区科协填报, 张店区回传, 张店区李明. What makes it another body or another set is told by its kind: a name
that ends as those of bodies do (张店区人民医院), a limit or a mean (张店区周边, 张店区平均水平), or a second name.
Firms and stations bear the short name (张店火车站, 张店钢铁): behind that all must be understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from scilit_rules.facts.remark_words import MARKS
from scilit_rules.facts.word_lists import any_of, read_words

_LISTS = read_words(Path(__file__).with_name("neighbours.yaml"))
_OFFICES = (
    f"{any_of(_LISTS['offices'])}|委(?:(?:宣传|组织|统战)部)?|(?:编|发改|卫健|卫计|农工|文旅|纪)委|[一-鿿]{{2,10}}?局"
    "|[一-鿿]{2,10}?(?:委员会|领导小组|工作专班|办公室)"
)
_is_word = re.compile(f"{any_of(_LISTS['topics'])}|{_OFFICES}").fullmatch
_is_office = re.compile(_OFFICES).fullmatch
_LONGEST_WORD = 16
# A body at the end is whose the table is; followed by 统计表 it is what the table counts.
_ENDS_IN_BODY = re.compile(rf"(?:{any_of(_LISTS['bodies'])})\Z")
_COUNTED = re.compile("(?:各|镇街|乡镇|城镇)\\Z|(?:农村|送|进).*|.*场馆\\Z")
_OTHER_SET = re.compile(f"{any_of(_LISTS['sets'])}|{any_of(_LISTS['unreal'])}")
# A second name, the bodies under it, or the one in whose stead it reports.
_BEGINS_ANOTHER = re.compile("[和与及跟同、代直]|等(?!级)")
_KINDS_BEHIND = re.compile(r"\((?:街道|社区|乡镇|镇|村|居|办事处|功能区|盖章|公章)\)")
_LIMITS = re.compile(
    r"\((?:除|不含|不包括|不计|仅|只|含|包括|包含|平均|周边|代)[^()]*\)|\([^()]*(?:除外|以外|平均|部分|代填|代报)\)"
)
# 博山镇 and 临淄县 are others than 博山区 and 临淄区.
_RANKS = tuple("区县市镇乡村")
_ORDINAL = re.compile(r"第?[一二三四五六七八九十\d]+(?:次|稿|版|轮|批|份|号)?")
_BRACKETED = re.compile(r"\([^()]*\)")
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
    taken_back = next(filter(_takes_back, _BRACKETED.findall(tail)), "")
    if taken_back or tail.startswith("?"):
        return taken_back or "?"
    found = _ATTACHED.match(tail)
    words = found.group() if found is not None else ""
    if _is_made_of(words, _is_word):
        return words if _is_body(words) else ""
    is_full_name = key[end - 1 : end] in _RANKS
    return "" if is_full_name and not _is_another(words) else words


def _is_made_of(words: str, is_one: Callable[[str, int, int], object]) -> bool:
    """Whether words can be parted into such as are understood; place by place, for one may be a part of another."""
    reached = {0}
    for start in range(len(words)):
        if start in reached:
            ends = range(start + 1, min(len(words), start + _LONGEST_WORD) + 1)
            reached.update(end for end in ends if is_one(words, start, end))
    return len(words) in reached


def _takes_back(bracket: str) -> bool:
    """Whether a note in brackets says that it is not the thing: （暂缺）, （作废）, （样表）."""
    note = _ORDINAL.sub("", bracket.strip("()"))
    if _is_made_of(note, _is_word):
        return False
    return _OTHER_SET.search(note) is not None or any(mark.search(note) for mark in MARKS)


def _is_another(words: str) -> bool:
    """Whether words behind a full name make it another body, or a set of which the subject is part or not."""
    return _is_body(words) or _OTHER_SET.search(words) is not None or _BEGINS_ANOTHER.match(words) is not None


def _is_body(words: str) -> bool:
    named = not (words and _is_made_of(words, _is_office)) and _ENDS_IN_BODY.search(words) is not None
    return named and _COUNTED.match(words) is None
