"""The times that stand around a table, and what they say against the years of its rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from scilit_rules.facts.caveats import is_of, topics_of
from scilit_rules.facts.dating import EXCEPTS, declaring
from scilit_rules.facts.frames import is_planned
from scilit_rules.facts.times import Time
from scilit_rules.facts.titles import Dated, Spot, Surroundings
from scilit_rules.facts.years import Stated, parts_of_years, stated_years
from scilit_rules.model.grid import Grid
from scilit_rules.model.place import Place
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Nature

_PARTS = re.compile("[,，;；。]")


class OuterTimes:
    """Holds the year of a cell against title, name of the sheet, name of the file, and notes.

    Where these speak of an earlier year, or of half a year, the year of the cell is open. A title of a later year is
    not against it: one reports on earlier years, too.

    Args:
        around: what stands above and below the table.
        grid: the table.
    """

    def __init__(self, around: Surroundings, grid: Grid) -> None:
        self._grid = grid
        sheet, file = (_named(words) for words in (grid.sheet or "", PurePath(grid.source).stem))
        # What a note excepts has rows of its own: 除人口为2018年数外，均为2019年数.
        self._notes = [clause for dated in declaring(around.notes) if not EXCEPTS.search(dated.spot.text)
                       for clause in _clauses(dated)]
        self._levels = [level for level in (around.times, sheet, file) if _latest(level) is not None]
        self._parts = [(year, dated) for dated in (*around.times, *around.notes)
                       for year in parts_of_years(dated.stated)]

    @property
    def are_silent(self) -> bool:
        """Whether nothing around the table speaks of any time."""
        return not (self._levels or self._parts or self._notes)

    def held(self, time: Time, spec: FactSpec) -> Time:
        """The time of a cell, or why it is open.

        Args:
            time: what its row or column says.
            spec: the fact.
        """
        if time.problem or time.period is None or not spec.type.is_number:
            return time
        year = time.period.year
        return self._of_part(time, year, spec) or self._of_another(time, year, spec) or time

    def _of_part(self, time: Time, year: int, spec: FactSpec) -> Time | None:
        """Half a year is no year, of what is counted year by year."""
        if spec.nature is not Nature.YEARLY:
            return None
        against = [dated for part, dated in self._parts if part in (None, year) and _concerns(dated, spec)]
        return self._open(time, "year-unclear", against) if against else None

    def _of_another(self, time: Time, year: int, spec: FactSpec) -> Time | None:
        """A year after the one that the title, or a note on such numbers, gives."""
        if is_planned(spec):
            return None
        of_notes = [[dated] for dated in self._notes if dated.stated.years and _concerns(dated, spec)]
        for level in (*self._levels[:1], *of_notes):
            latest = _latest(level)
            if latest is not None and latest < year:
                return self._open(time, "years-differ", level, f"{year}年")
        return None

    def _open(self, time: Time, problem: str, against: Iterable[Dated], *words: str) -> Time:
        spots = [dated.spot for dated in against]
        raw = "、".join(dict.fromkeys((*words, *(spot.text.strip() for spot in spots))))
        return Time(time.period, problem, raw, tuple(dict.fromkeys(map(self._place, spots))))

    def _place(self, spot: Spot) -> Place:
        if spot.row < 0:
            return Place(self._grid.source, sheet=self._grid.sheet)
        return self._grid.place(spot.row, spot.column)


def _named(words: str) -> tuple[Dated, ...]:
    stated = stated_years(words)
    return () if stated == Stated() else (Dated(Spot(-1, -1, words), stated),)


def _clauses(note: Dated) -> list[Dated]:
    """What a note says of time part by part, where these are of several years: 人口为2019年末数，2020年数据待公布."""
    parts = [part for part in _PARTS.split(note.spot.text) if part]
    dated = [Dated(note.spot._replace(text=part), stated_years(part)) for part in parts]
    years = {year for part in dated for year in part.stated.years}
    return dated if years == set(note.stated.years) and len(years) > 1 else [note]


def _latest(level: Iterable[Dated]) -> int | None:
    """The latest year that some texts speak of; None if of none."""
    years = [year for dated in level for year in dated.stated.years]
    years += [span.last for dated in level for span in dated.stated.spans]
    return max(years, default=None)


def _concerns(dated: Dated, spec: FactSpec) -> bool:
    """Whether what is said of a time is said of such numbers."""
    return is_of(spec, topics_of(dated.spot.text))
