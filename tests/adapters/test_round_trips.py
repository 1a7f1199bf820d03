"""What is written to a file comes back cell for cell."""

from __future__ import annotations

import csv
import io
import json
import math
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.adapters.made import plain, read_one, rows, table

ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"])
DELIMITERS = st.sampled_from([",", ";", "\t", "|", "，"])
TEXTS = st.text(st.one_of(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"),
    st.sampled_from('张店区,;\t|，"\n\r 　.5％是'),
), max_size=8)
TABLES = st.lists(st.lists(TEXTS, min_size=1, max_size=5), min_size=1, max_size=6).filter(
    lambda rows: any(any(row) for row in rows)
)


@given(TABLES, ENCODINGS, DELIMITERS)
@example([["\ufeffa", "b"]], "utf-8-sig", ",")
@settings(max_examples=300)
def test_a_table_of_texts_written_as_csv_comes_back(cells: list[list[str]], encoding: str, delimiter: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(cells)
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        path.write_bytes(out.getvalue().encode(encoding))
        told = "gb18030" if encoding == "gb18030" else None
        found = table(path, delimiter=delimiter, encoding=told)
    while not any(cells[-1]):
        cells = cells[:-1]
    assert found == cells


WORDS = st.text(st.sampled_from("张店区临淄经费数值0123456789.％-"), min_size=1, max_size=6)


@given(st.integers(2, 5), st.data(), ENCODINGS, DELIMITERS)
def test_encoding_and_delimiter_of_a_plain_table_are_recognised(
    width: int, data: st.DataObject, encoding: str, delimiter: str
) -> None:
    cells = data.draw(st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=6))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(cells)
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_bytes(out.getvalue().encode(encoding))
        assert table(path) == cells


NUMBERS = st.one_of(
    st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda x: float(f"{x:.15g}")).filter(math.isfinite),
)
DAYS = st.one_of(st.dates(date(1900, 3, 1), date(2199, 12, 31)),
                 st.datetimes(datetime(1900, 3, 1), datetime(2199, 12, 31)).map(lambda t: t.replace(microsecond=0)))
CELL_TEXTS = st.text(st.sampled_from('张店区abc 　,"<>&\n0.5％=_'), min_size=1, max_size=8).filter(
    lambda text: not text.startswith("=")
)
VALUES = st.one_of(st.none(), st.booleans(), NUMBERS, DAYS, CELL_TEXTS)


def same(written: Any, found: Any) -> bool:
    if isinstance(written, datetime) and written.time() == datetime.min.time():
        written = written.date()
    if isinstance(written, float) and written.is_integer():
        return bool(written == found)
    return bool(written == found) and type(written) is type(found)


@given(st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=5))
@settings(max_examples=60)
def test_values_written_to_a_workbook_come_back(cells: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    for row in cells:
        book.active.append(row)
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.xlsx")
        book.save(path)
        grids = read_one(path).grids
    found = [[plain(cell) for cell in row] for row in rows(grids[0])] if grids else []
    for number, row in enumerate(cells):
        for column, value in enumerate(row):
            there = found[number][column] if number < len(found) and column < len(found[number]) else None
            assert same(value, there), (value, there)


KEYS = st.text(st.sampled_from("ab/~张店.\"\\"), min_size=1, max_size=4).filter(lambda key: key != "facts")
JSON_VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5))


@given(st.lists(st.dictionaries(KEYS, JSON_VALUES, min_size=1, max_size=4), min_size=1, max_size=5), st.booleans())
def test_objects_written_as_json_come_back(objects: list[dict[str, Any]], lines: bool) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.jsonl" if lines else "a.json")
        written = "\n".join(map(json.dumps, objects)) if lines else json.dumps(objects)
        path.write_text(written, encoding="utf-8")
        grids = read_one(path).grids
    found = rows(grids[0]) if grids else [[]]
    back = [dict(zip(found[0], row, strict=True)) for row in found[1:]]
    while objects and all(value in (None, "") for value in objects[-1].values()):
        objects.pop()
    assert len(back) == len(objects)
    for there, item in zip(back, objects, strict=True):
        assert all(there[key] == value for key, value in item.items())
        assert all(there[key] is None for key in set(there) - set(item))
