"""Decisions to accept gaps: read all or nothing, applied day by day, and never forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scilit_rules.assessment.waiver_file import read_waivers, waiver_schema
from scilit_rules.assessment.waivers import apply_waivers
from scilit_rules.model.finding import Finding
from scilit_rules.model.waiver import Waiver, WaiverState
from scilit_rules.model.words import Disposition, Severity, Status
from scilit_rules.problems import RulesetError
from tests.engine.made import obligation, plan

WAIVER = Waiver("w1", "asked", "zibo.zhangdian", "机构改革", "市科协", "淄科协函〔2020〕1号",
                date(2020, 7, 1), date(2020, 12, 31))
GAP = Finding("asked", "zibo.zhangdian", "2020", Status.UNMET, Severity.VIOLATION)
MET = Finding("asked", "zibo.huantai", "2020", Status.MET)
DAYS = [
    (date(2020, 6, 30), WaiverState.NOT_YET, Disposition.OPEN),
    (date(2020, 7, 1), WaiverState.ACTIVE, Disposition.WAIVED),
    (date(2020, 12, 31), WaiverState.ACTIVE, Disposition.WAIVED),
    (date(2021, 1, 1), WaiverState.EXPIRED, Disposition.OPEN),
]


@pytest.mark.parametrize(("day", "state", "disposition"), DAYS)
def test_both_ends_are_included(day: date, state: WaiverState, disposition: Disposition) -> None:
    findings, (use,) = apply_waivers([GAP, MET], [WAIVER], day)
    assert (use.state, findings[0].disposition) == (state, disposition)
    assert findings[0].status is Status.UNMET
    assert use.findings == (GAP.id,)
    assert findings[0].waiver == ("w1" if disposition is Disposition.WAIVED else None)


@pytest.mark.parametrize("waiver", [replace(WAIVER, period="2019"), replace(WAIVER, subject="zibo.huantai")])
def test_a_waiver_that_accepts_nothing_is_unused(waiver: Waiver) -> None:
    findings, (use,) = apply_waivers([GAP, MET], [waiver], date(2020, 12, 31))
    assert (use.state, use.findings) == (WaiverState.UNUSED, ())
    assert findings == (GAP, MET)


def test_of_two_waivers_the_first_accepts_and_both_are_told() -> None:
    findings, uses = apply_waivers([GAP], [WAIVER, replace(WAIVER, id="w2", period="2020")], date(2020, 12, 31))
    assert findings[0].waiver == "w1"
    assert [use.state for use in uses] == [WaiverState.ACTIVE, WaiverState.ACTIVE]


GOOD = """
- id: w1
  obligation: asked
  subject: zibo.zhangdian
  reason: 机构改革
  approver: 市科协
  document: 淄科协函〔2020〕1号
  from: 2020-07-01
  until: 2020-12-31
"""
MADE = plan(obligation())


def read(tmp_path: Path, text: str) -> tuple[Waiver, ...]:
    file = tmp_path / "waivers.yaml"
    file.write_text(text, encoding="utf-8")
    return read_waivers(file, MADE)


def test_a_waiver_file_is_read_with_places(tmp_path: Path) -> None:
    (waiver,) = read(tmp_path, GOOD)
    assert waiver == WAIVER
    assert waiver.place is not None and waiver.place.line == 2
    assert read(tmp_path, GOOD + "  period: 2020\n")[0].period == "2020"


BAD = [
    (GOOD + GOOD, ["assessment.waiver-twice"]),
    (GOOD.replace("asked", "askd"), ["assessment.waiver-obligation"]),
    (GOOD.replace("zhangdian", "zhangdain"), ["assessment.waiver-subject"]),
    (GOOD.replace("2020-12-31", "2020-06-30"), ["assessment.waiver-order"]),
    (GOOD.replace("  reason: 机构改革\n", ""), ["language.missing-key"]),
    (GOOD.replace("2020-12-31", "年底"), ["language.wrong-type"]),
    (GOOD + "  expiry: 2020-12-31\n", ["language.unknown-key"]),
    ("id: w1\n", ["language.entry-without-dash", "language.missing-key"]),
    (GOOD.replace("asked", "x").replace("2020-12-31", "2020-06-30"),
     ["assessment.waiver-obligation", "assessment.waiver-order"]),
]


@pytest.mark.parametrize(("text", "codes"), BAD)
def test_a_malformed_file_stops_with_all_that_is_wrong(tmp_path: Path, text: str, codes: list[str]) -> None:
    with pytest.raises(RulesetError) as caught:
        read(tmp_path, text)
    assert [problem.code for problem in caught.value.problems] == codes
    assert all(problem.place and problem.place.line for problem in caught.value.problems)


def test_a_missing_file_stops(tmp_path: Path) -> None:
    with pytest.raises(RulesetError):
        read_waivers(tmp_path / "none.yaml", MADE)


def test_the_schema_says_what_is_required() -> None:
    item = next(iter(waiver_schema()["$defs"].values()))
    assert set(item["required"]) == {"id", "obligation", "subject", "reason", "approver", "document", "from", "until"}


def test_a_waiver_of_a_renamed_obligation_is_told_what_it_is_called_now(tmp_path: Path) -> None:
    renamed = plan(obligation("per-head", formerly=("asked",)), obligation("asked-too"))
    file = tmp_path / "waivers.yaml"
    file.write_text(GOOD, encoding="utf-8")
    with pytest.raises(RulesetError) as refused:
        read_waivers(file, renamed)
    assert [(found.code, found.near) for found in refused.value.problems] == [
        ("assessment.waiver-obligation", ("per-head",))]
