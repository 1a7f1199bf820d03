"""Makes rulesets in a folder of their own, good ones and ones with a fault in them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

GOOD = Path(__file__).parent / "rulesets"
PARTS = Path(__file__).parent / "parts"


def make_rulesets(folder: Path, fault: Mapping[str, Any] | None = None) -> Path:
    """A copy of the good rulesets, with a fault put in.

    Args:
        folder: where; the copy is its folder ``rulesets``.
        fault: ``add`` (file: part put at its end), ``edit`` (file, find, put), ``remove``, ``folder``, ``write``, ``bytes``, ``repeat``, ``twin`` and ``link``.
    """
    fault = fault or {}
    home = folder / "rulesets"
    shutil.copytree(GOOD, home)
    for name in fault.get("remove", ()):
        shutil.rmtree(home / name) if (home / name).is_dir() else (home / name).unlink()
    for name in fault.get("folder", ()):
        (home / name).mkdir()
    for name, part in fault.get("add", {}).items():
        with (home / name).open("a", encoding="utf-8") as file:
            file.write((PARTS / str(part)).read_text(encoding="utf-8"))
    for edit in fault.get("edit", ()):
        _edit(home / edit["file"], str(edit["find"]), str(edit["put"]))
    for name, text in fault.get("write", {}).items():
        (home / name).write_text(text, encoding="utf-8")
    for name, digits in fault.get("bytes", {}).items():
        (home / name).write_bytes(bytes.fromhex(str(digits)))
    for name, parts in fault.get("repeat", {}).items():
        (home / name).write_text("".join(text * int(times) for text, times in parts), encoding="utf-8")
    for name in fault.get("twin", ()):
        shutil.copytree(home, folder / name)
    for name, target in fault.get("link", {}).items():
        (home / name).symlink_to(target)
    return home


def _edit(path: Path, find: str, put: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert find in text, f"{path} has no {find!r}"
    path.write_text(text.replace(find, put, 1), encoding="utf-8")
