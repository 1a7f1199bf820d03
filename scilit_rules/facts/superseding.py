"""Corrected returns: the later one of a subject and form stands in the place of the earlier, told with both places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from scilit_rules.facts.form import FormRead
from scilit_rules.facts.returns import Sent
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.versions import Version, latest, rivals, version_of
from scilit_rules.model.fact import Doubt, Fact, Reading
from scilit_rules.model.form import Typed
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.returns import Superseded
from scilit_rules.model.words import ProblemLevel
from scilit_rules.problems import problem

_YEARS_TO_FILL_IN = 3


class Gathered(Protocol):
    """What was read from all files, from which what was replaced is taken out."""

    facts: list[Fact]
    doubts: list[Doubt]
    problems: list[Problem]
    readings: list[Reading]
    forms: dict[str, FormRead]
    contacts: dict[str, dict[str, str]]
    covers: dict[str, dict[str, str]]
    typed: list[Typed] | None
    sent: Sent


def supersede(gathered: Gathered, names: SubjectNames, as_of: date) -> None:
    """Takes out every return that a later one replaces, and tells of those of which nobody knows which is the later.

    Args:
        gathered: what was read.
        names: the names of subjects.
        as_of: the date of the run.
    """
    for subject, files in sorted(gathered.sent.own.items()):
        versions = [_version(source, gathered, as_of) for source in files if files[source].values]
        for rival in rivals(versions):
            newest = latest(rival)
            if newest is None:
                gathered.problems.append(_unclear(subject, rival, names))
                continue
            for old in rival:
                if old is not newest:
                    _replace(gathered, names, subject, old.source, newest.source)


def _version(source: str, gathered: Gathered, as_of: date) -> Version:
    form = gathered.forms.get(source)
    first = form.mark.year if form is not None else as_of.year
    kind = None if form is None else (form.mark.plan, form.mark.year)
    return version_of(source, kind, gathered.covers.get(source, {}),
                      (first, max(first, as_of.year) + _YEARS_TO_FILL_IN))


def _replace(gathered: Gathered, names: SubjectNames, subject: str, old: str, new: str) -> None:
    def is_of(item: Fact | Typed) -> bool:
        return item.subject == subject and item.place is not None and item.place.source == old

    kept = {(fact.name, fact.period) for fact in gathered.facts
            if fact.subject == subject and fact.place is not None and fact.place.source == new}
    lost = [fact for fact in gathered.facts if is_of(fact) and (fact.name, fact.period) not in kept]
    gathered.facts[:] = [fact for fact in gathered.facts if not is_of(fact)]
    gathered.doubts[:] = [doubt for doubt in gathered.doubts if doubt.subject != subject or not _stands_in(doubt, old)]
    if gathered.typed is not None:
        gathered.typed[:] = [row for row in gathered.typed if not is_of(row)]
    if old in gathered.forms:
        gathered.readings[:] = [reading for reading in gathered.readings if reading.place.source != old]
        gathered.problems[:] = [one for one in gathered.problems if one.place is None or one.place.source != old]
        gathered.contacts.setdefault(subject, {}).update(_contacts(gathered, new))
    gathered.problems.append(problem(
        "facts.return-superseded", Place(new), level=ProblemLevel.WARNING, others=[Place(old)],
        subject=names.title(subject), old=old, new=new, lost=len(lost)))
    gathered.sent.superseded.setdefault(subject, []).append(Superseded(old, new, len(lost)))
    del gathered.sent.own[subject][old]


def _contacts(gathered: Gathered, source: str) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in gathered.covers.get(source, {}).items() if text and name != "title")


def _stands_in(doubt: Doubt, source: str) -> bool:
    return any(place.source == source for place in doubt.places)


def _unclear(subject: str, rival: list[Version], names: SubjectNames) -> Problem:
    first, *others = (Place(version.source) for version in rival)
    return problem("facts.returns-compete", first, level=ProblemLevel.WARNING, others=others,
                   subject=names.title(subject), sources=[version.source for version in rival])
