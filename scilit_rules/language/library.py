"""Finds rulesets in folders and loads them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Union

from scilit_rules.language.faults import Faults
from scilit_rules.language.folder import PLAN, Folder, read_inside, read_ruleset, read_shared
from scilit_rules.language.home import packaged_rulesets
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Text
from scilit_rules.problems import RulesetError, UsageError, in_order, near_names, problem

if TYPE_CHECKING:
    from scilit_rules.language.cases import Case
    from scilit_rules.language.plan import Sources

Location = Union[str, "os.PathLike[str]"]
Kept = dict[Path, Folder]
"""The files of folders that several plans rest on, by the folder; only those with which nothing is wrong."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A ruleset as it is listed.

    Args:
        id: its id.
        title: its title.
        folder: where it lies.
        shared: whether it is no plan but obligations that plans adopt.
    """

    id: str
    title: Text
    folder: Path
    shared: bool


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All rulesets of some folders.

    Args:
        plans: the plans, sorted by id.
        shared: the shared rulesets, sorted by id.
        problems: what keeps others from being listed.
        unlisted: the folders of plans that are not listed for what their plan.yaml says.
    """

    plans: tuple[Listed, ...]
    shared: tuple[Listed, ...]
    problems: tuple[Problem, ...]
    unlisted: tuple[Path, ...] = ()

    def __iter__(self) -> Iterator[str]:
        """The ids of the plans."""
        return (item.id for item in self.plans)


class Examined(NamedTuple):
    """A plan with all that is wrong with it.

    Args:
        plan: the plan, or None where anything is wrong with it.
        cases: those of its cases that are described well.
        problems: what is wrong with the plan and its cases, sorted by place.
    """

    plan: Plan | None
    cases: tuple[Case, ...]
    problems: tuple[Problem, ...]


def find_plans(folders: Iterable[Location]) -> Catalogue:
    """Lists the rulesets of folders by what their plan.yaml says; nothing else of them is read.

    Args:
        folders: folders that hold ruleset folders. An id that an earlier folder has is refused and reported.

    Raises:
        UsageError: if there is no such folder.
    """
    problems: list[Problem] = []
    found: dict[str, Listed] = {}
    unlisted: list[Path] = []
    for path in (path for folder in _distinct(_existing(folders)) for path in _rulesets(folder)):
        faults = Faults()
        listed = _list(path, faults)
        problems += faults.problems
        if listed is not None and listed.id in found:
            first = found[listed.id].folder
            problems.append(problem("language.plan-twice", Place(str(path)), id=listed.id, first=str(first)))
        elif listed is not None:
            found[listed.id] = listed
        elif not _is_shared(path):
            unlisted.append(path)
    everything = [found[id] for id in sorted(found)]
    return Catalogue(tuple(item for item in everything if not item.shared),
                     tuple(item for item in everything if item.shared), in_order(problems), tuple(unlisted))


def load_plan(name_or_path: Location, folders: Iterable[Location] = ()) -> Plan:
    """Loads a plan with everything that it rests on.

    Its facts and subjects are those that come with this package (where that folder is among the folders), those of the
    folder that its own folder lies in, and its own. The second may describe something anew, the third may only add.
    Other folders have no say in it, so that what else is installed does not change a plan.

    Args:
        name_or_path: the id of a plan in one of the folders, or the path of a plan's folder or its plan.yaml.
        folders: folders that hold ruleset folders; an earlier one comes first.

    Raises:
        UsageError: if there is no such folder or plan.
        RulesetError: if anything is wrong with its files, with everything that is.
    """
    from scilit_rules.language.plan import assemble

    faults = Faults()
    return assemble(_sources(name_or_path, folders, faults), faults)


def examine(name_or_path: Location, folders: Iterable[Location] = (), kept: Kept | None = None) -> Examined:
    """Loads a plan with its cases, or tells all that is wrong with both at once.

    Args:
        name_or_path: as ``load_plan`` takes it.
        folders: likewise.
        kept: what was read for other plans and need not be read again; takes what this one shares with others.

    Raises:
        UsageError: if there is no such folder or plan.
    """
    faults = Faults()
    try:
        return _examine(_sources(name_or_path, folders, faults, kept), faults)
    except RulesetError as error:  # so much is wrong that it was broken off
        return Examined(None, (), error.problems)


def _examine(sources: Sources, faults: Faults) -> Examined:
    from scilit_rules.language.cases import read_cases
    from scilit_rules.language.plan import read_parts

    parts = read_parts(sources, faults)
    folder = sources.folder
    if parts.head is not None and folder.plan is not None and parts.head.id != folder.path.resolve().name:
        faults.add(folder.plan.top.at("id").problem("id-not-folder", id=parts.head.id,
                                                    folder=folder.path.resolve().name))
    plan = None if faults.problems else parts.plan()
    cases = read_cases(sources.folder.path, parts.names, faults)
    return Examined(plan, tuple(cases), faults.problems)


def _sources(name_or_path: Location, folders: Iterable[Location], faults: Faults, kept: Kept | None = None) -> Sources:
    from scilit_rules.language.plan import Sources, is_shared

    shared: Kept = {} if kept is None else kept

    def once(read: Callable[[Path, Faults], Folder], path: Path) -> Folder:
        if path in shared:
            return shared[path]
        before, folder = len(faults), read(path, faults)
        if len(faults) == before:  # what is wrong is told of every plan that rests on it
            shared[path] = folder
        return folder

    known = _existing(folders)
    path = _locate(name_or_path, known)
    home = packaged_rulesets().resolve()
    roots = _distinct([*(folder for folder in known if folder.resolve() == home), _above(path)])
    search = _distinct([_above(path), *known])

    def find_shared(id: str) -> Folder | None:
        found = next((root / id for root in search if id and "/" not in id and (root / id / PLAN).exists()), None)
        return None if found is None else once(read_ruleset, found)

    @cache
    def shared_ids() -> list[str]:
        return sorted({other.name for root in search for other in _rulesets(root) if _is_shared(other)})

    own = read_ruleset(path, faults)
    if own.plan is not None and is_shared(own.plan.data):
        raise UsageError(problem("language.not-a-plan", Place(str(path)), name=path.name))
    return Sources(own, [once(read_shared, root) for root in roots], find_shared, shared_ids)


def _existing(folders: Iterable[Location]) -> list[Path]:
    paths = [Path(folder) for folder in folders]
    missing = [problem("language.missing-folder", Place(str(path)), near=_neighbours(path), path=str(path))
               for path in paths if not os.path.isdir(path)]
    if missing:
        raise UsageError(missing)
    return paths


def _neighbours(path: Path) -> tuple[str, ...]:
    try:
        return near_names(path.name, [other.name for other in path.parent.iterdir() if other.is_dir()])
    except OSError:
        return ()


def _rulesets(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if (path / PLAN).exists())


def _list(path: Path, faults: Faults) -> Listed | None:
    from scilit_rules.language.plan import is_shared
    from scilit_rules.language.shapes import PlanShape, SharedRulesetShape, to_text
    from scilit_rules.language.shaping import shape

    try:
        document = read_inside(path / PLAN, path, faults)
        shared = document is not None and is_shared(document.data)
        form = SharedRulesetShape if shared else PlanShape
        head = None if document is None else shape(form, document.top, faults)
    except RulesetError:  # so much is wrong that it was broken off; all of it is noted
        return None
    if document is None or head is None:
        return None
    if head.id != path.name:
        faults.add(document.top.at("id").problem("id-not-folder", id=head.id, folder=path.name))
        return None
    return Listed(head.id, to_text(head.title), path, shared)


def _is_shared(path: Path) -> bool:
    """Whether a ruleset is no plan, as far as its plan.yaml tells even where it can't be read as YAML."""
    from scilit_rules.language.plan import is_shared, looks_shared

    try:
        document = read_inside(path / PLAN, path, Faults())
    except RulesetError:
        document = None
    return is_shared(document.data) if document is not None else looks_shared(path / PLAN)


def _distinct(paths: Sequence[Path]) -> list[Path]:
    found: dict[Path, Path] = {}
    for path in paths:
        found.setdefault(path.resolve(), path)
    return list(found.values())


def _locate(name_or_path: Location, folders: Sequence[Path]) -> Path:
    text = os.fspath(name_or_path)
    if isinstance(name_or_path, str) and text and not any(mark in text for mark in ("/", "\\", os.sep)):
        named = next((folder / text for folder in folders if os.path.exists(folder / text / PLAN)), None)
        if named is not None:
            return named
        if not os.path.exists(text) and Path(text).name != PLAN:
            raise UsageError(_unknown(text, folders))
    path = Path(text)
    if path.name == PLAN and os.path.isfile(path):
        path = path.parent
    if not os.path.exists(path):
        raise UsageError(problem("language.missing-folder", Place(text), near=_neighbours(path), path=text))
    if not os.path.exists(path / PLAN):
        raise UsageError(_no_plan(path, text))
    return path


def _above(path: Path) -> Path:
    """The folder that a folder lies in, as far as its name goes; of ``.`` and ``..`` the name does not tell."""
    return path.parent if path.name not in ("", "..") else path / ".."


def _no_plan(path: Path, text: str) -> Problem:
    """Why there is no ruleset at a path, and what may have been meant."""
    above = [str(folder) for folder in (_above(path), _above(_above(path))) if (folder / PLAN).is_file()]
    if not path.is_dir():
        return problem("language.file-not-folder", Place(text), near=above[:1], path=text)
    names = sorted(other.name for other in path.iterdir() if other.is_file() and _same_but_form(other.name, PLAN))
    if names:
        return problem("language.plan-misnamed", Place(str(path / names[0])), path=text, name=names[0])
    inside = [str(folder) for folder in _rulesets(path) if not _is_shared(folder)]
    if inside:
        return problem("language.plan-deeper", Place(text), near=inside, path=text)
    return problem("language.not-a-ruleset", Place(text), near=above[:1], path=text)


def _same_but_form(name: str, wanted: str) -> bool:
    """Whether a file is named as wanted but for capitals, an ending, or a number that a copy was given."""
    stem, _, ending = wanted.partition(".")
    form = rf"{stem}s?[ _-]*(\(\d+\)|（\d+）|\d+)?\.({ending}|yml|{ending}\.txt|yml\.txt|txt)"
    return re.fullmatch(form, name, re.IGNORECASE) is not None


def _unknown(name: str, folders: Sequence[Path]) -> Problem:
    known = sorted({path.name for folder in folders for path in _rulesets(folder) if not _is_shared(path)})
    return problem("language.unknown-plan", near=near_names(name, known), name=name, known=known)
