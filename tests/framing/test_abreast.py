"""Tables side by side without a gap: each value goes to whom its own columns name, or is told; read as every kind of file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.framing.made import taken, text_table, workbook

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("abreast.yaml").read_text(encoding="utf-8"))


def _cell(text: str) -> str | int | None:
    text = text.strip()
    return int(text) if text.isdecimal() else text or None


def _rows(case: dict[str, Any]) -> list[list[str | int | None]]:
    return [[_cell(cell) for cell in row.split("|")] for row in case["rows"]]


def _dated(key: str) -> str:
    return key if key[-4:].isdecimal() else f"{key} 2020"


@pytest.mark.parametrize("file", ["上报.xlsx", "a.csv"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["rows"][0].replace(" ", ""))
def test_each_value_goes_to_whom_its_own_columns_name(case: dict[str, Any], file: str, tmp_path: Path) -> None:
    write = text_table if file.endswith("csv") else workbook
    found = taken(write(tmp_path / file, _rows(case)))
    assert found.values == {_dated(key): value for key, value in case.get("values", {}).items()}
    assert set(found.doubts) == set(map(_dated, case.get("doubts", ())))
    assert sorted(f"{told.code.removeprefix('facts.')}" for told in found.problems) == sorted(case.get("told", []))
