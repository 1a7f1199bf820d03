"""Structured data into tables: which objects are rows, and what stands in their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from scilit_rules.model.grid import UNREADABLE, Grid, Raw
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import more_alike, problem

FACTS = "facts"
NAME = "fact"
_JOINT = "；"


class Record(dict[str, object]):
    """An object of structured data.

    Args:
        pairs: its keys and values as written; a key written twice with different values has none.
        line: the line on which it begins, where that is known.
    """

    def __init__(self, pairs: Sequence[tuple[str, object]], line: int | None = None) -> None:
        super().__init__()
        self.line = line
        self.repeated: dict[str, None] = {}
        for key, value in pairs:
            if key in self:
                self.repeated[key] = None
                value = value if value == self[key] else None
            self[key] = value


MOST_COLUMNS = 16_384
"""How many different keys the objects of a list may have; a sheet has no more columns."""
_MOST_CELLS = 20_000_000
_MOST_KEPT = 1_000

Column = tuple[str, str]
"""The header of a column, and the path to its values from the object of the row."""


@dataclass(slots=True)
class _Table:
    """Rows in the making, all of one kind."""

    columns: dict[Column, None] = field(default_factory=dict)
    headed: dict[str, list[Column]] = field(default_factory=dict)
    rows: list[dict[Column, Raw]] = field(default_factory=list)
    pointers: list[str] = field(default_factory=list)
    lines: list[int | None] = field(default_factory=list)

    def add(self, values: Mapping[Column, Raw], pointer: str, line: int | None) -> None:
        self.rows.append({self._column(column, values): value for column, value in values.items()})
        self.pointers.append(pointer)
        self.lines.append(line)

    def _column(self, column: Column, values: Mapping[Column, Raw]) -> Column:
        if column not in self.columns:
            alike = self.headed.setdefault(column[0], [])
            for other in alike:
                if other not in values:
                    return other
            alike.append(column)
            self.columns[column] = None
        return column

    def is_too_wide(self) -> bool:
        """Whether its rows have so many keys that a table of them would hold little but empty cells."""
        return len(self.columns) > MOST_COLUMNS or len(self.columns) * len(self.rows) > _MOST_CELLS

    def grid(self, source: str) -> Grid:
        columns = list(self.columns)
        rows: list[Sequence[Raw]] = [tuple(header for header, _ in columns)]
        rows += [tuple(row.get(column) for column in columns) for row in self.rows]
        lines = [line for line in self.lines if line is not None]
        return Grid(source, rows, pointers=[self.pointers[0], *self.pointers], keys=[path for _, path in columns],
                    lines=[lines[0], *lines] if len(lines) == len(self.rows) else None)


@dataclass(slots=True)
class Tables:
    """Gathers the tables of one source: one with a row for each object, one with a row for each fact.

    Args:
        source: the file as the user named it.
    """

    source: str
    problems: list[Problem] = field(default_factory=list)
    _wide: _Table = field(default_factory=_Table)
    _long: _Table = field(default_factory=_Table)
    _told: Counter[str] = field(default_factory=Counter)
    _plain: list[Grid] = field(default_factory=list)

    def add_document(self, value: object, line: int | None = None) -> None:
        """Takes in all that a document holds.

        Args:
            value: a list of objects, an object with such a list, an object with ``facts``, an object that is a row
                itself, or a list of rows.
            line: the line on which the document begins, where that matters.
        """
        if isinstance(value, list) and value and all(isinstance(item, list) for item in value):
            self._add_rows(value)
        elif isinstance(value, list):
            self._add_list(value, "", {}, line)
        elif isinstance(value, Record):
            lists = {key: item for key, item in value.items() if _is_list_of_records(item)}
            if FACTS in value or not lists:
                self._add_object(value, "", {}, line)
            else:
                self._add_lists(value, lists, line)
        else:
            self._complain("adapters.not-records", "", line)

    def finish(self) -> Iterator[Grid | Problem]:
        """What was wrong, then the tables."""
        yield from self.problems
        for code, count in self._told.items():
            if count > _MOST_KEPT:
                first = next(found for found in self.problems if found.code == code)
                yield more_alike(code, count - _MOST_KEPT, first.place, first.level)
        yield from self._plain
        for table in (self._wide, self._long):
            if table.is_too_wide():
                yield problem("adapters.too-many-keys", Place(self.source), limit=MOST_COLUMNS)
            elif table.rows:
                yield table.grid(self.source)

    def _add_rows(self, rows: list[list[object]]) -> None:
        cells = [[self._scalar(cell, f"/{i}/{j}", None) for j, cell in enumerate(row)] for i, row in enumerate(rows)]
        self._plain.append(Grid(self.source, cells, pointers=[f"/{i}" for i in range(len(rows))]))

    def _add_lists(self, record: Record, lists: Mapping[str, object], line: int | None) -> None:
        self._report_repeated(record, "", line)
        around = {(key, f"/../../{_step(key)}"): self._scalar(value, f"/{_step(key)}", line)
                  for key, value in record.items() if key not in lists}
        for key, items in lists.items():
            self._add_list(items, f"/{_step(key)}", around, line)

    def _add_list(self, items: object, pointer: str, around: Mapping[Column, Raw], line: int | None) -> None:
        for i, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, Record):
                self._add_object(item, f"{pointer}/{i}", around, item.line or line)
            else:
                self._complain("adapters.not-a-record", f"{pointer}/{i}", line)

    def _add_object(self, record: Record, pointer: str, around: Mapping[Column, Raw], line: int | None) -> None:
        self._report_repeated(record, pointer, line)
        own = {(key, f"/{_step(key)}"): self._scalar(value, f"{pointer}/{_step(key)}", line)
               for key, value in record.items() if key != FACTS}
        headers = {header for header, _ in own}
        values = {**{column: value for column, value in around.items() if column[0] not in headers}, **own}
        facts = record.get(FACTS)
        if FACTS not in record:
            if values:
                self._wide.add(values, pointer, line)
        elif isinstance(facts, Record):
            self._add_facts(facts, f"{pointer}/{FACTS}", values, line)
        elif _is_list_of_records(facts):
            self._add_list(facts, f"{pointer}/{FACTS}", _outwards(values), line)
        else:
            self._complain("adapters.facts-shape", f"{pointer}/{FACTS}", line)

    def _add_facts(self, facts: Record, pointer: str, values: Mapping[Column, Raw], line: int | None) -> None:
        self._report_repeated(facts, pointer, line)
        plain: dict[Column, Raw] = {}
        for name, value in facts.items():
            at = f"{pointer}/{_step(name)}"
            if isinstance(value, Record):
                self._report_repeated(value, at, line)
                own = {(key, f"/{_step(key)}"): self._scalar(item, f"{at}/{_step(key)}", value.line or line)
                       for key, item in value.items()}
                headers = {header for header, _ in own}
                around = {column: item for column, item in _outwards(values).items() if column[0] not in headers}
                self._long.add({**around, (NAME, ""): name, **own}, at, value.line or line)
            else:
                plain[name, f"/{FACTS}/{_step(name)}"] = self._scalar(value, at, line)
        if plain:
            self._wide.add({**values, **plain}, pointer.removesuffix(f"/{FACTS}"), line)

    def _scalar(self, value: object, pointer: str, line: int | None) -> Raw:
        if value is None or isinstance(value, (str, bool, int, float, Decimal, date)):
            return value
        if isinstance(value, list) and all(isinstance(item, (str, int, Decimal)) for item in value):
            return _JOINT.join(str(item) for item in value)
        self._complain("adapters.nested", pointer, line, level=ProblemLevel.INFO)
        return UNREADABLE

    def _report_repeated(self, record: Record, pointer: str, line: int | None) -> None:
        for key in record.repeated:
            self._complain("adapters.repeated-key", f"{pointer}/{_step(key)}", record.line or line, key=key)

    def _complain(self, code: str, pointer: str, line: int | None, level: ProblemLevel = ProblemLevel.ERROR,
                  **args: Any) -> None:
        place = Place(self.source, line=line, pointer=pointer or None)
        self._told[code] += 1
        if self._told[code] <= _MOST_KEPT:
            self.problems.append(problem(code, place, level=level, **args))


def _outwards(values: Mapping[Column, Raw]) -> dict[Column, Raw]:
    return {(header, f"/../..{path}"): value for (header, path), value in values.items()}


def _step(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _is_list_of_records(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(item, Record) for item in value)


