"""The year of a table whose rows have none: from its title, its sheet, its file, its notes; else that of the run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scilit_rules.facts.caveats import is_of, topics_of
from scilit_rules.facts.cells import fold_name
from scilit_rules.facts.times import OUTSIDE, SPAN, Bounds, Time
from scilit_rules.facts.titles import Dated, Spot, Surroundings
from scilit_rules.facts.years import Month, Span, Stated, stated_years
from scilit_rules.model.fact import Period
from scilit_rules.model.grid import Grid
from scilit_rules.model.place import Place
from scilit_rules.model.vocabulary import FactSpec

_DECLARES = re.compile(
    r"(?:数据|数字|本表|表中|指标|统计|口径|时点|年度|经费|人口)(?!来源)[^;。,，；:]{0,10}?(?:为|是|截至|截止|系|按|取|用|(?:来自|来源于|出自|引自)(?!.{0,8}年鉴))"
    r"|^(?:(?:附?注|说明|备注)\d*[:.]?)?截[至止]"
)
EXCEPTS = re.compile("除.*外")
"""Finds the notes that speak of all numbers but some."""

# What was filled in more than so many months before the day judged at was not made for it; in January one reports on
# the year before.
_ROUND = 6
# At the end of the years of a plan one tells what then stands; 2019—2020年 may as well be two columns or a comparison.
_COMPARED = 2
_LONGEST_DECLARATION = 60


class Dating(NamedTuple):
    """The time of a table and by which rule it is known.

    Args:
        time: the time, or what is unclear about it.
        rule: the name of the reading rule; empty where the time is unclear.
        raw: the words that give it.
    """

    time: Time
    rule: str = ""
    raw: str = ""


class _Level(NamedTuple):
    """Everything that one kind of text says."""

    rule: str
    dated: tuple[Dated, ...]

    @property
    def years(self) -> set[int]:
        return {year for dated in self.dated for year in dated.stated.years}

    @property
    def spans(self) -> list[Span]:
        return [span for dated in self.dated for span in dated.stated.spans]

    @property
    def unclear(self) -> list[str]:
        return [words for dated in self.dated for words in dated.stated.unclear]


def date_table(surroundings: Surroundings, grid: Grid, file: str, bounds: Bounds, specs: Sequence[FactSpec], *,
               relative: bool) -> Dating:
    """The year that the values of a table speak of where neither rows nor columns give one.

    Args:
        surroundings: what stands above and below it.
        grid: the table.
        file: the name of its file, without ending.
        bounds: the years that data may speak of.
        specs: the facts of its columns; a note on other numbers than all of these dates none.
        relative: whether its columns speak of this year and the year before, so that its title may, too.
    """
    desk = _Desk(grid, bounds)
    sheet, name = (_named(words) for words in (grid.sheet or "", file))
    title = _Level("year-of-title", _without_relatives(surroundings.times) if relative else surroundings.times)
    levels = (title, _Level("year-of-file", sheet), _Level("year-of-file", name))
    stated = desk.settle(levels)
    if stated is not None:
        return stated
    notes = tuple(note for note in declaring(surroundings.notes)
                  if EXCEPTS.search(note.spot.text) or all(is_of(spec, topics_of(note.spot.text)) for spec in specs))
    return desk.settle((_Level("year-of-note", notes),)) or desk.usual(
        (*surroundings.times, *sheet, *name, *surroundings.notes))


def _named(words: str) -> tuple[Dated, ...]:
    stated = stated_years(words)
    return () if stated == Stated() else (Dated(Spot(-1, -1, words), stated),)


def _without_relatives(times: Iterable[Dated]) -> tuple[Dated, ...]:
    """The texts of a title whose 上年 the columns explain: 2019年及上年度对比表 over 上年 and 本年."""
    return tuple(Dated(dated.spot, dated.stated._replace(unclear=())) if dated.stated.years else dated
                 for dated in times)


def declaring(notes: Iterable[Dated]) -> tuple[Dated, ...]:
    """The notes as far as they speak of the year of the data; another year that they mention leaves it open."""
    found = []
    for dated in notes:
        stated = dated.stated
        if stated.years and not _DECLARES.search(fold_name(dated.spot.text)):
            stated = stated._replace(years=frozenset(), unclear=(*stated.unclear, *_years(stated.years)))
        if not stated.nothing:
            found.append(Dated(dated.spot, stated))
    return tuple(found)


def declares_time(text: str) -> bool:
    """Whether a text says outright of which time numbers are: 科普经费为2019年数.

    Args:
        text: the text, which may be the only one of a row among records.
    """
    is_brief = len(text) <= _LONGEST_DECLARATION
    return is_brief and _DECLARES.search(fold_name(text)) is not None and not stated_years(text).nothing


def _years(years: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{year}年" for year in sorted(years))


class _Desk:
    """Holds what several texts say of one table's year against each other."""

    def __init__(self, grid: Grid, bounds: Bounds) -> None:
        self._grid = grid
        self._bounds = bounds

    def settle(self, levels: Sequence[_Level]) -> Dating | None:
        """The year that the first level gives and no other contradicts; None if no level says anything."""
        said = [level for level in levels if level.years or level.spans or level.unclear]
        if not said:
            return None
        number = next((n for n, level in enumerate(said) if level.years), len(said) - 1)
        inner = said[: number + 1]
        unclear = [words for level in inner for words in level.unclear]
        if unclear:
            return self._unclear("year-unclear", unclear, said)
        years = inner[-1].years
        if len(years) > 1:
            return self._unclear("years-differ", _years(years), said)
        spans = [span for level in said for span in level.spans]
        if not years:
            return self._of_spans(spans, said)
        year = next(iter(years))
        if any(not span.first <= year <= span.last for span in spans):
            return self._unclear("years-differ", [f"{year}年", *(span.words for span in spans)], said)
        if inner[-1].rule == "year-of-title" and all(level.years and year not in level.years for level in said[1:]):
            others = {other for level in said[1:] for other in level.years}
            if others:
                return self._unclear("years-differ", _years([year, *others]), said)
        words = next(dated.spot.text for dated in inner[-1].dated if year in dated.stated.years)
        return Dating(self._bounded(year, said), inner[-1].rule, words)

    def usual(self, dated: Sequence[Dated]) -> Dating:
        """The year of the run, unless the table was filled in before that year or long before the day of the run."""
        run = Month(self._bounds.usual.year, self._bounds.month)
        made = [item for item in dated if item.stated.made is not None]
        latest = max((item.stated.made for item in made if item.stated.made is not None), default=run)
        if latest.year < run.year or latest.before(run) > _ROUND:
            words = [item.spot.text.strip() for item in made]
            return Dating(Time(None, "year-after-filling", "；".join(words), self._places(made)))
        return Dating(Time(self._bounds.usual), "year-of-run")

    def _of_spans(self, spans: Sequence[Span], said: Iterable[_Level]) -> Dating:
        words = list(dict.fromkeys(span.words for span in spans))
        if all(span.last == self._bounds.usual.year and span.last - span.first > _COMPARED for span in spans):
            found = self._unclear(SPAN, words, said)
            return Dating(found.time._replace(period=self._bounds.usual))
        return self._unclear(SPAN, words, said)

    def _unclear(self, problem: str, words: Iterable[str], said: Iterable[_Level]) -> Dating:
        places = self._places(dated for level in said for dated in level.dated if not dated.stated.nothing)
        return Dating(Time(None, problem, "、".join(dict.fromkeys(words)), places))

    def _bounded(self, year: int, said: Iterable[_Level]) -> Time:
        if self._bounds.first <= year <= self._bounds.last:
            return Time(Period(year))
        places = self._places(dated for level in said for dated in level.dated if year in dated.stated.years)
        return Time(Period(year), OUTSIDE, str(year), places)

    def _places(self, dated: Iterable[Dated]) -> tuple[Place, ...]:
        whole = Place(self._grid.source, sheet=self._grid.sheet)
        spots = (item.spot for item in dated)
        found = (whole if spot.row < 0 else self._grid.place(spot.row, spot.column) for spot in spots)
        return tuple(dict.fromkeys(found))
