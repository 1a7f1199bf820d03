"""Whose record a row is: the subject that it names, in one column or in several."""

from __future__ import annotations

import re
from collections.abc import Callable

from scilit_rules.facts.cells import fold_name, spelled
from scilit_rules.facts.layout import Layout
from scilit_rules.facts.naming import Headings, Part
from scilit_rules.facts.sections import only_text
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.model.grid import Grid, GridRow
from scilit_rules.model.words import ProblemLevel

# Columns of the codes of GB/T 2260.
_CODES = re.compile(
    "(?:(?:国家|行政|统计用?|地区|地方|区域|区县|县区|单位)*(?:区划)?(?:代码|编码|代号|码)|adcode|code|gb/?t?2260)(?:\\([^()]*\\))?"
)
# Who fills in a row need not be a place: a bureau, a school.
REPORTERS = ("填报", "报送", "上报", "单位", "名称")


class RowSubjects:
    """Finds them in one table, each way of writing once.

    Args:
        grid: the table.
        layout: where it has what.
        names: the names of subjects.
        headings: what headings mean.
        allowed: the only subjects whose data is kept; None for all.
        tell: takes note of a problem: its code, its place, and the values that fill it.
    """

    def __init__(self, grid: Grid, layout: Layout, names: SubjectNames, headings: Headings,
                 allowed: frozenset[str] | None, tell: Callable[..., None]) -> None:
        self._grid, self._names, self._headings, self._allowed, self._tell = grid, names, headings, allowed, tell
        self._is_named = layout.subject is not None
        self._column = layout.subject or 0
        self._further = layout.further
        self._unknown = tuple(index for index, _ in layout.unknown)
        self._codes = tuple(index for index, text in layout.unknown if _CODES.fullmatch(fold_name(text)))
        self._leading = self._left_of_values(layout)
        self._seen: dict[str, str | None] = {}
        self._foreign: dict[str, bool] = {}
        self._city = ""

    def enter(self, city: str) -> None:
        """Takes over that the records below a row are in another city, until a row names our own."""
        self._city = city

    def __contains__(self, name: str) -> bool:
        """Whether a row with that name was met, and is of somebody."""
        return self._seen.get(name) is not None

    def subject(self, row: GridRow, number: int) -> str | None:
        """The id of the subject whose record a row is, or None, which is told.

        Args:
            row: the row.
            number: its number, from 0.
        """
        name = spelled(row[self._column]) if self._column < len(row) else ""
        if name not in self._seen:
            self._seen[name] = self._named(name, number)
        subject = self._seen[name]
        if subject is not None and self._city:
            self._refuse_in_city(subject, row, number)
            return None
        if subject is not None and (self._further or self._unknown):
            subject = self._lowest(subject, row, number)
        return subject if subject is not None and (self._allowed is None or subject in self._allowed) else None

    def of_row(self, usual: str | None, row: GridRow, number: int) -> str | None:
        """The id of the subject whose record a row of a table is that may be of one; None is told.

        Args:
            usual: whose table it is, where no column names subjects.
            row: the row.
            number: its number, from 0.
        """
        return self.subject(row, number) if self._is_named else self._within(usual, row, number)

    def _within(self, subject: str | None, row: GridRow, number: int) -> str | None:
        """The subject of a row of a table that is of one, or None, which is told, where the row names a part of it."""
        if subject is None or not self._further:
            return subject
        for index, _ in self._further:
            text = _text(row, index)
            other = self._names.resolve(text) if text else subject
            if other not in self._names.inside or len(self._names.lowest((subject, other or subject))) > 1:
                self._refuse("facts.unknown-subject", row, number, index, subject)
                return None
            subject = self._names.lowest((subject, other or subject)).pop()
        return subject

    def _refuse_in_city(self, subject: str, row: GridRow, number: int) -> None:
        """Refuses a row below the name of another city, which has a 高新区, too; our own city's name ends that."""
        if only_text(row) and self._names.names_ours(only_text(row)):
            self._city = ""
            return
        title = self._names.title(subject)
        self._tell("facts.row-elsewhere", self._grid.place(number, self._column), name=self._city, subject=title)

    def _named(self, name: str, number: int) -> str | None:
        place = self._grid.place(number, self._column)
        if not name.strip():
            self._tell("facts.row-without-subject", place)
            return None
        heading = self._headings.read(name)
        if heading is not None and heading.part in (Part.SUBJECT, Part.SUBJECT_OR_UNIT):
            return None
        subject = self._names.resolve(name)
        if subject is None:
            self._tell("facts.unknown-subject", place, near=lambda: self._names.near(name), name=name.strip())
        elif subject not in self._names.inside:
            self._tell("facts.subject-outside", place, ProblemLevel.WARNING, name=name.strip())
            return None
        return subject

    def _lowest(self, subject: str, row: GridRow, number: int) -> str | None:
        """The lowest place that a row names, where the others are above it; else None."""
        for index in (*self._unknown, *(index for index, _ in self._further)):
            if self._is_foreign(_text(row, index)):
                self._refuse("facts.row-elsewhere", row, number, index, subject)
                return None
        for index in self._codes:
            if self._names.is_code_of_another(_text(row, index), subject):
                self._refuse("facts.row-of-two", row, number, index, subject)
                return None
        for index in self._leading:
            other = self._names.resolve(_text(row, index))
            if other in self._names.inside and self._names.lowest((subject, other or subject)) != {subject}:
                self._refuse("facts.row-of-two", row, number, index, subject)
                return None
        for index, heading in self._further:
            text = _text(row, index)
            other = self._names.resolve(text) if text else subject
            if other is None and not fold_name(heading).startswith(REPORTERS):
                self._refuse("facts.unknown-subject", row, number, index, subject)
                return None
            lowest = self._names.lowest((subject, other or subject))
            if len(lowest) > 1:
                self._refuse("facts.row-of-two", row, number, index, subject)
                return None
            subject = lowest.pop()
        return subject if subject in self._names.inside else None

    def _left_of_values(self, layout: Layout) -> tuple[int, ...]:
        """The unknown columns between that of subjects and all values: what they name is what the row is about."""
        first = min(value.index for value in layout.values)
        return tuple(index for index in self._unknown if self._column < index < first)

    def _refuse(self, code: str, row: GridRow, number: int, index: int, subject: str) -> None:
        self._tell(code, self._grid.place(number, index), name=_text(row, index), subject=self._names.title(subject))

    def _is_foreign(self, text: str) -> bool:
        if text not in self._foreign:
            self._foreign[text] = self._names.is_superior_elsewhere(text)
        return self._foreign[text]


def _text(row: GridRow, index: int) -> str:
    return spelled(row[index]).strip() if index < len(row) else ""
