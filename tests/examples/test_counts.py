"""Every format counts the same: the returns of an office, one missing, one unreadable, in both languages."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

import scilit_rules as sr
from scilit_rules.messages import say
from scilit_rules.model.words import Absence
from scilit_rules.words.summary import Summary

RETURNS = Path(__file__).resolve().parents[2] / "examples" / "zibo" / "returns"
MISSING, UNREADABLE = "淄博市.xlsx", "文昌湖.xlsx"
LANGS: tuple[sr.Lang, ...] = ("zh", "en")
PARTS: tuple[sr.Status | Absence, ...] = (
    sr.Status.MET, sr.Status.UNMET, Absence.NOT_RETURNED, Absence.BLANK, Absence.NOT_USABLE, sr.Status.NEEDS_REVIEW)
Counts = dict[str, list[int]]
"""By the name of the subject, how many findings of each part."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> sr.Report:
    folder = tmp_path_factory.mktemp("returns")
    for path in RETURNS.iterdir():
        shutil.copy(path, folder / path.name)
    (folder / MISSING).unlink()
    (folder / UNREADABLE).write_bytes(b"not a workbook")
    return sr.check("zibo-2016-2020", folder, as_of=date(2020, 12, 31), engine="reference")


def written(report: sr.Report, format: str, lang: sr.Lang) -> bytes:
    out = io.BytesIO()
    sr.write_report(report, out, format=format, options=sr.ReportOptions(lang, 400))
    return out.getvalue()


def expected(report: sr.Report, lang: sr.Lang) -> Counts:
    """What the findings themselves come to, those that are counted with another left out."""
    lacking = Summary(report, lang).lacking
    found: dict[str, Counter[Any]] = {subject.id: Counter() for subject in report.subjects}
    for finding in report.findings:
        if finding.follows is None:
            found[finding.subject][lacking.of(finding) or finding.status] += 1
    return {subject.name.get(lang): [found[subject.id][part] for part in PARTS] for subject in report.subjects}


def of_json(data: bytes, lang: sr.Lang) -> Counts:
    document = json.loads(data)
    found = {subject["id"]: Counter[str]() for subject in document["subjects"]}
    for finding in document["findings"]:
        if "follows" not in finding:
            found[finding["subject"]][finding.get("absence", finding["status"])] += 1
    totals: Counter[str] = sum(found.values(), Counter())
    told = {**document["counts"], **document["absences"]}
    assert all(told[part.value] == totals[part.value] for part in PARTS)
    return {subject["name"][lang]: [found[subject["id"]][part.value] for part in PARTS]
            for subject in document["subjects"]}


def of_csv(data: bytes, lang: sr.Lang) -> Counts:
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    column = {key: say(f"reporters.column.{key}", lang) for key in ("subject", "status-code", "absence-code", "follows")}
    found: dict[str, Counter[str]] = {}
    for row in rows:
        counted = found.setdefault(row[column["subject"]], Counter())
        if not row[column["follows"]]:
            counted[row[column["absence-code"]] or row[column["status-code"]]] += 1
    return {subject: [counted[part.value] for part in PARTS] for subject, counted in found.items()}


def of_rows(rows: list[list[str]], lang: sr.Lang) -> Counts:
    """A table by subject, whatever stands beside the counts."""
    heads = [say(part, lang) for part in PARTS]
    at = next(number for number, row in enumerate(rows) if heads[0] in row and heads[1] in row)
    columns = [rows[at].index(head) if head in rows[at] else -1 for head in heads]
    return {row[0]: [_number(row[column]) if column >= 0 else 0 for column in columns] for row in rows[at + 1:]
            if len(row) == len(rows[at]) and row[0]}


def _number(cell: str) -> int:
    digits = re.sub(r"\D", "", cell)
    return int(digits) if digits else 0


def of_table(data: bytes, lang: sr.Lang) -> Counts:
    lines = data.decode().splitlines()
    at = next(n for n, line in enumerate(lines) if say(sr.Status.MET, lang) in line and lines[n + 1].startswith("----"))
    end = next(n for n in range(at, len(lines)) if not lines[n])
    return of_rows([re.split(r"\s{2,}", line.strip()) for line in lines[at:end]], lang)


def of_markdown(data: bytes, lang: sr.Lang) -> Counts:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in data.decode().splitlines()
            if line.startswith("|")]
    return of_rows(rows, lang)


def of_html(data: bytes, lang: sr.Lang) -> Counts:
    for table in re.findall(r"<table.*?</table>", data.decode(), re.DOTALL):
        rows = [[re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
                for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)]
        if all(say(part, lang) in rows[0] for part in (sr.Status.MET, sr.Status.UNMET)):
            return of_rows(rows, lang)
    raise LookupError("no table by subject")


def of_excel(data: bytes, lang: sr.Lang) -> Counts:
    sheet = load_workbook(io.BytesIO(data))[say("workbook.sheet.subjects", lang)]
    return of_rows([["" if value is None else str(value) for value in row]
                    for row in sheet.iter_rows(values_only=True)], lang)


READERS = {"json": of_json, "csv": of_csv, "table": of_table, "markdown": of_markdown, "html": of_html,
           "excel": of_excel}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("format", READERS)
def test_every_format_counts_the_same(report: sr.Report, format: str, lang: sr.Lang) -> None:
    wanted = expected(report, lang)
    found = READERS[format](written(report, format, lang), lang)
    assert {name: found[name] for name in wanted} == wanted


def test_the_circular_counts_the_same(report: sr.Report) -> None:
    table = Document(io.BytesIO(written(report, "word", "zh"))).tables[0]
    heads, *rows, total = [[cell.text for cell in row.cells] for row in table.rows]
    columns = [heads.index(name) for name in ("达标", "不达标", "未报送", "空白", "无法采用", "待核定")]
    wanted = expected(report, "zh")
    assert {row[0]: [int(row[column]) for column in columns] for row in rows} == wanted
    assert [int(total[column]) for column in columns] == [sum(column) for column in zip(*wanted.values(), strict=True)]


def test_the_letters_count_the_same(report: sr.Report) -> None:
    files = {file.name: file.data for file in sr.make_letters(report)}
    for subject, (met, unmet, *absent, reviewed) in expected(report, "zh").items():
        for kind in ("整改通知书", "补报通知"):
            if f"{subject}{kind}.docx" in files:
                said = "\n".join(p.text for p in Document(io.BytesIO(files[f"{subject}{kind}.docx"])).paragraphs)
                told = {"达标": met, "不达标": unmet, "数据缺失或存疑": sum(absent), "待核定": reviewed}
                assert all((f"，{name}{count}项次" in said) is bool(count) for name, count in told.items()
                           if name != "达标")
                assert f"其中达标{met}项次" in said


def test_who_sent_nothing_has_nothing_to_be_reviewed(report: sr.Report) -> None:
    counts = expected(report, "zh")
    for subject in ("淄博市", "文昌湖旅游度假区"):
        assert counts[subject][-1] == 0


@pytest.mark.parametrize("lang", LANGS)
def test_one_conclusion_stands_in_all_formats(report: sr.Report, lang: sr.Lang) -> None:
    conclusion = Summary(report, lang).conclusion()
    assert conclusion in written(report, "table", lang).decode()
    assert conclusion in written(report, "markdown", lang).decode()
    assert conclusion in written(report, "html", lang).decode()
    book = load_workbook(io.BytesIO(written(report, "excel", lang)))
    assert conclusion in {cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row}
