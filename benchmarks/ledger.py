"""The ledger at size: commands on a million rows against the same on one, the workbook out and back, many writers."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.measure import Table
from scilit_rules.ledger.pen import writing
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import open_ledger
from scilit_rules.model.words import LedgerState

ROWS = int(os.environ.get("LEDGER_ROWS", "1000000"))
SHEET_ROWS = int(os.environ.get("LEDGER_SHEET_ROWS", "100000"))
WRITERS, MOVES = 8, 200
_SUBJECTS, _OBLIGATIONS = 3_000, 60
_STATES = (LedgerState.CLOSED, LedgerState.FOUND, LedgerState.ASSIGNED, LedgerState.IN_PROGRESS, LedgerState.REPORTED)
_STAMP = Stamp("王敏", "2021-01-05T09:30:00+08:00")
_RUN = "from scilit_rules.cli.main import main; main()"
_WRITER = """
import sys, time
from scilit_rules.ledger.register import move
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import open_ledger
from scilit_rules.model.words import LedgerState
from scilit_rules.problems import UsageError
where, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
ledger, done, refused, longest = open_ledger(where), 0, 0, 0.0
for serial in range(first, first + count):
    start = time.perf_counter()
    try:
        move(ledger, f"2020-{serial:03}", LedgerState.ASSIGNED, Stamp(str(first), "2021-01-05T09:30:00"))
        done += 1
    except UsageError:
        refused += 1
    longest = max(longest, time.perf_counter() - start)
print(done, refused, longest)
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of the program took.

    Args:
        seconds: how long it took.
        megabytes: the most memory that it held.
    """

    seconds: float
    megabytes: float


def fill(where: str, rows: int, states: Sequence[LedgerState] = _STATES) -> None:
    """Makes a ledger of so many rows, as if reports had been taken in year after year.

    Args:
        where: its file or address.
        rows: how many.
        states: their states, in turn.
    """
    ledger = open_ledger(where, create=True)
    for first in range(1, rows + 1, 50_000):
        with ledger.writing(_STAMP.when) as connection, writing(connection, _STAMP) as pen:
            for serial in range(first, min(first + 50_000, rows + 1)):
                pen.enter(_row(serial, states[serial % len(states)]), "made 2020-12-31", {})


def _row(serial: int, state: LedgerState) -> dict[str, str | int]:
    subject, obligation = serial % _SUBJECTS, serial // _SUBJECTS % _OBLIGATIONS
    name, title = f"第{subject}号街道", f"第{obligation}项任务"
    late = date(2021, 1 + serial % 12, 1 + serial % 28).isoformat()
    return {
        "year": 2020, "serial": serial, "number": f"2020-{serial:03}", "plan": "made",
        "obligation": f"task-{obligation}", "subject": f"made.s{subject}",
        "period": str(1000 + serial // (_SUBJECTS * _OBLIGATIONS)), "subject_zh": name,
        "subject_en": f"Street {subject}", "problem_zh": f"{name}：“{title}”（2020年）未达到要求，差0.004元/人",
        "problem_en": f"Street {subject}: “Task {obligation}” (2020) is not met: short by 0.004 yuan per person",
        "clause": "三/（三） 保障条件", "source_zh": "对照某市全民科学素质行动实施方案核查（2020年12月31日）",
        "source_en": "check against the plan of a city (2020-12-31)",
        "bodies": "市财政局、市科协按职责分工负责", "person": "",
        "measure": "把科普经费列入年度预算，按常住人口人均1元拨付到位", "deadline": late if serial % 7 else "",
        "state": str(state), "evidence": "", "verifier": "",
        "closed_on": "2021-06-30" if state is LedgerState.CLOSED else "", "remark": "", "relapses": 0,
        "seen_fixed": "2021-12-31" if serial % 11 == 0 else "", "first_seen": "2020-12-31", "judged_on": "2020-12-31",
        "revision": 1,
    }


def run(*words: str) -> Run:
    """Runs the program in a process of its own."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", _RUN, *words], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    said = process.stderr.read().decode() if process.stderr else ""
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise RuntimeError(said)
    return Run(seconds, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 1024))


def at_size(small: str, large: str) -> Table:
    """The same commands on a ledger of one row and on a large one.

    Args:
        small: the ledger of one row.
        large: the large one.
    """
    commands = {
        "show": ("show", "2020-001"),
        "move": ("move", "2020-001", "assigned", "--by", "Wang"),
        "list": ("list",),
        "list --subject": ("list", "--subject", "第1号街道"),
        "list --body": ("list", "--body", "财政局"),
        "list --state": ("list", "--state", "reported"),
        "list --overdue": ("list", "--overdue", "--as-of", "2021-08-01"),
        "remind": ("remind", "--as-of", "2021-08-01"),
        "remind --subject": ("remind", "--as-of", "2021-08-01", "--subject", "第1号街道"),
    }
    rows = []
    for name, words in commands.items():
        one, many = (run("ledger", *words, "--db", where) for where in (small, large))
        rows.append([name, f"{one.seconds:.2f}", f"{many.seconds:.2f}", f"{many.seconds - one.seconds:+.2f}",
                     f"{one.megabytes:.0f}", f"{many.megabytes:.0f}"])
    for name, words in {"list -f csv": ("list", "-f", "csv", "-o", f"{large}.csv"), "verify": ("verify",)}.items():
        many = run("ledger", *words, "--db", large)
        rows.append([name, "", f"{many.seconds:.2f}", "", "", f"{many.megabytes:.0f}"])
    headers = ["command", "1 row, s", "all, s", "more, s", "1 row, MB", "all, MB"]
    return Table(f"Ledger of {ROWS:,} rows, each command in a process of its own", headers, rows)


def out_and_back(where: str, folder: Path) -> Table:
    """The workbook of a ledger written, and read back."""
    path = str(folder / "l.xlsx")
    steps = {"export": ("export", "-o", path), "import": ("import", path),
             "verify --export": ("verify", "--export", path),
             "export to JSON": ("export", "-o", f"{path}.jsonl")}
    rows = []
    for name, words in steps.items():
        took = run("ledger", *words, "--db", where)
        rows.append([name, f"{took.seconds:.1f}", f"{took.megabytes:.0f}"])
    return Table(f"Workbook of {SHEET_ROWS:,} rows", ["step", "seconds", "MB"], rows)


def writers(where: str) -> Table:
    """Several processes that move rows at once, each its own."""
    every = [subprocess.Popen([sys.executable, "-c", _WRITER, where, str(1 + number * MOVES), str(MOVES)],
                              stdout=subprocess.PIPE, text=True) for number in range(WRITERS)]
    said = [process.communicate()[0].split() for process in every]
    done, refused = (sum(int(words[at]) for words in said) for at in (0, 1))
    longest = max(float(words[2]) for words in said)
    return Table(f"{WRITERS} writers, {MOVES} moves each", ["done", "refused", "longest wait, s"],
                 [[done, refused, f"{longest:.2f}"]])


def tables() -> Sequence[Table]:
    """All of them, in a folder of their own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, large, sheet, busy = (str(folder / f"{name}.db") for name in ("small", "large", "sheet", "busy"))
        for where, rows, states in ((small, 1, _STATES[1:2]), (large, ROWS, _STATES), (sheet, SHEET_ROWS, _STATES),
                                    (busy, WRITERS * MOVES, _STATES[1:2])):
            fill(where, rows, states)
        return [at_size(small, large), out_and_back(sheet, folder), writers(busy)]
