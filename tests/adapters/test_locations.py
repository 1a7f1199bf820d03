"""Files, folders, globs and addresses."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from scilit_rules.adapters.locations import find_sources
from scilit_rules.adapters.sources import read_sources
from scilit_rules.model.grid import Cell, Grid
from scilit_rules.plugins.contracts import ReadOptions
from tests.adapters.made import ADAPTERS, codes, read_all, write

NAMES = ["b.csv", "a.json", "子/c.yaml", "子/.藏.csv", "~$a.xlsx", ".git/d.csv", "notes.md", "x.csv/e.csv"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in NAMES:
        write(tmp_path / "f" / name, '[{"a": 1}]' if name.endswith("json") else "- a: 1\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*locations: str | Path) -> list[str]:
    return [read.source for read in read_all(*locations) if read.grids]


def test_a_folder_stands_for_all_that_can_be_read_in_it(folder: Path) -> None:
    assert names("f") == ["f/a.json", "f/b.csv", "f/x.csv/e.csv", "f/子/c.yaml"]
    assert names("f/") == names("f")
    assert names("./f") == [f"./{name}" for name in names("f")]


def test_a_folder_called_like_a_file_is_a_folder(folder: Path) -> None:
    assert names("f/x.csv") == ["f/x.csv/e.csv"]


@pytest.mark.parametrize(
    ("location", "found"),
    [
        ("f/*.csv", ["f/b.csv", "f/x.csv/e.csv"]),
        ("f/**/*.yaml", ["f/子/c.yaml"]),
        ("f/?.json", ["f/a.json"]),
        ("*", ["f/a.json", "f/b.csv", "f/x.csv/e.csv", "f/子/c.yaml"]),
    ],
)
def test_globs(folder: Path, location: str, found: list[str]) -> None:
    assert names(location) == found


def test_a_file_whose_name_looks_like_a_glob_is_itself(folder: Path) -> None:
    write(folder / "淄政办发[2016]10号.csv", "a,b\n")
    assert names("淄政办发[2016]10号.csv") == ["淄政办发[2016]10号.csv"]


def test_each_file_is_read_once_in_the_order_named(folder: Path) -> None:
    os.symlink(folder / "f" / "b.csv", folder / "again.csv")
    assert names("f/b.csv", "f", "again.csv", folder / "f" / "a.json") == [
        "f/b.csv", "f/a.json", "f/x.csv/e.csv", "f/子/c.yaml",
    ]


def test_data_in_a_folder_that_cannot_be_read_is_not_passed_over_in_silence(folder: Path) -> None:
    write(folder / "f" / "old.xls", b"\xd0\xcf\x11\xe0")
    reads = read_all("f")
    assert [(read.source, codes(read)) for read in reads if read.problems] == [
        ("f/old.xls", ["adapters.other-workbook"]), ("f", ["adapters.passed-over"]),
    ]
    assert reads[-1].problems[0].message.args["names"] == ("notes.md",)


def test_a_folder_within_that_may_not_be_opened_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def walk(top: str, onerror: object) -> Iterator[object]:
        assert callable(onerror)
        onerror(PermissionError(13, "x", f"{top}/locked"))
        return iter([(top, [], ["b.csv"])])

    monkeypatch.setattr(os, "walk", walk)
    reads = read_all("f")
    assert [(found.code, str(found.place)) for read in reads for found in read.problems] == [
        ("adapters.no-permission", "f/locked"),
    ]


class Wire:
    """An adapter of a plugin that reads addresses and a kind of file of its own."""

    name = "wire"
    suffixes: tuple[str, ...] = (".wire", ".csv", ".docx")

    def accepts(self, source: str) -> bool:
        return source.startswith("wire://")

    def read(self, source: str, options: ReadOptions) -> Iterator[Grid]:
        yield Grid(source, iter([["a", Cell(1, "0%")], [None, ""], [], [""]]), sheet="s")


def test_an_address_goes_to_the_adapter_that_accepts_it() -> None:
    (read,) = read_sources(["wire://x"], {**ADAPTERS, "wire": Wire()})
    assert (read.source, read.adapter) == ("wire://x", "wire")
    assert [list(grid.rows) for grid in read.grids] == [[["a", Cell(1, "0%")]]]
    (again,) = read_sources(["wire://y"], {"wire": Wire()})
    assert read.digest == again.digest != ""


def test_of_two_adapters_for_one_ending_the_first_reads_it(folder: Path) -> None:
    write(folder / "g" / "a.docx", "x")
    write(folder / "g" / "b.csv", "a,b\n")
    found = find_sources(["g"], {**ADAPTERS, "wire": Wire()})
    assert [(item.source, item.adapter and item.adapter.name) for item in found] == [
        ("g/a.docx", "wire"), ("g/b.csv", "csv"),
    ]


def test_locations_may_be_paths(folder: Path) -> None:
    assert [item.source for item in find_sources([Path("f/b.csv")], ADAPTERS)] == ["f/b.csv"]


def test_the_digest_is_that_of_the_bytes(folder: Path) -> None:
    write(folder / "a.csv", "abc")
    (read,) = read_all("a.csv")
    assert read.digest == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
