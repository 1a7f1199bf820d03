"""What a user names, into single sources: files, folders, globs, and whatever else an adapter accepts."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.plugins.contracts import Adapter
from scilit_rules.plugins.failures import let_pass, told
from scilit_rules.problems import near_names, near_paths, problem

_REFUSED = {
    **dict.fromkeys((".xls", ".xlt", ".xlsb", ".et", ".ett", ".ods", ".numbers"), "adapters.other-workbook"),
    **dict.fromkeys((".doc", ".docx", ".wps", ".wpt", ".rtf", ".odt", ".pdf", ".ofd", ".ppt", ".pptx", ".htm", ".html",
                     ".mht"), "adapters.document"),
    **dict.fromkeys((".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"), "adapters.archive"),
}


@dataclass(frozen=True, slots=True)
class Located:
    """One source, or what is wrong with its name.

    Args:
        source: the file as the user named it, or the URL.
        adapter: the adapter that reads it, or None.
        problems: why there is none, or what was passed over on the way.
    """

    source: str
    adapter: Adapter | None = None
    problems: tuple[Problem, ...] = ()


def find_sources(locations: Iterable[str | os.PathLike[str]], adapters: Mapping[str, Adapter]) -> Iterator[Located]:
    """The sources that locations stand for, each file once, in the order named.

    A folder stands for all files in it and in its folders that some adapter reads, sorted by name; hidden files and
    the lock files of office programs are passed over.

    Args:
        locations: files, folders, globs, or what an adapter accepts.
        adapters: the adapters by name; of two that read one ending the first does.
    """
    finder = _Finder(adapters)
    for location in locations:
        yield from finder.find(os.fspath(location))


def _can_name_a_file(location: str) -> bool:
    try:
        return bool(location) and b"\0" not in os.fsencode(location)
    except UnicodeEncodeError:
        return False


class _Finder:
    """Finds sources and remembers the files already found."""

    def __init__(self, adapters: Mapping[str, Adapter]) -> None:
        self._adapters = tuple(adapters.values())
        self._by_suffix = {suffix: adapter for adapter in reversed(self._adapters) for suffix in adapter.suffixes}
        self._accepted = tuple(sorted(self._by_suffix))
        self._found: set[str] = set()

    def find(self, location: str) -> Iterator[Located]:
        special, problems = self._accepting(location)
        if special is not None:
            yield Located(location, special, problems)
            return
        for located in self._ordinary(location):
            yield replace(located, problems=(*problems, *located.problems))
            problems = ()

    def _ordinary(self, location: str) -> Iterator[Located]:
        source = location.replace(os.sep, "/")
        if "://" in location:
            yield Located(location, None, (problem("adapters.no-adapter", Place(location)),))
        elif not _can_name_a_file(location):
            yield Located(source, None, (problem("adapters.no-such-file", Place(source)),))
        elif os.path.isdir(location):
            yield from self._folder(source)
        elif glob.has_magic(location) and not os.path.lexists(location):
            yield from self._glob(source)
        else:
            yield from self._file(source)

    def _accepting(self, location: str) -> tuple[Adapter | None, tuple[Problem, ...]]:
        """The adapter that takes a location for its own, and which others failed at telling: the source can be read."""
        problems: list[Problem] = []
        for adapter in self._adapters:
            try:
                if adapter.accepts(location):
                    return adapter, tuple(problems)
            except BaseException as error:
                let_pass(error)
                problems.append(problem("adapters.failed", Place(location), level=ProblemLevel.WARNING,
                                        adapter=adapter.name, error=told(error)))
        return None, tuple(problems)

    def _file(self, source: str) -> Iterator[Located]:
        real = os.path.realpath(source)
        if real in self._found:
            return
        self._found.add(real)
        suffix = PurePath(source).suffix.lower()
        adapter = self._by_suffix.get(suffix)
        if adapter is not None or not os.path.exists(source):
            yield Located(source, adapter, () if adapter else (_missing(source),))
            return
        code = _REFUSED.get(suffix, "adapters.unknown-suffix")
        near = near_names(suffix, self._accepted) if code == "adapters.unknown-suffix" else ()
        shown = suffix or PurePath(source).name
        yield Located(source, None, (problem(code, Place(source), near=near, suffix=shown, accepted=self._accepted),))

    def _glob(self, source: str) -> Iterator[Located]:
        matches = sorted(match.replace(os.sep, "/") for match in glob.glob(source, recursive=True))
        matches = [match for match in matches if not _is_passed_over(PurePath(match).name)]
        if not matches:
            yield Located(source, None, (problem("adapters.no-match", Place(source), near=near_paths(source)),))
        for match in matches:
            yield from self._folder(match) if os.path.isdir(match) else self._file(match)

    def _folder(self, folder: str) -> Iterator[Located]:
        passed: list[str] = []
        unread: list[str] = []
        readable = False
        for source in _files(folder, unread):
            suffix = PurePath(source).suffix.lower()
            if suffix in self._by_suffix or suffix in _REFUSED:
                readable = readable or suffix in self._by_suffix
                yield from self._file(source)
            else:
                passed.append(source[len(folder.rstrip("/")) + 1 :])
        problems = [problem("adapters.no-permission", Place(name)) for name in unread]
        if not readable:
            problems.append(problem("adapters.empty-folder", Place(folder), accepted=self._accepted))
        elif passed:
            problems.append(problem("adapters.passed-over", Place(folder), level=ProblemLevel.INFO,
                                    count=len(passed), names=tuple(passed[:5])))
        if problems:
            yield Located(folder, None, tuple(problems))


def _missing(source: str) -> Problem:
    return problem("adapters.no-such-file", Place(source), near=near_paths(source))


def _files(folder: str, unread: list[str]) -> Iterator[str]:
    def note(error: OSError) -> None:
        unread.append(str(error.filename or folder).replace(os.sep, "/"))

    for root, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not _is_passed_over(name))
        for name in sorted(names):
            if not _is_passed_over(name):
                yield f"{root.replace(os.sep, '/').rstrip('/')}/{name}"


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", "~$"))
