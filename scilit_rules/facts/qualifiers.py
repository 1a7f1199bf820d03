"""What stands beside the name of a piece of evidence: it must tell more about the thing, or the piece does not count.

A name may be taken back in any words (（伪造）, 会签中, 好像有…), so these are not listed. What is left once the name
is taken out is read as a remark is: it must bear no mark of the language that puts in doubt, and must tell who, when,
where, how many, what kind of copy, or where it is kept.
"""

from __future__ import annotations

import re

from scilit_rules.facts.papers import FILE_ENDING, NUMBERS, TITLE
from scilit_rules.facts.pieces import LINK
from scilit_rules.facts.remark_words import (
    PROOF_AGENCY,
    PROOF_COPULA,
    PROOF_HARMLESS,
    PROOF_LABEL,
    PROOF_MARKS,
    PROOF_NOUNS,
    PROOF_TELLS,
)
from scilit_rules.facts.remarks import is_marked, parts_of, tells
from scilit_rules.model.words import EvidenceKind

_NO_YEAR = 0
_LONGEST = 500
_QUOTES = " “”\"'‘’「」『』、-—."
_LEAD, _CUT = 4, "□"
_NAME = "·"
_NUMBER = "号"
_FILE = re.compile(rf"{FILE_ENDING}(?![A-Za-z0-9])", re.IGNORECASE)
# Of an account: that something was done with it, where its name might stand as well.
_TOLD_OF_IT = re.compile("已|被|正|将|未|还|曾")
# How names of places end that are told in full in the number of a paper: 文昌湖科协发.
_ENDS_OF_PLACES = "湖山岛港城江河海州阳新开区县市镇乡"
_QUOTED = re.compile(r"[“\"「『‘'][^”\"」』’']{1,30}[”\"」』’']")
_LATIN = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+)?")
_DENIED = re.compile("没有?|未|无|缺|不")
# At these a remark is parted, though it is the word itself that takes back.
_ONLY = re.compile("(?<!不)(?:只是|仅是|仅仅)")
_FOLDERS = r"[/\\]"
_ABOUT = re.compile(
    rf"(?:关于|对于)[^,，;；。:：]{{2,120}}的{_NAME}?(?:{PROOF_NOUNS.pattern})(?:及[\u4e00-\u9fff]{{2,6}})?")
_BEHIND_TITLE = re.compile(r"[(（]([^()（）]*)[)）]\s*$")
_DATE = re.compile(
    r"(?:(?:19|20)\d\d|[一二]\s?[九〇零○][〇零○一二三四五六七八九]{2})\s*[-—~至、.年\d-]*")
# Kinds of which the name is a phrase, and of which all that is said tells the same thing.
_PHRASES = frozenset({EvidenceKind.EVENT, EvidenceKind.REGISTER, EvidenceKind.CONTRACT, EvidenceKind.LETTER})
_FREELY_NAMED = frozenset({EvidenceKind.ACCOUNT})
_PLAIN_SPOKEN = frozenset({EvidenceKind.CONTRACT, EvidenceKind.LETTER})


def doubtful_beside(text: str, kind: EvidenceKind) -> str:
    """The part beside the name of a piece of evidence that takes it back or tells nothing of it; empty where none does.

    Args:
        text: the piece, made plain.
        kind: what it was recognised as.
    """
    if kind is EvidenceKind.FILE:
        text = _named_file(text)
    only = _ONLY.search(_titled(text))
    if only is not None:
        return only.group()
    # What an account is called, in quotation marks, may be anything.
    told = _QUOTED.sub(_NAME, text) if kind in _FREELY_NAMED else text
    parts = _parts_beside(told)
    doubtful = (part for part in parts if _is_doubtful(part, kind, named=_NAME in told))
    return next(doubtful, "") or _doubtful_title(text)


def _named_file(text: str) -> str:
    """The name of a file without its folders and its ending, and what stands behind it."""
    found = _FILE.search(text)
    stem, behind = (text, "") if found is None else (text[: found.start()], text[found.end() :])
    return f"{re.split(_FOLDERS, stem)[-1]},{behind}"


def is_aside(part: str) -> bool:
    """Whether a part of a cell speaks of what stands before it and takes that back, or tells nothing: 水淹了, 对方毁约.

    Args:
        part: the part, which names nothing itself.
    """
    bare = _bare(part[:_LONGEST])
    names_other = PROOF_NOUNS.search(bare[:_LEAD]) is not None
    return not names_other and (_is_marked(bare) or not _tells(bare) or _is_unknown(bare))


def _parts_beside(text: str) -> list[str]:
    parts = (PROOF_LABEL.sub("", part).strip(_QUOTES) for part in parts_of(_without_names(text)))
    return [part for part in parts if part]


def _without_names(text: str) -> str:
    """A piece in which a dot stands for each title and each description such as 关于…的通知."""
    named = _titled(LINK.sub(" ", text))
    for numbers in NUMBERS:
        # Who issued it is kept, for what hedges would stand in front.
        named = numbers.sub(rf"\1{_NUMBER}{_NAME}", named)
    return _ABOUT.sub(_NAME, named)


def _titled(text: str) -> str:
    """A piece in which a dot stands for each title, of which one may stand within another."""
    return TITLE.sub(_NAME, TITLE.sub(_NAME, text))


def _is_doubtful(part: str, kind: EvidenceKind, *, named: bool) -> bool:
    bare = _bare(part)
    if kind in _PLAIN_SPOKEN and (_is_marked(bare) or PROOF_MARKS.search(part) is not None):
        return True
    if kind in _PHRASES | _FREELY_NAMED and (name := _last_noun(bare)) is not None:
        lead, tail = bare[: name.start()], bare[name.end() :]
        return _opens_doubtfully(lead) or _is_broken(lead) or _is_doubtful_tail(tail, kind)
    if PROOF_MARKS.search(part) is not None or _is_marked(bare) or _opens_doubtfully(bare):
        return True
    if kind is EvidenceKind.DOCUMENT and _NAME in part:
        return _is_doubtful_lead(part.partition(_NAME)[0]) or _is_doubtful_tail(part.rpartition(_NAME)[2], kind)
    if kind in _FREELY_NAMED:
        return (named or _TOLD_OF_IT.match(bare) is not None) and not _tells(bare)
    return not _tells(bare) or _is_unknown(bare)


def _bare(part: str) -> str:
    return PROOF_HARMLESS.sub(_NAME, part)


def _last_noun(part: str) -> re.Match[str] | None:
    """The last noun of a part that says what kind of thing it is of."""
    found = None
    for found in PROOF_NOUNS.finditer(part):  # noqa: B007  # the last one is meant
        pass
    return found


def _is_broken(lead: str) -> bool:
    """Whether what stands between two nouns denies the second: 会议没有纪要."""
    first = _last_noun(lead)
    between = "" if first is None else lead[first.end() :]
    return len(between) <= _LEAD and _DENIED.match(between) is not None


def _opens_doubtfully(lead: str) -> bool:
    """Whether a name is led up to by a word that hedges, or by no more than that there is something: 印象中有…."""
    # The cut is no end: 中 at the end tells that something is going on.
    if _is_marked(lead if len(lead) <= _LEAD else lead[:_LEAD] + _CUT):
        return True
    dated = _DATE.search(lead) or re.search(_NAME, lead)
    before = lead[: dated.start()] if dated is not None else ""
    return bool(before) and (_is_marked(before) or PROOF_COPULA.search(before) is not None)


def _is_doubtful_lead(lead: str) -> bool:
    """Whether what stands before a number or a title tells nothing, once the office that issued it is left out."""
    if not lead.endswith(_NUMBER):
        told = lead.strip(_QUOTES)
        return len(told) > 1 and not _tells(told)
    issued = PROOF_AGENCY.search(lead)
    if issued is None or issued["sign"] in _ENDS_OF_PLACES:
        return False
    return not (_tells(issued["lead"]) or _tells(issued["lead"].strip(_QUOTES)))


def _is_doubtful_tail(tail: str, kind: EvidenceKind) -> bool:
    told = _bare(tail.strip(_QUOTES))
    # What an account is called may be anything.
    return told != "" and (_is_marked(told) or (kind not in _FREELY_NAMED and not _tells(told)))


def _is_marked(part: str) -> bool:
    return is_marked(part, _NO_YEAR) or PROOF_MARKS.search(part) is not None


def _is_unknown(part: str) -> bool:
    """Whether a part is a word or two in Latin letters, and none that tells what kind of copy it is."""
    return _LATIN.fullmatch(part.strip("()")) is not None and PROOF_TELLS.search(part) is None


def _tells(part: str) -> bool:
    return PROOF_TELLS.search(part) is not None or tells(part)


def _doubtful_title(text: str) -> str:
    """What stands in brackets at the end of a title and says that it is no finished paper: 《总结（样稿）》."""
    if _ABOUT.search(_titled(text)) is not None:
        return ""
    for title in TITLE.findall(text):
        behind = _BEHIND_TITLE.search(title)
        if behind is not None and _is_marked(behind.group(1)):
            return behind.group(1)
    return ""
