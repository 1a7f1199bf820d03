"""Reads a source of one's own: here a table of a database, without installing a plugin.

The hook is the same that an installed plugin would use; here it is handed over instead of named in a setup.cfg.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import scilit_rules as sr

ROWS = [("张店区", "人均科普专项经费", 2020, "1.10元"), ("淄川区", "人均科普专项经费", 2020, "1.00元")]


class SqliteAdapter:
    """Reads the table ``facts`` of ``.sqlite`` files."""

    name = "sqlite"
    suffixes: tuple[str, ...] = (".sqlite",)

    def accepts(self, source: str) -> bool:
        """Nothing but files with its ending."""
        return False

    def read(self, source: str, options: sr.ReadOptions) -> Iterator[sr.Grid | sr.Problem]:
        """One grid in the long layout: a heading for each column, then a row for each fact."""
        with closing(sqlite3.connect(source)) as database:
            rows = database.execute("SELECT unit, fact, year, value FROM facts ORDER BY rowid").fetchall()
        yield sr.Grid(source, [("单位", "指标", "年度", "数值"), *rows])


@sr.hookimpl
def scilit_adapters() -> Sequence[sr.Adapter]:
    """The hook by which the adapter is found."""
    return [SqliteAdapter()]


plugins = sr.Plugins(also={"sqlite": sys.modules[__name__]})

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "facts.sqlite"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE facts (unit TEXT, fact TEXT, year INTEGER, value TEXT)")
        database.executemany("INSERT INTO facts VALUES (?, ?, ?, ?)", ROWS)
    report = sr.check(
        "zibo-2016-2020", [path], as_of=date(2020, 12, 31), subjects=["张店区", "淄川区"],
        only=["special-funding-per-capita"], plugins=plugins,
    )

for finding in report.findings:
    where = ", ".join(f"line {place.line}, column {place.column}" for place in finding.places)
    print(finding.subject, finding.status, f"({where})")
