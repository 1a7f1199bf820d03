"""Files named as evidence, and whether they lie where they were looked for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from unicodedata import normalize

from scilit_rules.facts.evidence import file_name
from scilit_rules.model.fact import Evidence, Fact
from scilit_rules.model.words import EvidenceKind, Lack
from scilit_rules.problems import UsageError, problem

_MOST_FILES = 200_000
_LEAD = re.compile(r"^(?:.*?[:：]|(?:详?见)?\s*(?:附件|附)?\s*(?:\d{1,2}(?!\d)[.、]?)?)\s*")
_BRACKETS = str.maketrans("〔【﹝［（〕】﹞］）", "[[[[(]]]])")
_UNSAID = re.compile(r"[\s《》]")
_OUTSIDE = re.compile(r"^(?:[/~]|[a-z]:)|(?:^|/)\.\.(?:/|$)")


class Folder:
    """The files of some folders, by name.

    Names are compared as they are read, whichever way their letters are put together and whether they are great or
    small. Links that lead out of a folder are not followed.

    Args:
        paths: the folders.
        deep: whether to look into all folders below, or only into those of the first level.
        without: files that are no evidence, such as the returns themselves.
    """

    def __init__(self, paths: Iterable[Path], *, deep: bool, without: Iterable[Path] = ()) -> None:
        paths = list(paths)
        left_out = {os.path.realpath(path) for path in without}
        self._paths: dict[str, list[str]] = {}
        self._roots = {_key(path.resolve().name) for path in paths}
        for root in dict.fromkeys(paths):
            for shown in _files(root, deep, left_out):
                self._paths.setdefault(_key(PurePosixPath(shown).name), []).append(shown)

    def find(self, named: str) -> str | None:
        """The path of a named file within its folder, or None if there is none; a name can't lead out of the folder."""
        name = _key(named.replace("\\", "/").strip())
        if _OUTSIDE.search(name):
            return None
        wanted = PurePosixPath(name)
        if len(wanted.parts) > 1 and wanted.parts[0] in self._roots:
            wanted = wanted.relative_to(wanted.parts[0])
        for shown in self._paths.get(wanted.name, ()):
            if PurePosixPath(_key(shown)).parts[-len(wanted.parts) :] == wanted.parts:
                return shown
        return None


def with_files(facts: Sequence[Fact], evidence: str | Path | None) -> Sequence[Fact]:
    """Facts with what became of the files that they name as evidence.

    Args:
        facts: the facts.
        evidence: the folder where a file must lie to count; if left out it is only told which lie beside the returns.

    Raises:
        UsageError: if there is no such folder.
    """
    # An empty name would be the folder that one happens to stand in, as where a variable of a script is not set.
    if evidence is not None and (evidence == "" or not Path(evidence).is_dir()):
        raise UsageError(problem("engine.no-evidence-folder", folder=str(evidence) or "“”"))
    naming = [piece for fact in facts for piece in fact.evidence if piece.kind is EvidenceKind.FILE]
    if not naming:
        return facts
    sources = {Path(piece.place.source) for piece in naming if piece.place is not None}
    returns = [source for source in sorted(sources) if source.is_file()]
    if evidence is not None:
        return looked_up(facts, Folder([Path(evidence)], deep=True, without=returns), needed=True)
    beside = Folder([source.parent for source in returns], deep=False, without=returns)
    return looked_up(facts, beside, needed=False) if returns else facts


def looked_up(facts: Sequence[Fact], folder: Folder, *, needed: bool) -> list[Fact]:
    """Facts with what became of the files that they name.

    Args:
        facts: the facts.
        folder: where to look.
        needed: whether a file that is not there does not count.
    """
    return [replace(fact, evidence=tuple(_seen(piece, folder, needed) for piece in fact.evidence))
            if any(piece.kind is EvidenceKind.FILE for piece in fact.evidence) else fact for fact in facts]


def _seen(piece: Evidence, folder: Folder, needed: bool) -> Evidence:
    if piece.kind is not EvidenceKind.FILE:
        return piece
    bare = file_name(piece.text)
    names = (piece.text, bare, _LEAD.sub("", bare))
    found = next(filter(None, map(folder.find, names)), "")
    if needed and not found:
        return replace(piece, kind=None, lacks=(Lack.FILE,), found=found)
    return replace(piece, found=found)


def _files(root: Path, deep: bool, left_out: set[str]) -> Iterator[str]:
    """The paths of the files in a folder, from it on, sorted, as many as anybody would keep there."""
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
                yield os.path.relpath(os.path.join(folder, name), inside).replace(os.sep, "/")


def _key(name: str) -> str:
    """A name as it is compared, whichever letters, brackets and spaces it is written with."""
    return _UNSAID.sub("", normalize("NFKC", name)).translate(_BRACKETS).casefold()
