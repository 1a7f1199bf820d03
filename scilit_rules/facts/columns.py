"""The columns of a table: which holds values, and which hold what belongs to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scilit_rules.facts.cells import fold_name
from scilit_rules.facts.frames import Frame
from scilit_rules.facts.lexicon import is_score
from scilit_rules.facts.naming import Heading, Headings, Part
from scilit_rules.facts.titles import Spot
from scilit_rules.facts.units import parse_unit
from scilit_rules.model.vocabulary import FactSpec

_COMPANIONS = {
    Part.EVIDENCE: "evidence", Part.MARK: "mark", Part.REMARK: "remark", Part.PROGRESS: "progress",
    Part.UNIT: "unit_column",
}
# The year in which a form was filled in is no year of its data where that stands beside it.
_OF_FILING = frozenset({"填报年度"})


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
        rest: the cells of its heading that are not understood.
        evidence: the column of what is offered in proof of it.
        mark: the column of the reviewer's mark on it.
        remark: the column of remarks on it.
        progress: the column of how far it is done.
        unit_column: the column of its units, where it has one of its own.
        period: the column of its years, where it has one of its own.
        rivals: the other columns of years beside that, which may not differ from it.
        mark_rest: the cells of the heading of the marks that are not understood.
        points: the heading beside it that says that its numbers may be points: 满分 beside 自评.
    """

    index: int
    heading: str
    spec: FactSpec | None = None
    unit: str = ""
    year: int | None = None
    back: int | None = None
    subject: str | None = None
    rest: tuple[Spot, ...] = ()
    evidence: int | None = None
    mark: int | None = None
    remark: int | None = None
    progress: int | None = None
    unit_column: int | None = None
    period: int | None = None
    rivals: tuple[int, ...] = ()
    mark_rest: tuple[Spot, ...] = ()
    points: Spot | None = None

    @property
    def alone(self) -> bool:
        """Whether its heading says all that there is to know of its values, and no other column adds to it."""
        beside = (self.evidence, self.mark, self.remark, self.progress, self.unit_column, self.period)
        return beside == (None,) * 6 and self.back is None and self.subject is None and not (self.rest or self.points)


def with_units_told(frames: Sequence[Frame], below: Sequence[Sequence[str]]) -> tuple[Frame, ...]:
    """The same frames, each 单位 told by the content of its column: subjects, units, or bodies of no interest.

    One that is blank holds units if it stands behind the indicators, as in 指标 | 数量 | 单位.
    """
    known = any(frame.heading is not None and frame.heading.part is Part.SUBJECT for frame in frames)
    told = []
    for index, frame in enumerate(frames):
        if frame.heading is not None and frame.heading.part is Part.SUBJECT_OR_UNIT:
            texts = [row[index] for row in below if index < len(row) and row[index]]
            is_behind = any(_part(other) is Part.INDICATOR for other in frames[:index])
            part = Part.UNIT if is_behind and not texts else _of_content(texts, known)
            known = known or part is Part.SUBJECT
            frame = replace(frame, heading=replace(frame.heading, part=part))
        told.append(frame)
    return tuple(told)


_OF_BODIES = re.compile(
    "(?:责任|牵头|承担|落实|实施|申报|参评|受检|受评|所在|参与|统计|报告|自查|自评|具体)(?:单位|地区|主体|区县)(?:名称|全称)?|(?:单位|地区|区县|部门|机构)(?:全称|简称|全名|名)|责任主体|主体")


def with_subjects_told(frames: tuple[Frame, ...], below: Sequence[Sequence[str]], headings: Headings
                       ) -> tuple[Frame, ...]:
    """The same frames, 责任单位 or 单位全称 as the heading of subjects, where no other is and only such stand below."""
    parts = {_part(frame) for frame in frames}
    if parts & {Part.SUBJECT, Part.INDICATOR, Part.SUBJECT_VALUES}:
        return frames
    for index, frame in enumerate(frames):
        if not frame.spots or _OF_BODIES.fullmatch(fold_name(frame.spots[-1].text)) is None:
            continue
        texts = [row[index] for row in below if index < len(row) and row[index]]
        if texts and all(headings.names_subject(text) for text in texts):
            return (*frames[:index], replace(frame, heading=Heading(Part.SUBJECT), rest=()), *frames[index + 1 :])
    return frames


def _of_content(texts: Sequence[str], subjects_known: bool) -> Part:
    texts = [text for text in texts if not text.startswith("=")] or texts
    units = [text for text in texts if parse_unit(text) is not None]
    if 2 * len(units) > len(texts):
        return Part.UNIT
    if subjects_known:
        return Part.IGNORED if texts and not units else Part.UNIT
    return Part.SUBJECT


def columns_by_part(frames: Sequence[Frame], below: Sequence[Sequence[str]], headings: Headings) -> dict[Part, int]:
    """The first column of each part; of several that name indicators the one that names most facts.

    Several columns of years, or one that belongs to some values only, are left to the values.
    """
    found: dict[Part, int] = {}
    for index, frame in enumerate(frames):
        if frame.heading is not None:
            found.setdefault(frame.heading.part, index)
    naming = [index for index, frame in enumerate(frames) if _part(frame) is Part.INDICATOR]
    if len(naming) > 1:
        found[Part.INDICATOR] = max(naming, key=lambda index: (_facts_in(index, below, headings), -index))
    periods = _periods(frames)
    if len(periods) == 1 and frames[periods[0]].heading == Heading(Part.PERIOD):
        found[Part.PERIOD] = periods[0]
    else:
        found.pop(Part.PERIOD, None)
    return found


def _part(frame: Frame) -> Part | None:
    return frame.heading.part if frame.heading is not None else None


def _facts_in(index: int, below: Sequence[Sequence[str]], headings: Headings) -> int:
    texts = (row[index] for row in below if index < len(row) and row[index])
    return sum(1 for text in texts if headings.fact(text) is not None)


def _periods(frames: Sequence[Frame]) -> list[int]:
    periods = [index for index, frame in enumerate(frames) if _part(frame) is Part.PERIOD]
    of_data = [index for index in periods if fold_name(frames[index].text) not in _OF_FILING]
    return of_data or periods


def with_company(values: Sequence[ValueColumn], frames: Sequence[Frame], *, long: bool) -> list[ValueColumn]:
    """Columns of values with the columns of proof, marks, remarks, units and years that belong to them.

    Args:
        values: the columns of values.
        frames: what frames each column of the table.
        long: whether a row is a record of one fact, so that a column belongs to all values unless it says which.
    """
    shared = _columns_of_all(frames, long)
    beside: dict[tuple[Part, int], int] = {}
    for index, frame in enumerate(frames):
        heading = frame.heading
        if heading is None or heading.part not in _COMPANIONS or index in shared:
            continue
        rivals = sum(1 for other in frames if _part(other) is heading.part)
        for value in _owners(heading, index, values, everyone=long and rivals == 1, alone=rivals == 1):
            beside.setdefault((heading.part, value.index), index)
    return [_dated(_accompanied(value, beside, frames), values, frames, shared) for value in values]


def _columns_of_all(frames: Sequence[Frame], long: bool) -> set[int]:
    """The columns of units and years that hold for whole rows."""
    periods = _periods(frames)
    found = {index for index, frame in enumerate(frames) if _part(frame) is Part.PERIOD and index not in periods}
    if len(periods) == 1 and frames[periods[0]].heading == Heading(Part.PERIOD):
        found |= {periods[0]}
    if long:
        found |= {index for index, frame in enumerate(frames) if _part(frame) is Part.UNIT}
    return found


def _owners(heading: Heading, index: int, values: Sequence[ValueColumn], *, everyone: bool, alone: bool
            ) -> Iterable[ValueColumn]:
    """The values that a column belongs to: of its fact, of its year, all of them, or the one to its left.

    The only column of remarks, behind all values, is of the whole row.
    """
    of_year = [value for value in values if (value.year, value.back) == (heading.year, heading.back)]
    dated = (heading.year, heading.back) != (None, None)
    if heading.spec is not None:
        return [value for value in (of_year if dated else values) if value.spec == heading.spec]
    if dated and of_year:
        return of_year
    if everyone or (heading.part is Part.REMARK and alone and all(value.index < index for value in values)):
        return values
    return [value for value in values if value.index < index][-1:]


def _dated(value: ValueColumn, values: Sequence[ValueColumn], frames: Sequence[Frame],
           shared: set[int]) -> ValueColumn:
    """A value with the column of years of some values only: that of its fact, or the next one where years stand.

    In 年度 | 经费 | 年度 | 人口 they stand in front of their values, in 经费 | 年度 | 人口 | 年度 behind them.
    """
    own = [(index, frame.heading) for index, frame in enumerate(frames)
           if frame.heading is not None and frame.heading.part is Part.PERIOD and index not in shared]
    of_fact = [index for index, heading in own if heading.spec is not None and heading.spec == value.spec]
    others = [index for index, heading in own if heading.spec is None]
    left = [index for index in others if index < value.index]
    right = [index for index in others if index > value.index]
    lead = bool(others) and others[0] < min(other.index for other in values)
    beside = left[-1:] or right[:1] if lead else right[:1] or left[-1:]
    period = next(iter(of_fact or beside), None)
    if period is None or of_fact:
        return replace(value, period=period)
    columns = {other.index for other in values}
    rivals = (index for index in others if index != period
              and not columns & set(range(min(index, period), max(index, period))))
    return replace(value, period=period, rivals=tuple(rivals))


def _accompanied(value: ValueColumn, beside: dict[tuple[Part, int], int], frames: Sequence[Frame]) -> ValueColumn:
    columns = {name: beside.get((part, value.index)) for part, name in _COMPANIONS.items()}
    mark = columns["mark"]
    return replace(value, mark_rest=() if mark is None else frames[mark].rest, **columns)  # type: ignore[arg-type]


_SELF_RATED = re.compile("(?:自评|自查)(?:情况|结果)?|自检|自测|审核|考核|评价|(?:自评|自查)(?:数|值|数据|数值)")
_REPORTED = re.compile("(?:填报|上报|自报|申报|报送|初报)(?:数|值|数据|数值)")
_RATING = re.compile(
    "(?:审核|核定|核实|核查|复核|认定|审定|抽查|终报|核准)(?:后)?(?:数|值|数据|数值)|抽查|督查|检查|复查"
    "|(?:初|复|终|考|测|互|再|专家|上级|市级|最终)评(?:结果|情况)?|评级|等次|得分.*"
)


def with_points_told(values: Iterable[ValueColumn], frames: Sequence[Frame]) -> list[ValueColumn]:
    """The columns of values, those that may hold points with the heading beside them that says so.

    Beside 满分 or 复评 the numbers of 自评 may be points; those of 上报数 only beside the like of 审核数.
    """
    keyed = [(fold_name(frame.spots[-1].text), frame.spots[-1]) for frame in frames if frame.spots]
    rating = next((spot for key, spot in keyed if _RATING.fullmatch(key)), None)
    scoring = rating or next((spot for key, spot in keyed if is_score(key)), None)

    def points(value: ValueColumn) -> Spot | None:
        spots = frames[value.index].spots
        key = fold_name(spots[-1].text) if spots else ""
        if _SELF_RATED.fullmatch(key):
            return scoring
        return rating if _REPORTED.fullmatch(key) else None

    return [replace(value, points=points(value)) for value in values]
