"""docs/plugins.md is true: its plugin is a package that is found, read and shown as the page says."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"# ([\w.]+)(, continued)?\n")


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the page in a folder, described as an installed package is, with the database that it reads."""
    folder = tmp_path_factory.mktemp("package")
    for _, text in BLOCK.findall(PAGE):
        if named := FILE.match(text):
            with (folder / named[1]).open("a" if named[2] else "w", encoding="utf-8") as file:
                file.write(text[named.end():] if named[2] else text)
    setup = configparser.ConfigParser()
    setup.read(folder / "setup.cfg", encoding="utf-8")
    name, version = setup["metadata"]["name"], setup["metadata"]["version"]
    installed = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    points = setup["options.entry_points"]["scilit_rules"].strip()
    (installed / "entry_points.txt").write_text(f"[scilit_rules]\n{points}\n", encoding="utf-8")
    assert (folder / f"{setup['options']['py_modules']}.py").is_file()
    assert start(folder, "make_facts.py").returncode == 0
    return folder


def start(package: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join((str(package), str(ROOT)))
    environment = {**os.environ, "PYTHONPATH": paths, "SCILIT_RULES_LANG": "en", "COLUMNS": "120", "PYTHONUTF8": "1"}
    return subprocess.run([sys.executable, *arguments], cwd=package, env=environment, capture_output=True, text=True,
                          encoding="utf-8", check=False)


def test_the_page_holds_a_whole_package(package: Path) -> None:
    names = {path.name for path in package.iterdir()}
    assert {"setup.cfg", "pyproject.toml", "district_database.py", "try_it.py"} <= names


def test_the_command_lists_it_as_the_page_shows(package: Path) -> None:
    done = start(package, "-m", "scilit_rules", "plugins")
    assert done.returncode == 0, done.stderr
    printed = [" ".join(line.split()) for line in done.stdout.splitlines()]
    (shown,) = (text for kind, text in BLOCK.findall(PAGE) if kind == "text")
    plugin, source = (" ".join(line.split()) for line in shown.splitlines())
    assert f"{plugin} scilit_reporters" in printed
    assert any(line.endswith(source) for line in printed)


def test_the_commands_of_the_page_check_the_database(package: Path) -> None:
    (commands,) = (text for kind, text in BLOCK.findall(PAGE) if kind == "sh")
    (check,) = (line for line in commands.splitlines() if " check " in line)
    arguments = check.split()[1:]
    done = start(package, "-m", "scilit_rules", *arguments, "-q", "--only", "special-funding-per-capita", "-o", "x.ids")
    assert done.returncode == 1, done.stderr
    assert (package / "x.ids").read_text(encoding="utf-8") == "zibo.zhangdian/special-funding-per-capita/2020\n"


def test_the_program_of_the_page_runs_without_installing_it(package: Path, tmp_path: Path) -> None:
    for name in ("district_database.py", "try_it.py", "facts.sqlite"):
        (tmp_path / name).write_bytes((package / name).read_bytes())
    code = "import runpy; report = runpy.run_path('try_it.py')['report']; print(report.run.plugins, report.run.inputs)"
    done = start(tmp_path, "-c", code)
    assert done.returncode == 0, done.stderr
    assert "'district-database'" in done.stdout
    assert "adapter='sqlite'" in done.stdout


def test_the_program_of_the_page_runs_once_it_is_installed(package: Path) -> None:
    done = start(package, "-c", "import runpy; print(runpy.run_path('try_it.py')['report'].run.plugins)")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("district-database") == 1


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", PAGE))
def test_every_link_leads_somewhere(link: str) -> None:
    assert (ROOT / "docs" / link).exists()
