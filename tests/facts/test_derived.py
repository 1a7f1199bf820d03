"""Computed facts: exact, resting on their parts, and between true bounds where parts are missing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scilit_rules.facts.book import FactBook
from scilit_rules.model.fact import Fact, Interval, Period
from scilit_rules.model.subject import Register, Subject
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import Vocabulary
from scilit_rules.model.words import DerivationKind, FactType, Level, Reason
from tests.facts.made import BELOW, VOCABULARY, D, derive, fact
from tests.facts.test_book import AMBIGUOUS, CONFLICTING, MISSING, Z, a_doubt, a_fact, at, book, said

H, Y = "zibo.huantai", "zibo.yiyuan"


def test_a_ratio_is_exact_and_names_its_parts() -> None:
    known = book(a_fact("funds", 2020, 489478), a_fact("population", 2020, 489479)).find(Z, "funds.per_head", at())
    assert said(known)[1] is None
    assert Decimal("0.999997") < known.value < 1  # type: ignore[operator]
    assert [part.name for part in known.facts[0].derived_from] == ["funds", "population"]
    assert known.facts[0].period == Period(2020)


def test_a_ratio_of_shares_is_in_percent() -> None:
    known = book(a_fact("funds", 2020, 200), a_fact("funds.special", 2020, 21))
    assert said(known.find(Z, "funds.special_share", at())) == (D("10.5"), None)


@pytest.mark.parametrize("name, facts, code", [
    ("funds.special_share", (("funds", 100), ("funds.special", 105)), "facts.computed-out-of-range"),
    ("funds.per_head", (("funds", 13_000_000), ("population", 120_000)), "facts.computed-doubtful"),
])
def test_what_can_not_be_true_is_no_value(name: str, facts: tuple[tuple[str, int], ...], code: str) -> None:
    found = book(*(a_fact(n, 2020, v) for n, v in facts)).find(Z, name, at())
    assert said(found) == AMBIGUOUS
    assert found.message is not None and found.message.code == code
    assert found.wanted


def test_parts_are_of_one_year() -> None:
    known = book(a_fact("funds", 2019, 100), a_fact("funds", 2020, 300), a_fact("funds.special", 2019, 20),
                 a_fact("population", 2016, 10), a_fact("population", 2020, 20))
    assert said(known.find(Z, "funds.other", at())) == (D(80), None)
    assert known.find(Z, "funds.other", at()).facts[0].period == Period(2019)
    assert said(known.find(Z, "funds.per_head", at(2019, True))) == (D(10), None)
    assert said(known.find(Z, "funds.per_head", at())) == (D(15), None)


@pytest.mark.parametrize("name, facts, expected", [
    ("funds.both", (("funds", 5), ("funds.special", 6)), (D(11), None)), ("funds.both", (("funds", 5),), MISSING),
    ("funds.other", (("funds", 5), ("funds.special", 6)), (D(-1), None)),
    ("funds.per_head", (("funds", 5), ("population", 0)), AMBIGUOUS), ("funds.per_head", (), MISSING),
])
def test_sums_differences_and_what_is_wanted(name: str, facts: tuple[tuple[str, int], ...], expected: object) -> None:
    assert said(book(*(a_fact(n, 2020, v) for n, v in facts)).find(Z, name, at())) == expected


def test_what_is_missing_is_named_and_the_gravest_reason_told() -> None:
    assert book().find(Z, "funds.per_head", at()).wanted == ("funds", "population")
    known = book(a_doubt("funds", 2020)).find(Z, "funds.per_head", at())
    assert said(known) == AMBIGUOUS
    assert known.wanted == ("funds", "population")
    both = book(a_doubt("funds", 2020), a_fact("population", 2020, 1), a_fact("population", 2020, 2))
    assert said(both.find(Z, "funds.per_head", at())) == CONFLICTING


@pytest.mark.parametrize("written, expected", [
    ("1.02", (D(1234) / 1200, None)), ("1.03", (D(1234) / 1200, None)), ("1", (D(1234) / 1200, None)),
    ("1.05", CONFLICTING), ("2", CONFLICTING),
])
def test_a_reported_value_is_held_against_its_parts(written: str, expected: tuple[object, object]) -> None:
    known = book(a_fact("funds", 2020, 1234), a_fact("population", 2020, 1200, line=2),
                 a_fact("funds.per_head", 2020, written, line=3))
    value, reason = said(known.find(Z, "funds.per_head", at()))
    assert reason == expected[1]
    assert value is None or abs(value - expected[0]) < D("1e-20")  # type: ignore[operator]
    assert len(known.find(Z, "funds.per_head", at()).places) == (3 if reason else 0)


def test_a_negative_value_may_be_cut_off_too() -> None:
    parts = (a_fact("funds", 2020, "0"), a_fact("funds.special", 2020, "1.29"))
    assert said(book(*parts, a_fact("funds.other", 2020, "-1.2")).find(Z, "funds.other", at())) == (D("-1.29"), None)
    assert said(book(*parts, a_fact("funds.other", 2020, "1.2")).find(Z, "funds.other", at())) == CONFLICTING


def test_a_reported_value_stands_in_for_missing_or_older_parts() -> None:
    direct = a_fact("funds.per_head", 2020, "1.5")
    assert said(book(direct).find(Z, "funds.per_head", at())) == (D("1.5"), None)
    older = book(direct, a_fact("funds", 2019, 9), a_fact("population", 2019, 1))
    assert said(older.find(Z, "funds.per_head", at())) == (D("1.5"), None)
    newer = book(a_fact("funds.per_head", 2019, "1.5"), a_fact("funds", 2020, 9), a_fact("population", 2020, 1))
    assert said(newer.find(Z, "funds.per_head", at())) == (D(9), None)


def test_a_doubtful_or_conflicting_reported_value() -> None:
    parts = (a_fact("funds", 2020, 9), a_fact("population", 2020, 1))
    doubt = a_doubt("funds.per_head", 2020)
    assert said(book(*parts, doubt).find(Z, "funds.per_head", at())) == (D(9), None)
    assert said(book(doubt).find(Z, "funds.per_head", at())) == AMBIGUOUS
    two = (a_fact("funds.per_head", 2020, 1), a_fact("funds.per_head", 2020, 2))
    assert said(book(*parts, *two).find(Z, "funds.per_head", at())) == CONFLICTING


def test_a_share_of_children_has_bounds_where_some_are_missing() -> None:
    found = book(a_fact("venue", 2020, True, Z), a_fact("venue", 2020, False, H)).find("zibo", "venue.share", at())
    assert isinstance(found.value, Interval)
    assert (found.value.low * 3, found.value.high * 3) == (D(100), D(200)) or found.value.low < found.value.high
    assert found.wanted == ("venue",)
    assert found.message is not None
    assert found.message.args["subjects"] == (Text("沂源县", "Yiyuan"),)
    full = book(*(a_fact("venue", 2020, s != Y, s) for s in (Z, H, Y))).find("zibo", "venue.share", at())
    assert said(full)[1] is None
    assert round(full.value, 4) == D("66.6667")  # type: ignore[arg-type]


def test_zones_do_not_count_among_districts_and_nothing_known_is_nothing() -> None:
    assert said(book(a_fact("venue", 2020, True, "zibo.gaoxin")).find("zibo", "venue.share", at())) == MISSING
    assert said(book().find("shandong", "venue.share", at())) == MISSING


def test_a_reported_share_must_lie_within_the_bounds_of_its_parts() -> None:
    parts = (a_fact("venue", 2020, True, Z), a_fact("venue", 2020, False, H))
    assert said(book(*parts, a_fact("venue.share", 2020, 50, "zibo")).find("zibo", "venue.share", at())) == (D(50), None)
    assert said(book(*parts, a_fact("venue.share", 2020, 90, "zibo")).find("zibo", "venue.share", at())) == CONFLICTING


def test_mean_spread_and_rank() -> None:
    rates = {Z: 12, H: 9, Y: 12}
    known = book(*(a_fact("literacy.rate", 2020, value, s) for s, value in rates.items()))
    assert said(known.find("zibo", "literacy.mean", at())) == (D(11), None)
    assert said(known.find("zibo", "literacy.spread", at())) == (D(3), None)
    assert [said(known.find(s, "literacy.rank", at()))[0] for s in (Z, H, Y)] == [1, 3, 1]


def test_one_child_that_is_missing_spreads_no_further_than_from_the_others() -> None:
    known = book(a_fact("literacy.rate", 2020, 40, Z), a_fact("literacy.rate", 2020, 70, H))
    assert said(known.find("zibo", "literacy.spread", at())) == (Interval(D(30), D(70)), None)
    alone = book(a_fact("literacy.rate", 2020, 40, Z))
    assert said(alone.find("zibo", "literacy.spread", at())) == (Interval(D(0), D(100)), None)


def test_rank_has_bounds_where_siblings_are_missing() -> None:
    known = book(a_fact("literacy.rate", 2020, 10, Z), a_fact("literacy.rate", 2020, 12, H))
    assert said(known.find(Z, "literacy.rank", at())) == (Interval(D(2), D(3)), None)
    assert said(known.find(Y, "literacy.rank", at())) == MISSING
    assert said(known.find("shandong", "literacy.rank", at())) == MISSING


def test_without_bounds_for_the_missing_nothing_is_known_of_the_whole() -> None:
    known = book(a_fact("funds", 2020, 5, Z), a_fact("funds", 2020, 5, H))
    assert said(known.find("zibo", "funds.below", at())) == MISSING
    assert said(book(*(a_fact("funds", 2020, 5, s) for s in (Z, H, Y))).find("zibo", "funds.below", at())) == (D(15), None)


def test_wrong_types_of_parts_are_told() -> None:
    odd = Vocabulary({**VOCABULARY.facts, **{spec.name: spec for spec in (
        fact("odd.sum", "怪和", FactType.NUMBER, derive=derive(DerivationKind.SUM, "venue", "funds")),
        fact("odd.mean", "怪均", FactType.NUMBER, derive=derive(DerivationKind.MEAN, "venue", over=BELOW)),
        fact("odd.rank", "怪位", FactType.NUMBER, derive=derive(DerivationKind.RANK, "venue")),
        fact("odd.share", "怪比", FactType.SHARE, "%", derive=derive(DerivationKind.SHARE, "funds")),
    )}})
    facts = [a_fact("venue", 2020, True, s) for s in (Z, H, Y)] + [a_fact("funds", 2020, 1)]
    known = FactBook(odd, book().register, facts)
    assert said(known.find(Z, "odd.sum", at())) == AMBIGUOUS
    assert said(known.find("zibo", "odd.mean", at())) == AMBIGUOUS
    assert said(known.find(Z, "odd.rank", at())) == AMBIGUOUS
    assert known.find("zibo", "odd.share", at()).reason is Reason.MISSING


COUNTIES = [f"c{number}" for number in range(5)]
AREA = Register({"whole": Subject("whole", Text("全"), Level.CITY)} | {
    id: Subject(id, Text(id), Level.COUNTY, "whole") for id in COUNTIES})
CHILDREN = st.lists(st.tuples(st.decimals(0, 100, places=2), st.booleans(), st.booleans()), min_size=5, max_size=5)


@given(CHILDREN)
def test_bounds_always_hold_what_full_data_would_give(children: list[tuple[Decimal, bool, bool]]) -> None:
    def made(all: bool) -> FactBook:
        facts = []
        for id, (rate, venue, known) in zip(COUNTIES, children, strict=True):
            if known or all:
                facts += [Fact(id, "literacy.rate", Period(2020), rate), Fact(id, "venue", Period(2020), venue)]
        return FactBook(VOCABULARY, AREA, facts)

    full, partly = made(True), made(False)
    asked = [("whole", name) for name in ("literacy.mean", "literacy.spread", "venue.share")]
    for subject, name in asked + [(id, "literacy.rank") for id in COUNTIES]:
        exact, found = full.find(subject, name, at()), partly.find(subject, name, at())
        assert isinstance(exact.value, Decimal)
        if found.bounds is not None:
            assert found.bounds.low <= exact.value <= found.bounds.high
        else:
            assert found.reason is Reason.MISSING


@given(st.integers(0, 10**12), st.integers(1, 10**9), st.integers(0, 10**6))
def test_a_ratio_is_on_the_right_side_of_every_bound(top: int, bottom: int, bound: int) -> None:
    known = book(a_fact("funds", 2020, top), a_fact("population", 2020, bottom)).find(Z, "funds.per_head", at())
    if top > 100 * bottom:
        assert known.message is not None and known.message.code == "facts.computed-doubtful"
        return
    assert isinstance(known.value, Decimal)
    assert (known.value > bound, known.value < bound) == (top > bound * bottom, top < bound * bottom)
