"""The limits of reading are raised and lowered on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.running import RULESETS, run

ROWS = "单位,年度,小城经费\n" + "".join(f"没有的区{at},2020,1\n" for at in range(30))


def test_a_limit_of_reading_is_what_the_user_says(tmp_path: Path) -> None:
    path = tmp_path / "西区.csv"
    path.write_text(ROWS, encoding="utf-8")
    words = ["check", "mini-2020", "--rulesets", str(RULESETS), str(path), "--as-of", "2020-12-31", "--lang", "en"]
    assert "facts.too-many-problems" not in run(*words).output
    assert "facts.too-many-problems" in run(*words, "--limit", "max_problems=10").output
    assert "adapters.too-many-rows" in run(*words, "--limit", "max-rows=5").output
