"""What an application may pass, and what it is told where it passes something else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import scilit_rules as sr

RETURNS = Path(__file__).resolve().parents[2] / "examples" / "zibo" / "returns"
DAY = date(2020, 12, 31)


def test_one_name_by_itself_is_one_name_and_not_its_letters() -> None:
    given = {"as_of": DAY, "subjects": "张店区", "only": "on-agenda"}
    reports = [sr.check("zibo-2016-2020", source, **given) for source in (str(RETURNS), RETURNS, [RETURNS])]  # type: ignore[arg-type]
    assert [len(report.findings) for report in reports] == [1, 1, 1]
    assert reports[0].findings == reports[1].findings == reports[2].findings


def test_a_date_must_be_a_date() -> None:
    with pytest.raises(sr.UsageError) as caught:
        sr.check("zibo-2016-2020", as_of="2020-12-31")  # type: ignore[arg-type]
    assert [problem.code for problem in caught.value.problems] == ["engine.not-a-date"]


def test_unknown_names_are_refused_all_at_once_with_near_ones() -> None:
    with pytest.raises(sr.UsageError) as caught:
        sr.check("zibo-2016-2020", as_of=DAY, only=["on-agendas", "leading-grup"])
    assert {problem.near[0] for problem in caught.value.problems} == {"leading-group", "on-agenda"}
    with pytest.raises(sr.UsageError):
        sr.check("zibo-2016-2020", as_of=DAY, subjects=["恒台县"])


def test_without_sources_nothing_is_met() -> None:
    report = sr.check("zibo-2016-2020", as_of=DAY)
    assert report.counts[sr.Status.MET] == 0
    assert report.exit_code() is sr.ExitCode.INCOMPLETE
