"""Returns that are made to harm, or happen to: refused or read in little time, and the good one beside them judged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile.trial import Case, hold, name_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")


def table(*rows: str, name: str = "西区.csv"):
    """What writes a table of text."""
    return lambda folder: (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")


CASES = [
    Case("an escape sequence in a subject", table("单位,年度,小城经费", "\x1b]0;x\x07西\x1b[2J区,2020,1")),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_hostile_return_harms_nothing(case: Case, tmp_path: Path) -> None:
    outcome = hold(case, tmp_path)
    assert "\x1b" not in outcome.stderr + outcome.stdout
