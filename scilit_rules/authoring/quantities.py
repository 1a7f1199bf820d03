"""The numbers of a text: shares, amounts, counts, years and frequencies, and whether an obligation holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from scilit_rules.authoring.sentences import blanked, said_until
from scilit_rules.authoring.text import normalise
from scilit_rules.model.condition import Comparison, leaves
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.operators import Growth, Tolerance, Years
from scilit_rules.model.words import ScheduleKind

_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "半": 0}
_UNITS = ("个百分点|课时|小时|学时|平方米|公里|人次|户次|m2|个|次|名|人|场|家|所|支|项|期|种|处|座|辆|天|日|岁|户|村|"
          "校|件|篇|部|台|条|倍|亩|册|幅|块|套|届")
# No number is longer, and without an end each of a million digits would be tried as the beginning of one.
_HAN = "[一二两三四五六七八九十百千]{1,12}"
_FOUND = re.compile(
    rf"(?P<years>(?P<first>(?:19|20)\d\d)年?-(?P<last>(?:19|20)\d\d)年)"
    rf"|(?P<date>(?P<dy>(?:19|20)\d\d)年(?P<dm>\d{{1,2}})月(?P<dd>\d{{1,2}})日)"
    rf"|(?P<day>(?P<m>\d{{1,2}})月(?P<d>\d{{1,2}})日)"
    rf"|(?P<year>(?P<y>(?:19|20)\d\d)年)"
    rf"|(?P<often>每(?P<step>半|\d{{1,20}}|{_HAN})?个?(?P<unit>年|季度|季|月|周|日))"
    rf"|(?P<share>(?P<s>\d{{1,20}}(?:\.\d{{1,20}})?)%|百分之(?P<sh>{_HAN}))"
    rf"|(?P<half>一半|半数)"
    rf"|(?P<amount>(?P<a>\d{{1,20}}(?:\.\d{{1,20}})?)(?P<am>[百千万亿]{{0,4}})元)"
    rf"|(?P<count>(?P<c>\d{{1,20}}(?:\.\d{{1,20}})?)(?P<cm>[百千万亿]{{0,4}})[余多]?(?:{_UNITS}))"
    rf"|(?P<han>(?<!第)(?P<h>{_HAN})(?:个百分点|课时|小时|学时|次|场|个|所|名|家|座|项|支|期|天|倍))")
_AROUND = 12
_TIMING = ("date", "day", "year", "years", "often")
_TIMES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ONE_OF_MANY = re.compile(r"一(?:个|所|名|家|座|项|支|期|天|场)$")
_ONCE_EACH = re.compile(r"每[^,;。]{0,8}$")
_STRICTNESS = (
    (re.compile(r"(?:不超过|不高于|不多于|不大于)$"), "at_most"),
    (re.compile(r"(?:不低于|不少于|不小于|至少|达到|达)$"), "at_least"),
    (re.compile(r"(?:超过|高于|多于|大于)$"), "above"),
    (re.compile(r"(?:低于|少于|小于)$"), "below"),
)


class Quantity(NamedTuple):
    """A number that a text states.

    Args:
        kind: ``share``, ``half``, ``amount``, ``count``, ``date``, ``day``, ``year``, ``years`` or ``often``.
        text: the words, normalised.
        start: their offset in the normalised text of the clause.
        end: the offset behind them.
        values: the number in the unit of facts (percent, yuan, pieces); the year or the years; year, month and day, or
            month and day alone; the step in years.
        operator: the operator that the words before or behind it stand for, or empty.
    """

    kind: str
    text: str
    start: int
    end: int
    values: tuple[Decimal, ...]
    operator: str = ""


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of a clause, in order; those in titles, quotations and brackets don't count.

    Args:
        text: the normalised text of the clause.
    """
    said = blanked(text[: said_until(text)])
    return tuple(_quantities(said))


def _quantities(said: str) -> Iterator[Quantity]:
    for found in _FOUND.finditer(said):
        kind = next(kind for kind in _READ if found[kind])
        before = said[max(found.start() - _AROUND, 0) : found.start()]
        if _ONE_OF_MANY.match(found[0]) or (found[0] == "一次" and _ONCE_EACH.search(before)):
            continue
        values = _READ[kind](found)
        yield Quantity("count" if kind == "han" else kind, found[0], found.start(), found.end(), values,
                       _operator(before, said[found.end() : found.end() + _AROUND]))


def _operator(before: str, behind: str) -> str:
    for ending, operator in _STRICTNESS:
        if ending.search(before):
            return operator
    if behind.startswith(("以上", "及以上")):
        return "at_least"
    return "at_most" if behind.startswith(("以下", "以内")) else ""


_READ: dict[str, Callable[[re.Match[str]], tuple[Decimal, ...]]] = {
    "years": lambda found: (Decimal(found["first"]), Decimal(found["last"])),
    "date": lambda found: (Decimal(found["dy"]), Decimal(found["dm"]), Decimal(found["dd"])),
    "day": lambda found: (Decimal(found["m"]), Decimal(found["d"])),
    "year": lambda found: (Decimal(found["y"]),),
    "often": lambda found: (_step(found["step"], found["unit"]),),
    "share": lambda found: (Decimal(found["s"]) if found["s"] else _han(found["sh"]),),
    "half": lambda found: (Decimal(50),),
    "amount": lambda found: (Decimal(found["a"]) * _times(found["am"]),),
    "count": lambda found: (Decimal(found["c"]) * _times(found["cm"]),),
    "han": lambda found: (_han(found["h"]),),
}


def _times(signs: str) -> int:
    product = 1
    for sign in signs:
        product *= _TIMES[sign]
    return product


def _step(number: str | None, unit: str) -> Decimal:
    if unit != "年" or number == "半":
        return Decimal(0)
    return Decimal(1) if not number else Decimal(number) if number.isdigit() else _han(number)


def _han(text: str) -> Decimal:
    total = digit = 0
    for sign in text:
        if sign in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return Decimal(total + digit)


def holds(obligation: Obligation, quantity: Quantity, touched: bool) -> bool:
    """Whether an obligation holds a number: in its requirement, its schedule, its note or its phrase.

    A phrase holds a number only where the requirement has no number of its own that could contradict it. It never
    holds a full date, for an obligation can be given that very date.

    Args:
        obligation: an obligation of the clause.
        quantity: the number.
        touched: whether the obligation's phrase stands on the number.
    """
    if _noted(obligation, quantity):
        return True
    if quantity.kind in ("date", "day"):
        dates = named_dates(obligation)
        wanted = tuple(map(int, quantity.values))
        same = any((day.year, day.month, day.day)[-len(wanted):] == wanted for day in dates)
        return same or (quantity.kind == "day" and touched and not dates)
    if quantity.kind in _TIMING:
        return touched or _scheduled(obligation, quantity)
    bounds = [value for leaf in _comparisons(obligation) for value in _numbers(leaf)]
    return quantity.values[0] in bounds or (touched and not bounds)


def contradicting(obligation: Obligation, quantity: Quantity) -> str:
    """The operator by which an obligation compares with a number, where the words beside the number mean another.

    Returns:
        the operator in the ruleset, or empty where it agrees, is explained in the note, or does not use the number.
    """
    if not quantity.operator or obligation.note is not None or quantity.kind in _TIMING:
        return ""
    used = [leaf.operator for leaf in _comparisons(obligation) if quantity.values[0] in _numbers(leaf)]
    return "" if not used or quantity.operator in used else used[0]


def named_dates(obligation: Obligation) -> tuple[date, ...]:
    """The very days that an obligation names: its deadline, and the dates that it asks for."""
    schedule = obligation.schedule
    due = (schedule.due,) if schedule.kind in (ScheduleKind.BY, ScheduleKind.IN) else ()
    return (*due, *(leaf.bound for leaf in _comparisons(obligation) if isinstance(leaf.bound, date)))


def _noted(obligation: Obligation, quantity: Quantity) -> bool:
    return obligation.note is not None and quantity.text in normalise(obligation.note.zh)


def _scheduled(obligation: Obligation, quantity: Quantity) -> bool:
    schedule, years = obligation.schedule, tuple(int(value) for value in quantity.values)
    if quantity.kind == "often":
        repeats = schedule.kind in (ScheduleKind.YEARLY, ScheduleKind.EVERY)
        return repeats and schedule.step == years[0]
    named = {schedule.due.year}
    for leaf in _comparisons(obligation):
        if isinstance(leaf.bound, Years):
            named |= {leaf.bound.first, leaf.bound.last}
        elif isinstance(leaf.bound, Growth) and leaf.bound.base is not None:
            named.add(leaf.bound.base)
        elif leaf.spec.bound.value == "date":
            named.add(int(str(leaf.bound)[:4]))
    return years[-1] in named or (len(years) == 2 and years == (schedule.first, schedule.last))


def _comparisons(obligation: Obligation) -> list[Comparison]:
    conditions = [part for part in (obligation.require, obligation.when) if part is not None]
    return [leaf for part in conditions for leaf in leaves(part) if isinstance(leaf, Comparison)]


def _numbers(leaf: Comparison) -> tuple[Decimal, ...]:
    if isinstance(leaf.bound, Tolerance):
        return (leaf.bound.value,)
    return (leaf.bound,) if isinstance(leaf.bound, Decimal) else ()
