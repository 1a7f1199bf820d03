"""Runs the program as a user would, in this process or as one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result

from scilit_rules.cli.main import program

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RULESETS = HERE / "rulesets"
MINI = ("mini-2020", "--rulesets", str(RULESETS))
CLEAN = {"SCILIT_RULES_LANG": "en", "SCILIT_RULES_DEBUG": "", "NO_COLOR": "", "COLUMNS": "100"}


def run(*arguments: str, env: Mapping[str, str] = {}) -> Result:
    """Runs the program in this process, in English unless told otherwise."""
    return CliRunner().invoke(program, list(arguments), env={**CLEAN, **env})


def start(*arguments: str, env: Mapping[str, str] = {}, **settings: object) -> subprocess.CompletedProcess[bytes]:
    """Runs the program as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **CLEAN, **env}
    settings.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(
        [sys.executable, "-c", "from scilit_rules.cli.main import main; main()", *arguments],
        env=environment, stderr=subprocess.PIPE, timeout=60, check=False, **settings,  # type: ignore[call-overload]
    )
