"""What stands in brackets behind an answer, such as 是（见川政发〔2016〕3号): left aside where it changes nothing."""

from __future__ import annotations

import re

from scilit_rules.facts.dates import read_date
from scilit_rules.facts.evidence import read_evidence

STOPS = " 。.!;；,，、"
"""What may stand behind an answer and says nothing."""

_ASIDE = re.compile(r"(.+?)\s*[(（]((?:[^()（）]|[(（][^()（）]*[)）])*)[)）]\s*[。.]?", re.DOTALL)
_POINTED = re.compile(r"([^,，;；。]+?)[,，;；。]\s*((?:详见|见|佐证见|文件见).+)", re.DOTALL)
_POINTING = re.compile(r"(?:详见|见|另附|后附|附)(.*)", re.DOTALL)
_WHOSE = re.compile(r"自评|自查|自报|自填|本级自评|单位自评")
_BUSY = re.compile(r"[未不无没非]|部分|尚|拟|待|仅|只|正在|计划|除")


def parted(text: str) -> tuple[str, str]:
    """An answer, and what stands in brackets behind it, if that changes nothing; else the text whole.

    A document, a date, or where to look for more changes nothing; anything else might.

    Args:
        text: the text of the cell, made plain.
    """
    found = _ASIDE.fullmatch(text.rstrip(STOPS)) or _POINTED.fullmatch(text.rstrip(STOPS))
    if found is None:
        return text, ""
    answer, aside = found.groups()
    return (answer, aside) if _is_harmless(aside) else (text, "")


def without_aside(text: str) -> str:
    """An answer without what stands in brackets behind it, if that changes nothing."""
    return parted(text)[0]


def _is_harmless(aside: str) -> bool:
    if read_date(aside) is not None:
        return True
    if any(piece.kind is not None for piece in read_evidence(aside)):
        return True
    if _WHOSE.fullmatch(aside.strip()) is not None:
        return True
    pointing = _POINTING.fullmatch(aside.strip())
    return pointing is not None and _BUSY.search(pointing.group(1)) is None
