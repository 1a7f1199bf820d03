"""Every source read by its adapter; what fails is reported and does not stop the others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scilit_rules.adapters.locations import find_sources
from scilit_rules.adapters.odd_cells import PLAIN, OddCells, is_long
from scilit_rules.gate.files import digest_of
from scilit_rules.model.address import masked
from scilit_rules.model.grid import Cell, Grid, GridRow
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.plugins.contracts import Adapter, ReadOptions
from scilit_rules.plugins.failures import let_pass, told
from scilit_rules.problems import ScilitError, SourceError, few_of_each, problem


@dataclass(frozen=True, slots=True)
class SourceRead:
    """What one source held.

    Args:
        source: the file as the user named it, or the URL; a folder or glob where nothing was found in it.
        adapter: the name of the adapter that read it, or empty.
        digest: ``sha256:`` and the digest of the file's bytes, for a source that is no file of its cells; empty where
            it could not be read.
        grids: its tables that hold anything, with all their rows read.
        problems: what was wrong with it.
    """

    source: str
    adapter: str
    digest: str
    grids: tuple[Grid, ...]
    problems: tuple[Problem, ...]

    @property
    def items(self) -> tuple[Grid | Problem, ...]:
        """What was wrong, then the tables."""
        return (*self.problems, *self.grids)

    @property
    def readable(self) -> bool:
        """Whether an adapter could read it, at least in part."""
        return bool(self.digest)


_DEFAULT = ReadOptions()
_ROWS = frozenset({list, tuple})


def read_sources(locations: Iterable[str | os.PathLike[str]], adapters: Mapping[str, Adapter],
                 options: ReadOptions = _DEFAULT) -> Iterator[SourceRead]:
    """Reads all that locations stand for, one source at a time.

    Args:
        locations: files, folders, globs, or what an adapter accepts.
        adapters: the adapters by name.
        options: how to read them, with the limits of size and rows.
    """
    names = _Names()
    for located in find_sources(locations, adapters):
        shown = names.of(located.source)
        if located.adapter is None:
            yield SourceRead(shown, "", "", (), tuple(_under(shown, found) for found in located.problems))
        else:
            read = _read(located.source, located.adapter, options, shown)
            told_before = tuple(_under(shown, found) for found in located.problems)
            yield replace(read, problems=(*told_before, *read.problems))


class _Names:
    """What sources are called wherever they are shown: an address without what opens it, and no two alike."""

    def __init__(self) -> None:
        self._taken: dict[str, str] = {}

    def of(self, source: str) -> str:
        """What a source is called; a file by the name that it was given."""
        name = hidden = masked(source) if "//" in source else source
        number = 1
        while self._taken.setdefault(name, source) != source:
            number += 1
            name = f"{hidden} ({number})"
        return name


def _under(name: str, found: Problem) -> Problem:
    """A problem at the place as it is shown."""
    if found.place is None or "//" not in found.place.source:
        return found
    return replace(found, place=replace(found.place, source=name))


def _named(name: str, source: str, grid: Grid) -> Grid:
    """A table of an address, or of a part of it, under the name of that."""
    if "//" not in grid.source:
        return grid
    own = grid.source.startswith(source)
    return replace(grid, source=name + masked(grid.source[len(source):]) if own else masked(grid.source))


def read_grids(grids: Iterable[Grid], options: ReadOptions = _DEFAULT) -> Iterator[SourceRead]:
    """Takes tables from memory as sources, one at a time.

    Args:
        grids: the tables; each is named by its ``source``.
        options: how to read them, with the limit of rows.
    """
    for grid in grids:
        yield _read(grid.source, _Memory(grid), options)


class _Memory:
    """Reads the one table that it was given."""

    name = "memory"
    suffixes: tuple[str, ...] = ()

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def accepts(self, source: str) -> bool:
        """Nothing else."""
        return False

    def read(self, source: str, options: ReadOptions) -> Iterator[Grid | Problem]:
        """The table."""
        yield self._grid


def _read(source: str, adapter: Adapter, options: ReadOptions, name: str = "") -> SourceRead:
    name = name or source
    grids: list[Grid] = []
    problems: list[Problem] = []
    failed = False
    try:
        for item in adapter.read(source, options):
            if isinstance(item, Problem):
                problems.append(_under(name, item))
                continue
            try:
                grid = _named(name, source, item)
                if rows := _take(grid, options.max_rows, problems):
                    grids.append(replace(grid, rows=rows))
            except BaseException as error:
                let_pass(error)
                failed = True
                problems += _problems(error, name, adapter)
    except BaseException as error:
        let_pass(error)
        failed = True
        problems += _problems(error, name, adapter)
    blank = not grids and not failed and not any(found.level is ProblemLevel.ERROR for found in problems)
    if blank:
        problems.append(problem("adapters.no-cells", Place(name)))
    digest = _digest(source, grids, options) if grids or blank else ""
    return SourceRead(name, adapter.name, digest, tuple(grids), few_of_each(problems))


def _problems(error: BaseException, name: str, adapter: Adapter) -> tuple[Problem, ...]:
    if isinstance(error, ScilitError):
        return tuple(_under(name, found) for found in error.problems)
    return (problem("adapters.failed", Place(name), adapter=adapter.name, error=told(error)),)


def _take(grid: Grid, most: int, problems: list[Problem]) -> Sequence[GridRow]:
    rows: list[GridRow] = []
    filled = 0
    odd = OddCells(grid)
    for row in grid.rows:
        if type(row) not in _ROWS or not PLAIN.issuperset(map(type, row)) or is_long(row):
            row = odd.replaced(row, len(rows))
        rows.append(row)
        if len(rows) > most:
            raise SourceError(problem("adapters.too-many-rows", Place(grid.source, sheet=grid.sheet), limit=most))
        if any(cell is not None and cell != "" for cell in row):
            filled = len(rows)
    del rows[filled:]
    problems += odd.problems
    return rows


def _digest(source: str, grids: Iterable[Grid], options: ReadOptions) -> str:
    path = Path(source)
    if "://" not in source and path.is_file():
        return digest_of(path, options.limits)
    digest = hashlib.sha256()
    for grid in grids:
        for row in grid.rows:
            cells = [tuple(cell) if isinstance(cell, Cell) else cell for cell in row]
            digest.update(f"{grid.sheet}{cells!r}\n".encode())
    return f"sha256:{digest.hexdigest()}"
