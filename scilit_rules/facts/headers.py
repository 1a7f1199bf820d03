"""Which rows of a table are its header, and the frame that they give to each column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scilit_rules.facts.cells import NOTHING, fold, fold_name, spelled
from scilit_rules.facts.frames import Frame, read_frame, with_parts_shown
from scilit_rules.facts.lexicon import Part
from scilit_rules.facts.naming import Headings
from scilit_rules.facts.reading import read_value
from scilit_rules.facts.senders import is_reporter
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.titles import Spot, joined_labels, spots_of
from scilit_rules.facts.units import parse_unit
from scilit_rules.facts.years import stated_years
from scilit_rules.model.grid import Cell

_HEADER_ROWS = 30
_TALLEST = 4
_LONGEST_CATEGORY = 16
_NUMBER = re.compile(r"[-+]?[\d.,]+%?")
_NUMBER_WITH = re.compile(r"\D{0,3}[\d.,]+\s*(\D*?)(?:余|多|左右|以上|以下|以内|[+?%])*")
_LONGEST_TITLE = 400
_SAYS = re.compile(r"[^():]*(?:\([^()]*\))?\s*:.*\S.*")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_TITLE = re.compile(r".*(?:表|附件\d*|附表\d*|台账|汇总|名单)(?:\([^()]*\))?|附[件表].*")
_NAMES_ROWS = frozenset({Part.SUBJECT, Part.SUBJECT_OR_UNIT, Part.INDICATOR})
_OF_VALUES = frozenset({Part.FACT, Part.VALUE, Part.YEAR_VALUES, Part.SUBJECT_VALUES, Part.NAMED_UNIT})
_LABELS = frozenset({Part.PERIOD, Part.SUBJECT, Part.SUBJECT_OR_UNIT, Part.UNIT})
_BESIDE_UNITS = frozenset({"", "-", "—", "/", "单位", "计量单位", "(单位)", "(计量单位)", "单位:"})
_SAID = frozenset({Part.YEAR_VALUES, Part.NAMED_UNIT, Part.SUBJECT_VALUES})

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Args:
        start: the number of its first row, from 0.
        height: how many rows it has.
        frames: what it says of each column.
    """

    start: int
    height: int
    frames: tuple[Frame, ...]

    @property
    def first(self) -> int:
        """The number of the first row below it."""
        return self.start + self.height


def written(cell: object) -> str:
    """A cell as a heading: a formula whose result is not stored stands for a heading that nobody can read."""
    if isinstance(cell, Cell) and cell.value is None and cell.formula:
        return cell.formula if cell.formula.startswith("=") else f"={cell.formula}"
    return spelled(cell).strip()  # type: ignore[arg-type]  # rows hold cells only


def headers(rows: Rows, headings: Headings, subjects: SubjectNames) -> Iterator[Header]:
    """The rows that can be the header of a table, with all that belongs to each.

    Args:
        rows: the first rows of the table, as texts.
        headings: what headings mean.
        subjects: the names of subjects.
    """
    for start in range(min(len(rows), _HEADER_ROWS)):
        if not _can_begin(rows[start]) or _is_labelled(rows, start, headings):
            continue
        for height in _heights(rows, start, headings):
            if not _is_wide_enough(rows, start, height, headings):
                continue
            top = _raised(rows, start, headings, subjects)
            yield _header(rows, top, start + height - top, headings)


def _is_wide_enough(rows: Rows, start: int, height: int, headings: Headings) -> bool:
    """Whether a header has a heading for more than one column, if the rows below it have more; a title has not."""
    texts = [text for text in rows[start] if text]
    if len(set(texts)) >= min(2, _widest(rows[start + height :])):
        return True
    merged_over_parts = len(texts) > 1 and height > 1 and len(set(rows[start + height - 1])) > 1
    return merged_over_parts and headings.fact(texts[0]) is not None


def is_title(row: Sequence[str]) -> bool:
    """Whether a row says who reports and when, as 填报单位(盖章):张店区, rather than heading columns."""
    spots = list(joined_labels(spots_of([row])))
    return bool(spots) and all(_SAYS.fullmatch(fold(spot.text)[:_LONGEST_TITLE]) for spot in spots)


def is_number(text: str) -> bool:
    """Whether a text is a number that is no year."""
    return _NUMBER.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


def _can_begin(row: Sequence[str]) -> bool:
    return any(row) and not any(is_number(text) for text in row) and not is_title(row)


def _is_labelled(rows: Rows, number: int, headings: Headings) -> bool:
    """Whether a row is a label and what it says of the table below, as 年度 | 2019, rather than headings of columns."""
    spots = spots_of([rows[number]])
    if len(spots) != 2 or spots[0].column + 1 != spots[1].column or number + 1 == len(rows):
        return False
    label, said = (headings.read(spot.text) for spot in spots)
    below = rows[number + 1]
    under = below[spots[0].column] if spots[0].column < len(below) else ""
    stands_alone = under not in ("", spots[0].text)
    return (stands_alone and label is not None and label.part in _LABELS
            and (is_reporter(spots[0].text) if said is None else said.part in _SAID))


def _widest(rows: Rows) -> int:
    return max((sum(1 for text in row if text) for row in rows[:10]), default=1)


def _heights(rows: Rows, start: int, headings: Headings) -> range:
    """How many rows a header that begins at a row has at least and at most."""
    least = most = 1
    for height in range(1, min(_TALLEST, len(rows) - start)):
        extends = _extends(rows[start + height], rows[start : start + height], headings)
        if extends is None:
            break
        least = height + 1 if extends and least == height else least
        most = height + 1
    return range(least, most + 1)


def _extends(row: Sequence[str], above: Rows, headings: Headings) -> bool | None:
    """Whether a row is a further row of the header above it: True for surely, False for perhaps, None for not."""
    texts = [text for text in row if text]
    if not texts or any(is_number(text) for text in texts):
        return None
    naming = _naming_columns(above, headings)
    if _names_units(row, naming):
        return True
    cells = [row[index] if index < len(row) else "" for index in naming]
    over = [_above(above, index) for index in naming]
    if not all(_goes_on(cell, upper, headings) for cell, upper in zip(cells, over, strict=True)):
        return None
    if any(text and text == _above(above, index) for index, text in enumerate(row)):
        # Only a cell merged downwards repeats the heading of its column.
        return True
    if any(_is_value_like(text, headings) for text in texts):
        return None
    grouped = any(text and _is_merged_across(above[-1], index) for index, text in enumerate(row))
    if (naming or grouped) and not any(cells):
        return _names_no_row(row, above, headings)
    heading_like = [text for text in texts if headings.read(text) is not None or text in above[0]]
    return False if 2 * len(heading_like) >= len(texts) else None


def _names_units(row: Sequence[str], naming: Sequence[int]) -> bool:
    """Whether a row gives but the units of the columns: — | 人 | 万元, or 计量单位 | （人） | （万元）."""
    named = {fold_name(row[index]) for index in naming if index < len(row)}
    units = [text for index, text in enumerate(row) if text and index not in naming]
    return (named <= _BESIDE_UNITS and any(parse_unit(_bare_unit(text)) is not None for text in units)
            and all(fold_name(text) in _BESIDE_UNITS or text.startswith("=") or parse_unit(_bare_unit(text)) is not None
                    for text in units))


def _bare_unit(text: str) -> str:
    return fold_name(text).strip("()[]【】〔〕").removeprefix("单位:")


def _names_no_row(row: Sequence[str], above: Rows, headings: Headings) -> bool | None:
    """Whether a row that names nothing goes on with the header: it has words where values would be, and no value."""
    values = 0
    for index, text in enumerate(row):
        over = _above(above, index)
        heading = headings.read(over) if over else None
        if not text or text == over:
            continue
        if heading is not None and heading.spec is not None and heading.part is Part.FACT:
            read = read_value(text, heading.spec)
            if read.value is not None or read == NOTHING or (read.doubt is None and read.rules):
                return None
        values += heading is None or heading.part in _OF_VALUES
    return True if values else None


def _naming_columns(above: Rows, headings: Headings) -> list[int]:
    """The columns whose headings say that they name what the rows are about."""
    found = []
    for index, text in enumerate(above[0]):
        heading = headings.read(text) if text else None
        if heading is not None and heading.part in _NAMES_ROWS:
            found.append(index)
    return found


def _above(above: Rows, index: int) -> str:
    return next((row[index] for row in reversed(above) if index < len(row) and row[index]), "")


def _goes_on(cell: str, upper: str, headings: Headings) -> bool:
    """Whether a cell below the heading of subjects or indicators can be a heading, too."""
    if cell in ("", upper):
        return True
    heading = headings.read(cell)
    return heading is not None and heading.part not in (Part.FACT, Part.UNCLEAR, Part.SUBJECT_VALUES)


def _is_merged_across(row: Sequence[str], index: int) -> bool:
    here = row[index] if index < len(row) else ""
    before = row[index - 1] if 0 < index <= len(row) else ""
    behind = row[index + 1] if index + 1 < len(row) else ""
    return bool(here) and here in (before, behind)


def _is_value_like(text: str, headings: Headings) -> bool:
    """Whether a text is a number with its unit, or roughly one; 18岁以上 and 2019年 are none."""
    if text.startswith("="):
        return True
    found = _NUMBER_WITH.fullmatch(fold(text))
    if found is None or headings.read(text) is not None or not stated_years(text).nothing:
        return False
    unit = found.group(1).strip()
    return not unit or parse_unit(unit) is not None


def _raised(rows: Rows, start: int, headings: Headings, subjects: SubjectNames) -> int:
    """The first row of a header, with the rows of categories above it that frame only some of its columns."""
    top = start
    while top and start - top < _TALLEST - 1 and not _is_labelled(rows, top - 1, headings):
        if not _groups_columns(rows[top - 1], rows[start], headings, subjects):
            break
        top -= 1
    return top


def _groups_columns(row: Sequence[str], below: Sequence[str], headings: Headings, subjects: SubjectNames) -> bool:
    spots = spots_of([row])
    if any(text and text == other for text, other in zip(row, below, strict=False)):
        # A heading merged down from that row.
        return True
    if not spots or is_title(row) or any(is_number(spot.text) for spot in spots):
        return False
    if not _names_columns_only(below, row, headings):
        return False
    if len(spots) > sum(1 for text in below if text):
        return False
    if any(_is_of_title(spot.text, headings) for spot in spots):
        return False
    named = {subjects.resolve(spot.text) for spot in spots} - {None}
    if len(named) == 1:
        return False
    if len(spots) > 1:
        return True
    used = next(index for index, text in enumerate(below) if text)
    spans = sum(1 for text in row if text == spots[0].text)
    return spots[0].column > used and spans > 1


def _names_columns_only(row: Sequence[str], above: Sequence[str], headings: Headings) -> bool:
    """Whether a row holds no record of a header above it: under 单位 and 指标 stands no subject and no indicator."""
    cells = [(row[index] if index < len(row) else "", above[index]) for index in _naming_columns([above], headings)]
    named = [heading for text in row if text and (heading := headings.read(text)) is not None]
    if len([heading for heading in named if heading.part is Part.FACT]) > 1 and len(named) == len([*filter(None, row)]):
        # Several facts side by side are headings, whatever stands above them.
        return True
    return all(_goes_on(cell, upper, headings) for cell, upper in cells)


def _is_of_title(text: str, headings: Headings) -> bool:
    plain = fold(text)
    if headings.read(text) is not None:
        return False
    return len(plain) > _LONGEST_CATEGORY or ":" in plain or _TITLE.fullmatch(fold_name(text)) is not None


def _header(rows: Rows, start: int, height: int, headings: Headings) -> Header:
    naming = _naming_columns(rows[start : start + 1], headings)
    window = [row if number == 0 or not _names_units(row, naming) else _without(row, naming)
              for number, row in enumerate(rows[start : start + height])]
    width = max(len(row) for row in window)
    filled = [*_all_filled(window[:-1], width), window[-1]]
    columns = [_cells(filled, index, start) for index in range(width)]
    return Header(start, height, with_parts_shown([read_frame(cells, headings) for cells in columns]))


def _without(row: Sequence[str], columns: Sequence[int]) -> list[str]:
    """A row of units without the word that says that it is one."""
    return ["" if index in columns else text for index, text in enumerate(row)]


def _all_filled(rows: Rows, width: int) -> list[list[str]]:
    """Header rows of a width in which each merged cell has its text in all of its columns.

    A cell ends at the latest where the one above it does.
    """
    filled: list[list[str]] = []
    for row in rows:
        padded = [*row, *[""] * (width - len(row))]
        filled.append(_filled(padded, filled[-1] if filled else ()))
    return filled


def _filled(row: Sequence[str], above: Sequence[str]) -> list[str]:
    """One header row; where merged cells repeat their text already, a blank is one."""
    if any(one and one == other for one, other in pairwise(row)):
        return list(row)
    ends = {column for column, (one, other) in enumerate(pairwise(above), start=1) if one != other}
    filled, last = [], ""
    for column, text in enumerate(row):
        last = text if text or column in ends else last
        filled.append(last)
    return filled


def _cells(window: Rows, index: int, start: int) -> list[Spot]:
    """The cells of one column's heading, each text once."""
    found: dict[str, Spot] = {}
    for number, row in enumerate(window):
        text = row[index] if index < len(row) else ""
        if text:
            found.setdefault(text, Spot(start + number, index, text))
    return list(found.values())
