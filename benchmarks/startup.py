"""How long the command line takes to say anything, against a process that only imports click."""

from __future__ import annotations

import statistics
import subprocess
import sys
from time import perf_counter

from benchmarks.measure import Table

TIMES = 15
COMMANDS = {
    "python -c 'import click'": [sys.executable, "-c", "import click"],
    "scilit-rules --help": [sys.executable, "-c", "from scilit_rules.cli.main import main; main()", "--help"],
}


def table() -> Table:
    """The median of processes started in turn."""
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(TIMES):
        for name, command in COMMANDS.items():
            start = perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            seconds[name].append(perf_counter() - start)
    medians = {name: statistics.median(times) for name, times in seconds.items()}
    bare = next(iter(medians.values()))
    rows = [[name, f"{median * 1000:.0f}", f"{median / bare:.2f}"] for name, median in medians.items()]
    return Table(f"Start-up, median of {TIMES} processes", ["command", "ms", "ratio"], rows)
