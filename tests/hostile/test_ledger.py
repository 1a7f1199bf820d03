"""Workbooks that somebody sends back for the ledger, damaged or made to harm: refused or read, and the ledger is whole."""

from __future__ import annotations

import os
import random
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from scilit_rules.ledger.export import ledger_bytes
from scilit_rules.ledger.intake import take_in
from scilit_rules.ledger.keeping import import_edits
from scilit_rules.ledger.listing import read_rows
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import open_ledger
from scilit_rules.ledger.verifying import verify
from scilit_rules.problems import ScilitError
from tests.assessment.saving import WEST, finding, made
from tests.hostile.trial import Case, hold, name_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
STAMP = Stamp("王敏", "2021-01-05T09:30:00+08:00")
IMPORT = ("ledger", "import", "{returns}/l.xlsx", "--db", "{returns}/l.db", "--by", "Li")
SHEET = "xl/worksheets/sheet1.xml"


def ledger_in(folder: Path) -> Path:
    """A ledger of three rows and its workbook."""
    ledger = open_ledger(folder / "l.db", create=True)
    take_in(ledger, made([finding(), finding(subject=WEST), finding(obligation="funds")]), STAMP, date(2021, 3, 31))
    (folder / "l.xlsx").write_bytes(ledger_bytes(read_rows(ledger), "zh"))
    return folder / "l.xlsx"


def spoilt(change: Callable[[bytes], bytes], part: str = SHEET) -> Callable[[Path], object]:
    """What writes the ledger and its workbook with one part changed."""
    def make(folder: Path) -> None:
        path = ledger_in(folder)
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts[part] = change(parts[part])
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
    return make


def edited(*cells: tuple[str, object], merge: str = "") -> Callable[[Path], object]:
    """What writes the ledger and its workbook with cells changed."""
    def make(folder: Path) -> None:
        path = ledger_in(folder)
        book = load_workbook(path)
        for cell, value in cells:
            book.worksheets[0][cell] = value
        if merge:
            book.worksheets[0].merge_cells(merge)
        book.save(path)
    return make


def cut(folder: Path) -> None:
    path = ledger_in(folder)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def person_is(number: int, person: str) -> Callable[[Path, Path], None]:
    """The persons of the first rows are so afterwards."""
    def then(returns: Path, out: Path) -> None:
        assert [row.person for row in read_rows(open_ledger(returns / "l.db"))][:number] == [person] * number
    return then


CASES = [
    Case("a truncated workbook", cut, ("adapters.damaged",)),
    Case("markup that ends in the middle", spoilt(lambda data: data[: len(data) // 2]), ("adapters.damaged-part", "adapters.damaged")),
    Case("a sheet that is no markup", spoilt(lambda data: b"\0\xff" * 500), ("adapters.damaged-part", "adapters.damaged")),
    Case("a sheet without its end of rows", spoilt(lambda data: data.replace(b"</sheetData>", b"")), ("adapters.damaged-part", "adapters.damaged")),
    Case("numbers of cells that are none", spoilt(lambda data: data.replace(b'r="A4"', b'r="4A"')), ("adapters.damaged-part", "adapters.damaged")),
    Case("a cell beyond the last column", spoilt(lambda data: data.replace(b'r="A4"', b'r="ZZZZ4"')), ("adapters.damaged-part", "adapters.damaged")),
    Case("styles that are not there", spoilt(lambda data: data.replace(b' s="', b' s="99'))),
    Case("a type of cell that is none", spoilt(lambda data: data.replace(b't="inlineStr"', b't="x"'))),
    Case("a date that is no number", spoilt(lambda data: re.sub(rb"<v>44[0-9]+</v>", b"<v>1e400</v>", data))),
    Case("a date far beyond the calendar", spoilt(lambda data: re.sub(rb"<v>44[0-9]+</v>", b"<v>99999999</v>", data)), ("ledger.not-a-date",)),
    Case("a book without sheets", spoilt(lambda data: re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", data), "xl/workbook.xml"), ("ledger.not-an-export", "adapters.damaged")),
    Case("a document type", spoilt(lambda data: data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)), ("adapters.document-type",)),
    Case("a merge over the whole sheet", spoilt(lambda data: data.replace(b"</mergeCells>", b'<mergeCell ref="G4:XFD1048576"/></mergeCells>')), files=()),
    Case("a person merged over two rows", edited(("G4", "张三"), merge="G4:G5"), files=(), then=person_is(2, "张三")),
    Case("numbers merged over two rows", edited(merge="A4:A5"), ("ledger.number-twice",)),
    Case("headings that are there twice", edited(("H3", "责任人")), ("ledger.heading-twice",)),
    Case("a revision of forty digits", edited(("P4", 10**40)), ("ledger.row-without-number",)),
    Case("a revision that is a date", edited(("P4", date(2020, 1, 1))), ("ledger.row-without-number",)),
    Case("digits of another script", edited(("P4", "²")), ("ledger.row-without-number",)),
    Case("a state that is none", edited(("J4", "搞定" * 2000)), ("ledger.not-a-state",)),
    Case("a state of a single blank", edited(("J4", " ")), ("ledger.not-a-state",)),
    Case("a true for a date", edited(("I4", True)), ("ledger.not-a-date",)),
    Case("a number of a hundred thousand letters", edited(("A4", "9" * 30_000)), ("ledger.no-such-number",)),
    Case("ten thousand rows of no ledger", lambda folder: many(ledger_in(folder)), ("ledger.more-of-a-kind",)),
]


def many(path: Path) -> None:
    """Ten thousand rows that the ledger does not have, below its own."""
    book = load_workbook(path)
    for number in range(10_000):
        book.worksheets[0].append([f"2019-{number}", *[None] * 14, 1])
    book.save(path)


@pytest.mark.parametrize("case", [
    Case(case.name, case.make, case.told, ("l.xlsx",) if case.files is None and case.told else (), IMPORT, False, then=case.then)
    for case in CASES
], ids=name_of)
def test_a_hostile_workbook_harms_no_ledger(case: Case, tmp_path: Path) -> None:
    hold(case, tmp_path)
    assert verify(open_ledger(tmp_path / "returns" / "l.db")).problems == ()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, taken out, put in or cut off."""
    told = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, kind = chance.randrange(len(told) or 1), chance.randrange(5)
        if kind == 0:
            told[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del told[at : at + chance.randint(1, 40)]
        elif kind == 2:
            told[at:at] = told[max(at - 60, 0) : at]
        elif kind == 3:
            told[at:at] = chance.choice((b"<row/>", b'<c r="A1"/>', b"</c>", b'<mergeCell ref="A1:B2"/>', b"\xff", b"&#0;"))
        elif len(told) > 200:
            del told[len(told) - chance.randint(1, 100):]
    return bytes(told)


@pytest.mark.parametrize("count", [60, pytest.param(3000, marks=pytest.mark.long)])
def test_workbooks_with_changed_bytes_are_refused_or_read(tmp_path: Path, count: int) -> None:
    path = ledger_in(tmp_path)
    whole = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chance, at = random.Random(count), datetime(2021, 2, 1)
    read = refused = 0
    for number in range(count):
        if number % 3 == 0:
            path.write_bytes(mutated(whole, chance))
        else:
            name = chance.choice((SHEET, SHEET, *parts))
            with zipfile.ZipFile(path, "w") as archive:
                for one, data in parts.items():
                    archive.writestr(one, mutated(data, chance) if one == name else data)
        try:
            import_edits(open_ledger(tmp_path / "l.db"), path, by="Li", at=at)
            read += 1
        except ScilitError:
            refused += 1
    found = verify(open_ledger(tmp_path / "l.db"))
    assert (found.problems, read + refused, found.rows) == ((), count, 3)
    print(f"read {read}, refused {refused}")


