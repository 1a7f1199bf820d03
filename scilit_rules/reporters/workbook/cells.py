"""What stands in a cell: text that is safe in any spreadsheet, and numbers that never contradict a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple, Union

from scilit_rules.messages import say
from scilit_rules.model.text import Lang
from scilit_rules.words.figures import rounded, unit_in_words

MOST_CHARACTERS = 32_767
_FORMULA = tuple("=+-@＝＋－＠")
# What XML can't hold, and what the writer of workbooks would take for mark-up of its own.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|\\A<r>")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e]")
_MOST_DIGITS = 15
_HIGHEST = Decimal("1E15")
_FEN = Decimal("0.01")


class Figure(NamedTuple):
    """A number with the format that shows it.

    Args:
        number: the number as it is stored, which is what is shown.
        format: the format of the cell.
        tone: what its colour says; empty for none.
    """

    number: float
    format: str = "#,##0"
    tone: str = ""


class Toned(NamedTuple):
    """A text on a colour.

    Args:
        text: the text.
        tone: what the colour says.
    """

    text: str
    tone: str


class Link(NamedTuple):
    """A text that leads to another sheet.

    Args:
        text: the text.
        sheet: the name of the sheet.
    """

    text: str
    sheet: str


Value = Union[str, int, Figure, Toned, None]


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might take a text for a formula."""
    return text.startswith(_FORMULA)


def safe(text: str, lang: Lang) -> str:
    """A text as a cell can hold it: without characters that XML has no place for, and not too long.

    Args:
        text: any text.
        lang: the language of the remark at the end of a text that was cut.
    """
    if _ODD.search(text):
        text = _ODD.sub(lambda found: " <r>" if found[0] == "<r>" else "\ufffd", _LINE_ENDS.sub("\n", text))
    if len(text) * 2 <= MOST_CHARACTERS:
        return text
    units = text.encode("utf-16-le", "replace")
    if len(units) // 2 <= MOST_CHARACTERS:
        return text
    note = say("workbook.cut", lang)
    kept = units[: (MOST_CHARACTERS - len(note)) * 2]
    return kept.decode("utf-16-le", "ignore") + note


def figure(value: Decimal, unit: str, lang: Lang, against: Iterable[Decimal] = (), *,
           distance: bool = False, places: int = 2, least: int = 0) -> Figure | str:
    """A number with its unit, as exact as it must be not to contradict what was decided on it.

    Args:
        value: the exact number.
        unit: its unit; shares are stored as such, so that 10.5 % is 0.105.
        lang: the reader's language.
        against: the bounds that it was compared with.
        distance: whether it is a distance, so that a share is told in percentage points.
        places: decimals to keep where nothing asks for more.
        least: decimals to show in any case.

    Returns:
        the number as it is shown, or text where no spreadsheet could hold it.
    """
    short = rounded(value, places, against)
    if not short.is_finite() or abs(short) >= _HIGHEST:
        return format(value, "f")
    short = short.normalize()
    digits = max(-int(short.as_tuple().exponent), 0)
    if len(short.as_tuple().digits) > _MOST_DIGITS or digits > _MOST_DIGITS:
        return format(value, "f")
    digits = max(digits, least)
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    if unit == "%" and not distance:
        return Figure(float(short.scaleb(-2)), f"{pattern}%")
    name = say("workbook.points", lang) if unit == "%" else unit_in_words(unit, lang)
    name = re.sub(r'["\\]', "", name)
    space = "" if lang == "zh" or not name else " "
    return Figure(float(short), f'{pattern}"{space}{name}"' if name else pattern)


def money(value: Decimal) -> Figure | str:
    """An amount of yuan, rounded up to the fen, so that whoever pays it has paid enough."""
    if not value.is_finite() or abs(value) >= _HIGHEST / 100:
        return format(value, "f")
    return Figure(float(value.quantize(_FEN, ROUND_CEILING)), "#,##0.00")
