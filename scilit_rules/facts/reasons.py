"""Why a duty is said not to apply: a reason says something of its own."""

from __future__ import annotations

import re

from scilit_rules.facts.cells import ERRORS, MISSING, fold, fold_name
from scilit_rules.facts.evidence import NUMBERS, TITLE, read_evidence
from scilit_rules.facts.pieces import LINK
from scilit_rules.model.words import EvidenceKind

_POINTING = re.compile(
    "不适用|不涉及|适用|涉及|理由|原因|备注|说明|同意|此项|该项|这项|此类|任务|工作|本单位|我单位|详见|附件|另附|附后|材料|汇报|报告|总结|"
    "口头|电话|同上|去年|上年|情况|相关|有关|见|同|如|附|reason"
)
_TOLD = re.compile(r"[\u4e00-\u9fff]|[^\W\d_\u4e00-\u9fff]{2,}")
_ENOUGH = 3
# What shows something tells no reason; a document may be named in the sentence that does.
_SHOWN = frozenset(EvidenceKind) - {EvidenceKind.DOCUMENT, EvidenceKind.LINK}


def is_reason(text: str) -> bool:
    """Whether a text tells why, and does not only name a document, point elsewhere, or say it once more.

    Args:
        text: the text of a cell.
    """
    if fold_name(text) in MISSING | ERRORS:
        return False
    own = " ".join(piece.text for piece in read_evidence(text) if piece.kind not in _SHOWN)
    for names in (LINK, TITLE, *NUMBERS):
        own = names.sub(" ", fold(own))
    return len(_TOLD.findall(_POINTING.sub(" ", own))) >= _ENOUGH
