"""What keeps a finding open is told and asked for; what is unknown beside a part that decides without it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import scilit_rules as sr
from scilit_rules.model.condition import All, AnyOf, Condition
from scilit_rules.model.undecided import open_checks
from scilit_rules.reporters.letters.supplying import Supplies
from scilit_rules.words.summary import Summary
from tests.facts.test_returns import write
from tests.forms.made import EAST, plan

DAY = date(2020, 12, 31)
GROUP = sr.Comparison("group.exists", "is", True)
PEOPLE = sr.Comparison("population.resident", "at_least", Decimal(100_000))
FUNDS = sr.Comparison("funding.paid_in", "at_least", Decimal(1))
ROWS = {"group.exists": "小城小组,2020,否", "population.resident": "小城人口,2020,约四十万",
        "funding.paid_in": "小城经费,2020,约三百万"}
CASES: list[tuple[str, Condition, Condition | None, set[str]]] = [
    ("behind a part that fails", AnyOf((All((GROUP, PEOPLE)), FUNDS)), None, {"funding.paid_in"}),
    ("both open", AnyOf((PEOPLE, FUNDS)), None, {"population.resident", "funding.paid_in"}),
    ("whether it applies is open", FUNDS, PEOPLE, {"population.resident"}),
]


def report_of(folder: Path, require: Condition, when: Condition | None) -> sr.Report:
    asked = replace(plan().obligations["issued"], require=require, when=when)
    made = replace(plan(), obligations={**plan().obligations, "issued": asked})
    table = "\n".join(["指标,年度,数值", *ROWS.values(), ""])
    return sr.check(made, write(folder, {"东区.csv": table}), as_of=DAY, subjects=[EAST], only=["issued"])


@pytest.mark.parametrize(("require", "when", "open_"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_only_what_keeps_it_open_is_told(tmp_path: Path, require: Condition, when: Condition | None,
                                         open_: set[str]) -> None:
    report = report_of(tmp_path, require, when)
    (finding,) = report.findings
    assert finding.status is sr.Status.UNKNOWN
    assert {check.comparison.fact for check in open_checks(finding, report.plan)} == set(finding.wanted) == open_
    told = " ".join(Summary(report, "zh").describe(finding).why)
    items = Supplies(Summary(report, "zh"), report.findings, report.return_of(EAST)).items
    assert {item.name for item in items} == open_
    written = " ".join(text for item in items for text in item.written)
    for name, raw in (("population.resident", "约四十万"), ("funding.paid_in", "约三百万")):
        for text in (told, written):
            assert (raw in text) is (name in open_)
