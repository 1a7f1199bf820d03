"""Writes a report as JSON and reads it back, as a service would hand it on."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import scilit_rules as sr

RETURNS = Path(__file__).parent / "zibo" / "returns"

report = sr.check("zibo-2016-2020", [RETURNS / "张店区.xlsx"], as_of=date(2020, 12, 31), subjects=["zibo.zhangdian"])

out = BytesIO()
sr.write_report(report, out, format="json")
document = json.loads(out.getvalue())

print(document["run"]["plan"], document["run"]["as_of"])
print(len(document["findings"]), "findings")

# Kept as a file it is read back as a report, with its plan in outline: to be shown, explained or compared later.
with TemporaryDirectory() as folder:
    kept = Path(folder) / "report.json"
    kept.write_bytes(out.getvalue())
    saved = sr.read_report(kept)

first = saved.findings[0]
print(len(saved.findings), "findings read back; the first:", saved.obligation_of(first).title.get("en"))
