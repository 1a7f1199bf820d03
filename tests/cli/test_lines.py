from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scilit_rules.cli.lines import in_columns, indented, listing, pad, width, wrap

MIXED = st.text(alphabet="abc 12%,.淄博市张店区科普经费，。（）“”", max_size=120)


@pytest.mark.parametrize(
    "text, columns",
    [("", 0), ("abc", 3), ("科普", 4), ("科普2020", 8), ("\x1b[1m科普\x1b[0m", 4), ("e\u0301", 1), ("“科普”", 6)],
)
def test_width_counts_wide_characters_twice_and_colours_not_at_all(text: str, columns: int) -> None:
    assert width(text) == columns


@given(MIXED, st.integers(12, 60))
def test_lines_are_never_too_wide_and_lose_nothing(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert "".join("".join(lines).split()) == "".join(text.split())
    longest_word = max((width(word) for word in text.split()), default=0)
    assert all(width(line) <= max(columns, longest_word) for line in lines)


@given(MIXED.filter(lambda text: text.strip(" ，。）”")), st.integers(20, 60))
def test_no_line_begins_with_a_closing_mark_unless_the_text_does(text: str, columns: int) -> None:
    closing = ("，", "。", "）", "”")
    for before, line in zip(wrap(text, columns), wrap(text, columns)[1:], strict=False):
        if not before.endswith(closing) and not before.endswith(" ") and " " not in text:
            assert not line.startswith(closing)


def test_chinese_is_wrapped_between_characters_and_keeps_its_punctuation() -> None:
    assert wrap("逐项核查方案的任务，逐个单位给出判定。", 18) == ["逐项核查方案的任", "务，逐个单位给出判", "定。"]


def test_code_is_not_broken_unless_it_is_wider_than_a_line() -> None:
    assert wrap("先运行 `pip install 某包` 再试", 20) == ["先运行", "`pip install 某包`", "再试"]
    assert wrap("`pip install 某包`", 12) == ["`pip install", "某包`"]
    assert wrap("一个 ` 不算", 8) == ["一个 `", "不算"]


def test_line_breaks_of_the_text_are_kept() -> None:
    assert wrap("one\ntwo", 20) == ["one", "two"]


def test_a_block_hangs_under_its_first_line() -> None:
    assert indented("aaa bbb ccc", 9, indent=2, hang=2) == "  aaa\n    bbb\n    ccc"


def test_columns_line_up_and_a_long_term_gets_a_line_of_its_own() -> None:
    text = in_columns([("科普", "甲"), ("abc", "乙"), ("x" * 40, "丙")], 60)
    assert text.splitlines() == ["  科普  甲", "  abc   乙", f"  {'x' * 40}", "        丙"]


def test_columns_without_a_short_term_still_begin_somewhere() -> None:
    assert in_columns([("x" * 40, "y")], 60).splitlines()[1].strip() == "y"


def test_a_listing_fits_the_page_and_lines_up() -> None:
    text = listing(["编号", "任务"], [["a", "人均科普经费不低于1元" * 4], ["bb", "x"]], 40)
    lines = text.splitlines()
    assert all(width(line) <= 40 for line in lines)
    assert lines[0] == "编号  任务"
    assert lines[2].startswith("a     人均")
    assert lines[3].startswith(" " * 6)
    assert lines[-1] == "bb    x"


def test_padding_counts_columns() -> None:
    assert pad("科普", 6) == "科普  "
