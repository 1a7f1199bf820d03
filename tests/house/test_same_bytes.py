"""A build gives the same bytes wherever its sources lie, whoever may read them and whenever they were written."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.house.test_packaging import copy_sources


def built(folder: Path, mode: int, written: int) -> dict[str, bytes]:
    """The names and bytes of what is built of a copy with these permissions and dates."""
    copy = copy_sources(folder / "checkout")
    for path in copy.rglob("*"):
        path.chmod(mode | 0o111 if path.is_dir() else mode)
        os.utime(path, (written, written))
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder / "built"), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.name: path.read_bytes() for path in (folder / "built").iterdir()}


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_the_same_sources_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    one = built(tmp_path / "one", 0o644, 1_700_000_000)
    mask = os.umask(0o077)
    try:
        other = built(tmp_path / "elsewhere" / "another", 0o600, 1_000_000_000)
    finally:
        os.umask(mask)
    assert sorted(one) == sorted(other)
    assert len(one) == 2
    for name, data in one.items():
        assert data == other[name], name


def test_what_is_packed_can_be_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    built(tmp_path, 0o644, 1_000_000_000)
    (wheel,) = (tmp_path / "built").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None
        assert {part.date_time for part in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}
    (sdist,) = (tmp_path / "built").glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
        assert {"setup.cfg", "pyproject.toml", "scripts/same_bytes.py", "scilit_rules/app/check.py"} <= names
        assert {(part.uid, part.uname, part.mtime) for part in archive.getmembers()} == {(0, "", 1_700_000_000)}
