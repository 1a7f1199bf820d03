"""A whole check, from CSV files to a JSON report: how long, how much memory, and where the time goes."""

from __future__ import annotations

import csv
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from benchmarks.measure import Table

SUBJECTS = 3_000
OBLIGATIONS = 60
FILES = 30
CITY = {"id": "city", "name": {"zh": "某市", "en": "A city"}, "level": "city"}


def table() -> Table:
    """Runs `benchmarks.pipeline` in a process of its own on made-up districts and tells what it measured."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_rulesets(home / "rulesets")
        write_returns(home / "returns")
        command = [sys.executable, "-m", "benchmarks.pipeline", str(home)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    total = sum(found["stages"].values())
    rows = [[stage, f"{seconds:.2f}", f"{seconds / total:.0%}"] for stage, seconds in found["stages"].items()]
    rows.append(["all", f"{total:.2f}", "100%"])
    title = f"End to end: {SUBJECTS:,} subjects × {OBLIGATIONS} obligations, {FILES} CSV files to findings as JSON"
    return Table(title, ["stage", "seconds", "share"], rows, [
        f"{found['findings']:,} findings, {found['findings'] / total:,.0f} findings/s, engine {found['engine']}",
        f"peak memory {found['peak'] / 2**20:,.0f} MiB, report {found['bytes'] / 2**20:,.1f} MiB",
        f"statuses: {', '.join(f'{status} {count:,}' for status, count in found['counts'].items())}",
    ])


def write_rulesets(folder: Path, obligations: int = OBLIGATIONS) -> None:
    """A plan of so many obligations on as many facts: two in three on numbers, one in three on flags."""
    plan = {"id": "made-up", "title": {"zh": "虚构方案", "en": "A made-up plan"}, "jurisdiction": "city",
            "years": [2016, 2020], "clauses": [{"path": "一", "kind": "goal", "heading": "虚构"}]}
    districts = [{"id": f"city.d{n}", "name": {"zh": _name(n), "en": f"District {n}"}, "level": "district",
                  "parent": "city"} for n in range(SUBJECTS)]
    facts = {f"made.f{n}": {"title": {"zh": _heading(n), "en": f"Figure {n}"}, "nature": "yearly",
                            "type": "flag" if n % 3 == 0 else "number"} for n in range(obligations)}
    _write(folder / "made-up" / "plan.yaml", plan)
    _write(folder / "subjects.yaml", [CITY, *districts])
    _write(folder / "vocabulary.yaml", facts)
    _write(folder / "made-up" / "obligations" / "all.yaml", [_obligation(n) for n in range(obligations)])


def _obligation(number: int) -> dict[str, object]:
    require = {"is": True} if number % 3 == 0 else {"at_least" if number % 2 else "above": 10 + number / 2}
    return {"id": f"o{number}", "clause": "一", "title": {"zh": f"任务{number}", "en": f"Duty {number}"},
            "kind": "target", "binding": "mandatory", "bears": "district", "in": 2020,
            "require": {"fact": f"made.f{number}", **require}}


def write_returns(folder: Path, obligations: int = OBLIGATIONS) -> None:
    """The districts' figures in several files, a row for each; one in fifty is missing."""
    folder.mkdir(parents=True)
    chance = random.Random(2020)
    for number in range(FILES):
        with (folder / f"returns-{number:02}.csv").open("w", encoding="utf-8-sig", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(["区县", "年度", *(_heading(n) for n in range(obligations))])
            for district in range(number, SUBJECTS, FILES):
                rows.writerow([_name(district), 2020, *(_cell(chance, n) for n in range(obligations))])


def _cell(chance: random.Random, number: int) -> str:
    if chance.random() < 0.02:
        return ""
    if number % 3 == 0:
        return chance.choice(["是", "是", "否"])
    return f"{chance.uniform(9, 45):.2f}"


def _name(district: int) -> str:
    return f"第{district:04}区"


def _heading(number: int) -> str:
    return f"虚构指标{number:02}号"


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
