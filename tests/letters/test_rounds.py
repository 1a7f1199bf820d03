"""Rounds of returns: who is named, praised and reminded, what letters quote, and what they ask to be supplied."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

import scilit_rules as sr
from scilit_rules.reporters.letters.making import LetterRound
from scilit_rules.reporters.letters.supplying import spans
from tests.cli.running import MINI, run
from tests.facts.test_returns import JOINT, filled, write
from tests.forms.made import ATTESTATIONS, FACTS, cell_of, form, plan

DAY = date(2020, 12, 31)
ALL = "指标,年度,数值\n小城人口,2020,41万人\n小城经费,2020,80万元\n"


def circular_of(made: LetterRound) -> str:
    return text(made.circular())


def text(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def round_of(folder: Path) -> LetterRound:
    sources = [str(path) for path in sorted(folder.rglob("*")) if path.is_file()]
    return sr.make_letters(sr.check(plan(), sources, as_of=DAY))


def praise(said: str) -> str:
    return said.partition("二、主要成效")[2].partition("三、存在的主要问题")[0]


Files = dict[str, "str | bytes"]
EAST, WEST = {"东区.csv": ALL}, {"西区.csv": ALL.replace("41", "40")}
BROKEN: Files = {"西区.xlsx": b"no workbook"}
ROUNDS: list[tuple[str, Files, str, tuple[str, ...], tuple[str, ...]]] = [
    ("one sent", {**EAST}, "应报送自查表的单位4个，已报送1个，尚欠3个。未报送自查表（3个）：小城市、西区、园区。",
     ("西区催报通知", "小城市催报通知", "园区催报通知"), ("东区催报通知",)),
    ("two sent", {**EAST, **WEST}, "未报送自查表（2个）：小城市、园区。", ("小城市催报通知",), ("西区催报通知",)),
    ("one unreadable", {**EAST, **BROKEN}, "所报文件无法读取（1个）：西区。", ("西区催报通知",), ("东区催报通知",)),
    ("one unreadable and another of the same that is not", {**EAST, **WEST, **BROKEN}, "未报送自查表（2个）：小城市、园区。",
     ("小城市催报通知",), ("西区催报通知",)),
    ("unreadable and nobody's", {**EAST, "附件.xlsx": b"no"}, "另有1份文件无法读取，也不能认定是哪个单位报送的：“附件.xlsx”。",
     ("西区催报通知",), ()),
    ("joint", {"汇总.csv": JOINT}, "未单独报送、仅见于汇总表（2个）：东区、西区。", ("小城市催报通知",), ("东区催报通知",)),
    ("own beside joint", {**EAST, "汇总.csv": JOINT}, "仅见于汇总表（1个）：西区。", (), ("西区催报通知",)),
    ("a department's table", {**EAST, "市财政局.csv": JOINT}, "未报送自查表（3个）：小城市、西区、园区。",
     ("西区催报通知",), ()),
    ("corrected", {**EAST, "东区（更正）.csv": ALL.replace("80万", "90万")},
     "以后报的更正为准的：东区（采用“东区（更正）.csv”，不再采用“东区.csv”）。", (), ("东区催报通知",)),
    ("corrected twice", {**EAST, "东区（更正）.csv": ALL, "东区（第二次更正）.csv": ALL.replace("80万", "90万")},
     "采用“东区（第二次更正）.csv”，不再采用“东区（更正）.csv”", (), ("东区催报通知",)),
    ("two files of one", {**EAST, "东区补充.csv": "指标,年度,数值\n小城场馆,2020,是\n"}, "已报送1个", (), ("东区催报通知",)),
    ("all in folders", {"东区/表.csv": ALL.replace("指标", "单位,指标").replace("小城", "东区,小城"), **WEST},
     "未报送自查表（2个）：小城市、园区。", (), ("东区催报通知",)),
]


@pytest.mark.parametrize(("files", "told", "there", "not_there"), [one[1:] for one in ROUNDS],
                         ids=[one[0] for one in ROUNDS])
def test_a_round_names_who_did_not_report_and_reminds_them(
        tmp_path: Path, files: Files, told: str, there: tuple[str, ...], not_there: tuple[str, ...]) -> None:
    made = round_of(write(tmp_path, files))
    said = circular_of(made)
    assert told in said
    overall = said.partition("一、总体情况")[2]
    assert overall.index("报送情况") < overall.index("共判定")
    names = {name.removesuffix(".docx") for name in made.names()}
    assert names.issuperset(there)
    assert names.isdisjoint(not_there)
    assert made.reminders == sum(name.endswith("催报通知") for name in names)


@pytest.mark.parametrize("files", [one[1] for one in ROUNDS], ids=[one[0] for one in ROUNDS])
def test_nobody_is_praised_of_whom_less_was_reported_than_judged(tmp_path: Path, files: Files) -> None:
    sources = [str(path) for path in sorted(write(tmp_path, files).rglob("*")) if path.is_file()]
    report = sr.check(plan(), sources, as_of=DAY)
    praised = praise(circular_of(sr.make_letters(report)))
    for subject in report.subjects:
        open_ = [f for f in report.findings if f.subject == subject.id
                 and f.status in (sr.Status.UNKNOWN, sr.Status.NEEDS_REVIEW)]
        if open_:
            assert subject.name.zh not in praised


def test_nobody_sent_anything() -> None:
    made = sr.make_letters(sr.check(plan(), as_of=DAY))
    assert "已报送0个，尚欠4个" in circular_of(made)
    assert made.reminders == 4
    assert made.letters == 0


def test_a_blank_form_is_asked_for_again(tmp_path: Path) -> None:
    form(tmp_path)
    made = round_of(tmp_path)
    assert "所报自查表为空表（1个）：东区。" in circular_of(made)
    (data,) = [file.data for file in made if file.name == "东区催报通知.docx"]
    said = text(data)
    assert "没有填写内容" in said
    assert "“指标数据”表" in said
    assert "空白" in said


def test_a_reminder_lists_every_item(tmp_path: Path) -> None:
    made = round_of(write(tmp_path, dict(EAST)))
    (data,) = [file.data for file in made if file.name == "西区催报通知.docx"]
    said = text(data)
    assert "你区尚未报送" in said
    assert all(words in said for words in ("一、需要报送的内容", "二、报送要求", "附件：西区需报送内容清单", "小城人口"))
    table = Document(io.BytesIO(data)).tables[0]
    report = sr.check(plan(), [], as_of=DAY)
    wanted = {name for f in report.findings if f.subject == "mini.west" for name in f.wanted}
    assert len(table.rows) - 1 >= len(wanted)
    assert "等" not in {cell.text for row in table.rows for cell in row.cells}


def answered(folder: Path, answers: Callable[[openpyxl.Workbook], None]) -> Path:
    path = form(folder)
    book = openpyxl.load_workbook(path)
    answers(book)
    book.save(path)
    return path


def letter_of(folder: Path, answers: Callable[[openpyxl.Workbook], None]) -> bytes:
    answered(folder, answers)
    (data,) = [file.data for file in round_of(folder) if file.name == "东区整改通知书.docx"]
    return data


def test_a_letter_quotes_the_plan_and_then_what_the_district_reported(tmp_path: Path) -> None:
    def answers(book: openpyxl.Workbook) -> None:
        cell_of(book[ATTESTATIONS], "publicity", "完成情况").value = "部分完成"
        cell_of(book[ATTESTATIONS], "publicity", "进度").value = 0.6
        cell_of(book[ATTESTATIONS], "publicity", "佐证（文号、文件、网址）").value = "东政发〔2020〕8号"

    said = text(letter_of(tmp_path, answers))
    title = plan().obligations["publicity"].title.zh
    assert f"要求“{title}”" in said
    assert "你区自报部分完成（60%），佐证为“东政发〔2020〕8号”（见“" in said
    assert "“任务自评”表" in said
    assert "申报“已完成”" not in said


def test_what_is_missing_in_a_form_is_listed_with_its_cell(tmp_path: Path) -> None:
    def answers(book: openpyxl.Workbook) -> None:
        cell_of(book[ATTESTATIONS], "publicity", "完成情况").value = "未完成"
        cell_of(book[FACTS], "population.resident", "填报值").value = "约四十万"
        cell_of(book[FACTS], "funding.paid_in", "填报值").value = "暂无"

    data = letter_of(tmp_path, answers)
    said = text(data)
    assert "2.东区补报清单" in said
    assert "请按附件2逐项补报" in said
    rows = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(data)).tables[1].rows]
    by_item = {row[1].split("\n")[0]: row for row in rows[1:]}
    assert "约四十万" in by_item["小城人口"][4]
    assert "“指标数据”表" in by_item["小城人口"][3]
    assert "暂无" in by_item["小城经费"][4]
    assert "元" in by_item["小城经费"][5]


def test_what_is_left_blank_is_said_once_and_its_cells_stand_from_the_top(tmp_path: Path) -> None:
    def answers(book: openpyxl.Workbook) -> None:
        cell_of(book[ATTESTATIONS], "publicity", "完成情况").value = "未完成"

    rows = [[cell.text for cell in row.cells] for row in Document(io.BytesIO(letter_of(tmp_path, answers))).tables[1].rows]
    assert {row[4] for row in rows[1:]} == {"空白"}
    several = [row[3].removeprefix("“指标数据”表").split("、") for row in rows if "、" in row[3]]
    assert several
    for cells in several:
        assert cells == sorted(cells, key=lambda cell: int(cell[1:]))


@pytest.mark.parametrize("format", ["table", "markdown", "csv", "html", "excel", "json"])
def test_no_format_says_that_the_plan_asks_to_declare(tmp_path: Path, format: str) -> None:
    from tests.reporters.test_what_if import written

    told = written(sr.check(plan(), [str(filled(tmp_path, "东区.xlsx", 1))], as_of=DAY), format)
    assert "申报“已完成”" not in told.replace("\\", "")
    assert format == "table" or f"“{plan().obligations['publicity'].title.zh}”" in told.replace('\\"', '"')


def test_the_command_tells_how_many_of_each_were_written(tmp_path: Path) -> None:
    write(tmp_path, dict(EAST))
    result = run("letters", *MINI, str(tmp_path / "东区.csv"), "--as-of", "2020-12-31", "-o", str(tmp_path / "out"))
    assert "reminders: 3" in result.stderr
    assert len(list((tmp_path / "out").glob("*催报通知.docx"))) == 3


@pytest.mark.parametrize(("periods", "shown"), [
    (["2018", "2017", "2020"], "2017—2018年、2020年"), (["2016-2020", "2019"], "2016—2020年"), (["2020"], "2020年"),
    (["2020-06-30"], "2020年6月30日"),
])
def test_periods_are_joined(periods: list[str], shown: str) -> None:
    assert spans(periods) == shown


def test_a_table_without_returns_known_reminds_nobody() -> None:
    from tests.reporters.made import report

    assert sr.make_letters(report()).reminders == 0


def test_who_stands_among_others_alone_is_asked_for_a_form_of_its_own(tmp_path: Path) -> None:
    made = round_of(write(tmp_path, {"汇总.csv": JOINT}))
    said = text(next(file.data for file in made if file.name == "东区补报通知.docx"))
    assert "你区未单独报送自查表，以上判定只依据汇总表和有关部门数据（“汇总.csv”）中你区的部分。" in said
    assert "使用统一制发的自查表单独填写" in said
    assert "在原自查表中补填" not in said and "请在原表中补填" not in said


def test_no_page_holds_a_signature_without_text(tmp_path: Path) -> None:
    """The last paragraph of the text stays with the note, the signature and the date."""
    made = round_of(write(tmp_path, {**EAST, "汇总.csv": JOINT.replace("东区", "园区")}))
    for file in made:
        paragraphs = Document(io.BytesIO(file.data)).paragraphs
        note = next(number for number, one in enumerate(paragraphs) if one.text.startswith("附件："))
        text_before = next(number for number in range(note - 1, 0, -1) if paragraphs[number].text)
        dated = next(number for number in range(note, len(paragraphs)) if paragraphs[number].text == "2020年12月31日")
        assert all(one.paragraph_format.keep_with_next for one in paragraphs[text_before:dated]), file.name


def test_the_table_of_a_circular_adds_up(tmp_path: Path) -> None:
    table = Document(io.BytesIO(round_of(write(tmp_path, {**EAST, **BROKEN})).circular())).tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[-1][0] == "合计"
    for column in range(1, len(rows[0]) - 1):
        assert sum(int(row[column]) for row in rows[1:-1]) == int(rows[-1][column])


def test_files_that_could_not_be_read_are_told_beside_their_number(tmp_path: Path) -> None:
    assert "（数据文件2份，其中1份无法读取）" in circular_of(round_of(write(tmp_path, {**EAST, **BROKEN})))
