"""What authors write of time → schedules, with the days on which things are due."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.shapes import EveryShape, YearlyShape
from scilit_rules.model.obligation import DayOfYear, Schedule
from scilit_rules.model.timeline import Timeline
from scilit_rules.model.words import During, ScheduleKind, Term

SCHEDULES = ("by", "in", "during", "yearly", "every")


@dataclass(frozen=True, slots=True)
class Timing:
    """Reads schedules of one obligation.

    Args:
        timeline: the time of the plan.
        bearer: where the obligation itself is written, told where its schedule is adopted from elsewhere.
        faults: takes what is wrong.
    """

    timeline: Timeline
    bearer: Spot
    faults: Faults

    def read(self, name: str, value: Any, spot: Spot) -> Schedule | None:
        """A schedule, or None with what is wrong noted.

        Args:
            name: its key.
            value: what is written behind it, in its shape.
            spot: where.
        """
        return _READERS[name](self, value, spot)

    def _by(self, day: date, spot: Spot) -> Schedule | None:
        if not self._has_year(day.year, spot) or not self._can_be_kept(day, spot):
            return None
        return Schedule(ScheduleKind.BY, day, self.timeline.first, day.year)

    def _in(self, year: int, spot: Spot) -> Schedule | None:
        end = date(year, 12, 31) if self._has_year(year, spot) else None
        if end is None or not self._can_be_kept(end, spot):
            return None
        return Schedule(ScheduleKind.IN, end, year, year)

    def _during(self, sort: During, spot: Spot) -> Schedule:
        time = self.timeline
        starts = {During.ORGANISATION: time.organised_by, During.ONGOING: time.under_way_by}
        return Schedule(ScheduleKind.DURING, time.ends, time.first, time.last, starts=starts[sort])

    def _yearly(self, said: YearlyShape, spot: Spot) -> Schedule | None:
        time, first = self.timeline, said.first
        day = None if said.by is None else DayOfYear(*map(int, said.by.split("-")))
        if first is not None:
            due = date(first, 12, 31) if day is None else day.of(first)
            if not self._has_year(first, spot.at("first")) or not self._can_be_kept(due, spot.at("first")):
                return None
        begins = time.first_full_year if first is None else first
        if day is not None and day.of(begins) < time.issued:
            self._note_never_due(time.full_year_after_issue, spot)
            return None
        return Schedule(ScheduleKind.YEARLY, time.ends, begins, time.last, day=day)

    def _every(self, said: EveryShape, spot: Spot) -> Schedule | None:
        time, term, step = self.timeline, said.term, said.years or 1
        if said.first is not None:
            year = spot.at("first")
            if not self._has_year(said.first, year) or not self._can_be_kept(date(said.first, 12, 31), year):
                return None
            return Schedule(ScheduleKind.EVERY, time.ends, said.first, time.last, step, term=term)
        full_year = time.first_school_year if term is Term.SCHOOL_YEAR else time.full_year_after_issue
        first = full_year + step - 1
        if first > time.last:
            self._note_never_due(first, spot)
            return None
        return Schedule(ScheduleKind.EVERY, time.ends, first, time.last, step, term=term)

    def _note_never_due(self, first: int, spot: Spot) -> None:
        others = self._elsewhere(spot)
        self.faults.add(spot.problem("never-due", others=others, first=str(first), last=str(self.timeline.last)))

    def _has_year(self, year: int, spot: Spot) -> bool:
        first, last = self.timeline.first, self.timeline.last
        if not first <= year <= last:
            self.faults.add(spot.problem("year-outside-plan", others=self._elsewhere(spot), year=str(year),
                                         first=str(first), last=str(last)))
        return first <= year <= last

    def _can_be_kept(self, due: date, spot: Spot) -> bool:
        """Whether something can still be done about a date once the plan is known."""
        issued = self.timeline.issued
        kept = self.timeline.assumed or due >= issued
        if not kept:
            self.faults.add(spot.problem("due-before-issue", others=self._elsewhere(spot), due=due, issued=issued))
        return kept

    def _elsewhere(self, spot: Spot) -> list[Any]:
        return [] if spot.document is self.bearer.document else [self.bearer.place]


_READERS: Mapping[str, Callable[[Timing, Any, Spot], Schedule | None]] = {
    "by": Timing._by, "in": Timing._in, "during": Timing._during, "yearly": Timing._yearly, "every": Timing._every,
}
