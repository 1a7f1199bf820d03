"""Demands in words, as an official reads them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scilit_rules.model.text import Text
from scilit_rules.words import demands
from tests.reporters.made_plan import OBLIGATIONS, VOCABULARY


@pytest.mark.parametrize(
    "ask, shown",
    [
        ("是否建立？请附文件。", "是否建立？"),
        ("Is there one? Attach it.", "Is there one?"),
        ("建立情况", "建立情况"),
        ("是否建立?是否运行？", "是否建立?"),
    ],
)
def test_a_requirement_asks_without_saying_how_to_fill_in_the_form(ask: str, shown: str) -> None:
    review = replace(OBLIGATIONS["atmosphere"], review=Text(ask))
    assert demands.question(review, VOCABULARY, "zh") == f"由人核定：{shown}"
    untold = replace(OBLIGATIONS["atmosphere"], review=None)
    assert demands.question(untold, VOCABULARY, "zh") == "由人核定：探索形成鼓励创新的氛围"
