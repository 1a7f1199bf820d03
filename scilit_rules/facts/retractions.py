"""Remarks that take back the claim that they stand beside: 每年一次，未执行; 已制定但未印发; 填错了."""

from __future__ import annotations

import re
from functools import lru_cache

from scilit_rules.facts.attestations import read_claim
from scilit_rules.facts.cells import fold
from scilit_rules.facts.existence import later_year
from scilit_rules.facts.remark_words import DEEDS
from scilit_rules.facts.remarks import doubtful_parts, goes_on, is_marked, parts_of
from scilit_rules.facts.shortfalls import falls_short, without_reached
from scilit_rules.model.fact import Attested
from scilit_rules.model.words import Claim

_SHORTEST = 2
# What was done so long ago was no part of a plan of five years.
_LONG_AGO = 5
_BRACKETS = str.maketrans("", "", "()（）")
_SENTENCES = re.compile(r"[,，;；。\n\r]+")
_done_in = re.compile(
    r"[^\d,;]{0,6}((?:19|20)\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?|底|末|初)?"
    r"(?:就|即|便|都|均|全部)?已?(?:经)?(?:完成|做完|达标|建成|办结)[了过]?").fullmatch
_REMEMBERED = 20_000
_has_deed = DEEDS.search
_until = re.compile(r"(?:执行|实施|有效期?|沿用)[至到]((?:19|20)\d\d)年").search
_of_other_share = re.compile("比例|占比|满意|合格率|增[幅长]|参与率").search


def contradicts(claim: Claim, remark: str, now: int) -> bool:
    """Whether a remark says otherwise than the claim that it stands beside.

    Args:
        claim: the claim.
        remark: what the reporter added.
        now: the year of the day that is judged at.
    """
    if claim is Claim.DONE:
        return taken_back(remark, now) != ""
    text = fold(remark)
    if claim is Claim.INAPPLICABLE or len(text) < _SHORTEST or later_year(text, now) is not None:
        return False
    done = _claimed(text) is Claim.DONE
    # What is done in part may well say of that part 已印发.
    return done and (claim is Claim.NOT_DONE or "完成" in text)


@lru_cache(_REMEMBERED)
def taken_back(remark: str, now: int) -> str:
    """The part of a remark that may take back the claim of done beside it, or an empty string.

    Args:
        remark: what the reporter added.
        now: the year of the day that is judged at.
    """
    told = fold(remark)
    if falls_short(told):
        return told
    doubtful = next(doubtful_parts(without_reached(told), now), "")
    # 规划期末（2025年）完成 is one thing.
    whole = (part.translate(_BRACKETS) for part in _SENTENCES.split(told))
    return doubtful or next((part for part in (*parts_of(remark), *whole) if _falls_short(part, now)), "")


def denied(piece: str, now: int) -> bool:
    """Whether what stands among the evidence and names nothing takes the claim back: 未执行, but not 相关照片.

    Args:
        piece: the piece.
        now: the year of the day that is judged at.
    """
    return any(is_marked(part, now) or _falls_short(part, now) for part in parts_of(piece))


def _falls_short(part: str, now: int) -> bool:
    """Whether a part tells of what ended, or is in a year to come, or is another answer than done: 部分完成, 60%."""
    ended = _until(part)
    if ended is not None and int(ended.group(1)) < now:
        return True
    done = _done_in(part)
    if done is not None and int(done.group(1)) < now - _LONG_AGO:
        return True
    if goes_on(part):
        return False
    of_later = later_year(part, now) is not None and _has_deed(part) is not None
    less = not part.isdecimal() and _of_other_share(part) is None and _claimed(part) in (Claim.PARTLY, Claim.NOT_DONE)
    return of_later or less


def _claimed(text: str) -> Claim | None:
    read = read_claim(text)
    return read.value.claim if read is not None and isinstance(read.value, Attested) else None
