"""What stands around a table: the rows above its header, the notes below it, the names of its sheet and file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scilit_rules.facts.caveats import Caveat, caveat_in, caveat_in_title, is_said
from scilit_rules.facts.cells import fold, fold_name
from scilit_rules.facts.senders import is_reporter, title_subject
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.unit_lines import UnitsSaid, stated_units, unit_for
from scilit_rules.facts.units import parse_unit
from scilit_rules.facts.years import Stated, stated_years
from scilit_rules.model.vocabulary import FactSpec

_LONGEST = 400
# Longer ones tell a story in which a subject may come up.
_LONGEST_NAMING = 60
_LABEL = re.compile(r"^[^:]{0,12}:")
_PAPERS = (
    "统计|汇总|一览|明细|情况|申报|分解|安排|编制|批复|下达|工作|考核|指标|任务|目标|计划|预算|经费|资金|数|额|表|书|清单"
    "|方案"
)
# 预算表 and 目标任务书 are of plans, 目标任务完成情况表 and 计划执行情况表 of what came of them.
_OF_PLANS = re.compile(
    rf"(?:预算|计划|目标|任务|规划指标)(?:{_PAPERS})*(?:\([^()]*\))*$"
    r"|(?:预计|预测|拟)(?:完成|达到|到位|安排|新增|投入)?(?:[^\0]{0,6}?)(?:数|额|值|情况|统计|汇总|表|安排|计划)+(?:\([^()]*\))*$"
)
# The plan that a return is about.
_NAMED_PAPER = re.compile("《[^》]{0,300}》|[^,。;:]{0,20}(?:计划纲要|行动计划)(?:实施方案)?")


class Spot(NamedTuple):
    """A text in a table and where it stands; row and column count from 0."""

    row: int
    column: int
    text: str


class Dated(NamedTuple):
    """A text that speaks of a time."""

    spot: Spot
    stated: Stated


class Restricted(NamedTuple):
    """A text that says something against numbers."""

    spot: Spot
    said: Caveat


class Measured(NamedTuple):
    """A text that states units."""

    spot: Spot
    said: UnitsSaid


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the texts above and below a table say of all of its values.

    Args:
        subject: the subject that the title names.
        times: the texts of the title that speak of a time.
        units: the texts that state units, above the table and below it.
        notes: the notes that speak of a time.
        caveats: the texts above and below that say that numbers are not what they are headed.
        plans: the titles that say that the table is one of plans, not of what was: 科普经费预算表.
        elsewhere: the text of the title that speaks of a place of another jurisdiction.
        inside: the text of the title that speaks of a place inside a subject.
        beside: the text of the title that names the subject together with words that are not understood.
        named: the text of the title that names the subject.
    """

    subject: str | None = None
    times: tuple[Dated, ...] = ()
    units: tuple[Measured, ...] = ()
    notes: tuple[Dated, ...] = ()
    elsewhere: Spot | None = None
    inside: Spot | None = None
    beside: Spot | None = None
    named: Spot | None = None
    plans: tuple[Spot, ...] = ()
    caveats: tuple[Restricted, ...] = ()

    def unit_of(self, spec: FactSpec) -> tuple[str, tuple[Spot, ...]]:
        """The unit stated for a fact, and where; the words as they stand where they leave open which it is."""
        kept = parse_unit(spec.unit, spec.unit)
        if kept is None or not spec.type.is_number or not self.units:
            return "", ()
        unit = unit_for(kept, [item for measured in self.units for item in measured.said.units])
        unclear = [measured.spot for measured in self.units if measured.said.unclear]
        if unit is None:
            unclear += [measured.spot for measured in self.units if unit_for(kept, measured.said.units) != ""]
        if not unclear:
            return unit or "", ()
        spots = tuple(dict.fromkeys(unclear))
        return "；".join(spot.text.strip() for spot in spots), spots


    def against(self, spec: FactSpec, *, planned: bool) -> tuple[Spot, ...]:
        """The texts that leave open whether numbers are of a fact."""
        return tuple(one.spot for one in self.caveats if one.said.concerns(spec, planned=planned))


NOTHING_AROUND = Surroundings()


def read_surroundings(above: Iterable[Spot], below: Iterable[Spot], subjects: SubjectNames) -> Surroundings:
    """Reads the rows above the header of a table, and the notes below it.

    Args:
        above: the texts above, in order.
        below: the texts of the notes.
        subjects: the names of subjects.
    """
    title, notes = list(joined_labels(above)), list(below)
    # What a formula without a stored result says, nobody knows: ="填报单位:"&IF(…).
    plain = [spot for spot in title if not spot.text.startswith("=")]
    heads = [spot for spot in plain if not is_said(spot.text)]
    named = {spot: subject for spot in heads if (subject := title_subject(spot.text, subjects)[0]) is not None}
    lowest = subjects.lowest(named.values())
    naming = [spot for spot, subject in named.items() if {subject} == lowest]
    brief = [spot for spot in heads if len(spot.text) <= _LONGEST_NAMING]
    blurred = [spot for spot in brief if subjects.is_beside_one(_said_of(spot.text))]
    clear = [spot for spot in naming if spot not in blurred]
    units = [Measured(spot, stated_units(spot.text[:_LONGEST])) for spot in (*title, *notes)]
    return Surroundings(
        subject=lowest.pop() if len(lowest) == 1 else None,
        times=_dated(title),
        units=tuple(measured for measured in units if not measured.said.nothing),
        notes=_dated(notes),
        caveats=(*_restricted(plain, caveat_in_title), *_restricted(notes, caveat_in)),
        plans=tuple(spot for spot in title if is_of_plans(spot.text)),
        elsewhere=next((spot for spot in heads if subjects.is_elsewhere(spot.text)), None),
        named=next(iter(clear or naming), None),
        beside=None if clear else next(iter(blurred), None),
        inside=next((spot for spot in heads if subjects.is_inside_one(spot.text)), None),
    )


def is_of_plans(title: str) -> bool:
    """Whether a title says that its table is one of plans: 科普经费预算表, but not 计划执行情况表."""
    return _OF_PLANS.search(_NAMED_PAPER.sub("", fold_name(title))) is not None


def restricting(names: Iterable[str]) -> tuple[Restricted, ...]:
    """The names of sheet and file that say something against numbers: 2020年（预计）统计表."""
    return tuple(_restricted((Spot(-1, -1, name) for name in names), caveat_in_title))


def _said_of(text: str) -> str:
    """A title without the label in front of it: 填报单位：张店区."""
    return _LABEL.sub("", fold_name(text), count=1)


def _restricted(spots: Iterable[Spot], read: Callable[[str], Caveat | None]) -> Iterator[Restricted]:
    for spot in spots:
        said = read(spot.text)
        if said is not None:
            yield Restricted(spot, said)


def _dated(spots: Iterable[Spot]) -> tuple[Dated, ...]:
    found = [Dated(spot, _stated(spot.text[:_LONGEST])) for spot in spots]
    return tuple(dated for dated in found if dated.stated != Stated())


def _stated(text: str) -> Stated:
    """What a title states of time; a formula without a stored result may state any."""
    return Stated(unclear=(text,)) if text.startswith("=") else stated_years(text)


def joined_labels(spots: Iterable[Spot]) -> Iterable[Spot]:
    """The same texts, a label such as 填报日期： together with the next text of its row."""
    waiting: Spot | None = None
    for spot in spots:
        if waiting is not None and waiting.row == spot.row:
            yield Spot(waiting.row, waiting.column, f"{fold(waiting.text).rstrip(':')}: {spot.text}")
            waiting = None
            continue
        if waiting is not None:
            yield waiting
        waiting = spot if fold_name(spot.text).endswith(":") or is_reporter(spot.text) else None
        if waiting is None:
            yield spot
    if waiting is not None:
        yield waiting


def spots_of(rows: Sequence[Sequence[str]], first: int = 0) -> list[Spot]:
    """The texts of some rows, a text that a merged cell repeats only once.

    Args:
        rows: the rows.
        first: the number of the first of them.
    """
    found = []
    for number, row in enumerate(rows, start=first):
        seen: set[str] = set()
        for column, text in enumerate(row):
            if text and text not in seen:
                seen.add(text)
                found.append(Spot(number, column, text))
    return found
