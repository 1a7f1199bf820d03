"""Tables as files of every kind, read for the plan of Zibo: what frames their cells decides what is taken from them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

import scilit_rules as sr
from scilit_rules.facts.collection import Collected, Collector
from tests.adapters.made import read_all

AS_OF = date(2020, 12, 31)
ZHOUCUN, BOSHAN, ZHANGDIAN, GAOXIN = "zhoucun", "boshan", "zhangdian", "gaoxin"
NAMES = {
    "population": "population.resident", "paid": "funding.popularisation.paid_in", "venue": "venue.in_use",
    "issued": "planning.local_plan_issued", "rate": "literacy.rate", "group": "institution.leading_group",
    "schools": "education.schools", "number": "planning.number",
}

Row = Sequence[Any]


@dataclass(frozen=True)
class Case:
    """A table, what must be taken from it, and what must be in doubt: each as ``subject fact year``."""

    name: str
    rows: Sequence[Row]
    values: Mapping[str, Any] = field(default_factory=dict)
    doubts: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    file: str = "上报.xlsx"
    formats: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Taken:
    """What was taken from a table."""

    values: dict[str, Any]
    doubts: dict[str, tuple[str, ...]]
    problems: tuple[sr.Problem, ...]

    @property
    def codes(self) -> set[str]:
        return {found.code for found in self.problems}


@cache
def collector() -> Collector:
    return Collector(sr.load_plan("zibo-2016-2020"))


def workbook(path: Path, rows: Iterable[Row], merged: Iterable[str] = (), formats: Mapping[str, str] = {}) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for range in merged:
        sheet.merge_cells(range)
    for cell, code in formats.items():
        sheet[cell].number_format = code
    book.save(path)
    return path


def text_table(path: Path, rows: Iterable[Row]) -> Path:
    out = io.StringIO()
    csv.writer(out).writerows([["" if cell is None else cell for cell in row] for row in rows])
    path.write_text(out.getvalue(), encoding="utf-8-sig")
    return path


def taken(*paths: Path) -> Taken:
    items = [item for read in read_all(*paths) for item in read.items]
    found: Collected = collector().collect(items, as_of=AS_OF)
    names = {name: short for short, name in NAMES.items()}

    def key(item: Any) -> str:
        year = item.period.year if item.period is not None else "?"
        return f"{item.subject.removeprefix('zibo.')} {names.get(item.name, item.name)} {year}"

    return Taken({key(fact): fact.value for fact in found.facts},
                 {key(doubt): tuple(str(place).rpartition("!")[2] for place in doubt.places) for doubt in found.doubts},
                 tuple(found.problems))


def check(case: Case, path: Path) -> Taken:
    """Writes the table of a case, reads it, and holds what was taken against what is right."""
    file = path / case.file
    if file.suffix == ".csv":
        text_table(file, case.rows)
    else:
        workbook(file, case.rows, case.merged, case.formats)
    found = taken(file)
    assert found.values == dict(case.values), (case.name, found)
    assert set(found.doubts) == set(case.doubts), (case.name, found)
    assert found.codes >= set(case.told), (case.name, found)
    return found
