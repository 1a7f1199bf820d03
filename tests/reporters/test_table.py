"""The report for a terminal."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Input
from scilit_rules.model.text import Lang, Message
from scilit_rules.model.words import ProblemLevel, Status
from scilit_rules.reporters.table import TableReporter, scilit_reporters
from scilit_rules.reporters.wrapping import clean, fitted, width_of, wrap
from scilit_rules.words.summary import Summary
from tests.reporters.made import report
from tests.reporters.written import options, with_texts, written

TABLE = TableReporter()
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


def lines(*args: object, **more: object) -> list[str]:
    return written(TABLE, *args, **more).decode().split("\n")  # type: ignore[arg-type]


def test_it_is_a_plugin_like_any_other() -> None:
    assert [reporter.name for reporter in scilit_reporters()] == ["table"]


@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [20, 48, 72, 80, 100, 160])
@pytest.mark.parametrize("detail", [False, True])
def test_no_line_is_wider_than_the_terminal(count: int, lang: Lang, width: int, detail: bool) -> None:
    for line in lines(report(count), options(lang, width, detail=detail)):
        assert wcswidth(line) <= width, line


@settings(max_examples=25)
@given(st.text(max_size=60), st.integers(20, 130))
def test_no_text_makes_a_line_too_wide(text: str, width: int) -> None:
    for line in lines(with_texts(report(2), text), options(width=width)):
        assert 0 <= wcswidth(line) <= width, repr(line)


def test_a_width_below_the_narrowest_is_taken_as_that() -> None:
    assert lines(report(1), options(width=3)) == lines(report(1), options(width=20))


def test_columns_line_up_under_wide_characters() -> None:
    shown = lines(report(11), options())
    at = next(number for number, line in enumerate(shown) if line.startswith("单位"))
    rule, rows = shown[at + 1], shown[at + 2 : at + 13]
    ends = [match.end() for match in re.finditer("-+", rule)]
    for row in rows:
        wide = "".join(c + "\0" * (wcswidth(c) - 1) for c in row)
        assert all(wide[end : end + 2].strip(" ") == "" for end in ends[:-1])


def test_colours_change_nothing_but_colour() -> None:
    coloured = lines(report(11), options(colour=True))
    assert [_ANSI.sub("", line).rstrip() for line in coloured] == lines(report(11), options())
    assert any("\x1b[1;31m" in line for line in coloured)
    assert not any("\x1b" in line for line in lines(report(11), options()))


def test_many_subjects_are_cut_to_the_worst_and_it_says_so() -> None:
    text = "\n".join(lines(report(300), options()))
    assert "以上是问题最多的40个" in text
    assert "以下只列问题最多的5个单位的明细" in text
    assert len(text.split("\n")) < 400
    assert "示范县300（" in "\n".join(lines(report(300), options(detail=True)))


def test_detail_lists_what_needs_no_attention() -> None:
    short, full = ("\n".join(lines(report(2), options("en", detail=detail))) for detail in (False, True))
    assert "[met]" not in short
    assert "[met]" in full
    assert "--detail lists them" in short
    assert "--detail" not in full


def test_it_says_how_many_problems_there_are_and_where_the_rest_is() -> None:
    shown = "\n".join(lines(report(1), options()))
    assert "数据与程序问题（7个）" in shown
    assert "另有2个；用 --detail 列出" in shown
    excerpt = Problem(Message("plugins.no-hooks", {"name": "x", "distribution": "y"}), excerpt="a:\tb")
    few = replace(report(1), problems=(excerpt,))
    assert "另有" not in "\n".join(lines(few, options())).partition("数据与程序问题（1个）")[2].partition("====")[0]


def test_a_report_on_nothing_still_says_what_it_comes_to() -> None:
    shown = lines(report(0), options("en"))
    assert shown[-3:] == [
        "no violation was found, but some data could not be read, so nothing can be concluded yet",
        "exit code 3: no violation, but data is missing, unreadable or to be reviewed",
        "",
    ]
    quiet = replace(report(1), findings=(), conclusions=(), problems=(), readings=(), waivers=())
    assert "Nothing was judged for this subject." in lines(quiet, options("en"))


def test_the_note_of_the_engine_is_shown() -> None:
    made = report(1)
    noted = replace(made, run=replace(made.run, engine_note=Message("outside.note", {"a": 1}), confirmed_by=""))
    assert "outside.note (a=1)" in lines(noted, options())


@given(
    st.text(alphabet=st.sampled_from("科普经费，。（）“”12,345元/人%ab-_ /x\t\u200d\u0301"), max_size=80),
    st.integers(2, 40),
)
def test_wrapping_loses_nothing_and_fits(text: str, width: int) -> None:
    shown = wrap(text, width)
    assert all(width_of(line) <= width for line in shown)
    assert "".join(shown).replace(" ", "") == clean(text).replace(" ", "")


@pytest.mark.parametrize(
    "text, width, shown",
    [
        ("缺48,849元", 6, ["缺", "48,849", "元"]),
        ("一二，三四", 4, ["一", "二，", "三四"]),
        ("差（甲）", 4, ["差", "（甲", "）"]),
        ("abc def", 4, ["abc", "def"]),
        ("ab/cd-ef", 6, ["ab/cd-", "ef"]),
        ("2020-12-31", 6, ["2020-1", "2-31"]),
        ("共缺12元", 7, ["共缺", "12元"]),
        ("", 5, [""]),
        ("甲\n乙", 5, ["甲", "乙"]),
        ("见 --detail 列出", 12, ["见 --detail", "列出"]),
        ("没有列出，用 --detail 列出", 16, ["没有列出，用", "--detail 列出"]),
        ("lists them: --as-of", 15, ["lists them:", "--as-of"]),
        ("to add -o file", 8, ["to add", "-o file"]),
        ("error [cli.no-such-option]", 20, ["error", "[cli.no-such-option]"]),
        ("run `pip install x` first", 20, ["run `pip install x`", "first"]),
        ("run `pip install x` first", 16, ["run", "`pip install x`", "first"]),
        ("`pip install x y`", 12, ["`pip install", "x y`"]),
        ("--update-baseline", 10, ["--update-", "baseline"]),
    ],
)
def test_lines_break_where_a_reader_would_break_them(text: str, width: int, shown: list[str]) -> None:
    assert wrap(text, width) == shown


def test_later_lines_hang_under_the_first() -> None:
    assert wrap("abc def ghi jkl\nmno", 8, hang=3) == ["abc def", "   ghi", "   jkl", "mno"]
    assert wrap("一二三四五六", 6, hang=2) == ["一二三", "  四五", "  六"]


@pytest.mark.parametrize("width", [40, 60, 80])
def test_problems_are_wrapped_once(width: int) -> None:
    told = Message("plugins.says", {"text": "要说明的话" * 40, "advice": "照做即可" * 40})
    shown = lines(replace(report(1), problems=(Problem(told, level=ProblemLevel.INFO),)),
                  options(width=width))
    said, advice = ([line for line in shown if word in line] for word in ("说明的话", "照做"))
    assert all(width_of(line) >= width - 2 for line in (*said[:-1], *advice[:-1]))
    assert all(line.startswith("    ") for line in (*said[1:], *advice))


def test_columns_give_way_the_widest_first() -> None:
    assert fitted([10, 4], [2, 2], 20) == [10, 4]
    assert fitted([10, 4], [2, 2], 10) == [6, 4]
    assert fitted([10, 4], [9, 4], 5) == [9, 4]


def test_subjects_without_findings_show_no_obligations_that_fail() -> None:
    bare = replace(report(2), findings=(), conclusions=())
    assert "差距最多的任务" not in "\n".join(lines(bare, options()))


def test_places_beyond_the_first_are_counted() -> None:
    made = report(1)
    places = (*(Place("a.csv", line, 1) for line in range(1, 6)),)
    many = replace(made, findings=(replace(made.findings[0], places=places),))
    shown = "\n".join(lines(many, options("en")))
    assert "a.csv:3:1" in shown
    assert "and 2 more" in shown
    assert "a.csv:5:1" in "\n".join(lines(many, options("en", detail=True)))


def test_what_nobody_reported_is_listed_briefly_unless_all_is_asked_for() -> None:
    short, full = ("\n".join(lines(report(1), options(detail=detail))) for detail in (False, True))
    assert re.search(r"科普经费列入同级财政预算 +三/（三） +20\d\d +缺失：科普经费列入同级财政预算\n", short)
    assert "缺什么" in short
    assert "缺什么" not in full
    made = report(1)
    only = replace(made, findings=tuple(f for f in made.findings if f.status is Status.UNKNOWN and len(f.checks) == 1))
    assert "实际与原因" not in "\n".join(lines(only, options()))


def test_the_folder_of_all_files_is_said_once() -> None:
    made = report(1)
    inputs = tuple(Input(f"returns/2020/{name}", "", "csv", 1) for name in ("a.csv", "b/c.csv"))
    many = replace(made, run=replace(made.run, inputs=inputs))
    assert Summary(many, "zh").folder == "returns/2020/"
    assert any("returns/2020/（2个文件）" in line for line in lines(many, options()))
    apart = tuple(Input(name, "", "csv", 1) for name in ("a.csv", "/b/c.csv"))
    assert Summary(replace(made, run=replace(made.run, inputs=apart)), "zh").folder == ""
    assert Summary(made, "zh").folder == ""


def test_subjects_stand_in_rows_though_headings_of_several_words_are_broken() -> None:
    shown = lines(report(11), options("en", 90))
    assert not any(line.startswith("verdict:") for line in shown)
    first = next(line for line in shown if line.startswith("Subject 1 "))
    assert first.split()[2:6] == ["1", "4", "2", "-"]
