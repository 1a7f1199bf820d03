"""What a reader is told besides a report: a title, remarks and tables, in words, that any format can lay out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

T = TypeVar("T")


class Streamed(Sequence[T]):
    """Things that are made when their turn comes, and not kept: there may be more of them than fit into memory.

    Args:
        count: how many there are.
        each: makes them, from the first on, each time anew.
    """

    def __init__(self, count: int, each: Callable[[], Iterator[T]]) -> None:
        self._count, self._each = count, each

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        return self._each()

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return tuple(islice(self._each(), at.start, at.stop, at.step))
        return next(islice(self._each(), at, None))


@dataclass(frozen=True, slots=True)
class BriefTable:
    """A table in the reader's words.

    Args:
        heading: what it lists; also fit for the name of a sheet.
        headers: the headings of its columns.
        rows: its cells.
        align: for each column ``l`` for text or ``r`` for numbers.
        dense: whether its rows are lines to be run over, with nothing between them though some take two.
    """

    heading: str
    headers: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    align: str
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """A comparison, a sample or a distance in the reader's words.

    Args:
        title: what it is about.
        under: lines on how it was made, under the title.
        remarks: what the reader must know before reading on.
        tables: the tables for people, in the order to be read.
        conclusion: what it comes to, in a sentence.
        rows: everything in one table, one row for each thing, for spreadsheets.
        data: the same for programs: texts, whole numbers, flags, and lists and mappings of them.
        assumed: the facts that it rests on and that nobody reported, as they were written; empty for what is.
    """

    title: str
    under: tuple[str, ...]
    remarks: tuple[str, ...]
    tables: tuple[BriefTable, ...]
    conclusion: str
    rows: BriefTable
    data: Mapping[str, object]
    assumed: tuple[str, ...] = ()
