"""What bad input gets: each message pinned by a file that brings it about, and the others still read."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scilit_rules.messages import area
from scilit_rules.model.grid import Grid
from scilit_rules.model.problem import Problem
from scilit_rules.model.visible import visible
from scilit_rules.plugins.contracts import ReadOptions
from scilit_rules.problems import show_problem
from tests.adapters.made import ADAPTERS, STRICT, codes, make_workbook, paste, read_all, read_one, sheet_xml, write

PROTECTED = Path(__file__).with_name("protected.xlsx")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
ONE = sheet_xml("<row><c><v>1</v></c></row>")


OVER_ALL = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="9999"><c r="A9999"><v>2</v></c></row>',
                     '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
SIZED = sheet_xml("<row><c><v>1</v></c></row>", before='<dimension ref="A1"/>')


def zipped(folder: Path, name: str, *members: str) -> Path:
    with zipfile.ZipFile(folder / name, "w") as archive:
        for member in members:
            archive.writestr(member, "<x/>")
    return folder / name


def cut(folder: Path) -> Path:
    path = make_workbook(folder / "a.xlsx", ONE)
    return write(path, path.read_bytes()[:-40])


def flipped(folder: Path) -> Path:
    path = make_workbook(folder / "a.xlsx", sheet_xml("".join(f"<row><c><v>{i}</v></c></row>" for i in range(999))))
    data = bytearray(path.read_bytes())
    at = data.index(b"sheet1.xml") + 200
    data[at : at + 20] = bytes(20)
    return write(path, bytes(data))


def bomb(folder: Path) -> Path:
    return make_workbook(folder / "a.xlsx", sheet_xml("<row/>" * 3_000_000))


def shared_entity(folder: Path) -> Path:
    return make_workbook(folder / "a.xlsx", ONE, more={"xl/sharedStrings.xml": f"{ENTITY}<x/>"})


def fifo(folder: Path) -> Path:
    os.mkfifo(folder / "a.csv")
    return folder / "a.csv"


def folder_with(folder: Path, *names: str) -> Path:
    for name in names:
        write(folder / "f" / name, "a,b\n1,2\n")
    (folder / "f").mkdir(exist_ok=True)
    return folder / "f"


def text(name: str, content: str | bytes, encoding: str = "utf-8") -> Callable[[Path], Path]:
    return lambda folder: write(folder / name, content, encoding)


Maker = Callable[[Path], "Path | str"]
CASES: list[tuple[str, Maker, dict[str, Any]]] = [
    ("no-such-file", lambda folder: folder / "a.csv", {}),
    ("no-such-file", lambda folder: folder / "a.doc", {}),
    ("no-such-file", lambda folder: "", {}),
    ("no-such-file", lambda folder: "a\0b.csv", {}),
    ("no-such-file", lambda folder: text("a.csv", "x")(folder) / "b.csv", {}),
    ("not-a-file", fifo, {}),
    ("empty-file", text("a.csv", ""), {}),
    ("empty-file", text("a.xlsx", ""), {}),
    ("no-cells", text("a.csv", "\n\n,,\n"), {}),
    ("no-cells", text("a.json", " \n"), {}),
    ("no-cells", text("a.json", "[]"), {}),
    ("no-cells", text("a.json", "{}"), {}),
    ("no-cells", lambda folder: make_workbook(folder / "a.xlsx", sheet_xml("")), {}),
    ("too-large", text("a.csv", "a,b\n"), {"max_bytes": 3}),
    ("too-many-rows", text("a.csv", "a\n" * 11), {"max_rows": 10}),
    ("no-match", lambda folder: folder / "*.xlsx", {}),
    ("empty-folder", folder_with, {}),
    ("empty-folder", lambda folder: folder_with(folder, "notes.md", ".hidden.csv", "~$a.xlsx"), {}),
    ("no-adapter", lambda folder: "https://example.org/a.csv", {}),
    ("unknown-suffix", text("a.csvx", "a,b"), {}),
    ("unknown-suffix", text("name", "a,b"), {}),
    *[("other-workbook", text(f"a{suffix}", OLE), {}) for suffix in (".xls", ".et", ".ods", ".XLS")],
    *[("document", text(f"a{suffix}", OLE), {}) for suffix in (".doc", ".docx", ".wps", ".ofd", ".pdf", ".html")],
    ("archive", text("a.zip", "PK"), {}),
    ("content-workbook", lambda folder: make_workbook(folder / "a.csv", ONE), {}),
    ("content-zip", lambda folder: zipped(folder, "a.csv", "b.csv"), {}),
    ("content-zip", lambda folder: zipped(folder, "a.xlsx", "word/document.xml"), {}),
    ("content-old-office", text("a.xlsx", OLE + bytes(600)), {}),
    ("content-old-office", text("a.csv", OLE + bytes(600)), {}),
    ("content-pdf", text("a.csv", "%PDF-1.4\n"), {}),
    ("content-pdf", text("a.xlsx", "%PDF-1.4\n"), {}),
    ("content-web-page", text("a.csv", "\ufeff \n<HTML><table>"), {}),
    ("content-web-page", text("a.xlsx", "<!DOCTYPE html><table>"), {}),
    ("content-web-page", text("a.csv", "<html>", "utf-16"), {}),
    ("content-text", text("a.xlsx", "单位,值\n张店,1\n"), {}),
    ("damaged", text("a.xlsx", bytes(range(256))), {}),
    ("damaged", cut, {}),
    ("damaged", flipped, {}),
    ("damaged", lambda folder: make_workbook(folder / "a.xlsx", ONE, more={"xl/workbook.xml": "<a><b></a>"}), {}),
    ("damaged-part", lambda folder: make_workbook(folder / "a.xlsx", SIZED[:-30]), {}),
    ("merged-too-much", lambda folder: make_workbook(folder / "a.xlsx", OVER_ALL), {}),
    ("part-name", lambda folder: zipped(folder, "a.xlsx", "XL/workbook.xml"), {}),
    ("strict", lambda folder: make_workbook(folder / "a.xlsx", sheet_xml("", namespace=STRICT)), {}),
    ("encrypted", lambda folder: write(folder / "a.xlsx", PROTECTED.read_bytes()), {}),
    ("inflates-too-large", lambda folder: make_workbook(folder / "a.xlsx", sheet_xml("<row/>" * 9_000)),
     {"max_bytes": 9_000}),
    ("inflates-too-much", bomb, {}),
    ("document-type", lambda folder: make_workbook(folder / "a.xlsx", ENTITY + ONE), {}),
    ("document-type", shared_entity, {}),
    ("no-such-sheet", lambda folder: make_workbook(folder / "a.xlsx", ONE), {"sheet": "S2"}),
    ("no-sheets", lambda folder: make_workbook(folder / "a.xlsx"), {}),
    ("nul", text("a.csv", "单位,值\n", "utf-16-le"), {}),
    ("nul", text("a.csv", "a,b\n1,\0\n"), {}),
    ("unknown-encoding", text("a.csv", "a,b"), {"encoding": "utf-88"}),
    ("unknown-encoding", text("a.csv", "a,b"), {"encoding": "rot13"}),
    ("wrong-encoding", text("a.csv", "单位,值\n", "gbk"), {"encoding": "utf-8"}),
    ("wrong-encoding", text("a.csv", b"\xef\xbb\xbf\xff"), {}),
    ("wrong-encoding", text("a.csv", b"\xff\xfea"), {}),
    ("unknown-bytes", text("a.csv", "单位,值\n".encode() + b"\xff\xff"), {}),
    ("bad-delimiter", text("a.csv", "a,b"), {"delimiter": "ab"}),
    ("bad-delimiter", text("a.csv", "a,b"), {"delimiter": '"'}),
    ("bad-json", text("a.json", '{"a": 1,}'), {}),
    ("bad-json", text("a.json", '{“a”: 1}'), {}),
    ("json-ends-early", text("a.json", '{"a": 1'), {}),
    ("bad-yaml", text("a.yaml", "a: [1\nb: 2\n"), {}),
    ("bad-yaml", text("a.yaml", "a: \x01\n"), {}),
    ("bad-yaml", text("a.yaml", "? [a]\n: 1\n"), {}),
    ("yaml-alias", text("a.yaml", "- &a {x: 1}\n- *a\n"), {}),
    ("yaml-alias", text("a.yaml", "a: &a\n  b: *a\n"), {}),
    ("not-a-number", text("a.json", '{"s": "NaN \\" NaN", "a": -Infinity}'), {}),
    ("not-a-number", text("a.yaml", "a: .nan\n"), {}),
    ("too-deep", text("a.json", '{"a":' * 100_000), {}),
    ("too-deep", text("a.yaml", "[" * 100_000), {}),
    ("too-deep", text("a.yaml", "- " * 100_000), {}),
    ("not-records", text("a.json", "5"), {}),
    ("too-many-keys", text("a.json", "[{" + ",".join(f'"k{at}": 1' for at in range(16_385)) + "}]"), {}),
    ("facts-shape", text("a.json", '{"facts": 5}'), {}),
]
ALSO: list[tuple[str, Maker, dict[str, Any]]] = [
    ("passed-over", lambda folder: folder_with(folder, "a.csv", "notes.md", "b/c.png"), {}),
    ("read-as-gb18030", text("a.csv", "单位,值\n", "gb18030"), {}),
    ("perhaps-not-gb18030", text("a.csv", b"\xa1\xa1,\xfe\x50\xaa\xa1\n"), {}),
    ("quotes", text("a.csv", 'a,b\n"c"d,e\n'), {}),
    ("hidden-sheet", lambda folder: make_workbook(folder / "a.xlsx", ONE, ONE, states=["visible", "hidden"]), {}),
    ("cell-too-long", text("a.csv", f"单位,值\nx,{'长' * 10_001}\n"), {}),
    ("picture", lambda folder: paste(make_workbook(folder / "a.xlsx", ONE)), {}),
    ("not-a-record", text("a.json", '[{"a": 1}, 2]'), {}),
    ("nested", text("a.json", '{"a": {"b": 1}, "c": 1}'), {}),
    ("nested", text("a.json", '{"a": [{"b": 1}, [2]], "c": 1, "facts": {"x": {"value": [[1]]}}}'), {}),
    ("repeated-key", text("a.json", '{"a": 1, "a": 2}'), {}),
]
ELSEWHERE = {"no-permission", "system-error", "failed", "nothing-read", "odd-cell", "odd-row"}


def shown(case: tuple[str, Maker, dict[str, Any]]) -> str:
    return case[0]


@pytest.mark.parametrize("case", CASES, ids=shown)
def test_a_source_that_cannot_be_read_says_why_and_stops_no_other(tmp_path: Path, case: Any) -> None:
    code, make, options = case
    location = str(make(tmp_path))
    read = read_one(location, **options)
    assert codes(read) == [f"adapters.{code}"]
    assert read.grids == ()
    (found,) = read.problems
    assert getattr(found.place, "source", None) == location
    assert found.level == "error"
    good = write(tmp_path / "good.csv", "a,b\n")
    if not options:
        bad, fine = read_all(location, good)
        assert codes(bad) == [f"adapters.{code}"]
        assert [len(grid.rows) for grid in fine.grids] == [1]  # type: ignore[arg-type]


@pytest.mark.parametrize("case", ALSO, ids=shown)
def test_what_is_wrong_with_a_part_is_told_beside_the_rest(tmp_path: Path, case: Any) -> None:
    code, make, options = case
    reads = read_all(make(tmp_path), **options)
    assert set(codes(*reads)) == {f"adapters.{code}"}
    assert any(read.grids for read in reads)


def test_every_message_of_the_area_is_pinned_and_says_what_to_do(tmp_path: Path) -> None:
    pinned = {f"adapters.{code}" for code, _, _ in [*CASES, *ALSO]} | {f"adapters.{code}" for code in ELSEWHERE}
    assert pinned == set(area("adapters"))
    assert {code for code, entry in area("adapters").items() if entry.hint is None} == {
        "adapters.passed-over", "adapters.read-as-gb18030",
    }


@pytest.mark.parametrize("case", [*CASES, *ALSO], ids=shown)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_message_can_be_shown(tmp_path: Path, case: Any, lang: Any) -> None:
    _, make, options = case
    for read in read_all(make(tmp_path), **options):
        for found in read.problems:
            text = show_problem(found, lang)
            assert text.startswith(visible(str(found.place)))
            assert "{" not in text.replace(found.excerpt, "") or "例如" in text or "For example" in text


def test_what_was_meant_is_named(tmp_path: Path) -> None:
    write(tmp_path / "张店区2019.csv", "a,b\n")
    assert read_one(tmp_path / "张店2019.csv").problems[0].near == ("张店区2019.csv",)
    assert read_one(write(tmp_path / "a.xlsxx", "a")).problems[0].near[0] == ".xlsx"
    assert read_one(write(tmp_path / "b.csv", "a"), encoding="gb18003").problems[0].near[0] == "gb18030"
    book = make_workbook(tmp_path / "a.xlsx", ONE)
    assert read_one(book, sheet="S12").problems[0].near == ("S1",)


def test_the_place_of_a_wrong_byte_is_told_exactly(tmp_path: Path) -> None:
    (found,) = read_one(write(tmp_path / "a.csv", b"a,b\n1,\xe5\xbc\xa0\n2,\xffx\n")).problems
    assert (found.place and found.place.line, found.message.args["offset"], found.message.args["byte"]) == (3, 12, "FF")


def test_bad_json_is_shown_with_its_line_and_a_mark(tmp_path: Path) -> None:
    (found,) = read_one(write(tmp_path / "a.json", '[\n  {"单位": "张店" "值": 1}\n]')).problems
    assert show_problem(found, "zh").splitlines()[1:3] == [
        '     2 |   {"单位": "张店" "值": 1}', "       |                   ^",
    ]
    assert str(found.place).endswith(":2:15")


def test_a_very_long_line_is_not_shown(tmp_path: Path) -> None:
    data = json.dumps([{"a": i} for i in range(999)])
    for name, content in (("a.json", data[:-1] + "x"), ("a.yaml", data[:-1] + ": }")):
        (found,) = read_one(write(tmp_path / name, content)).problems
        assert found.excerpt == ""


@pytest.mark.parametrize(
    ("error", "code"), [(PermissionError(13, "x"), "no-permission"), (OSError(5, "x"), "system-error")]
)
def test_errors_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, code: str) -> None:
    path = write(tmp_path / "a.csv", "a,b\n")

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(os, "open", fail)
    assert codes(read_one(path)) == [f"adapters.{code}"]


class Broken:
    """An adapter of a plugin that fails in each of the ways there are."""

    name = "broken"
    suffixes: tuple[str, ...] = (".broken",)

    def __init__(self, where: str) -> None:
        self.where = where

    def accepts(self, source: str) -> bool:
        if self.where == "accepts":
            raise RuntimeError("no")
        return source.startswith("broken://")

    def read(self, source: str, options: ReadOptions) -> Iterator[Grid | Problem]:
        yield Grid(source, [["a"]])
        if self.where == "read":
            raise RuntimeError("no")
        yield Grid(source, self.rows())
        yield Grid(source, [["b"]])

    def rows(self) -> Iterator[list[str]]:
        yield ["c"]
        if self.where == "rows":
            raise RuntimeError("no")


@pytest.mark.parametrize(("where", "kept"), [("accepts", 0), ("read", 1), ("rows", 2), ("", 3)])
def test_a_broken_adapter_is_named_and_isolated(where: str, kept: int) -> None:
    from scilit_rules.adapters.sources import read_sources

    (read,) = read_sources(["broken://x"], {**ADAPTERS, "broken": Broken(where)})
    unaccepted = ["adapters.no-adapter"] if where == "accepts" else []
    assert codes(read) == (["adapters.failed", *unaccepted] if where else [])
    failures = [found for found in read.problems if found.code == "adapters.failed"]
    assert all("RuntimeError: no" in show_problem(found, "en") for found in failures)
    assert len(read.grids) == kept
    assert read.readable is bool(kept)
    assert read.items == (*read.problems, *read.grids)
