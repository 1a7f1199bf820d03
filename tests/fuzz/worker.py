"""Reads changed inputs one after the other in one process, under limits; what it is at is told before each.

``python -m tests.fuzz.worker FOLDER SEED FIRST READERS`` writes a line of JSON for every input. It ends by itself when
its input ends, and is killed by the system where one input takes too much processor time.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import resource
import shutil
import signal
import sys
import time
import traceback
import warnings
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.mutation import mutated
from tests.fuzz.readers import READERS, Reader

HANG = 10.0
"""Seconds of processor time for one input."""
_MEMORY = 3 << 30


def made(reader: Reader, seeds: Path, seed: int, number: int) -> tuple[str, bytes]:
    """The changed input of a number: its name and its bytes, the same every time.

    Args:
        reader: what it is for.
        seeds: the folder of good inputs.
        seed: the seed of the run.
        number: the number of the input.
    """
    rng = Random(f"{seed}/{reader.name}/{number}")
    name = rng.choice(reader.seeds)
    return name, mutated((seeds / name).read_bytes(), Path(name).suffix, rng)


def main(folder: str, seed: str, first: str, names: str) -> None:
    """Reads inputs from the first on, until the driver has enough."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("ignore")
    logging.disable()
    readers = [reader for reader in READERS if reader.name in names.split(",")]
    top, out = Path(folder), sys.stdout
    number = int(first)
    while True:
        reader = readers[number % len(readers)]
        name, data = made(reader, top / "seeds", int(seed), number)
        case, scratch = top / "case", top / "out"
        for made_anew in (case, scratch):
            shutil.rmtree(made_anew, ignore_errors=True)
            made_anew.mkdir()
        path = case / name
        path.write_bytes(data)
        _tell(out, begun=number, reader=reader.name, file=str(path))
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, HANG)
        try:
            failed = _read(reader, path, scratch)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        _tell(out, ended=number, failed=failed, seconds=round(time.process_time() - begun, 3))
        number += 1


def _read(reader: Reader, path: Path, scratch: Path) -> str:
    """Reads an input; what went wrong, or nothing."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            reader.read(path, scratch)
    except (Exception, SystemExit) as error:
        return "".join(traceback.format_exception(error))[-6_000:]
    return ""


def _tell(out: Any, **said: object) -> None:
    out.write(json.dumps(said) + "\n")
    out.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
