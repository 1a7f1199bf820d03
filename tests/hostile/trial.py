"""What every hostile case is held to: refused or read in little time and memory, named, the good file beside it judged.

A case is data: a name, what writes the hostile files, the codes of which one must name them, and the command, by
default a check of the folder in which a good return lies too. To add one, add it to the ``CASES`` of a
``test_*.py`` of this folder and let its test call ``hold``.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.cli.running import CLEAN, ROOT, RULESETS

SECONDS = 15.0
"""Of processor time, on a machine as fast as the one that this was written on: what grows with the square of what it
reads takes longer. The aim is 5 s on a quiet machine; what else runs beside the tests takes caches and so time."""
PEAK = 500 << 20
TOLD_AT_MOST = 100_000
"""Bytes of messages: every kind of problem is capped."""
GOOD = "东区.csv"
GOOD_ROWS = """单位,年度,小城经费,小城人口,小城小组,佐证,小城场馆,场馆等级,小城方案日期,publicity,佐证
东区,2020,30000,20000,是,东政发〔2019〕1号,是,三级,2019-03-01,已完成,东政发〔2019〕2号
"""
PLAN = ("mini-2020", "--rulesets", str(RULESETS))
CHECK = ("check", *PLAN, "{returns}", "--as-of", "2020-12-31", "-f", "json", "-o", "{out}/report.json")
_KILLED_AT = 60
_ADDRESSES = 4 << 30
_WALL = 300
_PROGRAM = "from scilit_rules.cli.main import main; main()"
_LOOPS = 2_000_000
_LOOPS_TAKE = 0.13


@dataclass(frozen=True)
class Case:
    """One thing that somebody may send.

    Args:
        name: what is wrong with it, as the name of the test.
        make: writes it into the folder of returns.
        told: codes of messages, at least one of which must be told; none where it is read and that is right.
        files: parts of names that must stand in what is told; by default those of all files that ``make`` wrote.
        command: the words; ``{returns}`` is the folder of the files, ``{out}`` that of the outputs.
        judged: whether the good return beside it must be judged.
        exits: the exit codes that are right.
        then: what to call after it on the two folders, to look closer.
    """

    name: str
    make: Callable[[Path], object]
    told: tuple[str, ...] = ()
    files: tuple[str, ...] | None = None
    command: tuple[str, ...] = CHECK
    judged: bool = True
    exits: tuple[int, ...] = (0, 1, 2, 3)
    then: Callable[[Path, Path], object] | None = None


@dataclass(frozen=True)
class Outcome:
    """What a confined command did and took."""

    exit_code: int
    seconds: float
    peak: int
    stdout: str
    stderr: str


def name_of(case: Case) -> str:
    """The name of a case, for pytest."""
    return case.name


def hold(case: Case, folder: Path) -> Outcome:
    """Runs a case and fails unless it is refused or read as it should be.

    Args:
        case: the case.
        folder: an empty folder.
    """
    returns, out, scratch = (folder / name for name in ("returns", "out", "tmp"))
    for made in (returns, out, scratch):
        made.mkdir()
    case.make(returns)
    hostile = _names(returns)
    if case.judged:
        (returns / GOOD).write_text(GOOD_ROWS, encoding="utf-8")
    before = _names(returns), _names(out)
    outcome = confined(*(word.format(returns=returns, out=out) for word in case.command), scratch=scratch)
    _check_outcome(case, outcome)
    _check_told(case, outcome, hostile)
    assert _names(scratch) == [], "something is left in the folder for temporary files"
    assert _names(returns) == before[0], "something is left beside the returns"
    parts = [name for name in _names(out) if name.startswith(".") and name not in before[1]]
    assert not parts, "something is left beside the outputs"
    if case.judged:
        _check_judged(out / "report.json")
    if case.then:
        case.then(returns, out)
    return outcome


def confined(*arguments: str, scratch: Path, env: Mapping[str, str] = {}) -> Outcome:
    """Runs the program in a process of its own, under limits.

    Args:
        arguments: its command line.
        scratch: the folder for temporary files.
        env: further variables of its environment.
    """
    report = scratch.with_name(f"{scratch.name}.taken.json")
    limits = [str(report), str(_ADDRESSES), str(int(_KILLED_AT * slowness()))]
    command = [sys.executable, "-I", "-S", str(Path(__file__).with_name("confined.py")), *limits,
               sys.executable, "-c", _PROGRAM, *arguments]
    # The measuring of coverage would be measured too.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    environment = {**clean, **CLEAN, "PYTHONPATH": str(ROOT), "TMPDIR": str(scratch), **env}
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, start_new_session=True) as process:
        try:
            stdout, stderr = process.communicate(timeout=_WALL)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    taken = json.loads(report.read_text(encoding="utf-8"))
    return Outcome(taken["exit_code"], taken["seconds"], taken["peak"],
                   stdout.decode("utf-8", "replace"), stderr.decode("utf-8", "replace"))


@cache
def slowness() -> float:
    """How many times as long this machine takes for the same work, at least 1."""
    begun = time.process_time()
    total = 0
    for number in range(_LOOPS):
        total += number & 1
    return max(1.0, (time.process_time() - begun) / _LOOPS_TAKE)


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def _check_outcome(case: Case, outcome: Outcome) -> None:
    shown = outcome.stderr[-2000:]
    assert outcome.exit_code in case.exits, f"exit code {outcome.exit_code} after {outcome.seconds:.1f} s: {shown}"
    assert "Traceback" not in outcome.stderr, shown
    limit = SECONDS * slowness()
    assert outcome.seconds <= limit, f"{outcome.seconds:.1f} s of processor time, more than {limit:.1f}"
    assert outcome.peak <= PEAK, f"{outcome.peak >> 20} MiB at the peak"
    assert len(outcome.stderr) <= TOLD_AT_MOST, f"{len(outcome.stderr)} characters of messages: {shown}"


def _check_told(case: Case, outcome: Outcome, hostile: list[str]) -> None:
    shown = outcome.stderr[-2000:]
    if case.told:
        assert any(code in outcome.stderr for code in case.told), f"none of {case.told} is told: {shown}"
        for name in hostile if case.files is None else case.files:
            assert name in outcome.stderr, f"{name} is not named: {shown}"


def _check_judged(report: Path) -> None:
    findings = json.loads(report.read_text(encoding="utf-8"))["findings"]
    judged = {found["obligation"] for found in findings
              if found["subject"] == "mini.east" and found["status"] in ("met", "unmet")}
    assert judged >= {"group", "issued", "publicity"}, f"of the good return only {sorted(judged)} are judged"
