"""Runs the benchmarks: all, or those named.

    python -m benchmarks [durable] [reference] [exact] [startup] [authoring] [endtoend] [reports] [page] [ledger]

Install what to compare with by ``pip install -r benchmarks/requirements.txt``. Figures are those of this machine in
this run; only the ratios carry over to others.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Sequence

from benchmarks import authoring, endtoend, engines, exactness, ledger, page, reports, startup
from benchmarks.measure import Table, show

GROUPS: dict[str, Callable[[], Sequence[Table]]] = {
    "durable": lambda: [engines.against_host(), engines.flatness()],
    "reference": lambda: [engines.against_peers()],
    "exact": lambda: [exactness.table()],
    "startup": lambda: [startup.table()],
    "authoring": lambda: [authoring.table()],
    "endtoend": lambda: [endtoend.table()],
    "reports": lambda: [reports.table()],
    "page": lambda: [page.table()],
    "ledger": ledger.tables,
}


def main(names: Sequence[str]) -> int:
    """Runs the groups named, or all."""
    unknown = [name for name in names if name not in GROUPS]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(GROUPS)}", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors")
    print()
    for name in names or GROUPS:
        for table in GROUPS[name]():
            show(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
