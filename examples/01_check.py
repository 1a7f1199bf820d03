"""Checks a plan and prints the gaps: the one call that most applications need."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import scilit_rules as sr

RETURNS = Path(__file__).parent / "zibo" / "returns"

report = sr.check("zibo-2016-2020", [RETURNS], as_of=date(2020, 12, 31), subjects=["周村区"])

for gap in report.gaps:
    obligation = report.plan.obligations[gap.obligation]
    missing = f"{gap.gap.amount.normalize():f} {gap.gap.unit}" if gap.gap else ""
    print(gap.severity, obligation.clause, obligation.title.zh, gap.period, missing, sep=" | ")

print(report.exit_code().name)
