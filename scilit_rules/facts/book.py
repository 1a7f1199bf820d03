"""What is known, asked by subject, fact and time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import PurePath
from typing import TypeVar

from scilit_rules.facts.alike import few_facts, few_of_each_time, few_values
from scilit_rules.facts.derived import EXACT, compute
from scilit_rules.facts.found import Found as Found
from scilit_rules.facts.found import Moment as Moment
from scilit_rules.facts.found import doubts_of
from scilit_rules.facts.growth import change
from scilit_rules.facts.soundness import refuse_unsound
from scilit_rules.facts.spans import no_totals, within
from scilit_rules.model.fact import Attested, Doubt, Fact, Interval, Period, Value, with_parts
from scilit_rules.model.operators import YEAR_ON_YEAR, Growth
from scilit_rules.model.place import Place
from scilit_rules.model.subject import Register, Subject
from scilit_rules.model.text import Message, Text
from scilit_rules.model.vocabulary import FactSpec, Vocabulary
from scilit_rules.model.words import FactType, Nature, Reason

# Values of these doubts may belong to a year that was meant, so they explain why nothing else was found.
_OUTSIDE = "facts.year-outside"

_NONE: dict[str, tuple[Fact, ...]] = {}
_NO_DOUBTS: dict[str, tuple[Doubt, ...]] = {}

Entry = TypeVar("Entry", Fact, Doubt)


class FactBook:
    """All facts and doubts of a run, ready to be asked.

    Args:
        vocabulary: the facts that can be asked for, derived ones included.
        register: the subjects.
        facts: what was read.
        doubts: what could not be taken for a fact.
        ranked: sources in the order in which they are believed where they differ, by name or full path; none of them
            is believed more than another if left out.

    Raises:
        UsageError: if the time or the proof of a fact is malformed.
    """

    def __init__(self, vocabulary: Vocabulary, register: Register, facts: Iterable[Fact],
                 doubts: Iterable[Doubt] = (), ranked: Sequence[str] = ()) -> None:
        self.vocabulary = vocabulary
        self.register = register
        self._ranked = tuple(ranked)
        self._facts: dict[str, dict[str, tuple[Fact, ...]]] = {}
        self._doubts: dict[str, dict[str, tuple[Doubt, ...]]] = {}
        self._cache: dict[tuple[str, str, Moment], Found] = {}
        self._changes: dict[tuple[str, str, Moment, Growth, bool], Found] = {}
        said: dict[str, dict[str, list[Fact]]] = {}
        for fact in facts:
            refuse_unsound(fact)
            said.setdefault(fact.subject, {}).setdefault(fact.name, []).append(fact)
        for subject, names in said.items():
            self._facts[subject] = {name: tuple(found) for name, found in names.items()}
        self._doubts.update(few_of_each_time(doubts))

    def find(self, subject_id: str, name: str, moment: Moment) -> Found:
        """The value of a fact at a time.

        Args:
            subject_id: whose.
            name: which, by its name in the vocabulary; may be derived.
            moment: when.

        Returns:
            the value or bounds and what they rest on, or why there is none.

        Raises:
            KeyError: if the vocabulary has no such fact.
        """
        key = (subject_id, name, moment)
        found = self._cache.get(key)
        if found is None:
            spec = self.vocabulary[name]
            found = self._cache[key] = self._at(subject_id, spec, moment)
        return found

    def _at(self, subject_id: str, spec: FactSpec, moment: Moment) -> Found:
        if spec.derive is None:
            return self._reported(subject_id, spec, moment)
        if moment.span is not None:  # what is computed is of whole years
            return self.find(subject_id, spec.name, moment._replace(span=None))
        return _reconcile(self._reported(subject_id, spec, moment), compute(spec, subject_id, moment, self), spec)

    def change(self, subject_id: str, name: str, moment: Moment, growth: Growth = YEAR_ON_YEAR, *,
               upward: bool = True) -> Found:
        """The value of a year minus that of an earlier one.

        Args:
            subject_id: whose.
            name: which.
            moment: when; unless it is exact, the newest year known counts.
            growth: which earlier year; the one before if left out.
            upward: whether it is asked for an increase; tells which way must not be gone two years running.

        Returns:
            the difference or its bounds and what they rest on, or why there is none: a value that merely still stands
            from an earlier year is none of the later one.

        Raises:
            KeyError: if the vocabulary has no such fact.
        """
        key = (subject_id, name, moment, growth, upward)
        found = self._changes.get(key)
        if found is None:
            found = self._changes[key] = change(subject_id, self.vocabulary[name], moment, growth, self, upward=upward)
        return found

    def subjects(self) -> frozenset[str]:
        """The ids of all subjects of which anything was read."""
        return frozenset(self._facts) | frozenset(self._doubts)

    def facts_of(self, subject_id: str) -> tuple[Fact, ...]:
        """Everything read of one subject, by name, each in the order read."""
        names = self._facts.get(subject_id, {})
        return tuple(fact for name in sorted(names) for fact in names[name])

    def with_fact(self, fact: Fact) -> FactBook:
        """A book that has one fact more.

        What it has of the same subject, name and period stays, and conflicts if it differs: leave it out first with
        `without` to put the new one in its stead.

        Raises:
            UsageError: if its time or its proof is malformed.
        """
        refuse_unsound(fact)
        names = dict(self._facts.get(fact.subject, {}))
        names[fact.name] = (*names.get(fact.name, ()), fact)
        return self._copy({**self._facts, fact.subject: names}, self._doubts)

    def without(self, subject_id: str, name: str, period: Period | None = None) -> FactBook:
        """A book that knows nothing of one fact of a subject, nor doubts it, for a period or at all."""
        facts = [f for f in self._facts.get(subject_id, {}).get(name, ()) if period not in (None, f.period)]
        doubts = [d for d in self._doubts.get(subject_id, {}).get(name, ()) if period not in (None, d.period)]
        return self._copy(_replaced(self._facts, subject_id, name, facts),
                          _replaced(self._doubts, subject_id, name, doubts))

    def children(self, subject_id: str) -> tuple[Subject, ...]:
        """The subjects directly below one."""
        return self._below.get(subject_id, ())

    def parent(self, subject_id: str) -> str | None:
        """The id of the subject directly above one."""
        subject = self.register.get(subject_id)
        return subject.parent if subject is not None else None

    @cached_property
    def _below(self) -> Mapping[str, tuple[Subject, ...]]:
        below: dict[str, list[Subject]] = {}
        for subject in self.register:
            if subject.parent is not None:
                below.setdefault(subject.parent, []).append(subject)
        return {parent: tuple(children) for parent, children in below.items()}

    def _copy(self, facts: dict[str, dict[str, tuple[Fact, ...]]],
              doubts: dict[str, dict[str, tuple[Doubt, ...]]]) -> FactBook:
        book = FactBook(self.vocabulary, self.register, (), (), self._ranked)
        book._facts, book._doubts = facts, doubts
        book.__dict__["_below"] = self._below
        return book

    def _reported(self, subject_id: str, spec: FactSpec, moment: Moment) -> Found:
        facts = self._facts.get(subject_id, _NONE).get(spec.name, ())
        doubts = self._doubts.get(subject_id, _NO_DOUBTS).get(spec.name, ())
        if moment.span is not None and spec.nature is Nature.YEARLY:
            facts, doubts = within(moment.span, facts, doubts)
            if moment.parted and spec.type.is_number:
                facts, doubts = no_totals(moment.span, spec, facts, doubts)
            moment = moment._replace(exact=False)
        if len(facts) == 1 and not doubts:
            period = facts[0].period
            if _usable(period, spec, moment) and not _stale(period.year, spec, moment):
                return Found(facts[0].value, facts)
        usable = [fact for fact in facts if _usable(fact.period, spec, moment)]
        doubted = [d for d in doubts if d.period is not None and _usable(d.period, spec, moment)]
        if not usable and not doubted:
            return self._nothing(subject_id, spec, moment, doubts)
        newest = max([fact.period.end for fact in usable] + [d.period.end for d in doubted if d.period])
        usable = [fact for fact in usable if fact.period.end == newest]
        doubted = [d for d in doubted if d.period is not None and d.period.end == newest]
        beside = {fact.place.source for fact in usable if fact.place}
        doubted = [d for d in doubted if not usable or any(place.source in beside for place in d.places)]
        if doubted:
            # A second row of the same file that can't be read leaves open which of the two is meant.
            return _doubtful(doubted, spec)
        undated = [d for d in doubts if d.period is None]
        if undated and newest.year < moment.year:
            return _doubtful(undated, spec)
        if _stale(newest.year, spec, moment):
            return _doubtful(undated, spec) if undated else _stale_found(usable, spec, moment)
        return self._settle(usable, spec)

    def _nothing(self, subject_id: str, spec: FactSpec, moment: Moment, doubts: Sequence[Doubt]) -> Found:
        unsure = [d for d in doubts if d.period is None or d.message.code == _OUTSIDE]
        if unsure:
            return _doubtful(unsure, spec)
        message = Message("facts.missing", {
            "title": spec.title, "subject": self.name_of(subject_id), "year": moment.year})
        return Found(None, (), Reason.MISSING, message, (), (spec.name,))

    def _settle(self, facts: list[Fact], spec: FactSpec) -> Found:
        """One value out of all that are given for one time."""
        if len(facts) == 1:
            return Found(facts[0].value, tuple(facts))
        for source in self._ranked:
            believed = [fact for fact in facts if _from(fact.place, source)]
            if believed:
                facts = believed
                break
        value = _attested(facts) if spec.type is FactType.ATTESTATION else _single(facts)
        if value is None:
            values = few_values(dict.fromkeys(_shown(fact.value) for fact in facts))
            message = Message("facts.conflicting", {
                "title": spec.title, "period": str(facts[0].period), "values": values})
            few = few_facts(facts)
            return _withheld(spec, few, Reason.CONFLICTING, message)
        return Found(value, few_facts(facts))

    def earlier(self, subject_id: str, name: str, moment: Moment) -> tuple[Fact, ...]:
        """All that was reported of a fact up to a time, the oldest first; what is in doubt is not among it."""
        facts = self._facts.get(subject_id, _NONE).get(name, ())
        spec, until = self.vocabulary[name], moment._replace(exact=False)
        known = (fact for fact in facts if _usable(fact.period, spec, until))
        return tuple(sorted(known, key=lambda fact: fact.period.end))

    def in_year(self, subject_id: str, name: str, as_of: date, year: int) -> Found:
        """The value of one year; what merely still stands from an earlier one is not known for it."""
        found, spec = self.find(subject_id, name, Moment(as_of, year, True)), self.vocabulary[name]
        if spec.derive is not None or self._is_of(year, subject_id, name, found):
            return found
        message = Message("facts.missing", {"title": spec.title, "subject": self.name_of(subject_id), "year": year})
        return Found(None, (), Reason.MISSING, message, (), (spec.name,))

    def _is_of(self, year: int, subject_id: str, name: str, found: Found) -> bool:
        """Whether an answer speaks of a year: not of what an earlier one left behind, be it a value or a doubt."""
        if found.facts:
            return any(fact.period.year == year for fact in found.facts)
        doubts = self._doubts.get(subject_id, _NO_DOUBTS).get(name, ())
        return any(doubt.period is None or doubt.period.year == year for doubt in doubts)

    def name_of(self, subject_id: str) -> Text:
        """What people call a subject; its id where nothing is known of it."""
        subject = self.register.get(subject_id)
        return subject.name if subject is not None else Text(subject_id)


def _replaced(table: dict[str, dict[str, tuple[Entry, ...]]], subject_id: str, name: str,
              entries: list[Entry]) -> dict[str, dict[str, tuple[Entry, ...]]]:
    names = {key: value for key, value in table.get(subject_id, {}).items() if key != name}
    if entries:
        names[name] = tuple(entries)
    rest = {key: value for key, value in table.items() if key != subject_id}
    return {**rest, subject_id: names} if names else rest


def _usable(period: Period, spec: FactSpec, moment: Moment) -> bool:
    if period.start > moment.as_of:
        return False
    if spec.type is FactType.DATE:
        return True
    if spec.nature is Nature.YEARLY:
        return period.year == moment.year if moment.exact else period.year <= moment.year
    return period.start <= moment.until


def _stale(year: int, spec: FactSpec, moment: Moment) -> bool:
    if spec.freshness is None or spec.type is FactType.DATE:
        return False
    counted_from = moment.year if spec.nature is Nature.YEARLY else moment.until.year
    return counted_from - year > spec.freshness


def _stale_found(facts: Sequence[Fact], spec: FactSpec, moment: Moment) -> Found:
    message = Message("facts.stale", {
        "title": spec.title, "period": str(facts[0].period), "years": spec.freshness, "year": moment.until.year})
    return _withheld(spec, tuple(facts), Reason.STALE, message)


def _withheld(spec: FactSpec, facts: tuple[Fact, ...], reason: Reason, message: Message) -> Found:
    """Values that were read and can't be used as they are."""
    places = tuple(dict.fromkeys(fact.place for fact in with_parts(facts) if fact.place))
    doubt = Doubt(facts[0].subject, spec.name, facts[0].period, reason, message, places)
    return Found(None, facts, reason, message, places, (spec.name,), (doubt,))


def _doubtful(doubts: Sequence[Doubt], spec: FactSpec) -> Found:
    first = doubts[0]
    places = tuple(dict.fromkeys(place for doubt in doubts for place in doubt.places))
    return Found(None, (), first.reason, first.message, places, (spec.name,), tuple(doubts))


def _from(place: Place | None, source: str) -> bool:
    return place is not None and source in (place.source, PurePath(place.source).name)


def _single(facts: Sequence[Fact]) -> Value | None:
    first = facts[0].value
    return first if all(fact.value == first for fact in facts) else None


def _attested(facts: Sequence[Fact]) -> Attested | None:
    """The reporter's and the reviewer's word from wherever each stands; a mark settles differing claims."""
    words = [fact.value for fact in facts if isinstance(fact.value, Attested)]
    reviews = list(dict.fromkeys((word.mark, word.stance) for word in words if word.mark or word.stance))
    claims = list(dict.fromkeys((word.claim, word.reason) for word in words if word.claim is not None))
    steps = list(dict.fromkeys(word.progress for word in words if word.progress is not None))
    mark, stance = reviews[0] if reviews else (None, None)
    if len(reviews) > 1 or (mark is None and (len(claims) > 1 or len(steps) > 1)):
        return None
    claim, reason = claims[0] if claims else (None, "")
    reviewer = next((word.reviewer for word in words if word.reviewer), "")
    place = next((word.mark_place for word in words if word.mark_place is not None), None)
    return Attested(claim, steps[0] if steps else None, mark, reviewer, stance, reason, place)


def _shown(value: Value) -> object:
    if isinstance(value, Attested):
        return value.verdict or value.stance
    return value


def _reconcile(direct: Found, computed: Found, spec: FactSpec) -> Found:
    """What is reported of a derived fact against what its parts give."""
    if direct.reason is Reason.CONFLICTING:
        return direct
    if not isinstance(direct.value, Decimal):
        return _by_parts(direct, computed)
    if computed.bounds is None or _year(direct) > _year(computed):
        return direct
    if _year(computed) > _year(direct):
        return computed
    if not _agree(direct.value, computed.bounds):
        message = Message("facts.computed-differs", {
            "title": spec.title, "written": direct.value, "computed": _brief(computed.bounds.low, direct.value)})
        return _withheld(spec, direct.facts + computed.facts, Reason.CONFLICTING, message)
    if isinstance(computed.value, Interval):
        return direct
    return Found(computed.value, computed.facts + direct.facts)


def _by_parts(direct: Found, computed: Found) -> Found:
    """What the parts of a derived fact give, where its own cell gives nothing."""
    told = direct if direct.reason is not Reason.MISSING and computed.value is None else computed
    if not direct.doubts:
        return told
    wanted = tuple(dict.fromkeys((*told.wanted, *computed.wanted))) if computed.doubts else told.wanted
    places = tuple(dict.fromkeys((*told.places, *computed.places))) if computed.doubts else told.places
    return replace(told, wanted=wanted, places=places, doubts=doubts_of((direct, computed)))


def _agree(written: Decimal, bounds: Interval) -> bool:
    """Whether a value can be a number between the bounds, rounded or cut off at the digits that it is written with."""
    exponent = written.as_tuple().exponent
    last = Decimal((0, (1,), exponent if isinstance(exponent, int) else 0))
    low, high = bounds if written >= 0 else (bounds.high.copy_negate(), bounds.low.copy_negate())
    return EXACT.subtract(low, last) < written.copy_abs() <= EXACT.add(high, EXACT.divide(last, Decimal(2)))


def _brief(computed: Decimal, written: Decimal) -> Decimal:
    exponent = written.as_tuple().exponent
    step = Decimal((0, (1,), (exponent if isinstance(exponent, int) else 0) - 2))
    return EXACT.quantize(computed, step) if computed.copy_abs() < Decimal("1e40") else computed


def _year(found: Found) -> int:
    return max((fact.period.year for fact in found.facts), default=0)
