"""One gap that two obligations show: both stay visible, it counts once, and nothing hides behind it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import scilit_rules as sr
from scilit_rules.assessment.distance import distances
from scilit_rules.assessment.following import mark_followers
from scilit_rules.exchange.report_reader import read_report
from scilit_rules.model.condition import Comparison
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.report import Report
from scilit_rules.model.words import Binding, Disposition, ProblemLevel, Status
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.words.summary import Summary
from tests.assessment.made_scoring import scoring
from tests.assessment.saving import write
from tests.engine.made import END, YEARLY, fact, obligation, plan

LOW, HIGH = fact("literacy.rate", 9), fact("literacy.rate", 11)
WHO = "zibo.zhangdian"


def report_on(*facts: sr.Fact, first: dict[str, Any] | None = None, second: dict[str, Any] | None = None,
              more: tuple[Obligation, ...] = (), as_of: date = END, **settings: Any) -> Report:
    made = plan(obligation("first", **first or {}), obligation("second", follows="first", **second or {}), *more)
    made = replace(made, **settings)
    return sr.check(made, as_of=as_of, facts=facts, subjects=[WHO], engine="reference")


def marked(report: Report) -> dict[str, str | None]:
    return {f"{finding.obligation}/{finding.period}": finding.follows for finding in report.findings}


@pytest.mark.parametrize(("facts", "status"), [((LOW,), Status.UNMET), ((HIGH,), Status.MET), ((), Status.UNKNOWN)])
def test_what_follows_and_says_the_same_is_shown_and_counted_once(facts: tuple[sr.Fact, ...], status: Status) -> None:
    report = report_on(*facts)
    assert marked(report) == {"first/2020": None, "second/2020": f"{WHO}/first/2020"}
    assert report.counts[status] == sum(report.counts.values()) == len(report.counted) == 1
    assert {finding.status for finding in report.findings} == {status}
    assert report.scorecards is not None
    assert report.scorecards.subjects[0].standing.counts[status] == report.scorecards.subjects[0].standing.findings == 1
    assert len(report.gaps) == 2 * (status is Status.UNMET)
    assert len(distances(report)[0].hurdles + distances(report)[0].past) == (status is not Status.MET)
    (tally,) = Summary(report, "zh").tallies
    assert tally.counts == report.counts


def test_that_it_is_counted_once_is_said() -> None:
    report = report_on(LOW)
    (told,) = [found for found in report.problems if found.code == "assessment.counted-once"]
    assert (told.level, told.message.args["count"]) == (ProblemLevel.INFO, 1)
    assert report.exit_code() is sr.ExitCode.VIOLATIONS
    assert report_on(HIGH).exit_code() is sr.ExitCode.MET
    for lang, words in (("zh", "随“first”（2020）同进退"), ("en", "follows “first” (2020): one gap, counted once")):
        for format in ("table", "markdown", "html", "json"):
            out = BytesIO()
            sr.write_report(report, out, format=format, options=ReportOptions(lang=lang, detail=True, width=200))  # type: ignore[arg-type]
            assert words in out.getvalue().decode().replace("\n", ""), (format, lang)


HIDING = [
    ("another verdict", {"require": Comparison("literacy.rate", "above", Decimal(5))}, {}, (LOW,)),
    ("a graver gap", {"binding": Binding.ENCOURAGED}, {}, (LOW,)),
    ("unknown behind unmet", {}, {"require": Comparison("venue.name", "present", True)}, (LOW,)),
]


@pytest.mark.parametrize(("first", "second", "facts"), [pytest.param(*case, id=name) for name, *case in HIDING])
def test_nothing_hides_behind_what_it_follows(first: dict[str, Any], second: dict[str, Any],
                                              facts: tuple[sr.Fact, ...]) -> None:
    report = report_on(*facts, first=first, second=second)
    assert set(marked(report).values()) == {None}
    assert sum(report.counts.values()) == 2
    assert not [found for found in report.problems if found.code == "assessment.counted-once"]


def test_a_lesser_gap_is_seen_behind_a_graver_one() -> None:
    assert sum(report_on(LOW, second={"binding": Binding.ENCOURAGED}).counts.values()) == 1


@pytest.mark.parametrize(("first", "second", "counted"), [
    (Disposition.OPEN, Disposition.OPEN, 1), (Disposition.WAIVED, Disposition.OPEN, 2),
    (Disposition.KNOWN, Disposition.OPEN, 2), (Disposition.OPEN, Disposition.WAIVED, 1),
    (Disposition.WAIVED, Disposition.WAIVED, 1)])
def test_an_open_gap_does_not_hide_behind_one_that_was_accepted(first: Disposition, second: Disposition,
                                                               counted: int) -> None:
    plain = report_on(LOW)
    bare = [replace(finding, follows=None, disposition=one)
            for finding, one in zip(plain.findings, (first, second), strict=True)]
    assert len(mark_followers(replace(plain, findings=tuple(bare))).counted) == counted


def test_years_are_held_against_the_same_year_and_else_the_latest() -> None:
    facts = [fact("literacy.rate", 11, 2019), fact("literacy.rate", 9, 2020)]
    both = report_on(*facts, first={"schedule": YEARLY}, second={"schedule": YEARLY})
    assert marked(both)["second/2020"] == f"{WHO}/first/2020"
    assert marked(both)["second/2019"] == f"{WHO}/first/2019"
    one = report_on(*facts, first={"schedule": YEARLY})
    assert marked(one)["second/2020"] == f"{WHO}/first/2020"
    latest = report_on(*facts, second={"schedule": YEARLY})
    assert (marked(latest)["second/2020"], marked(latest)["second/2019"]) == (f"{WHO}/first/2020", None)


def test_a_chain_counts_once() -> None:
    report = report_on(LOW, more=(obligation("third", follows="second"),))
    assert (marked(report)["third/2020"], len(report.counted)) == (f"{WHO}/second/2020", 1)


def test_points_are_lost_once() -> None:
    report = report_on(LOW, more=(obligation("other", require=Comparison("venue.name", "present", True)),),
                       scoring=scoring())
    assert report.scorecards is not None
    score = report.scorecards.subjects[0].score
    assert score is not None
    assert [line.obligation for line in score.lines] == ["first", "other"]


def test_the_way_to_compliance_has_one_hurdle_and_says_so() -> None:
    report = report_on(LOW)
    brief = sr.distance_brief(report, sr.distances(report), "en")
    assert [hurdle.finding.obligation for hurdle in sr.distances(report)[0].hurdles + sr.distances(report)[0].past] == [
        "first"]
    assert any("1 more findings show the same" in remark for remark in brief.remarks)


def test_a_saved_report_keeps_it(tmp_path: Path) -> None:
    path = write(report_on(LOW), tmp_path / "r.json")
    assert [finding.follows for finding in read_report(path).findings] == [None, f"{WHO}/first/2020"]
    assert json.loads(path.read_text(encoding="utf-8"))["counts"]["unmet"] == 1
