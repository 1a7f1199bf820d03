"""A file as plain data of which every key and value knows its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Union

import yaml
from yaml.nodes import MappingNode, Node

from scilit_rules.language.scalars import Data
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.problems import problem

Loc = tuple[Union[str, int], ...]
"""The way to a value: keys and, in lists, numbers from 0."""

Pair = tuple[Node, Node]
"""A key and its value, as composed."""

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")


@dataclass(frozen=True)
class Document:
    """One YAML file: its data, and where each part of it stands.

    Args:
        source: the file as the user named it.
        raw: its bytes.
        text: its text.
        root: the composed YAML, which knows the places.
        data: the same as plain data.
    """

    source: str
    raw: bytes = field(repr=False)
    text: str = field(repr=False)
    root: Node = field(repr=False)
    data: Data = field(repr=False)

    @cached_property
    def lines(self) -> Sequence[str]:
        """The lines of the text."""
        return split_lines(self.text)

    @cached_property
    def _pairs(self) -> dict[int, dict[str, Pair]]:
        """The keys of each mapping that something was looked up in, with their values."""
        return {}

    def _pair(self, node: MappingNode, key: str) -> Pair | None:
        """A key of a mapping with its value; of one that is written twice the first."""
        pairs = self._pairs.get(id(node))
        if pairs is None:
            pairs = self._pairs[id(node)] = {}
            for pair in node.value:
                if isinstance(pair[0], yaml.ScalarNode):
                    pairs.setdefault(pair[0].value, pair)
        return pairs.get(key)

    @property
    def top(self) -> Spot:
        """The whole of its data."""
        return Spot(self, (), self.data)

    def find(self, loc: Loc) -> tuple[Node | None, Node]:
        """The key (none for list items) and the value at a place, or the nearest that exists above it.

        The first item of what is written without a list is that itself.
        """
        key: Node | None = None
        node = self.root
        for part in loc:
            if isinstance(node, MappingNode) and isinstance(part, str):
                found = self._pair(node, part)
                if found is None:
                    break
                key, node = found
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                key, node = None, node.value[part]
            elif part != 0:
                break
        return key, node


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in a file, together with the way to it.

    Args:
        document: the file.
        loc: the way to the value.
        value: the value itself.
    """

    document: Document
    loc: Loc
    value: Data

    def at(self, part: str | int) -> Spot:
        """The part of a mapping or list under a key or number; its value is None where there is none."""
        value = None
        if isinstance(self.value, dict):
            value = self.value.get(part)
        elif isinstance(self.value, list) and isinstance(part, int):
            value = self.value[part]
        return Spot(self.document, (*self.loc, part), value)

    def parts(self) -> Iterator[Spot]:
        """The items of a list or the values of a mapping, in the order written."""
        for part in self.value if isinstance(self.value, dict) else range(len(self.value)):
            yield self.at(part)

    @property
    def place(self) -> Place:
        """Where the value begins."""
        return node_place(self.document, self.document.find(self.loc)[1])

    @property
    def key_place(self) -> Place:
        """Where its key begins, or itself in a list."""
        key, value = self.document.find(self.loc)
        return node_place(self.document, value if key is None else key)

    def problem(self, code: str, *, key: bool = False, near: Sequence[str] = (), others: Sequence[Place] = (),
                **args: object) -> Problem:
        """Something wrong here.

        Args:
            code: code of the message, in full or within the area ``language``.
            key: whether the key is meant instead of the value.
            near: names that may have been meant.
            others: further places that belong to it.
            **args: the values that fill the message.
        """
        name, value = self.document.find(self.loc)
        node = name if key and name is not None else value
        return node_problem(self.document, node, code, near=near, others=others, **args)


def is_lone_entry(spot: Spot) -> bool:
    """Whether a whole file is one entry, where it should be a list of such."""
    named = isinstance(spot.value, dict) and not spot.loc
    return named and any(isinstance(spot.value.get(key), str) for key in ("id", "case"))


def split_lines(text: str) -> list[str]:
    """The lines of a text, broken wherever YAML sees a line break."""
    return _BREAK.split(text)


def line_starts(text: str) -> list[int]:
    """The offset at which each line of a text begins, lines as `split_lines` has them."""
    return [0, *(found.end() for found in _BREAK.finditer(text))]


def node_place(document: Document, node: Node) -> Place:
    """Where a node as composed begins."""
    return Place(document.source, node.start_mark.line + 1, node.start_mark.column + 1)


def node_problem(document: Document, node: Node, code: str, **options: Any) -> Problem:
    """Something wrong at a node as composed, with the line it stands in and its extent there."""
    start, end = node.start_mark, node.end_mark
    excerpt = document.lines[start.line] if start.line < len(document.lines) else ""
    last = end.column if end.line == start.line else len(excerpt.rstrip())
    full = code if "." in code else f"language.{code}"
    return problem(full, node_place(document, node), excerpt=excerpt, span=max(last - start.column, 1), **options)
