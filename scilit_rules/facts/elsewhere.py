"""Papers of other places than the subject whose duty they are offered for: 青岛市2018年名册, 济科协发〔2018〕7号."""

from __future__ import annotations

import re

from scilit_rules.facts.cells import fold
from scilit_rules.facts.divisions import PREFECTURES, PROVINCES
from scilit_rules.facts.papers import NUMBERS
from scilit_rules.facts.pieces import LINK
from scilit_rules.model.subject import Register, Subject
from scilit_rules.model.words import EvidenceKind, Level

_JUDGED = frozenset({Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.COUNTY, Level.ZONE})
_BOTH_SIDES = frozenset({EvidenceKind.CONTRACT, EvidenceKind.LETTER})
# Where the name of whose paper it is may stand: at the beginning, behind a time, and where a title begins.
_TIME = r"(?:19|20)\d\d(?:年度?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[-—~至]+(?:19|20)\d\d年)?|\d[-.]\d{1,2}"
_START = rf"(?:^|[《〈“\"(（/\\:：,，、\s]|{_TIME})"
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


class Elsewhere:
    """Tells whether a piece of evidence is of another place than a subject, its parts and what is above it.

    Args:
        register: who the subjects are.
        subject: who is judged.
    """

    def __init__(self, register: Register, subject: Subject) -> None:
        above = _above(register, subject)
        own = (*above, *register.within(subject.id))
        ids = {one.id for one in own}
        others = [one for one in register if one.id not in ids and one.level in _JUDGED]
        self._is_known = any(one.code for one in (subject, *above))
        self._own = {name for one in own for name in _names(one)}
        self._own_signs = set("".join(self._own))
        # What all are called who are above says of nobody whose it is.
        self._proper = _pattern({name for one in register.within(subject.id) for name in _names(one)})
        self._others = _anchored({name for one in others for name in _names(one)} - self._own)
        cities = {name for name in PREFECTURES | set(PROVINCES) if not {name, f"{name}市", f"{name}省"} & self._own}
        cities -= {name for name in PROVINCES if any((one.code or "").startswith(PROVINCES[name]) for one in own)}
        self._cities = re.compile(f"{_START}(?:{'|'.join(sorted(cities, key=len, reverse=True))}){_BEHIND}")
        self._signs = {name[0] for name in cities}
        self._signs |= {sign for one in others for name in _names(one) for sign in name[:2]}
        # A neighbour's site, or that of a joint event, may well report on a subject.
        near = {one.id.split(".")[0] for one in own}
        far = (one for one in others if one.id.split(".")[0] not in near)
        self._labels = {label for one in far for label in one.id.split(".")}

    def is_of_other(self, text: str, kind: EvidenceKind) -> bool:
        """Whether a piece names whose it is, and that is another place; who signs or writes to others may name them.

        Args:
            text: the piece.
            kind: what it is known as.
        """
        if not self._is_known or kind in _BOTH_SIDES:
            return False
        plain = fold(text)
        if kind is EvidenceKind.LINK and self._is_site_of_other(plain):
            return True
        named = LINK.sub(" ", plain)
        if self._proper.search(named) is not None:
            return False
        return self._names_other(named) or self._is_issued_by_other(named)

    def _names_other(self, named: str) -> bool:
        if self._others.search(named) is not None or self._cities.search(named) is not None:
            return True
        counties = (found.groups() for found in _COUNTY.finditer(named))
        return any(stem + rank not in self._own and _NO_NAME.search(stem) is None
                   and not any(stem.endswith(own) for own in self._own) for stem, rank in counties)

    def _is_issued_by_other(self, named: str) -> bool:
        """Whether the sign of another place begins the number of a document: 济科协发."""
        agencies = (found.group(1) for pattern in NUMBERS for found in pattern.finditer(named))
        signs = (found.group(1) for agency in agencies if (found := _ABBREVIATED.match(agency)) is not None)
        return any(sign in self._signs and sign not in self._own_signs for sign in signs)

    def _is_site_of_other(self, plain: str) -> bool:
        link = LINK.search(plain)
        host = _HOST.match(plain if link is None else link.group())
        return host is not None and not self._labels.isdisjoint(host.group(1).casefold().split("."))


def _above(register: Register, subject: Subject) -> list[Subject]:
    found: list[Subject] = []
    upper = register.get(subject.parent or "")
    while upper is not None and upper not in found:
        found.append(upper)
        upper = register.get(upper.parent or "")
    return found


def _names(subject: Subject) -> set[str]:
    return {name for name in (subject.name.zh, *subject.aliases) if len(name) > 1}


def _pattern(names: set[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or r"(?!)")


def _anchored(names: set[str]) -> re.Pattern[str]:
    return re.compile(f"{_START}{_PARENT}(?:{_pattern(names).pattern})")
