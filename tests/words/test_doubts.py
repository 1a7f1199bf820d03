"""Each cell that a finding wanted and could not use is told in every format: whose it is, where, and what it says."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

import scilit_rules as sr
from scilit_rules.reporters.letters.supplying import Supplies
from scilit_rules.words.summary import Summary

DATA = yaml.safe_load(Path(__file__).with_name("doubts.yaml").read_text(encoding="utf-8"))
DAY = date(2020, 12, 31)
LANGS: tuple[sr.Lang, ...] = ("zh", "en")
Case = dict[str, Any]


def ruleset(case: Case, folder: Path) -> Path:
    home = folder / "rulesets" / "parts"
    (home / "obligations").mkdir(parents=True)
    for name, text in DATA["plan"].items():
        (home / name).write_text(text, encoding="utf-8")
    asked = {key: case[key] for key in ("require", "when") if key in case}
    duty = {"id": "duty", "clause": "一", "title": {"zh": "试", "en": "try"}, "kind": "action", "binding": "mandatory",
            "bears": ["city", "district", "county"], "by": date(2020, 12, 31), **asked}
    (home / "obligations" / "all.yaml").write_text(yaml.safe_dump([duty], allow_unicode=True), encoding="utf-8")
    return home


def table(case: Case, folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    cells = case.get("cells", {})
    headings = case.get("headings") or list(dict.fromkeys(name for row in cells.values() for name in row))
    sheet.append(["区县", "年度", *headings])
    for row in case.get("rows") or ([subject, 2020, *map(row.get, headings)] for subject, row in cells.items()):
        sheet.append(row)
    path = folder / "上报.xlsx"
    book.save(path)
    return path


def report_of(case: Case, folder: Path) -> sr.Report:
    return sr.check(ruleset(case, folder), [table(case, folder)], as_of=DAY, subjects=[case["subject"]])


def name_of(subject: str, report: sr.Report, lang: sr.Lang) -> str:
    known = next(one for one in report.plan.register if one.name.zh == subject)
    return known.name.get(lang)


def texts(report: sr.Report, finding: sr.Finding, lang: sr.Lang) -> dict[str, str]:
    def written(format: str) -> str:
        out = io.BytesIO()
        sr.write_report(report, out, format=format, options=sr.ReportOptions(lang=lang))
        return out.getvalue().decode("utf-8-sig")

    (row,) = csv.DictReader(io.StringIO(written("csv")))
    return {"csv": "\n".join(row.values()), "markdown": written("markdown"), "explain": sr.explain(report, finding, lang),
            "why": "\n".join(Summary(report, lang).why(finding))}


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_each_cell_that_can_not_be_used_is_told(case: Case, tmp_path: Path) -> None:
    report = report_of(case, tmp_path)
    (finding,) = report.findings
    assert (finding.status, finding.reason) == (sr.Status.UNKNOWN, sr.Reason.AMBIGUOUS)
    for lang in LANGS:
        for name, text in texts(report, finding, lang).items():
            for cell, raw, *whose in case["told"]:
                assert raw in text, (name, lang, text)
                stands_alone = name == "why" and len(case["told"]) == 1 and not whose
                assert stands_alone or cell in text, (name, lang, text)
                assert all(name_of(one, report, lang) in text for one in whose), (name, lang, text)


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_programs_and_letters_get_each_cell(case: Case, tmp_path: Path) -> None:
    report = report_of(case, tmp_path)
    out = io.BytesIO()
    sr.write_report(report, out)
    (finding,) = json.loads(out.getvalue())["findings"]
    doubts = [one for check in (*finding.get("checks", ()), *finding.get("when_checks", ())) for one in check.get("doubts", ())]
    told = {(one["places"][0]["cell"], one["raw"]) for one in doubts}
    assert told == {(cell, raw) for cell, raw, *_ in case["told"]}
    items = Supplies(Summary(report, "zh"), report.findings, report.return_of(report.subjects[0].id)).items
    cells = {place.cell for item in items for place in item.where}
    written = "\n".join(text for item in items for text in item.written)
    for cell, raw, *whose in case["told"]:
        assert cell in cells
        assert raw in written
        assert all(one in written for one in whose)
