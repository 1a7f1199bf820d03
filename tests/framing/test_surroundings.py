"""What frames a cell is understood whole, or its values are doubts: as many wordings as offices have, clean and faulty."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

import scilit_rules as sr
from scilit_rules.facts.collection import Collected
from scilit_rules.model.grid import GridRow
from tests.facts.made import D, doubts, known, read

CASES = Path(__file__).parent
LANGS: tuple[sr.Lang, ...] = ("zh", "en")
Z = "zibo.zhangdian"
Case = dict[str, object]


def cases(name: str) -> list[Case]:
    found: list[Case] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return found


def named(case: Case) -> str:
    return "|".join(str(case[key]) for key in ("title", "sheet", "file", "notes") if key in case)


def around(case: Case, *table: GridRow) -> Collected:
    above = [row if isinstance(row, list) else [row] for row in case.get("title", [])]  # type: ignore[attr-defined]
    below = [[row] for row in case.get("notes", [])]  # type: ignore[attr-defined]
    sheet = case.get("sheet")
    return read(*above, *table, *below, source=str(case.get("file", "data.xlsx")),
                sheet=None if sheet is None else str(sheet))


@pytest.mark.parametrize("case", cases("years"), ids=named)
def test_the_year_of_a_table_is_the_one_stated_or_in_doubt(case: Case) -> None:
    found = around(case, ["区县", "科普经费(元)", "常住人口"], ["张店区", "5", "6"])
    if case["year"] == "doubt":
        assert known(found) == {}
        assert len(doubts(found)) == 2
        assert all(len(doubt.places) >= 2 for doubt in found.doubts), found.doubts
        assert not any(sr.show(doubt.message, lang).startswith("facts.") for doubt in found.doubts for lang in LANGS)
    else:
        year = str(case["year"])
        assert known(found) == {(Z, "funds", year): D(5), (Z, "population", year): D(6)}, found.doubts
        assert doubts(found) == []


@pytest.mark.parametrize("case", cases("units"), ids=named)
def test_the_units_of_a_table_are_those_stated_or_in_doubt(case: Case) -> None:
    found = around(case, ["区县", "科普经费", "常住人口"], ["张店区", "1200", "5000"])
    values = {name: value for (_, name, _), value in known(found).items()}
    for name in ("funds", "population"):
        expected = case[name]
        assert values.get(name) == (None if expected == "doubt" else Decimal(str(expected))), found.doubts
    in_doubt = {doubt.name for doubt in found.doubts}
    assert in_doubt == {name for name in ("funds", "population") if case[name] == "doubt"}
    assert all(len(doubt.places) >= 2 for doubt in found.doubts), found.doubts
