"""Printed numbers: short, plain, and never against the verdict."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scilit_rules.words.figures import exact, money, plain, rounded, unit_in_words, with_unit

numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e12"), max_value=Decimal("1e12"))
near = st.builds(
    lambda bound, places, steps: (bound, bound + steps * Decimal(1).scaleb(-places)),
    st.decimals(min_value=-1000, max_value=1000, places=3),
    st.integers(0, 40),
    st.integers(-3, 3),
)


@pytest.mark.parametrize(
    "value, bound, shown",
    [
        ("0.996", "1", "0.996"),
        ("0.985", "1", "0.99"),
        ("10.5000001", "10.5", "10.5000001"),
        ("10.5", "10.5", "10.5"),
        ("10.50", "10.5", "10.5"),
        ("0.125", "0.125", "0.125"),
        ("1234567.891", "1", "1,234,567.89"),
        ("6e-06", "0", "0.000006"),
        ("-0.001", "0", "-0.001"),
        ("1E+3", "1000", "1,000"),
        ("0.00", "1", "0"),
        ("-0.00", "1", "0"),
        ("9.995", "10", "9.995"),
    ],
)
def test_a_number_keeps_as_many_decimals_as_its_verdict_needs(value: str, bound: str, shown: str) -> None:
    assert plain(Decimal(value), against=(Decimal(bound),)) == shown


@given(near)
def test_a_printed_number_is_on_the_same_side_of_its_bound(pair: tuple[Decimal, Decimal]) -> None:
    bound, value = pair
    shown = Decimal(plain(value, against=(bound,)).replace(",", ""))
    assert (shown > bound, shown < bound) == (value > bound, value < bound)


@given(numbers, st.lists(numbers, max_size=3), st.integers(0, 6))
def test_it_holds_for_several_bounds_at_once(value: Decimal, bounds: list[Decimal], places: int) -> None:
    shown = rounded(value, places, bounds)
    assert [(shown > b) - (shown < b) for b in bounds] == [(value > b) - (value < b) for b in bounds]


@given(numbers)
def test_all_digits_survive_exact_printing(value: Decimal) -> None:
    assert Decimal(exact(value).replace(",", "")) == value
    assert "E" not in exact(value)


def test_what_is_no_number_is_said_as_it_is() -> None:
    assert plain(Decimal("Infinity")) == exact(Decimal("Infinity")) == "Infinity"
    assert rounded(Decimal("NaN")).is_nan()
    assert plain(Decimal(1), against=(Decimal("Infinity"),)) == "1"
    assert rounded(Decimal("Infinity")) == Decimal("Infinity")


@pytest.mark.parametrize(
    "amount, zh, en",
    [
        ("48849", "48,849元", "48,849 yuan"),
        ("401000", "40.1万元", "401,000 yuan"),
        ("1200000", "120万元", "1,200,000 yuan"),
        ("9999", "9,999元", "9,999 yuan"),
        ("10000", "1万元", "10,000 yuan"),
        ("0.001", "0.01元", "0.01 yuan"),
        ("123.456", "123.46元", "123.46 yuan"),
        ("10000.001", "10,000.01元", "10,000.01 yuan"),
        ("Infinity", "Infinity元", "Infinity yuan"),
    ],
)
def test_money_is_exact_and_enough(amount: str, zh: str, en: str) -> None:
    assert (money(Decimal(amount), "zh"), money(Decimal(amount), "en")) == (zh, en)


def test_units_are_said_in_the_language_of_the_reader() -> None:
    assert with_unit("1", "元/人", "zh") == "1元/人"
    assert with_unit("1", "元/人", "en") == "1 yuan per head"
    assert with_unit("5", "个", "en") == "5"
    assert with_unit("10.5", "%", "en") == "10.5%"
    assert unit_in_words("平方米", "en") == "平方米"
