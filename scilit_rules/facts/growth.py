"""How much a fact has grown or shrunk since the year that it is held against."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Protocol

from scilit_rules.facts.derived import EXACT
from scilit_rules.facts.found import Found, Moment, doubts_of, unknown_because
from scilit_rules.model.fact import Fact, Interval
from scilit_rules.model.operators import Growth
from scilit_rules.model.text import Message, Text
from scilit_rules.model.vocabulary import FactSpec, Vocabulary
from scilit_rules.model.words import Against, Reason


class Years(Protocol):
    """What is asked of a fact book."""

    vocabulary: Vocabulary

    def find(self, subject_id: str, name: str, moment: Moment) -> Found:
        """The value of a fact."""

    def in_year(self, subject_id: str, name: str, as_of: date, year: int) -> Found:
        """The value of one year."""

    def name_of(self, subject_id: str) -> Text:
        """What people call a subject."""


def change(subject_id: str, spec: FactSpec, moment: Moment, growth: Growth, known: Years, *, upward: bool) -> Found:
    """The value of a year minus that of an earlier one, or the bounds of that; see `FactBook.change`."""
    year = moment.year
    if not moment.exact:
        newest = known.find(subject_id, spec.name, moment)
        if newest.value is None:
            return _with_earlier(newest, subject_id, spec, moment, growth, known)
        year = max((fact.period.year for fact in newest.facts), default=year)
    base = growth.base
    if growth.against is Against.SINCE_BASE and base is not None:
        # A value of the base year itself shows no growth: one of a later year is wanted, but none of a year that is
        # not asked about.
        later = year if year > base else max(moment.year, base + 1)
        if moment.exact and year <= base:
            return _too_early(subject_id, spec, year, base, known)
        return _Series(subject_id, spec, moment.as_of, known).step(later, base)
    series = _Series(subject_id, spec, moment.as_of, known)
    return series.twice(year, upward=upward) if growth.against is Against.TWO_YEARS else series.step(year, year - 1)


def _too_early(subject_id: str, spec: FactSpec, year: int, base: int, known: Years) -> Found:
    told = {"title": spec.title, "subject": known.name_of(subject_id), "year": year, "base": base}
    return Found(None, (), Reason.MISSING, Message("facts.growth-too-early", told), (), (spec.name,))


def _with_earlier(newest: Found, subject_id: str, spec: FactSpec, moment: Moment, growth: Growth,
                  known: Years) -> Found:
    """An answer without value of the newest year, with what can't be used of the year that it is held against."""
    year = max((doubt.period.year for doubt in newest.doubts if doubt.period), default=moment.year)
    since_base = growth.base if growth.against is Against.SINCE_BASE else None
    earlier = year - 1 if since_base is None else since_base
    before = known.in_year(subject_id, spec.name, moment.as_of, earlier)
    if not before.doubts:
        return newest
    both = (newest, before)
    places = tuple(dict.fromkeys(place for found in both for place in found.places))
    return replace(newest, places=places, doubts=doubts_of(both))


class _Series:
    """One fact of one subject over the years."""

    def __init__(self, subject_id: str, spec: FactSpec, as_of: date, known: Years) -> None:
        self._subject, self._spec, self._as_of, self._known = subject_id, spec, as_of, known

    def _of(self, year: int) -> Found:
        """The value of one year; where it is missing, it is said of which year."""
        found = self._known.in_year(self._subject, self._spec.name, self._as_of, year)
        if found.reason is not Reason.MISSING:
            return found
        titles = tuple(self._known.vocabulary[name].title for name in found.wanted)
        told = {"titles": titles, "subject": self._known.name_of(self._subject), "year": year}
        return replace(found, message=Message("facts.missing-year", told))

    def step(self, year: int, earlier: int) -> Found:
        """The value of a year minus that of an earlier one."""
        now, before = self._of(year), self._of(earlier)
        if now.value is None or before.value is None:
            return unknown_because((now, before))
        high, low = now.bounds, before.bounds
        if high is None or low is None:
            message = Message("facts.part-no-number", {"title": self._spec.title})
            return Found(None, now.facts + before.facts, Reason.AMBIGUOUS, message)
        bounds = Interval(EXACT.subtract(high.low, low.high), EXACT.subtract(high.high, low.low))
        return _between(bounds, now.facts + before.facts, (now, before))

    def twice(self, year: int, *, upward: bool) -> Found:
        """Of the last two steps the one that goes the right way; where both go the wrong way, the last one.

        The step before counts only where the last one goes, or may go, the wrong way.
        """
        last = self.step(year, year - 1)
        if last.bounds is None or _right(last.bounds, upward=upward):
            return last
        before = self.step(year - 1, year - 2)
        if before.bounds is None or _right(before.bounds, upward=upward):
            return before
        facts = tuple(dict.fromkeys(last.facts + before.facts))
        if _wrong(last.bounds, upward=upward) and _wrong(before.bounds, upward=upward):
            return replace(last, facts=facts)
        better = max if upward else min
        bounds = Interval(better(last.bounds.low, before.bounds.low), better(last.bounds.high, before.bounds.high))
        return _between(bounds, facts, (last, before))


def _right(bounds: Interval, *, upward: bool) -> bool:
    return bounds.low >= 0 if upward else bounds.high <= 0


def _wrong(bounds: Interval, *, upward: bool) -> bool:
    return bounds.high < 0 if upward else bounds.low > 0


def _between(bounds: Interval, facts: tuple[Fact, ...], parts: tuple[Found, Found]) -> Found:
    if bounds.low == bounds.high:
        return Found(bounds.low, facts)
    message = next((part.message for part in parts if part.message is not None), None)
    return Found(bounds, facts, None, message, tuple(place for part in parts for place in part.places),
                 tuple(dict.fromkeys(name for part in parts for name in part.wanted)), doubts_of(parts))
