"""The documented way to use durable_rules: its Python host, one fact asserted at a time, answers in actions.

Run as a program in a process of its own, because the host keeps a thread running and every subject in memory.
"""

from __future__ import annotations

import json
import sys
from time import perf_counter

from benchmarks.work import BOUNDS, SIGNS, Values, values

_OPERATORS = {">=": ("$gte", "$lt"), ">": ("$gt", "$lte")}


def run(rows: Values) -> tuple[list[float], int]:
    """Asserts one narrow fact for each value.

    Returns:
        the seconds that each tenth of the subjects took, and how many facts were found to meet their bound.
    """
    from durable.engine import Host

    found = [0, 0]

    def met(_: object) -> None:
        found[0] += 1

    def unmet(_: object) -> None:
        found[1] += 1

    rules: dict[str, object] = {}
    for number, (bound, sign) in enumerate(zip(BOUNDS, SIGNS, strict=True)):
        holds, fails = _OPERATORS[sign]
        for name, operator, action in (("met", holds, met), ("unmet", fails, unmet)):
            test = {"$and": [{"q": number}, {operator: {"v": float(bound)}}]}
            rules[f"{name}{number}"] = {"all": [{"m": test}], "run": action}
    host = Host()
    host.register_rulesets({"plan": rules})
    seconds = []
    tenth = max(len(rows) // 10, 1)
    for first in range(0, len(rows), tenth):
        start = perf_counter()
        for subject, row in enumerate(rows[first : first + tenth], start=first):
            for number, value in enumerate(row):
                host.assert_fact("plan", {"id": f"q{number}", "sid": str(subject), "q": number, "v": float(value)})
        seconds.append(perf_counter() - start)
    return seconds, found[0]


if __name__ == "__main__":
    print(json.dumps(run(values(int(sys.argv[1])))))
