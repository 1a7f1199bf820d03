"""XML of office files, gone through once without keeping it, to see whether it can be read without harm."""

from __future__ import annotations

import re
from typing import IO, Any
from xml.parsers import expat

from scilit_rules.gate.limits import Limits
from scilit_rules.gate.plain_rows import DEPTH, PlainRows, is_plain
from scilit_rules.gate.sheets import Sheet
from scilit_rules.model.place import Place
from scilit_rules.problems import SourceError, problem

# The namespaces of the dialect of ISO 29500 that openpyxl does not know.
STRICT = "http://purl.oclc.org/ooxml/"
_BLOCK = 1 << 16
_FIRST_ROW = b"<sheetData>"
_BEFORE_ROW = re.compile(rb"<sheetData>|</row>")
_DEPTH_OF_ROWS = 2
# A row that is longer is parsed bit by bit, never kept.
_LONGEST_ROW = 1 << 16
_LONGEST_FORMAT = 2_000
# By the element that a part begins with: what is taken in whole before any cell, and has few where it is of use.
_FEWER = {"styleSheet": 400_000, "workbook": 100_000}


class Markup:
    """One part of a package.

    Args:
        source: the file as the user named it.
        name: the part.
        limits: how much of it is read.
    """

    def __init__(self, source: str, name: str, limits: Limits) -> None:
        self._source, self._name, self._limits = source, name, limits
        self._most = limits.max_elements
        self._open: list[str] = []
        self._begun = self._parsed = 0
        self._is_markup, self._is_plain = True, False
        self._rows: PlainRows | None = None
        self._is_at_row = False
        self._rest = b""
        self._taken = 0
        self._parser = self._made()
        self.sheet: Sheet | None = None

    def _made(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.StartElementHandler = self._start
        parser.StartCdataSectionHandler = self._leave_plain
        # It takes out the first of that name; all that counts is how many are open.
        parser.EndElementHandler = self._open.remove
        return parser

    def read(self, part: IO[bytes], most: int) -> int:
        """Goes through the part and returns how many bytes it has; no more than one block beyond what it may.

        Args:
            part: its bytes, inflated as they are read.
            most: how many it may have.

        Raises:
            SourceError: if its markup goes beyond a limit, or brings a document type, by which entities could be
                defined.
        """
        size = stalled = 0
        while size <= most and (block := part.read(_BLOCK)):
            self._is_plain = self._is_plain if size else is_plain(block)
            size += len(block)
            if self._is_markup:
                begun = self._begun
                self._take(block)
                stalled = 0 if self._begun > begun else stalled + len(block)
                if stalled > self._limits.max_piece:
                    raise self._refused("gate.long-piece", limit=self._limits.max_piece)
        self._parse(self._rest)
        if self.sheet is not None and (self._open or not self._is_markup):
            # It breaks off, or is broken: its reader shall stumble over it.
            self.sheet.plain = range(0)
        return size

    def _take(self, block: bytes) -> None:
        """Goes through a block: plain rows are taken note of where they stand, all else is parsed."""
        data, self._rest = self._rest + block, b""
        at = 0
        while at < len(data) and self._is_markup:
            if self._is_at_row:
                begin, at = at, self._take_rows(data, at)
                self._begun += at > begin
            end = self._end_of_row(data, at)
            if end < 0 and self._is_at_row and len(data) - at < _LONGEST_ROW:
                self._rest = data[at:]
                break
            end = len(data) if end < 0 else end
            self._parse(data[at:end])
            at = end
        self._taken += at

    def _take_rows(self, data: bytes, at: int) -> int:
        """Takes note of the plain rows that stand here, and of their place if no other stands before them."""
        if self._rows is None or self.sheet is None:
            return at
        begin, plain = self._taken + at, self.sheet.plain
        is_first = not self.sheet.has_rows and data.endswith(_FIRST_ROW, 0, at)
        end = self._rows.take(data, at)
        if is_first or begin == plain.stop:
            self.sheet.plain = range(begin if is_first else plain.start, self._taken + end)
        return end

    def _end_of_row(self, data: bytes, at: int) -> int:
        """Where the parser may be left for plain rows: after the row that begins or goes on here; -1 for nowhere."""
        found = _BEFORE_ROW.search(data, at) if self._is_plain else None
        return found.end() if found is not None else -1

    def _parse(self, data: bytes) -> None:
        if not self._is_markup or not data:
            return
        self._is_markup = _parse(self._parser, data)
        self._parsed += len(data)
        # Not within a comment or the like, of which some would be left over.
        is_between = self._parser.CurrentByteIndex == self._parsed and len(self._open) == _DEPTH_OF_ROWS
        self._is_at_row = self._is_plain and is_between

    def _leave_plain(self) -> None:
        self._is_plain = False

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._open.append(tag)
        self._begun += 1
        if len(self._open) > self._limits.max_depth:
            raise self._refused("gate.too-deep", limit=self._limits.max_depth)
        name = tag.rpartition(":")[2] if ":" in tag else tag
        if self.sheet is not None:
            self.sheet.start(name, attributes)
        elif self._begun == 1:
            self._begin(name, attributes)
        elif self._begun > self._most:
            raise self._refused("gate.too-many-elements", limit=self._most)
        elif len(attributes.get("formatCode", "")) > _LONGEST_FORMAT:
            # openpyxl takes the square of its length to tell whether it shows days; programs write no more than 255.
            raise self._refused("gate.long-piece", limit=_LONGEST_FORMAT)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if any(value.startswith(STRICT) for value in attributes.values()):
            raise self._refused("adapters.strict")
        self._most = min(self._limits.max_elements, _FEWER.get(name, self._limits.max_elements))
        if name == "worksheet":
            self.sheet = Sheet(self._limits)
            self._rows = PlainRows(self.sheet) if self._limits.max_depth >= DEPTH else None

    def _refuse_document_type(self, *_: object) -> None:
        raise self._refused("adapters.document-type")

    def _refused(self, code: str, **args: Any) -> SourceError:
        return SourceError(problem(code, Place(self._source), part=self._name, **args))


def _parse(parser: expat.XMLParserType, block: bytes) -> bool:
    try:
        parser.Parse(block, False)
    except (expat.ExpatError, LookupError, ValueError):
        # A picture, or a part that its reader will stumble over at the same place.
        return False
    return True
