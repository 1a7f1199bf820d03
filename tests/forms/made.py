"""Forms of the small plan of the tests of the command line, filled in and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from scilit_rules.adapters.sources import read_sources
from scilit_rules.app.forms import make_forms
from scilit_rules.app.plans import load_plan
from scilit_rules.facts.collection import Collected, collect
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Lang
from tests.adapters.made import ADAPTERS
from tests.cli.running import RULESETS

YEAR = 2020
EAST = "mini.east"
FACTS, ATTESTATIONS, EARLIER, COVER = "指标数据", "任务自评", "历年填报", "封面"


@cache
def plan() -> Plan:
    return load_plan("mini-2020", rulesets=[RULESETS])


def changed(**more: Any) -> Plan:
    return replace(plan(), **{"digest": "sha256:other", **more})


def form(folder: Path, subject: str = EAST, *, made_from: Plan | None = None, year: int = YEAR, lang: Lang = "zh",
         previous: tuple[Path, ...] = ()) -> Path:
    (one,) = make_forms(made_from or plan(), year=year, subjects=[subject], previous=previous, lang=lang)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / one.name
    path.write_bytes(one.data)
    return path


def columns(sheet: Any) -> dict[str, int]:
    """The numbers of the columns by their headings, wherever the header row has come to stand."""
    header = next(row for row in sheet.iter_rows() if any(cell.value in ("填报代码", "Form code") for cell in row))
    return {str(cell.value): cell.column for cell in header if cell.value}


def cell_of(sheet: Any, code: str, heading: str, year: int = YEAR) -> Any:
    at = columns(sheet)
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, at.get("填报代码", at.get("Form code"))).value == code and str(
                sheet.cell(row, at.get("年度", at.get("Year"))).value) == str(year):
            return sheet.cell(row, at[heading])
    raise LookupError(code)


ANSWERS: Mapping[tuple[str, str, int], Any] = {
    ("funding.paid_in", "填报值", 2020): 1_300_000.5,
    ("funding.paid_in", "佐证（文号、文件、网址）", 2020): "东财发〔2020〕1号；决算.pdf",
    ("funding.paid_in", "备注", 2020): "=决算数",
    ("funding.paid_in", "填报值", 2019): 1_200_000,
    ("population.resident", "填报值", 2020): 1_000_000,
    ("population.resident", "填报值", 2019): 990_000,
    ("venue.in_use", "填报值", 2020): "是",
    ("museum.grade", "填报值", 2020): "二级",
    ("group.exists", "填报值", 2020): "是",
    ("group.exists", "佐证（文号、文件、网址）", 2020): "东政发〔2019〕5号",
    ("plan.issued", "填报值", 2020): date(2019, 6, 1),
    ("publicity", "完成情况", 2020): "部分完成",
    ("publicity", "进度", 2020): 0.6,
    ("publicity", "佐证（文号、文件、网址）", 2020): "总结.docx",
    ("publicity", "备注", 2020): "下半年开展",
    ("publicity", "审核", 2020): "已完成",
    ("publicity", "审核人", 2020): "李四",
}


def sheet_of(book: Any, code: str) -> Any:
    return book[ATTESTATIONS if code in plan().obligations else FACTS]


def answer(path: Path, answers: Mapping[tuple[str, str, int], Any] = ANSWERS) -> Path:
    book = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")
    for (code, heading, year), value in answers.items():
        cell = cell_of(sheet_of(book, code), code, heading, year)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    book[COVER]["C7"], book[COVER]["C8"], book[COVER]["C9"] = "王五", "赵六", "0533-1234567"
    book.save(path)
    return path


def filled(folder: Path) -> Path:
    return answer(form(folder))


def read(*paths: Path, of: Plan | None = None, as_of: date = date(2020, 12, 31), typed: bool = False) -> Collected:
    grids = [item for source in read_sources(map(str, paths), ADAPTERS) for item in source.items]
    return collect(grids, of or plan(), as_of=as_of, keep_typed=typed)


def known(collected: Collected) -> set[tuple[object, ...]]:
    """All that was read, but for where."""
    return {
        (fact.subject, fact.name, str(fact.period), str(fact.value), tuple(e.text for e in fact.evidence), fact.remark)
        for fact in collected.facts
    }


def codes(collected: Collected) -> list[str]:
    return [found.code for found in collected.problems]


def doubts(collected: Collected) -> dict[str, str]:
    return {doubt.name: doubt.message.code for doubt in collected.doubts}
