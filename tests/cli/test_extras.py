"""What to run where an extra is missing: a command of the Python that runs the program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from scilit_rules.extras import install_command
from tests.cli.running import ROOT, run

RETURNS = str(ROOT / "examples" / "zibo" / "returns")


@pytest.mark.parametrize("python, shown", [
    ("{here}/.venv/bin/python", ".venv/bin/python"),
    ("/usr/bin/python3.12", "/usr/bin/python3.12"),
    ("/opt/my python/bin/python", '"/opt/my python/bin/python"'),
    ("C:\\Python\\python.exe", "C:\\Python\\python.exe"),
    ("", "python"),
])
def test_the_running_python_is_named_as_it_can_be_called(
    python: str, shown: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", python.format(here=os.getcwd()))
    assert install_command("word") == f'{shown} -m pip install "scilit-rules[word]"'


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("module, extra, words", [
    ("docx", "word", ("letters", "zibo-2016-2020", RETURNS, "--as-of", "2020-12-31", "-o", "{folder}/letters")),
    ("sqlalchemy", "ledger", ("ledger", "list", "--db", "{folder}/l.db")),
    ("pypdf", "documents", ("trace", "zibo-2016-2020", "--source", "{folder}/issued.pdf")),
])
def test_what_is_missing_is_told_with_a_command_that_installs_it(
    module: str, extra: str, words: tuple[str, ...], lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "issued.pdf").write_bytes(b"%PDF-1.4\n")
    monkeypatch.setitem(sys.modules, module, None)
    result = run(*(word.format(folder=tmp_path) for word in words), "--lang", lang)
    assert result.exit_code == 2
    assert install_command(extra) in result.stderr
