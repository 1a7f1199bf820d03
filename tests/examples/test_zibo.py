"""The example returns show the whole range of what a check can find, each at the place that the README promises."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import scilit_rules as sr
from scilit_rules.messages import say
from scilit_rules.model.finding import Finding
from scilit_rules.model.waiver import WaiverState
from scilit_rules.plugins.manager import Plugins, installed_entries

ZIBO = Path(__file__).resolve().parents[2] / "examples" / "zibo"


@cache
def report(as_of: date = date(2020, 12, 31)) -> sr.Report:
    plugins = Plugins(installed_entries(built_in=True))
    return sr.check("zibo-2016-2020", [ZIBO / "returns"], as_of=as_of, waivers=ZIBO / "waivers.yaml",
                    engine="reference", plugins=plugins)


def finding(id: str) -> Finding:
    return next(item for item in report().findings if item.id == id)


def test_every_subject_of_the_city_is_judged() -> None:
    assert len(report().subjects) == 12
    assert {item.subject for item in report().findings} == {subject.id for subject in report().subjects}


def test_every_status_reason_and_severity_occurs_but_no_error() -> None:
    found = report().findings
    assert {item.status for item in found} | {sr.Status.NOT_DUE, sr.Status.NOT_APPLICABLE, sr.Status.ERROR} == set(
        sr.Status
    )
    assert sr.Status.ERROR not in {item.status for item in found}
    assert {item.reason for item in found if item.reason} == set(sr.Reason)
    assert {item.severity for item in found if item.severity} == set(sr.Severity)
    assert report().exit_code() is sr.ExitCode.VIOLATIONS


def test_the_data_itself_gives_no_problem_that_hides_something() -> None:
    assert [problem for problem in report().problems if problem.level != "info"] == []


def test_a_year_earlier_much_is_not_due() -> None:
    counts = report(date(2019, 12, 31)).counts
    assert counts[sr.Status.NOT_DUE] > 50
    assert counts[sr.Status.ERROR] == 0


def test_zhangdian_is_in_good_order() -> None:
    statuses = {item.status for item in report().findings if item.subject == "zibo.zhangdian"}
    assert statuses == {sr.Status.MET}


def test_exactly_one_yuan_is_one_yuan_a_year_but_does_not_exceed_one_yuan() -> None:
    assert finding("zibo.zichuan/funding-per-capita/2020").status is sr.Status.MET
    special = finding("zibo.zichuan/special-funding-per-capita/2020")
    assert special.status is sr.Status.UNMET
    assert special.checks[0].actual == Decimal(1)
    assert special.gap is not None
    assert special.gap.more_than
    assert special.disposition is sr.Disposition.WAIVED


def test_four_thousandths_short_is_short_and_says_the_money() -> None:
    special = finding("zibo.zhoucun/special-funding-per-capita/2020")
    assert special.status is sr.Status.UNMET
    assert str(special.checks[0].actual).startswith("0.99600")
    assert special.gap is not None
    assert special.gap.money == 407016 - 405388


def test_two_files_that_disagree_are_both_named() -> None:
    disputed = finding("zibo.boshan/funding-per-capita/2019")
    assert (disputed.status, disputed.reason) == (sr.Status.UNKNOWN, sr.Reason.CONFLICTING)
    assert {Path(place.source).name for place in disputed.places} >= {"博山区.csv", "市财政局-科普经费到位情况.xlsx"}


@pytest.mark.parametrize(
    ("id", "raw"),
    [
        ("zibo.boshan/special-funding-per-capita/2020", "约40万元"),
        ("zibo.yiyuan/special-funding-per-capita/2020", "5150580000"),
        ("zibo.yiyuan/local-plan/2016", "2022526"),
    ],
)
def test_what_can_be_read_two_ways_is_doubted_not_guessed(id: str, raw: str) -> None:
    doubted = finding(id)
    assert (doubted.status, doubted.reason) == (sr.Status.UNKNOWN, sr.Reason.AMBIGUOUS)
    assert any(check.message is not None and raw in say(check.message, "zh") for check in doubted.checks)


def test_a_count_of_departments_three_years_old_is_stale() -> None:
    (plans,) = [item for item in report().findings if item.subject == "zibo.jingkai" and item.obligation == "department-plans"]
    assert plans.reason is sr.Reason.STALE


def test_zones_are_not_held_to_what_the_text_asks_of_cities_and_counties() -> None:
    held = {item.subject for item in report().findings if item.obligation == "special-funding-per-capita"}
    assert {"zibo", "zibo.zhangdian", "zibo.yiyuan"} < held
    assert held.isdisjoint({"zibo.gaoxin", "zibo.jingkai", "zibo.wenchanghu"})


def test_a_reviewers_mark_overrides_the_reporters_word() -> None:
    reviewed = finding("zibo/long-term-mechanisms/2020")
    assert reviewed.status is sr.Status.UNMET
    assert reviewed.attested is not None
    assert (reviewed.attested.claim, reviewed.attested.mark) == (sr.Claim.DONE, sr.Claim.PARTLY)


def test_done_without_evidence_is_to_be_reviewed() -> None:
    assert finding("zibo/communication-reach/2020").status is sr.Status.NEEDS_REVIEW


def test_an_almost_empty_return_leaves_almost_everything_unknown() -> None:
    found = [item for item in report().findings if item.subject == "zibo.wenchanghu"]
    assert sum(item.status is sr.Status.UNKNOWN for item in found) >= len(found) - 2


def test_consequences_follow_from_findings() -> None:
    held = {(item.subject, item.consequence) for item in report().conclusions}
    assert ("zibo.yiyuan", "organisation-absent") in held
    assert ("zibo.wenchanghu", "basics-not-reported") in held


def test_waivers_stand_as_their_dates_say() -> None:
    assert {use.waiver.id: use.state for use in report().waivers} == {
        "z-2020-01": WaiverState.ACTIVE, "z-2019-04": WaiverState.EXPIRED, "z-2020-02": WaiverState.UNUSED,
    }


def test_populations_are_those_of_the_census() -> None:
    census = {
        "zhangdian": 1272967, "zichuan": 646685, "boshan": 410643, "linzi": 649160, "zhoucun": 407016,
        "huantai": 489479, "gaoqing": 313130, "yiyuan": 515058,
    }
    found = {
        fact.subject.removeprefix("zibo."): fact.value
        for item in report().findings for check in item.checks for fact in check.facts for fact in
        (fact, *fact.derived_from)
        if fact.name == "population.resident" and fact.period.year == 2020
    }
    assert {key: value for key, value in found.items() if key in census} == census
    assert found["zibo"] == sum(census.values())
