"""Numbers of merged cells: one that was merged over several records is no record's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scilit_rules.facts.cells import spelled
from scilit_rules.model.fact import Doubt, Fact
from scilit_rules.model.grid import Cell, Grid, GridRow, Raw
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Reason

_UNKNOWN = ""


@dataclass(slots=True)
class _Range:
    """What was read from the cells of one merged range."""

    place: Place
    owners: set[tuple[object, ...]] = field(default_factory=set)
    facts: list[tuple[Fact, Message, str]] = field(default_factory=list)


class MergedNumbers:
    """Remembers which facts came from merged cells, until all records that share them are read.

    Args:
        grid: the table.
        foreign: its columns of which nothing is known but that they hold something else.
    """

    def __init__(self, grid: Grid, foreign: Iterable[int] = ()) -> None:
        self._grid = grid
        self._foreign = tuple(foreign)
        self._ranges: dict[str, _Range] = {}
        self._facts: set[int] = set()

    def add_owner(self, raw: Raw | Cell, owner: tuple[object, ...], row: GridRow, place: Place) -> None:
        """Takes note of whose value a cell is.

        Args:
            raw: the cell.
            owner: the subject, the fact and the period that it speaks of.
            row: its row.
            place: where it stands.
        """
        if not isinstance(raw, Cell) or not raw.merged:
            return
        range = self._ranges.setdefault(raw.merged, _Range(place))
        range.owners.add(owner)
        for column in self._foreign:
            cell = row[column] if column < len(row) else None
            if isinstance(cell, Cell) and cell.merged == raw.merged:
                range.owners.add((_UNKNOWN, column))

    def add(self, raw: Raw | Cell, fact: Fact, spec: FactSpec) -> None:
        """Takes note of a fact whose owner is known; only numbers of merged cells are kept.

        Args:
            raw: the cell.
            fact: what it was read as.
            spec: what it is a value of.
        """
        if isinstance(raw, Cell) and raw.merged in self._ranges and spec.type.is_number:
            message = Message("facts.merged-number", {"title": spec.title, "range": raw.merged})
            self._ranges[raw.merged].facts.append((fact, message, spelled(raw)))
            self._facts.add(id(fact))

    def add_nameless(self, row: GridRow, number: int) -> None:
        """Takes note of a row that is a record of nothing known, whose cells may share a number with known ones.

        Args:
            row: the row.
            number: its number, from 0.
        """
        for column, cell in enumerate(row):
            if isinstance(cell, Cell) and cell.merged:
                range = self._ranges.setdefault(cell.merged, _Range(self._grid.place(number, column)))
                range.owners.add((_UNKNOWN, number))

    def __contains__(self, fact: Fact) -> bool:
        return id(fact) in self._facts

    def divide(self, facts: list[Fact]) -> tuple[list[Fact], list[Doubt]]:
        """Parts the facts that are sure from those whose number belongs to several records at once.

        Args:
            facts: all facts of the table.
        """
        shared = [range for range in self._ranges.values() if len(range.owners) > 1]
        unsure = {id(fact) for range in shared for fact, _, _ in range.facts}
        if not unsure:
            return facts, []
        doubts = [_doubt(fact, message, raw, range.place) for range in shared for fact, message, raw in range.facts]
        return [fact for fact in facts if id(fact) not in unsure], doubts


def _doubt(fact: Fact, message: Message, raw: str, first: Place) -> Doubt:
    own = fact.place or first
    places = tuple(dict.fromkeys((first, own)))
    return Doubt(fact.subject, fact.name, fact.period, Reason.AMBIGUOUS, message, places, raw)
