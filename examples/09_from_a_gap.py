"""From a gap to all that is known of it: clause, bodies with their role, the cells it rests on, and what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import scilit_rules as sr

RETURNS = Path(__file__).parent / "zibo" / "returns"

report = sr.check("zibo-2016-2020", [RETURNS], as_of=date(2020, 12, 31), subjects=["周村区"])
gap = next(gap for gap in report.gaps if gap.obligation == "associations-at-town-stations")

obligation, clause = report.obligation_of(gap), report.clause_of(gap)
print(report.subject_of(gap).name.zh, obligation.title.zh, gap.period, gap.status, gap.severity)
if clause:
    print("clause:", clause.path, clause.heading)
for mention in report.bodies_of(gap):
    print("body:", mention.body, "-", sr.say(mention.role, "zh"))
for check in gap.checks:
    title = report.plan.vocabulary[check.comparison.fact].title.zh
    print("asked:", title, check.comparison.operator, check.comparison.bound, "- found:", check.actual)
if gap.gap:
    print("gap:", gap.gap.amount, gap.gap.unit, "- and more" if gap.gap.more_than else "")
for place in gap.places:
    print("place:", Path(place.source).name, place.sheet, place.cell)
if obligation.remedy:
    print("remedy:", obligation.remedy.zh)
