"""Gives changed inputs to everything that reads: ``scripts/fuzz --seed 1 --seconds 60 [--reader NAME]``.

The same seed makes the same inputs. Each that fails is kept in out/fuzz with what was raised; the exit code is 1 then.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.fuzz.readers import READERS, prepare
from tests.fuzz.worker import made

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "out" / "fuzz"
WORKER = ["-m", "tests.fuzz.worker"]


class Run:
    """One run: what was read, what failed and where it is kept.

    Args:
        seed: the seed of all inputs.
        readers: the names of the readers.
        folder: a folder of its own.
        kept: where inputs that failed are copied to.
    """

    def __init__(self, seed: int, readers: list[str], folder: Path, kept: Path) -> None:
        self.seed, self.readers, self.folder, self.kept = seed, readers, folder, kept
        self.read: Counter[str] = Counter()
        self.failures: dict[str, tuple[str, int]] = {}
        self.slowest = (0.0, "")
        self._number = 0

    def go_on(self, until: float, inputs: int | None) -> None:
        """Reads inputs, with a new process after each that was killed."""
        while time.monotonic() < until and (inputs is None or self._number < inputs):
            self._one_process(until, inputs)

    def _one_process(self, until: float, inputs: int | None) -> None:
        command = [sys.executable, *WORKER, str(self.folder), str(self.seed), str(self._number),
                   ",".join(self.readers)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env={**os.environ, "SCILIT_RULES_LANG": "en", "PYTHONPATH": str(ROOT)}) as process:
            begun: dict[str, Any] = {}
            for said in _lines(process):
                if "begun" in said:
                    begun = said
                    continue
                self._count(begun, said)
                if time.monotonic() > until or (inputs is not None and self._number >= inputs):
                    process.kill()
                    return
            code = process.wait()
            if not begun:
                assert process.stderr is not None
                raise SystemExit(f"the reading process does not start: {process.stderr.read()[-2000:]}")
            hung = -code in (signal.SIGPROF, signal.SIGXCPU)
            self._count(begun, {"failed": "hang: over 10 s of processor time" if hung else f"the process ended with {code}",
                                "seconds": 10.0 if hung else 0.0})

    def _count(self, begun: dict[str, Any], ended: dict[str, Any]) -> None:
        reader, self._number = begun["reader"], begun["begun"] + 1
        self.read[reader] += 1
        self.slowest = max(self.slowest, (ended["seconds"], f"{reader} {begun['begun']}"))
        if ended["failed"]:
            self._keep(begun, ended["failed"])

    def _keep(self, begun: dict[str, Any], failed: str) -> None:
        sign = f"{begun['reader']}: {_sign(failed)}"
        path, times = self.failures.get(sign, ("", 0))
        if not times:
            self.kept.mkdir(parents=True, exist_ok=True)
            name = f"{begun['reader']}-{self.seed}-{begun['begun']}"
            # The worker has gone on to the next; the same seed makes this one again.
            reader = next(reader for reader in READERS if reader.name == begun["reader"])
            of, data = made(reader, self.folder / "seeds", self.seed, begun["begun"])
            kept = self.kept / f"{name}-{of}"
            kept.write_bytes(data)
            (self.kept / f"{name}.log").write_text(failed, encoding="utf-8", errors="replace")
            path = str(kept)
            print(f"failed: {sign}\n  kept: {path}", flush=True)
        self.failures[sign] = (path, times + 1)


def _lines(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    assert process.stdout is not None
    for line in process.stdout:
        with contextlib.suppress(ValueError):
            said = json.loads(line)
            if isinstance(said, dict):
                yield said


def _sign(failed: str) -> str:
    """By what failures of one kind are known: the last place in our code and what was raised."""
    places = re.findall(r'File "[^"]*/(scilit_rules/[^"]+)", line (\d+)', failed)
    last = failed.strip().splitlines()
    told = next((line for line in reversed(last) if "error:" in line or re.match(r"[\w.]+(Error|Exception|Failure)\b", line)),
                last[-1] if last else "")
    return f"{':'.join(places[-1]) if places else '-'} {re.sub('[0-9]+', 'N', told)[:160]}"


def main(arguments: list[str]) -> int:
    """Runs the driver.

    Returns:
        0, or 1 if an input failed.
    """
    names = [reader.name for reader in READERS]
    parser = argparse.ArgumentParser("scripts/fuzz", description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--inputs", type=int, help="end after that many")
    parser.add_argument("--reader", action="append", choices=names)
    chosen = parser.parse_args(arguments)
    # On Ctrl+C the folder is still cleared away.
    with tempfile.TemporaryDirectory(prefix="scilit-fuzz-") as name:
        folder = Path(name)
        (folder / "seeds").mkdir()
        prepare(folder / "seeds")
        run = Run(chosen.seed, chosen.reader or names, folder, KEPT)
        with contextlib.suppress(KeyboardInterrupt):
            run.go_on(time.monotonic() + chosen.seconds, chosen.inputs)
    return _report(run)


def _report(run: Run) -> int:
    print(f"seed {run.seed}: {sum(run.read.values())} inputs ({', '.join(f'{name} {n}' for name, n in sorted(run.read.items()))})")
    print(f"slowest: {run.slowest[0]:.1f} s, {run.slowest[1]}")
    for sign, (path, times) in sorted(run.failures.items()):
        print(f"{times} times {sign}\n  first: {path}")
    print(f"{sum(times for _, times in run.failures.values())} failed" if run.failures else "none failed")
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
