"""Writes the pages of docs/ that are computed from the code, or with --check says which are not up to date.

Run it in the environment of scripts/test: ``.venv/bin/python scripts/docs.py [--check]``.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Mapping
from pathlib import Path

from scilit_rules.authoring.reference_docs import reference_pages
from scilit_rules.cli.pages import cli_page

DOCS = Path(__file__).resolve().parents[1] / "docs"


def pages() -> Mapping[str, str]:
    """The text of every computed page, by file name."""
    return {"cli.md": cli_page(), **reference_pages()}


def stale(folder: Path = DOCS) -> list[str]:
    """What differs between the pages as they stand and as they should, as lines of a diff."""
    lines: list[str] = []
    for name, wanted in pages().items():
        path = folder / name
        found = path.read_text(encoding="utf-8") if path.exists() else ""
        names = (f"docs/{name}", "the code")
        lines += difflib.unified_diff(found.splitlines(), wanted.splitlines(), *names, n=1, lineterm="")
    return lines


def main(arguments: list[str]) -> int:
    """Writes the pages, or checks them.

    Returns:
        0, or 1 if a page is not up to date.
    """
    if "--check" in arguments:
        difference = stale()
        print("\n".join(difference) or "docs: up to date")
        if difference:
            print("Write them anew: python scripts/docs.py", file=sys.stderr)
        return 1 if difference else 0
    DOCS.mkdir(exist_ok=True)
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
