"""Starts a command under limits of memory and processor time and tells what it took: ``python confined.py REPORT …``.

It is a process of its own, small and without the site's packages: what a child is said to have taken at its peak is at
least what its parent held when it started it, and a worker of pytest holds much.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from contextlib import suppress

_KIB = 1 if sys.platform == "darwin" else 1024


def main(report: str, memory: str, seconds: str, *command: str) -> int:
    """Runs a command and writes what it took.

    Args:
        report: the file to write.
        memory: how many bytes of addresses it may ask for; far above what it should take, so that the machine lives.
        seconds: after how many seconds of processor time it is killed.
        command: its words.

    Returns:
        0; the exit code of the command stands in the report.
    """
    child = os.fork()
    if child == 0:
        _limit(resource.RLIMIT_AS, int(memory))
        _limit(resource.RLIMIT_CPU, int(seconds))
        _limit(resource.RLIMIT_CORE, 0)
        os.execv(command[0], command)
    _, status, used = os.wait4(child, 0)
    taken = {"exit_code": os.waitstatus_to_exitcode(status), "seconds": used.ru_utime + used.ru_stime,
             "peak": used.ru_maxrss * _KIB}
    with open(report, "w", encoding="utf-8") as out:
        json.dump(taken, out)
    return 0


def _limit(kind: int, value: int) -> None:
    with suppress(OSError, ValueError):  # Some systems know the limit and can't set it.
        resource.setrlimit(kind, (value, value))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
