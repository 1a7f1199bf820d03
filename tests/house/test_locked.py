"""The locked versions are those that setup.cfg allows, each file by its hash and from no place that is named."""

from __future__ import annotations

import configparser
import re
from collections import defaultdict
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKED = sorted((ROOT / "scripts" / "locked").glob("*.txt"))
PYTHONS = ("3.10.4", "3.11.7", "3.12.1", "3.13.0", "3.14.0")
SYSTEMS = ({"sys_platform": "linux", "os_name": "posix", "platform_machine": "x86_64", "platform_system": "Linux"},
           {"sys_platform": "darwin", "os_name": "posix", "platform_machine": "arm64", "platform_system": "Darwin"},
           {"sys_platform": "win32", "os_name": "nt", "platform_machine": "AMD64", "platform_system": "Windows"})
EXTRAS = {"office": ("documents", "ledger", "word"), "test": ("documents", "ledger", "word", "test")}


def pins(path: Path) -> list[Requirement]:
    return [Requirement(line.rstrip(" \\")) for line in path.read_text(encoding="utf-8").splitlines()
            if line and not line.startswith((" ", "#"))]


def wanted(extras: tuple[str, ...]) -> list[Requirement]:
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = setup["options"]["install_requires"].splitlines()
    for extra in extras:
        lines += setup["options.extras_require"][extra].splitlines()
    return [Requirement(line) for line in lines if line.strip() and not line.strip().startswith("#")]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system["sys_platform"])
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("name", EXTRAS)
def test_every_library_is_locked_to_one_version_that_is_allowed(name: str, python: str, system: dict[str, str]) -> None:
    here = {**system, "python_full_version": python, "python_version": python.rpartition(".")[0],
            "implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": ""}
    found = defaultdict(list)
    for pin in pins(ROOT / "scripts" / "locked" / f"{name}.txt"):
        if pin.marker is None or pin.marker.evaluate(here):
            found[canonicalize_name(pin.name)].append(next(iter(pin.specifier)).version)
    assert [name for name, versions in found.items() if len(versions) > 1] == []
    for one in wanted(EXTRAS[name]):
        if one.marker is None or one.marker.evaluate(here):
            (version,) = found[canonicalize_name(one.name)]
            assert one.specifier.contains(version), f"{one} is locked to {version}: scripts/lock"


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
def test_every_locked_version_has_hashes_and_no_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "//" not in text
    entries = re.split(r"\n(?=\w)", text)[1:]
    assert len(entries) == len(pins(path)) > 0
    for entry in entries:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.partition("\n")[0]


def test_what_builds_the_package_is_locked() -> None:
    (pin,) = pins(ROOT / "scripts" / "locked" / "build.txt")
    (asked,) = re.findall(r'requires = \["(.+)"\]', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert Requirement(asked).specifier.contains(next(iter(pin.specifier)).version)
