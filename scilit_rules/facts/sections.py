"""Rows of one text between the records of a table, such as 2019年 or 单位：万元: they frame the rows below."""

from __future__ import annotations

import re
from typing import NamedTuple

from scilit_rules.facts.cells import fold_name, spelled
from scilit_rules.facts.lexicon import without_ordinal
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.times import Time, Times
from scilit_rules.facts.titles import Measured, Spot
from scilit_rules.facts.unit_lines import stated_units
from scilit_rules.facts.years import stated_years, year_alone
from scilit_rules.model.fact import Period
from scilit_rules.model.grid import GridRow
from scilit_rules.model.place import Place

_LONGEST = 60
_AROUND_NAMES = re.compile(r"\(.*\)|:.*|(?:所辖|各|下辖)?(?:[市县区]{1,2}|功能区)?(?:情况|部分)?$")
_LABEL = re.compile(r"(?:附(?:[件表录]\d*)?|其中|另|注|参考|对照|对比)[:、]?")
_CITY = re.compile("[^,;。:()与和对除及]{3,12}[市省州盟]")


class Section(NamedTuple):
    """What a row says of the records below it.

    Args:
        text: what stands in it.
        time: the year that it states, or what is unclear about it; None if it states none.
        measured: the units that it states, or None.
    """

    text: str
    time: Time | None = None
    measured: Measured | None = None


def only_text(row: GridRow) -> str:
    """The one text of a row that has no other, merged or not; empty for any other row."""
    only = ""
    for cell in row:
        text = spelled(cell).strip()
        if text and only and text != only:
            return ""
        only = only or text
    return only


def names_another_city(text: str, names: SubjectNames) -> bool:
    """Whether the one text of a row is the name of a province or prefecture of others: the rows below are in it."""
    key = _LABEL.sub("", without_ordinal(fold_name(text)))
    bare = _AROUND_NAMES.sub("", key)
    return any(map(names.is_superior_elsewhere, (key, bare))) or (
        _CITY.fullmatch(key) is not None and names.names_others(key) and not names.names_ours(key))


def read_section(text: str, spot: Spot, place: Place, usual: Time, times: Times) -> Section:
    """What the one text of a row says of the records below it.

    Args:
        text: the text.
        spot: where it stands.
        place: the same for people.
        usual: the time of the table.
        times: the years that data may speak of.
    """
    short = without_ordinal(text)[:_LONGEST]
    said = stated_units(short)
    measured = None if said.nothing else Measured(spot, said)
    return Section(text, _time(short, place, usual, times), measured)


def _time(text: str, place: Place, usual: Time, times: Times) -> Time | None:
    alone = year_alone(text)
    if alone is not None and alone.back is not None:
        return times.shifted(usual, alone.back)
    stated = stated_years(text)
    if stated.nothing:
        return None
    if len(stated.years) == 1 and not stated.unclear and not stated.spans:
        return times.bounded(Period(next(iter(stated.years))))
    return Time(None, "year-unclear", text, (place,))
