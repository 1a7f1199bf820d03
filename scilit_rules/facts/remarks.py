"""Remarks beside a claim or a number: what of them only adds, and what may say otherwise.

Words that take something back can't be listed, so it is the other way round. A remark is read part by part, and a part
is harmless if it only adds: who, where, when, how many, with what. It is doubted if it tells nothing of the kind, and
for any mark of the closed classes of the language: a negation, a limit, something to come, something ended, a word on
the return itself. A mark counts for nothing in an ordinary word (未成年人, 应急), and in the shapes that only add: no
trouble (未发现问题), nothing beside the duty (不另收费), no end (从未间断), where to look (材料见附件). What was made
good since takes nothing back either (此前未印发，2019年已印发).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scilit_rules.facts.cells import MISSING, fold, fold_name
from scilit_rules.facts.papers import NUMBERS, TITLE
from scilit_rules.facts.pieces import LINK
from scilit_rules.facts.remark_words import AFFIRMS, BEFORE, COMING, GOES_ON, HARMLESS, MARKS, TELLS, WHOLE

_LONGEST = 2_000
_EMPTY = {word for word in MISSING if re.search(r"[\u4e00-\u9fff]", word) is None} | {"无", "暂无"}
_HARMLESS_HERE = "·"
_WHO = (
    "管理员|讲解员|辅导员|馆长|站长|校长|专管员|填[报表写]人|联系人|联络员|副?组长|审核人|责任人|负责人|经办人|主讲人?|姓名"
)
_LABELS = re.compile(
    r"(?:佐证材料|证明材料|附件|佐证|材料|照片)\d{0,2}:(?=[^:]{4})"
    rf"|(?:{_WHO})[:\s]\s*(?:(?![未无缺空待不][^,;]*)[\u4e00-\u9fff]{{2,12}})(?=[,;(\s\d]|$)")
# 村（居） and 镇（街道） are one word.
_OR = re.compile("(?<=[省市县区镇乡村街])[(（](?:居|街道?|办|社区|办事处|市|区|县)[)）]")
_PARTS = re.compile(r"[,，。;；:：!！\n\r]+|\s{2,}|(?:但是?|不过|然而|(?<!不)只是|可是|却|尽管|虽然|虽)")
_BRACKETS = re.compile(r"[(（)）]")


def doubtful_parts(remark: str, now: int) -> Iterator[str]:
    """The parts of a remark that may take back what it stands beside.

    Args:
        remark: what the reporter added.
        now: the year that is spoken of.
    """
    if is_empty(remark):
        return
    parts = parts_of(remark)
    for number, part in enumerate(parts):
        if _is_doubtful(part, now) and not _is_healed(part, parts[number + 1:], now):
            yield part


def is_empty(remark: str) -> bool:
    """Whether a remark is none: a dash, or 无; 未统计 and 不适用 are remarks.

    Args:
        remark: what the reporter added.
    """
    return fold_name(remark) in _EMPTY


def parts_of(remark: str) -> list[str]:
    """The parts of a remark, without what names documents, which may hold any word.

    Args:
        remark: what the reporter added.
    """
    text = _LABELS.sub("附", LINK.sub(" ", TITLE.sub("《》", _OR.sub("", fold(remark)[:_LONGEST]))))
    for names in NUMBERS:
        text = names.sub(_HARMLESS_HERE, text)
    text = _BRACKETS.sub(",", WHOLE.sub(_HARMLESS_HERE, text))
    return [part.strip() for part in _PARTS.split(text) if part.strip()]


def is_marked(part: str, now: int) -> bool:
    """Whether a part bears a mark that no ordinary word and no harmless shape accounts for.

    Args:
        part: the part of a remark.
        now: the year that is spoken of.
    """
    bare = _bare(part, now)
    if any(mark.search(bare) for mark in MARKS):
        return True
    return not goes_on(part) and COMING.search(bare) is not None


def tells(part: str) -> bool:
    """Whether a part tells something: who, when, where, how many, with what.

    Args:
        part: the part of a remark.
    """
    return TELLS.search(part) is not None


def goes_on(part: str) -> bool:
    """Whether a part tells that what was done goes on, so that what is to come takes nothing back.

    Args:
        part: the part of a remark.
    """
    return GOES_ON.search(part) is not None


def _is_doubtful(part: str, now: int) -> bool:
    """Whether a part bears such a mark, or tells nothing that would add to a claim."""
    return is_marked(part, now) or (not goes_on(part) and TELLS.search(_bare(part, now)) is None)


def _bare(part: str, now: int) -> str:
    """A part without what only looks like a mark."""
    bare = part.replace(f"{now}年", "本年")
    for shape in HARMLESS:
        bare = shape.sub(_HARMLESS_HERE, bare)
    return bare


def _is_healed(part: str, behind: list[str], now: int) -> bool:
    """Whether what a part denies was made good, as the parts behind it say: 此前未印发，2019年已印发."""
    if COMING.search(part) is None and BEFORE.search(part) is None:
        return False
    return any(AFFIRMS.search(other) is not None and not _is_doubtful(other, now) for other in behind)
