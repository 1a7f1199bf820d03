"""The cells of a stacked heading → what frames a column: what they say together, and what of them is not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from scilit_rules.facts.among import AMONG
from scilit_rules.facts.cells import fold_name
from scilit_rules.facts.lexicon import Part, is_decoration, is_score, without_ordinal
from scilit_rules.facts.naming import TELLS_HOW, Heading, Headings
from scilit_rules.facts.titles import Spot
from scilit_rules.facts.units import parse_unit
from scilit_rules.facts.years import stated_years, year_before
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import FactType

_PLANNED = re.compile("预算|计划|目标|拟")
_VALUES = frozenset({Part.YEAR_VALUES, Part.NAMED_UNIT, Part.VALUE, Part.SUBJECT_VALUES})
_ONLY_ADDS = _VALUES | {Part.INDICATOR}
_NAMING = frozenset({Part.SUBJECT, Part.SUBJECT_OR_UNIT})
# Above values these name the group of columns: 年度 above 2019年 and 2020年.
_GIVE_WAY = _NAMING | {Part.PERIOD}
_ROLES = frozenset(Part) - _ONLY_ADDS - {Part.FACT}
_OF_A_FACT = re.compile(r"\([^()]*\)|[\[【〔][^\[\]【】〔〕]*[\]】〕]|/[^/]*$")


# 科普经费使用情况 above 到位数 says no more than 科普经费.
_STATE = re.compile("(?:使用|投入|落实|保障|安排|拨付|执行)?(?:情况|状况)$")
_POINTS = re.compile(r"(?:共|满分)?\d+分")


@dataclass(frozen=True, slots=True)
class Frame:
    """What frames the cells of a column.

    Args:
        spots: the cells of its heading, from top to bottom.
        heading: what they say together; None if nothing known.
        rest: the cells that are not understood beside what is.
    """

    spots: tuple[Spot, ...]
    heading: Heading | None = None
    rest: tuple[Spot, ...] = ()

    @property
    def text(self) -> str:
        """The heading as it is written."""
        return " ".join(spot.text for spot in self.spots)

    @property
    def leftover(self) -> str:
        """The words that are not understood."""
        return " ".join(spot.text for spot in self.rest)


class _Piece:
    """One cell of a heading, or several that name one thing together."""

    def __init__(self, spot: Spot, heading: Heading | None) -> None:
        self.spots: tuple[Spot, ...] = (spot,)
        self.heading = heading
        self.key = without_ordinal(fold_name(spot.text))

    @property
    def core(self) -> str:
        """The words that name something, without unit and year in brackets."""
        return _OF_A_FACT.sub("", self.key)

    @property
    def spec(self) -> FactSpec | None:
        return self.heading.spec if self.heading is not None and self.heading.part is Part.FACT else None


def read_frame(spots: Sequence[Spot], headings: Headings) -> Frame:
    """What the cells of one column's heading say together.

    Args:
        spots: the cells, from top to bottom.
        headings: what headings mean.
    """
    cells = tuple(spots)
    if not cells:
        return Frame(())
    if len(cells) == 1:
        return Frame(cells, headings.read(cells[0].text))
    whole = headings.foreign("".join(spot.text for spot in cells))
    if whole is not None:
        return Frame(cells, whole)
    pieces = _joined([_Piece(spot, _heading_of(spot, headings)) for spot in cells], headings)
    if any(is_score(piece.key) for piece in pieces):
        return Frame(cells, Heading(Part.IGNORED))
    return _composed(cells, pieces)


def _heading_of(spot: Spot, headings: Headings) -> Heading | None:
    """What a cell of a stacked heading says, be it but the year or unit of a category: 2020年完成情况, 经费(万元)."""
    found = headings.read(spot.text)
    if found is not None:
        return found
    before = year_before(spot.text)
    if before is not None and is_decoration(before[1], above=True, planned=True):
        return Heading(Part.YEAR_VALUES, year=before[0].year, back=before[0].back)
    key = without_ordinal(fold_name(spot.text))
    tails = _OF_A_FACT.findall(key)
    if not tails or not is_decoration(_OF_A_FACT.sub("", key), above=True, planned=True):
        return None
    whole: Heading | None = Heading(Part.NAMED_UNIT)
    for tail in tails:
        whole = headings.with_tail(whole, tail) if whole is not None else None
    return whole if whole is None or whole.unit or whole.year or whole.back is not None else None


def _joined(pieces: list[_Piece], headings: Headings) -> list[_Piece]:
    """Pieces of which some name a fact only together: 科普经费 above 实际到位, 人口 above 常住."""
    for low in reversed(range(1, len(pieces))):
        for high in reversed(range(low)):
            upper, lower = pieces[high], pieces[low]
            names_alone = lower.spec is not None or (lower.heading is not None and lower.heading.part is not Part.VALUE)
            if names_alone or not upper.core or not lower.core:
                continue
            plain = _STATE.sub("", upper.core)
            found = headings.exact(plain + lower.core) or headings.exact(lower.core + plain)
            found = found or headings.exact(upper.core + lower.core) or headings.exact(lower.core + upper.core)
            whole = None if found is None else _with_tails(found, (upper, lower), headings)
            if whole is not None:
                one = _Piece(lower.spots[0], whole)
                one.spots = (*upper.spots, *lower.spots)
                return _joined([*pieces[:high], *pieces[high + 1 : low], one, *pieces[low + 1 :]], headings)
    return pieces


def _with_tails(found: Heading, pieces: Sequence[_Piece], headings: Headings) -> Heading | None:
    """What cells name together with the units and years that they add in brackets; None if these do not fit."""
    whole: Heading | None = found
    for piece in pieces:
        for tail in _OF_A_FACT.findall(piece.key):
            whole = headings.with_tail(whole, tail) if whole is not None else None
    return whole


def _composed(cells: tuple[Spot, ...], pieces: list[_Piece]) -> Frame:
    """One heading of all pieces, the lowest that names a fact or a role deciding which."""
    known = [piece for piece in pieces if piece.heading is not None]
    if not known:
        return Frame(cells)
    # 名称 below another heading is the name of what that says.
    known = [piece for piece in known if piece.core != "名称"] or known
    fact = next((piece for piece in reversed(known) if piece.spec is not None), None)
    role = _role(known, fact)
    leader = role or fact or known[-1]
    rest = _not_understood(pieces, fact, role)
    assert leader.heading is not None
    heading = leader.heading
    if role is not None and fact is not None:
        heading = replace(heading, spec=fact.spec)
    for piece in known:
        if piece is leader or piece.heading is None:
            continue
        if _contradict(heading, piece.heading):
            rest += piece.spots
        else:
            heading = _completed(heading, piece.heading)
    if heading.part is Part.NAMED_UNIT and (heading.year is not None or heading.back is not None):
        heading = replace(heading, part=Part.YEAR_VALUES)
    return Frame(cells, heading, tuple(sorted(set(rest))))


def _completed(heading: Heading, other: Heading) -> Heading:
    return replace(
        heading,
        unit=heading.unit or other.unit,
        year=heading.year or other.year,
        back=other.back if heading.back is None else heading.back,
        subject=heading.subject or other.subject,
    )


def _role(known: Sequence[_Piece], fact: _Piece | None) -> _Piece | None:
    """The piece that says that its column holds something beside a value, or who or what its rows are about."""
    values = [number for number, piece in enumerate(known) if piece is fact or _part(piece) in _VALUES]
    last = max(values, default=-1)
    roles = [piece for number, piece in enumerate(known) if _part(piece) in _ROLES
             and not (number < last and _part(piece) in _GIVE_WAY)]
    ignored = [piece for piece in roles if _part(piece) is Part.IGNORED]
    if ignored or not roles:
        return ignored[0] if ignored else None
    names_only = _part(roles[-1]) in _NAMING and len(roles) > 1 and _part(roles[-2]) not in _GIVE_WAY
    return roles[-2] if names_only else roles[-1]


def _part(piece: _Piece) -> Part | None:
    return piece.heading.part if piece.heading is not None else None


def _not_understood(pieces: Sequence[_Piece], fact: _Piece | None, role: _Piece | None) -> list[Spot]:
    """The cells that may change what the values are and are neither the fact, nor a role, nor mere decoration."""
    planned = fact is not None and fact.spec is not None and is_planned(fact.spec)
    place = len(pieces) if fact is None else pieces.index(fact)
    rest: list[Spot] = []
    for number, piece in enumerate(pieces):
        if piece is fact or piece is role:
            continue
        part = _part(piece)
        if part is None or (part is Part.VALUE and planned):
            above = number < place
            adds_nothing = is_decoration(piece.core, above=above, planned=planned) or _counts(piece, fact)
            understood = (adds_nothing or _repeats(piece, fact, above=above)) and _explains(piece)
        elif part is Part.FACT:
            understood = fact is None or _leads_to(piece, fact)
        else:
            understood = part is not Part.UNCLEAR and (part in _ONLY_ADDS or part in _GIVE_WAY or role is not None)
            understood = understood and not (piece.core == "名称" and fact is not None)
        if not understood:
            rest += piece.spots
    return rest


def _repeats(piece: _Piece, fact: _Piece | None, *, above: bool) -> bool:
    """Whether a cell only repeats some words of the names of the fact: 场馆 above 科普场馆数.

    Below the fact it must leave nothing of it that narrows it: 小学 is a part of 中小学校总数.
    """
    spec = None if fact is None else fact.spec
    if spec is None or len(piece.core) < 2:
        return False
    names = [fold_name(name) for name in (spec.title.zh, *spec.aliases) if piece.core in fold_name(name)]
    return any(above or is_decoration(name.replace(piece.core, "", 1), above=True, planned=False) for name in names)


def _explains(piece: _Piece) -> bool:
    """Whether what a category has in brackets changes nothing: points and plain words, not 经费(上级)."""
    tails = (tail.strip("()[]【】〔〕/") for tail in _OF_A_FACT.findall(piece.key))
    return all(_POINTS.fullmatch(tail) or is_decoration(tail, above=True, planned=True) or _is_plain_unit(tail)
               or TELLS_HOW.fullmatch(tail)
               for tail in tails)


def _is_plain_unit(text: str) -> bool:
    unit = parse_unit(text)
    return unit is not None and not unit.power


def _counts(piece: _Piece, fact: _Piece | None) -> bool:
    """Whether a cell says no more than what the fact counts: 人数 below 常住人口, not below 培训人次."""
    spec = None if fact is None else fact.spec
    counted = parse_unit(piece.core.removesuffix("数")) if piece.core.endswith("数") else None
    return spec is not None and counted is not None and counted == parse_unit(spec.unit)


def _leads_to(upper: _Piece, lower: _Piece) -> bool:
    """Whether a fact above another is but its category: its words are in the other's, or it is of another measure."""
    one, other = upper.spec, lower.spec
    if one is None or other is None or one == other:
        return True
    if parse_unit(one.unit, one.unit) != parse_unit(other.unit, other.unit):
        return True
    letters = iter(lower.core)
    return all(letter in letters for letter in upper.core)


def _contradict(one: Heading, other: Heading) -> bool:
    """Whether two parts of a heading give different years, units or subjects."""
    units = {unit for unit in (parse_unit(one.unit), parse_unit(other.unit)) if unit is not None}
    years = {(heading.year, heading.back) for heading in (one, other)} - {(None, None)}
    subjects = {one.subject, other.subject} - {None}
    return len(units) > 1 or len(years) > 1 or len(subjects) > 1


_TOTAL = re.compile("(?:合计|总计|共计|小计|总额|总数)(?:数|金额)?(?:\\([^()]*\\))?")


def with_parts_shown(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """The same frames, each amount in doubt of which parts are shown that nobody understands.

    Beside 其中:上级拨付 the whole is not what the level's own treasury paid, whatever it is headed.
    """
    return tuple(replace(frame, rest=(*frame.rest, *_parts_of(frame, frames[index + 1 :])))
                 if _is_amount(frame) and not frame.rest else frame for index, frame in enumerate(frames))


def _is_amount(frame: Frame) -> bool:
    spec = frame.heading.spec if frame.heading is not None and frame.heading.part is Part.FACT else None
    return spec is not None and spec.type is FactType.AMOUNT


def _parts_of(whole: Frame, others: Sequence[Frame]) -> tuple[Spot, ...]:
    """The headings of the parts of a total that stand right of it and are not understood."""
    is_total = len(whole.spots) > 1 and _TOTAL.fullmatch(fold_name(whole.spots[-1].text)) is not None
    parts = []
    for other in others:
        together = len(other.spots) > 1 and other.spots[0].text == whole.spots[0].text
        among = bool(other.spots) and AMONG.match(fold_name(other.spots[-1].text)) is not None
        if not (together or among):
            break
        understood = other.heading is not None and not other.rest
        if not understood and (among or is_total):
            parts.append(other.spots[-1])
    return tuple(parts)


def is_planned(spec: FactSpec) -> bool:
    """Whether a fact is itself a plan, such as a budget."""
    return _PLANNED.search(spec.title.zh) is not None


def speaks_of_time(words: str) -> bool:
    """Whether words that are not understood can be about when: then even the year of the values is open."""
    return not stated_years(words).nothing or re.search("[年月季期]", words) is not None
