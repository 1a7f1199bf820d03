"""Units that a row states beside its values, in a remark or a column of no heading: 经费单位：万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scilit_rules.facts.cells import content, fold_name
from scilit_rules.facts.columns import ValueColumn
from scilit_rules.facts.layout import Layout
from scilit_rules.facts.reading import Reader
from scilit_rules.facts.titles import Measured, Spot
from scilit_rules.facts.unit_lines import UnitsSaid, is_of_units_only, stated_units, unit_for
from scilit_rules.facts.units import Unit, parse_unit
from scilit_rules.model.grid import GridRow

_LONGEST = 200
_MAY_STATE = re.compile("元|单\\s*位|單|圓|unit|rmb|yuan|cny", re.IGNORECASE)
# 决算表（万元） among the evidence is the title of a document.
_ASIDES = re.compile(r"\([^()]*\)|（[^（）]*）|《[^《》]*》")
_NOTHING = UnitsSaid()


class RowUnits:
    """Holds the units of values against those that other cells of their row state.

    Args:
        layout: where the table has what.
    """

    def __init__(self, layout: Layout) -> None:
        listed = layout.unit if layout.indicator is not None else None
        self._own = frozenset({layout.subject, layout.period, layout.indicator, listed, layout.code, layout.demand,
                               *(column.index for column in layout.values)})
        asked = [column.spec for column in layout.values if column.spec is not None]
        self._kept = [parse_unit(spec.unit, spec.unit) for spec in asked]
        self._seen: dict[str, UnitsSaid] = {}

    def are_stated(self, row: GridRow) -> bool:
        """Whether any cell beside the values of a row states a unit."""
        return any(True for _ in self._measured(row, 0))

    def against(self, row: GridRow, number: int, column: ValueColumn, reader: Reader) -> tuple[Spot, ...]:
        """The cells of a row that state another unit for a value than the one that it is read in.

        A unit in the heading of the value gives way to none but one that is announced as such.

        Args:
            row: the row.
            number: its number.
            column: the column of the value.
            reader: what reads the value.
        """
        kept = parse_unit(reader.spec.unit, reader.spec.unit)
        if kept is None or not reader.spec.type.is_number:
            return ()
        taken = parse_unit(reader.unit or reader.spec.unit, reader.spec.unit)
        found = []
        for spot, said in self._measured(row, number):
            told = unit_for(kept, said.units)
            differs = not self._fits_any(said, kept) if told == "" else told is None or parse_unit(told) != taken
            if differs and spot.column != column.unit_column and (is_of_units_only(spot.text) or not column.unit):
                found.append(spot)
        return tuple(found)

    def _fits_any(self, said: UnitsSaid, kept: Unit) -> bool:
        """Whether any value of the row can be in a unit stated: 单位：万元 beside a count alone is no other's."""
        return any(unit_for(each, said.units) != "" for each in (kept, *filter(None, self._kept)))

    def _measured(self, row: GridRow, number: int) -> Iterator[Measured]:
        for index, cell in enumerate(row):
            if index in self._own:
                continue
            text = content(cell)
            if type(text) is str and _MAY_STATE.search(text[:_LONGEST]):
                said = self._said(text[:_LONGEST])
                if said.units:
                    yield Measured(Spot(number, index, text.strip()), said)

    def _said(self, text: str) -> UnitsSaid:
        if text not in self._seen:
            bare = text if is_of_units_only(text) else _ASIDES.sub("", text)
            self._seen[text] = stated_units(bare) if fold_name(bare) else _NOTHING
        return self._seen[text]
