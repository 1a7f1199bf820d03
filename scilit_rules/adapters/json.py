"""Structured data: ``.json``, JSON lines and YAML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from scilit_rules.encoding import decode
from scilit_rules.gate.files import read_text_bytes
from scilit_rules.model.grid import Grid
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.plugins.contracts import Adapter, ReadOptions
from scilit_rules.plugins.markers import hookimpl
from scilit_rules.problems import SourceError, problem

_LINES = (".jsonl", ".ndjson")
_YAML = (".yaml", ".yml")
_LARGEST_YAML = 4 * 1024 * 1024
_MOST_VALUES = 3_000_000


class JsonAdapter:
    """Reads objects, lists of objects, and objects whose ``facts`` are an object by name or a list.

    Facts that are plain values become a row for each object with a column for each fact; facts that are objects
    themselves become a row each, with the columns ``fact`` for the name and the keys as written for the rest.
    """

    name = "json"
    suffixes: tuple[str, ...] = (".json", *_LINES, *_YAML)

    def accepts(self, source: str) -> bool:
        """Only files with its endings."""
        return False

    def read(self, source: str, options: ReadOptions) -> Iterator[Grid | Problem]:
        """What was wrong with parts of the data, then its tables, whose first rows are their keys.

        Args:
            source: the path as the user named it.
            options: encoding and size limit.

        Raises:
            SourceError: if the file can't be read, or holds no data.
        """
        from scilit_rules.adapters.nodes import read_json, read_json_lines, read_yaml
        from scilit_rules.adapters.records import Tables

        is_yaml = Path(source).suffix.lower() in _YAML
        limits = replace(options.limits, max_bytes=min(options.max_bytes, _LARGEST_YAML)) if is_yaml else options.limits
        decoded = decode(read_text_bytes(source, limits), source, options.encoding)
        yield from decoded.problems
        if not decoded.text.strip():
            raise SourceError(problem("adapters.no-cells", Place(source)))
        suffix = Path(source).suffix.lower()
        if decoded.text.count(",") + decoded.text.count("[") > _MOST_VALUES:
            raise SourceError(problem("gate.too-many-values", Place(source), limit=_MOST_VALUES))
        tables = Tables(source)
        if suffix in _LINES:
            for item in read_json_lines(decoded.text, source):
                if isinstance(item, Problem):
                    tables.problems.append(item)
                else:
                    tables.add_document(item[1], item[0])
        elif suffix in _YAML:
            for line, document in read_yaml(decoded.text, source):
                tables.add_document(document, line)
        else:
            tables.add_document(read_json(decoded.text, source))
        yield from tables.finish()


@hookimpl
def scilit_adapters() -> Sequence[Adapter]:
    """The adapter of this module."""
    return (JsonAdapter(),)
