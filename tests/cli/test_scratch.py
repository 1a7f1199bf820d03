"""Temporary files lie in a folder of the run's own, which goes with it or with the next."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from scilit_rules.cli.processes import machine
from scilit_rules.cli.scratch import own_scratch


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def ended() -> int:
    """The number of a process that is over."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_temporary_files_lie_in_it_and_go_with_it(folder: Path) -> None:
    with own_scratch():
        (own,) = folder.iterdir()
        handle, name = tempfile.mkstemp()
        os.close(handle)
        assert Path(name).parent == own
    assert list(folder.iterdir()) == []
    assert tempfile.gettempdir() == str(folder)


@pytest.mark.skipif(os.name == "nt", reason="processes of POSIX")
def test_what_a_killed_run_left_goes_with_the_next_and_nothing_else(folder: Path) -> None:
    over, elsewhere = folder / "elsewhere", ended()
    over.mkdir()
    (over / "kept").write_bytes(b"")
    (folder / f"scilit-rules-{machine()}-{elsewhere}-a").mkdir()
    (folder / f"scilit-rules-{machine()}-{elsewhere}-b").symlink_to(over)
    kept = {f"scilit-rules-{machine()}-{os.getpid()}-c", f"scilit-rules-otherhost-{elsewhere}-d", f"{elsewhere}", "scilit-rules-"}
    for name in kept:
        (folder / name).mkdir()
    with own_scratch():
        pass
    assert {path.name for path in folder.iterdir()} == {*kept, "elsewhere", f"scilit-rules-{machine()}-{elsewhere}-b"}
    assert (over / "kept").exists()


def test_where_no_folder_can_be_made_the_run_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    with own_scratch():
        ran = True
    assert ran
