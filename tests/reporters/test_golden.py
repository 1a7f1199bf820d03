"""What people see, word for word. ``pytest tests/reporters --rewrite-golden`` writes the files anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from scilit_rules.model.text import Lang
from scilit_rules.plugins.contracts import Reporter
from scilit_rules.reporters.csv import CsvReporter
from scilit_rules.reporters.json import JsonReporter
from scilit_rules.reporters.markdown import MarkdownReporter
from scilit_rules.reporters.table import TableReporter
from scilit_rules.words.explanation import explain
from tests.reporters.made import report
from tests.reporters.written import options, written

GOLDEN = Path(__file__).parent / "golden"


def _agree(name: str, shown: bytes, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / name
    if request.config.getoption("--rewrite-golden"):
        path.write_bytes(shown)
    assert shown.decode() == path.read_bytes().decode()


@pytest.mark.parametrize(
    "reporter, count, lang, width, ending",
    [
        (TableReporter(), 1, "zh", 100, "txt"),
        (TableReporter(), 1, "en", 100, "txt"),
        (TableReporter(), 11, "zh", 120, "txt"),
        (TableReporter(), 300, "zh", 100, "txt"),
        (TableReporter(), 1, "zh", 48, "txt"),
        (MarkdownReporter(), 2, "zh", 0, "md"),
        (CsvReporter(), 2, "zh", 0, "csv"),
        (JsonReporter(), 1, "zh", 0, "json"),
    ],
)
def test_a_report_looks_as_agreed(
    reporter: Reporter, count: int, lang: Lang, width: int, ending: str, request: pytest.FixtureRequest
) -> None:
    name = f"{reporter.name}-{count}-{lang}{f'-{width}' if width else ''}.{ending}"
    _agree(name, written(reporter, report(count), options(lang, width or 100)), request)


def test_a_report_in_full_looks_as_agreed(request: pytest.FixtureRequest) -> None:
    shown = written(TableReporter(), report(1), options("zh", 100, colour=True, detail=True))
    _agree("table-1-zh-full-colour.txt", shown, request)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_explanations_read_as_agreed(lang: Lang, request: pytest.FixtureRequest) -> None:
    made = report(11)
    chosen = [made.findings[index] for index in (2, 3, 5, 6, 7, 12, 31, 40, 98)]
    _agree(
        f"explanations-{lang}.txt", "\n\n".join(explain(made, finding, lang) for finding in chosen).encode(), request
    )
