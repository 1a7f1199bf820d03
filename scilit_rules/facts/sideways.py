"""Tables without a header that is understood, whose first column names facts: which of the other columns has values.

A column has values where its heading says so: 完成情况, 2020年, 淄川区. Where none says so it is the next column, in
doubt if that has another heading (分值, 目标值, 排名) or if a further column may have the values, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scilit_rules.facts.columns import ValueColumn, with_points_told
from scilit_rules.facts.frames import Frame, read_frame
from scilit_rules.facts.headers import is_number, is_title
from scilit_rules.facts.naming import Headings, Part
from scilit_rules.facts.reading import read_value
from scilit_rules.facts.titles import Spot
from scilit_rules.facts.units import parse_unit

_OF_VALUES = frozenset({Part.VALUE, Part.YEAR_VALUES, Part.SUBJECT_VALUES})
_HIGHEST = 3
_LEFTMOST = 4

Rows = Sequence[Sequence[str]]


class Sideways(NamedTuple):
    """Where such a table has what.

    Args:
        header: the number of the first row of headings, if these say where values are; else that of the first fact.
        first: the number of the first row that names a fact.
        indicator: the column of the names of facts.
        values: the columns of values.
        unit: the column of units; None for none.
    """

    header: int
    first: int
    indicator: int
    values: tuple[ValueColumn, ...]
    unit: int | None


def find_sideways(rows: Rows, headings: Headings, least: int) -> Sideways | None:
    """Finds where a table has what that names at least so many facts in one column; None where none does."""
    for index in range(min(_LEFTMOST, max((len(row) for row in rows), default=0))):
        named = [n for n, row in enumerate(rows) if index < len(row) and headings.fact(row[index]) is not None]
        if len(named) >= least:
            return _at(index, named, rows, headings)
    return None


def _at(index: int, named: Sequence[int], rows: Rows, headings: Headings) -> Sideways:
    first = named[0]
    beside = [row[index + 1] for n in named if index + 1 < len(row := rows[n]) and row[index + 1]]
    has_units = bool(beside) and all(parse_unit(text) is not None for text in beside)
    value = index + 1 + has_units
    top = _top(rows, first, index, headings)
    frames = {column: _frame(rows, range(top, first), index, column, headings)
              for column in range(value, max(len(rows[n]) for n in (*range(top, first), *named)))}
    every = [frames.get(column, Frame(())) for column in range(max(frames, default=-1) + 1)]
    headed = tuple(with_points_told(_headed(frames), every))
    values = headed or (_next(frames, value, [(n, rows[n]) for n in named], index, headings),)
    return Sideways(top if headed else first, first, index, values, index + 1 if has_units else None)


def _headed(frames: Mapping[int, Frame]) -> tuple[ValueColumn, ...]:
    """The columns whose headings say that they have values."""
    return tuple(
        ValueColumn(column, frame.text, None, heading.unit, heading.year, heading.back, heading.subject, frame.rest)
        for column, frame in frames.items() if (heading := frame.heading) is not None and heading.part in _OF_VALUES
    )


def _next(frames: Mapping[int, Frame], value: int, records: Sequence[tuple[int, Sequence[str]]], index: int,
          headings: Headings) -> ValueColumn:
    """The column next to the names, with all that leaves open whether it has the values."""
    frame = frames.get(value, Frame(()))
    unread = [column for column, other in frames.items() if column != value and other.heading is None]
    rivals = [spot for column in unread for spot in _values_in(column, records, index, headings)]
    heading = frame.heading
    if heading is not None and heading.part is Part.NAMED_UNIT:
        return ValueColumn(value, frame.text, unit=heading.unit, rest=(*frame.rest, *rivals[:1]))
    return ValueColumn(value, frame.text, rest=(*frame.spots, *rivals[:1]))


def _values_in(column: int, records: Sequence[tuple[int, Sequence[str]]], index: int, headings: Headings
               ) -> Iterator[Spot]:
    """The cells of a column that can be read as values of the facts that their rows name."""
    for number, row in records:
        text = row[column] if column < len(row) else ""
        fact = headings.fact(row[index]) if text and text != row[column - 1] else None
        if fact is not None and fact.spec is not None and read_value(text, fact.spec, fact.unit).value is not None:
            yield Spot(number, column, text)


def _top(rows: Rows, first: int, index: int, headings: Headings) -> int:
    """The first row of headings above the names of facts; where there is none, the row of the first fact itself."""
    above = range(max(first - _HIGHEST, 0), first)
    named = next((number for number in above if _names_indicators(rows[number], index, headings)), None)
    if named is not None:
        return named
    return first - 1 if first and _heads_columns(rows[first - 1], index, headings) else first


def _names_indicators(row: Sequence[str], index: int, headings: Headings) -> bool:
    named = headings.read(row[index]) if index < len(row) and row[index] else None
    return named is not None and named.part is Part.INDICATOR


def _heads_columns(row: Sequence[str], index: int, headings: Headings) -> bool:
    """Whether a row right above the names of facts has headings of their columns, and is no title and no label."""
    own = row[index] if index < len(row) else ""
    label = headings.read(own) if own else None
    if is_title(row) or any(is_number(text) for text in row) or (label is not None and label.part is Part.IGNORED):
        return False
    return any(text and text != own for text in row[index + 1 :])


def _frame(rows: Rows, header: range, index: int, column: int, headings: Headings) -> Frame:
    """What the rows of headings say of a column."""
    stack = (_above(rows[number], number, index, column) for number in header)
    return read_frame(tuple(dict.fromkeys(spot for spot in stack if spot is not None)), headings)


def _above(row: Sequence[str], number: int, index: int, column: int) -> Spot | None:
    """The heading of a column in one row, which may begin left of it where cells are merged."""
    at = next((at for at in range(min(column, len(row) - 1), index, -1) if row[at]), None)
    return None if at is None else Spot(number, at, row[at])
