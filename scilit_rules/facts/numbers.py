"""Numbers: exact decimals from texts in many notations and from cells of workbooks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from scilit_rules.facts.cells import Read, doubtful, fold, rule
from scilit_rules.facts.derived import EXACT
from scilit_rules.facts.number_formats import shown_with
from scilit_rules.facts.numerals import in_digits
from scilit_rules.facts.units import Unit, joined, parse_unit, power_between
from scilit_rules.model.text import Message
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import FactType

MOST_DIGITS = 30
_LARGEST_EXPONENT = 400

is_plain = re.compile(r"-?\d{1,18}(?:\.\d{1,12})?", re.ASCII).fullmatch
"""Matches a text that is a number as it stands."""

_WRITTEN = re.compile(
    r"[¥￥]?\s*(?P<number>[+-]?(?:\d{1,3}(?:(?P<mark>[, ])\d{3})(?:(?P=mark)\d{3})*|\d+)(?:\.\d*)?|[+-]?\.\d+)"
    r"(?P<power>[eE][+-]?\d{1,6})?\s*(?P<unit>[^\d\s,.;，、。；?？+-][^\d,;，、。；?？+-]*)?",
    re.ASCII,
).fullmatch
# 人民币12.5万元整 is told as a sum is on a voucher, 共312个 as one is in a sentence.
_TOLD_AS = re.compile(
    r"(?:人民币|RMB|共计|合计|总计|总数|共|计)?\s*([^整正]*[^整正\s。.])(?:(?<=[元圆])[整正])?[。.]?").fullmatch
# The unit of a number in brackets behind it: 12.5（万元）.
_UNIT_IN_BRACKETS = re.compile(r"^(\d[\d.,]*)\s*\(([^\W\d_]{1,6})\)$")
# What a number in its own column is anyway, said once more behind it: 1230（年末数）, 12.5万元（财政拨款）.
_SAID_ANYWAY = re.compile(
    r"\s*\((?:年末|年底|全年|当年|本年|决算|实际|实有|统计|普查|财政)(?:数|值|数据|拨款|到位|支出)?\)$")
# A number that begins in digits and goes on in numerals: 12万伍仟.
_goes_on = re.compile("[亿万千百][零一二三四五六七八九壹贰叁肆伍陆柒捌玖]").search
_SHORTEST_NOUN = 2
_RANGE = re.compile(r".*\d\D{0,6}?\s*(?:-|–|—|~|～|至|到)\s*\d.*", re.DOTALL).fullmatch
_ROUGH = re.compile(r"[约近余多几超逾>＞<＜≥≤≈~±?？]|左右|以上|以下|以内|不足|不到|至少|至多|上下").search
_BARE = Unit("")
_LEAST, _MOST = Decimal("-1e30"), Decimal("1e30")


@dataclass(frozen=True, slots=True)
class Measure:
    """How the numbers of a column are measured.

    Args:
        spec: the fact.
        kept: the unit that it is kept in.
        given: the unit that the heading, or the unit column, gives, or None.
        said: that unit as it is written.
    """

    spec: FactSpec
    kept: Unit
    given: Unit | None = None
    said: str = ""

    @property
    def is_share(self) -> bool:
        """Whether a bare number could also be meant as a fraction of one."""
        return self.kept.dimension == "share"


def measure(spec: FactSpec, said: str = "") -> Measure:
    """Makes ready to read the numbers of a column.

    Args:
        spec: the fact.
        said: the unit as the heading or the unit column has it, or empty.
    """
    unit = spec.unit or ("%" if spec.type is FactType.SHARE else "")
    kept = (parse_unit(unit, unit) if unit else _BARE) or _BARE
    return Measure(spec, kept, parse_unit(said, unit) if said else None, said)


def read_number(text: str, how: Measure) -> Read:
    """Reads a number from text.

    Args:
        text: the text of the cell, which is not one of the missing words.
        how: how the column is measured.
    """
    if is_plain(text):
        return _settle(Decimal(text), text, how, None, ())
    plain = fold(text)
    rules = () if plain == text.strip() else (rule("folded"),)
    if plain.startswith("'"):
        plain, rules = plain[1:].lstrip(), (*rules, rule("apostrophe"))
    plain = _UNIT_IN_BRACKETS.sub(r"\1\2", _SAID_ANYWAY.sub("", plain))
    told = _TOLD_AS(plain)
    said = told.group(1) if told is not None else plain
    in_words = None if said[:1].isdigit() and _WRITTEN(said) and not _goes_on(said) else in_digits(said)
    if in_words is not None:
        said, rules = in_words, (*rules, rule("numeral"))
    found = _WRITTEN(said)
    if found is None or not plain:
        return _not_a_number(text, plain, how)
    number, power, word, mark = found.group("number", "power", "unit", "mark")
    unit = _unit_of(word.strip(), how.spec) if word else None
    if word and unit is None:
        return _not_a_number(text, plain, how, word.strip())
    if mark:
        number, rules = number.replace(mark, ""), (*rules, rule("thousands"))
    if power:
        rules = (*rules, rule("scientific"))
    if unit is not None:
        rules = (*rules, rule(_unit_rule(unit)))
    elif said != fold(text):
        rules = rules or (rule("number-told"),)
    return _settle(Decimal(number + (power or "")), text, how, unit, rules)


def _unit_of(word: str, spec: FactSpec) -> Unit | None:
    """The unit behind a number, alone or with what it counts, as in 312个行政村 where that is what the fact counts."""
    unit = parse_unit(word, spec.unit)
    names = (spec.title.zh, *spec.aliases)
    for end in range(len(word) - _SHORTEST_NOUN, 0, -1) if unit is None else ():
        counted = parse_unit(word[:end], spec.unit)
        if counted is not None and counted.dimension and any(word[end:] in name for name in names):
            return counted
    return unit


def plain_limits(how: Measure) -> tuple[Decimal, Decimal] | None:
    """The open bounds between which a plain number of a column is itself, so that most cells need no more than that.

    Args:
        how: how the column is measured.

    Returns:
        the bounds, or None where plain numbers are converted, can be fractions, or must be looked at one by one.
    """
    spec = how.spec
    if how.said or how.is_share:
        return None
    ends = [end for end in (spec.range.high, spec.range.doubt_above) if end is not None]
    starts = [start for start in (spec.range.low, spec.range.doubt_below) if start is not None]
    return max(starts, default=_LEAST), min(ends, default=_MOST)


def read_stored(value: int | float | Decimal, format: str, how: Measure) -> Read:
    """Reads a number that a workbook or structured data stores as one.

    Args:
        value: the stored number, finite; of a float the 15 digits that workbooks vouch for are taken.
        format: the number format that the cell is shown with, or empty.
        how: how the column is measured.
    """
    rules: tuple[str, ...] = ()
    if isinstance(value, float):
        exact = Decimal(format_15(value))
        if exact != Decimal(repr(value)):
            rules = (rule("float-digits"),)
    else:
        exact = Decimal(value)
    shown = shown_with(format, exact)
    if shown.scales or shown.differs:
        code = "format-scales" if shown.scales else "format-differs"
        return doubtful(code, title=how.spec.title, raw=str(exact), format=format)
    if shown.is_percent:
        return _settle(EXACT.scaleb(exact, 2), str(exact), how, Unit("share"), (*rules, rule("percent-cell")))
    unit = parse_unit(shown.words, how.spec.unit) if shown.words else None
    if shown.words and unit is None:
        return doubtful("format-words", title=how.spec.title, raw=str(exact), words=shown.words)
    if unit is not None:
        rules = (*rules, rule("unit-format"))
    return _settle(exact, str(exact), how, unit, rules)


def is_finite(value: int | float | Decimal) -> bool:
    """Whether a stored number is one: neither infinite nor none at all."""
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) or isfinite(value)


def is_endless(value: int | float | Decimal) -> bool:
    """Whether a finite number is greater or smaller than anybody means, or than can be reckoned with."""
    if isinstance(value, Decimal):
        return abs(value.adjusted()) > _LARGEST_EXPONENT
    return isinstance(value, int) and value.bit_length() > _LARGEST_EXPONENT


def format_15(value: float) -> str:
    """A float as the decimal that it was typed as, as far as it can be known."""
    return format(value, ".15g")


def _unit_rule(unit: Unit) -> str:
    if unit.dimension == "share":
        return "percent-sign" if unit.power == 0 else "per-mille"
    return "unit-cell"


def _settle(value: Decimal, raw: str, how: Measure, unit: Unit | None, rules: tuple[str, ...]) -> Read:
    """The number in the unit that the fact is kept in, if that unit is certain and the number can be true."""
    spec = how.spec
    if (len(raw) > MOST_DIGITS or not -MOST_DIGITS <= value.adjusted() <= MOST_DIGITS) and not _handy(value):
        return doubtful("too-many-digits", title=spec.title, raw=raw[:60], most=MOST_DIGITS)
    if not value:
        value = value.copy_abs()
    stated = unit is not None
    if unit is None:
        unit = how.given
        if how.said and unit is None:
            return doubtful("unit-unknown", title=spec.title, raw=raw, given=how.said, unit=spec.unit)
        if unit is None:
            return _bare(value, raw, how, rules)
        power = power_between(unit, how.kept)
        if power or unit.dimension != how.kept.dimension:
            rules = (*rules, rule("unit-heading"))
        elif how.is_share and 0 < value.copy_abs() <= 1:
            return doubtful("share-or-percent", title=spec.title, raw=raw, percent=EXACT.scaleb(value, 2))
    elif how.given is not None:
        both = joined(unit, how.given)
        if both is None:
            return doubtful("units-contradict", title=spec.title, raw=raw, given=how.said)
        power = power_between(both, how.kept)
    else:
        power = power_between(unit, how.kept)
    if power is None:
        return doubtful("unit-mismatch", title=spec.title, raw=raw, unit=spec.unit)
    value = EXACT.scaleb(value, power) if power else value
    if not power and _is_part(value, spec):
        return doubtful("not-whole", title=spec.title, raw=raw, unit=spec.unit)
    # Whoever writes the unit beside the number means it; one that a heading gives is easily overlooked.
    return _within(value, raw, spec, rules) if stated or power else _believed(value, raw, spec, rules)


def _bare(value: Decimal, raw: str, how: Measure, rules: tuple[str, ...]) -> Read:
    low = how.spec.range.low
    if how.is_share and value and value.copy_abs() <= 1 and (low is None or value >= low):
        return doubtful("share-or-percent", title=how.spec.title, raw=raw, percent=EXACT.scaleb(value, 2))
    if _is_part(value, how.spec):
        return doubtful("not-whole", title=how.spec.title, raw=raw, unit=how.spec.unit)
    return _believed(value, raw, how.spec, rules)


def _is_part(value: Decimal, spec: FactSpec) -> bool:
    """Whether a count is no whole number: 1.234 may be 1,234, and 3.5 villages are none."""
    return spec.type is FactType.COUNT and value != value.to_integral_value()


def _believed(value: Decimal, raw: str, spec: FactSpec, rules: tuple[str, ...]) -> Read:
    """A number whose unit its cell does not give, unless it is too small for the unit that the column has."""
    least = spec.range.doubt_below
    if least is not None and 0 < value < least:
        return doubtful("unit-doubtful-small", title=spec.title, raw=raw, value=value, unit=spec.unit, least=least)
    return _within(value, raw, spec, rules)


def _within(value: Decimal, raw: str, spec: FactSpec, rules: tuple[str, ...]) -> Read:
    most, impossible = spec.range.doubt_above, out_of_range(value, raw, spec)
    if impossible is not None:
        return Read(None, (), impossible)
    if most is not None and value > most:
        return doubtful("unit-doubtful", title=spec.title, raw=raw, value=value, unit=spec.unit, most=most)
    return Read(value, rules)


def out_of_range(value: Decimal, raw: str, spec: FactSpec) -> Message | None:
    """Why a number is not possible for a fact, or None if it is.

    Args:
        value: the number in the unit of the vocabulary.
        raw: how it was given.
        spec: the fact.
    """
    low, high = spec.range.low, spec.range.high
    if (low is None or value >= low) and (high is None or value <= high):
        return None
    return Message("facts.out-of-range", {"title": spec.title, "raw": raw, "value": value, "unit": spec.unit,
                                          "range": _range(low, high)})


def _handy(value: Decimal) -> bool:
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(digits) <= MOST_DIGITS and (not value or -MOST_DIGITS <= value.adjusted() <= MOST_DIGITS)


def _range(low: Decimal | None, high: Decimal | None) -> str:
    if high is None:
        return f"≥ {low}"
    return f"≤ {high}" if low is None else f"{low} – {high}"


def _not_a_number(text: str, plain: str, how: Measure, word: str = "") -> Read:
    raw, title = text.strip(), how.spec.title
    if plain == "无":
        return doubtful("none-for-number", title=title, raw=raw)
    if any(c.isdigit() for c in plain):
        if _ROUGH(plain):
            return doubtful("approximate", title=title, raw=raw)
        if _RANGE(plain):
            return doubtful("number-range", title=title, raw=raw)
    if word:
        return doubtful("counts-other", title=title, raw=raw[:60], read=word[:60], unit=how.spec.unit)
    return doubtful("not-a-number", title=title, raw=raw[:60], unit=how.spec.unit)
