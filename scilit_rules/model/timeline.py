"""The time of a plan: its years, when it was issued, and what follows from that for duties without a date."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_MONTHS_OF_GRACE = 6


@dataclass(frozen=True, slots=True)
class Timeline:
    """The time of a plan.

    Args:
        first: the first year that it covers.
        last: the last year that it covers.
        issued: when it was issued; for a text that does not say, see `of`.
        assumed: whether the text does not say when it was issued.
        base: the year that growth is counted from.
    """

    first: int
    last: int
    issued: date
    assumed: bool
    base: int

    @classmethod
    def of(cls, years: tuple[int, int], issued: date | None = None, base: int | None = None) -> Timeline:
        """The time of a plan as it is written.

        Args:
            years: the first and the last year that it covers.
            issued: when it was issued; the last day of its first year if left out.
            base: the year that growth is counted from; the year before its first if left out.
        """
        first, last = years
        day = date(first, 12, 31) if issued is None else issued
        return cls(first, last, day, issued is None, first - 1 if base is None else base)

    @property
    def starts(self) -> date:
        """The first day of the plan."""
        return date(self.first, 1, 1)

    @property
    def ends(self) -> date:
        """The last day of the plan."""
        return date(self.last, 12, 31)

    @property
    def full_year_after_issue(self) -> int:
        """The first year in which the plan is in force from the first day on; may lie behind its last."""
        return max(self.issued.year + 1, self.first)

    @property
    def first_full_year(self) -> int:
        """The same, but the last year of the plan where it was issued so late that it has no full one."""
        return min(self.full_year_after_issue, self.last)

    @property
    def organised_by(self) -> date:
        """From when on an organisation that the plan rests on can be missed.

        That is the end of the year of issue, but not before six months have passed, and within the plan.
        """
        return self._within(max(date(self.issued.year, 12, 31), _months_after(self.issued, _MONTHS_OF_GRACE)))

    @property
    def under_way_by(self) -> date:
        """From when on work that goes on can be missed: the end of the first full year after issue."""
        return date(self.first_full_year, 12, 31)

    @property
    def first_school_year(self) -> int:
        """The year in which the first full school year after issue ends."""
        begins = max(self.issued, self.starts)
        return begins.year + (1 if begins <= date(begins.year, 9, 1) else 2)

    def _within(self, day: date) -> date:
        return min(max(day, self.starts), self.ends)


def _months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of that month where it has fewer days."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
