"""The page of the Python face: every name of it, as it stands in the code."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from docs_pages.public import not_grouped, python_page, signature

import scilit_rules as sr

PAGE = python_page(sr, "print(1)\n", "1\n")
PARTS = dict(re.findall(r"^### (\w+)\n\n(.*?)(?=^### |^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def test_every_name_of_the_face_stands_in_one_group() -> None:
    assert not_grouped(sr) == set()
    assert sorted(PARTS) == sorted(sr.__all__)


@pytest.mark.parametrize("name", [name for name in sr.__all__ if inspect.isfunction(getattr(sr, name))])
def test_a_function_is_told_with_all_that_it_takes(name: str) -> None:
    told, function = PARTS[name], getattr(sr, name)
    assert told.startswith(f"```python\n{name}(")
    assert (inspect.getdoc(function) or "").partition("\n")[0] in told
    assert "= <" not in told
    for argument in inspect.signature(function).parameters:
        assert re.search(rf"\b{argument}: ", told)


@pytest.mark.parametrize("name", [name for name in sr.__all__ if not inspect.isfunction(getattr(sr, name))])
def test_what_is_no_function_is_told_too(name: str) -> None:
    assert re.search(r"\w{3,}", PARTS[name])
    assert "typing." not in PARTS[name] and "<class" not in PARTS[name] and " object at " not in PARTS[name]
    assert "= <" not in PARTS[name] and "({<" not in PARTS[name]


def test_attributes_properties_and_methods_stand_with_their_types() -> None:
    report = PARTS["Report"]
    assert "| `findings` | `tuple[Finding, ...]` | sorted by subject" in report
    assert "| `gaps` | `tuple[Finding, ...]` | The findings whose obligation is not met" in report
    assert "| `bodies_of(…)` | `(finding: Finding) -> tuple[Mention, ...]` | The bodies that answer" in report
    assert "| `UNMET` | `unmet` | 不达标 | unmet |" in PARTS["Status"]
    assert "| `VIOLATIONS` | `1` |" in PARTS["ExitCode"]
    assert "`UsageError(ScilitError)`" in PARTS["UsageError"]
    assert "`Value = Decimal | bool | date | str | Attested`" in PARTS["Value"]
    assert "`Progress = Callable[[str, int, int], None]`" in PARTS["Progress"]
    assert "`Lang = Literal['zh', 'en']`" in PARTS["Lang"]


def test_names_that_differ_in_capitals_only_have_links_of_their_own() -> None:
    assert "[check](#check)" in PAGE and "[Check](#check-1)" in PAGE
    links = re.findall(r"\]\(#([\w-]+)\)", PAGE)
    assert len(links) == len(set(links)) == len(sr.__all__)


def test_a_long_signature_takes_a_line_for_each_argument() -> None:
    def asked(one: int, *, other: str = "x") -> None: ...

    assert signature("asked", asked) == "asked(one: int, *, other: str = 'x') -> None"
    assert signature("asked", asked, 10) == "asked(\n    one: int,\n    *,\n    other: str = 'x',\n) -> None"


def test_the_page_begins_with_the_example(tmp_path: Path) -> None:
    assert PAGE.index("```python\nprint(1)\n```\n\n```text\n1\n```") < PAGE.index("\n## ")


def test_bodies_come_from_the_nearest_clause_that_names_any() -> None:
    plan = sr.load_plan("zibo-2016-2020")
    for path in plan.clauses:
        around = [plan.clauses[path.rsplit("/", up)[0]] for up in range(path.count("/") + 1)
                  if path.rsplit("/", up)[0] in plan.clauses]
        named = [one.bodies for one in around if one.bodies]
        assert plan.bodies_of(path) == (named[0] if named else ())
    assert plan.bodies_of("九") == ()
