"""Puts a plan together from its files, and says everything that is wrong with them at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from scilit_rules.gate.files import read_bytes
from scilit_rules.gate.limits import RULES
from scilit_rules.language.adoption import Shared, Shelf, read_shared_obligations
from scilit_rules.language.clashes import refuse_clashes
from scilit_rules.language.clauses import read_clauses
from scilit_rules.language.consequences import read_consequences
from scilit_rules.language.document import Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.folder import (
    CONSEQUENCES,
    OBLIGATIONS,
    SUBJECTS,
    VOCABULARY,
    Folder,
    digest_of,
)
from scilit_rules.language.grounds import too_severe
from scilit_rules.language.naming import Known, Names
from scilit_rules.language.obligations import Surroundings, read_obligations
from scilit_rules.language.relations import check_relations
from scilit_rules.language.scoring import read_scoring
from scilit_rules.language.shapes import DocumentShape, PlanShape, SharedRulesetShape, as_text, to_text
from scilit_rules.language.shaping import shape, wrong_kind
from scilit_rules.language.subjects import Subjects, check_subject, read_subjects
from scilit_rules.language.timelines import read_timeline
from scilit_rules.language.vocabulary import Facts, read_vocabulary
from scilit_rules.model.obligation import Consequence, Obligation
from scilit_rules.model.plan import Clause, Document, Plan
from scilit_rules.model.scoring import Scoring
from scilit_rules.problems import SourceError, near_names

FindShared = Callable[[str], Optional[Folder]]

_ONLY_PLANS = ("document", "jurisdiction", "years", "extends", "clauses")


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a plan is put together from.

    Args:
        folder: its own folder.
        roots: the folders whose vocabulary and subjects it shares, nearest last.
        find_shared: finds the folder of a shared ruleset by its id.
        shared_ids: tells the ids of all shared rulesets, for advice.
    """

    folder: Folder
    roots: Sequence[Folder]
    find_shared: FindShared
    shared_ids: Callable[[], Sequence[str]]


def looks_shared(path: Path) -> bool:
    """Whether a plan.yaml that can't be read as YAML speaks of nothing that only plans have."""
    try:
        text = read_bytes(path, RULES).decode(errors="replace")
    except SourceError:
        return False
    return re.search(rf"^({'|'.join(_ONLY_PLANS)})\s*[:：]", text, re.MULTILINE) is None


def is_shared(data: Any) -> bool:
    """Whether the data of a plan.yaml is that of a shared ruleset, which has no document, years or clauses."""
    return isinstance(data, dict) and not any(key in data for key in _ONLY_PLANS)


@dataclass(frozen=True, slots=True)
class Parts:
    """What could be read of a plan.

    Args:
        sources: where from.
        head: what its plan.yaml says, or None where that is wrong.
        clauses: the clauses described well.
        obligations: the obligations described well, by id.
        consequences: the consequences described well, by id.
        scoring: how findings become points, if at all.
        facts: the facts that it may ask for.
        subjects: the subjects that it can judge.
        shared: the shared rulesets that it adopts from.
        names: what may be spoken of, with what is described wrongly.
    """

    sources: Sources
    head: PlanShape | None
    clauses: dict[str, Clause]
    obligations: dict[str, Obligation]
    consequences: dict[str, Consequence]
    scoring: Scoring | None
    facts: Facts
    subjects: Subjects
    shared: dict[str, Folder]
    names: Names

    def plan(self) -> Plan:
        """The plan, where nothing of it is wrong."""
        head, folder = self.head, self.sources.folder
        assert head is not None
        assert self.obligations.keys() == self.names.obligations.names, "an obligation was lost without a word"
        assert self.consequences.keys() == self.names.consequences.names, "a consequence was lost without a word"
        roots = [(f"shared {number}", root) for number, root in enumerate(reversed(self.sources.roots))]
        return Plan(
            id=head.id, title=to_text(head.title), document=_document(head.document), jurisdiction=head.jurisdiction,
            years=(head.years[0], head.years[1]), extends=tuple(head.extends), clauses=self.clauses,
            obligations=self.obligations, consequences=self.consequences, vocabulary=self.facts.vocabulary,
            register=self.subjects.register, digest=digest_of([("plan", folder), *roots, *self.shared.items()]),
            home=str(folder.path), note=as_text(head.note), scoring=self.scoring,
            version=head.version or "", base=head.base,
        )


def assemble(sources: Sources, faults: Faults) -> Plan:
    """Puts a plan together.

    Args:
        sources: its files.
        faults: what was wrong with single files already.

    Raises:
        RulesetError: if anything is wrong, with everything that is.
    """
    parts = read_parts(sources, faults)
    faults.stop_if_any()
    return parts.plan()


def read_parts(sources: Sources, faults: Faults) -> Parts:
    """Reads all that can be read of a plan.

    Args:
        sources: its files.
        faults: takes what is wrong.
    """
    folder = sources.folder
    facts, subjects = _read_layers(sources, faults)
    head, clauses, paths = _read_head(folder, subjects, faults)
    shelf, shared = _fill_shelf(folder, sources, facts, faults)
    around = Surroundings(facts, paths, read_timeline(folder.plan, faults), shelf)
    found, known = read_obligations(folder.obligations, around, faults)
    known = _unless_broken(known, OBLIGATIONS, folder)
    check_relations(found, known, facts.vocabulary, faults)
    refuse_clashes(found.values(), faults)
    consequences, drawn = read_consequences(folder.consequences, known, faults)
    scoring = None if folder.plan is None else read_scoring(folder.plan.top.at("scoring"), known, paths, faults)
    drawn = _unless_broken(drawn, CONSEQUENCES, folder)
    names = Names(subjects.register, facts.vocabulary, subjects.known, facts.known, known, drawn)
    obligations = {id: obligation for id, (obligation, _) in found.items()}
    for told in too_severe(consequences, obligations):
        faults.add(told)
    return Parts(sources, head, clauses, obligations, consequences, scoring, facts, subjects, shared, names)


def _unless_broken(known: Known, name: str, folder: Folder) -> Known:
    return Known(known.names, known.whole and name not in folder.broken)


def _read_layers(sources: Sources, faults: Faults) -> tuple[Facts, Subjects]:
    folders = (*sources.roots, sources.folder)
    vocabularies = [root.vocabulary for root in sources.roots if root.vocabulary is not None]
    registers = [root.subjects for root in sources.roots if root.subjects is not None]
    facts = read_vocabulary(vocabularies, sources.folder.vocabulary, not _broken(VOCABULARY, folders), faults)
    subjects = read_subjects(registers, sources.folder.subjects, not _broken(SUBJECTS, folders), faults)
    return facts, subjects


def _broken(name: str, folders: Sequence[Folder]) -> bool:
    return any(name in folder.broken for folder in folders)


def _read_head(folder: Folder, subjects: Subjects, faults: Faults) -> tuple[PlanShape | None, dict[str, Clause], Known]:
    if folder.plan is None:
        return None, {}, Known(whole=False)
    top = folder.plan.top
    if not isinstance(top.value, dict):
        faults.add(wrong_kind(top, "mapping"))
        return None, {}, Known(whole=False)
    rest = {key: value for key, value in top.value.items() if key != "clauses"}
    jurisdiction = rest.get("jurisdiction")
    if isinstance(jurisdiction, str) and subjects.known.lacks(jurisdiction):
        check_subject(jurisdiction, top.at("jurisdiction"), subjects, faults)
        rest["jurisdiction"] = "unknown"
    head = shape(PlanShape, Spot(top.document, (), rest), faults)
    if "clauses" not in top.value:
        return head, {}, Known(whole=head is not None and not faults.is_partly_read(top.place))
    return head, *read_clauses(top.at("clauses"), faults)


def _document(found: DocumentShape) -> Document:
    return Document(found.number, found.issuer, found.issued, tuple(found.rests_on))


def _fill_shelf(folder: Folder, sources: Sources, facts: Facts, faults: Faults) -> tuple[Shelf, dict[str, Folder]]:
    """What the plan may adopt, and the folders that it comes from."""
    extends = _extends(folder, faults)
    folders: dict[str, Folder] = {}
    for spot in extends or ():
        shared = _find(spot, sources, faults) if isinstance(spot.value, str) and spot.value not in folders else None
        if shared is not None:
            folders[spot.value] = shared
    whole = extends is not None and all(isinstance(spot.value, str) and spot.value in folders for spot in extends)
    if extends is None:
        folders = {id: shared for id in sorted(set(_adopted(folder))) if (shared := _guess(id, sources)) is not None}
    obligations: dict[str, Shared] = {}
    known: dict[str, Known] = {}
    for id, shared in folders.items():
        read, names = read_shared_obligations(id, shared.obligations, facts, faults)
        obligations |= read
        known[id] = _unless_broken(names, OBLIGATIONS, shared)
    return Shelf(obligations, known, tuple(folders), whole), folders


def _extends(folder: Folder, faults: Faults) -> list[Spot] | None:
    """The rulesets that the plan names, or None where that could not be read."""
    if folder.plan is None or not isinstance(folder.plan.data, dict):
        return None
    spot = folder.plan.top.at("extends")
    if faults.is_partly_read(spot.place):
        return None
    if isinstance(spot.value, (str, list)):
        return [spot] if isinstance(spot.value, str) else list(spot.parts())
    return [] if spot.value is None else None


def _adopted(folder: Folder) -> Iterator[str]:
    """The rulesets from which obligations say that they adopt."""
    for document in folder.obligations:
        for item in document.data if isinstance(document.data, list) else ():
            adopts = item.get("adopts") if isinstance(item, dict) else None
            if isinstance(adopts, str) and "/" in adopts:
                yield adopts.partition("/")[0]


def _guess(id: str, sources: Sources) -> Folder | None:
    """A shared ruleset, if there is one of that id."""
    shared = sources.find_shared(id)
    return shared if shared is not None and (shared.plan is None or is_shared(shared.plan.data)) else None


def _find(spot: Spot, sources: Sources, faults: Faults) -> Folder | None:
    shared = sources.find_shared(spot.value)
    if shared is None:
        known = list(sources.shared_ids())
        faults.add(spot.problem("unknown-ruleset", near=near_names(spot.value, known), name=spot.value, known=known))
        return None
    if shared.plan is not None and not is_shared(shared.plan.data) and isinstance(shared.plan.data, dict):
        faults.add(spot.problem("extends-plan", name=spot.value, known=list(sources.shared_ids())))
        return None
    head = None if shared.plan is None else shape(SharedRulesetShape, shared.plan.top, faults)
    if head is not None and shared.plan is not None and head.id != spot.value:
        faults.add(shared.plan.top.at("id").problem("id-not-folder", id=head.id, folder=spot.value))
    return shared


