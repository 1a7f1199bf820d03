"""What a ruleset says of time: by when, how often, and against which year growth is held."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from scilit_rules.language.library import load_plan
from scilit_rules.model.condition import All, Comparison, Condition
from scilit_rules.model.obligation import DayOfYear, Schedule
from scilit_rules.model.operators import Growth
from scilit_rules.model.words import Against, ScheduleKind, Term
from tests.language.made import make_rulesets

END = date(2020, 12, 31)


@pytest.mark.parametrize("written, expected", [
    ("during: organisation", Schedule(ScheduleKind.DURING, END, 2016, 2020, starts=date(2016, 12, 31))),
    ("during: ongoing", Schedule(ScheduleKind.DURING, END, 2016, 2020, starts=date(2017, 12, 31))),
    ("yearly: true", Schedule(ScheduleKind.YEARLY, END, 2017, 2020)),
    ("yearly: {first: 2016}", Schedule(ScheduleKind.YEARLY, END, 2016, 2020)),
    ("yearly: {by: 03-31}", Schedule(ScheduleKind.YEARLY, END, 2017, 2020, day=DayOfYear(3, 31))),
    ("yearly: {first: 2018, by: 06-30}", Schedule(ScheduleKind.YEARLY, END, 2018, 2020, day=DayOfYear(6, 30))),
    ("every: {years: 2}", Schedule(ScheduleKind.EVERY, END, 2018, 2020, 2)),
    ("every: {years: 2, first: 2017}", Schedule(ScheduleKind.EVERY, END, 2017, 2020, 2)),
    ("every: {years: 4}", Schedule(ScheduleKind.EVERY, END, 2020, 2020, 4)),
    ("every: quarter", Schedule(ScheduleKind.EVERY, END, 2017, 2020, term=Term.QUARTER)),
    ("every: {term: half_year, first: 2018}", Schedule(ScheduleKind.EVERY, END, 2018, 2020, term=Term.HALF_YEAR)),
    ("every: school_year", Schedule(ScheduleKind.EVERY, END, 2017, 2020, term=Term.SCHOOL_YEAR)),
])
def test_what_is_said_of_time(tmp_path: Path, written: str, expected: Schedule) -> None:
    fault = {"edit": [{"file": "demo/obligations/goals.yaml", "find": "in: 2018", "put": written}]}
    assert load_plan("demo", [make_rulesets(tmp_path, fault)]).obligations["culture"].schedule == expected


def test_a_plan_without_a_date_of_issue_counts_from_the_end_of_its_first_year(tmp_path: Path) -> None:
    edits = [{"file": "demo/plan.yaml", "find": ", issued: 2016-03-01", "put": ""},
             {"file": "demo/obligations/goals.yaml", "find": "in: 2018", "put": "during: organisation"}]
    plan = load_plan("demo", [make_rulesets(tmp_path, {"edit": edits})])
    assert plan.timeline.assumed
    assert plan.obligations["culture"].schedule.starts == date(2017, 6, 30)


RATE = "literacy.rate"
SINCE_2015, TWICE = Growth(Against.SINCE_BASE, 2015), Growth(Against.TWO_YEARS)


@pytest.mark.parametrize("written, expected", [
    ("rising: since_base", Comparison(RATE, "rising", SINCE_2015)),
    ("falling: since_base", Comparison(RATE, "falling", SINCE_2015)),
    ("rising: year_on_year", Comparison(RATE, "rising", Growth())),
    ("not_falling: {since: 2018}", Comparison(RATE, "not_falling", Growth(Against.SINCE_BASE, 2018))),
    ("not_rising: since_base", Comparison(RATE, "not_rising", SINCE_2015)),
    ("rising: steadily", All((Comparison(RATE, "rising", SINCE_2015), Comparison(RATE, "not_falling", TWICE)))),
    ("falling: steadily", All((Comparison(RATE, "falling", SINCE_2015), Comparison(RATE, "not_rising", TWICE)))),
])
def test_what_growth_is_held_against(tmp_path: Path, written: str, expected: Condition) -> None:
    fault = {"edit": [{"file": "demo/obligations/goals.yaml", "find": "above: 10.5", "put": written}]}
    assert load_plan("demo", [make_rulesets(tmp_path, fault)]).obligations["literacy-rate"].require == expected


def test_the_base_year_is_the_one_before_the_plan_unless_it_tells_another(tmp_path: Path) -> None:
    edits = [{"file": "demo/obligations/goals.yaml", "find": "above: 10.5", "put": "rising: since_base"},
             {"file": "demo/plan.yaml", "find": "years: [2016, 2020]", "put": "years: [2016, 2020]\nbase: 2013"}]
    plan = load_plan("demo", [make_rulesets(tmp_path, {"edit": edits})])
    assert (plan.base, plan.timeline.base, plan.earliest_year) == (2013, 2013, 2013)
    assert plan.obligations["literacy-rate"].require == Comparison(RATE, "rising", Growth(Against.SINCE_BASE, 2013))
