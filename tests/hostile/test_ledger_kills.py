"""Commands on a ledger that are killed at any moment: nothing is broken, and the next run clears what they left."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scilit_rules.ledger.export import ledger_bytes
from scilit_rules.ledger.intake import take_in
from scilit_rules.ledger.listing import read_rows
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import open_ledger
from scilit_rules.ledger.verifying import verify
from tests.assessment.saving import finding, made
from tests.cli.running import CLEAN, ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
STAMP = Stamp("王敏", "2021-01-05T09:30:00+08:00")
ROWS = 300
# Loads the program, says so, and then does what it is told: kills fall into the work and not into the loading.
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
from datetime import date
import scilit_rules.reporters.workbook.briefs, scilit_rules.gate.workbooks, sqlalchemy.dialects.sqlite
from scilit_rules.cli.main import main
from scilit_rules.ledger import export, intake, merging, json_lines, migration
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import open_ledger
from tests.assessment.saving import finding, made
print("ready", flush=True)
sys.stdin.readline()
if sys.argv[2] == "take-in":
    where, first = sys.argv[3], int(sys.argv[4])
    report = made([finding(period=str(year)) for year in range(first, first + 200)])
    intake.take_in(open_ledger(where, create=True), report, Stamp("Li", "2021-01-05T09:30:00"), date(2021, 3, 31))
else:
    del sys.argv[1]
    main()
"""


class Killing:
    """A ledger, and commands on it that are killed.

    Args:
        folder: an empty folder.
        seed: what the moments follow from.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self._chance = random.Random(seed)
        self._out, self._scratch = folder / "out", folder / "tmp"
        for made_folder in (self._out, self._scratch):
            made_folder.mkdir()
        self.db, self._sheet = self._out / "l.db", self._out / "back.xlsx"
        take_in(open_ledger(self.db, create=True), made([finding(period=str(year)) for year in range(1000, 1000 + ROWS)]),
                STAMP, date(2021, 3, 31))
        self._period, self._lasts = 2000, {"take-in": 0.5, "move": 0.1, "import": 0.5, "export": 0.5, "lines": 0.3}
        self.done = self.killed = 0
        self.head = ""

    def once(self) -> None:
        """Starts a command, kills it at some moment of its work, and looks at what is left."""
        kind = self._chance.choice(list(self._lasts))
        words = self._words(kind)
        environment = {**os.environ, **CLEAN, "TMPDIR": str(self._scratch)}
        process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(ROOT), *words], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT, env=environment)
        with process:
            assert process.stdin is not None and process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            process.stdin.write(b"\n")
            process.stdin.flush()
            begun = time.monotonic()
            try:
                process.wait(self._chance.uniform(0, self._lasts[kind]))
                self._lasts[kind] = max((time.monotonic() - begun) * 1.2, 0.02)
                self.done += 1
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                self.killed += 1
                # The moments are spread over as long as it takes, however slow the machine.
                self._lasts[kind] *= 1.05
        self._look()

    def _words(self, kind: str) -> list[str]:
        if kind == "take-in":
            self._period += 200
            return ["take-in", str(self.db), str(self._period)]
        if kind == "move":
            return ["ledger", "move", f"2020-{self._chance.randint(1, ROWS):03}", "assigned", "--db", str(self.db),
                    "--by", "Li", "--person", str(self._chance.random())]
        if kind == "import":
            self._edit()
            return ["ledger", "import", str(self._sheet), "--db", str(self.db), "--by", "Li"]
        name = "l.xlsx" if kind == "export" else "l.jsonl"
        return ["ledger", "export", "--db", str(self.db), "-o", str(self._out / name)]

    def _edit(self) -> None:
        self._sheet.write_bytes(ledger_bytes(read_rows(open_ledger(self.db))[:ROWS], "zh"))
        book = load_workbook(self._sheet)
        for cell in book.worksheets[0]["G"][3:]:
            cell.value = str(self._chance.random())
        book.save(self._sheet)

    def _look(self) -> None:
        """Nothing that was there before is gone, all of it holds, and whatever was written is whole."""
        found = verify(open_ledger(self.db), self.head)
        assert found.problems == ()
        self.head = found.head
        sheet = self._out / "l.xlsx"
        if sheet.exists():
            load_workbook(sheet, read_only=True).close()
        lines = self._out / "l.jsonl"
        if lines.exists():
            assert lines.read_text(encoding="utf-8").splitlines()[-1].startswith('{"rows"')

    def clear(self) -> None:
        """Runs each command that writes once more, after which nothing of the killed ones may be left."""
        for name in ("l.xlsx", "l.jsonl"):
            subprocess.run([sys.executable, "-c", PROGRAM, str(ROOT), "ledger", "export", "--db", str(self.db), "-o",
                            str(self._out / name)], input=b"\n", stdout=subprocess.DEVNULL, check=True, cwd=ROOT,
                           env={**os.environ, **CLEAN, "TMPDIR": str(self._scratch)}, timeout=300)
        left = {path.name for path in self._out.iterdir()} - {"l.db", "l.xlsx", "l.jsonl", "back.xlsx"}
        assert (left, list(self._scratch.iterdir())) == (set(), [])


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


@pytest.mark.parametrize("kills", [4, pytest.param(100, marks=pytest.mark.long)])
def test_a_ledger_survives_kills_at_any_moment(folder: Path, kills: int) -> None:
    killing = Killing(folder, seed=kills)
    while killing.killed < kills:
        killing.once()
    killing.clear()
    print(f"killed {killing.killed}, done before they could be {killing.done}")
