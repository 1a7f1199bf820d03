"""The folder of a run for temporary files: it goes with the run, and where that was killed with the next one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from scilit_rules.cli.processes import is_over, machine

_PREFIX = "scilit-rules-"


@contextmanager
def own_scratch() -> Iterator[None]:
    """Has all temporary files of this process made in a folder of its own, which is removed in the end.

    For a process that is ours alone: a host keeps its folder. Where no folder can be made, files are refused when they
    are needed.
    """
    prefix = f"{_PREFIX}{machine()}-"
    try:
        top = tempfile.gettempdir()
        _clear(top, prefix)
        folder = tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-", dir=top)
    except OSError:
        yield
        return
    before, tempfile.tempdir = tempfile.tempdir, folder
    try:
        yield
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)


def _clear(top: str, prefix: str) -> None:
    """Removes the folders of runs that are over; only of this user and machine, and never through a link."""
    with suppress(OSError):
        for entry in list(os.scandir(top)):
            if entry.name.startswith(prefix) and is_over(entry.name[len(prefix):].partition("-")[0]) and _is_own(entry):
                shutil.rmtree(entry.path, ignore_errors=True)


def _is_own(entry: os.DirEntry[str]) -> bool:
    if not entry.is_dir(follow_symlinks=False):
        return False
    return not hasattr(os, "getuid") or entry.stat(follow_symlinks=False).st_uid == os.getuid()
