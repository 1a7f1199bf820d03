"""Rows that are taken note of without a parser come to what the parser makes of them."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest

from scilit_rules.gate import markup
from scilit_rules.gate.limits import DATA, Limits
from scilit_rules.model.place import Place
from scilit_rules.problems import SourceError
from tests.hostile.books import row

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
PLAIN = row(1, "西区", 2020, 1) + row(2, "东区", 2020, 2)
FORMULA = '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c></row>'
SHARED = '<row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c></row>'
RICH = '<row r="3"><c r="A3" t="inlineStr"><is><r><t>西</t></r><r><t>区</t></r></is></c></row>'
EMPTY = '<row r="4" s="1"/><row r="5" ht="12.5" x14ac:dyDescent="0.2"><c r="A5" s="1"/></row>'
LONG = "".join(row(at, f"第{at}行" * 30, at) for at in range(10, 1_500))
MERGES = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'


def sheet(rows: str, after: str = "") -> str:
    return f"{HEAD}<sheetData>{rows}</sheetData>{after}</worksheet>"


SHEETS = {
    "plain": sheet(PLAIN),
    "declared": DECLARED + sheet(PLAIN),
    "with a mark of its order of bytes": "\ufeff" + sheet(PLAIN),
    "in UTF-16": (DECLARED.replace("UTF-8", "UTF-16") + sheet(PLAIN)).encode("utf-16"),
    "in another alphabet": f'<?xml version="1.0" encoding="cp500"?>{sheet(row(1, 1, 2) + row(1, 1))}'.encode("cp500"),
    "bytes that are rows in one encoding only": '<?xml version="1.0" encoding="UTF-7"?>' + sheet(PLAIN),
    "with a prefix": sheet(PLAIN).replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:"),
    "formulas": sheet(PLAIN + FORMULA),
    "shared formulas": sheet(PLAIN + SHARED + row(4, 1)),
    "rich texts": sheet(PLAIN + RICH + row(4, "西区") + row(7, "西区")),
    "empty rows": sheet(PLAIN + EMPTY),
    "empty rows, then others": sheet(PLAIN + EMPTY + row(9, 1)),
    "merges": sheet(PLAIN, MERGES),
    "merges that overlap": sheet(PLAIN, MERGES.replace("</mergeCells>", '<mergeCell ref="B2:C3"/></mergeCells>')),
    "more than a block": sheet(PLAIN + LONG),
    "more than a block, mixed": sheet(PLAIN + FORMULA + LONG.replace("<is><t>第7", '<is><t a="1">第7') + row(2_000, 1)),
    "without references": sheet(PLAIN + "<row><c><v>1</v></c><c/></row>" + row(5, 1)),
    "rows out of order": sheet(PLAIN + row(9, 1) + row(8, 1)),
    "rows twice": sheet(PLAIN + row(2, 1)),
    "row 0": sheet(row(0, 1)),
    "a row beyond the last": sheet(PLAIN + row(1_048_577, 1)),
    "cells out of order": sheet('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'),
    "a cell twice": sheet('<row r="1"><c r="B1"><v>1</v></c><c r="B1"><v>1</v></c></row>'),
    "a cell beyond the last column": sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>'),
    "the last column": sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
    "blanks": sheet("".join(f'<row r="{at}"><c r="XFD{at}"><v>1</v></c></row>' for at in range(1, 400))),
    "rows in a comment": sheet(f"{PLAIN}<!-- </row>{row(3, 1)}{row(4, 1)} -->{row(3, 1)}"),
    "rows in a comment before all": f"{HEAD}<!--<sheetData>{row(3, 1)}--><sheetData>{PLAIN}</sheetData></worksheet>",
    "rows in a comment at the start": f"<!--<worksheet ><sheetData>{row(3, 1)}-->{sheet(PLAIN)}",
    "rows in plain data": sheet(f'{PLAIN}<row r="3"><c r="A3"><v><![CDATA[</row>{row(4, 1)}{row(5, 1)}]]></v></c></row>'),
    "rows in plain data between rows": sheet(f"{PLAIN}<![CDATA[</row>{row(4, 1)}]]>{row(3, 1)}"),
    "rows in an instruction": sheet(f"{PLAIN}<?a </row>{row(4, 1)}?>{row(3, 1)}"),
    "rows within rows": sheet(f'<row r="1"><row r="2">{row(3, 1)}</row>{row(4, 1)}</row>{row(5, 1)}'),
    "rows within something else": f"{HEAD}<a><sheetData>{PLAIN}</sheetData>{row(3, 1)}</a></worksheet>",
    "rows after all": sheet(PLAIN) + row(3, 1),
    "broken off in a row": sheet(PLAIN + LONG)[:70_000],
    "broken off between rows": sheet(PLAIN).partition("</sheetData>")[0],
    "a name that nobody closes": sheet(PLAIN + '<row r="3"><c></row>' + row(4, 1)),
    "spaces between rows": sheet(PLAIN.replace("</row>", "</row>\n  ") + row(3, 1)),
    "elements in one another": sheet(PLAIN + "<a>" * 200),
    "elements in one another in a row": sheet(PLAIN + '<row r="3"><c r="A3">' + "<a>" * 200),
    "a document type": f"<!DOCTYPE worksheet>{sheet(PLAIN)}",
    "a text of two million characters": sheet(PLAIN + row(3, "1" * 2_000_000)),
    "two million blanks between rows": sheet(PLAIN + " " * 2_000_000 + row(3, 1)),
}
STRICTER = replace(DATA, max_depth=5)
# What is long would be handed over in very many pieces.
TRIED = [(name, block) for name, given in SHEETS.items() for block in (1 << 16, 97)
         if block > 100 or len(given) <= 500_000]


def came_to(data: bytes, limits: Limits) -> Any:
    part = markup.Markup("西区.xlsx", "xl/worksheets/sheet1.xml", limits)
    try:
        size = part.read(io.BytesIO(data), limits.max_bytes)
    except SourceError as error:
        return error.problems
    found = part.sheet
    if found is None:
        return size
    refused = found.problem(Place("西区.xlsx", sheet="一"))
    return (size, refused) if refused else (size, found.last_row, found.has_formulas, found.merges)


@pytest.mark.parametrize("limits", [DATA, STRICTER], ids=["usual", "stricter"])
@pytest.mark.parametrize(("name", "block"), TRIED)
def test_a_sheet_comes_to_the_same_without_a_parser(name: str, block: int, limits: Limits,
                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    given = SHEETS[name]
    data = given if isinstance(given, bytes) else given.encode()
    monkeypatch.setattr(markup, "_BLOCK", block)
    found = came_to(data, limits)
    monkeypatch.setattr(markup, "is_plain", lambda start: False)
    assert found == came_to(data, limits)


def test_plain_rows_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup.Sheet, "_start_cell", None)
    assert came_to((DECLARED + sheet(PLAIN + EMPTY + LONG)).encode(), DATA)[1] == 1_499
