"""What a console, a debugger or a log shows of big things is a line, not three megabytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import scilit_rules as sr

RETURNS = Path(__file__).resolve().parents[2] / "examples" / "zibo" / "returns"


def test_big_things_are_shown_in_a_line(tmp_path: Path) -> None:
    plan = sr.load_plan("zibo-2016-2020")
    report = sr.check(plan, RETURNS, as_of=date(2020, 12, 31), only=["leading-group"])
    with (tmp_path / "r.json").open("wb") as out:
        sr.write_report(report, out)
    saved = sr.read_report(tmp_path / "r.json")
    forms = sr.make_forms(plan, year=2020, previous=RETURNS)
    shown = [repr(one) for one in (plan, report, plan.vocabulary, plan.register, saved, report.scorecards, forms)]
    assert all(len(line) < 200 and "\n" not in line for line in shown), shown
    assert shown[0].startswith("<Plan zibo-2016-2020: ") and "2020-12-31" in shown[1] and "met " in shown[1]
    assert repr(report.findings[0]).startswith("Finding(")
