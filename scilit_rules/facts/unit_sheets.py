"""Units that a sheet without a table states: 封面 says 金额单位：万元, and tables on other sheets say nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scilit_rules.facts.cells import spelled
from scilit_rules.facts.layout import Layout
from scilit_rules.facts.unit_lines import stated_units
from scilit_rules.facts.units import Unit, parse_unit
from scilit_rules.model.fact import Doubt, Fact
from scilit_rules.model.grid import Grid, GridRow, column_letters
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.vocabulary import Vocabulary
from scilit_rules.model.words import Reason

_LONGEST = 400
_COLUMN = re.compile("[A-Z]+")


class _Stated(NamedTuple):
    words: str
    unit: Unit
    place: Place


class UnitSheets:
    """The sheets of a run that state units for others, and the columns of tables that have no unit of their own.

    Whether such a unit holds for them nobody can tell, so that their numbers are doubts.

    Args:
        vocabulary: the units of facts.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._stated: dict[str, list[_Stated]] = {}
        self._bare: set[tuple[str, str | None, str]] = set()

    def note_sheet(self, grid: Grid, rows: Sequence[GridRow]) -> None:
        """Notes the units that a sheet without a table states.

        Args:
            grid: the sheet.
            rows: its first rows.
        """
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                said = stated_units(spelled(cell)[:_LONGEST])
                for words, unit in said.units:
                    stated = _Stated(words, unit, grid.place(number, column))
                    self._stated.setdefault(grid.source, []).append(stated)

    def note_table(self, grid: Grid, layout: Layout) -> None:
        """Notes the columns of a table that have no unit.

        Args:
            grid: the table.
            layout: where it has what.
        """
        if grid.sheet is None or layout.unit is not None or layout.around.units:
            return
        for value in layout.values:
            if not value.unit and value.unit_column is None:
                self._bare.add((grid.source, grid.sheet, column_letters(value.index)))

    def part(self, facts: Iterable[Fact]) -> tuple[list[Fact], list[Doubt]]:
        """The facts for which no other sheet states a unit, and doubts in the place of the others."""
        kept: list[Fact] = []
        doubts: list[Doubt] = []
        for fact in facts:
            against = next(self._against(fact), None) if self._stated else None
            if against is None:
                kept.append(fact)
            else:
                doubts.append(self._doubt(fact, against))
        return kept, doubts

    def _against(self, fact: Fact) -> Iterator[_Stated]:
        """The units stated elsewhere in its file by which the number of a bare cell would be another."""
        place = fact.place
        stated = self._stated.get(place.source) if place is not None else None
        if place is None or not stated or not self._is_bare(fact, place):
            return
        own = parse_unit(self._vocabulary[fact.name].unit)
        for one in stated:
            if own is not None and one.unit.dimension == own.dimension and one.unit.power != own.power:
                yield one

    def _is_bare(self, fact: Fact, place: Place) -> bool:
        column = _COLUMN.match(place.cell or "")
        if column is None or (place.source, place.sheet, column.group()) not in self._bare:
            return False
        # 1300万元 has its own.
        return fact.reading is None or not any(character.isalpha() for character in fact.reading.raw)

    def _doubt(self, fact: Fact, stated: _Stated) -> Doubt:
        assert fact.place is not None
        title = self._vocabulary[fact.name].title
        told = {"title": title, "unit": stated.words, "sheet": stated.place.sheet or ""}
        message = Message("facts.unit-on-another-sheet", told)
        raw = "" if fact.reading is None else fact.reading.raw
        return Doubt(fact.subject, fact.name, fact.period, Reason.AMBIGUOUS, message, (fact.place, stated.place), raw)
