"""Names of subjects in data. A near miss is reported, never taken for a hit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from scilit_rules.facts.below import is_place_inside
from scilit_rules.facts.cells import fold_name
from scilit_rules.facts.homonyms import Whereabouts
from scilit_rules.facts.neighbours import beside
from scilit_rules.model.plan import Plan
from scilit_rules.model.subject import Subject
from scilit_rules.model.words import Level
from scilit_rules.problems import near_names

_LONGEST_TITLE = 200
_CODE = re.compile(r"(\d{6})((?:\d{3}|\d{6})?)")
_PREFECTURES = frozenset({Level.COUNTRY, Level.PROVINCE, Level.CITY})


class Mention(NamedTuple):
    """What a title or the name of a file says of whose data it heads.

    Args:
        subject: the id of the one subject that it speaks of, or None.
        elsewhere: whether it speaks of a place of another jurisdiction.
        inside: whether it speaks of a place inside a subject.
        beside: the words in which the name of the subject stands together with what is not understood, or with others.
    """

    subject: str | None = None
    elsewhere: bool = False
    inside: bool = False
    beside: str = ""


class SubjectNames:
    """Finds subjects by whatever data calls them: id, name, alias, division code, with or without the units above.

    Args:
        plan: its jurisdiction comes first where several places share a name.
        further: further names, each with the id that it stands for.
    """

    def __init__(self, plan: Plan, further: Mapping[str, str] | None = None) -> None:
        self._register = plan.register
        below: dict[str | None, list[str]] = {}
        for subject in plan.register:
            below.setdefault(subject.parent, []).append(subject.id)
        area = [plan.jurisdiction] if plan.jurisdiction in plan.register else list(plan.register.subjects)
        if plan.jurisdiction in plan.register:
            for id in area:
                area.extend(below.get(id, ()))
        self.inside = frozenset(area)
        self._further = {fold_name(name): id for name, id in (further or {}).items()}
        self._near = _index(subject for subject in plan.register if subject.id in self.inside)
        self._far = _index(subject for subject in plan.register if subject.id not in self.inside)
        self._above = _index(subject for subject in plan.register if subject.id in below)
        self._lengths_above = sorted({len(name) for name in self._above})
        self._longest_first = sorted((name for name in self._near if len(name) > 1), key=len, reverse=True)
        self._whereabouts = self._place(plan)
        self._seen: dict[str, str | None] = {}
        self._mentions: dict[str, Mention] = {}

    def _place(self, plan: Plan) -> Whereabouts:
        """Where the jurisdiction lies, by which its places are told from their namesakes."""
        above = {id for id in (plan.jurisdiction, *self._ancestors(plan.jurisdiction)) if id in plan.register}
        ours = [plan.register[id] for id in self.inside | above]
        codes = {subject.code for subject in ours if subject.code}
        is_whole = any(subject.level in _PREFECTURES for subject in ours)
        return Whereabouts(self._names_of(self.inside), self._names_of(above), codes, is_whole)

    def _names_of(self, subjects: AbstractSet[str]) -> set[str]:
        return {name for index in (self._near, self._far) for name, ids in index.items() if ids & subjects}

    def resolve(self, text: str) -> str | None:
        """The id of the subject that a text names, or None if it names none or several alike."""
        if text not in self._seen:
            self._seen[text] = self._resolve(fold_name(text))
        return self._seen[text]

    def near(self, text: str) -> tuple[str, ...]:
        """The full names of the subjects that may have been meant."""
        titles = {key: self._register[id].name.zh for key, ids in self._near.items() for id in ids}
        return tuple(dict.fromkeys(titles[key] for key in near_names(fold_name(text), titles)))

    def title(self, id: str) -> str:
        """The full Chinese name of a subject."""
        return self._register[id].name.zh

    def is_code_of_another(self, text: str, id: str) -> bool:
        """Whether a text is a division code by GB/T 2260 that a subject can't have.

        One that has no code of its own, such as a zone, may have any of the prefecture in which it lies that nobody
        else has.
        """
        code = _CODE.fullmatch(text)
        if code is None:
            return False
        own, named = self._register[id].code, self.resolve(code.group(1))
        if own or named is not None:
            return code.group(1) != own or bool(code.group(2).strip("0"))
        prefectures = {above[:4] for one in self._ancestors(id) if (above := self._register[one].code)}
        return bool(prefectures) and code.group(1)[:4] not in prefectures

    def mentioned(self, text: str) -> str | None:
        """The id of the one subject of the jurisdiction that a title or file name speaks of, or None.

        A unit named together with one above it, as in 淄博市张店区自查表, is the lower one.
        """
        return self._mention(text).subject

    def is_elsewhere(self, text: str) -> bool:
        """Whether a title or file name speaks of a place of another jurisdiction: by its name, or as what is above."""
        return self._mention(text).elsewhere

    def is_inside_one(self, text: str) -> bool:
        """Whether a title or file name speaks of a town, a village or a school in a subject, not of the subject."""
        return self._mention(text).inside

    def is_beside_one(self, text: str) -> bool:
        """Whether a title has more than the name of a subject, and that is not understood: 张店区周边, 非张店区."""
        return bool(self._mention(text).beside) and self.resolve(text) is None

    def is_superior_elsewhere(self, text: str) -> bool:
        """Whether a text is the name of a province or prefecture that the jurisdiction does not belong to."""
        return self._whereabouts.is_foreign(fold_name(text))

    def names_ours(self, text: str) -> bool:
        """Whether a text has a name that only the jurisdiction or a place in it bears."""
        return self._whereabouts.names_ours(fold_name(text))

    def names_others(self, text: str) -> bool:
        """Whether a text names a province or prefecture that the jurisdiction does not belong to."""
        return self._whereabouts.names_others(fold_name(text))

    def _mention(self, text: str) -> Mention:
        if text not in self._mentions:
            self._mentions[text] = self._mentioned(fold_name(text[:_LONGEST_TITLE]))
        return self._mentions[text]

    def _mentioned(self, key: str) -> Mention:
        found: set[str] = set()
        namesakes: set[str] = set()
        has_inside = False
        rest = key
        for name in self._longest_first:
            while (start := rest.find(name)) >= 0:
                end = start + len(name)
                is_elsewhere = self._whereabouts.is_elsewhere(key, start, end)
                (namesakes if is_elsewhere else found).update(self._near[name])
                has_inside = has_inside or is_place_inside(rest, end)
                rest = rest[:start] + "\0" * len(name) + rest[end:]
        lowest = self.lowest(found - namesakes)
        foreign = bool(namesakes) or self._whereabouts.superior(key) is not None
        if len(lowest) > 1:
            return Mention(None, foreign, has_inside, key)
        subject = lowest.pop() if lowest and not has_inside else None
        return Mention(subject, foreign, has_inside, "" if subject is None else self._beside(key, subject))

    def _beside(self, key: str, subject: str) -> str:
        """What stands beside a name of a subject in a title and is not understood, with that name."""
        rest = key
        for name in (name for name in self._longest_first if subject in self._near[name] and not name.isdecimal()):
            while (start := rest.find(name)) >= 0:
                end = start + len(name)
                words = beside(rest, end)
                if words or not self._whereabouts.is_led_up(rest, start):
                    return key[:end] + words
                rest = rest[:start] + "\0" * len(name) + rest[end:]
        return ""

    def lowest(self, found: Iterable[str]) -> set[str]:
        """Of the subjects that a table names, those that have none of the others below them."""
        ids = set(found)
        return {id for id in ids if not any(id in self._ancestors(other) for other in ids)}

    def _resolve(self, key: str) -> str | None:
        if key in self._further:
            return self._further[key]
        code = re.fullmatch(r"(\d{6})0+", key)
        for index in (self._near, self._far):
            ids = index.get(key) or (index.get(code.group(1)) if code else None) or self._below(key, index)
            if ids:
                return next(iter(ids)) if len(ids) == 1 else None
        return None

    def _below(self, key: str, index: Mapping[str, set[str]]) -> set[str]:
        found: set[str] = set()
        for length in self._lengths_above:
            above = self._above.get(key[:length])
            rest = index.get(key[length:]) if above else None
            if above and rest:
                found |= {id for id in rest if above & self._ancestors(id)}
        return found

    def _ancestors(self, id: str) -> set[str]:
        found: set[str] = set()
        subject = self._register.get(id)
        while subject is not None and subject.parent is not None and subject.parent not in found:
            found.add(subject.parent)
            subject = self._register.get(subject.parent)
        return found


def _index(subjects: Iterable[Subject]) -> dict[str, set[str]]:
    index: dict[str, set[str]] = {}
    for subject in subjects:
        names = (subject.id, subject.name.zh, subject.name.en, subject.code or "", *subject.aliases)
        for name in names:
            if name:
                index.setdefault(fold_name(name), set()).add(subject.id)
    return index
