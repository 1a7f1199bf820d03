from __future__ import annotations

import os
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import BinaryIO

import pytest

from scilit_rules.cli.output import check_places, whole_file, write_to
from scilit_rules.problems import UsageError


def writes(data: bytes):
    return lambda out: out.write(data)


def test_a_file_appears_whole(tmp_path: Path) -> None:
    write_to(str(tmp_path / "report.json"), writes(b"{}"), for_reading=False)
    assert (tmp_path / "report.json").read_bytes() == b"{}"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


@pytest.mark.parametrize("interruption", [ValueError, KeyboardInterrupt, OSError])
def test_an_interruption_leaves_the_old_file_whole(tmp_path: Path, interruption: type[BaseException]) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(b"old and whole")

    def breaks_off(out: BinaryIO) -> None:
        out.write(b"new and ha")
        raise interruption("stopped")

    with pytest.raises(interruption):
        write_to(str(path), breaks_off, for_reading=False)
    assert path.read_bytes() == b"old and whole"
    assert [found.name for found in tmp_path.iterdir()] == ["report.json"]


def test_nothing_is_seen_under_the_name_before_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with whole_file(path) as out:
        out.write(b"half")
        assert not path.exists()
    assert path.read_bytes() == b"half"


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_permissions_are_those_of_the_old_file_or_of_any_new_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_bytes(b"")
    old.chmod(0o640)
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    for path in (old, new):
        write_to(str(path), writes(b"x"), for_reading=False)
    assert old.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode == plain.stat().st_mode


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights on Windows")
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_to(str(tmp_path / "link"), writes(b"new"), for_reading=False)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


class Terminal(TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [TextIOWrapper, Terminal])
def test_text_for_a_reader_follows_the_encoding_of_the_screen(
    monkeypatch: pytest.MonkeyPatch, stream: type[TextIOWrapper]
) -> None:
    raw = BytesIO()
    monkeypatch.setattr(sys, "stdout", stream(raw, encoding="gbk", errors="replace"))
    write_to("-", writes("科普✓".encode()), for_reading=True)
    sys.stdout.flush()
    assert raw.getvalue() == "科普?".encode("gbk")


def test_bytes_go_to_a_pipe_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(raw, encoding="gbk"))
    write_to("-", writes("科普".encode()), for_reading=False)
    assert raw.getvalue() == "科普".encode()


def test_what_is_no_text_is_not_thrown_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal(BytesIO(), encoding="utf-8"))
    with pytest.raises(UsageError, match=r"cli\.not-for-screen"):
        write_to("-", writes(b"PK\x03\x04\xff"), for_reading=False)


@pytest.mark.parametrize(
    "outputs, code",
    [
        (["-", "-"], "cli.one-screen"),
        (["folder"], "cli.output-is-folder"),
        (["no/such/report.json"], "cli.no-such-folder"),
        (["data.csv"], "cli.output-is-source"),
        (["folder/../data.csv"], "cli.output-is-source"),
        (["a.json", "./a.json"], "cli.output-twice"),
    ],
)
def test_what_stands_in_the_way_is_said_before_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, outputs: list[str], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "data.csv").write_bytes(b"")
    with pytest.raises(UsageError) as raised:
        check_places(outputs, ["data.csv"])
    assert {found.code for found in raised.value.problems} == {code}


def test_a_locked_folder_is_said_before_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(UsageError, match=r"cli\.folder-is-locked"):
        check_places([str(tmp_path / "a.json")], [])


def test_a_good_place_passes(tmp_path: Path) -> None:
    check_places(["-", str(tmp_path / "a.json"), str(tmp_path / "b.csv")], [str(tmp_path / "data.csv")])
