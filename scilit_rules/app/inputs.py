"""The sources of a run as they are read one after the other; where none of them can be read, there is no run."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from itertools import chain
from os import PathLike
from pathlib import Path, PurePath
from typing import Union

from scilit_rules.adapters.sources import SourceRead, read_grids, read_sources
from scilit_rules.facts.collection import Collected
from scilit_rules.model.fact import Fact
from scilit_rules.model.grid import Grid
from scilit_rules.model.problem import Problem
from scilit_rules.plugins.contracts import ReadOptions
from scilit_rules.plugins.manager import Plugins
from scilit_rules.problems import UsageError, near_names, problem

Progress = Callable[[str, int, int], None]
_MOST_LISTED = 10
Sources = Union[str, Path, Grid, Iterable[Union[str, Path, Grid]]]


def read_all(sources: Sources, plugins: Plugins, options: ReadOptions) -> Iterator[SourceRead]:
    """Reads all sources, one at a time.

    Args:
        sources: files, folders, globs, addresses that an adapter reads, or grids; one by itself will do.
        plugins: the adapters.
        options: how to read.

    Raises:
        UsageError: at once, for what can be none.
    """
    single = isinstance(sources, (str, PathLike, Grid))
    if not single and (isinstance(sources, (bytes, Mapping)) or not isinstance(sources, Iterable) or _opened(sources)):
        raise UsageError(problem("engine.not-a-source", given=type(sources).__name__))
    given: tuple[object, ...] = (sources,) if single else tuple(sources)  # type: ignore[arg-type]  # just looked at
    wrong = [one for one in given if not isinstance(one, (str, PathLike, Grid))]
    if wrong:
        raise UsageError([problem("engine.not-a-source", given=type(one).__name__) for one in wrong])
    names = [str(one) for one in given if not isinstance(one, Grid)]
    return chain(read_sources(names, plugins.adapters, options),
                 read_grids((one for one in given if isinstance(one, Grid)), options))


def _opened(sources: object) -> bool:
    """Whether it is an open file, whose lines would be taken for names."""
    return hasattr(sources, "read")


def must_be_read(ranked: Iterable[str], reads: Iterable[SourceRead], facts: Iterable[Fact]) -> None:
    """Refuses a ranking of sources that were not read: it would decide nothing, and nobody would notice.

    Args:
        ranked: the sources as they are shown, by path or by name.
        reads: what was read.
        facts: what was given besides; where it came from may be ranked too.

    Raises:
        UsageError: with every one that was not read.
    """
    known = {read.source for read in reads}
    known.update(grid.source for read in reads for grid in read.grids)
    known.update(fact.place.source for fact in facts if fact.place is not None)
    called = known | {PurePath(source).name for source in known}
    unread = [name for name in ranked if name not in called]
    if unread:
        listed = tuple(sorted(known))[:_MOST_LISTED]
        raise UsageError([problem("engine.ranked-unread", near=near_names(name, called), source=name, known=listed)
                          for name in unread])


def records_of(read: SourceRead, collected: Collected) -> int:
    """How many records a source had, whatever its tables are called."""
    named = {grid.source for grid in read.grids}
    return sum(collected.records_by_source.get(source, 0) for source in named)


class Inputs:
    """The sources of a run as they are read one after the other, with what was wrong with each.

    Args:
        reads: the sources.
        progress: called with the name of the stage, how much is done and how much there is.
    """

    def __init__(self, reads: Iterable[SourceRead], progress: Progress | None = None) -> None:
        self._reads = reads
        self._progress = progress
        self.read: list[SourceRead] = []
        self.problems: list[Problem] = []

    def problems_but(self, elsewhere: Container[str]) -> list[Problem]:
        """What was wrong with sources, without those that say nothing of anybody who is judged."""
        return [found for found in self.problems if found.place is None or found.place.source not in elsewhere]

    def grids(self) -> Iterator[Grid]:
        """The grids of all sources that could be read.

        Raises:
            UsageError: at the end, if there were sources and none of them could be read. What nobody can read says
                nothing of anybody, and must not pass for data that is missing.
        """
        for number, source in enumerate(self._reads, start=1):
            self.read.append(source)
            for item in source.items:
                if isinstance(item, Problem):
                    self.problems.append(item)
                else:
                    yield item
            if self._progress is not None:
                self._progress("read", number, number)
        if self.read and not any(source.readable for source in self.read):
            raise UsageError([*self.problems, problem("adapters.nothing-read", count=len(self.read))])
