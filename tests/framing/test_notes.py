"""Notes and titles around a table that say that its numbers are something else, or of another time, leave them in doubt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.framing.made import taken, text_table, workbook

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("notes.yaml").read_text(encoding="utf-8"))
PAID, PEOPLE = "zhoucun paid 2020", "zhoucun population 2020"
TRUTH = {PAID: 400000, PEOPLE: 407016}
HEADINGS, ROW = ["科普经费到位数（万元）", "常住人口（人）"], [40, 407016]
TABLES: dict[str, list[list[Any]]] = {
    "wide with years": [["区县", "年度", *HEADINGS], ["周村区", 2020, *ROW]],
    "wide": [["区县", *HEADINGS], ["周村区", *ROW]],
    "long": [["区县", "指标", "数值"], *(["周村区", *one] for one in zip(HEADINGS, ROW, strict=True))],
}
DOUBTS = {"both": {"paid", "population"}, "money": {"paid"}, "people": {"population"}}
RESTRICTING = [(note, DOUBTS[about]) for about, notes in CASES["doubts"].items() for note in notes]


def read(rows: list[list[Any]], folder: Path, kind: str = "xlsx", file: str = "周村区") -> tuple[dict[str, Any], set[str], set[str]]:
    """The values, the facts in doubt, and the codes of what was told."""
    path = folder / f"{file}.{kind}"
    found = taken(workbook(path, rows) if kind == "xlsx" else text_table(path, rows))
    return found.values, {key.split(" ")[1] for key in found.doubts}, found.codes


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("table", list(TABLES))
@pytest.mark.parametrize(("note", "doubts"), RESTRICTING, ids=[one[0] for one in RESTRICTING])
def test_a_note_that_restricts_is_a_doubt(note: str, doubts: set[str], table: str, kind: str, tmp_path: Path) -> None:
    rows = TABLES[table]
    for number, around in enumerate(([*rows, [note]], [*rows, [], [note]], [[note], *rows])):
        values, in_doubt, told = read(around, tmp_path, kind)
        assert doubts <= in_doubt, (around, in_doubt)
        assert all(TRUTH[key] == value for key, value in values.items()), values
        assert not {key for key in values if key.split(" ")[1] in doubts}, values
        assert number == 2 or "facts.unknown-subject" not in told


@pytest.mark.parametrize("table", list(TABLES))
@pytest.mark.parametrize("note", CASES["values"])
def test_a_note_that_changes_nothing_leaves_the_values(note: str, table: str, tmp_path: Path) -> None:
    rows = TABLES[table]
    for around in ([*rows, [note]], [*rows, [], [note]]):
        assert read(around, tmp_path)[:2] == (TRUTH, set())


@pytest.mark.parametrize("title", CASES["titles"])
def test_a_title_that_changes_nothing_leaves_the_values(title: str, tmp_path: Path) -> None:
    assert read([[title], *TABLES["wide with years"]], tmp_path)[:2] == (TRUTH, set())


@pytest.mark.parametrize("note", CASES["told"])
def test_a_note_on_filling_in_is_told(note: str, tmp_path: Path) -> None:
    values, in_doubt, told = read([*TABLES["wide"], [note]], tmp_path)
    assert (values, in_doubt) == (TRUTH, set())
    assert "facts.note-unread" in told


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("case", CASES["times"], ids=str)
def test_a_time_around_a_table_is_held_against_its_rows(case: dict[str, Any], kind: str, tmp_path: Path) -> None:
    rows = TABLES["wide with years"]
    above, below = ([[case[key]]] if key in case else [] for key in ("title", "notes"))
    values, in_doubt, _ = read([*above, *rows, *below], tmp_path, kind, case.get("file", "上报"))
    assert in_doubt == set(case.get("doubts", []))
    assert values == {key: value for key, value in TRUTH.items() if key.split(" ")[1] not in in_doubt}
