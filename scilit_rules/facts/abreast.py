"""Tables side by side without a gap: where one ends and the next begins, told by the headings that name rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from scilit_rules.facts.cells import fold_name, spelled
from scilit_rules.facts.layout import is_inside
from scilit_rules.facts.lexicon import Part
from scilit_rules.facts.row_subjects import REPORTERS
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.model.grid import GridRow

NAMING = frozenset({Part.SUBJECT, Part.INDICATOR, Part.PERIOD})
LONG_VALUES = frozenset({Part.VALUE, Part.YEAR_VALUES, Part.SUBJECT_VALUES})
VALUES = LONG_VALUES | {Part.FACT}
_MAY_NAME = frozenset({None, Part.INDICATOR, Part.SUBJECT, Part.SUBJECT_OR_UNIT})
_WORDS = re.compile(r"[^\W\d_]{2}")
_WHOSE = frozenset({Part.SUBJECT, Part.SUBJECT_OR_UNIT})
_OF_THE_ROW = ("所属", "所在")
_BODIES = re.compile("(?:部门|科室|单位)(?:名称)?")
# What tells of the figures in front, of who gave them or where to ask, names nothing that those behind may be of.
_EXPLAINS = re.compile(
    r"(?:.*(?:原因|理由|说明|备注|注释|来源|渠道|依据|文号|根据|解释|措施|用途|去向|方式|方法|意见|分析|评价|趋势|变化|增减|升降|地址|电话)"
    r"|(?:填报|报送|上报|提供|责任|牵头|主管|分管|负责|审核|统计|数据|联系|是否|有无).*|.*(?:人|员|领导))(?:\([^()]*\))?")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Kept:
    """Columns of one of the tables: its own, and those in front that name the rows of all."""

    own: range
    shared: frozenset[int]
    unclear: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """One of several tables side by side.

    Args:
        columns: its columns.
        unclear: the column in front of it whose heading leaves open of whom or what it is; None for none.
    """

    columns: frozenset[int]
    unclear: int | None = None


class Abreast:
    """Parts the columns of a table below one header row.

    Args:
        texts: the headings, as `fold_name` spells them.
        parts: what each heading says of its column.
        below: the first rows below them.
        names: the names of subjects.
    """

    def __init__(self, texts: Sequence[str], parts: Sequence[Part | None], below: Sequence[GridRow],
                 names: SubjectNames) -> None:
        self._texts, self._below, self._names = texts, below, names
        self._parts = [Part.SUBJECT if part is Part.SUBJECT_OR_UNIT and self._has_subjects(column) else part
                       for column, part in enumerate(parts)]

    def tables(self, width: int) -> list[Cut]:
        """The columns of each table; none where there is but one, or where a part of it would have no values.

        Args:
            width: how many columns the longest row has.
        """
        found = self._kept(width)
        if len(found) < 2 or not all(self._has(kept.own, VALUES) for kept in found):
            return []
        columns = [frozenset({*kept.own, *kept.shared}) for kept in found]
        # Of 经费 | 街道 | 经费 one table would have nobody, and get whom the title names.
        named = [self._names_whom(kept.own.start) or any(self._names_whom(at, Part.SUBJECT) for at in table)
                 for kept, table in zip(found, columns, strict=True)]
        cuts = [Cut(table, kept.unclear) for kept, table in zip(found, columns, strict=True)]
        return cuts if all(named) or not any(named) else []

    def _kept(self, width: int) -> list[_Kept]:
        start, shared, unclear, found = 0, frozenset[int](), None, []
        for column in range(len(self._parts)):
            front = self._front(column, start, shared)
            is_unclear = front is None and self._is_of_what(column, start)
            if front is None and not is_unclear:
                front = self._repeats(column, start, shared)
            if front is None and not is_unclear:
                continue
            found.append(self._keeping(range(start, column), shared, unclear))
            shared = self._naming(start, column) | shared if front is None else front
            start, unclear = (column + 1, column) if is_unclear else (column, None)
        return [*found, self._keeping(range(start, width), shared, unclear)]

    def _naming(self, start: int, end: int) -> frozenset[int]:
        return frozenset(at for at in range(start, end) if self._parts[at] in NAMING)

    def _front(self, column: int, start: int, shared: frozenset[int]) -> frozenset[int] | None:
        """The columns in front that a table which begins at a column shares; None if none begins there."""
        naming = self._naming(start, column) | shared
        if self._is_another_subject(column, start, naming):
            first = min(at for at in naming if self._parts[at] is Part.SUBJECT)
            is_unread = self._parts[column] is None
            return frozenset(at for at in naming if at < first or self._parts[at] is Part.PERIOD or is_unread)
        return naming if self._is_other_shape(column, start) else None

    def _is_of_what(self, column: int, start: int) -> bool:
        """Whether a column behind values names things that the values behind it may be of, and told again they are."""
        front, behind = range(start, column), range(column + 1, len(self._parts))
        if not (self._may_name(column) and self._has(front, VALUES) and self._has(behind, VALUES)):
            return False
        told = {self._texts[at] for at in front if self._parts[at] in VALUES | {Part.PERIOD}}
        return any(self._texts[at] in told for at in behind) and self._names_things(column)

    def _may_name(self, column: int) -> bool:
        """Whether a heading may be that of names of anything; what names whom or begins another list is none."""
        part, text = self._parts[column], self._texts[column]
        heads_list = part is Part.INDICATOR and self._has(range(column, len(self._parts)), LONG_VALUES)
        heads_subjects = self._names_whom(column) and not self._has(range(column), {Part.SUBJECT})
        explains = not text or _EXPLAINS.fullmatch(text[:_LONGEST]) is not None
        return part in _MAY_NAME and not (heads_list or heads_subjects or explains)

    def _names_things(self, column: int) -> bool:
        """Whether words stand in a column, and not always the subject of the row or one above it."""
        lead = next((at for at, part in enumerate(self._parts) if part is Part.SUBJECT), None)
        for row in self._below:
            text = _text(row, column)
            known = self._names.resolve(text) if text else None
            own = self._names.resolve(_text(row, lead)) if lead is not None else None
            is_own = known is not None and self._names.lowest({known, own or known}) == {own or known}
            if _WORDS.search(text) is not None and not is_own:
                return True
        return False

    def _repeats(self, column: int, start: int, shared: frozenset[int]) -> frozenset[int] | None:
        """What is shared where a heading that names rows stands again behind values."""
        if self._parts[column] not in NAMING or self._texts[column] not in self._texts[start:column]:
            return None
        first = self._texts.index(self._texts[column], start)
        if not self._has(range(first + 1, column), VALUES):
            return None
        return shared | {at for at in range(start, first) if self._parts[at] in NAMING}

    def _is_other_shape(self, column: int, start: int) -> bool:
        """Whether indicators with their values begin behind columns that are each of one fact."""
        front = range(start, column)
        return (self._parts[column] is Part.INDICATOR and self._has(front, {Part.FACT})
                and not self._has(front, {Part.INDICATOR}) and self._has(range(column, len(self._parts)), LONG_VALUES))

    def _is_another_subject(self, column: int, start: int, naming: frozenset[int]) -> bool:
        """Whether a column behind values says of whom those behind it are, and these are others than in front."""
        leads = [at for at in naming if self._parts[at] is Part.SUBJECT]
        if not leads or not self._has(range(start, column), VALUES):
            return False
        if not self._names_whom(column):
            return self._is_unread(column) and any(self._named_beside(column, max(leads)))
        text, others = self._texts[column], self._named_beside(column, max(leads))
        is_told_again = others != {False} and bool(others) and self._tells_again(column, start)
        if text.startswith(_OF_THE_ROW):
            return is_told_again
        if text.startswith(REPORTERS) or _BODIES.fullmatch(text):
            return any(others) or is_told_again
        return others not in (set(), {False})

    def _named_beside(self, column: int, lead: int) -> set[bool | None]:
        """Of the names in a column: whether they are of others than the row's subject; None for unknown ones."""
        found: set[bool | None] = set()
        for row in self._below:
            lower, upper = _text(row, column), _text(row, lead)
            other, own = self._names.resolve(lower), self._names.resolve(upper)
            if other is not None or (len(lower) > 1 and not lower[0].isdecimal()):
                found.add(None if other is None else self._names.lowest({other, own or ""} - {""}) != {own})
        return found

    def _tells_again(self, column: int, start: int) -> bool:
        """Whether a fact of the columns in front is told again behind."""
        front, behind = ({self._texts[at] for at in columns if self._parts[at] in VALUES}
                         for columns in (range(start, column), range(column, len(self._parts))))
        return not front.isdisjoint(behind)

    def _names_whom(self, column: int, *parts: Part) -> bool:
        """Whether a column says whose its rows are: by a heading of some parts, or as one of places inside of them."""
        if column >= len(self._parts):
            return False
        part = self._parts[column]
        return part in (parts or _WHOSE) or (part is None and is_inside(self._texts[column]))

    def _is_unread(self, column: int) -> bool:
        return self._parts[column] is None and bool(self._texts[column]) and self._tells_again(column, 0)

    def _has_subjects(self, column: int) -> bool:
        """Whether a column that may hold units or subjects holds subjects."""
        return any(self._names.resolve(_text(row, column)) in self._names.inside for row in self._below)

    def _part(self, column: int) -> Part | None:
        return self._parts[column] if column < len(self._parts) else None

    def _keeping(self, own: range, shared: frozenset[int], unclear: int | None) -> _Kept:
        """Columns with the shared ones in front of which they have none of their own."""
        parts = {self._part(at) for at in own}
        if self._part(own.start) is Part.SUBJECT_OR_UNIT:
            parts.add(Part.SUBJECT)
        return _Kept(own, frozenset(at for at in shared if self._parts[at] not in parts), unclear)

    def _has(self, columns: range, parts: frozenset[Part] | set[Part]) -> bool:
        return any(self._part(at) in parts for at in columns)


def _text(row: GridRow, index: int) -> str:
    return fold_name(spelled(row[index])) if index < len(row) else ""
