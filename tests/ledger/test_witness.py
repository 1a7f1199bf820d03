"""Files that were exported, held against the ledger: what was edited, what was rewritten, and what is of another one."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from scilit_rules.ledger.columns import COLUMNS, HEADER
from scilit_rules.ledger.intake import take_in
from scilit_rules.ledger.keeping import export_ledger, import_edits, verify_ledger, write_export
from scilit_rules.ledger.listing import read_rows
from scilit_rules.ledger.register import move
from scilit_rules.ledger.rows import Stamp
from scilit_rules.ledger.store import Ledger, open_ledger
from scilit_rules.model.words import LedgerState
from scilit_rules.problems import UsageError
from tests.assessment.saving import WEST, finding, made
from tests.ledger.test_verifying import edit

STAMP = Stamp("王敏", "2021-01-05T09:30:00+08:00")
AT = {column.key: number for number, column in enumerate(COLUMNS, start=1)}


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "l.db"
    ledger = open_ledger(path, create=True)
    take_in(ledger, made([finding(), finding(subject=WEST), finding(obligation="funds")]), STAMP, date(2021, 3, 31))
    more = {"person": "=1+1", "remark": " 见 https://me:secret@host/x \r\n_x0041_ "}
    move(ledger, "2020-001", LedgerState.ASSIGNED, STAMP, more=more)
    return path


@pytest.fixture(params=["xlsx", "jsonl"])
def file(db: Path, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return exported(db, tmp_path / f"l.{request.param}")


def exported(db: Path, path: Path) -> Path:
    out = BytesIO()
    assert write_export(open_ledger(db), out, format=path.suffix[1:]) == 3
    path.write_bytes(out.getvalue())
    return path


def codes(db: Path, file: Path) -> list[str]:
    return [one.code.removeprefix("ledger.") for one in verify_ledger(open_ledger(db), export=file).problems]


def test_what_was_exported_agrees_also_when_the_ledger_goes_on(db: Path, file: Path) -> None:
    assert codes(db, file) == []
    for state in (LedgerState.IN_PROGRESS, LedgerState.REPORTED):
        move(open_ledger(db), "2020-001", state, STAMP, more={"deadline": date(2021, 6, 30), "remark": ""})
    found = verify_ledger(open_ledger(db), export=file)
    assert (found.problems, found.exported) == ((), 3)
    assert b"secret" not in file.read_bytes()


def change(file: Path, number: str, key: str, value: object) -> None:
    if file.suffix == ".jsonl":
        field = {"problem": "problem_zh"}.get(key, key)
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        for line in lines:
            if line.get("row", {}).get("number") == number:
                line["row"][field] = value
        file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return
    book = load_workbook(file)
    sheet = book.worksheets[0]
    columns = {**AT, "revision": len(COLUMNS) + 1, "digest": len(COLUMNS) + 2}
    line = next(cell.row for cell in sheet["A"] if cell.value == number)
    sheet.cell(line, columns[key]).value = value
    book.save(file)


@pytest.mark.parametrize("key, value, code", [
    ("person", "张三", "export-differs"), ("problem", "没有问题", "export-differs"), ("deadline", "2030-01-01", "export-differs"),
    ("digest", "0" * 64, "export-other"), ("revision", 2, "export-other"), ("revision", 9, "export-other"),
])
def test_what_was_changed_in_the_file_is_told(db: Path, file: Path, key: str, value: object, code: str) -> None:
    change(file, "2020-002", key, value)
    assert codes(db, file) == [code]


def test_rows_that_were_taken_out_of_the_file_are_missed(db: Path, file: Path) -> None:
    if file.suffix == ".jsonl":
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join(line for line in lines if '{"row": {"number": "2020-002"' not in line), encoding="utf-8")
    else:
        book = load_workbook(file)
        book.worksheets[0].delete_rows(HEADER + 2)
        book.save(file)
    assert codes(db, file) == ["export-rows"]


@pytest.mark.parametrize("rewrite", [
    lambda ledger: move(ledger, "2020-003", LedgerState.ASSIGNED, STAMP),
    lambda ledger: move(ledger, "2020-002", LedgerState.ASSIGNED, Stamp("李强", "2021-01-06T09:30:00+08:00")),
])
def test_a_history_that_was_made_anew_with_all_its_digests_is_known_by_the_file(
        db: Path, tmp_path: Path, rewrite: Callable[[Ledger], object]) -> None:
    before = tmp_path / "before.db"
    shutil.copy(db, before)
    move(open_ledger(db), "2020-002", LedgerState.ASSIGNED, STAMP)
    file = exported(db, tmp_path / "l.xlsx")
    shutil.copy(before, db)
    rewrite(open_ledger(db))
    assert verify_ledger(open_ledger(db)).problems == ()
    assert "export-head" in codes(db, file)


def test_a_file_of_another_ledger_is_told(db: Path, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    take_in(open_ledger(other, create=True), made([finding(), finding(obligation="events")]), STAMP)
    assert sorted(codes(other, file)) == ["export-head", "export-other", "export-other", "export-unknown"]


def test_a_workbook_from_before_digests_is_compared_and_says_so(db: Path, tmp_path: Path) -> None:
    file = exported(db, tmp_path / "l.xlsx")
    book = load_workbook(file)
    book.worksheets[0].delete_cols(len(COLUMNS) + 2)
    for row in (4, 3, 2):
        book.worksheets[1].delete_rows(row)
    book.save(file)
    assert codes(db, file) == ["export-without-digests"]


def test_what_is_no_export_is_refused(db: Path, tmp_path: Path) -> None:
    for name, content in (("x.jsonl", "{}\n"), ("y.jsonl", "[1]\n"), ("z.jsonl", ""), ("w.jsonl", "\0")):
        (tmp_path / name).write_text(content, encoding="utf-8")
        with pytest.raises(UsageError, match=r"ledger.not-a-line"):
            codes(db, tmp_path / name)
    with pytest.raises(UsageError, match=r"ledger.no-such-export"):
        write_export(open_ledger(db), BytesIO(), format="csv")


def test_lines_carry_the_chain_so_that_others_can_walk_it(db: Path, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in exported(db, tmp_path / "l.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines[-1] == {"rows": 3, "entries": 4}
    entries = sorted((line["entry"] for line in lines if "entry" in line), key=lambda entry: entry["id"])
    assert [entry["previous"] for entry in entries[1:]] == [entry["digest"] for entry in entries[:-1]]
    assert lines[0]["head"] == entries[-1]["digest"] == verify_ledger(open_ledger(db)).head


def test_rows_by_themselves_give_the_same_bytes_each_time_and_nothing_comes_back_as_an_edit(db: Path, tmp_path: Path) -> None:
    rows = read_rows(open_ledger(db))
    data = export_ledger(iter(rows))
    assert data == export_ledger(rows)
    path = tmp_path / "l.xlsx"
    path.write_bytes(data)
    merged: Any = import_edits(open_ledger(db), path, by="Li", at=datetime(2021, 2, 1))
    assert (merged.edited, merged.problems) == ((), ())


def test_passwords_from_before_they_were_hidden_leave_no_file_and_come_back_unchanged(db: Path, tmp_path: Path) -> None:
    edit(db, "UPDATE ledger_gap SET remark = 'http://me:hunter2@host/ https://h/?password=hunter2'")
    for name in ("l.xlsx", "l.jsonl"):
        path = exported(db, tmp_path / name)
        told = path.read_bytes() if name.endswith("l") else b"".join(zipped(path))
        assert b"hunter2" not in told and b"***" in told
    merged: Any = import_edits(open_ledger(db), tmp_path / "l.xlsx", by="Li", at=datetime(2021, 2, 1))
    assert (merged.edited, merged.problems) == ((), ())


def zipped(path: Path) -> list[bytes]:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_a_password_is_kept_nowhere_in_the_ledger(db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        dumped = "\n".join(connection.iterdump())
    assert "secret" not in dumped and "https://***@host/x" in dumped
