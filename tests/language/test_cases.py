"""Cases as authors write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from scilit_rules.language.cases import Expected, Given, load_cases
from scilit_rules.language.library import load_plan
from scilit_rules.model.words import Reason, Status
from tests.language.made import GOOD, make_rulesets


def test_given_facts_and_expected_findings() -> None:
    city, part = load_cases(GOOD / "demo", load_plan("demo", [GOOD]))
    assert (city.name, city.subject, city.as_of, city.conclusions) == ("达到目标", None, date(2020, 12, 31), None)
    assert city.facts == (
        Given(None, "literacy.rate", "10.6%", "2020", ("调查报告",)), Given(None, "people.resident", 1000),
    )
    assert city.expected == (
        Expected("literacy-rate", Status.MET), Expected("culture", Status.NEEDS_REVIEW, None, "2018"),
    )
    assert (part.subject, part.conclusions) == ("qilu.dong", ())
    assert part.facts == (Given("qilu.xin", "group.exists", "是"),)
    assert part.expected == (Expected("leading-group", Status.UNKNOWN, Reason.MISSING),)
    assert part.place is not None
    assert str(part.place).endswith("goals.yaml:9:9")


def test_values_are_taken_as_written(tmp_path: Path) -> None:
    home = make_rulesets(tmp_path, {"write": {"demo/cases/more.yaml": (
        "- case: 各种写法\n  as_of: 2020-12-31\n  facts:\n    a.b: 10.50\n    a.c: 2016-08-15\n    a.d: true\n    a.e:\n"
        "    a.f: [１０．５％, {value: 1, period: 2018-06-30}]\n  expect: {culture: met}\n"
    )}})
    case = load_cases(home / "demo")[-1]
    assert [(given.value, given.period) for given in case.facts] == [
        (Decimal("10.50"), None), (date(2016, 8, 15), None), (True, None), (None, None), ("１０．５％", None),
        (1, "2018-06-30"),
    ]


def test_a_plan_without_cases(tmp_path: Path) -> None:
    assert load_cases(make_rulesets(tmp_path, {"remove": ["demo/cases"]}) / "demo") == []
