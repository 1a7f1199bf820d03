"""What is known when: newest, stale, doubtful, conflicting, and what the years say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.book import FactBook, Found, Moment
from scilit_rules.messages import hint, say
from scilit_rules.model.fact import Attested, Doubt, Fact, Interval, Period, Value
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.words import Claim, Reason
from tests.facts.made import AS_OF, PLAN, REGISTER, D

ASKED = asked_facts(PLAN)
Z = "zibo.zhangdian"


def a_fact(name: str, year: int | date, value: Value | int | str, subject: str = Z, source: str = "a.csv",
           line: int = 1) -> Fact:
    period = Period(year) if isinstance(year, int) else Period(year.year, year)
    known = Decimal(value) if isinstance(value, (int, str)) and not isinstance(value, bool) else value
    return Fact(subject, name, period, known, Place(source, line))


def a_doubt(name: str, year: int | None, code: str = "facts.approximate", subject: str = Z) -> Doubt:
    period = None if year is None else Period(year)
    message = Message(code, {"title": name, "raw": "约5", "year": year, "first": 2015, "last": 2020})
    return Doubt(subject, name, period, Reason.AMBIGUOUS, message, (Place("d.csv", 9),), "约5")


def book(*items: Fact | Doubt, ranked: tuple[str, ...] = ()) -> FactBook:
    facts = [item for item in items if isinstance(item, Fact)]
    return FactBook(ASKED, REGISTER, facts, [item for item in items if isinstance(item, Doubt)], ranked)


def at(year: int = 2020, exact: bool = False, as_of: date = AS_OF) -> Moment:
    return Moment(as_of, year, exact)


def said(found: Found) -> tuple[object, Reason | None]:
    if found.message is not None:
        for lang in ("zh", "en"):
            assert say(found.message, lang)
            assert hint(found.message, lang)
    assert (found.value is None) == (found.reason is not None)
    return found.value, found.reason


MISSING, STALE, AMBIGUOUS, CONFLICTING = (
    (None, Reason.MISSING), (None, Reason.STALE), (None, Reason.AMBIGUOUS), (None, Reason.CONFLICTING))


@pytest.mark.parametrize("years, moment, expected", [
    ((2018, 2019), at(2020), (D(2019), None)), ((2018, 2019), at(2019, True), (D(2019), None)),
    ((2018, 2019), at(2020, True), MISSING), ((2017,), at(2020), STALE), ((2018,), at(2020), (D(2018), None)),
    ((2021,), at(2020), MISSING), ((), at(2020), MISSING),
])
def test_a_yearly_fact_belongs_to_its_year(years: tuple[int, ...], moment: Moment, expected: object) -> None:
    assert said(book(*(a_fact("literacy.rate", y, y) for y in years)).find(Z, "literacy.rate", moment)) == expected


@pytest.mark.parametrize("years, moment, expected", [
    ((2016, 2018), at(2020), (D(2018), None)), ((2016, 2018), at(2017, True), (D(2016), None)),
    ((2019,), at(2018, True), MISSING), ((date(2020, 7, 1),), at(2020, as_of=date(2020, 6, 30)), MISSING),
    ((2020,), at(2020, as_of=date(2020, 6, 30)), (D(2020), None)),
    ((date(2020, 3, 1), date(2020, 6, 1)), at(2020), (D(2020), None)),
])
def test_a_standing_fact_stands_until_replaced(years: tuple[int | date, ...], moment: Moment, expected: object) -> None:
    facts = [a_fact("population", y, y if isinstance(y, int) else y.year) for y in years]
    assert said(book(*facts).find(Z, "population", moment)) == expected


def test_a_standing_fact_can_grow_stale() -> None:
    known = book(a_fact("venue", 2016, True))
    assert said(known.find(Z, "venue", at(2020))) == STALE
    assert said(known.find(Z, "venue", at(2019, True))) == (True, None)
    assert known.find(Z, "venue", at(2020)).places == (Place("a.csv", 1),)


def test_a_date_carries_its_own_time_and_is_never_stale() -> None:
    known = book(a_fact("plan.issued", 2010, date(2010, 1, 1)), a_fact("plan.issued", 2016, date(2016, 8, 15)))
    assert said(known.find(Z, "plan.issued", at(2012, True))) == (date(2016, 8, 15), None)
    assert said(known.find(Z, "plan.issued", at(2020, as_of=date(2015, 1, 1)))) == (date(2010, 1, 1), None)


def test_the_newest_doubt_is_never_passed_over_for_an_older_value() -> None:
    known = book(a_fact("literacy.rate", 2019, 5), a_doubt("literacy.rate", 2020))
    assert said(known.find(Z, "literacy.rate", at())) == AMBIGUOUS
    assert known.find(Z, "literacy.rate", at()).places == (Place("d.csv", 9),)
    assert said(known.find(Z, "literacy.rate", at(2019, True))) == (D(5), None)


def test_a_readable_value_of_the_same_period_settles_a_doubt() -> None:
    assert said(book(a_fact("funds", 2020, 5), a_doubt("funds", 2020)).find(Z, "funds", at())) == (D(5), None)
    assert said(book(a_fact("funds", 2020, 5), a_doubt("funds", 2019)).find(Z, "funds", at())) == (D(5), None)


def test_a_doubt_without_a_readable_year_may_be_of_any() -> None:
    assert said(book(a_doubt("funds", None)).find(Z, "funds", at(2018, True))) == AMBIGUOUS
    known = book(a_fact("funds", 2019, 5), a_doubt("funds", None))
    assert said(known.find(Z, "funds", at())) == AMBIGUOUS
    assert said(known.find(Z, "funds", at(2019, True))) == (D(5), None)


def test_a_year_outside_the_plan_explains_why_nothing_is_known() -> None:
    known = book(a_doubt("funds", 2035, "facts.year-outside"))
    assert said(known.find(Z, "funds", at())) == AMBIGUOUS
    known = book(a_fact("funds", 2020, 5), a_doubt("funds", 2035, "facts.year-outside"))
    assert said(known.find(Z, "funds", at())) == (D(5), None)


def test_the_same_value_twice_is_fine_and_two_values_conflict() -> None:
    twice = book(a_fact("funds", 2020, "5.0"), a_fact("funds", 2020, 5, line=2)).find(Z, "funds", at())
    assert said(twice) == (D(5), None)
    assert len(twice.facts) == 2
    known = book(a_fact("funds", 2020, 5), a_fact("funds", 2020, 6, source="b.csv")).find(Z, "funds", at())
    assert said(known) == CONFLICTING
    assert known.places == (Place("a.csv", 1), Place("b.csv", 1))


@pytest.mark.parametrize("ranked, expected", [
    (("b.csv",), (D(6), None)), (("dir/a.csv", "b.csv"), (D(5), None)), (("a.csv",), (D(5), None)),
    (("c.csv",), CONFLICTING),
])
def test_a_ranked_source_wins(ranked: tuple[str, ...], expected: object) -> None:
    facts = [a_fact("funds", 2020, 5, source="dir/a.csv"), a_fact("funds", 2020, 6, source="b.csv"),
             Fact(Z, "funds", Period(2020), D(7))]
    assert said(book(*facts, ranked=ranked).find(Z, "funds", at())) == expected


@pytest.mark.parametrize("words, expected", [
    ((Attested(Claim.DONE), Attested(None, mark=Claim.PARTLY, reviewer="李")), Attested(Claim.DONE, None, Claim.PARTLY, "李")),
    ((Attested(Claim.DONE), Attested(Claim.PARTLY), Attested(None, mark=Claim.DONE)), Attested(Claim.DONE, None, Claim.DONE)),
    ((Attested(Claim.DONE), Attested(Claim.DONE)), Attested(Claim.DONE)),
    ((Attested(Claim.PARTLY, D(60)), Attested(Claim.PARTLY)), Attested(Claim.PARTLY, D(60))),
    ((Attested(Claim.DONE), Attested(Claim.NOT_DONE)), None),
    ((Attested(Claim.PARTLY, D(60)), Attested(Claim.PARTLY, D(70))), None),
    ((Attested(None, mark=Claim.DONE), Attested(None, mark=Claim.NOT_DONE)), None),
])
def test_the_words_of_reporter_and_reviewer_are_joined(words: tuple[Attested, ...], expected: Attested | None) -> None:
    known = book(*(a_fact("curriculum", 2020, word) for word in words)).find(Z, "curriculum", at())
    assert said(known) == ((expected, None) if expected else CONFLICTING)


def test_change_asks_for_both_years() -> None:
    known = book(a_fact("funds", 2019, 5), a_fact("funds", 2020, 7))
    assert said(known.change(Z, "funds", at())) == (D(2), None)
    assert said(known.change(Z, "funds", at(2020, True))) == (D(2), None)
    assert said(known.change(Z, "funds", at(2019, True))) == MISSING
    assert said(known.find(Z, "funds.rise", at())) == (D(2), None)
    assert said(known.find(Z, "funds.rise", at(2018, True))) == MISSING
    assert said(book().change(Z, "funds", at())) == MISSING
    assert known.change(Z, "funds", at()) is known.change(Z, "funds", at())


def test_a_value_that_merely_stands_is_no_change() -> None:
    assert said(book(a_fact("population", 2018, 5)).change(Z, "population", at())) == MISSING
    assert said(book(a_fact("population", 2018, 5)).change(Z, "population", at(2020, True))) == MISSING
    known = book(a_fact("population", 2019, 5), a_fact("population", 2020, 6))
    assert said(known.change(Z, "population", at())) == (D(1), None)


def test_only_numbers_change() -> None:
    assert said(book(a_fact("venue", 2019, True), a_fact("venue", 2020, True)).change(Z, "venue", at())) == AMBIGUOUS


def test_a_change_of_bounds_has_bounds() -> None:
    facts = [a_fact("literacy.rate", year, 10, s) for year in (2019, 2020) for s in (Z, "zibo.huantai")]
    facts.append(a_fact("literacy.rate", 2020, 12, "zibo.yiyuan"))
    found = book(*facts).change("zibo", "literacy.mean", at(2020, True))
    assert isinstance(found.value, Interval)
    assert found.value.low < 0 < found.value.high
    assert found.wanted == ("literacy.rate",)


def test_a_book_with_or_without_a_fact_is_another_book() -> None:
    first = book(a_fact("funds", 2020, 5), a_doubt("venue", 2020))
    second = first.with_fact(a_fact("funds", 2020, 6))
    assert said(second.find(Z, "funds", at())) == CONFLICTING
    assert said(first.find(Z, "funds", at())) == (D(5), None)
    third = second.without(Z, "funds", Period(2020)).with_fact(a_fact("funds", 2020, 6))
    assert said(third.find(Z, "funds", at())) == (D(6), None)
    assert said(first.without(Z, "venue").find(Z, "venue", at())) == MISSING
    assert said(first.without(Z, "funds", Period(2019)).find(Z, "funds", at())) == (D(5), None)
    assert first.without(Z, "funds").without(Z, "venue").subjects() == frozenset()
    assert first.with_fact(a_fact("funds", 2020, 1, "zibo.huantai")).subjects() == {Z, "zibo.huantai"}


def test_a_book_lists_what_it_has() -> None:
    known = book(a_fact("funds", 2020, 5), a_fact("venue", 2020, True), a_doubt("population", 2020, subject="zibo"))
    assert known.subjects() == {Z, "zibo"}
    assert [fact.name for fact in known.facts_of(Z)] == ["funds", "venue"]
    assert known.facts_of("nobody") == ()
    assert known.parent("nobody") is None
    with pytest.raises(KeyError):
        known.find(Z, "no.such.fact", at())


def test_a_subject_outside_the_register_is_named_by_its_id() -> None:
    found = book().find("nobody", "funds", at())
    assert found.message is not None
    assert "nobody" in say(found.message, "zh")
