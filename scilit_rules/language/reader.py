"""YAML files → documents. Refuses what a careful author never writes: doubled keys, strange tags, bombs."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from scilit_rules.gate.files import read_bytes
from scilit_rules.gate.limits import RULES
from scilit_rules.language.dialect import Loader, line_too_deep, may_be_deep
from scilit_rules.language.document import Document, node_place, node_problem, split_lines
from scilit_rules.language.faults import Faults
from scilit_rules.language.malformed import explain_yaml_error
from scilit_rules.language.scalars import HOLE, Data, read_plain
from scilit_rules.model.place import Place
from scilit_rules.problems import SourceError, problem

_MOST_LEVELS = 60
_MORE_THAN_WRITTEN = 10_000
_MOST_MARKS = 300_000
_MARKS = "[{,:-"
_UNPRINTABLE = re.compile("[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")
_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in
                  ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map"))
_MERGE = "tag:yaml.org,2002:merge"
_STRING = "tag:yaml.org,2002:str"


def leaving_text(base: Any) -> Any:
    """A loader that leaves plain scalars as text, for what they mean is read from the text alone."""

    class Loader(base):  # type: ignore[misc]  # the C loader is there or not
        def resolve(self, kind: type[Node], value: Any, implicit: Any) -> Any:
            if kind is ScalarNode:
                return _MERGE if value == "<<" and implicit[0] else _STRING
            return super().resolve(kind, value, implicit)

    return Loader


_LOADER = leaving_text(Loader)


def read_document(path: Path, faults: Faults) -> Document | None:
    """Reads one YAML file.

    Args:
        path: the file.
        faults: takes what is wrong.

    Returns:
        the document, or None where nothing of it can be used.
    """
    source = str(path)
    if os.path.isdir(path):
        faults.add(problem("language.is-a-folder", Place(source)))
        return None
    try:
        raw = read_bytes(source, RULES)
    except SourceError as error:
        for found in error.problems:
            faults.add(found)
        return None
    text = _decode(raw, source, faults)
    return None if text is None else parse(text, source, faults, raw)


def parse(text: str, source: str, faults: Faults, raw: bytes = b"") -> Document | None:
    """Reads YAML text.

    Args:
        text: the text.
        source: the name by which problems speak of it.
        faults: takes what is wrong.
        raw: the bytes that it was decoded from.

    Returns:
        the document, with a hole for each value that can't be read, or None where nothing of it can be used.
    """
    root = _compose(text, source, faults)
    if root is None:
        return None
    reader = _Reader(Document(source, raw, text, root, None), faults)
    data = reader.read(root)
    return None if reader.has_given_up else Document(source, raw, text, root, data)


def _compose(text: str, source: str, faults: Faults) -> Node | None:
    if strange := _UNPRINTABLE.search(text):
        before = split_lines(text[: strange.start()])
        place = Place(source, len(before), len(before[-1]) + 1)
        faults.add(problem("language.unprintable", place, excerpt=split_lines(text)[len(before) - 1], span=1,
                           code_point=f"U+{ord(strange.group()):04X}"))
        return None
    marks = sum(map(text.count, _MARKS))
    if marks > _MOST_MARKS:
        faults.add(problem("language.too-many-marks", Place(source), count=marks, most=_MOST_MARKS))
        return None
    if may_be_deep(text, _MOST_LEVELS) and _too_deep(text, source, faults):
        return None
    try:
        root: Node | None = _LOADER(text).get_single_node()
    except yaml.YAMLError as error:
        if not _too_deep(text, source, faults):
            faults.add(explain_yaml_error(error, source, split_lines(text)))
        return None
    if root is None or (isinstance(root, ScalarNode) and not root.value and not root.style):
        faults.add(problem("language.empty-file", Place(source)))
        return None
    return root


def _too_deep(text: str, source: str, faults: Faults) -> bool:
    line = line_too_deep(text, _MOST_LEVELS)
    if line is not None:
        faults.add(problem("language.too-deep", Place(source, line), most=_MOST_LEVELS))
    return line is not None


def _decode(raw: bytes, source: str, faults: Faults) -> str | None:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        try:
            excerpt = raw.split(b"\n")[line - 1].decode("gb18030").rstrip("\r")
        except UnicodeDecodeError:
            excerpt = ""
        faults.add(problem("language.not-utf8", Place(source, line), excerpt=excerpt))
        return None


class _Reader:
    """Turns the composed nodes of a document into plain data.

    Every value takes at least a character, so a document with many more values than characters repeats them by
    aliases of aliases.
    """

    def __init__(self, document: Document, faults: Faults) -> None:
        self._document = document
        self._faults = faults
        self._open: set[int] = set()
        self._has_escapes = "\\" in document.text
        self._values_left = len(document.text) + _MORE_THAN_WRITTEN

    @property
    def has_given_up(self) -> bool:
        """Whether the document has so many values that they were not all read."""
        return self._values_left < 0

    def read(self, node: Node, key: Node | None = None) -> Data:
        self._values_left -= 1
        if self._values_left < 0:
            return self._hole(node, "too-many-copies") if self._values_left == -1 else HOLE
        if node.tag not in _TAGS:
            return self._hole(node, "tag", tag=node.tag)
        if isinstance(node, ScalarNode):
            return self._quoted(node) if node.style else self._plain(node)
        if id(node) in self._open:
            return self._hole(node, "alias-circle")
        if len(self._open) >= _MOST_LEVELS:
            return self._hole(node, "too-deep", most=_MOST_LEVELS)
        self._open.add(id(node))
        data = self._mapping(node, key) if isinstance(node, MappingNode) else [self.read(item) for item in node.value]
        self._open.discard(id(node))
        return data

    def _quoted(self, node: ScalarNode) -> Data:
        """A text in quotes, where an escape must not bring in what no author writes."""
        strange = _UNPRINTABLE.search(node.value) if self._has_escapes else None
        if strange is None:
            return str(node.value)
        return self._hole(node, "unprintable", code_point=f"U+{ord(strange.group()):04X}")

    def _plain(self, node: ScalarNode) -> Data:
        try:
            return read_plain(node.value)
        except ValueError:
            return self._hole(node, "no-such-day", text=node.value)

    def _mapping(self, node: MappingNode, own_key: Node | None) -> dict[str, Data]:
        data: dict[str, Data] = {}
        first: dict[str, tuple[Node, Node]] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode) or key.tag == _MERGE:
                self._fault(key, "merge-key" if isinstance(key, ScalarNode) else "key-not-text")
                for place in (node, own_key or node):
                    self._faults.note_partly_read(node_place(self._document, place))
            elif key.value in data:
                data[key.value] = self._of_two(key, value, *first[key.value], data[key.value])
            else:
                first[key.value] = (key, value)
                data[key.value] = self.read(value, key)
        return data

    def _of_two(self, key: Node, value: Node, first_key: Node, first: Node, data: Data) -> Data:
        """What a key stands for that is written twice: of two blocks the first, of two single values neither."""
        self._fault(key, "key-twice", key=key.value, others=[node_place(self._document, first_key)])
        other, place = self.read(value, key), node_place(self._document, first)
        if other == data:
            return data
        if isinstance(data, (dict, list)):
            self._faults.note_partly_read(place)
            return data
        self._faults.leave_hole(place)
        return HOLE

    def _fault(self, node: Node, code: str, **args: Any) -> None:
        self._faults.add(node_problem(self._document, node, code, **args))

    def _hole(self, node: Node, code: str, **args: Any) -> Data:
        self._fault(node, code, **args)
        self._faults.leave_hole(node_place(self._document, node))
        return HOLE
