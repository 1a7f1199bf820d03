"""The report for documents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from scilit_rules.model.text import Message
from scilit_rules.reporters.markdown import MarkdownReporter, escaped, scilit_reporters
from tests.reporters.made import report
from tests.reporters.written import options, with_texts, written

REPORTER = MarkdownReporter()


def test_it_is_a_plugin_like_any_other() -> None:
    assert [reporter.name for reporter in scilit_reporters()] == ["markdown"]


@pytest.mark.parametrize(
    "text, shown",
    [
        ("a|b", "a\\|b"),
        ("a\nb", "a<br>b"),
        ("<b>", "&lt;b&gt;"),
        ("*x* _y_", "\\*x\\* \\_y\\_"),
        ("[x](y)", "\\[x\\](y)"),
        ("a\r\n\n b", "a<br>b"),
        ("\\", "\\\\"),
        ("&amp;", "&amp;amp;"),
        ("\n", ""),
    ],
)
def test_nothing_in_a_text_is_taken_for_markup(text: str, shown: str) -> None:
    assert escaped(text) == shown


@settings(max_examples=20)
@given(st.text(max_size=40))
def test_every_row_has_the_cells_of_its_table(text: str) -> None:
    page = written(REPORTER, with_texts(report(2), text), options("en")).decode()
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(page)
    cells = {"thead": 0, "row": 0}
    for token in tokens:
        if token.type == "thead_open":
            cells["thead"] = 0
        elif token.type == "th_open":
            cells["thead"] += 1
        elif token.type == "tr_open":
            cells["row"] = 0
        elif token.type == "td_open":
            cells["row"] += 1
        elif token.type == "tr_close" and cells["row"]:
            assert cells["row"] == cells["thead"]
    assert sum(1 for token in tokens if token.type == "table_open") == 9


def test_no_two_empty_lines_follow_each_other() -> None:
    assert "\n\n\n" not in written(REPORTER, report(11), options()).decode()


def test_a_report_on_nothing_still_says_what_it_comes_to() -> None:
    made = report(1)
    plan = replace(made.plan, document=replace(made.plan.document, number="", issuer=""))
    run = replace(made.run, confirmed_by="", engine_note=Message("outside.note"))
    empty = replace(made, plan=plan, run=run, findings=(), conclusions=(), problems=(), readings=(), waivers=())
    page = written(REPORTER, empty, options("en")).decode()
    assert "Nothing was judged for this subject." in page
    assert "outside.note" in page
    assert page.endswith("exit code 3: no violation, but data is missing, unreadable or to be reviewed\n")
    bare = replace(empty, subjects=report(2).subjects)
    assert "Obligations failed most" not in written(REPORTER, bare, options("en")).decode()
