"""What gaps cost, by one rule for everything that adds up money."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from scilit_rules.model.finding import Gap
from scilit_rules.model.vocabulary import Vocabulary
from scilit_rules.model.words import DerivationKind

_YUAN = "元"


class Shortfall(NamedTuple):
    """Money that one fund lacks in one year.

    Args:
        fund: the name of the fact that is paid.
        year: the year it is asked of.
        money: how much, in yuan.
    """

    fund: str
    year: str
    money: Decimal


def money_of(gap: Gap | None) -> Decimal | None:
    """What a gap costs in yuan: of a sum per head the whole amount, of an amount the gap itself; None if unknown."""
    if gap is None:
        return None
    money = gap.money if gap.money is not None else gap.amount if gap.unit == _YUAN else None
    return money if money is not None and money.is_finite() else None


def shortfall(fact: str, period: str, money: Decimal, vocabulary: Vocabulary) -> Shortfall:
    """What is lacking, by the fund that is paid: of funds per head the funds.

    Args:
        fact: the fact that falls short.
        period: the period that was judged; of several years the last counts.
        money: how much, in yuan.
        vocabulary: tells what the fact is computed from.
    """
    spec = vocabulary.get(fact)
    if spec is not None and spec.derive is not None and spec.derive.kind is DerivationKind.RATIO:
        fact = spec.derive.parts[0]
    return Shortfall(fact, last_year(period), money)


def together(shortfalls: Iterable[Shortfall]) -> Decimal:
    """All that is lacking; of several demands on one fund in one year the greatest counts, for it serves the others."""
    greatest: dict[tuple[str, str], Decimal] = {}
    for fund, year, money in shortfalls:
        greatest[fund, year] = max(greatest.get((fund, year), money), money)
    return sum(greatest.values(), Decimal(0))


def last_year(period: str) -> str:
    """The last year of a period such as ``2020``, ``2016-2020`` or ``2020-12-31``."""
    last = period.rpartition("-")[2]
    return last if len(last) == len("2020") else period[: len("2020")]
