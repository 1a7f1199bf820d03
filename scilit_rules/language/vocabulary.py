"""vocabulary.yaml → the facts that may be asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from scilit_rules.language.circles import LONGEST_ROW, follow_needs
from scilit_rules.language.document import Document, Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.naming import Known, names_all, refuse_shared_labels, same
from scilit_rules.language.shapes import FACT_FORM, as_text, to_text
from scilit_rules.language.shaping import MOST_ENTRIES, shape, wrong_kind
from scilit_rules.language.vocabulary_shapes import (
    DeriveShape,
    DifferenceShape,
    FactShape,
    OverShape,
    RatioShape,
)
from scilit_rules.model.vocabulary import Derivation, FactSpec, Range, Vocabulary
from scilit_rules.model.words import DerivationKind, FactType
from scilit_rules.problems import near_names

_MONEY = re.compile(r"元(?:/.+)?")
_PER = re.compile(r"(?:/.+)?$")


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of all layers.

    Args:
        vocabulary: those that are described well.
        known: the names of all.
    """

    vocabulary: Vocabulary
    known: Known


def read_vocabulary(roots: Sequence[Document], own: Document | None, whole: bool, faults: Faults) -> Facts:
    """The facts that a plan may ask for.

    Args:
        roots: the shared vocabularies, nearest last; a fact described anew in a nearer one is taken from there.
        own: the vocabulary of the plan, which may only add.
        whole: whether no vocabulary is unreadable.
        faults: takes what is wrong.
    """
    spots: dict[str, Spot] = {}
    for document in roots:
        spots |= _entries(document, faults)
    for name, spot in (_entries(own, faults) if own is not None else {}).items():
        if name in spots:
            faults.add(spot.problem("fact-twice", key=True, others=[spots[name].key_place], name=name))
        spots.setdefault(name, spot)
    shapes = {name: found for name, spot in spots.items() if (found := _shape(name, spot, faults)) is not None}
    specs = {name: _spec(name, found, spots[name]) for name, found in shapes.items()}
    documents = roots if own is None else (*roots, own)
    whole = whole and all(names_all(document.top, dict, faults) for document in documents)
    facts = Facts(Vocabulary(specs), Known(frozenset(spots), whole))
    for spot in spots.values():
        _check_names(spot.at("derive"), facts, faults)
    for spec in specs.values():
        _check(spec, spots[spec.name], facts, faults)
    _refuse_circles(specs, spots, faults)
    labels = ((name, _labels(spots[name], spec)) for name, spec in specs.items())
    refuse_shared_labels(labels, "fact-label-taken", faults)
    return facts


def _entries(document: Document, faults: Faults) -> dict[str, Spot]:
    if not isinstance(document.data, dict):
        faults.add(wrong_kind(document.top, "mapping"))
        return {}
    spots = list(islice(document.top.parts(), MOST_ENTRIES + 1))
    if len(spots) > MOST_ENTRIES:
        faults.add(spots[-1].problem("too-many-entries", key=True, count=len(document.data), most=MOST_ENTRIES))
    return {str(spot.loc[-1]): spot for spot in spots[:MOST_ENTRIES]}


def _shape(name: str, spot: Spot, faults: Faults) -> FactShape | None:
    if not re.fullmatch(FACT_FORM, name):
        faults.add(spot.problem("bad-fact-name", key=True, name=name))
    found = shape(FactShape, spot, faults)
    if found is None or found.derive is None:
        return found
    given = _given(found.derive)
    names = list(DeriveShape.model_fields)
    if len(given) != 1:
        code = "several-of" if given else "none-of"
        faults.add(spot.at("derive").problem(code, given=given, names=names))
        return None
    return found


def _given(derive: DeriveShape) -> list[str]:
    return [name for name in DeriveShape.model_fields if getattr(derive, name) is not None]


def _spec(name: str, found: FactShape, spot: Spot) -> FactSpec:
    limits = found.range
    return FactSpec(
        name, to_text(found.title), found.type, found.unit, tuple(found.aliases),
        Range(limits.low, limits.high, limits.doubt_above, limits.doubt_below), found.nature,
        None if found.freshness is None else found.freshness.years, as_text(found.kept), as_text(found.definition),
        None if found.derive is None else _derivation(found.derive), tuple(found.values), spot.key_place,
    )


def _derivation(derive: DeriveShape) -> Derivation:
    name = _given(derive)[0]
    kind, how = DerivationKind(name), getattr(derive, name)
    if isinstance(how, OverShape):
        return Derivation(kind, (how.of,), tuple(how.over))
    if isinstance(how, RatioShape):
        return Derivation(kind, (how.of, how.per))
    if isinstance(how, DifferenceShape):
        return Derivation(kind, (how.of, how.minus))
    return Derivation(kind, tuple(how) if isinstance(how, list) else (how,))


def _labels(spot: Spot, spec: FactSpec) -> Iterator[tuple[str, Spot]]:
    yield spec.name, spot
    yield spec.title.zh, spot.at("title")
    for number, alias in enumerate(spec.aliases):
        yield alias, spot.at("aliases").at(number)


def _check(spec: FactSpec, spot: Spot, facts: Facts, faults: Faults) -> None:
    limits = spec.range
    if limits != Range() and not spec.type.is_number:
        faults.add(spot.at("range").problem("range-misfit", key=True, type=spec.type))
    if limits.low is not None and limits.high is not None and limits.low > limits.high:
        faults.add(spot.at("range").problem("range-order", low=limits.low, high=limits.high))
    if spec.type is FactType.AMOUNT and not _MONEY.fullmatch(spec.unit):
        meant = f"元{_PER.findall(spec.unit)[0]}"
        faults.add((spot.at("unit") if spec.unit else spot).problem("money-unit", unit=spec.unit or "-", meant=meant))
    if spec.values and spec.type is not FactType.TEXT:
        faults.add(spot.at("values").problem("values-misfit", key=True, type=spec.type))
    if spec.derive is None:
        return
    where = spot.at("derive").at(spec.derive.kind.value)
    if not spec.type.is_number:
        faults.add(where.problem("derive-result", key=True, kind=spec.derive.kind, type=spec.type))
    for name, part in zip(spec.derive.parts, _part_spots(where, spec.derive), strict=True):
        _check_part(name, part, spec.derive.kind, facts, faults)


def _part_spots(where: Spot, derive: Derivation) -> Iterable[Spot]:
    if isinstance(where.value, dict):
        return [where.at(key) for key in ("of", "per", "minus") if key in where.value]
    return where.parts() if isinstance(where.value, list) else [where]


def _check_names(derive: Spot, facts: Facts, faults: Faults) -> None:
    """Notes facts that there are not in how a fact is derived, though it may be described wrongly."""
    for how in derive.parts() if isinstance(derive.value, dict) else ():
        several = how.value if isinstance(how.value, (dict, list)) else None
        for part in [how] if several is None else how.parts():
            named = part.loc[-1] != "over" and isinstance(part.value, str)
            if named and facts.known.lacks(part.value):
                faults.add(part.problem("unknown-fact", near=near_facts(part.value, facts.vocabulary, facts.known),
                                        name=part.value))


def near_facts(name: str, vocabulary: Vocabulary, known: Known) -> Sequence[str]:
    """The names of facts that are called so, or else those names that are most like it."""
    label = same(name)
    called = [spec.name for spec in vocabulary.facts.values()
              if label in map(same, (spec.title.zh, spec.title.en, *spec.aliases))]
    return called or near_names(name, known.names)


def _check_part(name: str, spot: Spot, kind: DerivationKind, facts: Facts, faults: Faults) -> None:
    spec = facts.vocabulary.get(name)
    if spec is None:
        return
    fits = spec.type is FactType.FLAG if kind is DerivationKind.SHARE else spec.type.is_number
    if not fits:
        faults.add(spot.problem("derive-part", kind=kind, fact=name, title=spec.title, type=spec.type))


def _refuse_circles(specs: Mapping[str, FactSpec], spots: Mapping[str, Spot], faults: Faults) -> None:
    needs = {name: spec.derive.parts for name, spec in specs.items() if spec.derive is not None}
    needed = follow_needs(needs)
    for circle in needed.circles:
        spot = spots[circle[0]].at("derive")
        others = [spots[name].at("derive").place for name in circle[1:]]
        faults.add(spot.problem("derive-circle", key=True, others=others, circle=" → ".join((*circle, circle[0]))))
    for name in needed.far:
        faults.add(spots[name].at("derive").problem("row-too-long", key=True, name=name, most=LONGEST_ROW))
