"""What is installed is whole: a wheel built from the sdist brings code, messages and rulesets, and works elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE = (".git", ".venv*", ".*_cache", ".hypothesis", ".coverage*", "build", "dist", "out")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.egg-info")
LEFT_OUT_AT_THE_TOP = shutil.ignore_patterns("__pycache__", "*.egg-info", *MADE)
ASK = """
import sys
import scilit_rules as sr
from scilit_rules.plugins.manager import Plugins, installed_entries
plugins = Plugins(installed_entries(built_in=True))
assert not plugins.problems, plugins.problems
print(sr.__file__)
print(*sr.list_plans(plugins=plugins))
print(len(sr.load_plan("zibo-2016-2020", plugins=plugins).obligations) > 0)
"""


def copy_sources(folder: Path) -> Path:
    """Copies what is built from, so that the checkout stays as it is."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copytree(ROOT, folder, ignore=_left_out))


def _left_out(folder: str, names: list[str]) -> set[str]:
    return (LEFT_OUT_AT_THE_TOP if Path(folder) == ROOT else LEFT_OUT)(folder, names)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an sdist of a copy, and of a wheel made from it."""
    copy, out = copy_sources(tmp_path_factory.mktemp("made") / "checkout"), tmp_path_factory.mktemp("built")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(copy)],
        capture_output=True, text=True, check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (found,) = built.glob("*.whl")
    return found


def test_the_sdist_holds_what_the_tests_and_the_documents_need(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    folders = (".ci", "benchmarks", "docs", "examples", "plugins", "rulesets", "scilit_rules", "scripts", "tests")
    kept = (path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    made = ("__pycache__", ".egg-info")
    wanted = {path.relative_to(ROOT).as_posix() for path in kept if not any(part in str(path) for part in made)}
    assert wanted - held == set()
    assert {"CHANGELOG.md", "CONTRIBUTING.md", "README.zh-CN.md", "SECURITY.md", "ruff.toml"} <= held


def test_the_wheel_holds_all_code_and_data_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "scilit_rules").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    rulesets = {f"scilit_rules/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "rulesets").rglob("*.yaml")}
    assert names == package | rulesets


def test_installed_in_another_folder_it_finds_its_plugins_and_rulesets(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    done = subprocess.run([sys.executable, "-c", ASK], cwd=tmp_path, env=environment, capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stderr
    where, plans, some = done.stdout.splitlines()
    assert Path(where).is_relative_to(site)
    assert "zibo-2016-2020" in plans.split()
    assert some == "True"
