"""Text of JSON, JSON lines and YAML into records, with exact numbers and nothing guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

import yaml

from scilit_rules.adapters.records import Record
from scilit_rules.language.dialect import Loader, line_too_deep, may_be_deep
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.problems import SourceError, problem

_LONGEST_EXCERPT = 160
_LARGEST_EXPONENT = 400
_DEEPEST = 100
_NOT_NUMBERS = re.compile(r'"(?:[^"\\]|\\.)*"|(-?Infinity|NaN)')
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)(?:[eE][-+]?[0-9]+)?")
_TRUE = frozenset({"true", "yes", "on"})


class _NotNumber(ValueError):
    """A word such as NaN where a number should be."""


def read_json(text: str, source: str, line: int = 1) -> object:
    """One JSON document.

    Args:
        text: the document.
        source: the file as the user named it.
        line: the line of the file on which the text begins.

    Returns:
        records, lists, texts, exact numbers, flags or None.

    Raises:
        SourceError: if it is no JSON, with line, column and what stands there.
    """
    try:
        return json.loads(text, parse_float=_number, parse_int=_number, parse_constant=_refuse,
                          object_pairs_hook=Record)
    except json.JSONDecodeError as error:
        raise SourceError(_json_problem(text, source, line, error)) from error
    except _NotNumber as error:
        at = next(match.start(1) for match in _NOT_NUMBERS.finditer(text) if match[1])
        raise SourceError(_at("adapters.not-a-number", text, at, source, line, found=str(error))) from error
    except RecursionError as error:
        raise SourceError(problem("adapters.too-deep", Place(source, line=line))) from error


def read_json_lines(text: str, source: str) -> Iterator[tuple[int, object] | Problem]:
    """The documents of a file with one JSON document to a line.

    Args:
        text: the file's text.
        source: the file as the user named it.

    Returns:
        each document with its line; a line that is no JSON is a problem in its place, and the others go on.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, read_json(line, source, number)
            except SourceError as error:
                yield from error.problems


def read_yaml(text: str, source: str) -> Iterator[tuple[int, object]]:
    """The documents of a YAML file, with safe tags only and without aliases.

    Args:
        text: the file's text.
        source: the file as the user named it.

    Returns:
        each document with its line.

    Raises:
        SourceError: if it is no YAML, with line and column, or uses an alias.
    """
    if may_be_deep(text, _DEEPEST):
        _refuse_depth(text, source)
    try:
        _refuse_aliases(text, source)
        for node in yaml.compose_all(text, Loader):
            yield node.start_mark.line + 1, _YamlReader(source).read(node)
    except yaml.MarkedYAMLError as error:
        _refuse_depth(text, source)
        mark = error.problem_mark or error.context_mark
        raise SourceError(_yaml_problem(text, source, mark)) from error
    except yaml.YAMLError as error:
        raise SourceError(problem("adapters.bad-yaml", Place(source))) from error


def _refuse_depth(text: str, source: str) -> None:
    line = line_too_deep(text, _DEEPEST)
    if line is not None:
        raise SourceError(problem("adapters.too-deep", Place(source, line=line)))


def _refuse_aliases(text: str, source: str) -> None:
    """An alias of aliases can stand for more than fits into memory."""
    depth = 0
    for event in yaml.parse(text, Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else None
        if isinstance(event, yaml.AliasEvent):
            raise SourceError(problem("adapters.yaml-alias", Place(source, line=line)))
        if depth > _DEEPEST:
            raise SourceError(problem("adapters.too-deep", Place(source, line=line)))


class _YamlReader:
    """Turns the nodes of a document into records; numbers come from their text."""

    def __init__(self, source: str) -> None:
        self._source = source

    def read(self, node: yaml.Node) -> object:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, yaml.MappingNode):
            return Record([(self._key(key), self.read(value)) for key, value in node.value], node.start_mark.line + 1)
        return [self.read(item) for item in node.value]

    def _key(self, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise SourceError(problem("adapters.bad-yaml", self._place(node)))
        return str(node.value)

    def _scalar(self, node: yaml.ScalarNode) -> object:
        text, kind = str(node.value), node.tag.rpartition(":")[2]
        if kind == "null":
            return None
        if kind == "bool":
            return text.lower() in _TRUE
        if kind == "int":
            return _number(text) if _WHOLE.fullmatch(text) else text
        if kind == "float":
            if not _DECIMAL.fullmatch(text):
                raise SourceError(problem("adapters.not-a-number", self._place(node), found=text))
            return _number(text)
        if kind == "timestamp" and len(text) == len("2016-08-15"):
            with suppress(ValueError):
                return date.fromisoformat(text)
        return text

    def _place(self, node: yaml.Node) -> Place:
        return Place(self._source, line=node.start_mark.line + 1, column=node.start_mark.column + 1)


def _number(text: str) -> Decimal | int | str:
    if len(text) < 19 and _WHOLE.fullmatch(text):
        return int(text)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text  # an exponent that no number can have
    # A number like 1e999999999 is short here but would fill the memory wherever it is printed.
    return number if abs(number.adjusted()) <= _LARGEST_EXPONENT else text


def _refuse(word: str) -> NoReturn:
    raise _NotNumber(word)


def _json_problem(text: str, source: str, line: int, error: json.JSONDecodeError) -> Problem:
    if not text[error.pos :].strip():
        return _at("adapters.json-ends-early", text, len(text.rstrip()), source, line)
    return _at("adapters.bad-json", text, error.pos, source, line, found=text[error.pos : error.pos + 1])


def _yaml_problem(text: str, source: str, mark: Any) -> Problem:
    lines = text.split("\n")
    excerpt = lines[mark.line].rstrip("\r") if mark.line < len(lines) else ""
    return problem("adapters.bad-yaml", Place(source, line=mark.line + 1, column=mark.column + 1),
                   excerpt=excerpt if len(excerpt) <= _LONGEST_EXCERPT else "", span=1)


def _at(code: str, text: str, position: int, source: str, first: int,
        **args: Any) -> Problem:
    start = text.rfind("\n", 0, position) + 1
    excerpt = text[start:].partition("\n")[0].rstrip("\r")
    place = Place(source, line=first + text.count("\n", 0, position), column=position - start + 1)
    return problem(code, place, excerpt=excerpt if len(excerpt) <= _LONGEST_EXCERPT else "", span=1, **args)
