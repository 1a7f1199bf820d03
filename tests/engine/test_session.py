"""A session takes what fits and refuses the rest before anything is changed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scilit_rules as sr
from scilit_rules.app.session import Session
from scilit_rules.engine.reference import ReferenceEngine
from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.book import FactBook
from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Attested, Evidence, Fact, Period
from scilit_rules.model.obligation import Attestation, Proof
from scilit_rules.model.text import Text
from scilit_rules.model.words import Claim, EvidenceKind, Level
from scilit_rules.problems import UsageError
from tests.engine.made import DOCUMENT, DURING, END, YEARLY, fact, obligation, plan

MADE = plan(
    obligation(), obligation("group", require=Comparison("organisation.leading_group", "is", True), schedule=DURING),
    obligation("rises", require=Comparison("literacy.rate", "rising", True), schedule=YEARLY),
    obligation("done", attest=Attestation(Text("是否已开展", "Has it been done"), Proof(1)), schedule=DURING),
    obligation("share", require=Comparison("venue.share", "at_least", Decimal(50)), bears=(Level.CITY,)),
)
START = [fact("literacy.rate", 9, 2019), fact("literacy.rate", 11), fact("organisation.leading_group", True)]
NAME = "organisation.leading_group"


def session() -> Session:
    return Session(MADE, "zibo.zhangdian", as_of=END, engine=ReferenceEngine(), facts=START)


TIMES: list[Any] = [0, -1, 20, 2020.0, "2020", True, False, 10**9, 1899, 2201, Decimal(2020), date(2020, 1, 1)]


@pytest.mark.parametrize("year", TIMES, ids=repr)
@pytest.mark.parametrize("call", ["set", "retract"])
def test_a_year_that_can_not_be_is_refused(year: Any, call: str) -> None:
    kept = session()
    before = kept.findings
    with pytest.raises(UsageError) as refused:
        kept.set(NAME, False, year=year) if call == "set" else kept.retract(NAME, year=year)
    assert [found.code for found in refused.value.problems] == ["facts.given-time"]
    assert kept.findings == before
    assert [found.obligation for found in kept.set(NAME, False)] == ["group"]


PERIODS: list[Any] = [
    2020, "2020", None, Period("2020"), Period(2020.5), Period(True), Period(0), Period(10000),  # type: ignore[arg-type]
    Period(2020, date(2019, 12, 31)), Period(2020, datetime(2020, 1, 1)), Period(2020, "2020-01-01"), (2020, None)]  # type: ignore[arg-type]


@pytest.mark.parametrize("period", PERIODS, ids=repr)
def test_a_period_that_can_not_be_is_refused_wherever_facts_come_in(period: Any) -> None:
    wrong = Fact("zibo.zhangdian", NAME, period, True)
    book = FactBook(asked_facts(MADE), MADE.register, START)
    calls = (lambda: sr.check(MADE, as_of=END, facts=[wrong]), lambda: FactBook(asked_facts(MADE), MADE.register, [wrong]),
             lambda: book.with_fact(wrong), lambda: sr.open_session(MADE, "zibo.zhangdian", as_of=END, facts=[wrong]))
    for call in calls:
        with pytest.raises(UsageError) as refused:
            call()
        assert {found.code for found in refused.value.problems} <= {"facts.given-time", "facts.given-period"}
    assert book.facts_of("zibo.zhangdian") == FactBook(asked_facts(MADE), MADE.register, START).facts_of("zibo.zhangdian")


PROOFS: list[Any] = [
    "张政发〔2020〕3号", 3, None, ["张政发〔2020〕3号"], [None], [3], [("document", "a")], [Evidence("document", "a")],  # type: ignore[arg-type]
    [Evidence(EvidenceKind.DOCUMENT, 3)], [Evidence(EvidenceKind.DOCUMENT, "a", "a.csv")], [DOCUMENT, "b"],  # type: ignore[arg-type]
    [Evidence(EvidenceKind.DOCUMENT, " ")], [[DOCUMENT]]]


@pytest.mark.parametrize("proof", PROOFS, ids=repr)
def test_evidence_that_is_none_is_refused(proof: Any) -> None:
    kept = session()
    before = kept.findings
    with pytest.raises(UsageError) as refused:
        kept.set("done", Attested(Claim.DONE), evidence=proof)
    assert {found.code for found in refused.value.problems} == {"facts.given-part"}
    assert kept.findings == before
    assert [found.status for found in kept.set("done", Attested(Claim.DONE), evidence=DOCUMENT)] == [sr.Status.MET]


WORDS: list[Any] = [
    Attested("done"), Attested(Claim.PARTLY, "60%"), Attested(Claim.PARTLY, Decimal(160)), Attested(Claim.PARTLY, 60.0),  # type: ignore[arg-type]
    Attested(Claim.PARTLY, Decimal("NaN")), Attested(None, None, "done"), Attested(Claim.DONE, reviewer=None), "done", True]  # type: ignore[arg-type]


@pytest.mark.parametrize("word", WORDS, ids=repr)
def test_a_word_that_can_not_be_is_refused(word: Any) -> None:
    kept = session()
    with pytest.raises(UsageError):
        kept.set("done", word)
    assert kept.findings == session().findings
    assert kept.set("done", Attested(Claim.PARTLY, 60))[0].attested == Attested(Claim.PARTLY, Decimal(60))  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", [
    Fact(3, NAME, Period(2020), True), Fact("zibo.zhangdian", 3, Period(2020), True),  # type: ignore[arg-type]
    Fact("zibo.zhangdian", [NAME], Period(2020), True), Fact(None, NAME, Period(2020), True),  # type: ignore[arg-type]
    Fact("zibo.zhangdian", NAME, Period(2020), True, place="a.csv"), Fact("zibo.zhangdian", NAME, Period(2020), True, remark=3)])  # type: ignore[arg-type]
def test_names_and_places_of_another_type_are_refused(wrong: Fact) -> None:
    with pytest.raises(UsageError) as refused:
        sr.check(MADE, as_of=END, facts=[wrong])
    assert [found.code for found in refused.value.problems] == ["facts.given-part"]


def test_everything_wrong_with_a_fact_is_told_at_once() -> None:
    wrong = Fact("zibo.nowhere", "organisation.leading_grup", Period(0), True, evidence=("x",))  # type: ignore[arg-type]
    with pytest.raises(UsageError) as refused:
        sr.check(MADE, as_of=END, facts=[wrong])
    assert {found.code for found in refused.value.problems} == {
        "facts.given-time", "facts.given-part", "engine.unknown-subject", "engine.unknown-fact"}


ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**12), 10**12), st.floats(), st.text(max_size=3), st.dates(), st.decimals(),
    st.sampled_from([Attested(Claim.DONE), Attested(None), Attested("x"), [], {}, object()]))  # type: ignore[arg-type]
NAMES = st.one_of(st.sampled_from(["literacy.rate", NAME, "done", "venue.in_use", "plan.issued", "venue.name"]), ANYTHING)
YEARS = st.one_of(st.none(), st.integers(2010, 2030), ANYTHING)
SUBJECTS = st.one_of(st.none(), st.sampled_from(["zibo.huantai", "张店区", "zibo"]), ANYTHING)
PIECES = st.one_of(st.just(()), st.just((DOCUMENT,)), ANYTHING, st.lists(ANYTHING, max_size=2))


@given(st.lists(st.tuples(NAMES, ANYTHING, YEARS, PIECES, SUBJECTS), max_size=6))
def test_what_fails_changes_nothing(calls: list[tuple[Any, Any, Any, Any, Any]]) -> None:
    """A session after any calls, some refused, is as one that got those calls alone that were taken."""
    one, other = session(), session()
    for name, value, year, evidence, subject in calls:
        before = one.findings
        try:
            changed = one.set(name, value, year=year, evidence=evidence, subject=subject)
        except UsageError:
            assert one.findings == before
        else:
            assert other.set(name, value, year=year, evidence=evidence, subject=subject) == changed
    assert one.findings == other.findings
    assert one.set("literacy.rate", Decimal("10.5")) == other.set("literacy.rate", Decimal("10.5"))
    assert one.findings == other.findings
