"""Whatever goes wrong is told in the user's language, with what to do, and ends with the right exit code."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import NamedTuple

import click
import pytest
import yaml

from scilit_rules import messages
from scilit_rules.cli import main as program_module
from scilit_rules.cli.failures import problem_lines, tell
from scilit_rules.cli.grammar import Reader
from scilit_rules.cli.lines import width
from scilit_rules.messages import area
from scilit_rules.model.place import Place
from scilit_rules.model.text import Lang
from scilit_rules.problems import PluginError, ScilitError, SourceError, problem, show_problem
from tests.cli.running import HERE, MINI, RULESETS, run


class Bad(NamedTuple):
    command: str
    code: str
    near: str = ""
    more: str = ""

    @property
    def words(self) -> list[str]:
        command = self.command.format(mini=shlex.join(MINI), here=HERE)
        return [*shlex.split(command), *shlex.split(self.more)]


BAD = [
    Bad(item["command"], item["code"], item.get("near", ""), item.get("with", ""))
    for item in yaml.safe_load((HERE / "bad.yaml").read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.command)
def test_a_wrong_command_is_told_what_to_do(bad: Bad, lang: str) -> None:
    result = run(*bad.words, env={"SCILIT_RULES_LANG": lang})
    assert f"[{bad.code}]" in result.stderr
    assert result.exit_code == 2
    assert result.stdout == ""
    assert bad.near in result.stderr
    assert ("错误" if lang == "zh" else "error") in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("columns", [50, 80, 100])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_problems_fit_the_terminal_and_what_they_show_of_a_file_stays_whole(lang: Lang, columns: int) -> None:
    found = problem("facts.no-such-obligation", Place("方案/plan.yaml", line=3, column=5), name="科普经费" * 8,
                    plan="x", near=["经费列入预算 [funding-in-budget]"] * 4, excerpt="  - id: " + "长" * 60, span=2)
    first, *rest = problem_lines(found, lang, columns)
    assert all(width(line) <= columns for line in [first, *rest] if "长" not in line)
    assert all(line.startswith("    ") for line in rest)
    assert "".join("".join([first, *rest]).split()) == "".join(show_problem(found, lang).split())
    (at,) = [number for number, line in enumerate(rest) if "长" in line]
    assert set(rest[at + 1].strip(" |")) == {"^"}
    assert problem_lines(found, lang, None) == show_problem(found, lang).split("\n")


def test_every_message_about_commands_is_pinned() -> None:
    spoken = {code for code in area("cli") if messages.area("cli")[code].hint}
    elsewhere = {"cli.unexpected", "cli.file", "cli.no-such-file", "cli.is-folder", "cli.no-permission", "cli.disk-full",
                 "cli.no-scratch", "cli.not-text", "cli.usage", "cli.not-for-screen", "cli.no-screen", "cli.folder-is-locked",
                 # These belong to the ledger and are pinned with it.
                 "cli.ledger-xlsx"}
    assert spoken - elsewhere == {bad.code for bad in BAD if bad.code.startswith("cli.")}


READER = Reader("en")


@pytest.mark.parametrize(
    "error, code, words",
    [
        (click.Abort(), 130, "Interrupted"),
        (KeyboardInterrupt(), 130, "Interrupted"),
        (SourceError(problem("cli.one-screen")), 3, "cli.one-screen"),
        (PluginError(problem("cli.one-screen")), 4, "cli.one-screen"),
        (ScilitError(problem("cli.one-screen")), 2, "cli.one-screen"),
        (PermissionError(13, "Permission denied", "/etc/report.json"), 2, "/etc/report.json"),
        (OSError(28, "No space left on device", "a.json"), 2, "cli.disk-full"),
        (FileNotFoundError(2, "No such file or directory", "a.json"), 2, "cli.no-such-file"),
        (FileNotFoundError(2, "No such file or directory", "no/such/folder/a.json"), 2, "cli.no-such-file"),
        (IsADirectoryError(21, "Is a directory", "a"), 2, "cli.is-folder"),
        (PermissionError(13, "Permission denied", b"a.xlsx"), 2, "cli.no-permission"),
        (OSError(5, "Input/output error", "a.json"), 2, "cli.file"),
        (OSError("no name"), 4, "cli.unexpected"),
        (ZeroDivisionError("division by zero"), 4, "ZeroDivisionError: division by zero"),
        (click.UsageError("something else"), 2, "something else"),
        (click.MissingParameter("x", param_hint="--x"), 2, "needs --x as well"),
    ],
)
def test_every_failure_has_its_exit_code(
    error: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tell(error, READER) == code
    assert words in capsys.readouterr().err


def test_an_unexpected_failure_shows_where_it_came_from_only_to_those_who_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(name: str) -> object:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(program_module, "import_module", fails)
    plain, asked, by_variable = run("plans"), run("plans", "--debug"), run("plans", env={"SCILIT_RULES_DEBUG": "1"})
    assert plain.exit_code == asked.exit_code == by_variable.exit_code == 4
    assert "Traceback" not in plain.stderr
    assert len(plain.stderr.splitlines()) == 2
    assert "Traceback" in asked.stderr
    assert "Traceback" in by_variable.stderr


def test_a_reader_who_goes_away_is_let_go_quietly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    replaced: list[int] = []
    monkeypatch.setattr(os, "dup2", lambda nowhere, out: replaced.append(out))
    assert tell(BrokenPipeError(), READER) == 141
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("broken", ["plan", "cases"])
def test_a_ruleset_that_is_wrong_is_told_with_its_line(tmp_path: Path, broken: str) -> None:
    import shutil

    shutil.copytree(RULESETS, tmp_path / "rulesets")
    folder = tmp_path / "rulesets" / "mini-2020"
    if broken == "plan":
        (folder / "obligations" / "all.yaml").write_text("- id: x\n  bind: mandatory\n", encoding="utf-8")
    else:
        (folder / "cases" / "all.yaml").write_text("- case: x\n  as_of: 2020-12-31\n  expect: {y: met}\n", encoding="utf-8")
    for command in ("validate", "test", "coverage"):
        result = run(command, "mini-2020", "--rulesets", str(tmp_path / "rulesets"))
        assert result.exit_code == 2
        assert "all.yaml:" in result.stderr
        assert "    |" in result.stderr or " | " in result.stderr
    plans = run("plans", "--rulesets", str(tmp_path / "rulesets"))
    assert plans.exit_code == (2 if broken == "plan" else 0)
    assert "zibo-2016-2020" in plans.stdout
