"""An amount that is far too small for its unit is in doubt, as one that is far too great is; and nothing is not zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import scilit_rules as sr
from scilit_rules.facts.reading import read_value
from scilit_rules.messages import hint, say
from scilit_rules.words.figures import plain
from tests.facts.made import VOCABULARY as ASKED

D = Decimal
FUNDS = replace(ASKED["funds"], range=replace(ASKED["funds"].range, doubt_below=D(1000)))


@pytest.mark.parametrize("raw, unit", [
    ("38.5", ""), (38.5, ""), (D("38.5"), ""), ("38.5", "元"), ("999.99", ""), (sr.Cell(38.5, "0.00"), ""), ("0.01", ""),
    (1, ""), ("３８．５", ""),
])
def test_a_small_amount_without_a_unit_beside_it_is_in_doubt(raw: Any, unit: str) -> None:
    doubt = read_value(raw, FUNDS, unit).doubt
    assert doubt is not None and doubt.code == "facts.unit-doubtful-small"
    assert read_value(raw, ASKED["funds"], unit).doubt is None


@pytest.mark.parametrize("raw, unit, value", [
    ("0", "", 0), (0, "", 0), ("1000", "", 1000), ("385000", "", 385000), ("38.5元", "", D("38.5")), ("38.5万元", "", 385000),
    ("38.5", "万元", 385000), ("0.05", "万元", 500), (sr.Cell(38.5, '0.0"元"'), "", D("38.5")),
])
def test_nothing_is_certain_and_so_is_what_states_its_unit(raw: Any, unit: str, value: Any) -> None:
    assert read_value(raw, FUNDS, unit).value == value


def test_it_is_said_what_was_probably_meant() -> None:
    doubt = read_value("38.5", FUNDS).doubt
    assert doubt is not None
    assert say(doubt, "zh").endswith("读作 38.5 元，低于 1000 元，可能是按“万元”填的")
    assert "38.5万元" in hint(doubt, "zh") and "38.5元" in hint(doubt, "en")


@pytest.mark.parametrize("typed, status", [("38.5", "unknown"), ("38.5元", "unmet"), ("0", "unmet"), ("38.5万元", "unmet"),
                                           ("450000", "met")])
def test_a_district_whose_funds_are_38_yuan_breaks_no_promise_yet(typed: str, status: str) -> None:
    rows = [("单位", "年度", "常住人口", "科普专项经费到位数"), ("周村区", "2020", "40万人", typed)]
    report = sr.check("zibo-2016-2020", sr.Grid("form", rows), as_of=date(2020, 12, 31), subjects=["周村区"],
                      only=["special-funding-per-capita"])
    assert [str(found.status) for found in report.findings] == [status]


@pytest.mark.parametrize("value, shown", [("0.0001", "0.0001"), ("0.00009625", "0.0001"), ("0.004", "0.004"), ("0", "0"),
                                          ("-0.0012", "-0.001"), ("0.996", "1"), ("0.00", "0"), ("1e-20", "0." + "0" * 19 + "1")])
def test_what_is_more_than_nothing_is_not_printed_as_nothing(value: str, shown: str) -> None:
    assert plain(D(value)) == shown
