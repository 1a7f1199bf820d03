"""Values around a threshold, as an official would write them, and what a comparison means for each.

The meaning is written down here once more, apart from the engines, so that cases made of these values test them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from scilit_rules.model.condition import Comparison, Truth, any_of
from scilit_rules.model.operators import Growth, Reads, Tolerance, Years
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Against, FactType

YES, NO = "是", "否"
UNREADABLE = "情况不详"
_WAYS = (("just-below", -1), ("at", 0), ("just-above", 1))
_DAYS = (("day-before", -1), ("at", 0), ("day-after", 1))
_CHANGES = (("fallen", -1), ("unchanged", 0), ("risen", 1))
# Of the value two years ago and of that one year ago: how far above the newest one.
_TWO_YEARS = (("fallen-twice", 2, 1), ("fallen-once", 0, 1), ("unchanged", 0, 0), ("risen-twice", -2, -1))


class Sample(NamedTuple):
    """One value to try.

    Args:
        label: what it is, such as ``at`` or ``just-above``.
        value: a number, date, flag or text.
        year: the year that it is of.
        past: where a comparison looks at a change, the values of earlier years.
    """

    label: str
    value: Decimal | bool | date | str
    year: int = 0
    past: Mapping[int, Decimal] = {}


def written(value: Decimal | bool | date | str, spec: FactSpec) -> str:
    """A value as an official would write it; a share with its sign, because a bare 0.5 could be a half."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        return format(value, "f") + ("%" if spec.unit == "%" else "")
    return str(value)


MEANINGS: Mapping[str, Callable[[Any, Any, Any], bool]] = {
    "is": lambda value, bound, _: value is bound,
    "above": lambda value, bound, _: value > bound,
    "at_least": lambda value, bound, _: value >= bound,
    "below": lambda value, bound, _: value < bound,
    "at_most": lambda value, bound, _: value <= bound,
    "equals": lambda value, bound, _: value == bound,
    "one_of": lambda value, bound, _: value in bound,
    "about": lambda value, bound, _: abs(value - bound.value) <= bound.within,
    "present": lambda value, bound, _: True,
    "on_or_before": lambda value, bound, _: value <= bound,
    "within_years": lambda value, bound, _: bound.first <= value.year <= bound.last,
    "rising": lambda value, bound, past: value > past,
    "falling": lambda value, bound, past: value < past,
    "not_falling": lambda value, bound, past: value >= past,
    "not_rising": lambda value, bound, past: value <= past,
}
"""Whether a value satisfies each operator; the arguments are the value, the bound and the value of an earlier year."""


def holds(comparison: Comparison, sample: Sample) -> Truth:
    """Whether a comparison holds on a value; unknown where it looks at a year of which nothing is said."""
    meaning = MEANINGS[comparison.operator]
    if comparison.spec.reads is not Reads.CHANGE:
        return meaning(sample.value, comparison.bound, None)
    growth, year = comparison.growth, sample.year
    if growth.against is Against.TWO_YEARS:
        values = (sample.value, sample.past.get(year - 1), sample.past.get(year - 2))
        steps = ((values[0], values[1]), (values[1], values[2]))
        return any_of(None if None in step else meaning(step[0], None, step[1]) for step in steps)
    earlier = year - 1 if growth.base is None else growth.base
    past = sample.past.get(earlier)
    return None if past is None or earlier >= year else meaning(sample.value, None, past)


def samples(comparison: Comparison, spec: FactSpec, year: int) -> tuple[Sample, ...]:
    """Values on both sides of the bound of a comparison, of those that its fact can have.

    Args:
        comparison: the comparison.
        spec: its fact.
        year: the year that the values are of.
    """
    changing = comparison.spec.reads is Reads.CHANGE
    found = _changed(comparison, spec, year) if changing else _around(comparison, spec)
    return tuple(one for one in found if all(_possible(value, spec) for value in (one.value, *one.past.values())))


def _changed(comparison: Comparison, spec: FactSpec, year: int) -> Iterator[Sample]:
    """Values that have changed, or not, since the year that they are held against.

    The other years are told too, so that what else is asked of the same fact can be decided.
    """
    middle, growth = _middle(spec), comparison.growth
    if growth.against is Against.TWO_YEARS:
        wrong = 1 if comparison.upward else -1
        for label, earlier, before in _TWO_YEARS:
            past = {year - 2: _next(middle, wrong * earlier, spec), year - 1: _next(middle, wrong * before, spec)}
            yield Sample(_mirrored(label, wrong), middle, year, past)
        return
    held_against = year - 1 if growth.base is None else growth.base
    for label, way in _CHANGES:
        value = _next(middle, way, spec)
        yield Sample(label, value, year, {year - 2: value, year - 1: value, held_against: middle})


def _mirrored(label: str, wrong: int) -> str:
    ways = {"fallen": "risen", "risen": "fallen"}
    way, _, times = label.partition("-")
    return label if wrong > 0 or way not in ways else f"{ways[way]}-{times}"


def _around(comparison: Comparison, spec: FactSpec) -> Iterator[Sample]:
    bound = comparison.bound
    if comparison.spec.reads is Reads.PRESENCE:
        yield Sample("present", _any_value(spec))
    elif isinstance(bound, bool):
        yield from (Sample("at", bound), Sample("other", not bound))
    elif isinstance(bound, Tolerance):
        for end, value in (("low-end", bound.value - bound.within), ("high-end", bound.value + bound.within)):
            yield from (Sample(_at(label, end), _next(value, way, spec)) for label, way in _WAYS)
    elif isinstance(bound, Years):
        for end, day in (("first-day", date(bound.first, 1, 1)), ("last-day", date(bound.last, 12, 31))):
            yield from (Sample(_at(label, end), day + timedelta(way)) for label, way in _DAYS)
    elif isinstance(bound, Decimal):
        yield from (Sample(label, _next(bound, way, spec)) for label, way in _WAYS)
    elif isinstance(bound, date):
        yield from (Sample(label, bound + timedelta(way)) for label, way in _DAYS)
    elif not isinstance(bound, Growth):
        texts = (bound,) if isinstance(bound, str) else bound
        yield from (Sample("at", text) for text in texts)
        yield from (Sample("other", value) for value in spec.values if value not in texts)


def _at(label: str, end: str) -> str:
    return end if label == "at" else label


def _next(bound: Decimal, way: int, spec: FactSpec) -> Decimal:
    """The nearest number that a fact can have: whole for counts, else a hundredth of the last digit written."""
    if not way:
        return bound
    exponent = int(bound.as_tuple().exponent)
    return bound + way * Decimal(1).scaleb(0 if spec.type is FactType.COUNT else min(exponent, 0) - 2)


def _middle(spec: FactSpec) -> Decimal:
    ends = [end for end in (spec.range.low, spec.range.doubt_below) if end is not None]
    low = max(ends, default=Decimal(0))
    high = spec.range.high if spec.range.doubt_above is None else spec.range.doubt_above
    return low + 10 if high is None else (low + high).quantize(Decimal(1)) / 2


def _possible(value: object, spec: FactSpec) -> bool:
    if not isinstance(value, Decimal):
        return True
    low, high = spec.range.low, spec.range.high if spec.range.doubt_above is None else spec.range.doubt_above
    small = spec.range.doubt_below is not None and 0 < value < spec.range.doubt_below
    return not small and (low is None or value >= low) and (high is None or value <= high)


def _any_value(spec: FactSpec) -> Decimal | bool | date | str:
    if spec.type.is_number:
        return _middle(spec)
    if spec.type is FactType.FLAG:
        return True
    if spec.type is FactType.DATE:
        return date(2020, 1, 1)
    return spec.values[0] if spec.values else "某项内容"
