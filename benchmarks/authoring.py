"""How long an author waits: the commands that prove both plans, each a process of its own."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.measure import Table

TIMES = 5
PLANS = ("zibo-2016-2020", "lixia-2021-2025")
TEXTS = "SCILIT_RULES_TEXTS"


def table() -> Table:
    """The median of processes started in turn, and of their sum."""
    texts = os.environ.get(TEXTS)
    commands = {name: [name, *PLANS] for name in ("validate", "test", "coverage")}
    for plan in PLANS if texts else ():
        commands[f"trace {plan}"] = ["trace", plan, "--source", str(Path(texts or "") / f"{plan}.txt")]
    start = [sys.executable, "-c", "from scilit_rules.cli.main import main; main()"]
    rounds: list[dict[str, float]] = []
    for _ in range(TIMES):
        rounds.append({})
        for name, command in commands.items():
            begun = perf_counter()
            subprocess.run([*start, *command], check=True, capture_output=True)
            rounds[-1][name] = perf_counter() - begun
    rows = [[name, f"{statistics.median(done[name] for done in rounds):.2f}"] for name in commands]
    rows.append(["together", f"{statistics.median(sum(done.values()) for done in rounds):.2f}"])
    notes = () if texts else (f"trace is left out: {TEXTS} names no folder of issued texts",)
    return Table(f"Proving both plans, median of {TIMES} rounds", ["command", "s"], rows, notes)
