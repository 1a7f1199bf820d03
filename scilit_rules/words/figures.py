"""How numbers are printed: plain, short, and never so short that they contradict what was decided on them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_HALF_UP, Context, Decimal

from scilit_rules.messages import area, say
from scilit_rules.model.text import Lang

_MOST_DIGITS = 100_000
_CONTEXT = Context(prec=_MOST_DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN, rounding=ROUND_HALF_UP)
_WAN = Decimal(10_000)
_ZERO = Decimal(0)


def rounded(value: Decimal, places: int = 2, against: Iterable[Decimal] = ()) -> Decimal:
    """A number rounded as far as no comparison with the bounds comes out differently.

    Args:
        value: the exact number.
        places: decimals to keep where nothing asks for more.
        against: the bounds that it was compared with.

    Returns:
        the rounded number, on the same side of each bound as the exact one, equal to a bound only if that is; zero
        only if that is zero.
    """
    if not value.is_finite():
        return value
    bounds = [bound for bound in (_ZERO, *against) if bound.is_finite()]
    while True:
        short = _quantized(value, places)
        crossed = [bound for bound in bounds if _side(short, bound) != _side(value, bound)]
        if not crossed:
            return short
        # More digits for one bound may round onto another.
        places = max(places + 1, *(_needed(value, bound) for bound in crossed))


def plain(value: Decimal, places: int = 2, against: Iterable[Decimal] = ()) -> str:
    """A number in plain decimals, thousands separated, without trailing zeros.

    Args:
        value: the exact number.
        places: decimals to keep where nothing asks for more.
        against: the bounds that the printed number must not contradict.
    """
    if not value.is_finite():
        return str(value)
    return _trimmed(rounded(value, places, against))


def exact(value: Decimal) -> str:
    """A number with all its digits, in plain decimals, thousands separated, without trailing zeros."""
    return _trimmed(value) if value.is_finite() else str(value)


def with_unit(number: str, unit: str, lang: Lang) -> str:
    """A printed number with its unit, in the reader's language."""
    if not unit or unit == "%":
        return f"{number}{unit}"
    name = unit_in_words(unit, lang)
    return f"{number}{name}" if lang == "zh" else f"{number} {name}".rstrip()


def unit_in_words(unit: str, lang: Lang) -> str:
    """The name of a unit, or the unit itself where the catalogue has no name for it."""
    entry = area("wording").get(f"wording.unit.{unit}")
    return entry.wording.en if entry and lang == "en" else unit


def money(amount: Decimal, lang: Lang) -> str:
    """An amount of yuan; in Chinese in 万元 where two decimals of that say it exactly.

    Fractions of a fen are rounded up, so that whoever pays the amount printed has paid enough.
    """
    if not amount.is_finite():
        return with_unit(str(amount), "元", lang)
    fen = amount.quantize(Decimal("0.01"), ROUND_CEILING, _CONTEXT)
    if lang == "zh" and abs(fen) >= _WAN and _CONTEXT.remainder(fen, Decimal(100)) == 0:
        return f"{exact(fen.scaleb(-4, _CONTEXT))}万元"
    return with_unit(exact(fen), "元", lang)


def points(number: str, lang: Lang) -> str:
    """A distance between two percentages."""
    return say("wording.points", lang, number=number)


def _needed(value: Decimal, bound: Decimal) -> int:
    return -(value - bound).adjusted() if value != bound else -_exponent(value)


def _side(value: Decimal, bound: Decimal) -> int:
    return (value > bound) - (value < bound)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _quantized(value: Decimal, places: int) -> Decimal:
    if -_exponent(value) <= places:
        return value
    return value.quantize(Decimal(1).scaleb(-places, _CONTEXT), ROUND_HALF_UP, _CONTEXT)


def _trimmed(value: Decimal) -> str:
    text = format(value, ",f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
