"""Why a duty is said not to apply: a reason says something of its own."""

from __future__ import annotations

import re

from scilit_rules.facts import evidence_words as words
from scilit_rules.facts.cells import ERRORS, MISSING, fold, fold_name

_TOLD = re.compile(r"[\u4e00-\u9fff]|[^\W\d_\u4e00-\u9fff]{2,}")
_POINTING = frozenset({
    "理由", "原因", "备注", "说明", "同意", "适用", "涉及", "此项", "该项", "这项", "此类", "无此", "reason",
})
_ENOUGH = 2


def is_reason(text: str) -> bool:
    """Whether a text tells why, and does not only point elsewhere or say once more that a duty does not apply.

    Args:
        text: the text of a cell.
    """
    if fold_name(text) in MISSING | ERRORS:
        return False
    return len(_TOLD.findall(words.without(fold(text), _POINTING))) >= _ENOUGH
