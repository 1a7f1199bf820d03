"""A cell before anything is read into it: its text made plain, and whether there is anything in it at all."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from scilit_rules.model.fact import Value
from scilit_rules.model.grid import Cell, Raw
from scilit_rules.model.text import Message
from scilit_rules.model.words import Reason

MISSING = frozenset({
    "", "-", "--", "–", "—", "——", "―", "/", "//", "\\", "暂无", "暂无数据", "无数据", "暂缺", "缺", "未统计", "待统计",
    "未填报", "未填", "未报", "待报", "不详", "不适用", "n/a", "na", "null", "none",
})
"""What offices write where they have nothing to write, made plain."""

ERRORS = frozenset({
    "#n/a", "#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#getting_data", "#field!",
})

_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD))
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES = dict.fromkeys((0xA0, 0x3000, 0x2002, 0x2003, 0x2007, 0x2009, 0x202F, 0x09), 0x20)
_ALIKE = {0x2212: 0x2D, 0xFFE5: 0xA5, 0x2236: 0x3A}
# The traditional characters of units, headings, statuses and names of places; each with the simplified one behind it.
_TRADITIONAL = (
    "單单萬万億亿圓圆經经費费數数額额縣县區区鎮镇鄉乡張张臨临東东齊齐濟济魯鲁職职員员項项標标計计劃划預预資资總总實实際际備备註注審审說说與与館馆"
    "場场農农業业戶户會会學学傳传無无報报間间類类級级財财稱称積积個个處处來来為为內内長长專专領领導导組组構构設设團团隊队冊册參参時时課课當当營营"
    "廳厅辦办責责據据況况達达決决執执撥拨動动畝亩歲岁賽赛網网線线盤盘講讲訓训術术畫画質质獎奖勵励產产務务協协發发號号關关於于開开進进議议紀纪錄录頒颁規规則则"
)
_SIMPLE = {ord(old): ord(new) for old, new in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)}
_PLAIN = {**_INVISIBLE, **_WIDE, **_SPACES, **_ALIKE, **_SIMPLE}


class Read(NamedTuple):
    """What a cell was read as.

    Args:
        value: the value; None where the cell says nothing, or where it can't be taken for a value.
        rules: the codes of the rules by which it was read, where that took more than copying.
        doubt: why it can't be taken for a value.
        reason: what kind of not knowing a doubt is.
    """

    value: Value | None
    rules: tuple[str, ...] = ()
    doubt: Message | None = None
    reason: Reason = Reason.AMBIGUOUS


NOTHING = Read(None)


def fold(text: str) -> str:
    """A text with full-width letters, digits and marks made half-width, odd spaces plain, invisible marks gone."""
    if text.isascii():
        return text.replace("\t", " ").strip()
    return text.translate(_PLAIN).strip()


def fold_name(text: str) -> str:
    """A name in the one spelling by which names are compared: no spaces, half-width, lower case."""
    return "".join(text.translate(_PLAIN).split()).casefold()


def doubtful(code: str, **args: object) -> Read:
    """A cell that can't be taken for a value.

    Args:
        code: the code of the message within the area.
        **args: the values that fill it.
    """
    return Read(None, (), Message(f"facts.{code}", args))


def rule(name: str) -> str:
    """The code of a reading rule."""
    return f"facts.rule.{name}"


def content(raw: Raw | Cell) -> Raw:
    """The value of a cell, whatever else is known of it."""
    return raw.value if isinstance(raw, Cell) else raw


def spelled(raw: Raw | Cell) -> str:
    """A cell as text, as a person would see it in a table without formats."""
    if type(raw) is str:
        return raw
    value = content(raw)
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, (date, datetime)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, Decimal):
        return str(value)
    return str(value)


def is_blank(raw: Raw | Cell) -> bool:
    """Whether nothing but space is written in a cell."""
    if type(raw) is str:
        return not (raw.strip() if raw.isascii() else fold(raw))
    value = content(raw)
    return value is None or (isinstance(value, str) and not fold(value))
