"""Prints, as constraints for pip, the lowest version that setup.cfg allows of each library that is installed with it.

Run it with the Python that they are for: ``python scripts/lowest.py >constraints.txt``. What only tests use is left
out, for who uses the package does not have it.
"""

from __future__ import annotations

import configparser
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ("test", "benchmark")


def lowest(setup: Path = ROOT / "setup.cfg") -> dict[str, Version]:
    """The lowest version allowed of each library, for the Python that this runs on.

    A library that several groups ask for must satisfy them all, that of the tests included.
    """
    read = configparser.ConfigParser()
    read.read(setup, encoding="utf-8")
    extras = read["options.extras_require"]
    installed = list(_requirements(read["options"]["install_requires"]))
    for extra in extras:
        if extra not in TOOLS:
            installed += _requirements(extras[extra])
    names = {requirement.name for requirement in installed}
    bounds: dict[str, Version] = {}
    for requirement in [*installed, *_requirements(extras["test"])]:
        bound = _lower_bound(requirement)
        if requirement.name in names and bound is not None:
            bounds[requirement.name] = max(bound, bounds.get(requirement.name, bound))
    return bounds


def _requirements(lines: str) -> Iterator[Requirement]:
    for line in lines.splitlines():
        wanted = line.strip()
        if not wanted or wanted.startswith("#"):
            continue
        requirement = Requirement(wanted)
        if requirement.marker is None or requirement.marker.evaluate():
            yield requirement


def _lower_bound(requirement: Requirement) -> Version | None:
    bounds = [Version(one.version) for one in requirement.specifier if one.operator in (">=", "==", "~=")]
    return max(bounds, default=None)


if __name__ == "__main__":
    sys.stdout.write("".join(f"{name}=={version}\n" for name, version in sorted(lowest().items())))
