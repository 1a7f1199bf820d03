"""Runs that are killed at any moment: nothing that was there is broken, and the next run clears away what they left."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.cli.running import CLEAN, MINI, ROOT, run
from tests.hostile.trial import GOOD, GOOD_ROWS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")

FEW, MANY = 6, 500
FREE = "from scilit_rules.cli.main import main; main()"
AT = ("--as-of", "2020-12-31")
REPORTS = ("table", "json", "csv", "markdown", "excel", "html")


@dataclass(frozen=True)
class Writing:
    """A command that writes.

    Args:
        words: its words, in which OUT stands for the folder that it writes to and IN for what it reads.
        output: what it writes there, a file or a folder; it stands there before, from an earlier run.
        ledger: whether that is a ledger, which a killed run leaves as it was or as it is to be, but never broken.
    """

    words: tuple[str, ...]
    output: str
    ledger: bool = False


COMMANDS = (
    *(Writing(("check", *MINI, "IN/东区.csv", *AT, "-f", format, "-o", "OUT/o"), "o") for format in REPORTS),
    *(Writing(("distance", *MINI, "IN/东区.csv", *AT, "-f", format, "-o", "OUT/o"), "o") for format in ("excel", "html")),
    Writing(("compare", "IN/report.json", "IN/report.json", "-f", "excel", "-o", "OUT/o"), "o"),
    Writing(("sample", "IN/report.json", "--seed", "1", "-f", "excel", "-o", "OUT/o"), "o"),
    Writing(("baseline", "IN/report.json", "-o", "OUT/o"), "o"),
    Writing(("letters", *MINI, "IN/东区.csv", *AT, "-o", "OUT/letters", "--force"), "letters"),
    Writing(("template", *MINI, "-o", "OUT/forms", "--force"), "forms"),
    Writing(("ledger", "export", "--db", "IN/ledger.db", "-o", "OUT/o.xlsx"), "o.xlsx"),
    Writing(("ledger", "take-in", "IN/report.json", "--db", "OUT/ledger.db", "--by", "w"), "ledger.db", ledger=True),
    Writing(("ledger", "move", "2020-001", "assigned", "--db", "OUT/ledger.db", "--by", "w"), "ledger.db", ledger=True),
    Writing(("ledger", "import", "IN/ledger.xlsx", "--db", "OUT/ledger.db", "--by", "w"), "ledger.db", ledger=True),
)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands read, and in folders of their numbers what each has written before."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / GOOD).write_text(GOOD_ROWS, encoding="utf-8")
    run("check", *MINI, str(folder / GOOD), *AT, "-f", "json", "-o", str(folder / "report.json"))
    run("ledger", "take-in", str(folder / "report.json"), "--db", str(folder / "ledger.db"), "--by", "w")
    run("ledger", "export", "--db", str(folder / "ledger.db"), "-o", str(folder / "ledger.xlsx"))
    for number, writing in enumerate(COMMANDS):
        before = folder / str(number)
        before.mkdir()
        if writing.ledger:
            shutil.copy(folder / "ledger.db", before / "ledger.db")
        else:
            assert run(*placed(writing, folder, before)).exit_code in (0, 1, 3)
    return folder


def placed(writing: Writing, read: Path, out: Path) -> list[str]:
    return [word.replace("IN/", f"{read}/").replace("OUT/", f"{out}/") for word in writing.words]


def started(words: list[str], scratch: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **CLEAN, "TMPDIR": str(scratch)}
    return subprocess.Popen([sys.executable, "-c", FREE, *words], env=environment, stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def left(out: Path, scratch: Path, whole: dict[str, bytes]) -> list[str]:
    """What was not there before and is no output."""
    return [*(name for name in contents(out) if name not in whole), *(path.name for path in scratch.iterdir())]


def killed_at_random(rng: Random, prepared: Path, folder: Path, takes: dict[int, float]) -> bool:
    """Kills one run; whether it still ran. What it takes is measured when a command is first drawn."""
    number = rng.randrange(len(COMMANDS))
    writing = COMMANDS[number]
    out, scratch = folder / "out", folder / "tmp"
    for made in (out, scratch):
        shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(prepared / str(number), out)
    scratch.mkdir()
    whole = contents(out)
    if number not in takes:
        begun = time.monotonic()
        started(placed(writing, prepared, out), scratch).communicate()
        takes[number] = time.monotonic() - begun
        shutil.rmtree(out)
        shutil.copytree(prepared / str(number), out)
    with started(placed(writing, prepared, out), scratch) as process:
        time.sleep(takes[number] * rng.uniform(0.2, 1.0))
        ran = process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
    if writing.ledger:
        assert run("ledger", "list", "--db", str(out / "ledger.db")).exit_code in (0, 3), writing
    else:
        # The same input gives the same bytes, so that an output is old or new and both are the same.
        assert {name: data for name, data in contents(out).items() if name in whole} == whole, writing
    if left(out, scratch, whole):
        with started(placed(writing, prepared, out), scratch) as process:
            _, told = process.communicate()
        assert process.returncode in (0, 1, 2, 3), (writing, told)
        assert left(out, scratch, whole) == [], writing
    return ran


def test_a_few_kills_break_nothing(prepared: Path, tmp_path: Path) -> None:
    rng, takes = Random(3), {}
    for _ in range(FEW):
        killed_at_random(rng, prepared, tmp_path, takes)


@pytest.mark.long
def test_many_kills_break_nothing(prepared: Path, tmp_path: Path) -> None:
    rng, takes = Random(int(os.environ.get("KILL_SEED", "7"))), {}
    ran = sum(killed_at_random(rng, prepared, tmp_path, takes) for _ in range(int(os.environ.get("KILLS", MANY))))
    print(json.dumps({"killed while running": ran}))
    assert ran > int(os.environ.get("KILLS", MANY)) / 2
