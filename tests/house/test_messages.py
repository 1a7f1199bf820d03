"""The catalogue and the code speak of the same messages, in two languages that carry the same values."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from scilit_rules import messages
from scilit_rules.messages import Entry
from scilit_rules.model import lacks, operators, waiver, words
from scilit_rules.model.words import Word

PACKAGE = Path(messages.__file__).resolve().parents[1]
PLUGINS = PACKAGE.parent / "plugins"
DOCS = PACKAGE.parent / "scripts" / "docs_pages"
# A Chinese reader is told year, month and day, an English one the same in one piece.
SAID_OTHERWISE = {"wording.date"}
# English counts things without a word for the unit.
MAY_BE_EMPTY = "wording.unit."
# How an operator is decided and what an author writes after it are told by the operator's own words.
NOT_SHOWN = {"Relation", "BoundKind", "Reads"}
WORDS_SHOWN = [
    member
    for module in (words, lacks, waiver, operators)
    for _, cls in inspect.getmembers(module, inspect.isclass)
    if issubclass(cls, Word) and cls.__module__ == module.__name__ and cls.__name__ not in {"Word", *NOT_SHOWN}
    for member in cls
]


def texts_of_code() -> Iterator[str]:
    for path in sorted([*PACKAGE.rglob("*.py"), *PLUGINS.rglob("*.py"), *DOCS.rglob("*.py")]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                yield f"{node.values[0].value}*"


def catalogue() -> dict[str, Entry]:
    return {code: entry for area in messages.areas() for code, entry in messages.area(area).items()}


CODE_TEXTS = frozenset(texts_of_code())


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("area", messages.areas())
def test_both_languages_say_it_with_the_same_values(area: str) -> None:
    for code, entry in messages.area(area).items():
        for text in filter(None, (entry.wording, entry.hint)):
            assert text.zh.strip(), code
            assert text.en.strip() or code.startswith(MAY_BE_EMPTY), code
            assert fields(text.zh) == fields(text.en) or code in SAID_OTHERWISE, code


@pytest.mark.parametrize("area", [area for area in messages.areas() if area != "words"])
def test_every_message_of_the_catalogue_is_used(area: str) -> None:
    beginnings = tuple(text[:-1] for text in CODE_TEXTS if text.endswith("*") and "." in text)
    unused = [code for code in messages.area(area) if code not in CODE_TEXTS and not code.startswith(beginnings)]
    assert unused == []


def test_every_code_used_stands_in_the_catalogue() -> None:
    known = set(catalogue())
    code = re.compile(rf"({'|'.join(messages.areas())})\.[a-z0-9.-]*[a-z0-9]")
    modules = {".".join(path.relative_to(PACKAGE).with_suffix("").parts) for path in PACKAGE.rglob("*.py")}
    assert sorted(text for text in CODE_TEXTS - modules if code.fullmatch(text) and text not in known) == []


@pytest.mark.parametrize("word", WORDS_SHOWN, ids=lambda word: f"{type(word).__name__}.{word.value}")
def test_every_word_of_a_closed_list_can_be_shown(word: Word) -> None:
    for lang in ("zh", "en"):
        assert messages.say(word, lang)


def test_no_word_is_left_over_in_the_catalogue() -> None:
    known = {f"words.{type(word).__name__}.{word.value}" for word in WORDS_SHOWN} | {"words.flag.yes", "words.flag.no"}
    assert set(messages.area("words")) <= known


HALF_WIDTH = re.compile(r"[\u4e00-\u9fff）”}][,:;?!](?=[\u4e00-\u9fff“{（])|[,;(][\u4e00-\u9fff“]")


@pytest.mark.parametrize("area", messages.areas())
def test_chinese_is_set_in_full_width_marks(area: str) -> None:
    for code, entry in messages.area(area).items():
        for text in filter(None, (entry.wording, entry.hint)):
            # What stands in braces or backquotes is code, and keeps the marks of code.
            prose = re.sub(r"`[^`]*`|\{[^{}]*: [^{}]*\}|\S*=\S*", "", text.zh)
            assert not HALF_WIDTH.search(prose), (code, text.zh)
