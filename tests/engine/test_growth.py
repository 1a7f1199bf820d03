"""What grows, narrows or goes on steadily: against which year, and which year's value is wanted where one is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from random import Random
from typing import Optional

import pytest

from scilit_rules.engine.durable import DurableEngine
from scilit_rules.engine.judge import Judge
from scilit_rules.engine.selection import ConfirmedEngine
from scilit_rules.messages import say
from scilit_rules.model.condition import All, Comparison, Condition
from scilit_rules.model.fact import Doubt, Fact, Period
from scilit_rules.model.finding import Finding
from scilit_rules.model.operators import Growth
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.words import Against, Reason, ScheduleKind, Status
from tests.engine.made import YEARLY, book, judged, obligation, one, plan, schedule

MET, UNMET, UNKNOWN = Status.MET, Status.UNMET, Status.UNKNOWN
FACT = "funding.paid_in"
BASE, BEFORE, TWICE = Growth(Against.SINCE_BASE, 2015), Growth(Against.YEAR_ON_YEAR), Growth(Against.TWO_YEARS)
STEADILY = {
    "rising": All((Comparison(FACT, "rising", BASE), Comparison(FACT, "not_falling", TWICE))),
    "falling": All((Comparison(FACT, "falling", BASE), Comparison(FACT, "not_rising", TWICE))),
}
Series = Mapping[int, Optional[int]]


def facts(series: Series) -> list[Fact]:
    return [Fact("zibo.zhangdian", FACT, Period(year), Decimal(value)) for year, value in series.items()
            if value is not None]


def found(condition: Condition, series: Series, as_of: date = date(2020, 12, 31)) -> Finding:
    return one(obligation(require=condition), *facts(series), as_of=as_of)


# The last two years alone would judge the first four the other way round.
SINCE_BASE = [
    ("rising", {2015: 10, 2019: 8, 2020: 9}, UNMET),
    ("rising", {2015: 10, 2019: 20, 2020: 19}, MET),
    ("falling", {2015: 10, 2019: 20, 2020: 19}, UNMET),
    ("falling", {2015: 10, 2019: 8, 2020: 9}, MET),
    ("rising", {2015: 10, 2020: 10}, UNMET),
    ("not_falling", {2015: 10, 2020: 10}, MET),
    ("not_falling", {2015: 10, 2020: 9}, UNMET),
    ("not_rising", {2015: 10, 2020: 10}, MET),
    ("not_rising", {2015: 10, 2020: 11}, UNMET),
    ("rising", {2015: 10, 2018: 11}, MET),
    ("rising", {2015: 0, 2020: 1}, MET),
    ("rising", {2014: 10, 2020: 11}, UNKNOWN),
    ("rising", {2015: 10}, UNKNOWN),
    ("rising", {2020: 11}, UNKNOWN),
    ("rising", {2015: 10, 2021: 11}, UNKNOWN),
]


@pytest.mark.parametrize(("operator", "series", "status"), SINCE_BASE)
def test_since_the_base_year(operator: str, series: Series, status: Status) -> None:
    assert found(Comparison(FACT, operator, BASE), series).status is status


@pytest.mark.parametrize(("operator", "series", "status"), [
    ("rising", {2015: 10, 2019: 8, 2020: 9}, MET),
    ("rising", {2015: 10, 2019: 9, 2020: 9}, UNMET),
    ("falling", {2015: 10, 2019: 20, 2020: 19}, MET),
    ("not_rising", {2019: 20, 2020: 20}, MET),
    ("rising", {2015: 10, 2020: 11}, UNKNOWN),
])
def test_on_the_year_before(operator: str, series: Series, status: Status) -> None:
    assert found(Comparison(FACT, operator, BEFORE), series).status is status


@pytest.mark.parametrize(("way", "series", "status"), [
    ("rising", {2015: 10, 2018: 12, 2019: 13, 2020: 14}, MET),
    ("rising", {2015: 10, 2018: 14, 2019: 12, 2020: 13}, MET),
    ("rising", {2015: 10, 2018: 12, 2019: 14, 2020: 13}, MET),
    ("rising", {2015: 10, 2018: 14, 2019: 13, 2020: 12}, UNMET),
    ("rising", {2015: 10, 2018: 14, 2019: 13, 2020: 13}, MET),
    ("rising", {2015: 10, 2018: 8, 2019: 9, 2020: 10}, UNMET),
    ("rising", {2015: 10, 2018: 9, 2019: 8, 2020: 11}, MET),
    ("rising", {2015: 10, 2019: 10, 2020: 11}, MET),
    ("rising", {2015: 10, 2019: 13, 2020: 12}, UNKNOWN),
    ("rising", {2015: 10, 2018: 14, 2020: 12}, UNKNOWN),
    ("rising", {2015: 10, 2020: 9}, UNMET),
    ("rising", {2018: 14, 2019: 13, 2020: 12}, UNMET),
    ("rising", {2018: 12, 2019: 13, 2020: 14}, UNKNOWN),
    ("rising", {2015: 10, 2016: 11}, MET),
    ("falling", {2015: 10, 2018: 6, 2019: 5, 2020: 4}, MET),
    ("falling", {2015: 10, 2018: 4, 2019: 5, 2020: 6}, UNMET),
    ("falling", {2015: 10, 2018: 4, 2019: 6, 2020: 5}, MET),
    ("falling", {2015: 10, 2018: 12, 2019: 11, 2020: 10}, UNMET),
])
def test_steadily_is_above_the_base_and_never_the_wrong_way_twice(way: str, series: Series, status: Status) -> None:
    assert found(STEADILY[way], series).status is status


@pytest.mark.parametrize(("condition", "series", "year"), [
    (Comparison(FACT, "rising", BASE), {2020: 11}, 2015),
    (Comparison(FACT, "rising", BASE), {2015: 11}, 2020),
    (Comparison(FACT, "rising", BEFORE), {2020: 11}, 2019),
    (STEADILY["rising"], {2015: 10, 2019: 13, 2020: 12}, 2018),
    (STEADILY["rising"], {2015: 10, 2020: 12}, 2019),
])
def test_the_year_is_named_of_which_a_value_is_wanted(condition: Condition, series: Series, year: int) -> None:
    finding = found(condition, series)
    (check,) = (check for check in finding.checks if check.truth is None)
    assert (finding.reason, finding.wanted) == (Reason.MISSING, (FACT,))
    assert check.message is not None
    assert f"没有{year}年的数据" in say(check.message, "zh") and f"no data of {year}" in say(check.message, "en")


def test_growth_before_it_is_due_is_not_due_and_held_when_it_holds() -> None:
    rising = Comparison(FACT, "rising", BASE)
    day = date(2018, 12, 31)
    statuses = [found(rising, series, day).status for series in ({2015: 10, 2018: 9}, {2015: 10, 2018: 11}, {2018: 9})]
    assert statuses == [Status.NOT_DUE, MET, Status.NOT_DUE]


def test_funds_that_grow_each_year_are_judged_each_year() -> None:
    asked = obligation(require=Comparison(FACT, "rising", BEFORE), schedule=schedule(ScheduleKind.YEARLY, first=2017))
    series = {2016: 10, 2017: 11, 2018: 11, 2020: 12}
    assert [one.status for one in judged(plan(asked), *facts(series)).values()] == [MET, UNMET, UNKNOWN, UNKNOWN]


def test_a_plan_of_a_program_that_says_true_means_the_year_before() -> None:
    assert found(Comparison(FACT, "rising", True), {2015: 10, 2019: 8, 2020: 9}).status is MET


def expected(way: str, series: Series, year: int) -> bool | None:
    """The meaning of ``steadily``, written down once more without engines: by trying all that is not known."""
    years = [2015, year - 2, year - 1, year]
    open_years = sorted({one for one in years if series.get(one) is None})
    results = set()
    for values in product(range(-1, 6), repeat=len(open_years)):
        known = {**series, **dict(zip(open_years, values, strict=True))}
        now, before, earlier, base = (known[one] for one in (year, year - 1, year - 2, 2015))
        assert now is not None and before is not None and earlier is not None and base is not None
        if way == "falling":
            now, before, earlier, base = -now, -before, -earlier, -base
        results.add(now > base and not now < before < earlier)
    return results.pop() if len(results) == 1 else None


@pytest.mark.skipif(DurableEngine().available() is not None, reason="durable_rules is not installed")
def test_both_engines_agree_with_the_meaning_on_all_short_series() -> None:
    asked = {way: obligation(way, require=condition) for way, condition in STEADILY.items()}
    made = plan(*asked.values())
    judge = Judge(made, ConfirmedEngine(DurableEngine()), date(2020, 12, 31))
    pick, tried = Random(7), 0
    for values in product([None, 0, 1, 2, 3], [None, 0, 1, 2, 3], [None, 0, 1, 2, 3], [0, 1, 2, 3]):
        if pick.random() < 0.5:
            continue
        series = dict(zip((2015, 2018, 2019, 2020), values, strict=True))
        tried += 1
        for finding in judge.findings(made.register["zibo.zhangdian"], book(made, *facts(series))):
            truth = {MET: True, UNMET: False, UNKNOWN: None}[finding.status]
            told = expected(finding.obligation, series, 2020)
            # What only all values together would show is left open: a doubt, and never a wrong verdict.
            assert truth is told or truth is None, (finding.obligation, series)
    assert tried > 200


@pytest.mark.parametrize("way", ["rising", "falling", "not_falling", "not_rising"])
def test_a_year_is_never_judged_by_a_later_one_that_growth_is_counted_from(way: str) -> None:
    asked = obligation(require=Comparison(FACT, way, Growth(Against.SINCE_BASE, 2017)), schedule=YEARLY)
    findings = judged(plan(asked), *facts({2015: 10, 2016: 10, 2017: 9, 2018: 11, 2020: 12})).values()
    assert [finding.status for finding in findings][:2] == [UNKNOWN, UNKNOWN]
    assert all(finding.status is not UNKNOWN for finding in findings if finding.period in ("2018", "2020"))


def test_a_base_year_without_data_is_missing_whatever_an_earlier_year_left_behind() -> None:
    asked = obligation(require=Comparison("population.resident", "rising", BASE))
    now, cell = Fact("zibo.zhangdian", "population.resident", Period(2020), Decimal(9)), Place("a.csv", line=3)
    torn = [Fact("zibo.zhangdian", "population.resident", Period(2014), Decimal(value)) for value in (3, 4)]
    unread = Doubt("zibo.zhangdian", "population.resident", Period(2014), Reason.AMBIGUOUS, Message("engine.partly"), (cell,))
    undated = replace(unread, period=None)
    reasons = [one(asked, now, *torn).reason, one(asked, now, doubts=[unread]).reason,
               one(asked, now, doubts=[undated]).reason]
    assert reasons == [Reason.MISSING, Reason.MISSING, Reason.AMBIGUOUS]


def test_yearly_slots_of_growth_do_not_look_past_their_year() -> None:
    asked = obligation(require=Comparison(FACT, "rising", BASE), schedule=YEARLY)
    series = {2015: 10, 2016: 9, 2017: 11, 2020: 12}
    statuses = [finding.status for finding in judged(plan(asked), *facts(series)).values()]
    assert statuses == [UNMET, MET, UNKNOWN, UNKNOWN, MET]
