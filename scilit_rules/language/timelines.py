"""The head of a plan.yaml → the time of its plan, as far as it makes sense."""

from __future__ import annotations

from datetime import date

from scilit_rules.language.document import Document, Spot
from scilit_rules.language.faults import Faults
from scilit_rules.model.timeline import Timeline


def read_timeline(document: Document | None, faults: Faults) -> Timeline | None:
    """The time of a plan, even where other parts of its head are wrong; None where its years could not be read.

    Args:
        document: its plan.yaml.
        faults: takes a date of issue or a base year that can't be true beside the years.
    """
    top = None if document is None else document.top
    years = None if top is None else _years(top.at("years"), faults)
    if top is None or years is None:
        return None
    issued, base = top.at("document").at("issued"), top.at("base")
    if isinstance(issued.value, date) and issued.value > date(years[1], 12, 31):
        faults.add(issued.problem("issued-after-plan", issued=issued.value, last=str(years[1])))
        return None
    if type(base.value) is int and not 1900 <= base.value < years[0]:
        faults.add(base.problem("base-too-late", base=str(base.value), first=str(years[0])))
        return None
    day = issued.value if isinstance(issued.value, date) else None
    return Timeline.of(years, day, base.value if type(base.value) is int else None)


def _years(spot: Spot, faults: Faults) -> tuple[int, int] | None:
    years = None if faults.is_partly_read(spot.place) else spot.value
    if isinstance(years, list) and len(years) == 2 and all(type(year) is int for year in years):
        return (years[0], years[1]) if 1900 <= years[0] <= years[1] <= 2200 else None
    return None
