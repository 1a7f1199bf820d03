"""Writes the pages that are computed, or with --check says which are not up to date.

These are the pages of docs/ that are written from the code, and the README.md in the folder of each plan. Run it in the
environment of scripts/test: ``.venv/bin/python scripts/docs.py [--check]``.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import runpy
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from docs_pages.commands import cli_page
from docs_pages.plans import plan_page
from docs_pages.public import python_page
from docs_pages.reference import reference_pages

import scilit_rules
from scilit_rules.language.cases import load_cases
from scilit_rules.language.library import find_plans, load_plan
from scilit_rules.problems import RulesetError, show_problem

ROOT = Path(__file__).resolve().parents[1]
RULESETS = ROOT / "rulesets"
EXAMPLE = ROOT / "examples" / "09_from_a_gap.py"


def pages() -> Mapping[str, str]:
    """The text of every computed page, by its path from the top of the repository.

    Raises:
        RulesetError: if a ruleset is wrong.
    """
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        runpy.run_path(str(EXAMPLE))
    python = python_page(scilit_rules, EXAMPLE.read_text(encoding="utf-8"), printed.getvalue())
    docs = {"cli.md": cli_page(), "python.md": python, **reference_pages()}
    return {**{f"docs/{name}": text for name, text in docs.items()}, **dict(plan_pages())}


def plan_pages() -> Iterator[tuple[str, str]]:
    """The path and the text of each plan's page."""
    for id in sorted(find_plans([RULESETS])):
        plan = load_plan(id, [RULESETS])
        yield f"rulesets/{id}/README.md", plan_page(plan, tuple(load_cases(plan.home, plan)))


def stale(wanted: Mapping[str, str], root: Path = ROOT) -> list[str]:
    """What differs between the pages as they stand and as they should, as lines of a diff."""
    lines: list[str] = []
    for name, text in wanted.items():
        path = root / name
        found = path.read_text(encoding="utf-8") if path.exists() else ""
        lines += difflib.unified_diff(found.splitlines(), text.splitlines(), name, "computed", n=1, lineterm="")
    return lines


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Writes the pages, or checks them.

    Returns:
        0, or 1 if a page is not up to date, or a ruleset is wrong.
    """
    try:
        wanted = pages()
    except RulesetError as error:
        print("\n".join(show_problem(found, "en") for found in error.problems), file=sys.stderr)
        return 1
    if "--check" in arguments:
        difference = stale(wanted, root)
        print("\n".join(difference) or "docs: up to date")
        if difference:
            print("Write them anew: python scripts/docs.py", file=sys.stderr)
        return 1 if difference else 0
    for name, text in wanted.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
