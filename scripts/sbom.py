"""Prints what is installed with the package as a bill of materials, CycloneDX 1.6 in JSON.

Run it in the environment that is to be told of: ``.venv/bin/python scripts/sbom.py``. It names the libraries that the
package and its extras ask for, and those that these ask for; with their versions, licences, what needs what, and, where
a version is the locked one, the hashes of its files. The same environment gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKED = ROOT / "scripts" / "locked" / "office.txt"
NAME = "scilit-rules"
EXTRAS = frozenset({"documents", "ledger", "postgresql", "word"})


def bill() -> dict[str, Any]:
    """The bill of the environment that this runs in."""
    needs = _needs()
    top, hashes = distribution(NAME), _hashes()
    libraries = sorted(needs.keys() - {NAME})
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": {**_component(top, {}), "type": "application"}},
        "components": [_component(distribution(name), hashes) for name in libraries],
        "dependencies": [_needed(name, needs[name]) for name in sorted(needs)],
    }


def _needed(name: str, needs: list[str]) -> dict[str, Any]:
    return {"ref": _address(distribution(name)), "dependsOn": [_address(distribution(one)) for one in needs]}


def _needs() -> dict[str, list[str]]:
    """What each asks for, of what is installed."""
    found: dict[str, list[str]] = {}
    waiting = [(NAME, EXTRAS)]
    while waiting:
        name, extras = waiting.pop()
        asked = list(_asked(distribution(name), extras))
        found[name] = sorted({one for one, _ in asked} | set(found.get(name, ())))
        waiting += [(one, more) for one, more in asked if one not in found]
    return found


def _asked(of: Distribution, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    for line in of.requires or ():
        wanted = Requirement(line)
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in ("", *sorted(extras))):
            name = canonicalize_name(wanted.name)
            try:
                distribution(name)
            except PackageNotFoundError:
                continue
            yield name, frozenset(wanted.extras)


def _component(of: Distribution, hashes: Mapping[str, list[str]]) -> dict[str, Any]:
    name = canonicalize_name(of.metadata["Name"])
    address = _address(of)
    found: dict[str, Any] = {"type": "library", "bom-ref": address, "name": name, "version": of.version,
                             "purl": address}
    licence = _licence(of)
    if licence:
        found["licenses"] = [{"license": {"name": licence}}]
    files = hashes.get(f"{name}=={of.version}", [])
    if files:
        found["hashes"] = [{"alg": "SHA-256", "content": one} for one in files]
    return found


def _address(of: Distribution) -> str:
    return f"pkg:pypi/{canonicalize_name(of.metadata['Name'])}@{of.version}"


def _licence(of: Distribution) -> str:
    declared = of.metadata.get("License-Expression") or of.metadata.get("License") or ""
    classifiers = of.metadata.get_all("Classifier", ())
    classes = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    first = declared.strip().partition("\n")[0]
    return first if 0 < len(first) <= 80 else " / ".join(classes)


def _hashes() -> dict[str, list[str]]:
    entries = re.split(r"\n(?=\w)", LOCKED.read_text(encoding="utf-8"))[1:]
    return {re.split(r"[ ;\\]", entry, maxsplit=1)[0]: re.findall(r"sha256:([0-9a-f]{64})", entry) for entry in entries}


if __name__ == "__main__":
    json.dump(bill(), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
