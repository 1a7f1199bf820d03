"""Objects into tables: exact numbers, exact pointers, nothing dropped in silence."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.made import codes, read_one, rows, table, write

WIDE = [["单位", "年度", "值"], ["张店", 2020, Decimal("10.50")], ["临淄", 2020, None]]
SHAPES: list[tuple[str, str, list[list[Any]]]] = [
    ("list", '[{"单位":"张店","年度":2020,"值":10.50},{"单位":"临淄","年度":2020,"值":null}]', WIDE),
    ("list under a key", '{"年度":2020,"数据":[{"单位":"张店","值":1},{"单位":"临淄","年度":2019}]}',
     [["年度", "单位", "值"], [2020, "张店", 1], [2019, "临淄", None]]),
    ("one row", '{"单位":"张店","值":true}', [["单位", "值"], ["张店", True]]),
    ("facts by name", '{"subject":"a","period":2020,"facts":{"x":1.0,"y":"是"}}',
     [["subject", "period", "x", "y"], ["a", 2020, Decimal("1.0"), "是"]]),
    ("list of facts by name", '[{"subject":"a","facts":{"x":1}},{"subject":"b","facts":{"y":2}}]',
     [["subject", "x", "y"], ["a", 1, None], ["b", None, 2]]),
    ("facts with evidence",
     '{"subject":"a","period":2020,"facts":{"x":{"value":1.5,"unit":"万元","evidence":["甲","乙"]},"y":{"value":2,"period":2019}}}',
     [["subject", "period", "fact", "value", "unit", "evidence"],
      ["a", 2020, "x", Decimal("1.5"), "万元", "甲；乙"], ["a", 2019, "y", 2, None, None]]),
    ("facts as a list", '{"subject":"a","facts":[{"fact":"x","value":1},{"fact":"y","value":2}]}',
     [["subject", "fact", "value"], ["a", "x", 1], ["a", "y", 2]]),
    ("rows", '[["单位","值"],["张店",1],["临淄",null]]', [["单位", "值"], ["张店", 1], ["临淄", None]]),
    ("an object of one shape after another", '[{"a":1},{"facts":{"a":2}}]', [["a"], [1], [2]]),
    ("a key and a fact of one name", '{"title":"a","facts":{"title":2}}', [["title", "title"], ["a", 2]]),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in SHAPES], ids=[case[0] for case in SHAPES])
@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".ndjson", ".yaml", ".yml"])
def test_shapes(tmp_path: Path, text: str, expected: list[list[Any]], suffix: str) -> None:
    spaced = text.replace(":", ": ").replace(",", ", ")  # YAML wants the blanks
    found = table(write(tmp_path / f"a{suffix}", spaced))
    assert found == expected
    assert [[type(cell) for cell in row] for row in found] == [[type(cell) for cell in row] for row in expected]


def test_plain_facts_and_facts_with_evidence_become_two_tables(tmp_path: Path) -> None:
    text = '[{"subject":"a","facts":{"x":1,"a/b":{"value":2}}},{"subject":"b","facts":{"x":3}}]'
    wide, long = read_one(write(tmp_path / "a.json", text)).grids
    assert rows(wide) == [["subject", "x"], ["a", 1], ["b", 3]]
    assert rows(long) == [["subject", "fact", "value"], ["a", "a/b", 2]]
    assert [wide.place(2, i).pointer for i in range(2)] == ["/1/subject", "/1/facts/x"]
    assert [long.place(1, i).pointer for i in range(3)] == ["/0/subject", "/0/facts/a~1b", "/0/facts/a~1b/value"]


def test_every_pointer_leads_to_its_value(tmp_path: Path) -> None:
    text = '{"年度":2020,"a~b":{"no":1},"数据":[{"单位":"张店","x/y":1},{"单位":"临淄","facts":{"z":{"value":9}}}]}'
    document = json.loads(text)
    seen = set()
    for grid in read_one(write(tmp_path / "a.json", text)).grids:
        for number, row in enumerate(grid.rows):
            for column, value in enumerate(row):
                pointer = grid.place(number, column).pointer or ""
                if number and value is not None and grid.rows[0][column] != "fact":  # type: ignore[index]
                    there = follow(document, pointer)
                    assert ("#VALUE!" if isinstance(there, dict) else there) == value
                    seen.add(pointer)
    assert seen >= {"/年度", "/数据/0/x~1y", "/数据/1/facts/z/value", "/数据/1/单位"}


def follow(document: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        document = document[int(name)] if isinstance(document, list) else document[name]
    return document


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10.50", Decimal("10.50")), ("6e-06", Decimal("6e-06")), ("0.1", Decimal("0.1")), ("-0", 0), ("12", 12),
        ("123456789012345678901234567890", Decimal("123456789012345678901234567890")),
        ('"10.50"', "10.50"), ("true", True), ("null", None), ("1e999999999", "1e999999999"),
        ("1e999999999999999999999", "1e999999999999999999999"),
        ("[1, 2.50, \"三\"]", "1；2.50；三"), ("[]", ""),
    ],
)
def test_values_stay_exact(tmp_path: Path, written: str, read: object) -> None:
    found = table(write(tmp_path / "a.json", f'[{{"k":"a","v":{written}}}]'))[1][1]
    assert (found, type(found), str(found)) == (read, type(read), str(read))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10.50", Decimal("10.50")), ("12", 12), ("0123", "0123"), ("1_000", "1_000"), ("12:30", "12:30"), ("是", "是"),
        ("2016-08-15", date(2016, 8, 15)), ("2016-08-15 10:00:00", "2016-08-15 10:00:00"),
        ("yes", True), ("off", False),
        ("~", None), ("'12'", "12"), ("0x1F", "0x1F"), ("10.5%", "10.5%"), ("+1.5e+3", Decimal("1500")),
        ("!!python/name:os.system x", "x"), ("2016-13-45", "2016-13-45"), ("1e5", "1e5"),
    ],
)
def test_yaml_values_come_from_their_text(tmp_path: Path, written: str, read: object) -> None:
    found = table(write(tmp_path / "a.yaml", f"- k: a\n  v: {written}\n"))[1][1]
    assert (found, type(found)) == (read, type(read))


def test_a_bad_line_of_json_lines_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    text = '{"a":1}\r\n\r\n{"a":NaN}\r\n{"a" 2}\r\n{"a":\r\n7\r\n{"a":5}\r\n'
    read = read_one(write(tmp_path / "a.jsonl", text))
    assert rows(read.grids[0]) == [["a"], [1], [5]]
    assert [(found.code, found.place and (found.place.line, found.place.column)) for found in read.problems] == [
        ("adapters.not-a-number", (3, 6)),
        ("adapters.bad-json", (4, 6)),
        ("adapters.json-ends-early", (5, 6)),
        ("adapters.not-records", (6, None)),
    ]
    assert str(read.grids[0].place(2, 0)).endswith("#/a:7")


def test_the_place_of_yaml_names_the_line_of_the_object(tmp_path: Path) -> None:
    (grid,) = read_one(write(tmp_path / "a.yaml", "数据:\n  - 单位: 张店\n    值: 1\n  - {单位: 临淄, 值: 2}\n")).grids
    assert (grid.place(2, 1).line, grid.place(2, 1).pointer) == (4, "/数据/1/值")


def test_several_documents_of_yaml_are_read_one_after_the_other(tmp_path: Path) -> None:
    (grid,) = read_one(write(tmp_path / "a.yaml", "单位: 张店\n---\n单位: 临淄\n")).grids
    assert rows(grid) == [["单位"], ["张店"], ["临淄"]]
    assert grid.place(2, 0).line == 3


def test_several_lists_of_one_object_are_all_read(tmp_path: Path) -> None:
    text = '{"2019":[{"单位":"张店"}],"2020":[{"单位":"临淄"}]}'
    (grid,) = read_one(write(tmp_path / "a.json", text)).grids
    assert [(row[0], grid.place(i, 0).pointer) for i, row in enumerate(grid.rows)] == [
        ("单位", "/2019/0/单位"), ("张店", "/2019/0/单位"), ("临淄", "/2020/0/单位"),
    ]


def test_a_key_written_twice_with_one_value_keeps_it(tmp_path: Path) -> None:
    read = read_one(write(tmp_path / "a.json", '[{"k":"a","v":1,"v":1},{"k":"b","v":1,"v":2}]'))
    assert rows(read.grids[0]) == [["k", "v"], ["a", 1], ["b", None]]
    assert [(found.code, found.place and found.place.pointer) for found in read.problems] == [
        ("adapters.repeated-key", "/0/v"), ("adapters.repeated-key", "/1/v"),
    ]


def test_json_in_gbk_is_read_too(tmp_path: Path) -> None:
    read = read_one(write(tmp_path / "a.json", '[{"单位":"张店区"}]', "gbk"))
    assert rows(read.grids[0]) == [["单位"], ["张店区"]]
    assert codes(read) == ["adapters.read-as-gb18030"]
