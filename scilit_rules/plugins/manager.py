"""Loads plugins one by one, so that a broken one is named and the rest go on."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, TypeVar

import pluggy

from scilit_rules.arguments import MANY, each, must_fit
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.plugins import hookspecs
from scilit_rules.plugins.contracts import Adapter, Engine, Reporter
from scilit_rules.plugins.failures import let_pass, told
from scilit_rules.plugins.markers import PROJECT
from scilit_rules.problems import RulesetError, UsageError, near_names
from scilit_rules.version import VERSION

GROUP = "scilit_rules"
DISTRIBUTION = "scilit-rules"


@dataclass(frozen=True, slots=True)
class Listing:
    """One plugin as it is listed to users.

    Args:
        name: the name of its entry point.
        distribution: the installed package that it came with, with version; empty for one that is not installed.
        built_in: whether it came with this package.
        hooks: the hooks that it implements, sorted.
    """

    name: str
    distribution: str
    built_in: bool
    hooks: tuple[str, ...]


Provided = TypeVar("Provided", Adapter, Reporter, Engine)


class Plugins:
    """All plugins that could be loaded, what they provide, and what was wrong with the others.

    Args:
        entries: the entry points to load; those installed if left out.
        also: what is to be used besides, by the name that it goes by: modules, or objects, whose functions are marked
            with ``hookimpl``; they need not be installed, and what an entry point has loaded is not loaded again.
    """

    def __init__(self, entries: Iterable[EntryPoint] | None = None, *,
                 also: Mapping[str, object] | None = None) -> None:
        must_fit(entries=(entries, MANY, None), also=(also, Mapping, None))
        self._manager = pluggy.PluginManager(PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._hooks = {hook: tuple(caller.spec.argnames) for hook, caller in sorted(vars(self._manager.hook).items())
                       if isinstance(caller, pluggy.HookCaller) and caller.spec is not None}
        self._problems: list[Problem] = []
        self._listings: list[Listing] = []
        found = installed_entries() if entries is None else each("entries", entries, EntryPoint)
        for entry in sorted(set(found), key=lambda e: (not _built_in(e), e.name)):
            self._load(entry)
        for name, module in (also or {}).items():
            if self._manager.is_registered(module):
                continue  # installed as well, and loaded by its entry point
            self._register(name, module, "", built_in=False)
        self.adapters: Mapping[str, Adapter] = self._collect("scilit_adapters")
        self.reporters: Mapping[str, Reporter] = self._collect("scilit_reporters")
        self.engines: Mapping[str, Engine] = self._collect("scilit_engines")
        self.ruleset_folders: tuple[Path, ...] = tuple(self._folders())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with plugins when they were loaded; what fails in a run is told by ``notify``."""
        return tuple(self._problems)

    @property
    def listings(self) -> tuple[Listing, ...]:
        """The plugins that were loaded, built-ins first."""
        return tuple(self._listings)

    @property
    def outside(self) -> tuple[str, ...]:
        """Name and version of every package from outside that brought a plugin; where there is none, its own name."""
        return tuple(sorted({item.distribution or item.name for item in self._listings if not item.built_in}))

    def notify(self, hook: str, **args: object) -> tuple[Problem, ...]:
        """Calls a run hook of every plugin; what fails is returned and does not stop the others."""
        failed: list[Problem] = []
        for _ in self._call(hook, failed, **args):
            pass
        return tuple(failed)

    @contextmanager
    def named_in_errors(self) -> Iterator[None]:
        """What can't be found may be what a broken plugin would have brought, so an error tells of those too."""
        try:
            yield
        except (UsageError, RulesetError) as error:
            broken = [found for found in self._problems if found not in error.problems]
            if not broken:
                raise
            raise type(error)([*error.problems, *broken]) from error

    def _load(self, entry: EntryPoint) -> None:
        try:
            module = entry.load()
        except BaseException as error:
            let_pass(error)
            self._fail("plugins.broken", entry.name, _distribution(entry), error)
            return
        self._register(entry.name, module, _distribution(entry), _built_in(entry))

    def _register(self, name: str, module: object, distribution: str, built_in: bool) -> None:
        if self._manager.has_plugin(name):
            first = next((item.distribution for item in self._listings if item.name == name), "")
            self._fail("plugins.twice", name, distribution, "", first=first or "-")
            return
        try:
            if self._misspelt(name, module, distribution):
                return
            self._manager.register(module, name=name)
            self._manager.check_pending()
        except BaseException as error:
            let_pass(error)
            if self._manager.has_plugin(name):
                self._manager.unregister(name=name)
            self._fail("plugins.broken", name, distribution, error)
            return
        callers = self._manager.get_hookcallers(module) or []
        hooks = tuple(sorted(caller.name for caller in callers))
        self._listings.append(Listing(name, distribution, built_in, hooks))
        if not hooks:
            self._fail("plugins.no-hooks", name, distribution, "")

    def _misspelt(self, name: str, module: object, distribution: str) -> bool:
        """Tells of every hook of a module that there is none of, and of every argument that a hook does not have."""
        before = len(self._problems)
        for function in dir(module):
            marked = self._manager.parse_hookimpl_opts(module, function)
            if marked is None or marked.get("optionalhook"):
                continue
            hook = marked.get("specname") or function
            known = self._hooks.get(hook)
            if known is None:
                self._fail("plugins.unknown-hook", name, distribution, "", near=near_names(hook, self._hooks),
                           hook=hook, known=tuple(self._hooks))
                continue
            for argument in pluggy.HookImpl(module, name, getattr(module, function), marked).argnames:
                if argument not in known:
                    self._fail("plugins.unknown-argument", name, distribution, "", near=near_names(argument, known),
                               hook=hook, argument=argument, known=known or ("-",))
        return len(self._problems) > before

    def _call(self, hook: str, failed: list[Problem], **args: object) -> Iterator[tuple[Listing, Sequence[Any]]]:
        for item in tuple(self._listings):
            if hook not in item.hooks:
                continue
            others = [plugin for name, plugin in self._manager.list_name_plugin() if name != item.name]
            try:
                results = self._manager.subset_hook_caller(hook, others)(**args)
                values = [value for result in results for value in _several(result)]
            except BaseException as error:
                let_pass(error)
                failed.append(_failed(item, hook, error))
                continue
            yield item, values

    def _collect(self, hook: str) -> Mapping[str, Provided]:
        provided: dict[str, Provided] = {}
        for item, values in self._call(hook, self._problems):
            for value in values:
                try:
                    wrong = _unfit(value, item, hook, provided)
                except BaseException as error:
                    let_pass(error)
                    wrong = _failed(item, hook, error)
                if wrong is None:
                    provided[value.name] = value
                else:
                    self._problems.append(wrong)
        return provided

    def _folders(self) -> Iterator[Path]:
        for item, folders in self._call("scilit_rulesets", self._problems):
            for folder in folders:
                if not isinstance(folder, (str, Path)):
                    self._fail("plugins.no-folder", item.name, item.distribution, "", provided=repr(folder))
                elif not Path(folder).is_dir():
                    self._fail("plugins.folder-missing", item.name, item.distribution, "", folder=str(folder))
                else:
                    yield Path(folder)

    def _fail(self, code: str, name: str, distribution: str, error: object, *, near: tuple[str, ...] = (),
              **args: object) -> None:
        self._problems.append(_told(code, name, distribution, error, near=near, **args))


def _told(code: str, name: str, distribution: str, error: object, *, near: tuple[str, ...] = (),
          **args: object) -> Problem:
    text = told(error) if isinstance(error, BaseException) else str(error)
    message = Message(code, {"name": name, "distribution": distribution or "-", "error": text, **args})
    return Problem(message, near=near)


def _failed(item: Listing, hook: str, error: BaseException) -> Problem:
    return _told("plugins.hook-failed", item.name, item.distribution, error, hook=hook)


def _several(result: Any) -> Iterable[Any]:
    """What a hook returned where several may be; one folder by itself is one folder, not its letters."""
    return (result,) if isinstance(result, (str, Path)) else result or ()


def _unfit(value: Any, item: Listing, hook: str, taken: Container[str]) -> Problem | None:
    """Why a thing that a plugin provided can't be used, or None if it can."""

    def refused(code: str, provided: str, lacking: tuple[str, ...] = ()) -> Problem:
        return _told(code, item.name, item.distribution, "", hook=hook, provided=provided, lacking=lacking)

    if isinstance(value, type):
        return refused("plugins.a-class", value.__name__)
    name = getattr(value, "name", "")
    if not isinstance(name, str) or not name or name in taken:
        return refused("plugins.name-taken", name if name and isinstance(name, str) else repr(value))
    lacking = _lacking(value, _PARTS[hook])
    return refused("plugins.incomplete", name, lacking) if lacking else None


def _lacking(value: object, parts: Iterable[str]) -> tuple[str, ...]:
    """What a thing that was provided does not have, or not as it is used."""
    return tuple(part for part in parts if not _FITS.get(part, callable)(getattr(value, part, None)))


def _are_endings(suffixes: object) -> bool:
    return isinstance(suffixes, (tuple, list)) and all(
        isinstance(one, str) and one.startswith(".") and one == one.lower() for one in suffixes)


# What is called is a method, whatever else it may be.
_FITS: Mapping[str, Callable[[object], bool]] = {"suffixes": _are_endings}
_PARTS = {"scilit_adapters": ("suffixes", "accepts", "read"), "scilit_reporters": ("suffixes", "write"),
          "scilit_engines": ("available", "prepare")}


def _distribution(entry: EntryPoint) -> str:
    if _built_in(entry):
        return f"{DISTRIBUTION} {VERSION}"
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else ""


def _built_in(entry: EntryPoint) -> bool:
    return entry.value.startswith("scilit_rules.")


def installed_entries(*, built_in: bool | None = None) -> tuple[EntryPoint, ...]:
    """The entry points of all installed plugins, to be loaded with others that are not installed.

    Args:
        built_in: only those of this package, only those of others, or all if left out.
    """
    return tuple(entry for entry in entry_points(group=GROUP) if built_in is None or _built_in(entry) is built_in)


@cache
def installed() -> Plugins:
    """The plugins of this installation, loaded once for each process."""
    return Plugins()
