"""Both READMEs are true: their commands print what they show, their Python runs, their YAML is a ruleset."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scilit_rules.language.home import packaged_rulesets

ROOT = Path(__file__).resolve().parents[2]
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
WIDTH = "100"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = "…"


def blocks(readme: str, kind: str) -> list[str]:
    return [text for name, text in BLOCK.findall((ROOT / readme).read_text(encoding="utf-8")) if name == kind]


def sessions() -> Iterator[tuple[str, str, str]]:
    for readme in READMES:
        for block in blocks(readme, "console"):
            command, _, shown = block.partition("\n")
            yield readme, command.removeprefix("$ "), shown


def run(command: str, lang: str) -> str:
    scripts = Path(sys.executable).parent
    environment = {**os.environ, "SCILIT_RULES_LANG": lang, "COLUMNS": WIDTH, "NO_COLOR": "1", "PYTHONUTF8": "1",
                   "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command.split(), cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
                          encoding="utf-8")
    assert done.returncode in (0, 1, 3), done.stderr
    return done.stdout


def shows(shown: str, printed: str) -> bool:
    """Whether a text is shown line by line, where a line of dots stands for any lines left out.

    The lines that name the engine differ where durable_rules can't be imported.
    """
    lines = shown.rstrip("\n").split("\n")
    left_out = [line == LEFT_OUT or "durable" in line for line in lines]
    pattern = "".join(r"(?:.*\n)*?" if any_line else re.escape(line) + r"\n"
                      for line, any_line in zip(lines, left_out, strict=True))
    return re.fullmatch(pattern, printed.rstrip("\n") + "\n") is not None


@pytest.mark.parametrize(("readme", "command", "shown"), list(sessions()))
def test_a_command_prints_what_the_readme_shows(readme: str, command: str, shown: str) -> None:
    printed = run(command, READMES[readme])
    assert shows(shown, printed), printed


@pytest.mark.parametrize("readme", READMES)
def test_the_python_runs(readme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = blocks(readme, "python")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, readme, "exec"), {})
    (shown,) = blocks(readme, "text")
    assert printed.getvalue() == shown


@pytest.mark.parametrize("readme", READMES)
def test_the_yaml_is_a_ruleset_whose_case_passes(readme: str, tmp_path: Path) -> None:
    head, obligation, case = blocks(readme, "yaml")
    plan = tmp_path / "my-plan"
    (plan / "obligations").mkdir(parents=True)
    (plan / "cases").mkdir()
    (plan / "obligations" / "goals.yaml").write_text(obligation, encoding="utf-8")
    (plan / "cases" / "goals.yaml").write_text(case, encoding="utf-8")
    (plan / "plan.yaml").write_text(head, encoding="utf-8")
    for name in ("vocabulary.yaml", "subjects.yaml"):
        (tmp_path / name).write_bytes((packaged_rulesets() / name).read_bytes())
    for command in ("validate", "test"):
        assert run(f"scilit-rules {command} {plan}", "en")


@pytest.mark.parametrize("readme", READMES)
def test_every_link_leads_somewhere(readme: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / readme).read_text(encoding="utf-8"))
    assert links
    for link in links:
        assert link.startswith("https://") or (ROOT / link).exists(), link


def test_both_readmes_have_the_same_parts() -> None:
    english, chinese = ([name for name, _ in BLOCK.findall((ROOT / readme).read_text(encoding="utf-8"))]
                        for readme in READMES)
    assert english == chinese
    commands = ([re.sub(r" +#.*", "", text) for text in blocks(readme, "sh")] for readme in READMES)
    assert next(commands) == next(commands)
