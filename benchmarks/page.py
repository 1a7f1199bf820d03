"""The report as a page for many subjects: how long it takes to write, how large it is, and how quick it is to use."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.endtoend import SUBJECTS, write_returns, write_rulesets
from benchmarks.measure import Table

if TYPE_CHECKING:
    from selenium import webdriver

OBLIGATIONS = 100
WRITE = """
import json, resource, sys
from datetime import date
from pathlib import Path
from time import perf_counter
from scilit_rules.app.check import check
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.reporters.html import HtmlReporter
home = Path(sys.argv[1])
report = check("made-up", [str(home / "returns")], as_of=date(2020, 12, 31), rulesets=[home / "rulesets"])
start = perf_counter()
with (home / "report.html").open("wb") as out:
    HtmlReporter().write(report, out, ReportOptions())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({"write": perf_counter() - start, "peak": peak}))
"""
# Acts, then tells the milliseconds until the browser has painted what came of it.
ACT = """
const done = arguments[arguments.length - 1], start = performance.now();
const set = (id, value) => { const field = document.getElementById(id); field.value = value;
  field.dispatchEvent(new Event("change")); };
%s;
requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
"""
ACTS = {
    "filter: one subject": 'set("filter-subject", "第1234区")',
    "filter: everything again": 'document.querySelector(".filters > button").click()',
    "filter: one status": 'set("filter-status", "2")',
    "filter: one clause": 'set("filter-clause", "0")',
    "sort by gap, first time": 'document.getElementById("sort-gap").click()',
    "sort by gap, the other way": 'document.getElementById("sort-gap").click()',
    "open one finding": 'document.querySelector(".toggle").click()',
    "matrix by obligation": 'document.querySelectorAll(".switch button")[2].click()',
}


def table() -> Table:
    """Writes the page in a process of its own, opens it in Chromium and works it."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        write_rulesets(home / "rulesets", OBLIGATIONS)
        write_returns(home / "returns", OBLIGATIONS)
        command = [sys.executable, "-c", WRITE, str(home)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found = json.loads(done.stdout)
        page = home / "report.html"
        rows = [["write the page", f"{found['write']:.2f}"], *_worked(page, home / "browser")]
        size, peak = page.stat().st_size / 2**20, found["peak"] / 2**20
        notes = [f"{size:.1f} MiB; peak memory of check and page {peak:,.0f} MiB"]
    return Table(f"The page: {SUBJECTS:,} subjects × {OBLIGATIONS} obligations", ["what", "seconds"], rows, notes)


def _worked(page: Path, profile: Path) -> list[list[str]]:
    driver = _browser(profile)
    try:
        start = perf_counter()
        driver.get(page.as_uri())
        rows = [["open it, first list shown", f"{perf_counter() - start:.2f}"]]
        rows += [[name, f"{driver.execute_async_script(ACT % act) / 1000:.3f}"] for name, act in ACTS.items()]
    finally:
        driver.quit()
    return rows


def _browser(profile: Path) -> webdriver.Chrome:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     f"--user-data-dir={profile}"):
        options.add_argument(argument)
    return webdriver.Chrome(options=options)
