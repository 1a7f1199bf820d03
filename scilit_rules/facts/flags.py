"""Flags: yes and no in the ways that forms have them."""

from __future__ import annotations

from scilit_rules.facts.asides import STOPS, without_aside
from scilit_rules.facts.cells import NOTHING, Read, fold, rule
from scilit_rules.facts.ticks import Options

_PLAIN = {"是": True, "否": False, "true": True, "false": False}
_DONE = (
    "建立", "建成", "成立", "设立", "组建", "纳入", "列入", "完成", "开展", "制定", "制订", "编制", "印发", "出台",
    "下发", "公布", "发布", "配备", "落实", "达标", "实现", "召开", "安排", "开放", "开通", "签订", "签署", "启动",
    "实施", "覆盖",
    "建", "设", "有", "办", "做", "报", "开", "定", "列", "完", "配",
)
DATED_VERBS = tuple(verb for verb in _DONE if len(verb) > 1)
"""What may be told of the day on which something came to be."""

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
_OPTIONS = Options({"是": True, "有": True, "已": True, "否": False, "无": False, "未": False})


def read_flag(text: str) -> Read | None:
    """Reads a flag from text.

    Args:
        text: the text of the cell, which is not one of the missing words.

    Returns:
        the flag, or None if the text is no clear yes or no.
    """
    plain = without_aside(fold(text)).strip("()[]【】 ").rstrip(STOPS).casefold()
    if plain in _WORDS:
        whole = plain in _PLAIN and len(plain) == len(text.strip())
        return Read(_WORDS[plain], () if whole else (rule("flag-word"),))
    if not plain:
        return NOTHING
    chosen = _OPTIONS.ticked(plain)
    return None if chosen is None else Read(chosen, (rule("flag-option"),))


def read_stored_flag(value: bool | int) -> Read | None:
    """Reads a flag from a stored truth value or number: 1 and 0 only."""
    if isinstance(value, bool):
        return Read(value)
    return Read(value == 1, (rule("flag-word"),)) if value in (0, 1) else None
