"""Number formats of workbooks: what a cell shows beside its number, and whether it shows that number at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_.|\*(?:(?P<filling>\d)|.)'
    r"|(?P<general>General|G/通用格式|@)|(?P<digit>[0#?])|(?P<power>[Ee][+-])|(?P<mark>[.,%/])|(?P<text>.)",
    re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"|[\\!].|\[[^\]]*\]|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
_MEETS = {
    "<": lambda value, bound: value < bound, ">": lambda value, bound: value > bound,
    "<=": lambda value, bound: value <= bound, ">=": lambda value, bound: value >= bound,
    "=": lambda value, bound: value == bound, "<>": lambda value, bound: value != bound,
}  # fmt: skip
_CURRENCY = re.compile(r"\$([^-]*)(?:-.*)?")
# What may stand beside a number without a meaning of its own: signs of yuan, brackets, signs, spaces, 共.
_SILENT = re.compile(r"(?:[¥￥()（）\s+\-—–_'’:：]|共计?|合计|总计)*")
_MINUS = ("-", "−", "－")
_OPENING, _CLOSING = ("(", "（"), (")", "）")
_PADDED = re.compile("0{2,}")
_FRACTION = re.compile(r"[0#?]\s*/\s*[0-9#?]")
_GROUPING = re.compile(r"[\s'’]*")
# No program that people use can show more.
_LONGEST = 255


class Shown(NamedTuple):
    """What a format makes of a number.

    Args:
        words: what is written beside it.
        is_percent: whether it is shown times a hundred.
        scales: whether it is shown divided by thousands.
        differs: whether other digits are shown than the cell holds, or none.
    """

    words: str = ""
    is_percent: bool = False
    scales: bool = False
    differs: bool = False


PLAIN = Shown()


def shown_with(format: str, value: Decimal) -> Shown:
    """What a cell shows.

    Args:
        format: its number format; empty for none.
        value: the number that it holds.
    """
    if not format or format == "General":
        return PLAIN
    if len(format) > _LONGEST:
        return Shown(differs=True)
    section = _section(format, value)
    shown = _shown(section, int(value.compare(Decimal(0))))
    # Zeros in front are those of codes, which have no parts; as a fraction, a number is shown near what it is.
    is_code = _PADDED.fullmatch(section) is not None or _FRACTION.search(section) is not None
    is_cut = is_code and value != value.to_integral_value()
    # A sign that is only written, not reckoned, makes 0% of 0.109, which may be 10.9 %.
    is_share = "%" in shown.words and value != 0 and round(value, _decimals(section)) == 0
    return shown._replace(differs=True) if is_cut or is_share else shown


def _decimals(section: str) -> int:
    """How many digits behind the point are shown."""
    kinds = "".join(_kind(token)[0] for token in _TOKEN.finditer(section))
    return kinds.partition("p")[2].count("d")


def _section(format: str, value: Decimal) -> str:
    """The part of a format that a number is shown with."""
    sections = list(_sections(format))[:3]
    if any(_CONDITION.search(part) for part in sections):
        for part in sections:
            condition = _CONDITION.search(part)
            if condition is None or _MEETS[condition.group(1)](value, Decimal(condition.group(2))):
                return part
        return sections[-1]
    if value < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if not value and len(sections) > 2 else sections[0]


def _sections(format: str) -> Iterator[str]:
    at = 0
    while at <= len(format):
        found = _SECTION.match(format, at)
        yield found.group() if found is not None else ""
        at = (found.end() if found is not None else at) + 1


@lru_cache(maxsize=1024)
def _shown(section: str, sign: int) -> Shown:
    # One letter a token: d a digit, c a comma, p a point, s a per cent, e a power, / a fraction, t a text.
    kinds, texts = "", []
    for token in _TOKEN.finditer(section):
        kind, text = _kind(token)
        kinds += kind
        texts += [text] * len(kind)
    first, last = kinds.find("d"), kinds.rfind("d")
    if first < 0:
        words = "".join(texts).strip()
        return Shown(_meant(words), differs=bool(sign) or not words or any(map(str.isdigit, words)))
    inside = "".join(texts[first : last + 1])
    around = [*texts[:first], *texts[last + 1 :]]
    opening = texts[first - 1] if first else ""
    closing = next(filter(None, texts[last + 1 :]), "")
    # A point, a minus, or the brackets of one, that are written and not reckoned.
    is_negated = opening.endswith(_MINUS) or (opening.endswith(_OPENING) and closing.startswith(_CLOSING))
    is_turned = opening.endswith(".") or (sign > 0 and is_negated) or kinds.count("p") > 1
    return Shown(
        words=_meant("".join(around).strip()),
        is_percent=kinds.count("s") == 1,
        scales="c" in re.sub("c+(?=d)", "", kinds),
        differs=is_turned or not _GROUPING.fullmatch(inside) or kinds.count("s") > 1,
    )


def _meant(words: str) -> str:
    """What the words beside a number mean: nothing, if they are signs of yuan, brackets and the like."""
    return "" if _SILENT.fullmatch(words) else words


def _kind(token: re.Match[str]) -> tuple[str, str]:
    if token["digit"] or token["general"]:
        return "d", ""
    if token["power"]:
        return "e", ""
    if token["mark"]:
        return {".": "p", ",": "c", "%": "s", "/": "/"}[token["mark"]], ""
    if token["bracket"] is not None:
        currency = _CURRENCY.fullmatch(token["bracket"])
        return ("t", currency.group(1)) if currency is not None and currency.group(1) else ("", "")
    text = token["quoted"] or token["escaped"] or token["filling"] or token["text"] or ""
    return ("t", text) if text else ("", "")
