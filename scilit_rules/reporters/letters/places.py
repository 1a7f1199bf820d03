"""Where something stands, as a letter says it: the file by its name, the sheet, the cell."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from scilit_rules.messages import say
from scilit_rules.model.place import Place


def file_in_words(source: str) -> str:
    """A file by its name; an address as it is."""
    name = source if "://" in source else PurePath(source).name
    return say("letters.place.file", "zh", file=name)


def sheet_in_words(place: Place) -> str:
    """The file, and the sheet where it has sheets."""
    file = file_in_words(place.source)
    return file if place.sheet is None else say("letters.place.sheet", "zh", file=file, sheet=place.sheet)


def spot_in_words(place: Place) -> str:
    """Where in its file or sheet something stands; nothing where that is not said."""
    if place.cell is not None:
        return place.cell
    if place.line is not None and place.column is not None:
        return say("letters.place.field", "zh", line=place.line, column=place.column)
    if place.line is not None:
        return say("letters.place.line", "zh", line=place.line)
    return str(place).removeprefix(place.source).strip(" #:")


def cells_in_words(places: Iterable[Place], *, of_one_file: bool = False) -> list[str]:
    """Cells, those of one sheet together and as one comes to them in it from the top.

    Args:
        places: the cells.
        of_one_file: whether the file is named elsewhere, for all of them.
    """
    spots: dict[str, dict[str, None]] = {}
    for place in sorted(places, key=lambda place: place.order):
        sheet = say("letters.place.sheet", "zh", file="", sheet=place.sheet) if place.sheet else ""
        named = sheet if of_one_file else sheet_in_words(place)
        spots.setdefault(named, {})[spot_in_words(place)] = None
    return [sheet + "、".join(filter(None, found)) for sheet, found in spots.items()]
