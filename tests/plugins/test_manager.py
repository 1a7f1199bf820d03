"""Plugins are loaded one by one: a broken one is named, and the rest work as before."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import Distribution, EntryPoint
from pathlib import Path
from types import ModuleType

import pytest

from scilit_rules.messages import say
from scilit_rules.model.text import Lang
from scilit_rules.plugins.manager import Plugins, installed
from scilit_rules.plugins.markers import hookimpl
from scilit_rules.problems import show_problem

RULES = Path(__file__).parent / "rulesets"
MORE = Path(__file__).parent


class InMemory(Distribution):
    """An installed package that exists only here."""

    def __init__(self, name: str, version: str) -> None:
        self._metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"

    def read_text(self, filename: str) -> str | None:
        return self._metadata if filename == "METADATA" else None

    def locate_file(self, path: object) -> Path:
        return Path(str(path))


class Thing:
    """An adapter, reporter and engine as far as the manager looks at one."""

    suffixes: tuple[str, ...] = ()

    def __init__(self, name: str) -> None:
        self.name = name

    def call(self) -> None:
        raise AssertionError("nothing is called on loading")

    accepts = read = write = available = prepare = call


Make = Callable[..., EntryPoint]


@pytest.fixture
def make() -> Iterator[Make]:
    """Makes an entry point: its name, the hooks of its module, and the distribution it came with."""
    modules: list[str] = []

    def entry(name: str, *, prefix: str = "outside", distribution: str = "", **hooks: object) -> EntryPoint:
        module = ModuleType(f"{prefix}_{name}")
        for key, hook in hooks.items():
            setattr(module, key, hookimpl(hook) if callable(hook) else hook)
        sys.modules[module.__name__] = module
        modules.append(module.__name__)
        found = EntryPoint(name, module.__name__, "scilit_rules")
        if distribution:
            found = found._for(InMemory(distribution, "1.2"))  # type: ignore[attr-defined]
        return found

    yield entry
    for module in modules:
        del sys.modules[module]


def codes(plugins: Plugins) -> list[str]:
    return [problem.code for problem in plugins.problems]


def fail(*_: object, **__: object) -> list[object]:
    raise ZeroDivisionError("nothing to divide by")


def test_a_plugin_that_cannot_be_imported_is_named_and_the_others_work(make: Make) -> None:
    good = make("good", scilit_adapters=lambda: [Thing("mine")])
    broken = EntryPoint("absent", "no_such_module_anywhere", "scilit_rules")
    plugins = Plugins([broken, good])
    assert codes(plugins) == ["plugins.broken"]
    shown = show_problem(plugins.problems[0], "zh")
    assert "absent" in shown
    assert "ModuleNotFoundError" in shown
    assert list(plugins.adapters) == ["mine"]
    assert [item.name for item in plugins.listings] == ["good"]


@pytest.mark.parametrize("error", [RuntimeError("no licence"), SystemExit(3), SyntaxError("bad")])
def test_whatever_an_import_raises_stays_with_the_plugin(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    name = f"raises_{type(error).__name__.lower()}"
    (tmp_path / f"{name}.py").write_text(f"raise {type(error).__name__}({error.args[0]!r})\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins = Plugins([EntryPoint("bad", name, "scilit_rules"), make("good", scilit_engines=lambda: [Thing("own")])])
    assert codes(plugins) == ["plugins.broken"]
    assert type(error).__name__ in show_problem(plugins.problems[0], "en")
    assert list(plugins.engines) == ["own"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_misspelled_hook_is_named_and_nothing_of_its_plugin_is_used(make: Make, lang: Lang) -> None:
    slip = make("slip", distribution="slip-rules", scilit_adaptors=lambda: [], scilit_reporters=lambda: [Thing("half")])
    plugins = Plugins([slip, make("good", scilit_reporters=lambda: [Thing("whole")])])
    assert codes(plugins) == ["plugins.unknown-hook"]
    assert plugins.problems[0].near[0] == "scilit_adapters"
    shown = show_problem(plugins.problems[0], lang)
    for part in ("“slip”", "slip-rules 1.2", "“scilit_adaptors”", "scilit_run_finished"):
        assert part in shown
    assert "hookimpl" not in shown and "ValidationError" not in shown
    assert list(plugins.reporters) == ["whole"]


def test_a_hook_that_asks_for_an_unknown_argument_is_named(make: Make) -> None:
    def started(plan: object, colour: object) -> None:
        raise AssertionError("must not be called")

    plugins = Plugins([make("slip", scilit_run_started=started)])
    assert codes(plugins) == ["plugins.unknown-argument"]
    shown = show_problem(plugins.problems[0], "en")
    assert "“colour” in scilit_run_started" in shown and "hands out: plan, as_of" in shown
    assert plugins.notify("scilit_run_started", plan=None, as_of=date(2020, 12, 31)) == ()


def test_everything_that_is_misspelt_is_told_at_once(make: Make) -> None:
    plugins = Plugins([make("slip", scilit_adapter=lambda: [], scilit_reporters=lambda format: [],
                            scilit_run_startet=lambda: None)])
    assert [(found.code, found.message.args["hook"]) for found in plugins.problems] == [
        ("plugins.unknown-hook", "scilit_adapter"), ("plugins.unknown-argument", "scilit_reporters"),
        ("plugins.unknown-hook", "scilit_run_startet")]
    assert plugins.listings == ()


def test_a_hook_may_go_by_another_name_and_one_of_a_later_version_may_be_optional() -> None:
    module = ModuleType("of_later")
    module.mine = hookimpl(specname="scilit_adapters")(lambda: [Thing("mine")])  # type: ignore[attr-defined]
    module.scilit_later = hookimpl(optionalhook=True)(lambda: [])  # type: ignore[attr-defined]
    plugins = Plugins([], also={"later": module})
    assert codes(plugins) == []
    assert list(plugins.adapters) == ["mine"]


def test_a_plugin_that_can_not_even_be_looked_at_is_named() -> None:
    class Shy:
        def __dir__(self) -> list[str]:
            raise RuntimeError("look away")

    assert codes(Plugins([], also={"shy": Shy()})) == ["plugins.broken"]


def test_a_plugin_without_hooks_is_listed_and_reported(make: Make) -> None:
    plugins = Plugins([make("idle", distribution="idle-rules", something=3)])
    assert codes(plugins) == ["plugins.no-hooks"]
    assert "idle-rules 1.2" in show_problem(plugins.problems[0], "zh")
    assert plugins.listings[0].hooks == ()


@pytest.mark.parametrize("hook", ["scilit_adapters", "scilit_reporters", "scilit_engines", "scilit_rulesets"])
def test_a_hook_that_raises_is_named_with_its_plugin(make: Make, hook: str) -> None:
    good = make("good", scilit_adapters=lambda: [Thing("mine")], scilit_rulesets=lambda: [RULES])
    plugins = Plugins([make("bad", distribution="bad-rules", **{hook: fail}), good])
    assert codes(plugins) == ["plugins.hook-failed"]
    shown = show_problem(plugins.problems[0], "en")
    for part in ("bad", "bad-rules 1.2", hook, "ZeroDivisionError: nothing to divide by"):
        assert part in shown
    assert list(plugins.adapters) == ["mine"]
    assert plugins.ruleset_folders == (RULES,)


def test_a_hook_that_returns_no_sequence_is_named(make: Make) -> None:
    plugins = Plugins([make("bad", scilit_adapters=lambda: 3)])
    assert codes(plugins) == ["plugins.hook-failed"]
    assert plugins.adapters == {}


def test_a_name_that_is_taken_stays_with_the_first(make: Make) -> None:
    first, second = Thing("same"), Thing("same")
    plugins = Plugins([make("b", scilit_adapters=lambda: [second]), make("a", scilit_adapters=lambda: [first])])
    assert plugins.adapters["same"] is first
    assert codes(plugins) == ["plugins.name-taken"]
    shown = show_problem(plugins.problems[0], "en")
    assert "“b”" in shown
    assert "same" in shown


def test_a_thing_without_a_name_is_not_used(make: Make) -> None:
    plugins = Plugins([make("bad", scilit_reporters=lambda: [object(), Thing("")])])
    assert codes(plugins) == ["plugins.name-taken", "plugins.name-taken"]
    assert plugins.reporters == {}


@pytest.mark.parametrize("name", [5, ["list"], b"bytes"])
def test_a_name_that_is_no_text_is_told_and_the_others_work(make: Make, name: object) -> None:
    nameless = Thing("x")
    nameless.name = name  # type: ignore[assignment]
    plugins = Plugins([make("bad", scilit_adapters=lambda: [nameless, Thing("mine")])])
    assert codes(plugins) == ["plugins.name-taken"]
    assert list(plugins.adapters) == ["mine"]


@pytest.mark.parametrize("part", ["name", "suffixes"])
def test_a_thing_that_can_not_even_be_looked_at_is_named_with_its_plugin(make: Make, part: str) -> None:
    shy = type("Shy", (Thing,), {"__init__": object.__init__, "name": "shy", part: property(fail)})
    plugins = Plugins([make("bad", distribution="bad-rules", scilit_adapters=lambda: [shy(), Thing("mine")])])
    assert codes(plugins) == ["plugins.hook-failed"]
    for told in ("bad-rules 1.2", "scilit_adapters", "ZeroDivisionError"):
        assert told in show_problem(plugins.problems[0], "zh")
    assert list(plugins.adapters) == ["mine"]


@pytest.mark.parametrize("folder", [None, 5, b"rules"])
def test_a_ruleset_folder_that_is_no_path_is_told_and_the_others_work(make: Make, folder: object) -> None:
    plugins = Plugins([make("bad", distribution="bad-rules", scilit_rulesets=lambda: [folder, RULES])])
    assert codes(plugins) == ["plugins.no-folder"]
    assert "bad-rules 1.2" in show_problem(plugins.problems[0], "en")
    assert plugins.ruleset_folders == (RULES,)


def test_one_folder_by_itself_is_one_folder_and_not_its_letters(make: Make) -> None:
    plugins = Plugins([make("one", scilit_rulesets=lambda: str(RULES)), make("two", scilit_rulesets=lambda: MORE)])
    assert codes(plugins) == []
    assert plugins.ruleset_folders == (RULES, MORE)


def test_a_class_is_told_to_be_one_and_not_used(make: Make) -> None:
    plugins = Plugins([make("bad", scilit_adapters=lambda: [Thing], scilit_engines=lambda: [Thing("own")])])
    assert codes(plugins) == ["plugins.a-class"]
    assert "[Thing()]" in show_problem(plugins.problems[0], "en")
    assert (list(plugins.adapters), list(plugins.engines)) == ([], ["own"])


@pytest.mark.parametrize("hook, part, value", [
    ("scilit_adapters", "accepts", None), ("scilit_adapters", "read", "text"), ("scilit_adapters", "suffixes", ".csv"),
    ("scilit_adapters", "suffixes", (".CSV",)), ("scilit_adapters", "suffixes", ("csv",)),
    ("scilit_reporters", "write", None), ("scilit_reporters", "suffixes", None), ("scilit_engines", "prepare", None),
    ("scilit_engines", "available", None),
])
def test_what_lacks_a_part_is_told_at_once_and_not_used(make: Make, hook: str, part: str, value: object) -> None:
    thing = Thing("half")
    setattr(thing, part, value)
    plugins = Plugins([make("bad", **{hook: lambda: [thing]}), make("good", **{hook: lambda: [Thing("whole")]})])
    assert codes(plugins) == ["plugins.incomplete"]
    shown = show_problem(plugins.problems[0], "zh")
    assert part in shown
    assert "half" in shown
    assert ["whole"] in [list(found) for found in (plugins.adapters, plugins.reporters, plugins.engines)]


def test_modules_and_objects_from_memory_are_used_beside_the_others(make: Make) -> None:
    class Hooks:
        @hookimpl
        def scilit_adapters(self) -> list[object]:
            return [Thing("mine")]

    module = ModuleType("from_memory")
    module.scilit_reporters = hookimpl(lambda: [Thing("page")])  # type: ignore[attr-defined]
    good = make("good", distribution="good-rules", scilit_adapters=lambda: [Thing("other")])
    plugins = Plugins([good], also={"an-object": Hooks(), "a-module": module})
    assert codes(plugins) == []
    assert (list(plugins.adapters), list(plugins.reporters)) == (["other", "mine"], ["page"])
    assert plugins.outside == ("a-module", "an-object", "good-rules 1.2")
    (twice,) = Plugins([good], also={"good": module}).problems
    assert twice.code == "plugins.twice"
    assert "“good” (-) has the name" in show_problem(twice, "en") and "“good” (good-rules 1.2)" in show_problem(twice, "en")
    assert "already" in show_problem(twice, "en") and "leave it out of also" in show_problem(twice, "en")
    assert codes(Plugins([good], also={"idle": ModuleType("idle")})) == ["plugins.no-hooks"]


def test_a_module_handed_over_that_is_installed_too_is_used_once(make: Make) -> None:
    entry = make("both", distribution="both-rules", scilit_adapters=lambda: [Thing("mine")])
    for name in ("both", "by-another-name"):
        plugins = Plugins([entry], also={name: entry.load()})
        assert codes(plugins) == []
        assert [(item.name, item.distribution) for item in plugins.listings] == [("both", "both-rules 1.2")]


def test_the_same_thing_may_be_an_adapter_and_a_reporter_of_one_name(make: Make) -> None:
    plugins = Plugins([make("a", scilit_adapters=lambda: [Thing("csv")], scilit_reporters=lambda: [Thing("csv")])])
    assert codes(plugins) == []
    assert set(plugins.adapters) == set(plugins.reporters) == {"csv"}


def test_built_ins_come_first_whatever_their_name(make: Make) -> None:
    built_in = EntryPoint("zz", "scilit_rules.zz_for_this_test", "scilit_rules")
    module = ModuleType("scilit_rules.zz_for_this_test")
    mine = Thing("csv")
    module.scilit_adapters = hookimpl(lambda: [mine])  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module
    try:
        plugins = Plugins([make("aa", scilit_adapters=lambda: [Thing("csv")]), built_in])
    finally:
        del sys.modules[module.__name__]
    assert plugins.adapters["csv"] is mine
    assert [(item.name, item.built_in) for item in plugins.listings] == [("zz", True), ("aa", False)]


def test_two_plugins_of_one_name_do_not_disturb_the_first(make: Make) -> None:
    first = make("twin", distribution="a-rules", scilit_adapters=lambda: [Thing("mine")])
    second = make("twin", prefix="second", distribution="b-rules", scilit_adapters=lambda: [Thing("other")])
    plugins = Plugins([first, second])
    assert codes(plugins) == ["plugins.twice"]
    assert len(plugins.adapters) == 1
    assert len(plugins.listings) == 1


def test_an_entry_point_found_twice_is_loaded_once(make: Make) -> None:
    entry = make("once", scilit_adapters=lambda: [Thing("mine")])
    plugins = Plugins([entry, entry])
    assert plugins.problems == ()
    assert len(plugins.listings) == 1


def test_run_hooks_reach_every_plugin_and_a_failing_one_does_not_stop_the_others(make: Make) -> None:
    heard: list[object] = []
    plugins = Plugins(
        [
            make("a", scilit_run_started=lambda plan, as_of: heard.append((plan, as_of))),
            make("b", scilit_run_started=fail),
            make("c", scilit_run_started=lambda as_of: heard.append(as_of)),
            make("d", scilit_run_finished=lambda report: heard.append("finished")),
        ]
    )
    problems = plugins.notify("scilit_run_started", plan="p", as_of=date(2020, 12, 31))
    assert heard == [("p", date(2020, 12, 31)), date(2020, 12, 31)]
    assert [problem.code for problem in problems] == ["plugins.hook-failed"]
    assert plugins.notify("scilit_run_finished", report="r") == ()
    assert heard[-1] == "finished"


def test_what_fails_in_one_run_is_not_told_of_the_next(make: Make) -> None:
    plugins = Plugins([make("b", scilit_run_started=fail)])
    first, second = (plugins.notify("scilit_run_started", plan="p", as_of=date(2020, 12, 31)) for _ in range(2))
    assert codes(plugins) == []
    assert [len(first), len(second)] == [1, 1]


def test_packages_from_outside_are_named_once_with_their_version(make: Make) -> None:
    plugins = Plugins(
        [
            make("a", distribution="one-rules", scilit_adapters=lambda: []),
            make("b", distribution="one-rules", scilit_engines=lambda: []),
        ]
    )
    assert plugins.outside == ("one-rules 1.2",)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_problem_says_what_to_do(make: Make, lang: str) -> None:
    plugins = Plugins(
        [
            EntryPoint("absent", "no_such_module_anywhere", "scilit_rules"),
            make("idle"),
            make("slip", scilit_adaptors=lambda: []),
            make("slap", scilit_adapters=lambda colour: []),
            make("bad", scilit_engines=fail),
            make("dup", scilit_adapters=lambda: [Thing("x"), Thing("x")]),
            make("gone", scilit_rulesets=lambda: [None]),
            make("twin", scilit_adapters=lambda: []),
            make("twin", prefix="second", scilit_adapters=lambda: []),
        ]
    )
    assert set(codes(plugins)) == {f"plugins.{name}" for name in
                                   ("broken", "no-hooks", "unknown-hook", "unknown-argument", "hook-failed",
                                    "name-taken", "no-folder", "twice")}
    for problem in plugins.problems:
        lines = show_problem(problem, lang).splitlines()  # type: ignore[arg-type]
        assert say(problem.level, lang) in lines[0]  # type: ignore[arg-type]
        assert len(lines) >= 2, "advice is missing"
        assert "{" not in "".join(lines)


def test_this_installation_has_the_built_ins_and_no_problem_with_them() -> None:
    plugins = installed()
    built_in = [item for item in plugins.listings if item.built_in]
    assert {"csv", "excel", "json"} <= set(plugins.adapters)
    assert {"table", "json", "csv", "markdown"} <= set(plugins.reporters)
    assert "reference" in plugins.engines
    assert all(item.hooks for item in built_in)
    assert not [problem for problem in plugins.problems if "scilit-rules " in str(problem.message.args)]
    assert installed() is plugins
