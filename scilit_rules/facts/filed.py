"""Files named as evidence, and whether they lie where they were looked for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from unicodedata import normalize

from scilit_rules.facts.evidence import file_name
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.model.fact import Evidence, Fact
from scilit_rules.model.lacks import Lack
from scilit_rules.model.plan import Plan
from scilit_rules.model.subject import Register, Subject
from scilit_rules.model.words import EvidenceKind
from scilit_rules.problems import UsageError, problem

_MOST_FILES = 200_000
_LEAD = re.compile(r"^(?:.*?[:：]|(?:详?见)?\s*(?:附件|附)?\s*(?:\d{1,2}(?!\d)[.、]?)?)\s*")
_BRACKETS = str.maketrans("〔【﹝［（〕】﹞］）", "[[[[(]]]])")
_UNSAID = re.compile(r"[\s《》]")
_OUTSIDE = re.compile(r"^(?:[/~]|[a-z]:)|(?:^|/)\.\.(?:/|$)")


class Owners:
    """Tells whose the files of a folder are: what lies in a folder that is named after a subject is that subject's.

    Args:
        names: the names of the subjects.
        register: who they are.
        judged: the ids of those who are judged; a folder of a body above them that is not among them is theirs too.
    """

    def __init__(self, names: SubjectNames, register: Register, judged: AbstractSet[str]) -> None:
        self._names, self._register, self._judged = names, register, judged
        self._known: dict[str, str | None] = {}

    def of(self, folders: Sequence[str]) -> str | None:
        """The subject that the innermost folder with a subject's name is named after; None where none is."""
        return next(filter(None, map(self._named, reversed(folders))), None)

    def may_show(self, owner: str | None, subject: str) -> bool:
        """Whether a subject may show what is an owner's: if it is its own, nobody's, or of a body above."""
        if owner is None or owner == subject:
            return True
        return owner not in self._judged and any(one.id == subject for one in self._register.within(owner))

    def _named(self, folder: str) -> str | None:
        if folder not in self._known:
            self._known[folder] = self._names.mentioned(folder)
        return self._known[folder]


class Filed(NamedTuple):
    """A file as it was found.

    Args:
        shown: its path within the folder.
        is_empty: whether nothing is in it.
        owner: the subject that its folder is named after, if any.
    """

    shown: str
    is_empty: bool
    owner: str | None


class Folder:
    """The files of some folders, by name.

    Names are compared as they are read, whichever way their letters are put together and whether they are great or
    small. Links that lead out of a folder are not followed.

    Args:
        paths: the folders.
        owners: whose folders these are.
        deep: whether to look into all folders below, or only into those of the first level.
        without: files that are no evidence, such as the returns themselves.
    """

    def __init__(self, paths: Iterable[Path], owners: Owners, *, deep: bool, without: Iterable[Path] = ()) -> None:
        paths = list(paths)
        left_out = {os.path.realpath(path) for path in without}
        self._owners = owners
        self._paths: dict[str, list[Filed]] = {}
        self._roots = {_key(path.resolve().name) for path in paths}
        for root in dict.fromkeys(paths):
            for shown, is_empty in _files(root, deep, left_out):
                path = PurePosixPath(shown)
                filed = Filed(shown, is_empty, owners.of((root.resolve().name, *path.parts[:-1])))
                self._paths.setdefault(_key(path.name), []).append(filed)

    def find(self, named: str, subject: str) -> tuple[str, Lack | None]:
        """The path of a file that a subject names, within its folder; a name can't lead out of the folder.

        Args:
            named: the name.
            subject: the id of the subject.

        Returns:
            the path, or an empty one together with what is amiss: that there is none, or what is wrong with it.
        """
        amiss = Lack.FILE
        for filed in self._named(named):
            if not self._owners.may_show(filed.owner, subject):
                amiss = Lack.FILE_OWNER if amiss is Lack.FILE else amiss
            elif filed.is_empty:
                amiss = Lack.CONTENT
            else:
                return filed.shown, None
        return "", amiss

    def _named(self, named: str) -> Iterator[Filed]:
        name = _key(named.replace("\\", "/").strip())
        if _OUTSIDE.search(name):
            return
        wanted = PurePosixPath(name)
        if len(wanted.parts) > 1 and wanted.parts[0] in self._roots:
            wanted = wanted.relative_to(wanted.parts[0])
        for filed in self._paths.get(wanted.name, ()):
            if PurePosixPath(_key(filed.shown)).parts[-len(wanted.parts) :] == wanted.parts:
                yield filed


def with_files(facts: Sequence[Fact], evidence: str | Path | None, plan: Plan, judged: Iterable[Subject]
               ) -> Sequence[Fact]:
    """Facts with what became of the files that they name as evidence.

    Args:
        facts: the facts.
        evidence: the folder where a file must lie to count; if left out it is only told which lie beside the returns.
        plan: the plan, by whose subjects folders are named.
        judged: the subjects that are judged.

    Raises:
        UsageError: if there is no such folder.
    """
    # An empty name would be the folder that one happens to stand in, as where a variable of a script is not set.
    if evidence is not None and (evidence == "" or not os.path.isdir(evidence)):
        raise UsageError(problem("engine.no-evidence-folder", folder=str(evidence) or "“”"))
    naming = [piece for fact in facts for piece in fact.evidence if piece.kind is EvidenceKind.FILE]
    if not naming:
        return facts
    owners = Owners(SubjectNames(plan), plan.register, {subject.id for subject in judged})
    sources = {Path(piece.place.source) for piece in naming if piece.place is not None}
    returns = [source for source in sorted(sources) if source.is_file()]
    if evidence is not None:
        return looked_up(facts, Folder([Path(evidence)], owners, deep=True, without=returns), needed=True)
    beside = Folder([source.parent for source in returns], owners, deep=False, without=returns)
    return looked_up(facts, beside, needed=False) if returns else facts


def looked_up(facts: Sequence[Fact], folder: Folder, *, needed: bool) -> list[Fact]:
    """Facts with what became of the files that they name.

    Args:
        facts: the facts.
        folder: where to look.
        needed: whether a file that is not there does not count.
    """
    return [replace(fact, evidence=tuple(_seen(piece, fact.subject, folder, needed) for piece in fact.evidence))
            if any(piece.kind is EvidenceKind.FILE for piece in fact.evidence) else fact for fact in facts]


def _seen(piece: Evidence, subject: str, folder: Folder, needed: bool) -> Evidence:
    if piece.kind is not EvidenceKind.FILE:
        return piece
    found, amiss = _found(piece, subject, folder)
    if amiss is None:
        return replace(piece, found=found)
    if needed:
        return replace(piece, kind=None, lacks=(amiss,), found="")
    return replace(piece, found="", lacks=() if amiss is Lack.FILE else (amiss,))


def _found(piece: Evidence, subject: str, folder: Folder) -> tuple[str, Lack | None]:
    """Where a file lies that a piece names, in whichever of the ways that it may be meant."""
    bare = file_name(piece.text)
    tried = [folder.find(name, subject) for name in (piece.text, bare, _LEAD.sub("", bare))]
    there = next((found for found in tried if found[1] is None), None)
    if there is not None:
        return there
    return next((found for found in tried if found[1] is not Lack.FILE), tried[0])


def _files(root: Path, deep: bool, left_out: set[str]) -> Iterator[tuple[str, bool]]:
    """The paths of the files in a folder, from it on, and whether each is empty; as many as anybody would keep."""
    inside = os.path.realpath(root)
    count = 0
    for folder, below, names in os.walk(inside):
        below.sort()
        if not deep and folder != inside:
            below.clear()
        for name in sorted(names):
            real = os.path.realpath(os.path.join(folder, name))
            count += 1
            if count > _MOST_FILES:
                return
            if real not in left_out and os.path.commonpath((inside, real)) == inside:
                yield os.path.relpath(os.path.join(folder, name), inside).replace(os.sep, "/"), _is_empty(real)


def _is_empty(path: str) -> bool:
    try:
        return os.path.getsize(path) == 0
    except OSError:  # gone since it was listed
        return True


def _key(name: str) -> str:
    """A name as it is compared, whichever letters, brackets and spaces it is written with."""
    return _UNSAID.sub("", normalize("NFKC", name)).translate(_BRACKETS).casefold()
