"""What holds for the cells of one table: their time, their unit, and the doubts that their headings leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from scilit_rules.facts.cells import MISSING, content, fold_name, spelled
from scilit_rules.facts.columns import ValueColumn
from scilit_rules.facts.frames import is_planned, speaks_of_time
from scilit_rules.facts.headers import written
from scilit_rules.facts.layout import Layout
from scilit_rules.facts.lexicon import qualifies
from scilit_rules.facts.naming import Heading
from scilit_rules.facts.outer_times import OuterTimes
from scilit_rules.facts.reading import Reader
from scilit_rules.facts.sections import Section
from scilit_rules.facts.times import OUTSIDE, Time, Times
from scilit_rules.facts.titles import Spot
from scilit_rules.facts.units import parse_unit
from scilit_rules.facts.years import stated_years
from scilit_rules.model.fact import Doubt, Fact, Period
from scilit_rules.model.grid import Cell, Grid, GridRow, Raw
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import FactType, Reason

_LONGEST_WORD = 14
_LONGEST_TOLD = 60
_MONTH = re.compile(r"\d{1,2}月份?")
# A budget may show what was paid in beside it; among targets and estimates 到位数 is one, too.
_AIMS = re.compile("目标|任务|预计|预测|拟|规划指标")
_OF_PLANS = re.compile("预算|计划|目标|任务")
_REACHED = re.compile("实际|完成|执行|决算|实有|现有")
_HAPPENED = re.compile("到位|实际|完成|拨付|支出|执行|决算|实有|现有")


class Framing:
    """Answers what frames the cells of a table.

    Args:
        grid: the table.
        layout: where it has what.
        usual: the time of all rows that give none.
        times: what reads the cells of columns of years.
        missing: the words that stand for nothing.
    """

    def __init__(self, grid: Grid, layout: Layout, usual: Time, times: Times, missing: frozenset[str]) -> None:
        self._grid = grid
        self._layout = layout
        self._usual = usual
        self._times = times
        self._missing = missing
        self._readers: dict[tuple[str, str], Reader] = {}
        self._unit_places: dict[str, tuple[Place, ...]] = {}
        self._doubts: list[Doubt] = []
        self._fixed = {column.index: times.bounded(Period(column.year))
                       for column in layout.values if column.year is not None}
        self._qualified: tuple[Spot, ...] = ()
        self._strayed: tuple[Spot, ...] = ()
        self._around = layout.around
        self._now = usual
        self._outer = OuterTimes(layout.around, grid)
        self._shows_plans = layout.indicator is not None or any(
            _OF_PLANS.search(column.heading) or (column.spec is not None and is_planned(column.spec))
            for column in layout.values)

    def enter(self, section: Section) -> None:
        """Takes over what a row between the records says of those below it."""
        if section.time is not None:
            self._now = section.time
        if section.measured is not None:
            self._readers.clear()
            self._around = replace(self._layout.around, units=(section.measured,))

    @property
    def is_qualified(self) -> bool:
        """Whether the records now read are plans, parts or the like, or of another table."""
        return bool(self._qualified or self._strayed)

    @property
    def is_framed(self) -> bool:
        """Whether anything but headings and cells frames the values."""
        around = self._layout.around
        return bool(around.plans or around.caveats or self._layout.qualifiers or self.is_qualified
                    or not self._outer.are_silent)

    @property
    def usual(self) -> Time:
        """The time of the table."""
        return self._usual

    # When.

    def time_of(self, row: GridRow) -> Time:
        """The time that a row gives, or that of the table."""
        return self._time_at(row, self._layout.period)

    def time_in(self, column: ValueColumn, row: GridRow, own: Time) -> Time:
        """The time of a cell.

        Args:
            column: its column.
            row: its row.
            own: the time of the row.
        """
        fixed = self._fixed.get(column.index)
        if column.period is not None:
            own = self._agreed(row, (column.period, *column.rivals))
        if fixed is not None:
            return self._against(own, fixed, column)
        return own if column.back is None else self._times.shifted(own, column.back)

    def _against(self, own: Time, fixed: Time, column: ValueColumn) -> Time:
        """The year of a heading, in doubt where that of the row is another and no column beside it is of that.

        What a mapping file says of a heading, where no year is written, holds.
        """
        beside = {other.year for other in self._layout.values if other.spec == column.spec}
        is_dated = own is not self._now and own.period is not None and not own.problem
        if not is_dated or own.period is None or fixed.period is None or own.period.year in beside:
            return fixed
        if fixed.period.year not in stated_years(column.heading).years:
            return fixed
        above = self._grid.place(max(self._layout.first - 1, 0), column.index)
        return Time(None, "years-differ", f"{fixed.period.year}年、{own.period.year}年", (above,))

    def _agreed(self, row: GridRow, columns: Sequence[int]) -> Time:
        """The time that several columns of years give for a row, or that they differ; an empty one says nothing."""
        times = [self._time_at(row, index) for index in columns]
        said = [time for time in times if time.problem != "year-absent"] or times
        first = said[0]
        if first.problem or all(other.period == first.period and not other.problem for other in said):
            return first
        heading = max(self._layout.first - 1, 0)
        places = tuple(self._grid.place(heading, index) for index in columns)
        return Time(None, "years-differ", "、".join(time.raw or str(time.period) for time in said), places)

    def time_of_fact(self, spec: FactSpec, time: Time, column: ValueColumn, number: int) -> Time:
        """The time of a value as it counts for its fact, with the cell of the row that leaves it open.

        Args:
            spec: the fact.
            time: the time of the value.
            column: its column.
            number: the number of its row.
        """
        found = time.for_fact(spec)
        found = self._outer.held(found, spec)
        index = self._layout.period if column.period is None else column.period
        if not found.problem or found.places or index is None:
            return found
        return found._replace(places=(self._grid.place(number, index),))

    def time_of_indicator(self, indicator: Heading, row: GridRow) -> Time:
        """The time of a row whose indicator may give a year."""
        if indicator.year is not None:
            return self._times.bounded(Period(indicator.year))
        own = self.time_of(row)
        return own if indicator.back is None else self._times.shifted(own, indicator.back)

    def time_of_both(self, column: ValueColumn, indicator: Heading, row: GridRow, own: Time, place: Place) -> Time:
        """The time of a cell whose column and whose indicator may each give a year.

        Args:
            column: its column.
            indicator: what its row is about.
            row: its row.
            own: the time of the row.
            place: where the indicator stands.
        """
        said = [year for year in (indicator.year, column.year) if year is not None]
        if len(set(said)) > 1:
            above = self._grid.place(max(self._layout.first - 1, 0), column.index)
            return Time(None, "years-differ", "、".join(f"{year}年" for year in said), (place, above))
        return self.time_in(column, row, own)

    def _time_at(self, row: GridRow, index: int | None) -> Time:
        if index is None:
            return self._now
        return self._times.of(content(row[index]) if index < len(row) else None)

    # In which unit.

    def reader(self, spec: FactSpec | None, unit: str = "") -> Reader | None:
        """What reads the values of a fact in a unit, or in that of the table."""
        if spec is None:
            return None
        key = (spec.name, unit)
        if key not in self._readers:
            said = unit or self._unit_of_table(spec)
            self._readers[key] = Reader(spec, said, self._missing, self._grid.epoch)
        return self._readers[key]

    def reader_in(self, column: ValueColumn, row: GridRow) -> Reader | None:
        """What reads a cell of a wide table, whose unit may stand in a column of its own."""
        index = column.unit_column
        return self.reader(column.spec, one_unit(unit_at(row, index), column.unit))

    def _unit_of_table(self, spec: FactSpec) -> str:
        """The unit stated above or below the table for a fact; where that is unclear, its cells lead to it, too."""
        unit, spots = self._around.unit_of(spec)
        if spots:
            self._unit_places[spec.name] = tuple(self.place(spot) for spot in spots)
        return unit

    def unit_places(self, spec: FactSpec, column: ValueColumn, number: int) -> tuple[Place, ...]:
        """Where the unit of a cell stands that is not understood: around the table, or in heading, row and column."""
        around = self._unit_places.get(spec.name, ())
        index = self._layout.unit if column.unit_column is None else column.unit_column
        beside = () if index is None else (self._grid.place(number, index),)
        above = self._grid.place(max(self._layout.first - 1, 0), column.index)
        return around or (*beside, above)

    def place(self, spot: Spot) -> Place:
        """Where a text stands; the name of a sheet or file is of the table as such."""
        if spot.row < 0:
            return Place(self._grid.source, sheet=self._grid.sheet)
        return self._grid.place(spot.row, spot.column)

    # Under which heading.

    def qualify(self, spot: Spot | None) -> None:
        """Takes over that the records below a row are plans, parts or the like; None where they no longer are."""
        self._qualified = () if spot is None else (spot,)

    def stray(self, spot: Spot) -> None:
        """Takes over that the records below a row belong to another table, of which that is the title."""
        self._strayed = (spot,)

    def _beside(self, row: GridRow, number: int, year: int | None) -> tuple[Spot, ...]:
        """The words beside a value that say that it is none of the fact and the year."""
        found = []
        for index in self._layout.qualifiers:
            text = spelled(row[index]).strip() if index < len(row) else ""
            if text and len(text) <= _LONGEST_WORD and (qualifies(text) or _is_other_time(text, year)):
                found.append(Spot(number, index, text))
        return tuple(found)

    def not_understood(self, spec: FactSpec, column: ValueColumn, indicator: str, row: GridRow, number: int,
                       time: Time) -> tuple[Spot, ...]:
        """What of the heading of a value, or of the title above it, may make it something else.

        Args:
            spec: the fact.
            column: its column.
            indicator: what the row says that it is about, where a row is a record of one fact.
            row: its row.
            number: the number of that.
            time: its time.
        """
        plans = self._layout.around.plans
        if self._strayed:
            return (*column.rest, *self._strayed)
        may_be_planned = spec.type.is_number or spec.type is FactType.FLAG
        if may_be_planned and not column.rest and (self._layout.qualifiers or self._qualified):
            qualified = self._qualified or self._beside(row, number, time.period.year if time.period else None)
            if qualified and not is_planned(spec):
                return qualified
        if column.rest or not spec.type.is_number:
            return column.rest
        # 到位数 is what was paid only where the plan for it stands in the table, too.
        is_aim = not self._shows_plans or any(_AIMS.search(spot.text) for spot in plans)
        happened = _REACHED if is_aim else _HAPPENED
        if plans and not is_planned(spec) and not happened.search(f"{column.heading} {indicator}"):
            return plans
        return self._around.against(spec, planned=is_planned(spec))

    def doubt(self, subject: str, spec: FactSpec, time: Time, heading: str, rest: Sequence[Spot], place: Place,
              raw: Raw | Cell) -> None:
        """Keeps a value whose heading is not understood whole as a doubt, unless another column gives the fact."""
        words = " ".join(spot.text for spot in rest)
        places = (place, *(self.place(spot) for spot in rest))
        of_title = rest == self._layout.around.plans
        of_note = not of_title and rest == self._around.against(spec, planned=is_planned(spec))
        is_open = time.problem not in ("", OUTSIDE) or (speaks_of_time(words) and not (of_title or of_note))
        period = None if is_open else time.period
        message = _restricted(spec, words, raw) if of_note else heading_unclear(spec, heading, rest, raw)
        self._doubts.append(Doubt(subject, spec.name, period, Reason.AMBIGUOUS, message, places, spelled(raw)))

    def hold(self, doubts: Iterable[Doubt]) -> None:
        """Keeps doubts, unless another column of the table gives the fact."""
        self._doubts += doubts

    def doubts(self, facts: Iterable[Fact], doubts: Iterable[Doubt]) -> list[Doubt]:
        """The doubts that headings leave, without those for which a column that is understood gives the fact."""
        if not self._doubts:
            return []
        certain: set[tuple[str, str, Period | None]] = {(fact.subject, fact.name, fact.period) for fact in facts}
        certain |= {(doubt.subject, doubt.name, doubt.period) for doubt in doubts}
        anyhow = {(subject, name) for subject, name, _ in certain}
        return [doubt for doubt in self._doubts
                if (doubt.subject, doubt.name, doubt.period) not in certain
                and not (doubt.period is None and (doubt.subject, doubt.name) in anyhow)]


def _is_other_time(text: str, year: int | None) -> bool:
    """Whether a word names a part of a year, a span, or a year that is not that of the value."""
    stated = stated_years(text)
    return bool(_MONTH.fullmatch(text) or stated.unclear or stated.spans or (stated.years and stated.years != {year}))


def _restricted(spec: FactSpec, words: str, raw: Raw | Cell) -> Message:
    """What is said of a cell whose table has a note that speaks against its numbers."""
    told = {"title": spec.title, "raw": spelled(raw).strip()[:_LONGEST_TOLD], "note": words}
    return Message("facts.note-restricts", told)


def heading_unclear(spec: FactSpec, heading: str, rest: Sequence[Spot], raw: Raw | Cell) -> Message:
    """What is said of a cell below a heading that is not understood whole."""
    return Message("facts.heading-part-unclear", {
        "title": spec.title, "heading": heading, "rest": " ".join(spot.text for spot in rest),
        "raw": spelled(raw).strip()[:_LONGEST_TOLD]})


def unit_at(row: GridRow, index: int | None) -> str:
    """The unit that a cell gives; a formula without a stored result gives one that nobody knows."""
    return written(row[index]) if index is not None and index < len(row) else ""


def one_unit(*said: str) -> str:
    """The unit that several places give for one number; all of their words where they differ, which is none."""
    words = [word for word in said if fold_name(word) not in MISSING]
    units = {parse_unit(word) for word in words}
    return words[0] if len(units) == 1 else "、".join(dict.fromkeys(words))
