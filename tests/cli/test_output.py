from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from threading import Thread
from typing import BinaryIO

import pytest

from scilit_rules.cli.output import check_places, whole_file, write_to
from scilit_rules.problems import UsageError
from tests.cli.running import CLEAN, MINI, ROOT, run

ENVIRONMENT = {**os.environ, **CLEAN, "PYTHONPATH": str(ROOT)}
PROGRAM = shlex.join([sys.executable, "-c", "from scilit_rules.cli.main import main; main()", "check", *MINI,
                      "--as-of", "2020-12-31", "-f", "json"])


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


def same_file(kind: str, folder: Path) -> str:
    """Another way to name the return that is read."""
    real = folder / "returns" / "周村区.csv"
    if kind == "itself":
        return str(real)
    other = folder / "other.json"
    if kind == "a symbolic link":
        other.symlink_to(real)
    else:
        other.hardlink_to(real)
    return str(other)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("kind", ["itself", "a symbolic link", "a hard link"])
@pytest.mark.parametrize("named", ["returns", "returns/*", "returns/周村区.csv", "./returns/../returns"])
def test_a_return_is_never_written_over_however_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "周村区.csv").write_bytes(b"sent")
    with pytest.raises(UsageError) as raised:
        check_places([same_file(kind, tmp_path)], [named])
    assert [found.code for found in raised.value.problems] == ["cli.output-is-source"]


@pytest.mark.parametrize("option, name", [("--waivers", "waivers.yaml"), ("--mapping", "columns.yaml"),
                                          ("--baseline", "known.json"), ("--rulesets", "rules/x/plan.yaml")])
def test_nothing_else_that_a_run_reads_is_written_over_either(tmp_path: Path, option: str, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"written by hand")
    given = tmp_path / "rules" if option == "--rulesets" else path
    for command in ("check", "distance"):
        told = run(command, *MINI, option, str(given), "--as-of", "2020-12-31", "-f", "json", "-o", str(path))
        assert told.exit_code == 2
        assert "cli.output-is-source" in told.stderr
    assert path.read_bytes() == b"written by hand"


def test_a_letter_is_not_written_over_its_template(tmp_path: Path) -> None:
    run("letters", *MINI, "--as-of", "2020-12-31", "-o", str(tmp_path), "--write-templates")
    (template, *_) = sorted(tmp_path.iterdir())
    names = [template.name]
    with pytest.raises(UsageError, match=r"cli\.output-is-source"):
        check_places([str(tmp_path / name) for name in names], [template])


@pytest.mark.parametrize("output", ["kept.db", "kept.db-journal", "kept.db-wal", "./kept.db-shm"])
@pytest.mark.parametrize("read", ["kept.db", "sqlite:///kept.db", "sqlite+pysqlite:///kept.db"])
def test_a_ledger_and_what_sqlite_keeps_beside_it_are_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str, read: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kept.db").write_bytes(b"rows")
    with pytest.raises(UsageError, match=r"cli\.output-is-source"):
        check_places([output], [read])
    check_places(["other.db-journal", "kept.csv"], [read])


def test_what_rulesets_share_is_not_written_over(tmp_path: Path) -> None:
    for name in ("vocabulary.yaml", "x-2020/plan.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(UsageError, match=r"cli\.output-is-source"):
        check_places([str(tmp_path / "vocabulary.yaml")], [tmp_path / "x-2020"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
def test_a_pipe_is_written_into_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    taken: list[bytes] = []
    reader = Thread(target=lambda: taken.append(pipe.read_bytes()))
    reader.start()
    check_places([str(pipe)], [])
    write_to(str(pipe), writes(b"through"), for_reading=False)
    reader.join(10)
    assert taken == [b"through"]
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_device_stays_one_and_a_full_disk_is_told_as_that(tmp_path: Path) -> None:
    for device in ("/dev/null", "/dev/full"):
        before = os.stat(device).st_rdev
        told = run("check", *MINI, "--as-of", "2020-12-31", "-f", "json", "-o", device)
        assert os.stat(device).st_rdev == before
        assert ("cli.disk-full" in told.stderr) is (device == "/dev/full")
    screen = subprocess.run(["/bin/sh", "-c", f"exec {PROGRAM} >/dev/full"], env=ENVIRONMENT, capture_output=True, check=False)
    assert screen.returncode == 2
    assert b"cli.disk-full" in screen.stderr


def test_without_a_screen_that_is_told(tmp_path: Path) -> None:
    told = subprocess.run(["/bin/sh", "-c", f"exec {PROGRAM} >&-"], env=ENVIRONMENT, capture_output=True, check=False)
    assert told.returncode == 2
    assert b"cli.no-screen" in told.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_run_that_is_told_to_end_clears_away_what_it_began(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_bytes(b"old")
    code = """
import sys, time
from pathlib import Path
from scilit_rules.cli import check, main
def slow(reporter, report, out, options):
    out.write(b"half")
    print("ready", file=sys.__stdout__, flush=True)
    time.sleep(30)
check.write_in = slow
main.main()
"""
    arguments = [sys.executable, "-c", code, "check", *MINI, "--as-of", "2020-12-31", "-o", str(tmp_path / "report.json")]
    with subprocess.Popen(arguments, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        assert len(list(tmp_path.iterdir())) == 2
        process.send_signal(signal.SIGTERM)
        _, error = process.communicate(timeout=30)
    assert process.returncode == 128 + signal.SIGTERM
    assert b"Terminated" in error
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    assert (tmp_path / "report.json").read_bytes() == b"old"


@pytest.mark.skipif(os.name == "nt", reason="processes of POSIX")
def test_what_a_killed_run_left_is_cleared_by_the_next_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    code = f"""
import os, signal
from pathlib import Path
from scilit_rules.cli.output import whole_file
with whole_file(Path({str(path)!r})) as out:
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, check=False)
    (left,) = tmp_path.iterdir()
    mine = [tmp_path / ".report.json.part", tmp_path / left.name.replace(left.name.split("-")[0], ".report.json.otherhost")]
    for kept in mine:
        kept.write_bytes(b"somebody's")
    with whole_file(path) as out:
        out.write(b"whole")
    assert sorted(found.name for found in tmp_path.iterdir()) == sorted([path.name, *(kept.name for kept in mine)])
