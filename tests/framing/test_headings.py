"""Stacked headings are understood whole, or what they frame is in doubt; each as a workbook and as a text file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl.utils import get_column_letter

from tests.framing.made import NAMES, Taken, taken, text_table, workbook

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("headings.yaml").read_text(encoding="utf-8"))
OTHERS = {
    "budgeted": "funding.popularisation.budgeted", "registered": "population.registered",
    "per head": "funding.popularisation.per_resident", "special": "funding.special.paid_in",
}
SHORT = {name: short for short, name in {**NAMES, **OTHERS}.items()}


def laid_out(lines: list[str]) -> tuple[list[list[str | None]], list[str]]:
    """Rows of cells, and the ranges that are merged, of a header drawn with `<` and `^`."""
    drawn = [[cell.strip() for cell in line.split("|")] for line in lines]
    merged = []
    for top, row in enumerate(drawn):
        for left, cell in enumerate(row):
            if cell in ("<", "^"):
                continue
            right = left + 1
            while right < len(row) and row[right] == "<":
                right += 1
            bottom = top + 1
            while bottom < len(drawn) and left < len(drawn[bottom]) and drawn[bottom][left] == "^":
                bottom += 1
            if (right, bottom) != (left + 1, top + 1):
                merged.append(f"{get_column_letter(left + 1)}{top + 1}:{get_column_letter(right)}{bottom}")
    return [[None if cell in ("<", "^", "") else cell for cell in row] for row in drawn], merged


def value(text: str) -> object:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def named(key: str) -> str:
    """A key of what was taken as the cases have it: without subject, and without the year of the check."""
    _, name, year = key.replace("per head", "per_head").split(" ")
    return f"{SHORT.get(name, name)}{'' if year == '2020' else ' ' + year}"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: " / ".join(case["head"]))
def test_a_stack_of_headings(case: dict[str, Any], kind: str, tmp_path: Path) -> None:
    rows, merged = laid_out(case["head"])
    data = [value(cell.strip()) for cell in case["row"].split("|")]
    file = tmp_path / f"上报.{kind}"
    found: Taken = taken(workbook(file, [*rows, data], merged) if kind == "xlsx" else text_table(file, [*rows, data]))
    values = {named(key): item for key, item in found.values.items()}
    expected = {key: item if isinstance(item, bool) else Decimal(str(item)) for key, item in case.get("values", {}).items()}
    assert values == expected, found
    assert {named(key) for key in found.doubts} == set(case.get("doubts", [])), found
    assert all(len(places) > 1 for places in found.doubts.values()), found
