"""A ruleset folder as documents: which files it has, and which could not be read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scilit_rules.gate.files import show_size
from scilit_rules.language.document import Document
from scilit_rules.language.faults import Faults
from scilit_rules.language.reader import read_document
from scilit_rules.model.place import Place
from scilit_rules.problems import near_names, problem

PLAN = "plan.yaml"
VOCABULARY = "vocabulary.yaml"
SUBJECTS = "subjects.yaml"
CONSEQUENCES = "consequences.yaml"
OBLIGATIONS = "obligations"
CASES = "cases"
_FILES = (PLAN, CONSEQUENCES, VOCABULARY, SUBJECTS)
_SUFFIXES = (".yaml", ".yml")
_MOST_FILES = 1_000
_MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Folder:
    """The documents of one ruleset, or what folders of rulesets share.

    Args:
        path: the folder.
        plan: plan.yaml.
        obligations: the files in ``obligations``, by name.
        consequences: consequences.yaml.
        vocabulary: vocabulary.yaml.
        subjects: subjects.yaml.
        broken: names of files or folders that exist and could not be read.
    """

    path: Path
    plan: Document | None = None
    obligations: tuple[Document, ...] = ()
    consequences: Document | None = None
    vocabulary: Document | None = None
    subjects: Document | None = None
    broken: frozenset[str] = frozenset()

    @property
    def documents(self) -> tuple[Document, ...]:
        """Everything that was read."""
        found = (self.plan, *self.obligations, self.consequences, self.vocabulary, self.subjects)
        return tuple(document for document in found if document is not None)


def read_ruleset(path: Path, faults: Faults) -> Folder:
    """Reads all files of a ruleset folder but its cases.

    Args:
        path: the folder.
        faults: takes what is wrong with single files.
    """
    _refuse_strangers(path, _FILES, faults)
    return _read(path, _FILES, list_files(path / OBLIGATIONS, faults), faults)


def read_shared(path: Path, faults: Faults) -> Folder:
    """Reads what all rulesets of a folder share: its vocabulary and its subjects."""
    return _read(path, (VOCABULARY, SUBJECTS), [], faults)


def _read(path: Path, names: Iterable[str], others: Iterable[Path], faults: Faults) -> Folder:
    read = {name: read_inside(path / name, path, faults) for name in names if os.path.lexists(path / name)}
    inner = {file: read_inside(file, path, faults) for file in others}
    broken = {name for name, document in read.items() if document is None}
    if any(document is None for document in inner.values()) or (path / OBLIGATIONS).is_file():
        broken.add(OBLIGATIONS)
    return Folder(path, read.get(PLAN), tuple(document for document in inner.values() if document is not None),
                  read.get(CONSEQUENCES), read.get(VOCABULARY), read.get(SUBJECTS), frozenset(broken))


def read_inside(file: Path, folder: Path, faults: Faults) -> Document | None:
    """Reads a file of a ruleset, if it lies in it: by a link a ruleset could show what its author must not see.

    Args:
        file: the file.
        folder: the folder of the ruleset.
        faults: takes what is wrong.
    """
    if not _lies_in(folder, file):
        faults.add(problem("language.link-outside", Place(str(file)), name=file.name))
        return None
    return read_document(file, faults)


def _lies_in(folder: Path, file: Path) -> bool:
    try:
        return file.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # links that lead to themselves
        return False


def list_files(folder: Path, faults: Faults) -> list[Path]:
    """The YAML files in a part of a ruleset, sorted by name; what can't be one of them is noted.

    Args:
        folder: such as ``obligations``; may be absent.
        faults: takes what does not belong there.
    """
    if not folder.exists():
        return []
    if not folder.is_dir():
        faults.add(problem("language.is-a-file", Place(str(folder)), name=folder.name))
        return []
    found = sorted(path for path in folder.iterdir() if not _passed_over(path))
    for path in found:
        if path.suffix not in _SUFFIXES:
            faults.add(problem("language.stray-file", Place(str(path)), name=path.name))
    files = [path for path in found if path.suffix in _SUFFIXES]
    size = sum(_size(path) for path in files)
    if len(files) <= _MOST_FILES and size <= _MOST_BYTES:
        return files
    faults.add(problem("language.too-many-files", Place(str(folder)), name=folder.name, count=len(files),
                       size=show_size(size), most=_MOST_FILES, limit=show_size(_MOST_BYTES)))
    return []


def _size(path: Path) -> int:
    """The size of a file; of what can't be read it is told when it is read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _refuse_strangers(path: Path, known: Iterable[str], faults: Faults) -> None:
    for file in sorted(path.iterdir()):
        if file.suffix in _SUFFIXES and file.name not in known and not _passed_over(file):
            near = near_names(file.name, known)
            faults.add(problem("language.stray-file", Place(str(file)), near=near, name=file.name))


def _passed_over(path: Path) -> bool:
    return path.name.startswith((".", "~")) or path.name.endswith(("~", ".md", ".bak"))


def digest_of(folders: Iterable[tuple[str, Folder]]) -> str:
    """``sha256:`` and the digest of all files that folders were read from, the same wherever they lie.

    Args:
        folders: folders, each with the name that stands for it.
    """
    files = {f"{name}/{Path(document.source).relative_to(folder.path).as_posix()}": document.raw
             for name, folder in folders for document in folder.documents}
    total = hashlib.sha256()
    for name, raw in sorted(files.items()):
        total.update(f"{name}\0{len(raw)}\0".encode())
        total.update(raw)
    return f"sha256:{total.hexdigest()}"
