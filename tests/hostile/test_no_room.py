"""A full disk, a limit on files, no folder for temporary files, no screen: told as what they are, in every format."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import CLEAN, MINI, ROOT
from tests.hostile.trial import GOOD, GOOD_ROWS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")

LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
from scilit_rules.cli.main import main
main()
"""
NOWHERE = """
import tempfile
def none(*_):
    raise FileNotFoundError(2, "No usable temporary directory found")
tempfile.gettempdir = none
from scilit_rules.cli.main import main
main()
"""
FREE = "from scilit_rules.cli.main import main; main()"
REPORTS = ("table", "json", "csv", "markdown", "excel", "html")
BRIEFS = ("table", "csv", "markdown", "excel", "html")


def started(code: str, *words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **CLEAN, **(env or {})}
    return subprocess.run([sys.executable, "-c", code, *words], env=environment, capture_output=True, text=True,
                          errors="replace", check=False, timeout=120)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    (folder / GOOD).write_text(GOOD_ROWS, encoding="utf-8")
    started(FREE, "check", *MINI, str(folder / GOOD), "--as-of", "2020-12-31", "-f", "json", "-o", str(folder / "report.json"))
    started(FREE, "ledger", "take-in", str(folder / "report.json"), "--db", str(folder / "ledger.db"))
    return folder


def commands(folder: Path, out: Path) -> dict[str, tuple[str, ...]]:
    """Every command that writes, in every format."""
    judging = (*MINI, str(folder / GOOD), "--as-of", "2020-12-31")
    report, ledger = str(folder / "report.json"), str(folder / "ledger.db")
    return {
        **{f"check {format}": ("check", *judging, "-f", format, "-o", str(out / "o")) for format in REPORTS},
        **{f"distance {format}": ("distance", *judging, "-f", format, "-o", str(out / "o")) for format in BRIEFS},
        **{f"compare {format}": ("compare", report, report, "-f", format, "-o", str(out / "o")) for format in BRIEFS},
        "baseline": ("baseline", report, "-o", str(out / "o.json")),
        "letters": ("letters", *judging, "-o", str(out)),
        "template": ("template", *MINI, "-o", str(out / "o.xlsx")),
        "ledger export": ("ledger", "export", "--db", ledger, "-o", str(out / "o.xlsx")),
        "ledger take-in": ("ledger", "take-in", report, "--db", str(out / "o.db")),
    }


NAMES = tuple(commands(Path(), Path()))
LONG = {*(f"{command} {format}" for command in ("distance", "compare") for format in ("table", "csv", "markdown", "html")),
        "check csv", "check markdown"}


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.long] * (name in LONG)) for name in NAMES])
def test_no_room_for_a_file_is_told_and_leaves_nothing(prepared: Path, tmp_path: Path, name: str) -> None:
    told = started(LIMITED, *commands(prepared, tmp_path)[name])
    assert told.returncode == 2, told.stderr
    assert "cli.disk-full" in told.stderr or "ledger.full" in told.stderr or "ledger.no-room" in told.stderr, told.stderr
    assert "Traceback" not in told.stderr
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and not path.name.startswith("o.db")] == []


@pytest.mark.parametrize("name", [name for name in NAMES if "excel" in name or "xport" in name or name == "template"])
def test_without_a_folder_for_temporary_files_that_is_told_or_it_is_not_needed(prepared: Path, tmp_path: Path,
                                                                             name: str) -> None:
    told = started(NOWHERE, *commands(prepared, tmp_path)[name])
    assert told.returncode in (0, 1, 3) or (told.returncode == 2 and "cli.no-scratch" in told.stderr), told.stderr
    assert "Traceback" not in told.stderr


Screen = Callable[[], None]


def no_screen() -> None:
    os.close(1)


@pytest.mark.parametrize("words", [("plans",), ("plugins",), ("schema",), ("show", *MINI), ("coverage", *MINI), ("--help",)],
                         ids=lambda words: words[0])
@pytest.mark.parametrize("screen", ["/dev/full", "closed"])
def test_a_screen_that_takes_nothing_is_no_fault_of_the_program(words: tuple[str, ...], screen: str) -> None:
    if screen != "closed" and not Path(screen).exists():
        pytest.skip("a device of Linux")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **CLEAN}
    command = [sys.executable, "-c", FREE, *words]
    if screen == "closed":
        told = subprocess.run(command, env=environment, stderr=subprocess.PIPE, preexec_fn=no_screen, check=False)
    else:
        with open(screen, "wb") as full:
            told = subprocess.run(command, env=environment, stderr=subprocess.PIPE, stdout=full, check=False)
    assert told.returncode in (0, 1, 2, 3), told.stderr
    assert b"cli.unexpected" not in told.stderr
    assert b"Traceback" not in told.stderr
