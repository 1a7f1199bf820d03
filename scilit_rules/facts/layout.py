"""Where a table has what: its header rows, and which column holds which part of a record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scilit_rules.facts.cells import fold, fold_name, is_blank, spelled
from scilit_rules.facts.naming import Heading, Headings, Part, SubjectNames
from scilit_rules.facts.titles import NOTHING_AROUND, Spot, Surroundings, joined_labels, read_surroundings, spots_of
from scilit_rules.facts.units import parse_unit
from scilit_rules.model.grid import GridRow
from scilit_rules.model.vocabulary import FactSpec

SAMPLE = 60
"""How many rows are looked at to find the header."""

_HEADER_ROWS = 30
_TALLEST = 3
_NUMBER = re.compile(r"[-+]?[\d.,]+%?")
_SAYS = re.compile(r"[^():]*(?:\([^()]*\))?\s*:.*\S.*")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values.

    Args:
        index: its number, from 0.
        heading: its heading as written.
        spec: the fact, where the heading names it.
        unit: the unit that the heading gives.
        year: the year that the heading gives.
        back: how many years before that of its rows the heading gives: 1 for 上年, 0 for 本年.
        subject: the subject that the heading names.
        evidence: the column of what is offered in proof of it.
        mark: the column of the reviewer's mark on it.
        remark: the column of remarks on it.
        progress: the column of how far it is done.
    """

    index: int
    heading: str
    spec: FactSpec | None = None
    unit: str = ""
    year: int | None = None
    back: int | None = None
    subject: str | None = None
    evidence: int | None = None
    mark: int | None = None
    remark: int | None = None
    progress: int | None = None

    @property
    def alone(self) -> bool:
        """Whether nothing stands beside its values."""
        return (self.evidence, self.mark, self.remark, self.progress) == (None,) * 4


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table has what. Columns count from 0 and are None where it has none such.

    Args:
        header: the number of its first header row, from 0.
        first: the number of the first row below the header.
        values: the columns of values.
        unknown: the columns whose headings say nothing known, with the heading.
        unclear: the columns whose headings fit several facts, with the heading and their names.
        subject: the column of subjects.
        period: the column of years.
        indicator: the column of names of facts; with it, a row is a record of one fact.
        unit: the column of units.
        reviewer: the column of who reviewed.
        code: the column of the very names of facts, which stand beside their titles in our own forms.
        demand: the column of what is asked.
        further: the other columns of subjects, with the heading.
        around: what the rows above the header and the notes below say.
    """

    header: int
    first: int
    values: tuple[ValueColumn, ...]
    unknown: tuple[tuple[int, str], ...] = ()
    unclear: tuple[tuple[int, str, tuple[str, ...]], ...] = ()
    subject: int | None = None
    period: int | None = None
    indicator: int | None = None
    unit: int | None = None
    reviewer: int | None = None
    code: int | None = None
    demand: int | None = None
    further: tuple[tuple[int, str], ...] = ()
    around: Surroundings = NOTHING_AROUND


def find_layout(sample: Sequence[GridRow], headings: Headings, subjects: SubjectNames) -> Layout | None:
    """Finds where a table has what.

    Args:
        sample: the first rows of the table.
        headings: what headings mean.
        subjects: the names of subjects.

    Returns:
        the layout, or None if no rows can be its header.
    """
    rows = [[spelled(cell).strip() for cell in row] for row in sample]
    best: tuple[tuple[int, int, int, int], Layout] | None = None
    for start in range(min(len(rows), _HEADER_ROWS)):
        for height in range(1, _TALLEST + 1):
            found = _candidate(rows, start, height, headings)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
    layout = best[1] if best is not None else None
    if best is None or not best[0][0]:
        layout = _form(rows, headings, 1 if layout is None else len(layout.values) + 1) or layout
    if layout is None:
        return None
    above = spots_of(rows[: layout.header])
    return replace(layout, around=read_surroundings(above, _notes(sample, rows, layout.first), subjects))


def _candidate(rows: list[list[str]], start: int, height: int,
               headings: Headings) -> tuple[tuple[int, int, int, int], Layout] | None:
    window = rows[start : start + height]
    if any(is_number(text) for text in window[0]) or is_title(window[0]):
        return None
    if len(window) < height or len({text for text in window[0] if text}) < min(2, _widest(rows[start + height :])):
        return None
    if not all(_extends(row, window[0], headings) for row in window[1:]):
        return None
    filled = [_filled(row) for row in window[:-1]] + [window[-1]] if height > 1 else window
    columns = [_column(filled, index) for index in range(max(len(row) for row in window))]
    merged = [_merge(parts, headings) for parts in columns]
    layout = _assign(columns, merged, start, start + height, rows)
    if layout is None:
        return None
    known = sum(2 + bool(heading.unit) + bool(heading.year) for heading in merged if heading is not None)
    addressed = layout.subject is not None or layout.indicator is not None
    return (int(addressed), known, -height, -start), layout


def is_title(row: list[str]) -> bool:
    """Whether a row says who reports and when, as 填报单位(盖章):张店区, rather than heading columns."""
    spots = list(joined_labels(spots_of([row])))
    return bool(spots) and all(_SAYS.fullmatch(fold(spot.text)) for spot in spots)


def _widest(rows: list[list[str]]) -> int:
    return max((sum(1 for text in row if text) for row in rows[:10]), default=1)


def _extends(row: list[str], top: list[str], headings: Headings) -> bool:
    """Whether a row can be a further header row below the first: no numbers but years, mostly known words."""
    texts = [text for text in row if text]
    if not texts or any(is_number(text) for text in texts):
        return False
    for index, text in enumerate(top):
        heading = headings.read(text) if text else None
        below = row[index] if index < len(row) else ""
        if heading is not None and heading.part in _NAMES_ROWS and below not in ("", text):
            return False
    known = [text for text in texts if text in top or headings.read(text) is not None]
    return 2 * len(known) >= len(texts)


def is_number(text: str) -> bool:
    """Whether a text is a number that is no year."""
    return _NUMBER.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


_NAMES_ROWS = frozenset({Part.SUBJECT, Part.SUBJECT_OR_UNIT, Part.INDICATOR})


def _filled(row: list[str]) -> list[str]:
    """A header row in which each merged cell has its text in all of its columns."""
    filled, last = [], ""
    for text in row:
        last = text or last
        filled.append(last)
    return filled


def _column(window: list[list[str]], index: int) -> tuple[str, ...]:
    texts = [row[index] if index < len(row) else row[-1] if row and number < len(window) - 1 else ""
             for number, row in enumerate(window)]
    return tuple(dict.fromkeys(text for text in texts if text))


def _merge(parts: tuple[str, ...], headings: Headings) -> Heading | None:
    """What the cells of one column's header say together; the lowest one that names a fact decides which."""
    if len(parts) < 2:
        return headings.read(parts[0]) if parts else None
    known = [heading for heading in map(headings.read, parts) if heading is not None]
    if not known:
        return headings.read("".join(parts))
    merged = known[-1]
    for heading in reversed(known[:-1]):
        if merged.spec is None and heading.spec is not None:
            part = Part.FACT if merged.part in _ONLY_ADDS else merged.part
            merged = replace(merged, part=part, spec=heading.spec)
        merged = replace(merged, unit=merged.unit or heading.unit, year=merged.year or heading.year)
    if merged.spec is None and merged.part is Part.VALUE and len(known) < len(parts):
        return headings.read("".join(parts)) or merged
    return merged


_ONLY_ADDS = frozenset({Part.YEAR_VALUES, Part.NAMED_UNIT, Part.VALUE})


def _assign(columns: list[tuple[str, ...]], merged: list[Heading | None], start: int, first: int,
            rows: list[list[str]]) -> Layout | None:
    by_part: dict[Part, int] = {}
    for index, heading in enumerate(merged):
        if heading is not None:
            by_part.setdefault(heading.part, index)
    _tell_units(by_part, merged, rows[first:])
    indicator = by_part.get(Part.INDICATOR)
    wanted = _LONG if indicator is not None else _WIDE
    values = [
        ValueColumn(index, " ".join(columns[index]), heading.spec, heading.unit, heading.year, heading.back,
                    heading.subject)
        for index, heading in enumerate(merged)
        if heading is not None and heading.part in wanted
    ]
    if not values:
        return None
    return Layout(
        header=start, first=first, values=tuple(_with_company(values, merged, indicator is not None)),
        unknown=tuple((i, " ".join(columns[i])) for i, h in enumerate(merged) if h is None and columns[i]),
        unclear=tuple((i, " ".join(columns[i]), h.candidates) for i, h in enumerate(merged)
                      if h is not None and h.part is Part.UNCLEAR),
        further=tuple((i, " ".join(columns[i])) for i, h in enumerate(merged)
                      if h is not None and h.part is Part.SUBJECT and i != by_part.get(Part.SUBJECT)),
        subject=by_part.get(Part.SUBJECT), period=by_part.get(Part.PERIOD), indicator=indicator,
        unit=by_part.get(Part.UNIT), reviewer=by_part.get(Part.REVIEWER), code=by_part.get(Part.CODE),
        demand=by_part.get(Part.DEMAND),
    )


_WIDE = frozenset({Part.FACT})
_LONG = frozenset({Part.VALUE, Part.YEAR_VALUES, Part.SUBJECT_VALUES})


def _tell_units(by_part: dict[Part, int], merged: list[Heading | None], below: list[list[str]]) -> None:
    """Decides by content which columns headed 单位 hold subjects and which hold units."""
    for index, heading in enumerate(merged):
        if heading is None or heading.part is not Part.SUBJECT_OR_UNIT:
            continue
        texts = [row[index] for row in below if index < len(row) and row[index]]
        units = [text for text in texts if parse_unit(text) is not None]
        part = Part.UNIT if 2 * len(units) > len(texts) or Part.SUBJECT in by_part else Part.SUBJECT
        by_part.setdefault(part, index)


def _with_company(values: list[ValueColumn], merged: list[Heading | None], long: bool) -> list[ValueColumn]:
    """Columns of values with the columns of proof, marks and remarks that belong to them."""
    beside: dict[tuple[Part, int], int] = {}
    for index, heading in enumerate(merged):
        if heading is None or heading.part not in _COMPANIONS:
            continue
        left = max((value.index for value in values if value.index < index), default=None)
        for value in values:
            own = value.spec == heading.spec if heading.spec is not None else long or value.index == left
            if own:
                beside.setdefault((heading.part, value.index), index)
    return [
        replace(value, evidence=beside.get((Part.EVIDENCE, value.index)), mark=beside.get((Part.MARK, value.index)),
                remark=beside.get((Part.REMARK, value.index)), progress=beside.get((Part.PROGRESS, value.index)))
        for value in values
    ]


_COMPANIONS = frozenset({Part.EVIDENCE, Part.MARK, Part.REMARK, Part.PROGRESS})


def _form(rows: list[list[str]], headings: Headings, least: int) -> Layout | None:
    """A form without header: names of at least so many facts in one column, their values in the next."""
    for index in range(min(4, max((len(row) for row in rows), default=0))):
        named = [n for n, row in enumerate(rows) if index < len(row) and headings.fact(row[index]) is not None]
        if len(named) >= least:
            return Layout(named[0], named[0], (ValueColumn(index + 1, ""),), indicator=index)
    return None


def _notes(sample: Sequence[GridRow], rows: list[list[str]], first: int) -> list[Spot]:
    """The texts of the notes below the header, as far as the sample reaches."""
    found = []
    for number in range(first, len(rows)):
        opening = next((text for text in rows[number] if text), "")
        if opening and is_note(opening, sample[number]):
            found += spots_of([rows[number]], number)
    return found


TOTALS = frozenset({"合计", "总计", "全市合计", "全区合计", "合计数", "共计", "总和", "total"})
_SUMMARIES = TOTALS | {"小计", "平均", "平均值", "全市平均", "平均数"}
_NOTE = re.compile(
    r"(?:注|附注|说明|备注|填表说明|填表人|制表|制表人|审核人|负责人|单位负责人|统计负责人|填报人|联系人|联系电话"
    r"|填报日期|填表日期|报出日期|数据来源|资料来源)(?:\(?(?:签字|盖章|签章)\)?)?:?"
)


def is_summary(text: str) -> bool:
    """Whether a row that begins so sums up others."""
    return fold_name(text) in _SUMMARIES


def is_note(opening: str, row: GridRow) -> bool:
    """Whether a row is a note below the table: one or two cells, the first of them a note's opening.

    Args:
        opening: its first text.
        row: the row.
    """
    words = fold_name(opening)
    found = _NOTE.match(words)
    if found is None:
        return False
    texts = {spelled(cell) for cell in row if not is_blank(cell)}
    return found.group().endswith(":") or (len(texts) == 1 and len(words) > len(found.group()))
