"""Compares subjects: how many findings of each status every district has."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import scilit_rules as sr

RETURNS = Path(__file__).parent / "zibo" / "returns"

report = sr.check(
    "zibo-2016-2020", [RETURNS], as_of=date(2020, 12, 31), waivers=RETURNS.parent / "waivers.yaml",
)

counts = {subject.id: Counter[sr.Status]() for subject in report.subjects}
for finding in report.findings:
    counts[finding.subject][finding.status] += 1

for subject in report.subjects:
    row = counts[subject.id]
    print(f"{subject.name.en}: {row[sr.Status.MET]} met, {row[sr.Status.UNMET]} unmet, "
          f"{row[sr.Status.UNKNOWN]} unknown, {row[sr.Status.NEEDS_REVIEW]} to be reviewed")

for conclusion in report.conclusions:
    print(f"{conclusion.subject}: {report.plan.consequences[conclusion.consequence].title.get('en')}")
