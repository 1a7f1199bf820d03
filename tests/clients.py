"""The programs in which people open what this package writes; tests that need one are skipped where it is missing."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest


def soffice() -> str:
    """The path of LibreOffice."""
    return _found("soffice", "libreoffice")


def chromium() -> str:
    """The path of Chromium."""
    return _found("chromium", "chromium-browser", "google-chrome")


def postgresql() -> str:
    """The folder of the programs that make and run a PostgreSQL server; Debian keeps them off the path."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return str(folder)
    pytest.skip("postgresql is not installed")


def _found(*names: str) -> str:
    for name in names:
        path = shutil.which(name)
        if path is not None:
            return path
    pytest.skip(f"{names[0]} is not installed")


@cache
def _profile() -> str:
    return Path(tempfile.mkdtemp(prefix="soffice-")).as_uri()


def convert(path: Path, to: str, folder: Path) -> Path:
    """A file opened by LibreOffice and saved in another format, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [soffice(), f"-env:UserInstallation={_profile()}", "--headless", "--convert-to", to, "--outdir",
               str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{to.partition(':')[0]}"


def chromedriver() -> str:
    """The path of the program that drives Chromium."""
    return _found("chromedriver")
