"""The driver finds what it is there to find, and makes the same inputs from the same seed."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("limits of POSIX", allow_module_level=True)

from tests.fuzz.__main__ import Run
from tests.fuzz.readers import READERS, prepare
from tests.fuzz.worker import made

PLANTED = """
import os, sys
from tests.fuzz import worker
worker.HANG = 0.5
def fault(path, scratch):
    {fault}
worker.READERS = (worker.Reader("csv", ("return.csv",), fault),)
worker.main(*sys.argv[1:])
"""
NAMES = [reader.name for reader in READERS]
FOUND = sorted(Path(__file__).with_name("found").iterdir())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("fuzz")
    (top / "seeds").mkdir()
    prepare(top / "seeds")
    return top


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_good_inputs_are_read(folder: Path, tmp_path: Path, reader) -> None:
    for name in reader.seeds:
        out = folder / f"{reader.name}-{name}"
        out.mkdir()
        reader.read(folder / "seeds" / name, out)


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_once_failed_is_read_or_refused(folder: Path, path: Path) -> None:
    """Named ``READER.SEED``, as the input that it was made from is."""
    name, _, seed = path.name.partition(".")
    changed = folder / "found" / path.name / seed
    out = folder / f"out of {path.name}"
    for made_first in (changed.parent, out):
        made_first.mkdir(parents=True)
    changed.write_bytes(path.read_bytes())
    (reader,) = (reader for reader in READERS if reader.name == name.partition("-of-")[0])
    reader.read(changed, out)


def test_the_same_seed_makes_the_same_inputs(folder: Path) -> None:
    for reader in READERS:
        inputs = [made(reader, folder / "seeds", 5, number) for number in range(6)]
        assert inputs == [made(reader, folder / "seeds", 5, number) for number in range(6)]
        assert len({data for _, data in inputs}) > 1


@pytest.mark.parametrize("fault, told", [("raise KeyError('planted')", "planted"), ("while True: pass", "hang"),
                                         ("os.abort()", "ended with")])
def test_a_fault_a_hang_and_a_crash_are_found_and_kept(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                       fault: str, told: str) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(PLANTED.format(fault=fault), encoding="utf-8")
    monkeypatch.setattr("tests.fuzz.__main__.WORKER", [str(worker)])
    run = Run(1, ["csv"], folder, tmp_path / "kept")
    run.go_on(time.monotonic() + 60, inputs=2)
    assert run.read["csv"] == 2
    ((sign, (path, times)),) = run.failures.items()
    assert told in sign
    assert times == 2
    assert Path(path).exists()


def test_a_few_inputs_of_every_reader_end_well(folder: Path, tmp_path: Path) -> None:
    run = Run(20, NAMES, folder, tmp_path / "kept")
    run.go_on(time.monotonic() + 60, inputs=2 * len(NAMES))
    assert run.failures == {}
