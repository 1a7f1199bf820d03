"""What a text that is offered in proof is made of: its dates, the noun it ends with, what it is about, and bodies."""

from __future__ import annotations

import re

from scilit_rules.facts import evidence_words as words
from scilit_rules.facts.papers import YEAR

_LONGEST = 500
DAY = rf"(?:(?:{YEAR})\s*(?:年|[-./])\s*\d{{1,2}}\s*(?:月|[-./])\s*\d{{1,2}}\s*日?|(?:19|20)\d{{2}}[01]\d[0-3]\d)"
"""The pattern of a day."""
MONTH = rf"(?:{YEAR})\s*(?:年|[-./])\s*(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*月?"
"""The pattern of a month."""
_NAMES_OF_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
ENGLISH_MONTH = rf"(?i:\b(?:{_NAMES_OF_MONTHS})[a-z]*\.?,? (?:\d{{1,2}},? )?(?:19|20)\d{{2}}\b)"
"""The pattern of a month in English."""
DATES = re.compile(rf"{DAY}|{MONTH}|{ENGLISH_MONTH}|(?:{YEAR})\s*[年-]?度?|\d{{1,2}}月|\d{{1,2}}日")
"""Finds the days, months and years in a text."""
_AREA = re.compile(
    r"^(?![赴到在往])(?:[\u4e00-\u9fff]{1,2}[^社园景校小辖灾林牧矿厂片郊城农地湿保都](?:省|市|区|县|旗)){1,4}")
ORDINAL = re.compile(r"第\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,4})\s*[项条款号页次期届批个份]")
"""Finds that something is one of several: 第3期."""
_COUNT = re.compile(r"(?:等|若干|共|约|各|[一二两三四五六七八九十\d])*[张份套个册页本期次条段场篇幅件]?$")
_COPIES = re.compile(r"共\s*\d{1,5}\s*[页份张册本件]")
_BRACKETED = re.compile(r"[(（【\[][^)）】\]]*[)）】\]]")
_CJK = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_\u4e00-\u9fff]{3,}")
_SIDES = re.compile(r"关于|就|致|给|对|向|呈|报送|转|同意|与|和|的|→|—|–|-|至|[:：,，、;；()（）\s]")
_SIGNED = re.compile(r"[,，\s]*(?:签|签订|签署|订立)$")
_PART_OF_IT = re.compile(
    r"(?:第\s*\d{1,4}\s*[页版条项号](?:[-—~至]\d{1,4}页?)?|(?:及其?|详?见)附[件表图]\d{0,2}|共?\d{1,4}[页份张册]|公开(?:说明)?|(?:编号|合同号)?[A-Za-z]{1,8}-?\d[-\d]{0,20})+$")


def head_of(text: str, nouns: frozenset[str]) -> str:
    """The noun that a text ends with, once dates, brackets, counts and words such as 扫描件 are taken off its end.

    Args:
        text: the text.
        nouns: the nouns that are looked for.
    """
    end = text[-_LONGEST:]
    whole = _PART_OF_IT.sub("", DATES.sub("", _BRACKETED.sub("", end)).strip(" .。,，、:："))
    plain = _SIGNED.sub("", whole)
    if _CJK.search(plain) is None:
        return words.word(plain, nouns)
    while True:
        noun = next((noun for noun in words.longest_first(nouns) if plain.endswith(noun)), "")
        shorter = _COUNT.sub("", words.GENERAL_END.sub("", plain)).strip(" .。,，、:：")
        if noun or shorter == plain or not shorter:
            return noun
        plain = shorter


def matter_of(text: str, nouns: frozenset[str], *, area: bool = True) -> int:
    """How much a text says of what it is about: its Chinese characters, and two for a word in Latin letters.

    Args:
        text: the text.
        nouns: words that only say what sort of thing it is.
        area: whether the name of an area in front says nothing either, as on what reporters send of themselves.
    """
    bare = ORDINAL.sub(" ", DATES.sub(" ", _COPIES.sub(" ", text)))
    bare = _AREA.sub("", bare.strip()) if area else bare
    bare = words.without(bare, nouns)
    latin = [word for word in _WORD.findall(bare) if word.casefold() not in words.LATIN and _is_spoken(word)]
    return len(_CJK.findall(bare)) + 2 * len(latin)


def _is_spoken(word: str) -> bool:
    return re.search(r"[aeiouy]", word, re.IGNORECASE) is not None and len(set(word.casefold())) > 2


def bodies_in(text: str) -> list[str]:
    """The bodies that a text names, each once.

    Args:
        text: the text.
    """
    parts = (words.without(part, words.CONTRACTS | words.LETTERS) for part in _SIDES.split(text))
    named = (body for part in parts for body in [_body(part)] if body)
    return list(dict.fromkeys(named))


def _body(part: str) -> str:
    end = next((at for at in range(len(part), 2, -1) if part[:at].endswith(tuple(words.BODIES))), 0)
    named = part[:end]
    return named if len(named) > 2 and not words.longest(named, words.AREAS) else ""
