"""The frame itself: what it must catch it catches."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile.trial import PEAK, SECONDS, Case, confined, hold

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")


def damaged(folder: Path) -> None:
    (folder / "西区.xlsx").write_bytes(bytes(range(256)))


def test_a_damaged_return_is_named_and_the_good_one_judged(tmp_path: Path) -> None:
    outcome = hold(Case("damaged", damaged, ("adapters.damaged",)), tmp_path)
    assert 0.1 < outcome.seconds < SECONDS
    assert 20 << 20 < outcome.peak < PEAK


@pytest.mark.parametrize(
    "case, fault",
    [
        (Case("other code", damaged, ("adapters.empty-file",)), "is told"),
        (Case("other name", damaged, ("adapters.damaged",), files=("北区.xlsx",)), "is not named"),
        (Case("other exit", damaged, exits=(4,)), "exit code"),
        (Case("alone", damaged, command=("plans",)), "report.json"),
    ],
)
def test_what_is_not_as_it_should_be_fails(tmp_path: Path, case: Case, fault: str) -> None:
    with pytest.raises((AssertionError, FileNotFoundError), match=fault):
        hold(case, tmp_path)


def test_the_peak_is_that_of_the_command_alone(tmp_path: Path) -> None:
    held = bytearray(400 << 20)
    held[:: 4096] = bytes(len(held[:: 4096]))
    assert confined("--version", scratch=tmp_path).peak < 100 << 20
