"""Attestations: what reporters declare of a duty, and what reviewers say to it."""

from __future__ import annotations

import re
from decimal import Decimal

from scilit_rules.facts.cells import Read, doubtful, fold, fold_name, rule, spelled
from scilit_rules.facts.flags import read_flag
from scilit_rules.facts.numbers import is_endless, is_finite, measure, read_number, read_stored
from scilit_rules.model.fact import Attested
from scilit_rules.model.grid import Cell, Raw
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import FactSpec, Range
from scilit_rules.model.words import Claim, FactType

_DONE = ("已完成", "完成", "全部完成", "已全部完成", "已落实", "已开展", "done")
_PARTLY = ("部分完成", "基本完成", "进行中", "正在进行", "正在推进", "推进中", "部分落实", "partly")
_NOT_DONE = (
    "未完成", "未开展", "未落实", "尚未完成", "尚未开展", "没有完成", "未启动", "notdone", "not_done",
)
_CLAIMS = {
    **dict.fromkeys(_DONE, Claim.DONE),
    **dict.fromkeys(_PARTLY, Claim.PARTLY),
    **dict.fromkeys(_NOT_DONE, Claim.NOT_DONE),
}
_CONFIRMED = ("属实", "情况属实", "通过", "审核通过", "达标", "合格", "已核定", "核定通过", "同意", "认可")
_CONFIRMED_PARTLY = ("部分属实", "部分通过", "部分达标", "基本属实")
_REFUTED = ("不属实", "不通过", "未通过", "不达标", "未达标", "不合格", "不同意", "不认可", "退回")
_MARKS = {
    **_CLAIMS,
    **dict.fromkeys(_CONFIRMED, Claim.DONE),
    **dict.fromkeys(_CONFIRMED_PARTLY, Claim.PARTLY),
    **dict.fromkeys(_REFUTED, Claim.NOT_DONE),
}
_STANDARD = frozenset({"已完成", "部分完成", "未完成", "done", "partly", "not_done"})
_PROGRESS = re.compile(r"(.*?)[\s(:,:,]*(\d{1,3}(?:\.\d+)?)\s*%\)?", re.DOTALL)
_HUNDRED = Decimal(100)


def read_claim(text: str) -> Read | None:
    """Reads what a reporter declares.

    Args:
        text: the text of the cell, which is not one of the missing words.

    Returns:
        an `Attested` with the claim and its progress, or None if it is no clear claim.
    """
    word = fold_name(text)
    claim = _CLAIMS.get(word)
    if claim is not None:
        return Read(Attested(claim), () if word in _STANDARD else (rule("claim-word"),))
    found = _PROGRESS.fullmatch(fold(text))
    if found is not None:
        return _with_progress(fold_name(found.group(1)), Decimal(found.group(2)))
    flag = read_flag(text) if word not in ("有", "无", "没有") else None
    if flag is None or not isinstance(flag.value, bool):
        return None
    return Read(Attested(Claim.DONE if flag.value else Claim.NOT_DONE), (rule("claim-flag"),))


def read_progress(progress: Decimal) -> Read | None:
    """Reads a claim from nothing but how far a duty is done, in percent."""
    return _with_progress("", progress)


def with_progress(read: Read, raw: Raw | Cell, spec: FactSpec) -> Read | None:
    """A claim joined with the progress that a column of its own gives.

    Args:
        read: the claim, or nothing where only the progress is filled in.
        raw: the cell of the progress, which is not empty.
        spec: the duty.

    Returns:
        the claim with its progress, or the doubt that the two contradict each other; None if the progress is none.
    """
    progress = _read_share(raw)
    if progress is None:
        return None
    claimed = read.value
    if not isinstance(claimed, Attested):
        return read_progress(progress)
    joined = _with_progress("", progress)
    found = joined.value if joined is not None else None
    if not isinstance(found, Attested) or found.claim is not claimed.claim:
        return doubtful("progress-contradicts", title=spec.title, claim=claimed.claim, progress=progress)
    return Read(found, read.rules)


def _read_share(raw: Raw | Cell) -> Decimal | None:
    value, format = (raw.value, raw.format) if isinstance(raw, Cell) else (raw, "")
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        if _strange(value):
            return None
        found = read_stored(value, format, _PROGRESS_COLUMN).value
    else:
        found = read_number(spelled(value), _PROGRESS_COLUMN).value
    return found if isinstance(found, Decimal) else None


def _strange(value: object) -> bool:
    return not isinstance(value, (int, float, Decimal)) or not is_finite(value) or is_endless(value)


def as_seen(raw: Raw | Cell) -> str:
    """A cell as it is seen in its workbook: a number in a percent format is a hundred times what is stored."""
    value = raw.value if isinstance(raw, Cell) else raw
    if not isinstance(raw, Cell) or "%" not in raw.format or isinstance(value, bool) or _strange(value):
        return spelled(raw).strip()
    return f"{_HUNDRED * Decimal(spelled(value)):f}%"


_PROGRESS_COLUMN = measure(FactSpec("progress", Text("进度", "progress"), FactType.SHARE, "%",
                                    range=Range(Decimal(0), Decimal(100))))


def read_mark(text: str) -> Claim | None:
    """Reads what a reviewer says; None if it is no clear word."""
    word = fold_name(text)
    if word in _MARKS:
        return _MARKS[word]
    flag = read_flag(text)
    if flag is None or not isinstance(flag.value, bool):
        return None
    return Claim.DONE if flag.value else Claim.NOT_DONE


def _with_progress(word: str, progress: Decimal) -> Read | None:
    claim = _CLAIMS.get(word) if word else None
    if (word and claim is None) or not 0 <= progress <= _HUNDRED:
        return None
    unfinished = Claim.PARTLY if progress else Claim.NOT_DONE
    reached = Claim.DONE if progress == _HUNDRED else unfinished
    # 完成80% says how much is completed, so 完成 gives way to the number; 未完成60% could mean either.
    if claim not in (None, reached) and not (claim is Claim.DONE and reached is Claim.PARTLY):
        return None
    return Read(Attested(reached, progress), (rule("claim-progress"),))

