"""Flags: yes and no in the ways that forms have them."""

from __future__ import annotations

import re

from scilit_rules.facts.cells import NOTHING, Read, fold, rule

_PLAIN = {"是": True, "否": False, "true": True, "false": False}
_DONE = (
    "建立", "建成", "成立", "设立", "组建", "纳入", "列入", "完成", "开展", "制定", "制订", "编制", "印发", "出台",
    "下发", "公布", "发布", "配备", "落实", "达标", "实现", "召开", "安排", "开放", "开通", "签订", "签署", "启动",
    "实施", "覆盖",
    "建", "设", "有", "办", "做", "报", "开", "定", "列", "完", "配",
)
_YES_WORDS = ("有", "√", "✓", "✔", "☑", "■", "✅", "y", "yes", "t", "1", "达标", "合格", "具备", "对")
_NO_WORDS = (
    "无", "没有", "没", "×", "✗", "✘", "✕", "✖", "□", "☐", "☒", "❌", "n", "no", "f", "0", "未达标", "不达标", "不合格",
    "不具备", "不是", "错",
)
_WORDS = {
    **_PLAIN,
    **{f"{yes}{verb}": True for yes in ("已", "已经") for verb in _DONE},
    **{f"{no}{verb}": False for no in ("未", "尚未", "还未", "没", "没有") for verb in _DONE},
    **dict.fromkeys(_YES_WORDS, True),
    **dict.fromkeys(_NO_WORDS, False),
}
_ON, _OFF = "√✓✔☑■▣✅●", "□☐○×✗✘❌✕✖"
_OPTION = "是|否|有|无|已|未"
_CHOICE_BEFORE = re.compile(rf"([{_ON}{_OFF}])?\s*({_OPTION})")
_CHOICE_AFTER = re.compile(rf"({_OPTION})\s*([{_ON}{_OFF}])?")
_YES = frozenset("是有已")


def read_flag(text: str) -> Read | None:
    """Reads a flag from text.

    Args:
        text: the text of the cell, which is not one of the missing words.

    Returns:
        the flag, or None if the text is no clear yes or no.
    """
    plain = fold(text).strip("()[]【】 ").casefold()
    if plain in _WORDS:
        return Read(_WORDS[plain], () if plain in _PLAIN else (rule("flag-word"),))
    if not plain:
        return NOTHING
    chosen = _chosen(plain)
    return None if chosen is None else Read(chosen, (rule("flag-option"),))


def read_stored_flag(value: bool | int) -> Read | None:
    """Reads a flag from a stored truth value or number: 1 and 0 only."""
    if isinstance(value, bool):
        return Read(value)
    return Read(value == 1, (rule("flag-word"),)) if value in (0, 1) else None


def _chosen(text: str) -> bool | None:
    """The option ticked in a cell that shows both, such as ☑是 □否."""
    parts = re.sub(r"[()\[\]/;,、；，]", " ", text).split()
    if len(parts) > 1 and all(len(re.findall(_OPTION, part)) == 1 for part in parts):
        return _single([answer for part in parts for answer in _ticked(part)])
    readings = {_single(answers) for answers in _readings("".join(parts)) if answers is not None}
    return readings.pop() if len(readings) == 1 else None


def _ticked(part: str) -> list[bool]:
    for answers in _readings(part):
        if answers is not None:
            return answers
    return [True, False]


def _readings(text: str) -> list[list[bool] | None]:
    """The options ticked if marks stand before their options, and if they stand after; None where they can't."""
    before = [(word, mark) for mark, word in _CHOICE_BEFORE.findall(text)]
    after = _CHOICE_AFTER.findall(text)
    found: list[list[bool] | None] = []
    for pairs, leftover in ((before, _CHOICE_BEFORE.sub("", text)), (after, _CHOICE_AFTER.sub("", text))):
        fits = not leftover.strip() and bool(pairs)
        found.append([word in _YES for word, mark in pairs if mark and mark in _ON] if fits else None)
    return found


def _single(answers: list[bool]) -> bool | None:
    return answers[0] if len(answers) == 1 else None
