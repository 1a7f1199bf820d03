"""Attestations: what reporters declare of a duty, and what reviewers say to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from scilit_rules.facts.asides import STOPS, without_aside
from scilit_rules.facts.cells import Read, doubtful, fold, fold_name, rule, spelled
from scilit_rules.facts.flags import read_flag
from scilit_rules.facts.numbers import is_endless, is_finite, measure, read_number, read_stored
from scilit_rules.facts.ticks import Options
from scilit_rules.model.fact import Attested
from scilit_rules.model.grid import Cell, Raw
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import FactSpec, Range
from scilit_rules.model.words import Claim, FactType

# What says that a duty is done; that it was begun, arranged or put in train says less.
_DONE_VERBS = (
    "建立", "建成", "成立", "设立", "组建", "纳入", "列入", "完成", "开展", "制定", "制订", "编制", "印发", "出台",
    "下发", "公布", "发布", "配备", "落实", "达标", "实现", "召开", "开放", "开通", "签订", "签署", "实施", "覆盖",
    "建", "设", "有", "办", "做", "完", "配",
)
_BEGUN_VERBS = (
    "启动", "安排", "部署", "着手", "动员", "立项", "动工", "开工", "起步", "推进", "筹备", "谋划", "研究", "布置",
    "上报",
)
_NOT = ("未", "尚未", "还未", "没", "没有")
_DONE = (
    "已完成", "完成", "全部完成", "已全部完成", "均已完成", "落实", "开展", "落实到位", "已落实到位", "done",
    "completed",
    *(f"{yes}{verb}" for yes in ("已", "已经") for verb in _DONE_VERBS),
)
_PARTLY = (
    "部分完成", "基本完成", "已基本完成", "大部分完成", "进行中", "正在进行", "正在推进", "推进中", "部分落实",
    "部分开展", "正在实施", "正在落实", "正在开展", "正在建设", "正在办理", "持续推进", "partly", "partlydone",
    "inprogress",
)
_NOT_DONE = (
    "未完成", "notdone", "not_done", "notstarted",
    *(f"{no}{verb}" for no in _NOT for verb in (*_DONE_VERBS, *_BEGUN_VERBS) if verb != "上报"),
)
_CLAIMS = {
    **dict.fromkeys(_DONE, Claim.DONE),
    **dict.fromkeys(_PARTLY, Claim.PARTLY),
    **dict.fromkeys(_NOT_DONE, Claim.NOT_DONE),
}
_STANDARD = frozenset({"已完成", "部分完成", "未完成", "done", "partly", "not_done"})
_OPTIONS = Options({**_CLAIMS, "是": Claim.DONE, "否": Claim.NOT_DONE, "不适用": Claim.INAPPLICABLE,
                    "不涉及": Claim.INAPPLICABLE})
_FLAGS = frozenset({
    "是", "否", "true", "false", "y", "n", "yes", "no", "√", "✓", "✔", "☑", "✅", "■", "×", "✗", "✘", "✕", "✖", "❌",
    "t", "f", "1", "0",
})
_begun = re.compile(rf"(?:已|已经|正)(?:{'|'.join(_BEGUN_VERBS)})(?:中|了|实施)?").fullmatch
_PROGRESS = re.compile(r"(.*?)[\s(:,:,]*(\d{1,3}(?:\.\d+)?)\s*%\)?", re.DOTALL)
_INAPPLICABLE = re.compile(
    r"(?:本[区市县镇]|我[区市县镇]|本单位|我单位|本级|本街道|该项|此项)?(?:不适用|不涉及|无此项任务|doesnotapply|inapplicable)"
    r"(?:[\s(:,;。.]+(.*?)\)?)?[。.]?", re.DOTALL | re.IGNORECASE)
_BARE_FRACTION = re.compile(r"0?\.\d{1,6}|1(?:\.0+)?", re.ASCII)
_HUNDRED = Decimal(100)


def read_claim(text: str, done: Sequence[str] = ()) -> Read | None:
    """Reads what a reporter declares.

    Args:
        text: the text of the cell, which is not one of the missing words.
        done: what else says that this very duty is done, such as 已启动 where that is what is asked.

    Returns:
        an `Attested` with the claim and its progress, or None if it is no clear claim.
    """
    plain = fold(text)
    inapplicable = _INAPPLICABLE.fullmatch(plain)
    if inapplicable is not None:
        return Read(Attested(Claim.INAPPLICABLE, reason=(inapplicable.group(1) or "").strip()), ())
    plain = without_aside(plain).rstrip(STOPS)
    word = fold_name(plain)
    claim = Claim.DONE if word in map(fold_name, done) else _CLAIMS.get(word)
    if claim is not None:
        return Read(Attested(claim), () if word in _STANDARD and plain == text.strip() else (rule("claim-word"),))
    found = _PROGRESS.fullmatch(plain)
    if found is not None:
        read = _with_progress(fold_name(found.group(1)), Decimal(found.group(2)))
        return None if read is not None and _contradicts(found, read) else read
    flag = read_flag(plain) if word in _FLAGS else None
    if flag is not None:
        return Read(Attested(Claim.DONE if flag.value else Claim.NOT_DONE), (rule("claim-flag"),))
    ticked = _OPTIONS.ticked(plain)
    return None if ticked is None else Read(Attested(ticked), (rule("claim-option"),))


def _contradicts(found: re.Match[str], read: Read) -> bool:
    """Whether a duty is said to be done and, apart from it, to be less than that: 已完成（60%）, not 完成60%."""
    apart = found.string[found.end(1) : found.start(2)].strip() != ""
    whole = found.group(1).startswith(("已", "全部", "均"))
    return apart and whole and isinstance(read.value, Attested) and read.value.claim is not Claim.DONE


def is_begun(text: str) -> bool:
    """Whether a text says that a duty was begun or arranged, which leaves open how far it is."""
    return _begun(fold_name(without_aside(fold(text)).rstrip(STOPS))) is not None


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
    claimed = read.value
    done = isinstance(claimed, Attested) and claimed.claim is Claim.DONE
    progress = _read_share(raw, done=done)
    if progress is None:
        return None
    if not isinstance(claimed, Attested):
        return read_progress(progress)
    joined = _with_progress("", progress)
    found = joined.value if joined is not None else None
    if not isinstance(found, Attested) or found.claim is not claimed.claim:
        return doubtful("progress-contradicts", title=spec.title, claim=claimed.claim, progress=progress)
    return Read(found, read.rules)


def _read_share(raw: Raw | Cell, *, done: bool) -> Decimal | None:
    """A progress in percent; a fraction is one of the whole, since nobody reports a progress below one percent."""
    value, format = (raw.value, raw.format) if isinstance(raw, Cell) else (raw, "")
    stored = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    if stored and _strange(value):
        return None
    bare = fold(spelled(value))
    if "%" not in format and _BARE_FRACTION.fullmatch(bare):
        # A bare 1 may be 1 % or the whole, unless the duty is claimed to be done.
        return Decimal(bare) * _HUNDRED if done or Decimal(bare) < 1 else None
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        found = read_stored(value, format, _PROGRESS_COLUMN).value
    else:
        found = read_number(bare, _PROGRESS_COLUMN).value
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

