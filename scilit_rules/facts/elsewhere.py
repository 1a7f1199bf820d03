"""Papers of other places than the subject whose duty they are offered for: 青岛市2018年名册, 济科协发〔2018〕7号."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from scilit_rules.facts.cells import fold
from scilit_rules.facts.divisions import PREFECTURES, PROVINCES
from scilit_rules.facts.papers import NUMBERS
from scilit_rules.facts.pieces import LINK
from scilit_rules.model.subject import Register, Subject
from scilit_rules.model.words import EvidenceKind, Level

_REMEMBERED = 1_000
_JUDGED = frozenset({Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.COUNTY, Level.ZONE})
# Where the name of whose paper it is may stand: at the beginning, behind a time, and where a title begins.
_TIME = r"(?:19|20)\d\d(?:年度?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[-—~至]+(?:19|20)\d\d年)?|\d[-.]\d{1,2}"
_START = rf"(?:^|[《〈“\"(（/\\:：,，、\s]|{_TIME})"
_LEADING_TIME = re.compile(rf"^(?:{_TIME})\s*")
_PARENT = r"(?:[一-鿿]{2,3}省)?(?:[一-鿿]{2,4}市)?"
_BEHIND = r"(?=[市省\d科]|日报|晚报|年鉴|电视|政府|教育局|人民|$)"
_COUNTY = re.compile(
    rf"(?:^|[《〈/\\]|{_TIME}){_PARENT}([一-鿿]{{2,3}})(市|县|区)(?![一-鿿]{{0,2}}(?:级|属|直|域|委党校))")
# What is called 区, 县 or 市 without being one by name: 示范区, 全县, 城市.
_NO_NAME = re.compile(
    "[全各省市县区驻]|地$|^[赴到在与和向对从由至往给致同跟]|[在见由到与和给致向对从于及是为报全各我本该某两每省市县区城社园校景小辖片灾林牧矿厂郊农库港街范发能税民业验务护游化作新老超夜都门集股强大级困明术]$|经济|示范|开发|功能"
)
_ABBREVIATED = re.compile(r"^([一-鿿])(?=政|科协|科素|教|卫|财)")
_HOST = re.compile(r"(?:https?://)?([^/?#\s]+)", re.IGNORECASE)


class Own(NamedTuple):
    """What a subject is called, with all that is above and below it.

    Args:
        is_known: whether it is a place with a division code, so that other places can be told from it.
        names: the names of all these.
        proper: the names of the subject and of what is below it.
        signs: the characters by which their papers may be known: 张科协发.
        ids: their ids.
        provinces: the first two digits of their division codes.
    """

    is_known: bool
    names: frozenset[str]
    proper: tuple[str, ...]
    signs: frozenset[str]
    ids: frozenset[str]
    provinces: frozenset[str]


class Elsewhere:
    """Tells whether a piece of evidence is of another place than a subject, its parts and what is above it.

    Args:
        register: who the subjects are.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._below: dict[str | None, list[Subject]] = {}
        for one in register:
            self._below.setdefault(one.parent, []).append(one)
        judged = [one for one in register if one.level in _JUDGED]
        names = {name for one in judged for name in _names(one)}
        self._places = re.compile(f"{_START}{_PARENT}({_any_of(names)})")
        cities = PREFECTURES | set(PROVINCES)
        self._cities = re.compile(f"{_START}({_any_of(cities)}){_BEHIND}")
        self._signs = {name[0] for name in cities} | {sign for name in names for sign in name[:2]}
        self._labels = {one.id.rpartition(".")[2]: one.id for one in judged}
        self._named = re.compile(_any_of(names))
        self._own_of: dict[str, Own] = {}

    def is_of_other(self, text: str, kind: EvidenceKind, subject: str) -> bool:
        """Whether a piece names whose it is, and that is another place; who signs or writes to others may name them.

        Args:
            text: the piece.
            kind: what it is known as.
            subject: the id of who is judged.
        """
        own = self._own(subject)
        if own is None or not own.is_known or kind is EvidenceKind.LETTER:
            return False
        plain = fold(text)
        if kind is EvidenceKind.CONTRACT:
            return self._is_signed_by_others(plain, own)
        if kind is EvidenceKind.LINK and self._is_site_of_other(plain, own):
            return True
        named = LINK.sub(" ", plain)
        if any(name in named for name in own.proper):
            return False
        # An account is called after the place in any words: 科普周村.
        if kind is EvidenceKind.ACCOUNT and any(name not in own.names for name in self._named.findall(named)):
            return True
        return self._names_other(named, own) or self._is_issued_by_other(named, own)

    def _is_signed_by_others(self, plain: str, own: Own) -> bool:
        """Whether a contract begins with the name of another place, and ours is on neither side."""
        if any(name in plain for name in own.names):
            return False
        first = self._places.match(_LEADING_TIME.sub("", plain))
        return first is not None and first.group(1) not in own.names

    def _own(self, id: str) -> Own | None:
        subject = self._register.get(id)
        if subject is None:
            return None
        if id not in self._own_of:
            if len(self._own_of) >= _REMEMBERED:
                self._own_of.clear()
            self._own_of[id] = self._called(subject)
        return self._own_of[id]

    def _called(self, subject: Subject) -> Own:
        above, within = _above(self._register, subject), [subject]
        for one in within:
            within.extend(self._below.get(one.id, ()))
        proper = tuple(sorted({name for one in within for name in _names(one)}))
        names = frozenset(proper) | {name for one in above for name in _names(one)}
        known = any(one.code for one in (subject, *above))
        ids = frozenset(one.id for one in (*above, *within))
        provinces = frozenset((one.code or "")[:2] for one in (subject, *above))
        return Own(known, names, proper, frozenset("".join(names)), ids, provinces)

    def _names_other(self, named: str, own: Own) -> bool:
        places = (found.group(1) for found in self._places.finditer(named))
        if any(place not in own.names for place in places):
            return True
        cities = (found.group(1) for found in self._cities.finditer(named))
        if any(not _is_above(city, own) for city in cities):
            return True
        counties = (found.groups() for found in _COUNTY.finditer(named))
        return any(stem + rank not in own.names and _NO_NAME.search(stem) is None
                   and not any(stem.endswith(name) for name in own.names) for stem, rank in counties)

    def _is_issued_by_other(self, named: str, own: Own) -> bool:
        """Whether the sign of another place begins the number of a document: 济科协发."""
        agencies = (found.group(1) for pattern in NUMBERS for found in pattern.finditer(named))
        signs = (found.group(1) for agency in agencies if (found := _ABBREVIATED.match(agency)) is not None)
        return any(sign in self._signs and sign not in own.signs for sign in signs)

    def _is_site_of_other(self, plain: str, own: Own) -> bool:
        """Whether a site is that of a place that is neither the subject, nor below or above it."""
        link = LINK.search(plain)
        host = _HOST.match(plain if link is None else link.group())
        labels = () if host is None else host.group(1).casefold().split(".")
        return any(self._labels[label] not in own.ids for label in labels if label in self._labels)


def _is_above(city: str, own: Own) -> bool:
    """Whether a province or prefecture is one of those that a subject belongs to, as its names tell."""
    return PROVINCES.get(city) in own.provinces or any(name.startswith(city) for name in own.names)


def _above(register: Register, subject: Subject) -> list[Subject]:
    found: list[Subject] = []
    upper = register.get(subject.parent or "")
    while upper is not None and upper not in found:
        found.append(upper)
        upper = register.get(upper.parent or "")
    return found


def _names(subject: Subject) -> set[str]:
    return {name for name in (subject.name.zh, *subject.aliases) if len(name) > 1}


def _any_of(names: AbstractSet[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))) or "(?!)"
