"""Names of facts in data, as headings have them. A near miss is reported, never taken for a hit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scilit_rules.facts.cells import fold_name
from scilit_rules.facts.lexicon import PARTS, TAILS, is_score, names_places, without_ordinal
from scilit_rules.facts.lexicon import Part as Part
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.units import parse_unit
from scilit_rules.facts.years import year_alone, year_before
from scilit_rules.model.vocabulary import FactSpec, Vocabulary
from scilit_rules.model.words import FactType
from scilit_rules.problems import near_names

# Longer ones say nothing known, and each part that is peeled off a heading is a call deeper.
_LONGEST_HEADING = 200
# Of long tables most texts differ in nothing but their digits.
_ANY_DIGIT = dict.fromkeys(map(ord, "123456789"), "0")
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says of its column.

    Args:
        part: what the column holds.
        spec: the fact that it is about.
        unit: the unit of its numbers, as written.
        year: the year that its values speak of.
        back: how many years before that of its rows its values speak of: 1 for 上年, 0 for 本年.
        subject: the id of the subject that its values speak of.
        former: the name by which an earlier version of the plan knew the fact, where it stands here by that.
        candidates: for an unclear heading, the names of the facts that it fits alike.
    """

    part: Part
    spec: FactSpec | None = None
    unit: str = ""
    year: int | None = None
    back: int | None = None
    subject: str | None = None
    former: str = ""
    candidates: tuple[str, ...] = ()


def _uncounted(key: str) -> str:
    """A name without what only says that something is counted."""
    found = _COUNTED.fullmatch(key)
    return key if found is None else found.group(1)


_OF_A_YEAR = frozenset({Part.FACT, Part.EVIDENCE, Part.MARK, Part.NAMED_UNIT})
_EXPLAINED = frozenset(PARTS)
_WORDS = {fold_name(word): Heading(part) for part, words in PARTS.items() for word in words.split()}
_AS_UNIT = re.compile("^(?:单位|以|按)[:为]?|(?:计|为单位)$")
_AMONG_THEM = re.compile("(?:其中|含|#)[:、,]?")
TELLS_HOW = re.compile(
    "(?:必|选|请)?(?:如实)?填(?:写|报)?(?:数字|整数|数值)?|(?:必须)?(?:为)?(?:数字|整数|数值)|(?:保留|精确到)?(?:小数点?后)?[一二两三四123]位(?:小数)?"
    "|填?[“”\"']?(?:是[“”\"']?[/或、]?[“”\"']?否|有[“”\"']?[/或、]?[“”\"']?无|[√✓][/或、][×✗✕xX])[“”\"']?|打[√✓钩勾×/]+"
    "|下同|全年|年末|年底|期末|年末数|全[区县]|[区县]合计")
# What only says that a thing is counted: 常住人口总数, 注册科普志愿者人数.
_COUNTED = re.compile("(.{2,}?)(?:总人数|人数|总数|总量|数量|个数|数|金额|数额|额)")
_OF_YEAR_END = re.compile("(?:年末|年底|期末|全年|全[区县])(?=.{2})")
_COUNTS_PEOPLE = "人数"
_UNIT_BEHIND = re.compile(r"(.{2,}?)[-—_]?((?:人民币)?[十百千万亿]+(?:元|人次|人))")
_TAIL = re.compile(r"(.*?)(?:\(([^()]*)\)|[\[【〔]([^\[\]【】〔〕]*)[\]】〕]|[/::,_](?:单位:)?([^/:,()]+))", re.DOTALL)


class Headings:
    """Finds what the headings of tables mean.

    Args:
        vocabulary: the facts that can be asked for.
        subjects: the names of subjects, for tables with a column for each.
        foreign: headings that a mapping file explains, as `fold_name` spells them.
    """

    def __init__(self, vocabulary: Vocabulary, subjects: SubjectNames,
                 foreign: Mapping[str, Heading] | None = None) -> None:
        self._subjects = subjects
        self._foreign = foreign or {}
        self._tiers: tuple[dict[str, list[FactSpec]], ...] = ({}, {}, {})
        for spec in vocabulary:
            for tier, names in zip(self._tiers, ((spec.name,), (spec.title.zh, spec.title.en), spec.aliases),
                                   strict=True):
                for key in dict.fromkeys(fold_name(name) for name in names if name):
                    tier.setdefault(key, []).append(spec)
        self._counted = self._by_count(vocabulary)
        self._former = {fold_name(old): (old, spec) for spec in vocabulary for old in spec.former}
        self._seen: dict[str, Heading | None] = {}
        known = (*self._foreign, *_WORDS, *self._former, *(key for tier in self._tiers for key in tier))
        self._beginnings = frozenset(key[:2].translate(_ANY_DIGIT) for key in known)
        self._may_head: dict[str, bool] = {}

    def may_head(self, text: str) -> bool:
        """Whether a text can be the heading of a role or a fact at all, told at a glance: it has the beginning of one.

        Of long tables nearly every row is none, and to read each of its texts takes much longer.
        """
        key = fold_name(text).translate(_ANY_DIGIT)
        known = self._may_head.get(key)
        if known is None:
            pairs = (key[at : at + 2] for at in range(len(key)))
            known = not self._beginnings.isdisjoint((*pairs, *key)) or names_places(key)
            if len(self._may_head) < _REMEMBERED:
                self._may_head[key] = known
        return known

    def read(self, text: str) -> Heading | None:
        """What a heading says of its column, or None if it says nothing known."""
        if text not in self._seen:
            key = fold_name(text.rpartition("/")[2] if text.startswith("/") else text)
            self._seen[text] = self._read(key) if key else None
        return self._seen[text]

    def names_subject(self, text: str) -> bool:
        """Whether a text is the name of a subject."""
        return self._subjects.resolve(text) in self._subjects.inside

    def exact(self, name: str) -> Heading | None:
        """The fact of exactly that name, as `fold_name` spells it, or None."""
        return self._exact(name)

    def with_tail(self, heading: Heading, tail: str) -> Heading | None:
        """A heading with the unit or year that stands in brackets behind it; None if that is not understood."""
        return self._with(heading, tail.strip("()[]【】〔〕/").removeprefix("单位:"))

    def foreign(self, text: str) -> Heading | None:
        """What a mapping file says of a heading, or None if it says nothing."""
        return self._foreign.get(fold_name(text))

    def near(self, text: str) -> tuple[str, ...]:
        """The titles of the facts that may have been meant."""
        titles = {key: spec.title.zh for tier in self._tiers for key, specs in tier.items() for spec in specs}
        return tuple(dict.fromkeys(titles[key] for key in near_names(fold_name(text), titles)))

    def fact(self, text: str) -> Heading | None:
        """The fact that a heading or an indicator names, with the unit and year that it adds."""
        found = self.read(text)
        return found if found is not None and found.part in (Part.FACT, Part.UNCLEAR) else None

    def coded(self, code: str) -> Heading | None:
        """The fact of exactly that name, now or in an earlier version of the plan, or None."""
        key = fold_name(code)
        specs = self._tiers[0].get(key)
        return Heading(Part.FACT, specs[0]) if specs else self._formerly(key)

    def _read(self, key: str) -> Heading | None:
        if key in self._foreign:
            return self._foreign[key]
        if len(key) > _LONGEST_HEADING:
            return self._exact(key)
        found = self._exact(key) or _WORDS.get(key) or self._kind(key)
        found = found or self._dated(key) or self._peeled(key) or self._measured(key) or self._count(key)
        found = found or self._tailed(key) or self._alone(key)
        if found is not None:
            return found
        plain = _AMONG_THEM.sub("", without_ordinal(key), count=1).rstrip(":*※★▲")
        return self._read(plain) if plain and plain != key else None

    @staticmethod
    def _kind(key: str) -> Heading | None:
        """What a heading of no fixed words is: a unit in brackets, points, or places such as 县(市、区)."""
        unit = key.strip("()[]【】〔〕").removeprefix("单位:")
        if len(unit) < len(key) and parse_unit(unit) is not None:
            return Heading(Part.NAMED_UNIT, unit=unit)
        if is_score(key):
            return Heading(Part.IGNORED)
        return Heading(Part.SUBJECT) if names_places(key) else None

    def _exact(self, key: str) -> Heading | None:
        for tier in self._tiers:
            specs = tier.get(key)
            if specs:
                if len(specs) == 1:
                    return Heading(Part.FACT, specs[0])
                return Heading(Part.UNCLEAR, candidates=tuple(spec.name for spec in specs))
        return self._formerly(key)

    def _formerly(self, key: str) -> Heading | None:
        former, spec = self._former.get(key, ("", None))
        return None if spec is None else Heading(Part.FACT, spec, former=former)

    def _dated(self, key: str) -> Heading | None:
        """A fact's name with a year before it."""
        before = year_before(key)
        if before is None:
            return None
        said, name = before
        rest = self._read(name)
        fits = rest is not None and rest.part in _OF_A_YEAR and rest.year is None and rest.back is None
        if rest is None or not fits:
            return None
        part = Part.YEAR_VALUES if rest.part is Part.NAMED_UNIT else rest.part
        return replace(rest, part=part, year=said.year, back=said.back)

    def _peeled(self, key: str) -> Heading | None:
        """A fact's name with a unit or year in brackets behind it."""
        tail = _TAIL.fullmatch(key)
        if tail is None or not tail.group(1):
            return None
        said = next(group for group in tail.groups()[1:] if group is not None).removeprefix("单位:")
        rest = self._read(tail.group(1))
        if rest is None:
            return None
        return self._with(rest, said)

    def _measured(self, key: str) -> Heading | None:
        """A fact's name with a unit behind it that no bracket holds: 科普经费到位数-万元."""
        found = _UNIT_BEHIND.fullmatch(key)
        rest = None if found is None else self._exact(found.group(1))
        return None if rest is None or found is None else self._with_one(rest, found.group(2))

    @staticmethod
    def _by_count(vocabulary: Vocabulary) -> dict[str, list[FactSpec]]:
        """The facts that are counted or paid, by their names without what only says so."""
        found: dict[str, list[FactSpec]] = {}
        for spec in vocabulary:
            if spec.type not in (FactType.COUNT, FactType.AMOUNT):
                continue
            for name in {_uncounted(fold_name(name)) for name in (spec.title.zh, *spec.aliases) if name}:
                found.setdefault(name, []).append(spec)
        return found

    def _count(self, key: str) -> Heading | None:
        """A fact's name with another word for its number behind it, or 年末 in front: 年末常住人口总数."""
        plain = _OF_YEAR_END.sub("", key, count=1) if _OF_YEAR_END.match(key) else key
        exact = self._exact(plain) if plain != key else None
        if exact is not None:
            return exact
        core = _uncounted(plain)
        specs: Sequence[FactSpec] = self._counted.get(core, ()) if core != plain else ()
        if len(specs) > 1:
            return Heading(Part.UNCLEAR, candidates=tuple(spec.name for spec in specs))
        fits = bool(specs) and (_COUNTS_PEOPLE not in plain[-3:] or specs[0].unit == "人")
        return Heading(Part.FACT, specs[0]) if fits else None

    def _with(self, rest: Heading, said: str) -> Heading | None:
        """A heading with what stands in brackets behind it: its unit, its year, or both."""
        whole: Heading | None = rest
        for part in re.split("[,、;]", _AS_UNIT.sub("", said)):
            whole = self._with_one(whole, part) if whole is not None else None
        return whole

    def _with_one(self, rest: Heading, said: str) -> Heading | None:
        year = year_alone(said)
        if year is not None and rest.year is None and rest.back is None:
            return replace(rest, year=year.year, back=year.back)
        own = rest.spec.unit if rest.spec is not None else ""
        unit = parse_unit(said, own)
        if unit is not None and (not rest.unit or parse_unit(rest.unit, own) == unit):
            return replace(rest, unit=said)
        # What stands in brackets behind a fact may make it another one; behind the name of a role it only explains.
        return rest if rest.part in _EXPLAINED or TELLS_HOW.fullmatch(said) else None

    def _tailed(self, key: str) -> Heading | None:
        for part, tails in TAILS.items():
            for tail in tails:
                name = key.removesuffix(tail).rstrip("-_的:(")
                if key.endswith(tail) and name:
                    fact = self._exact(name) or self._dated(name) or self._peeled(name)
                    if fact is not None and fact.part is Part.FACT:
                        return replace(fact, part=part, unit="")
        return None

    def _alone(self, key: str) -> Heading | None:
        year = year_alone(key)
        if year is not None:
            return Heading(Part.YEAR_VALUES, year=year.year, back=year.back)
        if parse_unit(key) is not None:
            return Heading(Part.NAMED_UNIT, unit=key)
        subject = self._subjects.resolve(key)
        return Heading(Part.SUBJECT_VALUES, subject=subject) if subject in self._subjects.inside else None
