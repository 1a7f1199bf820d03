"""Facts and tables from a program: taken if they fit, refused all at once with what to do if they don't."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from time import perf_counter
from typing import Any

import pytest

import scilit_rules as sr
from scilit_rules.facts.given import take_given
from scilit_rules.model.vocabulary import FactSpec, Vocabulary

PLAN = sr.load_plan("zibo-2016-2020")
DAY = date(2020, 12, 31)
ASKED = ["special-funding-per-capita", "leading-group"]
PERIOD = sr.Period(2020)


def fact(name: str, value: Any, subject: str = "zibo.zhoucun", period: Any = PERIOD) -> sr.Fact:
    return sr.Fact(subject, name, period, value)


def statuses(*facts: sr.Fact, sources: Any = ()) -> dict[str, str]:
    report = sr.check(PLAN, sources, facts=facts, as_of=DAY, subjects=["周村区"], only=ASKED, engine="reference")
    return {finding.obligation: str(finding.status) for finding in report.findings}


def test_whole_numbers_and_names_of_subjects_will_do() -> None:
    given = [fact("population.resident", 400000, "周村区"), fact("funding.special.paid_in", 400001, "周村")]
    exact = [fact("population.resident", Decimal(400000)), fact("funding.special.paid_in", Decimal(400001))]
    assert statuses(*given) == statuses(*exact) == {"special-funding-per-capita": "met", "leading-group": "unknown"}


WRONG = {
    "facts.given-float": fact("population.resident", 400000.0),
    "facts.given-number": fact("population.resident", "40万人"),
    "facts.given-type": fact("institution.leading_group", 1),
    "facts.given-period": fact("institution.leading_group", True, period=2020),
    "facts.out-of-range": fact("literacy.rate", Decimal("105")),
    "facts.not-whole": fact("population.resident", Decimal("400000.5")),
    "engine.unknown-fact": fact("population.residents", 400000),
    "engine.unknown-subject": fact("population.resident", 400000, "周村镇区"),
}


def codes(caught: pytest.ExceptionInfo[sr.UsageError]) -> list[str]:
    return [found.code for found in caught.value.problems]


@pytest.mark.parametrize("code", WRONG)
def test_a_fact_that_does_not_fit_is_refused(code: str) -> None:
    with pytest.raises(sr.UsageError) as caught:
        statuses(WRONG[code])
    assert codes(caught) == [code]
    (found,) = caught.value.problems
    assert len(sr.show_problem(found, "zh").splitlines()) == len(sr.show_problem(found, "en").splitlines()) > 1


def test_all_that_is_wrong_is_told_at_once_and_each_thing_once() -> None:
    with pytest.raises(sr.UsageError) as caught:
        statuses(*WRONG.values(), *WRONG.values())
    assert sorted(codes(caught)) == sorted(WRONG)


@pytest.mark.parametrize("value", [True, Decimal("NaN"), Decimal("Infinity"), None, DAY])
def test_what_is_no_number_is_none(value: object) -> None:
    with pytest.raises(sr.UsageError) as caught:
        statuses(fact("population.resident", value))
    assert codes(caught) == ["facts.given-number"]


def test_a_text_must_be_one_of_the_words_that_the_vocabulary_has() -> None:
    spec = FactSpec("venue.kind", sr.Text("场馆类别"), sr.FactType.TEXT, values=("科技馆", "博物馆"))
    words = Vocabulary({"venue.kind": spec})
    assert [one.value for one in take_given([fact("venue.kind", "博物馆"), fact("venue.kind", "")], PLAN, words)]
    with pytest.raises(sr.UsageError) as caught:
        take_given([fact("venue.kind", "科技场馆")], PLAN, words)
    assert codes(caught) == ["facts.not-a-value"]
    assert caught.value.problems[0].near == ("科技馆",)


def test_many_misfits_are_counted_where_they_are_not_listed() -> None:
    with pytest.raises(sr.UsageError) as caught:
        statuses(*(fact("population.resident", float(400000 + number)) for number in range(25)))
    assert codes(caught) == ["facts.given-float"] * 20 + ["facts.given-more"]
    assert caught.value.problems[-1].message.args == {"count": 5}


def test_one_unknown_name_in_many_facts_costs_no_more_than_in_one() -> None:
    unknown = [fact("population.residents", 1, "周村镇区")] * 20000
    begun = perf_counter()
    with pytest.raises(sr.UsageError) as caught:
        take_given(unknown, PLAN, PLAN.vocabulary)
    assert perf_counter() - begun < 5
    assert codes(caught) == ["engine.unknown-fact", "engine.unknown-subject"]


def test_a_session_forgets_by_any_name_of_a_subject() -> None:
    session = sr.open_session(PLAN, "周村区", as_of=DAY, facts=[fact("population.resident", 400000)])
    session.set("funding.special.paid_in", 400001, subject="周村")
    changed = session.retract("funding.special.paid_in", subject="周村")
    assert [(found.obligation, str(found.status)) for found in changed] == [("special-funding-per-capita", "unknown")]
    with pytest.raises(sr.UsageError) as caught:
        session.retract("funding.special.paid_in", subject="周村镇区")
    assert codes(caught) == ["engine.unknown-subject"]


def test_a_session_takes_what_a_check_takes() -> None:
    session = sr.open_session(PLAN, "周村区", as_of=DAY, facts=[fact("population.resident", 400000, "周村区")])
    changed = session.set("funding.special.paid_in", 400000, subject="周村区")
    assert [(found.obligation, str(found.status)) for found in changed] == [("special-funding-per-capita", "unmet")]
    with pytest.raises(sr.UsageError) as caught:
        session.set("funding.special.paid_in", 0.1)  # type: ignore[arg-type]
    assert codes(caught) == ["facts.given-float"]


def test_a_day_is_a_date_without_a_time() -> None:
    noon = datetime(2020, 12, 31, 12)
    for call in (lambda: sr.check(PLAN, as_of=noon), lambda: sr.open_session(PLAN, "周村区", as_of=noon)):
        with pytest.raises(sr.UsageError) as caught:
            call()
        assert codes(caught) == ["engine.not-a-date"]


ROWS = [("单位", "指标", "年度", "数值"), ("周村区", "常住人口", "2020", "40万人"),
        ("周村区", "科普专项经费", 2020, "40.0001万元")]


def test_a_table_from_memory_is_read_like_one_of_a_file() -> None:
    report = sr.check(PLAN, sr.Grid("web form", iter(ROWS)), as_of=DAY, subjects="周村区", only=ASKED[0])
    assert [str(finding.status) for finding in report.findings] == ["met"]
    (read,) = report.run.inputs
    assert (read.source, read.adapter, read.records) == ("web form", "memory", 2)
    assert read.digest.startswith("sha256:")
    assert {str(place) for place in report.findings[0].places} == {"web form:2:4", "web form:3:4"}
    assert sr.check(PLAN, [sr.Grid("web form", ROWS)], as_of=DAY, subjects="周村区", only=ASKED[0]) == report


def test_an_upload_is_no_source_and_it_is_said_what_to_do_with_it() -> None:
    with pytest.raises(sr.UsageError) as caught:
        statuses(sources=[BytesIO(b"a"), b"a"])
    assert codes(caught) == ["engine.not-a-source"] * 2
    assert "temporary file" in str(caught.value)
