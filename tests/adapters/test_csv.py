"""Tables in text files, in any encoding and with any delimiter that offices use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adapters.made import codes, read_one, rows, table, write

TEXT = "单位,经费\n张店区,97\n临淄区,50\n"
CELLS = [["单位", "经费"], ["张店区", "97"], ["临淄区", "50"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "gbk"])
def test_encoding_is_recognised(tmp_path: Path, encoding: str) -> None:
    assert table(write(tmp_path / "a.csv", TEXT, encoding)) == CELLS


@pytest.mark.parametrize("encoding", ["big5", "utf-16-le", "utf-8", "UTF8"])
def test_encoding_as_told(tmp_path: Path, encoding: str) -> None:
    text = TEXT.replace("张店区", "張店").replace("临淄区", "淄").replace("单", "單").replace("经费", "經費")
    path = write(tmp_path / "a.csv", text, encoding)
    assert table(path, encoding=encoding)[1:] == [["張店", "97"], ["淄", "50"]]


def test_a_mark_is_no_part_of_the_first_header_even_if_utf8_is_told(tmp_path: Path) -> None:
    assert table(write(tmp_path / "a.csv", TEXT, "utf-8-sig"), encoding="utf-8") == CELLS


def test_the_encoding_is_judged_on_the_whole_file_not_its_beginning(tmp_path: Path) -> None:
    text = "name,note\n" + "a,b\n" * 200_000 + "张店区,说明\n"
    read = read_one(write(tmp_path / "a.csv", text, "gbk"))
    assert rows(read.grids[0])[-1] == ["张店区", "说明"]
    assert codes(read) == ["adapters.read-as-gb18030"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "，"])
@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".txt", ".CSV"])
def test_delimiter_is_recognised(tmp_path: Path, delimiter: str, suffix: str) -> None:
    path = write(tmp_path / f"a{suffix}", "填报单位：市科协\n" + TEXT.replace(",", delimiter))
    assert table(path) == [["填报单位：市科协"], *CELLS]


RECOGNISED = [
    ("decimal commas", "单位;经费;人口\n张店;1,5;2,5\n临淄;2,5;3,5\n", ["张店", "1,5", "2,5"]),
    ("full-width comma in texts",
     "单位,说明\n张店,已建立，已发文\n临淄,已建立，已发文，已公开\n桓台,无\n", ["张店", "已建立，已发文"]),
    ("quoted commas", '单位|说明\n张店|"a,b"\n临淄|"c,d"\n', ["张店", "a,b"]),
    ("one column", "单位\n张店\n临淄\n", ["张店"]),
    ("declared on the first line", "sep=;\n单位;经费,元\n张店;1,2\n", ["张店", "1,2"]),
]


@pytest.mark.parametrize(("text", "row"), [case[1:] for case in RECOGNISED], ids=[case[0] for case in RECOGNISED])
def test_delimiter_is_recognised_among_others(tmp_path: Path, text: str, row: list[str]) -> None:
    assert table(write(tmp_path / "a.csv", text))[1] == row


@pytest.mark.parametrize(("told", "delimiter"), [("^", "^"), ("\\t", "\t"), ("tab", "\t"), (";", ";")])
def test_delimiter_as_told(tmp_path: Path, told: str, delimiter: str) -> None:
    path = write(tmp_path / "a.csv", TEXT.replace("97", "9,7").replace("区,", f"区{delimiter}"))
    assert table(path, delimiter=told)[1] == ["张店区", "9,7"]


def test_a_told_delimiter_does_not_make_the_declaring_line_a_row(tmp_path: Path) -> None:
    assert table(write(tmp_path / "a.csv", "sep=;\n单位,经费\n"), delimiter=",") == [["单位", "经费"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_lines_of_the_file_whatever_ends_them(tmp_path: Path, end: str) -> None:
    text = end.join(["填报表", "", "单位,说明", f'张店,"一{end}二{end}三"', "临淄,四", "", ""])
    (grid,) = read_one(write(tmp_path / "a.csv", text)).grids
    assert rows(grid) == [["填报表"], [], ["单位", "说明"], ["张店", f"一{end}二{end}三"], ["临淄", "四"]]
    source = str(tmp_path / "a.csv")
    assert str(grid.place(4, 1)) == f"{source}:7:2"
    assert str(grid.place(3, 0)) == f"{source}:4:1"


def test_lines_count_from_the_declaring_line(tmp_path: Path) -> None:
    (grid,) = read_one(write(tmp_path / "a.csv", "sep=;\n单位;值\n张店;1\n")).grids
    assert grid.place(1, 0).line == 3


def test_a_line_separator_of_unicode_does_not_end_a_row(tmp_path: Path) -> None:
    text = "一\u2028二\x0b三\x85四"
    assert table(write(tmp_path / "a.csv", f"单位,说明\n张店,{text}\n"))[1] == ["张店", text]


def test_a_row_with_misplaced_quotes_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    text = '单位,说明\n"张店"区,甲\n临淄,乙\n"桓台"县,丙\n周村,丁\n'
    read = read_one(write(tmp_path / "a.csv", text))
    assert rows(read.grids[0]) == [["单位", "说明"], ["临淄", "乙"], ["周村", "丁"]]
    assert [(found.code, found.place and found.place.line, found.excerpt) for found in read.problems] == [
        ("adapters.quotes", 2, '"张店"区,甲'),
        ("adapters.quotes", 4, '"桓台"县,丙'),
    ]
    assert read.grids[0].place(2, 0).line == 5


def test_an_open_quote_never_swallows_the_rest_in_silence(tmp_path: Path) -> None:
    read = read_one(write(tmp_path / "a.csv", '单位,说明\n张店,甲\n临淄,"乙\n桓台,丙\n'))
    assert rows(read.grids[0]) == [["单位", "说明"], ["张店", "甲"]]
    (found,) = read.problems
    assert (found.code, found.place and found.place.line, found.message.args["last"]) == ("adapters.quotes", 3, 4)


def test_quotes_within_a_field_are_read_as_written(tmp_path: Path) -> None:
    assert table(write(tmp_path / "a.csv", '单位,说明\n张店,"称""模范"""\n临淄,5"管\n'))[1:] == [
        ["张店", '称"模范"'], ["临淄", '5"管'],
    ]


def test_cells_stay_as_found(tmp_path: Path) -> None:
    text = "单位,值\n　张店 ,１０．５％\n临淄,-\n桓台,\n"
    assert table(write(tmp_path / "a.csv", text))[1:] == [["　张店 ", "１０．５％"], ["临淄", "-"], ["桓台", ""]]


def test_empty_rows_at_the_end_are_left_out(tmp_path: Path) -> None:
    assert table(write(tmp_path / "a.csv", TEXT + ",\n" * 5_000 + "\n" * 100)) == CELLS
