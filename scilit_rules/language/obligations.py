"""obligations/*.yaml → what a plan asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scilit_rules.language.adoption import Adopted, Shelf, adopt
from scilit_rules.language.conditions import ConditionReader
from scilit_rules.language.document import Document, Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.naming import Known, names_all
from scilit_rules.language.schedules import SCHEDULES, Timing
from scilit_rules.language.shapes import AttestShape, JudgedShape, ObligationShape, ProofShape, as_text, to_text
from scilit_rules.language.shaping import items, shape_rest
from scilit_rules.language.vocabulary import Facts
from scilit_rules.model.condition import Condition
from scilit_rules.model.obligation import Attestation, Obligation, Proof, Schedule
from scilit_rules.model.timeline import Timeline
from scilit_rules.problems import near_names

_JUDGED = ("require", "attest", "review")
_NEEDED = ("title", "kind", "binding", "bears")
_STAND_INS = {"id": "none", "clause": "none"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What obligations may speak of.

    Args:
        facts: the facts that may be asked for.
        clauses: the paths of the clauses.
        timeline: the time of the plan, or None where its years could not be read.
        shelf: what may be adopted.
    """

    facts: Facts
    clauses: Known
    timeline: Timeline | None
    shelf: Shelf


def read_obligations(documents: Sequence[Document], around: Surroundings, faults: Faults,
                     ) -> tuple[dict[str, tuple[Obligation, Spot]], Known]:
    """The obligations of a plan.

    Args:
        documents: its obligation files.
        around: what they may speak of.
        faults: takes what is wrong.

    Returns:
        those described well by id, with the place of each, and the ids of all.
    """
    found: dict[str, tuple[Obligation, Spot]] = {}
    spots: dict[str, Spot] = {}
    for spot in (spot for document in documents for spot in items(document.top, faults)):
        id = spot.at("id").value
        if isinstance(id, str) and id in spots:
            faults.add(spot.at("id").problem("id-twice", others=[spots[id].at("id").place], id=id))
        elif isinstance(id, str):
            spots[id] = spot
        item, unsure = shape_rest(ObligationShape, spot, faults, _STAND_INS)
        obligation = None if item is None else _Maker(item, spot, unsure, around, faults).make()
        if obligation is not None:
            found.setdefault(obligation.id, (obligation, spot))
    return found, Known(frozenset(spots), all(names_all(document.top, list, faults, "id") for document in documents))


class _Maker:
    """Makes one obligation from what is written and what is adopted, or says all that keeps it from being one.

    Of keys that are unsure nothing is known but that they are there, or may be.
    """

    def __init__(self, item: ObligationShape, spot: Spot, unsure: frozenset[str], around: Surroundings,
                 faults: Faults) -> None:
        self._item, self._spot, self._unsure, self._around, self._faults = item, spot, unsure, around, faults
        self._adopted: Adopted | None = None if "adopts" in unsure else adopt(item, spot, around.shelf, faults)
        self._first_judged: int | None = None
        self._adopts_unknown = self._adopted is None and (item.adopts is not None or "adopts" in unsure)

    def make(self) -> Obligation | None:
        before = len(self._faults)
        item = self._item
        if self._has("clause") and self._around.clauses.lacks(item.clause):
            near = near_names(item.clause, self._around.clauses.names)
            self._faults.add(self._spot.at("clause").problem("unknown-clause", near=near, path=item.clause))
        chosen = {name: self._choose(name) for name in (*_NEEDED, "remedy", "note")}
        needed = () if self._adopts_unknown else _NEEDED
        missing = [name for name in _STAND_INS if name not in self._spot.value]
        missing += [name for name in needed if chosen[name] is None]
        missing = [name for name in missing if name not in self._unsure]
        if missing:
            self._faults.add(self._spot.problem("missing-key", names=missing))
        schedule = self._schedule()
        self._first_judged = None if schedule is None else schedule.first_judged
        judged = self._judged()
        if judged is None:
            self._condition("require", (item, self._spot))
        when = self._condition("when", self._holder("when"))
        if len(self._faults) > before or schedule is None or judged is None or self._unsure or self._adopts_unknown:
            return None
        return Obligation(
            id=item.id, clause=item.clause, phrase=item.phrase, title=to_text(chosen["title"]), kind=chosen["kind"],
            binding=chosen["binding"], bears=tuple(chosen["bears"]), schedule=schedule, when=when,
            remedy=as_text(chosen["remedy"]), note=as_text(chosen["note"]), adopts=item.adopts,
            follows=item.follows, formerly=tuple(item.formerly),
            aliases=tuple(item.aliases), place=self._spot.at("id").place, **judged,
        )

    def _has(self, name: str) -> bool:
        return name in self._spot.value and name not in self._unsure

    def _holders(self) -> list[tuple[JudgedShape, Spot]]:
        own: list[tuple[JudgedShape, Spot]] = [(self._item, self._spot)]
        return own if self._adopted is None else [*own, (self._adopted.shared.shape, self._adopted.shared.spot)]

    def _holder(self, name: str) -> tuple[JudgedShape, Spot]:
        """Where a key is written: here, or else in what is adopted."""
        holders = self._holders()
        if name in self._unsure:
            return holders[0]
        return next(((held, spot) for held, spot in holders if _get(held, name) is not None), holders[0])

    def _choose(self, name: str) -> Any:
        return _get(self._holder(name)[0], name)

    def _one_of(self, names: tuple[str, ...]) -> tuple[str, JudgedShape, Spot] | None:
        for held, spot in self._holders():
            given = [name for name in names if spot.value.get(name) is not None]
            if len(given) > 1:
                self._faults.add(spot.at(given[1]).problem("several-of", key=True, given=given, names=list(names)))
                return None
            if held is self._item and not self._unsure.isdisjoint(names):
                return None
            if given:
                return given[0], held, spot
        if not self._adopts_unknown:
            self._faults.add(self._spot.problem("none-of", names=list(names)))
        return None

    def _judged(self) -> Mapping[str, Any] | None:
        found = self._one_of(_JUDGED)
        if found is None:
            return None
        name, held, spot = found
        if name == "require":
            return {"require": self._condition("require", (held, spot)), "proof": _proof(self._choose("evidence"))}
        evidence = held.evidence if self._item.evidence is None else self._item.evidence
        misplaced = name == "review" or (held.attest is not None and held.attest.evidence is not None)
        if held.evidence is not None and misplaced:
            self._faults.add(spot.at("evidence").problem("evidence-misplaced", key=True))
        if held.attest is not None:
            return {"attest": _attestation(held.attest, evidence)}
        assert held.review is not None
        return {"review": to_text(held.review.ask)}

    def _condition(self, name: str, holder: tuple[JudgedShape, Spot]) -> Condition | None:
        held, spot = holder
        if _get(held, name) is None:
            return None
        own = held is self._item
        parameters = None if own or self._adopted is None else self._adopted.parameters
        facts, time = self._around.facts, self._around.timeline
        base = 0 if time is None else time.base
        reader = ConditionReader(self._faults, facts.vocabulary, facts.known, parameters=parameters, base=base,
                                 judged=self._first_judged)
        return reader.read(spot.at(name))

    def _schedule(self) -> Schedule | None:
        found = self._one_of(SCHEDULES)
        if found is None or self._around.timeline is None:
            return None
        name, held, spot = found
        timing = Timing(self._around.timeline, self._spot, self._faults)
        return timing.read(name, _get(held, name), spot.at(name))


def _get(held: JudgedShape, name: str) -> Any:
    return getattr(held, "in_" if name == "in" else name)


def _proof(shape: ProofShape | None) -> Proof:
    return Proof() if shape is None else _asked(shape.count, shape)


def _asked(count: int, shape: ProofShape | AttestShape) -> Proof:
    """What recurs is shown by two pieces at least."""
    return Proof(max(count, 2) if shape.regularly else count, tuple(shape.accept), shape.regularly)


def _attestation(shape: AttestShape, evidence: ProofShape | None) -> Attestation:
    proof = _asked(shape.evidence or 0, shape) if evidence is None else _proof(evidence)
    return Attestation(to_text(shape.ask), proof, as_text(shape.example), tuple(shape.done))
