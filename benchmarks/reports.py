"""JSON, workbook and page of one large check: how long each takes to write, how large it is, and the memory of all."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.endtoend import SUBJECTS, write_returns, write_rulesets
from benchmarks.measure import Table

OBLIGATIONS = 100
WRITE = """
import json, resource, sys
from datetime import date
from pathlib import Path
from time import perf_counter
from scilit_rules.app.check import check
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.plugins.manager import installed
home, reporters = Path(sys.argv[1]), installed().reporters
start = perf_counter()
report = check("made-up", [str(home / "returns")], as_of=date(2020, 12, 31), rulesets=[home / "rulesets"])
seconds, sizes = {"check": perf_counter() - start}, {"check": 0}
for name in ("json", "excel", "html"):
    start, target = perf_counter(), home / name
    with target.open("wb") as out:
        reporters[name].write(report, out, ReportOptions())
    seconds[name], sizes[name] = perf_counter() - start, target.stat().st_size
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({"seconds": seconds, "sizes": sizes, "peak": peak, "findings": len(report.findings)}))
"""


def table() -> Table:
    """Checks the made-up plan on the made-up returns in a process of its own, and writes the reports one by one."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_rulesets(home / "rulesets", OBLIGATIONS)
        write_returns(home / "returns", OBLIGATIONS)
        done = subprocess.run([sys.executable, "-c", WRITE, str(home)], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    rows = [[name, f"{seconds:.1f}", f"{found['sizes'][name] / 2**20:,.1f}"]
            for name, seconds in found["seconds"].items()]
    rows.append(["all", f"{sum(found['seconds'].values()):.1f}", ""])
    title = f"Reports: {SUBJECTS:,} subjects × {OBLIGATIONS} obligations, {found['findings']:,} findings"
    return Table(title, ["what", "seconds", "MiB"], rows, [f"peak memory {found['peak'] / 2**20:,.0f} MiB"])
