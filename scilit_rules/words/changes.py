"""How growth is said in words: by how much, and since when."""

from __future__ import annotations

from decimal import Decimal

from scilit_rules.messages import say
from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Interval, Value
from scilit_rules.model.operators import Growth
from scilit_rules.model.text import Lang
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Against
from scilit_rules.words.figures import plain, points, with_unit


def change_in_words(value: Value | Interval, spec: FactSpec | None, lang: Lang, asked: Comparison) -> str:
    """By how much something has grown or shrunk: ``比2015年增加3个百分点``.

    Args:
        value: the change, or its bounds.
        spec: what the vocabulary says of the fact.
        lang: the reader's language.
        asked: the comparison that was decided on it.
    """
    if asked.growth.against is Against.TWO_YEARS:
        return _two_years(value, spec, lang, asked)
    than = held_against(asked.growth, lang)
    ends = value if isinstance(value, Interval) else (value, value)
    words = list(dict.fromkeys(_signed(end, spec, lang) for end in ends if isinstance(end, Decimal)))
    if words == [""] or not words:
        return say("wording.change.none", lang, than=than)
    low, high = words[0] or "0", words[-1] or "0"
    if low == high:
        way = "less" if low.startswith("-") else "more"
        return say(f"wording.change.{way}", lang, amount=low.lstrip("+-"), than=than)
    between = say("wording.interval", lang, low=low, high=high)
    return say(f"wording.change.{asked.growth.against}", lang, amount=between, year=asked.growth.base)


def _two_years(value: Value | Interval, spec: FactSpec | None, lang: Lang, asked: Comparison) -> str:
    """Whether something went the wrong way two years running, and by how much in the last of them."""
    if not isinstance(value, Decimal):
        return say("wording.undetermined", lang)
    way = wrong_way(asked)
    if value and (value < 0) is asked.upward:
        return say(f"wording.twice.{way}", lang, amount=_signed(value, spec, lang).lstrip("+-"))
    return say(f"wording.not-twice.{way}", lang)


def wrong_way(asked: Comparison) -> str:
    """The way that something must not go: ``less`` or ``more``."""
    return "less" if asked.upward else "more"


def held_against(growth: Growth, lang: Lang) -> str:
    """What a value is held against: ``2015年``, ``上一年``."""
    return say(f"wording.than.{growth.against}", lang, year=growth.base)


def _signed(value: Decimal, spec: FactSpec | None, lang: Lang) -> str:
    if not value:
        return ""
    number = ("+" if value > 0 else "") + plain(value, against=(Decimal(0),))
    unit = spec.unit if spec else ""
    return points(number, lang) if unit == "%" else with_unit(number, unit, lang)
