"""Tables in text files: ``.csv``, ``.tsv`` and ``.txt``, with the encoding and the delimiter recognised or told."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from scilit_rules.encoding import decode
from scilit_rules.gate.files import read_text_bytes
from scilit_rules.model.grid import Grid
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.plugins.contracts import Adapter, ReadOptions
from scilit_rules.plugins.markers import hookimpl
from scilit_rules.problems import SourceError, problem

_DELIMITERS = (",", ";", "\t", "|", "，")
_SAMPLE = 100
_DECLARED = "sep="
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_LONGEST_LINE = 1 << 20
_LINES_OF_A_RECORD = 4


class CsvAdapter:
    """Reads a text file with one row to a line and a delimiter between its fields."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".txt")

    def accepts(self, source: str) -> bool:
        """Only files with its endings."""
        return False

    def read(self, source: str, options: ReadOptions) -> Iterator[Grid | Problem]:
        """One grid with a row for each record; a record with misplaced quotes is reported and left out.

        Args:
            source: the path as the user named it.
            options: encoding, delimiter and size limit.

        Raises:
            SourceError: if the file can't be read or decoded, or holds nothing.
        """
        decoded = decode(read_text_bytes(source, options.limits), source, options.encoding)
        yield from decoded.problems
        delimiter, start = _delimiter(decoded.text, source, options)
        rows: list[Sequence[str]] = []
        lines: list[int] = []
        # A record may go over several lines, but not all of them over so many.
        if decoded.text.count("\n") > options.max_rows * _LINES_OF_A_RECORD:
            raise SourceError(problem("adapters.too-many-rows", Place(source), limit=options.max_rows))
        for line, row in _records(decoded.text, start, delimiter, source):
            if len(rows) > options.max_rows:
                raise SourceError(problem("adapters.too-many-rows", Place(source), limit=options.max_rows))
            if isinstance(row, Problem):
                yield row
            else:
                rows.append(row)
                lines.append(line)
        if not any(any(row) for row in rows):
            raise SourceError(problem("adapters.no-cells", Place(source)))
        yield Grid(source, rows, lines=lines)


class _Lines:
    """The lines of a text with their ends, one at a time, none too long to be one of a table.

    Args:
        text: the text.
        start: where the table begins.
        place: the file.
    """

    def __init__(self, text: str, start: int, place: Place) -> None:
        self._found = _LINE.finditer(text, start)
        self._place = place
        self.first = ""

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self._found)[0]
        if not line:
            raise StopIteration
        if len(line) > _LONGEST_LINE:
            raise SourceError(problem("gate.long-line", self._place, limit=_LONGEST_LINE))
        self.first = self.first or line
        return line


def _records(text: str, start: int, delimiter: str, source: str) -> Iterator[tuple[int, list[str] | Problem]]:
    line = first = 2 if start else 1
    lines = _Lines(text, start, Place(source))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.first = ""
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            last = first + reader.line_num - 1
            excerpt = lines.first.strip("\r\n")[:200]
            yield line, problem("adapters.quotes", Place(source, line=line), excerpt=excerpt, last=last)
        else:
            yield line, row
        line = first + reader.line_num


def _delimiter(text: str, source: str, options: ReadOptions) -> tuple[str, int]:
    """The delimiter, and where the table begins."""
    head = text[:8].partition("\n")[0].rstrip("\r")
    declared = head[len(_DECLARED) :] if head.lower().startswith(_DECLARED) else ""
    start = text.index("\n") + 1 if len(declared) == 1 and "\n" in text else 0
    if options.delimiter is not None:
        told = "\t" if options.delimiter in ("\\t", "tab") else options.delimiter
        if len(told) != 1 or told in '"\r\n':
            raise SourceError(problem("adapters.bad-delimiter", Place(source), delimiter=options.delimiter))
        return told, start
    if start:
        return declared, start
    if Path(source).suffix.lower() == ".tsv" and "\t" in text:
        return "\t", start
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter)), start


def _evenness(text: str, delimiter: str) -> tuple[int, int]:
    """How many rows of the beginning agree on a number of fields, two or more, and on how many."""
    if delimiter not in text:
        return (0, 0)
    reader = csv.reader((match[0] for match in _LINE.finditer(text) if match[0]), delimiter=delimiter)
    widths: Counter[int] = Counter()
    with suppress(csv.Error):
        widths.update(len(row) for row in islice(reader, _SAMPLE) if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


@hookimpl
def scilit_adapters() -> Sequence[Adapter]:
    """The adapter of this module."""
    return (CsvAdapter(),)
