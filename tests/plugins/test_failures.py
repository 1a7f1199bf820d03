"""A plugin that fails is named wherever it is called, takes nobody down, and can't spoil what the program puts out."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from datetime import date
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest

import scilit_rules as sr
from scilit_rules.plugins.failures import let_pass, told
from scilit_rules.plugins.manager import Plugins
from scilit_rules.plugins.writing import write_in
from tests.cli.running import RULESETS, start

MINI = ("mini-2020", "--rulesets", str(RULESETS))
FACTS = "单位,指标,年度,数值\n东区,小城科普经费,2020,100000\n"
BAD = {
    "exits in a hook": """
        @hookimpl
        def scilit_run_started(plan, as_of):
            sys.exit(0)
        """,
    "exits at the end": """
        @hookimpl
        def scilit_run_finished(report):
            raise SystemExit("done")
        """,
    "exits when asked for adapters": """
        @hookimpl
        def scilit_adapters():
            sys.exit()
        """,
    "exits when loaded": "sys.exit(0)\n",
    "exits in accepts": """
        class Reader:
            name, suffixes = "reader", (".bad",)
            def accepts(self, source): sys.exit(0)
            def read(self, source, options): return iter(())
        @hookimpl
        def scilit_adapters(): return [Reader()]
        """,
    "an engine that can't tell whether it works": """
        class Thinker:
            name = "thinker"
            def available(self): raise OSError("no licence")
            def prepare(self, conditions): sys.exit(0)
        @hookimpl
        def scilit_engines(): return [Thinker()]
        """,
    "a folder that is missing": """
        @hookimpl
        def scilit_rulesets(): return [Path("/nowhere/rulesets")]
        """,
}
NAMED_BY_RUNS = {name: code for name, code in BAD.items() if name != "an engine that can't tell whether it works"}


@pytest.fixture
def install(tmp_path: Path):
    """Installs a module as a plugin, as pip would, and runs the program with it."""
    site = tmp_path / "site"

    def run(code: str, *arguments: str) -> CompletedProcess[bytes]:
        (site / "bad_plugin-1.2.dist-info").mkdir(parents=True, exist_ok=True)
        head = "import sys\nfrom pathlib import Path\nfrom scilit_rules import hookimpl\n"
        (site / "bad_plugin.py").write_text(head + textwrap.dedent(code), encoding="utf-8")
        info = site / "bad_plugin-1.2.dist-info"
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bad-plugin\nVersion: 1.2\n", encoding="utf-8")
        (info / "entry_points.txt").write_text("[scilit_rules]\nbad = bad_plugin\n", encoding="utf-8")
        paths = os.pathsep.join([str(site), str(Path(__file__).resolve().parents[2])])
        return start(*arguments, env={"PYTHONPATH": paths}, cwd=tmp_path)

    (tmp_path / "东区.csv").write_text(FACTS, encoding="utf-8")
    return run


@pytest.mark.parametrize("code", NAMED_BY_RUNS.values(), ids=NAMED_BY_RUNS)
def test_a_failing_plugin_is_named_and_the_check_goes_on(install, code: str) -> None:
    done = install(code, "check", *MINI, "东区.csv", "--as-of", "2020-12-31", "-f", "json")
    report = json.loads(done.stdout)
    assert report["findings"]
    assert done.returncode in (1, 3)
    assert "bad" in done.stderr.decode() or "reader" in done.stderr.decode()


@pytest.mark.parametrize("code", BAD.values(), ids=BAD)
def test_the_list_of_plugins_is_shown_whatever_fails(install, code: str) -> None:
    done = install(code, "plugins")
    shown = done.stdout.decode() + done.stderr.decode()
    assert "durable" in shown and "excel" in shown
    assert "Traceback" not in shown
    assert done.returncode in (0, 4)


def test_an_engine_that_can_not_tell_whether_it_works_is_refused_by_name(install) -> None:
    code = BAD["an engine that can't tell whether it works"]
    done = install(code, "check", *MINI, "东区.csv", "--as-of", "2020-12-31", "--engine", "thinker")
    assert done.returncode == 4
    assert "no licence" in done.stderr.decode()


def test_what_a_plugin_prints_stays_out_of_what_is_put_out(install) -> None:
    code = """
        print("hello from the module")
        class Reader:
            name, suffixes = "reader", (".bad",)
            def accepts(self, source): print("hello from accepts")
            def read(self, source, options): return iter(())
        @hookimpl
        def scilit_adapters(): return [Reader()]
        @hookimpl
        def scilit_run_finished(report): print("hello from a hook")
        """
    done = install(code, "check", *MINI, "东区.csv", "--as-of", "2020-12-31", "-f", "json")
    assert json.loads(done.stdout)["findings"]
    for place in ("the module", "accepts", "a hook"):
        assert f"hello from {place}" in done.stderr.decode()


WRITER = """
    class Writer:
        name, suffixes = "broken", (".broken",)
        marks_assumptions = True
        def write(self, report, out, options):
            out.write(b"half")
            {fails}
    @hookimpl
    def scilit_reporters(): return [Writer()]
    """


@pytest.mark.parametrize("fails", ["raise ValueError('no ink')", "sys.exit(0)"])
def test_a_format_that_fails_takes_none_of_the_others_down(install, tmp_path: Path, fails: str) -> None:
    done = install(WRITER.format(fails=fails), "check", *MINI, "东区.csv", "--as-of", "2020-12-31", "-f", "broken", "-o",
                   "a.broken", "-f", "json", "-o", "b.json")
    assert done.returncode == 4
    assert "broken" in done.stderr.decode()
    assert json.loads((tmp_path / "b.json").read_bytes())["findings"]
    assert not (tmp_path / "a.broken").exists()


def test_what_can_not_be_found_for_want_of_a_broken_plugin_says_so(install) -> None:
    done = install("raise ImportError('libodd')", "check", *MINI, "东区.csv", "--as-of", "2020-12-31", "-f", "odd")
    assert done.returncode == 2
    assert "libodd" in done.stderr.decode() and "odd" in done.stderr.decode()


def test_a_failure_of_the_output_is_not_blamed_on_the_format() -> None:
    class Full(BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    class Writer:
        name, suffixes = "writer", (".w",)

        def write(self, report: object, out: BytesIO, options: object) -> None:
            try:
                out.write(b"x")
            finally:
                raise RuntimeError("in the middle")

    with pytest.raises(OSError, match="No space"):
        write_in(Writer(), None, Full(), sr.ReportOptions())  # type: ignore[arg-type]


def test_an_application_goes_on_where_a_format_fails() -> None:
    class Writer:
        name, suffixes, marks_assumptions = "writer", (".w",), True

        def write(self, report: object, out: object, options: object) -> None:
            raise SystemExit("bye")

    plugins = Plugins(also={"mine": type("Mine", (), {"scilit_reporters": staticmethod(
        sr.hookimpl(lambda: [Writer()], specname="scilit_reporters"))})()})
    report = sr.check("mini-2020", as_of=__import__("datetime").date(2020, 12, 31), rulesets=[RULESETS])
    with pytest.raises(sr.PluginError, match="writer"):
        sr.write_report(report, BytesIO(), format="writer", plugins=plugins)


@pytest.mark.parametrize("command", [("distance",), ("letters", "-o", "out")], ids=str)
def test_what_rests_on_a_run_in_which_a_plugin_failed_says_so(install, command: tuple[str, ...]) -> None:
    code = """
        @hookimpl
        def scilit_run_started(plan, as_of): sys.exit(0)
        """
    name, *more = command
    done = install(code, name, *MINI, "东区.csv", "--as-of", "2020-12-31", *more)
    assert "scilit_run_started" in done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 3, done.stderr.decode()


class Mute(Exception):
    def __str__(self) -> str:
        sys.exit(0)


class Odd(BaseException):
    """An error of a class of its own."""


@pytest.mark.parametrize("command", [("plans",), ("validate", "mini-2020"), ("show", "mini-2020"), ("test", "mini-2020")], ids=str)
@pytest.mark.parametrize("fails", ["sys.exit(0)", "raise MemoryError", "raise type('Odd', (BaseException,), {})('gone')",
                                   "raise GeneratorExit"])
def test_a_hook_that_ends_the_process_is_named_by_every_command(install, fails: str, command: tuple[str, ...]) -> None:
    done = install(f"""
        @hookimpl
        def scilit_rulesets(): {fails}
        """, *command, "--rulesets", str(RULESETS))
    assert "scilit_rulesets" in done.stderr.decode()
    assert done.returncode == 3, done.stderr.decode()


@pytest.mark.parametrize("error", [Mute(), Odd("x"), GeneratorExit()])
def test_whatever_a_plugin_raises_is_its_failure(error: BaseException) -> None:
    class Reader:
        name, suffixes = "reader", (".bad",)

        def accepts(self, source: str) -> bool:
            return False

        def read(self, source: str, options: object) -> object:
            raise error

    plugins = Plugins(also={"mine": type("Mine", (), {"scilit_adapters": staticmethod(
        sr.hookimpl(lambda: [Reader()], specname="scilit_adapters"))})()})
    with pytest.raises(sr.UsageError) as raised:
        sr.check("mini-2020", ["a.bad"], as_of=date(2020, 12, 31), rulesets=[RULESETS], plugins=plugins)
    assert "adapters.failed" in {found.code for found in raised.value.problems}


def test_a_person_who_interrupts_a_plugin_ends_the_run() -> None:
    with pytest.raises(KeyboardInterrupt):
        let_pass(KeyboardInterrupt())


@pytest.mark.parametrize("error,text", [
    (ValueError("x"), "ValueError: x"), (SystemExit(0), "SystemExit: 0"), (SystemExit(), "SystemExit"),
    (OSError("postgresql://me:secret@host/db is gone"), "OSError: postgresql://***@host/db is gone"),
])
def test_a_failure_is_told_in_a_line_without_passwords(error: BaseException, text: str) -> None:
    assert told(error) == text
