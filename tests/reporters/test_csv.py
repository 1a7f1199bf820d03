"""The report for spreadsheets."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang
from scilit_rules.reporters.csv import COLUMNS, CsvReporter, neutral, scilit_reporters
from tests.reporters.made import report
from tests.reporters.written import options, with_texts, written

REPORTER = CsvReporter()


def rows(made: Report, lang: Lang = "zh") -> list[list[str]]:
    text = written(REPORTER, made, options(lang)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_it_is_a_plugin_like_any_other() -> None:
    assert [reporter.name for reporter in scilit_reporters()] == ["csv"]


@pytest.mark.parametrize("count", [0, 1, 11])
def test_one_row_for_each_finding_after_the_headings(count: int) -> None:
    made = report(count)
    found = rows(made)
    assert len(found) == len(made.findings) + 1
    assert all(len(row) == len(COLUMNS) for row in found)
    assert len(set(found[0])) == len(COLUMNS)


def test_words_and_codes_stand_side_by_side() -> None:
    for lang, words in (("zh", "不达标"), ("en", "unmet")):
        heads, *found = rows(report(1), lang)  # type: ignore[arg-type]
        row = dict(zip(COLUMNS, found[3], strict=True))
        assert (row["status"], row["status-code"]) == (words, "unmet")
        assert (row["gap-money"], row["gap-unit"], row["subject-code"]) == ("5316", "元/人", "370001")
        assert heads[0] in ("单位", "subject")


def test_the_file_begins_with_a_mark_that_spreadsheets_know() -> None:
    assert written(REPORTER, report(1)).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"
    for row in rows(with_texts(report(1), cell))[1:]:
        assert not any(found.startswith(cell) for found in row)


def test_other_cells_stay_as_they_are() -> None:
    assert neutral("一=1") == "一=1"
    assert neutral("") == ""
    assert neutral("a\x00b") == "a\ufffdb"


@settings(max_examples=20)
@given(st.text(max_size=40))
def test_any_text_reads_back(text: str) -> None:
    made = with_texts(report(1), text)
    found = rows(made)
    assert {row[COLUMNS.index("subject")] for row in found[1:]} <= {neutral(text), neutral("张店区")}
    assert {row[COLUMNS.index("obligation")] for row in found[1:]} == {neutral(text)}


def test_half_a_character_does_not_stop_a_report() -> None:
    assert rows(with_texts(report(1), "a\ud800"))[1][COLUMNS.index("obligation")] == "a?"
