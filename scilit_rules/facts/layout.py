"""Where a table has what: its header rows, and which column holds which part of a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from scilit_rules.facts.cells import fold_name
from scilit_rules.facts.columns import ValueColumn as ValueColumn
from scilit_rules.facts.columns import (
    columns_by_part,
    with_company,
    with_points_told,
    with_subjects_told,
    with_units_told,
)
from scilit_rules.facts.frames import Frame
from scilit_rules.facts.headers import Header, headers, written
from scilit_rules.facts.naming import Headings, Part
from scilit_rules.facts.notes import is_note
from scilit_rules.facts.sideways import find_sideways
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.titles import (
    NOTHING_AROUND,
    Measured,
    Spot,
    Surroundings,
    is_of_plans,
    joined_labels,
    read_surroundings,
    restricting,
    spots_of,
)
from scilit_rules.facts.unit_lines import is_of_units_only, stated_units, unit_of_name
from scilit_rules.model.grid import Cell, GridRow

SAMPLE = 60
"""How many rows are looked at to find the header."""

_PLANS = re.compile("(?:预算|计划|目标)(?:数|表|安排)|(?:预算|目标|计划)$")


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
        strays: the columns of one fact each in a table whose rows are records of one fact.
        qualifiers: the columns whose words may say that a row is a plan, a part, or of part of a year.
        states: the columns that tell whether a row holds, with the heading: 状态, 是否有效.
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
    strays: tuple[ValueColumn, ...] = ()
    qualifiers: tuple[int, ...] = ()
    states: tuple[tuple[int, str], ...] = ()
    around: Surroundings = NOTHING_AROUND

    @property
    def value_columns(self) -> tuple[int, ...]:
        """The numbers of the columns of values."""
        return tuple(column.index for column in self.values)


def find_layout(sample: Sequence[GridRow], headings: Headings, subjects: SubjectNames,
                end: Sequence[tuple[int, GridRow]] = ()) -> Layout | None:
    """Finds where a table has what.

    Args:
        sample: the first rows of the table.
        headings: what headings mean.
        subjects: the names of subjects.
        end: the last rows of a long table, with their numbers, for the notes among them.

    Returns:
        the layout, or None if no rows can be its header.
    """
    rows = [[written(cell) for cell in row] for row in sample]
    best: tuple[tuple[int, int, int, int], Layout] | None = None
    for header in headers(rows, headings, subjects):
        layout = _assign(header, rows, headings)
        if layout is not None and (best is None or _worth(header, layout) > best[0]):
            best = _worth(header, layout), layout
    found = best[1] if best is not None else None
    if best is None or not best[0][0]:
        found = _form(rows, headings, 1 if found is None else len(found.values) + 1) or found
    if found is None:
        return None
    above = spots_of(rows[: found.header])
    below = [*enumerate(sample[found.first :], found.first), *end]
    told = [*_notes_among_headings(found), *_units_at_headings(found, rows), *_notes(below), *_last_units(below),
            *_comments(sample[: found.first])]
    return replace(found, around=read_surroundings(above, told, subjects))


def formulas_of(rows: Sequence[GridRow]) -> list[Spot]:
    """The formulas without a stored result among some rows: titles and headings that nobody can read."""
    return [spot for spot in spots_of([[written(cell) for cell in row] for row in rows]) if spot.text.startswith("=")]


def with_plans(layout: Layout, names: Sequence[str]) -> Layout:
    """The same layout, with the names of sheet and file that say that the table is one of plans or of estimates."""
    spots = tuple(Spot(-1, -1, name) for name in names if _PLANS.search(fold_name(name)) or is_of_plans(name))
    caveats = restricting(names)
    if not (spots or caveats):
        return layout
    around = layout.around
    return replace(layout, around=replace(around, plans=(*around.plans, *spots), caveats=(*around.caveats, *caveats)))


def with_units(layout: Layout, names: Iterable[str]) -> Layout:
    """The same layout, with the names of sheet and file that say in which unit its money is: 经费（万元）."""
    measured = [Measured(Spot(-1, -1, name), said) for name in names if not (said := unit_of_name(name)).nothing]
    around = layout.around
    return replace(layout, around=replace(around, units=(*around.units, *measured))) if measured else layout


def with_unclear(layout: Layout, unclear: Spot | None) -> Layout:
    """The same layout, whose values may be of what a heading beside them names; None for no such heading."""
    if unclear is None:
        return layout
    return replace(layout, values=tuple(replace(value, rest=(*value.rest, unclear)) for value in layout.values))


def _worth(header: Header, layout: Layout) -> tuple[int, int, int, int]:
    """How much a header tells: whether it says what its rows are about, and how much of its columns."""
    known = [frame.heading for frame in header.frames if frame.heading is not None]
    told = sum(2 + bool(heading.unit) + bool(heading.year) + bool(heading.subject) for heading in known)
    addressed = layout.subject is not None or layout.indicator is not None
    return int(addressed), told, -header.height, -header.start


def _assign(header: Header, rows: list[list[str]], headings: Headings) -> Layout | None:
    # Rows of one text are chapters, not records.
    below = [row for row in rows[header.first :] if len(set(row) - {""}) > 1]
    frames = with_subjects_told(with_units_told(header.frames, below), below, headings)
    by_part = columns_by_part(frames, below, headings)
    indicator = by_part.get(Part.INDICATOR)
    wanted = _WIDE if indicator is None else _LONG
    values = _columns_of(wanted, frames)
    if not values:
        return None
    strays = () if indicator is None else tuple(_columns_of(_WIDE, frames))
    known = _ANY_VALUES - wanted - (_WIDE if strays else frozenset())
    return Layout(
        header=header.start, first=header.first,
        values=tuple(with_points_told(with_company(values, frames, long=indicator is not None), frames)),
        unknown=tuple((index, frame.text) for index, frame in enumerate(frames)
                      if frame.spots and (frame.heading is None or frame.heading.part in known)),
        unclear=tuple((index, frame.text, frame.heading.candidates) for index, frame in enumerate(frames)
                      if frame.heading is not None and frame.heading.part is Part.UNCLEAR),
        further=tuple((index, frame.text) for index, frame in enumerate(frames)
                      if index != by_part.get(Part.SUBJECT) and (_names_rows(frame, index, values, indicator) or (
                          Part.SUBJECT not in by_part and _is_unheaded(frame, index, values, indicator, below)))),
        qualifiers=tuple(index for index, frame in enumerate(frames)
                         if _may_qualify(frame, index, indicator, is_dated=Part.PERIOD in by_part)),
        states=tuple((index, key) for index, frame in enumerate(frames) if frame.spots
                     and _STATES.fullmatch(key := fold_name(frame.spots[-1].text)) is not None and _is_unread(frame)),
        subject=by_part.get(Part.SUBJECT), period=by_part.get(Part.PERIOD), indicator=indicator,
        unit=by_part.get(Part.UNIT), reviewer=by_part.get(Part.REVIEWER), code=by_part.get(Part.CODE),
        demand=by_part.get(Part.DEMAND), strays=strays,
    )


def _columns_of(parts: frozenset[Part], frames: Sequence[Frame]) -> list[ValueColumn]:
    """The columns whose headings are of some parts."""
    return [
        ValueColumn(index, frame.text, heading.spec, heading.unit, heading.year, heading.back, heading.subject,
                    frame.rest)
        for index, frame in enumerate(frames) if (heading := frame.heading) is not None and heading.part in parts
    ]


_INSIDE = re.compile(
    r"(?:所在|所属)?(?:乡镇[、/]?街道|乡镇|镇街道?|街镇|镇办|镇|乡|街道|行政村|村居?|社区|学校|部门|科室|单位)(?:\((?:乡镇|镇|街道|办事处|社区|村|居|办)+\))?(?:名称)?")


def _names_rows(frame: Frame, index: int, values: Sequence[ValueColumn], indicator: int | None) -> bool:
    """Whether a column, too, says of whom the rows are: by its heading, or as 乡镇 left of all values."""
    if frame.heading is not None:
        return frame.heading.part is Part.SUBJECT
    leads = indicator is None and index < min(value.index for value in values)
    return leads and bool(frame.spots) and is_inside(fold_name(frame.spots[-1].text))


def _is_unheaded(frame: Frame, index: int, values: Sequence[ValueColumn], indicator: int | None,
                 below: Sequence[Sequence[str]]) -> bool:
    """Whether a column without a heading names the rows of a table of one subject: 各镇办平均, 最高."""
    leads = indicator is None and not frame.spots and index < min(value.index for value in values)
    return leads and any(index < len(row) and row[index] and not row[index].isdecimal() for row in below)


def is_inside(key: str) -> bool:
    """Whether a heading says that its column holds places or bodies inside of a subject: 乡镇, 社区, 学校."""
    return _INSIDE.fullmatch(key) is not None


def _may_qualify(frame: Frame, index: int, indicator: int | None, *, is_dated: bool) -> bool:
    """Whether a column may say what kind of record a row is: by its heading, or as a second column of indicators."""
    if not frame.spots:
        return indicator is not None and index > indicator
    if frame.heading is not None and frame.heading.part is Part.INDICATOR:
        return index != indicator
    key = fold_name(frame.spots[-1].text)
    is_year = _YEARS.fullmatch(key) is not None and not (is_dated and _OF_FORMS.match(key))
    return _is_unread(frame) and (is_year or _KINDS.fullmatch(key) is not None)


def _is_unread(frame: Frame) -> bool:
    return frame.heading is None or frame.heading.part in (Part.IGNORED, Part.DEMAND)


_KINDS = re.compile(
    "(?:资金|经费|数据|统计|指标|填报|所属|报告)?(?:类别|分类|类型|口径|性质|来源|分项|种类|阶段|日期|季度?|月份?|半年|期间?|年月|时段)"
)
# 基期, 上一年度, 更新年份; the year in which something was built or founded is a fact of it.
_YEARS = re.compile("(?!.{0,6}(?:建|立|启用|开放|开馆|竣工|命名|认定|评|牌|出生|任|投))(?:.{1,6}(?:年度|年份|年)|基期)")
_OF_FORMS = re.compile("填|上报|报送|录入|更新|审核|制表|提交|导出")
_STATES = re.compile(
    "(?:数据|记录|填报|上报|审核|核验|复核|校验|提交|报送|本行|行|数值|信息|有效|使用|启用)?(?:状态|标志|标记|有效性)|(?:审核|复核|核验|校验)(?:结果|情况)"
    "|(?:是否)?(?:作废|删除|停用|废止|撤销|有效|采用|采纳|启用|通过审核|审核通过|已?确认|定稿|最终|正式)(?:数据)?")
_WIDE = frozenset({Part.FACT})
_LONG = frozenset({Part.VALUE, Part.YEAR_VALUES, Part.SUBJECT_VALUES})
_ANY_VALUES = _WIDE | _LONG | {Part.NAMED_UNIT}


def _form(rows: list[list[str]], headings: Headings, least: int) -> Layout | None:
    """A form without header: names of at least so many facts in one column, their values beside them."""
    found = find_sideways(rows, headings, least)
    if found is None:
        return None
    return Layout(found.header, found.first, found.values, indicator=found.indicator, unit=found.unit)


_LONGEST = 200


def _notes_among_headings(layout: Layout) -> list[Spot]:
    """The notes that stand beside the headings."""
    return [Spot(layout.first - 1, index, heading) for index, heading in layout.unknown
            if is_note(heading, (heading,)) or is_of_units_only(heading)]


def _comments(rows: Sequence[GridRow]) -> Iterator[Spot]:
    """The comments on headings and on what stands above them."""
    for number, row in enumerate(rows):
        yield from (Spot(number, index, cell.comment) for index, cell in enumerate(row)
                    if isinstance(cell, Cell) and cell.comment)


def _units_at_headings(layout: Layout, rows: Sequence[Sequence[str]]) -> Iterator[Spot]:
    """What states the units of all values: the corner of a list, as 指标（万元）, and cells right of all headings."""
    last = max(layout.first - 1, 0)
    corner = rows[last][layout.indicator] if layout.indicator is not None and layout.indicator < len(rows[last]) else ""
    if layout.first > layout.header and not stated_units(corner[:_LONGEST]).nothing:
        yield Spot(last, layout.indicator or 0, corner)
    headed = {column for row in rows[layout.header : layout.first] for column, text in enumerate(row) if text}
    for number, row in enumerate(rows[layout.first :], layout.first):
        yield from (Spot(number, column, text) for column, text in enumerate(row)
                    if headed and column > max(headed) and text and is_of_units_only(text))


def _notes(below: Iterable[tuple[int, GridRow]]) -> list[Spot]:
    """The texts of the notes below the header."""
    found = []
    for number, row in below:
        texts = [written(cell) for cell in row]
        opening = next((text for text in texts if text), "")
        if opening and is_note(opening, row):
            found += spots_of([texts], number)
    return found


def _last_units(below: Sequence[tuple[int, GridRow]]) -> list[Spot]:
    """The lines below the last record that state units: below records they are of those above them."""
    found: list[Spot] = []
    for number, row in reversed(below):
        spots = list(joined_labels(spots_of([[written(cell) for cell in row]], number)))
        if len(spots) > 1 and not is_note(spots[0].text, row):
            break
        found += [spot for spot in spots if not stated_units(spot.text[:_LONGEST]).nothing]
    return found


TOTALS = frozenset({"合计", "总计", "全市合计", "全区合计", "合计数", "共计", "总和", "total"})
_SUMMARIES = TOTALS | {"小计", "平均", "平均值", "全市平均", "平均数"}


def is_summary(text: str) -> bool:
    """Whether a row that begins so sums up others."""
    return fold_name(text) in _SUMMARIES
