"""Letters and circulars: what they say, how they are laid out, and templates of an office's own."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from scilit_rules.model.report import Report
from scilit_rules.model.text import Text
from scilit_rules.model.words import Disposition, Status
from scilit_rules.plugins.contracts import ReportOptions
from scilit_rules.problems import UsageError
from scilit_rules.reporters.letters.blocks import Paragraph, Style
from scilit_rules.reporters.letters.filling import fill
from scilit_rules.reporters.letters.letter import LETTER_BLOCKS, Letters, Sender
from scilit_rules.reporters.letters.making import LetterRound, letter_templates
from scilit_rules.reporters.letters.paper import blank
from scilit_rules.reporters.letters.titles import in_lines, numeral, sign, signature
from scilit_rules.reporters.word import scilit_reporters
from scilit_rules.words.summary import Summary
from tests.cli.running import MINI, run
from tests.letters.measuring import W, measure, pages, part
from tests.reporters.made import report

SENDER = Sender("小城市科学技术协会", "城科协发〔2021〕3号", date(2021, 1, 9), date(2021, 3, 31), "王五，0533-1234567")
EAST_ASIAN = {
    Style.TITLE: ("方正小标宋简体", 44), Style.FIRST: ("黑体", 32), Style.SECOND: ("楷体_GB2312", 32),
    Style.BODY: ("仿宋_GB2312", 32), Style.ADDRESSEE: ("仿宋_GB2312", 32), Style.PAGE: ("宋体", 28),
}


@cache
def made() -> dict[str, bytes]:
    return {file.name: file.data for file in LetterRound(report(), SENDER)}


def text(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def letter() -> bytes:
    return next(data for name, data in made().items() if name.endswith("整改通知书.docx"))


def codes(error: pytest.ExceptionInfo[UsageError]) -> list[str]:
    return [found.code for found in error.value.problems]


def test_each_subject_with_an_open_gap_gets_a_letter_and_all_one_circular() -> None:
    given = report()
    due = {gap.subject for gap in given.gaps if gap.disposition is Disposition.OPEN}
    assert len(made()) == len(due) + 1
    assert "督查通报.docx" in made()


def test_a_letter_says_what_is_missing_by_which_clause_and_what_to_do() -> None:
    given = report()
    said = text(letter())
    assert "{{" not in said
    assert given.plan.document.number in said
    assert all(words in said for words in (
        "一、存在的问题", "（一）强制性任务未完成", "1.", "二、整改要求", "2021年3月31日前", "王五，0533-1234567",
        "附件：", "整改情况反馈表", "小城市科学技术协会", "2021年1月9日", "〔2021〕", "异议处理"))
    assert re.search(r"人民政府：|管理委员会：", said)


def test_quotation_marks_within_quoted_words_are_single() -> None:
    letters = Letters(Summary(report(), "zh"), SENDER)
    obligation = replace(next(iter(letters.plan.obligations.values())), phrase="列入“十三五”规划")
    assert "“……列入‘十三五’规划……”" in letters.cited_demand(obligation)


def test_a_circular_names_the_subjects_with_counts() -> None:
    said = text(made()["督查通报.docx"])
    assert all(words in said for words in ("城科协发〔2021〕3号", "一、总体情况", "二、主要成效", "三、存在的主要问题",
                                           "四、下一步要求", "个单位不达标", "达标率"))
    assert all(subject.name.zh in said for subject in report().subjects)


def test_gaps_that_are_decided_about_are_counted_and_not_demanded() -> None:
    given = report()
    known = replace(given, findings=tuple(
        replace(f, disposition=Disposition.KNOWN) if f.is_gap else f for f in given.findings))
    only = LetterRound(known, SENDER)
    assert only.letters == 0
    assert only.names()[-1] == "督查通报.docx"
    assert "此前已交办、正在整改" in text(only.circular())
    assert "本次督查未发现不达标项" not in text(made()["督查通报.docx"])


def test_a_round_without_gaps_says_so() -> None:
    given = report()
    clean = replace(given, findings=tuple(f for f in given.findings if f.status is Status.MET))
    said = text(LetterRound(clean, SENDER).circular())
    assert "到期任务全部达标" in said and "本次督查未发现不达标项" in said
    assert "另有" not in said and "0项次待核定" not in said
    nothing = text(LetterRound(replace(given, findings=()), SENDER).circular())
    assert "没有到期任务已全部判定" in nothing


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.NEEDS_REVIEW, Status.ERROR])
def test_who_has_not_reported_all_is_not_praised(status: Status) -> None:
    given = report(2)
    first, second = (subject.id for subject in given.subjects)
    met = next(f for f in given.findings if f.subject == first and f.status is Status.MET)
    found = [replace(met, subject=first, period=str(year)) for year in (2018, 2019, 2020)]
    found += [replace(met, subject=second, period="2018"), replace(met, subject=second, period="2019", status=status),
              replace(met, subject=second, period="2020", status=Status.NOT_DUE)]
    some = replace(given, findings=tuple(found))
    said = text(LetterRound(some, SENDER).circular())
    whole, so_far = (given.plan.register[id].name.zh for id in (first, second))
    assert f"1个单位到期任务全部达标：{whole}。" in said
    praise = said.partition("二、主要成效")[2].partition("三、存在的主要问题")[0]
    assert so_far not in praise
    assert "个单位全部达标。" not in said
    assert "达标项次占到期应判定项次（含未能判定的）的80.0%，占已有明确结论项次的100.0%" in said
    assert "50.0%" in said and "达标率为达标项次占到期应判定项次的比例" in said


def test_of_who_has_reported_nothing_no_share_is_told() -> None:
    given = report(2)
    found = [replace(f, subject=given.subjects[0].id, status=Status.UNKNOWN, severity=None) for f in given.findings[:3]]
    table = Document(BytesIO(LetterRound(replace(given, findings=tuple(found)), SENDER).circular())).tables[0]
    assert table.rows[1].cells[-1].text == "—"


def test_what_all_have_met_is_told() -> None:
    given = report(2)
    met = next(f for f in given.findings if f.status is Status.MET)
    all_met = replace(given, findings=tuple(replace(met, subject=subject.id) for subject in given.subjects))
    assert "”2个单位全部达标。" in text(LetterRound(all_met, SENDER).circular())


@pytest.mark.parametrize("title, short", [
    ("小城市全民科学素质实施方案（2021—2025年）", "《方案》"), ("小城市全民科学素质行动计划", "《计划》"),
    ("小城市科普工作要点", "《方案》"),
])
def test_a_plan_is_cited_in_full_once(title: str, short: str) -> None:
    given = report()
    plan = replace(given.plan, title=Text(title), document=replace(given.plan.document, number=""))
    said = text(next(iter(LetterRound(replace(given, plan=plan), SENDER))).data)
    assert f"《{title}》（以下简称{short}）" in said.replace("\n", "")
    assert f"1.{short}" in said
    assert said.count("以下简称") == 1 and f"1.《{title}》" not in said


def test_an_office_may_say_whom_it_writes_to() -> None:
    to_office = next(iter(LetterRound(report(), replace(SENDER, addressee="{单位}科协"))))
    assert re.search(r".科协：", text(to_office.data))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert {file.name: file.data for file in LetterRound(report(), SENDER)} == made()


def test_the_page_is_that_of_the_standard() -> None:
    paper = measure(letter())
    assert paper.size == pytest.approx((210, 297), abs=0.1)
    assert paper.margins == pytest.approx({"top": 37, "right": 26, "bottom": 35, "left": 28}, abs=0.1)
    assert (paper.lines, paper.characters) == (22, 28)


def test_fonts_and_sizes_are_those_of_the_standard() -> None:
    styles = {style.find(f"{W}name").get(f"{W}val"): style for style in part(letter(), "word/styles.xml")
              if style.tag == f"{W}style"}
    for style, (font, half_points) in EAST_ASIAN.items():
        properties = styles[style.value].find(f"{W}rPr")
        assert properties.find(f"{W}rFonts").get(f"{W}eastAsia") == font
        assert properties.find(f"{W}sz").get(f"{W}val") == str(half_points)
    assert styles[Style.BODY.value].find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"
    fonts = {font.get(f"{W}name"): font.find(f"{W}altName").get(f"{W}val")
             for font in part(letter(), "word/fontTable.xml")}
    assert fonts["仿宋_GB2312"] == "仿宋"


def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    content = Letters(Summary(report(), "zh"), SENDER).letter(report().subjects[0])
    assert content is not None
    long = replace(content, blocks={**content.blocks, "概况": [Paragraph("淄" * 28 * 60)]})
    path = tmp_path / "long.docx"
    path.write_bytes(fill(blank(LETTER_BLOCKS), long, "", "2021-01-09"))
    laid = pages(path, tmp_path / "pdf")
    second, third = laid[1], laid[2]
    body = [line for line in second if "—" not in line.text]
    assert len(body) == 22
    assert {len(line.text) for line in body} == {28}
    assert min(line.left for line in body) == pytest.approx(28, abs=0.5)
    assert max(line.right for line in body) == pytest.approx(184, abs=0.8)
    assert body[0].top > 36 and body[-1].bottom < 297 - 35 + 1.5
    even, odd = second[-1], third[-1]
    assert (even.text, odd.text) == ("—2—", "—3—")
    assert even.left == pytest.approx(28 + 4.9, abs=1.2) and odd.right == pytest.approx(184 - 4.9, abs=1.2)
    assert (even.top + even.bottom) / 2 == pytest.approx(297 - 35 + 7, abs=1.5)


def test_titles_break_between_words() -> None:
    lines = in_lines("关于沂源县落实《淄博市全民科学素质行动计划纲要实施方案（2016—2020年）》存在问题的整改通知书").split("\n")
    assert len(lines) == 4 and max(map(len, lines)) <= 20 and len(lines[0]) < len(lines[1])
    assert all("全民科学素质" in line or "全民" not in line for line in lines)
    assert in_lines("督查通报") == "督查通报"
    assert "\n" not in in_lines("A" * 30) and in_lines("一" * 200) == "一" * 200
    assert [numeral(n) for n in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]


def test_the_date_is_four_characters_from_the_right_and_the_signature_over_its_middle() -> None:
    short, day = signature("市科协", "2021年1月9日")[-2:]
    assert day.right == 400 and short.right == 400 + 150
    long, later = signature("某某市全民科学素质行动计划纲要实施工作领导小组办公室", "2021年1月9日")[-2:]
    assert long.right == 0 and later.right is not None and later.right > 400
    assert sign("市科协").points == 42 and sign("一" * 18).points == 24 and sign("一" * 90).points == 22


def template(tmp_path: Path, change: Callable[[object], None]) -> str:
    document = Document(BytesIO(letter_templates()[0].data))
    change(document)
    path = tmp_path / "模板.docx"
    document.save(str(path))
    return str(path)


def find(document: object, words: str) -> object:
    return next(p for p in document.paragraphs if words in p.text)  # type: ignore[attr-defined]


def test_an_office_may_lay_letters_out_otherwise(tmp_path: Path) -> None:
    def change(document: object) -> None:
        paragraph = find(document, "{{主送}}")
        paragraph.clear()  # type: ignore[attr-defined]
        for run_text in ("致：{{", "主", "送}}（共", "{{ 问题数 }}项）"):
            paragraph.add_run(run_text)  # type: ignore[attr-defined]

    own = LetterRound(report(), SENDER, template(tmp_path, change))
    said = text(next(iter(own)).data)
    assert re.search(r"致：.+：（共\d+项）", said) and "{{" not in said


def test_a_template_without_a_needed_field_is_refused(tmp_path: Path) -> None:
    def change(document: object) -> None:
        find(document, "{{问题}}").clear()  # type: ignore[attr-defined]
        find(document, "{{要求}}").add_run("。")  # type: ignore[attr-defined]
        find(document, "{{主送}}").add_run("{{主送单位}}")  # type: ignore[attr-defined]

    with pytest.raises(UsageError) as error:
        LetterRound(report(), SENDER, template(tmp_path, change))
    assert sorted(codes(error)) == ["letters.lacks-field", "letters.not-alone", "letters.unknown-field"]
    met = replace(report(), findings=())
    with pytest.raises(UsageError):
        LetterRound(met, SENDER, str(tmp_path / "模板.docx"))
    assert "{{问题}}" in str(error.value) or "问题" in repr(error.value.problems[0])


def test_a_template_that_is_no_document_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(b"no zip")
    with pytest.raises(UsageError) as error:
        LetterRound(report(), SENDER, circular_template=str(path))
    assert codes(error) == ["gate.no-document"]


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError) as error:
        LetterRound(report(), SENDER)
    assert codes(error) == ["letters.no-writer"]


def test_the_word_reporter_writes_the_circular() -> None:
    (reporter,) = scilit_reporters()
    given: Report = report()
    out = BytesIO()
    reporter.write(given, out, ReportOptions())
    assert "督查通报" in text(out.getvalue()) and "（发文机关）" in text(out.getvalue())


def test_the_command_writes_a_folder_and_spares_what_is_there(tmp_path: Path) -> None:
    data = tmp_path / "a.csv"
    data.write_text("单位,小城场馆\n东区,否\n", encoding="utf-8")
    arguments = ("letters", *MINI, str(data), "--as-of", "2020-12-31", "-o", str(tmp_path / "out"))
    first = run(*arguments)
    assert first.exit_code == 0 and "[letters.left-open]" in first.stderr
    assert (tmp_path / "out" / "督查通报.docx").exists()
    again = run(*arguments)
    assert again.exit_code == 2 and "[letters.is-there]" in again.stderr
    assert run(*arguments, "--force", "--quiet").stderr == ""
    onto_file = run("letters", *MINI, "-o", str(data))
    assert onto_file.exit_code == 2 and "[letters.output-is-file]" in onto_file.stderr


def test_the_command_writes_templates(tmp_path: Path) -> None:
    done = run("letters", *MINI, "-o", str(tmp_path / "t"), "--write-templates")
    assert done.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "t").iterdir()) == ["整改通知书模板.docx", "督查通报模板.docx"]
