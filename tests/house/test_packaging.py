"""What is installed is whole: a wheel built from the sdist brings code, messages and rulesets, and works elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILT_FROM = ("scilit_rules", "rulesets", "setup.cfg", "pyproject.toml", "MANIFEST.in", "LICENSE", "README.md",
              "scripts/same_bytes.py")
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
    for name in BUILT_FROM:
        source, copy = ROOT / name, folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, copy)
    return folder


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from an sdist of a copy."""
    copy, out = copy_sources(tmp_path_factory.mktemp("checkout")), tmp_path_factory.mktemp("built")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(copy)],
        capture_output=True, text=True, check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = out.glob("*.whl")
    return built


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
