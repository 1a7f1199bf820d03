"""The program itself: help in two languages, options before and after, streams, signals, speed."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pytest
from docs_pages.commands import cli_page

from scilit_rules.cli import progress as progress_module
from scilit_rules.cli.grammar import Option, lang_of, page_width
from scilit_rules.cli.main import COMMANDS, program
from scilit_rules.cli.progress import progress
from scilit_rules.messages import area
from tests.cli.running import CLEAN, MINI, ROOT, run, start


@pytest.mark.parametrize("lang, heading", [("zh", "命令："), ("en", "Commands:")])
def test_help_lists_every_command(lang: str, heading: str) -> None:
    for arguments in (["--help"], []):
        result = run(*arguments, env={"SCILIT_RULES_LANG": lang})
        assert result.exit_code == 0
        assert heading in result.stdout
        assert all(f"\n  {name}" in result.stdout for name in COMMANDS)


def test_help_imports_no_command() -> None:
    code = (
        "import sys\nfrom scilit_rules.cli.main import program\n"
        "program.main(['--help'], standalone_mode=False)\n"
        "print([name for name in sys.modules if name.startswith(('scilit_rules', 'pydantic', 'openpyxl', 'pluggy'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={
        **os.environ, "PYTHONPATH": str(ROOT), **CLEAN})
    loaded = done.stdout.splitlines()[-1]
    assert "pydantic" not in loaded
    assert "pluggy" not in loaded
    assert not [name for name in COMMANDS if f"scilit_rules.cli.{name}'" in loaded]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_explains_itself(name: str, lang: str) -> None:
    result = run(name, "--help", "--lang", lang)
    assert result.exit_code == 0
    assert area("cli")[f"cli.command.{name}"].wording.get(lang) in result.stdout  # type: ignore[arg-type]
    assert f"scilit-rules {name}" in result.stdout
    assert ("用法：" if lang == "zh" else "Usage: ") in result.stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_fits_a_narrow_terminal(lang: str) -> None:
    from scilit_rules.cli.lines import width

    for name in COMMANDS:
        text = run(name, "--help", "--lang", lang, env={"COLUMNS": "72"}).stdout
        prose = text.split("\n例：\n")[0].split("\nExamples:\n")[0]
        assert max(width(line) for line in prose.splitlines()[1:]) <= 72


@pytest.mark.parametrize("arguments", [["--lang", "zh", "plans"], ["plans", "--lang", "zh"], ["plans", "--lang=zh"]])
def test_the_language_may_be_said_before_and_after_the_command(arguments: list[str]) -> None:
    assert "淄博市人民政府办公厅 · 2016–2020 · 条款" in run(*arguments).stdout


@pytest.mark.parametrize("arguments", [["--no-colour", "plugins"], ["plugins", "--no-color"]])
def test_colours_may_be_left_out(arguments: list[str]) -> None:
    from click.testing import CliRunner

    coloured = CliRunner().invoke(program, ["plugins"], color=True, env=CLEAN)
    assert "\x1b[" in coloured.output
    assert "\x1b[" not in CliRunner().invoke(program, arguments, color=True, env=CLEAN).output
    assert "\x1b[" not in CliRunner().invoke(program, ["plugins"], color=True, env={**CLEAN, "NO_COLOR": "1"}).output


def test_the_reference_page_and_completion_know_the_commands() -> None:
    ctx = click.Context(program)
    assert program.list_commands(ctx) == list(COMMANDS)
    assert program.get_command(ctx, "no-such-command") is None
    assert program.get_usage(ctx).startswith("Usage: ")


def test_the_version_is_told() -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("scilit-rules 0.")


def test_the_program_can_be_called_from_python() -> None:
    assert program.main(["--version"], standalone_mode=False) == 0


def test_the_reference_page_has_every_command_in_both_languages() -> None:
    page = cli_page()
    for name in COMMANDS:
        assert f"## {name}\n" in page
        assert f"用法：scilit-rules {name}" in page
        assert f"Usage: scilit-rules {name}" in page


def test_a_page_is_neither_too_narrow_nor_too_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert page_width() == 50
    monkeypatch.setenv("COLUMNS", "400")
    assert page_width() == 100


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_examples_fit_the_terminal_and_a_shell_takes_their_lines_for_one(name: str, lang: str) -> None:
    from scilit_rules.cli.lines import width

    narrow, wide = (run(name, "--help", "--lang", lang, env={"COLUMNS": columns}).stdout for columns in ("80", "200"))
    heading = "\n例：\n" if lang == "zh" else "\nExamples:\n"
    shown, whole = narrow.partition(heading)[2], wide.partition(heading)[2]
    assert all(width(line) <= 80 for line in shown.splitlines())
    assert shown.count(" \\\n") >= whole.count(" \\\n")
    assert shlex.split(shown.replace("\\\n", "")) == shlex.split(whole.replace("\\\n", ""))


def test_an_argument_is_called_what_help_calls_it(tmp_path: Path) -> None:
    words = ("ledger", "move", "2020-001", "完了", "--db", str(tmp_path / "x.db"), "--by", "王某")
    assert "状态：“完了”不在可选之列" in run(*words, "--lang", "zh").stderr
    assert "STATE: “完了” is not one of" in run(*words).stderr


def test_outside_the_program_help_is_english() -> None:
    assert lang_of(click.Context(click.Command("x"))) == "en"


def test_hidden_options_are_not_listed() -> None:
    assert Option("--debug", hidden=True).get_help_record(click.Context(click.Command("x"))) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_an_internal_failure_asks_for_is_listed(lang: str) -> None:
    for arguments in (["--help"], ["check", "--help"], ["ledger", "list", "--help"]):
        page = run(*arguments, "--lang", lang).stdout
        assert "--debug" in page
        assert "SCILIT_RULES_DEBUG" in page


@pytest.mark.parametrize("complete, word", [("chec", "check"), ("check --as", "--as-of")])
def test_shells_can_complete_commands_and_options(complete: str, word: str) -> None:
    done = start(env={"_SCILIT_RULES_COMPLETE": "bash_complete", "COMP_WORDS": f"scilit-rules {complete}",
                      "COMP_CWORD": str(len(complete.split()))})
    assert word in done.stdout.decode()


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp936", "latin-1"])
@pytest.mark.parametrize("arguments", [["--help", "--lang", "zh"], ["show", *MINI, "--lang", "zh"], ["chek", "--lang", "zh"]])
def test_a_screen_that_can_not_show_a_character_does_not_end_the_program(encoding: str, arguments: list[str]) -> None:
    done = start(*arguments, env={"PYTHONIOENCODING": encoding})
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr
    assert b"unexpected" not in done.stderr


@contextmanager
def started(code: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that runs the code; it ends, and its pipes are closed, whatever becomes of the test."""
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), **CLEAN},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_pipe_that_is_closed_ends_the_program_quietly() -> None:
    with started("from scilit_rules.cli.main import main; main()", "show", *MINI) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


# Whoever runs the tests in the background ignores the signal, and what they start inherits that.
SLOW = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from scilit_rules.cli import selection
from scilit_rules.cli.main import main
def slow(*words, **more):
    print("ready", file=sys.__stdout__, flush=True)
    time.sleep(30)
import scilit_rules.app.check
scilit_rules.app.check.run_check = slow
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interruption_is_told_and_ends_with_130() -> None:
    with started(SLOW, "check", *MINI) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Interrupted" in error
    assert b"Traceback" not in error


class Terminal:
    """What is written to a terminal."""

    def __init__(self, tty: bool = True) -> None:
        self.text = ""
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None: ...


def test_progress_is_shown_on_a_terminal_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress_module, "PATIENCE", 0)
    monkeypatch.setattr(progress_module, "PAUSE", 0)
    with progress("zh", quiet=False) as advance:
        assert advance is not None
        advance("read", 3, 3)
        advance("judge", 5, 10)
        advance("plugin stage", 1, 2)
    assert terminal.text.split("\r")[1:4] == ["读取 3", "判定 5/10", "plugin stage 1/2"]
    assert terminal.text.endswith("\r")
    assert terminal.text.split("\r")[-2].strip() == ""


def test_quick_work_shows_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress("zh", quiet=False) as advance:
        assert advance is not None
        advance("read", 1, 1)
    assert terminal.text == ""


@pytest.mark.parametrize("tty, quiet", [(False, False), (True, True)])
def test_where_nobody_looks_there_is_no_progress(monkeypatch: pytest.MonkeyPatch, tty: bool, quiet: bool) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal(tty))
    with progress("zh", quiet=quiet) as advance:
        assert advance is None


HEAVY = ("pydantic", "openpyxl", "durable", "tabulate", "pluggy", "scilit_rules.app", "importlib.metadata")


def test_help_imports_nothing_that_it_does_not_need() -> None:
    code = "import sys; from scilit_rules.cli.main import main\ntry: main()\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, "--help"], check=True, capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT), **CLEAN})
    assert not set(HEAVY) & set(done.stdout.split())


def test_the_command_of_the_package_is_the_program() -> None:
    installed = Path(sys.executable).with_name("scilit-rules")
    if not installed.exists():
        pytest.skip("the package is not installed beside this Python")
    done = subprocess.run([installed, "--version"], capture_output=True, check=True)
    assert done.stdout.startswith(b"scilit-rules ")
