"""Writes a report as JSON and reads it back, as a service would hand it on."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path

import scilit_rules as sr

RETURNS = Path(__file__).parent / "zibo" / "returns"

report = sr.check("zibo-2016-2020", [RETURNS / "张店区.xlsx"], as_of=date(2020, 12, 31), subjects=["zibo.zhangdian"])

out = BytesIO()
sr.write_report(report, out, format="json")
document = json.loads(out.getvalue())

print(document["run"]["plan"], document["run"]["as_of"])
print(len(document["findings"]), "findings")
