"""Taking time, and showing what was measured."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TypeVar

from tabulate import tabulate

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Table:
    """What one benchmark found.

    Args:
        title: what was measured, on which work.
        headers: the columns.
        rows: the rows.
        notes: what a reader must know, such as what was left out.
    """

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[object]]
    notes: Sequence[str] = ()


def best_of(times: int, run: Callable[[], Result]) -> tuple[float, Result]:
    """The seconds of the quickest of several runs, and what the last returned."""
    seconds = []
    for _ in range(times):
        gc.collect()
        start = perf_counter()
        result = run()
        seconds.append(perf_counter() - start)
    return min(seconds), result


def show(table: Table) -> None:
    """Prints a table."""
    print(table.title)
    print(tabulate(table.rows, headers=table.headers, disable_numparse=True, stralign="right"))
    for note in table.notes:
        print(f"  {note}")
    print(flush=True)


def per_second(count: int, seconds: float) -> str:
    """How many in a second, readable."""
    return f"{count / seconds:,.0f}"
