"""The example returns of a district and its streets are read without loss and show what the README promises."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import scilit_rules as sr
from scilit_rules.messages import say
from scilit_rules.model.finding import Finding
from scilit_rules.plugins.manager import Plugins, installed_entries

LIXIA = Path(__file__).resolve().parents[2] / "examples" / "lixia"
NOTHING_SENT = {f"jinan.lixia.{name}" for name in ("baotuquan", "jianzhuxincun", "dianliuxincun", "yanshan", "zhiyuan")}


@cache
def report(as_of: date = date(2025, 12, 31)) -> sr.Report:
    plugins = Plugins(installed_entries(built_in=True))
    return sr.check("lixia-2021-2025", [LIXIA / "returns"], as_of=as_of, engine="reference", plugins=plugins)


def finding(id: str) -> Finding:
    return next(item for item in report().findings if item.id == id)


def statuses(subject: str) -> list[sr.Status]:
    return [item.status for item in report().findings if item.subject == subject]


def test_the_district_and_all_its_streets_are_judged() -> None:
    assert len(report().subjects) == 14
    assert {item.subject for item in report().findings} == {subject.id for subject in report().subjects}


def test_every_status_and_severity_occurs_but_no_error() -> None:
    found = report().findings
    assert {item.status for item in found} >= {
        sr.Status.MET, sr.Status.UNMET, sr.Status.UNKNOWN, sr.Status.NEEDS_REVIEW
    }
    assert sr.Status.ERROR not in {item.status for item in found}
    assert {item.reason for item in found if item.reason} == {sr.Reason.MISSING, sr.Reason.AMBIGUOUS, sr.Reason.STALE}
    assert {item.severity for item in found if item.severity} == set(sr.Severity)
    assert report().exit_code() is sr.ExitCode.VIOLATIONS


def test_the_data_itself_gives_no_problem_that_hides_something() -> None:
    assert [problem for problem in report().problems if problem.level != "info"] == []


def test_a_year_earlier_the_goals_are_not_due() -> None:
    counts = report(date(2024, 12, 31)).counts
    assert counts[sr.Status.NOT_DUE] > 20
    assert counts[sr.Status.ERROR] == 0


def test_qianfoshan_is_in_good_order() -> None:
    assert set(statuses("jinan.lixia.qianfoshan")) == {sr.Status.MET}


def test_longdong_has_filled_in_next_to_nothing() -> None:
    found = statuses("jinan.lixia.longdong")
    assert found.count(sr.Status.UNKNOWN) >= len(found) - 2


@pytest.mark.parametrize("subject", sorted(NOTHING_SENT))
def test_a_street_that_sent_nothing_is_unknown_in_everything(subject: str) -> None:
    assert set(statuses(subject)) == {sr.Status.UNKNOWN}


@pytest.mark.parametrize("street", ["jiefanglu", "daminghu", "dongguan", "wenhuadonglu"])
def test_a_street_of_the_wide_table_is_known_by_its_short_name(street: str) -> None:
    met = next(item for item in report().findings
               if item.subject == f"jinan.lixia.{street}" and item.status is sr.Status.MET and item.checks)
    assert {Path(fact.place.source).name for check in met.checks for fact in check.facts if fact.place} == {
        "四街道汇总.xlsx"
    }


def test_exactly_twenty_per_cent_does_not_exceed_twenty() -> None:
    rate = finding("jinan.lixia/literacy-rate/2025")
    assert rate.status is sr.Status.UNMET
    assert rate.checks[0].actual == Decimal(20)
    assert rate.gap is not None
    assert (rate.gap.amount, rate.gap.more_than) == (0, True)


def test_an_approximate_number_is_doubted_not_guessed() -> None:
    doubted = finding("jinan.lixia.quanchenglu/senior-health-at-home/2021-2025")
    assert (doubted.status, doubted.reason) == (sr.Status.UNKNOWN, sr.Reason.AMBIGUOUS)
    assert any(check.message is not None and "约30户" in say(check.message, "zh") for check in doubted.checks)


def test_full_width_digits_are_read() -> None:
    training = finding("jinan.lixia.quanchenglu/residents-training-of-streets/2021-2025")
    assert training.status is sr.Status.MET
    assert training.checks[0].actual == Decimal(12)


def test_a_roll_three_years_old_is_stale() -> None:
    assert finding("jinan.lixia.yaojia/core-team/2025").reason is sr.Reason.STALE


def test_consequences_follow_from_findings() -> None:
    held = {(item.subject, item.consequence) for item in report().conclusions}
    assert ("jinan.lixia.quanchenglu", "officials-stay-away") in held
    assert {subject for subject, consequence in held if consequence == "street-not-reported"} >= NOTHING_SENT
    assert not [subject for subject, _ in held if subject == "jinan.lixia.qianfoshan"]
