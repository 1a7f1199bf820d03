"""Workbooks that are small and would take all memory or a minute; tables of ordinary mistakes without end."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hostile.books import HEAD, TABLE, Make, book, late, lying, merges, repacked, row
from tests.hostile.trial import Case, hold, name_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
DEFLATED, STORED, BZIP2, LZMA = zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA
SHEET = "xl/worksheets/sheet1.xml"


def packed(method: int, size: int = 0) -> Make:
    def make(folder: Path) -> None:
        repacked(lambda parts: ((name, data + b" " * size * (name == SHEET), method if name == SHEET else DEFLATED)
                                for name, data in parts.items()))(folder)
        if size:
            lying(folder / "西区.xlsx", SHEET, 1_000)

    return make


def twice(parts: dict[str, bytes]) -> Iterator[tuple[str, bytes, int]]:
    for name, data in parts.items():
        yield name, data, DEFLATED
    yield SHEET.upper().replace("XL/", "xl/"), parts[SHEET], DEFLATED


def many_parts(parts: dict[str, bytes]) -> Iterator[tuple[str, bytes, int]]:
    for name, data in parts.items():
        yield name, data, DEFLATED
    for number in range(20_000):
        yield f"xl/media/{number}", b"", STORED


def changed(part: str, old: str, new: str) -> Make:
    def parts(whole: dict[str, bytes]) -> Iterator[tuple[str, bytes, int]]:
        assert old.encode() in whole[part], whole[part][:300]
        for name, data in whole.items():
            yield name, data.replace(old.encode(), new.encode()) if name == part else data, DEFLATED
    return repacked(parts)


def table(*rows: str, name: str = "西区.csv") -> Make:
    return lambda folder: (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")


def lines(make: Callable[[], Iterator[str]], name: str = "西区.csv") -> Make:
    def write(folder: Path) -> None:
        with (folder / name).open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in make())

    return write


def headed(body: Callable[[], Iterator[str]]) -> Make:
    return lines(lambda: iter([",".join(HEAD), *body()]))


def json_file(make: Callable[[], object]) -> Make:
    return lambda folder: (folder / "西区.json").write_text(json.dumps(make(), ensure_ascii=False), encoding="utf-8")


def repeated_key(times: int) -> Make:
    pairs = ",".join(f'"键{at % 7}": {at}' for at in range(times))
    return lambda folder: (folder / "西区.json").write_text(f"[{{{pairs}}}]", encoding="utf-8")


def fifo(folder: Path) -> None:
    os.mkfifo(folder / "西区.csv")


PACKAGES = [
    Case("a bzip2 part with a lying size", packed(BZIP2, 300_000_000), ("gate.packed-otherwise",)),
    Case("an lzma part", packed(LZMA), ("gate.packed-otherwise",)),
    Case("a deflated part with a lying size", packed(DEFLATED, 300_000_000), ("adapters.damaged",)),
    Case("a part twice by letter case", repacked(twice), ("gate.part-twice", "adapters.part-name")),
    Case("twenty thousand parts", repacked(many_parts), ("gate.too-many-parts",)),
    Case("elements without end in one another", book("<row>" * 200_000), ("gate.too-deep",)),
    Case("deep elements in a part that nobody needs", book(more={"customXml/a.xml": "<a>" * 200_000}), ("gate.too-deep",)),
    Case("an attribute of 20 MB", book(f'<row r="1" spans="{"1" * 20_000_000}"></row>'),
         ("gate.long-piece", "adapters.inflates-too-much")),
    Case("a text of 20 MB", book(row(1, *HEAD) + row(2, "西区", 2020, os.urandom(10_000_000).hex())),
         ("gate.long-piece",)),
    Case("three million formats", book(more={"xl/styles.xml": "<styleSheet>" + "<xf/>" * 3_000_000 + "</styleSheet>"}),
         ("gate.too-many-elements", "adapters.inflates-too-much")),
    Case("a million empty styled rows",
         late(lambda: TABLE + "".join(f'<row r="{at}" s="1" customFormat="1" ht="{at % 977}"/>' for at in range(3, 1_000_003))),
         ()),
    Case("a million empty styled rows with a value at the end",
         late(lambda: TABLE + "".join(f'<row r="{at}" s="1" ht="{at % 977}"/>' for at in range(3, 1_000_003))
              + row(1_048_576, "西区")), ("gate.blank-cells",)),
    Case("a row beyond the last", late(lambda: TABLE + row(999_999_999, "西区", 2020, 1)), ("adapters.damaged-part",)),
    Case("empty styled cells without end",
         late(lambda: TABLE + "".join(f'<row r="{at}">' + f'<c s="{at % 97}"/>' * 16_000 + "</row>"
                                      for at in range(3, 2_000))), ("gate.blank-cells", "adapters.inflates-too-much")),
    Case("cells in the last column only",
         late(lambda: TABLE + "".join(f'<row r="{at}"><c r="XFD{at}"><v>{at}</v></c></row>'
                                      for at in range(3, 100_000))), ("gate.blank-cells",)),
    Case("one merge over a whole sheet", book(TABLE, merges(["A1:XFD1048576"]))),
    Case("one merge over a long sheet",
         late(lambda: TABLE + row(1_000_000, "西区", 2020, 1), lambda: merges(["A1:XFD1048576"])),
         ("gate.blank-cells",)),
    Case("fifty thousand overlapping merges",
         late(lambda: TABLE + "".join(row(at, "西区") for at in range(3, 2_000)),
              lambda: merges(f"A{at}:Z{at + 60_000}" for at in range(1, 50_001))), ("gate.merges-overlap",)),
    Case("two hundred thousand merges", late(lambda: TABLE, lambda: merges(f"D{at}:E{at}" for at in range(1, 200_001))),
         ("gate.too-many-merges",)),
    Case("a number format of 600,000 signs", changed(
        "xl/styles.xml", "</numFmts>", f'<numFmt numFmtId="200" formatCode="{"[" * 200_000}{"0." * 200_000}"/></numFmts>'),
        ("gate.long-piece", "adapters.inflates-too-much")),
    Case("300,000 names", changed("xl/workbook.xml", "</sheets>", "</sheets><definedNames>" + "".join(
        f'<definedName name="n{at}">Sheet!$A$1</definedName>' for at in range(300_000)) + "</definedNames>"),
         ("gate.too-many-elements", "adapters.inflates-too-much")),
    Case("half a million number formats", changed("xl/styles.xml", "</numFmts>", "".join(
        f'<numFmt numFmtId="{at}" formatCode="0.{at}"/>' for at in range(200, 500_200)) + "</numFmts>"),
         ("gate.too-many-elements", "adapters.inflates-too-much")),
    Case("a pipe", fifo, ("adapters.not-a-file",)),
]


@pytest.mark.parametrize("case", PACKAGES, ids=name_of)
def test_a_small_workbook_takes_no_more_than_it_holds(case: Case, tmp_path: Path) -> None:
    hold(case, tmp_path)


def numbers() -> Iterator[str]:
    return (f"西区,2020,{number}" for number in range(150_000))


BUDGETS = [
    Case("16,000 unknown headings", lines(lambda: iter([",".join([*HEAD, *(f"没有的栏目{at}" for at in range(16_000))]),
                                                        "西区,2020,1"])), ("facts.unknown-columns", "facts.unknown-column")),
    Case("16,000 unknown headings of a workbook's row",
         late(lambda: f'<row r="1">{"".join(f"<c t={chr(34)}inlineStr{chr(34)}><is><t>没有的栏目{at}</t></is></c>" for at in range(16_000))}</row>'
              + row(2, "西区", 2020, 1))),
    Case("150,000 conflicting values of one subject", headed(numbers)),
    Case("200,000 unreadable values", headed(lambda: (f"西区,2020,说不清{at}" for at in range(200_000)))),
    Case("200,000 unknown subjects", headed(lambda: (f"没有的区{at},2020,1" for at in range(200_000)))),
    Case("200,000 years out of range", headed(lambda: (f"西区,{at},1" for at in range(100_000, 300_000)))),
    Case("200,000 rows without a subject", headed(lambda: (",2020,1" for _ in range(200_000)))),
    Case("200,000 facts that there are not",
         lines(lambda: iter(["单位,年度,指标,数值", *(f"西区,2020,没有的指标{at},1" for at in range(200_000))]))),
    Case("a line of 100 MB", headed(lambda: iter(["西区,2020," + "1" * 100_000_000]))),
    Case("a line of a million fields", headed(lambda: iter(["西区,2020," + "1," * 1_000_000]))),
    Case("a CSV of 100 MB with an open quote",
         headed(lambda: iter(['西区,2020,"1', *(f"西区,2020,{at}" for at in range(6_500_000))]))),
    Case("a quote in each of 200,000 lines", headed(lambda: (f'西区,2020,"1"{at}' for at in range(200_000)))),
    Case("100,000 records with a key of their own", json_file(lambda: [{f"键{at}": 1} for at in range(100_000)]),
         told=("adapters.too-many-keys",)),
    Case("300,000 keys of one record", json_file(lambda: [{f"键{at}": 1 for at in range(300_000)}]), told=("adapters.too-many-keys",)),
    Case("a key again and again", repeated_key(500_000), told=("adapters.repeated-key",)),
    Case("a title of 100,000 blanks", lines(lambda: iter(["小城" + " " * 100_000 + "表", ",".join(HEAD), "西区,2020,1"]))),
    Case("a title of 100,000 digits", lines(lambda: iter(["小城" + "1" * 100_000 + "表", ",".join(HEAD), "西区,2020,1"]))),
    Case("a heading of 3,000 characters", lines(lambda: iter([",".join([*HEAD, "科普经费投入（" * 430]), "西区,2020,1,1"]))),
    Case("a heading of 100,000 characters", lines(lambda: iter([",".join([*HEAD, "科普经费" * 25_000]), "西区,2020,1,1"]))),
    Case("a subject of 3,000 characters", headed(lambda: iter(["西区（" * 1_000 + ",2020,1"]))),
    Case("a subject of 100,000 characters", headed(lambda: iter(["西区" * 50_000 + ",2020,1"]))),
    Case("a value of 100,000 characters", headed(lambda: iter(["西区,2020," + "1万" * 50_000]))),
    Case("a value of 100,000 blanks", headed(lambda: iter(["西区,2020,1" + " " * 100_000 + "万元"]))),
    Case("a period of 100,000 digits", headed(lambda: iter(["西区," + "2" * 100_000 + ",1"]))),
]


@pytest.mark.parametrize("case", BUDGETS, ids=name_of)
def test_a_mistake_without_end_is_told_once_and_for_all(case: Case, tmp_path: Path) -> None:
    hold(case, tmp_path)
