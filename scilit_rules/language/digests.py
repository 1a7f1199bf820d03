"""Digests written into a plan's file where they stand, with everything around them left as its author laid it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from yaml.nodes import MappingNode, Node, SequenceNode

from scilit_rules.language.document import Document, line_starts
from scilit_rules.language.faults import Faults
from scilit_rules.language.reader import parse, read_document

_BOM = b"\xef\xbb\xbf"


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def put_digests(path: Path, digests: Mapping[str, str]) -> bytes | None:
    """The file of a plan with digests of clauses put in, all else as it stands.

    Args:
        path: the file.
        digests: the digest to write for each clause, by its path.

    Returns:
        the new content, not yet written; None where the file is written in a way that can't be edited line by line.
    """
    document = read_document(path, Faults())
    if document is None:
        return None
    text = document.text
    for edit in sorted(_edits(document, digests), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    if not _says_the_same(document, text, digests):
        return None
    return (_BOM if document.raw.startswith(_BOM) else b"") + text.encode()


def _edits(document: Document, digests: Mapping[str, str]) -> Iterator[_Edit]:
    starts = line_starts(document.text)
    for entry in _clauses(document.root):
        values = {key.value: value for key, value in entry.value}
        digest = digests.get(values["path"].value) if "path" in values else None
        if digest is None:
            continue
        if "digest" in values:
            start = _offset(starts, values["digest"].start_mark)
            end = _offset(starts, values["digest"].end_mark)
            yield _Edit(start, end, " " * (document.text[start - 1] == ":") + digest)
        elif "heading" in values:
            yield _insertion(document, starts, entry, digest)


def _insertion(document: Document, starts: Sequence[int], entry: MappingNode, digest: str) -> _Edit:
    """A line of its own below the heading, or the next place in the brackets behind it."""
    key, value = next(pair for pair in entry.value if pair[0].value == "heading")
    if entry.flow_style:
        at = _offset(starts, value.end_mark)
        return _Edit(at, at, f", digest: {digest}")
    below = value.end_mark.line + (value.end_mark.column > 0)
    line_end = "\r\n" if "\r\n" in document.text else "\n"
    line = " " * key.start_mark.column + f"digest: {digest}"
    if below < len(starts):
        return _Edit(starts[below], starts[below], line + line_end)
    return _Edit(len(document.text), len(document.text), line_end + line)


def _clauses(root: Node) -> Iterator[MappingNode]:
    for key, value in root.value if isinstance(root, MappingNode) else ():
        if key.value == "clauses" and isinstance(value, SequenceNode):
            yield from (entry for entry in value.value if isinstance(entry, MappingNode))


def _offset(starts: Sequence[int], mark: Any) -> int:
    line: int = mark.line
    column: int = mark.column
    return starts[line] + column


def _says_the_same(document: Document, text: str, digests: Mapping[str, str]) -> bool:
    """Whether a new text says what the file says but for its digests, which are those wanted."""
    new = parse(text, document.source, Faults())
    expected = {**document.data, "clauses": [
        {**clause, "digest": digests[clause["path"]]} if clause["path"] in digests else clause
        for clause in document.data["clauses"]
    ]}
    return new is not None and new.data == expected
