"""Every ruleset agrees with its issued text, of which this project ships no copy.

Give the folder that holds the texts as ``<plan id>.txt`` in the environment variable ``SCILIT_RULES_TEXTS``; without it
there is nothing to compare.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import scilit_rules as sr
from scilit_rules.problems import show_problem

FOLDER = os.environ.get("SCILIT_RULES_TEXTS")
TEXTS = [path for path in sorted(Path(FOLDER).glob("*.txt")) if path.stem in sr.list_plans()] if FOLDER else []

if TEXTS:

    @pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
    def test_nothing_is_unexplained(text: Path) -> None:
        found = sr.trace(text.stem, text)
        assert [show_problem(told, "en") for told in found.differences] == []
